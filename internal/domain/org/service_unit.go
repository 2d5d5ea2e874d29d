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

// UnitDetail is a unit with the names it has borne and what it came from and went over into.
type UnitDetail struct {
	Unit
	Names       []UnitName   `json:"names"`       // the oldest first
	Successions []Succession `json:"successions"` // the earliest first
	Neighbours  []Unit       `json:"neighbours"`  // the units that Successions and ParentID name, as far as they may be seen
}

// Units lists the units a committee sees; the zero committee asks for the whole register, for administrators.
func (s *Service) Units(ctx context.Context, by access.Actor, c access.CommitteeID, in UnitQuery) (Page[Unit], error) {
	sight, err := sightOf(by, c, access.ReadRegister)
	if err != nil {
		return Page[Unit]{}, err
	}
	return read(ctx, s, func(q database.Querier) (Page[Unit], error) { return listUnits(ctx, q, sight, in) })
}

// Unit reads a unit a committee sees; another committee's own unit is fault.NotFound.
func (s *Service) Unit(ctx context.Context, by access.Actor, c access.CommitteeID, u access.UnitID) (UnitDetail, error) {
	sight, err := sightOf(by, c, access.ReadRegister)
	if err != nil {
		return UnitDetail{}, err
	}
	return read(ctx, s, func(q database.Querier) (UnitDetail, error) { return unitDetail(ctx, q, sight, u) })
}

func unitDetail(ctx context.Context, q database.Querier, sight Sight, u access.UnitID) (UnitDetail, error) {
	unit, err := UnitByID(ctx, q, u)
	if err == nil && !sight.sees(unit.Owner) {
		err = fault.New(fault.NotFound, "not_found")
	}
	if err != nil {
		return UnitDetail{}, err
	}
	d := UnitDetail{Unit: unit}
	if d.Names, err = NamesOf(ctx, q, u); err != nil {
		return UnitDetail{}, err
	}
	if d.Successions, err = SuccessionsOf(ctx, q, u); err != nil {
		return UnitDetail{}, err
	}
	d.Neighbours, err = unitsAmong(ctx, q, sight, d.named())
	return d, err
}

// named are the other units a unit's page links to.
func (d UnitDetail) named() []access.UnitID {
	ids := []access.UnitID{d.ParentID}
	for _, s := range d.Successions {
		ids = append(ids, s.From, s.To)
	}
	others := ids[:0]
	for _, u := range ids {
		if !u.IsZero() && u != d.ID {
			others = append(others, u)
		}
	}
	return others
}

// CreateUnit makes a unit with its first name: a committee's own by those who keep its records, a common one by administrators.
func (s *Service) CreateUnit(ctx context.Context, by access.Actor, in UnitInput) (Unit, error) {
	return write(ctx, s, by, in, s.CreateUnitIn)
}

// CreateUnitIn is CreateUnit within a larger act.
func (s *Service) CreateUnitIn(ctx context.Context, tx database.Tx, by access.Actor, in UnitInput) (Unit, error) {
	in, err := s.checkUnit(by, in, in.Owner)
	if err != nil {
		return Unit{}, err
	}
	if err := audit.Lock(ctx, tx, in.Owner); err != nil {
		return Unit{}, err
	}
	if err := checkUnitParent(ctx, tx, in); err != nil {
		return Unit{}, err
	}
	fresh, err := insertUnit(ctx, tx, in, id.ContentHash(in))
	if err != nil {
		return Unit{}, err
	}
	u, err := UnitByID(ctx, tx, in.ID)
	if err != nil || !fresh {
		return u, err
	}
	return u, s.note(ctx, tx, by, audit.Entry{Committee: u.Owner, Action: "unit.create", Subject: "unit", SubjectID: u.ID, After: u})
}

// EditUnit changes or withdraws a unit. Name and short name correct the spelling of the present name: see RenameUnit.
func (s *Service) EditUnit(ctx context.Context, by access.Actor, in UnitInput) (Unit, error) {
	return write(ctx, s, by, in, s.EditUnitIn)
}

// EditUnitIn is EditUnit within a larger act. The owner of a unit never changes.
func (s *Service) EditUnitIn(ctx context.Context, tx database.Tx, by access.Actor, in UnitInput) (Unit, error) {
	before, err := s.unitToChange(ctx, tx, by, in.ID, in.Version)
	if err != nil {
		return Unit{}, err
	}
	in.Owner = before.Owner
	if in, err = s.checkUnit(by, in, before.Owner); err != nil {
		return Unit{}, err
	}
	if err := audit.Lock(ctx, tx, in.Owner); err != nil {
		return Unit{}, err
	}
	if err := checkUnitParent(ctx, tx, in); err != nil {
		return Unit{}, err
	}
	if err := correctName(ctx, tx, in, s.d.Clock.Today()); err != nil {
		return Unit{}, err
	}
	changed := Unit{
		ID: in.ID, Code: in.Code, Kind: in.Kind, ParentID: in.ParentID, ValidFrom: in.ValidFrom, ValidTo: in.ValidTo, Withdrawn: in.Withdrawn,
	}
	return s.saveUnit(ctx, tx, by, "unit.edit", before, changed)
}

