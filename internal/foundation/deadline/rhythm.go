package deadline

// rhythm is one or several recurrences named together ("định kỳ 6 tháng, hằng năm").
type rhythm struct {
	list       []Recurrence
	periodic   bool    // "định kỳ" was said: no noun such as "ngân sách hằng năm"
	noPeriod   bool    // "định kỳ" and nothing else
	dayed      bool    // the day is named in the same breath ("đầu mỗi tháng")
	monthNamed bool    // "tháng cuối quý" was said
	ofQuarter  bool    // the day of a month of the quarter, perhaps of a rhythm named elsewhere
	unclear    bool    // a day was named that the calendar of days cannot hold ("thứ Năm tuần thứ ba")
	until      *moment // its end, of a year still to be filled in
	from, to   int     // tokens of the days and bounds it was given
}

// rhythmAt reads recurrences at i.
func (t *text) rhythmAt(i int) (rhythm, int) {
	if r, next := t.dayOfLastMonth(i); next >= 0 {
		return r, next
	}
	if r, next := t.weekdayOfMonth(i); next >= 0 {
		return r, next
	}
	r := rhythm{}
	j := i
	if k := t.seq(i, "định kỳ vào", "định kỳ theo", "định kỳ cứ", "định kỳ"); k >= 0 {
		r.periodic, j = true, k
	}
	first, next := t.oneRhythm(j, r.periodic)
	if next < 0 {
		if !r.periodic {
			return rhythm{}, -1
		}
		r.noPeriod = true
		return r, j
	}
	r.list = first
	r.dayed = t.nameDay(i, &r.list[0])
	for {
		more, after := t.anotherRhythm(next)
		if after < 0 {
			return r, next
		}
		r.list, next = append(r.list, more...), after
	}
}

// anotherRhythm goes on with a list: ", quý", "và hằng năm", ", giữa nhiệm kỳ".
func (t *text) anotherRhythm(i int) ([]Recurrence, int) {
	j := t.seq(i, ", và", ", hoặc", ", định kỳ", "và định kỳ", ",", "và", "hoặc", "/", "-", ";")
	if j < 0 {
		return nil, -1
	}
	if t.is(i, ";") && !t.is(j, "hằng") {
		return nil, -1
	}
	list, next := t.oneRhythm(j, true)
	if next >= 0 && t.unitAt(j) != "" && t.at(next).num >= 0 {
		return nil, -1 // ", năm 2026", ", ngày 15"
	}
	if next >= 0 && t.is(j, "ngày") {
		return nil, -1
	}
	return list, next
}

// oneRhythm reads one recurrence; bare units ("quý", "6 tháng") count only where a rhythm was announced.
func (t *text) oneRhythm(i int, announced bool) ([]Recurrence, int) {
	if next := t.seq(i, "giữa nhiệm kỳ"); next >= 0 {
		return []Recurrence{{Every: EveryTerm}}, next
	}
	if list, next := t.timesPer(i); next >= 0 {
		return list, next
	}
	if list, next := t.reportRhythm(i); next >= 0 {
		return list, next
	}
	j := t.seq(i, "hằng", "mỗi", "từng", "theo từng", "theo")
	if j < 0 {
		return t.countedRhythm(i, announced)
	}
	if t.is(j-1, "theo") && (!announced && !t.is(i-1, "báo", "cáo", "kỳ") || t.at(j+1).num >= 0) {
		return nil, -1
	}
	list, next := t.countedRhythm(j, true)
	if next >= 0 && t.unitAt(j) != "" && t.at(next).num >= 0 && !t.is(j, "ngày") {
		if _, after := t.timesOf(next); after < 0 {
			if _, isYear := t.year(next); isYear >= 0 {
				return nil, -1
			}
		}
	}
	return list, next
}

