package excel

import "github.com/xuri/excelize/v2"

// plan is what a sheet is before its first row.
type plan struct {
	name    string // of the tab
	above   []line // letterhead, title, lines below it
	cols    []column
	numbers bool   // a row of column numbers (1)(2)… under the heads
	more    string // words in the first cell of a further row
	footer  string // words at the left of the foot of each page
	page    string // "Trang &P/&N"
	rules   []rule // drawn under lines of the letterhead
	mark    part   // set into each line of the heads for the program; zero: none
}

// rule is a drawn line, as a document's form asks for below its heads.
type rule struct {
	row    int     // the row it stands in, from 1
	center float64 // of the line, in pixels from the left edge of the sheet
	width  int     // pixels
}

// heads are the rows of column heads of an open sheet.
type heads struct{ first, last int }

// open starts streaming a sheet that addSheet has made. excelize does not check the order of what follows and fails silently:
// sheet properties before the stream, panes and widths before the first row, all else before close.
func (b *book) open(p plan) (*sheet, heads) {
	s := &sheet{
		b: b, name: p.name, cols: p.cols, more: p.more,
		cells: make([]excelize.Cell, len(p.cols)), vals: make([]any, len(p.cols)), texts: make([]string, len(p.cols)),
	}
	for _, c := range p.cols {
		s.rooms[0] = append(s.rooms[0], measureOf(c.width, tableSize, false))
		s.rooms[1] = append(s.rooms[1], measureOf(c.width, tableSize, true))
	}
	if b.err != nil {
		return s, heads{}
	}
	b.fail(b.f.SetSheetProps(p.name, &excelize.SheetPropsOptions{FitToPage: new(true)}))
	b.fail(b.f.SetSheetDimension(p.name, "")) // unknown before the rows; a wrong one hides them from readers that trust it
	var err error
	s.w, err = b.f.NewStreamWriter(p.name)
	b.fail(err)
	if b.err != nil {
		return s, heads{}
	}
	headLines := s.headLines(p.numbers)
	for i := range headLines {
		if p.mark.from > 0 {
			headLines[i].parts = append(headLines[i].parts, p.mark)
		}
	}
	h := heads{first: len(p.above) + 1, last: len(p.above) + len(headLines)}
	s.view(h)
	s.print(p, h)
	s.paper = paperFor(p.cols, headLines)
	for _, l := range append(p.above, headLines...) {
		s.unseen = l.unseen
		s.write(l)
		s.unseen = false
	}
	for _, r := range p.rules {
		s.rule(r)
	}
	return s, h
}

// view freezes the heads and sets the widths, rightmost first as excelize wants them.
func (s *sheet) view(h heads) {
	s.b.fail(s.b.f.SetSheetView(s.name, 0, &excelize.ViewOptions{ShowGridLines: new(false), ZoomScale: new(100.0)}))
	s.b.fail(s.w.SetPanes(&excelize.Panes{
		Freeze: true, YSplit: h.last, TopLeftCell: cell(1, h.last+1), ActivePane: "bottomLeft",
		Selection: []excelize.Selection{{SQRef: cell(1, h.last+1), ActiveCell: cell(1, h.last+1), Pane: "bottomLeft"}},
	}))
	for i := len(s.cols) - 1; i >= 0; i-- {
		s.b.fail(s.w.SetColWidth(i+1, i+1, s.cols[i].width))
		if s.cols[i].hidden {
			s.b.fail(s.w.SetColVisible(i+1, i+1, false))
		}
	}
}

// headLines are the column heads: words, words below a group, numbers.
func (s *sheet) headLines(numbers bool) []line {
	grouped := false
	for _, c := range s.cols {
		grouped = grouped || c.group != ""
	}
	var lines []line
	if grouped {
		lines = append(lines, s.groupLines()...)
	} else {
		l := line{}
		for i, c := range s.cols {
			l.parts = append(l.parts, headPart(i+1, i+1, c.head))
		}
		lines = append(lines, s.padded(l))
	}
	if numbers {
		l := line{}
		for i, c := range s.cols {
			p := headPart(i+1, i+1, c.mark)
			p.bold, p.italic, p.size = false, true, numberSize
			if c.mark == "" && c.head != "" {
				p.number = i + 1
			}
			l.parts = append(l.parts, p)
		}
		lines = append(lines, s.withoutGaps(l))
	}
	for i := range lines {
		lines[i] = s.withoutGaps(lines[i])
	}
	return lines
}

const numberSize = 9.0

// groupLines are two lines: groups over their columns, and columns of no group merged over both.
func (s *sheet) groupLines() []line {
	upper, lower := line{}, line{}
	for i := 0; i < len(s.cols); {
		c := s.cols[i]
		if c.group == "" {
			p := headPart(i+1, i+1, c.head)
			p.down = 1
			upper.parts = append(upper.parts, p)
			lower.parts = append(lower.parts, headPart(i+1, i+1, ""))
			i++
			continue
		}
		end := i
		for end < len(s.cols) && s.cols[end].group == c.group {
			lower.parts = append(lower.parts, headPart(end+1, end+1, s.cols[end].head))
			end++
		}
		upper.parts = append(upper.parts, headPart(i+1, end, c.group))
		i = end
	}
	upper, lower = s.padded(upper), s.padded(lower)
	s.stretch(upper, &lower)
	return []line{upper, lower}
}

// stretch makes the lower line high enough for the words that are merged over both lines.
func (s *sheet) stretch(upper line, lower *line) {
	for _, p := range upper.parts {
		if p.down > 0 {
			need := heightOf(s.linesOf(p), p.points()) + rowPad
			lower.height = max(lower.height, need-upper.height)
		}
	}
}

func headPart(from, to int, text string) part {
	return part{from: from, to: to, text: text, bold: true, border: true, align: "center", ground: groundHead}
}

func (s *sheet) padded(l line) line {
	l.height = min(maxHeight, s.lineHeight(l)+rowPad)
	return l
}

// withoutGaps drops the parts of columns that have no head: room beside the table, for a chart.
func (s *sheet) withoutGaps(l line) line {
	kept := line{height: l.height}
	for _, p := range l.parts {
		if s.cols[p.from-1].head != "" {
			kept.parts = append(kept.parts, p)
		}
	}
	return kept
}

// close ends the sheet: a filter on the table from its last head row to the last row of data; 0 for no filter.
func (s *sheet) close(h heads, lastData int) {
	if s.b.err != nil {
		return
	}
	if lastData > 0 {
		last := len(s.cols)
		for last > 1 && s.cols[last-1].head == "" {
			last--
		}
		s.b.fail(s.b.f.AutoFilter(s.name, cell(1, h.last)+":"+cell(last, max(lastData, h.last+1)), nil))
	}
	s.b.fail(s.w.Flush())
}
