package answer_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/dondoc/dondoc/internal/domain/answer"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/remind"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/audit"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/testkit/dbtest"
	"github.com/dondoc/dondoc/internal/testkit/factory"
)

// house is a committee with two tasks of one unit and one of another, and a clock that can be put forward.
type house struct {
	factory.Room
	t             *testing.T
	now           *time.Time
	s             *answer.Service
	tasks         *task.Service
	unit, other   access.UnitID
	one, two, far task.Task
}

func newHouse(t *testing.T) house {
	t.Helper()
	return furnished(t, factory.NewRoom(t, dbtest.Tx(t)))
}

func furnished(t *testing.T, r factory.Room) house {
	t.Helper()
	h := house{Room: r, t: t}
	now := h.Clock()
	h.now = &now
	h.Clock = func() time.Time { return *h.now }
	h.tasks = task.NewService(h.Deps)
	h.s = answer.NewService(h.Deps, h.tasks, answer.Options{})
	h.unit, h.other = h.NewUnit(t, "Xã Mẫu Một"), h.NewUnit(t, "Xã Mẫu Hai")
	h.one, h.two, h.far = h.give(h.unit, "Việc thứ nhất"), h.give(h.unit, "Việc thứ hai"), h.give(h.other, "Việc của nơi khác")
	return h
}

func (h house) give(u access.UnitID, text string) task.Task {
	h.t.Helper()
	today := h.Clock.Today()
	k, err := h.tasks.Create(h.t.Context(), h.Secretary, task.NewTask{
		Committee: h.Committee, ID: task.ID(h.NewID()), Text: text, Wording: "verbatim", GivenOn: today.AddDays(-30), Deadline: "trước ngày " + today.AddDays(-3).VN(),
		Source: task.Source{Kind: task.FromUnknown}, Assignees: []task.Assignee{{Role: task.Lead, Unit: u}},
	})
	h.must(err)
	return k
}

func (h house) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h house) link(tasks ...task.ID) answer.Make {
	return answer.Make{Committee: h.Committee, ID: access.LinkID(h.NewID()), Unit: h.unit, Tasks: tasks, MeantFor: "Bà Lê Ví Dụ, văn phòng", Phone: "0900 000 000"}
}

func (h house) made(tasks ...task.ID) (answer.Link, answer.Bearer) {
	h.t.Helper()
	l, secret, err := h.s.Make(h.t.Context(), h.Secretary, h.link(tasks...))
	h.must(err)
	return l, answer.Bearer{Secret: secret, Address: "192.0.2.1"}
}

// report is a report of completion on a task as it stands now.
func (h house) report(k task.Task, event task.EventKind) answer.Answer {
	h.t.Helper()
	now, err := task.ByID(h.t.Context(), h.DB, k.Committee, k.ID)
	h.must(err)
	return answer.Answer{
		ID: task.EventID(h.NewID()), Task: k.ID, Version: now.Version, Event: event, Name: "Lê Ví Dụ", Post: "Công chức văn phòng", Actions: "Đã niêm yết",
	}
}

func (h house) state(k task.Task) task.State {
	h.t.Helper()
	now, err := task.ByID(h.t.Context(), h.DB, k.Committee, k.ID)
	h.must(err)
	return now.State
}

func (h house) wants(err error, k fault.Kind, key string) {
	h.t.Helper()
	f, ok := errors.AsType[*fault.Fault](err)
	if !ok || f.Kind != k {
		h.t.Fatalf("%v, want %v %s", err, k, key)
	}
	if key == "" || f.Key == key {
		return
	}
	for _, m := range f.Fields {
		if m.Key == key {
			return
		}
	}
	h.t.Errorf("%v, want key %s", err, key)
}

// dead fails unless the bearer is told nothing but that the address does not work.
func (h house) dead(b answer.Bearer, why string) {
	h.t.Helper()
	ctx := h.t.Context()
	_, err := h.s.Open(ctx, b)
	h.wants(err, fault.NotFound, "answer_link.dead")
	_, err = h.s.Answer(ctx, b, h.report(h.two, task.EvProgress))
	h.wants(err, fault.NotFound, "answer_link.dead")
	if st := h.state(h.two); st != task.Assigned {
		h.t.Errorf("%s: the task is %s", why, st)
	}
}

