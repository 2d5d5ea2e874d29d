package org

import (
	"slices"

	"github.com/dondoc/dondoc/internal/foundation/calendar"
)

// periodUnder finds the half-year a code means: that of the latest preset under which it starts on or after the
// preset's first day. Before the first preset, and without any, half-years are the calendar's.
func periodUnder(presets []Preset, code string) (calendar.Period, error) {
	latestFirst := slices.SortedFunc(slices.Values(presets), func(a, b Preset) int { return b.ValidFrom.Compare(a.ValidFrom) })
	for _, p := range latestFirst {
		period, err := calendar.HalfYear(code, p.Scheme)
		if err != nil {
			return calendar.Period{}, err
		}
		if !period.Start.Before(p.ValidFrom) {
			return period, nil
		}
	}
	return calendar.HalfYear(code, calendar.SchemeCalendar)
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
