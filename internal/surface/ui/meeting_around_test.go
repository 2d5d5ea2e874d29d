package ui_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/dondoc/dondoc/internal/testkit/htmlcheck"
)

// refused posts a form that must come back with what was typed.
func (v *visitor) refused(path string, pairs ...string) string {
	v.s.t.Helper()
	a := v.post(path, pairs...)
	if a.code != http.StatusUnprocessableEntity && a.code != http.StatusConflict {
		v.s.t.Fatalf("POST %s: %d, want the form again", path, a.code)
	}
	return a.body
}

// closed holds a page and a form shut against those who may not: status by login.
func (s *site) closed(get, post string, want map[string]int, pairs ...string) {
	s.t.Helper()
	for login, code := range want {
		if get != "" {
			if a := s.as(login).get(get); a.code != code {
				s.t.Errorf("the %s gets %s: %d, want %d", login, get, a.code, code)
			}
		}
		if post != "" {
			if a := s.as(login).post(post, pairs...); a.code != code {
				s.t.Errorf("the %s posts %s: %d, want %d", login, post, a.code, code)
			}
		}
	}
}

// after is what follows a marker in a page, up to the next quotation mark.
func after(t *testing.T, page, marker string) string {
	t.Helper()
	_, rest, ok := strings.Cut(page, marker)
	value, _, closed := strings.Cut(rest, `"`)
	if !ok || !closed {
		t.Fatalf("no %q on the page", marker)
	}
	return value
}

// circulated is a meeting whose minutes are out for comment, with one line.
func (s *site) circulated() (at, line string) {
	s.t.Helper()
	at = s.holdMeeting("chair_id", s.people[0].ID.String(), "secretaries", s.people[2].ID.String())
	line = s.say(at, "speaker", "Một", "text", "Câu thứ nhất")
	v := s.as("secretary")
	v.written(at+"/chuyen", "version", after(s.t, v.page(at+"/chuyen"), `name="version" value="`), "to", "circulated")
	return at, line
}

// signed is a meeting signed by secretary and chair.
func (s *site) signed() string {
	s.t.Helper()
	at, _ := s.circulated()
	for _, login := range []string{"secretary", "head"} {
		v := s.as(login)
		v.written(at+"/ky", formValues(s.t, v.page(at+"/ky"))...)
	}
	return at
}

func TestAPlanBringsItsAgendaAndItsRoll(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.recordTask("Niêm yết các khoản thu", "source", "unknown", "given_on", "19/11/2026", "deadline_words", "trước ngày 5/12/2026")
	at := s.holdMeeting("state", "planned", "held_on", "01/12/2026")
	htmlcheck.Run(t, s.as("secretary").page(at), htmlcheck.Count(".roll-lines > li", 3), htmlcheck.In(".agenda > li:first-child", htmlcheck.HasText("Rà soát nhiệm vụ đến hạn, quá hạn từ kỳ trước")))
	past := s.holdMeeting()
	htmlcheck.Run(t, s.as("secretary").page(past), htmlcheck.NotIn(".roll-lines > li"))
}

func TestARemarkIsShownBesideTheRecordAndPrintedNowhere(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	at := s.holdMeeting("remark", "Người nhập chưa thấy bản gốc.")
	v := s.as("secretary")
	htmlcheck.Run(t, v.page(at), htmlcheck.In("#ghi-chu-nguoi-nhap", htmlcheck.HasText("Người nhập chưa thấy bản gốc.")))
	htmlcheck.Run(t, v.page(at+"/sua"), htmlcheck.In("textarea[name=remark]", htmlcheck.HasText("Người nhập chưa thấy bản gốc.")))
	if a := v.get(at + "/van-ban/bien-ban/word"); strings.Contains(documentOf(t, a.body), "Người nhập") {
		t.Error("the minutes print the remark")
	}
}

