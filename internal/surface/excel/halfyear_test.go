package excel

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/dondoc/dondoc/internal/domain/report"
	"github.com/dondoc/dondoc/internal/foundation/i18n"
	"github.com/dondoc/dondoc/internal/testkit/golden"
	"github.com/dondoc/dondoc/internal/testkit/office"
)

func TestTheWorkbookHoldsWhatTheGoldenSays(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name, file string
		lang       i18n.Lang
		system     string
		empty      bool
	}{
		{"a committee of the state", "state.txt", i18n.Vi, "state", false},
		{"a committee of the Party whose head is not registered", "party.txt", i18n.Vi, party, false},
		{"a period in which nothing happened", "empty.txt", i18n.Vi, "state", true},
		{"in English, stored words as they are", "english.txt", i18n.En, "state", false},
	}
	for _, tt := range cases {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			h, rows := sample(tt.system)
			if tt.empty {
				h, rows = empty(tt.system), nil
			}
			raw, notes := madeIn(t, tt.lang, h, rows)
			golden.Equal(t, filepath.Join("testdata", tt.file), office.Dump(t, raw))
			if notes.Removed+notes.Continued != 0 {
				t.Errorf("notes of a plain report: %+v", notes)
			}
		})
	}
}

func TestTheSheetsStandInOrder(t *testing.T) {
	t.Parallel()
	h, rows := sample("state")
	raw, _ := made(t, h, rows)
	want := []string{"Tổng hợp", "Theo đơn vị", "Theo lĩnh vực", "Danh mục nhiệm vụ", "Tồn tại hạn chế", "Hội nghị"}
	if got := office.Sheets(t, raw); !slices.Equal(got, want) {
		t.Errorf("sheets %q, want %q", got, want)
	}
}

// formulas compares every formula's cached value with what excelize calculates from the other cells.
func formulas(t *testing.T, raw []byte) int {
	t.Helper()
	f := opened(t, raw)
	n := 0
	for _, c := range office.Cells(t, raw) {
		if c.Formula == "" {
			continue
		}
		n++
		got, err := f.CalcCellValue(c.Sheet, c.Ref)
		if err != nil {
			t.Errorf("%s!%s = %s: %v", c.Sheet, c.Ref, c.Formula, err)
			continue
		}
		if !near(got, c.Value) {
			t.Errorf("%s!%s: %s is %s, beside it stands %s", c.Sheet, c.Ref, c.Formula, got, c.Value)
		}
	}
	return n
}

// near compares numbers as written; excelize writes shares in the format of their cell.
func near(a, b string) bool {
	x, errX := number(a)
	y, errY := number(b)
	return errX == nil && errY == nil && math.Abs(x-y) < 0.00006
}

func number(s string) (float64, error) {
	s = strings.ReplaceAll(strings.TrimSpace(s), ",", "")
	if p, ok := strings.CutSuffix(s, "%"); ok {
		x, err := strconv.ParseFloat(strings.TrimSpace(p), 64)
		return x / 100, err
	}
	return strconv.ParseFloat(s, 64)
}

func TestFormulasGiveTheValuesBesideThem(t *testing.T) {
	t.Parallel()
	h, rows := sample("state")
	rows[2].Text = long(60) // further rows must not disturb a sum
	h.ByUnit[0].Name = long(40)
	raw, notes := made(t, h, rows)
	if n := formulas(t, raw); n < 150 {
		t.Errorf("only %d formulas", n)
	}
	if notes.Continued < 3 {
		t.Errorf("notes %+v", notes)
	}
	if n := formulas(t, first(made(t, empty("state"), nil))); n < 40 {
		t.Errorf("only %d formulas in an empty report", n)
	}
}

func first[A, B any](a A, _ B) A { return a }

