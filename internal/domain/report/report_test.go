package report_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/report"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
	"github.com/dondoc/dondoc/internal/foundation/validate"
	"github.com/dondoc/dondoc/internal/testkit/dbtest"
	"github.com/dondoc/dondoc/internal/testkit/factory"
)

type desk struct {
	db      database.DB
	deps    org.Deps
	reports *report.Service
	tasks   *task.Service
	now     time.Time
	c       access.CommitteeID
	units   []access.UnitID
	head    access.Actor
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	return newDeskIn(t, dbtest.Tx(t))
}

// newDeskIn furnishes a house of the test's own; dbtest.Tx is the one that most share. What is unique in it bears a name no other test uses:
// a second insert of the same code waits until the transaction of the first ends, so tests side by side would stand in line.
func newDeskIn(t *testing.T, db database.DB) *desk {
	t.Helper()
	v, err := validate.New()
	if err != nil {
		t.Fatal(err)
	}
	d := &desk{db: db, now: day(t, "2020-12-31").Start(), c: access.CommitteeID(id.Random())}
	d.deps = org.Deps{DB: d.db, Clock: func() time.Time { return d.now }, NewID: id.Random, Validate: v}
	d.reports, d.tasks = report.NewService(d.deps), task.NewService(d.deps)
	d.exec(t, `INSERT INTO committee (id, code, name, short_name, level, document_system, search_key, created_hash) VALUES ($1, $2, 'Ban Chỉ đạo Mẫu', 'BCĐ Mẫu', 'district', 'party', '', '')`, d.c, "mau-"+d.c.String())
	d.exec(t, `INSERT INTO period_preset (committee_id, valid_from, scheme) VALUES ($1, '2010-01-01', 'cutoff14')`, d.c)
	for _, name := range []string{"Xã Đông", "Xã An"} {
		u := access.UnitID(id.Random())
		d.exec(t, `INSERT INTO unit (id, code, kind, name, short_name, search_key, created_hash) VALUES ($1, $3, 'commune', $2, $2, '', '')`, u, name, "u-"+u.String())
		d.units = append(d.units, u)
	}
	d.head = access.Actor{Login: "head", Grants: []access.Grant{{Committee: d.c, Role: access.Head}}}
	return d
}

func (d *desk) exec(t *testing.T, sql string, args ...any) {
	t.Helper()
	if _, err := d.db.Exec(t.Context(), sql, args...); err != nil {
		t.Fatal(err)
	}
}

func day(t *testing.T, s string) calendar.Date {
	t.Helper()
	v, err := calendar.ParseISO(s)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func (d *desk) report(t *testing.T, q report.Query) report.HalfYear {
	t.Helper()
	q.Committee = d.c
	h, err := d.reports.HalfYear(t.Context(), d.head, q)
	if err != nil {
		t.Fatal(err)
	}
	for _, i := range h.Identities {
		if !i.Holds {
			t.Errorf("identity %s: %d is not %v", i.Key, i.Left, i.Right)
		}
	}
	return h
}

func (d *desk) order(t *testing.T, given string, change ...func(*task.NewTask)) task.Task {
	t.Helper()
	in := task.NewTask{
		ID: task.ID(id.Random()), Committee: d.c, Text: "Việc", Wording: "verbatim", GivenOn: day(t, given), Deadline: "trước ngày 30/9/2020",
		Assignees: []task.Assignee{{Role: task.Lead, Unit: d.units[0]}},
	}
	for _, f := range change {
		f(&in)
	}
	d.now = in.GivenOn.Start().Add(time.Hour)
	k, err := d.tasks.Create(t.Context(), access.System("test"), in)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func (d *desk) act(t *testing.T, k task.Task, on string, event task.EventKind, change ...func(*task.Act)) task.Task {
	t.Helper()
	d.now = day(t, on).Start().Add(time.Hour)
	in := task.Act{ID: task.EventID(id.Random()), Committee: d.c, Task: k.ID, Version: k.Version, Event: event, Note: "lý do", Actions: "đã làm"}
	for _, f := range change {
		f(&in)
	}
	k, err := d.tasks.Act(t.Context(), access.System("test"), in)
	if err != nil {
		t.Fatalf("%s: %v", event, err)
	}
	return k
}

func TestPublishedFigures(t *testing.T) {
	t.Parallel()
	for _, p := range factory.PublishedSets() {
		t.Run(p.Name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t)
			p.Load(t, d.db, d.c, d.units[0])
			h := d.report(t, report.Query{Period: "2020-H2", AsOf: day(t, "2020-12-14")})
			f := h.Totals
			done := p.DoneInTime + p.DoneLate
			want := report.Figures{
				Total: done + p.Open + p.Overdue, Done: done, DoneInTime: p.DoneInTime, DoneLate: p.DoneLate,
				NotDone: p.Open + p.Overdue, InTime: p.Open, Overdue: p.Overdue, Due: done + p.Overdue, DueDone: done,
			}
			if f != want {
				t.Errorf("figures\n got  %+v\n want %+v", f, want)
			}
			if len(h.ByUnit) != 1 || h.ByUnit[0].Figures != want || h.ByUnit[0].FirstNamed != want.Total {
				t.Errorf("by unit %+v", h.ByUnit)
			}
			listed := 0
			err := d.reports.WithTasks(t.Context(), d.head, report.Query{Committee: d.c, Period: "2020-H2", AsOf: day(t, "2020-12-14")},
				func(_ report.HalfYear, walk report.Walk) error {
					return walk(func(report.TaskRow) error { listed++; return nil })
				})
			if err != nil || listed != want.Total {
				t.Errorf("listed %d (%v), want %d", listed, err, want.Total)
			}
		})
	}
}

