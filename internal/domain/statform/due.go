package statform

import (
	"context"
	"slices"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/audit"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// Due says which units owe a form in a quarter, and whether the quarter is closed. Version 0: nothing was set.
type Due struct {
	Committee access.CommitteeID `db:"committee_id" json:"committee_id" validate:"required"`
	Form      string             `db:"form_code" json:"form" validate:"required,max=20"`
	Period    string             `db:"period" json:"period" validate:"required,max=7"`
	Units     []access.UnitID    `db:"units" json:"units" validate:"max=2000"`
	Locked    bool               `db:"locked" json:"locked"`
	Version   int                `db:"version" json:"version" validate:"min=0"`
}

// SetDue sets which units owe a form, and closes or opens the quarter. Head, deputies, secretaries.
func (s *Service) SetDue(ctx context.Context, by access.Actor, in Due) (Due, error) {
	if err := s.mayKeep(by, in.Committee); err != nil {
		return in, err
	}
	if err := s.d.Validate.Struct(in); err != nil {
		return in, err
	}
	if err := quarter(in.Period); err != nil {
		return in, err
	}
	var after Due
	err := database.InTx(ctx, s.d.DB, func(tx database.Tx) error {
		if err := lockForms(ctx, tx, in.Committee); err != nil {
			return err
		}
		before, err := dueOf(ctx, tx, in.Committee, in.Form, in.Period)
		if err != nil {
			return err
		}
		if before.Version != in.Version {
			return fault.Stale(before)
		}
		for _, u := range in.Units {
			if err := unitOf(ctx, tx, Key{Committee: in.Committee, Unit: u}); err != nil {
				return err
			}
		}
		if after, err = writeDue(ctx, tx, in); err != nil {
			return err
		}
		return audit.Record(ctx, tx, audit.Entry{
			At: s.d.Clock(), By: by, Committee: in.Committee, Action: "statform.due", Subject: "committee", SubjectID: in.Committee, Before: before, After: after,
		})
	})
	return after, err
}

// Standing is how a unit stands with a form in a quarter.
type Standing struct {
	Period  string        `db:"period" json:"period"`
	Unit    access.UnitID `db:"unit_id" json:"unit_id"`
	Name    string        `db:"name" json:"name"`
	Due     bool          `db:"due" json:"due"`
	State   State         `db:"state" json:"state"` // empty: nothing is stored
	Version int           `db:"version" json:"version"`
}

// Missing reports whether the unit owes a sheet that has not arrived; one returned is missing again.
func (s Standing) Missing() bool { return s.Due && s.State != Sent }

// Figure is a column's figure of a unit in a period.
type Figure struct {
	Unit   access.UnitID `db:"unit_id" json:"unit_id"` // zero: all units
	Column string        `db:"column_key" json:"column"`
	Value  string        `db:"value" json:"value"` // a decimal number with a point
}

// Rollup is a form over a period: who stands how, and the figures of what was sent. A unit without figures has no row: missing is not nought.
type Rollup struct {
	Form      Form       `json:"form"` // the definition that holds in the period's last quarter
	Period    string     `json:"period"`
	Standings []Standing `json:"standings"` // by quarter and name
	Figures   []Figure   `json:"figures"`
	Totals    []Figure   `json:"totals"`
}

// Rollup counts a form over a quarter, half-year, nine months or year, from the sheets sent. Those who read everything of the committee.
func (s *Service) Rollup(ctx context.Context, by access.Actor, c access.CommitteeID, form, period string) (Rollup, error) {
	r := Rollup{Period: period}
	if _, err := by.ReadScope(c); err != nil {
		return r, err
	}
	if err := access.Require(by.May(c, access.ReadAll)); err != nil {
		return r, err
	}
	quarters, err := Quarters(period)
	if err != nil {
		return r, err
	}
	err = database.InReadTx(ctx, s.d.DB, func(q database.Querier) error {
		own, err := ownForms(ctx, q, c)
		if err != nil {
			return err
		}
		forms := holding(own, quarters[len(quarters)-1])
		i := slices.IndexFunc(forms, func(f Form) bool { return f.Code == form })
		if i < 0 {
			return fault.New(fault.NotFound, "not_found")
		}
		r.Form = forms[i]
		if r.Standings, err = standings(ctx, q, c, form, quarters); err != nil {
			return err
		}
		if r.Figures, err = figures(ctx, q, c, r.Form, quarters); err != nil {
			return err
		}
		r.Totals, err = totals(ctx, q, c, r.Form, quarters)
		return err
	})
	return r, err
}
