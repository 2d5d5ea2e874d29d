package deadline

import "time"

// dayOf reads a day at i: "30/9/2026", "ngày 07 tháng 10 năm 2024", "thứ Sáu, ngày 10/7", "2026-09-30", "ngày 18".
func (t *text) dayOf(i int) (moment, int) {
	weekday, j := t.weekday(i)
	if j < 0 {
		m, next := t.plainDay(i)
		return m, t.weekdayBehind(next, &m)
	}
	// The weekday belongs to a date only when one follows at once.
	k := t.skip(j, ",", "(")
	m, next := t.plainDay(k)
	if next < 0 || !m.dayWord && m.month == 0 {
		return moment{}, -1
	}
	if t.is(k-1, "(") {
		next = t.skip(next, ")")
	}
	m.weekday = weekday
	return m, next
}

// weekdayBehind takes "(thứ Ba)" behind a day, so that it can be doubted.
func (t *text) weekdayBehind(next int, m *moment) int {
	if next < 0 || !t.is(next, "(") {
		return next
	}
	if weekday, after := t.weekday(next + 1); after >= 0 && t.is(after, ")") {
		m.weekday = weekday
		return after + 1
	}
	return next
}

func (t *text) plainDay(i int) (moment, int) {
	m, next := t.dayFigures(i)
	if next < 0 {
		return moment{}, -1
	}
	if after := t.seq(next, "( âm lịch )", "âm lịch", "al"); after >= 0 {
		m.lunar, next = true, after
	}
	m.grain = KindDate
	if m.day < 1 || m.day > 31 || m.month > 12 {
		m.impossible = true
	}
	return m, next
}

func (t *text) dayFigures(i int) (moment, int) {
	j := t.skip(i, "hôm")
	j = t.skip(j, "ngày")
	j = t.skip(j, "mùng")
	written := j > i
	if m, next := t.isoDay(j); next >= 0 {
		m.dayWord = written
		return m, next
	}
	k := t.at(j)
	if k.digits == 0 || k.digits > 2 {
		if written {
			return t.dayWords(j)
		}
		return moment{}, -1
	}
	m := moment{day: k.num, dayWord: written}
	if next := t.figures(j, &m); next >= 0 {
		return t.dayRange(m, next)
	}
	if after := t.skip(j+1, "của", ","); t.is(after, "tháng") && (written || t.namesDay(j, after)) {
		if next := t.longMonth(after, &m); next >= 0 {
			return m, next
		}
	}
	if m, next := t.rangeEnd(j, m); next >= 0 {
		return m, next
	}
	if !written || t.unitAt(j+1) != "" {
		return moment{}, -1
	}
	return m, j + 1
}

// namesDay tells the day of "đến 30 tháng 6 năm 2026" and "23 tháng Chạp", written without "ngày", from so many months.
func (t *text) namesDay(j, month int) bool {
	if t.seq(month+1, "giêng", "chạp") >= 0 {
		return true
	}
	_, next := t.monthNumber(month + 1)
	if next < 0 || t.is(next, ",", "-", "và", "+") {
		return false
	}
	var m moment
	t.monthYear(next, &m)
	return m.year > 0 || t.is(j-1, "trước", "đến", "hết", "nhất", "hạn", "vào")
}

// dayWords reads "mùng hai tháng chín", "ngày mười lăm tháng bảy": the month must follow, except behind "mùng".
func (t *text) dayWords(j int) (moment, int) {
	day, next := t.numeral(j)
	if next < 0 {
		return moment{}, -1
	}
	m := moment{day: day, dayWord: true}
	if after := t.longMonth(next, &m); after >= 0 {
		return m, after
	}
	if !t.is(j-1, "mùng") {
		return moment{}, -1
	}
	return m, next
}

// isoDay reads 2026-09-30 and 2026/9/30.
func (t *text) isoDay(i int) (moment, int) {
	y, _ := t.year(i)
	sep := t.at(i + 1).word
	if y == 0 || sep != "-" && sep != "/" || !t.is(i+3, sep) || !t.allGlued(i+1, i+5) {
		return moment{}, -1
	}
	month, day := t.at(i+2), t.at(i+4)
	if month.digits == 0 || month.digits > 2 || day.digits == 0 || day.digits > 2 {
		return moment{}, -1
	}
	return moment{year: y, month: monthOrImpossible(month.num), day: day.num, full: true}, i + 5
}

