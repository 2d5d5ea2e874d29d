package excel

import "strconv"

// part is a stretch of merged cells in a line of a heading, a note or a signature.
type part struct {
	from, to int // columns, from 1, both included
	text     string
	number   int // in brackets, instead of a text
	size     float64
	bold     bool
	italic   bool
	under    bool
	warn     bool
	border   bool
	align    string
	valign   string
	ground   string
	down     int // further rows the cells are merged with, downwards
}

// line is a row made of parts.
type line struct {
	parts  []part
	height float64 // 0: as the texts need
	unseen bool    // for the program alone
}

// write writes a line as the next row. Cells without text are written too where a border runs round them.
func (s *sheet) write(l line) {
	if s.b.err != nil {
		return
	}
	row := s.row + 1
	last := 0
	for i := range s.vals {
		s.vals[i] = nil
	}
	for _, p := range l.parts {
		s.lay(p)
		last = max(last, p.to)
		if p.to > p.from || p.down > 0 {
			s.b.fail(s.w.MergeCell(cell(p.from, row), cell(p.to, row+p.down)))
		}
	}
	s.emit(last, s.lineHeight(l))
}

// lay sets the cells of a part.
func (s *sheet) lay(p part) {
	text := s.clean(p.text, p.from)
	st := style{
		kind: p.kind(),
		size: p.size, bold: p.bold, italic: p.italic, under: p.under, border: p.border, wrap: true, warn: p.warn,
		align: p.align, valign: p.valign, ground: p.ground,
	}
	for col := p.from; col <= p.to; col++ {
		c := &s.cells[col-1]
		c.Formula, c.Value, c.StyleID = "", nil, s.b.id(st)
		s.vals[col-1] = c
	}
	first := &s.cells[p.from-1]
	switch {
	case p.number > 0:
		first.Value = p.number
	case text != "":
		st.quote = dangerous(text)
		first.Value, first.StyleID = text, s.b.id(st)
	}
}

func (p part) kind() Kind {
	if p.number > 0 {
		return kindMark
	}
	return KindText
}

func (s *sheet) lineHeight(l line) float64 {
	if l.height > 0 {
		return l.height
	}
	most := heightOf(1, tableSize)
	for _, p := range l.parts {
		if p.text != "" && p.down == 0 && !s.cols[p.from-1].hidden {
			most = max(most, heightOf(s.linesOf(p), p.points())+1)
		}
	}
	return min(maxHeight, most)
}

func (s *sheet) linesOf(p part) int {
	return measureOf(s.width(p.from, p.to), p.points(), p.bold).lines(p.text)
}

func (p part) points() float64 {
	if p.size == 0 {
		return tableSize
	}
	return p.size
}

// note writes a text over the whole width, in as many rows as it needs.
func (s *sheet) note(p part) {
	p.from, p.to = 1, len(s.cols)
	text := s.clean(p.text, 1)
	lines := int(maxHeight / heightOf(1, p.points()))
	pieces := measureOf(s.width(p.from, p.to), p.points(), p.bold).cut(text, lines, maxUnits)
	for _, t := range pieces {
		p.text = t
		s.write(line{parts: []part{p}})
	}
	if len(pieces) > 1 {
		s.b.notes.continued(len(pieces)-1, s.at(1, s.row-len(pieces)+1))
	}
}

// blank writes an empty row.
func (s *sheet) blank(height float64) { s.write(line{height: height, parts: []part{{from: 1, to: 1}}}) }

// ref is a cell of another sheet in a formula.
func (s *sheet) ref(col, row int) string {
	return "'" + s.name + "'!" + letters(col) + strconv.Itoa(row)
}

// area is a stretch of cells of one column for charts and defined names.
func (s *sheet) area(col, from, to int) string {
	return "'" + s.name + "'!" + abs(col, from) + ":" + abs(col, to)
}
