package task

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/testkit/golden"
)

func day(s string) calendar.Date {
	d, err := calendar.ParseISO(s)
	if err != nil {
		panic(err)
	}
	return d
}

func TestTimingOn(t *testing.T) {
	t.Parallel()
	due := day("2020-09-30")
	for _, tt := range []struct {
		name string
		d    Dated
		asOf string
		want Timing
	}{
		{"fifteen days before the deadline it is in time", Dated{State: InProgress, DueOn: due}, "2020-09-15", InTime},
		{"fourteen days before it is due soon", Dated{State: InProgress, DueOn: due}, "2020-09-16", DueSoon},
		{"on the day itself it is due soon", Dated{State: Recorded, DueOn: due}, "2020-09-30", DueSoon},
		{"the day after it is overdue", Dated{State: Assigned, DueOn: due}, "2020-10-01", Overdue},
		{"a reported task is not done and its timing runs on", Dated{State: Reported, DueOn: due, CompletedOn: day("2020-09-20")}, "2020-10-01", Overdue},
		{"done on the day is in time", Dated{State: Confirmed, DueOn: due, CompletedOn: due}, "2020-12-31", DoneInTime},
		{"done a day later is late", Dated{State: Confirmed, DueOn: due, CompletedOn: day("2020-10-01")}, "2020-12-31", DoneLate},
		{"done without a deadline is neither", Dated{State: Confirmed, CompletedOn: due}, "2020-12-31", DoneNoDeadline},
		{"no deadline is never overdue", Dated{State: InProgress, DeadlineKind: "event"}, "2030-01-01", NoDeadline},
		{"continuous work is never overdue", Dated{State: InProgress, DeadlineKind: "continuous"}, "2030-01-01", Continuous},
		{"a pause stops the clock", Dated{State: Paused, DueOn: due}, "2020-12-31", TimingPaused},
		{"a cancelled task stands outside", Dated{State: Cancelled, DueOn: due}, "2020-12-31", TimingCanceled},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := TimingOn(tt.d, day(tt.asOf), 14); got != tt.want {
				t.Errorf("TimingOn = %s, want %s", got, tt.want)
			}
		})
	}
}

// history builds events of the kinds, one a day, as the service would.
func history(kinds ...EventKind) []Event {
	list := []Event{{Kind: EvRecorded, State: Recorded, EffectiveOn: day("2020-06-25"), RecordedAt: day("2020-06-25").Start(), Seq: 1, SetsDue: true}}
	for i, k := range kinds {
		m, _ := moveOf(k)
		on := day("2020-06-26").AddDays(i)
		list = append(list, Event{Kind: k, State: m.To, EffectiveOn: on, RecordedAt: on.Start(), Seq: i + 2})
	}
	return list
}

func TestReplay(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name  string
		kinds []EventKind
		ok    bool
	}{
		{"the straight way", []EventKind{EvAssigned, EvAccepted, EvStarted, EvProgress, EvReported, EvConfirmed}, true},
		{"sent back and reported again", []EventKind{EvAssigned, EvReported, EvSentBack, EvReported, EvConfirmed}, true},
		{"returned and given to another", []EventKind{EvAssigned, EvReturned, EvAssigned, EvAccepted}, true},
		{"paused and resumed", []EventKind{EvAssigned, EvPaused, EvResumed, EvReported}, true},
		{"reopened after confirmation", []EventKind{EvAssigned, EvReported, EvConfirmed, EvReopened, EvReported}, true},
		{"nobody reports on what has no lead", []EventKind{EvReported}, false},
		{"the committee cannot confirm what was not reported", []EventKind{EvAssigned, EvConfirmed}, false},
		{"a confirmed task takes no progress", []EventKind{EvAssigned, EvReported, EvConfirmed, EvProgress}, false},
		{"a cancelled task is not accepted", []EventKind{EvAssigned, EvCancelled, EvAccepted}, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			err := replay(history(tt.kinds...))
			if tt.ok && err != nil {
				t.Fatal(err)
			}
			if !tt.ok && fault.KindOf(err) != fault.Conflict {
				t.Fatalf("replay = %v, want a conflict", err)
			}
		})
	}
	t.Run("an event dated before the task was given", func(t *testing.T) {
		t.Parallel()
		list := history(EvAssigned)
		list[1].EffectiveOn = day("2020-06-24")
		if err := replay(list); fault.Fields(err)["effective_on"].Key != "task.before_it_was_given" {
			t.Errorf("replay = %v", err)
		}
	})
}

func TestFoldReadsTwoClocks(t *testing.T) {
	t.Parallel()
	list := history(EvAssigned, EvReported, EvConfirmed) // 25, 26, 27, 28 June
	list[2].CompletedOn, list[3].CompletedOn = day("2020-06-27"), day("2020-06-27")
	list[3].RecordedAt = day("2020-07-10").Start() // confirmed on the 28th, written down on 10 July
	far := day("2030-01-01").Start()
	for _, tt := range []struct {
		name  string
		asOf  string
		known time.Time
		want  State
	}{
		{"before it was given it did not exist", "2020-06-24", far, ""},
		{"on its first day", "2020-06-25", far, Recorded},
		{"on the day it was reported", "2020-06-27", far, Reported},
		{"on the 28th, with what is known today", "2020-06-28", far, Confirmed},
		{"on the 28th, with what was known then", "2020-06-28", day("2020-06-28").End(), Reported},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			f := Fold(list, day(tt.asOf), tt.known)
			if f.State != tt.want {
				t.Errorf("state %q, want %q", f.State, tt.want)
			}
			if done := f.State == Reported || f.State == Confirmed; done == f.CompletedOn.IsZero() {
				t.Errorf("state %q has completed_on %q", f.State, f.CompletedOn)
			}
		})
	}
}