// reportRhythm reads "báo cáo tuần vào thứ Sáu", "báo cáo tháng trước ngày 25": the day, of no named month, makes it a rhythm.
func (t *text) reportRhythm(i int) ([]Recurrence, int) {
	if !t.is(i, "tuần", "tháng") || t.endsWith(i, "báo cáo", "giao ban", "họp") < 0 {
		return nil, -1
	}
	j := t.seq(i+1, "trước", "vào", "chậm nhất vào", "chậm nhất", "muộn nhất")
	if j < 0 {
		return nil, -1
	}
	for j < len(t.clock) && t.clock[j] {
		j++
	}
	if _, next := t.weekday(j); next >= 0 && t.is(i, "tuần") && !t.is(next, "tuần", "này", "tới", ",", "hằng", "mỗi") {
		return []Recurrence{{Every: EveryWeek}}, i + 1
	}
	if m, next := t.dayOf(j); next >= 0 && t.is(i, "tháng") && m.month == 0 && m.deictic == "" && !t.is(next, "hằng", "mỗi") {
		return []Recurrence{{Every: EveryMonth}}, i + 1
	}
	return nil, -1
}

// countedRhythm reads "6 tháng một lần", "quý", "03 tháng/lần", "tuần 2 lần".
func (t *text) countedRhythm(i int, announced bool) ([]Recurrence, int) {
	n, j := 1, i
	if v, next := t.number(i); next >= 0 && t.unitAt(next) != "" && v > 0 && v <= 120 {
		n, j = v, next
	}
	unit := t.unitAt(j)
	if unit == "" || unit == "hour" {
		return nil, -1
	}
	if j > i && t.is(j+1, "đầu", "cuối") && !t.is(j+2, "tháng", "quý", "tuần") {
		if unit != "month" || !announced || t.is(j+3, "học") {
			return nil, -1
		}
		return t.partRhythm(n, j)
	}
	next := j + 1
	if times, after := t.timesOf(next); after >= 0 {
		return several(n, unit, times), after
	}
	if times, after := t.actedTimes(next); after >= 0 && (j > i || t.is(i-1, "cứ", "mỗi", "hằng")) {
		return several(n, unit, times), after
	}
	if j > i && unit == "month" && n == 9 {
		return []Recurrence{{Every: EveryYear, Month: 9}}, next // "6 tháng, 9 tháng, năm"
	}
	if !announced || unit == "day" && j == i && !t.is(i-1, "hằng", "mỗi", "từng") {
		return nil, -1
	}
	return []Recurrence{every(n, unit)}, next
}

// partRhythm reads "định kỳ 6 tháng đầu năm", "9 tháng đầu năm" in a list of reports: once a year.
func (t *text) partRhythm(n, j int) ([]Recurrence, int) {
	r := Recurrence{Every: EveryYear, Month: n}
	if t.is(j+1, "cuối") {
		r.Month = 0
	}
	return []Recurrence{r}, t.skip(j+2, "năm")
}

// timesOf reads "một lần", "/lần", "/ 01 lần", "2 lần" behind a unit.
func (t *text) timesOf(i int) (times, next int) {
	j := t.skip(i, "/", ",")
	if n, k := t.plainNumber(j); k >= 0 && t.is(k, "lần", "kỳ") && n > 0 && n <= 31 {
		return n, k + 1
	}
	if t.is(j, "lần") && j > i {
		return 1, j + 1
	}
	return 0, -1
}

// actedTimes reads "báo cáo một lần", "họp 1 lần" behind a unit: what is done so often stands between.
func (t *text) actedTimes(i int) (times, next int) {
	j := t.seq(i, "phải báo cáo", "báo cáo kết quả", "báo cáo", "họp giao ban", "họp", "giao ban", "sơ kết", "rà soát", "kiểm tra", "đánh giá", "tổng hợp", "công khai", "cập nhật")
	if j < 0 {
		return 0, -1
	}
	return t.timesOf(j)
}

