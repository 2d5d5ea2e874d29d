package excel

import (
	"strconv"
	"strings"

	"github.com/dondoc/dondoc/internal/domain/report"
)

// tally is the table of figures that the sheets by unit and by field share: one row a unit or field, one column a figure.
type tally struct {
	specs []tallySpec
	col   map[string]int // figure → column
}

// tallySpec is a column of figures.
type tallySpec struct {
	figure string
	group  string   // key of the words above
	sum    []string // the figures of the row it is the sum of
	of     string   // for a share: the figure divided
	base   string   // and by which
	units  bool     // only in the sheet by unit
}

func tallySpecs() []tallySpec {
	const done, open, within = "excel.group.done", "excel.group.not_done", "excel.group.of_not_done"
	return []tallySpec{
		{figure: "total", sum: []string{"done", "not_done"}},
		{figure: "counted", units: true},
		{figure: "done", group: done, sum: []string{"done_in_time", "done_late", "done_no_deadline"}},
		{figure: "done_in_time", group: done},
		{figure: "done_late", group: done},
		{figure: "done_no_deadline", group: done},
		{figure: "not_done", group: open, sum: []string{"in_time", "overdue", "no_deadline", "paused"}},
		{figure: "in_time", group: open},
		{figure: "due_soon", group: open},
		{figure: "overdue", group: open},
		{figure: "no_deadline", group: open},
		{figure: "continuous", group: open},
		{figure: "paused", group: open},
		{figure: "waiting", group: within},
		{figure: "sent_back", group: within},
		{figure: "updated", group: within},
		{figure: "done_rate", of: "done", base: "total"},
		{figure: "cancelled"},
		{figure: "coordinating", units: true},
	}
}

// newTally lays out the columns after the two of order and name.
func newTally(units bool) tally {
	t := tally{col: map[string]int{}}
	for _, s := range tallySpecs() {
		if s.units && !units {
			continue
		}
		t.specs = append(t.specs, s)
		t.col[s.figure] = 2 + len(t.specs)
	}
	return t
}

// columns are the columns of the sheet; a sum is numbered with the columns it adds, as in statistical forms.
func (t tally) columns(w Words, name string) []column {
	cols := []column{
		{head: w.T("excel.col.order"), width: 5, align: "center"},
		{head: name, width: 34},
	}
	for _, s := range t.specs {
		c := column{head: w.T("excel.short." + s.figure), kind: KindInt, width: 7.6}
		if s.group != "" {
			c.group = w.T(s.group)
		}
		if len(s.sum) > 0 {
			c.mark, c.width = t.mark(s.figure)+"=\n"+t.marks(s.sum, "+"), 9
		}
		if s.of != "" {
			c.kind, c.width = KindPercent, 9
			c.mark = t.mark(s.figure) + "=\n" + t.marks([]string{s.of, s.base}, "/")
		}
		cols = append(cols, c)
	}
	return cols
}

func (t tally) mark(figure string) string { return "(" + strconv.Itoa(t.col[figure]) + ")" }

func (t tally) marks(figures []string, sign string) string {
	all := make([]string, len(figures))
	for i, f := range figures {
		all[i] = t.mark(f)
	}
	if len(all) > 2 { // the column is two such numbers wide
		all[1] += "\n"
	}
	return strings.Join(all, sign)
}

// row are the cells of a unit or field; more holds the numbers that are not among report.Figures, without which the cell is empty.
func (t tally) row(row int, order, name Value, f report.Figures, more map[string]int) []Value {
	numbers := figures(f)
	values := []Value{order, name}
	for _, s := range t.specs {
		n, known := numbers[s.figure]
		if !known {
			n, known = more[s.figure]
		}
		switch {
		case s.of != "":
			values = append(values, t.share(row, s, numbers))
		case !known:
			values = append(values, Value{kind: KindInt})
		case len(s.sum) > 0:
			values = append(values, Int(n).by(t.plus(row, s.sum)))
		default:
			values = append(values, Int(n))
		}
	}
	return values
}

func (t tally) share(row int, s tallySpec, numbers map[string]int) Value {
	if numbers[s.base] == 0 {
		return Text("–").centered()
	}
	return Ratio(numbers[s.of], numbers[s.base]).by(cell(t.col[s.of], row) + "/" + cell(t.col[s.base], row))
}

func (t tally) plus(row int, figures []string) string {
	all := make([]string, len(figures))
	for i, f := range figures {
		all[i] = cell(t.col[f], row)
	}
	return strings.Join(all, "+")
}

// sums are the cells of the sum row over the rows first to last.
func (t tally) sums(row, first, last int, name string, sum map[string]int) []Value {
	values := []Value{{}, Text(name)}
	for _, s := range t.specs {
		if s.of != "" {
			values = append(values, t.share(row, s, sum))
			continue
		}
		col := letters(t.col[s.figure])
		values = append(values, Int(sum[s.figure]).by("SUM("+col+strconv.Itoa(first)+":"+col+strconv.Itoa(last)+")"))
	}
	return values
}

// add adds the figures of a row to a sum.
func add(sum map[string]int, f report.Figures, more map[string]int) {
	for _, m := range []map[string]int{figures(f), more} {
		for k, n := range m {
			sum[k] += n
		}
	}
}
