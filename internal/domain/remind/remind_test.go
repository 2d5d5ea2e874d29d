package remind_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/remind"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/testkit/dbtest"
	"github.com/dondoc/dondoc/internal/testkit/factory"
)

func TestStepOfADay(t *testing.T) {
	t.Parallel()
	r := remind.Rule{SoonDays: 5, LateDays: 15}
	day := calendar.NewDate(2026, 3, 20)
	for name, tt := range map[string]struct {
		due  calendar.Date
		want remind.Step
	}{
		"no deadline":                     {calendar.Date{}, 0},
		"six days ahead":                  {day.AddDays(6), 0},
		"five days ahead":                 {day.AddDays(5), remind.Coming},
		"due today":                       {day, remind.Coming},
		"a day late":                      {day.AddDays(-1), remind.Overdue},
		"fifteen days late":               {day.AddDays(-15), remind.Overdue},
		"sixteen days late: overdue long": {day.AddDays(-16), remind.LongOverdue},
	} {
		if got := r.StepOn(tt.due, day); got != tt.want {
			t.Errorf("%s: step %d, want %d", name, got, tt.want)
		}
	}
}

func plain(of remind.SlipOf) (meeting.File, error) {
	return meeting.File{Name: "phieu.docx", Bytes: []byte(of.Slip.Symbol + " " + of.Slip.Addressee)}, nil
}

// house is a committee with a task a month late, one due tomorrow, and somebody in every office.
type house struct {
	factory.Room
	s          *remind.Service
	unit       access.UnitID
	late, soon task.Task
}

