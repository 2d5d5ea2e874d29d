//go:build bench

package bench

import (
	"cmp"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/dondoc/dondoc/internal/domain/intake"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/pgserver"
	"github.com/dondoc/dondoc/internal/testkit/program"
)

// line is one figure of the table: what was measured, what came out, what is demanded.
type line struct {
	what, figure, bound string
	kept                bool
}

// table gathers what one run measured.
type table struct{ lines []line }

func (tb *table) add(what string, figure float64, unit string, b bound) {
	tb.lines = append(tb.lines, line{what, strconv.FormatFloat(figure, 'f', 2, 64) + unit, b.String() + unit, b.keeps(figure)})
}

// note adds a figure on which there is no demand.
func (tb *table) note(what, figure string) {
	tb.lines = append(tb.lines, line{what, figure, "", true})
}

// bound is what a figure must not exceed, or must reach.
type bound struct {
	most, least float64
}

func (b bound) keeps(f float64) bool {
	return (b.most == 0 || f <= b.most) && f >= b.least
}

func (b bound) String() string {
	if b.most > 0 {
		return "≤ " + strconv.FormatFloat(b.most, 'g', -1, 64)
	}
	return "≥ " + strconv.FormatFloat(b.least, 'g', -1, 64)
}

// report prints the table as docs/performance.md has it, and fails for what is not kept.
func (tb *table) report(t *testing.T) {
	t.Helper()
	var b strings.Builder
	b.WriteString("\n| what | measured | demanded | |\n|---|---|---|---|\n")
	for _, l := range tb.lines {
		word := "kept"
		switch {
		case !l.kept:
			word = "MISSED"
			t.Errorf("%s: %s, demanded %s", l.what, l.figure, l.bound)
		case l.bound == "":
			word = ""
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", l.what, l.figure, l.bound, word)
	}
	t.Log(b.String())
}

func TestMain(m *testing.M) { os.Exit(program.Main(m)) }

// TestBench measures everything in one run, so that the ratios are of the same machine in the same hour.
func TestBench(t *testing.T) {
	tb := &table{}
	defer tb.report(t)
	if want("memory") {
		workbook(t, tb)
		idle(t, tb)
	}
	if want("mutants") {
		mutants(t, tb)
	}
	if want("live") {
		live(t, tb)
	}
	if want("pages") {
		large, alone := databases(t, tb)
		lists(t, tb, large, alone)
		dashboard(t, tb, large)
		pastPages(t, tb, large)
		follow(t, tb, large, alone)
		pages(t, tb, large)
	}
	if want("recurrence") {
		recurrences(t, tb)
	}
	if want("reports") {
		frozenReports(t, tb)
	}
}

// want reports whether BENCH_ONLY asks for a part; without it all parts are measured.
func want(part string) bool { return cmp.Or(os.Getenv("BENCH_ONLY"), part) == part }

// databases are the large one, built once and kept, and one that holds the measured committee alone; both on one server with fsync.
func databases(t *testing.T, tb *table) (large, alone *site) {
	t.Helper()
	dir, err := filepath.Abs(cmp.Or(os.Getenv("BENCH_DIR"), "../../../var/bench"))
	must(t, err)
	pg, err := pgserver.Start(t.Context(), pgserver.Options{DataDir: dir})
	must(t, err)
	t.Cleanup(func() { must(t, pg.Close()) })
	committees := number(t, "BENCH_COMMITTEES", 1250)
	begun := time.Now()
	build(t, pg.URL(), committees)
	large, alone = open(t, pg.URL()), open(t, beside(t, pg.URL()))
	var tasks int
	var size string
	must(t, large.pool.QueryRow(t.Context(), `SELECT (SELECT count(*) FROM task), pg_size_pretty(pg_database_size(current_database()))`).Scan(&tasks, &size))
	tb.note("the large database", fmt.Sprintf("%d tasks in %d committees, %s", tasks, committees, size))
	tb.note("building what was missing of it", time.Since(begun).Round(time.Second).String())
	return large, alone
}

func number(t *testing.T, name string, otherwise int) int {
	t.Helper()
	text := os.Getenv(name)
	if text == "" {
		return otherwise
	}
	n, err := strconv.Atoi(text)
	must(t, err)
	return n
}

// build brings a database to so many committees, two loading side by side.
func build(t *testing.T, address string, committees int) {
	t.Helper()
	must(t, database.Migrate(t.Context(), address))
	pool, err := database.Open(t.Context(), address, 4)
	must(t, err)
	defer pool.Close()
	d := deps(t, pool)
	boss := access.System("bench")
	_, err = org.NewService(d).SeedCalendar(t.Context(), boss)
	must(t, err)
	half := committees / 2
	var both errgroup.Group
	for _, part := range []intake.Large{{Committees: half, Tasks: measuredTasks}, {From: half + 1, Committees: committees, Tasks: measuredTasks}} {
		both.Go(func() error {
			return intake.NewService(d).LoadLarge(t.Context(), boss, part, func(done int) {
				if done%250 == 0 {
					t.Logf("%s committee %d stands", time.Now().Format(time.TimeOnly), done)
				}
			})
		})
	}
	must(t, both.Wait())
	settle(t, pool)
}

// beside makes the database of the one committee on the same server and returns its address.
func beside(t *testing.T, address string) string {
	t.Helper()
	const name = "bench_alone"
	pool, err := database.Open(t.Context(), address, 1)
	must(t, err)
	defer pool.Close()
	var there bool
	must(t, pool.QueryRow(t.Context(), `SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)`, name).Scan(&there))
	if !there {
		_, err = pool.Exec(t.Context(), `CREATE DATABASE `+name)
		must(t, err)
	}
	u, err := url.Parse(address)
	must(t, err)
	u.Path = "/" + name
	build(t, u.String(), 1)
	return u.String()
}

// median is the middle of some figures.
func median[T cmp.Ordered](all []T) T {
	sorted := slices.Sorted(slices.Values(all))
	return sorted[len(sorted)/2]
}
