package task

import (
	"time"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
)

// Event is one line of a task's history, as stored.
type Event struct {
	Task        ID            `json:"task_id"`
	Seq         int           `json:"seq"`
	ID          EventID       `json:"id"`
	Kind        EventKind     `json:"kind"`
	EffectiveOn calendar.Date `json:"effective_on"` // the day it took effect
	RecordedAt  time.Time     `json:"recorded_at"`  // the instant it was written down
	User        access.UserID `json:"user_id,omitzero"`
	Login       string        `json:"login"`
	ActorName   string        `json:"actor_name"`
	ForUnit     access.UnitID `json:"for_unit_id,omitzero"`
	State       State         `json:"state,omitempty"`
	CompletedOn calendar.Date `json:"completed_on,omitzero"`
	SetsDue     bool          `json:"sets_due"`
	DueOn       calendar.Date `json:"due_on,omitzero"`
	DueKind     string        `json:"due_kind,omitempty"`
	DueWords    string        `json:"due_words,omitempty"`
	Late        bool          `json:"late"` // an extension asked or granted after expiry
	SetsLeads   bool          `json:"sets_leads"`
	Assignees   []Assignee    `json:"assignees,omitempty"`
	AskedDueOn  calendar.Date `json:"asked_due_on,omitzero"`
	Note        string        `json:"note,omitempty"`
	Actions     string        `json:"actions,omitempty"`
	Obstacles   string        `json:"obstacles,omitempty"`
	Text        string        `json:"text,omitempty"`
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
	Text         string
	LastSeq      int
}

// Fold reads events on two clocks: those that took effect on or before asOf and were recorded by known, in the order they took effect.
// The SQL function task_at is its twin; a property test proves them equal. A zero State means the task did not exist then.
func Fold(events []Event, asOf calendar.Date, known time.Time) Folded {
	var f Folded
	for _, e := range order(events) {
		if e.EffectiveOn.After(asOf) || e.RecordedAt.After(known) {
			continue
		}
		f.apply(e)
	}
	if f.State != Reported && f.State != Confirmed {
		f.CompletedOn = calendar.Date{}
	}
	return f
}

// apply takes one event into account. An event speaks only of what it sets; everything else stays.
func (f *Folded) apply(e Event) {
	f.LastSeq = max(f.LastSeq, e.Seq)
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
	if e.Kind == EvExtensionGranted && e.Late {
		f.WasOverdue = true
	}
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

// put writes what the events say into the row.
func (t *Task) put(f Folded) {
	t.State, t.SentBack, t.CompletedOn = f.State, f.SentBack, f.CompletedOn
	t.FirstDueOn, t.DueOn, t.DeadlineKind, t.WasOverdue = f.FirstDueOn, f.DueOn, f.DueKind, f.WasOverdue
	t.Assignees, t.LastReportOn, t.LastSeq = f.Assignees, f.LastReportOn, f.LastSeq
	if f.Text != "" {
		t.Text = f.Text
	}
}
