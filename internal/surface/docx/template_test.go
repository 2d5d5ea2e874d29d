package docx_test

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/surface/docx"
)

const (
	declared = `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`
	ended    = `</w:body></w:document>`
)

// file makes a Word file of parts, given as name, body, name, body.
func file(t testing.TB, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i+1 < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err == nil {
			_, err = io.WriteString(w, parts[i+1])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// template is a Word file with a body and nothing else.
func template(t testing.TB, body string) []byte {
	t.Helper()
	return file(t, "[Content_Types].xml", "<Types/>", "word/document.xml", declared+body+ended)
}

// para is a paragraph of runs.
func para(runs ...string) string {
	s := "<w:p>"
	for _, r := range runs {
		s += `<w:r><w:t xml:space="preserve">` + r + "</w:t></w:r>"
	}
	return s + "</w:p>"
}

func row(cells ...string) string {
	s := "<w:tr>"
	for _, c := range cells {
		s += "<w:tc>" + para(c) + "</w:tc>"
	}
	return s + "</w:tr>"
}

// filledWith renders the dossier's minutes by a template and returns what its paragraphs say, one a line.
func filledWith(t testing.TB, body string) string {
	t.Helper()
	of := dossier(org.StateDocuments, meeting.Minutes)
	of.Template = template(t, body)
	f := render(t, of)
	var lines []string
	var walk func(e element)
	walk = func(e element) {
		if e.XMLName.Local == "p" {
			lines = append(lines, textOf(e))
			return
		}
		for _, k := range e.Kids {
			walk(k)
		}
	}
	walk(read(t, f.Bytes, "word/document.xml"))
	return strings.Join(lines, "\n")
}

func TestTemplates(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, body, want string }{
		{"a value", para("Số {{so_ky_hieu}}."), "Số Số: 05/BB-BCĐ."},
		{"a name typed with marks, spaces and a capital", para("{{ Số ký hiệu }}"), "Số: 05/BB-BCĐ"},
		{"a mark that Word split over runs", para("x{", "{so_ky", "_hieu}", "}y"), "xSố: 05/BB-BCĐy"},
		{"two marks split over runs", para("{{ngay_", "hop}} và {{ngay", "_hop}}"), "05/02/2026 và 05/02/2026"},
		{"a mark does not reach over a tab", `<w:p><w:r><w:t>{{so_</w:t><w:tab/><w:t>ky_hieu}}</w:t></w:r></w:p>`, "{{so_⇥ky_hieu}}"},
		{"proofing between the runs", `<w:p><w:r><w:t>{{ngay_</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:t>hop}}</w:t></w:r></w:p>`, "05/02/2026"},
		{"a mark nobody knows stays", para("{{ten_nguoi_la}}"), "{{ten_nguoi_la}}"},
		{"looks of the run survive", `<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{{ngay_hop}}</w:t></w:r></w:p>`, "*05/02/2026*"},
		{"paragraphs repeated", para("{{#noi_nhan}}") + para("- {{dong}};") + para("{{/noi_nhan}}") + para("hết"), "- Thành viên BCĐ QCDC xã Mẫu;\n- Ủy ban nhân dân xã Mẫu;\n- Trường Trung học cơ sở Mẫu;\nhết"},
		{"repeated inside a paragraph", para("Gửi: {{#noi_nhan}}[{{dong}}]{{/noi_nhan}}."), "Gửi: [Thành viên BCĐ QCDC xã Mẫu][Ủy ban nhân dân xã Mẫu][Trường Trung học cơ sở Mẫu]."},
		{"shown when there is something", para("{{#co_vang}}") + para("có vắng") + para("{{/co_vang}}"), "có vắng"},
		{"shown when there is nothing", para("{{^co_vang}}không vắng{{/co_vang}}!"), "!"},
		{"rows repeated", "<w:tbl>" + row("Đơn vị", "Người") + row("{{#thanh_phan}}{{co_quan}}", "{{danh_sach}}{{/thanh_phan}}") + row("Hết", "") + "</w:tbl>", "Đơn vị\nNgười\n" +
			"Ủy ban nhân dân xã Mẫu\nNguyễn Văn Mẫu, Phó Chủ tịch; Lê Thị Thử, Công chức văn hóa - xã hội\nỦy ban Mặt trận Tổ quốc xã\nTrần Thị Ví Dụ, Chủ tịch\n" +
			"Trường Trung học cơ sở Mẫu\nĐỗ Văn Muộn, Phó Hiệu trưởng (dự thay Phạm Vắng, đến lúc 8 giờ 20)\nHết\n"},
		{"rows between rows of marks", "<w:tbl>" + row("{{#noi_nhan}}", "") + row("{{dong}}", "x") + row("{{/noi_nhan}}", "") + "</w:tbl>", "Thành viên BCĐ QCDC xã Mẫu\nx\nỦy ban nhân dân xã Mẫu\nx\nTrường Trung học cơ sở Mẫu\nx"},
		{"repeated within one cell", "<w:tbl><w:tr><w:tc>" + para("{{#noi_nhan}}") + para("{{dong}}") + para("{{/noi_nhan}}") + "</w:tc></w:tr></w:tbl>", "Thành viên BCĐ QCDC xã Mẫu\nỦy ban nhân dân xã Mẫu\nTrường Trung học cơ sở Mẫu"},
		{"a list within itself is empty", para("{{#noi_nhan}}{{#noi_nhan}}x{{/noi_nhan}}y{{/noi_nhan}}"), "yyy"},
		{"an outer value inside a list", para("{{#noi_nhan}}{{ngay_hop}} {{/noi_nhan}}"), "05/02/2026 05/02/2026 05/02/2026 "},
		{"a beginning without its end goes", para("a{{#noi_nhan}}b"), "ab"},
		{"letters as text where the template has no lists", para("{{#noi_dung}}") + para("{{#la_nhiem_vu}}") + para("{{chu_cai}}{{giao}}") + para("{{/la_nhiem_vu}}") + para("{{/noi_dung}}"), "a) Chủ trì: Trường Trung học cơ sở Mẫu; thời hạn: trước ngày 30/3/2026.\n" +
			"a) Chủ trì: Ủy ban nhân dân xã Mẫu; thời hạn: trong quý II năm 2026.\nb) Chủ trì: Ủy ban nhân dân xã Mẫu.\na) Thời hạn: hằng quý."},
		{"a cell that loses all keeps an empty paragraph", "<w:tbl><w:tr><w:tc>" + para("{{^co_vang}}") + para("x") + para("{{/co_vang}}") + "</w:tc></w:tr></w:tbl>", ""},
	} {
		if got := filledWith(t, tt.body); got != tt.want {
			t.Errorf("%s:\n%s\nwant\n%s", tt.name, got, tt.want)
		}
	}
}

func TestAValueOfSeveralLinesBecomesParagraphs(t *testing.T) {
	t.Parallel()
	of := dossier(org.StateDocuments, meeting.Supplement)
	of.Template = template(t, para("{{noi_dung_bo_sung}}")+para("Là: {{noi_dung_bo_sung}}"))
	root := read(t, render(t, of).Bytes, "word/document.xml").child("body")
	if len(root.Kids) != 3 || textOf(root.Kids[1]) != "Thời hạn giữ nguyên." || !strings.Contains(textOf(root.Kids[2]), "⏎") {
		t.Errorf("%+v", root.Kids)
	}
}

func TestWhatATemplateBringsSurvives(t *testing.T) {
	t.Parallel()
	body := `<w:p><w:pPr><w:jc w:val="right"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="Arial"/><w:color w:val="FF0000"/></w:rPr><w:t>{{ngay_hop}}</w:t></w:r></w:p>` +
		`<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge w:val="restart"/></w:tcPr>` + para("{{dia_diem}}") + `</w:tc></w:tr></w:tbl>` +
		`<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"/><w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/></w:sectPr>`
	of := dossier(org.StateDocuments, meeting.Minutes)
	of.Template = file(t, "[Content_Types].xml", "<Types/>", "word/document.xml", declared+body+ended, "word/header3.xml",
		`<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">`+para("{{ten_ban}}")+`</w:hdr>`, "word/media/logo.png", "\x89PNG")
	f := render(t, of)
	want := strings.NewReplacer("{{ngay_hop}}", "05/02/2026", "{{dia_diem}}", "Hội trường Ủy ban nhân dân xã Mẫu", "<w:t>", `<w:t xml:space="preserve">`).Replace(declared + body + ended)
	if got := string(partOf(t, f.Bytes, "word/document.xml")); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := textOf(read(t, f.Bytes, "word/header3.xml").Kids[0]); got != "Ban Chỉ đạo Quy chế dân chủ ở cơ sở xã Mẫu" {
		t.Errorf("header %q", got)
	}
	if got := partOf(t, f.Bytes, "word/media/logo.png"); string(got) != "\x89PNG" {
		t.Errorf("picture %q", got)
	}
}

// TestTheBuiltInTemplateIsATemplateToStartFrom takes the product's own template as a committee's: the papers are the same.
func TestTheBuiltInTemplateIsATemplateToStartFrom(t *testing.T) {
	t.Parallel()
	for _, k := range meeting.PaperKinds() {
		of := dossier(org.PartyDocuments, k)
		own, err := docx.Builtin(of)
		if err != nil {
			t.Fatal(err)
		}
		if found, err := docx.Check(own.Bytes, k); err != nil || len(found) != 0 {
			t.Errorf("%s: %v, %v", k, found, err)
		}
		before := render(t, of)
		of.Template = own.Bytes
		if after := render(t, of); !bytes.Equal(before.Bytes, after.Bytes) {
			t.Errorf("%s: the uploaded built-in template gives another paper", k)
		}
	}
}

func TestCheckTellsWhatIsWrongAndWhere(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, body string
		want       []docx.Problem
	}{
		{"nothing", para("{{so_ky_hieu}}") + para("{{#noi_nhan}}") + para("{{dong}} {{ten_ban}}") + para("{{/noi_nhan}}"), nil},
		{"an unknown mark", para("x") + para("Kính gửi {{ten_la}}"), []docx.Problem{{Kind: docx.UnknownMark, Mark: "{{ten_la}}", Part: "document", Paragraph: 2, Excerpt: "Kính gửi {{ten_la}}"}}},
		{"a mark of a list outside it", para("{{dong}}"), []docx.Problem{{Kind: docx.UnknownMark, Mark: "{{dong}}", Part: "document", Paragraph: 1, Excerpt: "{{dong}}"}}},
		{"a list as a value", para("{{noi_nhan}}"), []docx.Problem{{Kind: docx.UnknownMark, Mark: "{{noi_nhan}}", Part: "document", Paragraph: 1, Excerpt: "{{noi_nhan}}"}}},
		{"a mark of another paper", para("{{nguoi_ky}}"), []docx.Problem{{Kind: docx.UnknownMark, Mark: "{{nguoi_ky}}", Part: "document", Paragraph: 1, Excerpt: "{{nguoi_ky}}"}}},
		{"a beginning without its end", para("{{#noi_nhan}}x"), []docx.Problem{{Kind: docx.UnclosedMark, Mark: "{{#noi_nhan}}", Part: "document", Paragraph: 1, Excerpt: "{{#noi_nhan}}x"}}},
		{"an end without its beginning", para("{{/noi_nhan}}"), []docx.Problem{{Kind: docx.UnclosedMark, Mark: "{{/noi_nhan}}", Part: "document", Paragraph: 1, Excerpt: "{{/noi_nhan}}"}}},
		{"ends at places that do not match", para("{{#noi_nhan}}") + para("x{{/noi_nhan}}"), []docx.Problem{{Kind: docx.UnclosedMark, Mark: "{{#noi_nhan}}", Part: "document"}, {Kind: docx.UnclosedMark, Mark: "{{/noi_nhan}}", Part: "document"}}},
	} {
		got, err := docx.Check(template(t, tt.body), meeting.Minutes)
		if err != nil || len(got) != len(tt.want) {
			t.Errorf("%s: %+v, %v", tt.name, got, err)
			continue
		}
		for i := range got {
			if got[i] != tt.want[i] {
				t.Errorf("%s: %+v, want %+v", tt.name, got[i], tt.want[i])
			}
		}
	}
}

