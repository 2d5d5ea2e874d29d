package shortcoming

import (
	"slices"
	"testing"
	"time"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

func day(n int) calendar.Date { return calendar.NewDate(2026, 1, n) }

func TestMovesCoverEveryState(t *testing.T) {
	t.Parallel()
	if len(moves) != len(States()) {
		t.Errorf("moves has %d states, States %d", len(moves), len(States()))
	}
	for from, all := range moves {
		if len(all) == 0 {
			t.Errorf("%s is a dead end", from)
		}
		for _, to := range all {
			if !slices.Contains(States(), to) || to == from {
				t.Errorf("%s → %s is no move", from, to)
			}
		}
	}
	if Open.mayMoveTo(Recurred) {
		t.Error("what was never cured cannot recur")
	}
}

func TestFold(t *testing.T) {
	t.Parallel()
	at := func(n int) time.Time { return day(n).Start().Add(9 * time.Hour) }
	events := []Event{
		{Seq: 1, Kind: EvRaised, EffectiveOn: day(1), RecordedAt: at(1), Nature: Issue, State: Open},
		{Seq: 2, Kind: EvMoved, EffectiveOn: day(5), RecordedAt: at(6), State: Cured},
		{Seq: 3, Kind: EvReclassed, EffectiveOn: day(2), RecordedAt: at(7), Nature: Defect}, // back-dated
		{Seq: 4, Kind: EvMoved, EffectiveOn: day(8), RecordedAt: at(8), State: Recurred},
		{Seq: 5, Kind: EvWithdrawn, EffectiveOn: day(9), RecordedAt: at(9)},
		{Seq: 6, Kind: EvRestored, EffectiveOn: day(9), RecordedAt: at(10)},
	}
	for _, tt := range []struct {
		name  string
		day   int
		known int
		want  Folded
	}{
		{"before it was raised", 0, 30, Folded{}},
		{"on the day it was raised, as known now", 1, 30, Folded{Nature: Issue, State: Open}},
		{"once reclassed, back-dated", 2, 30, Folded{Nature: Defect, State: Open}},
		{"the same day as known before that was recorded", 2, 6, Folded{Nature: Issue, State: Open}},
		{"cured", 5, 30, Folded{Nature: Defect, State: Cured, CuredOn: day(5)}},
		{"cured, but nobody had recorded it yet", 5, 5, Folded{Nature: Issue, State: Open}},
		{"come back", 8, 30, Folded{Nature: Defect, State: Recurred}},
		{"taken back and restored the same day", 9, 30, Folded{Nature: Defect, State: Recurred}},
		{"taken back, not yet known to be restored", 9, 9, Folded{Nature: Defect, State: Recurred, Withdrawn: true}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := Fold(events, day(tt.day), day(tt.known).End()); got != tt.want {
				t.Errorf("Fold = %+v, want %+v", got, tt.want)
			}
		})
	}
}

func TestEffective(t *testing.T) {
	t.Parallel()
	today, last := day(20), day(10)
	for _, tt := range []struct {
		name string
		on   calendar.Date
		want calendar.Date
		key  string
	}{
		{"no day means today", calendar.Date{}, today, ""},
		{"today", today, today, ""},
		{"the day of the last change", last, last, ""},
		{"tomorrow", day(21), calendar.Date{}, "shortcoming.in_future"},
		{"before the last change", day(9), calendar.Date{}, "shortcoming.before_last_change"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := effective(tt.on, today, last)
			if tt.key != "" {
				if fault.Fields(err)["on"].Key != tt.key {
					t.Errorf("error %v, want %s", err, tt.key)
				}
				return
			}
			if err != nil || got != tt.want {
				t.Errorf("effective = %v, %v; want %v", got, err, tt.want)
			}
		})
	}
}

func TestMayRepeat(t *testing.T) {
	t.Parallel()
	s := Shortcoming{ID: ID{1}, Meeting: meeting.ID{1}, RaisedOn: day(10)}
	for _, tt := range []struct {
		name    string
		earlier Shortcoming
		above   []ID
		key     string
	}{
		{"one raised before by another meeting", Shortcoming{ID: ID{2}, Meeting: meeting.ID{2}, RaisedOn: day(1)}, nil, ""},
		{"one raised the same day by another meeting", Shortcoming{ID: ID{2}, Meeting: meeting.ID{2}, RaisedOn: day(10)}, nil, ""},
		{"one that itself repeats others", Shortcoming{ID: ID{2}, Meeting: meeting.ID{2}, RaisedOn: day(9)}, []ID{{3}, {4}}, ""},
		{"itself", s, nil, "shortcoming.repeats_itself"},
		{"one of the same meeting", Shortcoming{ID: ID{2}, Meeting: meeting.ID{1}, RaisedOn: day(10)}, nil, "shortcoming.repeats_same_meeting"},
		{"one raised later", Shortcoming{ID: ID{2}, Meeting: meeting.ID{2}, RaisedOn: day(11)}, nil, "shortcoming.repeats_later"},
		{"one that was taken back", Shortcoming{ID: ID{2}, Meeting: meeting.ID{2}, Withdrawn: true}, nil, "shortcoming.repeats_withdrawn"},
		{"one that repeats it in turn", Shortcoming{ID: ID{2}, Meeting: meeting.ID{2}, RaisedOn: day(10)}, []ID{{3}, {1}}, "shortcoming.repeats_in_circle"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := fault.Fields(s.mayRepeat(tt.earlier, tt.above))["repeats_id"].Key; got != tt.key {
				t.Errorf("mayRepeat says %q, want %q", got, tt.key)
			}
		})
	}
}

func TestRecursOn(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		s    Shortcoming
		want bool
	}{
		{"cured before", Shortcoming{State: Cured, CuredOn: day(5)}, true},
		{"cured the same day", Shortcoming{State: Cured, CuredOn: day(10)}, true},
		{"cured only afterwards", Shortcoming{State: Cured, CuredOn: day(11)}, false},
		{"still open", Shortcoming{State: Open}, false},
		{"come back already", Shortcoming{State: Recurred}, false},
	} {
		if got := tt.s.recursOn(day(10)); got != tt.want {
			t.Errorf("%s: recursOn = %v, want %v", tt.name, got, tt.want)
		}
	}
}

func TestStandsAt(t *testing.T) {
	t.Parallel()
	cured := Shortcoming{State: Cured, CuredOn: day(5)}
	for _, tt := range []struct {
		name string
		s    Shortcoming
		m    Move
		want bool
	}{
		{"open already", Shortcoming{State: Open}, Move{To: Open, On: day(3)}, true},
		{"cured already, no day said", cured, Move{To: Cured}, true},
		{"cured already on that day", cured, Move{To: Cured, On: day(5)}, true},
		{"said to be cured on another day", cured, Move{To: Cured, On: day(6)}, false},
		{"another state", cured, Move{To: Recurred}, false},
	} {
		if got := tt.s.standsAt(tt.m); got != tt.want {
			t.Errorf("%s: standsAt = %v, want %v", tt.name, got, tt.want)
		}
	}
}
