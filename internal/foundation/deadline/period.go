package deadline

// periodOf reads a month, quarter, half-year or year at i, with what may stand before it ("cuối", "giữa", "nửa đầu").
func (t *text) periodOf(i int) (moment, int) {
	for _, rule := range []func(int) (moment, int){
		t.partOf, t.monthsOfYear, t.monthOf, t.quarterOf, t.halfOf, t.yearOf, t.weekOf, t.spokenDay, t.thisPeriod,
	} {
		if m, next := rule(i); next >= 0 {
			if m.month > 12 {
				m.impossible = true
			}
			return m, next
		}
	}
	return moment{}, -1
}

// monthsOfYear reads "6 tháng đầu năm 2026", "03 tháng cuối năm", "những tháng cuối năm", "thời gian còn lại của năm".
func (t *text) monthsOfYear(i int) (moment, int) {
	if j := t.seq(i, "những tháng cuối năm", "các tháng cuối năm", "thời gian còn lại của năm", "các tháng còn lại của năm"); j >= 0 {
		m := moment{grain: KindYear, month: 12, fromMonth: 1}
		return m, t.yearAfterWord(j, &m)
	}
	if j := t.seq(i, "tháng cuối năm", "tháng cuối cùng của năm"); j >= 0 && t.at(i-1).num < 0 {
		m := moment{grain: KindMonth, month: 12, fromMonth: 12}
		return m, t.yearAfterWord(j, &m)
	}
	n, j := t.number(i)
	if j < 0 || n < 1 || n > 11 || !t.is(j, "tháng") || !t.is(j+1, "đầu", "cuối") {
		return moment{}, -1
	}
	m := moment{month: n, fromMonth: 1, grain: KindMonth}
	switch n {
	case 6:
		m.grain = KindHalfYear
	case 3, 9:
		m.grain = KindQuarter
	}
	if t.is(j+1, "cuối") {
		m.month, m.fromMonth = 12, 13-n
	}
	k := t.skip(j+2, "của năm", "năm")
	if t.is(k, "học") {
		return moment{}, -1
	}
	return m, t.yearAfterWord(k, &m)
}

// yearAfterWord reads the year behind "… năm": 2026, nay, tới. It returns i when none is there.
func (t *text) yearAfterWord(i int, m *moment) int {
	if y, next := t.year(i); next >= 0 {
		m.year, m.full = y, true
		return next
	}
	if t.is(i, "/") {
		if y, next := t.year(i + 1); next >= 0 {
			m.year, m.full = y, true
			return next
		}
	}
	if shift, next := t.thisOrNext(i); next >= 0 && t.is(i-1, "năm") {
		m.deictic, m.shift = "year", shift
		return next
	}
	return i
}

// monthOf reads "tháng 9/2026", "tháng 7, 8 năm 2026", "tháng này", "T9/2026", "9/2026".
func (t *text) monthOf(i int) (moment, int) {
	if k := t.at(i); k.digits == 1 || k.digits == 2 {
		y, next := t.year(i + 2)
		if next < 0 || !t.is(i+1, "/") || k.num < 1 || k.num > 12 || t.symbolGoesOn(next) || t.is(i-1, "/", "-") {
			return moment{}, -1
		}
		return moment{grain: KindMonth, month: k.num, fromMonth: k.num, year: y, full: true}, next
	}
	j := i + 1
	switch {
	case t.is(i, "t") && (t.is(j, ".") || t.at(j).glued):
		j = t.skip(j, ".")
		if _, isWeekday := t.weekday(i); isWeekday >= 0 || t.at(j).digits == 0 || !t.at(j).glued || t.at(j).num > 12 {
			return moment{}, -1
		}
	case !t.is(i, "tháng"):
		return moment{}, -1
	}
	if shift, next := t.thisOrNext(j); next >= 0 {
		return moment{grain: KindMonth, deictic: "month", shift: shift}, next
	}
	if next := t.seq(j, "giêng", "chạp"); next >= 0 {
		return moment{grain: KindMonth, month: 1, lunar: true}, next
	}
	month, next := t.monthNumber(j)
	if next < 0 {
		return moment{}, -1
	}
	m := moment{grain: KindMonth, month: month, fromMonth: month}
	next = t.monthList(next, &m)
	return m, t.monthYear(next, &m)
}

