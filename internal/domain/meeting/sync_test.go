package meeting_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/testkit/dbtest"
	"github.com/dondoc/dondoc/internal/testkit/factory"
)

// pad is one browser's store for a meeting: it numbers what it sends.
type pad struct {
	factory.Room
	t      *testing.T
	by     access.Actor
	m      meeting.Meeting
	device meeting.DeviceID
	n      int
}

func newPad(t *testing.T, r factory.Room, m meeting.Meeting) *pad {
	t.Helper()
	return &pad{Room: r, t: t, by: r.Secretary, m: m, device: meeting.DeviceID(r.NewID())}
}

func (p *pad) command(k meeting.CommandKind, body any) meeting.Command {
	p.t.Helper()
	p.n++
	raw, err := json.Marshal(body)
	if err != nil {
		p.t.Fatal(err)
	}
	return meeting.Command{N: p.n, Kind: k, Body: raw}
}

func (p *pad) batch(some ...meeting.Command) meeting.Batch {
	return meeting.Batch{Committee: p.Committee, Meeting: p.m.ID, Device: p.device, Commands: some}
}

func (p *pad) send(some ...meeting.Command) meeting.Answer {
	p.t.Helper()
	return must(p.Meetings.Apply(p.t.Context(), p.by, p.batch(some...), nil))(p.t)
}

// one sends a single command and wants a status.
func (p *pad) one(want meeting.OutcomeStatus, k meeting.CommandKind, body any) meeting.CommandOutcome {
	p.t.Helper()
	a := p.send(p.command(k, body))
	if len(a.Outcomes) != 1 || a.Outcomes[0].Status != want {
		p.t.Fatalf("%s: %+v, want %s", k, a, want)
	}
	return a.Outcomes[0]
}

func says(text string) meeting.BlockContent {
	return meeting.BlockContent{Kind: meeting.Speech, Speaker: "Đại biểu", Text: text}
}

// lines are the texts of the record in order.
func (p *pad) lines() []string {
	p.t.Helper()
	d := must(p.Meetings.Record(p.t.Context(), p.Secretary, p.Committee, p.m.ID))(p.t)
	var all []string
	for _, b := range d.Blocks {
		all = append(all, b.Text)
	}
	return all
}

func TestApplyDoesEveryCommandOnceAndInOrder(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	p := newPad(t, r, r.NewMeeting(t))
	first, second := meeting.BlockID(r.NewID()), meeting.BlockID(r.NewID())
	some := []meeting.Command{
		p.command(meeting.BlockAdd, meeting.BlockAddition{ID: first, Content: says("một")}),
		p.command(meeting.BlockAdd, meeting.BlockAddition{ID: second, After: first, Content: says("hai")}),
		p.command(meeting.BlockEdit, meeting.BlockChange{ID: first, Base: says("một"), Content: says("một sửa")}),
		p.command(meeting.BlockPlace, meeting.BlockPlacing{ID: second, First: true}),
	}
	if a := p.send(some[:2]...); a.Next != 3 || len(a.Outcomes) != 2 {
		t.Fatalf("first half: %+v", a)
	}
	// The answer was lost: everything is sent again, with more behind it.
	a := p.send(some...)
	if a.Next != 5 || len(a.Outcomes) != 4 || !a.Outcomes[0].Repeated || !a.Outcomes[1].Repeated || a.Outcomes[2].Repeated {
		t.Fatalf("sent again: %+v", a)
	}
	if got := p.lines(); strings.Join(got, "|") != "hai|một sửa" {
		t.Errorf("record %q", got)
	}
	if n := auditLines(t, r, "block.add"); n != 2 {
		t.Errorf("%d lines of audit for two additions", n)
	}
	if v := must(r.Meetings.BlockVersions(t.Context(), r.Secretary, r.Committee, first))(t); len(v) != 2 {
		t.Errorf("%d versions, want 2", len(v))
	}
}

