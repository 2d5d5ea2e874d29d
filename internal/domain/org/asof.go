package org

import (
	"time"

	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// AsOf says of which day a page or a list shows the state, and as known at which instant. The zero AsOf is the present.
type AsOf struct {
	Day   calendar.Date `json:"as_of"`    // none: today
	Known time.Time     `json:"known_at"` // none: now; what was recorded later is left out
}

// Then is an AsOf with both clocks set.
type Then struct {
	Day   calendar.Date
	Known time.Time
	Past  bool // not the present: states are folded from the events
}

// Now is the present as a Then.
func Now(day calendar.Date) Then { return Then{Day: day} }

// At sets the clocks that were left out. A day that does not exist, or that has not come yet, is refused: nobody knows its state.
func (a AsOf) At(clock calendar.Clock) (Then, error) {
	now := clock()
	today := calendar.DateOf(now)
	t := Then{Day: a.Day, Known: a.Known}
	if t.Day.IsZero() {
		t.Day = today
	}
	if !t.Day.Valid() {
		return Then{}, fault.Field("as_of", "validate.realdate")
	}
	if t.Day.After(today) {
		return Then{}, fault.Field("as_of", "as_of.future", today.VN())
	}
	if t.Known.IsZero() || t.Known.After(now) {
		t.Known = now
	}
	t.Past = t.Day.Before(today) || t.Known.Before(now)
	return t, nil
}
