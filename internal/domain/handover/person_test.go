package handover_test

import (
	"testing"

	"github.com/dondoc/dondoc/internal/domain/account"
	"github.com/dondoc/dondoc/internal/domain/handover"
	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/testkit/factory"
)

// leaving is a house whose chair leaves on 01/3/2026, with a task of their own, a meeting to come and minutes in preparation, and a receiver.
type leaving struct {
	*house
	to              access.PersonID
	account, theirs access.UserID
	k               task.Task
	planned, draft  meeting.Meeting
}

func newLeaving(t *testing.T) *leaving {
	t.Helper()
	l := &leaving{house: newHouse(t)}
	ctx := t.Context()
	l.to = l.NewPerson(t, "Lê Giả Định")
	l.account = factory.User(t, l.Deps, func(in *account.UserInput) { in.Login, in.Person = "nguoi.di", l.Chair }).ID
	l.theirs = factory.User(t, l.Deps, func(in *account.UserInput) { in.Login, in.Person = "nguoi.den", l.to }).ID
	factory.Granted(t, l.Deps, l.Committee, l.account, access.Head)
	l.k = l.give(t, task.Assignee{Role: task.Lead, Person: l.Chair})
	plan := l.Create()
	plan.State, plan.HeldOn = meeting.Planned, calendar.NewDate(2026, 4, 1)
	l.planned = must(l.Meetings.Create(ctx, l.Secretary, plan))
	must(l.Meetings.AddAgendaItem(ctx, l.Secretary, meeting.AddAgendaItem{
		Committee: l.Committee, ID: meeting.AgendaID(l.NewID()), Meeting: l.planned.ID, AgendaContent: meeting.AgendaContent{Title: "Báo cáo", PresenterID: l.Chair},
	}))
	held := l.Create()
	held.Secretaries = []access.PersonID{l.Chair}
	l.draft = must(l.Meetings.Create(ctx, l.Secretary, held))
	return l
}

func (l *leaving) wish() handover.HandOver {
	return handover.HandOver{
		ID: handover.ID(l.NewID()), Committee: l.Committee, From: l.Chair, To: l.to, On: calendar.NewDate(2026, 3, 1), Act: "Quyết định mẫu về công tác cán bộ",
	}
}

func TestOneActMovesWhatAPersonCarries(t *testing.T) {
	t.Parallel()
	l, ctx := newLeaving(t), t.Context()
	all, err := l.s.Carried(ctx, l.Head, l.Committee, l.Chair)
	if err != nil || len(all.Tasks) != 1 || len(all.Meetings) != 2 || len(all.Points) != 1 || len(all.Memberships) != 1 || len(all.Duties.Grants) != 1 || !all.RolesMove {
		t.Fatalf("%v, %+v", err, all)
	}
	in := l.wish()
	h, err := l.s.HandOver(ctx, l.Head, in)
	if err != nil || h.Moved != (handover.Sums{Tasks: 1, Meetings: 2, Points: 1, Memberships: 1, Roles: 1}) {
		t.Fatalf("%v, %+v", err, h)
	}
	if again, err := l.s.HandOver(ctx, l.Head, in); err != nil || again.Moved != h.Moved {
		t.Errorf("sent again: %v", err)
	}
	d := must(l.tasks.Get(ctx, l.Head, l.Committee, l.k.ID.String()))
	if d.Task.Leads()[0].Name != "Lê Giả Định (trước 01/03/2026: Nguyễn Văn Mẫu)" || d.History[0].Assignees[0].Person != l.Chair {
		t.Errorf("task %+v", d.Task.Leads())
	}
	if m := must(meeting.ByID(ctx, l.DB, l.Committee, l.planned.ID)); m.Chair != l.to {
		t.Errorf("the meeting to come is chaired by %s", m.ChairName)
	}
	if m := must(meeting.ByID(ctx, l.DB, l.Committee, l.draft.ID)); m.Chair != l.Chair || m.Secretaries[0].ID != l.to {
		t.Errorf("the meeting that was held: chair %s, secretaries %+v", m.ChairName, m.Secretaries)
	}
	for on, want := range map[string]access.UserID{"2026-02-28": l.account, "2026-03-01": l.theirs} {
		for _, u := range []access.UserID{l.account, l.theirs} {
			a := must(account.ActorOf(ctx, l.DB, u, must(calendar.ParseISO(on))))
			if a.MayDecide(l.Committee) != (u == want) {
				t.Errorf("on %s, %s decides: %v", on, a.Login, a.MayDecide(l.Committee))
			}
		}
	}
	members := must(l.Org.Members(ctx, l.Head, l.Committee, org.MemberQuery{On: calendar.NewDate(2026, 3, 2)}))
	if len(members.Rows) != 1 || members.Rows[0].Person != l.to || members.Rows[0].Title != "Trưởng ban" {
		t.Errorf("members %+v", members.Rows)
	}
	if _, err := l.s.HandOver(ctx, l.Head, l.wish()); fault.KindOf(err) != fault.Conflict {
		t.Errorf("nothing is left: %v", err)
	}
	if done, err := l.s.Handovers(ctx, l.Head, l.Committee); err != nil || len(done) != 1 {
		t.Errorf("%d handovers, %v", len(done), err)
	}
}

// A secretary hands over the work, not the head's role; administrators see no records and move roles and memberships.
func TestRolesAreHandedOverByWhoMayGiveThem(t *testing.T) {
	t.Parallel()
	l, ctx := newLeaving(t), t.Context()
	h, err := l.s.HandOver(ctx, l.Secretary, l.wish())
	if err != nil || h.Moved.Roles != 0 || h.Moved.Tasks != 1 {
		t.Fatalf("%v, %+v", err, h)
	}
	h, err = l.s.HandOver(ctx, l.Admin, l.wish())
	if err != nil || h.Moved != (handover.Sums{Roles: 1}) {
		t.Errorf("%v, %+v", err, h)
	}
}

func TestWhoMayHandOver(t *testing.T) {
	t.Parallel()
	l, ctx := newLeaving(t), t.Context()
	for name, want := range map[string]fault.Kind{"deputy": fault.Forbidden, "member": fault.Forbidden, "focal": fault.Forbidden, "observer": fault.Forbidden, "stranger": fault.NotFound} {
		by := l.Actors()[name]
		_, e1 := l.s.HandOver(ctx, by, l.wish())
		_, e2 := l.s.Carried(ctx, by, l.Committee, l.Chair)
		_, e3 := l.s.Handovers(ctx, by, l.Committee)
		for i, err := range []error{e1, e2, e3} {
			if fault.KindOf(err) != want {
				t.Errorf("%s, %d: %v", name, i, err)
			}
		}
	}
	elsewhere := factory.NewRoom(t, l.DB)
	for name, change := range map[string]func(*handover.HandOver){
		"to oneself": func(in *handover.HandOver) { in.To = in.From }, "to come": func(in *handover.HandOver) { in.On = calendar.NewDate(2026, 5, 1) },
		"a stranger": func(in *handover.HandOver) { in.To = elsewhere.Chair }, "from a stranger": func(in *handover.HandOver) { in.From = elsewhere.Chair },
		"without an act": func(in *handover.HandOver) { in.Act = "" },
	} {
		in := l.wish()
		change(&in)
		if _, err := l.s.HandOver(ctx, l.Head, in); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}
