package meeting_test

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/testkit/dbtest"
	"github.com/dondoc/dondoc/internal/testkit/factory"
)

func issue(r factory.Room, m meeting.Meeting, k meeting.PaperKind) meeting.Issue {
	return meeting.Issue{Committee: r.Committee, ID: meeting.PaperID(r.NewID()), Meeting: m.ID, Kind: k}
}

func TestPaperAsTheRecordSuggestsIt(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	ctx, m := t.Context(), r.NewMeeting(t)
	p := must(r.Meetings.PaperOf(ctx, r.Secretary, r.Committee, m.ID, meeting.Minutes))(t)
	switch {
	case p.Paper.Signer.Name != "Nguyễn Văn Mẫu" || p.Paper.Signer.Title != "TRƯỞNG BAN" || p.Paper.Signer.ForHead:
		t.Errorf("signer %+v", p.Paper.Signer)
	case p.Paper.Secretary.Name != "Trần Thị Ví Dụ" || p.Paper.Secretary.Title != "THƯ KÝ":
		t.Errorf("secretary %+v", p.Paper.Secretary)
	case p.Paper.IssuedOn != m.HeldOn || p.Paper.Version != 0 || p.Paper.State != meeting.PaperDraft:
		t.Errorf("paper %+v", p.Paper)
	case !slices.Equal(p.Paper.Recipients, []string{"Thành viên BCĐ mẫu"}):
		t.Errorf("recipients %q", p.Paper.Recipients)
	case p.Committee.ID != r.Committee || p.Record.Meeting.ID != m.ID:
		t.Errorf("of %v, %v", p.Committee.ID, p.Record.Meeting.ID)
	}
	if n := must(r.Meetings.PaperOf(ctx, r.Secretary, r.Committee, m.ID, meeting.Notice))(t); n.Paper.Secretary.Name != "" || !n.Paper.IssuedOn.IsZero() {
		t.Errorf("a notice bears its own date and one signature: %+v", n.Paper)
	}
	_, err := r.Meetings.PaperOf(ctx, r.Secretary, r.Committee, m.ID, "letter")
	wantKind(t, err, fault.NotFound, "")
	_, err = r.Meetings.PaperOf(ctx, r.Stranger, r.Committee, m.ID, meeting.Minutes)
	wantKind(t, err, fault.NotFound, "")
	_, err = r.Meetings.PaperOf(ctx, r.Member, r.Committee, m.ID, meeting.Minutes)
	wantKind(t, err, fault.Forbidden, "")
}

func TestADeputyWhoChairsSignsInTheHeadsPlace(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	must(r.Org.CreateMembership(t.Context(), access.System("test"), org.MembershipInput{
		Committee: r.Committee, ID: org.MembershipID(r.NewID()), Person: r.Speaker, Role: "deputy_head", ValidFrom: calendar.NewDate(2020, 1, 1),
	}))(t)
	m := r.NewMeeting(t, func(in *meeting.Create) { in.Chair, in.Secretaries = r.Speaker, nil })
	p := must(r.Meetings.PaperOf(t.Context(), r.Secretary, r.Committee, m.ID, meeting.Notice))(t)
	if s := p.Paper.Signer; !s.ForHead || s.Title != "PHÓ TRƯỞNG BAN" || s.Name != "Trần Thị Ví Dụ" {
		t.Errorf("signer %+v", s)
	}
}

