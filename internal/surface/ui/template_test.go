package ui_test

import (
	"archive/zip"
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/surface/docx"
	"github.com/dondoc/dondoc/internal/testkit/htmlcheck"
)

const templatesAt = "/c/qcdc-mau/mau-van-ban"

// wordTemplate is a Word file that says something.
func wordTemplate(t *testing.T, says string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, body := range map[string]string{
		"[Content_Types].xml": "<Types/>",
		"word/document.xml": `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>` + says +
			`</w:t></w:r></w:p></w:body></w:document>`,
	} {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(body))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// upload sends the form of a template.
func (v *visitor) upload(kind, name, file string) answer {
	v.s.t.Helper()
	return v.sendFile(templatesAt, name, file, "id", newID(), "kind", kind)
}

// sendFile sends a form with a file, or without one when it has no name.
func (v *visitor) sendFile(path, name, file string, pairs ...string) answer {
	v.s.t.Helper()
	var body bytes.Buffer
	m := multipart.NewWriter(&body)
	for i := 0; i+1 < len(pairs); i += 2 {
		v.s.must(m.WriteField(pairs[i], pairs[i+1]))
	}
	if name != "" {
		part, err := m.CreateFormFile("file", name)
		v.s.must(err)
		_, err = part.Write([]byte(file))
		v.s.must(err)
	}
	v.s.must(m.Close())
	r := httptest.NewRequest(http.MethodPost, path, &body)
	r.Header.Set("Content-Type", m.FormDataContentType())
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	for name, value := range v.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	w := httptest.NewRecorder()
	v.s.handler.ServeHTTP(w, r)
	for _, c := range w.Result().Cookies() {
		v.cookies[c.Name] = c.Value
	}
	return answer{code: w.Code, body: w.Body.String(), location: w.Header().Get("Location"), header: w.Header()}
}

// documentOf is the text of a Word file.
func documentOf(t *testing.T, file string) string {
	t.Helper()
	z, err := zip.NewReader(strings.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return regexp.MustCompile(`<[^>]*>`).ReplaceAllString(string(b), "")
}

func TestATemplateIsUploadedLookedAtTriedAndUsed(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	who := s.as("secretary")
	htmlcheck.Run(t, who.page(templatesAt), htmlcheck.Count("table", 6), htmlcheck.In("section[aria-labelledby=mau-minutes]", htmlcheck.HasText("Đang dùng")))
	htmlcheck.Run(t, who.page(templatesAt+"/moi"), htmlcheck.In("form[enctype='multipart/form-data'] input[type=file][name=file]"), htmlcheck.In("select[name=kind]"))
	a := who.upload("minutes", "Mẫu của ban.docx", wordTemplate(t, "Số {{so_ky_hieu}} {{ten_la}}"))
	if a.code != http.StatusSeeOther {
		t.Fatalf("%d\n%s", a.code, a.body)
	}
	at := a.location
	htmlcheck.Run(t, who.page(at), htmlcheck.In("h1", htmlcheck.HasText("Mẫu của ban.docx")), htmlcheck.In("section[aria-labelledby=cho-dien]", htmlcheck.HasText("{{ten_la}}")),
		htmlcheck.In("section[aria-labelledby=cho-dien]", htmlcheck.HasText("document, đoạn 1")), htmlcheck.In("form.post-button button", htmlcheck.HasText("Dùng mẫu này")))

	tried := who.get(at + "/xem-thu")
	if tried.code != http.StatusOK || !strings.HasPrefix(tried.body, "PK") || !strings.Contains(tried.header.Get("Content-Disposition"), "attachment") {
		t.Errorf("trying it: %d %v", tried.code, tried.header)
	}
	if kept := who.get(at + "/tep"); !strings.HasPrefix(kept.body, "PK") {
		t.Errorf("the file itself: %d", kept.code)
	}
	who.written(at, "version", "1", "use", "1")
	htmlcheck.Run(t, who.page(templatesAt), htmlcheck.In("section[aria-labelledby=mau-minutes] tbody tr:nth-child(2)", htmlcheck.HasText("Đang dùng")))
	if a := who.post(at, "version", "1", "use", "1"); a.code != http.StatusConflict {
		t.Errorf("a stale version: %d", a.code)
	}
	who.written(at, "version", "2")
	htmlcheck.Run(t, who.page(templatesAt), htmlcheck.In("section[aria-labelledby=mau-minutes] tbody tr:nth-child(1)", htmlcheck.HasText("Đang dùng")))
}

func TestFilesThatAreNoTemplatesAreRefusedAtTheirField(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	for name, one := range map[string]struct{ file, body, says string }{
		"no file": {"", "", "Chọn một tệp .docx."},
		"no Word": {"a.docx", "%PDF", "không phải là văn bản Word"},
	} {
		a := s.as("secretary").upload("notice", one.file, one.body)
		if a.code != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d", name, a.code)
			continue
		}
		htmlcheck.Run(t, a.body, htmlcheck.In("#f-file-error", htmlcheck.HasText(one.says)), htmlcheck.In("option[value=notice][selected]"))
	}
}

func TestTheBuiltInTemplatesAreHandedOut(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	for _, k := range meeting.PaperKinds() {
		a := s.as("secretary").get(templatesAt + "/co-san/" + string(k))
		if found, err := docx.Check([]byte(a.body), k); err != nil || len(found) > 0 {
			t.Errorf("%s: %d, %v, %v", k, a.code, found, err)
		}
	}
	if a := s.as("secretary").get(templatesAt + "/co-san/khac"); a.code != http.StatusNotFound {
		t.Errorf("a kind there is not: %d", a.code)
	}
}

func TestTemplatesAreForThoseWhoKeepTheRecords(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	at := s.as("secretary").upload("minutes", "a.docx", wordTemplate(t, "x")).location
	for _, path := range []string{templatesAt, templatesAt + "/moi", templatesAt + "/co-san/minutes", at, at + "/tep", at + "/xem-thu"} {
		for login, want := range map[string]int{"member": http.StatusForbidden, "focal": http.StatusForbidden, "stranger": http.StatusNotFound, "head": http.StatusOK} {
			if a := s.as(login).get(path); a.code != want {
				t.Errorf("%s gets %s: %d, want %d", login, path, a.code, want)
			}
		}
	}
	if a := s.as("member").post(at, "version", "1", "use", "1"); a.code != http.StatusForbidden {
		t.Errorf("a member takes one into use: %d", a.code)
	}
}
