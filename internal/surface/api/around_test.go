package api_test

import (
	"archive/zip"
	"bytes"
	"net/http"
	"strings"
	"testing"

	"github.com/dondoc/dondoc/internal/domain/org"
)

// version is that of the row at a path as it stands now.
func (c client) version(path string) int {
	c.s.t.Helper()
	return c.get(path).is(http.StatusOK).number("version")
}

// draft is a meeting with a line, and the line's id.
func (s *site) draft(pairs ...any) (at, id, line string) {
	s.t.Helper()
	at, id = s.meeting(pairs...)
	line = newID()
	s.as("secretary").post(at+"/blocks", v{"id": line, "kind": "speech", "text": "Câu được ký", "speaker": "Phạm Văn Mẫu"}).is(http.StatusCreated)
	return at, id, line
}

func (s *site) tourBefore() {
	c := s.as("secretary")
	at, _ := s.meeting("state", "planned", "held_on", "2026-03-20", "starts_at", "08:00")
	c.get(at + "/invitation.ics").is(http.StatusNotFound)
	for range 2 { // again adds nothing
		c.post(at+"/prepare-agenda", v{}).is(http.StatusOK)
		c.post(at+"/fill-roll", v{}).is(http.StatusOK)
	}
	c.get(at + "/review").is(http.StatusOK)
	c.get(at + "/repeats").is(http.StatusOK)
	told := c.post(at+"/invite", v{"version": c.version(at)}).is(http.StatusOK)
	if n := len(told.body()["told"].([]any)); n != 1 {
		s.t.Errorf("told %d times", n)
	}
	c.edited(at, v{"version": c.version(at), "kind": "interim_review", "title": "Hội nghị sơ kết mẫu", "held_on": "2026-03-21", "starts_at": "14:00"})
	stale := c.post(at+"/invite", v{"version": 1, "why": "Trùng kỳ họp"}).is(http.StatusConflict)
	if theirs, _ := stale.body()["theirs"].(v); theirs["held_on"] != "2026-03-21" {
		s.t.Errorf("theirs is %v", stale.body()["theirs"])
	}
	c.post(at+"/invite", v{"version": c.version(at), "why": "Trùng kỳ họp"}).is(http.StatusOK)
	c.post(at+"/move", v{"version": c.version(at), "to": "cancelled"}).is(http.StatusOK)
	ics := string(c.get(at + "/invitation.ics").is(http.StatusOK).raw)
	if !strings.Contains(ics, "METHOD:CANCEL") || !strings.Contains(ics, "SEQUENCE:2") {
		s.t.Errorf("the calendar entry: %s", ics)
	}
	c.get(at + "/summons").is(http.StatusOK)
	s.as("member").post(at+"/invite", v{"version": 1}).is(http.StatusForbidden)
	s.as("observer").get(at + "/summons").is(http.StatusNotFound)

	rule := v{"version": 0, "base": "members", "numerator": 1, "denominator": 2, "strict": true, "active": true}
	c.get(s.base() + "/quorum-rule").is(http.StatusOK)
	s.as("member").put(s.base()+"/quorum-rule", rule).is(http.StatusForbidden)
	c.put(s.base()+"/quorum-rule", rule).is(http.StatusOK)
	if stale := c.put(s.base()+"/quorum-rule", merged(rule, "numerator", 2, "denominator", 3)).is(http.StatusConflict); stale.body()["theirs"].(v)["version"] != 1.0 {
		s.t.Errorf("theirs is %s", stale.raw)
	}
	c.put(s.base()+"/quorum-rule", merged(rule, "numerator", 3)).is(http.StatusUnprocessableEntity).field("denominator")
	held, _, _ := s.draft("state", "in_progress")
	c.post(held+"/fill-roll", v{}).is(http.StatusOK)
	if n := len(c.get(held + "/quorum").is(http.StatusOK).body()["moments"].([]any)); n == 0 {
		s.t.Error("nobody was counted")
	}
}