func TestWritingAPaper(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	ctx, m := t.Context(), r.NewMeeting(t)
	in := meeting.WritePaper{Committee: r.Committee, ID: meeting.PaperID(r.NewID()), Meeting: m.ID, Kind: meeting.Notice, PaperContent: meeting.PaperContent{
		SignerID: r.Chair, SignerTitle: "TRƯỞNG BAN", Recipients: []string{" Các  xã ", "", "Lưu"},
	}}
	p := must(r.Meetings.WritePaper(ctx, r.Secretary, in))(t)
	if p.Signer.Name != "Nguyễn Văn Mẫu" || !slices.Equal(p.Recipients, []string{"Các xã", "Lưu"}) || p.Version != 1 {
		t.Errorf("stored %+v", p)
	}
	must(r.Meetings.WritePaper(ctx, r.Secretary, in))(t)
	changed := in
	changed.SignerTitle = "KHÁC"
	_, err := r.Meetings.WritePaper(ctx, r.Secretary, changed)
	wantKind(t, err, fault.Conflict, "conflict.id_reused")
	changed.ID = meeting.PaperID(r.NewID())
	_, err = r.Meetings.WritePaper(ctx, r.Secretary, changed)
	wantKind(t, err, fault.Conflict, "meeting.paper_exists")
	_, err = r.Meetings.WritePaper(ctx, r.Member, in)
	wantKind(t, err, fault.Forbidden, "")
	_, err = r.Meetings.WritePaper(ctx, r.Stranger, in)
	wantKind(t, err, fault.NotFound, "")
	e := meeting.EditPaper{Committee: r.Committee, ID: p.ID, Version: 1, PaperContent: changed.PaperContent}
	if p = must(r.Meetings.EditPaper(ctx, r.Secretary, e))(t); p.Signer.Title != "KHÁC" || p.Version != 2 {
		t.Errorf("edited %+v", p)
	}
	e.SignerTitle = "KHÁC NỮA"
	_, err = r.Meetings.EditPaper(ctx, r.Secretary, e)
	wantKind(t, err, fault.Conflict, "conflict.stale")
	e.Corrects = "điều gì"
	_, err = r.Meetings.EditPaper(ctx, r.Secretary, e)
	wantField(t, err, "corrects", "meeting.only_supplement_corrects")
	if got := must(r.Meetings.PaperOf(ctx, r.Secretary, r.Committee, m.ID, meeting.Notice))(t); got.Paper.Signer.Title != "KHÁC" {
		t.Errorf("the stored paper is used: %+v", got.Paper)
	}
}

func TestIssuingTheMinutes(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	ctx, m := t.Context(), r.NewMeeting(t)
	r.NewBlock(t, m)
	in := issue(r, m, meeting.Minutes)
	_, err := r.Meetings.Issue(ctx, r.Secretary, in, factory.PlainRender)
	wantKind(t, err, fault.Conflict, "meeting.needs_signing")
	m = signed(t, r, m)
	_, err = r.Meetings.Issue(ctx, r.Member, in, factory.PlainRender)
	wantKind(t, err, fault.Forbidden, "")
	_, err = r.Meetings.Issue(ctx, r.Stranger, in, factory.PlainRender)
	wantKind(t, err, fault.NotFound, "")
	out := must(r.Meetings.Issue(ctx, r.Secretary, in, factory.PlainRender))(t)
	switch {
	case out.Paper.Number != 1 || out.Paper.State != meeting.PaperIssued || out.Paper.ID != in.ID:
		t.Errorf("paper %+v", out.Paper)
	case out.Paper.IssuedOn != m.HeldOn || out.Paper.Registered != calendar.NewDate(2026, 3, 2):
		t.Errorf("minutes bear the day of the meeting, the book that of issuing: %v %v", out.Paper.IssuedOn, out.Paper.Registered)
	case out.Entry.Summary != m.Title || out.Entry.Typed || out.Entry.MeetingNo != m.Number:
		t.Errorf("book %+v", out.Entry)
	}
	if again := must(r.Meetings.Issue(ctx, r.Secretary, in, factory.PlainRender))(t); again.Paper.Number != 1 {
		t.Errorf("issued twice: %+v", again.Paper)
	}
	file := must(r.Meetings.IssuedFile(ctx, r.Secretary, r.Committee, m.ID, out.Paper.SHA256))(t)
	if !strings.Contains(string(file.Bytes), "01-BB") {
		t.Errorf("the issued file bears no number: %q", file.Bytes)
	}
	if got := must(r.Meetings.Get(ctx, r.Observer, r.Committee, m.ID))(t); got.State != meeting.Issued || got.Level != meeting.Full {
		t.Errorf("an observer reads issued minutes: %s %s", got.State, got.Level)
	}
}

// The lock does not trust the program: the database itself refuses to touch an issued record.
func TestTheDatabaseRefusesToChangeAnIssuedRecord(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	ctx, m := t.Context(), r.NewMeeting(t)
	r.NewBlock(t, m)
	r.NewAttendance(t, m, "Lê Thử")
	g := agenda(r, m, "Báo cáo")
	g1 := must(r.Meetings.AddAgendaItem(ctx, r.Secretary, g))(t)
	must(r.Meetings.SetOutcome(ctx, r.Secretary, meeting.SetOutcome{Committee: r.Committee, ID: g1.ID, Version: 1, Outcome: meeting.OutcomeDone}))(t)
	m = signed(t, r, m)
	must(r.Meetings.Issue(ctx, r.Secretary, issue(r, m, meeting.Minutes), factory.PlainRender))(t)
	for _, sql := range []string{
		`UPDATE meeting SET title = 'khác'`, `UPDATE meeting SET state = 'draft'`, `DELETE FROM meeting_secretary`,
		`UPDATE agenda_item SET title = 'khác'`, `DELETE FROM agenda_item`,
		`UPDATE attendance SET status = 'absent'`, `DELETE FROM attendance`,
		`UPDATE block SET text = 'khác'`, `DELETE FROM block`,
		`INSERT INTO block SELECT committee_id, gen_random_uuid(), meeting_id, position, kind, within_id, agenda_item_id, speaker_id, speaker, speaker_post,
			text, wording, source, votes_for, votes_against, votes_abstained, withdrawn, search_key, created_hash, version FROM block`,
		`UPDATE signature SET name = 'khác'`, `DELETE FROM signature`, `UPDATE signed_file SET bytes = 'x'`, `DELETE FROM signed_file`,
		`UPDATE meeting_paper SET body = 'khác'`, `DELETE FROM meeting_paper`, `UPDATE paper_number SET number = 7`, `DELETE FROM paper_number`,
	} {
		t.Run(sql, func(t *testing.T) {
			tx := must(r.DB.Begin(ctx))(t)
			defer func() { must(0, tx.Rollback(ctx))(t) }()
			if _, err := tx.Exec(ctx, sql); err == nil {
				t.Error("the database allowed it")
			}
		})
	}
}

