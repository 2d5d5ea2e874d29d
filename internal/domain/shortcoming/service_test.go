package shortcoming_test

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"testing"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/shortcoming"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/audit"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/testkit/dbtest"
	"github.com/dondoc/dondoc/internal/testkit/factory"
	"github.com/dondoc/dondoc/internal/testkit/golden"
)

func TestDiagramIsDrawnFromTheTable(t *testing.T) {
	t.Parallel()
	golden.Equal(t, "../../../docs/states-shortcoming.md", shortcoming.Diagram())
}

// The words a column allows are the same in SQL and in Go.
func TestSchemaKnowsTheSameWords(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		constraint string
		want       []string
	}{
		{"shortcoming_state_check", words(shortcoming.States())},
		{"shortcoming_nature_check", words(shortcoming.Natures())},
		{"shortcoming_event_kind_check", words(shortcoming.EventKinds())},
		{"shortcoming_event_state_check", words(shortcoming.States())},
		{"shortcoming_event_nature_check", words(shortcoming.Natures())},
	} {
		t.Run(tt.constraint, func(t *testing.T) {
			t.Parallel()
			var check string
			err := dbtest.Tx(t).QueryRow(t.Context(), `SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = $1`, tt.constraint).Scan(&check)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, m := range regexp.MustCompile(`'([a-z_]+)'`).FindAllStringSubmatch(check, -1) {
				got = append(got, m[1])
			}
			slices.Sort(got)
			slices.Sort(tt.want)
			if !slices.Equal(got, tt.want) {
				t.Errorf("SQL allows %v, Go knows %v", got, tt.want)
			}
		})
	}
}

func words[T ~string](all []T) []string {
	s := make([]string, len(all))
	for i, w := range all {
		s[i] = string(w)
	}
	return s
}

func wantKind(t *testing.T, err error, want fault.Kind, key string) {
	t.Helper()
	var f *fault.Fault
	if !errors.As(err, &f) || f.Kind != want || (key != "" && f.Key != key) {
		t.Fatalf("error %v, want kind %d %s", err, want, key)
	}
}

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

func events(t *testing.T, r factory.Room, s shortcoming.ID) []shortcoming.Event {
	t.Helper()
	return must(shortcoming.Events(t.Context(), r.DB, r.Committee, s))(t)
}

