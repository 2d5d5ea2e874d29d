package calendar_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/dondoc/dondoc/internal/foundation/calendar"
)

func seeded() *calendar.WorkCalendar { return calendar.NewWorkCalendar(calendar.Seed()) }

func TestWhichDaysAreWorked(t *testing.T) {
	t.Parallel()
	c := seeded()
	for _, tt := range []struct {
		name, day string
		works     bool
	}{
		{"a plain Friday", "2026-06-19", true},
		{"a plain Saturday", "2026-06-20", false},
		{"a Saturday worked for a bridge day", "2026-08-22", true},
		{"the bridge day it was worked for", "2026-08-31", false},
		{"in 2020 Quốc khánh was one day", "2020-09-03", true},
		{"from 2021 it has a second day", "2021-09-03", false},
		{"the new holiday of November", "2026-11-24", false},
		{"the same day a year before", "2025-11-24", true},
		{"a holiday on a Saturday is made up for on Monday", "2021-05-03", false},
		{"two holidays on a weekend are made up for one after the other", "2022-05-03", false},
		{"and the day after is worked", "2022-05-04", true},
		{"Giỗ Tổ on a Saturday before 30/4 and 01/5 goes to the Tuesday", "2023-05-02", false},
		{"30/4 of that year goes to the Wednesday", "2023-05-03", false},
		{"Tết leave", "2026-02-16", false},
		{"the first day after Tết leave", "2026-02-23", true},
		{"leave that was not confirmed is not a day off", "2027-02-10", true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := c.IsWorking(day(t, tt.day)); got != tt.works {
				t.Errorf("IsWorking(%s) = %v, want %v", tt.day, got, tt.works)
			}
		})
	}
}

func TestCountingWorkingDays(t *testing.T) {
	t.Parallel()
	c := seeded()
	for _, tt := range []struct {
		name, from string
		n          int
		want       string
	}{
		{"three working days after a Tuesday's meeting", "2026-05-26", 3, "2026-05-29"},
		{"over a weekend", "2026-06-18", 2, "2026-06-22"},
		{"over Quốc khánh with its bridge", "2026-08-28", 1, "2026-09-03"},
		{"a worked Saturday counts", "2026-08-21", 1, "2026-08-22"},
		{"over Tết", "2026-02-13", 1, "2026-02-23"},
		{"backwards over a weekend", "2026-06-22", -2, "2026-06-18"},
		{"none is the day itself, worked or not", "2026-06-20", 0, "2026-06-20"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := c.AddWorkingDays(day(t, tt.from), tt.n); got != day(t, tt.want) {
				t.Errorf("AddWorkingDays(%s, %d) = %s, want %s", tt.from, tt.n, got, tt.want)
			}
		})
	}
}

func TestAPeriodThatEndsOnADayOffEndsOnTheNextWorkingDay(t *testing.T) {
	t.Parallel()
	c := seeded()
	for _, tt := range []struct{ name, in, next, previous string }{
		{"a working day stays", "2026-06-19", "2026-06-19", "2026-06-19"},
		{"a Sunday", "2024-10-20", "2024-10-21", "2024-10-18"},
		{"the first of the days off around Quốc khánh", "2026-08-29", "2026-09-03", "2026-08-28"},
		{"the Saturday worked in between", "2026-08-23", "2026-08-24", "2026-08-22"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := c.NextWorking(day(t, tt.in)); got != day(t, tt.next) {
				t.Errorf("NextWorking(%s) = %s, want %s", tt.in, got, tt.next)
			}
			if got := c.PreviousWorking(day(t, tt.in)); got != day(t, tt.previous) {
				t.Errorf("PreviousWorking(%s) = %s, want %s", tt.in, got, tt.previous)
			}
		})
	}
}

func TestWorkingDaysLeft(t *testing.T) {
	t.Parallel()
	c := seeded()
	for _, tt := range []struct {
		name, from, to string
		want           int
	}{
		{"three left", "2026-06-16", "2026-06-19", 3},
		{"due today", "2026-06-19", "2026-06-19", 0},
		{"due on the coming Saturday", "2026-06-19", "2026-06-20", 0},
		{"two late", "2026-06-23", "2026-06-19", -2},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := c.WorkingDaysBetween(day(t, tt.from), day(t, tt.to)); got != tt.want {
				t.Errorf("WorkingDaysBetween(%s, %s) = %d, want %d", tt.from, tt.to, got, tt.want)
			}
		})
	}
}

func TestWithoutRowsOnlyWeekendsAreOff(t *testing.T) {
	t.Parallel()
	var none *calendar.WorkCalendar
	if !none.IsWorking(day(t, "2026-01-01")) || none.IsWorking(day(t, "2026-06-20")) {
		t.Error("a missing calendar should know weekends and nothing else")
	}
}

func TestALaterRowForTheSameDayCounts(t *testing.T) {
	t.Parallel()
	d := day(t, "2026-06-20")
	c := calendar.NewWorkCalendar([]calendar.SpecialDay{{Day: d, Kind: calendar.DayOff}, {Day: d, Kind: calendar.WorkingWeekend}})
	if !c.IsWorking(d) {
		t.Error("the correction of a row was not taken")
	}
}

func TestACalendarOfNothingButDaysOffDoesNotHang(t *testing.T) {
	t.Parallel()
	start := day(t, "2026-01-01")
	var rows []calendar.SpecialDay
	for i := range 1000 {
		rows = append(rows, calendar.SpecialDay{Day: start.AddDays(i), Kind: calendar.DayOff})
	}
	if got := calendar.NewWorkCalendar(rows).NextWorking(start); got != start {
		t.Errorf("got %s", got)
	}
}

func TestCountingThereAndBackMeets(t *testing.T) {
	t.Parallel()
	c := seeded()
	rapid.Check(t, func(t *rapid.T) {
		d := calendar.NewDate(2020, time.January, 1).AddDays(rapid.IntRange(0, 2900).Draw(t, "days"))
		n := rapid.IntRange(1, 120).Draw(t, "n")
		end := c.AddWorkingDays(d, n)
		if !c.IsWorking(end) {
			t.Errorf("%d working days after %s is %s, a day off", n, d, end)
		}
		if got := c.WorkingDaysBetween(d, end); got != n {
			t.Errorf("between %s and %s lie %d working days, want %d", d, end, got, n)
		}
		if got := c.WorkingDaysBetween(end, d); got != -n {
			t.Errorf("back from %s to %s: %d, want %d", end, d, got, -n)
		}
		if c.IsWorking(d) {
			if back := c.AddWorkingDays(end, -n); back != d {
				t.Errorf("%s + %d − %d working days = %s", d, n, n, back)
			}
		}
		if next := c.NextWorking(d); next.Before(d) || !c.IsWorking(next) || c.NextWorking(next) != next {
			t.Errorf("NextWorking(%s) = %s", d, next)
		}
	})
}
