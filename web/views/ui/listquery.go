package ui

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/dondoc/dondoc/internal/foundation/i18n"
)

// The parameters that every list knows; filters have names of their own.
const (
	ParamWords   = "tim"
	ParamSort    = "sap" // a column's key; "-key" is descending
	ParamPage    = "trang"
	ParamColumns = "cot" // keys with commas
)

// maxPage keeps OFFSET from being driven to absurdity by hand-made addresses.
const maxPage = 100_000

// Column is what a list may show.
type Column struct {
	Key    string
	Label  string // catalogue key
	Sort   bool   // may be sorted by
	Num    bool
	Wide   bool
	Short  bool
	Fixed  bool // always shown
	Hidden bool // shown only when chosen
}

// ListSpec is what one kind of list can do. Make it once; it does not change.
type ListSpec struct {
	Name    string // of the cookie that keeps the columns, and of the region
	Columns []Column
	Sort    string   // when the address does not say: "han" or "-han"
	Filters []string // names of the parameters that filter
	Keeps   []string // parameters that go along without narrowing the list: the day it shows
	Size    int      // rows of a page
}

// ListQuery is what an address asks of a list. Whatever the list does not know is left out, so that every address works.
type ListQuery struct {
	spec    *ListSpec
	path    string
	values  url.Values // only what the list knows
	Sort    string     // a column's key
	Desc    bool
	Page    int // from 1
	Size    int
	Words   string
	Columns []Column // shown, in the list's order
}

// CookieColumns is the name of the cookie that keeps a list's columns on the device.
func (s *ListSpec) CookieColumns() string { return "cot-" + s.Name }

// Read reads an address. remembered is the cookie's value; the address goes before it.
func (s *ListSpec) Read(path string, query url.Values, remembered string) ListQuery {
	q := ListQuery{spec: s, path: path, values: url.Values{}, Page: 1, Size: s.Size}
	for _, name := range slices.Concat([]string{ParamWords, ParamSort, ParamColumns}, s.Filters, s.Keeps) {
		for _, v := range query[name] {
			if v = strings.TrimSpace(v); v != "" && !slices.Contains(q.values[name], v) {
				q.values.Add(name, v)
			}
		}
	}
	q.Words = q.values.Get(ParamWords)
	q.readSort()
	if n, err := strconv.Atoi(query.Get(ParamPage)); err == nil && n > 1 && n <= maxPage {
		q.Page = n
	}
	q.readColumns(remembered)
	return q
}

func (q *ListQuery) readSort() {
	for _, s := range []string{q.values.Get(ParamSort), q.spec.Sort} {
		key, desc := strings.CutPrefix(s, "-")
		if c, ok := q.spec.column(key); ok && c.Sort {
			q.Sort, q.Desc = key, desc
			break
		}
		q.values.Del(ParamSort)
	}
}

func (s *ListSpec) column(key string) (Column, bool) {
	i := slices.IndexFunc(s.Columns, func(c Column) bool { return c.Key == key })
	if i < 0 {
		return Column{}, false
	}
	return s.Columns[i], true
}

// readColumns takes the columns of the address, else those remembered, else the usual ones.
func (q *ListQuery) readColumns(remembered string) {
	chosen := q.spec.known(strings.Split(strings.Join(q.values[ParamColumns], ","), ","))
	if len(chosen) > 0 {
		q.values.Set(ParamColumns, strings.Join(chosen, ","))
	} else {
		q.values.Del(ParamColumns)
		chosen = q.spec.known(strings.Split(remembered, ","))
	}
	for _, c := range q.spec.Columns {
		if c.Fixed || len(chosen) == 0 && !c.Hidden || slices.Contains(chosen, c.Key) {
			q.Columns = append(q.Columns, c)
		}
	}
}

func (s *ListSpec) known(keys []string) []string {
	var some []string
	for _, k := range keys {
		if _, ok := s.column(k); ok && !slices.Contains(some, k) {
			some = append(some, k)
		}
	}
	return some
}

// Chosen is what the cookie should keep when the address names columns; ok is false when it names none.
func (q ListQuery) Chosen() (string, bool) {
	v := q.values.Get(ParamColumns)
	return v, v != ""
}

// KeptBut are the list's parameters without some, for a form elsewhere on the page that comes back to the same list.
func (q ListQuery) KeptBut(names ...string) []Pair { return q.keep(names...) }

// Get is the value of a filter, or nothing.
func (q ListQuery) Get(name string) string { return q.values.Get(name) }

// All are the values of a filter that may have several.
func (q ListQuery) All(name string) []string { return q.values[name] }

// Shows reports whether a column is shown.
func (q ListQuery) Shows(key string) bool {
	return slices.ContainsFunc(q.Columns, func(c Column) bool { return c.Key == key })
}

// Offset is the number of rows before this page.
func (q ListQuery) Offset() int { return (q.Page - 1) * q.Size }

// Filtered reports whether any filter or words narrow the list.
func (q ListQuery) Filtered() bool {
	return q.Words != "" || slices.ContainsFunc(q.spec.Filters, func(f string) bool { return q.values.Get(f) != "" })
}

// With is the address with one parameter changed (removed when value is empty), on its first page.
func (q ListQuery) With(name, value string) string {
	return q.address(q.path, func(v url.Values) {
		v.Del(name)
		if value != "" {
			v.Set(name, value)
		}
	})
}

