package task

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// Random acts, many of them back-dated: at any day, as known at any instant, the rows that lists read are the fold of the events.
func TestRowsOfThePastAreTheFold(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	rapid.Check(t, func(r *rapid.T) {
		h.on("2020-06-26")
		k := h.create(t, func(in *NewTask) {
			in.Deadline = rapid.SampledFrom([]string{"", "trước ngày 30/9/2020", "thường xuyên"}).Draw(r, "deadline")
			if rapid.Bool().Draw(r, "no lead") {
				in.Assignees = nil
			}
		})
		for range rapid.IntRange(1, 10).Draw(r, "acts") {
			h.now = h.now.Add(time.Duration(rapid.IntRange(0, 20*24).Draw(r, "hours")) * time.Hour)
			if after, ok := h.anything(t, r, k); ok {
				k = after
			}
		}
		events, err := Events(t.Context(), h.db, h.c, k.ID)
		if err != nil {
			r.Fatal(err)
		}
		for range 4 {
			then := org.Then{Day: drawDay(r, "as of", false), Known: rapid.SampledFrom(events).Draw(r, "known").RecordedAt, Past: true}
			if rapid.Bool().Draw(r, "known today") {
				then.Known = h.now
			}
			h.compareThen(t, r, k, events, then)
		}
	})
}

func (h *house) compareThen(t *testing.T, r *rapid.T, k Task, events []Event, then org.Then) {
	t.Helper()
	want, got := Fold(events, then.Day, then.Known), Folded{}
	w := database.Where(`t.committee_id = ?`, h.c)
	with, table := RowsAt(w, then)
	w.And(`t.id = ?`, k.ID)
	var lead access.UnitID
	leads := 0
	rows, err := h.db.Query(t.Context(), with+`SELECT state, sent_back, completed_on, due_on, deadline_kind, last_report_on, asked_due_on, lead_unit_id, lead_count
		FROM `+table+` t WHERE `+w.String(), w.Args...)
	if err != nil {
		r.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := rows.Scan(&got.State, &got.SentBack, &got.CompletedOn, &got.DueOn, &got.DueKind, &got.LastReportOn, &got.AskedDueOn, &lead, &leads); err != nil {
			r.Fatal(err)
		}
	}
	if err := rows.Err(); err != nil {
		r.Fatal(err)
	}
	if got.State != want.State || got.SentBack != want.SentBack || got.CompletedOn != want.CompletedOn || got.DueOn != want.DueOn || got.DueKind != want.DueKind ||
		got.LastReportOn != want.LastReportOn || got.AskedDueOn != want.AskedDueOn || lead != firstLead(want.Assignees) || leads != len(leadsOf(want.Assignees)) {
		r.Fatalf("at %s, known %s:\n SQL %+v %s %d\n Go  %+v", then.Day, then.Known, got, lead, leads, want)
	}
}

