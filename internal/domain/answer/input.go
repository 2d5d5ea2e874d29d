package answer

import (
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/remind"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
)

// Make makes a link for some tasks of one unit.
type Make struct {
	Committee access.CommitteeID `json:"committee_id" validate:"required"`
	ID        access.LinkID      `json:"id" validate:"required"`
	Unit      access.UnitID      `json:"unit_id" validate:"required"`
	Tasks     []task.ID          `json:"tasks" validate:"required,min=1,max=50,unique"`
	Days      int                `json:"days,omitempty" validate:"min=0,max=90"` // how many days it serves after today; 0: DefaultDays
	Slip      remind.SlipID      `json:"slip_id,omitzero"`                       // a letter to the unit that it goes out with
	MeantFor  string             `json:"meant_for,omitempty" validate:"max=200"` // name and post, in words
	Phone     string             `json:"phone,omitempty" validate:"max=50"`
}

func (m *Make) clean() {
	m.MeantFor, m.Phone = org.Line(m.MeantFor), org.Line(m.Phone)
	if m.Days == 0 {
		m.Days = DefaultDays
	}
}

// Revoke ends a link at once.
type Revoke struct {
	Committee access.CommitteeID `json:"committee_id" validate:"required"`
	ID        access.LinkID      `json:"id" validate:"required"`
}

// Query is a page of a committee's links.
type Query struct {
	org.ListQuery
	Unit access.UnitID `json:"unit_id"`
	Slip remind.SlipID `json:"slip_id"`
}

// Bearer is who comes by a link: the secret of its address, and where from.
type Bearer struct {
	Secret  string
	Address string // of the network, for counting how often it tries
}

// Answer is a report by a link. Which fields count depends on Event, as for task.Act.
type Answer struct {
	ID          task.EventID   `json:"id" validate:"required"`
	Task        task.ID        `json:"task_id" validate:"required"`
	Version     int            `json:"version" validate:"required"`
	Event       task.EventKind `json:"event" validate:"required"`
	Name        string         `json:"name" validate:"required,max=200"` // the sender's, in their own words
	Post        string         `json:"post" validate:"required,max=200"`
	Actions     string         `json:"actions,omitempty" validate:"max=20000"`
	Obstacles   string         `json:"obstacles,omitempty" validate:"max=20000"`
	Evidence    string         `json:"evidence,omitempty" validate:"max=2000"`
	Note        string         `json:"note,omitempty" validate:"max=5000"`
	CompletedOn calendar.Date  `json:"completed_on,omitzero" validate:"realdate"`
	DueOn       calendar.Date  `json:"due_on,omitzero" validate:"realdate"`
}

func (a *Answer) clean() { a.Name, a.Post = org.Line(a.Name), org.Line(a.Post) }

// act is the report as the task takes it.
func (a Answer) act(c access.CommitteeID) task.Act {
	return task.Act{
		ID: a.ID, Committee: c, Task: a.Task, Version: a.Version, Event: a.Event, Actions: a.Actions, Obstacles: a.Obstacles,
		Evidence: a.Evidence, Note: a.Note, CompletedOn: a.CompletedOn, DueOn: a.DueOn,
	}
}