func TestCommentsAreGivenAndAnswered(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	at, line := s.circulated()
	form := at + "/gop-y"
	member, secretary := s.as("member"), s.as("secretary")
	htmlcheck.Run(t, member.page(form), htmlcheck.In("#cac-dong", htmlcheck.HasText("Chọn dòng")), htmlcheck.In("a[href*='block_id="+line+"']"))
	htmlcheck.Run(t, member.page(form+"/moi?block_id="+line), htmlcheck.In("textarea[name=text]"), htmlcheck.In(".lead", htmlcheck.HasText("Câu thứ nhất")))
	htmlcheck.Run(t, member.refused(form, "id", newID(), "block_id", line, "text", "  "), htmlcheck.FieldError("text", "Xin điền"), htmlcheck.In("input[name=block_id][value='"+line+"']"))
	long := strings.Repeat("Ý kiến dài. ", 1000)
	htmlcheck.Run(t, member.refused(form, "id", newID(), "block_id", line, "text", long), htmlcheck.In("textarea[name=text]", htmlcheck.HasText("Ý kiến dài.")))
	comment := newID()
	member.written(form, "id", comment, "block_id", line, "text", "Tôi nói hai thôn, không phải ba.")
	answer := form + "/" + comment
	htmlcheck.Run(t, secretary.page(form), htmlcheck.In("#k-"+comment, htmlcheck.HasText("hai thôn"), htmlcheck.HasText("Chưa trả lời"), htmlcheck.HasLink(answer)))
	htmlcheck.Run(t, secretary.page(answer), htmlcheck.In("input[name=state][value=taken_over][checked]"))
	htmlcheck.Run(t, secretary.refused(answer, "version", "1", "state", "answered", "answer", " "), htmlcheck.FieldError("answer", "Xin điền"), htmlcheck.In("input[name=state][value=answered][checked]"))
	secretary.written(answer, "version", "1", "state", "answered", "answer", "Đã nghe lại băng ghi âm.")
	htmlcheck.Run(t, member.page(form), htmlcheck.In("#k-"+comment, htmlcheck.HasText("Đã trả lời"), htmlcheck.HasText("Đã nghe lại băng ghi âm.")))
	htmlcheck.Run(t, secretary.refused(answer, "version", "1", "state", "taken_over", "answer", "Bản cũ"), htmlcheck.In("textarea[name=answer]", htmlcheck.HasText("Bản cũ")), htmlcheck.In("input[name=version][value='2']"))
	s.closed(form+"/moi?block_id="+line, form, map[string]int{"stranger": 404, "admin": 404, "observer": 404, "focal": 404}, "id", newID(), "block_id", line, "text", "x")
	s.closed(answer, answer, map[string]int{"stranger": 404, "member": 403, "observer": 404}, "version", "2", "state", "taken_over")
}

func TestMinutesAreSignedOnPaperWithAScan(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	at, _ := s.circulated()
	v, form := s.as("secretary"), at+"/ky/tren-giay"
	htmlcheck.Run(t, v.page(at+"/ky"), htmlcheck.In("form[action='"+form+"'] input[type=file]"), htmlcheck.In("input[name=chair][value='Trần Ví Dụ']"))
	typed := []string{"id", newID(), "secretary", "Thư ký trên giấy", "chair", "Chủ trì trên giấy", "signed_on", "18/11/2026"}
	again := v.sendFile(form, "", "", typed...)
	htmlcheck.Run(t, again.body, htmlcheck.In("input[name=chair][value='Chủ trì trên giấy']"), htmlcheck.In("input[name=secretary][value='Thư ký trên giấy']"), htmlcheck.In("input[name=signed_on][value='18/11/2026']"), htmlcheck.In("#f-file-error"))
	if again.code != http.StatusUnprocessableEntity {
		t.Errorf("without a scan: %d", again.code)
	}
	scan := "%PDF-1.7\n1 0 obj\n"
	future := v.sendFile(form, "ban-ky.pdf", scan, "id", newID(), "secretary", "Thư ký trên giấy", "chair", "Chủ trì trên giấy", "signed_on", "1/1/2030")
	htmlcheck.Run(t, future.body, htmlcheck.FieldError("signed_on", "tương lai"), htmlcheck.In("#f-file-hint", htmlcheck.HasText("ban-ky.pdf")))
	kept := after(t, future.body, `name="scan_id" value="`)
	s.closedFile(form, map[string]int{"stranger": 404, "member": 403, "observer": 404}, scan)
	for range 2 { // sent twice, signed once
		done := v.sendFile(form, "", "", "id", newID(), "scan_id", kept, "scan_name", "ban-ky.pdf", "secretary", "Thư ký trên giấy", "chair", "Chủ trì trên giấy", "signed_on", "18/11/2026")
		if done.code != http.StatusSeeOther {
			t.Fatalf("with the scan kept: %d", done.code)
		}
	}
	htmlcheck.Run(t, v.page(at+"/ky"), htmlcheck.Count("section[aria-labelledby=chu-ky] .life-lines > li", 2), htmlcheck.Any(".life-lines > li", htmlcheck.HasText("Chủ trì trên giấy"), htmlcheck.HasText("Ký trên giấy")),
		htmlcheck.In(".page-sub", htmlcheck.HasText("Đã ký")), htmlcheck.NotIn("input[type=file]"))
}

