package bench

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/dondoc/dondoc/internal/foundation/database"
)

// statement is what the driver was asked to run.
type statement struct {
	SQL  string
	Args []any
	Took time.Duration // until its last row was read
}

// tape records the statements that pass the driver while it runs: transactions begun and ended included.
type tape struct {
	mu   sync.Mutex
	on   bool
	all  []statement
	last time.Time // when the last statement ended
}

type begunKey struct{}

type begun struct {
	at   time.Time
	what pgx.TraceQueryStartData
}

// TraceQueryStart is the driver's word that a statement begins.
func (tp *tape) TraceQueryStart(ctx context.Context, _ *pgx.Conn, d pgx.TraceQueryStartData) context.Context {
	tp.mu.Lock()
	defer tp.mu.Unlock()
	if !tp.on {
		return ctx
	}
	return context.WithValue(ctx, begunKey{}, begun{time.Now(), d})
}

// TraceQueryEnd is the driver's word that it ended.
func (tp *tape) TraceQueryEnd(ctx context.Context, _ *pgx.Conn, _ pgx.TraceQueryEndData) {
	b, ok := ctx.Value(begunKey{}).(begun)
	if !ok {
		return
	}
	tp.mu.Lock()
	defer tp.mu.Unlock()
	tp.last = time.Now()
	tp.all = append(tp.all, statement{b.what.SQL, slices.Clone(b.what.Args), tp.last.Sub(b.at)})
}

// record returns the statements that f runs.
func (tp *tape) record(f func()) []statement {
	tp.mu.Lock()
	tp.on, tp.all = true, nil
	tp.mu.Unlock()
	f()
	tp.mu.Lock()
	defer tp.mu.Unlock()
	tp.on = false
	return tp.all
}

// taped is a pool like the program's own whose statements run past a tape.
func taped(t testing.TB, url string, tp *tape) *pgxpool.Pool {
	t.Helper()
	plain, err := database.Open(t.Context(), url, 8)
	must(t, err)
	cfg := plain.Config()
	plain.Close()
	cfg.ConnConfig.Tracer = tp
	pool, err := pgxpool.NewWithConfig(t.Context(), cfg)
	must(t, err)
	t.Cleanup(pool.Close)
	return pool
}

// plan is a node of what EXPLAIN answers.
type plan struct {
	Node  string `json:"Node Type"`
	Index string `json:"Index Name"`
	Table string `json:"Relation Name"`
	Alias string `json:"Alias"`
	Plans []plan `json:"Plans"`
}

// explain asks PostgreSQL how it would run a statement.
func explain(t testing.TB, pool *pgxpool.Pool, s statement) plan {
	t.Helper()
	var raw []byte
	must(t, pool.QueryRow(t.Context(), "EXPLAIN (FORMAT JSON) "+s.SQL, s.Args...).Scan(&raw))
	var all []struct{ Plan plan }
	must(t, json.Unmarshal(raw, &all))
	return all[0].Plan
}

// nodes are the plan's nodes on a table, outermost first.
func (p plan) nodes(table string) []plan {
	var found []plan
	if p.Table == table {
		found = append(found, p)
	}
	for _, inner := range p.Plans {
		found = append(found, inner.nodes(table)...)
	}
	return found
}

// listOf picks the statement that finds a page of tasks.
func listOf(t testing.TB, all []statement) statement {
	t.Helper()
	i := slices.IndexFunc(all, func(s statement) bool { return strings.Contains(s.SQL, "FROM task t WHERE") })
	if i < 0 {
		t.Fatalf("no list of tasks among %d statements", len(all))
	}
	return all[i]
}

// The indexes that a list by deadline is found on: with a filter by class, and without one.
const (
	filteredIndex = "task_by_due"
	wholeIndex    = "task_shown"
)

// wantIndex demands that the page's tasks are found on an index, and only shown ones read whole.
func wantIndex(t testing.TB, p plan, index string) {
	t.Helper()
	on := p.nodes("task")
	if !slices.ContainsFunc(on, func(n plan) bool { return n.Index == index && strings.HasPrefix(n.Node, "Index") }) {
		t.Errorf("tasks are found by %+v, want the index %s", on, index)
	}
	for _, n := range on {
		if n.Node == "Seq Scan" {
			t.Errorf("the whole table is read: %+v", n)
		}
	}
}