// rulesBeside is what the table cannot say; each sentence has its own test.
const rulesBeside = `
Whose act a move is: *unit* is a focal person of a lead unit, *partner* one of a co-ordinating unit, *record* whoever keeps the committee's
records (who may also enter what a unit says), *decider* the head or a deputy, *reader* members and the focal persons of every unit named.

- **Undo.** A person's own move is taken back within ten minutes by the event ` + "`undone`" + `, unless another act followed. Both stay in the
  history, neither counts; what was known in between can still be asked for.
- **Completion.** The actions taken are required; where the task asks for evidence, a file or the number and day of a paper is too. While a
  co-ordinating unit's part is open the lead says why. An interim report never counts as done, and nothing is done before it is confirmed.
- **More time** is a request: one at a time, with a reason and a day, decided by the head or a deputy. A unit's own request bears the day on
  which it is written down; one after expiry is taken and marked late. Another deadline, another unit or the end of the task settles it.
  The committee's limit (2, a setting) does not refuse: beyond it, granting asks for a written reason.
- **Each of.** What groups obligations closes by ` + "`concluded`" + ` alone, once every part is confirmed or cancelled, never by itself.
- **Bound to an event.** ` + "`event_entered`" + ` names the event, its day and who entered it; the deadline is counted from there by its own words.
- **End of a period.** ` + "`carried_over`" + ` says what was decided about an open task: keep, reword, reassign, deadline, close. It changes no state;
  the act that does (assigned, deadline_set, …) stands before it.
`

// TestStatesDocument draws the table of moves; docs/states-task.md is its golden.
func TestStatesDocument(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteString("# States of a task\n\nDrawn from the table of moves in `internal/domain/task/moves.go`; a test keeps it so. `*` is the start.\n\n```mermaid\nstateDiagram-v2\n    [*] --> recorded\n")
	for _, m := range Moves() {
		for _, from := range m.From {
			if m.To != "" {
				fmt.Fprintf(&b, "    %s --> %s: %s\n", from, m.To, m.Event)
			}
		}
	}
	b.WriteString("```\n\n| act | from | to | who | asks for |\n|---|---|---|---|---|\n")
	for _, m := range Moves() {
		to, asks := string(m.To), "–"
		if to == "" {
			to = "stays"
		}
		if m.Note {
			asks = "a reason"
		}
		if m.Acts {
			asks = "the actions taken"
		}
		from := make([]string, len(m.From))
		for i, s := range m.From {
			from[i] = string(s)
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n", m.Event, strings.Join(from, ", "), to, m.Who, asks)
	}
	b.WriteString(rulesBeside)
	golden.Equal(t, "../../../docs/states-task.md", b.String())
}

func TestEveryOpenStateCanBeLeft(t *testing.T) {
	t.Parallel()
	for _, s := range States() {
		if !slices.ContainsFunc(Moves(), func(m Move) bool { return m.To != "" && m.To != s && slices.Contains(m.From, s) }) {
			t.Errorf("no move leads out of %s", s)
		}
	}
}

func TestWhoMayMove(t *testing.T) {
	t.Parallel()
	c, other := access.CommitteeID{1}, access.CommitteeID{2}
	unit, elsewhere := access.UnitID{1}, access.UnitID{2}
	lead := []Assignee{{Role: Lead, Unit: unit}, {Role: Coordinate, Unit: elsewhere}}
	actor := func(r access.Role, in access.CommitteeID, units ...access.UnitID) access.Actor {
		return access.Actor{Grants: []access.Grant{{Committee: in, Role: r}}, Units: units}
	}
	for _, tt := range []struct {
		name string
		by   access.Actor
		move EventKind
		want bool
	}{
		{"the lead unit's focal person reports", actor(access.Focal, c, unit), EvReported, true},
		{"a co-ordinating unit's focal person does not report for the lead", actor(access.Focal, c, elsewhere), EvReported, false},
		{"the focal person does not confirm its own report", actor(access.Focal, c, unit), EvConfirmed, false},
		{"the head confirms", actor(access.Head, c), EvConfirmed, true},
		{"the deputy confirms", actor(access.Deputy, c), EvConfirmed, true},
		{"the secretary does not confirm", actor(access.Secretary, c), EvConfirmed, false},
		{"the secretary assigns", actor(access.Secretary, c), EvAssigned, true},
		{"a member does not assign", actor(access.Member, c), EvAssigned, false},
		{"an observer does nothing", actor(access.Observer, c), EvComment, false},
		{"a head of another committee does nothing here", actor(access.Head, other), EvConfirmed, false},
		{"a focal person without a role in this committee does nothing here", actor(access.Focal, other, unit), EvReported, false},
		{"an administrator does not act by that role", access.Actor{Admin: true}, EvConfirmed, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			m, _ := moveOf(tt.move)
			if got := m.may(tt.by, c, lead); got != tt.want {
				t.Errorf("may = %v, want %v", got, tt.want)
			}
		})
	}
}
