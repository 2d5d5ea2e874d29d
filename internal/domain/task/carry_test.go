package task

import (
	"slices"
	"testing"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

func (h *house) item(k Task, d Carry) CarryItem {
	return CarryItem{ID: EventID(id.Random()), Task: k.ID, Version: k.Version, Decision: d, Note: "hết kỳ"}
}

func TestCarryOver(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	var k [5]Task
	for i := range k {
		k[i] = h.create(t)
	}
	closed := h.act(t, h.head, h.create(t), EvCancelled)
	in := CarryOver{Committee: h.c, Period: "2020-H1", Items: []CarryItem{
		h.item(k[0], CarryKeep), h.item(k[1], CarryReword), h.item(k[2], CarryReassign), h.item(k[3], CarryDeadline), h.item(k[4], CarryClose),
	}}
	in.Items[1].Text, in.Items[2].Assignees, in.Items[3].Deadline = "Nội dung mới", []Assignee{{Role: Lead, Unit: h.units[1]}}, "trước ngày 31/12/2020"
	if _, err := h.s.CarryOver(t.Context(), h.head, in); fault.Fields(err)["period"].Key != "task.period_not_over" {
		t.Errorf("before the period ended: %v", err)
	}
	h.on("2020-07-01")
	p, err := h.s.CarryPreview(t.Context(), h.secretary, h.c, "2020-H1")
	if err != nil || len(p.Rows) != 5 {
		t.Fatalf("%d in the preview, %v", len(p.Rows), err)
	}
	for name, by := range map[string]access.Actor{"member": h.member, "focal": h.focal} {
		if _, err := h.s.CarryOver(t.Context(), by, in); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := h.s.CarryPreview(t.Context(), by, h.c, "2020-H1"); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("%s looks: %v", name, err)
		}
	}
	if _, err := h.s.CarryOver(t.Context(), h.stranger, in); fault.KindOf(err) != fault.NotFound {
		t.Errorf("stranger: %v", err)
	}
	if _, err := h.s.CarryOver(t.Context(), h.secretary, in); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("the secretary closes a task: %v", err)
	}
	done, err := h.s.CarryOver(t.Context(), h.head, in)
	if err != nil || done.Decisions[CarryKeep] != 1 || len(done.Decisions) != 5 {
		t.Fatalf("%+v, %v", done, err)
	}
	if again, err := h.s.CarryOver(t.Context(), h.head, in); err != nil || again.Repeated != 5 {
		t.Errorf("again: %+v, %v", again, err)
	}
	for i, want := range []Task{
		{State: Assigned, Text: k[0].Text, DueOn: k[0].DueOn},
		{State: Assigned, Text: "Nội dung mới", DueOn: k[1].DueOn},
		{State: Assigned, Text: k[2].Text, DueOn: k[2].DueOn},
		{State: Assigned, Text: k[3].Text, DueOn: day("2020-12-31")},
		{State: Cancelled, Text: k[4].Text, DueOn: k[4].DueOn},
	} {
		got := must(ByID(t.Context(), h.db, h.c, k[i].ID))
		if got.State != want.State || got.Text != want.Text || got.DueOn != want.DueOn || got.Number != k[i].Number {
			t.Errorf("task %d: %s %q %s", i, got.State, got.Text, got.DueOn)
		}
		events := all(Events(t.Context(), h.db, h.c, k[i].ID))
		if last := events[len(events)-1]; last.Kind != EvCarriedOver || last.Carry != in.Items[i].Decision || last.Period != "2020-H1" {
			t.Errorf("task %d: %+v", i, last)
		}
	}
	if got := must(ByID(t.Context(), h.db, h.c, k[2].ID)); got.Assignees[0].Unit != h.units[1] {
		t.Errorf("lead %+v", got.Assignees)
	}
	p, err = h.s.CarryPreview(t.Context(), h.secretary, h.c, "2020-H1")
	if err != nil || len(p.Rows) != 4 || p.Rows[0].Decided == "" {
		t.Errorf("afterwards %+v, %v", p.Rows, err)
	}
	_, err = h.s.CarryOver(t.Context(), h.head, CarryOver{Committee: h.c, Period: "2020-H1", Items: []CarryItem{h.item(closed, CarryKeep)}})
	wantField(t, "what is closed", err, "items[0]", "task.not_carried_over")
}

