package deadline_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/deadline"
)

func TestOccurrences(t *testing.T) {
	t.Parallel()
	type rec = deadline.Recurrence
	for _, tt := range []struct {
		name     string
		r        rec
		from, to string
		want     string
	}{
		{"each Friday", rec{Every: deadline.EveryWeek, Weekday: 5}, "2026-06-19", "2026-07-03", "2026-06-19 2026-06-26 2026-07-03"},
		{"a week without a day ends on Sunday", rec{Every: deadline.EveryWeek}, "2026-06-15", "2026-06-28", "2026-06-21 2026-06-28"},
		{"each day", rec{Every: deadline.EveryDay}, "2026-06-19", "2026-06-21", "2026-06-19 2026-06-20 2026-06-21"},
		{"the 18th of each month", rec{Every: deadline.EveryMonth, Day: 18}, "2026-06-18", "2026-08-17", "2026-06-18 2026-07-18"},
		{"the 31st is the last day of a shorter month", rec{Every: deadline.EveryMonth, Day: 31}, "2026-01-15", "2026-04-30", "2026-01-31 2026-02-28 2026-03-31 2026-04-30"},
		{"a month without a day ends on its last", rec{Every: deadline.EveryMonth}, "2024-02-01", "2024-03-31", "2024-02-29 2024-03-31"},
		{"a quarter ends on its last day", rec{Every: deadline.EveryQuarter}, "2026-01-01", "2026-12-31", "2026-03-31 2026-06-30 2026-09-30 2026-12-31"},
		{"the 20th of the last month of a quarter", rec{Every: deadline.EveryQuarter, Day: 20}, "2026-06-19", "2026-12-19", "2026-06-20 2026-09-20"},
		{"the 5th of the first month of the quarter", rec{Every: deadline.EveryQuarter, Day: 5, MonthOffset: -2}, "2026-01-01", "2026-06-30", "2026-01-05 2026-04-05"},
		{"the 5th of the month after the quarter", rec{Every: deadline.EveryQuarter, Day: 5, MonthOffset: 1}, "2026-01-01", "2026-06-30", "2026-01-05 2026-04-05"},
		{"half-years of the calendar", rec{Every: deadline.EveryHalfYear}, "2026-01-01", "2027-06-30", "2026-06-30 2026-12-31 2027-06-30"},
		{"half-years named by one of their days", rec{Every: deadline.EveryHalfYear, Day: 15, Month: 6}, "2026-01-01", "2026-12-31", "2026-06-15 2026-12-15"},
		{"10 December each year", rec{Every: deadline.EveryYear, Day: 10, Month: 12}, "2026-06-19", "2028-06-30", "2026-12-10 2027-12-10"},
		{"a year without a day ends on 31 December", rec{Every: deadline.EveryYear}, "2026-01-01", "2026-12-31", "2026-12-31"},
		{"29 February is the 28th in other years", rec{Every: deadline.EveryYear, Day: 29, Month: 2}, "2027-01-01", "2028-12-31", "2027-02-28 2028-02-29"},
		{"every second week from the day spoken", rec{Every: deadline.EveryWeek, Interval: 2, Weekday: 5, Anchor: calendar.Date{Year: 2026, Month: 6, Day: 19}}, "2026-06-19", "2026-07-17", "2026-06-19 2026-07-03 2026-07-17"},
		{"every second month", rec{Every: deadline.EveryMonth, Interval: 2, Anchor: calendar.Date{Year: 2026, Month: 6, Day: 19}}, "2026-06-01", "2026-10-31", "2026-06-30 2026-08-31 2026-10-31"},
		{"before a day that is not counted", rec{Every: deadline.EveryMonth, Day: 1, ShiftDays: -1}, "2026-06-30", "2026-07-31", "2026-06-30 2026-07-31"},
		{"some days after the quarter", rec{Every: deadline.EveryQuarter, ShiftDays: 5}, "2026-01-01", "2026-07-31", "2026-01-05 2026-04-05 2026-07-05"},
		{"no longer than it runs", rec{Every: deadline.EveryQuarter, Until: calendar.Date{Year: 2026, Month: 9, Day: 30}}, "2026-06-19", "2027-12-31", "2026-06-30 2026-09-30"},
		{"not before it runs", rec{Every: deadline.EveryMonth, From: calendar.Date{Year: 2026, Month: 8, Day: 1}}, "2026-06-19", "2026-09-30", "2026-08-31 2026-09-30"},
		{"a term of office has no days here", rec{Every: deadline.EveryTerm}, "2026-01-01", "2030-12-31", ""},
		{"nothing in an empty span", rec{Every: deadline.EveryDay}, "2026-06-20", "2026-06-19", ""},
		{"nothing for an unknown period", rec{Every: "fortnight"}, "2026-01-01", "2026-12-31", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, d := range tt.r.Occurrences(date(t, tt.from), date(t, tt.to)) {
				got = append(got, d.String())
			}
			if s := strings.Join(got, " "); s != tt.want {
				t.Errorf("got  %s\nwant %s", s, tt.want)
			}
		})
	}
}

