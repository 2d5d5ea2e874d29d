package meeting_test

import (
	"strings"
	"testing"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/testkit/dbtest"
	"github.com/dondoc/dondoc/internal/testkit/factory"
)

func record(t *testing.T, r factory.Room, m meeting.Meeting) meeting.Record {
	t.Helper()
	return must(r.Meetings.Record(t.Context(), r.Secretary, r.Committee, m.ID))(t)
}

func titles(rec meeting.Record) string {
	all := make([]string, len(rec.Agenda))
	for i, g := range rec.Agenda {
		all[i] = g.Title
	}
	return strings.Join(all, " ")
}

func TestAgenda(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	ctx, m := t.Context(), r.NewMeeting(t)
	one := agenda(r, m, "Một")
	one.PresenterID, one.Minutes = r.Speaker, 20
	g1 := must(r.Meetings.AddAgendaItem(ctx, r.Secretary, one))(t)
	if g1.Presenter != "Trần Thị Ví Dụ" || g1.Minutes != 20 || g1.Version != 1 {
		t.Errorf("stored %+v", g1)
	}
	g3 := must(r.Meetings.AddAgendaItem(ctx, r.Secretary, agenda(r, m, "Ba")))(t)
	two := agenda(r, m, "Hai")
	two.After = g1.ID
	g2 := must(r.Meetings.AddAgendaItem(ctx, r.Secretary, two))(t)
	if got := titles(record(t, r, m)); got != "Một Hai Ba" {
		t.Errorf("order %q", got)
	}
	must(r.Meetings.PlaceAgendaItem(ctx, r.Secretary, meeting.Place[meeting.AgendaID]{Committee: r.Committee, ID: g3.ID, First: true}))(t)
	must(r.Meetings.PlaceAgendaItem(ctx, r.Secretary, meeting.Place[meeting.AgendaID]{Committee: r.Committee, ID: g1.ID, After: g2.ID}))(t)
	if got := titles(record(t, r, m)); got != "Ba Hai Một" {
		t.Errorf("order after placing %q", got)
	}
	w := meeting.Withdraw[meeting.AgendaID]{Committee: r.Committee, ID: g2.ID, Version: 1, Withdrawn: true}
	must(r.Meetings.WithdrawAgendaItem(ctx, r.Secretary, w))(t)
	if got := titles(record(t, r, m)); got != "Ba Một" {
		t.Errorf("order without the withdrawn point %q", got)
	}
	w.Version, w.Withdrawn = 2, false
	must(r.Meetings.WithdrawAgendaItem(ctx, r.Secretary, w))(t)
	if got := titles(record(t, r, m)); got != "Ba Hai Một" {
		t.Errorf("order with the restored point %q", got)
	}
	edited := must(r.Meetings.EditAgendaItem(ctx, r.Secretary, meeting.EditAgendaItem{
		Committee: r.Committee, ID: g1.ID, Version: 1, AgendaContent: meeting.AgendaContent{Title: "Một, sửa"},
	}))(t)
	if edited.Version != 2 || edited.Minutes != 0 || edited.Presenter != "" {
		t.Errorf("edited %+v", edited)
	}
}

func TestAgendaRefuses(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	ctx, m, elsewhere := t.Context(), r.NewMeeting(t), r.NewMeeting(t)
	other := factory.NewRoom(t, r.DB)
	foreign := must(r.Meetings.AddAgendaItem(ctx, r.Secretary, agenda(r, elsewhere, "Ở hội nghị khác")))(t)
	g := must(r.Meetings.AddAgendaItem(ctx, r.Secretary, agenda(r, m, "Một")))(t)

	in := agenda(r, m, "Hai")
	in.After = foreign.ID
	_, err := r.Meetings.AddAgendaItem(ctx, r.Secretary, in)
	wantField(t, err, "after_id", "meeting.line_unknown")

	in = agenda(r, m, "Hai")
	in.PresenterID = other.Chair
	_, err = r.Meetings.AddAgendaItem(ctx, r.Secretary, in)
	wantField(t, err, "presenter_id", "meeting.person_unknown")

	in = agenda(r, meeting.Meeting{ID: meeting.ID(r.NewID())}, "Hai")
	_, err = r.Meetings.AddAgendaItem(ctx, r.Secretary, in)
	wantKind(t, err, fault.NotFound, "not_found")

	in = agenda(r, m, "Khác")
	in.ID = g.ID
	_, err = r.Meetings.AddAgendaItem(ctx, r.Secretary, in)
	wantKind(t, err, fault.Conflict, "conflict.id_reused")

	_, err = r.Meetings.EditAgendaItem(ctx, r.Secretary, meeting.EditAgendaItem{
		Committee: r.Committee, ID: g.ID, Version: 9, AgendaContent: meeting.AgendaContent{Title: "Khác"},
	})
	wantKind(t, err, fault.Conflict, "conflict.stale")

	_, err = r.Meetings.PlaceAgendaItem(ctx, r.Secretary, meeting.Place[meeting.AgendaID]{Committee: r.Committee, ID: g.ID, After: g.ID})
	wantField(t, err, "after_id", "meeting.line_unknown")
}

