package deadline

import "github.com/dondoc/dondoc/internal/foundation/calendar"

// reading is everything the rules found in a text, in the order of the words.
type reading struct {
	*text
	moments []found[moment]
	counts  []found[count]
	rhythms []found[rhythm]
	phrases []found[phrase]
	hours   []hour
	ignored []Ignored
	on      calendar.Date // the day the words were spoken
}

// found is a thing with its place: tokens [at, to), and what the words before it say.
type found[T any] struct {
	it     T
	at, to int
	lead   lead
	gone   bool // used by something else, or put aside
	why    string
	joined bool // the next in a list, behind "và" or a comma
}

// read applies the rules from left to right; the first that fits at a token takes its words.
func (t *text) read() *reading {
	r := &reading{text: t}
	r.findHours()
	for i := 0; i < len(t.toks); {
		i = r.step(i)
	}
	return r
}

// findHours marks the hours of the day first, so that they do not hide what stands before them.
func (r *reading) findHours() {
	for i := 0; i < len(r.toks); i++ {
		h, next := r.hourAt(i)
		if next < 0 || r.hourIsCount(i, next) {
			continue
		}
		l := r.leadOf(i)
		h.before = l.before || l.latest
		r.hours = append(r.hours, h)
		for j := i; j < next; j++ {
			r.clock[j] = true
		}
		i = next - 1
	}
}

// hourIsCount tells "trong 24 giờ kể từ" from "trước 16 giờ 00".
func (r *reading) hourIsCount(i, next int) bool {
	if next > i+2 || !r.is(i+1, "giờ", "h") {
		return false
	}
	l := r.leadOf(i)
	return l.within || l.after || r.seq(next, "kể từ", "tính từ", "sau khi", "sau", "trước khi", "từ khi", "làm việc", "đồng hồ") >= 0
}

// step takes what begins at token i and returns the token after it.
func (r *reading) step(i int) int {
	if r.clock[i] {
		return i + 1
	}
	if next := r.trapAt(i); next >= 0 {
		return next
	}
	if h, next := r.goesOn(i); next >= 0 {
		r.addRhythm(h, i, next)
		return next
	}
	if next := r.countStep(i); next >= 0 {
		return next
	}
	if next := r.rhythmStep(i); next >= 0 {
		return next
	}
	if next := r.momentStep(i); next >= 0 {
		return next
	}
	if p, next := r.phraseAt(i); next >= 0 {
		f := found[phrase]{it: p, at: i, to: next}
		r.phrases = append(r.phrases, f)
		// A date inside the words of an event or a document is still looked at: it may be another limit.
		return i + 1 + r.phraseHead(i, next)
	}
	return i + 1
}

// momentStep takes a day or a period.
func (r *reading) momentStep(i int) int {
	if r.anotherDay(i) {
		f := found[moment]{it: moment{grain: KindDate, day: r.at(i).num, dayWord: true}, at: i, to: i + 1, lead: r.leadOf(i)}
		r.addMoment(f)
		return i + 1
	}
	if m, next := r.momentAt(i); next >= 0 {
		r.addMoment(found[moment]{it: m, at: i, to: next, lead: r.leadOf(i)})
		return next
	}
	return -1
}

// phraseHead is how many further tokens of a phrase cannot begin anything else.
func (r *reading) phraseHead(i, next int) int {
	for j := i + 1; j < next; j++ {
		if r.at(j).num >= 0 || r.is(j, "ngày", "trong", "trước", "quý", "tháng", "năm", "hằng", "chậm", "định", "thứ", "cuối", "đầu", "giữa", "tuần") {
			return j - i - 1
		}
	}
	return next - i - 1
}

// anotherDay reads the further numbers of "ngày 10, 20 và 30 hằng tháng".
func (r *reading) anotherDay(i int) bool {
	n, k := len(r.moments), r.at(i)
	if k.digits == 0 || k.digits > 2 || k.num < 1 || k.num > 31 {
		return false
	}
	if r.is(i-1, "trước", "vào", "đến") && r.seq(i+1, "hằng tháng", "mỗi tháng") >= 0 { // "trước 25 hằng tháng"
		return true
	}
	if n == 0 || !r.is(i-1, ",", "và") {
		return false
	}
	last := r.moments[n-1]
	dayOnly := last.it.grain == KindDate && last.it.month == 0 && last.it.deictic == ""
	return dayOnly && last.to == i-1 && r.is(i+1, ",", "và", "hằng", "mỗi", "của")
}

