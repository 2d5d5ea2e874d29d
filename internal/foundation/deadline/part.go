package deadline

// partOf reads "cuối tháng 9", "giữa năm", "nửa đầu tháng 10", "hạ tuần tháng 9", "10 ngày đầu tháng 9"
// (Civil Code 2015, article 146: the 1st, the 15th, the last day; 30/6 and 31/12).
func (t *text) partOf(i int) (moment, int) {
	part, j := t.partWord(i)
	if j < 0 {
		return moment{}, -1
	}
	j = t.skip(j, "của", "trong")
	if t.is(j, "tuần") {
		return t.partOfWeek(part, j)
	}
	whole, next := t.wholeOf(j)
	if next < 0 {
		return moment{}, -1
	}
	return part.of(whole), next
}

// part is the piece of a month or year that is meant.
type part struct {
	name  string // first, middle, last, early, late, tenth
	from  int    // its first day, when not the 1st
	days  int    // its last day: for "10 ngày đầu tháng"
	vague bool
}

// partWords are tried in this order, longer ones first.
var partWords = []struct {
	words string
	part  part
}{
	{"nửa đầu", part{name: "early"}},
	{"nửa cuối", part{name: "late"}},
	{"nửa sau", part{name: "late"}},
	{"thượng tuần", part{name: "days", days: 10}},
	{"trung tuần", part{name: "days", from: 11, days: 20}},
	{"hạ tuần", part{name: "last"}},
	{"tuần cuối cùng", part{name: "last"}},
	{"tuần cuối", part{name: "last"}},
	{"ngày cuối cùng", part{name: "last"}},
	{"ngày cuối", part{name: "last"}},
	{"ngày đầu tiên", part{name: "first"}},
	{"ngày đầu", part{name: "first"}},
	{"tuần đầu tiên", part{vague: true}},
	{"tuần đầu", part{vague: true}},
	{"cuối", part{name: "last"}},
	{"giữa", part{name: "middle"}},
	{"đầu", part{name: "first"}},
}

func (t *text) partWord(i int) (part, int) {
	for _, p := range partWords {
		if j := t.seq(i, p.words); j >= 0 {
			return p.part, j
		}
	}
	if t.seq(i, "tuần thứ") >= 0 {
		if _, j := t.plainNumber(i + 2); j >= 0 {
			return part{vague: true}, j
		}
		return part{vague: true}, t.skip(i+2, "nhất")
	}
	return t.countedDays(i)
}

// countedDays reads "10 ngày đầu" and "05 ngày cuối"; "trong 3 ngày đầu" ends on the third.
func (t *text) countedDays(i int) (part, int) {
	n, j := t.number(i)
	if j < 0 || n < 1 || n > 28 || !t.is(j, "ngày") {
		return part{}, -1
	}
	if k := t.seq(j+1, "đầu tiên", "đầu"); k >= 0 {
		return part{name: "days", days: n}, k
	}
	if k := t.seq(j+1, "cuối cùng", "cuối"); k >= 0 {
		return part{name: "last"}, k
	}
	return part{}, -1
}

// wholeOf reads the period a part is taken of; without a number the one in which the words were spoken is meant.
func (t *text) wholeOf(j int) (moment, int) {
	for _, rule := range []func(int) (moment, int){t.monthOf, t.quarterOf, t.yearOf} {
		if m, next := rule(j); next >= 0 {
			return m, next
		}
	}
	switch {
	case t.is(j, "tháng"):
		return moment{grain: KindMonth, deictic: "month"}, j + 1
	case t.is(j, "quý"):
		return moment{grain: KindQuarter, deictic: "quarter"}, j + 1
	case t.is(j, "năm") && !t.is(j+1, "học", "ngân"):
		return moment{grain: KindYear, month: 12, fromMonth: 1}, j + 1
	}
	return moment{}, -1
}

// of narrows the whole to the part. A part the Civil Code does not define sets no day.
func (p part) of(m moment) moment {
	m.point = true
	inMonth := m.grain == KindMonth
	inYear := m.grain == KindYear && m.deictic == ""
	switch {
	case p.vague:
		m.undefined = true
	case p.name == "last":
		m.lastDay = true
	case p.name == "late":
		m.point = false
		if inMonth {
			m.fromDay = 16
		}
	case inMonth && p.name == "first":
		m.day, m.grain = 1, KindDate
	case inMonth && p.name == "middle":
		m.day, m.grain = 15, KindDate
	case inMonth && p.name == "early":
		m.day, m.point = 15, false
	case inMonth && p.name == "days":
		m.fromDay, m.day, m.point = p.from, p.days, false
	case inYear && p.name == "first":
		m.month, m.fromMonth, m.day, m.grain = 1, 1, 1, KindDate
	case inYear && p.name == "middle":
		m.month, m.grain = 6, KindHalfYear
	case inYear && p.name == "early":
		m.month, m.fromMonth, m.grain, m.point = 6, 1, KindHalfYear, false
	default:
		m.undefined = true
	}
	if p.name == "late" && inYear {
		m.fromMonth, m.grain = 7, KindHalfYear
	}
	return m
}
