package excel

import "math"

// paper follows how far the current printed page is filled, in points of the sheet, so that what belongs together is not torn.
// Office programs differ by a little; a wrong guess costs an early page break, nothing more.
type paper struct {
	limit float64    // height of a page
	heads float64    // of the column heads, which every further page repeats
	used  float64    // of the current page
	last  [2]float64 // heights of the last two rows
}

// The room on A4 landscape within the margins, in points.
const (
	pageWidth  = (11.69 - marginLeft - marginRight) * 72
	pageHeight = (8.27 - 2*marginTop) * 72
	pageSpare  = 0.995
)

// paperFor is a page for a table of these columns, which is scaled down to its width.
func paperFor(cols []column, headLines []line) paper {
	scale := min(1, math.Floor(100*pageWidth/(span(cols)*0.75))/100) // office programs scale by whole hundredths
	p := paper{limit: pageHeight / scale * pageSpare}
	for _, l := range headLines {
		p.heads += l.height
	}
	return p
}

// add puts a row on the page, or on the next one.
func (p *paper) add(height float64) {
	p.last[0], p.last[1] = p.last[1], height
	if p.used+height > p.limit && p.used > p.heads {
		p.used = p.heads
	}
	p.used += height
}

// holds reports whether so much more goes onto the page.
func (p *paper) holds(height float64) bool { return p.used+height <= p.limit }

// doubt is what office programs may differ by over a page: a chart that crosses its end leaves its legend alone on the next one.
func (p *paper) doubt() float64 { return p.limit / 12 }

// keepTogether sees to it that a block of a height does not stand alone on a page: it takes the last two rows with it.
func (s *sheet) keepTogether(height float64) {
	if s.paper.holds(height) || s.b.err != nil {
		return
	}
	s.breakBefore(s.row - 1)
	s.paper.used += s.paper.last[0] + s.paper.last[1]
}

// breakBefore begins a new page with a row.
func (s *sheet) breakBefore(row int) {
	if s.b.err != nil {
		return
	}
	s.b.fail(s.w.InsertPageBreak(cell(1, row)))
	s.paper.used = s.paper.heads
}
