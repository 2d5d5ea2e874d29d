package workbook

import (
	"cmp"
	"context"
	"encoding/xml"
	"slices"
	"strconv"
	"strings"

	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// merges reads the merged areas of a sheet, which stand behind its rows.
func (b *Book) merges(ctx context.Context, s Sheet) ([]Area, error) {
	p, err := b.archive.must(s.part)
	if err != nil {
		return nil, err
	}
	var all []Area
	seen := 0
	err = p.each(func(e xml.StartElement) error {
		if seen++; seen&0xFFF == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if !p.under("worksheet", "mergeCells", "mergeCell") {
			return nil
		}
		if len(all) >= b.archive.limits.Merges {
			return fault.New(fault.TooLarge, "workbook.too_many_merges", b.archive.limits.Merges)
		}
		from, to, _ := strings.Cut(attr(e, "ref"), ":")
		if to == "" {
			to = from
		}
		c1, r1, ok1 := parseRef(from)
		c2, r2, ok2 := parseRef(to)
		if !ok1 || !ok2 {
			return broken(p.name, nil)
		}
		a := Area{min(c1, c2), min(r1, r2), max(c1, c2), max(r1, r2)}
		if a.FromColumn <= b.archive.limits.Columns && (a.FromColumn < a.ToColumn || a.FromRow < a.ToRow) {
			all = append(all, a)
		}
		return nil
	})
	slices.SortFunc(all, func(a, b Area) int { return cmp.Or(a.FromRow-b.FromRow, a.FromColumn-b.FromColumn) })
	return all, err
}

// rowReader reads the rows of a sheet.
type rowReader struct {
	book   *Book
	sheet  Sheet
	yield  func(Row) error
	ctx    context.Context //nolint:containedctx // lives as long as one call of Rows
	p      *part
	row    Row
	column int
	cells  int
	merges []Area    // that begin further down
	active []covered // that reach into the row being read
}

// covered is a merged area with the cell whose value it shows.
type covered struct {
	area Area
	top  Cell
}

func (r *rowReader) run() error {
	p, err := r.book.archive.must(r.sheet.part)
	if err != nil {
		return err
	}
	r.p = p
	return p.each(func(e xml.StartElement) error {
		if !p.under("worksheet", "sheetData", "row") {
			return nil
		}
		return r.readRow(e)
	})
}

func (r *rowReader) readRow(e xml.StartElement) error {
	number := r.row.Number + 1
	if s := attr(e, "r"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil || n < number || n > maxRows { // rows come in order; whoever reads differently would see other rows
			return broken(r.p.name, err)
		}
		number = n
	}
	r.row = Row{Number: number, Hidden: on(attr(e, "hidden"))}
	r.column = 0
	err := r.p.within(func(c xml.StartElement) error {
		if !r.p.under("row", "c") {
			return nil
		}
		return r.readCell(c)
	}, nil)
	if err != nil {
		return err
	}
	return r.emit()
}

// emit lays the merged cells over the row and hands it on.
func (r *rowReader) emit() error {
	if err := r.spread(); err != nil {
		return err
	}
	if len(r.row.Cells) == 0 {
		return r.ctx.Err()
	}
	if r.row.Number > r.book.archive.limits.Rows {
		return fault.New(fault.TooLarge, "workbook.too_many_rows", r.sheet.Name, r.book.archive.limits.Rows)
	}
	if err := r.ctx.Err(); err != nil {
		return err
	}
	return r.yield(r.row)
}

// count counts cells of the sheet, so that a row of nothing but looks cannot go on for ever.
func (r *rowReader) count(n int) error {
	if r.cells += n; r.cells > r.book.archive.limits.Cells {
		return fault.New(fault.TooLarge, "workbook.too_many_cells", r.sheet.Name, r.book.archive.limits.Cells)
	}
	return nil
}

// rawCell is a cell as the file writes it.
type rawCell struct {
	kind    string
	style   int
	value   string
	inline  shared
	formula bool
}

func (r *rowReader) readCell(e xml.StartElement) error {
	column := r.column + 1
	if s := attr(e, "r"); s != "" {
		c, n, ok := parseRef(s)
		if !ok || c < column || n != r.row.Number {
			return broken(r.p.name, nil)
		}
		column = c
	}
	r.column = column
	if column > maxColumns {
		return broken(r.p.name, nil)
	}
	if err := r.count(1); err != nil {
		return err
	}
	raw, err := r.rawCell(e)
	if err != nil {
		return err
	}
	c, err := r.book.value(raw)
	if err != nil {
		return broken(r.p.name, err)
	}
	if c.Kind == Empty {
		return nil
	}
	if column > r.book.archive.limits.Columns {
		return fault.New(fault.TooLarge, "workbook.too_many_columns", r.sheet.Name, r.book.archive.limits.Columns)
	}
	c.Row, c.Column = r.row.Number, column
	r.row.Cells = append(r.row.Cells, c)
	return nil
}

func (r *rowReader) rawCell(e xml.StartElement) (rawCell, error) {
	raw := rawCell{kind: attr(e, "t")}
	if s := attr(e, "s"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil {
			return raw, broken(r.p.name, err)
		}
		raw.style = n
	}
	err := r.p.within(func(in xml.StartElement) (err error) {
		switch in.Name.Local {
		case "v":
			raw.value, err = r.p.characters()
		case "f":
			raw.formula = true
			err = r.p.skip()
		case "is":
			raw.inline, err = r.p.text()
		default:
			err = r.p.skip()
		}
		return err
	}, nil)
	return raw, err
}

// spread marks the cells of merged areas and fills in those they cover.
func (r *rowReader) spread() error {
	n := r.row.Number
	for len(r.merges) > 0 && r.merges[0].FromRow <= n {
		r.active = append(r.active, covered{area: r.merges[0]})
		r.merges = r.merges[1:]
	}
	if len(r.active) == 0 {
		return nil
	}
	r.active = slices.DeleteFunc(r.active, func(c covered) bool { return c.area.ToRow < n })
	for i := range r.active {
		if err := r.cover(&r.active[i]); err != nil {
			return err
		}
	}
	slices.SortStableFunc(r.row.Cells, func(a, b Cell) int { return a.Column - b.Column })
	return nil
}

// cover lays one merged area over the row.
func (r *rowReader) cover(m *covered) error {
	a := m.area
	last := min(a.ToColumn, r.book.archive.limits.Columns)
	if err := r.count(max(0, last-a.FromColumn+1)); err != nil {
		return err
	}
	for col := a.FromColumn; col <= last; col++ {
		at := slices.IndexFunc(r.row.Cells, func(c Cell) bool { return c.Column == col })
		if r.row.Number == a.FromRow && col == a.FromColumn {
			if at >= 0 {
				r.row.Cells[at].Area = a
				m.top = r.row.Cells[at]
			}
			continue
		}
		if at >= 0 && r.row.Cells[at].Covered || m.top.Kind == Empty {
			continue
		}
		c := m.top
		c.Row, c.Column, c.Area, c.Covered = r.row.Number, col, a, true
		if at >= 0 {
			r.row.Cells[at] = c
			continue
		}
		r.row.Cells = append(r.row.Cells, c)
	}
	return nil
}
