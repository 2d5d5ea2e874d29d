package intake

import (
	"fmt"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/report"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/audit"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/id"
	"github.com/dondoc/dondoc/internal/foundation/validate"
	"github.com/dondoc/dondoc/internal/testkit/dbtest"
)

// demoDesk writes papers that say no more than what they are of: how they look is another package's business.
func demoDesk() DemoDesk {
	write := func(of meeting.PaperOf) (meeting.File, error) {
		return meeting.File{Name: string(of.Paper.Kind) + ".docx", Bytes: fmt.Appendf(nil, "%s %s %d %s %v", of.Paper.Kind, of.Record.Meeting.ID, of.Paper.Number, of.Paper.Text, of.Record.Blocks)}, nil
	}
	return DemoDesk{Render: write, Builtin: write}
}

func demoDeps(t *testing.T, today string) org.Deps {
	t.Helper()
	v, err := validate.New()
	if err != nil {
		t.Fatal(err)
	}
	d, err := calendar.ParseISO(today)
	if err != nil {
		t.Fatal(err)
	}
	now := d.Start().Add(6 * time.Hour) // early: what happens today must not be dropped
	return org.Deps{DB: dbtest.Tx(t), Clock: func() time.Time { return now }, NewID: id.Random, Validate: v}
}

// The invented district must show everything there is to show, in every half-year, whenever it is loaded.
func TestDemoShowsEverything(t *testing.T) {
	t.Parallel()
	for _, today := range []string{"2026-11-22", "2026-06-20", "2027-05-12"} {
		t.Run(today, func(t *testing.T) {
			t.Parallel()
			d := demoDeps(t, today)
			if made, err := NewService(d).LoadDemo(t.Context(), access.System("test"), demoDesk()); err != nil || !made {
				t.Fatalf("made %v, %v", made, err)
			}
			if made, err := NewService(d).LoadDemo(t.Context(), access.System("test"), demoDesk()); err != nil || made {
				t.Errorf("a second time: made %v, %v", made, err)
			}
			c, err := org.CommitteeByCode(t.Context(), d.DB, DemoCode)
			if err != nil {
				t.Fatal(err)
			}
			seen := map[task.Timing]bool{}
			p := calendar.HalfYearOf(d.Clock.Today(), calendar.SchemeCalendar)
			for range 4 {
				demoPeriod(t, d, c, p, seen)
				p = p.Previous()
			}
			for _, class := range task.Timings() {
				if !seen[class] {
					t.Errorf("no task is %s today", class)
				}
			}
			demoMoves(t, d.DB, c.ID)
			demoPapers(t, d.DB, c.ID)
			demoRowsAreFolds(t, d.DB, c.ID)
			if _, err := audit.Verify(t.Context(), d.DB, c.ID); err != nil {
				t.Error(err)
			}
		})
	}
}

