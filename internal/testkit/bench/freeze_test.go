//go:build bench

package bench

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/report"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
	"github.com/dondoc/dondoc/internal/testkit/dbtest"
)

// What a report may cost, in milliseconds: one committee with ten years of tasks, one with very many in five, and one that was frozen.
const (
	mostForTenYears = 300
	mostForVeryMany = 1000
	mostForFrozen   = 50
)

// frozenReports measures reports of committees with a long past: counted as of a day gone by, and read as they were frozen. The
// quickest of several runs counts, so that what else the machine does counts for nothing.
func frozenReports(t *testing.T, tb *table) {
	t.Helper()
	pool, err := database.Open(t.Context(), dbtest.URL(t), 4)
	must(t, err)
	t.Cleanup(pool.Close)
	for _, size := range []struct {
		tasks, years int
		most         float64
	}{{20_000, 10, mostForTenYears}, {125_000, 5, mostForVeryMany}} {
		c := longPast(t, pool, size.tasks, size.years)
		reports := report.NewService(deps(t, pool))
		by := access.System("bench")
		q := report.Query{Committee: c, Period: "2026-H1", Alone: true}
		took := quickest(t, func() error { _, err := reports.HalfYear(t.Context(), by, q); return err })
		tb.add(fmt.Sprintf("report of a half-year, %d tasks in %d years, live as of its last day", size.tasks, size.years), took, " ms", bound{most: size.most})
		with := q
		with.Alone = false
		took = quickest(t, func() error { _, err := reports.HalfYear(t.Context(), by, with); return err })
		tb.note("the same with the period before and the year before counted beside it", fmt.Sprintf("%.0f ms", took))
		begun := time.Now()
		f, err := reports.Freeze(t.Context(), by, report.FreezeInput{ID: report.FreezeID(id.Random()), Committee: c, Period: q.Period})
		must(t, err)
		tb.note(fmt.Sprintf("freezing it (%d tasks)", countOf(t, reports, q)), time.Since(begun).Round(time.Millisecond).String())
		q.Frozen = f.Number
		took = quickest(t, func() error { _, err := reports.HalfYear(t.Context(), by, q); return err })
		tb.add("the same, frozen", took, " ms", bound{most: mostForFrozen})
		took = quickest(t, func() error {
			_, _, err := reports.List(t.Context(), by, q, report.Behind{Figure: "total"}, org.ListQuery{})
			return err
		})
		tb.note("a page of the list behind a figure of it", fmt.Sprintf("%.1f ms", took))
	}
}

func countOf(t *testing.T, reports *report.Service, q report.Query) int {
	t.Helper()
	h, err := reports.HalfYear(t.Context(), access.System("bench"), q)
	must(t, err)
	return h.Totals.Total
}

// quickest is the shortest of several runs, in milliseconds; the first ones plan and warm up.
func quickest(t *testing.T, f func() error) float64 {
	t.Helper()
	var all []time.Duration
	for range 9 {
		begun := time.Now()
		must(t, f())
		all = append(all, time.Since(begun))
	}
	return float64(slices.Min(all).Microseconds()) / 1000
}

// longPast makes a committee whose tasks were given evenly over the years before now, nine in ten of them done within four months.
func longPast(t *testing.T, pool *pgxpool.Pool, tasks, years int) access.CommitteeID {
	t.Helper()
	code := fmt.Sprintf("do-%d-nam", years)
	if c, err := org.CommitteeByCode(t.Context(), pool, code); fault.KindOf(err) != fault.NotFound {
		must(t, err)
		return c.ID
	}
	b := pastBuilder{deps: deps(t, pool), tasks: tasks, days: years * 365}
	return b.build(t, pool, code)
}
