package docx_test

import (
	"archive/zip"
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/foundation/qr"
	"github.com/dondoc/dondoc/internal/surface/docx"
)

// answerAddress is as long as such an address is.
var answerAddress = "https://dondoc.vi-du.invalid/tra-loi/" + strings.Repeat("Ab3_", 10) + "xyz"

// A slip made with an answer link bears the address in words and as a code; without one it bears neither.
func TestASlipBearsItsAnswerLink(t *testing.T) {
	t.Parallel()
	want, err := qr.PNG(answerAddress, 600)
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range generations {
		of := g.slip()
		of.Slip.Paper.Link = answerAddress
		f, err := docx.RenderSlip(of)
		if err != nil {
			t.Fatal(err)
		}
		if again, _ := docx.RenderSlip(of); !bytes.Equal(f.Bytes, again.Bytes) {
			t.Errorf("%s: the same slip gave other bytes", g.name)
		}
		if !bytes.Equal(partOf(t, f.Bytes, "word/media/ma-qr-1.png"), want) {
			t.Errorf("%s: another picture", g.name)
		}
		text := string(partOf(t, f.Bytes, "word/document.xml"))
		if !strings.Contains(text, answerAddress+"<") || strings.Count(text, `r:embed="rIdMaQR1"`) != 1 || strings.Contains(text, "{{") {
			t.Errorf("%s: %.300s", g.name, text)
		}
		for _, name := range []string{"word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"} {
			wellFormed(t, partOf(t, f.Bytes, name))
		}
		if rels := string(partOf(t, f.Bytes, "word/_rels/document.xml.rels")); !strings.Contains(rels, `Id="rIdMaQR1"`) || !strings.Contains(rels, `Target="media/ma-qr-1.png"`) {
			t.Errorf("%s: relations %s", g.name, rels)
		}
		if types := string(partOf(t, f.Bytes, "[Content_Types].xml")); strings.Count(types, `Extension="png"`) != 1 {
			t.Errorf("%s: types %s", g.name, types)
		}
		without, err := docx.RenderSlip(g.slip())
		if err != nil {
			t.Fatal(err)
		}
		if plain := string(partOf(t, without.Bytes, "word/document.xml")); strings.Contains(plain, "trả lời trực tuyến") || strings.Contains(plain, "drawing") {
			t.Errorf("%s: a slip without a link speaks of one", g.name)
		}
		if dir := os.Getenv("SLIP_DIR"); dir != "" {
			_ = os.WriteFile(dir+"/"+g.name+".docx", f.Bytes, 0o600)
		}
	}
}

// A committee's own template may have the code in words, in a cell, in a footer, several times.
func TestACodeStandsWhereATemplateAsksForIt(t *testing.T) {
	t.Parallel()
	g := generations[0]
	of := docx.Sample(g.paper(meeting.Notice).Committee, meeting.Reminder, g.on, nil)
	b, err := docx.Builtin(of)
	if err != nil {
		t.Fatal(err)
	}
	own := changed(t, b.Bytes, "word/header1.xml", "</w:hdr>", "<w:p><w:r><w:t>Quét: {{Mã QR}} hoặc {{ma_qr}}.</w:t></w:r></w:p></w:hdr>")
	slip := g.slip()
	slip.Template, slip.Slip.Paper.Link = own, answerAddress
	f, err := docx.RenderSlip(slip)
	if err != nil {
		t.Fatal(err)
	}
	header := string(partOf(t, f.Bytes, "word/header1.xml"))
	if strings.Count(header, "<w:drawing>") != 2 || !strings.Contains(header, "Quét: </w:t><w:drawing>") || strings.Contains(header, "{{") {
		t.Errorf("header %s", header)
	}
	if rels := string(partOf(t, f.Bytes, "word/_rels/header1.xml.rels")); strings.Count(rels, "media/ma-qr-1.png") != 1 {
		t.Errorf("relations %s", rels)
	}
	if found := read(t, f.Bytes, "word/document.xml"); found.XMLName.Local != "document" {
		t.Error("no document")
	}
}

// changed is a Word file with a text in one of its parts replaced.
func changed(t *testing.T, file []byte, name, from, to string) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range z.File {
		body := partOf(t, file, f.Name)
		if f.Name == name {
			if !bytes.Contains(body, []byte(from)) {
				t.Fatalf("%s has no %s", name, from)
			}
			body = bytes.Replace(body, []byte(from), []byte(to), 1)
		}
		p, err := w.Create(f.Name)
		if err == nil {
			_, err = p.Write(body)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
