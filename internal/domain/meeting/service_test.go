package meeting_test

import (
	"errors"
	"testing"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/audit"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/testkit/dbtest"
	"github.com/dondoc/dondoc/internal/testkit/factory"
)

// wantKind asserts the kind of an error; Internal with ok means none.
func wantKind(t *testing.T, err error, want fault.Kind, key string) {
	t.Helper()
	var f *fault.Fault
	if !errors.As(err, &f) || f.Kind != want || (key != "" && f.Key != key) {
		t.Fatalf("error %v, want kind %d %s", err, want, key)
	}
}

// wantField asserts that err is about a field of the input, for a reason.
func wantField(t *testing.T, err error, field, key string) {
	t.Helper()
	if m, ok := fault.Fields(err)[field]; !ok || m.Key != key {
		t.Fatalf("error %v, want field %s: %s", err, field, key)
	}
}

// must hands on what a call gave, or fails the test.
func must[T any](v T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// auditLines counts the lines of the committee's chain with an action.
func auditLines(t *testing.T, r factory.Room, action string) int {
	t.Helper()
	var n int
	if err := r.DB.QueryRow(t.Context(), `SELECT count(*) FROM audit_entry WHERE committee_id = $1 AND action = $2`, r.Committee.UUIDBytes(), action).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestCreate(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	in := r.Create()
	in.Title = "  Hội  nghị\u00a0sơ kết " // spaces as people paste them
	m := must(r.Meetings.Create(t.Context(), r.Secretary, in))(t)
	switch {
	case m.Number != 1 || m.Version != 1 || m.State != meeting.Draft || m.Level != meeting.Full || m.Wording != meeting.Verbatim:
		t.Errorf("stored %+v", m)
	case m.Title != "Hội nghị sơ kết":
		t.Errorf("title %q", m.Title)
	case m.ChairName != "Nguyễn Văn Mẫu" || m.ChairPost != "Trưởng ban":
		t.Errorf("chair %q, %q: want name and post from the register", m.ChairName, m.ChairPost)
	case len(m.Secretaries) != 1 || m.Secretaries[0].Name != "Trần Thị Ví Dụ":
		t.Errorf("secretaries %+v", m.Secretaries)
	case m.StartsAt != "08:00" || m.EndsAt != "" || !m.EndedOn.IsZero():
		t.Errorf("times %q %q %v", m.StartsAt, m.EndsAt, m.EndedOn)
	}
	if again := r.NewMeeting(t); again.Number != 2 {
		t.Errorf("second number %d, want 2", again.Number)
	}
	if n := auditLines(t, r, "meeting.create"); n != 2 {
		t.Errorf("%d audit lines, want 2", n)
	}
	if _, err := audit.Verify(t.Context(), r.DB, r.Committee); err != nil {
		t.Error(err)
	}
}

func TestCreateWithHardlyAnythingKnown(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	m := must(r.Meetings.Create(t.Context(), r.Secretary, meeting.Create{
		Committee: r.Committee, ID: meeting.ID(r.NewID()),
		Content: meeting.Content{Kind: meeting.Briefing, Title: "Giao ban mẫu", HeldOn: calendar.NewDate(2019, 1, 5)},
	}))(t)
	if m.State != meeting.Planned || len(m.Warnings(calendar.NewDate(2026, 3, 2))) != 5 {
		t.Errorf("state %s, warnings %v", m.State, m.Warnings(calendar.NewDate(2026, 3, 2)))
	}
}

func TestCreateIsRepeatable(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	in := r.Create()
	first := must(r.Meetings.Create(t.Context(), r.Secretary, in))(t)
	second := must(r.Meetings.Create(t.Context(), r.Secretary, in))(t)
	if first.Number != second.Number || second.Version != 1 {
		t.Errorf("repeat gave %+v", second)
	}
	if n := auditLines(t, r, "meeting.create"); n != 1 {
		t.Errorf("%d audit lines, want 1", n)
	}
	in.Title = "Hội nghị khác"
	_, err := r.Meetings.Create(t.Context(), r.Secretary, in)
	wantKind(t, err, fault.Conflict, "conflict.id_reused")
	if next := r.NewMeeting(t); next.Number != 2 {
		t.Errorf("a repeat drew a number: next is %d", next.Number)
	}
}

func TestCreateRefuses(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	other := factory.NewRoom(t, r.DB)
	for _, tt := range []struct {
		name   string
		change func(*meeting.Create)
		field  string
		key    string
	}{
		{"no title", func(in *meeting.Create) { in.Title = " \t" }, "title", "validate.required"},
		{"no day", func(in *meeting.Create) { in.HeldOn = calendar.Date{} }, "held_on", "validate.required"},
		{"a day that does not exist", func(in *meeting.Create) { in.HeldOn = calendar.Date{Year: 2026, Month: 2, Day: 30} }, "held_on", "validate.realdate"},
		{"an unknown kind", func(in *meeting.Create) { in.Kind = "party" }, "kind", "validate.oneof"},
		{"an impossible hour", func(in *meeting.Create) { in.StartsAt = "25:00" }, "starts_at", "meeting.hour_form"},
		{"a meeting born signed", func(in *meeting.Create) { in.State = meeting.Signed }, "state", "validate.oneof"},
		{"an end before the start", func(in *meeting.Create) { in.EndedOn = in.HeldOn.AddDays(-1) }, "ended_on", "meeting.ends_before_start"},
		{"a chair of another committee", func(in *meeting.Create) { in.Chair = other.Chair }, "chair_id", "meeting.person_unknown"},
		{"an unknown secretary", func(in *meeting.Create) { in.Secretaries = []access.PersonID{r.Chair, access.PersonID(r.NewID())} }, "secretaries", "meeting.person_unknown"},
		{"the same secretary twice", func(in *meeting.Create) { in.Secretaries = []access.PersonID{r.Chair, r.Chair} }, "secretaries", "validate.unique"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			in := r.Create()
			tt.change(&in)
			_, err := r.Meetings.Create(t.Context(), r.Secretary, in)
			wantField(t, err, tt.field, tt.key)
		})
	}
}

// Who may write is the same for every act: those who keep the records. A reader is told Forbidden, a stranger NotFound.
func TestOnlyKeepersWrite(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	m := r.NewMeeting(t)
	b, a := r.NewBlock(t, m), r.NewAttendance(t, m, "Lê Thử")
	g := must(r.Meetings.AddAgendaItem(t.Context(), r.Secretary, agenda(r, m, "Báo cáo")))(t)
	acts := map[string]func(s *meeting.Service, by access.Actor) error{
		"create": func(s *meeting.Service, by access.Actor) error {
			_, err := s.Create(t.Context(), by, r.Create())
			return err
		},
		"edit": func(s *meeting.Service, by access.Actor) error {
			_, err := s.Edit(t.Context(), by, meeting.Edit{Committee: r.Committee, ID: m.ID, Version: 1, Content: r.Create().Content})
			return err
		},
		"move": func(s *meeting.Service, by access.Actor) error {
			_, err := s.Move(t.Context(), by, meeting.Move{Committee: r.Committee, ID: m.ID, Version: 1, To: meeting.Draft})
			return err
		},
		"agenda.add": func(s *meeting.Service, by access.Actor) error {
			_, err := s.AddAgendaItem(t.Context(), by, agenda(r, m, "Thảo luận"))
			return err
		},
		"agenda.withdraw": func(s *meeting.Service, by access.Actor) error {
			_, err := s.WithdrawAgendaItem(t.Context(), by, meeting.Withdraw[meeting.AgendaID]{Committee: r.Committee, ID: g.ID, Version: 1})
			return err
		},
		"attendance.edit": func(s *meeting.Service, by access.Actor) error {
			_, err := s.EditAttendance(t.Context(), by, meeting.EditAttendance{Committee: r.Committee, ID: a.ID, Version: 1, AttendanceContent: meeting.AttendanceContent{Name: "Lê Thử", Status: meeting.Present}})
			return err
		},
		"block.edit": func(s *meeting.Service, by access.Actor) error {
			_, err := s.EditBlock(t.Context(), by, meeting.EditBlock{Committee: r.Committee, ID: b.ID, Version: 1, BlockContent: meeting.BlockContent{Kind: meeting.Speech, Text: b.Text, SpeakerID: b.SpeakerID}})
			return err
		},
		"block.place": func(s *meeting.Service, by access.Actor) error {
			_, err := s.PlaceBlock(t.Context(), by, meeting.Place[meeting.BlockID]{Committee: r.Committee, ID: b.ID, First: true})
			return err
		},
	}
	want := map[string]fault.Kind{"member": fault.Forbidden, "focal": fault.Forbidden, "observer": fault.Forbidden, "admin": fault.NotFound, "stranger": fault.NotFound}
	for name, by := range r.Actors() {
		for act, do := range acts {
			t.Run(name+" "+act, func(t *testing.T) {
				err := do(r.Meetings, by)
				if kind, refused := want[name]; refused {
					wantKind(t, err, kind, "")
				} else if err != nil {
					t.Errorf("refused: %v", err)
				}
			})
		}
	}
}

func agenda(r factory.Room, m meeting.Meeting, title string) meeting.AddAgendaItem {
	return meeting.AddAgendaItem{Committee: r.Committee, ID: meeting.AgendaID(r.NewID()), Meeting: m.ID, AgendaContent: meeting.AgendaContent{Title: title}}
}

func TestEdit(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	m := r.NewMeeting(t)
	content := r.Create().Content
	content.Title, content.EndsAt, content.Secretaries = "Hội nghị sơ kết, sửa tên", "11:30", []access.PersonID{r.Chair, r.Speaker}
	edit := meeting.Edit{Committee: r.Committee, ID: m.ID, Version: m.Version, Content: content}
	after := must(r.Meetings.Edit(t.Context(), r.Secretary, edit))(t)
	if after.Version != 2 || after.Title != content.Title || after.EndsAt != "11:30" || len(after.Secretaries) != 2 || after.Secretaries[0].ID != r.Chair {
		t.Errorf("stored %+v", after)
	}
	same := must(r.Meetings.Edit(t.Context(), r.Secretary, edit))(t)
	if same.Version != 2 || auditLines(t, r, "meeting.edit") != 1 {
		t.Errorf("the same edit again wrote: version %d, %d audit lines", same.Version, auditLines(t, r, "meeting.edit"))
	}
	edit.Title = "Một tên khác"
	_, err := r.Meetings.Edit(t.Context(), r.Secretary, edit)
	wantKind(t, err, fault.Conflict, "conflict.stale")
	var f *fault.Fault
	if errors.As(err, &f); f.Theirs.(meeting.Meeting).Title != after.Title {
		t.Errorf("theirs is %+v, want the stored row", f.Theirs)
	}
	edit.ID = meeting.ID(r.NewID())
	_, err = r.Meetings.Edit(t.Context(), r.Secretary, edit)
	wantKind(t, err, fault.NotFound, "not_found")
}

func TestMove(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name     string
		from, to meeting.State
		key      string // "": allowed
	}{
		{"a planned meeting begins", meeting.Planned, meeting.InProgress, ""},
		{"it becomes a draft", meeting.InProgress, meeting.Draft, ""},
		{"a draft is circulated", meeting.Draft, meeting.Circulated, ""},
		{"where it stands already", meeting.Draft, meeting.Draft, ""},
		{"a meeting put off is planned again", meeting.Postponed, meeting.Planned, ""},
		{"a planned meeting is called off", meeting.Planned, meeting.Cancelled, ""},
		{"a planned meeting cannot be circulated", meeting.Planned, meeting.Circulated, "meeting.move_not_allowed"},
		{"signing is no move", meeting.Draft, meeting.SignedSecretary, "meeting.needs_signing"},
		{"nor is issuing", meeting.Signed, meeting.Issued, "meeting.needs_signing"},
		{"an issued record does not go back", meeting.Issued, meeting.Draft, "meeting.move_not_allowed"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := factory.NewRoom(t, dbtest.Tx(t))
			m := r.NewMeeting(t)
			force(t, r, m, tt.from)
			got, err := r.Meetings.Move(t.Context(), r.Secretary, meeting.Move{Committee: r.Committee, ID: m.ID, Version: m.Version, To: tt.to})
			if tt.key != "" {
				wantKind(t, err, fault.Conflict, tt.key)
				return
			}
			if err != nil || got.State != tt.to {
				t.Errorf("state %s (%v), want %s", got.State, err, tt.to)
			}
		})
	}
}