func auditLines(t *testing.T, r factory.Room, action string) int {
	t.Helper()
	var n int
	if err := r.DB.QueryRow(t.Context(), `SELECT count(*) FROM audit_entry WHERE committee_id = $1 AND action = $2`, r.Committee.UUIDBytes(), action).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// heldOn is a meeting of the room on a day of 2025.
func heldOn(t *testing.T, r factory.Room, month, day int) meeting.Meeting {
	t.Helper()
	return r.NewMeeting(t, func(in *meeting.Create) { in.HeldOn = on(month, day) })
}

func on(month, day int) calendar.Date {
	return calendar.NewDate(2025, 1, 1).AddMonths(month - 1).AddDays(day - 1)
}

func TestRaise(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	m := heldOn(t, r, 6, 20)
	b := r.NewBlock(t, m)
	field := org.FieldID(r.NewID())
	if _, err := r.Org.CreateField(t.Context(), access.System("test"), org.FieldInput{ID: field, Owner: r.Committee, Code: "cong-khai", Name: "Công khai"}); err != nil {
		t.Fatal(err)
	}
	s := r.NewShortcoming(t, m, func(in *shortcoming.Raise) {
		in.Block, in.Units, in.Field, in.Nature = b.ID, []access.UnitID{r.Unit}, field, shortcoming.Issue
	})
	switch {
	case s.Number != 1 || s.Version != 1 || s.State != shortcoming.Open || s.Times != 1 || s.RaisedOn != m.HeldOn:
		t.Errorf("stored %+v", s)
	case s.BlockText != b.Text || s.Speaker != b.Speaker || s.SourceEdited || s.Wording != meeting.Verbatim:
		t.Errorf("source %+v", s)
	case s.FieldName != "Công khai" || len(s.Units) != 1 || s.Units[0].Name != "Ủy ban nhân dân xã Mẫu Một":
		t.Errorf("field %q, units %+v", s.FieldName, s.Units)
	case s.MeetingTitle != m.Title || s.MeetingHeldOn != m.HeldOn:
		t.Errorf("meeting %q %v", s.MeetingTitle, s.MeetingHeldOn)
	}
	if e := events(t, r, s.ID); len(e) != 1 || e[0].Seq != 1 || e[0].Kind != shortcoming.EvRaised || e[0].EffectiveOn != m.HeldOn || e[0].Nature != shortcoming.Issue {
		t.Errorf("events %+v", e)
	}
	if auditLines(t, r, "shortcoming.raise") != 1 {
		t.Error("no audit line")
	}
	edit := meeting.EditBlock{Committee: r.Committee, ID: b.ID, Version: 1, BlockContent: meeting.BlockContent{Kind: meeting.Speech, Text: "Lời đã sửa", SpeakerID: r.Speaker}}
	must(r.Meetings.EditBlock(t.Context(), r.Secretary, edit))(t)
	if after := must(shortcoming.ByID(t.Context(), r.DB, r.Committee, s.ID))(t); !after.SourceEdited || after.BlockText != b.Text {
		t.Errorf("after the line was edited: %+v", after)
	}
	if _, err := audit.Verify(t.Context(), r.DB, r.Committee); err != nil {
		t.Error(err)
	}
}

func TestRaiseIsRepeatable(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	in := r.Raise(heldOn(t, r, 6, 20))
	first := must(r.Shortcomings().Raise(t.Context(), r.Secretary, in))(t)
	second := must(r.Shortcomings().Raise(t.Context(), r.Secretary, in))(t)
	if first.Number != second.Number || len(events(t, r, in.ID)) != 1 || auditLines(t, r, "shortcoming.raise") != 1 {
		t.Error("the repeat wrote something")
	}
	in.Text = "Việc khác"
	_, err := r.Shortcomings().Raise(t.Context(), r.Secretary, in)
	wantKind(t, err, fault.Conflict, "conflict.id_reused")
}

func TestRaiseRefuses(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	m, elsewhere := heldOn(t, r, 6, 20), heldOn(t, r, 9, 1)
	other := factory.NewRoom(t, r.DB)
	foreign := r.NewBlock(t, elsewhere)
	future := r.NewMeeting(t, func(in *meeting.Create) { in.HeldOn = r.Clock.Today().AddDays(1) })
	for _, tt := range []struct {
		name   string
		change func(*shortcoming.Raise)
		field  string
		key    string
	}{
		{"without words", func(in *shortcoming.Raise) { in.Text = "" }, "text", "validate.required"},
		{"of no nature", func(in *shortcoming.Raise) { in.Nature = "" }, "nature", "validate.required"},
		{"at an unknown meeting", func(in *shortcoming.Raise) { in.Meeting = meeting.ID(r.NewID()) }, "meeting_id", "shortcoming.meeting_unknown"},
		{"from a line of another meeting", func(in *shortcoming.Raise) { in.Block = foreign.ID }, "block_id", "shortcoming.block_unknown"},
		{"from a line nobody wrote", func(in *shortcoming.Raise) { in.Block = meeting.BlockID(r.NewID()) }, "block_id", "shortcoming.block_unknown"},
		{"about a unit of another committee", func(in *shortcoming.Raise) { in.Units = []access.UnitID{other.Unit} }, "units", "shortcoming.unit_unknown"},
		{"about a unit twice", func(in *shortcoming.Raise) { in.Units = []access.UnitID{r.Unit, r.Unit} }, "units", "validate.unique"},
		{"in an unknown field", func(in *shortcoming.Raise) { in.Field = org.FieldID(r.NewID()) }, "field_id", "shortcoming.field_unknown"},
		{"tomorrow", func(in *shortcoming.Raise) { in.Meeting = future.ID }, "raised_on", "shortcoming.in_future"},
		{"repeating what does not exist", func(in *shortcoming.Raise) { in.Repeats = shortcoming.ID(r.NewID()) }, "repeats_id", "shortcoming.repeats_unknown"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			in := r.Raise(m)
			tt.change(&in)
			_, err := r.Shortcomings().Raise(t.Context(), r.Secretary, in)
			wantField(t, err, tt.field, tt.key)
		})
	}
}