func TestASupplementCorrectsIssuedMinutes(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	ctx, m := t.Context(), r.NewMeeting(t)
	m = signed(t, r, m)
	w := meeting.WritePaper{Committee: r.Committee, ID: meeting.PaperID(r.NewID()), Meeting: m.ID, Kind: meeting.Supplement, PaperContent: meeting.PaperContent{
		SignerID: r.Chair, Corrects: "Phần II, ý kiến thứ nhất", Text: "Đơn vị chủ trì là xã Mẫu Hai.",
	}}
	must(r.Meetings.WritePaper(ctx, r.Secretary, w))(t)
	early := meeting.Issue{Committee: r.Committee, ID: w.ID, Meeting: m.ID, Kind: meeting.Supplement, Version: 1}
	_, err := r.Meetings.Issue(ctx, r.Secretary, early, factory.PlainRender)
	wantKind(t, err, fault.Conflict, "meeting.supplement_needs_issued")
	minutes := must(r.Meetings.Issue(ctx, r.Secretary, issue(r, m, meeting.Minutes), factory.PlainRender))(t)
	e := meeting.EditPaper{Committee: r.Committee, ID: w.ID, Version: 1, PaperContent: w.PaperContent}
	e.CorrectsID = minutes.Paper.ID
	must(r.Meetings.EditPaper(ctx, r.Secretary, e))(t)
	early.Version = 2
	out := must(r.Meetings.Issue(ctx, r.Secretary, early, factory.PlainRender))(t)
	if out.Paper.Number != 2 || out.Entry.Kind != meeting.Minutes || out.Paper.CorrectsID != minutes.Paper.ID {
		t.Errorf("a supplement is numbered among the minutes: %+v", out)
	}
	if got := must(r.Meetings.PaperByID(ctx, r.Observer, r.Committee, w.ID))(t); got.Paper.Text == "" {
		t.Errorf("supplement %+v", got.Paper)
	}
	_, err = r.Meetings.PaperByID(ctx, r.Stranger, r.Committee, w.ID)
	wantKind(t, err, fault.NotFound, "")
}