func TestAttendance(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	ctx, m := t.Context(), r.NewMeeting(t)
	add := func(f func(*meeting.AddAttendance)) meeting.Attendance { return r.NewAttendance(t, m, "", f) }
	chair := add(func(a *meeting.AddAttendance) { a.Person = r.Chair })
	if chair.Name != "Nguyễn Văn Mẫu" || chair.Post != "Trưởng ban" {
		t.Errorf("the register gives name and post: %+v", chair)
	}
	speaker := add(func(a *meeting.AddAttendance) { a.Person, a.Unit, a.Status = r.Speaker, r.Unit, meeting.Excused })
	if speaker.Post != "Phó Chủ tịch Ủy ban nhân dân xã Mẫu Một" || speaker.UnitName != "Ủy ban nhân dân xã Mẫu Một" {
		t.Errorf("post and unit as held that day: %+v", speaker)
	}
	add(func(a *meeting.AddAttendance) {
		a.Name, a.Post, a.SubstituteFor, a.ArrivedAt, a.LeftAt = "Lê Thử", "Chuyên viên", speaker.ID, "08:20", "10:00"
	})
	late := add(func(a *meeting.AddAttendance) { a.Name, a.Status = "Phạm Vắng", meeting.Absent })
	rec := record(t, r, m)
	if want := (meeting.Roll{Total: 3, Present: 2, Absent: 1, Substitutes: 1}); rec.Roll != want {
		t.Errorf("roll %+v, want %+v", rec.Roll, want)
	}
	if e := rec.Attendance[2]; !e.Late || !e.LeftEarly || e.InFor != "Trần Thị Ví Dụ" {
		t.Errorf("the substitute's line %+v", e)
	}
	came := must(r.Meetings.EditAttendance(ctx, r.Secretary, meeting.EditAttendance{
		Committee: r.Committee, ID: late.ID, Version: 1, AttendanceContent: meeting.AttendanceContent{Name: "Phạm Vắng", Status: meeting.Present, ArrivedAt: "09:00"},
	}))(t)
	if came.Status != meeting.Present || came.Version != 2 {
		t.Errorf("edited %+v", came)
	}
	must(r.Meetings.PlaceAttendance(ctx, r.Secretary, meeting.Place[meeting.AttendanceID]{Committee: r.Committee, ID: late.ID, First: true}))(t)
	must(r.Meetings.WithdrawAttendance(ctx, r.Secretary, meeting.Withdraw[meeting.AttendanceID]{Committee: r.Committee, ID: chair.ID, Version: 1, Withdrawn: true}))(t)
	rec = record(t, r, m)
	if rec.Attendance[0].ID != late.ID || len(rec.Attendance) != 3 || rec.Roll.Total != 2 {
		t.Errorf("after placing and withdrawing: %+v", rec.Roll)
	}
}