// A line that was taken out of the minutes gives rise to nothing new, but stays the source of what it gave rise to.
func TestAWithdrawnLineAsSource(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	m := heldOn(t, r, 6, 20)
	b := r.NewBlock(t, m)
	s := r.NewShortcoming(t, m, func(in *shortcoming.Raise) { in.Block = b.ID })
	must(r.Meetings.WithdrawBlock(t.Context(), r.Secretary, meeting.Withdraw[meeting.BlockID]{Committee: r.Committee, ID: b.ID, Version: 1, Withdrawn: true}))(t)
	in := r.Raise(m)
	in.Block = b.ID
	_, err := r.Shortcomings().Raise(t.Context(), r.Secretary, in)
	wantField(t, err, "block_id", "shortcoming.block_unknown")
	edited := must(r.Shortcomings().Edit(t.Context(), r.Secretary, shortcoming.Edit{
		Committee: r.Committee, ID: s.ID, Version: 1, Content: shortcoming.Content{Block: b.ID, Text: "Sửa lời"},
	}))(t)
	if edited.Block != b.ID || edited.BlockText != b.Text || edited.SourceEdited {
		t.Errorf("edited %+v", edited)
	}
}

func TestACancelledMeetingRaisesNothing(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	m := heldOn(t, r, 6, 20)
	must(r.Meetings.Move(t.Context(), r.Secretary, meeting.Move{Committee: r.Committee, ID: m.ID, Version: 1, To: meeting.Cancelled}))(t)
	_, err := r.Shortcomings().Raise(t.Context(), r.Secretary, r.Raise(m))
	wantField(t, err, "meeting_id", "shortcoming.meeting_unknown")
}

func TestOnlyKeepersWrite(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	m := heldOn(t, r, 6, 20)
	s := r.NewShortcoming(t, m)
	acts := map[string]func(by access.Actor) error{
		"raise": func(by access.Actor) error { _, err := r.Shortcomings().Raise(t.Context(), by, r.Raise(m)); return err },
		"edit": func(by access.Actor) error {
			_, err := r.Shortcomings().Edit(t.Context(), by, shortcoming.Edit{Committee: r.Committee, ID: s.ID, Version: 1, Content: shortcoming.Content{Text: s.Text}})
			return err
		},
		"reclass": func(by access.Actor) error {
			_, err := r.Shortcomings().Reclass(t.Context(), by, shortcoming.Reclass{Committee: r.Committee, ID: s.ID, Version: 1, Nature: s.Nature})
			return err
		},
		"move": func(by access.Actor) error {
			_, err := r.Shortcomings().Move(t.Context(), by, shortcoming.Move{Committee: r.Committee, ID: s.ID, Version: 1, To: s.State})
			return err
		},
		"link": func(by access.Actor) error {
			_, err := r.Shortcomings().LinkRepeats(t.Context(), by, shortcoming.Link{Committee: r.Committee, ID: s.ID, Version: 1})
			return err
		},
		"withdraw": func(by access.Actor) error {
			_, err := r.Shortcomings().SetWithdrawn(t.Context(), by, shortcoming.Withdraw{Committee: r.Committee, ID: s.ID, Version: 1})
			return err
		},
	}
	want := map[string]fault.Kind{"member": fault.Forbidden, "focal": fault.Forbidden, "observer": fault.Forbidden, "admin": fault.NotFound, "stranger": fault.NotFound}
	for name, by := range r.Actors() {
		for act, do := range acts {
			t.Run(name+" "+act, func(t *testing.T) {
				err := do(by)
				if kind, refused := want[name]; refused {
					wantKind(t, err, kind, "")
				} else if err != nil {
					t.Errorf("refused: %v", err)
				}
			})
		}
	}
	if n := len(events(t, r, s.ID)); n != 1 {
		t.Errorf("commands that change nothing left %d events", n-1)
	}
}

