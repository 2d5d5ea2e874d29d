package meeting_test

import (
	"testing"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/testkit/dbtest"
	"github.com/dondoc/dondoc/internal/testkit/factory"
)

func prepare(r factory.Room, m meeting.Meeting) meeting.Prepare {
	return meeting.Prepare{Committee: r.Committee, ID: m.ID}
}

func TestTheRollFillsItselfWithTheMembersOfTheDay(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	ctx := t.Context()
	join := func(name string, from, to calendar.Date) {
		p := r.NewPerson(t, name)
		must(r.Org.CreateMembership(ctx, access.System("test"), org.MembershipInput{
			Committee: r.Committee, ID: org.MembershipID(r.NewID()), Person: p, Unit: r.Unit, Role: "member", PositionOrder: 5, ValidFrom: from, ValidTo: to,
		}))(t)
	}
	join("Lê Còn Đó", calendar.NewDate(2021, 1, 1), calendar.Date{})
	join("Phạm Đã Thôi", calendar.NewDate(2021, 1, 1), calendar.NewDate(2025, 12, 31))
	join("Hồ Chưa Vào", calendar.NewDate(2026, 6, 1), calendar.Date{})
	m := r.NewMeeting(t)
	added := must(r.Meetings.FillRoll(ctx, r.Secretary, prepare(r, m)))(t)
	if len(added) != 2 || added[0].Name != "Nguyễn Văn Mẫu" || added[1].Name != "Lê Còn Đó" || added[1].UnitName != "Ủy ban nhân dân xã Mẫu Một" || added[1].Status != meeting.Present {
		t.Fatalf("added %+v", added)
	}
	must(r.Meetings.WithdrawAttendance(ctx, r.Secretary, meeting.Withdraw[meeting.AttendanceID]{Committee: r.Committee, ID: added[1].ID, Version: 1, Withdrawn: true}))(t)
	if again := must(r.Meetings.FillRoll(ctx, r.Secretary, prepare(r, m)))(t); len(again) != 0 {
		t.Errorf("filled again: %+v", again)
	}
	_, err := r.Meetings.FillRoll(ctx, r.Member, prepare(r, m))
	wantKind(t, err, fault.Forbidden, "")
	_, err = r.Meetings.FillRoll(ctx, r.Stranger, prepare(r, m))
	wantKind(t, err, fault.NotFound, "")
}

func TestTheAgendaBeginsByItself(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	ctx := t.Context()
	r.NewMeeting(t, func(in *meeting.Create) { in.HeldOn = calendar.NewDate(2025, 12, 1) })
	m := r.NewMeeting(t)
	for due, state := range map[string]string{"2026-01-15": "assigned", "2026-02-10": "in_progress", "2026-01-16": "confirmed", "2026-06-30": "assigned"} {
		dueTask(t, r, due, state)
	}
	must(r.Meetings.AddAgendaItem(ctx, r.Secretary, agenda(r, m, "Báo cáo")))(t)
	added := must(r.Meetings.PrepareAgenda(ctx, r.Secretary, prepare(r, m)))(t)
	if len(added) != 2 {
		t.Fatalf("added %+v", added)
	}
	if got, want := titles(record(t, r, m)), "Rà soát nhiệm vụ đến hạn, quá hạn từ kỳ trước Thông qua biên bản kỳ trước (ngày 01/12/2025) Báo cáo"; got != want {
		t.Errorf("agenda %q", got)
	}
	if again := must(r.Meetings.PrepareAgenda(ctx, r.Secretary, prepare(r, m)))(t); len(again) != 0 {
		t.Errorf("prepared again: %+v", again)
	}
	units := must(r.Meetings.Review(ctx, r.Secretary, r.Committee, m.ID))(t)
	if len(units) != 1 || units[0].Name != "Ủy ban nhân dân xã Mẫu Một" || len(units[0].Tasks) != 2 || !units[0].Tasks[0].Overdue || units[0].Tasks[1].Overdue {
		t.Errorf("review %+v", units)
	}
	for name, tt := range map[string]struct {
		by   access.Actor
		kind fault.Kind
	}{"stranger": {r.Stranger, fault.NotFound}, "member before it is circulated": {r.Member, fault.Forbidden}} {
		_, err := r.Meetings.Review(ctx, tt.by, r.Committee, m.ID)
		t.Log(name)
		wantKind(t, err, tt.kind, "")
	}
	_, err := r.Meetings.PrepareAgenda(ctx, r.Observer, prepare(r, m))
	wantKind(t, err, fault.Forbidden, "")
}

