package office

import (
	"archive/zip"
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// parts are a workbook by hand, whose formula carries a wrong value beside it: 40 + 2 = 7.
func parts() map[string]string {
	const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	const rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	const pack = "http://schemas.openxmlformats.org/package/2006/"
	const kind = "application/vnd.openxmlformats-officedocument.spreadsheetml."
	return map[string]string{
		"[Content_Types].xml": `<Types xmlns="` + pack + `content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
			`<Override PartName="/xl/workbook.xml" ContentType="` + kind + `sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="` + kind + `styles+xml"/>` +
			`<Override PartName="/xl/worksheets/sheet1.xml" ContentType="` + kind + `worksheet+xml"/></Types>`,
		"_rels/.rels":     `<Relationships xmlns="` + pack + `relationships"><Relationship Id="rId1" Type="` + rel + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml": `<workbook xmlns="` + main + `" xmlns:r="` + rel + `"><sheets><sheet name="Bảng" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships xmlns="` + pack + `relationships"><Relationship Id="rId1" Type="` + rel + `/worksheet" Target="worksheets/sheet1.xml"/>` +
			`<Relationship Id="rId2" Type="` + rel + `/styles" Target="styles.xml"/></Relationships>`,
		"xl/styles.xml": `<styleSheet xmlns="` + main + `"><numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts>` +
			`<fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>` +
			`<cellXfs count="3"><xf/><xf numFmtId="164" applyNumberFormat="1"/><xf quotePrefix="1"/></cellXfs></styleSheet>`,
		"xl/worksheets/sheet1.xml": `<worksheet xmlns="` + main + `"><sheetData><row r="1"><c r="A1"><v>40</v></c><c r="B1"><v>2</v></c><c r="C1"><f>A1+B1</f><v>7</v></c>` +
			`<c r="D1" s="1"><v>44179</v></c><c r="E1" s="2" t="inlineStr"><is><t>=ba
dòng</t></is></c></row></sheetData></worksheet>`,
	}
}

func byHand(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range parts() {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func file(t *testing.T, name string) string {
	t.Helper()
	p := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(p, byHand(t), 0o600); err != nil {
		t.Fatal(err)
	}
	return p
}

func TestADumpShowsValueFormatFormulaAndQuotePrefix(t *testing.T) {
	t.Parallel()
	want := `Bảng!A1 = 40
Bảng!B1 = 2
Bảng!C1 = 7 [A1+B1]
Bảng!D1 = 2020-12-14 (dd/mm/yyyy)
Bảng!E1 = "=ba\ndòng" quotePrefix
`
	if got := Dump(t, byHand(t)); got != want {
		t.Errorf("dump:\n%s\nwant:\n%s", got, want)
	}
	if got := Sheets(t, byHand(t)); !slices.Equal(got, []string{"Bảng"}) {
		t.Errorf("sheets %v", got)
	}
}

func TestAWrongCachedValueIsCalculatedAnew(t *testing.T) {
	t.Parallel()
	for _, p := range Recalculate(t, file(t, "một.xlsx"), file(t, "hai.xlsx")) {
		raw, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		if got := Dump(t, raw); !strings.Contains(got, "Bảng!C1 = 42 ") {
			t.Errorf("%s:\n%s\nwant C1 = 42", filepath.Base(p), got)
		}
	}
}

func TestAPDFIsMade(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile(PDF(t, file(t, "in.xlsx"))[0])
	if err != nil || !bytes.HasPrefix(raw, []byte("%PDF-")) {
		t.Errorf("not a PDF: %.10q, %v", raw, err)
	}
}

// recorder is a test that is asked to skip or to fail.
type recorder struct {
	testing.TB
	skipped, failed string
}

func (r *recorder) Helper()           {}
func (r *recorder) Skip(args ...any)  { r.skipped, _ = args[0].(string); panic(r) }
func (r *recorder) Fatal(args ...any) { r.failed, _ = args[0].(string); panic(r) }

func asked(t *testing.T) *recorder {
	t.Helper()
	r := &recorder{TB: t}
	func() {
		defer func() { _ = recover() }()
		find(r)
	}()
	return r
}

func TestWithoutLibreOffice(t *testing.T) { // changes the environment, so it runs alone
	t.Setenv("PATH", t.TempDir())
	t.Run("the test fails with the words of what to install", func(t *testing.T) {
		t.Setenv(skipVar, "")
		r := asked(t)
		for _, want := range []string{"apt-get install", "libreoffice-calc", "SKIP_BROWSER=1"} {
			if !strings.Contains(r.failed, want) {
				t.Errorf("failed with %q, which does not say %q", r.failed, want)
			}
		}
	})
	t.Run("SKIP_BROWSER=1 skips and says so", func(t *testing.T) {
		t.Setenv(skipVar, "1")
		if r := asked(t); !strings.Contains(r.skipped, "SKIP_BROWSER=1") {
			t.Errorf("skipped with %q", r.skipped)
		}
	})
}
