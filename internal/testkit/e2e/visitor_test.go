package e2e_test

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/dondoc/dondoc/web/views/ui"
)

// visitor is a browser without scripts and pictures: it keeps cookies, follows redirections and fills in the pages' own forms.
type visitor struct {
	t      *testing.T
	base   string
	client *http.Client
}

// page is an answer that was read whole.
type page struct {
	at   *url.URL
	code int
	kind string
	raw  []byte
	doc  *goquery.Document
}

// visit comes as nobody, in a language.
func (h *house) visit(lang string) *visitor {
	h.t.Helper()
	jar, err := cookiejar.New(nil)
	h.must(err)
	at, err := url.Parse(h.url)
	h.must(err)
	jar.SetCookies(at, []*http.Cookie{{Name: "lang", Value: lang}})
	return &visitor{t: h.t, base: h.url, client: &http.Client{Jar: jar}}
}

// as signs in through the page.
func (h *house) as(login, lang string) *visitor {
	h.t.Helper()
	v := h.visit(lang)
	v.send(v.get(ui.SignInURL), "login", login, "password", password)
	return v
}

func (v *visitor) get(path string) page {
	v.t.Helper()
	return v.do(http.MethodGet, path, nil)
}

func (v *visitor) do(method, path string, form url.Values) page {
	v.t.Helper()
	if strings.HasPrefix(path, "/") {
		path = v.base + path
	}
	r, err := http.NewRequestWithContext(v.t.Context(), method, path, strings.NewReader(form.Encode()))
	if err != nil {
		v.t.Fatal(err)
	}
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	a, err := v.client.Do(r)
	if err != nil {
		v.t.Fatal(err)
	}
	defer func() { _ = a.Body.Close() }()
	p := page{at: a.Request.URL, code: a.StatusCode, kind: a.Header.Get("Content-Type")}
	if p.raw, err = io.ReadAll(a.Body); err != nil {
		v.t.Fatal(err)
	}
	if p.doc, err = goquery.NewDocumentFromReader(strings.NewReader(string(p.raw))); err != nil {
		v.t.Fatal(err)
	}
	return p
}

// send fills in the page's form as it stands and sends it; pairs replace or add what a person enters. An empty value clears.
// The form must offer every field that is named, and the answer must not be a refusal.
func (v *visitor) send(p page, pairs ...string) page {
	v.t.Helper()
	form := p.doc.Find("main form[method=post]").First()
	if form.Length() == 0 {
		form = p.doc.Find("form[method=post].form").First()
	}
	if form.Length() == 0 {
		v.t.Fatalf("%s (%d) has no form", p.at, p.code)
	}
	values := filled(form)
	seen := map[string]bool{}
	for i := 0; i+1 < len(pairs); i += 2 {
		name := pairs[i]
		if form.Find(`[name="`+name+`"]`).Length() == 0 {
			v.t.Fatalf("%s: the form has no %s", p.at, name)
		}
		if !seen[name] {
			values.Del(name)
		}
		seen[name] = true
		if pairs[i+1] != "" {
			values.Add(name, pairs[i+1])
		}
	}
	to, err := p.at.Parse(form.AttrOr("action", ""))
	if err != nil {
		v.t.Fatal(err)
	}
	got := v.do(http.MethodPost, to.String(), values)
	if got.code != http.StatusOK {
		v.t.Fatalf("%s: %d: %s", to, got.code, strings.Join(strings.Fields(got.doc.Find(".form-errors, main h1, main p").Text()), " "))
	}
	return got
}

// filled is what a browser would send of a form nobody touched, its buttons left out.
func filled(form *goquery.Selection) url.Values {
	values := url.Values{}
	form.Find("input[name], textarea[name], select[name]").Each(func(_ int, s *goquery.Selection) {
		name := s.AttrOr("name", "")
		if _, off := s.Attr("disabled"); off {
			return
		}
		switch goquery.NodeName(s) {
		case "textarea":
			values.Add(name, s.Text())
		case "select":
			chosen := s.Find("option[selected]")
			if chosen.Length() == 0 {
				chosen = s.Find("option").First()
			}
			values.Add(name, chosen.First().AttrOr("value", chosen.First().Text()))
		default:
			_, checked := s.Attr("checked")
			if kind := s.AttrOr("type", "text"); checked || !slices.Contains([]string{"checkbox", "radio", "submit", "file"}, kind) {
				values.Add(name, s.AttrOr("value", ""))
			}
		}
	})
	return values
}

// option is the value of the choice of a form whose words begin so.
func (p page) option(t *testing.T, name, words string) string {
	t.Helper()
	found := ""
	p.doc.Find(`main [name="` + name + `"]`).Each(func(_ int, s *goquery.Selection) {
		if goquery.NodeName(s) == "select" {
			s.Find("option").Each(func(_ int, o *goquery.Selection) {
				if found == "" && strings.HasPrefix(squeezed(o.Text()), words) {
					found = o.AttrOr("value", "")
				}
			})
		} else if found == "" && strings.HasPrefix(squeezed(s.Closest("label").Text()), words) {
			found = s.AttrOr("value", "")
		}
	})
	if found == "" {
		t.Fatalf("%s: %s has no choice %q", p.at, name, words)
	}
	return found
}

func squeezed(s string) string { return strings.Join(strings.Fields(s), " ") }
