package task

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
	"github.com/dondoc/dondoc/internal/testkit/dbtest"
)

// drawDay draws a day of 2020, or none when there may be none.
func drawDay(r *rapid.T, what string, orNone bool) calendar.Date {
	n := rapid.IntRange(0, 400).Draw(r, what)
	if orNone && n > 365 {
		return calendar.Date{}
	}
	return day("2020-01-01").AddDays(n)
}

// The SQL function and the Go function are one rule written twice.
func TestTimingIsTheSameInSQL(t *testing.T) {
	t.Parallel()
	db := dbtest.Tx(t)
	rapid.Check(t, func(r *rapid.T) {
		d := Dated{
			State:        rapid.SampledFrom(States()).Draw(r, "state"),
			DeadlineKind: rapid.SampledFrom([]string{"date", "continuous", "event", "none"}).Draw(r, "kind"),
			DueOn:        drawDay(r, "due", true), CompletedOn: drawDay(r, "completed", true),
		}
		asOf, soon := drawDay(r, "as of", false), rapid.IntRange(0, 40).Draw(r, "soon")
		var got Timing
		err := db.QueryRow(t.Context(), `SELECT task_timing($1, $2, $3, $4, $5, $6)`, d.State, d.DeadlineKind, d.DueOn, d.CompletedOn, asOf, soon).Scan(&got)
		if err != nil {
			r.Fatal(err)
		}
		if want := TimingOn(d, asOf, soon); got != want {
			r.Fatalf("SQL says %s, Go says %s of %+v on %s", got, want, d, asOf)
		}
	})
}

// Random acts, many of them back-dated: whatever the service takes, the row equals the fold of its events,
// and SQL's fold equals Go's at any day and as known at any instant.
func TestRowIsTheFoldOfItsEvents(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	rapid.Check(t, func(r *rapid.T) {
		h.on("2020-06-26")
		k := h.create(t, func(in *NewTask) {
			in.Deadline = rapid.SampledFrom([]string{"", "trước ngày 30/9/2020", "thường xuyên", "trong quý III/2020"}).Draw(r, "deadline")
			if rapid.Bool().Draw(r, "no lead") {
				in.Assignees = nil
			}
		})
		for range rapid.IntRange(1, 14).Draw(r, "acts") {
			h.now = h.now.Add(time.Duration(rapid.IntRange(0, 20*24).Draw(r, "hours")) * time.Hour)
			if after, ok := h.anything(t, r, k); ok {
				k = after
			}
		}
		h.compare(t, r, k)
	})
}

// anything tries one random act, dated today or up to a month back, and reports whether it was taken.
func (h *house) anything(t *testing.T, r *rapid.T, k Task) (Task, bool) {
	t.Helper()
	today := calendar.DateOf(h.now)
	in := Act{
		ID: EventID(id.Random()), Committee: h.c, Task: k.ID, Version: k.Version, Note: "lý do", Actions: "đã làm",
		Event:    rapid.SampledFrom(Moves()).Draw(r, "event").Event,
		On:       today.AddDays(-rapid.SampledFrom([]int{0, 0, 0, 1, 5, 30}).Draw(r, "back")),
		DueOn:    today.AddDays(rapid.IntRange(-10, 90).Draw(r, "until")),
		Deadline: rapid.SampledFrom([]string{"trước ngày 31/10/2020", "khẩn trương", "trong tháng 8/2020"}).Draw(r, "words"),
		EventOn:  today.AddDays(3), EventName: "Đại hội",
	}
	in.Assignees = []Assignee{{Role: Lead, Unit: rapid.SampledFrom(h.units).Draw(r, "lead")}}
	if rapid.Bool().Draw(r, "with a partner") {
		in.Assignees = append(in.Assignees, Assignee{Role: Coordinate, Unit: h.units[2]})
	}
	if rapid.IntRange(0, 4).Draw(r, "take back") == 0 {
		if got, err := h.undo(t, access.System("test"), k); err == nil {
			return got, true
		}
		return k, false
	}
	got, err := h.s.Act(t.Context(), access.System("test"), in)
	if err != nil {
		if kind := fault.KindOf(err); kind != fault.Conflict && kind != fault.Invalid {
			r.Fatalf("%s on %s: %v", in.Event, in.On, err)
		}
		return k, false
	}
	return got, true
}

func (h *house) compare(t *testing.T, r *rapid.T, k Task) {
	t.Helper()
	events, err := Events(t.Context(), h.db, h.c, k.ID)
	if err != nil {
		r.Fatal(err)
	}
	f := Fold(events, day("2030-01-01"), h.now)
	rebuilt := k
	rebuilt.put(f)
	if rebuilt.State != k.State || rebuilt.DueOn != k.DueOn || rebuilt.FirstDueOn != k.FirstDueOn || rebuilt.CompletedOn != k.CompletedOn ||
		rebuilt.SentBack != k.SentBack || rebuilt.WasOverdue != k.WasOverdue || rebuilt.AskedDueOn != k.AskedDueOn || rebuilt.Extensions != k.Extensions || rebuilt.LastReportOn != k.LastReportOn || rebuilt.LastSeq != k.LastSeq ||
		!sameAssignees(rebuilt.Assignees, k.Assignees) {
		r.Fatalf("the row %+v is not the fold %+v", k, f)
	}
	for range 4 {
		h.compareAt(t, r, k, events)
	}
}

func (h *house) compareAt(t *testing.T, r *rapid.T, k Task, events []Event) {
	t.Helper()
	asOf := drawDay(r, "as of", false)
	known := rapid.SampledFrom(events).Draw(r, "known").RecordedAt
	want := Fold(events, asOf, known)
	var got Folded
	var units []access.UnitID
	rows, err := h.db.Query(t.Context(), `SELECT state, sent_back, completed_on, due_on, coalesce(deadline_kind, ''), coalesce(was_overdue, false), lead_unit_ids, last_report_on, last_seq
		FROM task_at($1, $2, $3) WHERE task_id = $4`, h.c, asOf, known, k.ID)
	if err != nil {
		r.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := rows.Scan(&got.State, &got.SentBack, &got.CompletedOn, &got.DueOn, &got.DueKind, &got.WasOverdue, &units, &got.LastReportOn, &got.LastSeq); err != nil {
			r.Fatal(err)
		}
	}
	if got.State != want.State || got.SentBack != want.SentBack || got.CompletedOn != want.CompletedOn || got.DueOn != want.DueOn ||
		got.DueKind != want.DueKind || got.WasOverdue != want.WasOverdue || got.LastReportOn != want.LastReportOn || got.LastSeq != want.LastSeq ||
		!slices.Equal(units, leadUnits(want.Assignees)) {
		r.Fatalf("at %s, known %s:\n SQL %+v %v\n Go  %+v", asOf, known, got, units, want)
	}
}
