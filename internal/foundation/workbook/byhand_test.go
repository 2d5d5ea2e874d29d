package workbook_test

import (
	"archive/zip"
	"bytes"
	"maps"
	"slices"
	"testing"
)

const (
	mainNS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	relNS  = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	packNS = "http://schemas.openxmlformats.org/package/2006/relationships"
)

// parts are a workbook by hand with everything the reader knows: shared and inline texts, runs, dates, errors, merged cells.
func parts() map[string]string {
	return map[string]string{
		"[Content_Types].xml": `<Types/>`,
		"_rels/.rels":         `<Relationships xmlns="` + packNS + `"><Relationship Id="rId1" Type="` + relNS + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml": `<workbook xmlns="` + mainNS + `" xmlns:r="` + relNS + `"><sheets><sheet name="Bảng" sheetId="1" r:id="rId1"/>` +
			`<sheet name="Ẩn" sheetId="2" state="hidden" r:id="rId4"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships xmlns="` + packNS + `"><Relationship Id="rId1" Type="` + relNS + `/worksheet" Target="worksheets/sheet1.xml"/>` +
			`<Relationship Id="rId2" Type="` + relNS + `/styles" Target="/xl/styles.xml"/><Relationship Id="rId3" Type="` + relNS + `/sharedStrings" Target="sharedStrings.xml"/>` +
			`<Relationship Id="rId4" Type="` + relNS + `/worksheet" Target="worksheets/sheet2.xml"/></Relationships>`,
		"xl/styles.xml": `<styleSheet xmlns="` + mainNS + `"><numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts>` +
			`<fonts><font/><font><name val=".VnTime"/></font></fonts><cellXfs><xf/><xf numFmtId="164" fontId="0"/><xf numFmtId="0" fontId="1"/><xf numFmtId="14"/><xf numFmtId="20"/></cellXfs>` +
			`<dxfs><dxf><font><name val="Other"/></font></dxf></dxfs></styleSheet>`,
		"xl/sharedStrings.xml": `<sst xmlns="` + mainNS + `"><si><t>một</t></si><si><r><rPr><rFont val=".VnTime"/></rPr><t>Uû</t></r><r><t xml:space="preserve"> ban</t></r><rPh><t>bỏ</t></rPh></si></sst>`,
		"xl/worksheets/sheet1.xml": `<worksheet xmlns="` + mainNS + `"><sheetData>` +
			`<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s" s="2"><v>1</v></c><c r="D1" t="inlineStr"><is><t>dòng_x000D_
hai</t></is></c></row>` +
			`<row r="2" hidden="1"><c r="A2" s="1"><v>44179</v></c><c r="B2" s="3"><v>44179.75</v></c><c r="C2" s="4"><v>0.5</v></c><c r="D2"><f>1+1</f><v>2</v></c></row>` +
			`<row/><row r="5"><c t="b"><v>1</v></c><c t="e"><v>#REF!</v></c><c t="str"><f>A1</f><v>một</v></c><c t="d"><v>2020-12-14T00:00:00</v></c><c s="1"/></row>` +
			`<row r="6"><c r="A6"><v>7</v></c><c r="C6"><v>8</v></c></row><row r="7"><c r="C7"><v>9</v></c></row>` +
			`</sheetData><mergeCells><mergeCell ref="A6:B7"/></mergeCells></worksheet>`,
		"xl/worksheets/sheet2.xml": `<worksheet xmlns="` + mainNS + `"><sheetData/></worksheet>`,
	}
}

func pack(t testing.TB, p map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(p)) {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(p[name])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// with is the workbook by hand with one part changed; nil leaves it out.
func with(name string, by *string) map[string]string {
	p := parts()
	delete(p, name)
	if by != nil {
		p[name] = *by
	}
	return p
}
