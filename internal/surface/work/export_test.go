package work_test

import (
	"context"
	"io"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/dondoc/dondoc/internal/domain/account"
	"github.com/dondoc/dondoc/internal/domain/attach"
	"github.com/dondoc/dondoc/internal/domain/export"
	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/remind"
	"github.com/dondoc/dondoc/internal/domain/report"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/blob"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/i18n"
	"github.com/dondoc/dondoc/internal/foundation/id"
	"github.com/dondoc/dondoc/internal/foundation/jobs"
	"github.com/dondoc/dondoc/internal/surface/work"
	"github.com/dondoc/dondoc/internal/testkit/dbtest"
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// head is an account that reads everything of a committee.
func (h house) head(t *testing.T, c access.CommitteeID) (by access.Actor) {
	t.Helper()
	accounts := account.NewService(h.Deps, account.Options{Loopback: true, Cost: account.Cost{MemoryKiB: 8, Passes: 1, Threads: 1}})
	u, err := accounts.CreateUser(t.Context(), access.System("test"), account.UserInput{ID: access.UserID(id.Random()), Login: "head", Name: "Trưởng ban", Password: "mat-khau-thu-head"})
	must(t, err)
	_, err = accounts.CreateGrant(t.Context(), access.System("test"), account.GrantInput{
		Committee: c, ID: account.GrantID(id.Random()), User: u.ID, Role: access.Head, ValidFrom: calendar.Date{Year: 2020, Month: 1, Day: 1},
	})
	must(t, err)
	must(t, database.InReadTx(t.Context(), h.DB, func(q database.Querier) error {
		by, err = account.ActorOf(t.Context(), q, u.ID, h.Clock.Today())
		return err
	}))
	return by
}

func TestAWorkbookAskedForIsMadeByAJob(t *testing.T) {
	t.Parallel()
	pool := dbtest.Fresh(t)
	h := open(t, pool, "2026-11-20")
	c := h.committee(t, "bcd-mau")
	h.series(t, c, "báo cáo hằng quý")
	by := h.head(t, c)
	blobs, err := blob.Open(t.TempDir(), id.Random)
	must(t, err)
	words, err := i18n.New()
	must(t, err)
	log := slog.New(slog.DiscardHandler)
	asks, err := jobs.New(pool, jobs.Options{Log: log})
	must(t, err)
	files := export.NewService(h.Deps, blobs, asks)
	f, err := files.Ask(t.Context(), by, export.Ask{Committee: c, ID: export.ID(id.Random()), Query: export.Query{Period: "2026-H2", Language: "vi"}})
	must(t, err)
	q, err := jobs.New(pool, jobs.Options{Log: log, Work: work.New(work.Deps{
		Log: log, Orgs: org.NewService(h.Deps), Tasks: task.NewService(h.Deps), Reports: report.NewService(h.Deps), Accounts: account.NewService(h.Deps, account.Options{}),
		Sessions: account.NewSessionStore(pool, h.Clock), Blobs: blobs, Attach: attach.NewService(h.Deps, blobs), Clock: h.Clock,
		Reminders: remind.NewService(h.Deps, meeting.NewService(h.Deps), task.NewService(h.Deps)), Exports: files, Words: words, BaseURL: "https://dondoc.example",
	})})
	must(t, err)
	worked(t, q, "export")
	f, in, err := files.Open(t.Context(), by, c, f.ID)
	must(t, err)
	defer in.Close() //nolint:errcheck // read whole
	raw, err := io.ReadAll(in)
	must(t, err)
	if !strings.HasPrefix(string(raw), "PK") || int64(len(raw)) != f.Size || !strings.HasSuffix(f.Name, ".xlsx") || f.RowsTotal == 0 || f.RowsDone != f.RowsTotal {
		t.Errorf("%d bytes, %+v", len(raw), f)
	}
}

// worked lets jobs run until one of a kind has been tried, and fails when that failed.
func worked(t *testing.T, q *jobs.Queue, kind string) {
	t.Helper()
	outcomes, stop := q.Outcomes()
	defer stop()
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- q.Run(ctx) }()
	patience := time.After(30 * time.Second)
	for seen := false; !seen; {
		select {
		case o := <-outcomes:
			if seen = o.Kind == kind; seen && !o.Done {
				t.Errorf("the job failed: %s", o.Why)
			}
		case <-patience:
			t.Fatalf("no %s ran", kind)
		}
	}
	cancel()
	must(t, <-ended)
}
