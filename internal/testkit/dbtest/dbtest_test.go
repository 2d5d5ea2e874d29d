package dbtest

import (
	"context"
	"os"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
)

func tables(t *testing.T, q interface {
	QueryRow(ctx context.Context, sql string, args ...any) pgx.Row
},
) int {
	t.Helper()
	var n int
	if err := q.QueryRow(t.Context(), `SELECT count(*) FROM pg_tables WHERE schemaname = 'public'`).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestTxForgets(t *testing.T) {
	t.Parallel()
	t.Run("a table made in a test's transaction", func(t *testing.T) {
		db := Tx(t)
		if _, err := db.Exec(t.Context(), `CREATE TABLE forgotten (n int)`); err != nil {
			t.Fatal(err)
		}
	})
	t.Run("is not there for the next test", func(t *testing.T) {
		var there bool
		if err := Tx(t).QueryRow(t.Context(), `SELECT to_regclass('forgotten') IS NOT NULL`).Scan(&there); err != nil || there {
			t.Errorf("table is there: %v (%v)", there, err)
		}
	})
}

func TestTxIsMigrated(t *testing.T) {
	t.Parallel()
	if n := tables(t, Tx(t)); n < 20 {
		t.Errorf("%d tables, want all of the product", n)
	}
}

func TestFreshKeepsCommits(t *testing.T) {
	t.Parallel()
	pool, other := Fresh(t), Fresh(t)
	if n := tables(t, pool); n < 20 {
		t.Errorf("%d tables, want all of the product", n)
	}
	if _, err := pool.Exec(t.Context(), `CREATE TABLE kept (n int)`); err != nil {
		t.Fatal(err)
	}
	if was, is := tables(t, other), tables(t, pool); is != was+1 {
		t.Errorf("%d tables here and %d in the neighbour's database, want one more here", is, was)
	}
}

func TestEmptyHasNoTables(t *testing.T) {
	t.Parallel()
	c, err := pgx.Connect(t.Context(), Empty(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close(context.WithoutCancel(t.Context())) })
	if n := tables(t, c); n != 0 {
		t.Errorf("%d tables, want none", n)
	}
}

func TestOwnDatabaseIsDropped(t *testing.T) {
	t.Parallel()
	kit(t)
	var url string
	t.Run("a test with its own database", func(t *testing.T) { url = URL(t) })
	c, err := pgx.Connect(t.Context(), url)
	if err == nil {
		_ = c.Close(t.Context())
	}
	if err == nil || !strings.Contains(err.Error(), "3D000") {
		t.Errorf("connect after the test: %v, want that the database does not exist", err)
	}
}

func TestAddress(t *testing.T) {
	t.Parallel()
	for server, want := range map[string]string{
		"postgres://u:p@h:5/postgres?sslmode=disable": "postgres://u:p@h:5/x?sslmode=disable",
		"postgres://u:p@/a?host=%2Ftmp%2Fs":           "postgres://u:p@/x?host=%2Ftmp%2Fs",
		"host=/tmp/s user=u dbname=postgres":          "host=/tmp/s user=u dbname=postgres dbname=x",
	} {
		got := (&shared{server: server}).address("x")
		cfg, err := pgx.ParseConfig(got)
		if got != want || err != nil || cfg.Database != "x" {
			t.Errorf("%s becomes %s (%v), want %s", server, got, err, want)
		}
	}
}

func TestOwnerOf(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]int{"dondoc_own_123_4": 123, "dondoc_template_ab": 0, "dondoc_own_x_1": 0, "dondoc_tx_1": 0} {
		if got := ownerOf(name); got != want {
			t.Errorf("%s belongs to process %d, want %d", name, got, want)
		}
	}
	if !running(os.Getpid()) || running(1<<22+12345) {
		t.Error("this process does not run, or one that cannot exist does")
	}
}

func BenchmarkTx(b *testing.B) {
	for b.Loop() {
		tx, err := kit(b).pool.Begin(b.Context())
		if err != nil {
			b.Fatal(err)
		}
		_ = tx.Rollback(b.Context())
	}
}