func TestAttendanceRefuses(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	m, elsewhere := r.NewMeeting(t), r.NewMeeting(t)
	other := factory.NewRoom(t, r.DB)
	r.NewAttendance(t, m, "", func(a *meeting.AddAttendance) { a.Person = r.Chair })
	foreign := r.NewAttendance(t, elsewhere, "Lê Thử")
	for _, tt := range []struct {
		name  string
		in    meeting.AttendanceContent
		field string
		key   string
	}{
		{"nobody named", meeting.AttendanceContent{Status: meeting.Present}, "name", "validate.required"},
		{"no answer", meeting.AttendanceContent{Name: "A"}, "status", "validate.required"},
		{"on the roll already", meeting.AttendanceContent{Person: r.Chair, Status: meeting.Present}, "person_id", "meeting.person_twice_in_roll"},
		{"a person of another committee", meeting.AttendanceContent{Person: other.Chair, Status: meeting.Present}, "person_id", "meeting.person_unknown"},
		{"a unit of another committee", meeting.AttendanceContent{Name: "A", Unit: other.Unit, Status: meeting.Present}, "unit_id", "meeting.unit_unknown"},
		{"an absent substitute", meeting.AttendanceContent{Name: "A", Status: meeting.Absent, SubstituteFor: foreign.ID}, "status", "meeting.substitute_is_present"},
		{"a substitute in another meeting", meeting.AttendanceContent{Name: "A", Status: meeting.Present, SubstituteFor: foreign.ID}, "substitute_for", "meeting.substitute_for_unknown"},
		{"come at no hour", meeting.AttendanceContent{Name: "A", Status: meeting.Present, ArrivedAt: "8h15"}, "arrived_at", "meeting.hour_form"},
		{"gone before coming", meeting.AttendanceContent{Name: "A", Status: meeting.Present, ArrivedAt: "09:00", LeftAt: "08:00"}, "left_at", "meeting.left_before_arriving"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := r.Meetings.AddAttendance(t.Context(), r.Secretary, meeting.AddAttendance{
				Committee: r.Committee, ID: meeting.AttendanceID(r.NewID()), Meeting: m.ID, AttendanceContent: tt.in,
			})
			wantField(t, err, tt.field, tt.key)
		})
	}
}

func TestBlocks(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	ctx, m := t.Context(), r.NewMeeting(t)
	text := "  Đồng chí nói:\n – việc thứ nhất;  "
	speech := r.NewBlock(t, m, func(b *meeting.AddBlock) { b.Text, b.SpeakerID = text, r.Chair })
	if speech.Text != text || speech.Speaker != "Nguyễn Văn Mẫu" || speech.SpeakerPost != "Trưởng ban" || speech.Wording != meeting.Verbatim {
		t.Errorf("stored %+v", speech)
	}
	if loose := r.NewBlock(t, r.NewMeeting(t), func(b *meeting.AddBlock) { b.Text = "h\u00f4\u0323i nghi\u0323" }); loose.Text != "hội nghị" {
		t.Errorf("loose marks are composed: %q", loose.Text)
	}
	conclusion := r.NewBlock(t, m, func(b *meeting.AddBlock) {
		b.Kind, b.Within, b.Text = meeting.Conclusion, speech.ID, "Giao đơn vị thực hiện."
	})
	vote := r.NewBlock(t, m, func(b *meeting.AddBlock) {
		b.Kind, b.Votes, b.First = meeting.Vote, &meeting.Votes{For: 5, Against: 1}, true
	})
	if vote.Votes == nil || *vote.Votes != (meeting.Votes{For: 5, Against: 1}) {
		t.Errorf("votes %+v", vote.Votes)
	}
	rec := record(t, r, m)
	if len(rec.Blocks) != 3 || rec.Blocks[0].ID != vote.ID || rec.Blocks[2].Within != speech.ID {
		t.Fatalf("order %+v", rec.Blocks)
	}
	_, err := r.Meetings.WithdrawBlock(ctx, r.Secretary, meeting.Withdraw[meeting.BlockID]{Committee: r.Committee, ID: speech.ID, Version: 1, Withdrawn: true})
	wantKind(t, err, fault.Conflict, "meeting.speech_holds_conclusions")
	gone := meeting.Withdraw[meeting.BlockID]{Committee: r.Committee, ID: conclusion.ID, Version: 1, Withdrawn: true}
	must(r.Meetings.WithdrawBlock(ctx, r.Secretary, gone))(t)
	must(r.Meetings.WithdrawBlock(ctx, r.Secretary, meeting.Withdraw[meeting.BlockID]{Committee: r.Committee, ID: speech.ID, Version: 1, Withdrawn: true}))(t)
	gone.Version, gone.Withdrawn = 2, false
	_, err = r.Meetings.WithdrawBlock(ctx, r.Secretary, gone)
	wantField(t, err, "within_id", "meeting.speech_unknown")
}