func TestFilesThatAreNoTemplates(t *testing.T) {
	t.Parallel()
	ok := []string{"[Content_Types].xml", "<Types/>", "word/document.xml", declared + ended}
	for _, tt := range []struct {
		name string
		file []byte
		key  string
		kind fault.Kind
	}{
		{"no zip", []byte("%PDF-1.7"), "docx.not_word", fault.Invalid},
		{"a zip that is no Word file", file(t, "a.txt", "x"), "docx.not_word", fault.Invalid},
		{"macros", file(t, append(ok, "word/vbaProject.bin", "x")...), "docx.has_programs", fault.Invalid},
		{"an embedded object", file(t, append(ok, "word/embeddings/oleObject1.bin", "x")...), "docx.has_programs", fault.Invalid},
		{"a picture fetched from elsewhere", file(t, append(ok, "word/_rels/document.xml.rels",
			`<Relationships><Relationship Type="http://x/image" TargetMode="External" Target="http://mau.example/a.png"/></Relationships>`)...), "docx.fetches", fault.Invalid},
		{"a broken part", file(t, "[Content_Types].xml", "<Types/>", "word/document.xml", declared), "docx.broken_part", fault.Invalid},
		{"a document type", file(t, "[Content_Types].xml", "<Types/>", "word/document.xml", `<!DOCTYPE x [<!ENTITY a "b">]><x/>`), "docx.broken_part", fault.Invalid},
		{"a part twice", file(t, append(ok, "word/document.xml", "x")...), "docx.not_word", fault.Invalid},
		{"too large", make([]byte, docx.MaxTemplate+1), "docx.too_large", fault.TooLarge},
		{"too large unpacked", file(t, append(ok, "word/a.xml", strings.Repeat(" ", 25<<20))...), "docx.unpacks_too_large", fault.TooLarge},
	} {
		_, err := docx.Check(tt.file, meeting.Minutes)
		if f, is := err.(*fault.Fault); !is || f.Key != tt.key || f.Kind != tt.kind { //nolint:errorlint // the fault itself
			t.Errorf("%s: %v, want %s", tt.name, err, tt.key)
		}
		of := dossier(org.StateDocuments, meeting.Minutes)
		of.Template = tt.file
		if _, err := docx.Render(of); err == nil {
			t.Errorf("%s: rendered", tt.name)
		}
	}
}