func TestEveryRateStatesItsBase(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	factory.PublishedSets()[0].Load(t, d.db, d.c, d.units[0])
	got := map[string]string{}
	for _, r := range d.report(t, report.Query{Period: "2020-H2", AsOf: day(t, "2020-12-14")}).Rates {
		got[r.Key] = fmt.Sprintf("%d/%d = %.2f", r.Of, r.Base, 100*float64(r.Of)/float64(max(r.Base, 1)))
	}
	for key, want := range map[string]string{
		"rate.overdue_of_done_and_overdue": "223/16274 = 1.37",
		"rate.overdue_of_done":             "223/16051 = 1.39",
		"rate.overdue_of_total":            "223/21914 = 1.02",
	} {
		if got[key] != want {
			t.Errorf("%s: %s, want %s", key, got[key], want)
		}
	}
}

func TestWhatIsCounted(t *testing.T) {
	t.Parallel()
	t.Run("carried in is what was open when the period began; done before is left out; the next period opens as this one closed", func(t *testing.T) {
		t.Parallel()
		d := newDesk(t)
		before := d.order(t, "2020-03-01")
		d.act(t, before, "2020-04-01", task.EvReported)
		done := d.order(t, "2020-03-02")
		d.act(t, d.act(t, done, "2020-04-01", task.EvReported), "2020-04-05", task.EvConfirmed)
		d.order(t, "2020-07-01")
		h := d.report(t, report.Query{Period: "2020-H2", AsOf: day(t, "2020-12-14")})
		if h.CarriedIn != 1 || h.Given != 1 || h.Totals.Total != 2 || h.Totals.Waiting != 1 {
			t.Errorf("carried in %d, given %d, total %d, waiting %d", h.CarriedIn, h.Given, h.Totals.Total, h.Totals.Waiting)
		}
		d.now = day(t, "2021-01-10").Start()
		next := d.report(t, report.Query{Period: "2021-H1"})
		if next.CarriedIn != h.Totals.NotDone {
			t.Errorf("the next period opens with %d, this one closed with %d", next.CarriedIn, h.Totals.NotDone)
		}
	})
	t.Run("two leads count once in the total and in full under each unit", func(t *testing.T) {
		t.Parallel()
		d := newDesk(t)
		d.order(t, "2020-07-01", func(in *task.NewTask) {
			in.Assignees = append(in.Assignees, task.Assignee{Role: task.Lead, Unit: d.units[1]})
		})
		h := d.report(t, report.Query{Period: "2020-H2", AsOf: day(t, "2020-12-14")})
		if h.Totals.Total != 1 || len(h.ByUnit) != 2 || h.ByUnit[0].Figures.Total != 1 || h.ByUnit[1].Figures.Total != 1 || h.TwoLeads() != 1 {
			t.Errorf("total %d, units %+v, difference %d", h.Totals.Total, h.ByUnit, h.TwoLeads())
		}
		if h.ByUnit[0].Name != "Xã An" {
			t.Errorf("units stand as %s, %s", h.ByUnit[0].Name, h.ByUnit[1].Name)
		}
	})
	t.Run("a fan-out parent and a series are not counted, their parts and occurrences are", func(t *testing.T) {
		t.Parallel()
		d := newDesk(t)
		d.order(t, "2020-07-01", func(in *task.NewTask) { in.Assignees, in.Parts = nil, d.units })
		d.order(t, "2020-07-01", func(in *task.NewTask) { in.Deadline = "định kỳ hằng quý" })
		h := d.report(t, report.Query{Period: "2020-H2", AsOf: day(t, "2020-12-14")})
		if h.Totals.Total != 2+2 { // the quarters that end on 30/9 and 31/12
			t.Errorf("total %d, want 4", h.Totals.Total)
		}
	})
	t.Run("no lead, no deadline, continuous, cancelled, paused and sent back each in their place", func(t *testing.T) {
		t.Parallel()
		d := newDesk(t)
		d.order(t, "2020-07-01", func(in *task.NewTask) { in.Assignees, in.Deadline = nil, "" })
		d.order(t, "2020-07-01", func(in *task.NewTask) { in.Deadline = "thường xuyên" })
		d.act(t, d.order(t, "2020-07-01"), "2020-08-01", task.EvCancelled)
		d.act(t, d.order(t, "2020-07-01"), "2020-08-01", task.EvPaused)
		d.act(t, d.act(t, d.order(t, "2020-07-01"), "2020-08-01", task.EvReported), "2020-08-02", task.EvSentBack)
		h := d.report(t, report.Query{Period: "2020-H2", AsOf: day(t, "2020-12-14")})
		f := h.Totals
		if f.Total != 4 || f.Cancelled != 1 || f.Paused != 1 || f.NoDeadline != 2 || f.Continuous != 1 || f.SentBack != 1 || f.Overdue != 1 || h.NoLead.Total != 1 {
			t.Errorf("%+v, no lead %d", f, h.NoLead.Total)
		}
	})
	t.Run("a past date shows the past; what was not known then can be left out", func(t *testing.T) {
		t.Parallel()
		d := newDesk(t)
		k := d.order(t, "2020-07-01")
		k = d.act(t, k, "2020-09-20", task.EvReported)
		d.act(t, k, "2020-10-20", task.EvConfirmed, func(a *task.Act) { a.On, a.CompletedOn = day(t, "2020-09-25"), day(t, "2020-09-20") })
		if f := d.report(t, report.Query{Period: "2020-H2", AsOf: day(t, "2020-09-24")}).Totals; f.Waiting != 1 || f.Done != 0 {
			t.Errorf("on 24/9: %+v", f)
		}
		if f := d.report(t, report.Query{Period: "2020-H2", AsOf: day(t, "2020-10-01")}).Totals; f.DoneInTime != 1 {
			t.Errorf("on 1/10, as known today: %+v", f)
		}
		if f := d.report(t, report.Query{Period: "2020-H2", AsOf: day(t, "2020-10-01"), Known: day(t, "2020-10-01").End()}).Totals; f.Overdue != 1 || f.Waiting != 1 {
			t.Errorf("on 1/10, as known then: %+v", f)
		}
	})
}

