package deadline

import (
	"slices"
	"time"

	"github.com/dondoc/dondoc/internal/foundation/calendar"
)

// Every is the period of a recurrence.
type Every string

// The periods. The values are stored.
const (
	EveryDay      Every = "day"
	EveryWeek     Every = "week"
	EveryMonth    Every = "month"
	EveryQuarter  Every = "quarter"
	EveryHalfYear Every = "half_year"
	EveryYear     Every = "year"
	EveryTerm     Every = "mid_term" // in the middle of a term of office: no days until the term is known
)

// Recurrence is one rhythm: each Every (each Interval-th when that is more than 1), due on the day the fields name or,
// where they name none, on the last day of the period. Weeks run from Monday to Sunday, halves are those of the calendar year.
type Recurrence struct {
	Every    Every `json:"every"`
	Interval int   `json:"interval,omitempty"` // 2: every second; 0 and 1: each one
	Weekday  int   `json:"weekday,omitempty"`  // 1 Monday … 7 Sunday; 0 none
	Nth      int   `json:"nth,omitempty"`      // of a month with a Weekday: 1 its first such day, -1 its last
	Day      int   `json:"day,omitempty"`      // of the month; 31 means the last; 0 none
	Month    int   `json:"month,omitempty"`    // of the year; 0: the last of the period
	// MonthOffset moves from the last month of a quarter or half: -2 its first, 1 the month after it.
	MonthOffset int           `json:"month_offset,omitempty"`
	Time        string        `json:"time,omitempty"` // HH:MM
	Before      bool          `json:"before,omitempty"`
	ShiftDays   int           `json:"shift_days,omitempty"` // -1 when "before D" excludes D
	Anchor      calendar.Date `json:"anchor,omitzero"`      // with Interval > 1: a day in a period that counts
	From        calendar.Date `json:"from,omitzero"`        // first day it runs
	Until       calendar.Date `json:"until,omitzero"`       // last day it runs
}

// Occurrences lists the due days from from to to, both included, in order. It knows no days off.
func (r Recurrence) Occurrences(from, to calendar.Date) []calendar.Date {
	lo, hi := r.bounds(from, to)
	if lo.IsZero() || hi.IsZero() || hi.Before(lo) {
		return nil
	}
	var days []calendar.Date
	for p := r.firstPeriod(lo); ; p = r.nextPeriod(p) {
		due := r.dueIn(p).AddDays(r.ShiftDays)
		if p.IsZero() || p.After(hi.AddDays(r.reach())) {
			return days
		}
		if r.counts(p) && !due.Before(lo) && !due.After(hi) {
			days = append(days, due)
		}
	}
}

// Occurrences merges the due days of several recurrences, in order and each day once.
func Occurrences(list []Recurrence, from, to calendar.Date) []calendar.Date {
	var days []calendar.Date
	for _, r := range list {
		days = append(days, r.Occurrences(from, to)...)
	}
	slices.SortFunc(days, calendar.Date.Compare)
	return slices.Compact(days)
}

// bounds narrows the wanted days to those on which the recurrence runs.
func (r Recurrence) bounds(from, to calendar.Date) (lo, hi calendar.Date) {
	lo, hi = from, to
	if !r.From.IsZero() && r.From.After(lo) {
		lo = r.From
	}
	if !r.Until.IsZero() && r.Until.Before(hi) {
		hi = r.Until
	}
	return lo, hi
}

// reach is how many days a due day can lie before its period begins.
func (r Recurrence) reach() int { return max(0, -r.ShiftDays) }

// firstPeriod is the first day of a period no later than any whose due day can be lo: a due day may lie after its period.
func (r Recurrence) firstPeriod(lo calendar.Date) calendar.Date {
	lo = lo.AddDays(-max(0, r.ShiftDays))
	first := func(months int) calendar.Date {
		m := (int(lo.Month)-1)/months*months + 1
		return calendar.NewDate(lo.Year, time.Month(m-months), 1)
	}
	switch r.Every {
	case EveryDay:
		return lo
	case EveryWeek:
		return lo.AddDays(-(isoWeekday(lo) - 1) - 7)
	case EveryMonth, EveryQuarter, EveryHalfYear, EveryYear:
		return first(r.months())
	default:
		return calendar.Date{}
	}
}

func (r Recurrence) nextPeriod(p calendar.Date) calendar.Date {
	switch r.Every {
	case EveryDay:
		return p.AddDays(1)
	case EveryWeek:
		return p.AddDays(7)
	default:
		return p.AddMonths(r.months())
	}
}

// months is the length of the period in months.
func (r Recurrence) months() int {
	switch r.Every {
	case EveryQuarter:
		return 3
	case EveryHalfYear:
		return 6
	case EveryYear:
		return 12
	default:
		return 1
	}
}

// dueIn is the due day of the period that begins on p.
func (r Recurrence) dueIn(p calendar.Date) calendar.Date {
	switch r.Every {
	case EveryDay:
		return p
	case EveryWeek:
		if r.Weekday == 0 {
			return p.AddDays(6)
		}
		return p.AddDays(r.Weekday - 1)
	default:
		return r.dueInMonths(p)
	}
}

// dueInMonths is dueIn for periods of months.
func (r Recurrence) dueInMonths(p calendar.Date) calendar.Date {
	if p.IsZero() {
		return p
	}
	month := calendar.NewDate(p.Year, p.Month+time.Month(r.months()-1+r.MonthOffset), 1)
	if r.Month > 0 {
		month = r.namedMonth(p)
	}
	last := calendar.LastOfMonth(month.Year, month.Month)
	switch {
	case r.Weekday > 0 && r.Nth > 0:
		return month.AddDays((r.Weekday-isoWeekday(month)+7)%7 + 7*(r.Nth-1))
	case r.Weekday > 0 && r.Nth < 0:
		return last.AddDays(-((isoWeekday(last) - r.Weekday + 7) % 7))
	}
	if r.Day == 0 || r.Day > last.Day {
		return last
	}
	return calendar.NewDate(month.Year, month.Month, r.Day)
}

// namedMonth is the month in the period that stands where Month stands in its own: in a half-year rhythm named with
// June, December is the other one.
func (r Recurrence) namedMonth(p calendar.Date) calendar.Date {
	within := (r.Month - 1) % r.months()
	return calendar.NewDate(p.Year, p.Month+time.Month(within), 1)
}

// counts reports whether the period that begins on p is one of those an Interval above 1 keeps.
func (r Recurrence) counts(p calendar.Date) bool {
	if r.Interval < 2 {
		return true
	}
	return (r.index(p)-r.index(r.Anchor))%r.Interval == 0
}

// index numbers the periods: two days have the same number when they lie in the same period.
func (r Recurrence) index(d calendar.Date) int {
	if d.IsZero() {
		return 0
	}
	epoch := calendar.NewDate(1900, time.January, 1) // a Monday
	switch r.Every {
	case EveryDay:
		return d.Sub(epoch)
	case EveryWeek:
		return d.Sub(epoch) / 7
	default:
		return (d.Year*12 + int(d.Month) - 1) / r.months()
	}
}

// isoWeekday is 1 for Monday … 7 for Sunday.
func isoWeekday(d calendar.Date) int { return (int(d.Weekday())+6)%7 + 1 }
