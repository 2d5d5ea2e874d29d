package meeting

import (
	"slices"
	"testing"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

func TestMovesCoverEveryState(t *testing.T) {
	t.Parallel()
	if len(moves) != len(States()) {
		t.Errorf("moves has %d states, States %d", len(moves), len(States()))
	}
	for from, all := range moves {
		for _, to := range all {
			if !slices.Contains(States(), to) || to == from {
				t.Errorf("%s → %s is no move", from, to)
			}
		}
	}
}

func TestNext(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		from State
		want []State
	}{
		{"a planned meeting begins, is recorded at once, put off or called off", Planned, []State{InProgress, Draft, Postponed, Cancelled}},
		{"a draft is circulated by hand but signed by an act of its own", Draft, []State{InProgress, Circulated, Cancelled}},
		{"a circulated record may be drawn back, never signed by a move", Circulated, []State{Draft}},
		{"a signature is not taken back by a move", SignedSecretary, []State{}},
		{"an issued record stays", Issued, []State{}},
		{"what was called off may be planned again", Cancelled, []State{Planned}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := tt.from.Next(); !slices.Equal(got, tt.want) {
				t.Errorf("Next(%s) = %v, want %v", tt.from, got, tt.want)
			}
		})
	}
}

func TestMayRead(t *testing.T) {
	t.Parallel()
	unit := []access.UnitID{{1}}
	keeper, member, observer := Sight{Keeper: true, Member: true, Observer: true}, Sight{Member: true, Observer: true}, Sight{Observer: true}
	focal := Sight{Units: unit}
	for _, tt := range []struct {
		name     string
		sight    Sight
		state    State
		wording  Wording
		seesTask bool
		want     Level
	}{
		{"those who keep the records read a plan", keeper, Planned, Verbatim, false, Full},
		{"those who keep the records read a draft", keeper, Draft, Verbatim, false, Full},
		{"a member sees that there is a draft, not what is in it", member, Draft, Verbatim, false, Heading},
		{"a member sees that a meeting is planned", member, Planned, Verbatim, false, Heading},
		{"a member reads what was circulated", member, Circulated, Verbatim, false, Full},
		{"a member reads what the secretary has signed", member, SignedSecretary, Verbatim, false, Full},
		{"a member reads what was issued", member, Issued, Verbatim, false, Full},
		{"a member sees that a meeting was called off", member, Cancelled, Verbatim, false, Heading},
		{"a member reads a draft that only repeats a public report", member, Draft, Reported, false, Full},
		{"an observer reads what was issued", observer, Issued, Verbatim, false, Full},
		{"an observer does not read what is merely signed", observer, Signed, Verbatim, false, None},
		{"an observer does not read a draft, reported or not", observer, Draft, Reported, false, None},
		{"a focal person sees the heading of a meeting that gave their unit a task", focal, Draft, Verbatim, true, Heading},
		{"a focal person sees no more of an issued one", focal, Issued, Verbatim, true, Heading},
		{"a focal person sees nothing of other meetings", focal, Issued, Verbatim, false, None},
		{"who answers for no unit sees nothing", Sight{}, Issued, Verbatim, true, None},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := tt.sight.mayRead(Meeting{State: tt.state, Wording: tt.wording}, tt.seesTask); got != tt.want {
				t.Errorf("mayRead = %q, want %q", got, tt.want)
			}
		})
	}
}

func TestHeadingHoldsBackTheRecord(t *testing.T) {
	t.Parallel()
	m := Meeting{
		Title: "T", Place: "P", HeldOn: calendar.NewDate(2026, 2, 2), State: Draft, Wording: Reported, Source: "báo mẫu", ChairName: "A", ChairPost: "B",
		Chair: access.PersonID{1}, Secretaries: []Named{{Name: "C"}}, EndsAt: "11:00",
	}
	h := m.shownAt(Heading)
	if h.Title != "T" || h.Place != "P" || h.HeldOn != m.HeldOn || h.State != Draft || h.Level != Heading {
		t.Errorf("heading lacks what it should have: %+v", h)
	}
	if h.ChairName != "" || h.ChairPost != "" || !h.Chair.IsZero() || len(h.Secretaries) != 0 || h.Source != "" || h.EndsAt != "" {
		t.Errorf("heading tells too much: %+v", h)
	}
}

