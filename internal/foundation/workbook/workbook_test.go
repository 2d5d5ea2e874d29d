package workbook_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/i18n"
	"github.com/dondoc/dondoc/internal/foundation/workbook"
)

// dump is every cell of every sheet, one a line.
func dump(ctx context.Context, raw []byte, l workbook.Limits) (string, error) {
	b, err := workbook.Open(raw, l)
	if err != nil {
		return "", err
	}
	var out strings.Builder
	for i, s := range b.Sheets() {
		fmt.Fprintf(&out, "[%s hidden=%t]\n", s.Name, s.Hidden)
		err := b.Rows(ctx, i, func(r workbook.Row) error {
			for _, c := range r.Cells {
				fmt.Fprintf(&out, "%s %s\n", c.Ref(), line(c))
			}
			return nil
		})
		if err != nil {
			return out.String(), err
		}
	}
	return out.String(), nil
}

func line(c workbook.Cell) string {
	s := [...]string{"empty", "text", "number", "date", "bool", "error"}[c.Kind] + fmt.Sprintf(" %q", c.Text)
	if c.Kind == workbook.Date {
		s += " " + c.Date.VN()
	}
	if c.Font != "" {
		s += " font=" + c.Font
	}
	if c.Formula {
		s += " formula"
	}
	for _, r := range c.Runs {
		s += fmt.Sprintf(" run(%q %q)", r.Text, r.Font)
	}
	if !c.Area.IsZero() {
		s += fmt.Sprintf(" merged %v covered=%t", c.Area, c.Covered)
	}
	return s
}

func TestEveryKindOfCellIsRead(t *testing.T) {
	t.Parallel()
	want := `[Bảng hidden=false]
A1 text "một"
B1 text "Uû ban" font=.VnTime run("Uû" ".VnTime") run(" ban" "")
D1 text "dòng\r\nhai"
A2 date "44179" 14/12/2020
B2 date "44179.75" 14/12/2020
C2 number "0.5"
D2 number "2" formula
A5 bool "TRUE"
B5 error "#REF!"
C5 text "một" formula
D5 date "2020-12-14T00:00:00" 14/12/2020
A6 number "7" merged {1 6 2 7} covered=false
B6 number "7" merged {1 6 2 7} covered=true
C6 number "8"
A7 number "7" merged {1 6 2 7} covered=true
B7 number "7" merged {1 6 2 7} covered=true
C7 number "9"
[Ẩn hidden=true]
`
	got, err := dump(t.Context(), pack(t, parts()), workbook.Defaults())
	if err != nil || got != want {
		t.Errorf("%v\n%s\nwant:\n%s", err, got, want)
	}
}