// published are figures that were published, as tasks of a report; the numbers are those of the sheets.
func published() map[string]report.HalfYear {
	all := map[string]report.HalfYear{}
	add := func(name string, f report.Figures) {
		h := empty("state")
		h.Totals, h.NoLead, h.Given = f, f, f.Total
		h.ByField = []report.FieldRow{{Figures: f}}
		h.Rates = []report.Rate{
			rate("rate.overdue_of_done_and_overdue", f.Overdue, f.Done+f.Overdue, "overdue", "done+overdue"),
			rate("rate.overdue_of_done", f.Overdue, f.Done, "overdue", "done"),
			rate("rate.overdue_of_total", f.Overdue, f.Total, "overdue", "total"),
			rate("rate.due_done_of_due", f.DueDone, f.Due, "due_done", "due"),
		}
		all[name] = h
	}
	add("the Government Office, a year", figuresOf(14068, 0, 1983, 0, 5640, 223, 0, 0, 0))
	add("a province, a half-year", figuresOf(585, 0, 0, 0, 67, 181, 0, 0, 0))
	add("the Government Office, due tasks", figuresOf(2501, 0, 0, 0, 0, 222, 0, 0, 0))
	return all
}

func TestPublishedFiguresStandInTheCells(t *testing.T) {
	t.Parallel()
	want := map[string][]string{
		"the Government Office, a year": {
			"= 21914 (#,##0_)) [C16+C20]", "= 16051 (#,##0_)) [C17+C18+C19]", "= 5863 (#,##0_)) [C21+C23+C24+C26]",
			"[C34/(C16+C23)]", "= 0.0137028388", "= 0.01389321", "= 0.010176143",
		},
		"a province, a half-year":          {"= 833 (#,##0_)) [C16+C20]", "= 585 (#,##0_)) [C17+C18+C19]", "= 248 (#,##0_)) [C21+C23+C24+C26]"},
		"the Government Office, due tasks": {"= 2723 (#,##0_)) [C16+C20]", "= 2723 (#,##0_)) [C31+C23]", "= 0.918472273"},
	}
	for name, h := range published() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			raw, _ := made(t, h, nil)
			dump := office.Dump(t, raw)
			for _, w := range want[name] {
				if !strings.Contains(dump, w) {
					t.Errorf("no cell with %q", w)
				}
			}
			formulas(t, raw)
			if t.Failed() {
				t.Log(dump)
			}
		})
	}
}

func TestLibreOfficeOpensAndCalculatesTheSame(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	state, rows := sample("state")
	rows[2].Text, rows[3].Result = long(300), "-1+1"
	books := map[string][]byte{}
	books["state.xlsx"], _ = made(t, state, rows)
	partyReport, rows := sample(party)
	books["party.xlsx"], _ = made(t, partyReport, rows)
	books["empty.xlsx"], _ = made(t, empty(party), nil)
	books["list.xlsx"] = written(t, sampleList())
	for _, h := range published() {
		books["published"+strconv.Itoa(h.Totals.Total)+".xlsx"], _ = made(t, h, nil)
	}
	var paths []string
	for name, raw := range books {
		p := filepath.Join(dir, name)
		if err := os.WriteFile(p, raw, 0o600); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, p)
	}
	for i, p := range office.Recalculate(t, paths...) {
		again, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		same(t, filepath.Base(p), books[filepath.Base(paths[i])], again)
	}
}

