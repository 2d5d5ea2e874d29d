package e2e_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/dondoc/dondoc/internal/foundation/i18n"
	"github.com/dondoc/dondoc/internal/testkit/office"
)

// A task from the first word to the last through the pages' own forms: given, more time asked and granted, reported, confirmed,
// and then in the half-year's workbook.
func TestATaskThroughThePages(t *testing.T) {
	t.Parallel()
	h := newHouse(t).demo()
	secretary, head, focal := h.as("secretary", "vi"), h.as("head", "vi"), h.as("focal", "vi")
	const words = "Lập bảng công khai của thôn Thử Nghiệm"
	form := secretary.get("/c/qcdc-mau/nhiem-vu/moi")
	at := secretary.send(form, "text", words, "deadline_words", "20/12/2026", "given_on", "20/11/2026",
		"leads", form.option(t, "leads", "Ủy ban nhân dân xã Mẫu Một")).at.Path
	act := func(v *visitor, event string, pairs ...string) page {
		t.Helper()
		return v.send(v.get(at+"/viec/"+event), pairs...)
	}
	act(focal, "extension_asked", "due_on", "15/01/2027", "note", "Thôn Thử Nghiệm đang sửa nhà văn hóa")
	if p := act(head, "extension_granted", "due_on", "10/01/2027", "note", "Đồng ý"); !strings.Contains(p.doc.Text(), "10/01/2027") {
		t.Errorf("%s does not say the new day", p.at)
	}
	act(focal, "reported", "actions", "Đã lập bảng", "completed_on", "22/11/2026")
	done := act(head, "confirmed", "completed_on", "22/11/2026")
	for _, event := range []string{"extension_asked", "extension_granted", "reported", "confirmed"} {
		if said := h.d.Words.Printer(i18n.Vi).T("task.event." + event); !strings.Contains(done.doc.Find("main").Text(), said) {
			t.Errorf("%s does not tell %q", done.at, said)
		}
	}
	if p := focal.get(at + "/viec/confirmed"); p.code == http.StatusOK {
		t.Error("a unit is asked to confirm its own work")
	}
	report := head.get("/c/qcdc-mau/bao-cao")
	if book := head.get(report.at.Path + "/excel"); !strings.Contains(office.Dump(t, book.raw), words) {
		t.Errorf("%s: the workbook does not have the task", book.at)
	}
}
