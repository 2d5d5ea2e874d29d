package ui_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/dondoc/dondoc/internal/testkit/htmlcheck"
)

const remindAt = "/c/qcdc-mau/don-doc"

func TestASlipIsComposedMadeAndShown(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	one := s.late("niêm yết các khoản thu", s.units[0])
	who := s.as("secretary")
	compose := remindAt + "/soan?gui=" + s.units[0].ID.String()
	htmlcheck.Run(t, who.page(remindAt), htmlcheck.In("main", htmlcheck.HasText("niêm yết các khoản thu")), htmlcheck.In("main", htmlcheck.HasText("quá hạn 10 ngày")),
		htmlcheck.In("main", htmlcheck.HasLink(compose+"&viec="+one.ID.String())), htmlcheck.In("main", htmlcheck.HasText("Chưa lập phiếu đôn đốc nào.")))
	form := who.page(compose)
	htmlcheck.Run(t, form, htmlcheck.In("input[name=tasks][checked][value='"+one.ID.String()+"']"), htmlcheck.In("input[name=with_link]"), htmlcheck.NotIn("input[name=with_link][checked]"))
	to, typed := fields(t, form, "main form.form")
	typed.Set("again", "1")
	if a := who.do(http.MethodPost, to, typed); a.code != http.StatusOK || !strings.HasPrefix(a.body, "PK") || !strings.Contains(a.header.Get("Content-Disposition"), "xem-thu") {
		t.Errorf("preview: %d %v", a.code, a.header)
	}
	htmlcheck.Run(t, who.page(remindAt), htmlcheck.In("main", htmlcheck.HasText("Chưa lập phiếu đôn đốc nào."))) // a preview leaves no trace
	wrong := who.fillIn(form, "main form.form", "issued_on", "21/11/2026", "note", "Đoạn nói thêm")
	if wrong.code != http.StatusUnprocessableEntity {
		t.Errorf("a day to come: %d", wrong.code)
	}
	htmlcheck.Run(t, wrong.body, htmlcheck.In("input[name=issued_on][aria-invalid=true]"), htmlcheck.In("textarea[name=note]", htmlcheck.HasText("Đoạn nói thêm")))
	made := who.fillIn(wrong.body, "main form.form", "issued_on", "20/11/2026")
	if made.code != http.StatusSeeOther || !strings.HasPrefix(made.location, remindAt+"/phieu/") {
		t.Fatalf("%d %s", made.code, made.body)
	}
	htmlcheck.Run(t, who.page(made.location), htmlcheck.In(".flash", htmlcheck.HasText("Đã lập phiếu đôn đốc số")), htmlcheck.In("main", htmlcheck.HasText("niêm yết các khoản thu")),
		htmlcheck.In(".page-head", htmlcheck.HasLink(made.location+"/word")))
	if a := who.get(made.location + "/word"); a.code != http.StatusOK || !strings.HasPrefix(a.body, "PK") {
		t.Errorf("Word: %d", a.code)
	}
	htmlcheck.Run(t, who.page(remindAt), htmlcheck.In("main", htmlcheck.HasLink(made.location)), htmlcheck.In("main", htmlcheck.HasText("Đã đôn đốc bước này")))
	again := who.fillIn(who.page(compose), "main form.form", "tasks", one.ID.String())
	if again.code != http.StatusUnprocessableEntity || !strings.Contains(again.body, "chọn nhắc lại") {
		t.Errorf("the same step again: %d", again.code)
	}
	html := who.page("/c/qcdc-mau/nhiem-vu/1")
	if !strings.Contains(html, "Đã đôn đốc lần 1") {
		t.Error("the task's history does not tell of the letter")
	}
}