// same compares two workbooks cell by cell: what we wrote, and what LibreOffice understood and calculated.
func same(t *testing.T, name string, ours, theirs []byte) {
	t.Helper()
	if a, b := office.Sheets(t, ours), office.Sheets(t, theirs); !slices.Equal(a, b) {
		t.Errorf("%s: sheets %q, then %q", name, a, b)
	}
	read := map[string]office.Cell{}
	for _, c := range office.Cells(t, theirs) {
		read[c.Sheet+"!"+c.Ref] = c
	}
	for _, c := range office.Cells(t, ours) {
		got, there := read[c.Sheet+"!"+c.Ref]
		delete(read, c.Sheet+"!"+c.Ref)
		switch {
		case !there:
			t.Errorf("%s: %s is gone", name, c)
		case c.Number != got.Number, (c.Formula == "") != (got.Formula == ""):
			t.Errorf("%s: %s became %s", name, c, got)
		case !c.Number && got.Value != c.Value:
			t.Errorf("%s: %s became %s", name, c, got)
		case c.Number && !near(c.Value, got.Value):
			t.Errorf("%s: %s was calculated as %s", name, c, got)
		}
	}
	for _, c := range read {
		t.Errorf("%s: %s came from nowhere", name, c)
	}
}

// sheetOrder is the order of elements in a sheet, CT_Worksheet of ECMA-376 part 1, 18.3.1.99, as far as it is used here.
const sheetOrder = "sheetPr sheetViews sheetFormatPr cols sheetData autoFilter mergeCells printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks drawing"

func TestElementsOfASheetStandInTheOrderOfTheStandard(t *testing.T) {
	t.Parallel()
	h, rows := sample("state")
	raw, _ := made(t, h, append(rows, numbered(200)...))
	list := written(t, sampleList())
	var got strings.Builder
	for i, sheet := range office.Sheets(t, raw) {
		got.WriteString(sheet + ": " + elements(t, office.Part(t, raw, "xl/worksheets/sheet"+strconv.Itoa(i+1)+".xml")) + "\n")
	}
	got.WriteString("list: " + elements(t, office.Part(t, list, "xl/worksheets/sheet1.xml")) + "\n")
	golden.Equal(t, "testdata/elements.txt", got.String())
	for l := range strings.Lines(got.String()) {
		_, names, _ := strings.Cut(strings.TrimSpace(l), ": ")
		last := -1
		for _, n := range strings.Fields(names) {
			at := slices.Index(strings.Fields(sheetOrder), n)
			if at <= last {
				t.Errorf("%s out of order in %s", n, l)
			}
			last = at
		}
	}
}

// elements lists the children of a part's root, one after another.
func elements(t *testing.T, part []byte) string {
	t.Helper()
	var names []string
	d := xml.NewDecoder(bytes.NewReader(part))
	for depth := 0; ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return strings.Join(names, " ")
		}
		if err != nil {
			t.Fatal(err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			if depth++; depth == 2 {
				names = append(names, e.Name.Local)
			}
		case xml.EndElement:
			depth--
		}
	}
}

func TestPrintSetUpOfEverySheet(t *testing.T) {
	t.Parallel()
	h, rows := sample("state")
	raw, _ := made(t, h, rows)
	for i, sheet := range office.Sheets(t, raw) {
		part := string(office.Part(t, raw, "xl/worksheets/sheet"+strconv.Itoa(i+1)+".xml"))
		for what, want := range map[string]string{
			"A4 landscape, one page wide":   `fitToHeight="0" fitToWidth="1" orientation="landscape" paperSize="9"`,
			"fit to page is switched on":    `<pageSetUpPr fitToPage="true">`,
			"page x of y":                   `Trang &amp;P/&amp;N`,
			"the as-of day at the foot":     `Số liệu tính đến 14/12/2020`,
			"frozen heads":                  `state="frozen"`,
			"margins of Nghị định 30":       `left="1.18" right="0.59" top="0.79"`,
			"the drawn rules of the heads":  `<drawing`,
			"no size that hides later rows": `<sheetViews>`,
		} {
			if !strings.Contains(part, want) {
				t.Errorf("%s: %s: no %s", sheet, what, want)
			}
		}
		if strings.Contains(part, "<dimension") {
			t.Errorf("%s names a used range before its rows are known", sheet)
		}
	}
	book := string(office.Part(t, raw, "xl/workbook.xml"))
	if n := strings.Count(book, "_xlnm.Print_Titles"); n != 6 {
		t.Errorf("%d sheets repeat their heads, want 6", n)
	}
	if n := strings.Count(book, "_xlnm._FilterDatabase"); n != 5 {
		t.Errorf("%d sheets have a filter, want all but the summary", n)
	}
}

