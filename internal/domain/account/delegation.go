package account

import (
	"context"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/audit"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

type delegation struct{}

// DelegationID names a span in which somebody stands in for somebody.
type DelegationID = id.ID[delegation]

// Delegation says who stands in for whom in a committee, from a day to a day, by which act.
type Delegation struct {
	Committee      access.CommitteeID `db:"committee_id" json:"committee_id"`
	ID             DelegationID       `db:"id" json:"id"`
	Absent         access.UserID      `db:"absent_id" json:"absent_id"` // whose roles are lent
	AbsentName     string             `db:"absent_name" json:"absent"`
	Substitute     access.UserID      `db:"substitute_id" json:"substitute_id"`
	SubstituteName string             `db:"substitute_name" json:"substitute"`
	ValidFrom      calendar.Date      `db:"valid_from" json:"valid_from"`
	ValidTo        calendar.Date      `db:"valid_to" json:"valid_to"` // the last day
	Act            string             `db:"act" json:"act"`
	Withdrawn      bool               `db:"withdrawn" json:"withdrawn"` // ends it at once
	Version        int                `db:"version" json:"version"`
}

// DelegationInput makes a delegation, or changes, ends or withdraws one. Who stands in for whom never changes.
type DelegationInput struct {
	Committee  access.CommitteeID `json:"committee_id" validate:"required"`
	ID         DelegationID       `json:"id" validate:"required"`
	Version    int                `json:"version" validate:"min=0"`
	Absent     access.UserID      `json:"absent_id" validate:"required"`
	Substitute access.UserID      `json:"substitute_id" validate:"required"`
	ValidFrom  calendar.Date      `json:"valid_from" validate:"required,realdate"`
	ValidTo    calendar.Date      `json:"valid_to" validate:"required,realdate"`
	Act        string             `json:"act" validate:"required,max=300"`
	Withdrawn  bool               `json:"withdrawn"`
}

// Holder is an account with a role in a committee on a day.
type Holder struct {
	User   access.UserID   `db:"user_id" json:"user_id"`
	Person access.PersonID `db:"person_id" json:"person_id,omitzero"`
	Name   string          `db:"name" json:"name"`
	Roles  []string        `db:"roles" json:"roles"`
}

// Holders lists who holds a role in a committee today, for whoever belongs to it and reads all of it, and administrators.
func (s *Service) Holders(ctx context.Context, by access.Actor, c access.CommitteeID) ([]Holder, error) {
	if !by.Admin {
		if _, err := by.ReadScope(c); err != nil {
			return nil, err
		}
	}
	return read(ctx, s, func(q database.Querier) ([]Holder, error) { return holdersIn(ctx, q, c, s.d.Clock.Today()) })
}

// Delegations lists the spans of a committee, the latest first: all to members who read all of it and to administrators, to others those
// that are about them.
func (s *Service) Delegations(ctx context.Context, by access.Actor, c access.CommitteeID) ([]Delegation, error) {
	only := by.User
	if by.System || by.Admin || by.May(c, access.ReadAll) {
		only = access.UserID{}
	} else if _, err := by.ReadScope(c); err != nil {
		return nil, err
	}
	return read(ctx, s, func(q database.Querier) ([]Delegation, error) { return delegationsIn(ctx, q, c, only) })
}

// CreateDelegation lets somebody stand in for somebody. The head and administrators decide for all, everybody for their own roles.
func (s *Service) CreateDelegation(ctx context.Context, by access.Actor, in DelegationInput) (Delegation, error) {
	return write(ctx, s, by, in, s.CreateDelegationIn)
}

// CreateDelegationIn is CreateDelegation within a larger act.
func (s *Service) CreateDelegationIn(ctx context.Context, tx database.Tx, by access.Actor, in DelegationInput) (Delegation, error) {
	in, err := s.checkDelegation(ctx, tx, by, in)
	if err != nil {
		return Delegation{}, err
	}
	fresh, err := insertDelegation(ctx, tx, in, id.ContentHash(in))
	if err != nil {
		return Delegation{}, err
	}
	d, err := delegationByID(ctx, tx, in.Committee, in.ID)
	if err != nil || !fresh {
		return d, err
	}
	return d, s.note(ctx, tx, by, audit.Entry{Committee: d.Committee, Action: "delegation.create", Subject: "delegation", SubjectID: d.ID, After: d})
}

// EditDelegation changes the span or the act, or ends it at once by withdrawing it.
func (s *Service) EditDelegation(ctx context.Context, by access.Actor, in DelegationInput) (Delegation, error) {
	return write(ctx, s, by, in, s.EditDelegationIn)
}

// EditDelegationIn is EditDelegation within a larger act.
func (s *Service) EditDelegationIn(ctx context.Context, tx database.Tx, by access.Actor, in DelegationInput) (Delegation, error) {
	before, err := lockDelegation(ctx, tx, in.Committee, in.ID)
	if fault.KindOf(err) == fault.NotFound || err == nil && !by.MayLend(in.Committee, before.Absent) {
		if verdict := mayLend(by, in.Committee, access.UserID{}); verdict != nil {
			return Delegation{}, verdict
		}
	}
	if err != nil {
		return Delegation{}, err
	}
	in.Absent, in.Substitute = before.Absent, before.Substitute
	if in, err = s.checkDelegation(ctx, tx, by, in); err != nil {
		return Delegation{}, err
	}
	if err := fresh(in.Version, before.Version, before); err != nil {
		return Delegation{}, err
	}
	if err := updateDelegation(ctx, tx, in); err != nil {
		return Delegation{}, err
	}
	d, err := delegationByID(ctx, tx, in.Committee, in.ID)
	if err != nil {
		return Delegation{}, err
	}
	return d, s.note(ctx, tx, by, audit.Entry{
		Committee: d.Committee, Action: "delegation.edit", Subject: "delegation", SubjectID: d.ID, Before: before, After: d,
	})
}

// mayLend is the verdict on lending somebody's roles; to a stranger the committee does not exist.
func mayLend(by access.Actor, c access.CommitteeID, whose access.UserID) error {
	if by.MayLend(c, whose) {
		return nil
	}
	if _, err := by.ReadScope(c); err != nil {
		return err
	}
	return access.Require(false)
}

func (s *Service) checkDelegation(ctx context.Context, tx database.Tx, by access.Actor, in DelegationInput) (DelegationInput, error) {
	in.Act = org.Line(in.Act)
	if err := s.d.Validate.Struct(in); err != nil {
		return in, err
	}
	if err := mayLend(by, in.Committee, in.Absent); err != nil {
		return in, err
	}
	if in.ValidTo.Before(in.ValidFrom) {
		return in, fault.Field("valid_to", "org.ends_before_start", in.ValidFrom.VN())
	}
	if in.Absent == in.Substitute {
		return in, fault.Field("substitute_id", "delegation.self")
	}
	if err := audit.Lock(ctx, tx, in.Committee); err != nil { // two who enter spans take turns, so that what is checked holds
		return in, err
	}
	for field, u := range map[string]access.UserID{"absent_id": in.Absent, "substitute_id": in.Substitute} {
		if held, err := holdsRole(ctx, tx, in.Committee, u); err != nil || !held {
			return in, firstOf(err, fault.Field(field, "delegation.no_role"))
		}
	}
	if in.Withdrawn {
		return in, nil
	}
	others, err := overlapping(ctx, tx, in)
	if err == nil && len(others) > 0 {
		o := others[0]
		err = fault.Field("valid_from", "delegation.overlaps", o.SubstituteName, o.ValidFrom.VN(), o.ValidTo.VN())
	}
	return in, err
}

// firstOf is the error that there is, or else what it would mean that there is none.
func firstOf(err, otherwise error) error {
	if err != nil {
		return err
	}
	return otherwise
}