func TestATemplateCannotGrowWithoutEnd(t *testing.T) {
	t.Parallel()
	of := long(3000)
	of.Paper.Recipients = make([]string, 3000)
	of.Template = template(t, para("{{#noi_dung}}")+para("{{#noi_nhan}}")+para("{{chu}}")+para("{{/noi_nhan}}")+para("{{/noi_dung}}"))
	_, err := docx.Render(of)
	if fault.KindOf(err) != fault.TooLarge {
		t.Errorf("%v", err)
	}
}

// FuzzTemplate fills anything that looks like a template: it never panics, and what it gives is a Word file.
func FuzzTemplate(f *testing.F) {
	for _, seed := range []string{
		para("{{so_ky_hieu}}"), para("{{#noi_dung}}{{chu}}{{/noi_dung}}"), para("{{#noi_dung}}") + para("{{chu_cai}}{{chu}}") + para("{{/noi_dung}}"),
		"<w:tbl>" + row("{{#noi_nhan}}{{dong}}", "{{/noi_nhan}}") + "</w:tbl>", "<w:tbl>" + row("{{#noi_nhan}}", "") + row("{{dong}}") + row("{{/noi_nhan}}", "") + "</w:tbl>",
		para("{{", "#co_vang", "}}") + para("{{^co_vang}}{{/co_vang}}"), "<w:tbl><w:tr><w:tc><w:tbl>" + row("{{#vang}}", "{{/vang}}") + "</w:tbl></w:tc></w:tr></w:tbl>",
		`<w:p><w:hyperlink><w:r><w:t>{{#a}}</w:t></w:r></w:hyperlink><w:r><w:t>{{/a}}</w:t></w:r></w:p>`, para("{{{{a}}}}{{}}{{#}}{{/}}{{^ }}"),
	} {
		f.Add(seed)
	}
	of := dossier(org.StateDocuments, meeting.Minutes)
	f.Fuzz(func(t *testing.T, body string) {
		own := of
		own.Template = template(t, body)
		_, errCheck := docx.Check(own.Template, meeting.Minutes)
		out, err := docx.Render(own)
		if err != nil {
			if fault.KindOf(err) == fault.Internal {
				t.Fatalf("%v", err)
			}
			return
		}
		if errCheck != nil && fault.KindOf(errCheck) != fault.TooLarge {
			t.Errorf("refused by Check (%v), taken by Render", errCheck)
		}
		wellFormed(t, partOf(t, out.Bytes, "word/document.xml"))
	})
}
