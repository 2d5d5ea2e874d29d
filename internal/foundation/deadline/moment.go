package deadline

import (
	"time"

	"github.com/dondoc/dondoc/internal/foundation/calendar"
)

// moment is a day or period as the words give it: what they do not say is 0. It becomes dates only in resolve.
type moment struct {
	grain     Kind
	year      int
	month     int // the (last) month; 0 not said
	day       int // the (last) day of that month; 0 its last day
	fromMonth int // first month of a period; 0 as month
	fromDay   int // first day of a range of days; 0: 1 for periods, day for days
	point     bool
	// pointing at the day the words were spoken: the unit ("day", "week", "month", "quarter", "year") and how many on.
	deictic string
	shift   int
	weekday int // 1 Monday … 7 Sunday
	// what the words make of it
	dayWord    bool // "ngày" was written
	full       bool // day, month and year in figures, or month and year
	impossible bool
	lunar      bool
	undefined  bool // "đầu quý": no law says which day
	century    bool // year of two figures
	lastDay    bool // "cuối …" was said
}

// outcome is what resolve made of a moment.
type outcome struct {
	first, last calendar.Date
	missing     []string
	assumed     []string
	doubts      []string
	ask         bool
}

// setting is what helps to fill a moment in.
type setting struct {
	Options
	textYear int // a year named elsewhere in the words
}

// resolve turns a moment into dates; before asks for the choice of year by the day before the first day.
func (s setting) resolve(m moment, before bool) outcome {
	switch {
	case m.impossible:
		return outcome{missing: []string{ImpossibleDate, MissingDate}}
	case m.lunar:
		return outcome{missing: []string{MissingSolarDate}}
	case m.undefined:
		return outcome{missing: []string{MissingDate}}
	case m.deictic != "":
		return s.resolveDeictic(m)
	case m.month == 0:
		return s.resolveDayOfMonth(m)
	}
	o := outcome{}
	if m.year == 0 {
		return s.assumeYear(m, before)
	}
	o.first, o.last = m.dates(m.year)
	if o.last.IsZero() {
		return outcome{missing: []string{ImpossibleDate, MissingDate}}
	}
	if m.century {
		o.assumed, o.ask = append(o.assumed, AssumedCentury), true
	}
	return s.checkWeekday(m, o)
}

// dates are the first and last day in a year; zero when the day does not exist in it.
func (m moment) dates(year int) (first, last calendar.Date) {
	last = calendar.LastOfMonth(year, time.Month(m.month))
	if m.day > 0 {
		last = calendar.Date{Year: year, Month: time.Month(m.month), Day: m.day}
	}
	if !last.Valid() {
		return calendar.Date{}, calendar.Date{}
	}
	fromMonth := m.month
	if m.fromMonth > 0 {
		fromMonth = m.fromMonth
	}
	switch {
	case m.fromDay > 0:
		first = calendar.Date{Year: year, Month: time.Month(fromMonth), Day: m.fromDay}
	case m.point || m.grain == KindDate:
		first = last
	default:
		first = calendar.Date{Year: year, Month: time.Month(fromMonth), Day: 1}
	}
	if !first.Valid() || first.After(last) {
		first = last
	}
	return first, last
}

// assumeYear fills in a year: that of the context, of the words, or the next one in which the day has not passed.
func (s setting) assumeYear(m moment, before bool) outcome {
	o := outcome{missing: []string{MissingYear}}
	year := 0
	switch {
	case s.Year > 0:
		year, o.assumed = s.Year, []string{AssumedYearContext}
	case s.textYear > 0:
		year, o.assumed, o.ask = s.textYear, []string{AssumedYearText}, true
	case !s.On.IsZero():
		year, o.assumed, o.ask = s.nextYear(m, before), []string{AssumedYear}, true
	default:
		if first, _ := m.dates(leapYear); first.IsZero() {
			o.missing = []string{ImpossibleDate, MissingDate}
		}
		return o
	}
	o.first, o.last = m.dates(year)
	if o.last.IsZero() {
		return outcome{missing: []string{ImpossibleDate, MissingDate}}
	}
	return s.checkWeekday(m, o)
}

