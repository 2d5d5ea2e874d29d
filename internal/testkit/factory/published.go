package factory

import (
	"testing"
	"time"

	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/deadline"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

// Published is a set of figures that an office published: so many tasks of each kind by the end of a half-year.
type Published struct {
	Name                                string
	DoneInTime, DoneLate, Open, Overdue int
}

// PublishedSets are the three sets that a report must reproduce exactly.
// Sources: the Government Office's year (21,914), Quảng Nam 01/01–06/7/2020 (833), the Government Office to 31/8/2016 (2,723 due).
func PublishedSets() []Published {
	return []Published{
		{Name: "21914", DoneInTime: 14068, DoneLate: 1983, Open: 5640, Overdue: 223},
		{Name: "833", DoneInTime: 585, Open: 67, Overdue: 181},
		{Name: "2723 due", DoneInTime: 2501, Overdue: 222},
	}
}

// Load builds the set as task rows with dates and events: given in July 2020 to one unit, as they stand on 14/12/2020.
func (p Published) Load(t testing.TB, db database.DB, c access.CommitteeID, unit access.UnitID) {
	t.Helper()
	var all []task.Whole
	add := func(n int, due, done string) {
		for range n {
			all = append(all, p.one(t, c, unit, len(all)+1, date(t, due), date(t, done)))
		}
	}
	add(p.DoneInTime, "2020-09-30", "2020-09-30")
	add(p.DoneLate, "2020-09-30", "2020-10-01")
	add(p.Open, "2021-03-31", "")
	add(p.Overdue, "2020-12-13", "")
	err := database.InTx(t.Context(), db, func(tx database.Tx) error { return task.CopyIn(t.Context(), tx, all) })
	if err != nil {
		t.Fatal(err)
	}
	// A server gathers statistics by itself within a minute of such a load; a test's transaction must ask for them.
	if _, err := db.Exec(t.Context(), `ANALYZE task, task_assignee, task_event`); err != nil {
		t.Fatal(err)
	}
}

func (p Published) one(t testing.TB, c access.CommitteeID, unit access.UnitID, number int, due, done calendar.Date) task.Whole {
	t.Helper()
	given := date(t, "2020-07-01")
	lead := []task.Assignee{{Role: task.Lead, Unit: unit}}
	w := task.Whole{Task: task.Task{
		Committee: c, ID: task.ID(id.Random()), Number: number, Form: task.Single, Source: task.Source{Kind: task.FromUnknown}, Text: "Nhiệm vụ", Wording: "verbatim",
		Deadline: deadline.Meaning{Words: "trước ngày " + due.VN(), Kind: deadline.KindDate, Due: due}, GivenOn: given, CreatedAt: given.Start(),
	}}
	event := func(k task.EventKind, s task.State, on calendar.Date) *task.Event {
		w.Events = append(w.Events, task.Event{ID: task.EventID(id.Random()), Kind: k, State: s, EffectiveOn: on, RecordedAt: on.Start().Add(time.Hour), Login: "test"})
		return &w.Events[len(w.Events)-1]
	}
	e := event(task.EvRecorded, task.Recorded, given)
	e.SetsDue, e.DueOn, e.DueKind, e.SetsLeads = true, due, "date", true
	e = event(task.EvAssigned, task.Assigned, given)
	e.SetsLeads, e.Assignees = true, lead
	if !done.IsZero() {
		reported := event(task.EvReported, task.Reported, done.AddDays(1))
		reported.CompletedOn, reported.Actions = done, "Đã làm xong"
		event(task.EvConfirmed, task.Confirmed, done.AddDays(2)).CompletedOn = done
	}
	if err := w.Settle(date(t, "2020-12-31")); err != nil {
		t.Fatal(err)
	}
	return w
}

func date(t testing.TB, s string) calendar.Date {
	t.Helper()
	if s == "" {
		return calendar.Date{}
	}
	d, err := calendar.ParseISO(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}