// monthList takes in the rest of "tháng 7, 8, 9" and "tháng 7 - 9": only where a year, a break or the end follows.
func (t *text) monthList(i int, m *moment) int {
	for {
		j := t.seq(i, ",", "và", "-", "+", "đến")
		if j < 0 {
			return i
		}
		month, next := t.monthNumber(j)
		if next < 0 || month <= m.month || month > 12 || t.at(j).num < 0 {
			return i
		}
		follows := t.is(next, ",", "và", "năm", ")") || t.breaks(next)
		if t.is(next, "/", "-") {
			follows = t.at(next+1).digits == 4
		}
		if !follows {
			return i
		}
		m.month, i = month, next
	}
}

// quarterOf reads "quý III/2026", "QII/2026", "quý 3", "quý II, III năm 2026", "quý này", "quý cuối năm".
func (t *text) quarterOf(i int) (moment, int) {
	q, j := t.quarterWord(i)
	if j < 0 {
		return moment{}, -1
	}
	if q == 0 {
		return t.unnumberedQuarter(j)
	}
	m := moment{grain: KindQuarter, month: 3 * q, fromMonth: 3*q - 2}
	for {
		k := t.seq(j, ", quý", "và quý", ",", "và", "-", "+", "đến quý", "đến")
		if k < 0 {
			break
		}
		later, next := t.quarterNumber(k)
		if next < 0 || later*3 <= m.month || t.unitAt(next) != "" && !t.is(next, "năm") {
			break
		}
		m.month, j = later*3, next
	}
	return m, t.monthYear(j, &m)
}

// quarterWord reads "quý III", "QIII", "Q3", "Q.III"; the quarter is 0 for "quý" alone.
func (t *text) quarterWord(i int) (quarter, next int) {
	switch t.at(i).word {
	case "qi", "qii", "qiii", "qiv":
		return map[string]int{"qi": 1, "qii": 2, "qiii": 3, "qiv": 4}[t.at(i).word], i + 1
	case "q":
		j := t.skip(i+1, ".")
		if q, next := t.quarterNumber(j); next >= 0 {
			return q, next
		}
	case "quý":
		if q, next := t.quarterNumber(i + 1); next >= 0 {
			return q, next
		}
		return 0, i + 1
	}
	return 0, -1
}

func (t *text) unnumberedQuarter(j int) (moment, int) {
	if shift, next := t.thisOrNext(j); next >= 0 {
		return moment{grain: KindQuarter, deictic: "quarter", shift: shift}, next
	}
	if next := t.seq(j, "cuối năm", "cuối cùng của năm"); next >= 0 {
		m := moment{grain: KindQuarter, month: 12, fromMonth: 10}
		return m, t.yearAfterWord(next, &m)
	}
	return moment{}, -1
}

// halfOf reads "nửa năm đầu 2026", "nửa năm cuối".
func (t *text) halfOf(i int) (moment, int) {
	m := moment{grain: KindHalfYear, month: 6, fromMonth: 1}
	j := t.seq(i, "nửa năm đầu", "nửa năm cuối")
	if j < 0 {
		return moment{}, -1
	}
	if t.is(j-1, "cuối") {
		m.month, m.fromMonth = 12, 7
	}
	return m, t.yearAfterWord(t.skip(j, "năm"), &m)
}

// yearOf reads "năm 2026", "năm nay", "sang năm".
func (t *text) yearOf(i int) (moment, int) {
	m := moment{grain: KindYear, month: 12, fromMonth: 1}
	if next := t.seq(i, "sang năm"); next >= 0 && t.at(next).num < 0 {
		return moment{grain: KindYear, deictic: "year", shift: 1}, next
	}
	if y, next := t.year(i); next >= 0 && (len(t.toks) == 1 || t.is(i-1, "trong", "hết", "trước", "cuối", "xong")) && !t.is(next, "-", "/") {
		m.year, m.full = y, true
		return m, next
	}
	if !t.is(i, "năm") {
		return moment{}, -1
	}
	if y, next := t.year(i + 1); next >= 0 && !t.symbolGoesOn(next) {
		m.year, m.full = y, true
		return m, next
	}
	if shift, next := t.thisOrNext(i + 1); next >= 0 {
		return moment{grain: KindYear, deictic: "year", shift: shift}, next
	}
	return moment{}, -1
}