// leapYear is any year that has all the days a year can have.
const leapYear = 2024

// nextYear is the first year in which the moment has not passed on the day the words were spoken.
func (s setting) nextYear(m moment, before bool) int {
	year := s.On.Year
	for ; year < s.On.Year+8; year++ { // 29/2 comes back after eight years at the latest
		first, due := m.dates(year)
		if before && !m.point && m.grain != KindDate && !first.IsZero() {
			due = first.AddDays(-1)
		}
		if !due.IsZero() && !due.Before(s.On) {
			break
		}
	}
	return year
}

// resolveDayOfMonth handles "ngày 25" without a month: the next one.
func (s setting) resolveDayOfMonth(m moment) outcome {
	o := outcome{missing: []string{MissingMonth}}
	if s.On.IsZero() || m.day < 1 || m.day > 31 {
		return o
	}
	for i := range 3 {
		month := calendar.NewDate(s.On.Year, s.On.Month+time.Month(i), 1)
		d := calendar.Date{Year: month.Year, Month: month.Month, Day: m.day}
		if d.Valid() && !d.Before(s.On) {
			o.first, o.last, o.ask = d, d, true
			o.assumed = []string{AssumedMonth}
			return s.checkWeekday(m, o)
		}
	}
	return o
}

// checkWeekday doubts a date whose named weekday is another day's.
func (s setting) checkWeekday(m moment, o outcome) outcome {
	if m.weekday > 0 && !o.last.IsZero() && isoWeekday(o.last) != m.weekday {
		o.doubts, o.ask = append(o.doubts, DoubtWeekday), true
	}
	return o
}

// resolveDeictic counts from the day the words were spoken.
func (s setting) resolveDeictic(m moment) outcome {
	if s.On.IsZero() {
		return outcome{missing: []string{MissingSpokenOn}}
	}
	o := outcome{assumed: []string{AssumedSpokenOn}}
	switch m.deictic {
	case "day":
		o.first = s.On.AddDays(m.shift)
		o.last = o.first
	case "week":
		monday := s.On.AddDays(1 - isoWeekday(s.On) + 7*m.shift)
		o.first, o.last = monday, monday.AddDays(6)
		if m.weekday > 0 {
			o.first = monday.AddDays(m.weekday - 1)
			o.last = o.first
		}
	case "weekday":
		days := (m.weekday - isoWeekday(s.On) + 7) % 7
		if days == 0 && m.shift > 0 {
			days = 7
		}
		o.first = s.On.AddDays(days)
		o.last = o.first
	default:
		return s.resolveMonths(m, o)
	}
	return o
}

// resolveMonths handles this and the next month, quarter and year, and a day in them.
func (s setting) resolveMonths(m moment, o outcome) outcome {
	length := map[string]int{"month": 1, "quarter": 3, "year": 12}[m.deictic]
	start := (int(s.On.Month)-1)/length*length + 1 + m.shift*length
	first := calendar.NewDate(s.On.Year, time.Month(start), 1)
	if m.deictic == "year" && m.month > 0 {
		m.year, m.deictic = first.Year, ""
		known := s.resolve(m, false)
		known.assumed = append(o.assumed, known.assumed...)
		return known
	}
	end := calendar.NewDate(first.Year, first.Month+time.Month(length-1), 1)
	o.first, o.last = first, calendar.LastOfMonth(end.Year, end.Month)
	if m.day > 0 {
		o.last = calendar.Date{Year: end.Year, Month: end.Month, Day: m.day}
		o.first = o.last
		if !o.last.Valid() {
			return outcome{missing: []string{ImpossibleDate, MissingDate}}
		}
	}
	return s.checkWeekday(m, o)
}
