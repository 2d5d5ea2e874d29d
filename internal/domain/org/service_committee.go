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

// Committee reads a committee by its code for whoever has a role there, or administers. A stranger gets fault.NotFound.
func (s *Service) Committee(ctx context.Context, by access.Actor, code string) (Committee, error) {
	return read(ctx, s, func(q database.Querier) (Committee, error) {
		c, err := CommitteeByCode(ctx, q, code)
		if err == nil && !by.MayAdminister() {
			_, err = by.ReadScope(c.ID)
		}
		if err != nil {
			return Committee{}, err
		}
		return c, nil
	})
}

// Committees lists the committees the actor has a role in; administrators see all.
func (s *Service) Committees(ctx context.Context, by access.Actor, in CommitteeQuery) (Page[Committee], error) {
	only := make([]access.CommitteeID, len(by.Grants))
	for i, g := range by.Grants {
		only[i] = g.Committee
	}
	return read(ctx, s, func(q database.Querier) (Page[Committee], error) {
		return listCommittees(ctx, q, by.MayAdminister(), only, in)
	})
}

// CreateCommittee makes a committee with its first period preset. Administrators only.
func (s *Service) CreateCommittee(ctx context.Context, by access.Actor, in CommitteeInput) (Committee, error) {
	return write(ctx, s, by, in, s.CreateCommitteeIn)
}

// CreateCommitteeIn is CreateCommittee within a larger act.
func (s *Service) CreateCommitteeIn(ctx context.Context, tx database.Tx, by access.Actor, in CommitteeInput) (Committee, error) {
	in, err := s.checkCommittee(by, in)
	if err != nil {
		return Committee{}, err
	}
	if err := checkCommitteeParent(ctx, tx, in); err != nil {
		return Committee{}, err
	}
	fresh, err := insertCommittee(ctx, tx, in, id.ContentHash(in))
	if err != nil {
		return Committee{}, err
	}
	c, err := CommitteeByID(ctx, tx, in.ID)
	if err != nil || !fresh {
		return c, err
	}
	// The scheme holds from the beginning of time: a new committee may enter meetings long past.
	if err := putPreset(ctx, tx, Preset{Committee: c.ID, ValidFrom: calendar.NewDate(1900, 1, 1), Scheme: in.Scheme}); err != nil {
		return Committee{}, err
	}
	return c, s.note(ctx, tx, by, audit.Entry{Committee: c.ID, Action: "committee.create", Subject: "committee", SubjectID: c.ID, After: c})
}

// EditCommittee changes a committee's settings; its last day closes it, and one made by mistake is withdrawn: its roles rest, and
// only administrators open it. Administrators only.
func (s *Service) EditCommittee(ctx context.Context, by access.Actor, in CommitteeInput) (Committee, error) {
	return write(ctx, s, by, in, s.EditCommitteeIn)
}

// EditCommitteeIn is EditCommittee within a larger act.
func (s *Service) EditCommitteeIn(ctx context.Context, tx database.Tx, by access.Actor, in CommitteeInput) (Committee, error) {
	in, err := s.checkCommittee(by, in)
	if err != nil {
		return Committee{}, err
	}
	before, err := lockCommittee(ctx, tx, in.ID)
	if err != nil {
		return Committee{}, err
	}
	if err := fresh(in.Version, before.Version, before); err != nil {
		return Committee{}, err
	}
	if err := checkCommitteeParent(ctx, tx, in); err != nil {
		return Committee{}, err
	}
	c, err := updateCommittee(ctx, tx, in)
	if err != nil {
		return Committee{}, err
	}
	return c, s.note(ctx, tx, by, audit.Entry{
		Committee: c.ID, Action: "committee.edit", Subject: "committee", SubjectID: c.ID, Before: before, After: c,
	})
}

// checkCommittee asks what holds for making and editing alike: the right, the shape, the span.
func (s *Service) checkCommittee(by access.Actor, in CommitteeInput) (CommitteeInput, error) {
	in = in.clean()
	if err := mayAdminister(by, access.WriteCommittee); err != nil {
		return in, err
	}
	if err := s.d.Validate.Struct(in); err != nil {
		return in, err
	}
	return in, span(in.ValidFrom, in.ValidTo, "valid_to")
}

// checkCommitteeParent refuses a committee that would stand below itself.
func checkCommitteeParent(ctx context.Context, tx database.Tx, in CommitteeInput) error {
	if in.ParentID.IsZero() {
		return nil
	}
	if err := audit.Lock(ctx, tx, access.CommitteeID{}); err != nil { // the tree belongs to no committee
		return err
	}
	circle, err := committeeIsBelow(ctx, tx, in.ParentID, in.ID)
	if err == nil && circle {
		err = fault.Field("parent_id", "org.parent_is_below")
	}
	return err
}