func TestContentCheck(t *testing.T) {
	t.Parallel()
	day := calendar.NewDate(2026, 2, 2)
	for _, tt := range []struct {
		name  string
		in    Content
		field string // "": nothing wrong
	}{
		{"nothing but the day is known", Content{HeldOn: day}, ""},
		{"it ends the day before it starts", Content{HeldOn: day, EndedOn: day.AddDays(-1)}, "ended_on"},
		{"it ends an hour before it starts", Content{HeldOn: day, StartsAt: "08:00", EndsAt: "07:00"}, "ends_at"},
		{"it ends early on the next day", Content{HeldOn: day, StartsAt: "08:00", EndedOn: day.AddDays(1), EndsAt: "07:00"}, ""},
		{"it ends when it starts", Content{HeldOn: day, StartsAt: "08:00", EndsAt: "08:00"}, ""},
		{"a report without a source", Content{HeldOn: day, Wording: Reported}, "source"},
		{"a report with its source", Content{HeldOn: day, Wording: Reported, Source: "tin mẫu"}, ""},
		{"a half-year as period", Content{HeldOn: day, ReviewedPeriod: "2026-H1", NextPeriod: "2026-H2"}, ""},
		{"a month as period", Content{HeldOn: day, ReviewedPeriod: "2026-12"}, ""},
		{"a thirteenth month", Content{HeldOn: day, NextPeriod: "2026-13"}, "next_period"},
		{"a third half-year", Content{HeldOn: day, ReviewedPeriod: "2026-H3"}, "reviewed_period"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			checkField(t, tt.in.check(), tt.field)
		})
	}
}

// checkField asserts that err is about exactly one field, or nil for none.
func checkField(t *testing.T, err error, field string) {
	t.Helper()
	fields := fault.Fields(err)
	if field == "" {
		if err != nil {
			t.Errorf("refused: %v", err)
		}
		return
	}
	if _, ok := fields[field]; !ok || len(fields) != 1 {
		t.Errorf("wrong fields %v, want only %q", fields, field)
	}
}

func TestBlockCheckKind(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name  string
		in    BlockContent
		field string
	}{
		{"a speech", BlockContent{Kind: Speech}, ""},
		{"a vote with its counts", BlockContent{Kind: Vote, Votes: &Votes{For: 3}}, ""},
		{"a vote without counts", BlockContent{Kind: Vote}, "votes"},
		{"a speech with counts", BlockContent{Kind: Speech, Votes: &Votes{}}, "votes"},
		{"a conclusion within a speech", BlockContent{Kind: Conclusion, Within: BlockID{1}}, ""},
		{"a note within a speech", BlockContent{Kind: Note, Within: BlockID{1}}, "within_id"},
		{"reported words without source", BlockContent{Kind: Speech, Wording: Reported}, "source"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			checkField(t, tt.in.checkKind(), tt.field)
		})
	}
}

func TestCanHold(t *testing.T) {
	t.Parallel()
	of := ID{1}
	for _, tt := range []struct {
		name string
		b    Block
		want bool
	}{
		{"a speech of the meeting", Block{Meeting: of, Kind: Speech}, true},
		{"a speech of another meeting", Block{Meeting: ID{2}, Kind: Speech}, false},
		{"a note", Block{Meeting: of, Kind: Note}, false},
		{"a withdrawn speech", Block{Meeting: of, Kind: Speech, Withdrawn: true}, false},
	} {
		if got := tt.b.canHold(of); got != tt.want {
			t.Errorf("%s: canHold = %v, want %v", tt.name, got, tt.want)
		}
	}
}

