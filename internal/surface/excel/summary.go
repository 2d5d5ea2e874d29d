package excel

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/dondoc/dondoc/internal/domain/report"
	"github.com/dondoc/dondoc/internal/domain/task"
)

// The columns of the summary, from 1. The rest is room for the chart.
const (
	sumOrder = iota + 1
	sumName
	sumCount
	sumShare
	sumBase
)

// summary writes the sheet "Tổng hợp" and remembers where each figure stands, so that other sheets can point at it.
type summary struct {
	*sheet
	t     Words
	h     report.HalfYear
	link  func(figure string, pairs ...string) string
	cells map[string]int // figure → row
	value map[string]int // figure → its number

	classRow map[task.Timing]int // class → the row with its word
}

// entry is one line of figures.
type entry struct {
	order   int
	letter  string   // in the Vietnamese alphabet, a) b) c) d)
	figure  string   // name of the figure, as in report.Rate
	sum     []string // the figures it is the sum of
	bold    bool
	ofTotal bool // with its share of the total
	base    string
}

// figures are the numbers a rate or a formula may name, by their names.
func figures(f report.Figures) map[string]int {
	all := map[string]int{}
	for _, name := range report.FigureNames() {
		all[name], _ = f.Get(name)
	}
	return all
}

func summaryColumns(t Words) []column {
	cols := []column{
		{head: t.T("excel.col.order"), width: 6, align: "center"},
		{head: t.T("excel.summary.col.name"), width: 47},
		{head: t.T("excel.summary.col.count"), width: 11, kind: KindInt},
		{head: t.T("excel.summary.col.share"), width: 11, kind: KindPercent},
		{head: t.T("excel.summary.col.base"), width: 36},
	}
	for range 7 {
		cols = append(cols, column{width: 7}) // for the chart
	}
	return cols
}

func (d *document) summary(name string) *summary {
	p := d.plan(name, "excel.summary.title", summaryColumns(d.t))
	p.numbers = true
	sh, h := d.b.open(p)
	s := &summary{sheet: sh, t: d.t, h: d.h, link: d.behind, cells: map[string]int{}, value: figures(d.h.Totals), classRow: map[task.Timing]int{}}
	s.value["carried_in"], s.value["given"] = d.h.CarriedIn, d.h.Given
	s.tasks()
	s.rates()
	s.classes(h)
	s.meetings()
	s.shortcomings()
	s.identities()
	s.sign(d.t, d.h.Letterhead)
	s.close(h, 0)
	return s
}

// section writes a heading over the five columns of the table.
func (s *summary) section(order, key string) {
	looks := part{bold: true, border: true, ground: groundSection}
	left, right := looks, looks
	left.from, left.to, left.text, left.align = sumOrder, sumOrder, order, "center"
	right.from, right.to, right.text = sumName, sumBase, s.t.T(key)
	s.write(line{parts: []part{left, right}, height: heightOf(1, tableSize) + rowPad})
}

// table writes a row of the five columns.
func (s *summary) table(values []Value, l look) {
	row := make([]Value, sumBase)
	copy(row, values)
	for i := range row {
		if i >= sumCount-1 && i <= sumShare-1 && !row[i].filled {
			row[i].kind = s.cols[i].kind
		}
	}
	s.put(row, l)
}

func (s *summary) tasks() {
	s.section("I", "excel.summary.tasks")
	for _, e := range s.entries() {
		s.entry(e)
	}
}

func (s *summary) entries() []entry {
	past := s.h.Period.Start.AddDays(-1)
	return []entry{
		{order: 1, figure: "total", sum: []string{"done", "not_done"}, bold: true, base: s.t.T("excel.summary.total_is")},
		{figure: "carried_in", base: s.t.T("excel.summary.carried_in_is", past)},
		{figure: "given", base: s.t.T("excel.summary.given_is", s.h.Period.Start, s.h.Period.End)},
		{order: 2, figure: "done", sum: []string{"done_in_time", "done_late", "done_no_deadline"}, bold: true, ofTotal: true},
		{letter: "a)", figure: "done_in_time", ofTotal: true},
		{letter: "b)", figure: "done_late", ofTotal: true},
		{letter: "c)", figure: "done_no_deadline", ofTotal: true},
		{order: 3, figure: "not_done", sum: []string{"in_time", "overdue", "no_deadline", "paused"}, bold: true, ofTotal: true},
		{letter: "a)", figure: "in_time", ofTotal: true},
		{figure: "due_soon", ofTotal: true, base: s.t.T("excel.summary.due_soon_is", s.h.SoonDays)},
		{letter: "b)", figure: "overdue", ofTotal: true},
		{letter: "c)", figure: "no_deadline", ofTotal: true},
		{figure: "continuous", ofTotal: true},
		{letter: "d)", figure: "paused", ofTotal: true},
		{figure: "waiting", base: s.t.T("excel.summary.of_not_done")},
		{figure: "sent_back", base: s.t.T("excel.summary.of_not_done")},
		{figure: "updated", base: s.t.T("excel.summary.of_not_done")},
		{order: 4, figure: "due", sum: []string{"due_done", "overdue"}, bold: true, base: s.t.T("excel.summary.due_is", s.h.AsOf)},
		{figure: "due_done"},
		{order: 5, figure: "cancelled", bold: true, base: s.t.T("excel.summary.cancelled_is")},
	}
}

