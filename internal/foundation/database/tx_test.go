package database_test

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/testkit/dbtest"
)

// Two transactions take two rows in opposite order: one is ended by PostgreSQL, runs again and succeeds.
func TestDeadlocksAreRunAgain(t *testing.T) {
	t.Parallel()
	db := dbtest.Fresh(t)
	if _, err := db.Exec(t.Context(), `CREATE TABLE pair (n int PRIMARY KEY, v int NOT NULL); INSERT INTO pair VALUES (1, 0), (2, 0)`); err != nil {
		t.Fatal(err)
	}
	var meet, ended sync.WaitGroup
	var runs atomic.Int32
	meet.Add(2)
	take := func(first, second int) {
		defer ended.Done()
		once := sync.OnceFunc(func() { meet.Done(); meet.Wait() })
		err := database.InTx(t.Context(), db, func(tx database.Tx) error {
			runs.Add(1)
			if _, err := tx.Exec(t.Context(), `UPDATE pair SET v = v + 1 WHERE n = $1`, first); err != nil {
				return err
			}
			once()
			_, err := tx.Exec(t.Context(), `UPDATE pair SET v = v + 1 WHERE n = $1`, second)
			return err
		})
		if err != nil {
			t.Errorf("taking %d then %d: %v", first, second, err)
		}
	}
	ended.Add(2)
	go take(1, 2)
	go take(2, 1)
	ended.Wait()
	var sum int
	if err := db.QueryRow(t.Context(), `SELECT sum(v) FROM pair`).Scan(&sum); err != nil || sum != 4 || runs.Load() < 3 {
		t.Errorf("sum %d after %d runs, %v", sum, runs.Load(), err)
	}
}

func TestInTxRollsBackAndTranslates(t *testing.T) {
	t.Parallel()
	db := dbtest.Fresh(t)
	err := database.InTx(t.Context(), db, func(tx database.Tx) error {
		if _, err := tx.Exec(t.Context(), `INSERT INTO audit_head VALUES ('00000000-0000-0000-0000-000000000001', 0, ''), ('00000000-0000-0000-0000-000000000001', 0, '')`); err != nil {
			return err
		}
		return nil
	})
	if fault.KindOf(err) != fault.Conflict {
		t.Errorf("a key twice: %v, want a conflict", err)
	}
	var n int
	if err := db.QueryRow(context.WithoutCancel(t.Context()), `SELECT count(*) FROM audit_head`).Scan(&n); err != nil || n != 0 {
		t.Errorf("%d rows left, %v", n, err)
	}
}