// closedFile is closed for a form with a file.
func (s *site) closedFile(path string, want map[string]int, file string) {
	s.t.Helper()
	for login, code := range want {
		if a := s.as(login).sendFile(path, "ban-ky.pdf", file, "id", newID(), "chair", "x", "signed_on", "18/11/2026"); a.code != code {
			s.t.Errorf("the %s sends %s: %d, want %d", login, path, a.code, code)
		}
	}
}

func TestSignaturesAreTakenBackWithAReason(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	at := s.signed()
	head := s.as("head")
	version := after(t, head.page(at+"/ky"), `name="version" value="`)
	htmlcheck.Run(t, head.refused(at+"/ky/thu-hoi", "version", version, "why", ""), htmlcheck.FieldError("why", "Xin điền"))
	s.closed("", at+"/ky/thu-hoi", map[string]int{"stranger": 404, "member": 403}, "version", version, "why", "x")
	head.written(at+"/ky/thu-hoi", "version", version, "why", "Sai tên đơn vị")
	htmlcheck.Run(t, head.page(at+"/ky"), htmlcheck.In(".page-sub", htmlcheck.HasText("Dự thảo")), htmlcheck.Any(".life-lines > li", htmlcheck.HasText("Sai tên đơn vị")))
}

func TestASupplementNamesWhatItCorrects(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	at := s.signed()
	v, form := s.as("secretary"), at+"/van-ban/bo-sung"
	v.written(at+"/van-ban/bien-ban/ban-hanh", "id", newID(), "version", "0")
	if a := v.post(at+"/ban-ghi", "id", newID(), "kind", "speech", "text", "Câu thêm sau khi ban hành"); a.code == http.StatusSeeOther {
		t.Error("an issued record takes another line")
	}
	paper := newID()
	htmlcheck.Run(t, v.page(form), htmlcheck.In("textarea[name=corrects]"), htmlcheck.NotIn("form[action$='/ban-hanh']"))
	htmlcheck.Run(t, v.refused(form, "id", paper, "version", "0", "corrects", strings.Repeat("dài ", 600), "text", "Lời đúng"),
		htmlcheck.FieldError("corrects", ""), htmlcheck.In("textarea[name=text]", htmlcheck.HasText("Lời đúng")))
	v.written(form, "id", paper, "version", "0", "corrects", "", "text", "Lời đúng", "recipients", "Nơi một\nNơi hai")
	empty := v.refused(form+"/ban-hanh", "id", paper, "version", "1", "number", "", "issued_on", "")
	htmlcheck.Run(t, empty, htmlcheck.In("[role=alert]", htmlcheck.HasText("phải nêu nội dung được đính chính")))
	v.written(form, "id", paper, "version", "1", "corrects", "Dòng thứ nhất, sai số thôn", "text", "Hai thôn", "recipients", "Nơi một")
	v.written(form+"/ban-hanh", "id", paper, "version", "2")
	htmlcheck.Run(t, v.page(form), htmlcheck.HasText("02-BB"), htmlcheck.In("a[href$='them=1']"))
	words := documentOf(t, v.get(form+"/word").body)
	for _, want := range []string{"Biên bản số 01-BB, ngày 19/11/2026 của", "Dòng thứ nhất, sai số thôn", "Hai thôn"} {
		if !strings.Contains(words, want) {
			t.Errorf("the supplement does not say %q", want)
		}
	}
	s.closed("", form, map[string]int{"stranger": 404, "member": 403, "observer": 403}, "id", newID(), "version", "0", "corrects", "x", "text", "x")
}

