package ui_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/dondoc/dondoc/internal/foundation/i18n"
	"github.com/dondoc/dondoc/web/views/ui"
)

func read(tb testing.TB, address, remembered string) ui.ListQuery {
	tb.Helper()
	u, err := url.Parse(address)
	if err != nil {
		tb.Fatal(err)
	}
	return sampleSpec().Read(u.Path, u.Query(), remembered)
}

func keysOf(q ui.ListQuery) string {
	var keys []string
	for _, c := range q.Columns {
		keys = append(keys, c.Key)
	}
	return strings.Join(keys, ",")
}

const usual = "so,noi-dung,nguon,chu-tri,han,lop,bao-cao"

func TestEveryAddressOfAListWorks(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, address, remembered string
		sort                      string // with "-" when descending
		page                      int
		columns, url              string
	}{
		{"nothing asked", "/n", "", "han", 1, usual, "/n"},
		{"a filter stays in the address", "/n?lop=overdue", "", "han", 1, usual, "/n?lop=overdue"},
		{"an unknown parameter is dropped", "/n?lop=overdue&utm=1", "", "han", 1, usual, "/n?lop=overdue"},
		{"an empty filter is no filter", "/n?lop=&don-vi=%20", "", "han", 1, usual, "/n"},
		{"descending", "/n?sap=-so", "", "-so", 1, usual, "/n?sap=-so"},
		{"a column that cannot be sorted by", "/n?sap=nguon", "", "han", 1, usual, "/n"},
		{"a column that does not exist", "/n?sap=1;drop", "", "han", 1, usual, "/n"},
		{"a page", "/n?trang=3", "", "han", 3, usual, "/n"},
		{"a page below the first", "/n?trang=-2", "", "han", 1, usual, "/n"},
		{"a page that is no number", "/n?trang=ba", "", "han", 1, usual, "/n"},
		{"a page beyond all reason", "/n?trang=999999999999", "", "han", 1, usual, "/n"},
		{"columns of the address, in the list's order, the fixed one always", "/n?cot=han&cot=so", "", "han", 1, "so,noi-dung,han", "/n?cot=han%2Cso"},
		{"columns with commas", "/n?cot=han,so", "", "han", 1, "so,noi-dung,han", "/n?cot=han%2Cso"},
		{"columns remembered on the device", "/n", "linh-vuc", "han", 1, "noi-dung,linh-vuc", "/n"},
		{"the address goes before what is remembered", "/n?cot=so", "linh-vuc", "han", 1, "so,noi-dung", "/n?cot=so"},
		{"unknown columns are the usual ones", "/n?cot=x,y", "z", "han", 1, usual, "/n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			q := read(t, tt.address, tt.remembered)
			sort := q.Sort
			if q.Desc {
				sort = "-" + sort
			}
			if sort != tt.sort || q.Page != tt.page || keysOf(q) != tt.columns || q.URL() != tt.url {
				t.Errorf("sort %s page %d columns %s address %s", sort, q.Page, keysOf(q), q.URL())
			}
		})
	}
}

func TestAddressesOfAList(t *testing.T) {
	t.Parallel()
	q := read(t, "/n?lop=overdue&tim=thanh+lân&sap=-so&trang=3", "so")
	for what, got := range map[string][2]string{
		"another filter, on the first page":              {q.With("don-vi", "mau"), "/n?don-vi=mau&lop=overdue&sap=-so&tim=thanh+l%C3%A2n"},
		"a filter taken away":                            {q.With("lop", ""), "/n?sap=-so&tim=thanh+l%C3%A2n"},
		"no filters, the order stays":                    {q.Clear(), "/n?sap=-so"},
		"the export has the columns the device remember": {q.Export(), "/n/xuat.xlsx?cot=so%2Cnoi-dung&lop=overdue&sap=-so&tim=thanh+l%C3%A2n"},
	} {
		if got[0] != got[1] {
			t.Errorf("%s: %s, want %s", what, got[0], got[1])
		}
	}
	if q.Offset() != 100 || q.Get("lop") != "overdue" || q.Words != "thanh lân" || !q.Filtered() {
		t.Errorf("offset %d, class %q, words %q, filtered %t", q.Offset(), q.Get("lop"), q.Words, q.Filtered())
	}
	if read(t, "/n?sap=so", "").Clear() != "" {
		t.Error("an unfiltered list offers to clear its filters")
	}
	if _, ok := q.Chosen(); ok {
		t.Error("the cookie would be written though the address names no columns")
	}
	if v, ok := read(t, "/n?cot=so&cot=han", "").Chosen(); !ok || v != "so,han" {
		t.Errorf("the cookie would keep %q, %t", v, ok)
	}
}

