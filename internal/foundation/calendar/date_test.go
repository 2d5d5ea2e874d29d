package calendar_test

import (
	"encoding/json"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/dondoc/dondoc/internal/foundation/calendar"
)

func TestDatesAreReadAndPrinted(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, in, iso, vn string }{
		{"a plain day", "2020-06-25", "2020-06-25", "25/06/2020"},
		{"the leap day", "2024-02-29", "2024-02-29", "29/02/2024"},
		{"a day that does not exist", "2026-02-29", "", ""},
		{"the thirty-first of April", "2026-04-31", "", ""},
		{"the Vietnamese order is not ISO", "25/06/2020", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d, err := calendar.ParseISO(tt.in)
			if (err != nil) != (tt.iso == "") {
				t.Fatalf("ParseISO(%q): %v", tt.in, err)
			}
			if d.String() != tt.iso || d.VN() != tt.vn {
				t.Errorf("%q is printed %q and %q", tt.in, d, d.VN())
			}
		})
	}
}

func TestMonthsEndOnTheirLastDay(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, from string
		months     int
		want       string
	}{
		{"a month that has no such day", "2026-01-31", 1, "2026-02-28"},
		{"the same in a leap year", "2024-01-31", 1, "2024-02-29"},
		{"over the year's end", "2026-11-30", 3, "2027-02-28"},
		{"backwards", "2026-03-31", -1, "2026-02-28"},
		{"a plain month", "2026-06-15", 3, "2026-09-15"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := day(t, tt.from).AddMonths(tt.months); got != day(t, tt.want) {
				t.Errorf("%s and %d months is %s, want %s", tt.from, tt.months, got, tt.want)
			}
		})
	}
}

func TestADateIsADayInVietNam(t *testing.T) {
	t.Parallel()
	d := day(t, "2026-06-19")
	if got := calendar.DateOf(d.Start()); got != d {
		t.Errorf("the day starts in %s", got)
	}
	if got := calendar.DateOf(d.End()); got != d {
		t.Errorf("the day ends in %s", got)
	}
	if got := d.End().Add(time.Microsecond); !got.Equal(d.AddDays(1).Start()) {
		t.Errorf("between two days lies %s", got)
	}
}

func TestDateArithmetic(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := calendar.NewDate(1900, time.January, 1).AddDays(rapid.IntRange(0, 110000).Draw(t, "day"))
		n := rapid.IntRange(-4000, 4000).Draw(t, "n")
		e := d.AddDays(n)
		if !d.Valid() || e.Sub(d) != n || e.Before(d) != (n < 0) || e.After(d) != (n > 0) {
			t.Errorf("%s and %d days is %s, %d apart", d, n, e, e.Sub(d))
		}
		b, err := json.Marshal(d)
		if err != nil {
			t.Fatal(err)
		}
		var back calendar.Date
		if err := json.Unmarshal(b, &back); err != nil || back != d {
			t.Errorf("%s is stored as %s and reads back as %s (%v)", d, b, back, err)
		}
	})
}

func TestNoDateIsEmptyEverywhere(t *testing.T) {
	t.Parallel()
	var none calendar.Date
	if none.Valid() || !none.IsZero() || none.String() != "" || none.VN() != "" {
		t.Errorf("no date is printed %q, %q", none, none.VN())
	}
	if err := none.UnmarshalText(nil); err != nil || !none.IsZero() {
		t.Errorf("empty text is %s (%v)", none, err)
	}
	if err := none.UnmarshalText([]byte("31/4/2026")); err == nil {
		t.Error("an impossible day was read")
	}
	if (calendar.Date{Year: 2026, Month: 4, Day: 31}).Valid() {
		t.Error("31/4 is said to exist")
	}
}
