package org

import (
	"slices"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// PeriodDates are the days of one period of a committee, where they are others than its preset's.
type PeriodDates struct {
	Committee access.CommitteeID `db:"committee_id" json:"committee_id"`
	Code      string             `db:"code" json:"code"`
	StartsOn  calendar.Date      `db:"starts_on" json:"starts_on"`
	EndsOn    calendar.Date      `db:"ends_on" json:"ends_on"`
	CutoffOn  calendar.Date      `db:"cutoff_on" json:"cutoff_on"`
	SendByOn  calendar.Date      `db:"send_by_on" json:"send_by_on"`
	Why       string             `db:"why" json:"why"`
	Withdrawn bool               `db:"withdrawn" json:"withdrawn"` // the preset's days hold again
	Version   int                `db:"version" json:"version"`
}

// Rules are what the codes of a committee's periods mean: its presets, its terms of office, and the periods that have days of their own.
type Rules struct {
	Presets []Preset
	Terms   []Term
	Own     []PeriodDates
}

// Period is the period a code means: the one with days of its own; else that of the latest preset under which it starts on or after
// the preset's first day, so that a new preset leaves the periods before it as they were. Before the first preset, and without any,
// periods are the calendar's. Of a term the register's days hold. A code that means nothing is fault.Invalid.
func (r Rules) Period(code string) (calendar.Period, error) {
	n, err := calendar.ParseCode(code)
	if err != nil {
		return calendar.Period{}, err
	}
	p, err := r.usual(n)
	if err != nil {
		return calendar.Period{}, err
	}
	for _, o := range r.Own {
		if o.Code == code && !o.Withdrawn {
			p.Start, p.End, p.Cutoff, p.SendBy = o.StartsOn, o.EndsOn, o.CutoffOn, o.SendByOn
		}
	}
	return p, nil
}

func (r Rules) usual(n calendar.PeriodName) (calendar.Period, error) {
	if n.Kind == calendar.KindTerm {
		return r.term(n)
	}
	for _, preset := range slices.SortedFunc(slices.Values(r.Presets), func(a, b Preset) int { return b.ValidFrom.Compare(a.ValidFrom) }) {
		p, err := n.Under(preset.Scheme)
		if err != nil {
			return calendar.Period{}, err
		}
		if !p.Start.Before(preset.ValidFrom) {
			return preset.shift(p), nil
		}
	}
	return n.Under(calendar.SchemeCalendar)
}

// shift moves the cut-off and the day of sending as the preset says.
func (p Preset) shift(period calendar.Period) calendar.Period {
	period.Cutoff = period.End.AddDays(p.CutoffDays)
	if p.SendByDays > 0 {
		period.SendBy = period.Cutoff.AddDays(p.SendByDays)
	}
	return period
}

func (r Rules) term(n calendar.PeriodName) (calendar.Period, error) {
	for _, t := range r.Terms {
		if !t.Withdrawn && !t.StartsOn.IsZero() && t.StartsOn.Year == n.Year {
			return calendar.Term(t.StartsOn, t.EndsOn), nil
		}
	}
	return calendar.Period{}, fault.New(fault.Invalid, "org.no_term_of_year", n.Year)
}

// Before is the period of the same kind before a period, whatever preset it falls under. Of terms it is the one that began last before;
// there may be none.
func (r Rules) Before(p calendar.Period) (calendar.Period, bool) {
	n, err := calendar.ParseCode(p.Code)
	if err != nil {
		return calendar.Period{}, false
	}
	before := n.Before()
	if n.Kind == calendar.KindTerm {
		before.Year = 0
		for _, t := range r.Terms {
			if !t.Withdrawn && !t.StartsOn.IsZero() && t.StartsOn.Before(p.Start) {
				before.Year = max(before.Year, t.StartsOn.Year)
			}
		}
	}
	found, err := r.Period(before.Code())
	return found, err == nil
}

// YearBefore is the same period of the year before; of a term there is none.
func (r Rules) YearBefore(p calendar.Period) (calendar.Period, bool) {
	n, err := calendar.ParseCode(p.Code)
	if err != nil || n.Kind == calendar.KindTerm {
		return calendar.Period{}, false
	}
	found, err := r.Period(n.YearBefore().Code())
	return found, err == nil
}

// periodOn finds the half-year a day belongs to. Where a change of presets leaves a gap or an overlap, the later preset wins.
func periodOn(presets []Preset, d calendar.Date) calendar.Period {
	scheme, from := calendar.SchemeCalendar, calendar.Date{}
	for _, p := range presets {
		if !p.ValidFrom.After(d) && !p.ValidFrom.Before(from) {
			scheme, from = p.Scheme, p.ValidFrom
		}
	}
	return calendar.HalfYearOf(d, scheme)
}

// Codes are the codes of every period of a year, the shortest kinds first; the terms that begin in it come last.
func (r Rules) Codes(year int) []string {
	var all []string
	for _, k := range calendar.PeriodKinds() {
		for n := (calendar.PeriodName{Kind: k, Year: year, N: 1}); n.Year == year; {
			if _, err := r.Period(n.Code()); err == nil {
				all = append(all, n.Code())
			}
			next := n
			next.Year, next.N = n.Year, n.N+1
			if parsed, err := calendar.ParseCode(next.Code()); err != nil || parsed == n || k == calendar.KindTerm || k == calendar.KindNine || k == calendar.KindYear {
				break
			}
			n = next
		}
	}
	return all
}
