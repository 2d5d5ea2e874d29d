package attach

import (
	"archive/zip"
	"bytes"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// zipped is an archive of parts in order; each part is "name" or "name=content".
func zipped(t testing.TB, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, p := range parts {
		name, text, _ := strings.Cut(p, "=")
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		if err == nil {
			_, err = w.Write([]byte(text))
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

func looked(name string, body []byte) (string, error) {
	return content{name: name, head: body[:min(len(body), 8192)], all: bytes.NewReader(body), size: int64(len(body))}.sniff()
}

const (
	pdf  = "%PDF-1.7\n%âãÏÓ\n1 0 obj\n"
	png  = "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
	jpeg = "\xff\xd8\xff\xe0\x00\x10JFIF\x00"
)

func TestWhatIsTaken(t *testing.T) {
	t.Parallel()
	far := "a/" + strings.Repeat("x", 9000) + "=1" // a first part so long that the head says nothing of the rest
	for name, c := range map[string]struct {
		file string
		body []byte
		want string
	}{
		"a PDF":                            {"Báo cáo.pdf", []byte(pdf), "application/pdf"},
		"a picture":                        {"ảnh.png", []byte(png), "image/png"},
		"a photograph, capital ending":     {"ẢNH.JPG", []byte(jpeg), "image/jpeg"},
		"a Word document":                  {"bb.docx", zipped(t, "[Content_Types].xml", "_rels/.rels", "word/document.xml"), docx},
		"a workbook":                       {"bc.xlsx", zipped(t, "[Content_Types].xml", "xl/workbook.xml"), xlsx},
		"slides":                           {"tc.pptx", zipped(t, "[Content_Types].xml", "ppt/presentation.xml"), pptx},
		"a Word document in another order": {"bb.docx", zipped(t, far, "customXml/item1.xml", "word/document.xml", "[Content_Types].xml"), docx},
		"an OpenDocument text":             {"vb.odt", zipped(t, "mimetype="+odt, "content.xml"), odt},
		"an OpenDocument sheet":            {"bt.ods", zipped(t, "mimetype="+ods, "content.xml"), ods},
		"plain words":                      {"ghi chú.txt", []byte("Họp lúc 8 giờ"), "text/plain"},
		"a table of words":                 {"ds.csv", []byte("tt,họ tên\n1,Mẫu\n2,Ví Dụ\n"), "text/csv"},
		"one column of words as a table":   {"ds.csv", []byte("họ tên"), "text/csv"},
		"words that look like a table":     {"ds.txt", []byte("tt,họ tên\n1,Mẫu\n2,Ví Dụ\n"), "text/plain"},
		"words of the old kind of Windows": {"cũ.txt", append([]byte{0xff, 0xfe}, "H\x00o\x00p\x00"...), "text/plain"},
	} {
		got, err := looked(c.file, c.body)
		if err != nil || got != c.want {
			t.Errorf("%s: %q, %v; want %q", name, got, err, c.want)
		}
	}
}

func TestWhatIsNotTaken(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		file string
		body []byte
		key  string
	}{
		"an archive":                          {"hồ sơ.zip", zipped(t, "a.txt=x"), "attach.not_taken"},
		"an archive called a document":        {"hồ sơ.docx", zipped(t, "word/note.txt=x"), "attach.not_taken"},
		"a document with macros":              {"bc.docx", zipped(t, "[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "attach.not_taken"},
		"a workbook with macros":              {"bc.xlsx", zipped(t, "[Content_Types].xml", "xl/workbook.xml", "xl/VBAPROJECT.BIN"), "attach.not_taken"},
		"an OpenDocument with macros":         {"vb.odt", zipped(t, "mimetype="+odt, "Basic/Standard/Module1.xml"), "attach.not_taken"},
		"OpenDocument of another sort":        {"vb.odt", zipped(t, "mimetype=application/vnd.oasis.opendocument.graphics"), "attach.not_taken"},
		"a broken archive":                    {"bb.docx", zipped(t, "[Content_Types].xml", "word/document.xml")[:60], "attach.not_taken"},
		"a web page":                          {"trang.html", []byte("<!DOCTYPE html><script>alert(1)</script>"), "attach.not_taken"},
		"a web page called text":              {"trang.txt", []byte("<!DOCTYPE html><script>alert(1)</script>"), "attach.not_taken"},
		"a drawing that may carry a script":   {"hình.png", []byte(`<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>`), "attach.not_taken"},
		"a program called a PDF":              {"bc.pdf", append([]byte("MZ"), make([]byte, 200)...), "attach.not_taken"},
		"a shell script":                      {"chay.txt", []byte("#!/bin/sh\nrm -rf x\n"), "attach.not_taken"},
		"a PDF called a picture":              {"ảnh.png", []byte(pdf), "attach.name_says_otherwise"},
		"a PDF called a program":              {"bc.pdf.exe", []byte(pdf), "attach.name_says_otherwise"},
		"a document without an ending":        {"bc", []byte(pdf), "attach.name_says_otherwise"},
		"noise":                               {"x.txt", []byte{0, 1, 2, 3, 255, 254, 0, 9}, "attach.not_taken"},
		"a workbook called a Word document":   {"bc.docx", zipped(t, "[Content_Types].xml", "xl/workbook.xml"), "attach.name_says_otherwise"},
		"a Word document of the old format":   {"cũ.doc", append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), make([]byte, 600)...), "attach.not_taken"},
		"an archive with a false part inside": {"x.docx", zipped(t, "x/[Content_Types].xml", "x/word/document.xml"), "attach.not_taken"},
	} {
		got, err := looked(c.file, c.body)
		if m := fault.Fields(err)["file"]; m.Key != c.key {
			t.Errorf("%s: taken as %q, %v; want %s", name, got, err, c.key)
		}
	}
}

func FuzzSniff(f *testing.F) {
	f.Add("a.docx", zipped(f, "[Content_Types].xml", "word/document.xml"))
	f.Add("a.pdf", []byte(pdf))
	f.Add("a.odt", zipped(f, "mimetype="+odt))
	f.Fuzz(func(t *testing.T, name string, body []byte) {
		if len(body) > 16<<10 {
			return // what is told apart lies in the first bytes and in a directory of a few entries; long bodies only cost time
		}
		media, err := looked(cleanName(name), body)
		if (err == nil) != slices.ContainsFunc(allowed, func(k kind) bool { return k.media == media }) {
			t.Errorf("%q: %q, %v", name, media, err)
		}
	})
}

func TestCleanName(t *testing.T) {
	t.Parallel()
	for given, want := range map[string]string{
		"Báo cáo.pdf":                      "Báo cáo.pdf",
		`C:\Tài liệu\Báo cáo.pdf`:          "Báo cáo.pdf",
		"../../etc/passwd":                 "passwd",
		".htaccess":                        "htaccess",
		"  a\tb\r\nc .pdf ":                "a b c .pdf",
		"tê\u0300n.pdf":                    "tền.pdf",
		`"x"<y>|z?.pdf`:                    "_x__y__z_.pdf",
		"a\u202egpj.exe":                   "agpj.exe",
		"":                                 "",
		"...":                              "",
		strings.Repeat("đ", 300) + ".docx": strings.Repeat("đ", 145) + ".docx",
		"x." + strings.Repeat("y", 300):    "x." + strings.Repeat("y", 148),
	} {
		if got := cleanName(given); got != want {
			t.Errorf("%q is kept as %q, want %q", given, got, want)
		}
	}
}

func FuzzCleanName(f *testing.F) {
	f.Add("../a.pdf")
	f.Add("đ.docx")
	f.Fuzz(func(t *testing.T, name string) {
		got := cleanName(name)
		if strings.ContainsAny(got, "/\\\x00\r\n\"") || utf8.RuneCountInString(got) > longestName || !utf8.ValidString(got) {
			t.Errorf("%q is kept as %q", name, got)
		}
	})
}

func TestEndings(t *testing.T) {
	t.Parallel()
	if all := Endings(); !slices.Contains(all, ".jpeg") || slices.Contains(all, ".zip") {
		t.Errorf("endings %v", all)
	}
}
