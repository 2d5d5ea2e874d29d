package api_test

import (
	"encoding/base64"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"github.com/dondoc/dondoc/internal/surface/api"
)

// tus sends one request of an upload: pairs of header and value, and bytes.
func (c client) tus(method, path, body string, headers ...string) reply {
	c.s.t.Helper()
	r := httptest.NewRequest(method, api.Prefix+path, strings.NewReader(body))
	r.Header.Set("Tus-Resumable", "1.0.0")
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	return c.do(r, "")
}

func (c client) piece(path, offset, body string) reply {
	c.s.t.Helper()
	return c.tus(http.MethodPatch, path, body, "Content-Type", "application/offset+octet-stream", "Upload-Offset", offset)
}

// metadata is the header that tells what a file is.
func metadata(pairs ...string) string {
	var all []string
	for i := 0; i+1 < len(pairs); i += 2 {
		all = append(all, pairs[i]+" "+base64.StdEncoding.EncodeToString([]byte(pairs[i+1])))
	}
	return strings.Join(all, ",")
}

func (s *site) tourUploads() {
	c := s.as("secretary")
	task := c.post(s.base()+"/tasks", s.newTask()).is(http.StatusCreated).text("id")
	uploads, id, text := s.base()+"/uploads", newID(), "Đã niêm yết tại trụ sở."
	length := strconv.Itoa(len(text))
	about := metadata("id", id, "owner_kind", "task", "owner_id", task, "filename", "Biên bản.txt", "filetype", "text/plain")
	for range 2 { // announcing it again changes nothing
		first := c.tus(http.MethodPost, uploads, "", "Upload-Length", length, "Upload-Metadata", about).is(http.StatusCreated)
		if first.header.Get("Location") != "/api/v1"+uploads+"/"+id || first.header.Get("Upload-Offset") != "0" || first.header.Get("Upload-Expires") == "" {
			s.t.Errorf("announced: %v", first.header)
		}
	}
	at := uploads + "/" + id
	s.as("stranger").tus(http.MethodGet, at, "").is(http.StatusNotFound)
	s.as("head").tus(http.MethodGet, at, "").is(http.StatusNotFound)
	c.piece(at, "0", text[:10]).is(http.StatusNoContent)
	if got := c.tus(http.MethodGet, at, "").is(http.StatusOK).header.Get("Upload-Offset"); got != "10" {
		s.t.Errorf("offset %s after ten bytes", got)
	}
	c.piece(at, "0", text).is(http.StatusConflict)
	c.piece(at, "10", text[10:]).is(http.StatusNoContent)
	if got := c.tus(http.MethodGet, at, "").is(http.StatusOK).header; got.Get("Upload-Offset") != length || got.Get("Upload-Length") != length {
		s.t.Errorf("whole: %v", got)
	}
	if got := string(c.get(s.base() + "/attachments/" + id + "/content").is(http.StatusOK).raw); got != text {
		s.t.Errorf("got %q back", got)
	}
	c.tus(http.MethodDelete, at, "").is(http.StatusConflict)
	other := newID()
	about = metadata("id", other, "owner_kind", "task", "owner_id", task, "filename", "a.txt")
	c.tus(http.MethodPost, uploads, "", "Upload-Length", "5", "Upload-Metadata", about).is(http.StatusCreated)
	c.tus(http.MethodDelete, uploads+"/"+other, "").is(http.StatusNoContent)
	c.tus(http.MethodDelete, uploads+"/"+other, "").is(http.StatusNotFound)
}

func TestUploadsAreReadStrictly(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	c := s.as("secretary")
	task := c.post(s.base()+"/tasks", s.newTask()).is(http.StatusCreated).text("id")
	uploads := s.base() + "/uploads"
	about := func(pairs ...string) string {
		return metadata(append([]string{"id", newID(), "owner_kind", "task", "owner_id", task}, pairs...)...)
	}
	for name, x := range map[string]struct {
		headers []string
		field   string
	}{
		"another version":        {[]string{"Tus-Resumable", "0.2.2", "Upload-Length", "5", "Upload-Metadata", about("filename", "a.txt")}, "Tus-Resumable"},
		"no length":              {[]string{"Upload-Metadata", about("filename", "a.txt")}, "Upload-Length"},
		"a negative length":      {[]string{"Upload-Length", "-1", "Upload-Metadata", about("filename", "a.txt")}, "Upload-Length"},
		"metadata that is none":  {[]string{"Upload-Length", "5", "Upload-Metadata", "filename a.txt"}, "Upload-Metadata"},
		"no name":                {[]string{"Upload-Length", "5", "Upload-Metadata", about()}, "file_name"},
		"an id that is none":     {[]string{"Upload-Length", "5", "Upload-Metadata", metadata("id", "x", "filename", "a.txt")}, "id"},
		"a sort that is refused": {[]string{"Upload-Length", "5", "Upload-Metadata", about("filename", "a.exe")}, "file"},
	} {
		t.Run(name, func(t *testing.T) {
			c.tus(http.MethodPost, uploads, "", x.headers...).is(http.StatusUnprocessableEntity).field(x.field)
		})
	}
	c.tus(http.MethodPost, uploads, "", "Upload-Length", "20971521", "Upload-Metadata", about("filename", "a.txt")).is(http.StatusRequestEntityTooLarge)
	id := newID()
	c.tus(http.MethodPost, uploads, "", "Upload-Length", "5", "Upload-Metadata", about("filename", "a.txt", "id", id)).is(http.StatusCreated)
	c.tus(http.MethodPatch, uploads+"/"+id, "12345", "Content-Type", "text/plain", "Upload-Offset", "0").is(http.StatusUnsupportedMediaType)
	c.piece(uploads+"/"+id, "x", "12345").is(http.StatusUnprocessableEntity).field("Upload-Offset")
	c.piece(uploads+"/"+id, "0", "123456").is(http.StatusRequestEntityTooLarge)
	c.piece(uploads+"/"+id, "0", "MZ\x00\x01\x02").is(http.StatusUnprocessableEntity).field("file")
	c.tus(http.MethodGet, uploads+"/"+id, "").is(http.StatusNotFound)
}

func (s *site) tourCureFiles() {
	c := s.as("secretary")
	meeting := c.post(s.base()+"/meetings", v{"id": newID(), "kind": "briefing", "title": "Giao ban mẫu", "held_on": "2026-03-01"}).is(http.StatusCreated).text("id")
	short := c.post(s.base()+"/shortcomings", v{
		"id": newID(), "meeting_id": meeting, "text": "Chậm công khai khoản thu", "wording": "reported", "nature": "defect", "raised_on": "2026-03-01",
	}).is(http.StatusCreated).text("id")
	file := newID()
	c.upload(s.base()+"/attachments", "anh.txt", "Đã công khai.", "id", file, "owner_kind", "shortcoming", "owner_id", short).is(http.StatusCreated)
	away := v{"event_id": newID(), "attachment_id": file, "note": "Nhầm tệp"}
	s.as("member").post(s.base()+"/shortcomings/"+short+"/remove-evidence", away).is(http.StatusForbidden)
	c.post(s.base()+"/shortcomings/"+short+"/remove-evidence", away).is(http.StatusOK)
}
