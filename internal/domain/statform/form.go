// Package statform keeps a committee's statistical forms: their definitions, what each unit enters into them for a quarter,
// who has not sent them, and the sums of quarters to half-years and years.
package statform

import (
	"cmp"
	"slices"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// Kind says what a column's cells hold.
type Kind string

// The kinds.
const (
	Words   Kind = "words"
	Whole   Kind = "whole"   // a count, not negative
	Decimal Kind = "decimal" // an area and the like
	Money   Kind = "money"   // whole đồng
)

// Roll says how the quarters of a longer period become one figure. Units are added up in either case.
type Roll string

// The ways.
const (
	None Roll = ""     // not added up
	Sum  Roll = "sum"  // what happened: the sum of the quarters
	Last Roll = "last" // what there is, or counts from the year's beginning: a unit's last quarter sent
)

// Column is a column of a form. Columns beside each other with one Group print below one heading.
type Column struct {
	Key     string `json:"key" validate:"required,max=40"`
	Group   string `json:"group,omitempty" validate:"max=200"`
	Heading string `json:"heading" validate:"required,max=200"`
	Kind    Kind   `json:"kind" validate:"oneof=words whole decimal money"`
	Roll    Roll   `json:"roll,omitempty" validate:"omitempty,oneof=sum last"`
}

// Form is a definition, valid from a quarter until the next definition of the same code.
type Form struct {
	Code       string   `json:"code" validate:"required,max=20"`
	FromPeriod string   `json:"from_period" validate:"required,max=7"` // "2020-Q3"
	Title      string   `json:"title" validate:"required,max=300"`
	Note       string   `json:"note,omitempty" validate:"max=1000"` // where it comes from
	Single     bool     `json:"single"`                             // one row a unit; else one row a matter
	Columns    []Column `json:"columns" validate:"required,min=1,max=40,dive"`
	BuiltIn    bool     `json:"built_in"`         // the program's, nothing of the committee's own holds
	Version    int      `json:"version,omitzero"` // 0: not stored
}

// clean is the form with texts of one line, and what is wrong with its columns.
func (f Form) clean() (Form, error) {
	f.Code, f.Title, f.Note, f.BuiltIn = org.Line(f.Code), org.Line(f.Title), org.Line(f.Note), false
	f.Columns = slices.Clone(f.Columns)
	seen := map[string]bool{}
	for i, c := range f.Columns {
		c.Key, c.Group, c.Heading = org.Line(c.Key), org.Line(c.Group), org.Line(c.Heading)
		if seen[c.Key] {
			return f, fault.Field("columns", "statform.column_twice", c.Key)
		}
		if c.Kind == Words && c.Roll != None {
			return f, fault.Field("columns", "statform.words_added", c.Heading)
		}
		seen[c.Key], f.Columns[i] = true, c
	}
	return f, nil
}

// holding picks of all definitions the one of each code that holds in a quarter, the program's where the committee has none.
func holding(own []Form, quarter string) []Form {
	found := map[string]Form{}
	for _, f := range append(Ten(), own...) {
		if f.FromPeriod <= quarter && f.FromPeriod >= found[f.Code].FromPeriod {
			found[f.Code] = f
		}
	}
	forms := []Form{}
	for _, f := range found {
		forms = append(forms, f)
	}
	slices.SortFunc(forms, func(a, b Form) int { return cmp.Or(cmp.Compare(len(a.Code), len(b.Code)), cmp.Compare(a.Code, b.Code)) })
	return forms
}

// Quarters are the codes of the quarters a period is made of: a quarter, a half-year, nine months or a year. Another is fault.Invalid.
func Quarters(period string) ([]string, error) {
	n, err := calendar.ParseCode(period)
	if err != nil {
		return nil, err
	}
	first, last := 1, 4
	switch n.Kind {
	case calendar.KindQuarter:
		first, last = n.N, n.N
	case calendar.KindHalf:
		first, last = 2*n.N-1, 2*n.N
	case calendar.KindNine:
		last = 3
	case calendar.KindYear:
	default:
		return nil, fault.Field("period", "statform.no_quarters", period)
	}
	var codes []string
	for q := first; q <= last; q++ {
		codes = append(codes, calendar.PeriodName{Kind: calendar.KindQuarter, Year: n.Year, N: q}.Code())
	}
	return codes, nil
}

// quarter refuses what is not the code of one quarter.
func quarter(code string) error {
	all, err := Quarters(code)
	if err != nil {
		return err
	}
	if len(all) != 1 {
		return fault.Field("period", "statform.not_a_quarter", code)
	}
	return nil
}

// Key names one unit's sheet.
type Key struct {
	Committee access.CommitteeID `db:"committee_id" json:"committee_id" validate:"required"`
	Form      string             `db:"form_code" json:"form" validate:"required,max=20"`
	Period    string             `db:"period" json:"period" validate:"required,max=7"` // a quarter
	Unit      access.UnitID      `db:"unit_id" json:"unit_id" validate:"required"`
}