func (s *site) tourAfter() {
	c, member := s.as("secretary"), s.as("member")
	at, _, line := s.draft()
	point := newID()
	c.made(at+"/agenda", v{"id": point, "title": "Việc còn bàn"})
	if open := c.get(at + "/completeness").is(http.StatusOK).body()["undecided"].([]any); len(open) != 1 {
		s.t.Errorf("undecided %v", open)
	}
	c.post(s.base()+"/agenda/"+point+"/outcome", v{"version": 1, "outcome": "moved"}).is(http.StatusUnprocessableEntity).field("moved_to")
	c.post(s.base()+"/agenda/"+point+"/outcome", v{"version": 1, "outcome": "done"}).is(http.StatusOK)
	member.post(s.base()+"/blocks/"+line+"/comments", v{"id": newID(), "text": "Sớm quá"}).is(http.StatusForbidden)
	c.post(at+"/move", v{"version": c.version(at), "to": "circulated"}).is(http.StatusOK)

	comment := v{"id": newID(), "text": "Hai thôn, không phải ba."}
	member.made(s.base()+"/blocks/"+line+"/comments", comment)
	answer := s.base() + "/comments/" + comment["id"].(string) + "/answer"
	member.post(answer, v{"version": 1, "state": "taken_over"}).is(http.StatusForbidden)
	c.post(answer, v{"version": 1, "state": "answered"}).is(http.StatusUnprocessableEntity).field("answer")
	c.post(answer, v{"version": 1, "state": "answered", "answer": "Đã nghe lại."}).is(http.StatusOK)
	if stale := c.post(answer, v{"version": 1, "state": "taken_over"}).is(http.StatusConflict); stale.body()["theirs"].(v)["answer"] != "Đã nghe lại." {
		s.t.Errorf("theirs is %s", stale.raw)
	}
	if n := len(member.get(at + "/comments").is(http.StatusOK).rows()); n != 1 {
		s.t.Errorf("%d comments", n)
	}
	s.as("observer").get(s.base() + "/comments/" + comment["id"].(string)).is(http.StatusNotFound)

	s.tourSigning(at, line)
	s.tourPaperSigning()
}

// tourSigning signs, finds that a word changed, signs again, takes back and signs once more.
func (s *site) tourSigning(at, line string) {
	c, head := s.as("secretary"), s.as("head")
	shown := c.get(at + "/to-sign").is(http.StatusOK)
	in := v{"id": newID(), "capacity": "secretary", "sha256": shown.text("sha256"), "record_version": shown.number("record_version")}
	c.put(s.base()+"/blocks/"+line, v{"version": 1, "kind": "speech", "text": "Câu đã đổi", "speaker": "Phạm Văn Mẫu"}).is(http.StatusOK)
	refused := c.post(at+"/signatures", in).is(http.StatusConflict)
	if refused.text("type") != "urn:dondoc:meeting.paper_changed" || !strings.Contains(string(refused.raw), "Câu đã đổi") {
		s.t.Errorf("refused as %s", refused.raw)
	}
	s.as("member").post(at+"/signatures", in).is(http.StatusForbidden)
	sign := func(who client, as string) {
		shown := who.get(at + "/to-sign").is(http.StatusOK)
		who.made(at+"/signatures", v{"id": newID(), "capacity": as, "sha256": shown.text("sha256"), "record_version": shown.number("record_version")})
		if got := who.get(at + "/signed-files/" + shown.text("sha256")).is(http.StatusOK); !strings.HasPrefix(string(got.raw), "PK") {
			s.t.Errorf("the signed file: %.20q", got.raw)
		}
	}
	sign(c, "secretary")
	sign(head, "chair")
	head.post(at+"/signatures/withdraw", v{"version": 1, "why": "Sai tên"}).is(http.StatusConflict)
	head.post(at+"/signatures/withdraw", v{"version": head.version(at), "why": "Sai tên"}).is(http.StatusOK)
	if n := len(c.get(at + "/signatures").is(http.StatusOK).rows()); n != 2 {
		s.t.Errorf("%d signatures", n)
	}
}

func (s *site) tourPaperSigning() {
	c := s.as("secretary")
	at, id, _ := s.draft()
	scan := newID()
	c.upload(s.base()+"/attachments", "ban-ky.pdf", "%PDF-1.7\n1 0 obj\n", "id", scan, "owner_kind", "meeting", "owner_id", id).is(http.StatusCreated)
	in := v{"id": newID(), "attachment_id": scan, "secretary": "Thư ký mẫu", "chair": "Chủ trì mẫu", "signed_on": "2026-03-01"}
	c.post(at+"/signatures/on-paper", merged(in, "signed_on", "2030-01-01")).is(http.StatusUnprocessableEntity).field("signed_on")
	c.post(at+"/signatures/on-paper", merged(in, "attachment_id", newID())).is(http.StatusUnprocessableEntity).field("attachment_id")
	s.as("member").post(at+"/signatures/on-paper", in).is(http.StatusForbidden)
	c.made(at+"/signatures/on-paper", in)
	if state := c.get(at).text("state"); state != "signed" {
		s.t.Errorf("the meeting is %s", state)
	}
}