// weekdayOfMonth reads "thứ Hai đầu tháng", "thứ Sáu cuối mỗi tháng": a monthly rhythm, unless one month is named.
func (t *text) weekdayOfMonth(i int) (rhythm, int) {
	day, j := t.weekday(i)
	if j < 0 {
		return rhythm{}, -1
	}
	nth := 1
	k := t.seq(j, "đầu tiên của mỗi", "đầu tiên của hằng", "đầu tiên của", "đầu tiên trong", "đầu tiên mỗi", "đầu tiên hằng", "đầu của mỗi", "đầu mỗi", "đầu hằng", "đầu của", "đầu")
	if k < 0 {
		nth = -1
		k = t.seq(j, "cuối cùng của mỗi", "cuối cùng của hằng", "cuối cùng của", "cuối cùng trong", "cuối cùng mỗi", "cuối cùng hằng", "cuối mỗi", "cuối hằng", "cuối của", "cuối")
	}
	if k < 0 || !t.is(k, "tháng") || t.at(k+1).num >= 0 || t.is(k+1, "này", "sau", "tới", "trước", "giêng", "chạp", "kế", "tiếp", "nay") {
		return rhythm{}, -1
	}
	next := k + 1
	if after := t.seq(next, "hằng tháng"); after >= 0 {
		next = after
	}
	return rhythm{list: []Recurrence{{Every: EveryMonth, Weekday: day, Nth: nth}}, periodic: true, dayed: true}, next
}

// timesPer reads "1 lần/tháng", "hai lần một năm", "một lần mỗi quý".
func (t *text) timesPer(i int) ([]Recurrence, int) {
	n, j := t.plainNumber(i)
	if j < 0 || !t.is(j, "lần") || n < 1 || n > 31 {
		return nil, -1
	}
	k := t.seq(j+1, "/ 01", "/ 1", "/ một", "/", "trong một", "trong 01", "trong 1", "một", "mỗi", "hằng", "trong")
	if k < 0 {
		return nil, -1
	}
	per := 1
	if v, next := t.plainNumber(k); next >= 0 && v > 0 && v <= 24 {
		per, k = v, next
	}
	unit := t.unitAt(k)
	if unit == "" || unit == "hour" {
		return nil, -1
	}
	return several(per, unit, n), k + 1
}

// every is the recurrence of each n units, in the largest unit that fits.
func every(n int, unit string) Recurrence {
	r := Recurrence{Every: Every(unit)}
	switch {
	case unit == "month" && n%12 == 0:
		r.Every, n = EveryYear, n/12
	case unit == "month" && n%6 == 0:
		r.Every, n = EveryHalfYear, n/6
	case unit == "month" && n%3 == 0:
		r.Every, n = EveryQuarter, n/3
	}
	if n > 1 {
		r.Interval = n
	}
	return r
}

// several is the recurrence of so many times in n units, evenly spread where the calendar allows it.
func several(n int, unit string, times int) []Recurrence {
	months := map[string]int{"month": 1, "quarter": 3, "year": 12}[unit] * n
	switch {
	case times == 1:
		return []Recurrence{every(n, unit)}
	case unit == "month" && n == 1 && times == 2: // half a month is fifteen days: Civil Code 2015, article 146
		return []Recurrence{{Every: EveryMonth, Day: 15}, {Every: EveryMonth}}
	case months > 0 && months%times == 0:
		return []Recurrence{every(months/times, "month")}
	}
	return []Recurrence{every(n, unit)}
}

// nameDay reads the part right before: "đầu mỗi tháng", "cuối mỗi quý", "giữa hằng tháng".
func (t *text) nameDay(i int, r *Recurrence) bool {
	switch {
	case t.is(i-1, "cuối"):
		return true
	case t.is(i-1, "đầu") && r.Every == EveryMonth:
		r.Day = 1
		return true
	case t.is(i-1, "giữa") && r.Every == EveryMonth:
		r.Day = 15
		return true
	}
	return false
}