// dueTask writes a task of the room's unit; this package stands below the one that makes tasks.
func dueTask(t *testing.T, r factory.Room, due, state string) {
	t.Helper()
	_, err := r.DB.Exec(t.Context(), `INSERT INTO task (committee_id, id, number, form, source_kind, text, wording, deadline_kind, due_on, first_due_on, state,
			lead_unit_id, lead_count, given_on, completed_on, search_key, created_at, created_hash)
		SELECT $1, $2, coalesce((SELECT max(number) FROM task WHERE committee_id = $1), 0) + 1, 'single', 'unknown', 'Việc đến hạn ' || $3, 'verbatim', 'date',
			$3::date, $3::date, $4, $5, 1, '2025-06-01', CASE WHEN $4 = 'confirmed' THEN '2025-12-30'::date END, 'viec', now(), ''`,
		r.Committee, r.NewID(), due, state, r.Unit)
	if err != nil {
		t.Fatal(err)
	}
}

func TestInviting(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	ctx := t.Context()
	m := r.NewMeeting(t, func(in *meeting.Create) { in.State = meeting.Planned })
	if v := must(r.Meetings.Summons(ctx, r.Secretary, r.Committee, m.ID))(t); len(v.Told) != 0 || v.Pending() {
		t.Errorf("a plan told somebody: %+v", v.Told)
	}
	in := meeting.Invite{Committee: r.Committee, ID: m.ID, Version: 1}
	_, err := r.Meetings.Invite(ctx, r.Member, in)
	wantKind(t, err, fault.Forbidden, "")
	_, err = r.Meetings.Invite(ctx, r.Stranger, in)
	wantKind(t, err, fault.NotFound, "")
	must(r.Meetings.Invite(ctx, r.Secretary, in))(t)
	if v := must(r.Meetings.Invite(ctx, r.Secretary, in))(t); len(v.Told) != 1 || v.Told[0].Kind != meeting.Invited || v.Told[0].Sequence != 0 {
		t.Fatalf("told %+v", v.Told)
	}
	e := meeting.Edit{Committee: r.Committee, ID: m.ID, Version: 1, Content: r.Create().Content}
	e.HeldOn, e.StartsAt = e.HeldOn.AddDays(7), "14:00"
	m = must(r.Meetings.Edit(ctx, r.Secretary, e))(t)
	if v := must(r.Meetings.Summons(ctx, r.Secretary, r.Committee, m.ID))(t); !v.Pending() {
		t.Error("the change is still to be told")
	}
	_, err = r.Meetings.Invite(ctx, r.Secretary, in)
	wantKind(t, err, fault.Conflict, "conflict.stale")
	in.Version, in.Why = m.Version, "Trùng lịch của huyện"
	v := must(r.Meetings.Invite(ctx, r.Secretary, in))(t)
	if len(v.Told) != 2 || v.Told[1].Kind != meeting.ToldMoved || v.Told[1].Sequence != 1 || v.Told[1].Why != "Trùng lịch của huyện" || v.Told[0].HeldOn != calendar.NewDate(2026, 2, 2) {
		t.Errorf("told %+v", v.Told)
	}
	must(r.Meetings.Move(ctx, r.Secretary, meeting.Move{Committee: r.Committee, ID: m.ID, Version: m.Version, To: meeting.Postponed}))(t)
	v = must(r.Meetings.Summons(ctx, r.Secretary, r.Committee, m.ID))(t)
	if last, _ := v.Last(); len(v.Told) != 3 || last.Kind != meeting.ToldCancelled || last.Sequence != 2 || v.Pending() {
		t.Errorf("told %+v", v.Told)
	}
	back := must(r.Meetings.Move(ctx, r.Secretary, meeting.Move{Committee: r.Committee, ID: m.ID, Version: m.Version + 1, To: meeting.Planned}))(t)
	v = must(r.Meetings.Invite(ctx, r.Secretary, meeting.Invite{Committee: r.Committee, ID: m.ID, Version: back.Version}))(t)
	if last, _ := v.Last(); last.Kind != meeting.ToldMoved || last.Sequence != 3 {
		t.Errorf("told %+v", v.Told)
	}
}