func TestAUnitAnswersByALink(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	l, b := h.made(h.one.ID, h.two.ID)
	if l.Standing != answer.Open || l.Tasks != 2 || l.ExpiresOn != h.Clock.Today().AddDays(answer.DefaultDays) || len(b.Secret) != 43 {
		t.Fatalf("link %+v, secret %q", l, b.Secret)
	}
	o, err := h.s.Open(ctx, b)
	h.must(err)
	if len(o.Link.Lines) != 2 || o.Link.Lines[0].Task != h.one.ID || len(o.Link.Lines[0].Moves) != 3 || o.Committee.ID != h.Committee {
		t.Fatalf("opened %+v", o)
	}
	in := h.report(h.one, task.EvReported)
	r, err := h.s.Answer(ctx, b, in)
	h.must(err)
	if !r.More || r.Event.Declared != "Lê Ví Dụ, Công chức văn phòng" || r.Event.Link != l.ID || !r.Event.User.IsZero() || h.state(h.one) != task.Reported {
		t.Errorf("receipt %+v", r)
	}
	if again, err := h.s.Answer(ctx, b, in); err != nil || again.Event.Seq != r.Event.Seq {
		t.Errorf("sent twice: %+v, %v", again, err)
	}
	_, err = h.s.Answer(ctx, b, h.report(h.one, task.EvProgress)) // answered: no longer on the link
	h.wants(err, fault.NotFound, "not_found")
	for range 2 { // what is under way may be told again
		_, err = h.s.Answer(ctx, b, h.report(h.two, task.EvProgress))
		h.must(err)
	}
	ask := h.report(h.two, task.EvExtensionAsked)
	ask.DueOn, ask.Note, ask.Actions = h.Clock.Today().AddDays(20), "Chờ kinh phí", ""
	_, err = h.s.Answer(ctx, b, ask)
	h.must(err)
	last := h.report(h.two, task.EvReported)
	r, err = h.s.Answer(ctx, b, last)
	h.must(err)
	if r.More {
		t.Error("the link still serves")
	}
	if seen, err := h.s.Receipt(ctx, b, last.ID); err != nil || seen.Text != h.two.Text {
		t.Errorf("receipt %+v, %v", seen, err)
	}
	if again, err := h.s.Answer(ctx, b, last); err != nil || again.Given.Event != last.ID {
		t.Errorf("the last one sent twice: %v", err)
	}
	_, err = h.s.Open(ctx, b)
	h.wants(err, fault.NotFound, "answer_link.dead")
	kept, err := h.s.Get(ctx, h.Secretary, h.Committee, l.ID)
	h.must(err)
	if kept.Standing != answer.Used || kept.UsedAt == nil || len(kept.Given) != 5 || kept.Answered != 2 {
		t.Errorf("kept %+v", kept)
	}
}

func TestAnAddressThatDoesNotWorkTellsNothing(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	h.dead(answer.Bearer{Secret: strings.Repeat("x", 43)}, "a secret nobody drew")
	h.dead(answer.Bearer{}, "no secret")
	l, b := h.made(h.one.ID, h.two.ID)
	h.dead(answer.Bearer{Secret: b.Secret[:42]}, "a secret cut short")
	_, err := h.s.Revoke(ctx, h.Secretary, answer.Revoke{Committee: h.Committee, ID: l.ID})
	h.must(err)
	h.dead(b, "revoked")
	again, err := h.s.Revoke(ctx, h.Secretary, answer.Revoke{Committee: h.Committee, ID: l.ID})
	h.must(err)
	if again.Standing != answer.Revoked {
		t.Errorf("revoked twice: %+v", again)
	}
	_, used := h.made(h.one.ID)
	_, err = h.s.Answer(ctx, used, h.report(h.one, task.EvReported))
	h.must(err)
	h.dead(used, "used")
	_, late := h.made(h.two.ID)
	*h.now = h.Clock.Today().AddDays(answer.DefaultDays + 1).Start().Add(-time.Second)
	if _, err := h.s.Open(ctx, late); err != nil {
		t.Errorf("on its last day: %v", err)
	}
	*h.now = h.now.Add(time.Second)
	h.dead(late, "expired")
	_, gone := h.made(h.two.ID)
	_, err = h.DB.Exec(ctx, `UPDATE committee SET withdrawn = true WHERE id = $1`, h.Committee)
	h.must(err)
	h.dead(gone, "of a committee entered by mistake")
}

