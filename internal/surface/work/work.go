// Package work is what the program does by itself: jobs that no person waits for. Each acts under a name of its own,
// which the audit shows.
package work

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"github.com/dondoc/dondoc/internal/domain/account"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/jobs"
)

// Deps is what the jobs act on.
type Deps struct {
	Log      *slog.Logger
	Tasks    *task.Service
	Accounts *account.Service
	Sessions *account.SessionStore
}

// Hours of the day, in Viet Nam, at which the daily jobs run: nobody is at work, and the date has changed.
const (
	occurrencesHour = 1
	sweepHour       = 3
)

// New says how every job is done and which are done every day.
func New(d Deps) *jobs.Work {
	w := jobs.NewWork()
	jobs.Handle(w, d.occurrences)
	jobs.Handle(w, d.sweep)
	w.Daily(occurrencesHour, Occurrences{})
	w.Daily(sweepHour, Sweep{})
	return w
}

// Occurrences makes the tasks of every series up to the end of the next half-year. Those that exist are left alone, so it may be repeated.
type Occurrences struct{}

// Kind is the job's name in the database.
func (Occurrences) Kind() string { return "occurrences" }

// occurrences goes on past a committee that fails: one committee's trouble must not stop the others' work.
func (d Deps) occurrences(ctx context.Context, _ Occurrences) error {
	by := access.System("job:occurrences")
	committees, err := d.Tasks.CommitteesWithSeries(ctx, by)
	if err != nil {
		return err
	}
	made := 0
	var failed []error
	for _, c := range committees {
		if ctx.Err() != nil {
			return errors.Join(append(failed, ctx.Err())...)
		}
		n, err := d.Tasks.MakeOccurrences(ctx, by, c)
		if err != nil {
			failed = append(failed, fmt.Errorf("committee %s: %w", c, err))
		}
		made += n
	}
	d.Log.InfoContext(ctx, "occurrences made", slog.Int("committees", len(committees)), slog.Int("made", made), slog.Int("failed", len(failed)))
	return errors.Join(failed...)
}

// Sweep removes what has expired: sessions and one-time links.
type Sweep struct{}

// Kind is the job's name in the database.
func (Sweep) Kind() string { return "sweep" }

func (d Deps) sweep(ctx context.Context, _ Sweep) error {
	sessions, err := d.Sessions.Sweep(ctx)
	if err != nil {
		return err
	}
	links, err := d.Accounts.SweepLinks(ctx, access.System("job:sweep"))
	if err != nil {
		return err
	}
	d.Log.InfoContext(ctx, "expired removed", slog.Int64("sessions", sessions), slog.Int64("links", links))
	return nil
}
