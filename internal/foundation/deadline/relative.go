package deadline

import "strings"

// count is a number of units of time counted from an event.
type count struct {
	amount  int
	unit    string
	working bool
	before  bool
	base    string // the words that name the event
	spoken  bool   // counted from the day the words were spoken
	baseDay *moment
	why     string // not a deadline: the reason
	limited bool   // a marker before or an event behind makes it a limit
	least   int    // of a span, "2-3 ngày": its shorter end; the longer one counts
}

// The most that is counted; anything longer is no deadline.
const (
	maxDays   = 3660
	maxMonths = 120
)

// countAt reads "03 ngày làm việc kể từ ngày ký", "ngày làm việc tiếp theo", "trong ngày" at i, behind its lead.
func (t *text) countAt(i int) (count, int) {
	if c, next := t.nextWorkingDay(i); next >= 0 {
		return c, next
	}
	c, j := t.amountAt(i)
	if j < 0 {
		return count{}, -1
	}
	l := t.leadOf(i)
	if next := t.notCounted(j, l, &c); next >= 0 {
		return c, next
	}
	next := t.base(j, &c)
	c.limited = c.base != "" || c.spoken || l.within || l.latest || l.after || l.before || l.end
	if c.unit == "hour" && !l.within && !l.after && c.base == "" {
		return count{}, -1 // an hour of the day
	}
	if l.atLeast && !c.before && !l.before {
		c.why = IgnoredDuration
	}
	if l.exceed {
		c.why = IgnoredSanction
		next = t.clauseEnd(next, false)
	}
	return c, next
}

// spanAt reads the longer end of "2-3 ngày", "2 đến 3 ngày" behind its shorter one.
func (t *text) spanAt(i, shorter int) (longer, next int) {
	if i < 0 {
		return 0, -1
	}
	k := t.seq(i, "-", "–", "đến", "tới")
	if k < 0 {
		return 0, -1
	}
	n, j := t.number(k)
	if j < 0 || n <= shorter || t.unitAt(j) == "" || t.unitAt(j) == "hour" || t.at(j+1).digits > 0 || t.is(i-2, "ngày", "tháng", "thứ", "quý", "/") {
		return 0, -1
	}
	return n, j
}

// amountAt reads the number and the unit.
func (t *text) amountAt(i int) (count, int) {
	c := count{}
	if j := t.seq(i, "nửa tháng"); j >= 0 { // Civil Code 2015, article 146: fifteen days
		return count{amount: 15, unit: "day"}, j
	}
	if j := t.seq(i, "nửa năm"); j >= 0 {
		return count{amount: 6, unit: "month"}, j
	}
	n, j := t.number(i)
	if longer, next := t.spanAt(j, n); next >= 0 {
		c.least, n, j = n, longer, next
	}
	if j < 0 || n < 1 || t.unitAt(j) == "" || t.is(i-1, "/") || t.is(i, "tư", "mốt", "lăm", "nhăm") { // "đầu tư quý III" counts nothing
		return count{}, -1
	}
	c.amount, c.unit = n, t.unitAt(j)
	if c.unit == "month" && (t.is(i-1, "ngày") || t.at(j+1).digits > 0) {
		return count{}, -1 // "ngày 20 tháng …", "2 tháng 7 và 8"
	}
	if c.unit == "hour" && (t.is(j, "h") && !t.leadOf(i).within || t.at(j+1).digits > 0) || t.is(j, "năm") && t.at(j+1).digits == 4 {
		return count{}, -1
	}
	j++
	if c.unit == "day" {
		if k := t.seq(j, "làm việc", "công"); k >= 0 {
			c.working, j = true, k
		}
	}
	if c.unit == "hour" {
		j = t.skip(j, "đồng hồ", "làm việc")
	}
	if c.tooMuch() {
		return count{}, -1
	}
	return c, j
}

func (c count) tooMuch() bool {
	switch c.unit {
	case "day":
		return c.amount > maxDays
	case "hour":
		return c.amount > 24*maxDays
	case "week":
		return c.amount*7 > maxDays
	case "month":
		return c.amount > maxMonths
	case "quarter":
		return c.amount*3 > maxMonths
	}
	return c.amount*12 > maxMonths
}