func TestApplyAsksForWhatIsMissing(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	p := newPad(t, r, r.NewMeeting(t))
	one := p.command(meeting.BlockAdd, meeting.BlockAddition{ID: meeting.BlockID(r.NewID()), Content: says("một")})
	two := p.command(meeting.BlockAdd, meeting.BlockAddition{ID: meeting.BlockID(r.NewID()), Content: says("hai")})
	three := p.command(meeting.BlockAdd, meeting.BlockAddition{ID: meeting.BlockID(r.NewID()), Content: says("ba")})
	if a := p.send(three); a.Next != 1 || len(a.Outcomes) != 0 {
		t.Fatalf("the third alone: %+v, want to be asked for the first", a)
	}
	if a := p.send(one, three); a.Next != 2 || len(a.Outcomes) != 1 {
		t.Fatalf("a gap inside: %+v", a)
	}
	if a := p.send(two, three); a.Next != 4 || strings.Join(p.lines(), "|") != "một|hai|ba" {
		t.Fatalf("%+v, record %q", a, p.lines())
	}
	if a := p.send(); a.Next != 4 {
		t.Errorf("an empty batch asks where we are: %+v", a)
	}
	two.Body = json.RawMessage(`{}`)
	_, err := r.Meetings.Apply(t.Context(), r.Secretary, p.batch(two), nil)
	wantKind(t, err, fault.Conflict, "sync.number_reused")
}

func TestTheSameBlockOnBothSides(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	m := r.NewMeeting(t)
	mine, theirs := newPad(t, r, m), newPad(t, r, m)
	theirs.by = r.Head
	b := meeting.BlockID(r.NewID())
	base := says("Xã Mẫu Một chậm công khai")
	mine.one(meeting.Applied, meeting.BlockAdd, meeting.BlockAddition{ID: b, Content: base})

	// Different words merge silently.
	theirs.one(meeting.Applied, meeting.BlockEdit, meeting.BlockChange{ID: b, Base: base, Content: says("UBND xã Mẫu Một chậm công khai")})
	o := mine.one(meeting.MergedIn, meeting.BlockEdit, meeting.BlockChange{ID: b, Base: base, Content: says("Xã Mẫu Một chậm công khai khoản thu")})
	if o.Block.Text != "UBND xã Mẫu Một chậm công khai khoản thu" {
		// "Xã" became "UBND xã" on their side while I wrote at the end
		t.Errorf("merged %q", o.Block.Text)
	}

	// The same words: nothing is written, both are shown.
	base = says(o.Block.Text)
	theirs.one(meeting.Applied, meeting.BlockEdit, meeting.BlockChange{ID: b, Base: base, Content: says(strings.Replace(base.Text, "chậm", "chưa", 1))})
	o = mine.one(meeting.Clash, meeting.BlockEdit, meeting.BlockChange{ID: b, Base: base, Content: says(strings.Replace(base.Text, "chậm", "không", 1))})
	c := o.Conflict
	if c == nil || !strings.Contains(c.Theirs.Text, "chưa") || !strings.Contains(c.Mine.Text, "không") || !strings.Contains(c.Proposal.Text, "không chưa") {
		t.Fatalf("conflict %+v", c)
	}
	if got := mine.lines(); !strings.Contains(got[0], "chưa") {
		t.Errorf("a conflict wrote: %q", got)
	}
	// The person chose: what is chosen starts from what they saw of the other side.
	o = mine.one(meeting.Applied, meeting.BlockEdit, meeting.BlockChange{ID: b, Base: says(c.Theirs.Text), Content: says("lời đã chọn")})
	if o.Block.Text != "lời đã chọn" {
		t.Errorf("chosen %q", o.Block.Text)
	}
}

