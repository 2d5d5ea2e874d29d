package ui_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/dondoc/dondoc/internal/testkit/htmlcheck"
)

// formOf reads a form of a page as a browser would send it, with further pairs on top.
func formOf(t *testing.T, page, selector string, more ...string) (action string, pairs []string) {
	t.Helper()
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	form := doc.Find(selector).First()
	if form.Length() == 0 {
		t.Fatalf("no %s on the page", selector)
	}
	form.Find("input[name][value]:not([type=radio]):not([type=checkbox])").Each(func(_ int, in *goquery.Selection) {
		pairs = append(pairs, in.AttrOr("name", ""), in.AttrOr("value", ""))
	})
	return form.AttrOr("action", ""), append(more, pairs...)
}

func TestUndoOnThePage(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	at := s.recordTask("Niêm yết các khoản thu")
	focal := s.as("focal")
	focal.written(at+"/viec/accepted", "id", newID(), "version", "1")
	page := focal.page(at)
	htmlcheck.Run(t, page, htmlcheck.In(".undo-bar", htmlcheck.HasText("Nhận nhiệm vụ")))
	htmlcheck.Run(t, s.as("head").page(at), htmlcheck.NotIn(".undo-bar"))
	undo, _ := formOf(t, page, ".undo-bar")
	if a := s.as("head").post(undo); a.code != http.StatusConflict {
		t.Errorf("the head takes the unit's move back: %d", a.code)
	}
	if a := s.as("stranger").post(undo); a.code != http.StatusNotFound {
		t.Errorf("a stranger: %d", a.code)
	}
	focal.written(undo)
	htmlcheck.Run(t, focal.page(at), htmlcheck.NotIn(".undo-bar"), htmlcheck.In(".history .gone", htmlcheck.HasText("đã hoàn tác")), htmlcheck.In(".next-act", htmlcheck.HasText("Nhận nhiệm vụ")))
}

func TestExtensionThroughThePages(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	at := s.recordTask("Niêm yết các khoản thu")
	htmlcheck.Run(t, s.as("focal").page(at+"/viec/extension_asked"), htmlcheck.NotIn("input[name=effective_on]"), htmlcheck.In(".terms", htmlcheck.HasText("0 lần")))
	if a := s.as("head").get(at + "/viec/extension_granted"); a.code != http.StatusNotFound {
		t.Errorf("deciding on nothing: %d", a.code)
	}
	s.as("focal").written(at+"/viec/extension_asked", "id", newID(), "version", "1", "due_on", "31/12/2026", "note", "Mưa bão kéo dài")
	htmlcheck.Run(t, s.as("head").page(at), htmlcheck.In(".terms", htmlcheck.HasText("31/12/2026")))
	htmlcheck.Run(t, s.as("head").page(at+"/viec/extension_granted"), htmlcheck.In("input[name=due_on][value='31/12/2026']"), htmlcheck.In(".terms", htmlcheck.HasText("Mưa bão kéo dài")))
	s.as("head").written(at+"/viec/extension_granted", "id", newID(), "version", "2", "due_on", "31/12/2026")
	htmlcheck.Run(t, s.as("focal").page(at), htmlcheck.In("main", htmlcheck.HasText("30/11/2026")), htmlcheck.In("main", htmlcheck.HasText("31/12/2026")))
}

