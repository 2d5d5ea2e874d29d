package recurrence_test

import (
	"strings"
	"testing"

	"github.com/dondoc/dondoc/internal/foundation/vietnamese"
	"github.com/dondoc/dondoc/internal/testkit/recurrence"
)

func syllables(s string) []string {
	return strings.FieldsFunc(vietnamese.Key(s), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
}

func runs(s string) map[string]bool {
	w, all := syllables(s), map[string]bool{}
	for i := 0; i+2 < len(w); i++ {
		all[strings.Join(w[i:i+3], " ")] = true
	}
	return all
}

func TestThePairsAreWhatTheyAreSaidToBe(t *testing.T) {
	t.Parallel()
	all, err := recurrence.Pairs()
	if err != nil {
		t.Fatal(err)
	}
	if len(all) != 100 || len(recurrence.Tuning(all)) != 50 || len(recurrence.Kept(all)) != 50 {
		t.Fatalf("%d pairs", len(all))
	}
	for _, p := range all {
		for _, s := range []string{p.Stored, p.Reworded, p.Paraphrased, p.OtherWords, p.FalseFriend} {
			if s == "" || s != vietnamese.NFC(s) {
				t.Errorf("%q lacks one of its four sentences", p.Stored)
			}
		}
		stored := runs(p.Stored)
		for _, other := range []string{p.Paraphrased, p.OtherWords} {
			for r := range runs(other) {
				if stored[r] {
					t.Errorf("%q has %q in common with %q", other, r, p.Stored)
				}
			}
		}
		if p.Reworded == p.Stored || p.FalseFriend == p.Stored {
			t.Errorf("%q stands twice", p.Stored)
		}
	}
}

func TestTheRegisterIsTheSameEveryTime(t *testing.T) {
	t.Parallel()
	pairs, err := recurrence.Pairs()
	if err != nil {
		t.Fatal(err)
	}
	one, err := recurrence.Register(pairs, 10_000)
	if err != nil {
		t.Fatal(err)
	}
	two, err := recurrence.Register(pairs, 10_000)
	if err != nil {
		t.Fatal(err)
	}
	count, texts := map[int]int{}, map[string]bool{}
	for i := range one {
		if one[i] != two[i] {
			t.Fatalf("row %d differs: %q and %q", i, one[i].Text, two[i].Text)
		}
		count[one[i].Field]++
		texts[one[i].Text] = true
	}
	if len(one) != 10_000 || len(texts) != 10_000 || count[0] != 2_000 || count[4] != 2_000 {
		t.Errorf("%d rows, %d wordings, by field %v", len(one), len(texts), count)
	}
}
