package vietnamese

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// MendKind says what Clean did to a text, or, for MendLegacy, what it refused to touch.
type MendKind string

// What can be mended. The values are stored and sent to pages, so they do not change.
const (
	MendComposed    MendKind = "composed"        // loose combining marks joined to their letters (NFC)
	MendLookAlike   MendKind = "look_alike"      // Ð, Ɖ, ð, ɖ of other alphabets became Đ, đ
	MendSoftHyphen  MendKind = "soft_hyphen"     // U+00AD taken out of words
	MendSpace       MendKind = "space"           // no-break and other special spaces became a space
	MendControl     MendKind = "control"         // control characters removed
	MendInvisible   MendKind = "invisible"       // zero-width and direction marks removed
	MendInvalidUTF8 MendKind = "invalid_utf8"    // bytes that are no text became U+FFFD
	MendLegacy      MendKind = "legacy_encoding" // looks like TCVN3 (ABC): left as it is, a person must convert it
)

// Mend is one kind of repair with how often it was made.
type Mend struct {
	Kind  MendKind `json:"kind"`
	Count int      `json:"count"`
}

// Clean prepares text that comes in from a form, the API, a file or the clipboard: NFC, look-alike letters,
// soft hyphens, special spaces, control characters. Line ends become "\n"; tabs, line ends and runs of spaces stay
// as typed. It returns what it mended so that the person can be told. Clean(Clean(s)) is Clean(s).
//
// Text that looks like TCVN3 keeps its letters, because there the soft hyphen is the letter ư.
func Clean(s string) (string, []Mend) {
	var log mendLog
	s = log.validUTF8(s)
	s = log.compose(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s))
	if looksTCVN3(s) {
		log.add(MendLegacy)
		return log.filter(s, legacyFate), log.mends
	}
	s = norm.NFC.String(log.filter(s, fateOf))
	return log.lookAlikes(s), log.mends
}

// mendLog collects repairs in the order in which they were first met.
type mendLog struct{ mends []Mend }

func (l *mendLog) add(k MendKind) {
	for i := range l.mends {
		if l.mends[i].Kind == k {
			l.mends[i].Count++
			return
		}
	}
	l.mends = append(l.mends, Mend{Kind: k, Count: 1})
}

func (l *mendLog) validUTF8(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && n == 1 {
			l.add(MendInvalidUTF8)
		}
		b.WriteRune(r)
		i += n
	}
	return b.String()
}

func (l *mendLog) compose(s string) string {
	c := norm.NFC.String(s)
	if c != s {
		l.add(MendComposed)
	}
	return c
}

// fate is what becomes of one character: itself, another, or nothing, and under which name that is reported.
type fate struct {
	to   rune // -1: removed
	kind MendKind
}

func (l *mendLog) filter(s string, of func(rune) (fate, bool)) string {
	return strings.Map(func(r rune) rune {
		f, changed := of(r)
		if !changed {
			return r
		}
		l.add(f.kind)
		return f.to
	}, s)
}

// fateOf decides for ordinary text.
func fateOf(r rune) (fate, bool) {
	switch {
	case r == '\n' || r == '\t' || r == ' ':
		return fate{}, false
	case r == 0x00AD:
		return fate{-1, MendSoftHyphen}, true
	case r == 0x0085 || r == 0x2028 || r == 0x2029:
		return fate{'\n', MendControl}, true
	case unicode.Is(unicode.Zs, r):
		return fate{' ', MendSpace}, true
	case isInvisible(r):
		return fate{-1, MendInvisible}, true
	case unicode.IsControl(r) || isNoncharacter(r):
		return fate{-1, MendControl}, true
	}
	return fate{}, false
}

// legacyFate removes only what no store or file format can hold; bytes 0x80–0x9F may be letters there.
func legacyFate(r rune) (fate, bool) {
	if r < ' ' && r != '\n' && r != '\t' || isNoncharacter(r) {
		return fate{-1, MendControl}, true
	}
	return fate{}, false
}

// isInvisible lists marks that change what is compared but not what is seen. U+200D stays: emoji are built with it.
func isInvisible(r rune) bool {
	switch {
	case r == 0x200B, r == 0x200C, r == 0x200E, r == 0x200F, r == 0x2060, r == 0xFEFF, r == 0x061C:
		return true
	case r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069:
		return true
	}
	return false
}

func isNoncharacter(r rune) bool { return r&0xFFFE == 0xFFFE || r >= 0xFDD0 && r <= 0xFDEF }

// lookAlikes maps Ð (U+00D0) and Ɖ (U+0189) to Đ everywhere. The small ð and ɖ become đ only at the head of a word,
// where Vietnamese always and Icelandic never writes it.
func (l *mendLog) lookAlikes(s string) string {
	if !strings.ContainsAny(s, "ÐƉðɖ") {
		return s
	}
	previous := ' '
	return strings.Map(func(r rune) rune {
		inWord := unicode.IsLetter(previous) || unicode.IsMark(previous)
		previous = r
		switch {
		case r == 'Ð' || r == 'Ɖ':
			l.add(MendLookAlike)
			return 'Đ'
		case (r == 'ð' || r == 'ɖ') && !inWord:
			l.add(MendLookAlike)
			return 'đ'
		}
		return r
	}, s)
}