func TestBlocksOfAReportedMeeting(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	m := r.NewMeeting(t, func(in *meeting.Create) { in.Wording, in.Source = meeting.Reported, "Tin của đài mẫu" })
	b := r.NewBlock(t, m)
	if b.Wording != meeting.Reported || b.Source != "Tin của đài mẫu" {
		t.Errorf("a line takes wording and source from its meeting: %+v", b)
	}
}

func TestBlockRefuses(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	m, elsewhere := r.NewMeeting(t), r.NewMeeting(t)
	other := factory.NewRoom(t, r.DB)
	speech, foreign := r.NewBlock(t, m), r.NewBlock(t, elsewhere)
	note := r.NewBlock(t, m, func(b *meeting.AddBlock) { b.Kind = meeting.Note })
	point := must(r.Meetings.AddAgendaItem(t.Context(), r.Secretary, agenda(r, elsewhere, "Ở hội nghị khác")))(t)
	for _, tt := range []struct {
		name   string
		change func(*meeting.AddBlock)
		field  string
		key    string
	}{
		{"within a speech of another meeting", func(b *meeting.AddBlock) { b.Kind, b.Within = meeting.Conclusion, foreign.ID }, "within_id", "meeting.speech_unknown"},
		{"within a note", func(b *meeting.AddBlock) { b.Kind, b.Within = meeting.Conclusion, note.ID }, "within_id", "meeting.speech_unknown"},
		{"within nothing known", func(b *meeting.AddBlock) { b.Kind, b.Within = meeting.Conclusion, meeting.BlockID(r.NewID()) }, "within_id", "meeting.speech_unknown"},
		{"a note within a speech", func(b *meeting.AddBlock) { b.Kind, b.Within = meeting.Note, speech.ID }, "within_id", "meeting.within_only_of_conclusion"},
		{"under a point of another agenda", func(b *meeting.AddBlock) { b.AgendaItem = point.ID }, "agenda_item_id", "meeting.agenda_item_unknown"},
		{"said by somebody of another committee", func(b *meeting.AddBlock) { b.SpeakerID = other.Chair }, "speaker_id", "meeting.person_unknown"},
		{"after a line of another meeting", func(b *meeting.AddBlock) { b.After = foreign.ID }, "after_id", "meeting.line_unknown"},
		{"a vote without counts", func(b *meeting.AddBlock) { b.Kind = meeting.Vote }, "votes", "validate.required"},
		{"a negative count", func(b *meeting.AddBlock) { b.Kind, b.Votes = meeting.Vote, &meeting.Votes{For: -1} }, "votes.for", "validate.min"},
		{"reported without a source", func(b *meeting.AddBlock) { b.Wording = meeting.Reported }, "source", "meeting.source_needed"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			in := meeting.AddBlock{Committee: r.Committee, ID: meeting.BlockID(r.NewID()), Meeting: m.ID, BlockContent: meeting.BlockContent{Kind: meeting.Speech, Text: "x"}}
			tt.change(&in)
			_, err := r.Meetings.AddBlock(t.Context(), r.Secretary, in)
			wantField(t, err, tt.field, tt.key)
		})
	}
	in := meeting.AddBlock{Committee: r.Committee, ID: speech.ID, Meeting: m.ID, BlockContent: meeting.BlockContent{Kind: meeting.Note, Text: "khác"}}
	_, err := r.Meetings.AddBlock(t.Context(), r.Secretary, in)
	wantKind(t, err, fault.Conflict, "conflict.id_reused")
}