func TestTakingOutALineSomebodyElseChanged(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	m := r.NewMeeting(t)
	p, other := newPad(t, r, m), newPad(t, r, m)
	b := meeting.BlockID(r.NewID())
	p.one(meeting.Applied, meeting.BlockAdd, meeting.BlockAddition{ID: b, Content: says("một")})
	other.one(meeting.Applied, meeting.BlockEdit, meeting.BlockChange{ID: b, Base: says("một"), Content: says("hai")})
	p.one(meeting.Clash, meeting.BlockWithdraw, meeting.BlockRemoval{ID: b, Base: says("một"), Withdrawn: true})
	p.one(meeting.Applied, meeting.BlockWithdraw, meeting.BlockRemoval{ID: b, Base: says("hai"), Withdrawn: true})
	o := other.one(meeting.Clash, meeting.BlockEdit, meeting.BlockChange{ID: b, Base: says("hai"), Content: says("hai ba")})
	if !o.Conflict.Theirs.Withdrawn || o.Conflict.Proposal.Text != "hai ba" {
		t.Errorf("writing in a line that was taken out: %+v", o.Conflict)
	}
	p.one(meeting.Applied, meeting.BlockWithdraw, meeting.BlockRemoval{ID: b, Withdrawn: false})
	other.one(meeting.Applied, meeting.BlockEdit, meeting.BlockChange{ID: b, Base: says("hai"), Content: says("hai ba")})
}

func TestWhatARuleRefusesDoesNotHoldUpTheRest(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	p := newPad(t, r, r.NewMeeting(t))
	lost := meeting.BlockID(r.NewID())
	a := p.send(
		p.command(meeting.BlockAdd, meeting.BlockAddition{ID: lost, Content: meeting.BlockContent{Kind: meeting.Vote, Text: "không có số phiếu"}}),
		p.command("no.such.thing", struct{}{}),
		p.command(meeting.BlockEdit, 5),
		p.command(meeting.BlockAdd, meeting.BlockAddition{ID: meeting.BlockID(r.NewID()), After: lost, Content: says("còn lại")}),
	)
	var got []string
	for _, o := range a.Outcomes {
		got = append(got, string(o.Status))
	}
	if strings.Join(got, " ") != "refused refused refused applied" || a.Next != 5 {
		t.Fatalf("%v, next %d", got, a.Next)
	}
	if m := a.Outcomes[0].Refusal.Fields["votes"]; m.Key != "validate.required" {
		t.Errorf("refusal %+v", a.Outcomes[0].Refusal)
	}
	if lines := p.lines(); len(lines) != 1 || lines[0] != "còn lại" {
		t.Errorf("record %q: words are not lost over their place", lines)
	}
	_, err := r.Meetings.Apply(t.Context(), r.Secretary, p.batch(meeting.Command{N: 5, Kind: meeting.BlockAdd}), nil)
	wantKind(t, err, fault.Invalid, "")
}

func TestALockedRecordRefusesWithItsReason(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	p := newPad(t, r, r.NewMeeting(t))
	if _, err := r.DB.Exec(t.Context(), `UPDATE meeting SET state = 'cancelled' WHERE id = $1`, p.m.ID.UUIDBytes()); err != nil {
		t.Fatal(err)
	}
	o := p.one(meeting.Refused, meeting.BlockAdd, meeting.BlockAddition{ID: meeting.BlockID(r.NewID()), Content: says("muộn rồi")})
	if o.Refusal.Key != "meeting.is_cancelled" {
		t.Errorf("refusal %+v", o.Refusal)
	}
}

func TestWhoMayApply(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	m := r.NewMeeting(t)
	for name, by := range r.Actors() {
		p := newPad(t, r, m)
		p.by = by
		_, err := r.Meetings.Apply(t.Context(), by, p.batch(p.command(meeting.BlockAdd, meeting.BlockAddition{ID: meeting.BlockID(r.NewID()), Content: says("một")})), nil)
		switch name {
		case "head", "deputy", "secretary":
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
		case "stranger", "admin":
			wantKind(t, err, fault.NotFound, "")
		default:
			wantKind(t, err, fault.Forbidden, "")
		}
	}
	p := newPad(t, r, m)
	p.send(p.command(meeting.BlockAdd, meeting.BlockAddition{ID: meeting.BlockID(r.NewID()), Content: says("của tôi")}))
	p.by = r.Head
	_, err := r.Meetings.Apply(t.Context(), r.Head, p.batch(), nil)
	wantKind(t, err, fault.Forbidden, "sync.other_device")
}