func TestAMeetingThatNobodyWasInvitedToIsCalledOffInSilence(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	m := r.NewMeeting(t, func(in *meeting.Create) { in.State = meeting.Planned })
	must(r.Meetings.Move(t.Context(), r.Secretary, meeting.Move{Committee: r.Committee, ID: m.ID, Version: 1, To: meeting.Cancelled}))(t)
	if v := must(r.Meetings.Summons(t.Context(), r.Secretary, r.Committee, m.ID))(t); len(v.Told) != 0 {
		t.Errorf("told %+v", v.Told)
	}
	_, err := r.Meetings.Invite(t.Context(), r.Secretary, meeting.Invite{Committee: r.Committee, ID: m.ID, Version: 2})
	wantKind(t, err, fault.Conflict, "meeting.invite_planned")
}

func TestCommentsOnCirculatedMinutes(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	ctx, m := t.Context(), r.NewMeeting(t)
	b := r.NewBlock(t, m)
	in := meeting.AddComment{Committee: r.Committee, ID: meeting.CommentID(r.NewID()), Block: b.ID, Text: "Tôi nói là xã Mẫu Hai."}
	_, err := r.Meetings.AddComment(ctx, r.Member, in)
	wantKind(t, err, fault.Forbidden, "")
	_, err = r.Meetings.AddComment(ctx, r.Secretary, in)
	wantKind(t, err, fault.Conflict, "meeting.comment_circulated")
	must(r.Meetings.Move(ctx, r.Secretary, meeting.Move{Committee: r.Committee, ID: m.ID, Version: 1, To: meeting.Circulated}))(t)
	for name, tt := range map[string]struct {
		by   access.Actor
		kind fault.Kind
	}{"stranger": {r.Stranger, fault.NotFound}, "observer": {r.Observer, fault.NotFound}, "focal person": {r.Focal, fault.NotFound}} {
		_, err := r.Meetings.AddComment(ctx, tt.by, in)
		t.Log(name)
		wantKind(t, err, tt.kind, "")
	}
	k := must(r.Meetings.AddComment(ctx, r.Member, in))(t)
	if k.State != meeting.CommentOpen || k.BlockVersion != 1 || k.Name != "uy.vien" {
		t.Errorf("comment %+v", k)
	}
	must(r.Meetings.AddComment(ctx, r.Member, in))(t)
	other := in
	other.Text = "Khác"
	_, err = r.Meetings.AddComment(ctx, r.Member, other)
	wantKind(t, err, fault.Conflict, "conflict.id_reused")
	a := meeting.AnswerComment{Committee: r.Committee, ID: k.ID, Version: 1, State: meeting.CommentAnswered}
	_, err = r.Meetings.AnswerComment(ctx, r.Secretary, a)
	wantField(t, err, "answer", "validate.required")
	a.Answer = "Băng ghi âm là xã Mẫu Một."
	_, err = r.Meetings.AnswerComment(ctx, r.Member, a)
	wantKind(t, err, fault.Forbidden, "")
	if k = must(r.Meetings.AnswerComment(ctx, r.Secretary, a))(t); k.State != meeting.CommentAnswered || k.AnsweredBy != "thu.ky" {
		t.Errorf("answered %+v", k)
	}
	a.State, a.Answer = meeting.CommentTakenOver, ""
	_, err = r.Meetings.AnswerComment(ctx, r.Secretary, a)
	wantKind(t, err, fault.Conflict, "conflict.stale")
	a.Version = 2
	must(r.Meetings.AnswerComment(ctx, r.Secretary, a))(t)
	all := must(r.Meetings.Comments(ctx, r.Member, r.Committee, m.ID))(t)
	if len(all) != 1 || all[0].State != meeting.CommentTakenOver {
		t.Errorf("comments %+v", all)
	}
	_, err = r.Meetings.Comments(ctx, r.Stranger, r.Committee, m.ID)
	wantKind(t, err, fault.NotFound, "")
}