func TestNumbersAreTypedDoubledAndMadeVoid(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	at := s.signed()
	v, book := s.as("secretary"), "/c/qcdc-mau/so-van-ban"
	htmlcheck.Run(t, v.refused(book+"/huy", "id", newID(), "kind", "minutes", "number", "0", "issued_on", "19/11/2026", "why", "Viết hỏng"),
		htmlcheck.FieldError("number", ""), htmlcheck.In("input[name=why][value='Viết hỏng']"))
	v.written(book+"/huy", "id", newID(), "kind", "minutes", "number", "1", "issued_on", "19/11/2026", "why", "Viết hỏng")
	taken := v.refused(at+"/van-ban/bien-ban/ban-hanh", "id", newID(), "version", "0", "number", "1", "issued_on", "20/11/2026")
	htmlcheck.Run(t, taken, htmlcheck.FieldError("number", "Số 1 đã có trong sổ"), htmlcheck.In("input[name=number][value='1']"), htmlcheck.In("input[name=issued_on][value='20/11/2026']"))
	v.written(at+"/van-ban/bien-ban/ban-hanh", "id", newID(), "version", "0", "number", "4", "issued_on", "20/11/2026")
	if page := v.page(at + "/van-ban/bien-ban"); !strings.Contains(page, "Sổ còn thiếu 2 số, đầu tiên là số 2") {
		t.Error("the gap is not told")
	}
	page := v.page(book)
	htmlcheck.Run(t, page, htmlcheck.Any("tbody tr", htmlcheck.HasText("01-BB"), htmlcheck.HasText("Số hủy"), htmlcheck.HasText("Viết hỏng")), htmlcheck.In(".page-sub", htmlcheck.HasText("2, 3")))
	void := after(t, page[strings.Index(page, "04-BB"):], `href="`+book+`/`)
	void = book + "/" + void
	htmlcheck.Run(t, v.page(void), htmlcheck.In(".lead", htmlcheck.HasText("04-BB")))
	htmlcheck.Run(t, v.refused(void, "version", "1", "why", " "), htmlcheck.FieldError("why", "Xin điền"))
	s.closed(void, void, map[string]int{"stranger": 404, "member": 403}, "version", "1", "why", "x")
	s.closed(book+"/huy", book+"/huy", map[string]int{"stranger": 404, "member": 403}, "id", newID(), "kind", "minutes", "number", "9", "issued_on", "19/11/2026", "why", "x")
	v.written(void, "version", "1", "why", "Gửi nhầm")
	htmlcheck.Run(t, v.page(book), htmlcheck.Any("tbody tr", htmlcheck.HasText("04-BB"), htmlcheck.HasText("Gửi nhầm")))
}

func TestAnUndecidedPointKeepsTheRecordOpen(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	at := s.holdMeeting("chair_id", s.people[0].ID.String(), "secretaries", s.people[2].ID.String())
	later := s.holdMeeting("state", "planned", "held_on", "30/11/2026", "title", "Hội nghị sau")
	v, point := s.as("secretary"), newID()
	v.written(at+"/chuong-trinh", "id", point, "title", "Việc còn bàn")
	s.say(at, "speaker", "Một", "text", "Câu")
	htmlcheck.Run(t, v.page(at+"/day-du"), htmlcheck.In("section[aria-labelledby=con-de-ngo]", htmlcheck.HasText("Việc còn bàn")))
	htmlcheck.Run(t, v.refused(at+"/ky", formValues(t, v.page(at+"/ky"))...), htmlcheck.In("[role=alert]", htmlcheck.HasText("Việc còn bàn")))
	form := at + "/chuong-trinh/" + point + "/ket-qua"
	htmlcheck.Run(t, v.page(form), htmlcheck.In("input[name=outcome][value=open][checked]"), htmlcheck.In("select[name=moved_to] option", htmlcheck.HasText("")))
	htmlcheck.Run(t, v.refused(form, "version", "1", "outcome", "moved", "moved_to", ""), htmlcheck.FieldError("moved_to", "Chọn hội nghị sau"), htmlcheck.In("input[name=outcome][value=moved][checked]"))
	s.closed(form, form, map[string]int{"stranger": 404, "member": 403}, "version", "1", "outcome", "done")
	to := s.meetingID(later)
	v.written(form, "version", "1", "outcome", "moved", "moved_to", to)
	htmlcheck.Run(t, v.page(later), htmlcheck.In(".agenda", htmlcheck.HasText("Việc còn bàn")))
	htmlcheck.Run(t, v.refused(form, "version", "1", "outcome", "done"), htmlcheck.In("input[name=version][value='2']"))
	v.written(at+"/ky", formValues(t, v.page(at+"/ky"))...)
}

