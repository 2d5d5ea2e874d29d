package task

import (
	"slices"
	"time"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// EventKind is what happened to a task.
type EventKind string

// The kinds of events. Those that bear a state are the moves' marks; the rest only add to the record.
const (
	EvRecorded         EventKind = "recorded"
	EvAssigned         EventKind = "assigned"
	EvAccepted         EventKind = "accepted"
	EvReturned         EventKind = "returned"
	EvStarted          EventKind = "started"
	EvProgress         EventKind = "progress" // an interim report; never counts as done
	EvReported         EventKind = "reported"
	EvSentBack         EventKind = "sent_back"
	EvConfirmed        EventKind = "confirmed"
	EvPaused           EventKind = "paused"
	EvResumed          EventKind = "resumed"
	EvCancelled        EventKind = "cancelled"
	EvReopened         EventKind = "reopened"
	EvDeadlineSet      EventKind = "deadline_set"
	EvExtensionAsked   EventKind = "extension_asked"
	EvExtensionGranted EventKind = "extension_granted"
	EvExtensionRefused EventKind = "extension_refused"
	EvReworded         EventKind = "reworded"
	EvPartAdded        EventKind = "part_added"
	EvPartEnded        EventKind = "part_ended"
	EvComment          EventKind = "comment"
	EvDirective        EventKind = "directive"
	EvUndone           EventKind = "undone"      // takes the event before it back
	EvPartsSet         EventKind = "parts_set"   // what each co-ordinating unit is asked for, and by when
	EvContributed      EventKind = "contributed" // a co-ordinating unit's reply
	EvEventEntered     EventKind = "event_entered"
	EvConcluded        EventKind = "concluded" // what groups obligations is closed, once all of them are
	EvCarriedOver      EventKind = "carried_over"
	EvEvidenceRemoved  EventKind = "evidence_removed" // a file of evidence was taken away
	EvReminded         EventKind = "reminded"         // a letter urged the lead; the state stays
	EvReorganised      EventKind = "reorganised"      // a unit went over into another, and the task with it
	EvHandedOver       EventKind = "handed_over"      // a person left, and another took the task over
)

// Who says whose act a move is.
type Who string

// The parties.
const (
	ByUnit    Who = "unit"    // a focal person of a lead unit, or the secretary on its behalf
	ByRecord  Who = "record"  // whoever keeps the committee's records
	ByDecider Who = "decider" // whoever decides for the committee
	ByPartner Who = "partner" // a focal person of a co-ordinating unit, or the secretary on its behalf
	ByReader  Who = "reader"  // members of the committee, and focal persons of every unit the task names
)

// Move is one row of the table of moves.
type Move struct {
	Event EventKind
	From  []State
	To    State // empty: the state stays
	Who   Who
	Note  bool // a reason is required
	Acts  bool // the actions taken are required
}

// moves is the table of every act on a task. docs/states-task.md is drawn from it, the CHECKs of task_event repeat it.
var moves = []Move{
	{Event: EvAssigned, From: []State{Recorded, Assigned, Accepted, Returned, InProgress}, To: Assigned, Who: ByRecord},
	{Event: EvAccepted, From: []State{Assigned}, To: Accepted, Who: ByUnit},
	{Event: EvReturned, From: []State{Assigned, Accepted}, To: Returned, Who: ByUnit, Note: true},
	{Event: EvStarted, From: []State{Assigned, Accepted}, To: InProgress, Who: ByUnit},
	{Event: EvContributed, From: []State{Assigned, Accepted, InProgress, Reported, Paused}, Who: ByPartner, Acts: true},
	{Event: EvReported, From: []State{Assigned, Accepted, InProgress}, To: Reported, Who: ByUnit, Acts: true},
	{Event: EvConfirmed, From: []State{Reported}, To: Confirmed, Who: ByDecider},
	{Event: EvSentBack, From: []State{Reported}, To: InProgress, Who: ByDecider, Note: true},
	{Event: EvPaused, From: []State{Assigned, Accepted, InProgress}, To: Paused, Who: ByDecider, Note: true},
	{Event: EvResumed, From: []State{Paused}, To: InProgress, Who: ByDecider},
	{Event: EvCancelled, From: []State{Recorded, Assigned, Accepted, Returned, InProgress, Reported, Paused}, To: Cancelled, Who: ByDecider, Note: true},
	{Event: EvReopened, From: []State{Confirmed, Cancelled}, To: InProgress, Who: ByDecider, Note: true},
	{Event: EvConcluded, From: []State{Recorded, Assigned, Accepted, InProgress}, To: Confirmed, Who: ByDecider},

	{Event: EvProgress, From: []State{Assigned, Accepted, InProgress, Paused}, Who: ByUnit, Acts: true},
	{Event: EvDeadlineSet, From: []State{Recorded, Assigned, Accepted, Returned, InProgress, Paused}, Who: ByRecord},
	{Event: EvEventEntered, From: []State{Recorded, Assigned, Accepted, InProgress, Paused}, Who: ByRecord},
	{Event: EvPartsSet, From: []State{Assigned, Accepted, InProgress, Paused}, Who: ByRecord},
	{Event: EvExtensionAsked, From: []State{Assigned, Accepted, InProgress, Paused}, Who: ByUnit, Note: true},
	{Event: EvExtensionGranted, From: []State{Assigned, Accepted, InProgress, Reported, Paused}, Who: ByDecider},
	{Event: EvExtensionRefused, From: []State{Assigned, Accepted, InProgress, Reported, Paused}, Who: ByDecider, Note: true},
	{Event: EvComment, From: States(), Who: ByReader, Note: true},
	{Event: EvDirective, From: States(), Who: ByDecider, Note: true},
}

// Moves is a copy of the table, for pages, documents and tests.
func Moves() []Move { return slices.Clone(moves) }

func moveOf(k EventKind) (Move, bool) {
	i := slices.IndexFunc(moves, func(m Move) bool { return m.Event == k })
	if i < 0 {
		return Move{}, false
	}
	return moves[i], true
}

// may reports whether by may make the move on a task with these assignees.
func (m Move) may(by access.Actor, c access.CommitteeID, assignees []Assignee) bool {
	if by.Pass != nil && !m.byLink() {
		return false
	}
	switch m.Who {
	case ByDecider:
		return by.MayDecide(c)
	case ByRecord:
		return by.MayRecord(c)
	case ByUnit:
		return by.MayRecord(c) || answersForLead(by, c, assignees)
	case ByPartner:
		return slices.ContainsFunc(assignees, func(a Assignee) bool { return a.Role == Coordinate && (by.MayRecord(c) || answersFor(by, c, a)) })
	case ByReader:
		return by.May(c, access.ReadAll) || slices.ContainsFunc(assignees, func(a Assignee) bool { return answersFor(by, c, a) })
	}
	return false
}

// byLink reports whether the bearer of a one-time link may make the move: report, and ask for more time. Everything that decides,
// and everything that takes a task on or hands it back, is for people with an account.
func (m Move) byLink() bool {
	return slices.Contains([]EventKind{EvProgress, EvReported, EvContributed, EvExtensionAsked}, m.Event)
}

// answersForLead reports whether by is the focal person of a lead unit, or the member who leads in person.
func answersForLead(by access.Actor, c access.CommitteeID, assignees []Assignee) bool {
	return slices.ContainsFunc(leadsOf(assignees), func(a Assignee) bool { return answersFor(by, c, a) })
}

// answersFor reports whether by speaks for the assignee.
func answersFor(by access.Actor, c access.CommitteeID, a Assignee) bool {
	if by.Pass != nil {
		return by.Pass.Speaks(c, a.Unit)
	}
	if !a.Unit.IsZero() {
		return by.Has(c, access.Focal) && by.AnswersFor(c, a.Unit)
	}
	return a.Person == by.Person && by.Has(c, access.Roles()...)
}

// MovesFor lists what by may do with t now, in the table's order. A fan-out or a series is not worked on itself, only directed;
// a request is decided only while one waits, and asked only while none does.
func MovesFor(by access.Actor, t Task) []Move {
	var some []Move
	for _, m := range moves {
		if slices.Contains(m.From, t.State) && m.may(by, t.Committee, t.Assignees) && m.fits(t.Form) && m.timely(t) {
			some = append(some, m)
		}
	}
	return some
}

// fits reports whether rows of the form take the move: what only groups obligations is never reported on.
func (m Move) fits(f Form) bool {
	if m.Event == EvConcluded {
		return f == FanOut
	}
	return f.Counted() || slices.Contains([]EventKind{EvCancelled, EvReopened, EvDeadlineSet, EvComment, EvDirective, EvAssigned}, m.Event) && (f == Series || m.Event != EvAssigned)
}

// timely reports whether what the move is about is there now.
func (m Move) timely(t Task) bool {
	switch m.Event {
	case EvExtensionAsked:
		return t.AskedDueOn.IsZero() && !t.DueOn.IsZero()
	case EvExtensionGranted, EvExtensionRefused:
		return !t.AskedDueOn.IsZero()
	case EvPartsSet, EvContributed:
		return len(partnersOf(t.Assignees)) > 0
	case EvEventEntered:
		return t.DueOn.IsZero() && boundToEvent(t.Deadline)
	default:
		return true
	}
}

// order sorts events as they took effect: by day, then by number.
func order(events []Event) []Event {
	sorted := slices.Clone(events)
	slices.SortStableFunc(sorted, func(a, b Event) int {
		if c := a.EffectiveOn.Compare(b.EffectiveOn); c != 0 {
			return c
		}
		return a.Seq - b.Seq
	})
	return sorted
}

// replay walks the events as they took effect and refuses the first that was not possible when it happened.
// So a back-dated event is taken exactly when the history with it in its place still makes sense.
func replay(events []Event) error {
	var now State
	var last calendar.Date
	waiting := false // a request for more time
	for i, e := range order(standing(events, lastRecorded(events))) {
		if i == 0 {
			if e.Kind != EvRecorded {
				return fault.Field("effective_on", "task.before_it_was_given", last.VN())
			}
			now = e.State
			continue
		}
		m, known := moveOf(e.Kind)
		if known && !slices.Contains(m.From, now) {
			return fault.New(fault.Conflict, "task.move_not_allowed", "task.event."+string(e.Kind), "task.state."+string(now), e.EffectiveOn.VN())
		}
		if e.Kind == EvExtensionAsked && waiting {
			return fault.New(fault.Conflict, "task.extension_already_asked", e.EffectiveOn.VN())
		}
		if (e.Kind == EvExtensionGranted || e.Kind == EvExtensionRefused) && !waiting {
			return fault.New(fault.Conflict, "task.no_extension_asked", e.EffectiveOn.VN())
		}
		waiting = e.Kind == EvExtensionAsked || waiting && !e.Kind.settlesRequest()
		if e.State != "" {
			now = e.State
		}
	}
	return nil
}

// settlesRequest reports whether a request for more time no longer waits after the event: decided, or overtaken by another
// deadline, another unit, or the end of the task.
func (k EventKind) settlesRequest() bool {
	return slices.Contains([]EventKind{
		EvExtensionGranted, EvExtensionRefused, EvDeadlineSet, EvEventEntered, EvAssigned, EvReturned, EvConfirmed, EvCancelled,
	}, k)
}

// standing leaves out what had been taken back by an instant, and the events that took it back.
func standing(events []Event, known time.Time) []Event {
	undone := map[int]bool{}
	for _, e := range events {
		if e.Kind == EvUndone && !e.RecordedAt.After(known) {
			undone[e.Undoes] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(events), func(e Event) bool { return e.Kind == EvUndone || undone[e.Seq] })
}
