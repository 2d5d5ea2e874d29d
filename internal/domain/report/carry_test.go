package report_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/dondoc/dondoc/internal/domain/report"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
	"github.com/dondoc/dondoc/internal/testkit/dbtest"
)

// The opening of a period is the closing of the one before, whatever was decided in between: tasks drawn at random are worked on,
// carried over and worked on again, some acts are taken back, and the two reports still agree.
func TestOpeningIsTheClosingBefore(t *testing.T) {
	t.Parallel()
	d := newDeskIn(t, dbtest.Fresh(t))
	rapid.Check(t, func(r *rapid.T) {
		c := access.CommitteeID(id.Random())
		d.exec(t, `INSERT INTO committee (id, code, name, short_name, level, document_system, search_key, created_hash) VALUES ($1, $2, 'Mẫu', 'Mẫu', 'district', 'party', '', '')`, c, "mau-"+c.String())
		d.exec(t, `INSERT INTO period_preset (committee_id, valid_from, scheme) VALUES ($1, '2010-01-01', 'cutoff14')`, c)
		d.c, d.head = c, access.Actor{Login: "head", Grants: []access.Grant{{Committee: c, Role: access.Head}}}
		var tasks []task.Task
		for range rapid.IntRange(1, 6).Draw(r, "tasks") {
			tasks = append(tasks, d.order(t, day(t, "2020-01-10").AddDays(rapid.IntRange(0, 150).Draw(r, "given")).String()))
		}
		d.live(t, r, tasks, "2020-06-14")
		d.carryOver(t, r, tasks)
		d.live(t, r, tasks, "2020-12-14")
		first := d.report(t, report.Query{Period: "2020-H1", AsOf: day(t, "2020-06-14")})
		second := d.report(t, report.Query{Period: "2020-H2", AsOf: day(t, "2020-12-14")})
		if closing := first.Totals.NotDone; second.CarriedIn != closing {
			r.Fatalf("carried in %d, open at the end of the half-year before %d", second.CarriedIn, closing)
		}
		for _, h := range []report.HalfYear{first, second} {
			if total, open := d.folded(t, h); total != h.Totals.Total+h.Totals.Cancelled || open != h.Totals.NotDone {
				r.Fatalf("%s counts %d, of which %d open; the fold of all events %d, %d", h.Period.Code, h.Totals.Total+h.Totals.Cancelled, h.Totals.NotDone, total, open)
			}
		}
	})
}

// live tries random moves up to a day; what the rules refuse does not happen.
func (d *desk) live(t *testing.T, r *rapid.T, tasks []task.Task, until string) {
	t.Helper()
	for i := range tasks {
		for range rapid.IntRange(0, 4).Draw(r, "moves") {
			on := day(t, until).AddDays(-rapid.IntRange(0, 40).Draw(r, "before"))
			if at := on.Start(); at.After(d.now) {
				d.now = at
			}
			in := task.Act{
				ID: task.EventID(id.Random()), Committee: d.c, Task: tasks[i].ID, Version: tasks[i].Version, Note: "lý do", Actions: "đã làm",
				Event: rapid.SampledFrom([]task.EventKind{task.EvStarted, task.EvReported, task.EvConfirmed, task.EvSentBack, task.EvPaused, task.EvResumed, task.EvCancelled}).Draw(r, "event"),
			}
			after, err := d.tasks.Act(t.Context(), access.System("test"), in)
			if err != nil {
				if k := fault.KindOf(err); k != fault.Conflict && k != fault.Invalid {
					r.Fatal(err)
				}
				continue
			}
			tasks[i] = after
			if rapid.IntRange(0, 3).Draw(r, "take back") == 0 {
				tasks[i], err = d.tasks.Undo(t.Context(), access.System("test"), task.Undo{ID: task.EventID(id.Random()), Committee: d.c, Task: in.Task, Event: in.ID})
				if err != nil {
					r.Fatal(err)
				}
			}
		}
	}
}

// carryOver decides about every task that is still open when the half-year has ended.
func (d *desk) carryOver(t *testing.T, r *rapid.T, tasks []task.Task) {
	t.Helper()
	if at := day(t, "2020-06-20").Start(); at.After(d.now) {
		d.now = at
	}
	preview, err := d.tasks.CarryPreview(t.Context(), access.System("test"), d.c, "2020-H1")
	if err != nil {
		r.Fatal(err)
	}
	in := task.CarryOver{Committee: d.c, Period: "2020-H1"}
	for _, row := range preview.Rows {
		in.Items = append(in.Items, task.CarryItem{
			ID: task.EventID(id.Random()), Task: row.ID, Version: row.Version, Note: "hết kỳ", Text: "Lời mới", Deadline: "trước ngày 31/12/2020",
			Decision: rapid.SampledFrom([]task.Carry{task.CarryKeep, task.CarryReword, task.CarryClose}).Draw(r, "decision"),
		})
	}
	if len(in.Items) == 0 {
		return
	}
	if _, err := d.tasks.CarryOver(t.Context(), access.System("test"), in); err != nil {
		r.Fatal(err)
	}
	for i, k := range tasks {
		if tasks[i], err = task.ByID(t.Context(), d.db, d.c, k.ID); err != nil {
			r.Fatal(err)
		}
	}
}

// folded counts a report's population the slow way, by folding every event of the committee twice.
func (d *desk) folded(t *testing.T, h report.HalfYear) (total, open int) {
	t.Helper()
	err := d.db.QueryRow(t.Context(), `SELECT count(*)::int, count(*) FILTER (WHERE e.state NOT IN ('confirmed', 'cancelled'))::int
		FROM task_at($1, $2, $3) e JOIN task t ON t.committee_id = $1 AND t.id = e.task_id AND t.counted AND t.given_on <= $2
		LEFT JOIN task_at($1, $4::date - 1, $3) b ON b.task_id = e.task_id
		WHERE b.state IS NULL OR b.state NOT IN ('confirmed', 'cancelled')`, d.c, h.AsOf, h.Known, h.Period.Start).Scan(&total, &open)
	if err != nil {
		t.Fatal(err)
	}
	return total, open
}
