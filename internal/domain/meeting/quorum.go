package meeting

import (
	"time"

	"github.com/dondoc/dondoc/internal/foundation/access"
)

// QuorumBase is what a quorum is a fraction of.
type QuorumBase string

// The bases: the seats on the roll, or the members of the committee on the day.
const (
	OfSeats   QuorumBase = "seats"
	OfMembers QuorumBase = "members"
)

// QuorumRule says how many must be there for a committee to decide. A committee without an active rule only counts.
type QuorumRule struct {
	Committee   access.CommitteeID `db:"committee_id" json:"committee_id"`
	Base        QuorumBase         `db:"base" json:"base"`
	Numerator   int                `db:"numerator" json:"numerator"`
	Denominator int                `db:"denominator" json:"denominator"`
	Strict      bool               `db:"strict" json:"strict"` // more than the fraction: "quá nửa", not just half
	Active      bool               `db:"active" json:"active"`
	Version     int                `db:"version" json:"version"` // 0: none was ever set
}

// Needed is how many of so many must be there.
func (r QuorumRule) Needed(of int) int {
	n := of * r.Numerator
	if r.Strict {
		return n/r.Denominator + 1
	}
	return (n + r.Denominator - 1) / r.Denominator
}

// Quorum is a count of who is there, held against the rule.
type Quorum struct {
	Seats   int  `json:"seats"`
	Present int  `json:"present"`
	Members int  `json:"members"`          // of the committee on the day
	Needed  *int `json:"needed,omitempty"` // nil: no rule, only counted
}

// Reached reports whether enough are there; without a rule there is nothing to reach.
func (q Quorum) Reached() bool { return q.Needed == nil || q.Present >= *q.Needed }

// count holds a roll against the rule.
func (r QuorumRule) count(roll Roll, members int) Quorum {
	q := Quorum{Seats: roll.Total, Present: roll.Present, Members: members}
	if r.Active && r.Denominator > 0 {
		of := roll.Total
		if r.Base == OfMembers {
			of = members
		}
		needed := r.Needed(of)
		q.Needed = &needed
	}
	return q
}

// QuorumMoment is the count from one moment to the next while a meeting was held.
type QuorumMoment struct {
	Seq     int       `db:"seq" json:"seq"`
	At      time.Time `db:"at" json:"at"`
	Seats   int       `db:"seats" json:"seats"`
	Present int       `db:"present" json:"present"`
	Members int       `db:"members" json:"members"`
	Needed  *int      `db:"needed" json:"needed,omitempty"`
	Login   string    `db:"login" json:"login"`
}

// SetQuorumRule sets how many must be there.
type SetQuorumRule struct {
	Committee   access.CommitteeID `json:"committee_id" validate:"required"`
	Version     int                `json:"version"` // 0: none was ever set
	Base        QuorumBase         `json:"base" validate:"required,oneof=seats members"`
	Numerator   int                `json:"numerator" validate:"min=1,max=100"`
	Denominator int                `json:"denominator" validate:"min=1,max=100,gtefield=Numerator"`
	Strict      bool               `json:"strict"`
	Active      bool               `json:"active"`
}
