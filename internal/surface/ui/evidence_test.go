package ui_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/dondoc/dondoc/internal/testkit/htmlcheck"
)

// sent is a file of a form: its name and its bytes.
type sent struct{ name, body string }

// attach posts a form with files, as a browser without scripts does.
func (v *visitor) attach(path string, files []sent, pairs ...string) answer {
	v.s.t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for i := 0; i+1 < len(pairs); i += 2 {
		v.s.must(w.WriteField(pairs[i], pairs[i+1]))
	}
	for _, f := range files {
		part, err := w.CreateFormFile("file", f.name)
		v.s.must(err)
		_, err = part.Write([]byte(f.body))
		v.s.must(err)
	}
	v.s.must(w.Close())
	r := httptest.NewRequest(http.MethodPost, path, &b)
	r.Header.Set("Content-Type", w.FormDataContentType())
	return v.send(r)
}

const pdf = "%PDF-1.7\n%âãÏÓ\n1 0 obj\n"

func TestEvidenceWithoutScripts(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	at := s.recordTask("Niêm yết các khoản thu")
	focal := s.as("focal")
	htmlcheck.Run(t, focal.page(at+"/tep"), htmlcheck.In("input[type=file][multiple][data-upload='/api/v1/committees/qcdc-mau/uploads'][data-upload-kind=task]"),
		htmlcheck.In("main", htmlcheck.HasText("20 MB")))
	key := newID()
	for range 2 { // sent twice, it is one file
		if a := focal.attach(at+"/tep", []sent{{"Biên bản.pdf", pdf}}, "file_id", key); a.code != http.StatusSeeOther {
			t.Fatalf("one file: %d", a.code)
		}
	}
	if a := focal.attach(at+"/tep", []sent{{"Ảnh 1.pdf", pdf + "1"}, {"Ảnh 2.pdf", pdf + "2"}}, "file_id", newID()); a.code != http.StatusSeeOther {
		t.Fatalf("two files: %d", a.code)
	}
	refused := focal.attach(at+"/tep", []sent{{"Ảnh 3.pdf", pdf + "3"}, {"chay.pdf", "MZ\x00\x01\x02"}}, "file_id", newID())
	if refused.code != http.StatusUnprocessableEntity {
		t.Fatalf("a program: %d", refused.code)
	}
	htmlcheck.Run(t, refused.body, htmlcheck.In("#f-file-error", htmlcheck.HasText("chay.pdf")))
	if a := focal.attach(at+"/tep", nil, "file_id", newID()); a.code != http.StatusUnprocessableEntity {
		t.Errorf("no file at all: %d", a.code)
	}
	page := focal.page(at)
	htmlcheck.Run(t, page, htmlcheck.Count(".files-rows > li", 4), htmlcheck.In(".files-rows", htmlcheck.HasText("Biên bản.pdf"), htmlcheck.HasText("focal")))
	htmlcheck.Run(t, s.as("member").page(at), htmlcheck.Count(".files-rows > li", 4), htmlcheck.NotIn(".files-rows a[href$='/go']"))
	for who, want := range map[string]int{"member": http.StatusForbidden, "stranger": http.StatusNotFound} {
		if a := s.as(who).attach(at+"/tep", []sent{{"a.pdf", pdf}}, "file_id", newID()); a.code != want {
			t.Errorf("%s attaches: %d", who, a.code)
		}
	}
}

func TestEvidenceIsTakenAwayWithAReason(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	at := s.recordTask("Niêm yết các khoản thu")
	focal, key := s.as("focal"), newID()
	focal.attach(at+"/tep", []sent{{"Biên bản.pdf", pdf}}, "file_id", key)
	away, file := at+"/tep/"+key+"/go", "/c/qcdc-mau/tep/"+key
	htmlcheck.Run(t, focal.page(away), htmlcheck.In(".page-sub", htmlcheck.HasText("Biên bản.pdf")), htmlcheck.In("main", htmlcheck.HasText("10 năm")))
	for who, want := range map[string]int{"member": http.StatusForbidden, "stranger": http.StatusNotFound, "observer": http.StatusNotFound} {
		if a := s.as(who).get(away); a.code != want {
			t.Errorf("%s asks: %d", who, a.code)
		}
		if a := s.as(who).post(away, "event_id", newID(), "note", "x"); a.code != want {
			t.Errorf("%s takes it away: %d", who, a.code)
		}
	}
	if a := focal.post(away, "event_id", newID(), "note", " "); a.code != http.StatusUnprocessableEntity || !strings.Contains(a.body, "f-note-error") {
		t.Errorf("without a reason: %d", a.code)
	}
	if a := s.as("member").get(file); a.code != http.StatusOK || !strings.HasPrefix(a.header.Get("Content-Disposition"), "attachment") {
		t.Errorf("a member opens it: %d, %s", a.code, a.header.Get("Content-Disposition"))
	}
	focal.written(away, "event_id", newID(), "note", "Gửi nhầm tệp")
	htmlcheck.Run(t, s.as("member").page(at), htmlcheck.NotIn(".files-rows"),
		htmlcheck.In(".history", htmlcheck.HasText("Gỡ minh chứng"), htmlcheck.HasText("Gửi nhầm tệp"), htmlcheck.HasText("Biên bản.pdf · SHA-256 ")))
	if a := s.as("member").get(file); a.code != http.StatusNotFound {
		t.Errorf("a member opens what was taken away: %d", a.code)
	}
	if a := s.as("secretary").get(file); a.code != http.StatusOK || a.body != pdf {
		t.Errorf("the secretary opens it: %d", a.code)
	}
}