// A list of a day gone by shows what stood then, with today's knowledge or with that of its day.
func TestListAsOf(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.on("2020-06-26")
	k := h.create(t) // due 2020-09-30
	h.on("2020-12-01")
	k = h.act(t, access.System("test"), k, EvReported, func(a *Act) { a.On, a.CompletedOn = day("2020-09-20"), day("2020-09-20") })
	h.act(t, access.System("test"), k, EvConfirmed)
	for name, c := range map[string]struct {
		at    org.AsOf
		class Timing
		state State
	}{
		"now":                             {org.AsOf{}, DoneInTime, Confirmed},
		"in October, by what is known":    {org.AsOf{Day: day("2020-10-15")}, Overdue, Reported},
		"in October, as it was known":     {org.AsOf{Day: day("2020-10-15"), Known: day("2020-10-15").End()}, Overdue, Assigned},
		"in July":                         {org.AsOf{Day: day("2020-07-01")}, InTime, Assigned},
		"due soon before its day":         {org.AsOf{Day: day("2020-09-20"), Known: day("2020-09-20").End()}, DueSoon, Assigned},
		"before it was given":             {at: org.AsOf{Day: day("2020-06-01")}},
		"a day before anybody knew of it": {at: org.AsOf{Day: day("2020-07-01"), Known: day("2020-06-01").End()}},
	} {
		q := ListQuery{Committee: h.c, AsOf: c.at}
		page, err := h.s.List(t.Context(), h.secretary, q)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if c.state == "" {
			if page.Total != 0 {
				t.Errorf("%s: %d rows", name, page.Total)
			}
			continue
		}
		if page.Total != 1 || len(page.Rows) != 1 || page.Rows[0].Timing != c.class || page.Rows[0].State != c.state {
			t.Errorf("%s: %d rows, %+v", name, page.Total, page.Rows)
		}
		q.Classes, q.Unit, q.Role = []Timing{c.class}, h.units[0], Lead
		if page, err := h.s.List(t.Context(), h.secretary, q); err != nil || page.Total != 1 {
			t.Errorf("%s, filtered: %d, %v", name, page.Total, err)
		}
		q.Unit = h.units[1]
		if page, err := h.s.List(t.Context(), h.secretary, q); err != nil || page.Total != 0 {
			t.Errorf("%s, another unit's: %d, %v", name, page.Total, err)
		}
		if _, err := h.s.List(t.Context(), access.Actor{}, q); fault.KindOf(err) != fault.NotFound {
			t.Errorf("%s, a stranger: %v", name, err)
		}
	}
	if _, err := h.s.List(t.Context(), h.secretary, ListQuery{Committee: h.c, AsOf: org.AsOf{Day: calendar.DateOf(h.now).AddDays(1)}}); fault.KindOf(err) != fault.Invalid {
		t.Errorf("tomorrow: %v", err)
	}
	elsewhere := access.Actor{Grants: []access.Grant{{Committee: h.c, Role: access.Focal}}, Units: h.units[1:2]}
	if page, err := h.s.List(t.Context(), elsewhere, ListQuery{Committee: h.c, AsOf: org.AsOf{Day: day("2020-10-15")}}); err != nil || page.Total != 0 {
		t.Errorf("a focal person of another unit: %d, %v", page.Total, err)
	}
}

// The unit that leads today is not the one that led then.
func TestListAsOfNamesTheLeadOfItsDay(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.on("2020-06-26")
	k := h.create(t)
	h.on("2020-08-01")
	h.act(t, access.System("test"), k, EvAssigned, func(a *Act) { a.Assignees = []Assignee{{Role: Lead, Unit: h.units[1]}} })
	for on, want := range map[string]access.UnitID{"2020-07-15": h.units[0], "2020-08-01": h.units[1]} {
		for _, unit := range h.units[:2] {
			page, err := h.s.List(t.Context(), h.secretary, ListQuery{Committee: h.c, AsOf: org.AsOf{Day: day(on)}, Unit: unit, Role: Lead})
			if err != nil || (page.Total == 1) != (unit == want) {
				t.Errorf("on %s: %d rows, %v", on, page.Total, err)
			}
		}
	}
}

// What waits for a decision of the committee, now and then.
func TestListOfWhatWaitsForADecision(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.on("2020-06-26")
	k := h.create(t)
	h.on("2020-07-01")
	k = h.act(t, access.System("test"), k, EvExtensionAsked, func(a *Act) { a.DueOn = day("2020-12-01") })
	h.on("2020-07-10")
	h.act(t, access.System("test"), k, EvExtensionGranted, func(a *Act) { a.DueOn = day("2020-12-01") })
	for on, want := range map[string]int{"2020-06-30": 0, "2020-07-05": 1, "2020-07-10": 0} {
		q := ListQuery{Committee: h.c, Deciding: true, AsOf: org.AsOf{Day: day(on)}}
		if on == "2020-07-05" {
			q.Known = day(on).End() // an extension granted counts from the day it was asked: today's knowledge is that nothing waited
		}
		if page, err := h.s.List(t.Context(), h.secretary, q); err != nil || page.Total != want {
			t.Errorf("on %s: %d, %v", on, page.Total, err)
		}
	}
}
