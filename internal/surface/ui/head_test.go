package ui_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/dondoc/dondoc/internal/testkit/htmlcheck"
)

// hidden is the value of a hidden field of the form that is posted to an address.
func hidden(t *testing.T, page, action, name string) string {
	t.Helper()
	_, form, found := strings.Cut(page, `action="`+action+`"`)
	if !found {
		t.Fatalf("no form is posted to %s", action)
	}
	form, _, _ = strings.Cut(form, "</form>")
	_, value, found := strings.Cut(form, `name="`+name+`" value="`)
	if !found {
		t.Fatalf("%s sends no %s", action, name)
	}
	value, _, _ = strings.Cut(value, `"`)
	return value
}

func TestTheHeadApprovesByOneTap(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	at := s.recordTask("Niêm yết các khoản thu")
	s.as("focal").written(at+"/viec/reported", "id", newID(), "version", "1", "actions", "Đã niêm yết")
	head := s.as("head")
	page, action := head.page("/c/qcdc-mau"), at+"/quyet/confirmed"
	eventID, version := hidden(t, page, action, "id"), hidden(t, page, action, "version")
	if a := s.as("member").post(action, "id", newID(), "version", version); a.code != http.StatusForbidden {
		t.Errorf("a member approves: %d", a.code)
	}
	if a := s.as("stranger").post(action, "id", newID(), "version", version); a.code != http.StatusNotFound {
		t.Errorf("a stranger approves: %d", a.code)
	}
	if to := head.written(action, "id", newID(), "version", "1"); to != at {
		t.Errorf("a stale tap leads to %s", to)
	}
	htmlcheck.Run(t, head.page("/c/qcdc-mau"), htmlcheck.In(".item-acts form"))
	for range 2 { // the second tap of an impatient thumb
		if to := head.written(action, "id", eventID, "version", version); to != "/c/qcdc-mau" {
			t.Errorf("a tap leads to %s", to)
		}
	}
	htmlcheck.Run(t, head.page("/c/qcdc-mau"), htmlcheck.NotIn(".item-acts form"))
	htmlcheck.Run(t, head.page(at), htmlcheck.In(".page-sub", htmlcheck.HasText("Hoàn thành")))
}

func TestTheHeadGrantsAnExtensionByOneTap(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	at := s.recordTask("Niêm yết các khoản thu")
	s.as("focal").written(at+"/viec/extension_asked", "id", newID(), "version", "1", "due_on", "31/03/2027", "note", "thiếu biên lai")
	head := s.as("head")
	page, action := head.page("/c/qcdc-mau"), at+"/quyet/extension_granted"
	htmlcheck.Run(t, page, htmlcheck.In(".figures a[href$='lop=cho-quyet-dinh'] .fig-number", htmlcheck.HasText("1")))
	htmlcheck.Run(t, head.page("/c/qcdc-mau/nhiem-vu?lop=cho-quyet-dinh"), htmlcheck.Count("table.records tbody tr", 1))
	head.written(action, "id", hidden(t, page, action, "id"), "version", hidden(t, page, action, "version"), "due_on", hidden(t, page, action, "due_on"))
	htmlcheck.Run(t, head.page(at), htmlcheck.In("main", htmlcheck.HasText("31/03/2027")))
	htmlcheck.Run(t, head.page("/c/qcdc-mau/nhiem-vu?lop=cho-quyet-dinh"), htmlcheck.NotIn("table.records tbody tr"))
}

