package work_test

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

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
	"github.com/dondoc/dondoc/internal/foundation/id"
	"github.com/dondoc/dondoc/internal/foundation/jobs"
	"github.com/dondoc/dondoc/internal/foundation/validate"
	"github.com/dondoc/dondoc/internal/surface/work"
	"github.com/dondoc/dondoc/internal/testkit/dbtest"
)

// house is the services of one test, as of a day.
type house struct {
	pool *pgxpool.Pool
	org.Deps
}

func open(t *testing.T, pool *pgxpool.Pool, on string) house {
	t.Helper()
	day, err := calendar.ParseISO(on)
	if err != nil {
		t.Fatal(err)
	}
	v, err := validate.New()
	if err != nil {
		t.Fatal(err)
	}
	clock := func() time.Time { return day.Start().Add(8 * time.Hour) }
	return house{pool, org.Deps{DB: pool, Clock: clock, NewID: id.Random, Validate: v}}
}

func (h house) committee(t *testing.T, code string) access.CommitteeID {
	t.Helper()
	c, err := org.NewService(h.Deps).CreateCommittee(t.Context(), access.System("test"), org.CommitteeInput{
		ID: access.CommitteeID(id.Random()), Code: code, Name: "Ban chỉ đạo mẫu", ShortName: "BCĐ mẫu", Level: org.District, DocumentSystem: org.StateDocuments,
	})
	if err != nil {
		t.Fatal(err)
	}
	return c.ID
}

// series records a recurring task given on the day of the house, and reports how many occurrences were made at once.
func (h house) series(t *testing.T, c access.CommitteeID, words string) int {
	t.Helper()
	s, err := task.NewService(h.Deps).Create(t.Context(), access.System("test"), task.NewTask{
		ID: task.ID(id.Random()), Committee: c, Text: "Báo cáo tình hình", Wording: "reported", Deadline: words, GivenOn: h.Clock.Today(),
	})
	if err != nil {
		t.Fatal(err)
	}
	if s.Form != task.Series {
		t.Fatalf("%q made a %s, not a series", words, s.Form)
	}
	return len(h.days(t, c))
}

// days are the days of a committee's occurrences, in order.
func (h house) days(t *testing.T, c access.CommitteeID) []string {
	t.Helper()
	rows, err := h.pool.Query(t.Context(), `SELECT occurs_on FROM task WHERE committee_id = $1 AND form = 'occurrence' ORDER BY occurs_on`, c)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var days []string
	for rows.Next() {
		var d calendar.Date
		if err := rows.Scan(&d); err != nil {
			t.Fatal(err)
		}
		days = append(days, d.String())
	}
	if rows.Err() != nil {
		t.Fatal(rows.Err())
	}
	return days
}

// work lets the jobs run until each of the daily ones has been tried once, and returns what became of them.
func (h house) work(t *testing.T) map[string]jobs.Outcome {
	t.Helper()
	blobs, err := blob.Open(t.TempDir(), id.Random)
	if err != nil {
		t.Fatal(err)
	}
	w := work.New(work.Deps{
		Log: slog.New(slog.DiscardHandler), Orgs: org.NewService(h.Deps), Tasks: task.NewService(h.Deps), Reports: report.NewService(h.Deps), Accounts: account.NewService(h.Deps, account.Options{}),
		Sessions: account.NewSessionStore(h.pool, h.Clock), Blobs: blobs, Attach: attach.NewService(h.Deps, blobs), Clock: h.Clock, Exports: export.NewService(h.Deps, blobs, nil),
		Reminders: remind.NewService(h.Deps, meeting.NewService(h.Deps), task.NewService(h.Deps)),
	})
	q, err := jobs.New(h.pool, jobs.Options{Log: slog.New(slog.DiscardHandler), Work: w})
	if err != nil {
		t.Fatal(err)
	}
	outcomes, stop := q.Outcomes()
	defer stop()
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- q.Run(ctx) }()
	seen := map[string]jobs.Outcome{}
	for len(seen) < 5 {
		select {
		case o := <-outcomes:
			seen[o.Kind] = o
		case <-time.After(30 * time.Second):
			t.Fatalf("only %v ran", seen)
		}
	}
	cancel()
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	return seen
}

