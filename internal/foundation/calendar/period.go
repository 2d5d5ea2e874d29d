package calendar

import (
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

// Period is a stretch of time as a committee reports it: half a year, a quarter, a month … Start and End belong to it; figures are closed at the end of
// Cutoff; the report is sent at the latest on SendBy.
//
// Cutoff is End. SendBy is the 25th of the last month (Nghị định 09/2019/NĐ-CP, article 13) under both schemes; under
// SchemeCalendar it therefore lies before the cut-off, and a committee that reports calendar halves sets its own.
type Period struct {
	Code   string `json:"code"` // 2020-H1, 2020-Q3, 2020-M07, 2020-9M, 2020, 2020-T
	Scheme Scheme `json:"scheme"`
	Start  Date   `json:"start"`
	End    Date   `json:"end"`
	Cutoff Date   `json:"cutoff"`
	SendBy Date   `json:"send_by"`
}

// HalfYear returns the half-year named by a code such as 2020-H1 or 2020-H2. A wrong code or scheme is fault.Invalid.
func HalfYear(code string, s Scheme) (Period, error) {
	n, err := ParseCode(code)
	if err != nil || n.Kind != KindHalf {
		return Period{}, fault.New(fault.Invalid, "calendar.period_code", code).Because(err)
	}
	return n.Under(s)
}

// HalfYearOf returns the half-year in which a day lies. An unknown scheme is read as SchemeCalendar.
func HalfYearOf(d Date, s Scheme) Period { return PeriodOn(d, KindHalf, s) }

// Year is the year the period is named after: 2020 for 2020-H1, although it may begin in December 2019.
func (p Period) Year() int { return p.End.Year }

// Half is the half of the year in which the period ends: 1 or 2.
func (p Period) Half() int { return (int(p.End.Month)-1)/6 + 1 }

// IsZero reports whether there is no period.
func (p Period) IsZero() bool { return p == Period{} }

// Contains reports whether a day lies in the period, both ends included.
func (p Period) Contains(d Date) bool { return !d.Before(p.Start) && !d.After(p.End) }

// Previous is the period of the same kind before, under the same scheme. Of nine months it is those of the year before.
// The term before is not known here: it is no period.
func (p Period) Previous() Period { return p.step(-1) }

// Next is the period of the same kind after, under the same scheme.
func (p Period) Next() Period { return p.step(1) }

func (p Period) step(by int) Period {
	n, err := ParseCode(p.Code)
	if err != nil || n.Kind == KindTerm {
		return Period{}
	}
	return n.step(by).under(p.Scheme)
}