func must[T any](v T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func newHouse(t *testing.T) house {
	t.Helper()
	h := house{Room: factory.NewRoom(t, dbtest.Tx(t))}
	tasks := task.NewService(h.Deps)
	h.s = remind.NewService(h.Deps, h.Meetings, tasks)
	h.unit = h.NewUnit(t, "Xã Mẫu Một")
	today := h.Clock.Today()
	give := func(text string, due calendar.Date) task.Task {
		return must(tasks.Create(t.Context(), h.Secretary, task.NewTask{
			Committee: h.Committee, ID: task.ID(h.NewID()), Text: text, Wording: "verbatim", GivenOn: today.AddDays(-60), Deadline: "trước ngày " + due.VN(), Source: task.Source{Kind: task.FromUnknown},
			Assignees: []task.Assignee{{Role: task.Lead, Unit: h.unit}},
		}))(t)
	}
	h.late, h.soon = give("Việc quá hạn", today.AddDays(-30)), give("Việc sắp đến hạn", today.AddDays(1))
	return h
}

func (h house) make(tasks ...task.ID) remind.Make {
	return remind.Make{Committee: h.Committee, ID: remind.SlipID(h.NewID()), Unit: h.unit, Tasks: tasks}
}

func wantKind(t *testing.T, err error, k fault.Kind, key string) {
	t.Helper()
	f, ok := errors.AsType[*fault.Fault](err)
	if !ok || f.Kind != k {
		t.Fatalf("%v, want %v", err, k)
	}
	if key == "" {
		return
	}
	for _, m := range f.Fields {
		if m.Key == key {
			return
		}
	}
	if f.Key != key {
		t.Errorf("%v, want key %s", err, key)
	}
}

func TestALetterIsProposedMadeAndLogged(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	p := must(h.s.Proposal(ctx, h.Secretary, h.Committee, calendar.Date{}))(t)
	if len(p.Groups) != 1 || len(p.Groups[0].Rows) != 2 || p.Groups[0].Step != remind.LongOverdue || p.Groups[0].Name != "Xã Mẫu Một" {
		t.Fatalf("proposal %+v", p.Groups)
	}
	in := h.make(h.late.ID, h.soon.ID)
	s := must(h.s.Make(ctx, h.Secretary, in, plain))(t)
	if s.Number != 1 || len(s.Lines) != 2 || s.Lines[0].Task != h.late.ID || s.Lines[0].Times != 1 || s.Step != remind.LongOverdue {
		t.Errorf("slip %+v", s)
	}
	if !strings.Contains(strings.Join(s.Paper.Recipients, "; "), "để báo cáo") && s.Paper.Signer.Person != s.Paper.Head {
		t.Errorf("the head is not told: %q", s.Paper.Recipients)
	}
	if again := must(h.s.Make(ctx, h.Secretary, in, plain))(t); again.Number != 1 {
		t.Errorf("made twice: %+v", again)
	}
	d := must(task.NewService(h.Deps).Get(ctx, h.Secretary, h.Committee, h.late.ID.String()))(t)
	if d.Reminded() != 1 || d.Task.State != h.late.State || !strings.Contains(d.History[len(d.History)-1].Note, "lần 1") {
		t.Errorf("history %+v", d.History)
	}
	if f := must(h.s.File(ctx, h.Member, h.Committee, s.ID))(t); !strings.Contains(string(f.Bytes), s.Symbol) {
		t.Errorf("file %q", f.Bytes)
	}
}

func TestAStepIsTakenOnceUnlessAskedAgain(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	must(h.s.Make(ctx, h.Secretary, h.make(h.late.ID), plain))(t)
	_, err := h.s.Make(ctx, h.Secretary, h.make(h.late.ID), plain)
	wantKind(t, err, fault.Invalid, "remind.already")
	again := h.make(h.late.ID)
	again.Again = true
	s := must(h.s.Make(ctx, h.Secretary, again, plain))(t)
	if s.Number != 2 || s.Lines[0].Times != 2 || !s.Lines[0].Again {
		t.Errorf("slip %+v", s)
	}
	p := must(h.s.Proposal(ctx, h.Secretary, h.Committee, calendar.Date{}))(t)
	if !p.Groups[0].Rows[0].Hold || p.Groups[0].Rows[1].Hold {
		t.Errorf("rows %+v", p.Groups[0].Rows)
	}
	_, err = h.s.Make(ctx, h.Secretary, h.make(task.ID(h.NewID())), plain)
	wantKind(t, err, fault.Invalid, "remind.not_due")
}

func TestTheRuleOfUrging(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	r := must(h.s.SetRule(ctx, h.Secretary, remind.SetRule{Committee: h.Committee, LateDays: 40, Per: remind.PerTask}))(t)
	if r.Version != 1 || r.LateDays != 40 {
		t.Errorf("rule %+v", r)
	}
	p := must(h.s.Proposal(ctx, h.Secretary, h.Committee, calendar.Date{}))(t)
	if len(p.Groups) != 2 || p.Groups[0].Step != remind.Overdue {
		t.Errorf("groups %+v", p.Groups)
	}
	_, err := h.s.SetRule(ctx, h.Secretary, remind.SetRule{Committee: h.Committee, LateDays: 30, Per: remind.PerUnit})
	wantKind(t, err, fault.Conflict, "conflict.stale")
	system := access.System("job:test")
	n := must(h.s.CountWaiting(ctx, system, h.Committee))(t)
	if n.Overdue != 1 || n.Coming != 1 {
		t.Errorf("count %+v", n)
	}
}

func TestWhoMayNotUrge(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	s := must(h.s.Make(ctx, h.Secretary, h.make(h.late.ID), plain))(t)
	for name, tt := range map[string]struct {
		by   access.Actor
		read fault.Kind
	}{"stranger": {h.Stranger, fault.NotFound}, "admin": {h.Admin, fault.NotFound}, "focal": {h.Focal, fault.Forbidden}} {
		_, err := h.s.Proposal(ctx, tt.by, h.Committee, calendar.Date{})
		wantKind(t, err, tt.read, "")
		_, err = h.s.Slips(ctx, tt.by, h.Committee, org.ListQuery{})
		wantKind(t, err, tt.read, "")
		_, err = h.s.Slip(ctx, tt.by, h.Committee, s.ID)
		wantKind(t, err, tt.read, "")
		_, err = h.s.File(ctx, tt.by, h.Committee, s.ID)
		wantKind(t, err, tt.read, "")
		_, err = h.s.Make(ctx, tt.by, h.make(h.soon.ID), plain)
		wantKind(t, err, tt.read, "")
		_, err = h.s.Preview(ctx, tt.by, h.make(h.soon.ID))
		wantKind(t, err, tt.read, "")
		_, err = h.s.SetRule(ctx, tt.by, remind.SetRule{Committee: h.Committee, LateDays: 3, Per: remind.PerUnit})
		wantKind(t, err, tt.read, "")
		if _, err = h.s.CountWaiting(ctx, tt.by, h.Committee); err == nil {
			t.Errorf("%s counted", name)
		}
		if _, err = h.s.Committees(ctx, tt.by); err == nil {
			t.Errorf("%s listed committees", name)
		}
	}
	_, err := h.s.Make(ctx, h.Member, h.make(h.soon.ID), plain)
	wantKind(t, err, fault.Forbidden, "")
}