// entry writes a figure; a sum points at rows below it, so the rows of a sum are reserved before they are written.
func (s *summary) entry(e entry) {
	s.reserve()
	v := Int(s.value[e.figure])
	if len(e.sum) > 0 {
		v = v.by(s.plus(e.sum))
	}
	if s.value[e.figure] > 0 {
		v = v.linked(s.link(e.figure))
	}
	share, base := Value{kind: KindPercent}, e.base
	if e.ofTotal && s.h.Totals.Total > 0 {
		share = Ratio(s.value[e.figure], s.h.Totals.Total).by(cell(sumCount, s.cells[e.figure]) + "/" + abs(sumCount, s.cells["total"]))
		base = strings.Join(nonEmpty(base, s.t.T("excel.summary.of_total")), "; ")
	}
	order := Text(e.letter).centered()
	if e.order > 0 {
		order = Number(e.order)
	}
	row := []Value{order, Text(s.t.T("excel.figure." + e.figure)), v, share, Text(base)}
	for i := range row[:sumShare] {
		row[i].bold = e.bold
	}
	s.table(row, look{})
}

// reserve gives every figure of the first section its row, once. None of these texts is long enough for a further row.
func (s *summary) reserve() {
	if len(s.cells) > 0 {
		return
	}
	for i, e := range s.entries() {
		s.cells[e.figure] = s.row + 1 + i
	}
}

// plus is a formula that adds figures of the first section.
func (s *summary) plus(names []string) string {
	refs := make([]string, len(names))
	for i, n := range names {
		refs[i] = cell(sumCount, s.cells[n])
	}
	return strings.Join(refs, "+")
}

// rates writes every rate as a division of the cells it names; a rate without a base has none.
func (s *summary) rates() {
	s.section("II", "excel.summary.rates")
	for i, r := range s.h.Rates {
		of, base := Int(r.Of), strconv.Itoa(r.Base)
		if f, ok := s.formula(r.Numerator, r.Of); ok {
			of = of.by(f)
		}
		if f, ok := s.formula(r.Denominator, r.Base); ok {
			base = f
			if strings.Contains(f, "+") {
				base = "(" + f + ")"
			}
		}
		share, words := Text("–").centered(), s.t.T("excel.summary.no_base")
		if r.Base != 0 {
			share = Ratio(r.Of, r.Base).by(cell(sumCount, s.row+1) + "/" + base)
			words = s.t.T("excel.summary.of_base", r.Of, r.Base)
		}
		s.table([]Value{Number(i + 1), Text(s.t.T(r.Key)), of, share, Text(words)}, look{})
	}
}

// formula turns "done+overdue" into cells; false when a name is no figure of this sheet or the cells do not give the number.
func (s *summary) formula(names string, want int) (string, bool) {
	parts := strings.Split(names, "+")
	sum := 0
	for _, n := range parts {
		if _, ok := s.cells[n]; !ok {
			return "", false
		}
		sum += s.value[n]
	}
	return s.plus(parts), sum == want
}

func (s *summary) identities() {
	if len(s.h.Identities) == 0 {
		return
	}
	s.section("VI", "excel.summary.identities")
	for i, id := range s.h.Identities {
		right, sum := terms(id.Right)
		words, warn := s.t.T("excel.summary.holds", fmt.Sprintf("%d = %s", id.Left, right)), false
		if !id.Holds {
			words, warn = s.t.T("excel.summary.broken", fmt.Sprintf("%d ≠ %s", id.Left, right)), true
		}
		v := Text(words)
		v.warn = warn
		s.table([]Value{Number(i + 1), Text(s.identity(id.Key)), Int(sum).by(right), {}, v}, look{})
	}
}

// identity says which equation it is, and of which unit when the key carries a name.
func (s *summary) identity(key string) string {
	key, unit, found := strings.Cut(key, " ")
	if !found {
		return s.t.T(key)
	}
	return s.t.T(key) + " (" + unit + ")"
}

// terms is "585+67+181" and its sum.
func terms(ns []int) (string, int) {
	sum := 0
	words := make([]string, len(ns))
	for i, n := range ns {
		sum += n
		words[i] = strconv.Itoa(n)
	}
	return strings.Join(words, "+"), sum
}

func nonEmpty(all ...string) []string {
	var kept []string
	for _, s := range all {
		if s != "" {
			kept = append(kept, s)
		}
	}
	return kept
}
