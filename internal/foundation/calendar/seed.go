package calendar

import (
	"slices"
	"time"
)

// The years whose working calendar comes with the program.
const (
	SeedFirstYear = 2020
	SeedLastYear  = 2027
)

// Seed is the working calendar of 2020–2027 as first rows of the register, in the order of their days. Each row says
// where it comes from and how sure it is. For 2020–2026 it holds the leave of Tết, the second day of Quốc khánh and the
// exchanged days as far as they are known; for 2027 only what ByLaw gives, because the announced leave was not confirmed.
func Seed() []SpecialDay {
	decided := slices.Concat(tetLeave(), nationalDay(), exchanged())
	rows := slices.Clone(decided)
	for year := SeedFirstYear; year <= SeedLastYear; year++ {
		for _, r := range ByLaw(year) {
			if !covered(decided, r.Day) {
				rows = append(rows, r)
			}
		}
	}
	sortDays(rows)
	return rows
}

func covered(rows []SpecialDay, d Date) bool {
	return slices.ContainsFunc(rows, func(r SpecialDay) bool { return r.Day == d })
}

// span is a run of days that one source names.
type span struct {
	first, last       Date
	source, certainty string
}

// tetLeave is the leave of officials at Tết, weekends inside it included.
func tetLeave() []SpecialDay {
	const remembered = "lịch nghỉ Tết của cán bộ, công chức (ghi theo trí nhớ, cần đối chiếu thông báo)"
	s := func(y int, m1 time.Month, d1 int, m2 time.Month, d2 int) span {
		return span{Date{y, m1, d1}, Date{y, m2, d2}, remembered, CertaintyMemory}
	}
	spans := []span{
		s(2020, 1, 23, 1, 29), s(2021, 2, 10, 2, 16), s(2022, 1, 31, 2, 4), s(2023, 1, 20, 1, 26),
		s(2024, 2, 8, 2, 14), s(2025, 1, 27, 1, 31),
		{Date{2026, 2, 16}, Date{2026, 2, 20}, "lịch nghỉ Tết 2026 của cán bộ, công chức", CertaintyVerified},
	}
	var rows []SpecialDay
	for _, sp := range spans {
		for d := sp.first; !d.After(sp.last); d = d.AddDays(1) {
			rows = append(rows, SpecialDay{d, DayOff, "Nghỉ Tết Nguyên đán", sp.source, sp.certainty})
		}
	}
	return rows
}

// nationalDay is the second day of Quốc khánh: from 2021 the day before or after 02/9, as decided each year
// (Bộ luật Lao động 2019, article 112). In 2020 there was one day only.
func nationalDay() []SpecialDay {
	const remembered = labourCode2019 + ": 02 ngày; ngày thứ hai ghi theo trí nhớ, cần đối chiếu thông báo"
	off := func(d Date, source, certainty string) SpecialDay {
		return SpecialDay{d, DayOff, "Quốc khánh (ngày thứ hai)", source, certainty}
	}
	return []SpecialDay{
		off(Date{2021, time.September, 3}, remembered, CertaintyMemory),
		off(Date{2022, time.September, 1}, remembered, CertaintyMemory),
		off(Date{2023, time.September, 1}, remembered, CertaintyMemory),
		off(Date{2024, time.September, 3}, "lịch nghỉ Quốc khánh 2024: 31/8–03/9", CertaintyVerified),
		off(Date{2025, time.September, 1}, remembered, CertaintyMemory),
		off(Date{2026, time.September, 1}, "lịch nghỉ Quốc khánh 2026: 01–02/9 (nguồn thứ cấp)", CertaintySecondHand),
	}
}

// exchanged are bridge days off with the weekend days worked for them ("hoán đổi, làm bù").
func exchanged() []SpecialDay {
	pair := func(off, worked Date, source, certainty string) []SpecialDay {
		return []SpecialDay{
			{off, DayOff, "Nghỉ hoán đổi (làm bù " + worked.VN() + ")", source, certainty},
			{worked, WorkingWeekend, "Làm bù cho ngày " + off.VN(), source, certainty},
		}
	}
	return slices.Concat(
		pair(Date{2024, 4, 29}, Date{2024, 5, 4}, "lịch hoán đổi ngày làm việc dịp 30/4–01/5/2024", CertaintyVerified),
		// Stated second hand and from memory only, so the weaker mark.
		pair(Date{2025, 5, 2}, Date{2025, 4, 26}, "lịch hoán đổi ngày làm việc dịp 30/4–01/5/2025 (nguồn thứ cấp, trí nhớ)", CertaintyMemory),
		pair(Date{2026, 1, 2}, Date{2026, 1, 10}, "lịch hoán đổi ngày làm việc dịp Tết Dương lịch 2026 (nguồn thứ cấp, trí nhớ)", CertaintyMemory),
		pair(Date{2026, 8, 31}, Date{2026, 8, 22}, "Thông báo 9441/TB-BNV (2025)", CertaintyVerified),
	)
}