func TestMineInPerson(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	person := h.person(t)
	own := h.create(t, func(in *NewTask) { in.Assignees = []Assignee{{Role: Lead, Person: person}} })
	both := h.create(t, func(in *NewTask) {
		in.Assignees = []Assignee{{Role: Lead, Unit: h.units[0]}, {Role: Coordinate, Person: person}}
	})
	member := h.member
	member.Person = person
	page, err := h.s.Mine(t.Context(), member, org.ListQuery{})
	if err != nil || page.Total != 2 {
		t.Fatalf("%d tasks in person, %v", page.Total, err)
	}
	for _, m := range page.Rows {
		if m.Person != person || !m.Unit.IsZero() || m.UnitName != "Người Mẫu" || (m.ID == own.ID) != slices.Contains(m.Moves, EvReported) || (m.ID == both.ID) != slices.Contains(m.Moves, EvContributed) {
			t.Errorf("task %d: %+v", m.Number, m)
		}
	}
	focal := h.focal
	focal.Person = person // both: each task once
	if page, err := h.s.Mine(t.Context(), focal, org.ListQuery{}); err != nil || page.Total != 2 {
		t.Errorf("who answers for the unit, too: %d, %v", page.Total, err)
	}
	stranger := h.stranger
	stranger.Person = person // has no part in this committee any more
	for name, by := range map[string]access.Actor{"a member who is nobody": h.member, "a stranger": stranger} {
		if page, err := h.s.Mine(t.Context(), by, org.ListQuery{}); err != nil || page.Total != 0 {
			t.Errorf("%s: %d, %v", name, page.Total, err)
		}
	}
}

func TestMine(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	first := h.create(t)
	h.create(t, func(in *NewTask) { in.Deadline = "trước ngày 15/7/2020"; in.Text = "Gần hạn hơn" })
	h.create(t, func(in *NewTask) { in.Assignees = []Assignee{{Role: Lead, Unit: h.units[2]}} })
	back := h.act(t, h.secretary, first, EvReported)
	h.act(t, h.head, back, EvSentBack, func(a *Act) { a.Note = "Thiếu biên bản" })
	page, err := h.s.Mine(t.Context(), h.focal, org.ListQuery{})
	if err != nil || page.Total != 2 || len(page.Rows) != 2 {
		t.Fatalf("%d of %d, %v", len(page.Rows), page.Total, err)
	}
	if m := page.Rows[0]; m.ID != first.ID || m.SentBackWhy != "Thiếu biên bản" || m.SentBackBy == "" || len(m.Moves) == 0 {
		t.Errorf("first %+v", m)
	}
	successor := h.otherFocal
	successor.Units = append(successor.Units, h.units[0]) // as an actor is made whose unit took another's place
	if page, err = h.s.Mine(t.Context(), successor, org.ListQuery{}); err != nil || page.Total != 3 {
		t.Errorf("a successor sees %d, %v", page.Total, err)
	}
	elsewhere := h.focal
	elsewhere.Grants = []access.Grant{{Committee: h.other, Role: access.Focal}}
	for name, by := range map[string]access.Actor{"stranger": h.stranger, "head": h.head, "focal person elsewhere": elsewhere} {
		if page, err := h.s.Mine(t.Context(), by, org.ListQuery{}); err != nil || page.Total != 0 {
			t.Errorf("%s sees %d, %v", name, page.Total, err)
		}
	}
}

func TestSettings(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	got, err := h.s.Settings(t.Context(), h.focal, h.c)
	if err != nil || got.Extensions != DefaultExtensions {
		t.Fatalf("%+v, %v", got, err)
	}
	if _, err := h.s.Settings(t.Context(), h.stranger, h.c); fault.KindOf(err) != fault.NotFound {
		t.Errorf("a stranger reads: %v", err)
	}
	none := Settings{Committee: h.c, Extensions: 0}
	if _, err := h.s.Set(t.Context(), h.secretary, none); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("the secretary sets: %v", err)
	}
	if got, err = h.s.Set(t.Context(), h.head, none); err != nil || got.Version != 1 {
		t.Fatalf("%+v, %v", got, err)
	}
	if _, err := h.s.Set(t.Context(), h.head, none); fault.KindOf(err) != fault.Conflict {
		t.Errorf("stale: %v", err)
	}
	k := h.act(t, h.focal, h.create(t), EvExtensionAsked, due("2020-10-31")) // a request beyond the limit is heard
	_, err = h.try(t, h.head, k, EvExtensionGranted, due("2020-10-31"), func(a *Act) { a.Note = "" })
	wantField(t, "beyond the limit", err, "note", "task.extension_beyond_limit")
	h.act(t, h.head, k, EvExtensionGranted, due("2020-10-31"))
}
