package org

import (
	"context"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/audit"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

// Members lists who belongs or belonged to a committee, for those who read all of its records, and administrators.
func (s *Service) Members(ctx context.Context, by access.Actor, c access.CommitteeID, in MemberQuery) (Page[Member], error) {
	if _, err := sightOf(by, c, access.ReadPeople); err != nil {
		return Page[Member]{}, err
	}
	return read(ctx, s, func(q database.Querier) (Page[Member], error) { return listMembers(ctx, q, c, in, s.d.Clock.Today()) })
}

// CreateMembership takes a person into a committee, by those who keep its records, or administrators.
// The person must be one the committee sees; administrators may name anybody of the register.
func (s *Service) CreateMembership(ctx context.Context, by access.Actor, in MembershipInput) (Membership, error) {
	return write(ctx, s, by, in, s.CreateMembershipIn)
}

// CreateMembershipIn is CreateMembership within a larger act.
func (s *Service) CreateMembershipIn(ctx context.Context, tx database.Tx, by access.Actor, in MembershipInput) (Membership, error) {
	in, err := s.checkMembership(ctx, tx, by, in)
	if err != nil {
		return Membership{}, err
	}
	fresh, err := insertMembership(ctx, tx, in, id.ContentHash(in))
	if err != nil {
		return Membership{}, err
	}
	m, err := membershipByID(ctx, tx, in.Committee, in.ID)
	if err != nil || !fresh {
		return m, err
	}
	return m, s.note(ctx, tx, by, audit.Entry{
		Committee: m.Committee, Action: "membership.create", Subject: "membership", SubjectID: m.ID, After: m,
	})
}

// EditMembership changes, ends or withdraws a membership.
func (s *Service) EditMembership(ctx context.Context, by access.Actor, in MembershipInput) (Membership, error) {
	return write(ctx, s, by, in, s.EditMembershipIn)
}

// EditMembershipIn is EditMembership within a larger act.
func (s *Service) EditMembershipIn(ctx context.Context, tx database.Tx, by access.Actor, in MembershipInput) (Membership, error) {
	in, err := s.checkMembership(ctx, tx, by, in)
	if err != nil {
		return Membership{}, err
	}
	before, err := lockMembership(ctx, tx, in.Committee, in.ID)
	if err != nil {
		return Membership{}, err
	}
	if err := fresh(in.Version, before.Version, before); err != nil {
		return Membership{}, err
	}
	m, err := updateMembership(ctx, tx, in)
	if err != nil {
		return Membership{}, err
	}
	return m, s.note(ctx, tx, by, audit.Entry{
		Committee: m.Committee, Action: "membership.edit", Subject: "membership", SubjectID: m.ID, Before: before, After: m,
	})
}

func (s *Service) checkMembership(ctx context.Context, q database.Querier, by access.Actor, in MembershipInput) (MembershipInput, error) {
	in = in.clean()
	if err := s.d.Validate.Struct(in); err != nil {
		return in, err
	}
	if err := mayWrite(by, in.Committee); err != nil {
		return in, err
	}
	if err := span(in.ValidFrom, in.ValidTo, "valid_to"); err != nil {
		return in, err
	}
	if err := requireUnit(ctx, q, in.Committee, in.Unit, "unit_id"); err != nil {
		return in, err
	}
	return in, requirePerson(ctx, q, by, in)
}

// requirePerson refuses a member the committee does not see; administrators bring common people in.
func requirePerson(ctx context.Context, q database.Querier, by access.Actor, in MembershipInput) error {
	if by.MayAdminister() {
		_, err := PersonByID(ctx, q, in.Person)
		if fault.KindOf(err) == fault.NotFound {
			return fault.Field("person_id", "org.no_such_person").Because(err)
		}
		return err
	}
	seen, err := SeesPerson(ctx, q, in.Committee, in.Person)
	if err == nil && !seen {
		err = fault.Field("person_id", "org.no_such_person")
	}
	return err
}
