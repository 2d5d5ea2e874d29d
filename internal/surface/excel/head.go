package excel

import (
	"strings"

	"github.com/dondoc/dondoc/internal/domain/report"
)

// Sizes of letters in points (Nghị định 30/2020/NĐ-CP, Phụ lục I; Hướng dẫn 36-HD/VPTW for the Party's documents).
const (
	sizeNation = 12.0
	sizeMotto  = 13.0
	sizeIssuer = 12.0
	sizeParty  = 14.0
	sizeTitle  = 14.0
	sizeBody   = 12.0
)

const party = "party"

// head builds what stands above a table: letterhead, title, lines.
type head struct {
	t     Words
	cols  []column
	lines []line
	rules []rule
}

func (h *head) last() int { return len(h.cols) }

// middle is the last column of the left half, where letterhead and signatures divide.
func (h *head) middle() int {
	total := 0.0
	for _, c := range h.cols {
		total += c.width
	}
	half, best := 0.0, 1
	for i, c := range h.cols[:len(h.cols)-1] {
		half += c.width
		best = i + 1
		if half >= total*0.42 {
			break
		}
	}
	return best
}

func (h *head) add(l line) { h.lines = append(h.lines, l) }

// letterhead is the head of the committee's own document system; the two are never mixed in one document.
func (h *head) letterhead(l report.Letterhead) {
	if l.DocumentSystem == party {
		h.partyHead(l)
	} else {
		h.stateHead(l)
	}
	h.add(gap())
}

func (h *head) stateHead(l report.Letterhead) {
	motto := part{text: h.t.T("excel.head.motto"), size: sizeMotto, bold: true}
	nation := part{text: h.t.T("excel.head.nation"), size: sizeNation, bold: true}
	issuer := part{text: strings.ToUpper(l.Name), size: sizeIssuer, bold: true}
	if l.Superior == "" { // the only issuer stands in the first line, its rule below it
		h.pair(issuer, nation)
		h.pair(part{}, motto)
		h.underLeft(issuer, len(h.lines))
		h.add(gap())
	} else {
		h.pair(part{text: strings.ToUpper(l.Superior), size: sizeIssuer}, nation)
		h.pair(issuer, motto)
		h.add(gap())
		h.underLeft(issuer, len(h.lines))
	}
	h.underRight(motto, len(h.lines))
	h.pair(h.number(l, "excel.head.number_state"), h.placeDate(l))
}

func (h *head) partyHead(l report.Letterhead) {
	nation := part{text: h.t.T("excel.head.party"), size: sizeParty + 1, bold: true}
	issuer := part{text: strings.ToUpper(l.Name), size: sizeParty, bold: true}
	if l.Superior == "" {
		h.pair(issuer, nation)
		h.pair(part{text: "*", size: sizeParty}, part{text: " "})
		h.underRight(nation, len(h.lines))
	} else {
		h.pair(part{text: strings.ToUpper(l.Superior), size: sizeParty}, nation)
		h.pair(issuer, part{})
		h.underRight(nation, len(h.lines))
		h.pair(part{text: "*", size: sizeParty}, part{})
	}
	h.pair(h.number(l, "excel.head.number_party"), h.placeDate(l))
}

// gap is a low row in which rules are drawn or that keeps things apart.
func gap() line { return line{height: 7, parts: []part{{from: 1, to: 1}}} }

// underLeft draws the rule below the issuer's name: two fifths of it, in the middle of the left half.
func (h *head) underLeft(p part, row int) {
	m := h.middle()
	left := span(h.cols[:m])
	h.rules = append(h.rules, rule{row: row, center: left / 2, width: h.textWidth(p, 1, m) * 2 / 5})
}

// underRight draws the rule below the name of the state or the Party: as long as the words.
func (h *head) underRight(p part, row int) {
	m := h.middle()
	left, right := span(h.cols[:m]), span(h.cols[m:])
	h.rules = append(h.rules, rule{row: row, center: left + right/2, width: h.textWidth(p, m+1, h.last())})
}

// number is the line for the document's number, left open to be filled in; nothing when the committee has no symbol.
func (h *head) number(l report.Letterhead, key string) part {
	if l.NumberSymbol == "" {
		return part{}
	}
	return part{text: h.t.T(key, l.NumberSymbol), size: sizeBody}
}

// placeDate is the line for place and date; the day of issue is not known here and stays open.
func (h *head) placeDate(l report.Letterhead) part {
	if l.Place == "" {
		return part{text: h.t.T("excel.head.date"), size: sizeBody, italic: true}
	}
	return part{text: h.t.T("excel.head.place_date", l.Place), size: sizeBody, italic: true}
}

// pair adds a row with a left and a right half.
func (h *head) pair(left, right part) {
	m := h.middle()
	left.from, left.to, left.align = 1, m, "center"
	right.from, right.to, right.align = m+1, h.last(), "center"
	l := line{}
	for _, p := range []part{left, right} {
		if p.text != "" {
			l.parts = append(l.parts, p)
		}
	}
	if len(l.parts) > 0 {
		h.add(l)
	}
}

func span(cols []column) float64 {
	sum := 0.0
	for _, c := range cols {
		sum += pixels(c.width)
	}
	return sum
}

// textWidth is how wide a text is drawn in pixels, at most as wide as its columns.
func (h *head) textWidth(p part, from, to int) int {
	m := measureOf(1, p.size, p.bold)
	ems := float64(m.width(p.text)) / 1000
	return int(min(ems*p.size/0.75, span(h.cols[from-1:to])*0.9))
}

// title adds the name of the document and the lines below it.
func (h *head) title(title string, below ...string) {
	h.whole(part{text: title, size: sizeTitle, bold: true})
	for _, t := range below {
		if t != "" {
			h.whole(part{text: t, size: sizeBody, italic: true})
		}
	}
	h.add(gap())
}

func (h *head) whole(p part) {
	p.from, p.to, p.align = 1, h.last(), "center"
	h.add(line{parts: []part{p}})
}

// sign writes the signature block: the title, room for a hand and a seal, and the name or a dotted line.
func (s *sheet) sign(t Words, l report.Letterhead) {
	h := head{t: t, cols: s.cols}
	m := h.middle()
	title := strings.ToUpper(l.HeadTitle)
	if title == "" || l.DocumentSystem == party {
		title = t.T("excel.sign.head")
	}
	name := l.HeadName
	if name == "" {
		name = strings.Repeat(".", 40)
	}
	s.keepTogether(12 + 2*heightOf(1, sizeMotto) + 64)
	s.blank(12)
	s.write(line{parts: []part{{from: m + 1, to: h.last(), text: title, size: sizeMotto, bold: true, align: "center"}}})
	s.blank(64)
	s.write(line{parts: []part{{from: m + 1, to: h.last(), text: name, size: sizeMotto, bold: l.HeadName != "", align: "center"}}})
}
