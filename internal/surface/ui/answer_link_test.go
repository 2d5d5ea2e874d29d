package ui_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/id"
	"github.com/dondoc/dondoc/internal/testkit/htmlcheck"
)

const linksAt = "/c/qcdc-mau/lien-ket"

// late makes a task that a unit leads and whose deadline has passed.
func (s *site) late(text string, unit org.Unit) task.Task {
	s.t.Helper()
	made, err := s.d.Tasks.Create(s.t.Context(), s.boss, task.NewTask{
		ID: task.ID(id.Random()), Committee: s.committee.ID, Text: text, Wording: "verbatim", GivenOn: day("2026-09-01"), Deadline: "10/11/2026",
		Assignees: []task.Assignee{{Role: task.Lead, Unit: unit.ID}},
	})
	s.must(err)
	return made
}

// fields are what a browser would send of the page's form in main as it stands.
func fields(t *testing.T, html, selector string) (string, url.Values) {
	t.Helper()
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(html))
	if err != nil {
		t.Fatal(err)
	}
	form := doc.Find(selector).First()
	if form.Length() == 0 {
		t.Fatalf("no form %s: %s", selector, html)
	}
	v := url.Values{}
	form.Find("input[name], textarea[name], select[name]").Each(func(_ int, s *goquery.Selection) {
		name := s.AttrOr("name", "")
		_, checked := s.Attr("checked")
		switch kind := s.AttrOr("type", ""); {
		case goquery.NodeName(s) == "textarea":
			v.Add(name, s.Text())
		case goquery.NodeName(s) == "select":
			v.Add(name, s.Find("option[selected]").First().AttrOr("value", ""))
		case kind != "checkbox" && kind != "radio" || checked:
			v.Add(name, s.AttrOr("value", ""))
		}
	})
	return form.AttrOr("action", ""), v
}

// fillIn fills the form of a page and posts it; pairs replace what stands in it.
func (v *visitor) fillIn(html, selector string, pairs ...string) answer {
	v.s.t.Helper()
	to, form := fields(v.s.t, html, selector)
	for i := 0; i+1 < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	return v.do(http.MethodPost, to, form)
}

var secretOf = regexp.MustCompile(`value="https://dondoc\.example(/tra-loi/[\w-]{43})"`)

// linkFor makes a link on the pages and returns its path.
func (v *visitor) linkFor(unit org.Unit) string {
	v.s.t.Helper()
	made := v.fillIn(v.page(linksAt+"/moi?don-vi="+unit.ID.String()), "main form.form", "meant_for", "Bà Lê Ví Dụ")
	found := secretOf.FindStringSubmatch(made.body)
	if made.code != http.StatusOK || found == nil {
		v.s.t.Fatalf("%d: %s", made.code, made.body)
	}
	htmlcheck.Run(v.s.t, made.body, htmlcheck.In("img.answer-code[src^='data:image/png;base64,']"))
	if made.header.Get("Cache-Control") != "no-store" {
		v.s.t.Errorf("the page with the address may be kept: %v", made.header)
	}
	return found[1]
}

