package deadline

// units of time a number can count.
func (t *text) unitAt(i int) string {
	switch t.at(i).word {
	case "ngày":
		return "day"
	case "tuần":
		return "week"
	case "tháng":
		return "month"
	case "quý":
		return "quarter"
	case "năm":
		return "year"
	case "giờ", "tiếng", "h":
		return "hour"
	}
	return ""
}

var numerals = map[string]int{
	"một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5, "sáu": 6, "bảy": 7,
	"tám": 8, "chín": 9, "mười": 10,
}

// number reads a count at i: digits, words ("mười lăm"), or both, one in brackets ("05 (năm)", "mười lăm (15)").
// It returns the value and the index after it; the index is -1 when there is no number.
func (t *text) number(i int) (value, next int) {
	value, next = t.plainNumber(i)
	if next < 0 {
		return 0, -1
	}
	if t.is(next, "(") {
		if v, found := numerals[t.at(next+1).word]; found && v == value && t.is(next+2, ")") {
			return value, next + 3
		}
		if v, after := t.plainNumber(next + 1); after >= 0 && v == value && t.is(after, ")") {
			return value, after + 1
		}
	}
	return value, next
}

func (t *text) plainNumber(i int) (value, next int) {
	if k := t.at(i); k.num >= 0 {
		if k.digits > 4 {
			return 0, -1
		}
		return k.num, i + 1
	}
	return t.numeral(i)
}

// numeral reads number words up to 99. "năm" is five only before a unit of time, else it is "year".
func (t *text) numeral(i int) (value, next int) {
	v, found := numerals[t.at(i).word]
	if !found {
		return 0, -1
	}
	j := i + 1
	switch {
	case t.is(j, "mươi"):
		v, j = v*10, j+1
		if d, ok := numerals[t.at(j).word]; ok && d < 10 && !t.fiveIsYear(j) {
			v, j = v+d, j+1
		}
	case v == 10:
		if d, ok := numerals[t.at(j).word]; ok && d < 10 && !t.fiveIsYear(j) {
			v, j = v+d, j+1
		}
	case t.fiveIsYear(i):
		return 0, -1
	}
	return v, j
}

// fiveIsYear reports whether "năm" at i means year: nothing it could count follows, or a word before it makes it a year.
func (t *text) fiveIsYear(i int) bool {
	if !t.is(i, "năm") {
		return false
	}
	unit := t.unitAt(i + 1)
	return unit == "" || unit == "hour" && t.is(i+1, "h") ||
		t.is(i-1, "hằng", "mỗi", "cuối", "đầu", "giữa", "hết", "thứ", "lịch", "tháng", "quý") ||
		t.at(i-1).num >= 0 && !t.at(i).glued
}

// romanOrNumber reads the number of a quarter: I–IV, 1–4, một, ba, tư …
func (t *text) quarterNumber(i int) (quarter, next int) {
	switch t.at(i).word {
	case "i":
		return 1, i + 1
	case "ii":
		return 2, i + 1
	case "iii":
		return 3, i + 1
	case "iv":
		return 4, i + 1
	case "nhất":
		return 1, i + 1
	}
	i = t.skip(i, "thứ")
	if q, next := t.plainNumber(i); next >= 0 && q >= 1 && q <= 4 && t.at(i).digits <= 2 {
		return q, next
	}
	return 0, -1
}

// year reads a year of four digits between 1900 and 2199 at i.
func (t *text) year(i int) (year, next int) {
	if k := t.at(i); k.digits == 4 && k.num >= 1900 && k.num <= 2199 {
		return k.num, i + 1
	}
	return 0, -1
}
