package report_test

import (
	"testing"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/report"
	"github.com/dondoc/dondoc/internal/domain/shortcoming"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

// chained is a desk with one whole chain: a remark that raised a shortcoming, a conclusion that gave a task to cure it, another unit's
// task for the same shortcoming, and a task that has nothing to do with either.
func chained(t *testing.T) (d *desk, remark, conclusion meeting.BlockID) {
	t.Helper()
	d = newDesk(t)
	m, named := meeting.ID(id.Random()), shortcoming.ID(id.Random())
	remark, conclusion = meeting.BlockID(id.Random()), meeting.BlockID(id.Random())
	d.exec(t, `INSERT INTO meeting (committee_id, id, number, kind, title, held_on, place, state, search_key, created_at, created_hash)
		VALUES ($1, $2, 1, 'briefing', 'Giao ban', '2020-07-01', 'Trụ sở', 'draft', '', now(), '')`, d.c, m)
	for i, b := range []meeting.BlockID{remark, conclusion} {
		d.exec(t, `INSERT INTO block (committee_id, id, meeting_id, position, kind, speaker, text, wording, search_key, created_hash) VALUES ($1, $2, $3, $4, $5, 'Trần Ví Dụ', $6, 'verbatim', '', '')`,
			d.c, b, m, i, []string{"speech", "conclusion"}[i], []string{"Thu chưa công khai", "Giao công khai"}[i])
	}
	d.exec(t, `INSERT INTO shortcoming (committee_id, id, number, meeting_id, block_id, position, text, wording, nature, state, raised_on, search_key, created_at, created_hash)
		VALUES ($1, $2, 1, $3, $4, 1, 'Chậm công khai khoản thu', 'verbatim', 'defect', 'open', '2020-07-01', '', now(), '')`, d.c, named, m, remark)
	k := d.order(t, "2020-07-01", func(in *task.NewTask) {
		in.Source, in.Cures = task.Source{Kind: task.FromConclusion, Meeting: m, Block: conclusion}, []shortcoming.ID{named}
	})
	d.order(t, "2020-07-01", func(in *task.NewTask) { in.Assignees[0].Unit, in.Cures = d.units[1], []shortcoming.ID{named} })
	d.order(t, "2020-07-01")
	d.act(t, k, "2020-08-01", task.EvProgress)
	return d, remark, conclusion
}

func TestThreadFromAnyOfItsLinks(t *testing.T) {
	t.Parallel()
	d, remark, conclusion := chained(t)
	for name, of := range map[string]report.ThreadOf{"the task": {Task: 1}, "the shortcoming": {Shortcoming: 1}, "the remark": {Line: remark}, "the conclusion": {Line: conclusion}} {
		th, err := d.reports.Thread(t.Context(), d.head, d.c, of)
		if err != nil {
			t.Fatalf("from %s: %v", name, err)
		}
		if len(th.Remarks) != 1 || th.Remarks[0].ID != remark || len(th.Shortcomings) != 1 || len(th.Conclusions) != 1 || th.Conclusions[0].ID != conclusion || len(th.Tasks) != 2 {
			t.Errorf("from %s: %d remarks, %d shortcomings, %d conclusions, %d tasks", name, len(th.Remarks), len(th.Shortcomings), len(th.Conclusions), len(th.Tasks))
			continue
		}
		k, s := th.Tasks[0], th.Shortcomings[0]
		if k.Line != conclusion || len(k.Shortcomings) != 1 || len(k.Events) != 3 || k.Period != "2020-H2" || s.Line != remark || len(s.Tasks) != 2 {
			t.Errorf("from %s: the links do not meet: %+v, %+v", name, k, s)
		}
	}
}

func TestThreadShowsNobodyMoreThanIsTheirs(t *testing.T) {
	t.Parallel()
	d, remark, conclusion := chained(t)
	focal := access.Actor{Grants: []access.Grant{{Committee: d.c, Role: access.Focal}}, Units: d.units[:1]}
	th, err := d.reports.Thread(t.Context(), focal, d.c, report.ThreadOf{Task: 1})
	if err != nil || len(th.Tasks) != 1 || len(th.Shortcomings) != 1 || len(th.Remarks) != 0 || len(th.Conclusions) != 1 {
		t.Errorf("a focal person: %+v, %v", th, err)
	}
	observer := access.Actor{Grants: []access.Grant{{Committee: d.c, Role: access.Observer}}}
	for name, c := range map[string]struct {
		by access.Actor
		of report.ThreadOf
	}{
		"a stranger":                              {access.Actor{}, report.ThreadOf{Task: 1}},
		"a focal person, another unit's task":     {focal, report.ThreadOf{Task: 2}},
		"a focal person, a remark":                {focal, report.ThreadOf{Line: remark}},
		"an observer, of a record not yet issued": {observer, report.ThreadOf{Line: conclusion}},
		"no such task":                            {d.head, report.ThreadOf{Task: 99}},
		"nothing":                                 {d.head, report.ThreadOf{}},
	} {
		if th, err := d.reports.Thread(t.Context(), c.by, d.c, c.of); fault.KindOf(err) != fault.NotFound {
			t.Errorf("%s: %+v, %v", name, th, err)
		}
	}
	d.exec(t, `UPDATE meeting SET state = 'issued' WHERE committee_id = $1`, d.c)
	th, err = d.reports.Thread(t.Context(), observer, d.c, report.ThreadOf{Task: 1})
	if err != nil || len(th.Tasks) != 1 || len(th.Remarks) != 1 || len(th.Shortcomings) != 1 {
		t.Errorf("an observer of an issued record: %+v, %v", th, err)
	}
}

// The charts' tables add up to the figures of the report.
func TestTrendsAddUp(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.order(t, "2020-07-01")
	done := d.act(t, d.order(t, "2020-07-02"), "2020-10-05", task.EvReported, func(a *task.Act) { a.CompletedOn = day(t, "2020-08-20") })
	d.act(t, done, "2020-10-06", task.EvConfirmed)
	late := d.act(t, d.order(t, "2020-07-03"), "2020-10-07", task.EvReported)
	d.act(t, late, "2020-10-08", task.EvConfirmed)
	d.now = day(t, "2020-12-01").Start()
	h := d.report(t, report.Query{Period: "2020-H2"})
	months, overdue := 0, 0
	for _, m := range h.ByMonth {
		months += m.InTime + m.Late
	}
	for _, a := range h.Ages {
		overdue += a.Overdue
	}
	if months != h.Totals.Done || overdue != h.Totals.Overdue || h.Totals.Done != 2 || h.Totals.Overdue != 1 {
		t.Errorf("by month %d of %d done, by age %d of %d overdue", months, h.Totals.Done, overdue, h.Totals.Overdue)
	}
	if len(h.ByMonth) != 2 || h.ByMonth[0].Month != day(t, "2020-08-01") || h.ByMonth[0].InTime != 1 || h.ByMonth[1].Late != 1 {
		t.Errorf("by month %+v", h.ByMonth)
	}
	if len(h.Ages) != 4 || h.Ages[2] != (report.AgeRow{From: 31, Overdue: 1}) {
		t.Errorf("by age %+v", h.Ages)
	}
}
