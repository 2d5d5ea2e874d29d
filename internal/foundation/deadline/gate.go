package deadline

// gate puts aside the moments that belong to something else than the deadline.
func (r *reading) gate() {
	for i := range r.moments {
		f := &r.moments[i]
		if f.gone {
			continue
		}
		why, out := r.refuse(f)
		if f.joined && i > 0 && r.moments[i-1].gone && r.moments[i-1].why != "" {
			why, out = r.moments[i-1].why, true
		}
		if !out {
			continue
		}
		f.gone, f.why = true, why
		if why != "" {
			r.ignore(min(f.at, max(f.lead.from, f.at-4)), f.to, why)
		}
	}
}

// refuse says why a moment is no deadline; no reason is given for what was never a date (a fraction).
func (r *reading) refuse(f *found[moment]) (why string, out bool) {
	l := f.lead
	switch {
	case l.asOf:
		return IgnoredPast, true
	case l.occasion && f.it.grain == KindDate && !l.before && !l.latest, r.happening(f):
		return IgnoredOccasion, true
	case r.citesDocument(f):
		return IgnoredDocument, true
	case r.happened(f):
		return IgnoredPast, true
	case l.after && !l.latest && !l.within:
		return IgnoredStart, true
	case l.start && !l.until && !f.it.isRange():
		return IgnoredStart, true
	case r.isSpan(f):
		return IgnoredSpan, true
	case r.noDate(f):
		return "", true
	case r.isTopic(f):
		return IgnoredTopic, true
	}
	return "", false
}

// isRange reports a moment that has its own beginning: "25-30/6/2026", "tháng 7-9/2026".
func (m moment) isRange() bool {
	return m.fromDay > 0 || m.grain == KindMonth && m.fromMonth > 0 && m.fromMonth < m.month || m.grain == KindQuarter && m.month-m.fromMonth > 2
}

// happening reports a day on which something is or was held: "hội nghị ngày 25/6".
func (r *reading) happening(f *found[moment]) bool {
	if f.lead.marked() || f.it.grain != KindDate {
		return false
	}
	if r.clauseHas(max(r.clauseStart(f.at), f.at-8), f.at, "kỷ niệm", "chào mừng") {
		return true
	}
	if r.endsWith(f.lead.from, "hội nghị", "cuộc họp", "phiên họp", "kỳ họp", "buổi họp", "đại hội", "buổi làm việc", "sinh", "sự cố", "vụ việc", "hội thảo") >= 0 {
		return true
	}
	// "họp ngày …" of a day to come is something to do.
	_, last := f.it.dates(f.it.year)
	ahead := f.it.year > 0 && !r.on.IsZero() && !last.Before(r.on)
	return !ahead && !f.lead.in && r.endsWith(f.lead.from, "họp", "khởi công", "khai mạc", "bầu cử", "tổ chức", "diễn ra", "xảy ra") >= 0
}

// citesDocument reports the date of a document: its noun stands before, or its signing, or its issuer behind.
func (r *reading) citesDocument(f *found[moment]) bool {
	if f.lead.marked() || f.lead.within || f.lead.until || f.it.point {
		return false
	}
	if f.it.grain != KindDate {
		return r.nounBefore(f.lead.from, 3)
	}
	if r.endsWith(f.lead.from, "ký", "ban hành", "kèm theo", "có hiệu lực", "hiệu lực", "phê duyệt", "thông qua", "giao", "thành lập", "cấp", "công bố") >= 0 {
		return true
	}
	if r.is(f.to, "của") || r.seq(f.to, "về việc", "v / v") >= 0 {
		return true
	}
	return r.nounBefore(f.lead.from, 9)
}

// nounBefore looks back so many tokens for the noun of a document, to the nearest comma or break.
func (r *reading) nounBefore(i, reach int) bool {
	for k := i - 1; k >= max(0, i-reach) && !r.breaks(k) && !r.is(k, ","); k-- {
		if j := r.seq(k, documentNouns...); j >= 0 && j <= i {
			return true
		}
	}
	return false
}

// happened reports a past statement: "đã" before the date in the same clause, or right behind it.
func (r *reading) happened(f *found[moment]) bool {
	l := f.lead
	if r.is(l.from-1, "đã", "chưa") {
		return true
	}
	if l.until && !r.finishes(f) && r.is(f.to, "đạt", "là", "còn", "có", "toàn", "tổng") && !r.clauseHas(r.clauseStart(f.at), f.at, "phấn đấu", "dự kiến") {
		return true
	}
	if l.before || l.latest || l.done {
		return false
	}
	if r.statesFigures(f) {
		return true
	}
	start := f.at
	for start > 0 && !r.breaks(start-1) && !r.is(start-1, ",") {
		start--
	}
	if r.clauseHas(start, f.at, "đã") && !r.clauseHas(start, f.at, "đã được giao", "đã đề ra", "phải") {
		return true
	}
	if r.clauseHas(r.clauseStart(f.at), f.at, "chốt số liệu", "số liệu báo cáo", "số liệu tính") {
		return true
	}
	behind := r.clauseEnd(f.to, false)
	return r.clauseHas(f.to, min(behind, f.to+8), "đã") && !r.clauseHas(f.to, behind, "phải")
}

// statesFigures reports "trong 9 tháng đầu năm, tổng thu đạt 72 %": what was reached, not what is to be done.
func (r *reading) statesFigures(f *found[moment]) bool {
	if f.it.grain == KindDate || r.finishes(f) {
		return false
	}
	end := r.clauseEnd(f.to, false)
	if r.clauseHas(r.clauseStart(f.at), end, "phấn đấu", "dự kiến", "chỉ tiêu") {
		return false
	}
	for i := f.to; i < end; i++ {
		if r.is(i, "đạt", "tăng", "giảm", "ước") && r.at(i+1).num >= 0 {
			return true
		}
	}
	return false
}

