package bench

import (
	"fmt"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/report"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/deadline"
	"github.com/dondoc/dondoc/internal/foundation/id"
	"github.com/dondoc/dondoc/internal/testkit/dbtest"
)

// pastBuilder makes a committee with a long past.
type pastBuilder struct {
	deps        org.Deps
	tasks, days int
	units       []access.UnitID
	committee   access.CommitteeID
}

func (b *pastBuilder) build(t testing.TB, pool *pgxpool.Pool, code string) access.CommitteeID {
	t.Helper()
	by, register := access.System("bench"), org.NewService(b.deps)
	c, err := register.CreateCommittee(t.Context(), by, org.CommitteeInput{
		ID: access.CommitteeID(id.Random()), Code: code, Name: "Ban Chỉ đạo đo báo cáo (hư cấu)", ShortName: "BCĐ đo", Level: org.Commune, DocumentSystem: org.StateDocuments,
	})
	must(t, err)
	b.committee = c.ID
	for i := range 20 {
		u, err := register.CreateUnit(t.Context(), by, org.UnitInput{ID: access.UnitID(id.Random()), Owner: c.ID, Code: fmt.Sprintf("%s-%d", code, i+1), Kind: "commune", Name: fmt.Sprintf("Đơn vị đo %d", i+1)})
		must(t, err)
		b.units = append(b.units, u.ID)
	}
	for from := 0; from < b.tasks; from += 5000 {
		var all []task.Whole
		for i := from; i < min(from+5000, b.tasks); i++ {
			all = append(all, b.one(t, i))
		}
		must(t, database.InTx(t.Context(), pool, func(tx database.Tx) error { return task.CopyIn(t.Context(), tx, all) }))
	}
	_, err = pool.Exec(t.Context(), `VACUUM ANALYZE task, task_assignee, task_event`)
	must(t, err)
	return c.ID
}

// one is the i-th task: given, reported on, and mostly confirmed.
func (b *pastBuilder) one(t testing.TB, i int) task.Whole {
	t.Helper()
	now := calendar.DateOf(b.deps.Clock())
	given := now.AddDays(i*b.days/b.tasks - b.days)
	due, done := given.AddDays(60+i%90), given.AddDays(30+i%90)
	w := task.Whole{Task: task.Task{
		Committee: b.committee, ID: task.ID(id.Random()), Number: i + 1, Form: task.Single, Source: task.Source{Kind: task.FromUnknown},
		Text: fmt.Sprintf("Nhiệm vụ đo số %d", i+1), Wording: "verbatim", GivenOn: given, CreatedAt: given.Start(),
		Deadline: deadline.Meaning{Words: "trước ngày " + due.VN(), Kind: deadline.KindDate, Due: due},
	}}
	event := func(k task.EventKind, s task.State, on calendar.Date) *task.Event {
		w.Events = append(w.Events, task.Event{ID: task.EventID(id.Random()), Kind: k, State: s, EffectiveOn: on, RecordedAt: on.Start().Add(time.Hour), Login: "bench"})
		return &w.Events[len(w.Events)-1]
	}
	e := event(task.EvRecorded, task.Recorded, given)
	e.SetsDue, e.DueOn, e.DueKind, e.SetsLeads = true, due, "date", true
	e = event(task.EvAssigned, task.Assigned, given)
	e.SetsLeads, e.Assignees = true, []task.Assignee{{Role: task.Lead, Unit: b.units[i%len(b.units)]}}
	if i%10 != 0 && done.AddDays(2).Before(now) {
		reported := event(task.EvReported, task.Reported, done.AddDays(1))
		reported.CompletedOn, reported.Actions = done, "Đã làm xong"
		event(task.EvConfirmed, task.Confirmed, done.AddDays(2)).CompletedOn = done
	}
	must(t, w.Settle(now))
	return w
}

// mostReportStatements is what a report may cost: letterhead, periods, one grouped statement of figures, the short lists, the comparison.
const mostReportStatements = 16

func TestAReportCostsOneGroupedStatementHoweverManyTables(t *testing.T) {
	t.Parallel()
	url := dbtest.URL(t)
	tp := &tape{}
	pool := taped(t, url, tp)
	b := pastBuilder{deps: deps(t, pool), tasks: 400, days: 700}
	c := b.build(t, pool, "do-nho")
	reports := report.NewService(b.deps)
	all := tp.record(func() {
		if _, err := reports.HalfYear(t.Context(), access.System("bench"), report.Query{Committee: c, Period: "2026-H1"}); err != nil {
			t.Fatal(err)
		}
	})
	populations := 0
	for _, s := range all {
		if len(s.SQL) > 4 && s.SQL[:4] == "WITH" {
			populations++
		}
	}
	if populations != 3 || len(all) > mostReportStatements {
		for _, s := range all {
			t.Logf("%.120s", s.SQL)
		}
		t.Errorf("%d statements, %d of them count; want 3 (the period and the two beside it) of at most %d", len(all), populations, mostReportStatements)
	}
	f, err := reports.Freeze(t.Context(), access.System("bench"), report.FreezeInput{ID: report.FreezeID(id.Random()), Committee: c, Period: "2026-H1"})
	must(t, err)
	all = tp.record(func() {
		if _, err := reports.HalfYear(t.Context(), access.System("bench"), report.Query{Committee: c, Period: "2026-H1", Frozen: f.Number}); err != nil {
			t.Fatal(err)
		}
	})
	if len(all) > 4 {
		t.Errorf("%d statements for a frozen report", len(all))
	}
}
