package task

import (
	"time"

	"github.com/dondoc/dondoc/internal/domain/attach"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
)

// Event is one line of a task's history, as stored.
type Event struct {
	Task        ID              `json:"task_id"`
	Seq         int             `json:"seq"`
	ID          EventID         `json:"id"`
	Kind        EventKind       `json:"kind"`
	EffectiveOn calendar.Date   `json:"effective_on"` // the day it took effect
	RecordedAt  time.Time       `json:"recorded_at"`  // the instant it was written down
	User        access.UserID   `json:"user_id,omitzero"`
	Login       string          `json:"login"`
	ActorName   string          `json:"actor_name"`
	ForUnit     access.UnitID   `json:"for_unit_id,omitzero"`
	State       State           `json:"state,omitempty"`
	CompletedOn calendar.Date   `json:"completed_on,omitzero"`
	SetsDue     bool            `json:"sets_due"`
	DueOn       calendar.Date   `json:"due_on,omitzero"`
	DueKind     string          `json:"due_kind,omitempty"`
	DueWords    string          `json:"due_words,omitempty"`
	Late        bool            `json:"late"` // an extension asked or granted after expiry
	SetsLeads   bool            `json:"sets_leads"`
	Assignees   []Assignee      `json:"assignees,omitempty"`
	AskedDueOn  calendar.Date   `json:"asked_due_on,omitzero"`
	Note        string          `json:"note,omitempty"`
	Actions     string          `json:"actions,omitempty"`
	Obstacles   string          `json:"obstacles,omitempty"`
	Text        string          `json:"text,omitempty"`
	Undoes      int             `json:"undoes,omitempty"` // the number of the event that this one takes back
	Evidence    string          `json:"evidence,omitempty"`
	ForPerson   access.PersonID `json:"for_person_id,omitzero"`
	EventName   string          `json:"event_name,omitempty"` // the event a deadline counts from
	EventOn     calendar.Date   `json:"event_on,omitzero"`
	Period      string          `json:"period,omitempty"` // carried over: the half-year that ended
	Carry       Carry           `json:"carry,omitempty"`
	Mentions    []Mention       `json:"mentions,omitempty"`
	Attachment  attach.ID       `json:"attachment_id,omitzero"` // evidence removed: the file
	ForName     string          `json:"for_name,omitempty"`     // read only
	Undone      bool            `json:"undone,omitempty"`       // taken back: shown, and not counted; read only
	Link        access.LinkID   `json:"link_id,omitzero"`       // by a one-time link, whose bearer has no account
	Declared    string          `json:"declared,omitempty"`     // who that bearer said they were, in their own words
	hash        string
}

// RecordedDay is the civil date on which the event was written down.
func (e Event) RecordedDay() calendar.Date { return calendar.DateOf(e.RecordedAt) }

// BackDated reports whether the event was written down on a later day than it took effect.
func (e Event) BackDated() bool { return e.RecordedDay().After(e.EffectiveOn) }

// Folded is what the events say was true at a day, as known at an instant.
type Folded struct {
	State        State
	SentBack     bool
	CompletedOn  calendar.Date
	FirstDueOn   calendar.Date // as first set, before any extension
	DueOn        calendar.Date // in force
	DueKind      string
	WasOverdue   bool
	Assignees    []Assignee
	LastReportOn calendar.Date
	AskedDueOn   calendar.Date // of the request that waits
	Extensions   int           // granted
	replies      map[Assignee]calendar.Date
	Text         string
	LastSeq      int
}

// Fold reads events on two clocks: those that took effect on or before asOf and were recorded by known, in the order they took effect.
// The SQL function task_at is its twin; a property test proves them equal. A zero State means the task did not exist then.
func Fold(events []Event, asOf calendar.Date, known time.Time) Folded {
	var f Folded
	for _, e := range events {
		if !e.EffectiveOn.After(asOf) && !e.RecordedAt.After(known) {
			f.LastSeq = max(f.LastSeq, e.Seq)
		}
	}
	for _, e := range order(standing(events, known)) {
		if e.EffectiveOn.After(asOf) || e.RecordedAt.After(known) {
			continue
		}
		f.apply(e)
	}
	f.Assignees = replied(f.Assignees, f.replies)
	if f.State != Reported && f.State != Confirmed {
		f.CompletedOn = calendar.Date{}
	}
	return f
}

// apply takes one event into account. An event speaks only of what it sets; everything else stays.
func (f *Folded) apply(e Event) {
	if e.State != "" {
		f.State, f.SentBack = e.State, e.Kind == EvSentBack
	}
	if !e.CompletedOn.IsZero() {
		f.CompletedOn = e.CompletedOn
	}
	if e.SetsDue {
		f.DueOn, f.DueKind = e.DueOn, e.DueKind
		if e.Kind != EvExtensionGranted {
			f.FirstDueOn = e.DueOn
		}
	}
	f.extend(e)
	if e.SetsLeads {
		f.Assignees = e.Assignees
	}
	if e.Text != "" {
		f.Text = e.Text
	}
	if e.Kind == EvProgress || e.Kind == EvReported {
		f.LastReportOn = e.EffectiveOn
	}
}

// extend follows requests for more time and the replies of co-ordinating units.
func (f *Folded) extend(e Event) {
	switch {
	case e.Kind == EvExtensionAsked:
		f.AskedDueOn = e.AskedDueOn
	case e.Kind.settlesRequest():
		f.AskedDueOn = calendar.Date{}
	}
	switch e.Kind {
	case EvExtensionGranted:
		f.Extensions++
		f.WasOverdue = f.WasOverdue || e.Late
	case EvContributed:
		if f.replies == nil {
			f.replies = map[Assignee]calendar.Date{}
		}
		f.replies[Assignee{Role: Coordinate, Unit: e.ForUnit, Person: e.ForPerson}] = e.EffectiveOn
	default: // the others are followed elsewhere
	}
}

// put writes what the events say into the row.
func (t *Task) put(f Folded) {
	t.State, t.SentBack, t.CompletedOn = f.State, f.SentBack, f.CompletedOn
	t.FirstDueOn, t.DueOn, t.DeadlineKind, t.WasOverdue = f.FirstDueOn, f.DueOn, f.DueKind, f.WasOverdue
	t.Assignees, t.LastReportOn, t.LastSeq = f.Assignees, f.LastReportOn, f.LastSeq
	t.AskedDueOn, t.Extensions = f.AskedDueOn, f.Extensions
	if f.Text != "" {
		t.Text = f.Text
	}
}
