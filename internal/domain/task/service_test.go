package task

import (
	"errors"
	"testing"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/audit"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

func TestCreate(t *testing.T) {
	t.Parallel()
	t.Run("naming a lead makes it assigned, and the words keep beside the date", func(t *testing.T) {
		t.Parallel()
		h := newHouse(t)
		got := h.create(t)
		if got.State != Assigned || got.Number != 1 || got.Form != Single {
			t.Errorf("state %s, number %d, form %s", got.State, got.Number, got.Form)
		}
		wantDay(t, "due", got.DueOn, "2020-09-30")
		if got.Deadline.Words != "trước ngày 30/9/2020" {
			t.Errorf("words %q", got.Deadline.Words)
		}
		if got.Assignees[0].Name != "xa-mot" {
			t.Errorf("assignees %+v", got.Assignees)
		}
	})
	t.Run("without a lead it is only recorded", func(t *testing.T) {
		t.Parallel()
		h := newHouse(t)
		if got := h.create(t, func(in *NewTask) { in.Assignees = nil; in.Deadline = "" }); got.State != Recorded || !got.DueOn.IsZero() {
			t.Errorf("%s, due %s", got.State, got.DueOn)
		}
	})
	t.Run("sent twice it is there once", func(t *testing.T) {
		t.Parallel()
		h := newHouse(t)
		in := h.order()
		first, err := h.s.Create(t.Context(), h.secretary, in)
		if err != nil {
			t.Fatal(err)
		}
		again, err := h.s.Create(t.Context(), h.secretary, in)
		if err != nil || again.Number != first.Number {
			t.Fatalf("again: %d, %v", again.Number, err)
		}
		if n, err := audit.Verify(t.Context(), h.db, h.c); n != 1 || err != nil {
			t.Errorf("%d audit lines, %v; want 1", n, err)
		}
		in.Text = "Việc khác"
		if _, err := h.s.Create(t.Context(), h.secretary, in); fault.KindOf(err) != fault.Conflict {
			t.Errorf("same id, other content: %v, want a conflict", err)
		}
	})
	t.Run("who may", func(t *testing.T) {
		t.Parallel()
		h := newHouse(t)
		for name, by := range map[string]access.Actor{"member": h.member, "focal": h.focal, "observer": h.observer, "stranger": h.stranger, "administrator": {Admin: true}} {
			in := h.order()
			if _, err := h.s.Create(t.Context(), by, in); fault.KindOf(err) != fault.Forbidden {
				t.Errorf("%s: %v, want forbidden", name, err)
			}
		}
	})
	t.Run("what cannot be is refused at its field", func(t *testing.T) {
		t.Parallel()
		h := newHouse(t)
		for field, spoil := range map[string]func(*NewTask){
			"text":      func(in *NewTask) { in.Text = "" },
			"wording":   func(in *NewTask) { in.Wording = "guessed" },
			"given_on":  func(in *NewTask) { in.GivenOn = day("2020-06-27") },
			"assignees": func(in *NewTask) { in.Assignees = append(in.Assignees, in.Assignees[0]) },
		} {
			in := h.order()
			spoil(&in)
			if _, err := h.s.Create(t.Context(), h.secretary, in); fault.Fields(err)[field].Key == "" {
				t.Errorf("%s: %v", field, err)
			}
		}
	})
}

func TestWhatACommitteeDoesNotSeeIsNotNamed(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	theirs := access.UnitID(id.Random())
	h.exec(t, `INSERT INTO unit (id, owner_committee_id, code, kind, name, short_name, search_key, created_hash) VALUES ($1, $2, 'rieng', 'commune', 'Riêng', 'Riêng', '', '')`, theirs, h.other)
	in := h.order()
	in.Assignees = []Assignee{{Role: Lead, Unit: theirs}}
	if _, err := h.s.Create(t.Context(), h.secretary, in); fault.Fields(err)["assignees"].Key != "task.unknown_assignee" {
		t.Errorf("a unit of another committee as lead: %v", err)
	}
	in = h.order()
	in.Field = org.FieldID(id.Random())
	if _, err := h.s.Create(t.Context(), h.secretary, in); fault.Fields(err)["field_id"].Key != "task.unknown_field" {
		t.Errorf("an unknown field: %v", err)
	}
	if _, err := h.try(t, h.secretary, h.create(t), EvAssigned, func(a *Act) { a.Assignees = []Assignee{{Role: Lead, Unit: theirs}} }); fault.Fields(err)["assignees"].Key == "" {
		t.Errorf("assigning to a unit of another committee: %v", err)
	}
}

func TestActs(t *testing.T) {
	t.Parallel()
	t.Run("the whole way, and what is confirmed in time is done in time", func(t *testing.T) {
		t.Parallel()
		h := newHouse(t)
		k := h.create(t)
		k = h.act(t, h.focal, k, EvAccepted)
		k = h.act(t, h.focal, k, EvStarted)
		h.on("2020-08-01")
		k = h.act(t, h.focal, k, EvProgress)
		wantDay(t, "last report", k.LastReportOn, "2020-08-01")
		h.on("2020-10-05")
		k = h.act(t, h.focal, k, EvReported, completed("2020-09-30"))
		if TimingOn(k.Dated(), day("2020-10-05"), 14) != Overdue {
			t.Error("a reported task's timing must run on")
		}
		h.on("2020-10-07")
		k = h.act(t, h.head, k, EvConfirmed)
		wantDay(t, "completed", k.CompletedOn, "2020-09-30")
		if got := TimingOn(k.Dated(), day("2020-12-31"), 14); got != DoneInTime {
			t.Errorf("timing %s", got)
		}
	})
	t.Run("the unit may not confirm itself", func(t *testing.T) {
		t.Parallel()
		h := newHouse(t)
		k := h.act(t, h.focal, h.create(t), EvReported)
		if _, err := h.try(t, h.focal, k, EvConfirmed); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("%v, want forbidden", err)
		}
	})
	t.Run("to a focal person of another unit the task does not exist", func(t *testing.T) {
		t.Parallel()
		h := newHouse(t)
		if _, err := h.try(t, h.otherFocal, h.create(t), EvAccepted); fault.KindOf(err) != fault.NotFound {
			t.Errorf("%v, want not found", err)
		}
	})
	t.Run("a stale write is refused and shows what is stored", func(t *testing.T) {
		t.Parallel()
		h := newHouse(t)
		k := h.create(t)
		h.act(t, h.focal, k, EvAccepted)
		_, err := h.try(t, h.focal, k, EvStarted)
		f, ok := errors.AsType[*fault.Fault](err)
		if !ok || f.Kind != fault.Conflict || f.Theirs.(Task).State != Accepted {
			t.Errorf("%v", err)
		}
	})
	t.Run("the same act sent twice counts once", func(t *testing.T) {
		t.Parallel()
		h := newHouse(t)
		k, same := h.create(t), EventID(id.Random())
		again := func(a *Act) { a.ID = same; a.Version = 1 }
		first := h.act(t, h.focal, k, EvAccepted, again)
		second := h.act(t, h.focal, k, EvAccepted, again)
		if first.Version != second.Version || second.LastSeq != 3 {
			t.Errorf("versions %d and %d, %d events", first.Version, second.Version, second.LastSeq)
		}
		if _, err := h.try(t, h.focal, k, EvAccepted, again, func(a *Act) { a.Note = "khác" }); fault.KindOf(err) != fault.Conflict {
			t.Errorf("same id, other content: %v", err)
		}
	})
	t.Run("a reason and the actions are asked for", func(t *testing.T) {
		t.Parallel()
		h := newHouse(t)
		k := h.create(t)
		if _, err := h.try(t, h.focal, k, EvReturned, func(a *Act) { a.Note = "" }); fault.Fields(err)["note"].Key == "" {
			t.Errorf("%v", err)
		}
		if _, err := h.try(t, h.focal, k, EvReported, func(a *Act) { a.Actions = "  " }); fault.Fields(err)["actions"].Key == "" {
			t.Errorf("%v", err)
		}
	})
	t.Run("a back-dated report takes its place, one that makes no sense there is refused", func(t *testing.T) {
		t.Parallel()
		h := newHouse(t)
		k := h.act(t, h.focal, h.create(t), EvAccepted)
		h.on("2020-09-01")
		k = h.act(t, h.focal, k, EvReported)
		h.on("2020-09-10")
		k = h.act(t, h.focal, k, EvProgress, effective("2020-08-15"))
		if k.State != Reported {
			t.Errorf("state %s, want reported", k.State)
		}
		wantDay(t, "last report", k.LastReportOn, "2020-09-01")
		if _, err := h.try(t, h.head, k, EvConfirmed, effective("2020-08-20"), completed("2020-08-20")); fault.KindOf(err) != fault.Conflict {
			t.Errorf("confirmed before it was reported: %v", err)
		}
		if _, err := h.try(t, h.head, k, EvConfirmed, effective("2020-09-11")); fault.Fields(err)["effective_on"].Key == "" {
			t.Errorf("an act of tomorrow: %v", err)
		}
	})
}

