package account

import (
	"context"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/audit"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

// Duties are what the account of a person who leaves is in a committee: roles that hold, and units answered for.
type Duties struct {
	User   access.UserID `json:"user_id,omitzero"` // zero: the person has no account
	Grants []Grant       `json:"grants"`
	Units  []UserUnit    `json:"units"` // only of who is a focal person there
}

// HandDuties moves roles and units from the account of one person to that of another, from a day on.
type HandDuties struct {
	Committee access.CommitteeID
	Duties    Duties
	To        access.UserID
	On        calendar.Date
}

// HandDutiesIn gives the roles and the units to the receiver and ends them with whoever leaves, as part of a larger act. It is for those
// who may lend these roles: nobody takes a role over that they could not have given.
func (s *Service) HandDutiesIn(ctx context.Context, tx database.Tx, by access.Actor, in HandDuties) error {
	if err := mayLend(by, in.Committee, access.UserID{}); err != nil {
		return err
	}
	for _, g := range in.Duties.Grants {
		if err := s.handGrant(ctx, tx, by, in, g); err != nil {
			return err
		}
	}
	if !by.May(access.CommitteeID{}, access.WriteAccounts) {
		return nil // a unit is answered for in every committee: that is the administrators' business
	}
	for _, u := range in.Duties.Units {
		if err := s.handUnit(ctx, tx, by, in, u); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) handGrant(ctx context.Context, tx database.Tx, by access.Actor, in HandDuties, g Grant) error {
	last, over := lastDay(g.ValidFrom, in.On)
	old, err := updateGrant(ctx, tx, GrantInput{Committee: g.Committee, ID: g.ID, Role: g.Role, ValidFrom: g.ValidFrom, ValidTo: last, Withdrawn: over})
	if err != nil {
		return err
	}
	give := GrantInput{Committee: g.Committee, ID: id.From[grant](s.d.NewID), User: in.To, Role: g.Role, ValidFrom: in.On, ValidTo: g.ValidTo}
	if _, err := insertGrant(ctx, tx, give, id.ContentHash(give)); err != nil {
		return err
	}
	now, err := grantByID(ctx, tx, g.Committee, give.ID)
	if err != nil {
		return err
	}
	if err := s.note(ctx, tx, by, audit.Entry{Committee: g.Committee, Action: "grant.handed_over", Subject: "grant", SubjectID: g.ID, Before: g, After: old}); err != nil {
		return err
	}
	return s.note(ctx, tx, by, audit.Entry{Committee: g.Committee, Action: "grant.create", Subject: "grant", SubjectID: now.ID, After: now})
}

func (s *Service) handUnit(ctx context.Context, tx database.Tx, by access.Actor, in HandDuties, u UserUnit) error {
	last, over := lastDay(u.ValidFrom, in.On)
	old, err := updateUserUnit(ctx, tx, UserUnitInput{ID: u.ID, ValidFrom: u.ValidFrom, ValidTo: last, Withdrawn: over})
	if err != nil {
		return err
	}
	give := UserUnitInput{ID: id.From[userUnit](s.d.NewID), User: in.To, Unit: u.Unit, ValidFrom: in.On, ValidTo: u.ValidTo}
	if _, err := insertUserUnit(ctx, tx, give, id.ContentHash(give)); err != nil {
		return err
	}
	return s.note(ctx, tx, by, audit.Entry{Committee: in.Committee, Action: "user_unit.handed_over", Subject: "user_unit", SubjectID: u.ID, Before: u, After: old})
}

// lastDay is the day before another holds; what had only begun then never held.
func lastDay(from, on calendar.Date) (last calendar.Date, never bool) {
	if !from.Before(on) {
		return calendar.Date{}, true
	}
	return on.AddDays(-1), false
}