// notCounted recognises counts that set no limit: "trong 5 năm qua", "02 ngày/01 đơn vị", "30 ngày liên tục".
func (t *text) notCounted(j int, l lead, c *count) int {
	if k := t.seq(j, "qua", "vừa qua", "gần đây", "gần nhất", "trước đó", "trước đây"); k >= 0 {
		c.why = IgnoredPast
		return k
	}
	if k := t.seq(j, "liên tục", "liên tiếp"); k >= 0 {
		c.why = IgnoredDuration
		return k
	}
	if t.is(j, "/", "mỗi") && !l.latest {
		c.why = IgnoredDuration
		return j + 1
	}
	return -1
}

// basePhrases begin the event a count starts from; true: it counts backwards.
var basePhrases = []struct {
	words  string
	before bool
}{
	{"kể từ khi", false},
	{"kể từ lúc", false},
	{"kể từ thời điểm", false},
	{"kể từ", false},
	{"tính từ khi", false},
	{"tính từ", false},
	{"tính kể từ", false},
	{"bắt đầu từ", false},
	{"từ khi", false},
	{"từ lúc", false},
	{"từ thời điểm", false},
	{"từ", false},
	{"ngay sau khi", false},
	{"sau khi", false},
	{"sau", false},
	{"trước khi", true},
	{"trước", true},
}

// base reads the event behind a count.
func (t *text) base(j int, c *count) int {
	if k := t.seq(j, "tới đây", "sắp tới", "tiếp theo", "kế tiếp", "tới", "nữa"); k >= 0 {
		c.spoken = true
		return k
	}
	start := t.skip(j, ",", "( )")
	for _, p := range basePhrases {
		k := t.seq(start, p.words)
		if k < 0 {
			continue
		}
		if t.is(k, "đến", "đó") || p.words == "trước" && t.breaks(k) {
			return j
		}
		return t.baseWords(k, p.before, c)
	}
	return j
}

// baseWords takes the words of the event: to the end of the clause, or just the date when it is one.
func (t *text) baseWords(k int, before bool, c *count) int {
	c.before = before
	if next := t.seq(k, "hôm nay", "ngày hôm nay", "nay", "bây giờ"); next >= 0 {
		c.spoken = true
		return next
	}
	if m, next := t.dayOf(k); next >= 0 && m.month > 0 {
		c.base, c.baseDay = t.slice(k, next), &m
		return next
	}
	end := t.phraseEnd(k)
	c.base = strings.TrimSpace(t.slice(k, end))
	if c.base == "" {
		c.before = false
	}
	return end
}

// nextWorkingDay reads "ngày làm việc tiếp theo", "ngày hôm sau", "trong ngày".
func (t *text) nextWorkingDay(i int) (count, int) {
	c := count{amount: 1, unit: "day", limited: true}
	if next := t.seq(i, "ngày làm việc tiếp theo", "ngày làm việc kế tiếp", "ngày làm việc liền kề", "ngày làm việc sau đó",
		"ngày làm việc hôm sau", "ngày làm việc liền sau", "ngày làm việc đầu tiên"); next >= 0 {
		c.working = true
		if t.is(next, "của") {
			return count{}, -1
		}
		return c, t.base(next, &c)
	}
	if next := t.seq(i, "ngày hôm sau", "hôm sau", "ngày tiếp theo", "ngày kế tiếp", "ngày liền kề"); next >= 0 {
		return c, t.base(next, &c)
	}
	if !t.is(i-1, "trong") || !t.is(i, "ngày", "buổi") {
		return count{}, -1
	}
	c.amount, c.spoken = 0, true
	next := t.skip(i+1, "làm việc")
	if t.aloneAt(next) || t.is(next, "và", "để", "phải") {
		return c, next
	}
	return count{}, -1
}

// phraseEnd is where the words of an event end: at a comma, a break, or where another limit begins.
func (t *text) phraseEnd(i int) int {
	for j := i; j < len(t.toks); j++ {
		if t.breaks(j) || t.is(j, ",", ")", "(") {
			return j
		}
		if j > i && t.seq(j, "chậm nhất", "muộn nhất", "không quá", "trong vòng", "trong thời hạn", "nhưng", "thì phải", "phải báo cáo",
			"hoàn thành trước", "ít nhất", "tối thiểu", "tối đa", "hoặc trước") >= 0 {
			return j
		}
		if _, next := t.amountAt(j); next >= 0 && j > i && !t.is(j-1, "sau", "hết") {
			return j
		}
	}
	return len(t.toks)
}
