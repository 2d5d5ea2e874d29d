package database_test

import (
	"context"
	"errors"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/testkit/dbtest"
	"github.com/dondoc/dondoc/internal/testkit/golden"
	"github.com/dondoc/dondoc/migrations"
)

func connect(t *testing.T, url string) *pgx.Conn {
	t.Helper()
	c, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close(context.WithoutCancel(t.Context())) })
	return c
}

// TestSchema keeps migrations/schema.sql: an empty database, migrated, dumped.
func TestSchema(t *testing.T) {
	t.Parallel()
	url := dbtest.Empty(t)
	if err := database.Migrate(t.Context(), url); err != nil {
		t.Fatal(err)
	}
	c := connect(t, url)
	rows, err := c.Query(t.Context(), unknown)
	if err != nil {
		t.Fatal(err)
	}
	if odd, err := pgx.CollectRows(rows, pgx.RowTo[string]); err != nil || len(odd) > 0 {
		t.Fatalf("teach dump to write these: %q (%v)", odd, err)
	}
	first, err := dump(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	golden.Equal(t, "../../../migrations/schema.sql", first)

	// The file is whole: it builds a database that is written the same way.
	rebuilt := connect(t, dbtest.Empty(t))
	if _, err := rebuilt.Exec(t.Context(), first); err != nil {
		t.Fatalf("schema.sql does not build a database: %v", err)
	}
	if second, err := dump(t.Context(), rebuilt); err != nil || second != first {
		t.Errorf("schema.sql builds another database than it tells (%v):\n%s", err, second)
	}
}

func TestMigrateTwiceChangesNothing(t *testing.T) {
	t.Parallel()
	url := dbtest.URL(t)
	before, err := dump(t.Context(), connect(t, url))
	if err != nil {
		t.Fatal(err)
	}
	if err := database.Migrate(t.Context(), url); err != nil {
		t.Fatal(err)
	}
	if after, err := dump(t.Context(), connect(t, url)); err != nil || after != before {
		t.Errorf("a second migration changed the schema (%v)", err)
	}
}

func TestProgramsThatMigrateTogetherWaitForEachOther(t *testing.T) {
	t.Parallel()
	url := dbtest.Empty(t)
	var wg sync.WaitGroup
	for i := range 4 {
		wg.Go(func() {
			if err := database.Migrate(t.Context(), url); err != nil {
				t.Errorf("program %d: %v", i, err)
			}
		})
	}
	wg.Wait()
	if left, err := database.Pending(t.Context(), url); err != nil || len(left) > 0 {
		t.Errorf("still to do: %v (%v)", left, err)
	}
}

func TestPending(t *testing.T) {
	t.Parallel()
	url := dbtest.Empty(t)
	names, err := database.Pending(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	steps, err := fs.Glob(migrations.FS, "0*.sql")
	if err != nil || len(names) <= len(steps) || !slices.Equal(names[:len(steps)], steps) {
		t.Errorf("an empty database lacks %v, want every step of %v and then those of the queue (%v)", names, steps, err)
	}
	var tables int
	err = connect(t, url).QueryRow(t.Context(), `SELECT count(*) FROM pg_tables WHERE schemaname = 'public'`).Scan(&tables)
	if err != nil || tables != 0 {
		t.Errorf("asking made %d tables (%v)", tables, err)
	}
	if names, err := database.Pending(t.Context(), dbtest.URL(t)); err != nil || len(names) > 0 {
		t.Errorf("a migrated database lacks %v (%v)", names, err)
	}
}

func TestMigrationStopsWithItsContext(t *testing.T) {
	t.Parallel()
	url := dbtest.Empty(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := database.Migrate(ctx, url); !errors.Is(err, context.Canceled) {
		t.Errorf("migration with a cancelled context: %v", err)
	}
}

func TestUnreachableDatabaseIsUnavailable(t *testing.T) {
	t.Parallel()
	const nowhere = "postgres://u:p@127.0.0.1:1/x?connect_timeout=2"
	if err := database.Migrate(t.Context(), nowhere); fault.KindOf(err) != fault.Unavailable {
		t.Errorf("migrate: %v", err)
	}
	if _, err := database.Pending(t.Context(), nowhere); fault.KindOf(err) != fault.Unavailable {
		t.Errorf("pending: %v", err)
	}
	if err := database.Migrate(t.Context(), "postgres://%zz"); err == nil {
		t.Error("an address that is none was taken")
	}
}

// TestStepsAreNumbered holds the file names: a number each, from 1 without gaps, so that two people cannot add the same one.
func TestStepsAreNumbered(t *testing.T) {
	t.Parallel()
	name := regexp.MustCompile(`^(\d{4})_[a-z][a-z0-9_]*\.sql$`)
	steps, err := fs.Glob(migrations.FS, "*")
	if err != nil || len(steps) == 0 {
		t.Fatalf("steps %v (%v)", steps, err)
	}
	for i, step := range steps {
		m := name.FindStringSubmatch(step)
		if m == nil {
			t.Errorf("%s: want NNNN_name.sql", step)
			continue
		}
		if n, err := strconv.Atoi(m[1]); err != nil || n != i+1 {
			t.Errorf("%s stands at place %d", step, i+1)
		}
	}
}
