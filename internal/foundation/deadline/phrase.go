package deadline

import "strings"

// phrase is a limit without a date: an event, continuous work, urgency, another document.
type phrase struct {
	kind     Kind
	before   bool
	onDemand bool
	words    string // what is named: the event, the document
	target   bool   // not a limit itself: "phấn đấu", "dự kiến"
}

// phraseAt reads such a phrase at i.
func (t *text) phraseAt(i int) (phrase, int) {
	for _, rule := range []func(int) (phrase, int){
		t.targetAt, t.continuousAt, t.onDemandAt, t.eventAt, t.referenceAt, t.vagueAt,
	} {
		if p, next := rule(i); next >= 0 {
			return p, next
		}
	}
	return phrase{}, -1
}

func (t *text) targetAt(i int) (phrase, int) {
	next := t.seq(i, "phấn đấu", "dự kiến", "dự tính", "dự định", "cố gắng", "với mục tiêu", "ước tính")
	if next < 0 && t.clauseStart(i) == i {
		next = t.seq(i, "mục tiêu")
	}
	return phrase{target: true}, next
}

// continuousAt reads "thường xuyên", "liên tục", "cả năm", "trong thời gian chưa …", "cho đến khi …".
func (t *text) continuousAt(i int) (phrase, int) {
	p := phrase{kind: KindContinuous}
	if next := t.seq(i, "thường xuyên", "liên tục", "quanh năm", "lâu dài", "xuyên suốt"); next >= 0 {
		if t.is(i-1, "chi", "vốn", "phí", "nguồn", "dục", "dự", "sách", "không", "tự") { // "chi thường xuyên" is a kind of spending
			return phrase{}, -1
		}
		return p, next
	}
	if next := t.seq(i, "cả năm"); next >= 0 && t.clauseStart(i) == i {
		return p, next - 1
	}
	if next := t.seq(i, "trong suốt", "suốt"); next >= 0 {
		if t.is(next, "thời", "quá", "nhiệm") {
			end := t.phraseEnd(next)
			p.words = t.slice(next, end)
			return p, end
		}
		return p, next
	}
	if next := t.seq(i, "cho đến khi", "cho tới khi", "đến khi", "tới khi"); next >= 0 {
		end := t.phraseEnd(next)
		p.words = t.slice(next, end)
		return p, end
	}
	return t.whileAt(i)
}

// whileAt reads "trong thời gian chưa hoàn thành …", "trong quá trình …".
func (t *text) whileAt(i int) (phrase, int) {
	next := t.seq(i, "trong thời gian", "trong quá trình", "trong khi chưa", "khi chưa")
	if next < 0 || t.at(next).num >= 0 {
		return phrase{}, -1
	}
	if t.is(next-1, "gian") && t.seq(next, "tới", "sớm", "ngắn", "nhanh", "gần", "qua", "vừa", "theo", "quy định", "không", "còn lại") >= 0 {
		return phrase{}, -1
	}
	if _, counted := t.amountAt(next); counted >= 0 {
		return phrase{}, -1
	}
	start := next
	if t.is(next-1, "chưa") {
		start--
	}
	end := t.phraseEnd(start)
	if end == start {
		return phrase{}, -1
	}
	return phrase{kind: KindContinuous, words: t.slice(start, end)}, end
}

// onDemandAt reads "đột xuất", "khi có yêu cầu", "theo yêu cầu".
func (t *text) onDemandAt(i int) (phrase, int) {
	if next := t.seq(i, "đột xuất"); next >= 0 {
		if after := t.seq(next, "khi", "theo yêu cầu"); after >= 0 {
			end := t.phraseEnd(next)
			return phrase{kind: KindContinuous, onDemand: true, words: t.slice(i, end)}, end
		}
		return phrase{kind: KindContinuous, onDemand: true, words: t.slice(i, next)}, next
	}
	next := t.seq(i, "mỗi khi có yêu cầu", "khi có yêu cầu", "khi được yêu cầu", "khi cần thiết", "khi cần", "khi phát sinh", "khi có phát sinh",
		"nếu có yêu cầu", "nếu có phát sinh", "khi có đề nghị", "khi có đề xuất", "theo yêu cầu")
	if next < 0 {
		return phrase{}, -1
	}
	end := t.phraseEnd(next)
	if t.is(next-3, "theo") && !t.is(next, "của") && end > next && !t.aloneAt(next) {
		return phrase{}, -1 // "theo yêu cầu nhiệm vụ" sets no time
	}
	return phrase{kind: KindEvent, onDemand: true, words: t.slice(i, end)}, end
}

// eventNouns name happenings a deadline can be before, at or after.
var eventNouns = []string{
	"hội nghị", "cuộc họp", "buổi họp", "phiên họp", "kỳ họp", "đại hội", "buổi làm việc", "hội thảo", "lễ", "tết", "mùa", "năm học", "kỳ thi",
	"khai giảng", "bầu cử", "cuộc bầu cử", "đợt", "họp", "giao ban", "sáp nhập", "sắp xếp", "nghiệm thu", "khởi công", "bàn giao", "khai mạc",
	"sơ kết", "tổng kết", "bế mạc", "chuyến", "cuộc kiểm tra", "cuộc thanh tra", "cuộc giám sát", "thời điểm", "hội đồng", "vụ", "giai đoạn",
}

