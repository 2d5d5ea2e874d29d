package org

import (
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// special is the row as the working calendar takes it.
func (d CalendarDay) special() calendar.SpecialDay {
	return calendar.SpecialDay{Day: d.Day, Kind: d.Kind, Name: d.Name, Source: d.Source, Certainty: d.Certainty}
}

// says reports whether the row holds what the input says.
func (d CalendarDay) says(in DayInput) bool {
	return d.special() == calendar.SpecialDay{Day: in.Day, Kind: in.Kind, Name: in.Name, Source: in.Source, Certainty: in.Certainty} &&
		d.Withdrawn == in.Withdrawn
}

// checkKind refuses a working weekend on a weekday. A day off may fall on a weekend: holidays do.
func (in DayInput) checkKind() error {
	if in.Kind == calendar.WorkingWeekend && !calendar.IsWeekend(in.Day) {
		return fault.Field("day", "org.not_a_weekend", in.Day.VN())
	}
	return nil
}
