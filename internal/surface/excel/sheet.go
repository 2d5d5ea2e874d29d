package excel

import (
	"strconv"

	"github.com/xuri/excelize/v2"

	"github.com/dondoc/dondoc/internal/foundation/fault"
)

const (
	// maxHeight is Excel's greatest height of a row, in points.
	maxHeight = 409.0
	// maxUnits is Excel's greatest length of a text, in UTF-16 units.
	maxUnits = excelize.TotalCellChars
	// rowPad is the space above and below the text of a table row, in points.
	rowPad = 3.0
)

// column is a column of a sheet.
type column struct {
	head  string  // its words
	group string  // words above; neighbours with the same words share them
	mark  string  // its number in the row of numbers; "(5)" or how it is counted, "(3)=(5)+(9)"
	kind  Kind    // how its cells are written
	width float64 // in Excel's units
	align string  // of its texts; "": left
	// keep repeats a number or short text in the further rows of a long one, so that a filter on it finds the whole.
	keep   bool
	hidden bool // for the program alone
}

// sheet is a sheet being streamed: rows go out in order and are never looked at again.
type sheet struct {
	b    *book
	name string
	w    *excelize.StreamWriter
	cols []column
	row  int // the last row written

	unseen bool   // the next row is written hidden
	more   string // words in the first cell of a further row
	cells  []excelize.Cell
	vals   []any
	texts  []string
	rooms  [2][]measure // of each column, in plain and in bold letters
	paper  paper
}

// look is how a whole table row looks.
type look struct {
	bold   bool
	italic bool
	ground string
	valign string // "": center
}

// put writes one table row. A text too long for a cell or for the tallest row goes on in further rows below; it is never cut.
func (s *sheet) put(values []Value, l look) {
	if s.b.err != nil {
		return
	}
	lines, long := s.prepare(values, l)
	if long {
		s.putLong(values, l)
		return
	}
	for i := range values {
		s.fill(i, values[i], s.texts[i], l)
	}
	s.emit(len(values), rowHeight(lines))
}

// prepare cleans the texts of a row into s.texts and counts the lines of the longest.
func (s *sheet) prepare(values []Value, l look) (most int, long bool) {
	most = 1
	for i := range values {
		v := &values[i]
		if v.kind != KindText || v.text == "" {
			s.texts[i] = ""
			continue
		}
		t := s.clean(v.text, i+1)
		s.texts[i] = t
		n := s.room(i, v.bold || l.bold).lines(t)
		most = max(most, n)
		long = long || n > maxLines() || len(t) > maxUnits && utf16Len(t) > maxUnits
	}
	return most, long
}

// putLong writes a row and its further rows.
func (s *sheet) putLong(values []Value, l look) {
	pieces, rows := s.pieces(values, l)
	l.valign = "top"
	first := s.row + 1
	for k := range rows {
		lines := 1
		for i := range values {
			t := s.piece(pieces[i], i, k)
			v := values[i]
			if k > 0 && (!s.cols[i].keep || v.kind != KindNumber) {
				v = Value{kind: KindText, text: t, bold: v.bold, center: v.center, warn: v.warn, class: v.class}
			}
			lines = max(lines, s.room(i, v.bold || l.bold).lines(t))
			s.fill(i, v, t, l)
		}
		s.emit(len(values), rowHeight(lines))
	}
	s.b.notes.continued(rows-1, s.at(1, first))
}

// pieces cuts the texts of a row and tells how many rows they take.
func (s *sheet) pieces(values []Value, l look) ([][]string, int) {
	rows := 1
	all := make([][]string, len(values))
	for i := range values {
		all[i] = s.room(i, values[i].bold || l.bold).cut(s.texts[i], maxLines(), maxUnits)
		rows = max(rows, len(all[i]))
	}
	return all, rows
}

// piece is the text of a column in the k-th row of a long one.
func (s *sheet) piece(pieces []string, col, k int) string {
	switch {
	case k < len(pieces):
		return pieces[k]
	case col == 0:
		return s.more
	case s.cols[col].keep && len(pieces) == 1:
		return pieces[0]
	}
	return ""
}

// maxLines is how many lines of table letters the tallest row holds.
func maxLines() int { return int((maxHeight - rowPad) / heightOf(1, tableSize)) }

func rowHeight(lines int) float64 { return min(maxHeight, heightOf(lines, tableSize)+rowPad) }

// fill sets the i-th cell of the row being made.
func (s *sheet) fill(i int, v Value, text string, l look) {
	st := style{
		kind: v.kind, bold: v.bold || l.bold, italic: l.italic, border: true, wrap: true,
		warn: v.warn, align: s.align(i, v), valign: l.valign, ground: l.ground, class: v.class, open: v.open, under: v.link != "",
	}
	if v.link != "" {
		s.b.fail(s.b.f.SetCellHyperLink(s.name, cell(i+1, s.row+1), v.link, "External"))
	}
	if v.open {
		st.ground = groundOpen
	}
	c := &s.cells[i]
	c.Formula, c.Value = v.formula, nil
	switch {
	case v.kind == KindText && text != "":
		st.quote = dangerous(text)
		c.Value = text
	case v.kind == KindPercent && v.filled:
		c.Value = v.number
	case v.kind != KindText && v.filled:
		c.Value = int(v.number)
	}
	c.StyleID = s.b.id(st)
	s.vals[i] = c
}

func (s *sheet) align(i int, v Value) string {
	switch {
	case v.center || v.kind == KindDate || v.kind == KindNumber:
		return "center"
	case v.kind == KindInt || v.kind == KindPercent:
		return "right"
	case s.cols[i].align != "":
		return s.cols[i].align
	}
	return "left"
}

// emit writes the first n cells as the next row.
func (s *sheet) emit(n int, height float64) {
	if s.b.err != nil {
		return
	}
	s.row++
	s.paper.add(height)
	if s.row > excelize.TotalRows {
		s.b.fail(fault.New(fault.TooLarge, "excel.too_many_rows"))
		return
	}
	s.b.fail(s.w.SetRow("A"+strconv.Itoa(s.row), s.vals[:n], excelize.RowOpts{Height: height, Hidden: s.unseen}))
}

func (s *sheet) room(col int, bold bool) measure {
	if bold {
		return s.rooms[1][col]
	}
	return s.rooms[0][col]
}

// clean is clean, with a note of what was left out. The row is the one being made.
func (s *sheet) clean(text string, col int) string {
	t, removed := clean(text)
	if removed > 0 {
		s.b.notes.removed(removed, s.at(col, s.row+1))
	}
	return t
}

// at is the address of a cell with its sheet, for people.
func (s *sheet) at(col, row int) string { return s.name + "!" + cell(col, row) }

// cell is an address such as C14; columns and rows count from 1.
func cell(col, row int) string { return letters(col) + strconv.Itoa(row) }

func letters(col int) string {
	if col > 26 {
		return letters((col-1)/26) + string(rune('A'+(col-1)%26))
	}
	return string(rune('A' + col - 1)) //nolint:gosec // 1 to 26
}

func abs(col, row int) string { return "$" + letters(col) + "$" + strconv.Itoa(row) }

// width is the width of the columns from and to, both included, counting from 1.
func (s *sheet) width(from, to int) float64 {
	sum := 0.0
	for _, c := range s.cols[from-1 : to] {
		sum += c.width
	}
	return sum
}
