package docx

import (
	"bytes"
	"fmt"
	"io/fs"
	"math"
	"strings"
	"text/template"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
)

// blueprint is what the parts of a built-in template are made from: a form and a kind of paper.
type blueprint struct {
	form
	Kind           meeting.PaperKind
	Head, Sign     columns
	ShowsPlaceDate bool
	Filed          string // the line of the file copy
	Title          string
	Creator        string
	Created        string
}

// State reports whether it is a document of the State.
func (b blueprint) State() bool { return b.System == org.StateDocuments }

// columns are the widths of a table of two columns, in twentieths of a point.
type columns struct{ Width, Left, Right int }

func columnsOf(m margins, left float64) columns {
	width := 11906 - twips(m.Left) - twips(m.Right)
	l := int(math.Round(float64(width) * left))
	return columns{width, l, width - l}
}

func twips(mm float64) int { return int(math.Round(mm * 1440 / 25.4)) }

// builtin makes the product's own template for a kind of paper in a form. It is a Word file with the marks that anybody's
// template may have; people take it as the beginning of their own.
func builtin(files fs.FS, f form, k meeting.PaperKind) (*pack, error) {
	b := blueprint{form: f, Kind: k, Head: columnsOf(f.Page, 0.4), Sign: columnsOf(f.Page, 0.5), ShowsPlaceDate: f.PlaceDate, Filed: f.FileLine, Title: string(k), Created: "2020-01-01T00:00:00Z"}
	if k == meeting.Minutes || k == meeting.Supplement {
		b.ShowsPlaceDate, b.Filed = f.MinutesPlaceDate, f.FileLineMinutes
	}
	t := template.New("").Delims("[[", "]]").Option("missingkey=error").Funcs(template.FuncMap{
		"x": inAttribute.Replace, "tw": twips, "hp": func(pt float64) int { return int(math.Round(pt * 2)) },
		"tp": func(pt float64) int { return int(math.Round(pt * 20)) }, "p": paragraphXML, "bp": labelledXML, "rule": ruleXML,
		"grid": gridXML, "cell": cellXML, "span": spanXML,
	})
	t, err := t.ParseFS(files, "parts/*.xml", "body/*.xml")
	if err != nil {
		return nil, fmt.Errorf("docx: %w", err)
	}
	p := &pack{}
	for _, one := range [][2]string{
		{"[Content_Types].xml", "content_types.xml"},
		{"_rels/.rels", "rels.xml"},
		{mainPart, "document"},
		{"word/_rels/document.xml.rels", "document_rels.xml"},
		{"word/styles.xml", "styles.xml"},
		{numberingPart, "numbering.xml"},
		{"word/settings.xml", "settings.xml"},
		{"word/header1.xml", "header_page.xml"},
		{"word/header2.xml", "header_first.xml"},
		{corePart, "core.xml"},
	} {
		var body bytes.Buffer
		if err := t.ExecuteTemplate(&body, one[1], b); err != nil {
			return nil, fmt.Errorf("docx: %s: %w", one[1], err)
		}
		p.parts = append(p.parts, part{one[0], bytes.TrimSpace(body.Bytes())})
	}
	return p, nil
}

// paragraphXML is a paragraph in a style.
func paragraphXML(style, text string) string { return labelledXML(style, "", text) }

// labelledXML is a paragraph that begins with bold words.
func labelledXML(style, label, text string) string {
	var b strings.Builder
	b.WriteString("<w:p>")
	if style != "" {
		b.WriteString(`<w:pPr><w:pStyle w:val="` + style + `"/></w:pPr>`)
	}
	if label != "" {
		b.WriteString(`<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">` + inText.Replace(label) + "</w:t></w:r>")
	}
	if text != "" {
		b.WriteString(`<w:r><w:t xml:space="preserve">` + inText.Replace(text) + "</w:t></w:r>")
	}
	return b.String() + "</w:p>"
}

// ruleXML is a line of a length in millimetres, drawn in the middle of a width in twips as the border of a low paragraph.
func ruleXML(mm float64, width int) string {
	if mm == 0 {
		return ""
	}
	side := max(0, (width-twips(mm))/2)
	return fmt.Sprintf(`<w:p><w:pPr><w:pStyle w:val="Ke"/><w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr><w:ind w:left="%d" w:right="%d"/></w:pPr></w:p>`, side, side)
}

// gridXML begins a table with lines whose columns have these shares of a width, in hundredths; the template ends it.
func gridXML(width int, shares ...int) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<w:tbl><w:tblPr><w:tblW w:w="%d" w:type="dxa"/><w:tblBorders>`, width)
	for _, side := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
		fmt.Fprintf(&b, `<w:%s w:val="single" w:sz="4" w:space="0" w:color="000000"/>`, side)
	}
	b.WriteString(`</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>`)
	for _, s := range shares {
		fmt.Fprintf(&b, `<w:gridCol w:w="%d"/>`, width*s/100)
	}
	return b.String() + `</w:tblGrid>`
}

// cellXML is a cell of such a table.
func cellXML(width, share int, style, text string) string {
	return fmt.Sprintf(`<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr>%s</w:tc>`, width*share/100, paragraphXML(style, text))
}

// spanXML is a cell as wide as the table, over so many columns.
func spanXML(width, columns int, style, text string) string {
	return fmt.Sprintf(`<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/><w:gridSpan w:val="%d"/></w:tcPr>%s</w:tc>`, width, columns, paragraphXML(style, text))
}
