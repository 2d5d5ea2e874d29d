package deadline

// documentNouns name documents whose date is theirs. Words that are also verbs (báo cáo, thông báo, hướng dẫn) need a number.
var documentNouns = []string{
	"nghị quyết", "quyết định", "chỉ thị", "kết luận", "công văn", "văn bản", "nghị định", "thông tư", "luật", "pháp lệnh", "giấy mời",
	"tờ trình", "công điện", "thông báo kết luận", "biên bản", "hợp đồng", "giấy phép", "quy chế", "quy định", "kế hoạch số", "thông báo số",
	"báo cáo số", "đề án số", "hướng dẫn số", "chương trình số", "phiếu", "giấy chứng nhận",
}

// trapAt recognises at i what is not a deadline by itself: numbers of documents with their date, sanctions, ranges of years.
func (r *reading) trapAt(i int) int {
	if next := r.documentNumber(i); next >= 0 {
		return next
	}
	if next := r.sanction(i); next >= 0 {
		return next
	}
	return r.yearRange(i)
}

// documentNumber takes "34-NQ/TU ngày 27/12/2025" and "32/2024/NĐ-CP".
func (r *reading) documentNumber(i int) int {
	next := r.symbol(i)
	if next < 0 {
		return -1
	}
	j := r.skip(next, ", ngày", "ngày", ",")
	if m, after := r.dayOf(j); after >= 0 && j > next && m.month > 0 {
		r.ignore(i, after, IgnoredDocument)
		return after
	}
	return next
}

// symbol reads the number and sign of a document and returns the token behind it.
func (t *text) symbol(i int) int {
	if t.at(i).digits == 0 || !t.is(i+1, "/", "-") || !t.at(i+1).glued {
		if t.is(i, "số") && t.at(i+1).digits > 0 {
			return t.numberOnly(i + 1)
		}
		return -1
	}
	j, letters := i+1, false
	for t.at(j).glued && (t.is(j, "/", "-", "&") || t.isWord(j) || t.at(j).num >= 0) {
		letters = letters || t.isWord(j)
		j++
	}
	if !letters || t.hasUnit(i+1, j) {
		return -1
	}
	return j
}

// numberOnly takes "số 12" when a date follows.
func (t *text) numberOnly(i int) int {
	if next := t.symbol(i); next >= 0 {
		return next
	}
	j := i + 1
	if t.is(j, "ngày") || t.is(j, ",") && t.is(j+1, "ngày") {
		return j
	}
	return -1
}

// hasUnit tells "1/tháng" and "24h" from a document's sign.
func (t *text) hasUnit(i, j int) bool {
	for ; i < j; i++ {
		if t.isWord(i) {
			return t.unitAt(i) != "" || t.is(i, "lần", "g", "người", "hộ")
		}
	}
	return false
}

// sanction takes "quá hạn …" said of debts and "quá ngày …" as the condition of a penalty.
func (r *reading) sanction(i int) int {
	if !r.is(i, "quá") || r.is(i-1, "không", "để", "được", "vượt", "dài") {
		return -1
	}
	j := r.skip(i+1, "thời hạn", "ngày")
	if r.is(i+1, "hạn") {
		end := r.overdueSince(i, i+2)
		r.ignore(i, end, IgnoredSanction)
		return end
	}
	if _, next := r.momentAt(i + 1); next >= 0 {
		end := r.clauseEnd(next, true)
		r.ignore(i, end, IgnoredSanction)
		return end
	}
	if _, next := r.amountAt(j); next >= 0 {
		end := r.clauseEnd(next, false)
		r.ignore(i, end, IgnoredSanction)
		return end
	}
	return -1
}

// overdueSince takes the day up to or from which something is overdue ("nợ quá hạn đến 31/12/2025"), unless it is to be done by then.
func (r *reading) overdueSince(i, end int) int {
	k := r.seq(end, "tính đến hết", "tính đến", "tính từ", "kể từ", "đến hết", "từ", "đến")
	if k < 0 || r.clauseHas(r.clauseStart(i), i, "xong", "hoàn thành", "hoàn tất", "dứt điểm", "phải") {
		return end
	}
	if _, next := r.momentAt(k); next >= 0 {
		return next
	}
	return end
}

// yearRange takes "2025-2030", "năm học 2020 - 2021", "giai đoạn 2026 đến 2030", "tầm nhìn đến năm 2050".
func (r *reading) yearRange(i int) int {
	j := r.skip(i, "năm", "năm học", "giai đoạn", "nhiệm kỳ", "thời kỳ", "từ năm")
	if _, next := r.year(j); next >= 0 {
		sep := r.seq(next, "-", "đến năm", "đến", "và")
		if sep >= 0 && !r.is(next, "và") {
			if _, after := r.year(sep); after >= 0 {
				r.ignore(i, after, IgnoredRange)
				return after
			}
		}
	}
	if next := r.seq(i, "tầm nhìn đến năm", "tầm nhìn"); next >= 0 {
		if _, after := r.year(next); after >= 0 {
			r.ignore(i, after, IgnoredRange)
			return after
		}
	}
	if next := r.seq(i, "năm học"); next >= 0 {
		return next
	}
	return -1
}