func TestAnOpenPointKeepsTheRecordFromBeingClosed(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	ctx, m := t.Context(), r.NewMeeting(t)
	g := must(r.Meetings.AddAgendaItem(ctx, r.Secretary, agenda(r, m, "Quy chế làm việc")))(t)
	sign := func() error {
		_, err := r.Meetings.Sign(t.Context(), r.Secretary, signOff(t, r, m, meeting.AsSecretary), factory.PlainRender)
		return err
	}
	wantKind(t, sign(), fault.Conflict, "meeting.undecided")
	set := meeting.SetOutcome{Committee: r.Committee, ID: g.ID, Version: 1, Outcome: meeting.OutcomeMoved}
	_, err := r.Meetings.SetOutcome(ctx, r.Secretary, set)
	wantField(t, err, "moved_to", "meeting.moved_where")
	earlier := r.NewMeeting(t, func(in *meeting.Create) { in.HeldOn = in.HeldOn.AddDays(-30) })
	for _, to := range []meeting.ID{earlier.ID, m.ID, meeting.ID(r.NewID())} {
		set.MovedTo = to
		_, err := r.Meetings.SetOutcome(ctx, r.Secretary, set)
		wantField(t, err, "moved_to", "meeting.moved_to_later")
	}
	later := r.NewMeeting(t, func(in *meeting.Create) { in.HeldOn = in.HeldOn.AddDays(30) })
	set.MovedTo = later.ID
	_, err = r.Meetings.SetOutcome(ctx, r.Member, set)
	wantKind(t, err, fault.Forbidden, "")
	_, err = r.Meetings.SetOutcome(ctx, r.Stranger, set)
	wantKind(t, err, fault.NotFound, "")
	if g = must(r.Meetings.SetOutcome(ctx, r.Secretary, set))(t); g.MovedNo != later.Number || g.Outcome != meeting.OutcomeMoved {
		t.Errorf("moved %+v", g)
	}
	set.Version = 2
	must(r.Meetings.SetOutcome(ctx, r.Secretary, set))(t)
	if got := titles(record(t, r, later)); got != "Quy chế làm việc" {
		t.Errorf("agenda of the later meeting %q", got)
	}
	if err := sign(); err != nil {
		t.Error(err)
	}
}

func TestAConclusionSettlesItsPoint(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	m := r.NewMeeting(t)
	g := must(r.Meetings.AddAgendaItem(t.Context(), r.Secretary, agenda(r, m, "Quy chế")))(t)
	r.NewBlock(t, m, func(b *meeting.AddBlock) { b.Kind, b.AgendaItem = meeting.Conclusion, g.ID })
	if left := record(t, r, m).Undecided(); len(left) != 0 {
		t.Errorf("undecided %+v", left)
	}
}

func TestWhoHasToPrepareWhat(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	ctx, m := t.Context(), r.NewMeeting(t)
	in := agenda(r, m, "Báo cáo")
	in.Preparation = meeting.Preparation{PrepareWords: "Số liệu khoản thu", PrepareUnit: r.Unit, PreparePerson: r.Speaker, PrepareBy: m.HeldOn.AddDays(-3)}
	g := must(r.Meetings.AddAgendaItem(ctx, r.Secretary, in))(t)
	if g.PrepareWho != "Trần Thị Ví Dụ, Ủy ban nhân dân xã Mẫu Một" || g.Outcome != meeting.OutcomeOpen {
		t.Errorf("point %+v", g)
	}
	e := meeting.EditAgendaItem{Committee: r.Committee, ID: g.ID, Version: 1, AgendaContent: in.AgendaContent}
	if same := must(r.Meetings.EditAgendaItem(ctx, r.Secretary, e))(t); same.Version != 1 {
		t.Errorf("an edit that changes nothing wrote: %+v", same)
	}
	other := factory.NewRoom(t, r.DB)
	e.PrepareUnit, e.PreparePerson = other.Unit, other.Chair
	_, err := r.Meetings.EditAgendaItem(ctx, r.Secretary, e)
	wantField(t, err, "prepare_unit_id", "meeting.unit_unknown")
	wantField(t, err, "prepare_person_id", "meeting.person_unknown")
}

