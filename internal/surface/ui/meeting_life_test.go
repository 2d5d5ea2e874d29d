package ui_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/dondoc/dondoc/internal/testkit/htmlcheck"
)

func TestPagesOfAMeetingsLife(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	at := s.holdMeeting("state", "planned", "held_on", "30/11/2026", "chair_id", s.people[0].ID.String(), "secretaries", s.people[2].ID.String())
	v := s.as("secretary")
	v.written(at + "/lap-danh-sach")
	v.written(at + "/lap-chuong-trinh")
	htmlcheck.Run(t, v.page(at), htmlcheck.Count(".roll-lines > li", 3), htmlcheck.In(".record-life a[href$='/giay-moi']"))
	if a := v.get(at + "/giay-moi/lich.ics"); a.code != http.StatusNotFound {
		t.Errorf("a plan has a calendar file: %d", a.code)
	}
	htmlcheck.Run(t, v.page(at+"/giay-moi"), htmlcheck.In("form input[name=version]"), htmlcheck.In("textarea[readonly]"))
	v.written(at+"/giay-moi", "version", "1")
	if a := v.get(at + "/giay-moi/lich.ics"); a.code != http.StatusOK || !strings.Contains(a.body, "METHOD:REQUEST") || !strings.Contains(a.body, "SEQUENCE:0") {
		t.Errorf("calendar file: %d %s", a.code, a.body)
	}
	for _, path := range []string{"/ra-soat", "/day-du", "/gop-y", "/ky", "/tuc-so", "/van-ban/bien-ban", "/van-ban/thong-bao", "/van-ban/giay-moi"} {
		htmlcheck.Run(t, v.page(at+path), htmlcheck.Count("h1", 1))
		for _, who := range []string{"stranger", "admin"} {
			if a := s.as(who).get(at + path); a.code != http.StatusNotFound {
				t.Errorf("the %s gets %s: %d", who, path, a.code)
			}
		}
	}
}

func TestSigningAndIssuingOnThePages(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	at := s.holdMeeting("chair_id", s.people[0].ID.String(), "secretaries", s.people[2].ID.String())
	s.say(at, "text", "Câu được ký", "speaker", "Một")
	secretary, head := s.as("secretary"), s.as("head")
	shown := formValues(t, secretary.page(at+"/ky"))
	s.say(at, "text", "Câu thêm sau", "speaker", "Hai")
	if a := secretary.post(at+"/ky", shown...); a.code != http.StatusConflict || !strings.Contains(a.body, "Câu thêm sau") {
		t.Errorf("a signature under changed minutes: %d", a.code)
	}
	secretary.written(at+"/ky", formValues(t, secretary.page(at+"/ky"))...)
	htmlcheck.Run(t, secretary.page(at+"/ky"), htmlcheck.NotIn("input[name=capacity]"))
	head.written(at+"/ky", formValues(t, head.page(at+"/ky"))...)
	secretary.written(at+"/van-ban/bien-ban/ban-hanh", "id", newID(), "version", "0")
	htmlcheck.Run(t, secretary.page(at+"/van-ban/bien-ban"), htmlcheck.HasText("01-BB"), htmlcheck.NotIn("input[name=number]"))
	if a := secretary.get(at + "/van-ban/bien-ban/word"); a.code != http.StatusOK || !strings.HasPrefix(a.body, "PK") {
		t.Errorf("the issued file: %d", a.code)
	}
	htmlcheck.Run(t, secretary.page("/c/qcdc-mau/so-van-ban"), htmlcheck.HasText("01-BB"))
	if a := secretary.get("/c/qcdc-mau/so-van-ban/xuat.xlsx"); a.code != http.StatusOK {
		t.Errorf("the book as a workbook: %d", a.code)
	}
	if a := s.as("stranger").get("/c/qcdc-mau/so-van-ban"); a.code != http.StatusNotFound {
		t.Errorf("the stranger reads the book: %d", a.code)
	}
}

// formValues are the hidden values of the button that signs.
func formValues(t *testing.T, page string) []string {
	t.Helper()
	var pairs []string
	for _, name := range []string{"id", "capacity", "sha256", "record"} {
		_, after, ok := strings.Cut(page, `name="`+name+`" value="`) // the button stands before the other forms
		value, _, closed := strings.Cut(after, `"`)
		if !ok || !closed {
			t.Fatalf("no %s on the page:\n%s", name, page)
		}
		pairs = append(pairs, name, value)
	}
	return pairs
}
