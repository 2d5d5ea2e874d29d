package database_test

import (
	"testing"

	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/testkit/dbtest"
)

// After a load the planner must know how many rows there are before autovacuum comes by.
func TestAnalyze(t *testing.T) {
	t.Parallel()
	pool := dbtest.Fresh(t)
	ctx := t.Context()
	if _, err := pool.Exec(ctx, `CREATE TABLE measured AS SELECT n FROM generate_series(1, 5000) n`); err != nil {
		t.Fatal(err)
	}
	rows := func() (n float64) {
		if err := pool.QueryRow(ctx, `SELECT reltuples FROM pg_class WHERE relname = 'measured'`).Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	if got := rows(); got > 0 {
		t.Fatalf("%v rows known before", got)
	}
	if err := database.Analyze(ctx, pool, "measured"); err != nil {
		t.Fatal(err)
	}
	if got := rows(); got != 5000 {
		t.Errorf("%v rows known after, want 5000", got)
	}
	if err := database.Analyze(ctx, pool, "no such table"); err == nil {
		t.Error("an unknown table is no error")
	}
}