func TestTheRollIsCalledOnce(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	m := r.NewMeeting(t)
	p, other := newPad(t, r, m), newPad(t, r, m)
	id := meeting.AttendanceID(r.NewID())
	here := meeting.AttendanceContent{Name: "Lê Giả Định", Status: meeting.Present}
	with := func(f func(*meeting.AttendanceContent)) meeting.AttendanceContent { c := here; f(&c); return c }
	p.one(meeting.Applied, meeting.AttendanceSet, meeting.RollChange{ID: id, Content: here})
	late := with(func(c *meeting.AttendanceContent) { c.ArrivedAt = "08:20" })
	p.one(meeting.Applied, meeting.AttendanceSet, meeting.RollChange{ID: id, Base: &here, Content: late})
	gone := with(func(c *meeting.AttendanceContent) { c.LeftAt = "10:00" })
	o := other.one(meeting.Applied, meeting.AttendanceSet, meeting.RollChange{ID: id, Base: &here, Content: gone})
	if o.Attendance.ArrivedAt != "08:20" || o.Attendance.LeftAt != "10:00" {
		t.Errorf("both answers are kept: %+v", o.Attendance)
	}
	early := with(func(c *meeting.AttendanceContent) { c.ArrivedAt = "07:50" })
	o = other.one(meeting.Clash, meeting.AttendanceSet, meeting.RollChange{ID: id, Base: &here, Content: early})
	if o.Attendance.ArrivedAt != "08:20" {
		t.Errorf("the answer given first stands: %+v", o.Attendance)
	}
}

func TestOtherCommandsShareTheTransaction(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	p := newPad(t, r, r.NewMeeting(t))
	calls := 0
	other := func(_ context.Context, _ database.Tx, _ access.Actor, _ meeting.Batch, c meeting.Command) (any, error) {
		calls++
		if string(c.Body) == `"no"` {
			return nil, fault.New(fault.Conflict, "conflict.id_reused")
		}
		return map[string]int{"number": 7}, nil
	}
	send := func(c meeting.Command) meeting.CommandOutcome {
		t.Helper()
		a := must(r.Meetings.Apply(t.Context(), r.Secretary, p.batch(c), other))(t)
		return a.Outcomes[0]
	}
	yes := p.command("task.add", "yes")
	if o := send(yes); o.Status != meeting.Applied || string(o.Other) != `{"number":7}` {
		t.Errorf("%+v", o)
	}
	if o := send(yes); !o.Repeated || calls != 1 {
		t.Errorf("sent again it was carried out again (%d calls): %+v", calls, o)
	}
	if o := send(p.command("task.add", "no")); o.Status != meeting.Refused || o.Refusal.Key != "conflict.id_reused" {
		t.Errorf("%+v", o)
	}
}

// TestTheSameBatchFromManySides sends one batch again and again at the same time, as a browser whose connection trembles does.
func TestTheSameBatchFromManySides(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Fresh(t))
	p := newPad(t, r, r.NewMeeting(t))
	var some []meeting.Command
	after := meeting.BlockID{}
	for i := range 20 {
		b := meeting.BlockID(r.NewID())
		some = append(some, p.command(meeting.BlockAdd, meeting.BlockAddition{ID: b, After: after, Content: says(fmt.Sprintf("dòng %d", i))}))
		after = b
	}
	var wg sync.WaitGroup
	for i := range 6 {
		wg.Go(func() {
			if _, err := r.Meetings.Apply(t.Context(), r.Secretary, p.batch(some[:8+2*i]...), nil); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if a := p.send(some...); a.Next != 21 {
		t.Fatalf("next %d", a.Next)
	}
	lines := p.lines()
	for i, l := range lines {
		if l != fmt.Sprintf("dòng %d", i) {
			t.Fatalf("line %d is %q", i, l)
		}
	}
	if len(lines) != 20 {
		t.Errorf("%d lines", len(lines))
	}
}