func TestTheHeadSendsADirective(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	head := s.as("head")
	htmlcheck.Run(t, head.page("/c/qcdc-mau"), htmlcheck.In("a[href='/c/qcdc-mau/chi-dao']"))
	htmlcheck.Run(t, head.page("/c/qcdc-mau/chi-dao"), htmlcheck.In("textarea[name=text]"), htmlcheck.In("select[name=assignees]"))
	if a := head.post("/c/qcdc-mau/chi-dao", "id", newID(), "text", ""); a.code != http.StatusUnprocessableEntity {
		t.Errorf("a directive without words: %d", a.code)
	}
	at := head.written("/c/qcdc-mau/chi-dao", "id", newID(), "text", "Rà soát các khoản thu", "assignees", s.units[1].ID.String(), "deadline_words", "trước ngày 15/12/2026")
	htmlcheck.Run(t, head.page(at), htmlcheck.In("main", htmlcheck.HasText("Rà soát các khoản thu"), htmlcheck.HasText("Xã Mẫu Hai"), htmlcheck.HasText("15/12/2026")))
	for who, want := range map[string]int{"secretary": http.StatusForbidden, "member": http.StatusForbidden, "stranger": http.StatusNotFound} {
		if a := s.as(who).get("/c/qcdc-mau/chi-dao"); a.code != want {
			t.Errorf("%s asks for the form: %d", who, a.code)
		}
		if a := s.as(who).post("/c/qcdc-mau/chi-dao", "id", newID(), "text", "Việc"); a.code != want {
			t.Errorf("%s sends a directive: %d", who, a.code)
		}
	}
}

func TestAnyDayGoneBy(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	at := s.recordTask("Niêm yết các khoản thu")
	s.as("focal").written(at+"/viec/reported", "id", newID(), "version", "1", "actions", "Đã niêm yết")
	s.now = s.now.AddDate(0, 0, 1)
	head := s.as("head")
	open := func(page string) htmlcheck.Checker {
		return htmlcheck.In(".figures > li:first-child .fig-number", htmlcheck.HasText(page))
	}
	htmlcheck.Run(t, head.page("/c/qcdc-mau"), open("1"), htmlcheck.NotIn(".asof-band"), htmlcheck.In(".asof-menu input[name=den][value='21/11/2026']"))
	past := head.page("/c/qcdc-mau?den=20/11/2026&biet=1")
	htmlcheck.Run(t, past, open("1"), htmlcheck.In(".asof-band", htmlcheck.HasText("20/11/2026"), htmlcheck.HasText("đã biết đến ngày đó")),
		htmlcheck.In(".figures a[href*='den=20%2F11%2F2026'][href*='biet=1']"), htmlcheck.NotIn(".item-acts form"), htmlcheck.NotIn("a[href$='/chi-dao']"),
		htmlcheck.In(".rail a[href*='nhiem-vu?biet=1']"), htmlcheck.In(".asof-menu input[name=biet][checked]"))
	htmlcheck.Run(t, head.page("/c/qcdc-mau?den=18/11/2026"), open("0"))
	list := head.page("/c/qcdc-mau/nhiem-vu?den=20/11/2026&lop=dang-mo")
	htmlcheck.Run(t, list, htmlcheck.Count("table.records tbody tr", 1), htmlcheck.In(".asof-band a[href='/c/qcdc-mau/nhiem-vu?lop=dang-mo']"),
		htmlcheck.In("a[href*='xuat.xlsx'][href*='den=20']"), htmlcheck.In(".asof-menu input[type=hidden][name=lop][value='dang-mo']"),
		htmlcheck.In("th a[href*='den=20']"))
	htmlcheck.Run(t, head.page("/c/qcdc-mau/nhiem-vu?den=18/11/2026"), htmlcheck.NotIn("table.records tbody tr"))
	htmlcheck.Run(t, head.page("/c/qcdc-mau/don-vi-im-lang?den=20/11/2026"), htmlcheck.In(".asof-band"))
	htmlcheck.Run(t, head.page("/c/qcdc-mau/bao-cao/2026-H2?den=18/11/2026&biet=1"), htmlcheck.In(".asof-band", htmlcheck.HasText("đã biết đến ngày đó")), htmlcheck.In(".figures a[href*='biet=1']"))
	if a := head.get("/c/qcdc-mau/nhiem-vu/xuat.xlsx?den=20/11/2026"); a.code != http.StatusOK || !strings.HasPrefix(a.body, "PK") {
		t.Errorf("Excel: %d", a.code)
	}
	for _, bad := range []string{"31/02/2026", "hom-nao", "22/11/2026"} {
		for _, path := range []string{"", "/nhiem-vu", "/don-vi-im-lang", "/nhiem-vu/xuat.xlsx"} {
			a := head.get("/c/qcdc-mau" + path + "?den=" + bad + "&lop=dang-mo")
			if a.code != http.StatusUnprocessableEntity {
				t.Errorf("%s as of %s: %d", path, bad, a.code)
			}
			if !strings.HasSuffix(path, ".xlsx") { // said at the field of the page itself, over the present
				htmlcheck.Run(t, a.body, htmlcheck.In(".asof-menu[open] input[name=den][value='"+bad+"'][aria-invalid=true]"), htmlcheck.In(".asof-menu .field-error"),
					htmlcheck.NotIn(".asof-band"), htmlcheck.NotIn("a[href*='den=']"))
			}
		}
	}
	report := head.get("/c/qcdc-mau/bao-cao/2026-H2?den=31/02/2026")
	htmlcheck.Run(t, report.body, htmlcheck.In(".as-of-form input[name=den][value='31/02/2026']"), htmlcheck.In(".as-of-form .field-error"), htmlcheck.In(".figures"))
	if report.code != http.StatusUnprocessableEntity {
		t.Errorf("a report as of no day: %d", report.code)
	}
	if a := s.as("stranger").get("/c/qcdc-mau?den=20/11/2026"); a.code != http.StatusNotFound {
		t.Errorf("a stranger: %d", a.code)
	}
}

