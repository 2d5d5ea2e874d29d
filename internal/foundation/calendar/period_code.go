package calendar

import (
	"fmt"
	"regexp"
	"strconv"
	"time"

	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// PeriodKind says how long a period is.
type PeriodKind string

// The kinds of periods that offices report by. The values are stored, so they do not change.
const (
	KindMonth   PeriodKind = "month"   // 2020-M07
	KindQuarter PeriodKind = "quarter" // 2020-Q3
	KindHalf    PeriodKind = "half"    // 2020-H2
	KindNine    PeriodKind = "nine"    // 2020-9M: the first nine months
	KindYear    PeriodKind = "year"    // 2020
	KindTerm    PeriodKind = "term"    // 2020-T: the term of office that begins in the year
)

// PeriodKinds lists the kinds, the shortest first.
func PeriodKinds() []PeriodKind {
	return []PeriodKind{KindMonth, KindQuarter, KindHalf, KindNine, KindYear, KindTerm}
}

// Valid reports whether the kind is one of PeriodKinds.
func (k PeriodKind) Valid() bool { return k.months() > 0 || k == KindTerm }

// months is how many months a period of the kind has; 0 for a term, whose days are told by the committee.
func (k PeriodKind) months() int {
	switch k {
	case KindMonth:
		return 1
	case KindQuarter:
		return 3
	case KindHalf:
		return 6
	case KindNine:
		return 9
	case KindYear:
		return 12
	case KindTerm:
	}
	return 0
}

// perYear is how many periods of the kind begin in a year.
func (k PeriodKind) perYear() int {
	if k == KindNine || k.months() == 0 {
		return 1
	}
	return 12 / k.months()
}

// PeriodName is a period's code taken apart: the third quarter of 2020.
type PeriodName struct {
	Kind PeriodKind
	Year int
	N    int // from 1: which month, quarter or half
}

// periodCode holds no state: a compiled expression is only read.
var periodCode = regexp.MustCompile(`^([0-9]{4})(?:-(?:H([12])|Q([1-4])|M(0[1-9]|1[0-2])|(9M)|(T)))?$`)

// ParseCode reads a code: 2020-H2, 2020-Q3, 2020-M07, 2020-9M, 2020, 2020-T. Another text is fault.Invalid.
func ParseCode(code string) (PeriodName, error) {
	m := periodCode.FindStringSubmatch(code)
	if m == nil || m[1] == "0000" {
		return PeriodName{}, fault.New(fault.Invalid, "calendar.period_code", code)
	}
	n := PeriodName{Kind: KindYear, N: 1}
	n.Year, _ = strconv.Atoi(m[1]) // four digits, by the expression
	for i, k := range []PeriodKind{KindHalf, KindQuarter, KindMonth, KindNine, KindTerm} {
		if part := m[i+2]; part != "" {
			n.Kind = k
			if k == KindHalf || k == KindQuarter || k == KindMonth {
				n.N, _ = strconv.Atoi(part)
			}
		}
	}
	return n, nil
}

// Code writes the name as ParseCode reads it.
func (n PeriodName) Code() string {
	switch n.Kind {
	case KindHalf:
		return fmt.Sprintf("%04d-H%d", n.Year, n.N)
	case KindQuarter:
		return fmt.Sprintf("%04d-Q%d", n.Year, n.N)
	case KindMonth:
		return fmt.Sprintf("%04d-M%02d", n.Year, n.N)
	case KindNine:
		return fmt.Sprintf("%04d-9M", n.Year)
	case KindTerm:
		return fmt.Sprintf("%04d-T", n.Year)
	case KindYear:
	}
	return fmt.Sprintf("%04d", n.Year)
}

// Before is the name of the period of the same kind before: 2019-Q4 for 2020-Q1.
func (n PeriodName) Before() PeriodName { return n.step(-1) }

// YearBefore is the name of the same period of the year before.
func (n PeriodName) YearBefore() PeriodName {
	n.Year--
	return n
}

func (n PeriodName) step(by int) PeriodName {
	at := n.Year*n.Kind.perYear() + n.N - 1 + by
	n.Year, n.N = at/n.Kind.perYear(), at%n.Kind.perYear()+1
	return n
}

// Under is the period the name means under a scheme: under SchemeCutoff14 every period runs from a 15th to a 14th (practice after
// Nghị định 09/2019/NĐ-CP, article 12). A term has no scheme and an unknown scheme no period: both are fault.Invalid.
func (n PeriodName) Under(s Scheme) (Period, error) {
	if !s.Valid() {
		return Period{}, fault.New(fault.Invalid, "calendar.unknown_scheme", string(s))
	}
	if n.Kind == KindTerm || n.Year < 1 {
		return Period{}, fault.New(fault.Invalid, "calendar.period_code", n.Code())
	}
	return n.under(s), nil
}

func (n PeriodName) under(s Scheme) Period {
	last := time.Month(n.N * n.Kind.months())
	first := last - time.Month(n.Kind.months()) + 1
	p := Period{Code: n.Code(), Scheme: s, Start: NewDate(n.Year, first, 1), End: LastOfMonth(n.Year, last), SendBy: NewDate(n.Year, last, 25)}
	if s == SchemeCutoff14 {
		p.Start, p.End = NewDate(n.Year, first-1, 15), NewDate(n.Year, last, 14)
	}
	p.Cutoff = p.End
	return p
}

// PeriodOn is the period of a kind in which a day lies; of nine months and for terms, the year's. An unknown scheme is read as SchemeCalendar.
func PeriodOn(d Date, k PeriodKind, s Scheme) Period {
	if s != SchemeCutoff14 {
		s = SchemeCalendar
	}
	if s == SchemeCutoff14 && d.Day >= 15 {
		d = LastOfMonth(d.Year, d.Month).AddDays(1)
	}
	if k.months() == 0 {
		k = KindYear
	}
	n := PeriodName{Kind: k, Year: d.Year, N: 1}
	if k != KindNine {
		n.N = (int(d.Month)-1)/k.months() + 1
	}
	return n.under(s)
}

// termYears is how long a term of office lasts whose last day is not written down (Điều lệ Đảng, article 13, and the law of local government).
const termYears = 5

// Term is the period of a term of office. Without a last day it lasts five years.
func Term(start, end Date) Period {
	if end.IsZero() {
		end = start.AddMonths(12 * termYears).AddDays(-1)
	}
	return Period{Code: PeriodName{Kind: KindTerm, Year: start.Year}.Code(), Start: start, End: end, Cutoff: end, SendBy: NewDate(end.Year, end.Month, 25)}
}

// Kind is how long the period is, by its code.
func (p Period) Kind() PeriodKind {
	n, err := ParseCode(p.Code)
	if err != nil {
		return ""
	}
	return n.Kind
}