// RenameUnit gives a unit another name from a day on; documents of earlier days keep the old one.
func (s *Service) RenameUnit(ctx context.Context, by access.Actor, in RenameInput) (Unit, error) {
	return write(ctx, s, by, in, s.RenameUnitIn)
}

// RenameUnitIn is RenameUnit within a larger act. A name that begins later becomes the present one by RefreshNames on that day.
func (s *Service) RenameUnitIn(ctx context.Context, tx database.Tx, by access.Actor, in RenameInput) (Unit, error) {
	in = in.clean()
	before, err := s.unitToChange(ctx, tx, by, in.ID, in.Version)
	if err != nil {
		return Unit{}, err
	}
	if err := s.d.Validate.Struct(in); err != nil {
		return Unit{}, err
	}
	if err := putName(ctx, tx, UnitName{Unit: in.ID, ValidFrom: in.From, Name: in.Name, ShortName: in.ShortName, Act: in.Act}); err != nil {
		return Unit{}, err
	}
	return s.saveUnit(ctx, tx, by, "unit.rename", before, before)
}

// RefreshNames gives every unit the name that holds today and returns how many changed; a daily job calls it.
func (s *Service) RefreshNames(ctx context.Context, by access.Actor) (int, error) {
	return write(ctx, s, by, s.d.Clock.Today(), func(ctx context.Context, tx database.Tx, by access.Actor, today calendar.Date) (int, error) {
		if err := mayAdminister(by, access.WriteCommon); err != nil {
			return 0, err
		}
		changed, err := refreshNames(ctx, tx, today)
		if err != nil {
			return 0, err
		}
		for _, u := range changed {
			e := audit.Entry{Committee: u.Owner, Action: "unit.name_begins", Subject: "unit", SubjectID: u.ID, After: u}
			if err := s.note(ctx, tx, by, e); err != nil {
				return 0, err
			}
		}
		return len(changed), nil
	})
}

// unitToChange locks a unit for a writer who may change it and started from the stored version.
func (s *Service) unitToChange(ctx context.Context, tx database.Tx, by access.Actor, u access.UnitID, version int) (Unit, error) {
	unit, err := lockUnit(ctx, tx, u)
	if err != nil {
		return Unit{}, err
	}
	if err := mayWrite(by, unit.Owner); err != nil {
		return Unit{}, err
	}
	return unit, fresh(version, unit.Version, unit)
}

// saveUnit writes a unit under the name that holds today.
func (s *Service) saveUnit(ctx context.Context, tx database.Tx, by access.Actor, action string, before, changed Unit) (Unit, error) {
	names, err := NamesOf(ctx, tx, changed.ID)
	if err != nil {
		return Unit{}, err
	}
	present := nameOn(names, s.d.Clock.Today())
	changed.Name, changed.ShortName = present.Name, present.ShortName
	after, err := updateUnit(ctx, tx, changed, names)
	if err != nil {
		return Unit{}, err
	}
	return after, s.note(ctx, tx, by, audit.Entry{
		Committee: after.Owner, Action: action, Subject: "unit", SubjectID: after.ID, Before: before, After: after,
	})
}

func (s *Service) checkUnit(by access.Actor, in UnitInput, owner access.CommitteeID) (UnitInput, error) {
	in = in.clean()
	if err := mayWrite(by, owner); err != nil {
		return in, err
	}
	if err := s.d.Validate.Struct(in); err != nil {
		return in, err
	}
	return in, span(in.ValidFrom, in.ValidTo, "valid_to")
}

// checkUnitParent refuses a unit that would stand below itself, or below a unit its owner does not see:
// a common unit never stands below a committee's own, so a circle lies within one owner, whose chain the caller has locked.
func checkUnitParent(ctx context.Context, tx database.Tx, in UnitInput) error {
	if in.ParentID.IsZero() {
		return nil
	}
	if err := requireUnit(ctx, tx, in.Owner, in.ParentID, "parent_id"); err != nil {
		return err
	}
	circle, err := isBelow(ctx, tx, in.ParentID, in.ID)
	if err == nil && circle {
		err = fault.Field("parent_id", "org.parent_is_below")
	}
	return err
}

// correctName mends the spelling of the name that holds today.
func correctName(ctx context.Context, tx database.Tx, in UnitInput, today calendar.Date) error {
	names, err := NamesOf(ctx, tx, in.ID)
	if err != nil {
		return err
	}
	n := nameOn(names, today)
	if n.Name == in.Name && n.ShortName == in.ShortName {
		return nil
	}
	n.Name, n.ShortName = in.Name, in.ShortName
	return putName(ctx, tx, n)
}

// requireUnit refuses to name a unit the owner of the row does not see; for the common register, any but a common one.
func requireUnit(ctx context.Context, q database.Querier, owner access.CommitteeID, u access.UnitID, name string) error {
	if u.IsZero() {
		return nil
	}
	seen, err := SeesUnit(ctx, q, owner, u)
	if err == nil && !seen {
		err = fault.Field(name, "org.no_such_unit")
	}
	return err
}
