package ui

import (
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/foundation/vietnamese"
	"github.com/dondoc/dondoc/web/views/ui"
)

// shown takes from the cells of a row those of the columns that a list shows.
func shown(q ui.ListQuery, row ui.Row, cells map[string]ui.Cell) ui.Row {
	for _, column := range q.Columns {
		row.Cells = append(row.Cells, cells[column.Key])
	}
	return row
}

// shortRow is a row of a list that is short by its nature and read whole: the terms of a committee, the days of a year.
type shortRow struct {
	row   ui.Row // without cells
	cells map[string]ui.Cell
	order map[string]string // what a column is sorted by where its words would not do: a day as 2026-09-05
}

func (s shortRow) words() string {
	var all []string
	for _, c := range s.cells {
		all = append(all, c.Text, c.Sub, c.Chip)
	}
	slices.Sort(all) // a map has no order, and the same search must always answer the same
	return strings.Join(all, " ")
}

// shortList searches, sorts and pages rows that were read whole, as lists of the database do.
type shortList struct {
	q    ui.ListQuery
	rows []shortRow
}

// narrow keeps the rows that hold every word, marks or not; those with the marks as typed come first.
func (l shortList) narrow() []shortRow {
	words := strings.Fields(vietnamese.Key(l.q.Words))
	kept := slices.DeleteFunc(slices.Clone(l.rows), func(s shortRow) bool {
		key := vietnamese.Key(s.words())
		return slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(key, w) })
	})
	by := func(s shortRow) string {
		if v, ok := s.order[l.q.Sort]; ok {
			return v
		}
		return s.cells[l.q.Sort].Text
	}
	vietnamese.SortFunc(kept, by)
	if l.q.Desc {
		slices.Reverse(kept)
	}
	if len(words) > 0 {
		slices.SortStableFunc(kept, func(a, b shortRow) int { return l.rank(a) - l.rank(b) })
	}
	return kept
}

// rank is 0 for a row with the very words as typed, 1 for others.
func (l shortList) rank(s shortRow) int {
	text := vietnamese.ExactKey(s.words())
	for w := range strings.FieldsSeq(vietnamese.ExactKey(l.q.Words)) {
		if !strings.Contains(text, w) {
			return 1
		}
	}
	return 0
}

// all are the rows of the whole list, as an Excel file has them.
func (l shortList) all() []ui.Row {
	rows := l.narrow()
	out := make([]ui.Row, len(rows))
	for i, s := range rows {
		out[i] = shown(l.q, s.row, s.cells)
	}
	return out
}

// list is the page that the address asks for; a page past the end is the last.
func (l shortList) list(r room) ui.List {
	rows := l.all()
	last := max(1, (len(rows)+l.q.Size-1)/l.q.Size)
	l.q.Page = min(l.q.Page, last)
	page := l.q.List(r.words, len(rows))
	page.Rows = rows[min(l.q.Offset(), len(rows)):min(l.q.Offset()+l.q.Size, len(rows))]
	return page
}

// exportShort answers with such a list as a workbook.
func (p *Pages) exportShort(c *gin.Context, r room, title string, l shortList) error {
	return p.exportList(c, r, listExport{query: l.q, title: title, rows: func(yield func(ui.Row) error) error {
		for _, row := range l.all() {
			if err := yield(row); err != nil {
				return err
			}
		}
		return nil
	}})
}