func TestFilesShowACure(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	meeting := s.holdMeeting()
	short := s.name(meeting, "Công khai còn chậm")
	sec := s.as("secretary")
	htmlcheck.Run(t, sec.page(short+"/viec/trang-thai"), htmlcheck.In("form[enctype='multipart/form-data'] input[type=file][data-upload-kind=shortcoming]"))
	if a := sec.attach(short+"/viec/trang-thai", []sent{{"chay.pdf", "MZ\x00\x01"}}, "version", "1", "event_id", newID(), "to", "cured"); a.code != http.StatusUnprocessableEntity {
		t.Errorf("a program: %d", a.code)
	}
	key := newID()
	if a := sec.attach(short+"/viec/trang-thai", []sent{{"Ảnh niêm yết.pdf", pdf}}, "version", "1", "event_id", newID(), "to", "cured", "file_id", key); a.code != http.StatusSeeOther {
		t.Fatalf("cured with a file: %d %s", a.code, a.body)
	}
	htmlcheck.Run(t, s.as("head").page(short), htmlcheck.In(".files-rows", htmlcheck.HasText("Ảnh niêm yết.pdf")), htmlcheck.In(".history", htmlcheck.HasText("Minh chứng kèm theo: 1 tệp")))
	if a := sec.attach(short+"/tep", []sent{{"Thêm.pdf", pdf + "2"}}, "file_id", newID()); a.code != http.StatusSeeOther {
		t.Errorf("one more: %d", a.code)
	}
	htmlcheck.Run(t, sec.page(short), htmlcheck.Count(".files-rows > li", 2))
	away := short + "/tep/" + key + "/go"
	for who, want := range map[string]int{"stranger": http.StatusNotFound} {
		if a := s.as(who).get(away); a.code != want {
			t.Errorf("%s asks: %d", who, a.code)
		}
		if a := s.as(who).attach(short+"/tep", []sent{{"a.pdf", pdf}}); a.code != want {
			t.Errorf("%s attaches: %d", who, a.code)
		}
	}
	if a := sec.post(away, "event_id", newID()); a.code != http.StatusUnprocessableEntity {
		t.Errorf("without a reason: %d", a.code)
	}
	sec.written(away, "event_id", newID(), "note", "Nhầm tệp")
	htmlcheck.Run(t, sec.page(short), htmlcheck.Count(".files-rows > li", 1), htmlcheck.In(".history", htmlcheck.HasText("Nhầm tệp"), htmlcheck.HasText("SHA-256")))
}

func TestTheHeadSetsHowLongBytesAreKept(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	const at = "/c/qcdc-mau/nhiem-vu/thiet-lap"
	head := s.as("head")
	htmlcheck.Run(t, head.page(at), htmlcheck.In("#luu-tep input[name=retention_years][value='10']"))
	if a := head.post(at+"/luu-tep", "retention_years", "0", "kept_version", "0"); a.code != http.StatusUnprocessableEntity || !strings.Contains(a.body, "f-retention_years-error") {
		t.Errorf("no years at all: %d", a.code)
	}
	head.written(at+"/luu-tep", "retention_years", "20", "kept_version", "0")
	htmlcheck.Run(t, head.page(at), htmlcheck.In("#luu-tep input[name=retention_years][value='20']"))
	for who, want := range map[string]int{"member": http.StatusForbidden, "stranger": http.StatusNotFound} {
		if a := s.as(who).post(at+"/luu-tep", "retention_years", "5", "kept_version", "1"); a.code != want {
			t.Errorf("%s: %d", who, a.code)
		}
	}
}
