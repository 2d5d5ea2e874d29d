package ui

import (
	"sort"
	"strings"
	"unicode"

	"github.com/dondoc/dondoc/internal/foundation/vietnamese"
	"github.com/dondoc/dondoc/web/views/page"
)

// runeSpan is a run of letters of a text, by their places.
type runeSpan struct{ from, to int }

// folded is a text without its marks, letter by letter, so that a place in it is a place in the text.
func folded(text []rune) []rune {
	plain := make([]rune, len(text))
	for i, r := range text {
		switch key := []rune(vietnamese.Key(string(r))); {
		case unicode.IsSpace(r):
			plain[i] = ' '
		case len(key) == 1:
			plain[i] = key[0]
		default:
			plain[i] = unicode.ToLower(r)
		}
	}
	return plain
}

// matches are where words stand in a text, marks and capitals left out: as they were typed, or else each word by itself.
func matches(text []rune, words string) []runeSpan {
	plain := folded(text)
	key := []rune(vietnamese.Key(words))
	if all := occurrences(plain, key); len(all) > 0 {
		return all
	}
	var all []runeSpan
	for _, word := range strings.Fields(string(key)) {
		all = append(all, occurrences(plain, []rune(word))...)
	}
	return merged(all)
}

func occurrences(text, word []rune) []runeSpan {
	var all []runeSpan
	for i := 0; len(word) > 0 && i+len(word) <= len(text); {
		if string(text[i:i+len(word)]) == string(word) {
			all = append(all, runeSpan{i, i + len(word)})
			i += len(word)
		} else {
			i++
		}
	}
	return all
}

// merged puts runs into order and joins those that touch.
func merged(all []runeSpan) []runeSpan {
	sort.Slice(all, func(i, j int) bool { return all[i].from < all[j].from })
	var out []runeSpan
	for _, s := range all {
		if n := len(out); n > 0 && s.from <= out[n-1].to {
			out[n-1].to = max(out[n-1].to, s.to)
		} else {
			out = append(out, s)
		}
	}
	return out
}

// markWords cuts a text into pieces, those that match marked.
func markWords(text, words string) []page.Piece {
	letters := []rune(text)
	var pieces []page.Piece
	at := 0
	for _, m := range matches(letters, words) {
		if m.from > at {
			pieces = append(pieces, page.Piece{Text: string(letters[at:m.from])})
		}
		pieces = append(pieces, page.Piece{Text: string(letters[m.from:m.to]), Marked: true})
		at = m.to
	}
	if at < len(letters) {
		pieces = append(pieces, page.Piece{Text: string(letters[at:])})
	}
	return pieces
}

// Around the first match of a long text so many letters are shown.
const (
	excerptBefore = 60
	excerptLength = 320
)

// excerpt is the part of a long text around its first match, cut at spaces.
func excerpt(text, words string) string {
	letters := []rune(text)
	if len(letters) <= excerptLength {
		return text
	}
	from := 0
	if all := matches(letters, words); len(all) > 0 {
		from = max(0, all[0].from-excerptBefore)
	}
	for from > 0 && !unicode.IsSpace(letters[from-1]) {
		from--
	}
	to := min(len(letters), from+excerptLength)
	for to < len(letters) && !unicode.IsSpace(letters[to]) {
		to++
	}
	cut := strings.TrimSpace(string(letters[from:to]))
	if from > 0 {
		cut = "… " + cut
	}
	if to < len(letters) {
		cut += " …"
	}
	return cut
}