// signed is a meeting signed on paper.
func (s *site) signed() (at, id string) {
	s.t.Helper()
	c := s.as("secretary")
	at, id, _ = s.draft()
	scan := newID()
	c.upload(s.base()+"/attachments", "ban-ky.pdf", "%PDF-1.7\n1 0 obj\n", "id", scan, "owner_kind", "meeting", "owner_id", id).is(http.StatusCreated)
	c.post(at+"/signatures/on-paper", v{"id": newID(), "attachment_id": scan, "chair": "Chủ trì mẫu", "signed_on": "2026-03-01"}).is(http.StatusCreated)
	return at, id
}

func (s *site) tourPapers() {
	c := s.as("secretary")
	at, _ := s.signed()
	paper := v{"id": newID(), "kind": "minutes", "signer_name": "Nguyễn Văn Mẫu", "recipients": []any{"Thành viên"}}
	if got := c.get(at + "/papers/minutes").is(http.StatusOK); got.body()["paper"].(v)["version"] != 0.0 || len(got.body()["blanks"].([]any)) == 0 {
		s.t.Errorf("a paper nobody wrote: %s", got.raw)
	}
	c.post(at+"/issue", v{"id": newID(), "kind": "supplement"}).is(http.StatusNotFound)
	s.as("member").post(at+"/issue", v{"id": newID(), "kind": "minutes"}).is(http.StatusForbidden)
	issue := v{"id": newID(), "kind": "minutes", "number": 3}
	out := c.post(at+"/issue", issue).is(http.StatusOK)
	if again := c.post(at+"/issue", issue).is(http.StatusOK); !bytes.Equal(again.raw, out.raw) {
		s.t.Errorf("issued again: %s", again.raw)
	}
	if gap := out.body()["missing_numbers"].([]any); len(gap) != 2 {
		s.t.Errorf("missing %v", gap)
	}
	c.post(at+"/blocks", v{"id": newID(), "kind": "note", "text": "Thêm"}).is(http.StatusConflict)
	file := c.get(at + "/papers/minutes/word").is(http.StatusOK)
	if !strings.HasPrefix(string(file.raw), "PK") || !strings.Contains(file.header.Get("Content-Disposition"), "bien-ban-03") {
		s.t.Errorf("the issued file: %v", file.header)
	}
	if n := len(c.get(at + "/papers").is(http.StatusOK).rows()); n != 1 {
		s.t.Errorf("%d papers", n)
	}

	notice := merged(paper, "id", newID(), "kind", "notice")
	c.made(at+"/papers", notice)
	one := s.base() + "/papers/" + notice["id"].(string)
	c.edited(one, v{"version": 1, "signer_name": "Trần Thị Ví Dụ", "signer_on_behalf": true, "recipients": []any{"Thành viên"}})
	c.get(one + "/word").is(http.StatusOK)
	s.as("observer").get(one).is(http.StatusOK) // the meeting is issued
	c.post(at+"/issue", v{"id": notice["id"], "kind": "notice", "version": 1}).is(http.StatusConflict)
	supplement := v{"id": newID(), "kind": "supplement", "corrects": "Dòng thứ nhất", "text": "Hai thôn", "corrects_id": out.body()["paper"].(v)["id"]}
	c.made(at+"/papers", supplement)
	c.post(at+"/issue", v{"id": supplement["id"], "kind": "supplement", "version": 1}).is(http.StatusOK)
	s.tourPDF(at, one)
	s.tourBook()
}

// tourPDF asks for the same as PDF. Whether an office program is there the answers are as described; without one they say why not.
func (s *site) tourPDF(at, paper string) {
	for _, path := range []string{at + "/papers/notice/pdf", paper + "/pdf"} {
		r := s.as("secretary").get(path)
		if r.code != http.StatusOK {
			r.is(http.StatusServiceUnavailable)
			s.called["downloadPaperOfKindAsPDF"], s.called["downloadPaperAsPDF"] = true, true
		} else if !bytes.HasPrefix(r.raw, []byte("%PDF")) {
			s.t.Errorf("%s: %.20q", path, r.raw)
		}
	}
}