// withEach makes With for many values of one parameter: the address is written once, and its parameters keep their order.
func (q ListQuery) withEach(name string) func(value string) string {
	const place, escaped = "\x00", "%00" // no value of a filter can hold it
	none, some := q.With(name, ""), q.With(name, place)
	return func(value string) string {
		if value == "" {
			return none
		}
		return strings.Replace(some, escaped, url.QueryEscape(value), 1)
	}
}

// URL is the address of this list on its first page: what one would send to a colleague.
func (q ListQuery) URL() string { return q.address(q.path, func(url.Values) {}) }

// Export is the address of the Excel file of exactly this list: the same query below "<path>/xuat.xlsx".
// The columns go along even when only the cookie named them.
func (q ListQuery) Export() string { return q.export("/xuat.xlsx") }

// ExportText is the address of the same list as text (CSV).
func (q ListQuery) ExportText() string { return q.export("/xuat.csv") }

func (q ListQuery) export(file string) string {
	return q.address(strings.TrimSuffix(q.path, "/")+file, func(v url.Values) {
		keys := make([]string, len(q.Columns))
		for i, c := range q.Columns {
			keys[i] = c.Key
		}
		v.Set(ParamColumns, strings.Join(keys, ","))
	})
}

// Clear is the address without filters and words, or nothing when there are none.
func (q ListQuery) Clear() string {
	if !q.Filtered() {
		return ""
	}
	return q.address(q.path, func(v url.Values) {
		v.Del(ParamWords)
		for _, f := range q.spec.Filters {
			v.Del(f)
		}
	})
}

func (q ListQuery) address(path string, change func(url.Values)) string {
	v := make(url.Values, len(q.values)+1)
	for k, all := range q.values {
		v[k] = slices.Clone(all)
	}
	change(v)
	if len(v) == 0 {
		return path
	}
	return path + "?" + v.Encode()
}

// keep are the parameters a form of the list sends along, without those it sets itself.
func (q ListQuery) keep(without ...string) []Pair {
	var some []Pair
	for _, name := range slices.Concat(q.spec.Filters, q.spec.Keeps, []string{ParamWords, ParamSort, ParamColumns}) {
		if slices.Contains(without, name) {
			continue
		}
		for _, v := range q.values[name] {
			some = append(some, Pair{Name: name, Value: v})
		}
	}
	return some
}

// Heads are the heads of the shown columns. Sorting by the present column turns it round.
func (q ListQuery) Heads(p *i18n.Printer) []Head {
	heads := make([]Head, len(q.Columns))
	for i, c := range q.Columns {
		heads[i] = Head{Key: c.Key, Label: p.T(c.Label), Num: c.Num, Wide: c.Wide, Short: c.Short}
		if !c.Sort {
			continue
		}
		to := c.Key
		if c.Key == q.Sort {
			heads[i].Sort = Up
			if q.Desc {
				heads[i].Sort = Down
			} else {
				to = "-" + c.Key
			}
		}
		heads[i].URL = q.With(ParamSort, to)
	}
	return heads
}

// Pages says where the page stands among total rows.
func (q ListQuery) Pages(total int) Pages {
	last := max(1, (total+q.Size-1)/q.Size)
	p := Pages{From: min(q.Offset()+1, total), To: min(q.Offset()+q.Size, total), Total: total}
	if q.Page > 1 {
		p.PrevURL = q.page(min(q.Page-1, last))
	}
	if q.Page < last {
		p.NextURL = q.page(q.Page + 1)
	}
	if last == 1 {
		return p
	}
	before := 0
	for n := 1; n <= last; n++ {
		if n != 1 && n != last && (n < q.Page-1 || n > q.Page+1) {
			continue
		}
		if n > before+1 {
			p.Links = append(p.Links, PageLink{Gap: true})
		}
		p.Links = append(p.Links, PageLink{Number: n, URL: q.page(n), Current: n == q.Page})
		before = n
	}
	return p
}

func (q ListQuery) page(n int) string {
	return q.address(q.path, func(v url.Values) {
		if n > 1 {
			v.Set(ParamPage, strconv.Itoa(n))
		}
	})
}

// Filter makes one word of the sentence. Options give value and label; any is the word when nothing is chosen.
func (q ListQuery) Filter(name, label, any string, options []Option) Filter {
	f := Filter{Name: name, Label: label, Value: any}
	now, with := q.Get(name), q.withEach(name)
	f.Options = make([]FilterOption, 0, 1+len(options))
	f.Options = append(f.Options, FilterOption{Text: any, URL: with(""), Active: now == ""})
	for _, o := range options {
		on := o.Value == now
		if on {
			f.Value, f.Set = o.Label, true
		}
		f.Options = append(f.Options, FilterOption{Text: o.Label, URL: with(o.Value), Active: on, Count: o.Hint})
	}
	return f
}

// List starts a List with everything the address decides; the page adds the sentence, the rows and the acts.
func (q ListQuery) List(p *i18n.Printer, total int) List {
	l := List{
		P: p, ID: q.spec.Name, Heads: q.Heads(p), Pages: q.Pages(total), ClearURL: q.Clear(), ExportURL: q.Export(), TextURL: q.ExportText(),
		Search: &SearchBox{URL: q.path, Words: q.Words, Keep: q.keep(ParamWords)},
	}
	choice := Chooser{URL: q.path, Keep: q.keep(ParamColumns)}
	for _, c := range q.spec.Columns {
		if !c.Fixed {
			choice.Columns = append(choice.Columns, Option{Value: c.Key, Label: p.T(c.Label), Selected: q.Shows(c.Key)})
		}
	}
	if len(choice.Columns) > 0 {
		l.Chooser = &choice
	}
	return l
}