func TestTheRuleOfTheQuorum(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	v, form := s.as("secretary"), meetingsAt+"/tuc-so"
	htmlcheck.Run(t, v.page(form), htmlcheck.In("input[name=numerator]"))
	htmlcheck.Run(t, v.refused(form, "version", "0", "base", "members", "numerator", "3", "denominator", "2", "active", "1", "strict", "1"),
		htmlcheck.In("input[name=numerator][value='3']"), htmlcheck.In("input[name=strict][checked]"), htmlcheck.In("input[name=base][value=members][checked]"))
	v.written(form, "version", "0", "base", "members", "numerator", "1", "denominator", "2", "active", "1", "strict", "1")
	htmlcheck.Run(t, v.refused(form, "version", "0", "base", "seats", "numerator", "2", "denominator", "3", "active", "1"),
		htmlcheck.In("input[name=numerator][value='2']"), htmlcheck.In("input[name=version][value='1']"))
	s.closed(form, form, map[string]int{"stranger": 404, "member": 403, "observer": 403}, "version", "1", "base", "seats", "numerator", "1", "denominator", "2")
	at := s.holdMeeting()
	v.written(at + "/lap-danh-sach")
	htmlcheck.Run(t, v.page(at), htmlcheck.In("a[href$='/tuc-so']", htmlcheck.HasText("đủ số phải dự là 2")))
}

func TestAMovedMeetingIsToldAgainAndACancelledOneCalledOff(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	at := s.holdMeeting("state", "planned", "held_on", "30/11/2026", "starts_at", "8h", "place", "Phòng họp mẫu")
	v, form := s.as("secretary"), at+"/giay-moi"
	v.written(at+"/chuong-trinh", "id", newID(), "title", "Báo cáo")
	version := func() string { return after(t, v.page(at+"/sua"), `name="version" value="`) }
	v.written(form, "version", version())
	v.written(at+"/sua", "version", version(), "kind", "interim_review", "title", "Hội nghị sơ kết thử", "held_on", "02/12/2026", "starts_at", "14h", "place", "Phòng họp mẫu", "wording", "verbatim")
	htmlcheck.Run(t, v.page(form), htmlcheck.In(".missing", htmlcheck.HasText("mà chưa báo lại")), htmlcheck.In("input[name=why]"))
	htmlcheck.Run(t, v.refused(form, "version", version(), "why", strings.Repeat("dài ", 200)), htmlcheck.FieldError("why", ""), htmlcheck.In("input[name=why]"))
	s.closed(form, form, map[string]int{"stranger": 404, "member": 403, "observer": 404}, "version", version())
	v.written(form, "version", version(), "why", "Trùng kỳ họp")
	if ics := v.get(form + "/lich.ics").body; !strings.Contains(ics, "SEQUENCE:1") || !strings.Contains(ics, "METHOD:REQUEST") || !strings.Contains(ics, "20261202T") {
		t.Errorf("after the move: %s", ics)
	}
	htmlcheck.Run(t, v.page(at), htmlcheck.In(".record-head", htmlcheck.HasText("08:00 30/11/2026"), htmlcheck.HasText("Trùng kỳ họp")))
	v.written(at+"/chuyen", "version", version(), "to", "cancelled")
	if ics := v.get(form + "/lich.ics").body; !strings.Contains(ics, "SEQUENCE:2") || !strings.Contains(ics, "METHOD:CANCEL") || !strings.Contains(ics, "STATUS:CANCELLED") {
		t.Errorf("after it was called off: %s", ics)
	}
	htmlcheck.Run(t, v.page(form), htmlcheck.Count("section[aria-labelledby=da-bao] .life-lines > li", 3))
}

func TestPapersOfTheAgendaAreListedWithTheirPoint(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	at := s.holdMeeting("state", "planned", "held_on", "30/11/2026")
	v, point := s.as("secretary"), newID()
	v.written(at+"/chuong-trinh", "id", point, "title", "Báo cáo sơ kết", "prepare_words", "dự thảo báo cáo", "prepare_unit_id", s.units[0].ID.String(), "prepare_by", "25/11/2026")
	if a := v.sendFile(at+"/tai-lieu", "", "", "id", newID(), "agenda_item_id", point); a.code != http.StatusUnprocessableEntity {
		t.Errorf("no file: %d", a.code)
	}
	if a := v.sendFile(at+"/tai-lieu", "bao-cao.pdf", "%PDF-1.7\n1 0 obj\n", "id", newID(), "agenda_item_id", point); a.code != http.StatusSeeOther {
		t.Fatalf("%d", a.code)
	}
	htmlcheck.Run(t, v.page(at+"/giay-moi"), htmlcheck.In("section[aria-labelledby=tai-lieu]", htmlcheck.HasText("bao-cao.pdf"), htmlcheck.HasText("Báo cáo sơ kết")))
	htmlcheck.Run(t, v.page(at), htmlcheck.In("#g-"+point, htmlcheck.HasText("Xã Mẫu Một, dự thảo báo cáo, trước ngày 25/11/2026"), htmlcheck.HasText("bao-cao.pdf")))
	for login, code := range map[string]int{"stranger": 404, "member": 403} {
		if a := s.as(login).sendFile(at+"/tai-lieu", "x.pdf", "%PDF-1.7\n1 0 obj\n", "id", newID()); a.code != code {
			t.Errorf("the %s sends a paper: %d, want %d", login, a.code, code)
		}
	}
}

