// Package recurrence keeps the invented shortcomings that the search for earlier ones is measured with: 100 that stand in the
// register, each with a re-wording, a paraphrase that shares no three syllables in a row with it, the same said with hardly a word
// in common, and a false friend that sounds alike and is another matter; and a crowd that fills the register up to 10,000 in the same vocabulary.
//
// The pairs were written before the search was tuned. Tune on Tuning(), report on Kept().
package recurrence

import (
	"embed"
	"fmt"
	"math/rand/v2"
	"strings"
)

//go:embed testdata
var files embed.FS

// Fields are the fields of work, each with a unit of its own: a fifth of the register shares both with any one pair.
func Fields() []string {
	return []string{"tai-chinh", "dat-dai", "moi-truong", "dan-chu", "hanh-chinh"}
}

// Pair is a shortcoming of the register and what somebody might say later.
type Pair struct {
	Field       int    // index into Fields
	Stored      string // as it stands in the register
	Reworded    string // the same, by somebody who uses the same words
	Paraphrased string // the same, put otherwise: no three syllables in a row in common
	OtherWords  string // the same, with hardly a word in common: what no search by words can find
	FalseFriend string // sounds alike, is another matter
	head, tail  string
}

// Pairs reads the hundred pairs.
func Pairs() ([]Pair, error) {
	sections, err := read("testdata/pairs.txt")
	if err != nil {
		return nil, err
	}
	var all []Pair
	for i, field := range Fields() {
		for _, l := range sections[field] {
			if l.mark == "B" {
				head, tail, ok := strings.Cut(l.text, " | ")
				if !ok {
					return nil, fmt.Errorf("recurrence: %q is not cut in two", l.text)
				}
				all = append(all, Pair{Field: i, Stored: head + " " + tail, head: head, tail: tail})
				continue
			}
			last := &all[len(all)-1]
			switch l.mark {
			case "R":
				last.Reworded = l.text
			case "P":
				last.Paraphrased = l.text
			case "O":
				last.OtherWords = l.text
			case "F":
				last.FalseFriend = l.text
			}
		}
	}
	return all, nil
}

// Tuning is the half the search may be tuned on; Kept the half its figures are reported from.
func Tuning(all []Pair) []Pair { return half(all, 0) }

// Kept is the half that is not looked at while tuning.
func Kept(all []Pair) []Pair { return half(all, 1) }

func half(all []Pair, rest int) []Pair {
	var some []Pair
	for i, p := range all {
		if i%2 == rest {
			some = append(some, p)
		}
	}
	return some
}

// Row is one shortcoming of the register.
type Row struct {
	Field int
	Text  string
}

// Register is a register of so many rows that holds every pair's stored wording once, each field in equal numbers, always the same.
// A sixth of the rest is made of the pairs themselves: what is lacking in one, the matter of another.
func Register(pairs []Pair, size int) ([]Row, error) {
	sections, err := read("testdata/crowd.txt")
	if err != nil {
		return nil, err
	}
	dice := rand.New(rand.NewPCG(2020, 625)) //nolint:gosec // always the same register, nothing secret
	seen := map[string]bool{}
	for _, p := range pairs {
		for _, s := range []string{p.Stored, p.Reworded, p.Paraphrased, p.OtherWords, p.FalseFriend} {
			seen[s] = true
		}
	}
	var rows []Row
	for i, field := range Fields() {
		var own []Pair
		for _, p := range pairs {
			if p.Field == i {
				own = append(own, p)
				rows = append(rows, Row{i, p.Stored})
			}
		}
		c := crowd{words(sections[field], "V"), words(sections[field], "O"), words(sections["common"], "T"), own, dice}
		for n := len(own); n < size/len(Fields()); {
			text := c.sentence()
			if !seen[text] {
				seen[text] = true
				rows = append(rows, Row{i, text})
				n++
			}
		}
	}
	dice.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
	return rows, nil
}

// crowd makes sentences of one field.
type crowd struct {
	faults, matters, circumstances []string
	pairs                          []Pair
	dice                           *rand.Rand
}

func (c crowd) pick(from []string) string { return from[c.dice.IntN(len(from))] }

func (c crowd) sentence() string {
	before, after, _ := strings.Cut(c.pick(c.faults), " | ")
	matter, where := c.pick(c.matters), c.pick(c.circumstances)
	switch c.dice.IntN(6) {
	case 0:
		return c.crossed(where)
	case 1:
		return upper(before + " " + matter)
	case 2:
		return upper(matter + " " + after + " " + where)
	case 3:
		return upper(where + ", " + matter + " " + after)
	case 4:
		return upper("việc " + before + " " + matter + " còn diễn ra " + where)
	default:
		return upper(before + " " + matter + " " + where)
	}
}

// crossed joins what one pair says is lacking to the matter of another.
func (c crowd) crossed(where string) string {
	i := c.dice.IntN(len(c.pairs))
	j := (i + 1 + c.dice.IntN(len(c.pairs)-1)) % len(c.pairs)
	return c.pairs[i].head + " " + c.pairs[j].tail + " " + where
}

func upper(s string) string {
	for i := range s {
		if i > 0 {
			return strings.ToUpper(s[:i]) + s[i:]
		}
	}
	return s
}

type line struct{ mark, text string }

func words(lines []line, mark string) []string {
	var all []string
	for _, l := range lines {
		if l.mark == mark {
			all = append(all, l.text)
		}
	}
	return all
}

// read cuts a file into its sections; a line is a mark and a text.
func read(name string) (map[string][]line, error) {
	raw, err := files.ReadFile(name)
	if err != nil {
		return nil, err
	}
	sections, now := map[string][]line{}, ""
	for n, l := range strings.Split(string(raw), "\n") {
		mark, text, ok := strings.Cut(l, " ")
		switch {
		case l == "":
		case !ok:
			return nil, fmt.Errorf("%s:%d: %q has no mark", name, n+1, l)
		case mark == "#":
			now = text
		default:
			sections[now] = append(sections[now], line{mark, text})
		}
	}
	return sections, nil
}