func TestMyUnitPage(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	at := s.recordTask("Niêm yết các khoản thu", "evidence_required", "1")
	focal := s.as("focal")
	page := focal.page("/toi/don-vi")
	htmlcheck.Run(t, page, htmlcheck.Count(".owed > li", 1), htmlcheck.In(".owed h2", htmlcheck.HasText("Niêm yết các khoản thu")))
	action, form := formOf(t, page, ".owed form[action$='/bao-cao']", "actions", "Đã niêm yết", "state", "reported")
	refused := focal.post(action, form...)
	if refused.code != http.StatusUnprocessableEntity {
		t.Fatalf("without evidence: %d", refused.code)
	}
	htmlcheck.Run(t, refused.body, htmlcheck.In("textarea[name=actions]", htmlcheck.HasText("Đã niêm yết")), htmlcheck.In("#f-evidence-error"))
	action, form = formOf(t, page, ".owed form[action$='/bao-cao']", "actions", "Đã niêm yết", "state", "reported", "evidence", "Báo cáo số 12")
	if to := focal.written(action, form...); to != "/toi/don-vi" {
		t.Errorf("sent to %s", to)
	}
	head := s.as("head")
	htmlcheck.Run(t, head.page(at+"/viec/sent_back"), htmlcheck.Count("input[type=radio][name=ready]", 3), htmlcheck.In(".terms", htmlcheck.HasText("Đã niêm yết")))
	head.written(at+"/viec/sent_back", "id", newID(), "version", "2", "ready", "Chưa có minh chứng kèm theo, đề nghị bổ sung.", "note", "Xem lại mục 2.")
	page = focal.page("/toi/don-vi")
	htmlcheck.Run(t, page, htmlcheck.In(".owed-why", htmlcheck.HasText("Xem lại mục 2")))
	action, form = formOf(t, page, ".owed form[action$='/extension_asked']", "due_on", "31/12/2026", "note", "Bão")
	if to := focal.written(action, form...); to != "/toi/don-vi" {
		t.Errorf("sent to %s", to)
	}
	htmlcheck.Run(t, focal.page("/toi/don-vi"), htmlcheck.In(".owed-note", htmlcheck.HasText("31/12/2026")))
	htmlcheck.Run(t, s.as("stranger").page("/toi/don-vi"), htmlcheck.Count(".owed > li", 0))
	if a := s.as("").get("/toi/don-vi"); a.code != http.StatusSeeOther {
		t.Errorf("nobody: %d", a.code)
	}
	if a := s.as("member").post(action, "id", newID(), "version", "4", "due_on", "31/01/2027", "note", "Bão"); a.code != http.StatusForbidden {
		t.Errorf("a member reports for a unit: %d", a.code)
	}
}

func TestHistoryAsAList(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	at := s.recordTask("Niêm yết các khoản thu")
	s.as("head").written(at+"/viec/directive", "id", newID(), "version", "1", "note", "Làm xong trước lễ", "mentions", s.units[0].ID.String())
	htmlcheck.Run(t, s.as("focal").page(at+"/dien-bien"), htmlcheck.Count("table.records tbody tr", 3))
	htmlcheck.Run(t, s.as("focal").page(at+"/dien-bien?loai=directive"), htmlcheck.Count("table.records tbody tr", 1), htmlcheck.In("table.records", htmlcheck.HasText("Gửi: Xã Mẫu Một")))
	htmlcheck.Run(t, s.as("focal").page("/toi/don-vi"), htmlcheck.In(".owed-note", htmlcheck.HasText("Làm xong trước lễ")))
	if a := s.as("focal").get(at + "/dien-bien/xuat.xlsx"); a.code != http.StatusOK || !strings.HasPrefix(a.body, "PK") {
		t.Errorf("%d", a.code)
	}
	if a := s.as("stranger").get(at + "/dien-bien"); a.code != http.StatusNotFound {
		t.Errorf("a stranger: %d", a.code)
	}
}

