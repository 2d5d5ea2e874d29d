package org

import (
	"strings"

	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/vietnamese"
)

// span refuses a last day before the first; field is the one of the last day.
func span(from, to calendar.Date, field string) error {
	if !from.IsZero() && !to.IsZero() && to.Before(from) {
		return fault.Field(field, "org.ends_before_start", from.VN())
	}
	return nil
}

// check is what the tags of SuccessionInput cannot say: only a dissolution has no successor, and no unit succeeds itself.
func (in SuccessionInput) check() error {
	switch {
	case in.Kind == Dissolve && !in.To.IsZero():
		return fault.Field("to_unit_id", "org.dissolved_has_successor")
	case in.Kind != Dissolve && in.To.IsZero():
		return fault.Field("to_unit_id", "validate.required")
	case in.To == in.From:
		return fault.Field("to_unit_id", "org.succeeds_itself")
	}
	return nil
}

// lastDay is the last day of a unit that ends by a succession of this day, or no date when it goes on.
func (s Succession) lastDay() calendar.Date {
	if s.Withdrawn || !s.Kind.Ends() {
		return calendar.Date{}
	}
	return s.HappenedOn.AddDays(-1)
}

// settledEnd is the last day of a unit after its succession changed: was and is are the last days by the old and the
// new content, other the earliest by its other successions; no date means none. A day somebody wrote that lies earlier stays.
func settledEnd(stored, was, is, other calendar.Date) calendar.Date {
	end := earliest(is, other)
	switch {
	case stored == was: // it came from this succession, or there was none
		return end
	case end.IsZero():
		return stored
	}
	return earliest(stored, end)
}

// earliest is the earlier of two dates, of which none counts as never.
func earliest(a, b calendar.Date) calendar.Date {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

// firstName is the day from which a unit's first name holds when nobody knows when it began.
func firstName(u UnitInput) calendar.Date {
	if u.ValidFrom.IsZero() {
		return calendar.NewDate(1900, 1, 1)
	}
	return u.ValidFrom
}

// nameOn is the name valid on a day: the latest that has begun, or the first one for days before it. Names must be ordered by
// their first day; of no names it is nothing.
func nameOn(names []UnitName, d calendar.Date) UnitName {
	var found UnitName
	for i, n := range names {
		if i == 0 || !n.ValidFrom.After(d) {
			found = n
		}
	}
	return found
}

// searchKey joins what a row may be found by. The separator keeps words from matching across two of them.
func searchKey(parts ...string) string {
	keys := make([]string, 0, len(parts))
	for _, p := range parts {
		if k := vietnamese.Key(p); k != "" {
			keys = append(keys, k)
		}
	}
	return strings.Join(keys, " | ")
}

// unitKey is the search key of a unit: its code and every name it has borne, so that the old ones find it too.
func unitKey(code string, names []UnitName) string {
	parts := []string{code}
	for _, n := range names {
		parts = append(parts, n.Name, n.ShortName)
	}
	return searchKey(parts...)
}
