package meeting

import (
	"strings"
	"testing"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

func TestMeetingWarnings(t *testing.T) {
	t.Parallel()
	today := calendar.NewDate(2026, 3, 2)
	whole := Meeting{Level: Full, State: Draft, HeldOn: today, Chair: access.PersonID{1}, Place: "P", StartsAt: "08:00", Secretaries: []Named{{}}}
	change := func(f func(*Meeting)) Meeting { m := whole; f(&m); return m }
	for _, tt := range []struct {
		name string
		m    Meeting
		want string // keys without their prefix, joined by spaces
	}{
		{"nothing is missing", whole, ""},
		{"only title and day are known", Meeting{Level: Full, State: Draft, HeldOn: today}, "no_chair no_place no_start no_secretary"},
		{"a plan whose day has passed", change(func(m *Meeting) { m.State, m.HeldOn = Planned, today.AddDays(-1) }), "still_planned"},
		{"a record of a day to come", change(func(m *Meeting) { m.HeldOn = today.AddDays(1) }), "held_in_future"},
		{"who sees the heading only is not warned", Meeting{Level: Heading, State: Draft}, ""},
		{"a meeting called off lacks nothing", Meeting{Level: Full, State: Cancelled}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := warningKeys(tt.m.Warnings(today)); got != tt.want {
				t.Errorf("Warnings = %q, want %q", got, tt.want)
			}
		})
	}
}

func TestRecordWarnings(t *testing.T) {
	t.Parallel()
	today := calendar.NewDate(2026, 3, 2)
	m := Meeting{
		Level: Full, State: Draft, HeldOn: today, Chair: access.PersonID{1}, Place: "P", StartsAt: "08:00", EndsAt: "11:00", Secretaries: []Named{{}},
	}
	block := func(k BlockKind, text string) BlockEntry { return BlockEntry{Block: Block{Kind: k, Text: text}} }
	within := block(Conclusion, "x")
	within.Within = BlockID{1}
	three, vote := 3, block(Vote, "x")
	vote.Votes = &Votes{For: 4, Against: 1}
	for _, tt := range []struct {
		name string
		r    Record
		want string
	}{
		{"nobody was called", Record{Meeting: m}, "no_roll"},
		{"half came, and no rule says how many must", Record{Meeting: m, Roll: Roll{Total: 4, Present: 2}}, ""},
		{"half came, and three must", Record{Meeting: m, Roll: Roll{Total: 4, Present: 2}, Quorum: Quorum{Present: 2, Needed: &three}}, "no_quorum"},
		{"most came, a conclusion within its speech", Record{Meeting: m, Roll: Roll{Total: 4, Present: 3}, Blocks: []BlockEntry{within}}, ""},
		{"a conclusion by itself", Record{Meeting: m, Roll: Roll{Total: 1, Present: 1}, Blocks: []BlockEntry{block(Conclusion, "x")}}, "conclusion_outside_speech"},
		{"a line still to be written", Record{Meeting: m, Roll: Roll{Total: 1, Present: 1}, Blocks: []BlockEntry{block(Speech, "")}}, "empty_block"},
		{"more votes than people", Record{Meeting: m, Roll: Roll{Total: 5, Present: 4}, Blocks: []BlockEntry{vote}}, "more_votes_than_present"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := warningKeys(tt.r.Warnings(today)); got != tt.want {
				t.Errorf("Warnings = %q, want %q", got, tt.want)
			}
		})
	}
}

func warningKeys(all []fault.Message) string {
	keys := make([]string, len(all))
	for i, m := range all {
		keys[i] = strings.TrimPrefix(m.Key, "meeting.warn.")
	}
	return strings.Join(keys, " ")
}