// Presets lists a committee's period settings, the latest first, for whoever has a role there, or administers.
func (s *Service) Presets(ctx context.Context, by access.Actor, c access.CommitteeID) ([]Preset, error) {
	if _, err := sightOf(by, c, access.ReadRegister); err != nil {
		return nil, err
	}
	return read(ctx, s, func(q database.Querier) ([]Preset, error) { return PresetsOf(ctx, q, c) })
}

// SetPreset says by which half-years a committee reports from a day on. Administrators only. Frozen reports keep theirs.
func (s *Service) SetPreset(ctx context.Context, by access.Actor, in PresetInput) ([]Preset, error) {
	return write(ctx, s, by, in, s.SetPresetIn)
}

// SetPresetIn is SetPreset within a larger act. Setting what is set already changes nothing.
func (s *Service) SetPresetIn(ctx context.Context, tx database.Tx, by access.Actor, in PresetInput) ([]Preset, error) {
	if err := mayAdminister(by, access.WriteCommittee); err != nil {
		return nil, err
	}
	if err := s.d.Validate.Struct(in); err != nil {
		return nil, err
	}
	if _, err := lockCommittee(ctx, tx, in.Committee); err != nil {
		return nil, err
	}
	before, err := PresetsOf(ctx, tx, in.Committee)
	if err != nil {
		return nil, err
	}
	for _, p := range before {
		if p == Preset(in) {
			return before, nil
		}
	}
	if err := putPreset(ctx, tx, Preset(in)); err != nil {
		return nil, err
	}
	after, err := PresetsOf(ctx, tx, in.Committee)
	if err != nil {
		return nil, err
	}
	return after, s.note(ctx, tx, by, audit.Entry{
		Committee: in.Committee, Action: "preset.set", Subject: "committee", SubjectID: in.Committee, Before: before, After: after,
	})
}

// Terms lists a committee's terms of office, the latest first, for whoever has a role there, or administers.
func (s *Service) Terms(ctx context.Context, by access.Actor, c access.CommitteeID) ([]Term, error) {
	if _, err := sightOf(by, c, access.ReadRegister); err != nil {
		return nil, err
	}
	return read(ctx, s, func(q database.Querier) ([]Term, error) { return TermsOf(ctx, q, c) })
}

// CreateTerm records a term of office. Administrators only.
func (s *Service) CreateTerm(ctx context.Context, by access.Actor, in TermInput) (Term, error) {
	return write(ctx, s, by, in, s.CreateTermIn)
}

// CreateTermIn is CreateTerm within a larger act.
func (s *Service) CreateTermIn(ctx context.Context, tx database.Tx, by access.Actor, in TermInput) (Term, error) {
	in, err := s.checkTerm(by, in)
	if err != nil {
		return Term{}, err
	}
	fresh, err := insertTerm(ctx, tx, in, id.ContentHash(in))
	if err != nil {
		return Term{}, err
	}
	t, err := termByID(ctx, tx, in.Committee, in.ID)
	if err != nil || !fresh {
		return t, err
	}
	return t, s.note(ctx, tx, by, audit.Entry{Committee: t.Committee, Action: "term.create", Subject: "term", SubjectID: t.ID, After: t})
}

// EditTerm changes or withdraws a term of office. Administrators only.
func (s *Service) EditTerm(ctx context.Context, by access.Actor, in TermInput) (Term, error) {
	return write(ctx, s, by, in, s.EditTermIn)
}

// EditTermIn is EditTerm within a larger act.
func (s *Service) EditTermIn(ctx context.Context, tx database.Tx, by access.Actor, in TermInput) (Term, error) {
	in, err := s.checkTerm(by, in)
	if err != nil {
		return Term{}, err
	}
	before, err := lockTerm(ctx, tx, in.Committee, in.ID)
	if err != nil {
		return Term{}, err
	}
	if err := fresh(in.Version, before.Version, before); err != nil {
		return Term{}, err
	}
	t, err := updateTerm(ctx, tx, in)
	if err != nil {
		return Term{}, err
	}
	return t, s.note(ctx, tx, by, audit.Entry{
		Committee: t.Committee, Action: "term.edit", Subject: "term", SubjectID: t.ID, Before: before, After: t,
	})
}

func (s *Service) checkTerm(by access.Actor, in TermInput) (TermInput, error) {
	in = in.clean()
	if err := mayAdminister(by, access.WriteCommittee); err != nil {
		return in, err
	}
	if err := s.d.Validate.Struct(in); err != nil {
		return in, err
	}
	return in, span(in.StartsOn, in.EndsOn, "ends_on")
}

// FindCommittee reads a committee by its code or its id, as Committee does.
func (s *Service) FindCommittee(ctx context.Context, by access.Actor, codeOrID string) (Committee, error) {
	var c access.CommitteeID
	if len(codeOrID) != 36 || c.UnmarshalText([]byte(codeOrID)) != nil {
		return s.Committee(ctx, by, codeOrID)
	}
	if _, err := by.ReadScope(c); err != nil && !by.MayAdminister() {
		return Committee{}, err
	}
	return read(ctx, s, func(q database.Querier) (Committee, error) { return CommitteeByID(ctx, q, c) })
}
