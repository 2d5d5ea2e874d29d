package office

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"
	"testing"
	"time"
)

// Cell is a cell of a workbook as its file holds it, read without the library that wrote it.
type Cell struct {
	Sheet   string
	Ref     string // "C14"
	Value   string // the cached value of a formula, the number of a date
	Format  string // the number format; empty for General
	Formula string // without the equals sign
	Number  bool   // the value is a number, not a text
	Quoted  bool   // carries quotePrefix
}

// String is the line of the cell in a dump: `Sheet!C14 = value (format) [formula]`, with line feeds as \n and dates as YYYY-MM-DD.
func (c Cell) String() string {
	s := c.Sheet + "!" + c.Ref + " = "
	switch {
	case !c.Number:
		s += strconv.Quote(c.Value)
	case strings.Contains(c.Format, "yy"):
		s += dateOf(c.Value)
	default:
		s += c.Value
	}
	if c.Format != "" {
		s += " (" + c.Format + ")"
	}
	if c.Formula != "" {
		s += " [" + c.Formula + "]"
	}
	if c.Quoted {
		s += " quotePrefix"
	}
	return s
}

func dateOf(serial string) string {
	n, err := strconv.Atoi(serial)
	if err != nil {
		return serial
	}
	return time.Date(1899, 12, 30+n, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
}

// Dump is every cell of a workbook that holds something, one a line, for goldens that a person can read.
func Dump(t testing.TB, raw []byte) string {
	t.Helper()
	var b strings.Builder
	for _, c := range Cells(t, raw) {
		b.WriteString(c.String() + "\n")
	}
	return b.String()
}

// Cells reads every cell that holds something, sheet by sheet and row by row.
func Cells(t testing.TB, raw []byte) []Cell {
	t.Helper()
	b, err := openWorkbook(raw)
	if err != nil {
		t.Fatalf("office: %v", err)
	}
	var all []Cell
	for _, s := range b.sheets {
		cells, err := b.cells(s)
		if err != nil {
			t.Fatalf("office: sheet %s: %v", s.name, err)
		}
		all = append(all, cells...)
	}
	return all
}

// Sheets lists the names of the sheets in order.
func Sheets(t testing.TB, raw []byte) []string {
	t.Helper()
	b, err := openWorkbook(raw)
	if err != nil {
		t.Fatalf("office: %v", err)
	}
	names := make([]string, len(b.sheets))
	for i, s := range b.sheets {
		names[i] = s.name
	}
	return names
}

// Part is a part of the archive of an office file, "xl/workbook.xml".
func Part(t testing.TB, raw []byte, name string) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatalf("office: %v", err)
	}
	part, err := readPart(z, name)
	if err != nil {
		t.Fatalf("office: %v", err)
	}
	return part
}

type workbook struct {
	zip     *zip.Reader
	sheets  []sheetPart
	strings []string
	formats []string // of each cell style
	quoted  []bool
}

type sheetPart struct{ name, part string }

func openWorkbook(raw []byte) (*workbook, error) {
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return nil, err
	}
	b := &workbook{zip: z}
	return b, errors.Join(b.readSheets(), b.readStyles(), b.readStrings())
}

