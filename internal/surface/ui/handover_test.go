package ui_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/dondoc/dondoc/internal/testkit/htmlcheck"
)

func TestHandoverThroughThePages(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	at := s.recordTask("Niêm yết các khoản thu")
	from, to := s.people[0].ID.String(), s.people[1].ID.String()
	secretary := s.as("secretary")
	secretary.written(at+"/viec/assigned", "id", newID(), "version", "1", "assignees", "p:"+from)
	htmlcheck.Run(t, secretary.page("/c/qcdc-mau/ban-giao"), htmlcheck.In("a[href='/c/qcdc-mau/ban-giao/moi']"))
	action, form := formOf(t, secretary.page("/c/qcdc-mau/ban-giao/moi"), "form.form", "from_person_id", from)
	looked := secretary.post(action, form...)
	htmlcheck.Run(t, looked.body, htmlcheck.In(".terms", htmlcheck.HasText("Niêm yết các khoản thu")), htmlcheck.In("select[name=to_person_id]"))
	_, form = formOf(t, looked.body, "form.form", "from_person_id", from, "to_person_id", to, "happened_on", "20/11/2026", "act", "")
	if a := secretary.post(action, form...); a.code != http.StatusUnprocessableEntity || !strings.Contains(a.body, "f-act-error") {
		t.Errorf("without an act: %d", a.code)
	}
	form[7] = "Quyết định mẫu"
	secretary.written(action, form...)
	secretary.written(action, form...) // sent twice
	htmlcheck.Run(t, secretary.page(at), htmlcheck.In("main", htmlcheck.HasText("Lê Giả Định (trước 20/11/2026: Trần Ví Dụ)")), htmlcheck.In(".history", htmlcheck.HasText("Quyết định mẫu")))
	for login, want := range map[string]int{"stranger": http.StatusNotFound, "member": http.StatusForbidden, "focal": http.StatusForbidden} {
		for _, page := range []string{"/c/qcdc-mau/ban-giao", "/c/qcdc-mau/ban-giao/moi"} {
			if a := s.as(login).get(page); a.code != want {
				t.Errorf("%s, %s: %d", login, page, a.code)
			}
		}
		if a := s.as(login).post(action, form...); a.code != want {
			t.Errorf("%s hands over: %d", login, a.code)
		}
	}
}

func TestASubstituteDecidesOnThePages(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	at := s.recordTask("Niêm yết các khoản thu")
	head, secretary := s.as("head"), s.as("secretary")
	if a := secretary.get(at + "/viec/cancelled"); a.code == http.StatusOK {
		t.Fatalf("a secretary cancels: %d", a.code)
	}
	action, form := formOf(t, head.page("/c/qcdc-mau/lam-thay/moi"), "form.form", "absent_id", s.users["head"].String(), "substitute_id", s.users["secretary"].String(),
		"valid_from", "20/11/2026", "valid_to", "25/11/2026", "act", "Giấy ủy quyền mẫu")
	if a := secretary.post(action, form...); a.code != http.StatusForbidden {
		t.Errorf("the secretary takes the head's role: %d", a.code)
	}
	if a := s.as("stranger").post(action, form...); a.code != http.StatusNotFound {
		t.Errorf("a stranger: %d", a.code)
	}
	head.written(action, form...)
	secretary.written(at+"/viec/cancelled", "id", newID(), "version", "1", "note", "Không còn phù hợp")
	htmlcheck.Run(t, head.page(at), htmlcheck.In(".history", htmlcheck.HasText("(thay Người dùng head)")))
	list := head.page("/c/qcdc-mau/lam-thay")
	htmlcheck.Run(t, list, htmlcheck.In("main", htmlcheck.HasText("Giấy ủy quyền mẫu")))
	i := strings.Index(list, "/c/qcdc-mau/lam-thay/0")
	edit := list[i : i+strings.Index(list[i:], `"`)]
	head.page(edit)
	head.written(edit, "version", "1", "valid_from", "20/11/2026", "valid_to", "25/11/2026", "act", "Giấy ủy quyền mẫu", "withdrawn", "1")
	if a := secretary.get(at + "/viec/reopened"); a.code == http.StatusOK {
		t.Errorf("after it was taken back: %d", a.code)
	}
	if a := s.as("member").get(edit); a.code != http.StatusForbidden {
		t.Errorf("a member edits: %d", a.code)
	}
}
