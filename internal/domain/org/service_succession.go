package org

import (
	"context"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/audit"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

// CreateSuccession records that a unit went over into another, or ended, and gives the old unit its last day.
// Open tasks do not move by it: somebody reassigns them by an act.
func (s *Service) CreateSuccession(ctx context.Context, by access.Actor, in SuccessionInput) (Succession, error) {
	return write(ctx, s, by, in, s.CreateSuccessionIn)
}

// CreateSuccessionIn is CreateSuccession within a larger act.
func (s *Service) CreateSuccessionIn(ctx context.Context, tx database.Tx, by access.Actor, in SuccessionInput) (Succession, error) {
	in, from, err := s.checkSuccession(ctx, tx, by, in)
	if err != nil {
		return Succession{}, err
	}
	fresh, err := insertSuccession(ctx, tx, in, id.ContentHash(in))
	if err != nil {
		return Succession{}, err
	}
	after, err := successionByID(ctx, tx, in.ID)
	if err != nil || !fresh {
		return after, err
	}
	if err := refuseCircle(ctx, tx, after); err != nil {
		return Succession{}, err
	}
	if err := s.settle(ctx, tx, by, from, calendar.Date{}, after); err != nil {
		return Succession{}, err
	}
	return after, s.note(ctx, tx, by, audit.Entry{
		Committee: from.Owner, Action: "succession.create", Subject: "succession", SubjectID: after.ID, After: after,
	})
}

// CreateSuccessions records several at once, all or none: three communes that became one special zone are three rows.
func (s *Service) CreateSuccessions(ctx context.Context, by access.Actor, in []SuccessionInput) ([]Succession, error) {
	return write(ctx, s, by, in, func(ctx context.Context, tx database.Tx, by access.Actor, in []SuccessionInput) ([]Succession, error) {
		out := make([]Succession, len(in))
		for i, one := range in {
			var err error
			if out[i], err = s.CreateSuccessionIn(ctx, tx, by, one); err != nil {
				return nil, err
			}
		}
		return out, nil
	})
}

// EditSuccession changes or withdraws a succession; the old unit's last day follows where it came from it.
func (s *Service) EditSuccession(ctx context.Context, by access.Actor, in SuccessionInput) (Succession, error) {
	return write(ctx, s, by, in, s.EditSuccessionIn)
}

// EditSuccessionIn is EditSuccession within a larger act. Which unit it starts from never changes: withdraw it instead.
func (s *Service) EditSuccessionIn(ctx context.Context, tx database.Tx, by access.Actor, in SuccessionInput) (Succession, error) {
	before, err := lockSuccession(ctx, tx, in.ID)
	if err != nil {
		return Succession{}, err
	}
	in.From = before.From
	in, from, err := s.checkSuccession(ctx, tx, by, in)
	if err != nil {
		return Succession{}, err
	}
	if err := fresh(in.Version, before.Version, before); err != nil {
		return Succession{}, err
	}
	after, err := updateSuccession(ctx, tx, in)
	if err != nil {
		return Succession{}, err
	}
	if err := refuseCircle(ctx, tx, after); err != nil {
		return Succession{}, err
	}
	if err := s.settle(ctx, tx, by, from, before.lastDay(), after); err != nil {
		return Succession{}, err
	}
	return after, s.note(ctx, tx, by, audit.Entry{
		Committee: from.Owner, Action: "succession.edit", Subject: "succession", SubjectID: after.ID, Before: before, After: after,
	})
}

// checkSuccession asks for the right on both units and locks the old one with its chain.
func (s *Service) checkSuccession(ctx context.Context, tx database.Tx, by access.Actor, in SuccessionInput) (SuccessionInput, Unit, error) {
	in = in.clean()
	if err := s.d.Validate.Struct(in); err != nil {
		return in, Unit{}, err
	}
	if err := in.check(); err != nil {
		return in, Unit{}, err
	}
	from, err := lockUnit(ctx, tx, in.From)
	if err != nil {
		return in, Unit{}, err
	}
	if err := mayWrite(by, from.Owner); err != nil {
		return in, Unit{}, err
	}
	// A common unit never goes over into a committee's own, so a circle lies within one owner: its chain keeps the check true.
	if err := audit.Lock(ctx, tx, from.Owner); err != nil {
		return in, Unit{}, err
	}
	return in, from, maySucceed(ctx, tx, by, from, in.To)
}

// maySucceed asks for the right on the successor. A committee's own unit may go over into a common one that it sees.
func maySucceed(ctx context.Context, q database.Querier, by access.Actor, from Unit, to access.UnitID) error {
	if to.IsZero() {
		return nil
	}
	if err := requireUnit(ctx, q, from.Owner, to, "to_unit_id"); err != nil {
		return err
	}
	unit, err := UnitByID(ctx, q, to)
	if err != nil || unit.Owner.IsZero() {
		return err
	}
	return mayWrite(by, unit.Owner)
}

// refuseCircle refuses a unit that would become its own predecessor.
func refuseCircle(ctx context.Context, q database.Querier, s Succession) error {
	if s.To.IsZero() || s.Withdrawn {
		return nil
	}
	later, err := Successors(ctx, q, s.To)
	if err != nil {
		return err
	}
	for _, u := range later {
		if u == s.From {
			return fault.Field("to_unit_id", "org.succession_circle")
		}
	}
	return nil
}

// settle gives the old unit the last day its successions say.
func (s *Service) settle(ctx context.Context, tx database.Tx, by access.Actor, from Unit, was calendar.Date, now Succession) error {
	other, err := otherEnd(ctx, tx, from.ID, now.ID)
	if err != nil {
		return err
	}
	end := settledEnd(from.ValidTo, was, now.lastDay(), other)
	if end == from.ValidTo {
		return nil
	}
	if err := span(from.ValidFrom, end, "happened_on"); err != nil {
		return err
	}
	changed := from
	changed.ValidTo = end
	_, err = s.saveUnit(ctx, tx, by, "unit.edit", from, changed)
	return err
}
