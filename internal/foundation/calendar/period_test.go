package calendar_test

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// day reads YYYY-MM-DD.
func day(t testing.TB, s string) calendar.Date {
	t.Helper()
	d, err := calendar.ParseISO(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestHalfYearsFollowTheirScheme(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, code  string
		scheme      calendar.Scheme
		start, end  string
		sendBy      string
		in, outside string
	}{
		{"first calendar half", "2020-H1", calendar.SchemeCalendar, "2020-01-01", "2020-06-30", "2020-06-25", "2020-06-25", "2020-07-01"},
		{"second calendar half", "2020-H2", calendar.SchemeCalendar, "2020-07-01", "2020-12-31", "2020-12-25", "2020-12-31", "2021-01-01"},
		{"first half with the cut-off of the 14th begins in December", "2020-H1", calendar.SchemeCutoff14, "2019-12-15", "2020-06-14", "2020-06-25", "2019-12-15", "2020-06-15"},
		{"second half with the cut-off of the 14th", "2020-H2", calendar.SchemeCutoff14, "2020-06-15", "2020-12-14", "2020-12-25", "2020-12-14", "2020-12-15"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p, err := calendar.HalfYear(tt.code, tt.scheme)
			if err != nil {
				t.Fatal(err)
			}
			want := calendar.Period{
				Code: tt.code, Scheme: tt.scheme, Start: day(t, tt.start), End: day(t, tt.end), Cutoff: day(t, tt.end), SendBy: day(t, tt.sendBy),
			}
			if p != want {
				t.Errorf("got %+v, want %+v", p, want)
			}
			if !p.Contains(day(t, tt.in)) || p.Contains(day(t, tt.outside)) {
				t.Errorf("%s should hold %s and not %s", tt.code, tt.in, tt.outside)
			}
		})
	}
}

func TestTheSeedMeetingLiesAfterTheCutoffAndBeforeTheCalendarHalfEnds(t *testing.T) {
	t.Parallel()
	meeting := day(t, "2020-06-25")
	if got := calendar.HalfYearOf(meeting, calendar.SchemeCutoff14).Code; got != "2020-H2" {
		t.Errorf("under cutoff14 the meeting lies in %s, want 2020-H2", got)
	}
	if got := calendar.HalfYearOf(meeting, calendar.SchemeCalendar).Code; got != "2020-H1" {
		t.Errorf("under calendar the meeting lies in %s, want 2020-H1", got)
	}
}

func TestAWrongPeriodIsAFaultOfTheReader(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, code string
		scheme     calendar.Scheme
		key        string
	}{
		{"no third half", "2020-H3", calendar.SchemeCalendar, "calendar.period_code"},
		{"small h", "2020-h1", calendar.SchemeCalendar, "calendar.period_code"},
		{"two figures of a year", "20-H1", calendar.SchemeCalendar, "calendar.period_code"},
		{"no year", "abcd-H1", calendar.SchemeCalendar, "calendar.period_code"},
		{"year nought", "0000-H1", calendar.SchemeCalendar, "calendar.period_code"},
		{"a signed year", "+202-H1", calendar.SchemeCalendar, "calendar.period_code"},
		{"nothing", "", calendar.SchemeCutoff14, "calendar.period_code"},
		{"unknown scheme", "2020-H1", "lunar", "calendar.unknown_scheme"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := calendar.HalfYear(tt.code, tt.scheme)
			f, ok := errors.AsType[*fault.Fault](err)
			if !ok || f.Kind != fault.Invalid || f.Key != tt.key {
				t.Fatalf("HalfYear(%q, %q) gives %v, want an invalid fault %s", tt.code, tt.scheme, err, tt.key)
			}
		})
	}
}

func TestPeriodsJoinWithoutGapOrOverlap(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		scheme := rapid.SampledFrom(calendar.Schemes()).Draw(t, "scheme")
		d := calendar.NewDate(2000, time.January, 1).AddDays(rapid.IntRange(0, 36500).Draw(t, "days"))
		p := calendar.HalfYearOf(d, scheme)
		if !p.Contains(d) {
			t.Fatalf("%s lies in %s %s–%s?", d, p.Code, p.Start, p.End)
		}
		if named, err := calendar.HalfYear(p.Code, scheme); err != nil || named != p {
			t.Errorf("the code %s names %+v (%v), want %+v", p.Code, named, err, p)
		}
		if p.Next().Start != p.End.AddDays(1) || p.Next().Previous() != p || p.Previous().Next() != p {
			t.Errorf("neighbours of %s do not join", p.Code)
		}
		if p.Half() < 1 || p.Half() > 2 || p.Code != named(p) {
			t.Errorf("%s is half %d of %d", p.Code, p.Half(), p.Year())
		}
	})
}

func named(p calendar.Period) string {
	halves := []string{"-H1", "-H2"}
	return calendar.NewDate(p.Year(), time.January, 1).String()[:4] + halves[p.Half()-1]
}

func TestAPeriodKeepsItsFormInJSON(t *testing.T) {
	t.Parallel()
	p, err := calendar.HalfYear("2020-H2", calendar.SchemeCutoff14)
	if err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"code":"2020-H2","scheme":"cutoff14","start":"2020-06-15","end":"2020-12-14","cutoff":"2020-12-14","send_by":"2020-12-25"}`
	if string(b) != want {
		t.Errorf("got %s, want %s", b, want)
	}
	var back calendar.Period
	if err := json.Unmarshal(b, &back); err != nil || back != p {
		t.Errorf("reads back as %+v (%v)", back, err)
	}
	if back.IsZero() || !(calendar.Period{}).IsZero() {
		t.Error("only the empty period is no period")
	}
}
