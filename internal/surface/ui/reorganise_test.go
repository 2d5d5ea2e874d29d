package ui_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/dondoc/dondoc/internal/testkit/htmlcheck"
)

const reorganiseURL = "/c/qcdc-mau/don-vi/sap-xep"

func TestReorganisationThroughThePages(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	first, second := s.recordTask("Niêm yết các khoản thu"), s.recordTask("Công khai quỹ", "coordinating", s.units[1].ID.String())
	secretary := s.as("secretary")
	htmlcheck.Run(t, secretary.page("/c/qcdc-mau/don-vi"), htmlcheck.In("a[href='"+reorganiseURL+"']"))
	htmlcheck.Run(t, secretary.page(reorganiseURL), htmlcheck.In("main", htmlcheck.HasText("Chưa nhập văn bản nào")))
	action, form := formOf(t, secretary.page(reorganiseURL+"/moi"), "form.form", "act", "", "happened_on", "01/11/2026",
		"tu-1", s.units[0].ID.String(), "sang-1", s.units[2].ID.String(), "tu-2", s.units[1].ID.String(), "sang-2", s.units[2].ID.String())
	refused := secretary.post(action, form...)
	if refused.code != http.StatusUnprocessableEntity {
		t.Fatalf("without an act: %d", refused.code)
	}
	htmlcheck.Run(t, refused.body, htmlcheck.In("#f-act-error"), htmlcheck.In("select[name=tu-2] option[selected][value='"+s.units[1].ID.String()+"']"))
	more := secretary.post(action, append(form, "again", "1")...)
	htmlcheck.Run(t, more.body, htmlcheck.In("input[name=happened_on][value='01/11/2026']"))
	form[1] = "Nghị quyết số 99/NQ-MAU ngày 16/10/2026"
	at := secretary.written(action, form...)
	page := secretary.page(at)
	htmlcheck.Run(t, page, htmlcheck.Count(".carry > li", 3), htmlcheck.In("main", htmlcheck.HasText("Xã Mẫu Một: 2 nhiệm vụ đang mở")),
		htmlcheck.In(".form-note", htmlcheck.HasText("Sổ đơn vị chung chưa ghi")), htmlcheck.In("select option[selected][value='"+s.units[2].ID.String()+"']"))
	_, nothing := formOf(t, page, "form.form")
	if a := secretary.post(at, nothing...); a.code != http.StatusUnprocessableEntity || !strings.Contains(a.body, "Chưa chọn nhiệm vụ nào") {
		t.Errorf("nothing ticked: %d", a.code)
	}
	_, some := formOf(t, page, "form.form", "di-1", "1")
	secretary.written(at, some...)
	secretary.written(at, some...) // sent twice
	htmlcheck.Run(t, secretary.page(at), htmlcheck.Count(".carry > li", 2))
	for _, where := range []string{first, "/c/qcdc-mau/nhiem-vu"} {
		htmlcheck.Run(t, s.as("head").page(where), htmlcheck.In("main", htmlcheck.HasText("Thị trấn Mẫu (trước 01/11/2026: Xã Mẫu Một)")))
	}
	htmlcheck.Run(t, secretary.page(first), htmlcheck.In(".history", htmlcheck.HasText("Nghị quyết số 99/NQ-MAU")))
	s.as("secretary").written(second+"/viec/deadline_set", "id", newID(), "version", "1", "deadline_words", "trước ngày 31/12/2026")
	_, stale := formOf(t, page, "form.form", "di-2", "1")
	if a := secretary.post(at, stale...); a.code != http.StatusUnprocessableEntity || !strings.Contains(a.body, "field-error") {
		t.Errorf("a stale task: %d", a.code)
	}
	if a := secretary.post(at+"/sua", "id", newID(), "version", "1", "act", "khác"); a.code != http.StatusConflict {
		t.Errorf("an act in use was edited: %d", a.code)
	}
	secretary.page(at + "/sua")
	htmlcheck.Run(t, secretary.page(reorganiseURL), htmlcheck.In("main", htmlcheck.HasText("Xã Mẫu Một, Xã Mẫu Hai → Thị trấn Mẫu")))
}

func TestReorganisationIsNotForEverybody(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	for login, want := range map[string]int{"stranger": http.StatusNotFound, "member": http.StatusForbidden, "focal": http.StatusForbidden, "observer": http.StatusForbidden} {
		v := s.as(login)
		for _, at := range []string{reorganiseURL, reorganiseURL + "/moi", reorganiseURL + "/" + newID(), reorganiseURL + "/" + newID() + "/sua"} {
			if a := v.get(at); a.code != want {
				t.Errorf("%s, %s: %d", login, at, a.code)
			}
		}
		if a := v.post(reorganiseURL, "id", newID(), "act", "x", "happened_on", "01/11/2026", "tu-1", s.units[0].ID.String(), "ma-1", newID()); a.code != want {
			t.Errorf("%s enters an act: %d", login, a.code)
		}
	}
}

func TestACommitteeEndsThroughThePages(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	at := s.recordTask("Niêm yết các khoản thu")
	head := s.as("head")
	page := head.page(reorganiseURL + "/ket-thuc")
	htmlcheck.Run(t, page, htmlcheck.Count(".carry > li", 1))
	action, form := formOf(t, page, "form.form", "di-1", "1", "act", "")
	if a := head.post(action, form...); a.code != http.StatusUnprocessableEntity || !strings.Contains(a.body, "f-act-error") {
		t.Errorf("without an act: %d", a.code)
	}
	form[3] = "Quyết định số 9-QĐ/MAU"
	head.written(action, form...)
	htmlcheck.Run(t, head.page(at), htmlcheck.In(".history", htmlcheck.HasText("Ban Chỉ đạo kết thúc hoạt động, theo Quyết định số 9-QĐ/MAU")))
	htmlcheck.Run(t, head.page(action), htmlcheck.In("main", htmlcheck.HasText("Không còn nhiệm vụ nào đang mở")))
	for login, want := range map[string]int{"secretary": http.StatusForbidden, "member": http.StatusForbidden, "stranger": http.StatusNotFound} {
		if a := s.as(login).get(action); a.code != want {
			t.Errorf("%s: %d", login, a.code)
		}
		if a := s.as(login).post(action, form...); a.code != want {
			t.Errorf("%s closes: %d", login, a.code)
		}
	}
}