func TestALinkReachesNothingElse(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	_, b := h.made(h.one.ID)
	for name, k := range map[string]task.Task{"another task of the unit": h.two, "a task of another unit": h.far} {
		_, err := h.s.Answer(ctx, b, h.report(k, task.EvReported))
		h.wants(err, fault.NotFound, "not_found")
		if st := h.state(k); st != task.Assigned {
			t.Errorf("%s is %s", name, st)
		}
	}
	there := furnished(t, factory.NewRoom(t, h.DB))
	in := h.report(h.one, task.EvReported)
	in.Task = there.one.ID
	_, err := h.s.Answer(ctx, b, in)
	h.wants(err, fault.NotFound, "not_found")
	for _, m := range task.Moves() {
		in := h.report(h.one, m.Event)
		in.Note, in.DueOn = "Lý do", h.Clock.Today().AddDays(9)
		switch m.Event {
		case task.EvProgress, task.EvReported, task.EvExtensionAsked:
			continue
		default:
		}
		if _, err := h.s.Answer(ctx, b, in); err == nil {
			t.Errorf("a link made the move %s", m.Event)
		}
	}
	if st := h.state(h.one); st != task.Assigned {
		t.Errorf("the task is %s", st)
	}
	// A link whose unit no longer owes the task opens, and does nothing.
	_, err = h.tasks.Act(ctx, h.Secretary, task.Act{
		ID: task.EventID(h.NewID()), Committee: h.Committee, Task: h.one.ID, Version: h.report(h.one, "").Version, Event: task.EvAssigned,
		Assignees: []task.Assignee{{Role: task.Lead, Unit: h.other}},
	})
	h.must(err)
	_, err = h.s.Answer(ctx, b, h.report(h.one, task.EvReported))
	h.wants(err, fault.Forbidden, "")
}

// TestTheBearerIsNobodyElse asks the use cases of tasks directly, as if a page had forgotten to.
func TestTheBearerIsNobodyElse(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	l, _ := h.made(h.one.ID)
	by := access.Actor{Login: "link:x", Name: "x", Pass: &access.Pass{
		Link: l.ID, Committee: h.Committee, Units: []access.UnitID{h.unit}, Tasks: []access.TaskID{access.TaskID(h.one.ID)}, Declared: "x",
	}}
	if _, err := h.tasks.Get(ctx, by, h.Committee, h.one.ID.String()); err != nil {
		t.Errorf("its own task: %v", err)
	}
	_, err := h.tasks.Get(ctx, by, h.Committee, h.two.ID.String())
	h.wants(err, fault.NotFound, "")
	_, err = h.tasks.Get(ctx, by, access.CommitteeID(h.NewID()), h.one.ID.String())
	h.wants(err, fault.NotFound, "")
	_, err = h.tasks.Edit(ctx, by, task.EditTask{Committee: h.Committee, ID: h.one.ID, Version: 1, Event: task.EventID(h.NewID()), Text: "Khác"})
	h.wants(err, fault.Forbidden, "")
	_, err = h.s.List(ctx, by, h.Committee, answer.Query{})
	h.wants(err, fault.Forbidden, "")
	act := task.Act{ID: task.EventID(h.NewID()), Committee: h.Committee, Task: h.one.ID, Version: 1, Event: task.EvReported, Actions: "Xong"}
	_, err = h.tasks.Act(ctx, by, act)
	h.must(err)
	_, err = h.tasks.Act(ctx, by, task.Act{ID: task.EventID(h.NewID()), Committee: h.Committee, Task: h.one.ID, Version: 2, Event: task.EvConfirmed})
	h.wants(err, fault.Forbidden, "")
	_, err = h.tasks.Undo(ctx, by, task.Undo{ID: task.EventID(h.NewID()), Committee: h.Committee, Task: h.one.ID, Event: act.ID})
	h.wants(err, fault.Conflict, "task.cannot_undo")
}

