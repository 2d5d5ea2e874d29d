package e2e_test

import (
	"maps"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/dondoc/dondoc/internal/domain/account"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/testkit/browser"
	"github.com/dondoc/dondoc/web/views/ui"
)

// TestEveryPage walks every page of every role, in a house that nobody changes meanwhile.
func TestEveryPage(t *testing.T) {
	t.Parallel()
	h := newHouse(t).demo()
	byLink := h.urged()
	tours := map[string]map[route]string{}
	for _, login := range logins() {
		tours[login] = h.tour(login)
	}
	t.Run("speaks English", func(t *testing.T) {
		t.Parallel()
		h.speaksEnglish(t, tours, byLink...)
	})
	t.Run("is accessible", func(t *testing.T) {
		t.Parallel()
		h.isAccessible(t, tours, byLink...)
	})
}

// isAccessible opens every page and lets axe see it at phone and desktop, in light and dark: see look.
// Every GET route of the router is met, but for those that unseen names.
func (h *house) isAccessible(t *testing.T, tours map[string]map[route]string, byLink ...string) {
	t.Helper()
	chromium := browser.Shared(t)
	met, seen := map[string]bool{}, map[route]bool{}
	t.Run("as", func(t *testing.T) {
		for _, login := range logins() {
			tour := tours[login]
			var fresh []string
			for _, r := range inOrder(tour) {
				met[pattern(h.gets, tour[r])] = true
				if !seen[r] || login == string(access.Focal) { // the others' pages are the head's
					fresh = append(fresh, tour[r])
				}
				seen[r] = true
			}
			for some := range slices.Chunk(fresh, tabful) {
				t.Run(login, func(t *testing.T) {
					t.Parallel()
					h.lookAt(t, chromium, login, some)
				})
			}
		}
		t.Run("nobody", func(t *testing.T) {
			t.Parallel()
			h.lookBeforeSigningIn(t, chromium, byLink...)
		})
	})
	for _, path := range append(beforeSigningIn(), byLink...) {
		met[pattern(h.gets, path)] = true
	}
	for _, p := range h.gets {
		if why, excused := unseen(p); met[p] == excused {
			t.Errorf("%s: met %v, excused %v (%s)", p, met[p], excused, why)
		}
	}
}

// tabful is how many pages one tab looks at, so that several do it side by side.
const tabful = 30

// beforeSigningIn are the pages of people who are not let in yet.
func beforeSigningIn() []string { return []string{ui.SignInURL, "/dat-lai-mat-khau", "/thiet-lap"} }

// lookAt opens pages as somebody. Lists must show rows.
func (h *house) lookAt(t *testing.T, chromium *browser.Browser, login string, paths []string) {
	t.Helper()
	tab := chromium.Tab(t, browser.View{})
	tab.Forgive("404") // the page that is not there
	h.signIn(tab, login)
	for i, path := range paths {
		look(tab, h.url+path, i%2 == 0)
		if slices.Contains(lists(), routeOf(path)) && !tab.Has("table.records tbody tr") {
			t.Errorf("%s as %s: no row", path, login)
		}
	}
}

// look opens a page at the phone's width, light or dark, and lets axe see it there and at the desktop's in the other colours:
// at both widths and in both colours, with two looks. Pages are made of the same parts, so their neighbours show the other two.
func look(tab *browser.Tab, url string, dark bool) {
	tab.Look(browser.View{Width: browser.Phone, Dark: dark})
	tab.Open(url)
	tab.NoSidewaysScroll()
	tab.Accessible()
	tab.Look(browser.View{Width: browser.Desktop, Dark: !dark})
	tab.NoSidewaysScroll()
	tab.Accessible()
}

