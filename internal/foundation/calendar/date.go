// Package calendar holds civil dates, half-years with their cut-off, working days and the clock.
// Dates are civil dates of Viet Nam; instants are time.Time. It does no I/O.
package calendar

import (
	"fmt"
	"strconv"
	"time"
)

// Clock tells the present instant. Product code never calls time.Now elsewhere.
type Clock func() time.Time

// Zone is the zone in which civil dates are read. Viet Nam has kept UTC+7 without summer time since 1975,
// so a fixed zone is right and needs no zone database on the machine.
func Zone() *time.Location { return time.FixedZone("Asia/Ho_Chi_Minh", 7*60*60) }

// Today is the civil date of the clock in Viet Nam.
func (c Clock) Today() Date { return DateOf(c()) }

// Date is a civil date. The zero Date means "no date" and is stored as NULL.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// NewDate returns the date, normalised as time.Date does (31/4 becomes 1/5); use ParseDate or Valid for what people typed.
func NewDate(year int, month time.Month, day int) Date {
	return fromTime(time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
}

// DateOf is the civil date in Viet Nam of an instant.
func DateOf(t time.Time) Date { return fromTime(t.In(Zone())) }

func fromTime(t time.Time) Date {
	y, m, d := t.Date()
	return Date{Year: y, Month: m, Day: d}
}

// ParseISO reads YYYY-MM-DD and refuses days that do not exist.
func ParseISO(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, fmt.Errorf("date %q: %w", s, err)
	}
	return fromTime(t), nil
}

// Valid reports whether the day exists.
func (d Date) Valid() bool { return !d.IsZero() && d == NewDate(d.Year, d.Month, d.Day) }

// IsZero reports whether there is no date.
func (d Date) IsZero() bool { return d == Date{} }

// Time is midnight UTC of the date; for arithmetic and the database driver.
func (d Date) Time() time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }

// Start is the first instant of the date in Viet Nam.
func (d Date) Start() time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, Zone()) }

// End is the last instant (to the microsecond, as PostgreSQL keeps it) of the date in Viet Nam.
func (d Date) End() time.Time { return d.AddDays(1).Start().Add(-time.Microsecond) }

// AddDays moves by calendar days.
func (d Date) AddDays(n int) Date { return NewDate(d.Year, d.Month, d.Day+n) }

// AddMonths moves by months; when the month has no such day, its last day is meant (Civil Code 2015, article 148).
func (d Date) AddMonths(n int) Date {
	first := NewDate(d.Year, d.Month+time.Month(n), 1)
	return NewDate(first.Year, first.Month, min(d.Day, LastOfMonth(first.Year, first.Month).Day))
}

// LastOfMonth is the last day of a month.
func LastOfMonth(year int, month time.Month) Date { return NewDate(year, month+1, 0) }

// Sub is the number of calendar days from e to d.
func (d Date) Sub(e Date) int { return int(d.Time().Sub(e.Time()).Hours() / 24) }

// Before reports whether d is earlier than e.
func (d Date) Before(e Date) bool { return d.Compare(e) < 0 }

// After reports whether d is later than e.
func (d Date) After(e Date) bool { return d.Compare(e) > 0 }

// Compare orders dates; no date comes first.
func (d Date) Compare(e Date) int { return d.Time().Compare(e.Time()) }

// Weekday is the day of the week.
func (d Date) Weekday() time.Weekday { return d.Time().Weekday() }

// String is YYYY-MM-DD, or nothing for no date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// VN is dd/mm/yyyy as people write it, or nothing for no date.
func (d Date) VN() string {
	if d.IsZero() {
		return ""
	}
	if d.Year < 1000 || d.Year > 9999 {
		return fmt.Sprintf("%02d/%02d/%04d", d.Day, d.Month, d.Year)
	}
	b := make([]byte, 0, len("dd/mm/yyyy")) // lists write hundreds of dates a page; fmt takes six times as long
	for _, part := range []int{d.Day, int(d.Month)} {
		if part < 10 {
			b = append(b, '0')
		}
		b = append(strconv.AppendInt(b, int64(part), 10), '/')
	}
	return string(strconv.AppendInt(b, int64(d.Year), 10))
}

// MarshalText is YYYY-MM-DD; JSON and YAML use it.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads YYYY-MM-DD; empty is no date.
func (d *Date) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*d = Date{}
		return nil
	}
	v, err := ParseISO(string(b))
	if err != nil {
		return err
	}
	*d = v
	return nil
}
