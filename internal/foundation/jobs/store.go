package jobs

import (
	"context"
	"fmt"
	"log/slog"
	"sync/atomic"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"

	"github.com/dondoc/dondoc/internal/foundation/database"
)

// Options say what a Queue is for.
type Options struct {
	Log *slog.Logger
	// Work makes the queue one that works; without it jobs can only be enqueued.
	Work *Work
	// PollOnly does without LISTEN, which a pooler in transaction mode does not pass on; jobs then start up to a second later.
	PollOnly bool
}

// Queue is a program's access to the jobs.
type Queue struct {
	client  *river.Client[pgx.Tx]
	running atomic.Bool
}

// New returns a Queue on a migrated database. It does not touch the database yet.
func New(pool *pgxpool.Pool, o Options) (*Queue, error) {
	cfg := &river.Config{
		Logger: o.Log.With(slog.String("part", "jobs")), PollOnly: o.PollOnly, JobTimeout: jobTimeout, SoftStopTimeout: stopWait,
	}
	if o.Work != nil {
		cfg.Workers, cfg.PeriodicJobs = o.Work.workers, o.Work.periodic
		cfg.Queues = map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: 4}}
	}
	client, err := river.NewClient(riverpgxv5.New(pool), cfg)
	if err != nil {
		return nil, fmt.Errorf("job queue: %w", err)
	}
	return &Queue{client: client}, nil
}

// Enqueue asks for a job in the caller's transaction: it is done after the commit, or never.
func (q *Queue) Enqueue(ctx context.Context, tx database.Tx, args Args) error {
	if _, err := q.client.InsertTx(ctx, tx.Tx, args, nil); err != nil {
		return fmt.Errorf("enqueue %s: %w", args.Kind(), database.Translate(err))
	}
	return nil
}

// Run works jobs until ctx ends, then lets those under way finish, for ten seconds at most, before it returns.
func (q *Queue) Run(ctx context.Context) error {
	if err := q.client.Start(ctx); err != nil {
		return fmt.Errorf("job queue: %w", err)
	}
	q.running.Store(true)
	defer q.running.Store(false)
	<-q.client.Stopped()
	return nil
}

// Running reports whether jobs are being worked now: from when Run has begun until it returns.
func (q *Queue) Running() bool { return q.running.Load() }

// Outcome is what became of one try of a job.
type Outcome struct {
	Kind string
	Done bool   // else it failed and will be tried again, or was given up
	Why  string // of the failure, for the log
}

// Outcomes tells of every try from now on, until the returned function is called. A reader that is too slow misses some.
func (q *Queue) Outcomes() (<-chan Outcome, func()) {
	events, cancel := q.client.Subscribe(river.EventKindJobCompleted, river.EventKindJobFailed, river.EventKindJobCancelled)
	out := make(chan Outcome, cap(events))
	go func() {
		defer close(out)
		for e := range events {
			o := Outcome{Kind: e.Job.Kind, Done: e.Kind == river.EventKindJobCompleted}
			if n := len(e.Job.Errors); n > 0 {
				o.Why = e.Job.Errors[n-1].Error
			}
			select {
			case out <- o:
			default: // the reader is too slow; as with the library's own channel
			}
		}
	}()
	return out, cancel
}
