package deadline

// weekOf reads "tuần này", "tuần sau", "thứ Sáu tuần này", "đầu tuần sau", "thứ Sáu tới", "thứ Sáu".
func (t *text) weekOf(i int) (moment, int) {
	m := moment{grain: KindRelative, deictic: "week"}
	weekday, j := t.weekday(i)
	if j < 0 {
		j = t.skip(i, "đầu")
		if j > i {
			weekday = 1
		}
	}
	m.weekday = weekday
	if t.is(j, "tuần") {
		if shift, next := t.thisOrNext(j + 1); next >= 0 {
			m.shift = shift
			return m, next
		}
		switch {
		case weekday > 0 && t.is(j+1, "thứ", "đầu", "cuối", "tiên"): // "thứ Năm tuần thứ ba": not kept
			return moment{grain: KindDate, undefined: true}, j + 2
		case weekday > 0 && t.aloneAt(j+1), t.is(j-1, "trong") && t.aloneAt(j+1):
			return m, j + 1
		}
		return moment{}, -1
	}
	if weekday == 0 || j == i+1 && t.is(i, "đầu") {
		return moment{}, -1
	}
	m.deictic = "weekday"
	if shift, next := t.thisOrNext(j); next >= 0 {
		m.shift = shift
		return m, next
	}
	return m, j
}

// aloneAt reports whether nothing, or a break, stands at i.
func (t *text) aloneAt(i int) bool { return t.breaks(i) || t.is(i, ",", ")") }

// partOfWeek reads "đầu tuần sau" (Monday) and "cuối tuần" (Sunday); no law says when the middle of a week is.
func (t *text) partOfWeek(p part, j int) (moment, int) {
	switch p.name {
	case "last":
		return t.weekEnd(j)
	case "middle":
		_, next := t.weekEnd(j)
		return moment{grain: KindDate, undefined: true}, next
	}
	return moment{}, -1
}

// weekEnd reads "(cuối) tuần này": its Sunday.
func (t *text) weekEnd(j int) (moment, int) {
	m := moment{grain: KindRelative, deictic: "week", lastDay: true, point: true}
	if shift, next := t.thisOrNext(j + 1); next >= 0 {
		m.shift = shift
		return m, next
	}
	return m, j + 1
}

// spokenDay reads "hôm nay", "ngày mai", "chiều nay", "ngày kia".
func (t *text) spokenDay(i int) (moment, int) {
	m := moment{grain: KindRelative, deictic: "day", point: true}
	if next := t.seq(i, "ngày hôm nay", "hôm nay", "sáng nay", "chiều nay", "tối nay", "trưa nay"); next >= 0 {
		return m, next
	}
	if t.is(i, "nay", "mai") && i > 0 && t.clock[i-1] { // "8 giờ sáng mai"
		if t.is(i, "mai") {
			m.shift = 1
		}
		return m, i + 1
	}
	m.shift = 1
	if next := t.seq(i, "ngày mai", "sáng mai", "chiều mai", "tối mai", "trưa mai"); next >= 0 {
		return m, next
	}
	m.shift = 2
	if next := t.seq(i, "ngày kia"); next >= 0 {
		return m, next
	}
	return moment{}, -1
}

// thisPeriod reads "trong tháng", "trong quý", "trong năm" with nothing behind: the one in which the words were spoken.
func (t *text) thisPeriod(i int) (moment, int) {
	if !t.is(i-1, "trong", "hết") || !t.aloneAt(i+1) {
		return moment{}, -1
	}
	switch t.at(i).word {
	case "tháng":
		return moment{grain: KindMonth, deictic: "month"}, i + 1
	case "quý":
		return moment{grain: KindQuarter, deictic: "quarter"}, i + 1
	case "năm":
		return moment{grain: KindYear, deictic: "year"}, i + 1
	}
	return moment{}, -1
}