func TestCountRoll(t *testing.T) {
	t.Parallel()
	seat := func(n byte, s AttendanceStatus) Attendance { return Attendance{ID: AttendanceID{n}, Status: s} }
	sub := func(n, of byte) Attendance {
		return Attendance{ID: AttendanceID{n}, Status: Present, SubstituteFor: AttendanceID{of}}
	}
	withdrawn := func(a Attendance) Attendance { a.Withdrawn = true; return a }
	for _, tt := range []struct {
		name  string
		lines []Attendance
		want  Roll
	}{
		{"nobody on the roll", nil, Roll{}},
		{
			"everybody answers for themselves",
			[]Attendance{seat(1, Present), seat(2, Excused), seat(3, Absent)},
			Roll{Total: 3, Present: 1, Excused: 1, Absent: 1},
		},
		{
			"a substitute fills an excused member's seat",
			[]Attendance{seat(1, Present), seat(2, Excused), sub(3, 2)},
			Roll{Total: 2, Present: 2, Substitutes: 1},
		},
		{
			"two substitutes fill one seat",
			[]Attendance{seat(2, Absent), sub(3, 2), sub(4, 2)},
			Roll{Total: 1, Present: 1, Substitutes: 1},
		},
		{
			"a substitute beside a member who came after all",
			[]Attendance{seat(2, Present), sub(3, 2)},
			Roll{Total: 1, Present: 1},
		},
		{
			"withdrawn lines do not count",
			[]Attendance{seat(1, Present), withdrawn(seat(2, Absent)), withdrawn(sub(3, 1))},
			Roll{Total: 1, Present: 1},
		},
		{
			"a substitute whose member was taken off the roll is a guest with a seat",
			[]Attendance{withdrawn(seat(2, Absent)), sub(3, 2)},
			Roll{Total: 1, Present: 1},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := countRoll(tt.lines)
			if got != tt.want {
				t.Errorf("countRoll = %+v, want %+v", got, tt.want)
			}
			if got.Present+got.Excused+got.Absent != got.Total {
				t.Errorf("%+v does not add up", got)
			}
		})
	}
}

func TestQuorum(t *testing.T) {
	t.Parallel()
	half, twoThirds := QuorumRule{Base: OfSeats, Numerator: 1, Denominator: 2, Strict: true, Active: true}, QuorumRule{Base: OfMembers, Numerator: 2, Denominator: 3, Active: true}
	idle := half
	idle.Active = false
	for _, tt := range []struct {
		name   string
		rule   QuorumRule
		roll   Roll
		want   bool
		needed int
	}{
		{"more than half of ten seats is six", half, Roll{Total: 10, Present: 5}, false, 6},
		{"six of ten seats", half, Roll{Total: 10, Present: 6}, true, 6},
		{"more than half of nine seats is five", half, Roll{Total: 9, Present: 5}, true, 5},
		{"two thirds of twelve members is eight, whoever else is on the roll", twoThirds, Roll{Total: 20, Present: 7}, false, 8},
		{"eight of twelve members", twoThirds, Roll{Total: 8, Present: 8}, true, 8},
		{"an empty roll is not quorate", half, Roll{}, false, 1},
		{"without an active rule there is nothing to reach", idle, Roll{Total: 10}, true, 0},
	} {
		q := tt.rule.count(tt.roll, 12)
		needed := 0
		if q.Needed != nil {
			needed = *q.Needed
		}
		if q.Reached() != tt.want || needed != tt.needed {
			t.Errorf("%s: %v of %d", tt.name, q.Reached(), needed)
		}
	}
}

func TestCheckRoll(t *testing.T) {
	t.Parallel()
	anna := access.PersonID{9}
	lines := []Attendance{
		{ID: AttendanceID{1}, Person: anna, Status: Excused},
		{ID: AttendanceID{2}, Status: Present, SubstituteFor: AttendanceID{1}},
		{ID: AttendanceID{3}, Status: Absent, Withdrawn: true},
	}
	for _, tt := range []struct {
		name  string
		a     Attendance
		field string
	}{
		{"somebody new", Attendance{ID: AttendanceID{4}, Person: access.PersonID{8}}, ""},
		{"the same line again", lines[0], ""},
		{"somebody who is on the roll already", Attendance{ID: AttendanceID{4}, Person: anna}, "person_id"},
		{"two guests without a registered person", Attendance{ID: AttendanceID{4}}, ""},
		{"a substitute for a member of the roll", Attendance{ID: AttendanceID{4}, SubstituteFor: AttendanceID{1}}, ""},
		{"a substitute for oneself", Attendance{ID: AttendanceID{4}, SubstituteFor: AttendanceID{4}}, "substitute_for"},
		{"a substitute for somebody unknown", Attendance{ID: AttendanceID{4}, SubstituteFor: AttendanceID{7}}, "substitute_for"},
		{"a substitute for a substitute", Attendance{ID: AttendanceID{4}, SubstituteFor: AttendanceID{2}}, "substitute_for"},
		{"a substitute for somebody taken off the roll", Attendance{ID: AttendanceID{4}, SubstituteFor: AttendanceID{3}}, "substitute_for"},
		{"one who has a substitute becomes one", Attendance{ID: AttendanceID{1}, SubstituteFor: AttendanceID{5}}, "substitute_for"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			checkField(t, checkRoll(lines, tt.a), tt.field)
		})
	}
}

