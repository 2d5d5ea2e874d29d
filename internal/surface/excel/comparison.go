package excel

import (
	"github.com/dondoc/dondoc/internal/domain/report"
)

// comparedFigures are the lines of the comparison.
func comparedFigures() []string {
	return []string{
		"total", "carried_in", "given", "done", "done_in_time", "done_late", "done_no_deadline", "not_done", "in_time", "due_soon", "overdue", "no_deadline",
		"paused", "waiting", "due", "due_done", "cancelled",
	}
}

func (d *document) comparisonColumns() []column {
	cols := []column{
		{head: d.t.T("excel.col.order"), width: 6, align: "center"},
		{head: d.t.T("excel.summary.col.name"), width: 40},
		{head: d.t.T("excel.comparison.col.now"), width: 14, kind: KindInt},
		{head: d.t.T("excel.comparison.col.first_deadline"), width: 14, kind: KindInt},
	}
	for _, c := range d.h.Comparison {
		cols = append(cols,
			column{head: d.t.T("excel.comparison.col."+c.Which, c.Period.Start, c.AsOf), width: 20, kind: KindInt},
			column{head: d.t.T("excel.comparison.col.difference"), width: 12, kind: KindInt})
	}
	return cols
}

// comparison writes the sheet "So sánh": this period, by the deadlines in force and by those first set, beside the period before and
// the same one of the year before; below it the tasks because of which the opening is not the closing before.
func (d *document) comparison(name string) {
	p := d.plan(name, "excel.comparison.title", d.comparisonColumns())
	p.numbers = true
	s, h := d.b.open(p)
	for i, figure := range comparedFigures() {
		s.put(d.compared(s.row+1, i+1, figure), look{})
	}
	for _, c := range d.h.Comparison {
		if c.Frozen > 0 {
			s.note(part{text: d.t.T("excel.comparison.frozen."+c.Which, c.Frozen), italic: true})
		}
	}
	s.note(part{text: d.t.T("excel.comparison.note"), italic: true})
	for _, b := range d.h.Breaks {
		s.note(part{text: d.breakLine(b), warn: true})
	}
	s.sign(d.t, d.h.Letterhead)
	s.close(h, 0)
}

func (d *document) compared(row, n int, figure string) []Value {
	here := allFigures(d.h.Totals, d.h.CarriedIn, d.h.Given)
	now := Int(here[figure])
	if here[figure] > 0 {
		now = now.linked(d.behind(figure))
	}
	first, known := d.h.FirstDeadline.Get(figure)
	values := []Value{Number(n), Text(d.t.T("excel.figure." + figure)), now, Int(first)}
	if !known {
		values[3] = Value{kind: KindInt}
	}
	for i, c := range d.h.Comparison {
		there := allFigures(c.Figures, c.CarriedIn, c.Given)[figure]
		values = append(values, Int(there), Int(here[figure]-there).by(cell(3, row)+"-"+cell(5+2*i, row)))
	}
	return values
}

func allFigures(f report.Figures, carriedIn, given int) map[string]int {
	all := figures(f)
	all["carried_in"], all["given"] = carriedIn, given
	return all
}

// breakLine says of a task why it was carried in and not out, or out and not in.
func (d *document) breakLine(b report.Break) string {
	way := "excel.break.out"
	if b.In {
		way = "excel.break.in"
	}
	why := d.t.T("break." + b.Why)
	if b.Event != "" {
		why += ": " + d.t.T("task.event."+b.Event) + d.t.T("break.on", b.On)
	}
	return d.t.T(way, b.Number, b.Text, why)
}