func TestBothChartsAreThereAndPointAtTheirCells(t *testing.T) {
	t.Parallel()
	h, rows := sample("state")
	raw, _ := made(t, h, rows)
	classes, units := string(office.Part(t, raw, "xl/charts/chart1.xml")), string(office.Part(t, raw, "xl/charts/chart2.xml"))
	cells := map[string]string{}
	for _, c := range office.Cells(t, raw) {
		cells[c.Sheet+"!"+c.Ref] = c.Value
	}
	for _, tt := range []struct{ chart, word string }{
		{classes, "Quá hạn"}, {classes, "Sắp đến hạn"}, {classes, "Hoàn thành đúng hạn"}, {units, "Quá hạn"}, {units, "Hoàn thành quá hạn"},
	} {
		found := false
		for ref, v := range cells {
			sheet, at, _ := strings.Cut(ref, "!")
			if v == tt.word && sheet == "Tổng hợp" {
				col, row := at[:1], at[1:]
				found = found || strings.Contains(tt.chart, "<f>&#39;Tổng hợp&#39;!$"+col+"$"+row+":$"+col+"$"+row+"</f>") ||
					strings.Contains(tt.chart, "'Tổng hợp'!$"+col+"$"+row+":$"+col+"$"+row)
			}
		}
		if !found {
			t.Errorf("no series is named by the cell that says %q", tt.word)
		}
	}
	if !strings.Contains(units, `<c:grouping val="stacked"`) && !strings.Contains(units, `grouping val="stacked"`) {
		t.Error("the chart of units is not stacked")
	}
}

func TestTenThousandTasksTakeLittleTime(t *testing.T) {
	t.Parallel()
	h, _ := sample("state")
	rows := numbered(10_000)
	start := time.Now()
	raw, _ := made(t, h, rows)
	if took := time.Since(start); took > time.Minute { // about half a second on two idle cores; the rest is for a machine at work
		t.Errorf("10,000 tasks took %v", took)
	}
	const around = 11 + 1 + 4 // heads, count, signature
	if n := bytes.Count(office.Part(t, raw, "xl/worksheets/sheet4.xml"), []byte("<row ")); n != 10_000+around {
		t.Errorf("%d rows in the sheet of tasks", n)
	}
}

// broken fails after so many bytes.
type broken struct{ left int }

var errFull = errors.New("the disk is full")

func (b *broken) Write(p []byte) (int, error) {
	if b.left -= len(p); b.left < 0 {
		return 0, errFull
	}
	return len(p), nil
}

func TestFailuresAreReported(t *testing.T) {
	t.Parallel()
	h, rows := sample("state")
	t.Run("a writer that fails at any byte", func(t *testing.T) {
		t.Parallel()
		whole, _ := made(t, h, rows)
		for _, n := range []int{0, 1, 1000, len(whole) / 2, len(whole) - 100} {
			if _, err := HalfYear(&broken{n}, h, walk(rows), Options{Words: words(t, i18n.Vi)}); !errors.Is(err, errFull) {
				t.Errorf("after %d bytes of %d: %v", n, len(whole), err)
			}
		}
	})
	t.Run("a list of tasks that fails half-way", func(t *testing.T) {
		t.Parallel()
		gone := errors.New("the database is gone")
		var b bytes.Buffer
		_, err := HalfYear(&b, h, func(yield func(report.TaskRow) error) error {
			if err := yield(rows[0]); err != nil {
				return err
			}
			return gone
		}, Options{Words: words(t, i18n.Vi)})
		if !errors.Is(err, gone) || b.Len() != 0 {
			t.Errorf("%v, %d bytes written", err, b.Len())
		}
	})
}