func TestExtension(t *testing.T) {
	t.Parallel()
	t.Run("asked in time it counts from the day it was asked", func(t *testing.T) {
		t.Parallel()
		h := newHouse(t)
		k := h.act(t, h.focal, h.create(t), EvStarted)
		h.on("2020-09-28")
		k = h.act(t, h.focal, k, EvExtensionAsked, due("2020-10-31"))
		h.on("2020-10-03")
		k = h.act(t, h.head, k, EvExtensionGranted, due("2020-10-31"))
		wantDay(t, "due", k.DueOn, "2020-10-31")
		wantDay(t, "first due", k.FirstDueOn, "2020-09-30")
		if k.WasOverdue {
			t.Error("it was never overdue")
		}
		events, err := Events(t.Context(), h.db, h.c, k.ID)
		if err != nil {
			t.Fatal(err)
		}
		wantDay(t, "due as of 1 October", Fold(events, day("2020-10-01"), h.now).DueOn, "2020-10-31")
	})
	t.Run("asked too late it counts from the decision and leaves a mark", func(t *testing.T) {
		t.Parallel()
		h := newHouse(t)
		k := h.act(t, h.focal, h.create(t), EvStarted)
		h.on("2020-10-02")
		k = h.act(t, h.focal, k, EvExtensionAsked, due("2020-10-31"))
		h.on("2020-10-05")
		k = h.act(t, h.head, k, EvExtensionGranted, due("2020-10-31"))
		if !k.WasOverdue {
			t.Error("it was overdue before")
		}
		events, err := Events(t.Context(), h.db, h.c, k.ID)
		if err != nil {
			t.Fatal(err)
		}
		wantDay(t, "due as of 4 October", Fold(events, day("2020-10-04"), h.now).DueOn, "2020-09-30")
		wantDay(t, "due as of 5 October", Fold(events, day("2020-10-05"), h.now).DueOn, "2020-10-31")
	})
	t.Run("a new date must be later, and there must be one to extend", func(t *testing.T) {
		t.Parallel()
		h := newHouse(t)
		k := h.create(t)
		if _, err := h.try(t, h.focal, k, EvExtensionAsked, due("2020-09-30")); fault.Fields(err)["due_on"].Key == "" {
			t.Errorf("%v", err)
		}
		none := h.create(t, func(in *NewTask) { in.Deadline = "khẩn trương" })
		if _, err := h.try(t, h.focal, none, EvExtensionAsked, due("2020-12-31")); fault.KindOf(err) != fault.Conflict {
			t.Errorf("%v", err)
		}
	})
}

