package calendar

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// Scheme says where the halves of a reporting year begin.
type Scheme string

// The two schemes committees use. The values are stored, so they do not change.
const (
	// SchemeCalendar: 01/01–30/6 and 01/7–31/12.
	SchemeCalendar Scheme = "calendar"
	// SchemeCutoff14: 15/12 of the year before–14/6 and 15/6–14/12 (practice after Nghị định 09/2019/NĐ-CP, article 12).
	SchemeCutoff14 Scheme = "cutoff14"
)

// Schemes lists the schemes in the order in which a form offers them.
func Schemes() []Scheme { return []Scheme{SchemeCutoff14, SchemeCalendar} }

// Valid reports whether the scheme is one of Schemes.
func (s Scheme) Valid() bool { return s == SchemeCalendar || s == SchemeCutoff14 }

// Period is a half-year as a committee reports it. Start and End belong to it; figures are closed at the end of
// Cutoff; the report is sent at the latest on SendBy.
//
// Cutoff is End. SendBy is the 25th of the last month (Nghị định 09/2019/NĐ-CP, article 13) under both schemes; under
// SchemeCalendar it therefore lies before the cut-off, and a committee that reports calendar halves sets its own.
type Period struct {
	Code   string `json:"code"` // 2020-H1
	Scheme Scheme `json:"scheme"`
	Start  Date   `json:"start"`
	End    Date   `json:"end"`
	Cutoff Date   `json:"cutoff"`
	SendBy Date   `json:"send_by"`
}

// HalfYear returns the period named by a code such as 2020-H1 or 2020-H2. A wrong code or scheme is fault.Invalid.
func HalfYear(code string, s Scheme) (Period, error) {
	if !s.Valid() {
		return Period{}, fault.New(fault.Invalid, "calendar.unknown_scheme", string(s))
	}
	year, half, err := parseHalf(code)
	if err != nil {
		return Period{}, fault.New(fault.Invalid, "calendar.period_code", code).Because(err)
	}
	return halfYear(year, half, s), nil
}

// HalfYearOf returns the period in which a day lies. An unknown scheme is read as SchemeCalendar.
func HalfYearOf(d Date, s Scheme) Period {
	if s == SchemeCutoff14 && d.Day >= 15 {
		d = LastOfMonth(d.Year, d.Month).AddDays(1)
	}
	return halfYear(d.Year, (int(d.Month)-1)/6+1, s)
}

func parseHalf(code string) (year, half int, err error) {
	y, h, found := strings.Cut(code, "-H")
	if !found || len(y) != 4 || y[0] < '0' || y[0] > '9' || h != "1" && h != "2" {
		return 0, 0, fmt.Errorf("period code %q is not YYYY-H1 or YYYY-H2", code)
	}
	if year, err = strconv.Atoi(y); err != nil || year < 1 {
		return 0, 0, fmt.Errorf("period code %q has no year", code)
	}
	return year, int(h[0] - '0'), nil
}

func halfYear(year, half int, s Scheme) Period {
	last := time.Month(half * 6)
	p := Period{
		Code:   fmt.Sprintf("%04d-H%d", year, half),
		Scheme: s,
		Start:  NewDate(year, last-5, 1),
		End:    LastOfMonth(year, last),
		SendBy: NewDate(year, last, 25),
	}
	if s == SchemeCutoff14 {
		p.Start, p.End = NewDate(year, last-6, 15), NewDate(year, last, 14)
	}
	p.Cutoff = p.End
	return p
}

// Year is the year the period is named after: 2020 for 2020-H1, although it may begin in December 2019.
func (p Period) Year() int { return p.End.Year }

// Half is 1 or 2.
func (p Period) Half() int { return (int(p.End.Month)-1)/6 + 1 }

// IsZero reports whether there is no period.
func (p Period) IsZero() bool { return p == Period{} }

// Contains reports whether a day lies in the period, both ends included.
func (p Period) Contains(d Date) bool { return !d.Before(p.Start) && !d.After(p.End) }

// Previous is the half before, under the same scheme.
func (p Period) Previous() Period { return HalfYearOf(p.Start.AddDays(-1), p.Scheme) }

// Next is the half after, under the same scheme.
func (p Period) Next() Period { return HalfYearOf(p.End.AddDays(1), p.Scheme) }
