package api_test

import (
	"net/http"
	"strings"
)

// tourReminders urges the site's unit about what is overdue, once, and reads the letter.
func (s *site) tourReminders() {
	secretary, member := s.as("secretary"), s.as("member")
	late := secretary.post(s.base()+"/tasks", s.newTask("given_on", "2025-10-01", "deadline_words", "trước ngày 15/10/2025")).is(http.StatusCreated).text("id")
	rule := secretary.get(s.base() + "/reminder-proposal").is(http.StatusOK).body()["rule"].(v)
	secretary.edited(s.base()+"/reminder-rule", v{"version": rule["version"], "late_days": 20, "per": "unit"})
	member.put(s.base()+"/reminder-rule", v{"version": 1, "late_days": 9, "per": "unit"}).is(http.StatusForbidden)
	in := v{"id": newID(), "unit_id": s.unit.ID, "tasks": []any{late}}
	member.post(s.base()+"/reminders", in).is(http.StatusForbidden)
	made := secretary.made(s.base()+"/reminders", in)
	at := made.header.Get("Location")[len("/api/v1"):]
	secretary.post(s.base()+"/reminders", v{"id": newID(), "unit_id": s.unit.ID, "tasks": []any{late}}).is(http.StatusUnprocessableEntity)
	if n := member.get(s.base() + "/reminders").is(http.StatusOK).number("total"); n != 1 {
		s.t.Errorf("%d letters", n)
	}
	member.get(at).is(http.StatusOK)
	if word := member.get(at + "/word").is(http.StatusOK); !strings.HasPrefix(string(word.raw), "PK") {
		s.t.Errorf("no Word file: %v", word.header)
	}
	s.as("stranger").get(at).is(http.StatusNotFound)
}

// tourWriting writes the words around a half-year's figures and prints them.
func (s *site) tourWriting() {
	secretary, member := s.as("secretary"), s.as("member")
	at := s.base() + "/reports/2025-H2/writing"
	draft := secretary.get(at).is(http.StatusOK).body()["writing"].(v)
	in := v{"version": draft["version"], "subject": "Kết quả 6 tháng cuối năm 2025", "sections": draft["sections"]}
	member.put(at, in).is(http.StatusForbidden)
	secretary.edited(at, in)
	if word := secretary.get(at + "/word").is(http.StatusOK); !strings.HasPrefix(string(word.raw), "PK") {
		s.t.Errorf("no Word file: %v", word.header)
	}
	s.as("stranger").get(at).is(http.StatusNotFound)
}