// isSpan reports "đến hết năm 2026" as the span over which something runs, unless something is to be finished by then.
func (r *reading) isSpan(f *found[moment]) bool {
	l := f.lead
	if !l.until || l.latest || l.before || l.done || r.finishes(f) {
		return false
	}
	if r.clauseHas(r.clauseStart(f.at), f.at, "phấn đấu", "dự kiến", "cố gắng") {
		return false
	}
	if r.clauseHas(r.clauseStart(f.at), f.at, "hiệu lực", "giá trị", "áp dụng", "nhiệm kỳ", "lịch", "thời kỳ", "giai đoạn", "duy trì", "tầm nhìn", "kéo dài") {
		return true
	}
	return f.it.grain == KindYear && !f.it.point && f.it.fromDay == 0
}

// finishes reports whether the clause says that something is to be finished.
func (r *reading) finishes(f *found[moment]) bool {
	return r.clauseHas(r.clauseStart(f.at), r.clauseEnd(f.to, false), "hoàn thành", "hoàn tất", "xong", "dứt điểm", "hạn chót", "thời hạn", "phải")
}

// noDate reports figures that only look like a date: fractions, "9/2026" in a number, a lone "ngày 25".
func (r *reading) noDate(f *found[moment]) bool {
	m, l := f.it, f.lead
	led := l.before || l.latest || l.until || l.end || l.done || l.within || l.about || l.start || l.in
	if r.is(f.at-1, "số", "biểu", "mẫu", "điều", "khoản", "km", "quý") && r.at(f.at).num >= 0 {
		return true
	}
	figures := r.at(f.at).num >= 0
	switch {
	case m.weekday > 0 && m.deictic == "weekday":
		return !led && m.shift == 0 && !r.sole(f) && !r.is(f.at, "ngày")
	case m.grain == KindDate && !m.full && !m.dayWord && figures && m.month > 0:
		if r.fraction(f.to) && (r.unitAt(f.to) != "" || !l.before && !l.latest) {
			return true
		}
		return !led && !l.bracketed && !r.sole(f) && !r.clock[max(0, f.at-1)]
	case m.grain == KindMonth && figures:
		return !led && !l.bracketed && !r.sole(f)
	case m.grain == KindDate && m.month == 0 && m.deictic == "":
		return !led && !r.sole(f) && m.weekday == 0
	}
	return false
}

// fraction reports whether a noun follows, as in "2/3 số hộ".
func (r *reading) fraction(i int) bool {
	if u := r.unitAt(i); u != "" && u != "year" {
		return true
	}
	return r.isWord(i) && !r.is(i, "phải", "và", "hoặc", "hằng", "để", "năm", "tới", "này", "hoàn", "trở", "theo", "mỗi", "là", "có", "âm", "dương", "xong", "báo", "gửi")
}

// topicNouns describe what a period belongs to when it stands right behind them: a plan of 2026, the report of September.
var topicNouns = []string{
	"kế hoạch", "nhiệm vụ", "chương trình", "dự toán", "ngân sách", "kinh phí", "vốn", "chỉ tiêu", "giao", "công tác", "kết quả", "tình hình", "báo cáo",
	"sơ kết", "tổng kết", "đánh giá", "phương hướng", "hội nghị", "giao ban", "họp", "số liệu", "doanh thu", "sản lượng", "phiên họp", "kỳ họp", "cuộc họp",
	"chuyên đề", "lịch", "kiểm điểm", "xếp loại", "thi đua", "khen thưởng", "quyết toán", "thu", "chi", "đợt", "vụ", "kỳ", "cao điểm", "phiên", "đầu tư công",
	"kinh tế - xã hội", "kinh tế xã hội", "giải ngân", "hoạt động", "nghị quyết", "chỉ thị", "phong trào", "so với", "cùng kỳ", "của", "trong đó", "hồ sơ", "bảng giá",
	"trọng tâm", "danh mục", "phát triển", "tín dụng", "lần thứ", "mục tiêu",
}

// isTopic reports a period that says what a plan or report is about.
func (r *reading) isTopic(f *found[moment]) bool {
	m, l := f.it, f.lead
	if m.grain == KindDate || m.grain == KindRelative || r.sole(f) {
		return false
	}
	if l.before || l.latest || l.end || l.done || l.until || l.in {
		return false
	}
	if l.within {
		return r.clauseHas(r.clauseStart(f.at), l.from, "kết quả", "tình hình", "số liệu", "đạt được", "so với") && !r.finishes(f)
	}
	if m.grain == KindYear && !m.point {
		return !r.clauseHas(f.to, r.clauseEnd(f.to, false), "hoàn thành", "xong", "hoàn tất")
	}
	return r.endsWith(l.from, topicNouns...) >= 0
}

// soleWords may stand beside a deadline without being anything else.
var soleWords = []string{
	"thời", "gian", "hạn", "hoàn", "thành", "thực", "hiện", "xong", "tiến", "độ", "dự", "kiến", "phấn", "đấu", "kết", "thúc", "ngày", "và", "là", "tháng",
	"quý", "hằng", "phải", "tất",
}

// sole reports whether the words hold nothing but this.
func (r *reading) sole(f *found[moment]) bool { return r.nothingBut(f.lead.from, f.to) }

func (t *text) nothingBut(from, to int) bool {
	for i := range t.toks {
		if i >= from && i < to || t.clock[i] || !t.isWord(i) && t.at(i).num < 0 {
			continue
		}
		if !t.is(i, soleWords...) {
			return false
		}
	}
	return true
}
