// Package vietnamese knows how Vietnamese text is written: one stored form (NFC), what must be mended at every
// input door, keys for searching with and without marks, the order of names, and numbers as people print them.
// It knows nothing of committees and does no I/O.
package vietnamese

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// NFC returns the composed form in which all text is stored, compared and hashed.
func NFC(s string) string { return norm.NFC.String(s) }

// Key is the mark-free search key: "Trật  tự" and "trat tu" share one. It is lower case, without tones and
// vowel marks, đ read as d, runs of white space one space, none at the ends. Show and sort the original, never the key.
func Key(s string) string {
	lower := strings.ToLower(norm.NFC.String(s))
	var b strings.Builder
	b.Grow(len(lower))
	for _, r := range norm.NFD.String(lower) {
		switch {
		case r >= 0x0300 && r <= 0x036F:
		case isD(r):
			b.WriteByte('d')
		default:
			b.WriteRune(r)
		}
	}
	return norm.NFC.String(collapse(b.String()))
}

// isD reports whether r is đ (which has no decomposition) or one of the letters old converters put in its place.
func isD(r rune) bool { return r == 'đ' || r == 'ð' || r == 'ɖ' }

// ExactKey is the search key that keeps the marks: lower case, NFC, one space between words, and one place for the
// tone where two are in use (hòa and hoà, thủy and thuỷ, khỏe and khoẻ are equal; quý and toàn have only one place).
func ExactKey(s string) string {
	lower := norm.NFC.String(strings.ToLower(norm.NFC.String(s)))
	return collapse(placeTones(lower))
}

// collapse makes runs of white space one space and trims the ends.
func collapse(s string) string { return strings.Join(strings.Fields(s), " ") }

// placeTones puts the tone of an open syllable in oa, oe, uy on its second vowel, as Quyết định 1989/QĐ-BGDĐT (2018) does.
func placeTones(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	start := -1
	for i, r := range s {
		if unicode.IsLetter(r) || unicode.IsMark(r) {
			if start < 0 {
				start = i
			}
			continue
		}
		if start >= 0 {
			b.WriteString(placeTone(s[start:i]))
			start = -1
		}
		b.WriteRune(r)
	}
	if start >= 0 {
		b.WriteString(placeTone(s[start:]))
	}
	return b.String()
}

// placeTone handles one word: only its last two letters can be the open pair.
func placeTone(word string) string {
	last, nLast := utf8.DecodeLastRuneInString(word)
	first, nFirst := utf8.DecodeLastRuneInString(word[:len(word)-nLast])
	head := word[:len(word)-nLast-nFirst]
	base1, tone1 := splitTone(first)
	base2, tone2 := splitTone(last)
	if tone1 == 0 || tone2 != 0 || !openPair(base1, base2) || strings.HasSuffix(head, "q") {
		return word
	}
	return head + string(base1) + norm.NFC.String(string([]rune{base2, tone1}))
}

func openPair(a, b rune) bool {
	return a == 'o' && (b == 'a' || b == 'e') || a == 'u' && b == 'y'
}

// splitTone takes one of the five tone marks off a letter; marks of the vowel itself (â, ê, ơ …) stay.
func splitTone(r rune) (base, tone rune) {
	parts := []rune(norm.NFD.String(string(r)))
	if len(parts) != 2 || !isTone(parts[1]) {
		return r, 0
	}
	return parts[0], parts[1]
}

// isTone reports whether r is one of the combining marks huyền, sắc, ngã, hỏi, nặng.
func isTone(r rune) bool {
	switch r {
	case 0x0300, 0x0301, 0x0303, 0x0309, 0x0323:
		return true
	}
	return false
}
