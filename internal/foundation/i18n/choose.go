package i18n

import "golang.org/x/text/language"

// maxAccept keeps a hostile Accept-Language header from costing anything; a browser's is below 100 bytes.
const maxAccept = 256

// Choose picks the language of a request: the cookie, else the user's setting, else what the browser asks for, else Vietnamese.
func Choose(cookie, user, acceptLanguage string) Lang {
	for _, s := range []string{cookie, user} {
		if l, ok := Parse(s); ok {
			return l
		}
	}
	return accepted(acceptLanguage)
}

func accepted(header string) Lang {
	if len(header) > maxAccept {
		return Vi
	}
	tags, weights, err := language.ParseAcceptLanguage(header)
	if err != nil {
		return Vi
	}
	for i, t := range tags {
		base, _ := t.Base()
		if l, ok := Parse(base.String()); ok && weights[i] > 0 {
			return l
		}
	}
	return Vi
}