func TestAUnitAnswersWithoutAnAccount(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	one, two := s.late("niêm yết các khoản thu", s.units[0]), s.late("rà soát quy ước", s.units[0])
	elsewhere := s.late("việc của nơi khác", s.units[1])
	secretary := s.as("secretary")
	htmlcheck.Run(t, secretary.page("/c/qcdc-mau/don-vi/"+s.units[0].ID.String()), htmlcheck.In(".page-head", htmlcheck.HasLink(linksAt+"/moi?don-vi="+s.units[0].ID.String())))
	at := secretary.linkFor(s.units[0])

	nobody := s.as("")
	a := nobody.get(at)
	htmlcheck.Run(t, a.body, htmlcheck.Count("section.answer-task", 2), htmlcheck.In("main", htmlcheck.HasText("niêm yết các khoản thu")), htmlcheck.In("main", htmlcheck.HasText("Xã Mẫu Một")),
		htmlcheck.In("main", htmlcheck.LacksText(elsewhere.Text)), htmlcheck.In("main", htmlcheck.LacksText("Xác nhận hoàn thành")))
	for name, want := range map[string]string{"Referrer-Policy": "no-referrer", "Cache-Control": "no-store", "X-Robots-Tag": "noindex"} {
		if got := a.header.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	report := at + "/viec/" + strconv.Itoa(one.Number) + "/reported"
	wrong := nobody.fillIn(nobody.page(report), "main form.form", "actions", "Đã niêm yết ở 5 thôn", "name", "")
	if wrong.code != http.StatusUnprocessableEntity {
		t.Errorf("without a name: %d", wrong.code)
	}
	htmlcheck.Run(t, wrong.body, htmlcheck.In("textarea[name=actions]", htmlcheck.HasText("Đã niêm yết ở 5 thôn")), htmlcheck.In("input[name=name][aria-invalid=true]"))
	taken := nobody.fillIn(wrong.body, "main form.form", "name", "Lê Ví Dụ", "post", "Công chức văn phòng")
	if taken.code != http.StatusSeeOther || !strings.HasPrefix(taken.location, at+"/bien-nhan/") {
		t.Fatalf("%d %s %s", taken.code, taken.location, taken.body)
	}
	htmlcheck.Run(t, nobody.page(taken.location), htmlcheck.In("main", htmlcheck.HasText("Đã niêm yết ở 5 thôn")), htmlcheck.In("main", htmlcheck.HasText("Lê Ví Dụ, Công chức văn phòng")),
		htmlcheck.In("main", htmlcheck.HasLink(at)))
	htmlcheck.Run(t, nobody.page(at+"/viec/"+strconv.Itoa(two.Number)+"/reported"), htmlcheck.In("input[name=name][value='Lê Ví Dụ']")) // need not be said twice

	for _, page := range []string{"/c/qcdc-mau/nhiem-vu/" + strconv.Itoa(one.Number), "/c/qcdc-mau/nhiem-vu/" + strconv.Itoa(one.Number) + "/dien-bien"} {
		if html := secretary.page(page); !strings.Contains(html, "Qua liên kết trả lời, người gửi tự khai: Lê Ví Dụ, Công chức văn phòng") {
			t.Errorf("%s does not say by whom", page)
		}
	}
	ask := nobody.fillIn(nobody.page(at+"/viec/"+strconv.Itoa(two.Number)+"/extension_asked"), "main form.form",
		"due_on", "20/12/2026", "note", "Chờ kinh phí", "name", "Lê Ví Dụ", "post", "Công chức")
	if ask.code != http.StatusSeeOther {
		t.Errorf("asking for more time: %d %s", ask.code, ask.body)
	}
	last := nobody.fillIn(nobody.page(at+"/viec/"+strconv.Itoa(two.Number)+"/reported"), "main form.form", "actions", "Xong", "name", "Lê Ví Dụ", "post", "Công chức")
	htmlcheck.Run(t, nobody.page(last.location), htmlcheck.In("main", htmlcheck.HasText("không mở được nữa")))
	if a := nobody.get(at); a.code != http.StatusNotFound {
		t.Errorf("used up: %d", a.code)
	}
	list := secretary.page(linksAt)
	htmlcheck.Run(t, list, htmlcheck.In("main table", htmlcheck.HasText("đã dùng xong")), htmlcheck.In("main table", htmlcheck.HasText("2 / 2")))
	if strings.Contains(list, at) {
		t.Error("the list tells the address")
	}
}

// TestEveryAddressThatDoesNotWorkLooksAlike: unknown, used, revoked and expired ones are told apart by nobody.
func TestEveryAddressThatDoesNotWorkLooksAlike(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	one := s.late("niêm yết các khoản thu", s.units[0])
	secretary, nobody := s.as("secretary"), s.as("")
	revoked, used, expired := secretary.linkFor(s.units[0]), secretary.linkFor(s.units[0]), secretary.linkFor(s.units[0])
	form := nobody.page(used + "/viec/" + strconv.Itoa(one.Number) + "/reported")

	html := secretary.page(linksAt)
	row := regexp.MustCompile(linksAt+`/[0-9a-f-]{36}`).FindAllString(html, -1)
	if len(row) != 3 {
		t.Fatalf("links %q", row)
	}
	oldest := secretary.page(row[2])
	gone := secretary.fillIn(oldest, "form[action$='/thu-hoi']")
	htmlcheck.Run(t, secretary.page(gone.location), htmlcheck.In("main", htmlcheck.HasText("đã thu hồi")), htmlcheck.NotIn("form[action$='/thu-hoi']"))
	if a := nobody.fillIn(form, "main form.form", "actions", "Xong", "name", "A", "post", "B"); a.code != http.StatusSeeOther {
		t.Fatalf("%d %s", a.code, a.body)
	}
	unknown := nobody.get("/tra-loi/" + strings.Repeat("x", 43))
	plain := func(html string) string {
		doc, err := goquery.NewDocumentFromReader(strings.NewReader(html))
		s.must(err)
		return htmlcheck.Text(doc.Find("main"))
	}
	s.now = s.now.AddDate(0, 0, 15)
	for name, at := range map[string]string{"revoked": revoked, "used": used, "expired": expired} {
		for _, path := range []string{at, at + "/viec/" + strconv.Itoa(one.Number) + "/progress"} {
			if a := nobody.get(path); a.code != http.StatusNotFound || plain(a.body) != plain(unknown.body) {
				t.Errorf("%s %s: %d %s", name, path, a.code, plain(a.body))
			}
		}
	}
	if unknown.code != http.StatusNotFound || !strings.Contains(unknown.body, "không mở được") || unknown.header.Get("Referrer-Policy") != "no-referrer" {
		t.Errorf("unknown: %d %v", unknown.code, unknown.header)
	}
}

func TestAnAnswerNeedsNothingABrowserAdds(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	one := s.late("niêm yết các khoản thu", s.units[0])
	at := s.as("secretary").linkFor(s.units[0])
	v := s.as("")
	to, form := fields(t, v.page(at+"/viec/"+strconv.Itoa(one.Number)+"/progress"), "main form.form")
	form.Set("actions", "Đang làm")
	form.Set("name", "Lê Ví Dụ")
	form.Set("post", "Công chức")
	r := httptest.NewRequest(http.MethodPost, to, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Origin", "null") // what a browser sends from a page without a referrer, where it says no more (plain http)
	if a := v.send(r); a.code != http.StatusSeeOther {
		t.Errorf("%d %s", a.code, a.body)
	}
	// Another task of the address, and a move that is no report, are not there.
	for _, path := range []string{"/viec/99/progress", "/viec/" + strconv.Itoa(one.Number) + "/confirmed", "/viec/" + strconv.Itoa(one.Number) + "/accepted", "/bien-nhan/" + newID()} {
		if a := v.get(at + path); a.code != http.StatusNotFound {
			t.Errorf("%s: %d", path, a.code)
		}
	}
	form.Set("id", newID())
	if a := v.do(http.MethodPost, strings.Replace(to, "progress", "confirmed", 1), form); a.code == http.StatusSeeOther {
		t.Error("a link confirmed")
	}
}

func TestWhoMayNotMakeLinksOnPages(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.late("niêm yết các khoản thu", s.units[0])
	s.as("secretary").linkFor(s.units[0])
	for login, code := range map[string]int{"member": 403, "focal": 403, "observer": 403, "stranger": 404, "admin": 404} {
		v := s.as(login)
		for _, path := range []string{linksAt, linksAt + "/moi?don-vi=" + s.units[0].ID.String()} {
			if a := v.get(path); a.code != code {
				t.Errorf("%s %s: %d, want %d", login, path, a.code, code)
			}
		}
	}
	if a := s.as("").get(linksAt); a.code != http.StatusSeeOther {
		t.Errorf("nobody: %d", a.code)
	}
}
