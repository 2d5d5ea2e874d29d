// Package task follows an obligation from the day it is directed to the day the committee confirms it.
// A task is one row for life and an append-only list of events on two clocks; the row is the fold of the events.
package task

import (
	"time"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/shortcoming"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/deadline"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

type (
	kind      struct{}
	eventKind struct{}
)

type (
	// ID is a task's.
	ID = id.ID[kind]
	// EventID is an event's.
	EventID = id.ID[eventKind]
)

// State is how far an obligation has come. See docs/states-task.md.
type State string

// The states of the data model.
const (
	Recorded   State = "recorded" // no lead yet
	Assigned   State = "assigned"
	Accepted   State = "accepted"
	Returned   State = "returned"
	InProgress State = "in_progress"
	Reported   State = "reported" // waiting for confirmation
	Confirmed  State = "confirmed"
	Paused     State = "paused"
	Cancelled  State = "cancelled"
)

// States lists every state in the order of life.
func States() []State {
	return []State{Recorded, Assigned, Accepted, Returned, InProgress, Reported, Confirmed, Paused, Cancelled}
}

// Open reports whether the obligation still stands.
func (s State) Open() bool { return s != Confirmed && s != Cancelled }

// Form tells an obligation from what only groups obligations.
type Form string

// The forms. A fan-out and a series are shown, never counted; their parts and occurrences are.
const (
	Single     Form = "single"
	FanOut     Form = "fan_out"
	Part       Form = "part"
	Series     Form = "series"
	Occurrence Form = "occurrence"
)

// Counted reports whether rows of this form are obligations.
func (f Form) Counted() bool { return f != FanOut && f != Series }

// SourceKind says what a task stems from.
type SourceKind string

// The sources. Unknown is shown as "không rõ nguồn", never hidden.
const (
	FromConclusion  SourceKind = "conclusion"
	FromSpeech      SourceKind = "speech"
	FromShortcoming SourceKind = "shortcoming"
	FromDirective   SourceKind = "directive"
	FromDocument    SourceKind = "document"
	FromImport      SourceKind = "import"
	FromUnknown     SourceKind = "unknown"
)

// Source is where a task comes from.
type Source struct {
	Kind        SourceKind      `json:"kind" validate:"omitempty,oneof=conclusion speech shortcoming directive document import unknown"`
	Meeting     meeting.ID      `json:"meeting_id,omitzero"`
	Block       meeting.BlockID `json:"block_id,omitzero"`
	Shortcoming shortcoming.ID  `json:"shortcoming_id,omitzero"`
	Document    string          `json:"document,omitempty" validate:"max=500"` // number, date, issuer
	Text        string          `json:"text,omitempty"`                        // the wording it came from
}

// AssigneeRole is what an assignee owes.
type AssigneeRole string

// The roles. One lead is the rule (Decree 191/2026, article 2); none or several are recorded with a warning.
const (
	Lead       AssigneeRole = "lead"
	Coordinate AssigneeRole = "coordinate"
	Advise     AssigneeRole = "advise"
	Receive    AssigneeRole = "receive"
)

// Assignee is a unit or a member with a role; exactly one of Unit and Person is set.
type Assignee struct {
	Role   AssigneeRole    `json:"role" validate:"required,oneof=lead coordinate advise receive"`
	Unit   access.UnitID   `json:"unit_id,omitzero"`
	Person access.PersonID `json:"person_id,omitzero"`
	Due    calendar.Date   `json:"due_on,omitzero" validate:"realdate"`
	Part   string          `json:"part,omitempty" validate:"max=2000"` // what a co-ordinating unit is asked for
	Reply  calendar.Date   `json:"replied_on,omitzero"`                // the day it replied; read only
	Name   string          `json:"name,omitempty"`                     // as printed now, with the one before where the task was moved; read only

	MovedOn  calendar.Date `json:"moved_on,omitzero"`  // the day the task came to it by an act; read only
	Formerly string        `json:"formerly,omitempty"` // who owed it before, by the name of that day; read only
}

// Task is the row: what is true now, folded from the events.
type Task struct {
	Committee      access.CommitteeID `json:"committee_id"`
	ID             ID                 `json:"id"`
	Number         int                `json:"number"`
	Form           Form               `json:"form"`
	Parent         ID                 `json:"parent_id,omitzero"`
	PartUnit       access.UnitID      `json:"part_unit_id,omitzero"`
	Series         ID                 `json:"series_id,omitzero"`
	OccursOn       calendar.Date      `json:"occurs_on,omitzero"`
	Source         Source             `json:"source"`
	Text           string             `json:"text"`
	SpokenText     string             `json:"spoken_text,omitempty"`
	Wording        string             `json:"wording"`
	Addressees     []string           `json:"addressees"`
	EachOf         bool               `json:"each_of"`
	Field          org.FieldID        `json:"field_id,omitzero"`
	Product        string             `json:"product,omitempty"`
	EvidenceNeeded bool               `json:"evidence_required"`
	Deadline       deadline.Meaning   `json:"deadline"`
	FirstDueOn     calendar.Date      `json:"first_due_on,omitzero"`
	DueOn          calendar.Date      `json:"due_on,omitzero"`
	DeadlineKind   string             `json:"deadline_kind"` // in force: an extension makes it a date
	State          State              `json:"state"`
	SentBack       bool               `json:"sent_back"`
	AskedDueOn     calendar.Date      `json:"asked_due_on,omitzero"` // of the request for more time that waits
	Extensions     int                `json:"extensions"`            // granted so far
	WasOverdue     bool               `json:"was_overdue"`
	Assignees      []Assignee         `json:"assignees"`
	GivenOn        calendar.Date      `json:"given_on"`
	CompletedOn    calendar.Date      `json:"completed_on,omitzero"`
	LastReportOn   calendar.Date      `json:"last_report_on,omitzero"`
	Cures          []shortcoming.ID   `json:"cures"`
	LastSeq        int                `json:"last_seq"`
	Position       int                `json:"position"`
	CreatedAt      time.Time          `json:"created_at"`
	Version        int                `json:"version"`
	hash           string
}

// Dated is what the timing class of the task depends on.
func (t Task) Dated() Dated {
	return Dated{State: t.State, DeadlineKind: t.DeadlineKind, DueOn: t.DueOn, CompletedOn: t.CompletedOn}
}

// Leads are the lead assignees in the order named.
func (t Task) Leads() []Assignee { return leadsOf(t.Assignees) }

func leadsOf(all []Assignee) []Assignee {
	var some []Assignee
	for _, a := range all {
		if a.Role == Lead {
			some = append(some, a)
		}
	}
	return some
}

// leadUnits are the lead units in the order named; members who lead have no unit.
func leadUnits(all []Assignee) []access.UnitID {
	units := []access.UnitID{}
	for _, a := range leadsOf(all) {
		if !a.Unit.IsZero() {
			units = append(units, a.Unit)
		}
	}
	return units
}
