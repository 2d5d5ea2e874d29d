package ui_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/dondoc/dondoc/internal/testkit/htmlcheck"
)

func (s *site) recordTask(text string, more ...string) string {
	s.t.Helper()
	pairs := append(more, "id", newID(), "text", text, "wording", "verbatim", "given_on", "19/11/2026", "source", "unknown",
		"deadline_words", "trước ngày 30/11/2026", "leads", s.units[0].ID.String()) // the first of a name counts
	return s.as("secretary").written("/c/qcdc-mau/nhiem-vu", pairs...)
}

func TestTaskPages(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	if at := s.recordTask("Niêm yết các khoản thu"); at != "/c/qcdc-mau/nhiem-vu/1" {
		t.Fatalf("sent to %s", at)
	}
	list := s.as("head").page("/c/qcdc-mau/nhiem-vu?lop=sap-den-han")
	htmlcheck.Run(t, list, htmlcheck.Count("table.records tbody tr", 1), htmlcheck.In("table.records", htmlcheck.HasText("còn 10 ngày")),
		htmlcheck.In("h1", htmlcheck.HasText("Nhiệm vụ")))
	htmlcheck.Run(t, s.as("head").page("/c/qcdc-mau/nhiem-vu?lop=qua-han"), htmlcheck.Count("table.records tbody tr", 0))
	one := s.as("focal").page("/c/qcdc-mau/nhiem-vu/1")
	htmlcheck.Run(t, one, htmlcheck.In(".task-words", htmlcheck.HasText("Niêm yết các khoản thu")), htmlcheck.In(".next-act", htmlcheck.HasText("Nhận nhiệm vụ")),
		htmlcheck.NotIn("a[href$='/viec/confirmed']"))
}

func TestTaskWayThroughThePages(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	at := s.recordTask("Niêm yết các khoản thu")
	s.as("focal").written(at+"/viec/accepted", "id", newID(), "version", "1")
	refused := s.as("focal").post(at+"/viec/reported", "id", newID(), "version", "2", "obstacles", "Mưa bão")
	if refused.code != http.StatusUnprocessableEntity {
		t.Fatalf("without actions: %d", refused.code)
	}
	htmlcheck.Run(t, refused.body, htmlcheck.In("textarea[name=obstacles]", htmlcheck.HasText("Mưa bão")), htmlcheck.In(".form-errors", htmlcheck.HasText("Nêu việc đã làm")))
	s.as("focal").written(at+"/viec/reported", "id", newID(), "version", "2", "actions", "Đã niêm yết tại nhà văn hóa")
	if a := s.as("focal").post(at+"/viec/confirmed", "id", newID(), "version", "3"); a.code != http.StatusForbidden {
		t.Errorf("the unit confirms itself: %d", a.code)
	}
	stale := s.as("head").post(at+"/viec/confirmed", "id", newID(), "version", "2")
	htmlcheck.Run(t, stale.body, htmlcheck.In(".stale", htmlcheck.HasText("Đã niêm yết tại nhà văn hóa")))
	s.as("head").written(at+"/viec/confirmed", "id", newID(), "version", "3")
	htmlcheck.Run(t, s.as("member").page(at), htmlcheck.In(".page-head", htmlcheck.HasText("Hoàn thành đúng hạn")), htmlcheck.Count(".history > li", 5))
}

func TestTaskFormKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	htmlcheck.Run(t, s.as("secretary").page("/c/qcdc-mau/nhiem-vu/moi"), htmlcheck.In("form input[name=id]"), htmlcheck.In("textarea[name=text]"))
	a := s.as("secretary").post("/c/qcdc-mau/nhiem-vu", "id", newID(), "text", "", "product", "Biên bản", "wording", "verbatim", "given_on", "31/02/2026")
	if a.code != http.StatusUnprocessableEntity {
		t.Fatalf("%d", a.code)
	}
	htmlcheck.Run(t, a.body, htmlcheck.In("input[name=product][value='Biên bản']"), htmlcheck.In("input[name=given_on][value='31/02/2026']"),
		htmlcheck.In("#f-text-error"), htmlcheck.In("#f-given_on-error"))
}

func TestTaskEditAndFanOut(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	at := s.recordTask("Niêm yết các khoản thu")
	s.as("secretary").written(at+"/sua", "version", "1", "text", "Niêm yết tại thôn", "wording", "verbatim", "source", "unknown")
	htmlcheck.Run(t, s.as("head").page(at), htmlcheck.In(".task-words", htmlcheck.HasText("Niêm yết tại thôn")))
	s.as("secretary").written(at+"/tach", "id", newID(), "version", "2", "units", s.units[1].ID.String(), "units", s.units[2].ID.String())
	htmlcheck.Run(t, s.as("head").page(at), htmlcheck.Count("table.figures-table tbody tr", 2), htmlcheck.In("main", htmlcheck.HasText("0 / 2")))
}

func TestTaskExcel(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.recordTask("=SUM(A1)")
	a := s.as("head").get("/c/qcdc-mau/nhiem-vu/xuat.xlsx")
	if a.code != http.StatusOK || !strings.HasPrefix(a.body, "PK") || !strings.Contains(a.header.Get("Content-Disposition"), "attachment") {
		t.Errorf("%d, %q", a.code, a.header)
	}
}

func TestTaskPagesToStrangers(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	at := s.recordTask("Việc")
	for _, path := range []string{"/c/qcdc-mau/nhiem-vu", at, at + "/sua", at + "/viec/accepted", "/c/khong-co/nhiem-vu"} {
		if a := s.as("stranger").get(path); a.code != http.StatusNotFound {
			t.Errorf("a stranger gets %s: %d", path, a.code)
		}
		if a := s.as("").get(path); a.code != http.StatusSeeOther || !strings.HasPrefix(a.location, "/dang-nhap") {
			t.Errorf("nobody gets %s: %d %s", path, a.code, a.location)
		}
	}
	if a := s.as("member").get(at + "/sua"); a.code != http.StatusForbidden {
		t.Errorf("a member edits: %d", a.code)
	}
}