func TestCarryPage(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.recordTask("Giữ nguyên", "given_on", "01/06/2026")
	s.recordTask("Đặt hạn mới", "given_on", "02/06/2026")
	at := "/c/qcdc-mau/nhiem-vu/chuyen-ky"
	if a := s.as("member").get(at); a.code != http.StatusForbidden {
		t.Errorf("a member: %d", a.code)
	}
	if a := s.as("stranger").get(at); a.code != http.StatusNotFound {
		t.Errorf("a stranger: %d", a.code)
	}
	secretary := s.as("secretary")
	page := secretary.page(at)
	htmlcheck.Run(t, page, htmlcheck.Count(".carry > li", 2), htmlcheck.NotIn("option[value=close]"), htmlcheck.NotIn("button[value=write]"))
	action, form := formOf(t, page, "form.form[action$='/chuyen-ky']", "step", "preview", "quyet-1", "keep", "quyet-2", "deadline", "loi-2", "trước ngày 31/12/2026")
	looked := secretary.post(action, form...)
	htmlcheck.Run(t, looked.body, htmlcheck.In("main", htmlcheck.HasText("Đặt hạn mới")), htmlcheck.In(".carry", htmlcheck.HasText("trước ngày 31/12/2026")))
	action, form = formOf(t, looked.body, "form.form[action$='/chuyen-ky']", "step", "write")
	secretary.written(action, form...)
	htmlcheck.Run(t, secretary.page(at), htmlcheck.In(".carry", htmlcheck.HasText("đã quyết định: Giữ nguyên")))
	htmlcheck.Run(t, secretary.page("/c/qcdc-mau/nhiem-vu/2"), htmlcheck.In(".history", htmlcheck.HasText("Chuyển kỳ")), htmlcheck.In("main", htmlcheck.HasText("31/12/2026")))
	action, form = formOf(t, secretary.page(at), "form.form[action$='/chuyen-ky']", "step", "write", "quyet-1", "reword")
	wrong := secretary.post(action, form...)
	if wrong.code != http.StatusUnprocessableEntity {
		t.Fatalf("a new wording without words: %d", wrong.code)
	}
	htmlcheck.Run(t, wrong.body, htmlcheck.Count(".carry .field-error", 1))
}

func TestFollowSettingsPage(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	at := "/c/qcdc-mau/nhiem-vu/thiet-lap"
	htmlcheck.Run(t, s.as("head").page(at), htmlcheck.In("input[name=extension_limit][value='2']"))
	s.as("head").written(at, "extension_limit", "1", "read_version", "0")
	htmlcheck.Run(t, s.as("head").page(at), htmlcheck.In("input[name=extension_limit][value='1']"))
	if a := s.as("head").post(at, "extension_limit", "5", "read_version", "0"); a.code != http.StatusConflict {
		t.Errorf("stale: %d", a.code)
	}
	for login, want := range map[string]int{"secretary": http.StatusForbidden, "stranger": http.StatusNotFound} {
		if a := s.as(login).get(at); a.code != want {
			t.Errorf("%s: %d", login, a.code)
		}
	}
}

func TestPartnersThroughThePages(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	at := s.recordTask("Niêm yết các khoản thu", "coordinating", s.units[1].ID.String())
	htmlcheck.Run(t, s.as("secretary").page(at+"/viec/parts_set"), htmlcheck.In("textarea[name='part-0']"))
	s.as("secretary").written(at+"/viec/parts_set", "id", newID(), "version", "1", "part-0", "Gửi số liệu", "part-due-0", "25/11/2026")
	htmlcheck.Run(t, s.as("focal").page(at), htmlcheck.In("main", htmlcheck.HasText("Gửi số liệu")), htmlcheck.In("main", htmlcheck.HasText("chưa trả lời")))
	htmlcheck.Run(t, s.as("focal").page(at+"/viec/reported"), htmlcheck.In(".terms", htmlcheck.HasText("Xã Mẫu Hai")), htmlcheck.In("textarea[name=note]"))
	if a := s.as("focal").post(at+"/viec/reported", "id", newID(), "version", "2", "actions", "Xong"); a.code != http.StatusUnprocessableEntity {
		t.Errorf("a part is open: %d", a.code)
	}
	s.as("secretary").written(at+"/viec/contributed", "id", newID(), "version", "2", "actions", "Đã gửi số liệu")
	s.as("focal").written(at+"/viec/reported", "id", newID(), "version", "3", "actions", "Xong")
}
