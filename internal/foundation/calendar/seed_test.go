package calendar_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dondoc/dondoc/internal/foundation/calendar"
)

func TestEveryRowOfTheSeedSaysWhereItComesFromAndHowSureItIs(t *testing.T) {
	t.Parallel()
	marks := []string{calendar.CertaintyVerified, calendar.CertaintySecondHand, calendar.CertaintyMemory, calendar.CertaintyDerived}
	seen := map[calendar.Date]bool{}
	var previous calendar.Date
	for _, r := range calendar.Seed() {
		if !r.Day.Valid() || r.Name == "" || len(r.Source) < 10 || !slices.Contains(marks, r.Certainty) {
			t.Errorf("row %+v is incomplete", r)
		}
		if r.Kind == calendar.WorkingWeekend && !calendar.IsWeekend(r.Day) {
			t.Errorf("%s is a %s and needs no row to be worked", r.Day, r.Day.Weekday())
		}
		if r.Kind != calendar.DayOff && r.Kind != calendar.WorkingWeekend {
			t.Errorf("%s has the unknown kind %q", r.Day, r.Kind)
		}
		if seen[r.Day] {
			t.Errorf("%s occurs twice", r.Day)
		}
		if r.Day.Before(previous) {
			t.Errorf("%s stands after %s", r.Day, previous)
		}
		if r.Day.Year < calendar.SeedFirstYear || r.Day.Year > calendar.SeedLastYear {
			t.Errorf("%s lies outside the seed's years", r.Day)
		}
		seen[r.Day], previous = true, r.Day
	}
}

func TestEachYearHasThePaidHolidaysTheLawGives(t *testing.T) {
	t.Parallel()
	weekdaysOff, worked := map[int]int{}, map[int]int{}
	for _, r := range calendar.Seed() {
		switch {
		case r.Kind == calendar.WorkingWeekend:
			worked[r.Day.Year]++
		case !calendar.IsWeekend(r.Day):
			weekdaysOff[r.Day.Year]++
		}
	}
	// 10 days in 2020, 11 from 2021, 12 from 2026, all made up for when on a weekend; each exchanged day adds one that
	// a weekend day is worked for. In 2027 two are not yet fixed: the second day of Quốc khánh and most of Tết.
	want := map[int]int{2020: 10, 2021: 11, 2022: 11, 2023: 11, 2024: 12, 2025: 12, 2026: 14, 2027: 8}
	for year, n := range want {
		if got := weekdaysOff[year]; got != n {
			t.Errorf("%d has %d weekdays off, want %d", year, got, n)
		}
	}
	if got := []int{worked[2024], worked[2025], worked[2026]}; !slices.Equal(got, []int{1, 1, 2}) {
		t.Errorf("worked weekends of 2024, 2025, 2026: %v, want [1 1 2]", got)
	}
}

func TestKnownDaysOfTheSeed(t *testing.T) {
	t.Parallel()
	rows := calendar.Seed()
	for _, tt := range []struct {
		name, day string
		kind      calendar.DayKind
		certainty string
	}{
		{"a dated holiday from 2021", "2021-01-01", calendar.DayOff, "V"},
		{"a dated holiday of 2020, under the older code", "2020-04-30", calendar.DayOff, "M"},
		{"Tết leave from memory", "2020-01-23", calendar.DayOff, "M"},
		{"Tết leave that was seen", "2026-02-20", calendar.DayOff, "V"},
		{"Giỗ Tổ is computed", "2024-04-18", calendar.DayOff, "D"},
		{"a day in lieu is computed", "2022-01-03", calendar.DayOff, "D"},
		{"Quốc khánh's second day 2024 was seen", "2024-09-03", calendar.DayOff, "V"},
		{"Quốc khánh's second day 2026 at second hand", "2026-09-01", calendar.DayOff, "V2"},
		{"the Saturday worked in 2024", "2024-05-04", calendar.WorkingWeekend, "V"},
		{"the Saturday worked in August 2026", "2026-08-22", calendar.WorkingWeekend, "V"},
		{"the Saturday worked in January 2026 is less sure", "2026-01-10", calendar.WorkingWeekend, "M"},
		{"24/11 for the first time", "2026-11-24", calendar.DayOff, "V"},
		{"mùng 1 of 2027 is computed", "2027-02-06", calendar.DayOff, "D"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			i := slices.IndexFunc(rows, func(r calendar.SpecialDay) bool { return r.Day == day(t, tt.day) })
			if i < 0 {
				t.Fatalf("%s is not in the seed", tt.day)
			}
			if rows[i].Kind != tt.kind || rows[i].Certainty != tt.certainty {
				t.Errorf("%s is %s %s, want %s %s", tt.day, rows[i].Kind, rows[i].Certainty, tt.kind, tt.certainty)
			}
		})
	}
}

