package e2e_test

import (
	"slices"
	"testing"

	"github.com/dondoc/dondoc/internal/testkit/browser"
	"github.com/dondoc/dondoc/web/views/ui"
)

// TestEveryPageIsAccessible opens every page of every role as a phone shows it. Axe looks at every page once, at desktop and
// phone, light and dark in turn: the pages are made of the same parts, and a look at each in all four would take minutes.
func TestEveryPageIsAccessible(t *testing.T) {
	t.Parallel()
	chromium := browser.Start(t)
	h := newHouse(t).demo()
	seen := map[route]bool{}
	for _, login := range []string{"head", "secretary", "focal"} {
		tab := chromium.Tab(t, browser.View{})
		tab.Forgive("404") // the page that is not there
		tab.Open(h.url + ui.SignInURL)
		tab.Accessible()
		h.signIn(tab, login)
		tour := h.tour(login)
		for i, r := range inOrder(tour) {
			if login == "secretary" && seen[r] {
				continue // the same page as the head's
			}
			seen[r] = true
			tab.Look(browser.View{Width: browser.Phone, Dark: i%4 < 2})
			tab.Open(h.url + tour[r])
			tab.NoSidewaysScroll()
			if slices.Contains(lists(), r) && !tab.Has("table.records tbody tr") {
				t.Errorf("%s as %s: no row", tour[r], login)
			}
			if i%2 == 0 {
				tab.Look(browser.View{Width: browser.Desktop, Dark: i%4 == 0})
			}
			tab.Accessible()
		}
	}
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
