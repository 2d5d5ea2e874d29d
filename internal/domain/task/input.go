package task

import (
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/shortcoming"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
)

// NewTask is an obligation to be recorded. Leads make it assigned; a recurring deadline makes it a series; Parts make it a fan-out.
type NewTask struct {
	ID             ID                 `json:"id" validate:"required"`
	Committee      access.CommitteeID `json:"committee_id" validate:"required"`
	Source         Source             `json:"source"`
	Text           string             `json:"text" validate:"required,max=20000"`
	SpokenText     string             `json:"spoken_text,omitempty" validate:"max=20000"`
	Wording        string             `json:"wording" validate:"required,oneof=verbatim reported"`
	Addressees     []string           `json:"addressees,omitempty" validate:"max=50,dive,required,max=500"`
	EachOf         bool               `json:"each_of,omitempty"`
	Parts          []access.UnitID    `json:"parts,omitempty" validate:"max=500,unique"` // one obligation for each of these units
	Assignees      []Assignee         `json:"assignees,omitempty" validate:"max=100,dive"`
	Field          org.FieldID        `json:"field_id,omitzero"`
	Product        string             `json:"product,omitempty" validate:"max=1000"`
	EvidenceNeeded bool               `json:"evidence_required,omitempty"`
	Deadline       string             `json:"deadline_words,omitempty" validate:"max=300"` // the words; what they mean is computed
	GivenOn        calendar.Date      `json:"given_on" validate:"required,realdate"`
	Cures          []shortcoming.ID   `json:"cures,omitempty" validate:"max=50,unique"`
	Position       int                `json:"position,omitempty" validate:"min=0"`
}

func (in *NewTask) clean() {
	cleanAll(&in.Text, &in.SpokenText, &in.Product, &in.Deadline, &in.Source.Document, &in.Source.Text)
	for i := range in.Addressees {
		cleanAll(&in.Addressees[i])
	}
	if in.Source.Kind == "" {
		in.Source.Kind = FromUnknown
	}
	dropNames(in.Assignees)
}

// EditTask changes what describes a task. A new wording is an event; the rest is kept in the audit.
type EditTask struct {
	ID             ID                 `json:"id" validate:"required"`
	Committee      access.CommitteeID `json:"committee_id" validate:"required"`
	Version        int                `json:"version" validate:"required"`
	Event          EventID            `json:"event_id" validate:"required"` // used when the wording changes
	Source         Source             `json:"source"`
	Text           string             `json:"text" validate:"required,max=20000"`
	SpokenText     string             `json:"spoken_text" validate:"max=20000"`
	Addressees     []string           `json:"addressees" validate:"max=50,dive,required,max=500"`
	EachOf         bool               `json:"each_of"`
	Field          org.FieldID        `json:"field_id,omitzero"`
	Product        string             `json:"product" validate:"max=1000"`
	EvidenceNeeded bool               `json:"evidence_required"`
	Cures          []shortcoming.ID   `json:"cures" validate:"max=50,unique"`
	Note           string             `json:"note" validate:"max=2000"`
}

func (in *EditTask) clean() {
	cleanAll(&in.Text, &in.SpokenText, &in.Product, &in.Source.Document, &in.Source.Text, &in.Note)
	for i := range in.Addressees {
		cleanAll(&in.Addressees[i])
	}
	if in.Source.Kind == "" {
		in.Source.Kind = FromUnknown
	}
}

// Act is one move or note on a task: the input of Service.Act. Which fields count depends on Event.
type Act struct {
	ID          EventID            `json:"id" validate:"required"`
	Committee   access.CommitteeID `json:"committee_id" validate:"required"`
	Task        ID                 `json:"task_id" validate:"required"`
	Version     int                `json:"version" validate:"required"`
	Event       EventKind          `json:"event" validate:"required"`
	On          calendar.Date      `json:"effective_on,omitzero" validate:"realdate"` // zero: today
	ForUnit     access.UnitID      `json:"for_unit_id,omitzero"`
	Assignees   []Assignee         `json:"assignees,omitempty" validate:"max=100,dive"` // assigned
	CompletedOn calendar.Date      `json:"completed_on,omitzero" validate:"realdate"`   // reported, confirmed
	Deadline    string             `json:"deadline_words,omitempty" validate:"max=300"` // deadline_set
	DueOn       calendar.Date      `json:"due_on,omitzero" validate:"realdate"`         // extension asked or granted
	Note        string             `json:"note,omitempty" validate:"max=5000"`
	Actions     string             `json:"actions,omitempty" validate:"max=20000"`
	Obstacles   string             `json:"obstacles,omitempty" validate:"max=20000"`
	Evidence    string             `json:"evidence,omitempty" validate:"max=2000"` // reported: the papers that prove it, where no file is attached
	ForPerson   access.PersonID    `json:"for_person_id,omitzero"`                 // contributed: a member's own part
	EventName   string             `json:"event_name,omitempty" validate:"max=500"`
	EventOn     calendar.Date      `json:"event_on,omitzero" validate:"realdate"` // event_entered: the day it happened
	Mentions    []Mention          `json:"mentions,omitempty" validate:"max=20"`  // comment, directive: whom it is meant for
}

func (in *Act) clean() {
	cleanAll(&in.Note, &in.Actions, &in.Obstacles, &in.Deadline, &in.Evidence, &in.EventName)
	dropNames(in.Assignees)
	for i := range in.Mentions {
		in.Mentions[i].Name = ""
	}
}

// FanOutTask splits a task into one obligation for each unit, or adds units to one already split.
type FanOutTask struct {
	ID        EventID            `json:"id" validate:"required"`
	Committee access.CommitteeID `json:"committee_id" validate:"required"`
	Task      ID                 `json:"task_id" validate:"required"`
	Version   int                `json:"version" validate:"required"`
	Units     []access.UnitID    `json:"units" validate:"required,min=1,max=500,unique"`
}

func cleanAll(texts ...*string) {
	for _, s := range texts {
		*s = org.Prose(*s)
	}
}

// dropNames forgets what a client may have sent back though it is only read: names and days of reply.
func dropNames(all []Assignee) {
	for i := range all {
		all[i].Name, all[i].Reply = "", calendar.Date{}
		all[i].MovedOn, all[i].Formerly = calendar.Date{}, ""
		all[i].Part = org.Prose(all[i].Part)
	}
}
