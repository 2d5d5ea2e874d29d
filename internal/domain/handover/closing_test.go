package handover_test

import (
	"strings"
	"testing"

	"github.com/dondoc/dondoc/internal/domain/handover"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/testkit/factory"
)

// both is the head of the house's committee who keeps the records of another too.
func (h *house) both(next factory.Room) access.Actor {
	by := h.Head
	by.Grants = append(by.Grants, access.Grant{Committee: next.Committee, Role: access.Secretary})
	return by
}

func (h *house) closing(t *testing.T, by access.Actor, to access.CommitteeID) handover.Close {
	t.Helper()
	left, err := h.s.Remaining(t.Context(), by, h.Committee)
	if err != nil {
		t.Fatal(err)
	}
	in := handover.Close{Committee: h.Committee, Successor: to, Act: theAct}
	for _, r := range left {
		in.Items = append(in.Items, handover.Closing{ID: task.EventID(h.NewID()), Task: r.ID, Version: r.Version, Opens: task.ID(h.NewID())})
	}
	return in
}

func TestACommitteeThatEndsHandsItsTasksOn(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	next := factory.NewRoom(t, h.DB)
	by := h.both(next)
	k := h.give(t, lead(h.old[0]))
	in := h.closing(t, by, next.Committee)
	for range 2 { // sent twice
		if done, err := h.s.Close(ctx, by, in); err != nil || done != (handover.Closed{Closed: 1, Opened: 1}) {
			t.Fatalf("%v, %+v", err, done)
		}
	}
	old, err := h.tasks.Get(ctx, by, h.Committee, k.ID.String())
	if err != nil || old.Task.State != task.Cancelled || len(old.Lineage) != 1 || !old.Lineage[0].Later {
		t.Fatalf("%v, %+v", err, old.Lineage)
	}
	if last := old.History[len(old.History)-1]; !strings.HasPrefix(last.Note, "Chuyển sang ") || !strings.HasSuffix(last.Note, theAct) {
		t.Errorf("the history says %q", last.Note)
	}
	now, err := h.tasks.Get(ctx, by, next.Committee, in.Items[0].Opens.String())
	if err != nil || now.Task.DueOn != k.DueOn || now.Task.GivenOn != k.GivenOn || now.Task.Addressees[0] != "Xã Mẫu Hai" || now.Lineage[0].ID != k.ID {
		t.Errorf("%v, %+v", err, now.Task)
	}
	for name, c := range map[string]struct {
		by access.Actor
		of access.CommitteeID
		id task.ID
	}{"old": {h.Secretary, h.Committee, k.ID}, "new": {next.Secretary, next.Committee, in.Items[0].Opens}} {
		if d, err := h.tasks.Get(ctx, c.by, c.of, c.id.String()); err != nil || len(d.Lineage) != 0 {
			t.Errorf("%s: who reads one committee hears of the other: %v, %+v", name, err, d.Lineage)
		}
	}
}

func TestACommitteeThatEndsWithoutASuccessor(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	k := h.give(t, lead(h.old[0]))
	in := h.closing(t, h.Head, access.CommitteeID{})
	if done, err := h.s.Close(t.Context(), h.Head, in); err != nil || done != (handover.Closed{Closed: 1}) {
		t.Fatalf("%v, %+v", err, done)
	}
	d := must(h.tasks.Get(t.Context(), h.Head, h.Committee, k.ID.String()))
	if last := d.History[len(d.History)-1]; last.Kind != task.EvCancelled || !strings.Contains(last.Note, theAct) {
		t.Errorf("the history says %+v", last)
	}
}

func TestWhoMayCloseWhatACommitteeLeaves(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	next := factory.NewRoom(t, h.DB)
	h.give(t, lead(h.old[0]))
	in := h.closing(t, h.Head, next.Committee)
	if _, err := h.s.Close(ctx, h.Head, in); fault.KindOf(err) != fault.Invalid {
		t.Errorf("into a committee where the head is nobody: %v", err)
	}
	for name, want := range map[string]fault.Kind{"secretary": fault.Forbidden, "member": fault.Forbidden, "focal": fault.Forbidden, "stranger": fault.NotFound, "admin": fault.NotFound} {
		by := h.Actors()[name]
		if _, err := h.s.Close(ctx, by, in); fault.KindOf(err) != want {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := h.s.Remaining(ctx, by, h.Committee); fault.KindOf(err) != want {
			t.Errorf("%s reads: %v", name, err)
		}
	}
}
