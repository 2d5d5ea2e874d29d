package excel

import (
	"fmt"

	"github.com/xuri/excelize/v2"

	"github.com/dondoc/dondoc/internal/domain/task"
)

const (
	font      = "Times New Roman" // Nghị định 30/2020/NĐ-CP, Phụ lục I, part I
	tableSize = 11.0
)

// style is everything a cell's looks depend on; equal styles are one entry of the workbook.
type style struct {
	kind   Kind
	size   float64 // points; 0: tableSize
	bold   bool
	italic bool
	under  bool // underlined
	border bool
	wrap   bool
	warn   bool
	quote  bool   // carries quotePrefix
	align  string // left, center, right
	valign string // "": center
	ground string // "": none
	class  task.Timing
	open   bool // may be filled in though the sheet is protected
}

// id is the workbook's number of a style, made at first use.
func (b *book) id(s style) int {
	if n, ok := b.styles[s]; ok {
		return n
	}
	n, err := b.newStyle(s)
	b.fail(err)
	b.styles[s] = n
	return n
}

func (b *book) newStyle(s style) (int, error) {
	if !s.quote {
		return b.f.NewStyle(s.excel())
	}
	plain := s
	plain.quote = false
	return b.quoted(b.id(plain))
}

// quoted copies a style and gives the copy quotePrefix, which excelize 2.11 knows in its model but not in its Style: the cell then
// stays text when a person opens and confirms it.
func (b *book) quoted(plain int) (int, error) {
	xfs := b.f.Styles.CellXfs
	if plain >= len(xfs.Xf) {
		return 0, fmt.Errorf("style %d is not there", plain)
	}
	yes := true
	copied := xfs.Xf[plain]
	copied.QuotePrefix = &yes
	xfs.Xf = append(xfs.Xf, copied)
	xfs.Count = len(xfs.Xf)
	return xfs.Count - 1, nil
}

func (s style) excel() *excelize.Style {
	out := &excelize.Style{
		Font:      &excelize.Font{Family: font, Size: s.points(), Bold: s.bold, Italic: s.italic, Color: s.ink()},
		Alignment: &excelize.Alignment{Horizontal: s.align, Vertical: s.vertical(), WrapText: s.wrap},
		Border:    s.borders(),
	}
	if s.open {
		out.Protection = &excelize.Protection{Locked: false}
	}
	if s.under {
		out.Font.Underline = "single"
	}
	if format := s.format(); format != "" {
		out.CustomNumFmt = &format
	}
	if g := s.groundColour(); g != "" {
		out.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{g}}
	}
	return out
}

func (s style) points() float64 {
	if s.size == 0 {
		return tableSize
	}
	return s.size
}

func (s style) vertical() string {
	if s.valign == "" {
		return "center"
	}
	return s.valign
}

func (s style) ink() string {
	if c, ok := classTints[s.class]; ok {
		return c.ink
	}
	if s.warn {
		return inkWarn
	}
	return inkPlain
}

func (s style) groundColour() string {
	if c, ok := classTints[s.class]; ok {
		return c.ground
	}
	return s.ground
}

// format is the number format. A class shows its mark by its format, so that the cell's text stays the bare word for filters.
func (s style) format() string {
	switch s.kind {
	case KindInt:
		return "#,##0_)" // as wide a space on the right as a bracket, so that figures keep off the line
	case KindNumber:
		return "0"
	case kindMark:
		return `"("0")"` // a text "(1)" would carry Excel's warning of a number stored as text
	case KindDate:
		return "dd/mm/yyyy"
	case KindPercent:
		return "0.00%_)"
	case KindText: // shown as it is, unless it names a class
	}
	if c, ok := classTints[s.class]; ok {
		return `"` + c.mark + ` "@`
	}
	return ""
}

func (s style) borders() []excelize.Border {
	if !s.border {
		return nil
	}
	sides := []string{"left", "top", "right", "bottom"}
	all := make([]excelize.Border, len(sides))
	for i, side := range sides {
		all[i] = excelize.Border{Type: side, Color: inkPlain, Style: 1}
	}
	return all
}