func demoPeriod(t *testing.T, d org.Deps, c org.Committee, p calendar.Period, seen map[task.Timing]bool) {
	t.Helper()
	by := access.System("test")
	err := report.NewService(d).WithTasks(t.Context(), by, report.Query{Committee: c.ID, Period: p.Code}, func(h report.HalfYear, walk report.Walk) error {
		for _, i := range h.Identities {
			if !i.Holds {
				t.Errorf("%s: %s: %d is not %v", p.Code, i.Key, i.Left, i.Right)
			}
		}
		if h.Totals.Total < 60 || h.Totals.Waiting == 0 || h.Totals.SentBack == 0 || h.TwoLeads() == 0 || h.NoLead.Total == 0 || h.Shortcomings.Repeated == 0 && p.Code > "2025" {
			t.Errorf("%s: total %d, waiting %d, sent back %d, two leads %d, no lead %d, repeated %d", p.Code,
				h.Totals.Total, h.Totals.Waiting, h.Totals.SentBack, h.TwoLeads(), h.NoLead.Total, h.Shortcomings.Repeated)
		}
		classes := map[task.Timing]bool{}
		err := walk(func(r report.TaskRow) error { classes[r.Timing], seen[r.Timing] = true, true; return nil })
		for _, class := range task.Timings() {
			if !classes[class] {
				t.Errorf("%s: no task is %s", p.Code, class)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// demoMoves: every move happens, some are written down late, one task is extended, one unit was merged.
func demoMoves(t *testing.T, q database.Querier, c access.CommitteeID) {
	t.Helper()
	rows, err := q.Query(t.Context(), `SELECT DISTINCT kind FROM task_event WHERE committee_id = $1`, c)
	if err != nil {
		t.Fatal(err)
	}
	kinds, err := pgx.CollectRows(rows, pgx.RowTo[task.EventKind])
	if err != nil {
		t.Fatal(err)
	}
	have := map[task.EventKind]bool{}
	for _, k := range kinds {
		have[k] = true
	}
	for _, m := range task.Moves() {
		if !have[m.Event] && m.Event != task.EvDeadlineSet {
			t.Errorf("nothing was ever %s", m.Event)
		}
	}
	var late, merged int
	err = q.QueryRow(t.Context(), `SELECT (SELECT count(*) FROM task_event WHERE committee_id = $1 AND (recorded_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date > effective_on),
		(SELECT count(*) FROM unit_succession s JOIN unit u ON u.id = s.from_unit_id WHERE u.owner_committee_id = $1)`, c).Scan(&late, &merged)
	if err != nil || late == 0 || merged == 0 {
		t.Errorf("%d back-dated events, %d mergers, %v", late, merged, err)
	}
}

func demoRowsAreFolds(t *testing.T, q database.Querier, c access.CommitteeID) {
	t.Helper()
	var wrong int
	err := q.QueryRow(t.Context(), `SELECT count(*) FROM task t FULL JOIN task_at($1, '2100-01-01', '2100-01-01') f ON f.task_id = t.id
		WHERE t.committee_id = $1 AND (f.task_id IS NULL OR (t.state, t.sent_back, t.completed_on, t.due_on, t.deadline_kind, t.last_seq)
			IS DISTINCT FROM (f.state, f.sent_back, f.completed_on, f.due_on, f.deadline_kind, f.last_seq))`, c).Scan(&wrong)
	if err != nil || wrong > 0 {
		t.Errorf("%d rows are not the fold of their events, %v", wrong, err)
	}
}

func TestLargeIsBuiltOnceAndCanBeTakenUpAgain(t *testing.T) {
	t.Parallel()
	d := demoDeps(t, "2026-11-22")
	for _, l := range []Large{{Committees: 2, Tasks: 80}, {Committees: 3, Tasks: 80}} {
		last := 0
		if err := NewService(d).LoadLarge(t.Context(), access.System("test"), l, func(n int) { last = n }); err != nil || last != l.Committees {
			t.Fatalf("told %d of %d, %v", last, l.Committees, err)
		}
	}
	var tasks, events, classes int
	err := d.DB.QueryRow(t.Context(), `SELECT (SELECT count(*) FROM task), (SELECT count(*) FROM task_event), (SELECT count(DISTINCT state) FROM task)`).Scan(&tasks, &events, &classes)
	if err != nil || tasks != 240 || events < 3*tasks || classes < 6 {
		t.Errorf("%d tasks, %d events, %d states, %v", tasks, events, classes, err)
	}
}

// demoPapers: every paper and every act around a record has its example.
func demoPapers(t *testing.T, q database.Querier, c access.CommitteeID) {
	t.Helper()
	for what, sql := range map[string]string{
		"task that cures something open": `SELECT count(*) FROM task_cures c JOIN shortcoming s ON s.committee_id = c.committee_id AND s.id = c.shortcoming_id
			WHERE c.committee_id = $1 AND s.state <> 'cured'`,
		"conclusion without a task": `SELECT count(*) FROM block b WHERE b.committee_id = $1 AND b.kind = 'conclusion'
			AND NOT EXISTS (SELECT 1 FROM task t WHERE t.committee_id = b.committee_id AND t.source_block_id = b.id)`,
		"issued meeting":              `SELECT count(*) FROM meeting WHERE committee_id = $1 AND state = 'issued'`,
		"meeting signed by one":       `SELECT count(*) FROM meeting WHERE committee_id = $1 AND state = 'signed_secretary'`,
		"circulated meeting":          `SELECT count(*) FROM meeting WHERE committee_id = $1 AND state = 'circulated'`,
		"open comment":                `SELECT count(*) FROM block_comment WHERE committee_id = $1 AND state = 'open'`,
		"answered comment":            `SELECT count(*) FROM block_comment WHERE committee_id = $1 AND state = 'answered'`,
		"comment taken over":          `SELECT count(*) FROM block_comment WHERE committee_id = $1 AND state = 'taken_over'`,
		"signature":                   `SELECT count(*) FROM signature WHERE committee_id = $1`,
		"issued notice":               `SELECT count(*) FROM meeting_paper WHERE committee_id = $1 AND kind = 'notice' AND state = 'issued'`,
		"issued invitation":           `SELECT count(*) FROM meeting_paper WHERE committee_id = $1 AND kind = 'invitation' AND state = 'issued'`,
		"issued supplement":           `SELECT count(*) FROM meeting_paper WHERE committee_id = $1 AND kind = 'supplement' AND state = 'issued'`,
		"void number":                 `SELECT count(*) FROM paper_number WHERE committee_id = $1 AND void`,
		"second run of numbers":       `SELECT count(DISTINCT series) - 1 FROM paper_number WHERE committee_id = $1 AND kind = 'minutes'`,
		"template of its own":         `SELECT count(*) FROM document_template WHERE committee_id = $1`,
		"date that was told and left": `SELECT count(*) FROM meeting_date WHERE committee_id = $1 AND kind = 'moved'`,
		"point that made itself":      `SELECT count(*) FROM agenda_item WHERE committee_id = $1 AND title LIKE 'Rà soát nhiệm vụ%'`,
		"point to be prepared":        `SELECT count(*) FROM agenda_item WHERE committee_id = $1 AND prepare_by IS NOT NULL`,
	} {
		var n int
		if err := q.QueryRow(t.Context(), sql, c).Scan(&n); err != nil || n < 1 {
			t.Errorf("no %s: %d, %v", what, n, err)
		}
	}
}
