package task

import (
	"strings"
	"testing"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

const anAct = "Nghị quyết 99/NQ-MAU ngày 16/6/2021"

// moving is a wish to move a task from the first unit to the third on 01/7/2021.
func (h *house) moving(k Task) Reassign {
	return Reassign{
		ID: EventID(id.Random()), Committee: h.c, Task: k.ID, Version: k.Version, Kind: EvReorganised, On: day("2021-07-01"), Act: anAct,
		Swaps: []Swap{{Unit: h.units[0], To: h.units[2], Formerly: "xã Một"}, {Unit: h.units[1], To: h.units[2], Formerly: "xã Hai"}},
	}
}

func (h *house) move(t *testing.T, by access.Actor, in Reassign) (k Task, moved bool, err error) {
	t.Helper()
	err = database.InTx(t.Context(), h.db, func(tx database.Tx) (err error) {
		k, moved, err = h.s.ReassignIn(t.Context(), tx, by, in)
		return err
	})
	return k, moved, err
}

func TestReassignKeepsWhatTheTaskIs(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.on("2020-06-26")
	k := h.create(t)
	h.on("2020-09-01")
	k = h.act(t, h.focal, k, EvProgress)
	k = h.act(t, h.focal, k, EvExtensionAsked, due("2020-12-01"))
	h.on("2021-07-05")
	in := h.moving(k)
	got, moved, err := h.move(t, h.secretary, in)
	if err != nil || !moved {
		t.Fatal(moved, err)
	}
	if got.State != k.State || got.DueOn != k.DueOn || got.AskedDueOn != k.AskedDueOn {
		t.Errorf("the move changed the task: %+v", got)
	}
	lead := got.Leads()[0]
	if lead.Unit != h.units[2] || lead.Formerly != "xã Một" || lead.Name != "xa-ba (trước 01/07/2021: xã Một)" {
		t.Errorf("lead = %+v", lead)
	}
	events, err := Events(t.Context(), h.db, h.c, k.ID)
	if err != nil {
		t.Fatal(err)
	}
	if last := events[len(events)-1]; last.Kind != EvReorganised || last.Note != anAct || last.EffectiveOn != day("2021-07-01") {
		t.Errorf("event = %+v", last)
	}
	if first := events[0]; first.Assignees[0].Unit != h.units[0] {
		t.Error("the history forgot who was first")
	}
	if again, moved, err := h.move(t, h.secretary, in); err != nil || moved || again.Version != got.Version {
		t.Errorf("sent again: %v %v", moved, err)
	}
	in.Act = "một văn bản khác"
	if _, _, err := h.move(t, h.secretary, in); fault.KindOf(err) != fault.Conflict {
		t.Errorf("the same id for another act: %v", err)
	}
}

func TestReassignSaysOnWhichDayWhoOwedIt(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.on("2020-06-26")
	k := h.create(t)
	h.on("2021-07-05")
	if _, _, err := h.move(t, h.secretary, h.moving(k)); err != nil {
		t.Fatal(err)
	}
	for on, want := range map[string]string{"2021-06-30": "xa-mot", "2021-07-01": "xa-ba (trước 01/07/2021: xã Một)", "": "xa-ba (trước 01/07/2021: xã Một)"} {
		q := ListQuery{Committee: h.c}
		if on != "" {
			q.AsOf = org.AsOf{Day: day(on)}
		}
		page, err := h.s.List(t.Context(), h.secretary, q)
		if err != nil || len(page.Rows) != 1 || page.Rows[0].Lead != want {
			t.Errorf("on %q: %v, %+v", on, err, page.Rows)
		}
	}
}

// Two units that became one are one on the task; a later assignment to the same unit keeps the name before, to another forgets it.
func TestReassignJoins(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.on("2020-06-26")
	k := h.create(t, func(in *NewTask) {
		in.Assignees = []Assignee{{Role: Lead, Unit: h.units[0]}, {Role: Lead, Unit: h.units[1]}, {Role: Coordinate, Unit: h.units[1]}}
	})
	h.on("2021-07-05")
	k, _, err := h.move(t, h.secretary, h.moving(k))
	if err != nil || len(k.Assignees) != 1 || k.Assignees[0].Formerly != "xã Một; xã Hai" {
		t.Fatalf("%v, %+v", err, k.Assignees)
	}
	named := func(u access.UnitID) func(*Act) {
		return func(a *Act) {
			a.Assignees = []Assignee{{Role: Lead, Unit: u, Formerly: "tự xưng", MovedOn: day("2021-07-01")}}
		}
	}
	k = h.act(t, h.secretary, k, EvAssigned, named(h.units[2]))
	if k.Assignees[0].Formerly != "xã Một; xã Hai" {
		t.Errorf("kept = %+v", k.Assignees)
	}
	k = h.act(t, h.secretary, k, EvAssigned, named(h.units[1]))
	if k.Assignees[0].Formerly != "" || strings.Contains(k.Assignees[0].Name, "trước") {
		t.Errorf("another unit = %+v", k.Assignees)
	}
}

func TestReassignRefuses(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.on("2020-06-26")
	open, closed, elsewhere := h.create(t), h.create(t), h.create(t, func(in *NewTask) { in.Assignees = []Assignee{{Role: Lead, Unit: h.units[2]}} })
	h.on("2021-07-05")
	closed = h.act(t, h.head, closed, EvCancelled)
	stale := open
	stale.Version++
	for name, c := range map[string]struct {
		by   access.Actor
		k    Task
		want fault.Kind
	}{
		"a stranger": {h.stranger, open, fault.NotFound}, "a focal person": {h.focal, open, fault.Forbidden}, "a member": {h.member, open, fault.Forbidden},
		"a closed task": {h.secretary, closed, fault.Conflict}, "somebody else's": {h.secretary, elsewhere, fault.Conflict}, "a stale one": {h.secretary, stale, fault.Stale(nil).Kind},
	} {
		if _, _, err := h.move(t, c.by, h.moving(c.k)); fault.KindOf(err) != c.want {
			t.Errorf("%s: %v", name, err)
		}
	}
	owed, err := OpenOf(t.Context(), h.db, h.c, Debtors{Units: h.units[:2]}, day("2021-07-05"))
	if err != nil || len(owed) != 1 || owed[0].ID != open.ID || owed[0].Timing != Overdue {
		t.Errorf("open of the first: %v, %+v", err, owed)
	}
}
