package deadline

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dondoc/dondoc/internal/foundation/vietnamese"
)

// token is a word, a number or one sign of the text.
type token struct {
	word       string // canonical: lower case, tone in one place, Quí as quý; digits and signs as they are
	num        int    // the value of digits; -1 for everything else
	digits     int    // how many digits
	start, end int    // bytes in text.src
	glued      bool   // no space before it
}

// text is the words as tokens, with what the rules found out about each token.
type text struct {
	src  string
	toks []token
	// clock marks tokens that belong to an hour of the day, so that looking back from a date passes over them.
	clock []bool
	// cut: the words were longer than maxTokens.
	cut bool
}

// maxTokens bounds the work for a pasted book; a deadline is a phrase, at most a paragraph.
const maxTokens = 600

func tokenize(words string) *text {
	t := &text{src: vietnamese.NFC(strings.ToValidUTF8(words, "\uFFFD"))}
	for i := 0; i < len(t.src) && len(t.toks) < maxTokens; {
		r, n := utf8.DecodeRuneInString(t.src[i:])
		if unicode.IsSpace(r) && r != '\n' {
			i += n
			continue
		}
		end := i + n
		switch {
		case isDigit(r):
			end = i + runLength(t.src[i:], isDigit)
		case isLetter(r):
			end = i + runLength(t.src[i:], isLetter)
		}
		t.add(i, end)
		i = end
	}
	t.cut = len(t.toks) == maxTokens
	t.canonical()
	t.clock = make([]bool, len(t.toks))
	return t
}

func isDigit(r rune) bool  { return r >= '0' && r <= '9' }
func isLetter(r rune) bool { return unicode.IsLetter(r) || unicode.IsMark(r) || r == 0x00AD }

// runLength is the length in bytes of the leading run of runes that satisfy f.
func runLength(s string, f func(rune) bool) int {
	if i := strings.IndexFunc(s, func(r rune) bool { return !f(r) }); i >= 0 {
		return i
	}
	return len(s)
}

func (t *text) add(start, end int) {
	raw := t.src[start:end]
	k := token{word: raw, num: -1, start: start, end: end}
	k.glued = len(t.toks) > 0 && t.toks[len(t.toks)-1].end == start
	switch {
	case isDigit(rune(raw[0])):
		k.digits, k.num = len(raw), digitsValue(raw)
	case raw != "\n":
		k.word = strings.ReplaceAll(vietnamese.ExactKey(raw), "\u00AD", "")
		if other, found := spellings[k.word]; found {
			k.word = other
		}
	}
	t.toks = append(t.toks, k)
}

// digitsValue is the value of at most nine digits; longer numbers are no date, hour or count.
func digitsValue(s string) int {
	if len(s) > 9 {
		return -1
	}
	v := 0
	for _, r := range s {
		v = v*10 + int(r-'0')
	}
	return v
}

// spellings maps other spellings in use to the one the rules are written with (i/y, tone slips, long dashes).
var spellings = map[string]string{
	"quí": "quý", "qúy": "quý", "qúi": "quý", "kì": "kỳ", "kí": "ký", "mồng": "mùng", "bẩy": "bảy", "trể": "trễ",
	"–": "-", "—": "-", "‑": "-", "−": "-", "∕": "/", "⁄": "/", "đêm": "tối",
}

// canonical reads "hàng" as "hằng" where a period follows, and restores marks when the whole text was typed without.
func (t *text) canonical() {
	if t.withoutMarks() {
		t.restoreMarks()
	}
	for i := range t.toks {
		if t.toks[i].word == "hàng" && (t.unitAt(i+1) != "" || t.at(i+1).num >= 0) {
			t.toks[i].word = "hằng"
		}
	}
}

// none stands for a token beyond either end.
var none = token{num: -1}

func (t *text) at(i int) token {
	if i < 0 || i >= len(t.toks) {
		return none
	}
	return t.toks[i]
}

// is reports whether the token is one of the words.
func (t *text) is(i int, words ...string) bool {
	w := t.at(i).word
	if w == "" {
		return false
	}
	for _, x := range words {
		if w == x {
			return true
		}
	}
	return false
}

// seq matches the words of one of the phrases, in the order given, and returns the index after it, or -1.
func (t *text) seq(i int, phrases ...string) int {
	for _, p := range phrases {
		j := i
		ok := true
		for rest := p; rest != "" && ok; j++ {
			var w string
			w, rest, _ = strings.Cut(rest, " ")
			ok = t.at(j).word == w
		}
		if ok {
			return j
		}
	}
	return -1
}

// skip is seq for words that may be absent: i itself when none of the phrases stands there.
func (t *text) skip(i int, phrases ...string) int {
	if j := t.seq(i, phrases...); j >= 0 {
		return j
	}
	return i
}

// endsWith matches a phrase that ends just before i and returns where it begins, or -1.
func (t *text) endsWith(i int, phrases ...string) int {
	for _, p := range phrases {
		from := i - strings.Count(p, " ") - 1
		if from >= 0 && t.seq(from, p) == i {
			return from
		}
	}
	return -1
}

// slice is the source of tokens [i, j).
func (t *text) slice(i, j int) string {
	i, j = max(i, 0), min(j, len(t.toks))
	if i >= j {
		return ""
	}
	return t.src[t.toks[i].start:t.toks[j-1].end]
}

// isWord reports whether the token is made of letters.
func (t *text) isWord(i int) bool {
	r, _ := utf8.DecodeRuneInString(t.at(i).word)
	return t.at(i).word != "" && isLetter(r)
}

// breaks reports whether the token ends a clause.
func (t *text) breaks(i int) bool {
	switch t.at(i).word {
	case ";", "\n", "!", "?", "…":
		return true
	case ".", ":":
		return !t.at(i+1).glued || t.at(i+1).num < 0
	}
	return i < 0 || i >= len(t.toks)
}

// clauseEnd is the first token at or after i that ends the clause; a comma or a closing bracket counts when soft.
func (t *text) clauseEnd(i int, soft bool) int {
	for ; i < len(t.toks); i++ {
		if t.breaks(i) || soft && t.is(i, ",", ")", "(") {
			return i
		}
	}
	return len(t.toks)
}

// clauseStart is the first token of the clause in which i stands.
func (t *text) clauseStart(i int) int {
	for i > 0 && !t.breaks(i-1) {
		i--
	}
	return i
}
