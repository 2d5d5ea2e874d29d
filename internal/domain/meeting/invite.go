package meeting

import (
	"time"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
)

// ToldKind is what people were told of a meeting.
type ToldKind string

// What people may be told.
const (
	Invited       ToldKind = "invited"
	ToldMoved     ToldKind = "moved"
	ToldCancelled ToldKind = "cancelled"
)

// Told is what people were told of a meeting's day, each time they were told. Sequence is that of the calendar entry
// (SEQUENCE of RFC 5545), so that a later one replaces the earlier in their calendars.
type Told struct {
	Sequence int           `db:"sequence" json:"sequence"`
	Kind     ToldKind      `db:"kind" json:"kind"`
	HeldOn   calendar.Date `db:"held_on" json:"held_on"`
	StartsAt string        `db:"starts_at" json:"starts_at"`
	Place    string        `db:"place" json:"place"`
	Why      string        `db:"why" json:"why"`
	At       time.Time     `db:"told_at" json:"at"`
	Login    string        `db:"login" json:"login"`
}

// Summons is a meeting with all that people were told of it so far.
type Summons struct {
	Record Record `json:"record"`
	Told   []Told `json:"told"`
}

// Last is what people were told last, or false when nobody was told anything.
func (s Summons) Last() (Told, bool) {
	if len(s.Told) == 0 {
		return Told{}, false
	}
	return s.Told[len(s.Told)-1], true
}

// Pending reports whether day, hour or place differ from what people were told last.
func (s Summons) Pending() bool {
	last, told := s.Last()
	return told && !last.tells(s.Record.Meeting)
}

// tells reports whether people know the meeting as it is.
func (t Told) tells(m Meeting) bool {
	off := m.State == Cancelled || m.State == Postponed
	return (t.Kind == ToldCancelled) == off && (off || t.HeldOn == m.HeldOn && t.StartsAt == m.StartsAt && t.Place == m.Place)
}

// next is what people are to be told now, after what they were told last.
func (s Summons) next() ToldKind {
	_, told := s.Last()
	switch state := s.Record.Meeting.State; {
	case state == Cancelled || state == Postponed:
		return ToldCancelled
	case told:
		return ToldMoved
	}
	return Invited
}

// Invite tells people of a meeting: for the first time, or again because day, hour or place changed.
type Invite struct {
	Committee access.CommitteeID `json:"committee_id" validate:"required"`
	ID        ID                 `json:"id" validate:"required"` // of the meeting
	Version   int                `json:"version" validate:"required"`
	Why       string             `json:"why,omitempty" validate:"max=500"` // of a change
}
