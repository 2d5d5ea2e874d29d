package report

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/audit"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// Setting says which of a committee's periods the program freezes by itself in the night after their cut-off.
type Setting struct {
	Committee access.CommitteeID    `db:"committee_id" json:"committee_id" validate:"required"`
	Kinds     []calendar.PeriodKind `db:"freeze_kinds" json:"freeze_kinds" validate:"max=6,dive,oneof=month quarter half nine year term"`
	Since     calendar.Date         `db:"since" json:"since,omitzero"` // set by the program: earlier cut-offs are left alone
	Version   int                   `db:"version" json:"version" validate:"min=0"`
}

// Setting reads it, for those who read the committee's reports. Version 0: nothing was set, nothing is frozen by itself.
func (s *Service) Setting(ctx context.Context, by access.Actor, c access.CommitteeID) (Setting, error) {
	var set Setting
	err := s.read(ctx, by, c, func(q database.Querier) (err error) {
		set, err = settingOf(ctx, q, c)
		return err
	})
	return set, err
}

// SetSetting says what is frozen by itself from now on. Head, deputies, secretaries.
func (s *Service) SetSetting(ctx context.Context, by access.Actor, in Setting) (Setting, error) {
	if _, err := by.ReadScope(in.Committee); err != nil {
		return in, err
	}
	if err := access.Require(by.MayFreeze(in.Committee)); err != nil {
		return in, err
	}
	if err := s.d.Validate.Struct(in); err != nil {
		return in, err
	}
	slices.Sort(in.Kinds)
	in.Kinds = slices.Compact(in.Kinds)
	in.Since = s.d.Clock.Today()
	var after Setting
	err := database.InTx(ctx, s.d.DB, func(tx database.Tx) error {
		before, err := settingOf(ctx, tx, in.Committee)
		if err != nil {
			return err
		}
		if before.Version != in.Version {
			return fault.Stale(before)
		}
		if after, err = writeSetting(ctx, tx, in); err != nil {
			return err
		}
		return audit.Record(ctx, tx, audit.Entry{
			At: s.d.Clock(), By: by, Committee: in.Committee, Action: "report.setting", Subject: "committee", SubjectID: in.Committee, Before: before, After: after,
		})
	})
	return after, err
}

// FreezeDue freezes what committees asked to have frozen by itself and whose cut-off has passed. It may be repeated: what is frozen already
// is left alone. One committee's trouble does not stop the others' work. System actors only.
func (s *Service) FreezeDue(ctx context.Context, by access.Actor) (int, error) {
	if err := access.Require(by.System); err != nil {
		return 0, err
	}
	sets, err := settings(ctx, s.d.DB)
	if err != nil {
		return 0, err
	}
	made := 0
	var failed []error
	for _, set := range sets {
		if ctx.Err() != nil {
			return made, errors.Join(append(failed, ctx.Err())...)
		}
		n, err := s.freezeDueOf(ctx, by, set)
		made += n
		if err != nil {
			failed = append(failed, fmt.Errorf("committee %s: %w", set.Committee, err))
		}
	}
	return made, errors.Join(failed...)
}

func (s *Service) freezeDueOf(ctx context.Context, by access.Actor, set Setting) (int, error) {
	due, err := s.due(ctx, set)
	if err != nil {
		return 0, err
	}
	for i, code := range due {
		if _, err := s.freeze(ctx, by, FreezeInput{ID: FreezeID(s.d.NewID()), Committee: set.Committee, Period: code}, true); err != nil {
			return i, err
		}
	}
	return len(due), nil
}

// due are the periods of the kinds asked for whose cut-off came after they were asked for and has passed, and that nobody has frozen.
func (s *Service) due(ctx context.Context, set Setting) ([]string, error) {
	today := s.d.Clock.Today()
	var codes []string
	err := database.InReadTx(ctx, s.d.DB, func(q database.Querier) error {
		rules, err := org.RulesOf(ctx, q, set.Committee)
		if err != nil {
			return err
		}
		done, err := freezesOf(ctx, q, set.Committee, "")
		if err != nil {
			return err
		}
		for year := set.Since.Year - 1; year <= today.Year+1; year++ {
			for _, code := range rules.Codes(year) {
				p, _ := rules.Period(code) // Codes names none that means nothing
				asked := slices.Contains(set.Kinds, p.Kind()) && p.Cutoff.Before(today) && !p.Cutoff.Before(set.Since)
				if asked && !slices.ContainsFunc(done, func(f Frozen) bool { return f.Period.Code == code }) {
					codes = append(codes, code)
				}
			}
		}
		return nil
	})
	return codes, err
}