func TestADraftPaperNamesItsBlanksAndWhoSigns(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	at := s.holdMeeting()
	v, form := s.as("secretary"), at+"/van-ban/thong-bao"
	htmlcheck.Run(t, v.page(form), htmlcheck.In(".missing", htmlcheck.HasText("Văn bản còn để trống: số văn bản")))
	paper := newID()
	v.written(form, "id", paper, "version", "0", "signer_name", "Lê Giả Định", "signer_title", "PHÓ TRƯỞNG BAN", "signer_for_head", "1", "signer_on_behalf", "1", "recipients", "Như trên")
	htmlcheck.Run(t, v.page(form), htmlcheck.In("input[name=signer_on_behalf][checked]"), htmlcheck.In("input[name=signer_for_head][checked]"))
	words := documentOf(t, v.get(form+"/word").body)
	for _, want := range []string{"T/M BAN CHỈ ĐẠO", "K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"} {
		if !strings.Contains(words, want) {
			t.Errorf("the notice does not say %q", want)
		}
	}
	typed := v.refused(form, "id", paper, "version", "1", "signer_name", strings.Repeat("dài ", 60), "signer_title", "Chức danh giữ lại", "recipients", "Nơi giữ lại")
	htmlcheck.Run(t, typed, htmlcheck.FieldError("signer_name", ""), htmlcheck.In("input[name=signer_title][value='Chức danh giữ lại']"), htmlcheck.In("textarea[name=recipients]", htmlcheck.HasText("Nơi giữ lại")))
	htmlcheck.Run(t, v.refused(form, "id", newID(), "version", "0", "signer_name", "Người khác"), htmlcheck.In("[role=alert]", htmlcheck.HasText("đã có văn bản loại đó")))
	s.closed(form+"/pdf", form, map[string]int{"stranger": 404, "focal": 404}, "id", newID(), "version", "0")
}

// TestWithoutAnOfficeProgramThePageSaysWhy changes the environment, so it runs alone.
func TestWithoutAnOfficeProgramThePageSaysWhy(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	s := newSite(t)
	at := s.holdMeeting()
	v := s.as("secretary")
	htmlcheck.Run(t, v.page(at+"/van-ban/bien-ban"), htmlcheck.NotIn("a[href$='/pdf']"), htmlcheck.In("section[aria-labelledby=van-ban]", htmlcheck.HasText("không có LibreOffice")))
	if a := v.get(at + "/van-ban/bien-ban/pdf"); a.code != http.StatusServiceUnavailable || !strings.Contains(a.body, "không có LibreOffice") {
		t.Errorf("%d", a.code)
	}
}

// TestWhatIsPastedIntoAPaperIsMended: letters out of Word come composed, without special spaces and soft hyphens; what is far too
// much is refused with its size.
func TestWhatIsPastedIntoAPaperIsMended(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	at, line := s.circulated()
	v, member := s.as("secretary"), s.as("member")
	pasted := "Đồng\u00a0chí đề ng\u00adhị: o\u0302\u0301ng Ðịnh nói lại"
	member.written(at+"/gop-y", "id", newID(), "block_id", line, "text", pasted)
	htmlcheck.Run(t, v.page(at+"/gop-y"), htmlcheck.In("#da-gop ~ .life-lines", htmlcheck.HasText("Đồng chí đề nghị: ống Định nói lại")))
	v.written(at+"/van-ban/thong-bao", "id", newID(), "version", "0", "signer_name", pasted, "recipients", pasted)
	htmlcheck.Run(t, v.page(at+"/van-ban/thong-bao"), htmlcheck.In("input[name=signer_name][value='Đồng chí đề nghị: ống Định nói lại']"), htmlcheck.In("textarea[name=recipients]", htmlcheck.HasText("ống Định")))
	huge := member.post(at+"/gop-y", "id", newID(), "block_id", line, "text", strings.Repeat("dài ", 5<<18))
	if huge.code != http.StatusRequestEntityTooLarge || !strings.Contains(huge.body, "MB") {
		t.Errorf("five megabytes: %d", huge.code)
	}
}
