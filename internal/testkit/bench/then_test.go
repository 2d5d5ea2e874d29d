//go:build bench

package bench

import (
	"fmt"
	"slices"
	"testing"
	"time"
)

// mostForThePast is what a page of a day gone by may cost, in times of the present one.
const mostForThePast = 3

// pastPages compares pages of a day gone by with the present ones: a day whose state is mostly that of today, and one since which most
// tasks have changed. The quickest of many runs in turn counts, so that what else the machine does at the same time counts for neither.
func pastPages(t *testing.T, tb *table, s *site) {
	t.Helper()
	for _, page := range []struct{ name, path string }{{"the first page", homePath + "?"}, {"the list", pagePath + "?"}, {"the filtered list", listPath + "&"}} {
		for _, day := range []string{"16/11/2026", "01/06/2026"} {
			var took [2][]time.Duration
			for range 60 {
				for i, path := range []string{page.path, page.path + "den=" + day} {
					begun := time.Now()
					s.page(t, path)
					took[i] = append(took[i], time.Since(begun))
				}
			}
			now, then := slices.Min(took[0]), slices.Min(took[1])
			tb.add(fmt.Sprintf("%s as of %s / now (%s / %s)", page.name, day, then.Round(10*time.Microsecond), now.Round(10*time.Microsecond)),
				float64(then)/float64(now), "", bound{most: mostForThePast})
		}
	}
}