// addMoment keeps a moment; in a list ("trước ngày 15/6 và 15/12") what stands before the first holds for the next.
func (r *reading) addMoment(f found[moment]) {
	if n := len(r.moments); n > 0 && r.is(f.lead.from-1, "và", ",", "hoặc", "hay") && r.moments[n-1].to == f.lead.from-1 && !f.lead.marked() {
		from := f.lead.from
		f.lead = r.moments[n-1].lead
		f.lead.from, f.joined = from, true
	}
	r.moments = append(r.moments, f)
}

// momentAt reads a day or a period.
func (t *text) momentAt(i int) (moment, int) {
	m, next := t.dayOf(i)
	if next < 0 {
		m, next = t.periodOf(i)
		if after := t.seq(next, "( âm lịch )", "âm lịch"); next >= 0 && after >= 0 {
			m.lunar, next = true, after
		}
	}
	m.lunar = m.lunar || t.is(i-1, "rằm")
	return m, next
}

func (r *reading) countStep(i int) int {
	c, next := r.countAt(i)
	if next < 0 || r.partCounted(i) {
		return -1
	}
	if _, day := r.dayOf(i); day >= 0 && r.is(i+1, "tháng") { // "23 tháng Chạp"
		return -1
	}
	if _, rhythm := r.rhythmAt(i); rhythm >= 0 && c.why == "" && c.base == "" {
		return -1
	}
	if _, isTimes := r.timesOf(r.afterAmount(i)); isTimes >= 0 {
		return -1
	}
	if c.why == IgnoredDuration && r.afterBefore(i) {
		c.why, c.limited = "", true
	}
	if c.why != "" {
		l := r.leadOf(i)
		if c.why != IgnoredDuration || l.atLeast || r.is(next-1, "tục", "tiếp") {
			r.ignore(l.from, next, c.why)
		} else {
			r.ignore(i, next, c.why)
		}
		return next
	}
	r.counts = append(r.counts, found[count]{it: c, at: i, to: next, lead: r.leadOf(i)})
	return next
}

// afterBefore reports "trước ngày họp" right before the count, so that "ít nhất 10 ngày" is a limit.
func (r *reading) afterBefore(i int) bool {
	n := len(r.phrases)
	return n > 0 && r.phrases[n-1].it.before && r.phrases[n-1].to == r.leadOf(i).from
}

// afterAmount is the token behind the number and the unit at i.
func (t *text) afterAmount(i int) int {
	if _, j := t.number(i); j >= 0 {
		return j + 1
	}
	return i
}

// partCounted reports whether a part of a year or month begins at i ("03 tháng cuối năm", "10 ngày đầu tháng").
func (t *text) partCounted(i int) bool {
	if _, next := t.monthsOfYear(i); next >= 0 {
		return true
	}
	if _, next := t.countedDays(i); next >= 0 {
		return true
	}
	return false
}

func (r *reading) rhythmStep(i int) int {
	h, next := r.rhythmAt(i)
	if next < 0 {
		return -1
	}
	if !h.periodic && r.belongsToBudget(i) {
		r.ignore(max(0, i-2), next, IgnoredBudget)
		return next
	}
	r.addRhythm(h, i, next)
	return next
}

func (r *reading) addRhythm(h rhythm, at, to int) {
	h.from, h.to = at, to
	r.rhythms = append(r.rhythms, found[rhythm]{it: h, at: at, to: to, lead: r.leadOf(at)})
}

// goesOn reads a further period of a list whose days stand in brackets: "hằng tháng (trước ngày 20), 6 tháng (…), năm (…)".
func (r *reading) goesOn(i int) (rhythm, int) {
	if len(r.rhythms) == 0 || !r.is(i-1, ",", "và", "hoặc") || !r.sameClause(r.rhythms[len(r.rhythms)-1].at, i) {
		return rhythm{}, -1
	}
	list, next := r.oneRhythm(i, true)
	if next < 0 || !r.is(next, "(", ",", "và", "hoặc") && !r.breaks(next) {
		return rhythm{}, -1
	}
	return rhythm{list: list, periodic: true}, next
}

func (r *reading) ignore(from, to int, why string) {
	r.ignored = append(r.ignored, Ignored{Words: r.slice(from, to), Why: why})
}

// sameClause reports whether no break stands between two tokens.
func (t *text) sameClause(a, b int) bool {
	if a > b {
		a, b = b, a
	}
	return t.clauseEnd(a, false) >= b
}

// namedYear is the one year named in the words; 0 when there is none or several.
func (r *reading) namedYear() int {
	year := 0
	for _, m := range r.moments {
		if m.it.year == 0 || m.gone {
			continue
		}
		if year != 0 && year != m.it.year {
			return 0
		}
		year = m.it.year
	}
	return year
}
