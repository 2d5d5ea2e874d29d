package excel

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxNoted is how many places Notes names; further ones are only counted.
const maxNoted = 50

// Notes tells what had to be done to texts so that a workbook can hold them. Nothing is left out or broken without a note.
type Notes struct {
	Removed     int      `json:"removed"`              // control characters left out, and bytes that are not UTF-8 replaced by U+FFFD
	RemovedAt   []string `json:"removed_at,omitempty"` // cells, as "Danh mục nhiệm vụ!C14"; the first fifty
	Continued   int      `json:"continued"`            // further rows that carry on a text too long for its cell or row
	ContinuedAt []string `json:"continued_at,omitempty"`
}

func (n *Notes) removed(count int, at string) {
	n.Removed += count
	if len(n.RemovedAt) < maxNoted {
		n.RemovedAt = append(n.RemovedAt, at)
	}
}

func (n *Notes) continued(rows int, at string) {
	n.Continued += rows
	if len(n.ContinuedAt) < maxNoted {
		n.ContinuedAt = append(n.ContinuedAt, at)
	}
}

// clean makes a text fit for a cell: NFC, line ends as one line feed, and without the characters that XML forbids or that no
// page shows. It reports how many characters were left out; line ends do not count.
func clean(s string) (string, int) {
	if plain(s) {
		return s, 0
	}
	var b strings.Builder
	b.Grow(len(s))
	removed := 0
	for i, r := range s {
		switch {
		case r == '\r':
			if !strings.HasPrefix(s[i+1:], "\n") {
				b.WriteByte('\n')
			}
		case r == utf8.RuneError && !strings.HasPrefix(s[i:], "\uFFFD"):
			b.WriteRune(r)
			removed++
		case control(r):
			removed++
		default:
			b.WriteRune(r)
		}
	}
	return norm.NFC.String(b.String()), removed
}

func control(r rune) bool {
	return r < 0x20 && r != '\t' && r != '\n' || r >= 0x7F && r < 0xA0 || r == 0xFFFE || r == 0xFFFF
}

// plain reports that clean would change nothing: the common case, told without a copy.
func plain(s string) bool {
	for i := range len(s) {
		switch c := s[i]; {
		case c < 0x20 && c != '\t' && c != '\n', c == 0x7F:
			return false
		case c == 0xC2 && i+1 < len(s) && s[i+1] < 0xA0: // U+0080 to U+009F
			return false
		case c == 0xEF && i+1 < len(s) && s[i+1] == 0xBF: // U+FFC0 to U+FFFF
			return false
		}
	}
	return utf8.ValidString(s) && norm.NFC.IsNormalString(s)
}

// dangerous reports whether an office program might take a text for a formula: when a person opens and confirms the cell, or
// when a CSV file is read. The wide forms are those that East Asian editions accept.
func dangerous(s string) bool {
	if s == "" {
		return false
	}
	switch s[0] {
	case '=', '+', '-', '@', '\t', '\r':
		return true
	case 0xEF:
		r, _ := utf8.DecodeRuneInString(s)
		return r == '＝' || r == '＋' || r == '－' || r == '＠'
	}
	return false
}