func TestHeadsTurnTheOrderRound(t *testing.T) {
	t.Parallel()
	p := printer(t, i18n.Vi)
	for address, want := range map[string]struct {
		sort ui.Sort
		url  string
	}{
		"/n":           {ui.Up, "/n?sap=-han"},
		"/n?sap=han":   {ui.Up, "/n?sap=-han"},
		"/n?sap=-han":  {ui.Down, "/n?sap=han"},
		"/n?sap=so":    {ui.Unsorted, "/n?sap=han"},
		"/n?trang=2":   {ui.Up, "/n?sap=-han"},
		"/n?lop=x":     {ui.Up, "/n?lop=x&sap=-han"},
		"/n?sap=-so&x": {ui.Unsorted, "/n?sap=han"},
	} {
		for _, h := range read(t, address, "").Heads(p) {
			switch {
			case h.Key == "han" && (h.Sort != want.sort || h.URL != want.url):
				t.Errorf("%s: sorted %d, leads to %s; want %d, %s", address, h.Sort, h.URL, want.sort, want.url)
			case h.Key == "nguon" && h.URL != "":
				t.Errorf("%s: the source can be sorted by", address)
			}
		}
	}
}

func TestPages(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, address string
		total         int
		from, to      int
		links         string
		prev, next    string
	}{
		{"nothing at all", "/n", 0, 0, 0, "", "", ""},
		{"one page", "/n", 50, 1, 50, "", "", ""},
		{"two pages", "/n", 51, 1, 50, "[1] 2", "", "/n?trang=2"},
		{"the last page is short", "/n?trang=3", 133, 101, 133, "1 2 [3]", "/n?trang=2", ""},
		{"many pages", "/n?trang=10", 1000, 451, 500, "1 … 9 [10] 11 … 20", "/n?trang=9", "/n?trang=11"},
		{"a page past the end leads back to the last", "/n?trang=9", 60, 60, 60, "1 2", "/n?trang=2", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			g := read(t, tt.address, "").Pages(tt.total)
			var links []string
			for _, l := range g.Links {
				switch {
				case l.Gap:
					links = append(links, "…")
				case l.Current:
					links = append(links, "["+itoa(l.Number)+"]")
				default:
					links = append(links, itoa(l.Number))
				}
			}
			got := strings.Join(links, " ")
			if g.From != tt.from || g.To != tt.to || got != tt.links || g.PrevURL != tt.prev || g.NextURL != tt.next {
				t.Errorf("%d–%d, %s, back %s, on %s", g.From, g.To, got, g.PrevURL, g.NextURL)
			}
		})
	}
}

func TestTheSentenceFollowsTheLanguage(t *testing.T) {
	t.Parallel()
	a, b := ui.Filter{Name: "a", Label: "A", Value: "x"}, ui.Filter{Name: "b", Label: "B", Value: "y"}
	for words, want := range map[string]string{
		"Việc {a} do {b}.": "Việc |<x>| do |<y>|.",
		"By {b} the {a}":   "By |<y>| the |<x>",
		"Việc {a}":         "Việc |<x>| · B |<y>",
		"{a}{b}":           "<x>|<y>",
		"Việc {z} {a} {b}": "Việc | |<x>| |<y>",
		"Việc {a":          "Việc |<x>| · B |<y>",
		"":                 " · A |<x>| · B |<y>",
	} {
		var got []string
		for _, p := range ui.Sentence(words, a, b) {
			if p.Filter != nil {
				got = append(got, "<"+p.Filter.Value+">")
			} else {
				got = append(got, p.Text)
			}
		}
		if s := strings.Join(got, "|"); s != want {
			t.Errorf("%q: %q, want %q", words, s, want)
		}
	}
}

func FuzzListAddresses(f *testing.F) {
	f.Add("lop=overdue&trang=2&sap=-han&cot=so,han", "so")
	f.Add("trang=-1&sap=-&cot=,,", ",")
	f.Add("tim=%F0%9F%98%80&don-vi=a&don-vi=b", "")
	p := printer(f, i18n.Vi)
	f.Fuzz(func(t *testing.T, query, remembered string) {
		v, err := url.ParseQuery(query)
		if err != nil {
			return
		}
		q := sampleSpec().Read("/n", v, remembered)
		if q.Offset() < 0 || len(q.Columns) == 0 || q.Sort == "" {
			t.Fatalf("offset %d, %d columns, sort %q", q.Offset(), len(q.Columns), q.Sort)
		}
		u, err := url.Parse(q.URL())
		if err != nil {
			t.Fatalf("address %q: %v", q.URL(), err)
		}
		again := sampleSpec().Read("/n", u.Query(), remembered)
		if again.URL() != q.URL() || keysOf(again) != keysOf(q) || again.Sort != q.Sort || again.Desc != q.Desc {
			t.Errorf("%q reads back as %q", q.URL(), again.URL())
		}
		q.List(p, 133)
	})
}
