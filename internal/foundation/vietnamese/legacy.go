package vietnamese

import (
	"strings"
	"unicode"
)

// tcvn3Signs are Latin-1 characters that are no letters there but are Vietnamese letters in TCVN3 (ABC) fonts.
const tcvn3Signs = "¡¢£¤¥¦§¨©ª«¬®µ¶·¸¹»¼½¾÷×"

// looksTCVN3 guesses whether the text was typed with a .Vn font and arrives as Latin-1 characters ("nh©n d©n").
// A text with a real Vietnamese letter beyond Latin-1 (ă, đ, ơ, ư, ạ …) is never taken for it.
func looksTCVN3(s string) bool {
	if !strings.ContainsFunc(s, func(r rune) bool { return r >= 0xA1 && r <= 0xFF }) {
		return false
	}
	if strings.ContainsFunc(s, beyondLatin1Vietnamese) {
		return false
	}
	words, strange := 0, 0
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return !inTCVN3Word(r) }) {
		if !strings.ContainsFunc(w, unicode.IsLetter) {
			continue
		}
		words++
		if strangeWord(w) {
			strange++
		}
	}
	return strange > 0 && strange*5 >= words && (strange > 1 || words <= 3)
}

func beyondLatin1Vietnamese(r rune) bool {
	switch r {
	case 'ă', 'Ă', 'đ', 'Đ', 'ĩ', 'Ĩ', 'ũ', 'Ũ', 'ơ', 'Ơ', 'ư', 'Ư':
		return true
	}
	return r >= 0x1EA0 && r <= 0x1EF9
}

func inTCVN3Word(r rune) bool {
	return unicode.IsLetter(r) || r == 0x00AD || strings.ContainsRune(tcvn3Signs, r)
}

// strangeWord reports whether a word can hardly be anything but TCVN3: a sign inside it, a soft hyphen beside an
// accented letter, or an accented capital between small letters ("nhÊt"). French quotation marks at its ends are no sign.
func strangeWord(w string) bool {
	w = strings.TrimSuffix(strings.TrimPrefix(w, "«"), "»")
	if strings.ContainsAny(w, tcvn3Signs) {
		return true
	}
	accented := strings.ContainsFunc(w, func(r rune) bool { return r >= 0xC0 && r <= 0xFF })
	if accented && strings.ContainsRune(w, 0x00AD) {
		return true
	}
	runes := []rune(w)
	for i := 1; i < len(runes); i++ {
		if runes[i] >= 0xC0 && unicode.IsUpper(runes[i]) && unicode.IsLower(runes[i-1]) {
			return true
		}
	}
	return false
}
