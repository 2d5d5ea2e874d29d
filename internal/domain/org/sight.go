package org

import (
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// Sight is what part of the register may be looked at: all of it, or what one committee sees.
type Sight struct {
	All       bool
	Committee access.CommitteeID
}

// sightOf is what by sees of the register from a committee, with the right for it: units and fields for whoever has any
// role there, people only for those who read all of its records (a focal person sees names with the tasks they may read).
// The zero committee asks for the whole register, which administrators look at.
func sightOf(by access.Actor, c access.CommitteeID, right access.Action) (Sight, error) {
	if c.IsZero() {
		return Sight{All: true}, access.Require(by.MayAdminister())
	}
	if by.May(c, right) {
		return Sight{Committee: c}, nil
	}
	if _, err := by.ReadScope(c); err != nil {
		return Sight{}, err
	}
	return Sight{}, access.Require(false)
}

// mayWrite is the verdict on a row of the register: the common ones are the administrators', a committee's own also
// theirs who keep its records. It is a fault, because a stranger to the committee hears NotFound.
func mayWrite(by access.Actor, owner access.CommitteeID) error {
	if owner.IsZero() {
		return access.Require(by.May(owner, access.WriteCommon))
	}
	if by.May(owner, access.WriteRegister) {
		return nil
	}
	if _, err := by.ReadScope(owner); err != nil {
		return err
	}
	return access.Require(false)
}

// mayAdminister is the verdict on committees, periods and the calendar.
func mayAdminister(by access.Actor, act access.Action) error {
	return access.Require(by.May(access.CommitteeID{}, act))
}

// fresh refuses a write that started from another version than the stored one.
func fresh[T any](wrote, stored int, row T) error {
	if wrote != stored {
		return fault.Stale(row)
	}
	return nil
}

// sees reports whether a row of this owner may be seen.
func (s Sight) sees(owner access.CommitteeID) bool {
	return s.All || owner.IsZero() || owner == s.Committee
}
