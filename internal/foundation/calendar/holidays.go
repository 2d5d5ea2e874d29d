package calendar

import (
	"fmt"
	"slices"
	"time"
)

// The first and last year for which the lunar days are known here.
const (
	FirstKnownYear = 2020
	LastKnownYear  = 2030
)

// lunar holds what the Vietnamese lunar calendar (UTC+7) gives for a year, computed with Hồ Ngọc Đức's algorithm.
// Chinese-calendar libraries are wrong here: in 2030 the Chinese New Year is a day later than Tết.
type lunar struct {
	year int
	tet  Date // mùng 1 tháng Giêng
	gio  Date // Giỗ Tổ Hùng Vương, 10/3
}

func lunarYears() []lunar {
	d := func(y int, m time.Month, day int) Date { return Date{y, m, day} }
	return []lunar{
		{2020, d(2020, 1, 25), d(2020, 4, 2)},
		{2021, d(2021, 2, 12), d(2021, 4, 21)},
		{2022, d(2022, 2, 1), d(2022, 4, 10)},
		{2023, d(2023, 1, 22), d(2023, 4, 29)},
		{2024, d(2024, 2, 10), d(2024, 4, 18)},
		{2025, d(2025, 1, 29), d(2025, 4, 7)},
		{2026, d(2026, 2, 17), d(2026, 4, 26)},
		{2027, d(2027, 2, 6), d(2027, 4, 16)},
		{2028, d(2028, 1, 26), d(2028, 4, 4)},
		{2029, d(2029, 2, 13), d(2029, 4, 23)},
		{2030, d(2030, 2, 2), d(2030, 4, 12)},
	}
}

const (
	labourCode2019 = "Bộ luật Lao động 2019, Điều 112"
	labourCode2012 = "Bộ luật Lao động 2012, Điều 115"
	compensation   = "Bộ luật Lao động 2019, Điều 111 khoản 3: ngày nghỉ lễ trùng ngày nghỉ hằng tuần thì nghỉ bù vào ngày làm việc kế tiếp; ngày bù do phần mềm tính"
	lunarSource    = "tính theo âm lịch Việt Nam (UTC+7)"
	cultureDay     = "Nghị quyết 28/2026/QH16: ngày 24/11 là ngày nghỉ hưởng nguyên lương từ 01/7/2026"
)

// ByLaw lists the days off of a year that the law itself fixes: the dated holidays, the lunar days computed for the
// years from FirstKnownYear to LastKnownYear, and the days off in lieu of holidays that fall on a weekend.
// What the Prime Minister decides each year (the five days of Tết, the second day of Quốc khánh, exchanged days) is
// not in it. The rows are in the order of their days.
func ByLaw(year int) []SpecialDay {
	rows := slices.Concat(solarHolidays(year), deathAnniversary(year))
	rows = append(rows, inLieu(rows)...)
	rows = append(rows, tetByLaw(year)...)
	sortDays(rows)
	return rows
}

// solarHolidays are the days with a date in the law (Bộ luật Lao động 2019, article 112; in force from 01/01/2021).
func solarHolidays(year int) []SpecialDay {
	source, certainty := labourCode2019, CertaintyVerified
	if year < 2021 {
		source, certainty = labourCode2012, CertaintyMemory
	}
	off := func(m time.Month, day int, name string) SpecialDay {
		return SpecialDay{Date{year, m, day}, DayOff, name, source, certainty}
	}
	rows := []SpecialDay{
		off(time.January, 1, "Tết Dương lịch"),
		off(time.April, 30, "Ngày Chiến thắng"),
		off(time.May, 1, "Ngày Quốc tế Lao động"),
		off(time.September, 2, "Quốc khánh"),
	}
	if year >= 2026 {
		rows = append(rows, SpecialDay{Date{year, time.November, 24}, DayOff, "Ngày Văn hóa Việt Nam", cultureDay, CertaintyVerified})
	}
	return rows
}

func lunarOf(year int) (lunar, bool) {
	years := lunarYears()
	i := slices.IndexFunc(years, func(l lunar) bool { return l.year == year })
	if i < 0 {
		return lunar{}, false
	}
	return years[i], true
}

func deathAnniversary(year int) []SpecialDay {
	l, known := lunarOf(year)
	if !known {
		return nil
	}
	return []SpecialDay{{l.gio, DayOff, "Giỗ Tổ Hùng Vương (10/3 âm lịch)", lunarSource, CertaintyDerived}}
}

// tetByLaw are the lunar days that are off whichever of the two leave plans is chosen (one day before Tết and four
// after its eve, or two and three): the last day of Chạp and mùng 1 to 3.
func tetByLaw(year int) []SpecialDay {
	l, known := lunarOf(year)
	if !known {
		return nil
	}
	source := lunarSource + "; lịch nghỉ chính thức do Thủ tướng quyết định hằng năm"
	rows := []SpecialDay{{l.tet.AddDays(-1), DayOff, "Tết Nguyên đán: ngày cuối tháng Chạp", source, CertaintyDerived}}
	for i := range 3 {
		name := fmt.Sprintf("Tết Nguyên đán: mùng %d", i+1)
		rows = append(rows, SpecialDay{l.tet.AddDays(i), DayOff, name, source, CertaintyDerived})
	}
	return rows
}

// inLieu computes the day off that replaces each holiday on a Saturday or Sunday: the next weekday that is not
// already off. Holidays are taken in the order of their days.
func inLieu(holidays []SpecialDay) []SpecialDay {
	sorted := slices.Clone(holidays)
	sortDays(sorted)
	taken := NewWorkCalendar(sorted)
	var rows []SpecialDay
	for _, h := range sorted {
		if !IsWeekend(h.Day) {
			continue
		}
		day := taken.NextWorking(h.Day)
		row := SpecialDay{day, DayOff, "Nghỉ bù " + h.Name, compensation, CertaintyDerived}
		taken.special[day] = DayOff
		rows = append(rows, row)
	}
	return rows
}

func sortDays(rows []SpecialDay) {
	slices.SortStableFunc(rows, func(a, b SpecialDay) int { return a.Day.Compare(b.Day) })
}