func TestOccurrencesWithoutBoundsAreNone(t *testing.T) {
	t.Parallel()
	r := deadline.Recurrence{Every: deadline.EveryDay}
	if got := r.Occurrences(calendar.Date{}, calendar.Date{Year: 2026, Month: 1, Day: 1}); got != nil {
		t.Errorf("got %d days since the beginning of time", len(got))
	}
}

func TestOccurrencesOfASpanAreThoseOfItsParts(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		r := drawRecurrence(t)
		from := calendar.NewDate(2020, time.January, 1).AddDays(rapid.IntRange(0, 2000).Draw(t, "from"))
		middle := from.AddDays(rapid.IntRange(0, 800).Draw(t, "middle"))
		to := middle.AddDays(rapid.IntRange(0, 800).Draw(t, "to"))
		whole := r.Occurrences(from, to)
		parts := slices.Concat(r.Occurrences(from, middle), r.Occurrences(middle.AddDays(1), to))
		if !slices.Equal(whole, parts) {
			t.Errorf("%+v from %s to %s: %v, in two parts %v", r, from, to, whole, parts)
		}
		for i, d := range whole {
			if !d.Valid() || d.Before(from) || d.After(to) || i > 0 && !d.After(whole[i-1]) {
				t.Errorf("%+v: %v is out of order or bounds", r, whole)
			}
		}
	})
}

func drawRecurrence(t *rapid.T) deadline.Recurrence {
	every := rapid.SampledFrom([]deadline.Every{
		deadline.EveryDay, deadline.EveryWeek, deadline.EveryMonth, deadline.EveryQuarter, deadline.EveryHalfYear, deadline.EveryYear,
	}).Draw(t, "every")
	r := deadline.Recurrence{
		Every:     every,
		Interval:  rapid.IntRange(0, 3).Draw(t, "interval"),
		Day:       rapid.IntRange(0, 31).Draw(t, "day"),
		Weekday:   rapid.IntRange(0, 7).Draw(t, "weekday"),
		ShiftDays: rapid.IntRange(-1, 10).Draw(t, "shift"),
		Anchor:    calendar.Date{Year: 2020, Month: 1, Day: 1},
	}
	switch every {
	case deadline.EveryQuarter:
		r.MonthOffset = rapid.IntRange(-2, 1).Draw(t, "offset")
	case deadline.EveryHalfYear, deadline.EveryYear:
		r.Month = rapid.IntRange(0, 12).Draw(t, "month")
	default:
	}
	return r
}

func TestTheOccurrencesOfWords(t *testing.T) {
	t.Parallel()
	for _, tt := range []reading{
		{"trước ngày 18 hằng tháng", "2026-07-18 2026-08-18 2026-09-18"},
		{"hằng quý, trước ngày 20 tháng cuối quý", "2026-06-20 2026-09-20"},
		{"định kỳ hằng tuần trong tháng 9/2026", "2026-09-06 2026-09-13 2026-09-20 2026-09-27"},
		{"trước ngày 05 của tháng đầu quý sau", "2026-07-05"},
		{"hằng năm (trước ngày 10/12)", ""},
		{"thứ Hai đầu tháng", "2026-07-06 2026-08-03 2026-09-07"},
		{"thứ Sáu cuối mỗi tháng", "2026-06-26 2026-07-31 2026-08-28 2026-09-25"},
		{"định kỳ hằng tháng, hằng quý", "2026-06-30 2026-07-31 2026-08-31 2026-09-30"},
		{"ngày 20 và 30 hằng tháng", "2026-06-20 2026-06-30 2026-07-20 2026-07-30 2026-08-20 2026-08-30 2026-09-20 2026-09-30"},
	} {
		t.Run(tt.words, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, d := range deadline.Occurrences(deadline.Understand(tt.words, spoken()).Recurrences, date(t, "2026-06-19"), date(t, "2026-09-30")) {
				got = append(got, d.String())
			}
			if s := strings.Join(got, " "); s != tt.want {
				t.Errorf("got  %s\nwant %s", s, tt.want)
			}
		})
	}
}