func TestGroups(t *testing.T) {
	t.Parallel()
	t.Run("a fan-out gives each unit its own obligation and is not counted itself", func(t *testing.T) {
		t.Parallel()
		h := newHouse(t)
		k := h.create(t, func(in *NewTask) { in.Assignees = nil })
		got, err := h.s.FanOut(t.Context(), h.secretary, FanOutTask{ID: EventID(id.Random()), Committee: h.c, Task: k.ID, Version: k.Version, Units: h.units[:2]})
		if err != nil {
			t.Fatal(err)
		}
		d, err := h.s.Get(t.Context(), h.secretary, h.c, got.ID.String())
		if err != nil || len(d.Children) != 2 || d.Children[1].Unit != "xa-mot" || got.Form.Counted() {
			t.Fatalf("%d children, counted %v, %v", len(d.Children), got.Form.Counted(), err)
		}
		h.act(t, h.focal, must(ByID(t.Context(), h.db, h.c, parse(t, d.Children[1].ID))), EvReported)
		if _, err := h.try(t, h.secretary, got, EvReported); fault.KindOf(err) == fault.Internal || err == nil {
			t.Errorf("reporting on the parent: %v", err)
		}
		more, err := h.s.FanOut(t.Context(), h.secretary, FanOutTask{ID: EventID(id.Random()), Committee: h.c, Task: k.ID, Version: got.Version, Units: h.units})
		if err != nil {
			t.Fatal(err)
		}
		if d, err = h.s.Get(t.Context(), h.secretary, h.c, more.ID.String()); err != nil || len(d.Children) != 3 {
			t.Errorf("%d children after adding a unit, %v", len(d.Children), err)
		}
	})
	t.Run("a recurring deadline makes a series with its occurrences up to the end of the next half-year, once", func(t *testing.T) {
		t.Parallel()
		h := newHouse(t)
		k := h.create(t, func(in *NewTask) { in.Deadline = "định kỳ hằng quý" })
		if k.Form != Series {
			t.Fatalf("form %s", k.Form)
		}
		h.on("2020-07-02")
		if n, err := h.s.MakeOccurrences(t.Context(), h.secretary, h.c); err != nil || n == 0 {
			t.Fatalf("%d made, %v", n, err)
		}
		if n, err := h.s.MakeOccurrences(t.Context(), h.secretary, h.c); err != nil || n != 0 {
			t.Errorf("made %d again, %v", n, err)
		}
		d, err := h.s.Get(t.Context(), h.secretary, h.c, k.ID.String())
		if err != nil {
			t.Fatal(err)
		}
		var days []string
		for _, c := range d.Children {
			days = append(days, c.OccursOn.String())
		}
		want := []string{"2020-06-30", "2020-09-30", "2020-12-31", "2021-03-31", "2021-06-30"}
		if len(days) != len(want) {
			t.Fatalf("occurrences %v, want %v", days, want)
		}
		for i := range want {
			if days[i] != want[i] {
				t.Errorf("occurrences %v, want %v", days, want)
			}
		}
	})
}