func TestOccurrencesAreMadeAsTimeGoesOn(t *testing.T) {
	t.Parallel()
	pool := dbtest.Fresh(t)
	january := open(t, pool, "2026-01-10")
	one, other, none := january.committee(t, "bcd-mot"), january.committee(t, "bcd-hai"), january.committee(t, "bcd-ba")
	if n := january.series(t, one, "báo cáo hằng quý"); n != 4 {
		t.Fatalf("%d occurrences at once, want one for each quarter of 2026", n)
	}
	january.series(t, other, "báo cáo hằng năm")
	august := open(t, pool, "2026-08-03")
	for range 2 { // the second time finds nothing to do
		if o := august.work(t)["occurrences"]; !o.Done {
			t.Fatalf("the job failed: %s", o.Why)
		}
		if got := august.days(t, one); len(got) != 6 || got[5] != "2027-06-30" {
			t.Errorf("in August the series reaches to %v, want the end of the next half-year", got)
		}
	}
	if got := august.days(t, none); len(got) != 0 {
		t.Errorf("a committee without series got %v", got)
	}
	var login string
	err := pool.QueryRow(t.Context(), `SELECT DISTINCT login FROM audit_entry WHERE committee_id = $1 AND recorded_at > '2026-02-01'`, one).Scan(&login)
	if err != nil || login != "job:occurrences" {
		t.Errorf("the audit says %q did it (%v)", login, err)
	}
}

func TestWhatHasExpiredIsRemoved(t *testing.T) {
	t.Parallel()
	pool := dbtest.Fresh(t)
	h := open(t, pool, "2026-03-02")
	accounts := account.NewService(h.Deps, account.Options{})
	if _, needed, err := accounts.EnsureSetup(t.Context()); err != nil || !needed {
		t.Fatalf("set-up link: %v %v", needed, err)
	}
	count := func() int {
		n := 0
		if err := pool.QueryRow(t.Context(), `SELECT count(*) FROM one_time_link`).Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	if o := h.work(t)["sweep"]; !o.Done || count() != 1 {
		t.Errorf("on the same day: %+v, %d links", o, count())
	}
	if o := open(t, pool, "2026-03-04").work(t)["sweep"]; !o.Done || count() != 0 {
		t.Errorf("two days later: %+v, %d links", o, count())
	}
}

func TestNamesBeginOnTheirDay(t *testing.T) {
	t.Parallel()
	pool := dbtest.Fresh(t)
	h := open(t, pool, "2026-03-02")
	by := access.System("test")
	orgs := org.NewService(h.Deps)
	u, err := orgs.CreateUnit(t.Context(), by, org.UnitInput{ID: access.UnitID(id.Random()), Code: "xa-mau", Kind: "commune", Name: "Xã Mẫu"})
	if err != nil {
		t.Fatal(err)
	}
	_, err = orgs.RenameUnit(t.Context(), by, org.RenameInput{ID: u.ID, Version: u.Version, Name: "Phường Mẫu", From: calendar.NewDate(2026, 3, 10), Act: "NQ mẫu"})
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range [][2]string{{"2026-03-09", "Xã Mẫu"}, {"2026-03-10", "Phường Mẫu"}} {
		day, want := tt[0], tt[1]
		h := open(t, pool, day)
		if o := h.work(t)["unit_names"]; !o.Done {
			t.Fatalf("the job failed: %s", o.Why)
		}
		var name string
		if err := pool.QueryRow(t.Context(), `SELECT name FROM unit WHERE id = $1`, u.ID).Scan(&name); err != nil || name != want {
			t.Errorf("on %s the unit is called %q, want %q (%v)", day, name, want, err)
		}
	}
}

func TestOneCommitteesTroubleDoesNotStopTheOthers(t *testing.T) {
	t.Parallel()
	pool := dbtest.Fresh(t)
	january := open(t, pool, "2026-01-10")
	one, other := january.committee(t, "bcd-mot"), january.committee(t, "bcd-hai")
	january.series(t, one, "báo cáo hằng quý")
	january.series(t, other, "báo cáo hằng quý")
	_, err := pool.Exec(t.Context(), `CREATE FUNCTION no_more() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no more'; END $$;
		CREATE TRIGGER no_more BEFORE INSERT ON task FOR EACH ROW WHEN (NEW.committee_id = '`+one.String()+`') EXECUTE FUNCTION no_more()`)
	if err != nil {
		t.Fatal(err)
	}
	august := open(t, pool, "2026-08-03")
	if o := august.work(t)["occurrences"]; o.Done || o.Why == "" {
		t.Errorf("the failure is not told: %+v", o)
	}
	if a, b := len(august.days(t, one)), len(august.days(t, other)); a != 4 || b != 6 {
		t.Errorf("%d and %d occurrences, want 4 and 6", a, b)
	}
}