func TestEdit(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	m := heldOn(t, r, 6, 20)
	b, b2 := r.NewBlock(t, m), r.NewBlock(t, m, func(b *meeting.AddBlock) { b.Text = "Lời thứ hai" })
	s := r.NewShortcoming(t, m, func(in *shortcoming.Raise) { in.Block = b.ID })
	second := r.NewUnit(t, "Trường mẫu")
	edit := shortcoming.Edit{
		Committee: r.Committee, ID: s.ID, Version: 1, Event: shortcoming.EventID(r.NewID()), Note: "theo ý kiến của trưởng ban",
		Content: shortcoming.Content{Text: "Chậm công khai, sửa lời", Block: b2.ID, Units: []access.UnitID{second, r.Unit}},
	}
	got := must(r.Shortcomings().Edit(t.Context(), r.Secretary, edit))(t)
	if got.Version != 2 || got.BlockText != "Lời thứ hai" || len(got.Units) != 2 || got.Units[0].ID != second {
		t.Errorf("edited %+v", got)
	}
	again := must(r.Shortcomings().Edit(t.Context(), r.Secretary, edit))(t)
	if again.Version != 2 || len(events(t, r, s.ID)) != 2 {
		t.Errorf("the same command again: version %d, %d events", again.Version, len(events(t, r, s.ID)))
	}
	edit.Event, edit.Text = shortcoming.EventID(r.NewID()), "Lời khác nữa"
	_, err := r.Shortcomings().Edit(t.Context(), r.Secretary, edit)
	wantKind(t, err, fault.Conflict, "conflict.stale")
	other := r.NewShortcoming(t, m)
	_, err = r.Shortcomings().Edit(t.Context(), r.Secretary, shortcoming.Edit{
		Committee: r.Committee, ID: other.ID, Version: 1, Event: events(t, r, s.ID)[1].ID, Content: shortcoming.Content{Text: "x"},
	})
	wantKind(t, err, fault.Conflict, "conflict.id_reused")
	if _, err := r.DB.Exec(t.Context(), `UPDATE shortcoming_event SET note = 'x'`); err == nil {
		t.Error("the database let an event be changed")
	}
}

func move(r factory.Room, s shortcoming.Shortcoming, to shortcoming.State, day calendar.Date) shortcoming.Move {
	return shortcoming.Move{Committee: r.Committee, ID: s.ID, Version: s.Version, To: to, On: day, Note: "Đã kiểm tra, có biên bản (mẫu)"}
}

