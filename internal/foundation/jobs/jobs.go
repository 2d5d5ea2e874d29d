// Package jobs runs work that nobody waits for: River on the product's own PostgreSQL. A job is enqueued in the caller's
// transaction, so that what was rolled back is never done; it is worked by `serve` or by any number of `work` programs.
package jobs

import (
	"context"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"github.com/dondoc/dondoc/internal/foundation/calendar"
)

// Args are what a job is told, kept as JSON until it is worked; Kind names the job in the database for ever.
type Args = river.JobArgs

// How long a job may run, and how long a stopping program waits for the jobs under way before it interrupts them.
const (
	jobTimeout = 30 * time.Minute
	stopWait   = 10 * time.Second
)

// Work is what a program that works jobs knows to do.
type Work struct {
	workers  *river.Workers
	periodic []*river.PeriodicJob
}

// NewWork returns a Work that knows nothing yet.
func NewWork() *Work { return &Work{workers: river.NewWorkers()} }

// Handle says how jobs with arguments of type T are done. f must bear being repeated: a job whose program died is done again.
func Handle[T Args](w *Work, f func(ctx context.Context, args T) error) {
	river.AddWorker(w.workers, river.WorkFunc(func(ctx context.Context, j *river.Job[T]) error { return f(ctx, j.Args) }))
}

// Daily enqueues a job when a program begins to work and then every day at the given hour in Viet Nam. Of several programs
// one enqueues it, and not while an earlier one waits or runs.
func (w *Work) Daily(hour int, args Args) {
	once := &river.InsertOpts{UniqueOpts: river.UniqueOpts{ByState: []rivertype.JobState{
		rivertype.JobStateAvailable, rivertype.JobStatePending, rivertype.JobStateRetryable, rivertype.JobStateRunning, rivertype.JobStateScheduled,
	}}}
	w.periodic = append(w.periodic, river.NewPeriodicJob(daily{hour},
		func() (river.JobArgs, *river.InsertOpts) { return args, once },
		&river.PeriodicJobOpts{ID: args.Kind(), RunOnStart: true}))
}

// daily is a schedule: once a day at an hour in Viet Nam.
type daily struct{ hour int }

// Next is the first such hour after now.
func (d daily) Next(now time.Time) time.Time {
	at := func(day calendar.Date) time.Time { return day.Start().Add(time.Duration(d.hour) * time.Hour) }
	today := calendar.DateOf(now)
	if next := at(today); next.After(now) {
		return next
	}
	return at(today.AddDays(1))
}
