package handover_test

import (
	"testing"

	"github.com/dondoc/dondoc/internal/domain/handover"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/testkit/dbtest"
	"github.com/dondoc/dondoc/internal/testkit/factory"
)

const theAct = "Nghị quyết số 99/NQ-MAU ngày 16/02/2026 của cơ quan mẫu"

// house is a room with three units of its own that become one on 01/3/2026; its clock stands at 02/3/2026.
type house struct {
	factory.Room
	s     *handover.Service
	tasks *task.Service
	old   [2]access.UnitID
	heir  access.UnitID
}

func newHouse(t *testing.T) *house {
	t.Helper()
	r := factory.NewRoom(t, dbtest.Tx(t))
	h := &house{Room: r, old: [2]access.UnitID{r.NewUnit(t, "Xã Mẫu Hai"), r.NewUnit(t, "Xã Mẫu Ba")}, heir: r.NewUnit(t, "Đặc khu Mẫu")}
	h.serve()
	return h
}

func (h *house) serve() {
	h.tasks = task.NewService(h.Deps)
	h.s = handover.NewService(h.Deps, handover.Parts{Org: h.Org, Tasks: h.tasks, Meetings: h.Meetings, Accounts: factory.Accounts(h.Deps)})
}

// at is the house on another day.
func (h *house) at(d string) *house {
	n := *h
	n.Room = h.Room.At(must(calendar.ParseISO(d))) //nolint:staticcheck // the house has an At of its own
	n.serve()
	return &n
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func (h *house) give(t *testing.T, who ...task.Assignee) task.Task {
	t.Helper()
	k, err := h.at("2026-01-10").tasks.Create(t.Context(), h.Secretary, task.NewTask{
		ID: task.ID(h.NewID()), Committee: h.Committee, Text: "Niêm yết công khai các khoản thu", Wording: "verbatim", GivenOn: calendar.NewDate(2026, 1, 10),
		Deadline: "trước ngày 30/6/2026", Assignees: who,
	})
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func lead(u access.UnitID) task.Assignee { return task.Assignee{Role: task.Lead, Unit: u} }

// act enters the act that makes the two one.
func (h *house) act() handover.Reorganise {
	in := handover.Reorganise{ID: handover.ReorganisationID(h.NewID()), Committee: h.Committee, Act: theAct, HappenedOn: calendar.NewDate(2026, 3, 1)}
	for _, u := range h.old {
		in.Units = append(in.Units, handover.Ending{Succession: org.SuccessionID(h.NewID()), From: u, To: h.heir})
	}
	return in
}

func (h *house) all(p handover.Plan) handover.MoveTasks {
	in := handover.MoveTasks{Committee: h.Committee, Reorganisation: p.ID}
	seen := map[task.ID]bool{}
	for _, k := range p.Tasks {
		if !seen[k.ID] {
			in.Items = append(in.Items, handover.Moving{ID: task.EventID(h.NewID()), Task: k.ID, Version: k.Version})
		}
		seen[k.ID] = true
	}
	return in
}

func TestReorganiseMovesWhatIsOpen(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	first, both := h.give(t, lead(h.old[0])), h.give(t, lead(h.old[1]), task.Assignee{Role: task.Coordinate, Unit: h.old[0]})
	other := h.give(t, lead(h.Unit))
	in := h.act()
	a, err := h.s.Reorganise(ctx, h.Secretary, in)
	if err != nil || a.Left != 2 || !a.Units[0].Registered {
		t.Fatalf("%v, %+v", err, a)
	}
	if again, err := h.s.Reorganise(ctx, h.Secretary, in); err != nil || again.Version != a.Version {
		t.Errorf("sent again: %v", err)
	}
	if u, err := org.UnitByID(ctx, h.DB, h.old[0]); err != nil || u.ValidTo != calendar.NewDate(2026, 2, 28) {
		t.Errorf("the unit ends on %s, %v", u.ValidTo, err)
	}
	p, err := h.s.Plan(ctx, h.Secretary, h.Committee, a.ID)
	if err != nil || len(p.Tasks) != 3 || p.Tasks[0].Proposed != h.heir || p.Tasks[0].FromName != "Xã Mẫu Hai" {
		t.Fatalf("%v, %+v", err, p.Tasks)
	}
	moves := h.all(p)
	done, err := h.s.MoveTasks(ctx, h.Secretary, moves)
	if err != nil || done != (handover.Moved{Moved: 2}) {
		t.Fatalf("%v, %+v", err, done)
	}
	if done, err := h.s.MoveTasks(ctx, h.Secretary, moves); err != nil || done != (handover.Moved{Repeated: 2}) {
		t.Errorf("sent again: %v, %+v", err, done)
	}
	for k, want := range map[task.ID]string{
		first.ID: "Đặc khu Mẫu (trước 01/03/2026: Xã Mẫu Hai)", both.ID: "Đặc khu Mẫu (trước 01/03/2026: Xã Mẫu Ba)", other.ID: "Ủy ban nhân dân xã Mẫu Một",
	} {
		d, err := h.tasks.Get(ctx, h.Secretary, h.Committee, k.String())
		if err != nil || len(d.Task.Assignees) != 1 || d.Task.Assignees[0].Name != want {
			t.Errorf("%v: %+v, want %s", err, d.Task.Assignees, want)
		}
	}
	if _, err := h.s.EditReorganisation(ctx, h.Secretary, handover.EditReorganisation{ID: a.ID, Committee: h.Committee, Version: a.Version, Act: "khác"}); fault.KindOf(err) != fault.Conflict {
		t.Errorf("an act by which tasks were moved was edited: %v", err)
	}
}

func TestReorganiseRefuses(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	h.give(t, lead(h.old[0]))
	for name, by := range map[string]access.Actor{"member": h.Member, "focal": h.Focal, "observer": h.Observer} {
		if _, err := h.s.Reorganise(ctx, by, h.act()); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("%s: %v", name, err)
		}
	}
	a := must(h.s.Reorganise(ctx, h.Secretary, h.act()))
	moves := h.all(must(h.s.Plan(ctx, h.Secretary, h.Committee, a.ID)))
	for name, by := range map[string]access.Actor{"stranger": h.Stranger, "admin": h.Admin} {
		_, e1 := h.s.Reorganise(ctx, by, h.act())
		_, e2 := h.s.Plan(ctx, by, h.Committee, a.ID)
		_, e3 := h.s.MoveTasks(ctx, by, moves)
		_, _, e4 := h.s.Reorganisations(ctx, by, h.Committee)
		_, e5 := h.s.EditReorganisation(ctx, by, handover.EditReorganisation{ID: a.ID, Committee: h.Committee, Version: 1, Act: "x"})
		for i, err := range []error{e1, e2, e3, e4, e5} {
			if fault.KindOf(err) != fault.NotFound {
				t.Errorf("%s, %d: %v", name, i, err)
			}
		}
	}
	if _, err := h.s.MoveTasks(ctx, h.Member, moves); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("a member moved tasks: %v", err)
	}
	moves.Items[0].Version++
	if _, err := h.s.MoveTasks(ctx, h.Secretary, moves); fault.KindOf(err) != fault.Invalid {
		t.Errorf("a stale task: %v", err)
	}
	early := h.act()
	early.HappenedOn = calendar.NewDate(2026, 4, 1)
	early.Units = early.Units[1:]
	b := must(h.s.Reorganise(ctx, h.Secretary, early))
	h.give(t, lead(h.old[1]))
	p := must(h.s.Plan(ctx, h.Secretary, h.Committee, b.ID))
	if !p.Early {
		t.Error("an act of next month is not said to be early")
	}
	if _, err := h.s.MoveTasks(ctx, h.Secretary, h.all(p)); fault.KindOf(err) != fault.Conflict {
		t.Errorf("before its day: %v", err)
	}
}

