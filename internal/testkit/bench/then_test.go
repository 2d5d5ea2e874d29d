package bench

import (
	"slices"
	"testing"
	"time"
)

// mostForThePast is what a page of a day gone by may cost, in times of the present one.
const mostForThePast = 3

// daysGoneBy are a day whose state is mostly that of today, and one since which most tasks have changed.
var daysGoneBy = []string{"16/11/2026", "01/06/2026"}

// TestPagesOfThePastCostLittle compares pages of a day gone by with the present ones: the quickest of many runs in turn, so that what
// else the machine does at the same time counts for neither.
func TestPagesOfThePastCostLittle(t *testing.T) {
	t.Parallel()
	s := small(t)
	for name, present := range map[string]string{"the first page": homePath + "?", "the list": pagePath + "?", "the filtered list": listPath + "&"} {
		for _, day := range daysGoneBy {
			then := present + "den=" + day
			var took [2][]time.Duration
			for range 60 {
				for i, path := range []string{present, then} {
					begun := time.Now()
					s.page(t, path)
					took[i] = append(took[i], time.Since(begun))
				}
			}
			now, past := slices.Min(took[0]), slices.Min(took[1])
			ratio := float64(past) / float64(now)
			t.Logf("%s as of %s: %s, now %s: %.2f times", name, day, past, now, ratio)
			if ratio > mostForThePast {
				t.Errorf("%s as of %s costs %.2f times the present one, want at most %d", name, day, ratio, mostForThePast)
			}
		}
	}
	if all := s.tape.record(func() { s.page(t, homePath+"?den="+daysGoneBy[0]) }); len(all) > mostStatements {
		t.Errorf("%d statements, want at most %d", len(all), mostStatements)
	}
}
