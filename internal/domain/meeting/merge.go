package meeting

import (
	"slices"
	"strings"
	"unicode"
)

// token is a word with the white space before it. Words are compared without the space, so that a line that grows at its end, or
// a space typed twice, changes no other word.
type token struct{ lead, word string }

// tokens takes a text apart; textOf puts it together again, byte for byte.
func tokens(s string) []token {
	var all []token
	for s != "" {
		word := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsSpace(r) })
		if word < 0 {
			return append(all, token{lead: s})
		}
		end := strings.IndexFunc(s[word:], unicode.IsSpace)
		if end < 0 {
			return append(all, token{s[:word], s[word:]})
		}
		all = append(all, token{s[:word], s[word : word+end]})
		s = s[word+end:]
	}
	return all
}

func textOf(some []token) string {
	var b strings.Builder
	for _, t := range some {
		b.WriteString(t.lead)
		b.WriteString(t.word)
	}
	return b.String()
}

// mostEdits bounds the search for what two texts share; texts that differ by more are taken as rewritten between their common ends.
const mostEdits = 1500

// matches tells for each word of a where it stands in b, or -1: a longest common run of words, in order (Myers 1986).
func matches(a, b []token) []int {
	to := make([]int, len(a))
	for i := range to {
		to[i] = -1
	}
	head := 0
	for head < len(a) && head < len(b) && a[head].word == b[head].word {
		to[head] = head
		head++
	}
	tail := 0
	for tail < len(a)-head && tail < len(b)-head && a[len(a)-1-tail].word == b[len(b)-1-tail].word {
		to[len(a)-1-tail] = len(b) - 1 - tail
		tail++
	}
	inner := shared(a[head:len(a)-tail], b[head:len(b)-tail])
	for i, j := range inner {
		if j >= 0 {
			to[head+i] = head + j
		}
	}
	return to
}

// shared is matches of texts that begin and end differently.
func shared(a, b []token) []int {
	to := make([]int, len(a))
	for i := range to {
		to[i] = -1
	}
	if len(a) == 0 || len(b) == 0 {
		return to
	}
	paths, d := furthest(a, b)
	if d < 0 {
		return to
	}
	x, y := len(a), len(b)
	for ; d > 0; d-- {
		v, mid := paths[d-1], d-1
		k := x - y
		var fromK int
		if k == -d || k != d && v[mid+k-1] < v[mid+k+1] {
			fromK = k + 1
		} else {
			fromK = k - 1
		}
		fromX := v[mid+fromK]
		fromY := fromX - fromK
		for x > fromX && y > fromY && x > 0 && y > 0 && a[x-1].word == b[y-1].word {
			x, y = x-1, y-1
			to[x] = y
		}
		x, y = fromX, fromY
	}
	for x > 0 && y > 0 {
		x, y = x-1, y-1
		to[x] = y
	}
	return to
}

// furthest is Myers' greedy search: for every number of edits d the furthest x on each diagonal k (at index d+k), and the d that
// reaches the end, or -1 when that takes too many edits.
func furthest(a, b []token) ([][]int, int) {
	var paths [][]int
	for d := 0; d <= min(len(a)+len(b), mostEdits); d++ {
		v := make([]int, 2*d+1)
		for k := -d; k <= d; k += 2 {
			x := 0
			switch {
			case d == 0:
			case k == -d || k != d && paths[d-1][d-1+k-1] < paths[d-1][d-1+k+1]:
				x = paths[d-1][d-1+k+1]
			default:
				x = paths[d-1][d-1+k-1] + 1
			}
			for x < len(a) && x-k < len(b) && a[x].word == b[x-k].word {
				x++
			}
			v[d+k] = x
			if x >= len(a) && x-k >= len(b) {
				return append(paths, v), d
			}
		}
		paths = append(paths, v)
	}
	return nil, -1
}

// Merged is a text made of two that come from the same one.
type Merged struct {
	Text string `json:"text"`
	// Overlap says that both changed the same words: Text then holds both wordings at that place, and a person has to choose.
	Overlap bool `json:"overlap"`
}

// MergeText joins two changed texts by words. Where only one of them differs from base its words are taken; where both say the
// same, that; where both changed the same words differently, or both put something at the same place, they overlap.
func MergeText(base, mine, theirs string) Merged {
	switch {
	case mine == theirs, theirs == base:
		return Merged{Text: mine}
	case mine == base:
		return Merged{Text: theirs}
	}
	m := merger{base: tokens(base), mine: tokens(mine), theirs: tokens(theirs)}
	m.run()
	return Merged{Text: textOf(m.out), Overlap: m.overlap}
}

type merger struct {
	base, mine, theirs []token
	out                []token
	overlap            bool
}

func (m *merger) run() {
	toMine, toTheirs := matches(m.base, m.mine), matches(m.base, m.theirs)
	i, j, k := 0, 0, 0
	for i < len(m.base) || j < len(m.mine) || k < len(m.theirs) {
		if i < len(m.base) && toMine[i] == j && toTheirs[i] == k {
			m.out = append(m.out, token{lead: choice(m.base[i].lead, m.mine[j].lead, m.theirs[k].lead), word: m.base[i].word})
			i, j, k = i+1, j+1, k+1
			continue
		}
		next := i
		for next < len(m.base) && (toMine[next] < 0 || toTheirs[next] < 0) {
			next++
		}
		endMine, endTheirs := len(m.mine), len(m.theirs)
		if next < len(m.base) {
			endMine, endTheirs = toMine[next], toTheirs[next]
		}
		m.settle(m.base[i:next], m.mine[j:endMine], m.theirs[k:endTheirs])
		i, j, k = next, endMine, endTheirs
	}
}

// choice is the one of two values that is not the earlier one; mine where both changed.
func choice[T comparable](base, mine, theirs T) T {
	if mine == base {
		return theirs
	}
	return mine
}

// settle decides a stretch in which not all three agree.
func (m *merger) settle(base, mine, theirs []token) {
	switch {
	case slices.Equal(base, mine):
		m.out = append(m.out, theirs...)
	case slices.Equal(base, theirs), sameWords(mine, theirs):
		m.out = append(m.out, mine...)
	default:
		m.overlap = true
		m.out = append(append(m.out, mine...), spaced(theirs)...)
	}
}

// spaced keeps two wordings set one after the other from growing together.
func spaced(some []token) []token {
	if len(some) == 0 || some[0].lead != "" {
		return some
	}
	return append([]token{{lead: " ", word: some[0].word}}, some[1:]...)
}

func sameWords(a, b []token) bool {
	return slices.EqualFunc(a, b, func(x, y token) bool { return x.word == y.word })
}

// Piece is a stretch of a compared text.
type Piece struct {
	Op   string `json:"op"` // "same", "gone", "new"
	Text string `json:"text"`
}

// Compare tells by words what became of a text: the new one in order, with what is gone at its place.
func Compare(before, after string) []Piece {
	a, b := tokens(before), tokens(after)
	pieces := []Piece{}
	add := func(op string, t token) {
		if n := len(pieces); n > 0 && pieces[n-1].Op == op {
			pieces[n-1].Text += t.lead + t.word
			return
		}
		pieces = append(pieces, Piece{op, t.lead + t.word})
	}
	j := 0
	for i, to := range matches(a, b) {
		if to < 0 {
			add("gone", a[i])
			continue
		}
		for ; j < to; j++ {
			add("new", b[j])
		}
		add("same", b[j])
		j++
	}
	for ; j < len(b); j++ {
		add("new", b[j])
	}
	return pieces
}