func TestNumbersFromTheRegistrysBook(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	ctx := t.Context()
	send := func(change func(*meeting.Issue)) (meeting.Outgoing, error) {
		in := issue(r, r.NewMeeting(t), meeting.Notice)
		change(&in)
		return r.Meetings.Issue(ctx, r.Secretary, in, factory.PlainRender)
	}
	if out := must(send(func(in *meeting.Issue) { in.Number = 4 }))(t); !slices.Equal(out.Missing, []int{1, 2, 3}) || !out.Entry.Typed {
		t.Errorf("a gap is told: %+v", out)
	}
	_, err := send(func(in *meeting.Issue) { in.Number = 4 })
	wantField(t, err, "number", "meeting.number_taken")
	if out := must(send(func(in *meeting.Issue) { in.Number, in.Doubled = 4, true }))(t); !out.Entry.Doubled {
		t.Errorf("meant to be double: %+v", out.Entry)
	}
	if out := must(send(func(*meeting.Issue) {}))(t); out.Paper.Number != 5 {
		t.Errorf("drawn after a typed one: %d", out.Paper.Number)
	}
	v := meeting.BookVoid{Committee: r.Committee, ID: meeting.BookID(r.NewID()), Kind: meeting.Notice, Number: 1, On: calendar.NewDate(2026, 3, 1), Why: "Bỏ trống"}
	must(r.Meetings.BookVoid(ctx, r.Secretary, v))(t)
	if e := must(r.Meetings.BookVoid(ctx, r.Secretary, v))(t); !e.Void || e.Number != 1 {
		t.Errorf("void %+v", e)
	}
	v.Why = "Lý do khác"
	_, err = r.Meetings.BookVoid(ctx, r.Secretary, v)
	wantKind(t, err, fault.Conflict, "conflict.id_reused")
	book := must(r.Meetings.Book(ctx, r.Member, r.Committee, meeting.BookQuery{Kind: meeting.Notice}))(t)
	if book.Total != 4 {
		t.Errorf("%d lines of the book", book.Total)
	}
	runs := must(r.Meetings.Runs(ctx, r.Member, r.Committee))(t)
	if len(runs) != 1 || !slices.Equal(runs[0].Missing, []int{2, 3}) {
		t.Errorf("runs %+v", runs)
	}
	for name, by := range map[string]access.Actor{"stranger": r.Stranger, "admin": r.Admin} {
		_, err := r.Meetings.Book(ctx, by, r.Committee, meeting.BookQuery{})
		if wantKind(t, err, fault.NotFound, ""); name == "" {
			t.Fail()
		}
	}
	_, err = r.Meetings.Runs(ctx, r.Focal, r.Committee)
	wantKind(t, err, fault.Forbidden, "")
	last := book.Rows[0]
	void := meeting.VoidNumber{Committee: r.Committee, ID: last.ID, Version: last.Version, Why: "In hỏng"}
	_, err = r.Meetings.VoidNumber(ctx, r.Member, void)
	wantKind(t, err, fault.Forbidden, "")
	if e := must(r.Meetings.VoidNumber(ctx, r.Secretary, void))(t); !e.Void || e.VoidWhy != "In hỏng" {
		t.Errorf("void %+v", e)
	}
	must(r.Meetings.VoidNumber(ctx, r.Secretary, void))(t)
	if out := must(send(func(*meeting.Issue) {}))(t); out.Paper.Number != 6 {
		t.Errorf("a void number was given again: %d", out.Paper.Number)
	}
}

func TestPartyNumbersRestartWithTheTerm(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	ctx := t.Context()
	for _, term := range []struct {
		name     string
		from, to calendar.Date
	}{
		{"Nhiệm kỳ 2020–2025", calendar.NewDate(2020, 8, 1), calendar.NewDate(2025, 7, 31)},
		{"Nhiệm kỳ 2025–2030", calendar.NewDate(2025, 8, 1), calendar.Date{}},
	} {
		must(r.Org.CreateTerm(ctx, access.System("test"), org.TermInput{
			Committee: r.Committee, ID: org.TermID(r.NewID()), Name: term.name, StartsOn: term.from, EndsOn: term.to,
		}))(t)
	}
	for _, tt := range []struct {
		on     calendar.Date
		number int
		series string
	}{
		{calendar.NewDate(2024, 5, 1), 1, "Nhiệm kỳ 2020–2025"},
		{calendar.NewDate(2025, 1, 2), 2, "Nhiệm kỳ 2020–2025"},
		{calendar.NewDate(2025, 8, 1), 1, "Nhiệm kỳ 2025–2030"},
		{calendar.NewDate(2026, 1, 1), 2, "Nhiệm kỳ 2025–2030"},
	} {
		in := issue(r, r.NewMeeting(t), meeting.Notice)
		in.On = tt.on
		out := must(r.Meetings.Issue(ctx, r.Secretary, in, factory.PlainRender))(t)
		if out.Paper.Number != tt.number || out.Entry.SeriesName != tt.series {
			t.Errorf("on %v: %d of %q, want %d of %q", tt.on, out.Paper.Number, out.Entry.SeriesName, tt.number, tt.series)
		}
	}
}

func TestFiftyAtOnceDrawNumbersWithoutGapOrDouble(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Fresh(t))
	const many = 50
	meetings := make([]meeting.Meeting, many)
	for i := range meetings {
		meetings[i] = r.NewMeeting(t)
	}
	numbers, errs := make([]int, many), make([]error, many)
	var all sync.WaitGroup
	for i := range many {
		all.Go(func() {
			out, err := r.Meetings.Issue(t.Context(), r.Secretary, issue(r, meetings[i], meeting.Notice), factory.PlainRender)
			numbers[i], errs[i] = out.Paper.Number, err
		})
	}
	all.Wait()
	for _, err := range errs {
		if err != nil {
			t.Fatal(err)
		}
	}
	slices.Sort(numbers)
	for i, n := range numbers {
		if n != i+1 {
			t.Fatalf("numbers %v", numbers)
		}
	}
}