func TestFiguresOpenTheirLists(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.order(t, "2020-03-01")
	d.order(t, "2020-07-01", func(in *task.NewTask) { in.Assignees = nil })
	d.act(t, d.order(t, "2020-07-01"), "2020-08-01", task.EvReported)
	q := report.Query{Committee: d.c, Period: "2020-H2", AsOf: day(t, "2020-12-14")}
	h := d.report(t, q)
	for _, name := range report.FigureNames() {
		want, _ := h.Totals.Get(name)
		_, list, err := d.reports.List(t.Context(), d.head, q, report.Behind{Figure: name}, org.ListQuery{})
		if err != nil || list.Total != want || len(list.Rows) != want {
			t.Errorf("%s counts %d, its list holds %d (%v)", name, want, list.Total, err)
		}
	}
	for name, want := range map[string]int{"carried_in": h.CarriedIn, "given": h.Given, "carried_out": h.Totals.NotDone} {
		if _, list, err := d.reports.List(t.Context(), d.head, q, report.Behind{Figure: name}, org.ListQuery{}); err != nil || list.Total != want {
			t.Errorf("%s: %d, want %d (%v)", name, list.Total, want, err)
		}
	}
	if _, list, err := d.reports.List(t.Context(), d.head, q, report.Behind{Figure: "total", NoLead: true}, org.ListQuery{}); err != nil || list.Total != 1 {
		t.Errorf("no lead: %d, %v", list.Total, err)
	}
	if _, _, err := d.reports.List(t.Context(), d.head, q, report.Behind{Figure: "total; DROP TABLE task"}, org.ListQuery{}); fault.KindOf(err) != fault.NotFound {
		t.Errorf("unknown figure: %v", err)
	}
}

func TestWhoReadsReports(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	q := report.Query{Committee: d.c, Period: "2020-H2"}
	for _, tt := range []struct {
		name string
		by   access.Actor
		want fault.Kind
	}{
		{"member", access.Actor{Grants: []access.Grant{{Committee: d.c, Role: access.Member}}}, 0},
		{"observer", access.Actor{Grants: []access.Grant{{Committee: d.c, Role: access.Observer}}}, 0},
		{"focal person", access.Actor{Grants: []access.Grant{{Committee: d.c, Role: access.Focal}}, Units: d.units}, fault.Forbidden},
		{"stranger", access.Actor{}, fault.NotFound},
		{"administrator", access.Actor{Admin: true}, fault.NotFound},
	} {
		_, err := d.reports.HalfYear(context.WithoutCancel(t.Context()), tt.by, q)
		if tt.want == 0 && err != nil || tt.want != 0 && fault.KindOf(err) != tt.want {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
	if _, err := d.reports.HalfYear(t.Context(), d.head, report.Query{Committee: d.c, Period: "2020-H3"}); fault.KindOf(err) != fault.Invalid {
		t.Errorf("no such half-year: %v", err)
	}
	if _, err := d.reports.HalfYear(t.Context(), d.head, report.Query{Committee: d.c, Period: "2020-H2", AsOf: day(t, "2020-06-14")}); fault.Fields(err)["as_of"].Key == "" {
		t.Errorf("as of a day before the period: %v", err)
	}
}