func TestEntries(t *testing.T) {
	t.Parallel()
	m := Meeting{StartsAt: "08:00", EndsAt: "11:00"}
	got := entries(m, []Attendance{
		{ID: AttendanceID{1}, Name: "A", ArrivedAt: "08:15", LeftAt: "10:30"},
		{ID: AttendanceID{2}, Name: "B", ArrivedAt: "08:00", LeftAt: "11:00", SubstituteFor: AttendanceID{1}},
		{ID: AttendanceID{3}, Name: "C", Withdrawn: true},
	})
	if len(got) != 2 {
		t.Fatalf("%d lines, want 2 (the withdrawn one left out)", len(got))
	}
	if !got[0].Late || !got[0].LeftEarly || got[0].InFor != "" {
		t.Errorf("late and gone early: %+v", got[0])
	}
	if got[1].Late || got[1].LeftEarly || got[1].InFor != "A" {
		t.Errorf("on time, sits in for A: %+v", got[1])
	}
	if unknown := entries(Meeting{}, []Attendance{{ArrivedAt: "09:00"}}); unknown[0].Late {
		t.Error("nobody is late for a meeting whose start is unknown")
	}
}

func TestThread(t *testing.T) {
	t.Parallel()
	blocks := []Block{{ID: BlockID{1}}, {ID: BlockID{2}, Withdrawn: true}, {ID: BlockID{3}, Withdrawn: true}}
	got := thread(blocks, []ShortcomingLink{{Number: 7, Block: BlockID{1}}, {Number: 8}}, []TaskLink{{Number: 4, Block: BlockID{2}}, {Number: 5, Block: BlockID{9}}})
	if len(got) != 2 || got[0].ID != (BlockID{1}) || got[1].ID != (BlockID{2}) {
		t.Fatalf("kept %+v; want the standing block and the withdrawn one that a task stems from", got)
	}
	if len(got[0].Shortcomings) != 1 || got[0].Shortcomings[0].Number != 7 || len(got[0].Tasks) != 0 {
		t.Errorf("first block: %+v", got[0])
	}
	if len(got[1].Tasks) != 1 || got[1].Tasks[0].Number != 4 {
		t.Errorf("second block: %+v", got[1])
	}
}

func TestPostLine(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name  string
		parts []postPart
		want  string
	}{
		{"no office", nil, ""},
		{"an office in a unit", []postPart{{"Phó Chủ tịch", "UBND xã Mẫu"}}, "Phó Chủ tịch UBND xã Mẫu"},
		{"the title names the unit already", []postPart{{"Trưởng phòng Nội vụ", "Phòng Nội vụ"}}, "Trưởng phòng Nội vụ"},
		{
			"several offices, high to low",
			[]postPart{{"Phó Bí thư Thường trực", "Huyện ủy"}, {"Chủ tịch HĐND", ""}, {"Trưởng ban chỉ đạo", ""}},
			"Phó Bí thư Thường trực Huyện ủy, Chủ tịch HĐND, Trưởng ban chỉ đạo",
		},
		{"an office said twice", []postPart{{"Trưởng ban chỉ đạo", ""}, {"Trưởng ban", ""}}, "Trưởng ban chỉ đạo"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := postLine(tt.parts); got != tt.want {
				t.Errorf("postLine = %q, want %q", got, tt.want)
			}
		})
	}
}
