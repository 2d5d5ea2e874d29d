// Package work is what the program does by itself: jobs that no person waits for. Each acts under a name of its own,
// which the audit shows.
package work

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"github.com/dondoc/dondoc/internal/domain/account"
	"github.com/dondoc/dondoc/internal/domain/attach"
	"github.com/dondoc/dondoc/internal/domain/export"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/remind"
	"github.com/dondoc/dondoc/internal/domain/report"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/blob"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/i18n"
	"github.com/dondoc/dondoc/internal/foundation/jobs"
)

// Deps is what the jobs act on.
type Deps struct {
	Log       *slog.Logger
	Orgs      *org.Service
	Tasks     *task.Service
	Reports   *report.Service
	Reminders *remind.Service
	Accounts  *account.Service
	Sessions  *account.SessionStore
	Blobs     *blob.Store
	Attach    *attach.Service
	Clock     calendar.Clock
	Exports   *export.Service
	Words     *i18n.Catalogue
	BaseURL   string // how people reach the pages: links in files begin with it
}

// Hours of the day, in Viet Nam, at which the daily jobs run: nobody is at work, and the date has changed.
const (
	namesHour       = 0
	occurrencesHour = 1
	freezeHour      = 2
	sweepHour       = 3
	remindersHour   = 5
)

// New says how every job is done and which are done every day.
func New(d Deps) *jobs.Work {
	w := jobs.NewWork()
	jobs.Handle(w, d.names)
	jobs.Handle(w, d.occurrences)
	jobs.Handle(w, d.freeze)
	jobs.Handle(w, d.sweep)
	jobs.Handle(w, d.countReminders)
	jobs.Handle(w, d.export)
	w.Daily(namesHour, Names{})
	w.Daily(occurrencesHour, Occurrences{})
	w.Daily(freezeHour, Freeze{})
	w.Daily(sweepHour, Sweep{})
	w.Daily(remindersHour, Reminders{})
	return w
}

// Names gives units the names that begin to hold today.
type Names struct{}

// Kind is the job's name in the database.
func (Names) Kind() string { return "unit_names" }

func (d Deps) names(ctx context.Context, _ Names) error {
	n, err := d.Orgs.RefreshNames(ctx, access.System("job:unit_names"))
	if err == nil {
		d.Log.InfoContext(ctx, "names begun", slog.Int("units", n))
	}
	return err
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

// Freeze fixes the reports whose cut-off has passed, for committees that asked for it. What is fixed already is left alone.
type Freeze struct{}

// Kind is the job's name in the database.
func (Freeze) Kind() string { return "freeze" }

func (d Deps) freeze(ctx context.Context, _ Freeze) error {
	n, err := d.Reports.FreezeDue(ctx, access.System("job:freeze"))
	d.Log.InfoContext(ctx, "reports frozen", slog.Int("reports", n))
	return err
}

// Sweep removes what has expired: sessions, one-time links, uploads that were never finished, the bytes of files taken away whose
// retention has ended, workbooks that nobody fetches any more.
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
	before := d.Clock().Add(-attach.UploadLasts)
	begun, err := d.Attach.SweepUploads(ctx, access.System("job:sweep"), before)
	if err != nil {
		return err
	}
	uploads, err := d.Blobs.Sweep(ctx, before) // after that: a piece is never older than its upload
	if err != nil {
		return err
	}
	purged, err := d.Attach.Purge(ctx, access.System("job:sweep"))
	if err != nil {
		return err
	}
	files, err := d.Exports.Expire(ctx, access.System("job:sweep"))
	if err != nil {
		return err
	}
	d.Log.InfoContext(ctx, "expired removed", slog.Int64("sessions", sessions), slog.Int64("links", links), slog.Int("uploads", uploads+begun), slog.Int("purged", purged), slog.Int("exports", files))
	return nil
}

// Reminders counts what every committee has to urge today. It writes to nobody: a person looks at the list and makes the letters.
type Reminders struct{}

// Kind is the job's name in the database.
func (Reminders) Kind() string { return "reminders" }

// countReminders goes on past a committee that fails, as occurrences does.
func (d Deps) countReminders(ctx context.Context, _ Reminders) error {
	by := access.System("job:reminders")
	committees, err := d.Reminders.Committees(ctx, by)
	if err != nil {
		return err
	}
	waiting := 0
	var failed []error
	for _, c := range committees {
		if ctx.Err() != nil {
			return errors.Join(append(failed, ctx.Err())...)
		}
		n, err := d.Reminders.CountWaiting(ctx, by, c)
		if err != nil {
			failed = append(failed, fmt.Errorf("committee %s: %w", c, err))
		}
		waiting += n.Coming + n.Overdue + n.LongOverdue
	}
	d.Log.InfoContext(ctx, "reminders counted", slog.Int("committees", len(committees)), slog.Int("waiting", waiting), slog.Int("failed", len(failed)))
	return errors.Join(failed...)
}
