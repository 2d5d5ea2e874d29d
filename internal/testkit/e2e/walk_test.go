package e2e_test

import (
	"cmp"
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"github.com/PuerkitoBio/goquery"
)

// route is a page with what tells one row from another taken out: "/c/qcdc-mau/nhiem-vu/#/viec/confirmed".
type route string

func routeOf(path string) route {
	parts := strings.Split(path, "/")
	for i, p := range parts {
		if isRow.MatchString(p) {
			parts[i] = "#"
		}
	}
	return route(strings.Join(parts, "/"))
}

var isRow = regexp.MustCompile(`^(\d+|[0-9a-f]{8}-[0-9a-f-]{27}|\d{4}-\w{2,5}|\d{4}-\d\d-\d\d)$`)

// examplesOf is how many pages of a route are looked at for links: tasks differ in what may be done with them, units and people in
// what they have.
func examplesOf(r route) int {
	for _, various := range []string{"/nhiem-vu/#", "/don-vi/#", "/nguoi/#"} {
		if strings.HasSuffix(string(r), various) {
			return 24
		}
	}
	return 4
}

// walk follows every link from the start and returns an address of every page that opened. A link that leads nowhere fails the test.
func (v *visitor) walk(starts ...string) map[route]string {
	v.t.Helper()
	found, times := map[route]string{}, map[route]int{}
	seen, queue := map[string]bool{}, starts
	for len(queue) > 0 {
		at := queue[0]
		queue = queue[1:]
		u, err := url.Parse(at)
		if err != nil {
			v.t.Fatal(err)
		}
		r := routeOf(u.Path)
		if seen[at] || times[r] >= examplesOf(r) {
			continue
		}
		seen[at] = true
		times[r]++
		p := v.get(at)
		if p.code != http.StatusOK {
			v.t.Errorf("a link leads to %s: %d", at, p.code)
			continue
		}
		if !strings.HasPrefix(p.kind, "text/html") {
			continue // a file
		}
		landed := routeOf(p.at.Path)
		found[landed] = cmp.Or(found[landed], p.at.RequestURI())
		queue = append(queue, p.links()...)
	}
	return found
}

// links are the pages of the product a page leads to; files and other committees are left out.
func (p page) links() []string {
	var all []string
	p.doc.Find("a[href]").Each(func(_ int, a *goquery.Selection) {
		to, err := p.at.Parse(a.AttrOr("href", ""))
		_, file := a.Attr("download")
		elsewhere := strings.HasPrefix(to.Path, "/c/") && to.Path != demoURL("") && !strings.HasPrefix(to.Path, demoURL("/"))
		if err != nil || file || to.Host != p.at.Host || isFile.MatchString(to.Path) || elsewhere {
			return
		}
		all = append(all, to.RequestURI())
	})
	return all
}

var isFile = regexp.MustCompile(`(\.xlsx|\.csv|/excel|/tep/[^/]+|^/assets/.*|^/api/.*)$`)