func readPart(z *zip.Reader, name string) ([]byte, error) {
	f, err := z.Open(name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	return io.ReadAll(f)
}

func (b *workbook) decode(name string, into any) error {
	raw, err := readPart(b.zip, name)
	if err != nil {
		return err
	}
	return xml.Unmarshal(raw, into)
}

func (b *workbook) readSheets() error {
	var book struct {
		Sheets []struct {
			Name string `xml:"name,attr"`
			ID   string `xml:"http://schemas.openxmlformats.org/officeDocument/2006/relationships id,attr"`
		} `xml:"sheets>sheet"`
	}
	var rels struct {
		All []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
	if err := errors.Join(b.decode("xl/workbook.xml", &book), b.decode("xl/_rels/workbook.xml.rels", &rels)); err != nil {
		return err
	}
	targets := map[string]string{}
	for _, r := range rels.All {
		targets[r.ID] = strings.TrimPrefix(path.Join("/xl", r.Target), "/")
		if strings.HasPrefix(r.Target, "/") {
			targets[r.ID] = strings.TrimPrefix(r.Target, "/")
		}
	}
	for _, s := range book.Sheets {
		b.sheets = append(b.sheets, sheetPart{s.Name, targets[s.ID]})
	}
	return nil
}

func (b *workbook) readStyles() error {
	var styles struct {
		Formats []struct {
			ID   int    `xml:"numFmtId,attr"`
			Code string `xml:"formatCode,attr"`
		} `xml:"numFmts>numFmt"`
		Cells []struct {
			Format int  `xml:"numFmtId,attr"`
			Quoted bool `xml:"quotePrefix,attr"`
		} `xml:"cellXfs>xf"`
	}
	if err := b.decode("xl/styles.xml", &styles); err != nil {
		return err
	}
	codes := map[int]string{}
	for _, f := range styles.Formats {
		codes[f.ID] = f.Code
	}
	for _, x := range styles.Cells {
		code := codes[x.Format]
		if code == "" && x.Format != 0 {
			code = fmt.Sprintf("built-in %d", x.Format)
		}
		b.formats = append(b.formats, code)
		b.quoted = append(b.quoted, x.Quoted)
	}
	return nil
}

// readStrings reads the shared strings, which a streamed workbook does not have.
func (b *workbook) readStrings() error {
	raw, err := readPart(b.zip, "xl/sharedStrings.xml")
	if err != nil {
		return nil //nolint:nilerr // the part is optional
	}
	var shared struct {
		Items []textItem `xml:"si"`
	}
	if err := xml.Unmarshal(raw, &shared); err != nil {
		return err
	}
	for _, s := range shared.Items {
		b.strings = append(b.strings, s.text())
	}
	return nil
}

// textItem is a text, whole or in runs of different looks.
type textItem struct {
	Whole string   `xml:"t"`
	Runs  []string `xml:"r>t"`
}

func (i textItem) text() string { return i.Whole + strings.Join(i.Runs, "") }

func (b *workbook) cells(s sheetPart) ([]Cell, error) {
	f, err := b.zip.Open(s.part)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	d := xml.NewDecoder(f)
	var all []Cell
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		if err != nil {
			return nil, err
		}
		start, ok := token.(xml.StartElement)
		if !ok || start.Name.Local != "c" {
			continue
		}
		c, err := b.cell(d, start)
		if err != nil {
			return nil, err
		}
		if c.Value != "" || c.Formula != "" {
			c.Sheet = s.name
			all = append(all, c)
		}
	}
}

func (b *workbook) cell(d *xml.Decoder, start xml.StartElement) (Cell, error) {
	var x struct {
		Ref     string   `xml:"r,attr"`
		Style   int      `xml:"s,attr"`
		Type    string   `xml:"t,attr"`
		Formula string   `xml:"f"`
		Value   string   `xml:"v"`
		Inline  textItem `xml:"is"`
	}
	if err := d.DecodeElement(&x, &start); err != nil {
		return Cell{}, err
	}
	c := Cell{Ref: x.Ref, Value: x.Value, Formula: x.Formula}
	if x.Style < len(b.formats) {
		c.Format, c.Quoted = b.formats[x.Style], b.quoted[x.Style]
	}
	switch x.Type {
	case "s":
		i, err := strconv.Atoi(x.Value)
		if err != nil || i < 0 || i >= len(b.strings) {
			return c, fmt.Errorf("cell %s: no shared string %q", x.Ref, x.Value)
		}
		c.Value = b.strings[i]
	case "inlineStr":
		c.Value = x.Inline.text()
	case "", "n":
		c.Number = c.Value != ""
	}
	return c, nil
}
