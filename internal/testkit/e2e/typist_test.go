package e2e_test

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/dondoc/dondoc/internal/testkit/browser"
	"github.com/dondoc/dondoc/web/views/ui"
)

// hand fills in the pages' forms: a visitor does it as a browser without scripts would, a typist in Chromium.
type hand interface {
	get(path string) page
	send(p page, pairs ...string) page
}

// typist is somebody at Chromium who reads, types, chooses and presses buttons.
type typist struct {
	t    *testing.T
	tab  *browser.Tab
	base string
}

// typing signs in by typing, in a browser context of its own.
func (h *house) typing(b *browser.Browser, login string) *typist {
	h.t.Helper()
	y := &typist{t: h.t, tab: b.Tab(h.t, browser.View{}), base: h.url}
	h.signIn(y.tab, login)
	return y
}

// signIn lets a tab in through the page.
func (h *house) signIn(tab *browser.Tab, login string) {
	h.t.Helper()
	tab.Open(h.url + ui.SignInURL)
	tab.Fill("[name=login]", login)
	tab.Fill("[name=password]", password)
	tab.Follow("main form button[type=submit]")
	if tab.Has("[name=password]") {
		h.t.Fatalf("%s was not let in: %s", login, tab.Text("main"))
	}
}

func (y *typist) get(path string) page {
	y.t.Helper()
	y.tab.Open(y.base + strings.TrimPrefix(path, y.base))
	return y.read()
}

// follow clicks a link and reads where it leads.
func (y *typist) follow(css string) page {
	y.t.Helper()
	y.tab.Follow(css)
	return y.read()
}

// read is the page as it stands in the browser.
func (y *typist) read() page {
	y.t.Helper()
	at, err := url.Parse(y.tab.URL())
	if err != nil {
		y.t.Fatal(err)
	}
	p := page{at: at, code: http.StatusOK, kind: "text/html", raw: []byte(y.tab.HTML())}
	if p.doc, err = goquery.NewDocumentFromReader(strings.NewReader(string(p.raw))); err != nil {
		y.t.Fatal(err)
	}
	return p
}

// theForm is the form of a page that is there to be filled in.
const theForm = "main form.form"

// shape is how a form asks for a value.
type shape struct {
	Kind   string   `json:"kind"`   // text, textarea, select-one, checkbox, radio, hidden
	Values []string `json:"values"` // what stands there now
	Folded bool     `json:"folded"` // inside a part that is folded up
}

const shapes = `Object.fromEntries([...document.querySelectorAll('main form.form [name]')].reduce((all, e) => {
	const one = all.get(e.name) ?? {kind: e.type, values: [], folded: e.closest('details:not([open])') !== null}
	if (e.type === 'checkbox' || e.type === 'radio') { if (e.checked) one.values.push(e.value) } else one.values.push(e.value)
	return all.set(e.name, one)
}, new Map()))`

// send types the pairs of name and value into the form and presses its first button. A name given several times is a list of
// check boxes, an empty value clears. The answer must not be a refusal.
func (y *typist) send(_ page, pairs ...string) page {
	y.t.Helper()
	y.fill(pairs...)
	y.tab.Follow(theForm + " button[type=submit]")
	p := y.read()
	if said := p.doc.Find(".form-errors"); said.Length() > 0 {
		y.t.Fatalf("%s: %s", p.at, squeezed(said.Text()))
	}
	return p
}

// fill types the pairs into the form without sending it.
func (y *typist) fill(pairs ...string) {
	y.t.Helper()
	form := browser.Eval[map[string]shape](y.tab, shapes)
	var names []string
	wanted := map[string][]string{}
	for i := 0; i+1 < len(pairs); i += 2 {
		if name := pairs[i]; !slices.Contains(names, name) {
			names = append(names, name)
		}
		wanted[pairs[i]] = append(wanted[pairs[i]], pairs[i+1])
	}
	for _, name := range names {
		s, ok := form[name]
		if !ok {
			y.t.Fatalf("%s: the form has no %s", y.tab.URL(), name)
		}
		y.put(name, s, wanted[name])
	}
}

// long is how many letters nobody types in a test: they are pasted.
const long = 24

func (y *typist) put(name string, s shape, values []string) {
	y.t.Helper()
	css := fmt.Sprintf(`%s [name="%s"]`, theForm, name)
	if s.Folded {
		y.tab.Click(fmt.Sprintf(`%s details:not([open]):has([name="%s"]) > summary`, theForm, name))
	}
	switch s.Kind {
	case "checkbox", "radio":
		for _, v := range append(slices.Clone(s.Values), values...) {
			if v != "" && slices.Contains(s.Values, v) != slices.Contains(values, v) {
				y.tab.Click(fmt.Sprintf(`%s[value="%s"]`, css, v))
			}
		}
	case "select-one":
		if !slices.Equal(s.Values, values) {
			y.tab.Choose(css, values[0])
		}
	default:
		if slices.Equal(s.Values, values) {
			return
		}
		if len(values[0]) < long {
			y.tab.Fill(css, values[0])
		} else {
			y.tab.Paste(css, values[0])
		}
	}
}