func TestQuorumFromMomentToMoment(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	ctx := t.Context()
	m := r.NewMeeting(t, func(in *meeting.Create) { in.State = meeting.InProgress })
	rule := meeting.SetQuorumRule{Committee: r.Committee, Base: meeting.OfSeats, Numerator: 1, Denominator: 2, Strict: true, Active: true}
	_, err := r.Meetings.SetQuorumRule(ctx, r.Member, rule)
	wantKind(t, err, fault.Forbidden, "")
	_, err = r.Meetings.SetQuorumRule(ctx, r.Stranger, rule)
	wantKind(t, err, fault.NotFound, "")
	wrong := rule
	wrong.Numerator = 3
	_, err = r.Meetings.SetQuorumRule(ctx, r.Secretary, wrong)
	wantField(t, err, "denominator", "validate.gtefield")
	r.NewAttendance(t, m, "Lê Một")
	must(r.Meetings.SetQuorumRule(ctx, r.Secretary, rule))(t)
	must(r.Meetings.SetQuorumRule(ctx, r.Secretary, rule))(t)
	rule.Base = meeting.OfMembers
	_, err = r.Meetings.SetQuorumRule(ctx, r.Secretary, rule)
	wantKind(t, err, fault.Conflict, "conflict.stale")
	a := r.NewAttendance(t, m, "Lê Hai")
	must(r.Meetings.EditAttendance(ctx, r.Secretary, meeting.EditAttendance{
		Committee: r.Committee, ID: a.ID, Version: 1, AttendanceContent: meeting.AttendanceContent{Name: "Lê Hai", Status: meeting.Absent},
	}))(t)
	must(r.Meetings.EditAttendance(ctx, r.Secretary, meeting.EditAttendance{
		Committee: r.Committee, ID: a.ID, Version: 2, AttendanceContent: meeting.AttendanceContent{Name: "Lê Hai", Status: meeting.Excused},
	}))(t)
	now, moments, err := r.Meetings.Quorum(ctx, r.Secretary, r.Committee, m.ID)
	if err != nil || now.Present != 1 || now.Seats != 2 || *now.Needed != 2 || now.Reached() {
		t.Errorf("now %+v, %v", now, err)
	}
	if len(moments) != 3 || moments[0].Needed != nil || *moments[1].Needed != 2 || moments[2].Present != 1 {
		t.Errorf("moments %+v", moments)
	}
	if w := warningsOf(record(t, r, m)); w["meeting.warn.no_quorum"] == 0 {
		t.Errorf("warnings %v", w)
	}
	_, _, err = r.Meetings.Quorum(ctx, r.Stranger, r.Committee, m.ID)
	wantKind(t, err, fault.NotFound, "")
}

func warningsOf(rec meeting.Record) map[string]int {
	all := map[string]int{}
	for _, w := range rec.Warnings(calendar.NewDate(2026, 3, 2)) {
		all[w.Key]++
	}
	return all
}

func TestCompleteness(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	ctx, m := t.Context(), r.NewMeeting(t)
	must(r.Meetings.AddAgendaItem(ctx, r.Secretary, agenda(r, m, "Quy chế")))(t)
	dueTask(t, r, "2026-03-31", "assigned")
	if _, err := r.DB.Exec(ctx, `UPDATE task SET meeting_id = $1, due_on = NULL, deadline_kind = 'vague', lead_unit_id = NULL, lead_count = 0 WHERE committee_id = $2`, m.ID, r.Committee); err != nil {
		t.Fatal(err)
	}
	v := must(r.Meetings.Completeness(ctx, r.Secretary, r.Committee, m.ID))(t)
	if v.Counted != 1 || len(v.Tasks) != 1 || len(v.Undecided) != 1 {
		t.Fatalf("completeness %+v", v)
	}
	want := []meeting.Gap{meeting.NoLead, meeting.NoDeadline, meeting.NoProduct, meeting.NoAuthority}
	for i, g := range want {
		if len(v.Tasks[0].Gaps) != len(want) || v.Tasks[0].Gaps[i] != g {
			t.Fatalf("gaps %v, want %v", v.Tasks[0].Gaps, want)
		}
	}
	_, err := r.Meetings.Completeness(ctx, r.Stranger, r.Committee, m.ID)
	wantKind(t, err, fault.NotFound, "")
	_, err = r.Meetings.Completeness(ctx, r.Focal, r.Committee, m.ID)
	wantKind(t, err, fault.NotFound, "")
}