func TestReadersSeeTheirOwn(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	k := h.create(t)
	h.create(t, func(in *NewTask) {
		in.Assignees = []Assignee{{Role: Lead, Unit: h.units[2]}}
		in.Text = "Việc của xã ba"
	})
	for _, tt := range []struct {
		name  string
		by    access.Actor
		list  int
		sees  bool
		kinds fault.Kind
	}{
		{"head", h.head, 2, true, 0},
		{"member", h.member, 2, true, 0},
		{"focal person of the lead unit", h.focal, 1, true, 0},
		{"focal person of another unit", h.otherFocal, 1, false, fault.NotFound},
		{"observer, nothing issued yet", h.observer, 0, false, fault.NotFound},
	} {
		page, err := h.s.List(t.Context(), tt.by, ListQuery{Committee: h.c})
		if err != nil || page.Total != tt.list || len(page.Rows) != tt.list {
			t.Errorf("%s lists %d of %d (%v), want %d", tt.name, len(page.Rows), page.Total, err, tt.list)
		}
		d, err := h.s.Get(t.Context(), tt.by, h.c, "1")
		if tt.sees && (err != nil || d.Task.ID != k.ID) || !tt.sees && fault.KindOf(err) != tt.kinds {
			t.Errorf("%s gets %v", tt.name, err)
		}
	}
	if _, err := h.s.List(t.Context(), h.stranger, ListQuery{Committee: h.c}); fault.KindOf(err) != fault.NotFound {
		t.Errorf("a stranger lists: %v", err)
	}
	if _, err := h.s.Get(t.Context(), h.stranger, h.c, k.ID.String()); fault.KindOf(err) != fault.NotFound {
		t.Errorf("a stranger gets: %v", err)
	}
}

