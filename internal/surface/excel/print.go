package excel

import (
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Page margins in inches: 20 mm above and below, 30 left, 15 right (Nghị định 30/2020/NĐ-CP, Phụ lục I, I.4; the Party's form
// asks the same).
const (
	marginTop   = 0.79
	marginLeft  = 1.18
	marginRight = 0.59
	marginFoot  = 0.4
)

const paperA4 = 9

// print sets the sheet up for A4 landscape, as wide as the page, with the heads on every page and page x of y at the foot.
func (s *sheet) print(p plan, h heads) {
	f := s.b.f
	s.b.fail(f.SetPageLayout(s.name, &excelize.PageLayoutOptions{
		Size: new(paperA4), Orientation: new("landscape"), FitToWidth: new(1), FitToHeight: new(0),
	}))
	s.b.fail(f.SetPageMargins(s.name, &excelize.PageLayoutMarginsOptions{ // a margin left out would become zero
		Top: new(marginTop), Bottom: new(marginTop), Left: new(marginLeft), Right: new(marginRight),
		Header: new(marginFoot), Footer: new(marginFoot), Horizontally: new(true),
	}))
	s.b.fail(f.SetHeaderFooter(s.name, &excelize.HeaderFooterOptions{OddFooter: footer(p)}))
	s.b.fail(f.SetDefinedName(&excelize.DefinedName{
		Name: "_xlnm.Print_Titles", Scope: s.name,
		RefersTo: "'" + s.name + "'!$" + strconv.Itoa(h.first) + ":$" + strconv.Itoa(h.last),
	}))
}

// footer is Excel's code for the foot of a page. An ampersand in a name is doubled; Excel takes 255 letters in all.
func footer(p plan) string {
	const set = `&"` + font + `,Regular"&9`
	left := strings.ReplaceAll(p.footer, "&", "&&")
	if r := []rune(left); len(r) > 120 {
		left = string(r[:119]) + "…"
	}
	return `&L` + set + ` ` + left + `&R` + set + ` ` + p.page
}

// rule draws a line as a flat black box in one row. It is anchored to one cell, because excelize cannot know the heights of
// streamed rows.
func (s *sheet) rule(r rule) {
	if s.b.err != nil {
		return
	}
	left := r.center - float64(r.width)/2
	col := 1
	for ; col < len(s.cols) && left >= pixels(s.cols[col-1].width); col++ {
		left -= pixels(s.cols[col-1].width)
	}
	s.b.fail(s.b.f.AddShape(s.name, &excelize.Shape{
		Cell: cell(col, r.row), Type: "rect", Width: uint(r.width), Height: 1,
		Fill:   solid(inkPlain),
		Line:   excelize.LineOptions{Type: excelize.LineNone},
		Format: excelize.GraphicOptions{OffsetX: max(0, int(left)), OffsetY: 2, Positioning: "oneCell"},
	}))
}

// pixels is how wide a column of a width is drawn.
func pixels(width float64) float64 { return width*7 + 5 }
