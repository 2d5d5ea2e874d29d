package jobs_test

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/jobs"
	"github.com/dondoc/dondoc/internal/testkit/dbtest"
)

// greet is a job of the tests.
type greet struct {
	Name string `json:"name"`
}

func (greet) Kind() string { return "test_greet" }

// patience is how long a test waits for what should come at once.
const patience = 30 * time.Second

func queue(t *testing.T, pool *pgxpool.Pool, w *jobs.Work) *jobs.Queue {
	t.Helper()
	q, err := jobs.New(pool, jobs.Options{Log: slog.New(slog.DiscardHandler), Work: w})
	if err != nil {
		t.Fatal(err)
	}
	return q
}

// run works the queue until the test ends, and fails the test when stopping does.
func run(t *testing.T, q *jobs.Queue) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.WithoutCancel(t.Context()))
	ended := make(chan error, 1)
	go func() { ended <- q.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("run: %v", err)
		}
	})
}

func next[T any](t *testing.T, ch <-chan T) T {
	t.Helper()
	select {
	case v := <-ch:
		return v
	case <-time.After(patience):
		t.Fatal("nothing happened")
	}
	panic("unreachable")
}

func waiting(t *testing.T, pool *pgxpool.Pool, kind string) int {
	t.Helper()
	n := 0
	if err := pool.QueryRow(t.Context(), `SELECT count(*) FROM river_job WHERE kind = $1`, kind).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestAJobOfARolledBackActIsNeverDone(t *testing.T) {
	t.Parallel()
	pool := dbtest.Fresh(t)
	q := queue(t, pool, nil) // a program that only enqueues
	changedMind := errors.New("changed my mind")
	err := database.InTx(t.Context(), pool, func(tx database.Tx) error {
		if err := q.Enqueue(t.Context(), tx, greet{"rolled back"}); err != nil {
			return err
		}
		return changedMind
	})
	if !errors.Is(err, changedMind) {
		t.Fatal(err)
	}
	if n := waiting(t, pool, "test_greet"); n != 0 {
		t.Errorf("%d jobs wait after the rollback", n)
	}
	done := make(chan string, 8)
	w := jobs.NewWork()
	jobs.Handle(w, func(_ context.Context, a greet) error { done <- a.Name; return nil })
	run(t, queue(t, pool, w))
	err = database.InTx(t.Context(), pool, func(tx database.Tx) error { return q.Enqueue(t.Context(), tx, greet{"committed"}) })
	if err != nil {
		t.Fatal(err)
	}
	if name := next(t, done); name != "committed" {
		t.Errorf("done first: %q", name)
	}
}

func TestADailyJobRunsAtStartAndOnceForAllPrograms(t *testing.T) {
	t.Parallel()
	pool := dbtest.Fresh(t)
	done, hold := make(chan string, 8), make(chan struct{})
	work := func(who string) *jobs.Work {
		w := jobs.NewWork()
		jobs.Handle(w, func(context.Context, greet) error { done <- who; <-hold; return nil })
		w.Daily(3, greet{"every day"})
		return w
	}
	first, second := queue(t, pool, work("first")), queue(t, pool, work("second"))
	run(t, first)
	next(t, done)
	run(t, second) // while the first one's is under way
	outcomes, stop := first.Outcomes()
	defer stop()
	close(hold)
	if o := next(t, outcomes); !o.Done || o.Kind != "test_greet" {
		t.Errorf("outcome %+v", o)
	}
	if n := waiting(t, pool, "test_greet"); n != 1 {
		t.Errorf("the job was enqueued %d times", n)
	}
}

func TestAFailureIsToldWithItsCause(t *testing.T) {
	t.Parallel()
	pool := dbtest.Fresh(t)
	w := jobs.NewWork()
	jobs.Handle(w, func(context.Context, greet) error { return errors.New("no such committee") })
	q := queue(t, pool, w)
	outcomes, stop := q.Outcomes()
	defer stop()
	run(t, q)
	if err := database.InTx(t.Context(), pool, func(tx database.Tx) error { return q.Enqueue(t.Context(), tx, greet{}) }); err != nil {
		t.Fatal(err)
	}
	if o := next(t, outcomes); o.Done || o.Why != "no such committee" {
		t.Errorf("outcome %+v", o)
	}
}

func TestAQueueWithoutWorkDoesNotRun(t *testing.T) {
	t.Parallel()
	if err := queue(t, dbtest.Fresh(t), nil).Run(t.Context()); err == nil {
		t.Error("a program that only enqueues ran")
	}
}

func TestAQueueTellsWhetherItRuns(t *testing.T) {
	t.Parallel()
	w := jobs.NewWork()
	worked := make(chan string, 1)
	jobs.Handle(w, func(_ context.Context, g greet) error { worked <- g.Name; return nil })
	pool := dbtest.Fresh(t)
	q := queue(t, pool, w)
	if q.Running() {
		t.Error("it runs before it was started")
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- q.Run(ctx) }()
	err := database.InTx(t.Context(), pool, func(tx database.Tx) error { return q.Enqueue(t.Context(), tx, greet{Name: "an"}) })
	if err != nil {
		t.Fatal(err)
	}
	next(t, worked) // Run has begun by now
	if !q.Running() {
		t.Error("a job was worked by a queue that does not run")
	}
	cancel()
	if err := next(t, ended); err != nil || q.Running() {
		t.Errorf("after its end it runs: %v, %v", q.Running(), err)
	}
}