// lookBeforeSigningIn looks at the pages of people who are not let in yet. The set-up link works only in a house
// without accounts.
func (h *house) lookBeforeSigningIn(t *testing.T, chromium *browser.Browser, byLink ...string) {
	t.Helper()
	ctx := t.Context()
	users, err := h.d.Accounts.Users(ctx, access.System("test"), account.UserQuery{})
	h.must(err)
	reset, err := h.d.Accounts.IssueReset(ctx, access.System("test"), users.Rows[0].ID)
	h.must(err)
	empty := newHouse(t)
	setup, _, err := empty.d.Accounts.EnsureSetup(ctx)
	h.must(err)
	tab := chromium.Tab(t, browser.View{})
	for _, dark := range []bool{true, false} {
		look(tab, h.url+ui.SignInURL, dark)
		look(tab, h.url+"/dat-lai-mat-khau?ma="+url.QueryEscape(reset), dark)
		look(tab, empty.url+"/thiet-lap?ma="+url.QueryEscape(setup), dark)
		for _, path := range byLink {
			look(tab, h.url+path, dark)
		}
	}
}

// pattern is the router's pattern that answers an address: the one that says most of it in words.
func pattern(all []string, address string) string {
	path, _, _ := strings.Cut(address, "?")
	best, words := "", -1
	for _, p := range all {
		if n := wordsOf(strings.Split(p, "/"), strings.Split(path, "/")); n > words {
			best, words = p, n
		}
	}
	return best
}

// wordsOf counts the parts of a pattern that an address has word for word, -1 where it does not answer it.
func wordsOf(pattern, path []string) int {
	if len(pattern) != len(path) {
		return -1
	}
	n := 0
	for i := range pattern {
		switch {
		case strings.HasPrefix(pattern[i], ":"):
		case pattern[i] != path[i]:
			return -1
		default:
			n++
		}
	}
	return n
}

// unseen tells why a GET route is no page that somebody is to look at.
func unseen(pattern string) (why string, is bool) {
	for suffix, why := range map[string]string{".xlsx": "a workbook", ".csv": "a list as text", "/tep-xuat/:export/tai-ve": "a workbook", "/excel": "a workbook", "/tep/:file": "a file that was handed in", "/word": "a document", "/pdf": "a document", ".ics": "a calendar"} {
		if strings.HasSuffix(pattern, suffix) {
			return why, true
		}
	}
	for _, prefix := range []string{"/assets/", "/healthz", "/readyz", "/metrics"} {
		if strings.HasPrefix(pattern, prefix) {
			return "for machines", true
		}
	}
	why, is = map[string]string{
		"/sw.js": "a script",
		"/c/:committee/ton-tai/:shortcoming/tep/:file/go": "the same form as for a task's file, which is met",
		"/c/:committee/lam-thay/:row/sua":                 "nobody stands in for anybody in this house",
		"/c/:committee/don-vi/sap-xep/:act":               "no unit of this house has ended",
		"/c/:committee/don-vi/sap-xep/:act/sua":           "no unit of this house has ended",
		"/c/:committee/ton-tai/giong":                     "a part of the form of a shortcoming, fetched while its words are typed",
		"/c/:committee/bao-cao":                           "leads on to the present half-year",
		"/c/:committee/hoi-nghi/:meeting/ghi/du-lieu":     "data of the page where minutes are written",
		"/c/:committee/hoi-nghi/:meeting/ghi/su-kien":     "events of the page where minutes are written",
		"/c/:committee/hoi-nghi/:meeting/ghi/dong/:line":  "data of the page where minutes are written",
		"/c/:committee/hoi-nghi/:meeting/ky/:digest":      "the signed bytes",
		"/c/:committee/mau-van-ban/co-san/:kind":          "a template to take home",
		"/c/:committee/mau-van-ban/:template/tep":         "a template to take home",
		"/c/:committee/mau-van-ban/:template/xem-thu":     "a document",
	}[pattern]
	return why, is
}

func TestAnAddressBelongsToTheMostTellingPattern(t *testing.T) {
	t.Parallel()
	all := []string{"/c/:committee", "/c/:committee/nhiem-vu/:task", "/c/:committee/nhiem-vu/moi", "/c/:committee/nhiem-vu/:task/viec/:event"}
	want := map[string]string{
		"/c/a": all[0], "/c/a/nhiem-vu/14?x=1": all[1], "/c/a/nhiem-vu/moi": all[2], "/c/a/nhiem-vu/14/viec/comment": all[3], "/toi": "",
	}
	for _, address := range slices.Sorted(maps.Keys(want)) {
		if got := pattern(all, address); got != want[address] {
			t.Errorf("%s: %q, want %q", address, got, want[address])
		}
	}
}
