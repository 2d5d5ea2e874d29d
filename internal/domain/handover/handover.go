// Package handover moves what is still owed when whoever owed it is no longer there: units that were merged, split or dissolved, people
// who leave. An authorised person moves it by naming the act; nothing moves by itself, and the history keeps the old names.
package handover

import (
	"context"

	"github.com/dondoc/dondoc/internal/domain/account"
	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/shortcoming"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/audit"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

type (
	reorganisation struct{}
	handover       struct{}
)

type (
	// ReorganisationID names an act by which units ended.
	ReorganisationID = id.ID[reorganisation]
	// ID names a handover from one person to another.
	ID = id.ID[handover]
)

// Service is what people do when units or people change.
type Service struct {
	d        org.Deps
	orgs     *org.Service
	tasks    *task.Service
	meetings *meeting.Service
	accounts *account.Service
}

// Parts are the services whose acts are joined into one.
type Parts struct {
	Org      *org.Service
	Tasks    *task.Service
	Meetings *meeting.Service
	Accounts *account.Service
}

// NewService makes the service over those whose acts it joins.
func NewService(d org.Deps, p Parts) *Service {
	return &Service{d: d, orgs: p.Org, tasks: p.Tasks, meetings: p.Meetings, accounts: p.Accounts}
}

func (s *Service) note(ctx context.Context, tx database.Tx, by access.Actor, e audit.Entry) error {
	e.At, e.By = s.d.Clock(), by
	return audit.Record(ctx, tx, e)
}

// Reorganisation is an act by which units were merged, split or dissolved, as a committee follows it.
type Reorganisation struct {
	Committee  access.CommitteeID `json:"committee_id" db:"committee_id"`
	ID         ReorganisationID   `json:"id" db:"id"`
	Act        string             `json:"act" db:"act"`                 // its number, date and issuing body
	HappenedOn calendar.Date      `json:"happened_on" db:"happened_on"` // the successors' first day
	Withdrawn  bool               `json:"withdrawn" db:"withdrawn"`
	Version    int                `json:"version" db:"version"`
	Units      []Ended            `json:"units" db:"-"`
	Left       int                `json:"tasks_left" db:"tasks_left"` // open tasks that still name a unit that ended
}

// Ended is a unit that ended by the act, with a successor. A unit that was split stands once for each.
type Ended struct {
	From       access.UnitID    `json:"from_unit_id" db:"from_unit_id"`
	FromName   string           `json:"from" db:"from_name"` // as borne on its last day
	To         access.UnitID    `json:"to_unit_id,omitzero" db:"to_unit_id"`
	ToName     string           `json:"to,omitempty" db:"to_name"`
	Succession org.SuccessionID `json:"succession_id" db:"succession_id"`
	Registered bool             `json:"registered" db:"registered"` // the register says the same
}

// Reorganise enters an act.
type Reorganise struct {
	ID         ReorganisationID   `json:"id" validate:"required"`
	Committee  access.CommitteeID `json:"committee_id" validate:"required"`
	Act        string             `json:"act" validate:"required,max=300"`
	HappenedOn calendar.Date      `json:"happened_on" validate:"required,realdate"`
	Units      []Ending           `json:"units" validate:"required,min=1,max=50,dive"`
}

// Ending says that a unit ends, and who follows it.
type Ending struct {
	Succession org.SuccessionID `json:"succession_id" validate:"required"` // the row of the register it becomes
	From       access.UnitID    `json:"from_unit_id" validate:"required"`
	To         access.UnitID    `json:"to_unit_id,omitzero"` // none: dissolved
}

// EditReorganisation corrects the words of an act, or takes it back while nothing was moved by it.
type EditReorganisation struct {
	ID        ReorganisationID   `json:"id" validate:"required"`
	Committee access.CommitteeID `json:"committee_id" validate:"required"`
	Version   int                `json:"version" validate:"required"`
	Act       string             `json:"act" validate:"required,max=300"`
	Withdrawn bool               `json:"withdrawn"`
}

// Plan is what an act leaves to be done: the open tasks and shortcomings of the units that ended, with the receiver proposed for each.
type Plan struct {
	Reorganisation
	Early        bool      `json:"early"` // its day has not come: nothing can be moved yet
	Tasks        []Planned `json:"tasks"`
	Shortcomings []Named   `json:"shortcomings"`
}

// Planned is one open task of a unit that ended.
type Planned struct {
	task.Owed
	FromName string        `json:"from"`
	Proposed access.UnitID `json:"proposed_unit_id,omitzero"` // the first successor; none: it must be chosen
}

// Named is an open shortcoming about a unit that ended. It stays with that unit: what was found was found there.
type Named struct {
	ID       shortcoming.ID    `json:"id" db:"id"`
	Number   int               `json:"number" db:"number"`
	Text     string            `json:"text" db:"text"`
	State    shortcoming.State `json:"state" db:"state"`
	Unit     access.UnitID     `json:"unit_id" db:"unit_id"`
	RaisedOn calendar.Date     `json:"raised_on" db:"raised_on"`
}

// MoveTasks moves some or all of the tasks an act left, all or none.
type MoveTasks struct {
	Committee      access.CommitteeID `json:"committee_id" validate:"required"`
	Reorganisation ReorganisationID   `json:"reorganisation_id" validate:"required"`
	Items          []Moving           `json:"items" validate:"required,min=1,max=1000,dive"`
}

// Moving is one task on its way. A unit without a receiver of its own goes to its first successor.
type Moving struct {
	ID        task.EventID `json:"id" validate:"required"`
	Task      task.ID      `json:"task_id" validate:"required"`
	Version   int          `json:"version" validate:"required"`
	Receivers []Receiver   `json:"receivers,omitempty" validate:"max=50,dive"`
}

// Receiver is who takes the task over from a unit that ended.
type Receiver struct {
	From access.UnitID `json:"from_unit_id" validate:"required"`
	To   access.UnitID `json:"to_unit_id" validate:"required"`
}

// Moved counts what an act of moving did.
type Moved struct {
	Moved    int `json:"moved"`
	Repeated int `json:"repeated"` // moved before by the same command
	Left     int `json:"left"`     // open tasks that still name a unit that ended
}

// Stranded is a unit of the register that has ended and still owes open tasks of the committee.
type Stranded struct {
	Unit    access.UnitID `json:"unit_id" db:"unit_id"`
	Name    string        `json:"name" db:"name"`
	EndedOn calendar.Date `json:"ended_on" db:"ended_on"`
	To      access.UnitID `json:"to_unit_id,omitzero" db:"to_unit_id"`
	ToName  string        `json:"to,omitempty" db:"to_name"`
	Act     string        `json:"act,omitempty" db:"act"`
	Tasks   int           `json:"tasks" db:"tasks"`
}
