// Package shortcoming keeps what meetings named as lacking: who raised it, what became of it, and whether it came back.
//
// A shortcoming stems from a block of the minutes and keeps the wording it came from when the block is edited later. It may
// repeat an earlier one: then it is raised for the n-th time, and the earlier one, if it was cured, has recurred. Every change
// is an event; nature and state on any day are folds of the events.
package shortcoming

import (
	"time"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

type (
	kind      struct{}
	eventKind struct{}
)

type (
	// ID is a shortcoming's.
	ID = id.ID[kind]
	// EventID is an event's.
	EventID = id.ID[eventKind]
)

// Nature says how a meeting worded what it named; reports of "tồn tại, hạn chế" hold all three.
type Nature string

// The natures. Only a defect says that something is wrong; an issue is a topic whose defect is not said.
const (
	Defect    Nature = "defect"
	Issue     Nature = "issue"
	Direction Nature = "direction"
)

// Natures lists every nature in the order forms show them.
func Natures() []Nature { return []Nature{Defect, Issue, Direction} }

// Unit is a unit a shortcoming is about, named as on the day it was raised.
type Unit struct {
	ID   access.UnitID `json:"id"`
	Name string        `json:"name"`
}

// Shortcoming is the row: what is true now, folded from the events.
type Shortcoming struct {
	Committee     access.CommitteeID `db:"committee_id" json:"committee_id"`
	ID            ID                 `db:"id" json:"id"`
	Number        int                `db:"number" json:"number"` // short number in the committee, never reused
	Meeting       meeting.ID         `db:"meeting_id" json:"meeting_id"`
	MeetingNumber int                `db:"meeting_number" json:"meeting_number"`
	MeetingTitle  string             `db:"meeting_title" json:"meeting_title"`
	MeetingHeldOn calendar.Date      `db:"meeting_held_on" json:"meeting_held_on"`
	Block         meeting.BlockID    `db:"block_id" json:"block_id,omitzero"` // the line of the minutes that raised it
	BlockText     string             `db:"block_text" json:"block_text"`      // its wording at that time
	SourceEdited  bool               `db:"source_edited" json:"source_edited"`
	Speaker       string             `db:"speaker" json:"speaker"` // who said that line
	Position      int                `db:"position" json:"position"`
	Text          string             `db:"text" json:"text"`
	Wording       meeting.Wording    `db:"wording" json:"wording"`
	Nature        Nature             `db:"nature" json:"nature"`
	Field         org.FieldID        `db:"field_id" json:"field_id,omitzero"`
	FieldName     string             `db:"field_name" json:"field_name"`
	Units         []Unit             `db:"units" json:"units"`

	CauseObjective  string `db:"cause_objective" json:"cause_objective"`   // why: what lies outside people's power
	CauseSubjective string `db:"cause_subjective" json:"cause_subjective"` // why: what lies with them

	Repeats       ID            `db:"repeats_id" json:"repeats_id,omitzero"` // the earlier one it repeats
	RepeatsNumber int           `db:"repeats_number" json:"repeats_number"`  // 0: none
	Times         int           `db:"times" json:"times"`                    // raised for the n-th time
	State         State         `db:"state" json:"state"`
	RaisedOn      calendar.Date `db:"raised_on" json:"raised_on"`
	CuredOn       calendar.Date `db:"cured_on" json:"cured_on,omitzero"` // only of a cured one
	Withdrawn     bool          `db:"withdrawn" json:"withdrawn"`
	CreatedAt     time.Time     `db:"created_at" json:"created_at"`
	Version       int           `db:"version" json:"version"`
}

// mayWrite is the one verdict on raising and changing shortcomings. A stranger is told NotFound, a mere reader Forbidden.
func mayWrite(by access.Actor, c access.CommitteeID) error {
	if _, err := by.ReadScope(c); err != nil {
		return err
	}
	return access.Require(by.MayRecord(c))
}

// MayRecord reports whether by may raise and change shortcomings of the committee; pages ask it to show their buttons.
func MayRecord(by access.Actor, c access.CommitteeID) bool { return by.MayRecord(c) }

// mayChange refuses changes to what was withdrawn: restore it first.
func (s Shortcoming) mayChange() error {
	if s.Withdrawn {
		return fault.New(fault.Conflict, "shortcoming.is_withdrawn")
	}
	return nil
}
