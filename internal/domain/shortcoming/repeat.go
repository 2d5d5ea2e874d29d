package shortcoming

import (
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// mayRepeat refuses to join s to an earlier one that it cannot repeat: the earlier one was raised the same day or before, by
// another meeting, and does not itself repeat s. above are the ones the earlier one repeats.
func (s Shortcoming) mayRepeat(earlier Shortcoming, above []ID) error {
	key := ""
	switch {
	case earlier.ID == s.ID:
		key = "shortcoming.repeats_itself"
	case earlier.Withdrawn:
		key = "shortcoming.repeats_withdrawn"
	case earlier.Meeting == s.Meeting:
		key = "shortcoming.repeats_same_meeting"
	case earlier.RaisedOn.After(s.RaisedOn):
		key = "shortcoming.repeats_later"
	}
	for _, a := range above {
		if a == s.ID {
			key = "shortcoming.repeats_in_circle"
		}
	}
	if key == "" {
		return nil
	}
	return fault.Field("repeats_id", key, earlier.Number)
}

// recursOn reports whether raising it again on a day shows that the cure did not last. One that was cured only after that day
// had simply not been cured yet.
func (s Shortcoming) recursOn(day calendar.Date) bool {
	return s.State == Cured && !s.CuredOn.After(day)
}