// force puts a meeting into a state that no act of this package reaches yet.
func force(t *testing.T, r factory.Room, m meeting.Meeting, s meeting.State) {
	t.Helper()
	if _, err := r.DB.Exec(t.Context(), `UPDATE meeting SET state = $3 WHERE committee_id = $1 AND id = $2`, m.Committee, m.ID, s); err != nil {
		t.Fatal(err)
	}
}

func TestMoveOfAnotherVersion(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	m := r.NewMeeting(t)
	_, err := r.Meetings.Move(t.Context(), r.Secretary, meeting.Move{Committee: r.Committee, ID: m.ID, Version: 7, To: meeting.Circulated})
	wantKind(t, err, fault.Conflict, "conflict.stale")
}

func TestALockedRecordIsNotChanged(t *testing.T) {
	t.Parallel()
	for _, state := range []meeting.State{meeting.SignedSecretary, meeting.Signed, meeting.Issued, meeting.Cancelled} {
		t.Run(string(state), func(t *testing.T) {
			t.Parallel()
			r := factory.NewRoom(t, dbtest.Tx(t))
			m, key := r.NewMeeting(t), "meeting.locked"
			if state == meeting.Cancelled {
				key = "meeting.is_cancelled"
			}
			add := meeting.AddBlock{Committee: r.Committee, ID: meeting.BlockID(r.NewID()), Meeting: m.ID, BlockContent: meeting.BlockContent{Kind: meeting.Note, Text: "x"}}
			b := must(r.Meetings.AddBlock(t.Context(), r.Secretary, add))(t)
			force(t, r, m, state)
			content := r.Create().Content
			content.Title = "Tên khác"
			_, err := r.Meetings.Edit(t.Context(), r.Secretary, meeting.Edit{Committee: r.Committee, ID: m.ID, Version: 1, Content: content})
			wantKind(t, err, fault.Conflict, key)
			_, err = r.Meetings.EditBlock(t.Context(), r.Secretary, meeting.EditBlock{
				Committee: r.Committee, ID: b.ID, Version: 1, BlockContent: meeting.BlockContent{Kind: meeting.Note, Text: "y"},
			})
			wantKind(t, err, fault.Conflict, key)
			_, err = r.Meetings.AddAgendaItem(t.Context(), r.Secretary, agenda(r, m, "Thêm"))
			wantKind(t, err, fault.Conflict, key)
			_, err = r.Meetings.PlaceBlock(t.Context(), r.Secretary, meeting.Place[meeting.BlockID]{Committee: r.Committee, ID: b.ID, First: true})
			wantKind(t, err, fault.Conflict, key)
			if again, err := r.Meetings.AddBlock(t.Context(), r.Secretary, add); err != nil || again.ID != b.ID {
				t.Errorf("a repeat of what was stored before the lock: %v", err)
			}
		})
	}
}

