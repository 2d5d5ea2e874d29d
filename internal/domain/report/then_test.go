package report_test

import (
	"testing"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/report"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

func (d *desk) overview(t *testing.T, by access.Actor, on org.AsOf) report.Overview {
	t.Helper()
	o, err := d.reports.Overview(t.Context(), by, d.c, on)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// The first page of a day gone by counts what stood then, and the present one is the same whichever way it is asked for.
func TestOverviewAsOf(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	k := d.order(t, "2020-07-01") // due 2020-09-30
	d.order(t, "2020-11-01", func(in *task.NewTask) { in.Deadline = "trước ngày 15/12/2020" })
	d.act(t, k, "2020-12-01", task.EvReported, func(a *task.Act) { a.On, a.CompletedOn = day(t, "2020-10-05"), day(t, "2020-10-05") })
	d.now = day(t, "2020-12-10").Start()
	for name, c := range map[string]struct {
		at                               org.AsOf
		open, overdue, waiting, deciding int
	}{
		"now":                          {org.AsOf{}, 2, 1, 1, 1},
		"in August":                    {org.AsOf{Day: day(t, "2020-08-01")}, 1, 0, 0, 0},
		"in October, by what is known": {org.AsOf{Day: day(t, "2020-10-20")}, 1, 1, 1, 1},
		"in October, as it was known":  {org.AsOf{Day: day(t, "2020-10-20"), Known: day(t, "2020-10-20").End()}, 1, 1, 0, 0},
		"before anything":              {org.AsOf{Day: day(t, "2020-06-01")}, 0, 0, 0, 0},
	} {
		o := d.overview(t, d.head, c.at)
		if o.Open != c.open || o.Counts[task.Overdue] != c.overdue || o.Waiting != c.waiting || o.Deciding != c.deciding {
			t.Errorf("%s: open %d, overdue %d, waiting %d, deciding %d; want %+v", name, o.Open, o.Counts[task.Overdue], o.Waiting, o.Deciding, c)
		}
		for _, todo := range o.Todo {
			if (todo.Version > 0) != c.at.Day.IsZero() {
				t.Errorf("%s: a task of version %d: only the present can be decided on", name, todo.Version)
			}
		}
	}
	silent, err := d.reports.SilentUnits(t.Context(), d.head, d.c, org.AsOf{Day: day(t, "2020-10-01"), Known: day(t, "2020-10-01").End()}, org.ListQuery{})
	if err != nil || silent.Total != 1 || silent.Rows[0].Days != 92 || silent.Rows[0].Open != 1 {
		t.Errorf("silent on 1 October: %+v, %v", silent, err)
	}
	if _, err := d.reports.Overview(t.Context(), access.Actor{}, d.c, org.AsOf{Day: day(t, "2020-08-01")}); fault.KindOf(err) != fault.NotFound {
		t.Errorf("a stranger: %v", err)
	}
	if _, err := d.reports.Overview(t.Context(), d.head, d.c, org.AsOf{Day: day(t, "2020-12-11")}); fault.KindOf(err) != fault.Invalid {
		t.Errorf("tomorrow: %v", err)
	}
	other := access.Actor{Grants: []access.Grant{{Committee: d.c, Role: access.Focal}}, Units: d.units[1:]}
	if o := d.overview(t, other, org.AsOf{Day: day(t, "2020-10-20")}); o.Open != 0 {
		t.Errorf("a focal person of another unit counts %d", o.Open)
	}
}

// What a member leads in person, and what falls due before the next meeting.
func TestOverviewOfPromisesAndTheNextMeeting(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	me := access.PersonID(id.Random())
	d.exec(t, `INSERT INTO person (id, full_name, sort_name, search_key, created_hash) VALUES ($1, 'Trần Ví Dụ', '', '', '')`, me)
	d.exec(t, `INSERT INTO membership (committee_id, id, person_id, role, title, position_order, created_hash) VALUES ($1, $2, $3, 'head', 'Trưởng ban', 1, '')`, d.c, id.Random(), me)
	d.order(t, "2020-07-01")
	d.order(t, "2020-07-02", func(in *task.NewTask) { in.Assignees[0] = task.Assignee{Role: task.Lead, Person: me} })
	d.exec(t, `INSERT INTO meeting (committee_id, id, number, kind, title, held_on, state, search_key, created_at, created_hash)
		VALUES ($1, $2, 1, 'briefing', 'Giao ban', '2020-10-01', 'planned', '', now(), '')`, d.c, id.Random())
	d.now = day(t, "2020-09-01").Start()
	head := d.head
	head.Person = me
	o := d.overview(t, head, org.AsOf{})
	if o.Promises.Count != 1 || len(o.Promises.First) != 1 || o.Promises.First[0].Number != 2 {
		t.Errorf("promises %+v", o.Promises)
	}
	if o.Next.Title != "Giao ban" || o.Before.Count != 2 {
		t.Errorf("before %+v: %+v", o.Next, o.Before)
	}
	list := func(q task.ListQuery) int {
		q.Committee = d.c
		page, err := d.tasks.List(t.Context(), head, q)
		if err != nil {
			t.Fatal(err)
		}
		return page.Total
	}
	if n := list(task.ListQuery{Open: true, LeadBy: me}); n != o.Promises.Count {
		t.Errorf("the list of promises holds %d", n)
	}
	if n := list(task.ListQuery{Open: true, DueFrom: day(t, "2020-09-01"), DueTo: o.Next.HeldOn}); n != o.Before.Count {
		t.Errorf("the list of what falls due holds %d", n)
	}
	focal := access.Actor{Grants: []access.Grant{{Committee: d.c, Role: access.Focal}}, Units: d.units[:1]}
	if o := d.overview(t, focal, org.AsOf{}); o.Next.Number != 0 || o.Promises.Count != 0 {
		t.Errorf("a focal person is shown %+v", o)
	}
}