// eventAt reads "sau khi Đề án được phê duyệt", "trước khi trình HĐND", "ngay sau hội nghị", "tại kỳ họp cuối năm".
func (t *text) eventAt(i int) (phrase, int) {
	p := phrase{kind: KindEvent}
	if next := t.seq(i, "ngay sau khi", "sau khi", "ngay khi", "trước khi", "mỗi khi", "khi"); next >= 0 {
		if t.is(next-1, "khi") && next == i+1 && t.is(i-1, "trong", "đôi", "một", "đến", "từ", "lúc") || t.is(next, "đó", "này") {
			return phrase{}, -1
		}
		if t.momentAfterEnd(next) {
			return phrase{}, -1 // "trước khi hết quý III": a date
		}
		p.before = t.is(next-2, "trước")
		return t.eventWords(next, p)
	}
	if next := t.seq(i, "ngay sau", "liền sau", "kết thúc", "trước", "sau", "ngay tại", "tại", "trước thềm", "đến", "dịp"); next >= 0 {
		return t.eventByNoun(i, next, p)
	}
	return phrase{}, -1
}

// momentAfterEnd reports whether "hết", "kết thúc", "bước sang" and a period follow.
func (t *text) momentAfterEnd(i int) bool {
	j := t.seq(i, "hết", "kết thúc", "bước sang", "bước vào", "sang")
	if j < 0 {
		return false
	}
	_, next := t.momentAt(j)
	return next >= 0
}

func (t *text) eventByNoun(i, next int, p phrase) (phrase, int) {
	p.before = t.is(i, "trước")
	noun := t.skip(next, "ngày", "các", "thềm", "dịp")
	switch {
	case t.seq(noun, eventNouns...) >= 0 && !t.is(i-1, "nghị", "luận"):
	case t.is(next-2, "ngay") && t.is(next-1, "sau") && t.isWord(next) && !t.is(next, "đó", "ngày"):
	case t.is(next, "ngày") && t.is(i, "trước", "sau", "kết") && t.isWord(noun) && t.seq(noun, "làm việc", "hôm", "mai", "thứ", "mùng", "này", "chủ nhật", "cuối", "đầu") < 0:
	default:
		return phrase{}, -1
	}
	if _, after := t.dayOf(next); after >= 0 || t.is(i, "tại") && t.datedBefore(next, t.phraseEnd(next)) {
		return phrase{}, -1 // a date, or a meeting that has its date
	}
	return t.eventWords(next, p)
}

// datedBefore reports whether a day with its year stands in tokens [i, j).
func (t *text) datedBefore(i, j int) bool {
	for ; i < j; i++ {
		if m, next := t.dayOf(i); next >= 0 && m.full {
			return true
		}
	}
	return false
}

// eventWords ends the event and keeps its words without "sau khi".
func (t *text) eventWords(next int, p phrase) (phrase, int) {
	end := t.phraseEnd(next)
	if end == next {
		return phrase{}, -1
	}
	p.words = strings.TrimSpace(t.slice(next, end))
	return p, end
}

// referenceAt reads "theo tiến độ được phê duyệt", "theo Kế hoạch số 12/KH-UBND", "đúng thời hạn quy định".
func (t *text) referenceAt(i int) (phrase, int) {
	p := phrase{kind: KindReference}
	next := t.seq(i, "theo đúng", "bám sát", "bảo đảm", "đảm bảo", "theo", "đúng", "như")
	if next < 0 {
		return phrase{}, -1
	}
	noun := t.seq(next, "tiến độ", "kế hoạch", "lộ trình", "thời hạn", "thời gian", "lịch", "hợp đồng", "chương trình", "mốc thời gian", "hạn", "văn bản", "công văn",
		"quyết định", "nghị quyết", "chỉ thị", "đề án", "phân kỳ")
	if noun < 0 {
		if t.seq(next, "quy định") >= 0 && t.is(i, "theo") && len(t.toks) <= 6 {
			return p.named(t, i)
		}
		return phrase{}, -1
	}
	if !t.is(i, "theo", "đúng", "như") && !t.is(next, "tiến", "thời", "lộ") {
		return phrase{}, -1
	}
	return p.named(t, i)
}

func (p phrase) named(t *text, i int) (phrase, int) {
	end := t.phraseEnd(i)
	p.words = t.slice(i, end)
	return p, end
}

// vagueAt reads words of urgency or of some time soon.
func (t *text) vagueAt(i int) (phrase, int) {
	next := t.seq(i, "khẩn trương", "khẩn cấp", "càng sớm càng tốt", "trong thời gian sớm nhất", "thời gian sớm nhất", "trong thời gian ngắn nhất",
		"trong thời gian nhanh nhất", "sớm nhất", "sớm", "kịp thời", "nhanh chóng", "ngay lập tức", "lập tức", "tức thời", "trong thời gian tới",
		"thời gian tới", "trong thời gian gần nhất", "sắp tới", "tới đây", "trong tương lai gần", "gấp rút", "gấp", "hoả tốc", "thượng khẩn",
		"không chậm trễ", "trước mắt", "đúng hạn", "mau chóng", "nhanh nhất", "bước đầu", "vài ngày", "ít ngày", "một thời gian ngắn", "ngay từ đầu", "ngay")
	if next < 0 || t.is(next-1, "sớm") && t.is(i-1, "phát", "báo", "hiện", "từ") {
		return phrase{}, -1
	}
	if next == i+1 && t.is(i, "ngay") && !t.aloneAt(next) && !t.is(next, "các", "việc", "từ") {
		return phrase{}, -1
	}
	return phrase{kind: KindVague}, next
}
