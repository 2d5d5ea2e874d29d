package ui_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/dondoc/dondoc/internal/testkit/htmlcheck"
)

func TestDashboard(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	at := s.recordTask("Niêm yết các khoản thu")
	s.as("focal").written(at+"/viec/reported", "id", newID(), "version", "1", "actions", "Đã niêm yết")
	head := s.as("head").page("/c/qcdc-mau")
	htmlcheck.Run(t, head, htmlcheck.Count(".figures > li", 5), htmlcheck.In(".items", htmlcheck.HasText("Niêm yết các khoản thu")), htmlcheck.In("form[action$='/quyet/confirmed']"))
	htmlcheck.Run(t, s.as("member").page("/c/qcdc-mau"), htmlcheck.NotIn("form[action$='/quyet/confirmed']"))
	if a := s.as("stranger").get("/c/qcdc-mau"); a.code != http.StatusNotFound {
		t.Errorf("a stranger: %d", a.code)
	}
}

func TestTheFifthFigureOpensTheSilentUnits(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.recordTask("Niêm yết các khoản thu")
	head := s.as("head")
	htmlcheck.Run(t, head.page("/c/qcdc-mau"), htmlcheck.In(".figures > li:last-child a[href='/c/qcdc-mau/don-vi-im-lang']"), htmlcheck.In(".figures > li:last-child", htmlcheck.HasText("trên 1 đơn vị")))
	htmlcheck.Run(t, head.page("/c/qcdc-mau/don-vi-im-lang"), htmlcheck.NotIn("table.records tbody tr"))
	if _, err := s.db.Exec(t.Context(), `UPDATE task SET given_on = given_on - 60 WHERE committee_id = $1`, s.committee.ID); err != nil {
		t.Fatal(err)
	}
	htmlcheck.Run(t, head.page("/c/qcdc-mau"), htmlcheck.In(".figures > li:last-child", htmlcheck.HasText("im lặng 30 ngày"), htmlcheck.HasText("1")))
	list := head.page("/c/qcdc-mau/don-vi-im-lang?tim=mot+mau")
	htmlcheck.Run(t, list, htmlcheck.Count("table.records tbody tr", 1), htmlcheck.In("table.records", htmlcheck.HasText("Xã Mẫu Một"), htmlcheck.HasText("chưa báo cáo")))
	if a := head.get("/c/qcdc-mau/don-vi-im-lang/xuat.xlsx"); a.code != http.StatusOK || !strings.HasPrefix(a.body, "PK") {
		t.Errorf("Excel: %d", a.code)
	}
	if a := s.as("stranger").get("/c/qcdc-mau/don-vi-im-lang"); a.code != http.StatusNotFound {
		t.Errorf("a stranger: %d", a.code)
	}
}

func TestEveryFigureOpensItsList(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.recordTask("Niêm yết các khoản thu")
	s.recordTask("Giải quyết đơn thư", "deadline_words", "khẩn trương")
	page := s.as("observer").page("/c/qcdc-mau/bao-cao/2026-H2")
	htmlcheck.Run(t, page, htmlcheck.Count(".identities > li", 8), htmlcheck.NotIn(".identity-broken"), htmlcheck.In("#theo-don-vi"), htmlcheck.In("a[href$='/excel']"))
	for figure, want := range map[string]int{"total": 2, "in_time": 1, "no_deadline": 1, "done": 0} {
		list := s.as("head").page("/c/qcdc-mau/bao-cao/2026-H2/nhiem-vu?so=" + figure)
		htmlcheck.Run(t, list, htmlcheck.Count("table.records tbody tr", want))
	}
	if a := s.as("head").get("/c/qcdc-mau/bao-cao/2026-H2/excel"); a.code != http.StatusOK || !strings.HasPrefix(a.body, "PK") {
		t.Errorf("workbook: %d", a.code)
	}
	if a := s.as("head").get("/c/qcdc-mau/bao-cao/2026-H2/nhiem-vu/xuat.xlsx?so=total"); a.code != http.StatusOK || !strings.HasPrefix(a.body, "PK") {
		t.Errorf("list as a workbook: %d", a.code)
	}
	past := s.as("head").page("/c/qcdc-mau/bao-cao/2026-H2?den=01/11/2026")
	htmlcheck.Run(t, past, htmlcheck.In(".asof-band", htmlcheck.HasText("01/11/2026")))
	for path, want := range map[string]int{"/c/qcdc-mau/bao-cao/2026-H2?den=31/02/2026": 422, "/c/qcdc-mau/bao-cao/2026-H9": 422, "/c/qcdc-mau/bao-cao/2026-H2/nhiem-vu?so=khong": 404} {
		if a := s.as("head").get(path); a.code != want {
			t.Errorf("%s: %d, want %d", path, a.code, want)
		}
	}
	if a := s.as("focal").get("/c/qcdc-mau/bao-cao/2026-H2"); a.code != http.StatusForbidden {
		t.Errorf("a focal person: %d", a.code)
	}
}