func TestTheRuleOfUrgingOnItsPage(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.late("niêm yết các khoản thu", s.units[0])
	who := s.as("secretary")
	form := who.page(remindAt + "/cach")
	if a := who.fillIn(form, "main form.form", "late_days", "0", "per", "unit"); a.code != http.StatusUnprocessableEntity {
		t.Errorf("no days: %d", a.code)
	}
	if a := who.fillIn(form, "main form.form", "late_days", "5", "per", "task"); a.code != http.StatusSeeOther {
		t.Fatalf("%d %s", a.code, a.body)
	}
	htmlcheck.Run(t, who.page(remindAt), htmlcheck.In("main", htmlcheck.HasText("trên 5 ngày")), htmlcheck.In("main table", htmlcheck.HasText("Quá hạn nhiều ngày")))
	if a := who.fillIn(form, "main form.form", "late_days", "7", "per", "task"); a.code != http.StatusConflict {
		t.Errorf("a stale rule: %d", a.code)
	}
}

func TestWhoMayNotUrgeOnPages(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.late("niêm yết các khoản thu", s.units[0])
	who, compose := s.as("secretary"), remindAt+"/soan?gui="+s.units[0].ID.String()
	to, form := fields(t, who.page(compose), "main form.form")
	slip := who.do(http.MethodPost, to, form).location
	for login, code := range map[string]int{"member": 200, "focal": 403, "observer": 403, "stranger": 404, "admin": 404} {
		v := s.as(login)
		for _, path := range []string{remindAt, slip, slip + "/word"} {
			if a := v.get(path); a.code != code {
				t.Errorf("%s %s: %d, want %d", login, path, a.code, code)
			}
		}
		writes := http.StatusForbidden // an administrator may know that the committee is there
		if login == "stranger" {
			writes = http.StatusNotFound
		}
		if a := v.get(compose); a.code != writes {
			t.Errorf("%s composes: %d", login, a.code)
		}
		if a := v.do(http.MethodPost, to, form); a.code != writes {
			t.Errorf("%s makes: %d", login, a.code)
		}
	}
	htmlcheck.Run(t, s.as("member").page(remindAt), htmlcheck.In("main", htmlcheck.LacksText("Soạn phiếu đôn đốc")))
}

// TestASlipGoesOutWithItsLink: the address is shown once; the letter is printed with it for whoever holds it; the copy kept has none.
func TestASlipGoesOutWithItsLink(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.late("niêm yết các khoản thu", s.units[0])
	who := s.as("secretary")
	to, form := fields(t, who.page(remindAt+"/soan?gui="+s.units[0].ID.String()), "main form.form")
	form.Set("with_link", "1")
	made := who.do(http.MethodPost, to, form)
	found := secretOf.FindStringSubmatch(made.body)
	if made.code != http.StatusOK || found == nil {
		t.Fatalf("%d %s", made.code, made.body)
	}
	htmlcheck.Run(t, made.body, htmlcheck.In("form[action$='/ban-gui'] input[name=ma]"))
	again := who.do(http.MethodPost, to, form) // sent twice: the letter is there, the address is not shown again
	if again.code != http.StatusSeeOther || strings.Contains(again.body, found[1]) {
		t.Errorf("sent twice: %d", again.code)
	}
	slip := again.location
	htmlcheck.Run(t, who.page(slip), htmlcheck.In(".flash", htmlcheck.HasText("Chưa lập được liên kết")))
	kept := who.get(slip + "/word")
	with := who.fillIn(made.body, "form[action$='/ban-gui']")
	if with.code != http.StatusOK || !strings.HasPrefix(with.body, "PK") || !strings.Contains(with.body, "word/media/ma-qr-1.png") {
		t.Errorf("the copy to send: %d", with.code)
	}
	if strings.Contains(kept.body, "word/media/") {
		t.Error("the kept copy bears a code")
	}
	for name, secret := range map[string]string{"no link's": strings.Repeat("x", 43), "none": ""} {
		if a := who.do(http.MethodPost, slip+"/ban-gui", url.Values{"ma": {secret}}); a.code != http.StatusNotFound {
			t.Errorf("%s secret: %d", name, a.code)
		}
	}
	secret := strings.TrimPrefix(found[1], "/tra-loi/")
	for _, login := range []string{"member", "focal", "stranger"} {
		if a := s.as(login).do(http.MethodPost, slip+"/ban-gui", url.Values{"ma": {secret}}); a.code == http.StatusOK {
			t.Errorf("%s printed it", login)
		}
	}
	if a := s.as("").get(found[1]); a.code != http.StatusOK {
		t.Errorf("the link: %d", a.code)
	}
}
