package api_test

import (
	"net/http"
	"strings"
)

// tourAnswerLinks makes a link for a task of the site's unit, reads it and revokes it.
func (s *site) tourAnswerLinks() {
	secretary, member := s.as("secretary"), s.as("member")
	owed := secretary.post(s.base()+"/tasks", s.newTask("given_on", "2025-10-01", "deadline_words", "trước ngày 15/12/2025")).is(http.StatusCreated).text("id")
	in := v{"id": newID(), "unit_id": s.unit.ID, "tasks": []any{owed}, "meant_for": "Bà Lê Ví Dụ"}
	member.post(s.base()+"/answer-links", in).is(http.StatusForbidden)
	made := secretary.post(s.base()+"/answer-links", in).is(http.StatusCreated)
	at := made.header.Get("Location")[len("/api/v1"):]
	address := made.text("address")
	if !strings.HasPrefix(address, "https://dondoc.example/tra-loi/") {
		s.t.Errorf("address %q", address)
	}
	secretary.post(s.base()+"/answer-links", in).is(http.StatusConflict)
	secretary.post(s.base()+"/answer-links", v{"id": newID(), "unit_id": s.unit.ID, "tasks": []any{newID()}}).is(http.StatusUnprocessableEntity)
	member.get(s.base() + "/answer-links").is(http.StatusForbidden)
	for _, got := range []string{s.base() + "/answer-links?unit_id=" + s.unit.ID.String(), at} {
		if raw := string(secretary.get(got).is(http.StatusOK).raw); strings.Contains(raw, address[len(address)-43:]) || !strings.Contains(raw, `"open"`) {
			s.t.Errorf("%s tells the secret, or nothing: %s", got, raw)
		}
	}
	s.as("stranger").get(at).is(http.StatusNotFound)
	member.post(at+"/revoke", v{}).is(http.StatusForbidden)
	if state := secretary.post(at+"/revoke", v{}).is(http.StatusOK).text("standing"); state != "revoked" {
		s.t.Errorf("revoked: %s", state)
	}
}