func TestReorganiseChecksItsRows(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	elsewhere := factory.NewRoom(t, h.DB)
	for name, change := range map[string]func(*handover.Reorganise){
		"itself":           func(in *handover.Reorganise) { in.Units[0].To = in.Units[0].From },
		"twice":            func(in *handover.Reorganise) { in.Units[1].From = in.Units[0].From },
		"successor ends":   func(in *handover.Reorganise) { in.Units[0].To = in.Units[1].From },
		"both":             func(in *handover.Reorganise) { in.Units[1].From, in.Units[1].To = in.Units[0].From, access.UnitID{} },
		"no act":           func(in *handover.Reorganise) { in.Act = "  " },
		"somebody else's":  func(in *handover.Reorganise) { in.Units[0].From = elsewhere.Unit },
		"to nobody known":  func(in *handover.Reorganise) { in.Units[0].To = elsewhere.Unit },
		"no day there was": func(in *handover.Reorganise) { in.HappenedOn = calendar.Date{Year: 2026, Month: 2, Day: 30} },
	} {
		in := h.act()
		change(&in)
		if _, err := h.s.Reorganise(ctx, h.Secretary, in); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A unit that was dissolved or split: the receiver is chosen for each task.
func TestReceiversAreChosen(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	k := h.give(t, lead(h.old[0]))
	in := h.act()
	in.Units = []handover.Ending{{Succession: org.SuccessionID(h.NewID()), From: h.old[0]}}
	a := must(h.s.Reorganise(ctx, h.Secretary, in))
	moves := h.all(must(h.s.Plan(ctx, h.Secretary, h.Committee, a.ID)))
	if _, err := h.s.MoveTasks(ctx, h.Secretary, moves); fault.KindOf(err) != fault.Invalid {
		t.Errorf("nobody chosen: %v", err)
	}
	moves.Items[0].Receivers = []handover.Receiver{{From: h.old[0], To: h.Unit}}
	if _, err := h.s.MoveTasks(ctx, h.Secretary, moves); err != nil {
		t.Fatal(err)
	}
	if d := must(h.tasks.Get(ctx, h.Secretary, h.Committee, k.ID.String())); d.Task.Leads()[0].Unit != h.Unit {
		t.Errorf("lead = %+v", d.Task.Leads())
	}
	if _, left, err := h.s.Reorganisations(ctx, h.Secretary, h.Committee); err != nil || len(left) != 0 {
		t.Errorf("stranded: %v, %+v", err, left)
	}
}