func TestWhoMayNotMakeLinks(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	l, b := h.made(h.one.ID)
	for name, by := range h.Actors() {
		kind := fault.Forbidden
		switch name {
		case "head", "deputy", "secretary":
			if _, err := h.s.Get(ctx, by, h.Committee, l.ID); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			continue
		case "admin", "stranger":
			kind = fault.NotFound
		}
		_, _, err := h.s.Make(ctx, by, h.link(h.two.ID))
		h.wants(err, kind, "")
		_, err = h.s.List(ctx, by, h.Committee, answer.Query{})
		h.wants(err, kind, "")
		_, err = h.s.Get(ctx, by, h.Committee, l.ID)
		h.wants(err, kind, "")
		_, err = h.s.Revoke(ctx, by, answer.Revoke{Committee: h.Committee, ID: l.ID})
		h.wants(err, kind, "")
		_, err = h.s.Choices(ctx, by, h.Committee, h.unit)
		h.wants(err, kind, "")
		_, err = h.s.OfSlip(ctx, by, remind.SlipID{}, b.Secret)
		h.wants(err, fault.NotFound, "answer_link.dead")
	}
	there := furnished(t, factory.NewRoom(t, h.DB))
	_, err := there.s.Get(ctx, there.Secretary, there.Committee, l.ID)
	h.wants(err, fault.NotFound, "")
}

func TestWhatALinkMayBeMadeFor(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	lines, err := h.s.Choices(ctx, h.Secretary, h.Committee, h.unit)
	h.must(err)
	if len(lines) != 2 {
		t.Errorf("choices %+v", lines)
	}
	_, _, err = h.s.Make(ctx, h.Secretary, h.link(h.far.ID))
	h.wants(err, fault.Invalid, "answer_link.not_theirs")
	_, _, err = h.s.Make(ctx, h.Secretary, h.link(task.ID(h.NewID())))
	h.wants(err, fault.Invalid, "answer_link.no_task")
	_, _, err = h.s.Make(ctx, h.Secretary, h.link())
	h.wants(err, fault.Invalid, "")
	long := h.link(h.one.ID)
	long.Days = answer.MaxDays + 1
	_, _, err = h.s.Make(ctx, h.Secretary, long)
	h.wants(err, fault.Invalid, "")
	in := h.link(h.one.ID)
	_, _, err = h.s.Make(ctx, h.Secretary, in)
	h.must(err)
	_, _, err = h.s.Make(ctx, h.Secretary, in)
	h.wants(err, fault.Conflict, "answer_link.shown")
	p, err := h.s.List(ctx, h.Secretary, h.Committee, answer.Query{Unit: h.unit, ListQuery: org.ListQuery{Per: 10}})
	h.must(err)
	if p.Total != 1 || p.Rows[0].Standing != answer.Open || p.Rows[0].UnitName != "Xã Mẫu Một" {
		t.Errorf("list %+v", p)
	}
}

// TestTheSenderSaysWhoTheyAre: nothing is taken from somebody who does not.
func TestTheSenderSaysWhoTheyAre(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	_, b := h.made(h.one.ID)
	in := h.report(h.one, task.EvReported)
	in.Name = "  "
	_, err := h.s.Answer(ctx, b, in)
	h.wants(err, fault.Invalid, "")
	in = h.report(h.one, task.EvReported)
	in.Version += 3
	_, err = h.s.Answer(ctx, b, in)
	h.wants(err, fault.Conflict, "conflict.stale")
	in = h.report(h.one, task.EvReported)
	in.Actions = ""
	_, err = h.s.Answer(ctx, b, in)
	h.wants(err, fault.Invalid, "task.actions_required")
}