func TestTheLawAloneForLaterYears(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		year int
		off  []string
		not  []string
	}{
		{"2027 has no second day of Quốc khánh yet", 2027, []string{"2027-09-02", "2027-05-03", "2027-11-24"}, []string{"2027-09-01", "2027-09-03", "2027-02-04", "2027-02-10"}},
		{"2028: three holidays on a weekend", 2028, []string{"2028-01-03", "2028-05-02", "2028-09-04", "2028-04-04"}, nil},
		{"2029: two", 2029, []string{"2029-09-03", "2029-11-26"}, nil},
		{"2030: Tết is a day before the Chinese New Year", 2030, []string{"2030-02-02", "2030-11-25"}, nil},
		{"2035: the lunar days are not known here", 2035, []string{"2035-01-01", "2035-11-24"}, []string{"2035-02-08"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c := calendar.NewWorkCalendar(calendar.ByLaw(tt.year))
			for _, d := range tt.off {
				if c.IsWorking(day(t, d)) {
					t.Errorf("%s should be off", d)
				}
			}
			for _, d := range tt.not {
				if !c.IsWorking(day(t, d)) {
					t.Errorf("%s is not fixed by law and should be worked", d)
				}
			}
		})
	}
}

func TestTetLeaveCoversItsComputedDays(t *testing.T) {
	t.Parallel()
	rows := calendar.Seed()
	for year := calendar.SeedFirstYear; year < calendar.SeedLastYear; year++ {
		c := calendar.NewWorkCalendar(rows)
		for _, r := range calendar.ByLaw(year) {
			if strings.HasPrefix(r.Name, "Tết Nguyên đán") && c.IsWorking(r.Day) {
				t.Errorf("%s (%s) is worked although the leave of %d was written down", r.Day, r.Name, year)
			}
		}
	}
}

func TestTheLunarDaysAreThoseOfTheVietnameseCalendar(t *testing.T) {
	t.Parallel()
	for year := calendar.FirstKnownYear; year <= calendar.LastKnownYear; year++ {
		tet, gio := lunarToSolar(1, 1, year), lunarToSolar(10, 3, year)
		var names []string
		for _, r := range calendar.ByLaw(year) {
			if r.Day == tet && strings.Contains(r.Name, "mùng 1") || r.Day == gio && strings.Contains(r.Name, "Giỗ Tổ") {
				names = append(names, r.Name)
			}
		}
		if len(names) != 2 {
			t.Errorf("%d: mùng 1 should be %s and Giỗ Tổ %s; found %v", year, tet, gio, names)
		}
	}
}

func TestTheClockTellsTheDayOfVietNam(t *testing.T) {
	t.Parallel()
	clock := calendar.Clock(func() time.Time { return time.Date(2026, 6, 18, 17, 30, 0, 0, time.UTC) })
	if got := clock.Today(); got != day(t, "2026-06-19") {
		t.Errorf("17:30 UTC on the 18th is %s in Viet Nam, want the 19th", got)
	}
}