func TestWhatIsNoWorkbookOrBrokenIsRefusedInWords(t *testing.T) {
	t.Parallel()
	sheet := func(rows string) *string {
		return new(`<worksheet xmlns="` + mainNS + `"><sheetData>` + rows + `</sheetData></worksheet>`)
	}
	const first = "xl/worksheets/sheet1.xml"
	for name, tc := range map[string]struct {
		raw  []byte
		want string
	}{
		"nothing":               {nil, "workbook.not_a_workbook"},
		"text":                  {[]byte("TT;Nội dung"), "workbook.not_a_workbook"},
		"old format, password":  {[]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), "workbook.old_or_locked"},
		"OpenDocument":          {pack(t, map[string]string{"mimetype": "x", "content.xml": ""}), "workbook.opendocument"},
		"a Word file":           {pack(t, with("xl/workbook.xml", new(`<document><body/></document>`))), "workbook.not_a_workbook"},
		"an empty archive":      {pack(t, map[string]string{"a.txt": ""}), "workbook.broken"},
		"no sheets":             {pack(t, with("xl/workbook.xml", new(`<workbook/>`))), "workbook.not_a_workbook"},
		"a sheet missing":       {pack(t, with(first, nil)), "workbook.broken"},
		"entities":              {pack(t, with(first, new(`<!DOCTYPE a [<!ENTITY b "c">]><worksheet/>`))), "workbook.declares_entities"},
		"undeclared entity":     {pack(t, with(first, sheet(`<row><c t="str"><v>&b;</v></c></row>`))), "workbook.broken"},
		"rows out of order":     {pack(t, with(first, sheet(`<row r="2"/><row r="1"/>`))), "workbook.broken"},
		"cells out of order":    {pack(t, with(first, sheet(`<row r="1"><c r="B1"/><c r="A1"/></row>`))), "workbook.broken"},
		"no such shared text":   {pack(t, with(first, sheet(`<row><c t="s"><v>9</v></c></row>`))), "workbook.broken"},
		"a number that is none": {pack(t, with(first, sheet(`<row><c><v>x</v></c></row>`))), "workbook.broken"},
		"too many columns":      {pack(t, with(first, sheet(`<row r="1"><c r="XFD1"><v>1</v></c></row>`))), "workbook.too_many_columns"},
		"too many rows":         {pack(t, with(first, sheet(`<row r="1048576"><c><v>1</v></c></row>`))), "workbook.too_many_rows"},
		"too deep":              {pack(t, with(first, sheet(strings.Repeat("<row>", 100)+strings.Repeat("</row>", 100)))), "workbook.broken"},
		"too long a text":       {pack(t, with(first, sheet(`<row><c t="str"><v>`+manyWords()+`</v></c></row>`))), "workbook.text_too_long"},
		"packed too tight":      {pack(t, with(first, sheet(strings.Repeat("<row/>", 1<<19)))), "workbook.ratio"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := dump(t.Context(), tc.raw, workbook.Defaults())
			if f, ok := errors.AsType[*fault.Fault](err); !ok || f.Key != tc.want {
				t.Errorf("%v, want %s", err, tc.want)
			}
		})
	}
}

func TestLimitsCountBeforeAnythingIsUnpacked(t *testing.T) {
	t.Parallel()
	raw := pack(t, parts())
	for key, l := range map[string]func(*workbook.Limits){
		"workbook.too_large":        func(l *workbook.Limits) { l.Bytes = 100 },
		"workbook.too_many_parts":   func(l *workbook.Limits) { l.Entries = 3 },
		"workbook.unzips_too_large": func(l *workbook.Limits) { l.Unzipped = 1000 },
		"workbook.part_too_large":   func(l *workbook.Limits) { l.Part = 300 },
		"workbook.too_many_sheets":  func(l *workbook.Limits) { l.Sheets = 1 },
		"workbook.too_many_texts":   func(l *workbook.Limits) { l.Strings = 1 },
		"workbook.too_many_styles":  func(l *workbook.Limits) { l.Styles = 2 },
		"workbook.too_many_cells":   func(l *workbook.Limits) { l.Cells = 5 },
		"workbook.too_many_columns": func(l *workbook.Limits) { l.Columns = 3 },
		"workbook.too_many_rows":    func(l *workbook.Limits) { l.Rows = 5 },
		"workbook.text_too_long":    func(l *workbook.Limits) { l.Token = 100 },
		"workbook.too_many_merges":  func(l *workbook.Limits) { l.Merges = 0 },
		"workbook.broken":           func(l *workbook.Limits) { l.Depth = 3 },
	} {
		limits := workbook.Defaults()
		l(&limits)
		_, err := dump(t.Context(), raw, limits)
		if f, ok := errors.AsType[*fault.Fault](err); !ok || f.Key != key {
			t.Errorf("%v, want %s", err, key)
		}
	}
}

func TestEveryRefusalIsASentence(t *testing.T) {
	t.Parallel()
	c, err := i18n.New()
	if err != nil {
		t.Fatal(err)
	}
	_, err = workbook.Open([]byte("x"), workbook.Defaults())
	f, _ := errors.AsType[*fault.Fault](err)
	if got := c.Printer(i18n.Vi).T(f.Key, f.Args...); !strings.Contains(got, ".xlsx") {
		t.Errorf("%q", got)
	}
}

func TestReadingEndsWithTheRequest(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := dump(ctx, pack(t, parts()), workbook.Defaults()); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// manyWords is a text too long for a cell that packs no tighter than others.
func manyWords() string {
	var b strings.Builder
	r := rand.New(rand.NewPCG(1, 2))
	for b.Len() < 2<<20 {
		fmt.Fprintf(&b, "chữ%x ", r.Uint64())
	}
	return b.String()
}