// monthOrImpossible keeps month 00 apart from "no month said".
func monthOrImpossible(n int) int {
	if n == 0 {
		return 13
	}
	return n
}

func (t *text) allGlued(i, j int) bool {
	for ; i < j; i++ {
		if !t.at(i).glued {
			return false
		}
	}
	return true
}

// figures reads the rest of d/m/y or d/m behind the day at j; signs / - and . stand between.
func (t *text) figures(j int, m *moment) int {
	sep := t.at(j + 1).word
	month := t.at(j + 2)
	if sep != "/" && sep != "-" && sep != "." || month.digits == 0 || month.digits > 2 {
		return -1
	}
	if sep != "/" && !t.allGlued(j+1, j+3) {
		return -1
	}
	m.month = monthOrImpossible(month.num)
	if next, ok := t.yearBehind(j+3, sep, m); ok {
		return next
	}
	return t.withoutYear(j+3, sep, m)
}

// yearBehind reads the sign and the year behind d/m.
func (t *text) yearBehind(i int, sep string, m *moment) (int, bool) {
	y := t.at(i + 1)
	if !t.is(i, sep) || sep != "/" && !t.allGlued(i, i+2) {
		return 0, false
	}
	switch {
	case y.digits == 4:
		m.year, m.full = y.num, true
		if year, _ := t.year(i + 1); year == 0 {
			m.impossible = true
		}
	case y.digits == 2 && sep != ".":
		m.year, m.century, m.full = 2000+y.num, true, true
	default:
		return 0, false
	}
	if t.symbolGoesOn(i + 2) {
		return 0, false
	}
	return i + 2, true
}

// symbolGoesOn reports whether the number of a document goes on at i ("05/2024/QH15", "12/10-BC").
func (t *text) symbolGoesOn(i int) bool {
	return t.is(i, "/", "-") && t.at(i).glued && t.at(i+1).glued && (t.isWord(i+1) || t.at(i+1).num >= 0)
}

// withoutYear accepts d/m alone; with - and . only where the words lead to a day (1.1 may number a section), and a year
// may follow in words.
func (t *text) withoutYear(i int, sep string, m *moment) int {
	led := m.dayWord || len(t.toks) == 3 || t.is(i-4, "trước", "từ", "đến", "hết", "vào", "hạn", "nhất")
	if sep != "/" && !led || t.symbolGoesOn(i) || t.is(i, "%") {
		return -1
	}
	if t.is(i, "/", "-") && t.at(i).glued && t.at(i+1).num >= 0 {
		return -1
	}
	if !m.dayWord && (m.month > 12 || m.day > 31) {
		return -1
	}
	return t.yearWords(i, m)
}

// yearWords reads "năm 2026", "năm nay", "năm sau" behind a day or month and returns the index after it (or i).
func (t *text) yearWords(i int, m *moment) int {
	j := t.skip(i, "của", ",")
	if t.is(j, "năm") {
		if y, next := t.year(j + 1); next >= 0 {
			m.year, m.full = y, true
			return next
		}
		if shift, next := t.thisOrNext(j + 1); next >= 0 {
			m.deictic, m.shift = "year", shift
			return next
		}
	}
	return i
}

// thisOrNext reads "này", "nay" (0) or "tới", "sau", "tiếp theo", "kế tiếp" (1).
func (t *text) thisOrNext(i int) (shift, next int) {
	if j := t.seq(i, "này", "nay", "hiện tại", "hiện nay"); j >= 0 {
		return 0, j
	}
	if t.is(i, "sau") && t.is(i+1, "khi", "đó") {
		return 0, -1
	}
	if j := t.seq(i, "tới", "sau", "tiếp theo", "kế tiếp", "liền kề"); j >= 0 {
		return 1, j
	}
	return 0, -1
}