func TestMove(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	ctx, sv := t.Context(), r.Shortcomings()
	s := r.NewShortcoming(t, heldOn(t, r, 6, 20))

	_, err := sv.Move(ctx, r.Secretary, move(r, s, shortcoming.Recurred, on(7, 1)))
	wantKind(t, err, fault.Conflict, "shortcoming.move_not_allowed")
	_, err = sv.Move(ctx, r.Secretary, move(r, s, shortcoming.Cured, on(6, 19)))
	wantField(t, err, "on", "shortcoming.before_last_change")
	_, err = sv.Move(ctx, r.Secretary, move(r, s, shortcoming.Cured, r.Clock.Today().AddDays(1)))
	wantField(t, err, "on", "shortcoming.in_future")

	s = must(sv.Move(ctx, r.Secretary, move(r, s, shortcoming.BeingCured, on(7, 1))))(t)
	s = must(sv.Move(ctx, r.Secretary, move(r, s, shortcoming.Cured, on(8, 1))))(t)
	if s.State != shortcoming.Cured || s.CuredOn != on(8, 1) || s.Version != 3 {
		t.Errorf("cured %+v", s)
	}
	stale := move(r, s, shortcoming.BeingCured, on(9, 1))
	stale.Version = 1
	_, err = sv.Move(ctx, r.Secretary, stale)
	wantKind(t, err, fault.Conflict, "conflict.stale")
	s = must(sv.Move(ctx, r.Secretary, move(r, s, shortcoming.Recurred, on(9, 1))))(t)
	if !s.CuredOn.IsZero() {
		t.Errorf("a recurred one has no day of cure: %v", s.CuredOn)
	}
	var kinds []string
	for i, e := range events(t, r, s.ID) {
		if e.Seq != i+1 {
			t.Errorf("event %d has number %d", i+1, e.Seq)
		}
		kinds = append(kinds, fmt.Sprintf("%s %s %s", e.Kind, e.State, e.EffectiveOn))
	}
	want := []string{"raised open 2025-06-20", "moved being_cured 2025-07-01", "moved cured 2025-08-01", "moved recurred 2025-09-01"}
	if !slices.Equal(kinds, want) {
		t.Errorf("events %q", kinds)
	}
}

func TestReclassKeepsHistory(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	s := r.NewShortcoming(t, heldOn(t, r, 6, 20), func(in *shortcoming.Raise) { in.Nature = shortcoming.Direction })
	s = must(r.Shortcomings().Reclass(t.Context(), r.Secretary, shortcoming.Reclass{
		Committee: r.Committee, ID: s.ID, Version: 1, Nature: shortcoming.Defect, On: on(9, 1), Note: "ý kiến trưởng ban",
	}))(t)
	all := events(t, r, s.ID)
	if s.Nature != shortcoming.Defect || len(all) != 2 || all[1].Note != "ý kiến trưởng ban" {
		t.Errorf("reclassed %+v, events %+v", s, all)
	}
	if f := shortcoming.Fold(all, on(8, 31), r.Clock()); f.Nature != shortcoming.Direction {
		t.Errorf("the day before it was %s", f.Nature)
	}
}

func TestWithdraw(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	ctx, sv := t.Context(), r.Shortcomings()
	first := r.NewShortcoming(t, heldOn(t, r, 6, 20))
	again := r.NewShortcoming(t, heldOn(t, r, 12, 20), func(in *shortcoming.Raise) { in.Repeats = first.ID })
	withdraw := func(s shortcoming.Shortcoming, yes bool) (shortcoming.Shortcoming, error) {
		return sv.SetWithdrawn(ctx, r.Secretary, shortcoming.Withdraw{Committee: r.Committee, ID: s.ID, Version: s.Version, Withdrawn: yes})
	}
	_, err := withdraw(first, true)
	wantKind(t, err, fault.Conflict, "shortcoming.has_repeats")
	again = must(withdraw(again, true))(t)
	_, err = sv.Move(ctx, r.Secretary, move(r, again, shortcoming.Cured, calendar.Date{}))
	wantKind(t, err, fault.Conflict, "shortcoming.is_withdrawn")
	first = must(withdraw(first, true))(t)
	_, err = withdraw(again, false)
	wantKind(t, err, fault.Conflict, "shortcoming.repeats_withdrawn")
	if first = must(withdraw(first, false))(t); first.Withdrawn || len(events(t, r, first.ID)) != 3 {
		t.Errorf("restored %+v", first)
	}
	if again = must(withdraw(again, false))(t); again.Withdrawn {
		t.Error("not restored")
	}
}