func TestTooManyTriesToSignInAreToldAsSuch(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	nobody, code := s.as(""), 0
	for range 11 { // one more than a login may try at once
		code = nobody.post("/dang-nhap", "login", "head", "password", "khong-phai-mat-khau").code
	}
	if code != http.StatusTooManyRequests {
		t.Errorf("the eleventh try: %d", code)
	}
}

func TestSigningInAndOut(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	nobody := s.as("")
	wrong := nobody.post("/dang-nhap", "login", "head", "password", "khong-phai-mat-khau", "tiep", "/c/qcdc-mau")
	htmlcheck.Run(t, wrong.body, htmlcheck.In(".form-errors"), htmlcheck.In("input[name=login][value=head]"), htmlcheck.NotIn("input[name=password][value]:not([value=''])"))
	if at := nobody.written("/dang-nhap", "login", "head", "password", "mat-khau-thu-head", "tiep", "/c/qcdc-mau"); at != "/c/qcdc-mau" {
		t.Errorf("sent to %s", at)
	}
	nobody.page("/c/qcdc-mau")
	if at := nobody.get("/").location; at != "/c/qcdc-mau" {
		t.Errorf("home leads to %s", at)
	}
	nobody.written("/dang-xuat")
	if a := nobody.get("/c/qcdc-mau"); a.code != http.StatusSeeOther {
		t.Errorf("after signing out: %d", a.code)
	}
	for _, evil := range []string{"//evil.example", "https://evil.example", "/\\evil.example"} {
		if at := s.as("").written("/dang-nhap", "login", "head", "password", "mat-khau-thu-head", "tiep", evil); at != "/" {
			t.Errorf("%s leads to %s", evil, at)
		}
	}
}

func TestOwnPassword(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	me := s.as("member")
	a := me.post("/toi/mat-khau", "present", "sai", "password", "mat-khau-moi-dai")
	htmlcheck.Run(t, a.body, htmlcheck.In("#f-present-error"))
	me.written("/toi/mat-khau", "present", "mat-khau-thu-member", "password", "mat-khau-moi-dai")
	s.as("").written("/dang-nhap", "login", "member", "password", "mat-khau-moi-dai")
}

func TestFirstDay(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	if a := s.as("").get("/thiet-lap?ma=khong-co"); a.code != http.StatusNotFound {
		t.Errorf("a dead link: %d", a.code)
	}
	link, err := s.d.Accounts.IssueReset(t.Context(), s.boss, s.users["focal"])
	s.must(err)
	nobody := s.as("")
	htmlcheck.Run(t, nobody.page("/dat-lai-mat-khau?ma="+link), htmlcheck.In("input[name=password]"))
	nobody.written("/dat-lai-mat-khau", "ma", link, "password", "mat-khau-dat-lai")
	if a := nobody.get("/dat-lai-mat-khau?ma=" + link); a.code != http.StatusNotFound {
		t.Errorf("a used link: %d", a.code)
	}
}

func TestLanguageAndColours(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	me := s.as("head")
	me.written("/tuy-chon", "lang", "en", "back", "/c/qcdc-mau")
	htmlcheck.Run(t, me.page("/c/qcdc-mau"), htmlcheck.In("html[lang=en]"), htmlcheck.In("nav", htmlcheck.HasText("Tasks")))
	me.written("/tuy-chon", "theme", "dark", "back", "/c/qcdc-mau")
	htmlcheck.Run(t, me.page("/c/qcdc-mau"), htmlcheck.In("html[data-bs-theme=dark]"))
}
