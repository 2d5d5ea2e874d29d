package calendar

import "time"

// DayKind says how a special day differs from its weekday.
type DayKind string

// The kinds of special day. The values are stored.
const (
	DayOff         DayKind = "day_off"         // nobody works although it may be a weekday
	WorkingWeekend DayKind = "working_weekend" // a Saturday or Sunday worked in exchange for a bridge day ("làm bù")
)

// How sure a row of the working calendar is.
const (
	CertaintyVerified   = "V"  // seen in a source
	CertaintySecondHand = "V2" // seen only where somebody else states it
	CertaintyMemory     = "M"  // from memory; check before relying on it
	CertaintyDerived    = "D"  // computed
)

// SpecialDay is one row of the working calendar, editable by an administrator.
type SpecialDay struct {
	Day       Date    `json:"day"`
	Kind      DayKind `json:"kind"`
	Name      string  `json:"name"`      // Vietnamese, as people call the day
	Source    string  `json:"source"`    // the act or announcement, or how it was computed
	Certainty string  `json:"certainty"` // V, V2, M or D
}

// WorkCalendar knows which days officials work: Monday to Friday but for the special days. It is never changed after
// it was made, so goroutines may share it. A nil *WorkCalendar knows weekends only.
type WorkCalendar struct{ special map[Date]DayKind }

// NewWorkCalendar builds the calendar from rows; where a day occurs twice the later row counts.
func NewWorkCalendar(rows []SpecialDay) *WorkCalendar {
	special := make(map[Date]DayKind, len(rows))
	for _, r := range rows {
		special[r.Day] = r.Kind
	}
	return &WorkCalendar{special: special}
}

// IsWeekend reports whether the day is a Saturday or Sunday.
func IsWeekend(d Date) bool {
	w := d.Weekday()
	return w == time.Saturday || w == time.Sunday
}

// IsWorking reports whether officials work on the day.
func (c *WorkCalendar) IsWorking(d Date) bool {
	if c != nil {
		if kind, found := c.special[d]; found {
			return kind == WorkingWeekend
		}
	}
	return !IsWeekend(d)
}

// NextWorking is d itself when it is worked, else the first working day after it
// (the end of a period that falls on a day off: Civil Code 2015, article 148).
func (c *WorkCalendar) NextWorking(d Date) Date { return c.step(d, 1) }

// PreviousWorking is d itself when it is worked, else the last working day before it.
func (c *WorkCalendar) PreviousWorking(d Date) Date { return c.step(d, -1) }

// longestBreak bounds the search for a working day, so that a calendar full of days off cannot hang the program.
const longestBreak = 400

func (c *WorkCalendar) step(d Date, by int) Date {
	at := d
	for range longestBreak {
		if c.IsWorking(at) {
			return at
		}
		at = at.AddDays(by)
	}
	return d
}

// AddWorkingDays is the last day of a period of n working days: counting begins on the day after d
// (Civil Code 2015, article 147). A negative n counts backwards from the day before; 0 is d itself.
func (c *WorkCalendar) AddWorkingDays(d Date, n int) Date {
	by := 1
	if n < 0 {
		by, n = -1, -n
	}
	for range n {
		d = c.step(d.AddDays(by), by)
	}
	return d
}

// WorkingDaysBetween counts the working days after a up to and including b; when b is earlier the count of the days
// after b up to and including a, negative. From today to a deadline it is "còn N ngày làm việc".
func (c *WorkCalendar) WorkingDaysBetween(a, b Date) int {
	if b.Before(a) {
		return -c.WorkingDaysBetween(b, a)
	}
	n := 0
	for d := a.AddDays(1); !d.After(b); d = d.AddDays(1) {
		if c.IsWorking(d) {
			n++
		}
	}
	return n
}