func TestThePredecessorsTasksAreTheUnits(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	_, err := h.Org.CreateSuccession(ctx, access.System("test"), org.SuccessionInput{
		ID: org.SuccessionID(h.NewID()), From: h.other, To: h.unit, Kind: "merge", HappenedOn: h.Clock.Today().AddDays(-1),
	})
	h.must(err)
	_, b := h.made(h.far.ID)
	if _, err := h.s.Answer(ctx, b, h.report(h.far, task.EvReported)); err != nil {
		t.Error(err)
	}
}

func TestTriesAreCounted(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	s := answer.NewService(h.Deps, h.tasks, answer.Options{Limits: answer.Limits{LinkBurst: 3, LinkEvery: time.Minute, AddressBurst: 5, AddressEvery: time.Minute}})
	_, b := h.made(h.one.ID)
	for range 3 {
		_, err := s.Open(ctx, b)
		h.must(err)
	}
	_, err := s.Open(ctx, b)
	h.wants(err, fault.TooMany, "answer_link.too_many")
	for i := range 4 { // one address, always another guess
		_, err = s.Open(ctx, answer.Bearer{Secret: string(rune('a' + i)), Address: b.Address})
	}
	h.wants(err, fault.TooMany, "")
	if _, err = s.Open(ctx, answer.Bearer{Secret: "b", Address: "192.0.2.9"}); fault.KindOf(err) != fault.NotFound {
		t.Errorf("from elsewhere: %v", err)
	}
}

// TestNothingKeepsTheSecret looks for it in everything the database wrote.
func TestNothingKeepsTheSecret(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	_, b := h.made(h.one.ID)
	_, err := h.s.Answer(ctx, b, h.report(h.one, task.EvReported))
	h.must(err)
	for _, sql := range []string{
		`SELECT coalesce(string_agg(to_jsonb(l)::text, ''), '') FROM answer_link l`, `SELECT coalesce(string_agg(to_jsonb(a)::text, ''), '') FROM audit_entry a`,
		`SELECT coalesce(string_agg(to_jsonb(e)::text, ''), '') FROM task_event e`, `SELECT coalesce(string_agg(to_jsonb(g)::text, ''), '') FROM answer_given g`,
	} {
		var all string
		h.must(h.DB.QueryRow(ctx, sql).Scan(&all))
		if all == "" || strings.Contains(all, b.Secret) {
			t.Errorf("%s keeps the secret, or nothing", sql)
		}
	}
	if _, err := audit.Verify(ctx, h.DB, h.Committee); err != nil {
		t.Error(err)
	}
}

// TestTheDatabaseItselfRefuses what a link must never do, and any change of what was said.
func TestTheDatabaseItselfRefuses(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	l, b := h.made(h.one.ID, h.two.ID)
	_, err := h.s.Answer(ctx, b, h.report(h.one, task.EvReported))
	h.must(err)
	insert := `INSERT INTO task_event (committee_id, task_id, seq, id, kind, effective_on, recorded_at, login, actor_name, state, completed_on, note, link_id, declared, created_hash)
		SELECT committee_id, task_id, 9, gen_random_uuid(), 'confirmed', effective_on, recorded_at, login, actor_name, 'confirmed', effective_on, 'x', link_id, declared, 'h' FROM task_event WHERE link_id = $1`
	for name, sql := range map[string]string{
		"confirming":        insert,
		"another unit":      `UPDATE answer_link SET unit_id = (SELECT id FROM unit WHERE id <> unit_id LIMIT 1) WHERE id = $1`,
		"a later last day":  `UPDATE answer_link SET expires_at = expires_at + interval '1 day' WHERE id = $1`,
		"deleting a link":   `DELETE FROM answer_link WHERE id = $1`,
		"another task":      `UPDATE answer_link_task SET position = 7 WHERE link_id = $1`,
		"taking words back": `DELETE FROM answer_given WHERE link_id = $1`,
		"changing an event": `UPDATE task_event SET declared = 'khác' WHERE link_id = $1`,
	} {
		tx, err := h.DB.Begin(ctx)
		h.must(err)
		if _, err := tx.Exec(ctx, sql, l.ID); err == nil {
			t.Errorf("%s was taken", name)
		}
		h.must(tx.Rollback(ctx))
	}
	if h.state(h.two) != task.Assigned {
		t.Error("the other task moved")
	}
}