func TestBlockVersions(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	ctx, m := t.Context(), r.NewMeeting(t)
	b := r.NewBlock(t, m, func(b *meeting.AddBlock) { b.Text = "lần một" })
	edit := meeting.EditBlock{Committee: r.Committee, ID: b.ID, Version: 1, BlockContent: meeting.BlockContent{Kind: meeting.Speech, SpeakerID: r.Speaker, Text: "lần hai"}}
	must(r.Meetings.EditBlock(ctx, r.Deputy, edit))(t)
	must(r.Meetings.EditBlock(ctx, r.Deputy, edit))(t) // sent again: nothing new
	edit.Text = "lần ba"
	_, err := r.Meetings.EditBlock(ctx, r.Secretary, edit)
	wantKind(t, err, fault.Conflict, "conflict.stale")
	must(r.Meetings.WithdrawBlock(ctx, r.Secretary, meeting.Withdraw[meeting.BlockID]{Committee: r.Committee, ID: b.ID, Version: 2, Withdrawn: true}))(t)

	all, err := r.Meetings.BlockVersions(ctx, r.Secretary, r.Committee, b.ID)
	if err != nil || len(all) != 3 {
		t.Fatalf("%d versions (%v), want 3", len(all), err)
	}
	if all[2].Text != "lần một" || all[1].Text != "lần hai" || all[1].Login != "pho.ban" || !all[0].Withdrawn || all[0].Version != 3 {
		t.Errorf("versions %+v", all)
	}
	_, err = r.Meetings.BlockVersions(ctx, r.Member, r.Committee, b.ID)
	wantKind(t, err, fault.Forbidden, "")
	for _, by := range []access.Actor{r.Stranger, r.Observer, r.Focal} {
		_, err = r.Meetings.BlockVersions(ctx, by, r.Committee, b.ID)
		wantKind(t, err, fault.NotFound, "")
	}
	if _, err := r.DB.Exec(ctx, `UPDATE block_version SET text = 'x'`); err == nil {
		t.Error("the database let a version be changed")
	}
}

// A post is the one held on the day of the meeting, with the unit's name of that day.
func TestPostAsHeldThatDay(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	ctx, by := t.Context(), access.System("test")
	p := r.NewPerson(t, "Lê Thử Nghiệm")
	for _, post := range []org.PostInput{
		{Title: "Phó Chủ tịch", ValidTo: calendar.NewDate(2025, 6, 30), PositionOrder: 1},
		{Title: "Chủ tịch", ValidFrom: calendar.NewDate(2025, 7, 1), PositionOrder: 1},
		{Title: "Bí thư Đảng ủy xã Mẫu Một", ValidFrom: calendar.NewDate(2025, 7, 1)},
	} {
		post.ID, post.Person = org.PostID(r.NewID()), p
		if post.PositionOrder == 1 {
			post.Unit = r.Unit
		}
		if _, err := r.Org.CreatePost(ctx, by, post); err != nil {
			t.Fatal(err)
		}
	}
	for _, tt := range []struct {
		name string
		day  calendar.Date
		want string
	}{
		{"before the change", calendar.NewDate(2025, 6, 30), "Phó Chủ tịch Ủy ban nhân dân xã Mẫu Một"},
		{"after the change", calendar.NewDate(2025, 7, 1), "Bí thư Đảng ủy xã Mẫu Một, Chủ tịch Ủy ban nhân dân xã Mẫu Một"},
	} {
		m := r.NewMeeting(t, func(in *meeting.Create) { in.HeldOn = tt.day })
		if b := r.NewBlock(t, m, func(b *meeting.AddBlock) { b.SpeakerID = p }); b.SpeakerPost != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, b.SpeakerPost, tt.want)
		}
	}
	m := r.NewMeeting(t)
	if b := r.NewBlock(t, m, func(b *meeting.AddBlock) { b.SpeakerID, b.SpeakerPost = p, "Chủ tọa phiên họp" }); b.SpeakerPost != "Chủ tọa phiên họp" {
		t.Errorf("what was typed stays: %q", b.SpeakerPost)
	}
}

// A unit that was renamed since bears its old name in an old record.
func TestUnitsAreNamedAsOnTheDay(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	_, err := r.Org.RenameUnit(t.Context(), access.System("test"), org.RenameInput{
		ID: r.Unit, Version: 1, From: calendar.NewDate(2025, 7, 1), Name: "Ủy ban nhân dân phường Mẫu", ShortName: "UBND phường Mẫu", Act: "NQ mẫu",
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		day  calendar.Date
		want string
	}{
		{calendar.NewDate(2025, 6, 30), "Ủy ban nhân dân xã Mẫu Một"},
		{calendar.NewDate(2025, 7, 1), "Ủy ban nhân dân phường Mẫu"},
	} {
		m := r.NewMeeting(t, func(in *meeting.Create) { in.HeldOn = tt.day })
		a := r.NewAttendance(t, m, "", func(a *meeting.AddAttendance) { a.Person, a.Unit = r.Speaker, r.Unit })
		if a.UnitName != tt.want || a.Post != "Phó Chủ tịch "+tt.want {
			t.Errorf("on %s: unit %q, post %q; want %q", tt.day, a.UnitName, a.Post, tt.want)
		}
	}
}
