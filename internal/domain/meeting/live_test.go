package meeting_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/testkit/dbtest"
	"github.com/dondoc/dondoc/internal/testkit/factory"
)

func TestLiveTellsWhatChanged(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	m := r.NewMeeting(t)
	p := newPad(t, r, m)
	ask := func(seq int64, stems bool) meeting.Live {
		t.Helper()
		return must(r.Meetings.Live(t.Context(), r.Secretary, meeting.Since{Committee: r.Committee, Meeting: m.ID, Seq: seq, Stems: stems}))(t)
	}
	first, second := meeting.BlockID(r.NewID()), meeting.BlockID(r.NewID())
	p.one(meeting.Applied, meeting.BlockAdd, meeting.BlockAddition{ID: first, Content: says("một")})
	p.one(meeting.Applied, meeting.BlockAdd, meeting.BlockAddition{ID: second, Content: says("hai")})
	r.NewAttendance(t, m, "Lê Giả Định")
	all := ask(0, true)
	if len(all.Blocks) != 2 || len(all.Attendance) != 1 || all.Stems == nil || !all.Writable || all.Seq == 0 {
		t.Fatalf("%+v", all)
	}
	if none := ask(all.Seq, false); len(none.Blocks)+len(none.Attendance) != 0 || none.Seq != all.Seq || none.Stems != nil {
		t.Errorf("nothing changed: %+v", none)
	}
	p.one(meeting.Applied, meeting.BlockWithdraw, meeting.BlockRemoval{ID: first, Base: says("một"), Withdrawn: true})
	more := ask(all.Seq, false)
	if len(more.Blocks) != 1 || !more.Blocks[0].Withdrawn || more.Seq <= all.Seq {
		t.Errorf("a line was taken out: %+v", more)
	}
	p.one(meeting.Applied, meeting.BlockPlace, meeting.BlockPlacing{ID: second, First: true})
	if moved := ask(more.Seq, false); len(moved.Blocks) == 0 {
		t.Error("a line was moved and nobody is told")
	}
}

func TestWhoMayFollow(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	m := r.NewMeeting(t)
	for name, by := range r.Actors() {
		_, err := r.Meetings.Live(t.Context(), by, meeting.Since{Committee: r.Committee, Meeting: m.ID})
		_, here := r.Meetings.There(t.Context(), by, r.Committee, m.ID, meeting.ConnectionID(r.NewID()))
		switch name {
		case "head", "deputy", "secretary":
			if err != nil || here != nil {
				t.Errorf("%s: %v, %v", name, err, here)
			}
		case "member":
			wantKind(t, err, fault.Forbidden, "")
			wantKind(t, here, fault.Forbidden, "")
		default:
			wantKind(t, err, fault.NotFound, "")
			wantKind(t, here, fault.NotFound, "")
		}
	}
}

func TestWhoIsThere(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	m := r.NewMeeting(t)
	mine, again, head := meeting.ConnectionID(r.NewID()), meeting.ConnectionID(r.NewID()), meeting.ConnectionID(r.NewID())
	must(r.Meetings.There(t.Context(), r.Secretary, r.Committee, m.ID, mine))(t)
	must(r.Meetings.There(t.Context(), r.Secretary, r.Committee, m.ID, again))(t)
	there := must(r.Meetings.There(t.Context(), r.Head, r.Committee, m.ID, head))(t)
	if len(there) != 2 || there[0].Name != "thu.ky" || there[1].User != r.Head.User {
		t.Errorf("two pages of one account are one reader: %+v", there)
	}
	for _, c := range []meeting.ConnectionID{mine, again} {
		if err := r.Meetings.Left(t.Context(), r.Secretary, r.Committee, m.ID, c); err != nil {
			t.Fatal(err)
		}
	}
	if there = must(r.Meetings.There(t.Context(), r.Head, r.Committee, m.ID, head))(t); len(there) != 1 {
		t.Errorf("after leaving: %+v", there)
	}
	later := r.At(m.HeldOn.AddDays(400))
	if there = must(later.Meetings.There(t.Context(), r.Secretary, r.Committee, m.ID, mine))(t); len(there) != 1 {
		t.Errorf("whoever was not heard of for long is gone: %+v", there)
	}
}

func TestWhoWroteWhichWords(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	m := r.NewMeeting(t)
	p, head := newPad(t, r, m), newPad(t, r, m)
	head.by = r.Head
	b := meeting.BlockID(r.NewID())
	p.one(meeting.Applied, meeting.BlockAdd, meeting.BlockAddition{ID: b, Content: says("một hai ba")})
	head.one(meeting.Applied, meeting.BlockEdit, meeting.BlockChange{ID: b, Base: says("một hai ba"), Content: says("một nhị ba bốn")})
	h := must(r.Meetings.History(t.Context(), r.Secretary, r.Committee, b))(t)
	var got []string
	for _, w := range h.Written {
		got = append(got, w.Name+":"+strings.TrimSpace(w.Text))
	}
	if strings.Join(got, "|") != "thu.ky:một|truong.ban:nhị|thu.ky:ba|truong.ban:bốn" {
		t.Errorf("written by %q", got)
	}
	if len(h.Versions) != 2 || len(h.Versions[0].Pieces) != 5 || h.Versions[0].Pieces[1].Op != "gone" {
		t.Errorf("versions %+v", h.Versions)
	}
	_, err := r.Meetings.History(t.Context(), r.Stranger, r.Committee, b)
	wantKind(t, err, fault.NotFound, "")
	_, err = r.Meetings.History(t.Context(), r.Member, r.Committee, b)
	wantKind(t, err, fault.Forbidden, "")
}