func TestListFilters(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.create(t)
	h.create(t, func(in *NewTask) { in.Text = "Giải quyết đơn thư"; in.Deadline = "trước ngày 1/7/2020" })
	h.create(t, func(in *NewTask) {
		in.Text = "Trật tự đô thị"
		in.Deadline = "thường xuyên"
		in.Assignees = nil
	})
	h.on("2020-07-10")
	for _, tt := range []struct {
		name string
		q    ListQuery
		want int
	}{
		{"everything", ListQuery{}, 3},
		{"overdue", ListQuery{Classes: []Timing{Overdue}}, 1},
		{"continuous", ListQuery{Classes: []Timing{Continuous}}, 1},
		{"of a unit as lead", ListQuery{Unit: h.units[0], Role: Lead}, 2},
		{"of a unit as co-ordinator", ListQuery{Unit: h.units[0], Role: Coordinate}, 0},
		{"without a lead", ListQuery{NoLead: true}, 1},
		{"words without marks", ListQuery{ListQuery: org.ListQuery{Words: "trat tu"}}, 1},
		{"words with marks", ListQuery{ListQuery: org.ListQuery{Words: "Trật Tự"}}, 1},
		{"a short number", ListQuery{ListQuery: org.ListQuery{Words: "2"}}, 1},
		{"no such words", ListQuery{ListQuery: org.ListQuery{Words: "khai thác 100%"}}, 0},
	} {
		tt.q.Committee = h.c
		page, err := h.s.List(t.Context(), h.head, tt.q)
		if err != nil || page.Total != tt.want {
			t.Errorf("%s: %d rows (%v), want %d", tt.name, page.Total, err, tt.want)
		}
	}
	for _, sort := range Sorts() {
		for _, desc := range []bool{false, true} {
			page, err := h.s.List(t.Context(), h.head, ListQuery{Committee: h.c, ListQuery: org.ListQuery{Sort: sort, Desc: desc, Per: 2}})
			if err != nil || len(page.Rows) != 2 || page.Total != 3 {
				t.Errorf("sort %s: %d of %d, %v", sort, len(page.Rows), page.Total, err)
			}
		}
	}
}

func TestEdit(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	k := h.create(t)
	in := EditTask{ID: k.ID, Committee: h.c, Version: k.Version, Event: EventID(id.Random()), Source: k.Source, Text: "Niêm yết các khoản thu tại thôn", Product: "Biên bản niêm yết"}
	if _, err := h.s.Edit(t.Context(), h.member, in); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("member: %v", err)
	}
	got, err := h.s.Edit(t.Context(), h.secretary, in)
	if err != nil || got.Text != in.Text || got.Product != in.Product || got.LastSeq != k.LastSeq+1 {
		t.Fatalf("%+v, %v", got, err)
	}
	if _, err := h.s.Edit(t.Context(), h.secretary, in); fault.KindOf(err) != fault.Conflict {
		t.Errorf("stale: %v", err)
	}
	if _, err := h.s.Edit(t.Context(), h.stranger, in); fault.KindOf(err) != fault.NotFound {
		t.Errorf("stranger: %v", err)
	}
}

// The whole list is told its total by the database, any other is counted: both say the same, and the total follows whatever
// becomes of the rows.
func TestTheTotalIsThatOfTheList(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	want := func(what string, n int) {
		t.Helper()
		whole, err := h.s.List(t.Context(), h.member, ListQuery{Committee: h.c})
		if err != nil || whole.Total != n {
			t.Errorf("%s: the whole list says %d, want %d, %v", what, whole.Total, n, err)
		}
		counted, err := h.s.List(t.Context(), h.member, ListQuery{Committee: h.c, GivenFrom: day("2000-01-01")})
		if err != nil || counted.Total != n {
			t.Errorf("%s: counting says %d, want %d, %v", what, counted.Total, n, err)
		}
	}
	want("nothing", 0)
	h.create(t)
	parent := h.create(t, func(in *NewTask) { in.Assignees = nil })
	want("two", 2)
	if _, err := h.s.FanOut(t.Context(), h.secretary, FanOutTask{ID: EventID(id.Random()), Committee: h.c, Task: parent.ID, Version: parent.Version, Units: h.units}); err != nil {
		t.Fatal(err)
	}
	want("parts stand under their own", 2)
	h.exec(t, `UPDATE task SET form = 'single', parent_id = NULL, part_unit_id = NULL WHERE committee_id = $1 AND parent_id = $2`, h.c, parent.ID)
	want("parts made tasks of their own", 5)
	h.exec(t, `UPDATE task SET text = text || '.' WHERE committee_id = $1`, h.c)
	want("re-worded", 5)
}

func must(k Task, err error) Task {
	if err != nil {
		panic(err)
	}
	return k
}

func parse(t *testing.T, s string) ID {
	t.Helper()
	i, err := id.Parse[kind](s)
	if err != nil {
		t.Fatal(err)
	}
	return i
}
