package shortcoming

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"github.com/dondoc/dondoc/internal/foundation/vietnamese"
)

// How likeness is put together. The figures were found on the tuning half of the kept pairs; docs/recurrence.md has the study.
const (
	pairShare   = 0.20 // of the likeness that comes from pairs of words rather than from single ones
	lengthShare = 0.35 // how far words that only the earlier one has speak against it
	otherMarks  = 0.45 // what a word is worth that agrees only without its marks
	sameField   = 0.10 // more for the same field of work
	sameUnit    = 0.10 // more for a unit in common
	offerFrom   = 0.38 // less is not offered
	unseen      = 200  // as if so many other shortcomings stood in the register: in a young one every word would seem common
)

// saying is a wording cut into words, without marks and with them.
type saying struct {
	bare   []string
	marked []string
}

func isBreak(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) }

// say cuts a wording into words.
func say(text string) saying {
	return cut(text, vietnamese.Key(text))
}

// cut is say where the mark-free key is known. Both keys break at the same places: marks are no breaks.
func cut(text, key string) saying {
	s := saying{bare: strings.FieldsFunc(key, isBreak), marked: strings.FieldsFunc(vietnamese.ExactKey(text), isBreak)}
	if len(s.bare) != len(s.marked) { // letters that only one of the keys takes apart: compared without marks
		s.marked = s.bare
	}
	return s
}

// rarity tells how much a term says: the fewer shortcomings of the register have it, the more.
type rarity struct {
	rows  map[string]int // in how many shortcomings a term of the new wording stands
	total int            // shortcomings of the register
}

func (r rarity) weight(term string) float64 {
	n := float64(r.rows[term])
	return math.Log(1 + (float64(max(r.total, r.rows[term])+unseen)-n+0.5)/(n+0.5))
}

// agreement is what a word of q is worth against d: all of it with the same marks, or when q was typed without any; less when only
// the bare letters agree; nothing when d lacks it.
func (q saying) agreement(i int, d saying) float64 {
	found := 0.0
	for j, w := range d.bare {
		if w != q.bare[i] {
			continue
		}
		if d.marked[j] == q.marked[i] || q.marked[i] == q.bare[i] {
			return 1
		}
		found = otherMarks
	}
	return found
}

// near reports whether two words stand in q in this order with at most one word between them.
func (q saying) near(first, second string) bool {
	for i, w := range q.bare {
		if w == first && slices.Contains(q.bare[i+1:min(i+3, len(q.bare))], second) {
			return true
		}
	}
	return false
}

// likeness tells how much of what q says d says too, between 0 and 1: its words and its pairs of neighbouring words, each by its
// rarity in the register; what only d says speaks against it.
func likeness(q, d saying, r rarity) float64 {
	var words, said, pairs, paired float64
	agreed := map[string]bool{}
	for i, w := range q.bare {
		if slices.Contains(q.bare[:i], w) {
			continue
		}
		weight, part := r.weight(w), q.agreement(i, d)
		words += weight
		said += weight * part
		agreed[w] = part > 0
	}
	if words == 0 {
		return 0
	}
	for i := 1; i < len(q.bare); i++ {
		weight := r.weight(q.bare[i-1] + " " + q.bare[i])
		pairs += weight
		if d.near(q.bare[i-1], q.bare[i]) {
			paired += weight
		}
	}
	other := 0.0
	for i, w := range d.bare {
		if !agreed[w] && !slices.Contains(d.bare[:i], w) {
			other += words / float64(len(q.bare))
		}
	}
	share := said / words
	if pairs > 0 {
		share = (1-pairShare)*share + pairShare*paired/pairs
	}
	if said+other == 0 {
		return 0
	}
	return share * (1 - lengthShare + lengthShare*said/(said+other))
}