func TestWhoLeftDoesNotCountUntilTheyAreBack(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	m := r.NewMeeting(t, func(c *meeting.Create) { c.State = meeting.InProgress })
	must(r.Meetings.SetQuorumRule(t.Context(), r.Secretary, meeting.SetQuorumRule{
		Committee: r.Committee, Base: meeting.OfSeats, Numerator: 1, Denominator: 2, Strict: true, Active: true,
	}))(t)
	p := newPad(t, r, m)
	member, in := meeting.AttendanceID(r.NewID()), meeting.AttendanceID(r.NewID())
	away := meeting.AttendanceContent{Name: "Lê Giả Định", Status: meeting.Excused}
	sub := meeting.AttendanceContent{Name: "Vũ Giả Tưởng", Status: meeting.Present, SubstituteFor: member}
	left, back := sub, sub
	left.LeftAt = "09:00"
	back.LeftAt, back.BackAt = "09:00", "09:20"
	p.one(meeting.Applied, meeting.AttendanceSet, meeting.RollChange{ID: member, Content: away})
	p.one(meeting.Applied, meeting.AttendanceSet, meeting.RollChange{ID: in, Content: sub})
	p.one(meeting.Applied, meeting.AttendanceSet, meeting.RollChange{ID: in, Base: &sub, Content: left})
	p.one(meeting.Applied, meeting.AttendanceSet, meeting.RollChange{ID: in, Base: &left, Content: back})
	live := must(r.Meetings.Live(t.Context(), r.Secretary, meeting.Since{Committee: r.Committee, Meeting: m.ID}))(t)
	if live.Quorum == nil || !live.Quorum.Rule.Active {
		t.Fatalf("the page is told %+v", live.Quorum)
	}
	var present []int
	for _, q := range live.Quorum.Moments {
		present = append(present, q.Present)
	}
	if got, want := present[len(present)-4:], []int{0, 1, 0, 1}; !slices.Equal(got, want) {
		t.Errorf("counted %v, want %v", got, want)
	}
	if again := must(r.Meetings.Live(t.Context(), r.Secretary, meeting.Since{Committee: r.Committee, Meeting: m.ID, Seq: live.Seq}))(t); again.Quorum != nil {
		t.Error("nothing of the roll changed and it is told again")
	}
	wrong := back
	wrong.BackAt = "08:00"
	o := p.one(meeting.Refused, meeting.AttendanceSet, meeting.RollChange{ID: in, Base: &back, Content: wrong})
	if o.Refusal.Fields["back_at"].Key != "meeting.back_before_leaving" {
		t.Errorf("refused because %+v", o.Refusal)
	}
}

// TestACountIsOfTheMomentItWasNoted sends what was noted while the line was down: not later than now, not before the last count, and
// not by a clock that shows another day.
func TestACountIsOfTheMomentItWasNoted(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 2, 2, 9, 30, 0, 0, calendar.Zone())
	r := factory.NewRoom(t, dbtest.Tx(t)).Then(now)
	m := r.NewMeeting(t, func(c *meeting.Create) { c.State = meeting.InProgress })
	p := newPad(t, r, m)
	for _, c := range []struct{ noted, want time.Time }{
		{now.Add(-20 * time.Minute), now.Add(-20 * time.Minute)},
		{now.Add(-25 * time.Minute), now.Add(-20 * time.Minute)}, // a second computer's, whose line came back later
		{now.Add(-5 * time.Minute), now.Add(-5 * time.Minute)},
		{now.Add(-48 * time.Hour), now},
		{now.Add(time.Hour), now},
		{time.Time{}, now},
	} {
		p.one(meeting.Applied, meeting.AttendanceSet, meeting.RollChange{
			ID: meeting.AttendanceID(r.NewID()), NotedAt: c.noted, Content: meeting.AttendanceContent{Name: "Lê Giả Định", Status: meeting.Present},
		})
		_, moments, err := r.Meetings.Quorum(t.Context(), r.Secretary, r.Committee, m.ID)
		if err != nil {
			t.Fatal(err)
		}
		if got := moments[len(moments)-1].At; !got.Equal(c.want) {
			t.Errorf("noted at %s: counted at %s, want %s", c.noted, got, c.want)
		}
	}
}

func TestAConclusionIsNotLostOverTheSpeechItLiesWithin(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	p := newPad(t, r, r.NewMeeting(t))
	never, line := meeting.BlockID(r.NewID()), meeting.BlockID(r.NewID())
	content := meeting.BlockContent{Kind: meeting.Conclusion, Within: never, Text: "Giao xã"}
	o := p.one(meeting.Applied, meeting.BlockAdd, meeting.BlockAddition{ID: line, After: never, Content: content})
	if !o.Block.Within.IsZero() || o.Block.Text != "Giao xã" {
		t.Errorf("stored as %+v", o.Block)
	}
	other := content
	other.Text = "Giao xã Mẫu Một"
	if o = p.one(meeting.MergedIn, meeting.BlockEdit, meeting.BlockChange{ID: line, Base: content, Content: other}); o.Block.Text != other.Text {
		t.Errorf("stored as %+v", o.Block)
	}
}
