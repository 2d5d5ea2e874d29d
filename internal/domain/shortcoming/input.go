package shortcoming

import (
	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/vietnamese"
)

// Content is what a person writes about a shortcoming.
type Content struct {
	Block   meeting.BlockID `json:"block_id,omitzero"` // a line of the same meeting, or none
	Text    string          `json:"text" validate:"required,max=20000"`
	Wording meeting.Wording `json:"wording,omitempty" validate:"omitempty,oneof=verbatim reported"` // empty: that of the block, else of the meeting
	Field   org.FieldID     `json:"field_id,omitzero"`
	Units   []access.UnitID `json:"units,omitempty" validate:"max=500,unique,dive,required"`

	CauseObjective  string `json:"cause_objective,omitempty" validate:"max=5000"`
	CauseSubjective string `json:"cause_subjective,omitempty" validate:"max=5000"`
}

// clean keeps the text as typed apart from its encoding: stored words are never changed.
func (c *Content) clean() {
	c.Text, _ = vietnamese.Clean(c.Text)
	c.CauseObjective, c.CauseSubjective = org.Prose(c.CauseObjective), org.Prose(c.CauseSubjective)
}

// Raise names a shortcoming at a meeting.
type Raise struct {
	Committee access.CommitteeID `json:"committee_id" validate:"required"`
	ID        ID                 `json:"id" validate:"required"`
	Meeting   meeting.ID         `json:"meeting_id" validate:"required"`
	Nature    Nature             `json:"nature" validate:"required,oneof=defect issue direction"`
	RaisedOn  calendar.Date      `json:"raised_on,omitzero" validate:"realdate"` // zero: the day of the meeting
	Repeats   ID                 `json:"repeats_id,omitzero"`
	Content
}

// Edit replaces what is written about a shortcoming. Another block brings its wording of now with it.
type Edit struct {
	Committee access.CommitteeID `json:"committee_id" validate:"required"`
	ID        ID                 `json:"id" validate:"required"`
	Version   int                `json:"version" validate:"required"`
	Event     EventID            `json:"event_id,omitzero"` // makes the command repeatable; zero: the server makes one
	Note      string             `json:"note,omitempty" validate:"max=2000"`
	Content
}

// Reclass gives a shortcoming another nature from a day on.
type Reclass struct {
	Committee access.CommitteeID `json:"committee_id" validate:"required"`
	ID        ID                 `json:"id" validate:"required"`
	Version   int                `json:"version" validate:"required"`
	Event     EventID            `json:"event_id,omitzero"`
	Nature    Nature             `json:"nature" validate:"required,oneof=defect issue direction"`
	On        calendar.Date      `json:"on,omitzero" validate:"realdate"` // zero: today
	Note      string             `json:"note,omitempty" validate:"max=2000"`
}

// Move takes a shortcoming to another state on a day; for cured it is the day it was cured.
type Move struct {
	Committee access.CommitteeID `json:"committee_id" validate:"required"`
	ID        ID                 `json:"id" validate:"required"`
	Version   int                `json:"version" validate:"required"`
	Event     EventID            `json:"event_id,omitzero"`
	To        State              `json:"to" validate:"required,oneof=open being_cured cured recurred"`
	On        calendar.Date      `json:"on,omitzero" validate:"realdate"` // zero: today
	Note      string             `json:"note,omitempty" validate:"max=2000"`
}

// Link joins a shortcoming to the earlier one it repeats, or parts it from it (zero).
type Link struct {
	Committee access.CommitteeID `json:"committee_id" validate:"required"`
	ID        ID                 `json:"id" validate:"required"`
	Version   int                `json:"version" validate:"required"`
	Event     EventID            `json:"event_id,omitzero"`
	Repeats   ID                 `json:"repeats_id,omitzero"`
	Note      string             `json:"note,omitempty" validate:"max=2000"`
}

// Withdraw takes a shortcoming back, or restores it.
type Withdraw struct {
	Committee access.CommitteeID `json:"committee_id" validate:"required"`
	ID        ID                 `json:"id" validate:"required"`
	Version   int                `json:"version" validate:"required"`
	Event     EventID            `json:"event_id,omitzero"`
	Withdrawn bool               `json:"withdrawn"`
	Note      string             `json:"note,omitempty" validate:"max=2000"`
}