func (s *site) tourBook() {
	c := s.as("secretary")
	void := v{"id": newID(), "kind": "minutes", "number": 2, "issued_on": "2026-03-02", "why": "Viết hỏng"}
	s.as("member").post(s.base()+"/numbers", void).is(http.StatusForbidden)
	c.made(s.base()+"/numbers", void)
	c.post(s.base()+"/numbers", merged(void, "id", newID())).is(http.StatusUnprocessableEntity).field("number")
	var issued string
	for _, row := range c.get(s.base() + "/numbers?kind=minutes&sort=number").is(http.StatusOK).rows() {
		if row.(v)["void"] == false {
			issued = row.(v)["id"].(string)
		}
	}
	if n := len(c.get(s.base() + "/numbers/runs").is(http.StatusOK).rows()); n != 1 {
		s.t.Errorf("%d runs", n)
	}
	c.post(s.base()+"/numbers/"+issued+"/void", v{"version": 1, "why": "Gửi nhầm"}).is(http.StatusOK)
	if stale := c.post(s.base()+"/numbers/"+issued+"/void", v{"version": 1, "why": "Khác"}).is(http.StatusConflict); stale.body()["theirs"].(v)["void"] != true {
		s.t.Errorf("theirs is %s", stale.raw)
	}
}

// wordFile is a Word file that says something.
func wordFile(t *testing.T, says string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, body := range map[string]string{
		"[Content_Types].xml": "<Types/>",
		"word/document.xml": `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>` + says +
			`</w:t></w:r></w:p></w:body></w:document>`,
	} {
		w := must(z.Create(name))(t)
		must(w.Write([]byte(body)))(t)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func (s *site) tourTemplates() {
	c, at, id := s.as("secretary"), s.base()+"/templates", newID()
	body := wordFile(s.t, "Số {{so_ky_hieu}} {{ten_la}}")
	c.upload(at, "mau.docx", body, "id", id, "kind", "minutes").is(http.StatusCreated)
	c.upload(at, "mau.docx", body, "id", id, "kind", "minutes").is(http.StatusOK)
	c.upload(at, "khong.docx", "chữ", "id", newID(), "kind", "minutes").is(http.StatusUnprocessableEntity)
	s.as("member").upload(at, "mau.docx", body, "id", newID(), "kind", "minutes").is(http.StatusForbidden)
	one := c.get(at + "/" + id).is(http.StatusOK)
	if p := one.body()["problems"].([]any); len(p) != 1 || p[0].(v)["mark"] != "{{ten_la}}" {
		s.t.Errorf("problems %v", p)
	}
	c.post(at+"/"+id+"/use", v{"version": 1, "in_use": true}).is(http.StatusOK)
	c.post(at+"/"+id+"/use", v{"version": 1, "in_use": false}).is(http.StatusConflict)
	c.post(at+"/"+id+"/use", v{"version": 2, "in_use": false}).is(http.StatusOK)
	for _, path := range []string{"/file", "/trial"} {
		if got := c.get(at + "/" + id + path).is(http.StatusOK); !strings.HasPrefix(string(got.raw), "PK") {
			s.t.Errorf("%s: %.20q", path, got.raw)
		}
	}
	c.get(at).is(http.StatusOK)
	s.as("member").get(at).is(http.StatusForbidden)
	s.as("stranger").get(at + "/" + id).is(http.StatusNotFound)
}

// TestALineOfAnotherCommitteeDoesNotExist: ids of a committee name nothing in the next one's addresses.
func TestALineOfAnotherCommitteeDoesNotExist(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	c := s.as("secretary")
	at, _ := s.signed()
	out := c.post(at+"/issue", v{"id": newID(), "kind": "minutes"}).is(http.StatusOK).body()
	template := newID()
	c.upload(s.base()+"/templates", "mau.docx", wordFile(t, "{{so_ky_hieu}}"), "id", template, "kind", "notice").is(http.StatusCreated)
	other := org.Committee{Code: "bcd-khac"}
	s.as("admin").post("/committees", v{"id": newID(), "code": other.Code, "name": "Ban khác", "short_name": "BCĐ khác", "level": "commune", "document_system": "state"}).is(http.StatusCreated)
	s.as("admin").post("/committees/"+other.Code+"/grants", v{"id": newID(), "user_id": s.users["secretary"].ID, "role": "secretary", "valid_from": "2020-01-01"}).is(http.StatusCreated)
	base := "/committees/" + other.Code
	for _, path := range []string{
		strings.Replace(at, s.base(), base, 1) + "/to-sign", base + "/papers/" + out["paper"].(v)["id"].(string), base + "/papers/" + out["paper"].(v)["id"].(string) + "/word",
		base + "/numbers/" + out["entry"].(v)["id"].(string), base + "/templates/" + template, base + "/templates/" + template + "/file",
		strings.Replace(at, s.base(), base, 1) + "/signed-files/" + out["paper"].(v)["sha256"].(string),
	} {
		c.get(path).is(http.StatusNotFound)
	}
	c.get(base + "/numbers").is(http.StatusOK)
}