func TestCancellingAMeetingThatGaveWork(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	m := r.NewMeeting(t)
	insertTask(t, r, m, taskRow{unit: r.Unit})
	_, err := r.Meetings.Move(t.Context(), r.Secretary, meeting.Move{Committee: r.Committee, ID: m.ID, Version: 1, To: meeting.Cancelled})
	wantKind(t, err, fault.Conflict, "meeting.has_follow_ups")
}

// Two secretaries who edit the same meeting at once: one is stored, the other is told of it.
func TestTwoEditsAtOnce(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Fresh(t))
	m := r.NewMeeting(t)
	results := make(chan error, 2)
	for _, title := range []string{"Tên một", "Tên hai"} {
		content := r.Create().Content
		content.Title = title
		go func() {
			_, err := r.Meetings.Edit(t.Context(), r.Secretary, meeting.Edit{Committee: r.Committee, ID: m.ID, Version: 1, Content: content})
			results <- err
		}()
	}
	first, second := <-results, <-results
	if (first == nil) == (second == nil) {
		t.Fatalf("want one stored and one stale, got %v and %v", first, second)
	}
	if first == nil {
		first = second
	}
	wantKind(t, first, fault.Conflict, "conflict.stale")
}

// The same create sent twice at once is stored once.
func TestTheSameCreateTwiceAtOnce(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Fresh(t))
	in := r.Create()
	results := make(chan error, 4)
	for range cap(results) {
		go func() {
			_, err := r.Meetings.Create(t.Context(), r.Secretary, in)
			results <- err
		}()
	}
	for range cap(results) {
		if err := <-results; err != nil {
			t.Error(err)
		}
	}
	if n := auditLines(t, r, "meeting.create"); n != 1 {
		t.Errorf("%d audit lines, want 1", n)
	}
}

// What happens inside a larger act is forgotten with it.
func TestCreateInIsPartOfALargerAct(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	in := r.Create()
	broken := errors.New("the larger act failed")
	err := database.InTx(t.Context(), r.DB, func(tx database.Tx) error {
		if _, err := r.Meetings.CreateIn(t.Context(), tx, r.Secretary, in); err != nil {
			return err
		}
		return broken
	})
	if !errors.Is(err, broken) {
		t.Fatal(err)
	}
	_, err = r.Meetings.Get(t.Context(), r.Secretary, r.Committee, in.ID)
	wantKind(t, err, fault.NotFound, "")
}