// longMonth reads "tháng 10 năm 2024", "tháng 10/2024", "tháng này" at i for a day already read.
func (t *text) longMonth(i int, m *moment) int {
	if !t.is(i, "tháng") {
		return -1
	}
	if shift, next := t.thisOrNext(i + 1); next >= 0 {
		m.deictic, m.shift = "month", shift
		return next
	}
	if next := t.seq(i+1, "giêng", "chạp"); next >= 0 {
		m.month, m.lunar = 1, true
		return t.yearWords(next, m)
	}
	month, next := t.monthNumber(i + 1)
	if next < 0 {
		return -1
	}
	m.month = month
	return t.monthYear(next, m)
}

// dayRange turns "25-30/6/2026" (read as far as 25) and "từ 5/7-10/7/2026" into the range's last day.
func (t *text) dayRange(m moment, next int) (moment, int) {
	if t.is(next, "-") {
		if last, after := t.dayFigures(next + 1); after >= 0 && last.month > 0 && !m.full {
			last.fromMonth, last.fromDay, last.dayWord = m.month, m.day, m.dayWord
			return last, after
		}
	}
	return m, next
}

// rangeEnd reads a day that is only the start of a list or range: "ngày 30, 31/7/2026", "ngày 30 và 31/7", "25-30/6/2026".
func (t *text) rangeEnd(j int, m moment) (moment, int) {
	k := t.seq(j+1, "và ngày", "và", "- ngày", "-", ", ngày", ",", "đến ngày", "đến", "hoặc ngày", "hoặc")
	if k < 0 || t.at(k).digits == 0 {
		return moment{}, -1
	}
	last, next := t.dayFigures(k)
	if next < 0 || last.month == 0 || last.month > 12 || last.day <= m.day || m.day == 0 {
		return moment{}, -1
	}
	if !m.dayWord && !last.full {
		return moment{}, -1
	}
	last.fromDay, last.dayWord = m.day, true
	return last, next
}

// weekday reads "thứ Sáu", "thứ 6", "chủ nhật", "CN", "T6" at i, with "ngày" or "các ngày" before it.
func (t *text) weekday(i int) (weekday, next int) {
	j := t.skip(i, "các ngày", "các", "mỗi", "ngày")
	if after := t.seq(j, "chủ nhật", "cn"); after >= 0 {
		return 7, after
	}
	if k := t.at(j + 1); t.is(j, "t") && k.glued && k.digits == 1 && k.num >= 2 && k.num <= 7 && t.seq(j+2, "hằng tuần", "tuần", "mỗi tuần") >= 0 {
		return k.num - 1, j + 2
	}
	if !t.is(j, "thứ") || t.is(i-1, "lần", "tuần", "quý", "ngày", "tháng", "năm", "khoá", "kỳ") && i == j {
		return 0, -1
	}
	if v, found := numerals[t.at(j+1).word]; found && v >= 2 && v <= 7 {
		return v - 1, j + 2
	}
	if k := t.at(j + 1); k.digits > 0 && k.num >= 2 && k.num <= 7 {
		return k.num - 1, j + 2
	}
	return 0, -1
}

// monthNumber reads 1–12 in figures or words, or the names of the lunar first and last months (13: refused later).
func (t *text) monthNumber(i int) (month, next int) {
	if k := t.at(i); k.digits == 1 || k.digits == 2 {
		return monthOrImpossible(k.num), i + 1
	}
	if t.is(i, "năm") {
		if y, _ := t.year(i + 1); y > 0 {
			return 0, -1
		}
		return int(time.May), i + 1
	}
	if v, next := t.numeral(i); next >= 0 && v <= 12 {
		return v, next
	}
	return 0, -1
}

// monthYear reads the year behind a month: "/2026", "-2026", ".2026", "năm 2026", "năm nay". It returns i when none is there.
func (t *text) monthYear(i int, m *moment) int {
	if t.is(i, "/", "-", ".") {
		if y, next := t.year(i + 1); next >= 0 && !t.symbolGoesOn(next) && (t.is(i, "/") || t.at(i+1).glued) {
			m.year, m.full = y, true
			return next
		}
	}
	return t.yearWords(i, m)
}
