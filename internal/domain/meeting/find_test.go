package meeting_test

import (
	"testing"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/testkit/dbtest"
	"github.com/dondoc/dondoc/internal/testkit/factory"
)

func TestFind(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	m := r.NewMeeting(t)
	for _, word := range []string{"1", m.ID.String()} {
		if got, err := r.Meetings.Find(t.Context(), r.Observer, r.Committee, word); err != nil || got != m.ID {
			t.Errorf("%q: %v, %v", word, got, err)
		}
		if _, err := r.Meetings.Find(t.Context(), r.Stranger, r.Committee, word); fault.KindOf(err) != fault.NotFound {
			t.Errorf("a stranger looks for %q: %v", word, err)
		}
	}
	if _, err := r.Meetings.Find(t.Context(), r.Secretary, r.Committee, "7"); fault.KindOf(err) != fault.NotFound {
		t.Errorf("a number not given: %v", err)
	}
}

func TestTakenOut(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	m := r.NewMeeting(t)
	kept, gone := r.NewBlock(t, m), r.NewBlock(t, m)
	must(r.Meetings.WithdrawBlock(t.Context(), r.Secretary, meeting.Withdraw[meeting.BlockID]{Committee: r.Committee, ID: gone.ID, Version: gone.Version, Withdrawn: true}))(t)
	out := must(r.Meetings.TakenOut(t.Context(), r.Head, r.Committee, m.ID))(t)
	if len(out.Blocks) != 1 || out.Blocks[0].ID != gone.ID || out.Blocks[0].ID == kept.ID || len(out.Agenda)+len(out.Attendance) != 0 {
		t.Errorf("taken out: %+v", out)
	}
	for name, want := range map[string]struct {
		by   access.Actor
		kind fault.Kind
	}{"a member": {r.Member, fault.Forbidden}, "an observer": {r.Observer, fault.Forbidden}, "a stranger": {r.Stranger, fault.NotFound}} {
		if _, err := r.Meetings.TakenOut(t.Context(), want.by, r.Committee, m.ID); fault.KindOf(err) != want.kind {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := r.Meetings.TakenOut(t.Context(), r.Head, r.Committee, meeting.ID(r.NewID())); fault.KindOf(err) != fault.NotFound {
		t.Errorf("a meeting that is not there: %v", err)
	}
}