// dayOfLastMonth reads "ngày 20 của tháng cuối quý", "ngày 05 tháng đầu quý sau": a quarterly rhythm with its day.
func (t *text) dayOfLastMonth(i int) (rhythm, int) {
	j := t.skip(i, "ngày")
	day := t.at(j)
	if j == i || day.digits == 0 || day.digits > 2 || day.num < 1 || day.num > 31 {
		return rhythm{}, -1
	}
	k := t.skip(j+1, "của")
	if !t.is(k, "tháng") {
		return rhythm{}, -1
	}
	offset, next := t.monthOfQuarter(k + 1)
	if next < 0 {
		return rhythm{}, -1
	}
	if _, named := t.quarterNumber(next); named >= 0 {
		return rhythm{}, -1 // "tháng cuối quý III": a date, not a rhythm
	}
	r := Recurrence{Every: EveryQuarter, Day: day.num, MonthOffset: offset}
	return rhythm{list: []Recurrence{r}, periodic: true, dayed: true, monthNamed: true, ofQuarter: true}, next
}

// monthOfQuarter reads which month of the quarter is meant: cuối, giữa, đầu, or the first of the next one.
func (t *text) monthOfQuarter(i int) (offset, next int) {
	j := t.seq(i, "cuối cùng của mỗi quý", "cuối cùng của quý", "cuối cùng mỗi quý", "cuối mỗi quý", "cuối của quý", "cuối quý", "cuối kỳ", "cuối cùng hằng quý", "cuối hằng quý")
	if j >= 0 {
		return 0, t.skip(j, "báo cáo", "hằng quý")
	}
	if j = t.seq(i, "đầu tiên của quý", "đầu tiên quý", "đầu của quý", "đầu mỗi quý", "đầu quý"); j >= 0 {
		if k := t.seq(j, "sau", "tiếp theo", "kế tiếp", "liền kề", "tới"); k >= 0 {
			return 1, k
		}
		return -2, j
	}
	if j = t.seq(i, "giữa quý", "thứ hai của quý", "thứ 2 của quý"); j >= 0 {
		return -1, j
	}
	return 0, -1
}

// budgetWords are nouns that "hằng năm" can belong to: then it says which budget, not how often to act.
var budgetWords = []string{
	"ngân sách", "dự toán", "kinh phí", "nguồn vốn", "vốn", "chi phí", "thu nhập", "chỉ tiêu", "kế hoạch", "sản lượng", "doanh thu",
	"cây trồng", "cây", "đất trồng", "biên chế", "danh mục", "quỹ", "học phí", "lệ phí", "phí", "thuế suất", "mức thu", "mức chi", "lương",
	"nghỉ phép", "phép", "bảng giá", "định mức", "chương trình công tác", "chương trình", "lượng mưa", "nhu cầu", "tỷ lệ", "tốc độ",
	"bình quân", "trung bình", "nhiệm vụ chi", "thu chi", "đầu tư công", "giải thưởng", "kỳ thi", "ngày hội", "học bổng",
}

// rhythmStops are words that end the look back for such a noun: from here on it is something to do.
var rhythmStops = []string{
	"và", "để", "thì", "phải", "theo", "tổ chức", "thực hiện", "báo cáo", "tổng hợp", "rà soát", "kiểm tra", "gửi", "đánh giá", "công khai",
	"định kỳ", "xây dựng", "ban hành", "cập nhật", "trước", "trình", "lập",
}

// belongsToBudget looks back from "hằng năm" for a noun it describes.
func (t *text) belongsToBudget(i int) bool {
	for k := i - 1; k >= max(0, i-7) && !t.breaks(k); k-- {
		if t.seq(k, budgetWords...) >= 0 && (k == i-1 || t.seq(k, budgetWords...) <= i) {
			return true
		}
		inCompound := t.is(k, "trình") && t.is(k-1, "chương", "quy", "quá", "công")
		if t.is(k, "(", ")") || t.seq(k, rhythmStops...) >= 0 && !inCompound {
			return false
		}
	}
	return false
}
