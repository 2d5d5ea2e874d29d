package account

import (
	"context"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/audit"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

// GrantsIn lists the roles given in a committee, for administrators.
func (s *Service) GrantsIn(ctx context.Context, by access.Actor, c access.CommitteeID) ([]Grant, error) {
	if err := access.Require(by.May(c, access.ReadAllAccounts)); err != nil {
		return nil, err
	}
	return read(ctx, s, func(q database.Querier) ([]Grant, error) { return grantsIn(ctx, q, c) })
}

// CreateGrant gives a user a role in a committee from a day on. Administrators only.
func (s *Service) CreateGrant(ctx context.Context, by access.Actor, in GrantInput) (Grant, error) {
	return write(ctx, s, by, in, s.CreateGrantIn)
}

// CreateGrantIn is CreateGrant within a larger act.
func (s *Service) CreateGrantIn(ctx context.Context, tx database.Tx, by access.Actor, in GrantInput) (Grant, error) {
	if err := s.checkGrant(by, in); err != nil {
		return Grant{}, err
	}
	fresh, err := insertGrant(ctx, tx, in, id.ContentHash(in))
	if err != nil {
		return Grant{}, err
	}
	g, err := grantByID(ctx, tx, in.Committee, in.ID)
	if err != nil || !fresh {
		return g, err
	}
	return g, s.note(ctx, tx, by, audit.Entry{Committee: g.Committee, Action: "grant.create", Subject: "grant", SubjectID: g.ID, After: g})
}

// EditGrant changes, ends or withdraws a grant; a withdrawn one ends at once. Administrators only.
func (s *Service) EditGrant(ctx context.Context, by access.Actor, in GrantInput) (Grant, error) {
	return write(ctx, s, by, in, s.EditGrantIn)
}

// EditGrantIn is EditGrant within a larger act. Whose grant it is never changes.
func (s *Service) EditGrantIn(ctx context.Context, tx database.Tx, by access.Actor, in GrantInput) (Grant, error) {
	if err := s.checkGrant(by, in); err != nil {
		return Grant{}, err
	}
	before, err := lockGrant(ctx, tx, in.Committee, in.ID)
	if err != nil {
		return Grant{}, err
	}
	if err := fresh(in.Version, before.Version, before); err != nil {
		return Grant{}, err
	}
	g, err := updateGrant(ctx, tx, in)
	if err != nil {
		return Grant{}, err
	}
	return g, s.note(ctx, tx, by, audit.Entry{
		Committee: g.Committee, Action: "grant.edit", Subject: "grant", SubjectID: g.ID, Before: before, After: g,
	})
}

func (s *Service) checkGrant(by access.Actor, in GrantInput) error {
	if err := mayAdminister(by); err != nil {
		return err
	}
	if err := s.d.Validate.Struct(in); err != nil {
		return err
	}
	return span(in.ValidFrom, in.ValidTo)
}

// CreateUserUnit makes a user answer for a unit from a day on; the units that went over into it come with it. Administrators only.
func (s *Service) CreateUserUnit(ctx context.Context, by access.Actor, in UserUnitInput) (UserUnit, error) {
	return write(ctx, s, by, in, s.CreateUserUnitIn)
}

// CreateUserUnitIn is CreateUserUnit within a larger act.
func (s *Service) CreateUserUnitIn(ctx context.Context, tx database.Tx, by access.Actor, in UserUnitInput) (UserUnit, error) {
	if err := s.checkUserUnit(by, in); err != nil {
		return UserUnit{}, err
	}
	fresh, err := insertUserUnit(ctx, tx, in, id.ContentHash(in))
	if err != nil {
		return UserUnit{}, err
	}
	n, err := userUnitByID(ctx, tx, in.ID)
	if err != nil || !fresh {
		return n, err
	}
	return n, s.note(ctx, tx, by, audit.Entry{Action: "user_unit.create", Subject: "user_unit", SubjectID: n.ID, After: n})
}

// EditUserUnit changes the span of an answering, or withdraws it at once. Administrators only.
func (s *Service) EditUserUnit(ctx context.Context, by access.Actor, in UserUnitInput) (UserUnit, error) {
	return write(ctx, s, by, in, s.EditUserUnitIn)
}

// EditUserUnitIn is EditUserUnit within a larger act. Who answers for which unit never changes: withdraw it instead.
func (s *Service) EditUserUnitIn(ctx context.Context, tx database.Tx, by access.Actor, in UserUnitInput) (UserUnit, error) {
	if err := s.checkUserUnit(by, in); err != nil {
		return UserUnit{}, err
	}
	before, err := lockUserUnit(ctx, tx, in.ID)
	if err != nil {
		return UserUnit{}, err
	}
	if err := fresh(in.Version, before.Version, before); err != nil {
		return UserUnit{}, err
	}
	n, err := updateUserUnit(ctx, tx, in)
	if err != nil {
		return UserUnit{}, err
	}
	return n, s.note(ctx, tx, by, audit.Entry{
		Action: "user_unit.edit", Subject: "user_unit", SubjectID: n.ID, Before: before, After: n,
	})
}

func (s *Service) checkUserUnit(by access.Actor, in UserUnitInput) error {
	if err := mayAdminister(by); err != nil {
		return err
	}
	if err := s.d.Validate.Struct(in); err != nil {
		return err
	}
	return span(in.ValidFrom, in.ValidTo)
}

// span refuses a last day before the first.
func span(from, to calendar.Date) error {
	if !to.IsZero() && to.Before(from) {
		return fault.Field("valid_to", "org.ends_before_start", from.VN())
	}
	return nil
}
