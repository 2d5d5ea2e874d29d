package workbook

import (
	"encoding/xml"
	"strconv"
	"strings"

	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// looks is what the values of cells depend on of their looks: fonts and number formats, by the number of the cell's style.
type looks struct {
	fonts   []string
	formats map[int]string
	cells   []look
}

type look struct {
	font   string
	format string
	date   bool
}

func (l looks) of(style int) look {
	if style < 0 || style >= len(l.cells) {
		return look{}
	}
	return l.cells[style]
}

func (b *Book) readStyles(name string) error {
	p, err := b.archive.open(name)
	if err != nil || p == nil {
		return err
	}
	b.looks.formats = map[int]string{}
	return p.each(func(e xml.StartElement) error {
		return b.looks.take(p, e)
	})
}

// take takes one element of the styles. The fonts of what changes looks by a condition stand elsewhere and do not count.
func (l *looks) take(p *part, e xml.StartElement) error {
	switch {
	case p.under("styleSheet", "fonts", "font"):
		l.fonts = append(l.fonts, "")
	case p.under("styleSheet", "fonts", "font", "name"):
		l.fonts[len(l.fonts)-1] = attr(e, "val")
	case p.under("styleSheet", "numFmts", "numFmt"):
		id, err := strconv.Atoi(attr(e, "numFmtId"))
		if err != nil {
			return broken(p.name, err)
		}
		l.formats[id] = attr(e, "formatCode")
	case p.under("styleSheet", "cellXfs", "xf"):
		l.cells = append(l.cells, l.style(e))
	}
	if max(len(l.fonts), len(l.formats), len(l.cells)) > p.l.Styles {
		return fault.New(fault.TooLarge, "workbook.too_many_styles", p.l.Styles)
	}
	return nil
}

// style reads a cell's style. Fonts and formats stand before the styles in the part.
func (l *looks) style(e xml.StartElement) look {
	var k look
	if i, err := strconv.Atoi(attr(e, "fontId")); err == nil && i >= 0 && i < len(l.fonts) {
		k.font = l.fonts[i]
	}
	id, err := strconv.Atoi(attr(e, "numFmtId"))
	if err != nil {
		return k
	}
	code, own := l.formats[id]
	switch {
	case own:
		k.format, k.date = code, dateFormat(code)
	case builtInDate(id):
		k.format, k.date = "dd/mm/yyyy", true
	}
	return k
}

// builtInDate tells the formats that have numbers and no code: 14 to 17 and 22 everywhere, the others in editions of East Asia.
func builtInDate(id int) bool {
	return id >= 14 && id <= 17 || id == 22 || id >= 27 && id <= 31 || id == 36 || id >= 50 && id <= 54 || id >= 57 && id <= 58
}

// dateFormat reports whether a number format shows a day: a day, month or year outside quotes, colours and fillers. A month beside
// hours or seconds is a minute.
func dateFormat(code string) bool {
	code, _, _ = strings.Cut(code, ";")
	month, clock := false, false
	for i := 0; i < len(code); i++ {
		switch c := code[i]; c {
		case '"':
			end := strings.IndexByte(code[i+1:], '"')
			if end < 0 {
				return false
			}
			i += end + 1
		case '[':
			end := strings.IndexByte(code[i:], ']')
			if end < 0 {
				return false
			}
			if elapsed(code[i+1 : i+end]) {
				return false
			}
			i += end
		case '\\', '_', '*':
			i++
		case 'd', 'D', 'y', 'Y':
			return true
		case 'm', 'M':
			month = true
		case 'h', 'H', 's', 'S':
			clock = true
		case 'G', 'g': // General, and the names of eras
			if strings.HasPrefix(strings.ToLower(code[i:]), "general") {
				return false
			}
		}
	}
	return month && !clock
}

// elapsed tells "[h]", "[mm]": hours and minutes that count on beyond a day.
func elapsed(s string) bool {
	return s != "" && strings.Trim(strings.ToLower(s), "h") == "" || s != "" && strings.Trim(strings.ToLower(s), "m") == "" || s != "" && strings.Trim(strings.ToLower(s), "s") == ""
}
