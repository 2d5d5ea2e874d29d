// Package htmlcheck says in tests what must stand on a page, by CSS selectors, so that the tests survive a new look.
//
//	htmlcheck.Run(t, html,
//		htmlcheck.In("h1", htmlcheck.HasExactText("Nhiệm vụ")),
//		htmlcheck.Count("table.records tbody tr", 3),
//		htmlcheck.NotIn("form[action$='/xac-nhan']"))
package htmlcheck

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/andybalholm/cascadia"
	"golang.org/x/text/unicode/norm"
)

// Checker looks at a part of a page and says what is wrong with it, or nil.
type Checker func(*goquery.Selection) error

// Run applies the checkers to a page and reports every one that fails. The page must not hold an unknown message key.
func Run(tb testing.TB, html string, checkers ...Checker) {
	tb.Helper()
	if err := Check(html, checkers...); err != nil {
		tb.Errorf("%v\npage:\n%s", err, excerpt(html))
	}
}

// Check applies the checkers to a page and joins what they say.
func Check(html string, checkers ...Checker) error {
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(html))
	if err != nil {
		return fmt.Errorf("parse page: %w", err)
	}
	errs := []error{noUnknownKeys(html)}
	for _, c := range checkers {
		errs = append(errs, c(doc.Selection))
	}
	return errors.Join(errs...)
}

var unknownKey = regexp.MustCompile(`⟦[^⟧]*⟧`)

func noUnknownKeys(html string) error {
	if keys := unknownKey.FindAllString(html, -1); keys != nil {
		return fmt.Errorf("message keys that no catalogue knows: %s", strings.Join(keys, " "))
	}
	return nil
}

// In applies the checkers to the first element that matches; there must be one.
func In(selector string, checkers ...Checker) Checker {
	return found(selector, func(s *goquery.Selection) error { return all(s.First(), checkers) })
}

// Each applies the checkers to every element that matches; there must be one.
func Each(selector string, checkers ...Checker) Checker {
	return found(selector, func(s *goquery.Selection) error {
		var errs []error
		s.Each(func(i int, one *goquery.Selection) {
			if err := all(one, checkers); err != nil {
				errs = append(errs, fmt.Errorf("match %d: %w", i+1, err))
			}
		})
		return errors.Join(errs...)
	})
}

// Any wants at least one of the elements that match to pass all checkers.
func Any(selector string, checkers ...Checker) Checker {
	return found(selector, func(s *goquery.Selection) error {
		var last error
		for i := range s.Length() {
			if last = all(s.Eq(i), checkers); last == nil {
				return nil
			}
		}
		return fmt.Errorf("none of %d passes; the last: %w", s.Length(), last)
	})
}

func all(s *goquery.Selection, checkers []Checker) error {
	var errs []error
	for _, c := range checkers {
		errs = append(errs, c(s))
	}
	return errors.Join(errs...)
}

// found compiles the selector (a mistake in it is a failure, not an empty match) and wants a match.
func found(selector string, check Checker) Checker {
	return matched(selector, func(s *goquery.Selection) error {
		if s.Length() == 0 {
			return errors.New("nothing matches")
		}
		return check(s)
	})
}

func matched(selector string, check Checker) Checker {
	return func(within *goquery.Selection) error {
		m, err := cascadia.Compile(selector)
		if err != nil {
			return fmt.Errorf("selector %q: %w", selector, err)
		}
		if err := check(within.FindMatcher(m)); err != nil {
			return fmt.Errorf("%s: %w", selector, err)
		}
		return nil
	}
}

// NotIn wants no element to match.
func NotIn(selector string) Checker { return Count(selector, 0) }

// Count wants exactly n elements to match.
func Count(selector string, n int) Checker {
	return matched(selector, func(s *goquery.Selection) error {
		if s.Length() != n {
			return fmt.Errorf("%d match, want %d", s.Length(), n)
		}
		return nil
	})
}

// HasText wants the element's text, white space run together, to contain want.
func HasText(want string) Checker {
	return onText(func(got string) bool { return strings.Contains(got, want) }, "contain", want)
}

// LacksText wants the element's text not to contain what should not be seen.
func LacksText(what string) Checker {
	return onText(func(got string) bool { return !strings.Contains(got, what) }, "lack", what)
}

// HasExactText wants the element's text, white space run together, to be want.
func HasExactText(want string) Checker {
	return onText(func(got string) bool { return got == want }, "be", want)
}

// Matches wants the element's text to match a pattern.
func Matches(pattern string) Checker {
	re := regexp.MustCompile(pattern)
	return onText(re.MatchString, "match", pattern)
}

func onText(ok func(string) bool, verb, want string) Checker {
	return func(s *goquery.Selection) error {
		if got := Text(s); !ok(got) {
			return fmt.Errorf("text is %q, should %s %q", got, verb, want)
		}
		return nil
	}
}

// Text is a selection's text as people see it: white space run together, in NFC.
func Text(s *goquery.Selection) string {
	return norm.NFC.String(strings.Join(strings.Fields(s.Text()), " "))
}

// HasAttr wants an attribute to have the value.
func HasAttr(name, want string) Checker {
	return func(s *goquery.Selection) error {
		got, ok := s.Attr(name)
		if !ok {
			return fmt.Errorf("no attribute %s, want %q", name, want)
		}
		if got != want {
			return fmt.Errorf("attribute %s is %q, want %q", name, got, want)
		}
		return nil
	}
}

// LacksAttr wants an attribute not to be there.
func LacksAttr(name string) Checker {
	return func(s *goquery.Selection) error {
		if got, ok := s.Attr(name); ok {
			return fmt.Errorf("attribute %s is %q, should not be there", name, got)
		}
		return nil
	}
}

// HasLink wants the element to be, or to hold, a link to the address.
func HasLink(url string) Checker {
	return func(s *goquery.Selection) error {
		links := s.Filter("a").AddSelection(s.Find("a"))
		for i := range links.Length() {
			if href, _ := links.Eq(i).Attr("href"); href == url {
				return nil
			}
		}
		return fmt.Errorf("none of %d links leads to %q", links.Length(), url)
	}
}

// FieldError wants the form field of that name to be marked wrong and to say why.
func FieldError(name, want string) Checker {
	return In(fmt.Sprintf("[name=%q][aria-invalid=true]", name), func(s *goquery.Selection) error {
		by, _ := s.Attr("aria-describedby")
		for _, id := range strings.Fields(by) {
			if strings.Contains(Text(s.Parents().Last().Find("#"+id)), want) {
				return nil
			}
		}
		return fmt.Errorf("field %s does not say %q", name, want)
	})
}

// excerptLen is how much of a failing page is worth printing.
const excerptLen = 4000

func excerpt(html string) string {
	if at := strings.Index(html, "<main"); at > 0 {
		html = html[at:]
	}
	if len(html) > excerptLen {
		return html[:excerptLen] + " …"
	}
	return html
}
