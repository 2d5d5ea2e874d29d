// Package dbtest gives each test its own view of a real, migrated PostgreSQL.
//
//   - Tx: a transaction that is rolled back when the test ends; the usual choice, about a millisecond.
//   - Fresh: a database of its own, for tests that need commits: two people at once, deferred constraints, job workers.
//   - URL: the address of such a database, for tests that start the whole program.
//   - Empty: the address of a database without any table, for tests of migrations.
//
// All work with a bare "go test": the first test process starts a PostgreSQL without fsync, the others join it, and it
// ends with the last of them. TEST_DATABASE_URL names another server instead; its user must be allowed to create databases.
package dbtest

import (
	"context"
	"testing"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/dondoc/dondoc/internal/foundation/database"
)

// Tx returns a database that forgets everything when the test ends. It is one connection: not for goroutines side by side.
// Time stands still inside it: SQL's now() is the same from first to last.
func Tx(t testing.TB) database.DB {
	t.Helper()
	tx, err := kit(t).pool.Begin(t.Context())
	if err != nil {
		t.Fatalf("begin: %v", err)
	}
	// t.Context is already cancelled when the cleanup runs.
	ctx := context.WithoutCancel(t.Context())
	t.Cleanup(func() {
		if err := tx.Rollback(ctx); err != nil {
			t.Errorf("rollback: %v", err)
		}
	})
	return tx
}

// Fresh returns a pool on a migrated database that this test has for itself.
func Fresh(t testing.TB) *pgxpool.Pool {
	t.Helper()
	url := URL(t)
	pool, err := database.Open(t.Context(), url, 0)
	if err != nil {
		t.Fatalf("open %s: %v", t.Name(), err)
	}
	t.Cleanup(pool.Close)
	return pool
}

// URL returns the address of a migrated database that this test has for itself; it is dropped, whoever is connected, when the test ends.
func URL(t testing.TB) string {
	t.Helper()
	k := kit(t)
	return k.create(t, k.template)
}

// Empty returns the address of a database without any table; it is dropped when the test ends.
func Empty(t testing.TB) string {
	t.Helper()
	return kit(t).create(t, "template0")
}

// Bin is the directory of the server's own programs, for tests that need pg_dump; empty when TEST_DATABASE_URL names the server.
func Bin(t testing.TB) string {
	t.Helper()
	return kit(t).bin
}

// kit returns what the tests of this process share, or fails the test: a missing database is no reason to skip, only -short is.
func kit(t testing.TB) *shared {
	t.Helper()
	if testing.Short() {
		t.Skip("SKIPPED because of -short: needs PostgreSQL")
	}
	k, err := prepared()
	if err != nil {
		t.Fatalf("test database: %v", err)
	}
	return k
}