func TestTheThreadInOneScroll(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	at := s.recordTask("Niêm yết các khoản thu")
	s.as("focal").written(at+"/viec/reported", "id", newID(), "version", "1", "actions", "Đã niêm yết")
	head := s.as("head")
	htmlcheck.Run(t, head.page(at), htmlcheck.In(".thread a[href='/c/qcdc-mau/mach-viec/nhiem-vu/1']"))
	page := head.page("/c/qcdc-mau/mach-viec/nhiem-vu/1")
	htmlcheck.Run(t, page, htmlcheck.In("#nv-1.here", htmlcheck.HasText("Niêm yết các khoản thu"), htmlcheck.HasText("Đã niêm yết")),
		htmlcheck.In("#nv-1 a[href='#ky-2026-H2']"), htmlcheck.In("#ky-2026-H2 a[href='/c/qcdc-mau/bao-cao/2026-H2']"), htmlcheck.In("#ky-2026-H2 a[href='#nv-1']"))
	htmlcheck.Run(t, s.as("focal").page("/c/qcdc-mau/mach-viec/nhiem-vu/1"), htmlcheck.In("#nv-1"), htmlcheck.NotIn("a[href*='/bao-cao/']"))
	if a := head.get("/c/qcdc-mau/mach-viec/nhiem-vu/1/word"); a.code != http.StatusOK || !strings.HasPrefix(a.body, "PK") {
		t.Errorf("Word: %d", a.code)
	}
	english := s.as("head")
	english.cookies["lang"] = "en"
	for v, want := range map[*visitor]string{head: "HỒ SƠ MẠCH VIỆC", english: "FILE OF A CHAIN OF WORK"} {
		words := documentOf(t, v.get("/c/qcdc-mau/mach-viec/nhiem-vu/1/word").body)
		if !strings.Contains(words, want) || strings.Contains(words, "HỒ SƠ") != (v == head) {
			t.Errorf("the paper does not speak the reader's language: %s", words)
		}
	}
	for _, path := range []string{"nhiem-vu/99", "nhiem-vu/0", "ton-tai/1", "dong/x", "khac/1"} {
		if a := head.get("/c/qcdc-mau/mach-viec/" + path); a.code != http.StatusNotFound {
			t.Errorf("%s: %d", path, a.code)
		}
	}
	for _, path := range []string{"", "/word"} {
		if a := s.as("stranger").get("/c/qcdc-mau/mach-viec/nhiem-vu/1" + path); a.code != http.StatusNotFound {
			t.Errorf("a stranger: %d", a.code)
		}
	}
}
