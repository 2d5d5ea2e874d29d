package api_test

import "net/http"

// tourReorganisation enters an act by which a unit ends, and moves its open task to the successor.
func (s *site) tourReorganisation() {
	secretary := s.as("secretary")
	unit := func(code, name string) any {
		in := v{"id": newID(), "owner_committee_id": s.committee.ID, "code": code, "kind": "commune", "name": name, "short_name": name, "valid_from": "2020-01-01"}
		return secretary.post(s.base()+"/units", in).is(http.StatusCreated).body()["id"]
	}
	old, heir := unit("xa-cu", "Xã Cũ"), unit("dac-khu-moi", "Đặc khu Mới")
	k := secretary.post(s.base()+"/tasks", s.newTask("assignees", []any{v{"role": "lead", "unit_id": old}})).is(http.StatusCreated)
	act := v{
		"id": newID(), "act": "Nghị quyết số 99/NQ-MAU", "happened_on": "2026-02-15",
		"units": []any{v{"succession_id": newID(), "from_unit_id": old, "to_unit_id": heir}},
	}
	s.as("member").post(s.base()+"/reorganisations", act).is(http.StatusForbidden)
	at := secretary.made(s.base()+"/reorganisations", act).header.Get("Location")[len("/api/v1"):]
	secretary.edited(at, v{"version": 1, "act": "Nghị quyết số 99/NQ-MAU ngày 10/02/2026", "withdrawn": false})
	if tasks := secretary.get(at).is(http.StatusOK).body()["tasks"].([]any); len(tasks) != 1 {
		s.t.Errorf("%d tasks to move", len(tasks))
	}
	moves := v{"items": []any{v{"id": newID(), "task_id": k.text("id"), "version": k.body()["version"]}}}
	if n := secretary.post(at+"/moves", moves).is(http.StatusOK).number("moved"); n != 1 {
		s.t.Errorf("%d moved", n)
	}
	if n := secretary.post(at+"/moves", moves).is(http.StatusOK).number("repeated"); n != 1 {
		s.t.Errorf("%d repeated", n)
	}
	secretary.get(s.base() + "/reorganisations").is(http.StatusOK)
	left := s.as("head").get(s.base() + "/remaining-tasks").is(http.StatusOK).body()["rows"].([]any)[0].(v)
	closing := v{"act": "Quyết định số 9-QĐ/MAU", "items": []any{v{"id": newID(), "task_id": left["id"], "version": left["version"], "opens_id": newID()}}}
	secretary.post(s.base()+"/closings", closing).is(http.StatusForbidden)
	if n := s.as("head").post(s.base()+"/closings", closing).is(http.StatusOK).number("closed"); n != 1 {
		s.t.Errorf("%d closed", n)
	}
	s.as("stranger").get(s.base() + "/remaining-tasks").is(http.StatusNotFound)
	s.as("stranger").get(at).is(http.StatusNotFound)
	s.as("stranger").get(s.base() + "/reorganisations").is(http.StatusNotFound)
}

// tourHandover hands a person's work over and lets a substitute stand in.
func (s *site) tourHandover() {
	head, secretary := s.as("head"), s.as("secretary")
	person := func(name string) any {
		return secretary.post(s.base()+"/people", v{"id": newID(), "owner_committee_id": s.committee.ID, "full_name": name}).is(http.StatusCreated).body()["id"]
	}
	from, to := person("Nguyễn Thị Thôi Việc"), person("Lê Văn Tiếp Nhận")
	secretary.post(s.base()+"/tasks", s.newTask("assignees", []any{v{"role": "lead", "person_id": from}})).is(http.StatusCreated)
	carried := s.base() + "/people/" + from.(string) + "/carried"
	if tasks := secretary.get(carried).is(http.StatusOK).body()["tasks"].([]any); len(tasks) != 1 {
		s.t.Errorf("%d tasks carried", len(tasks))
	}
	in := v{"id": newID(), "from_person_id": from, "to_person_id": to, "happened_on": "2026-02-20", "act": "Quyết định mẫu"}
	s.as("member").post(s.base()+"/handovers", in).is(http.StatusForbidden)
	secretary.made(s.base()+"/handovers", in)
	span := v{"id": newID(), "absent_id": s.users["head"].ID, "substitute_id": s.users["secretary"].ID, "valid_from": "2026-05-01", "valid_to": "2026-05-10", "act": "Giấy ủy quyền"}
	secretary.post(s.base()+"/delegations", span).is(http.StatusForbidden)
	head.made(s.base()+"/delegations", span)
	id := span["id"].(string)
	head.edited(s.base()+"/delegations/"+id, merged(span, "version", 1, "valid_to", "2026-05-12"))
	secretary.get(s.base() + "/delegations").is(http.StatusOK)
	for _, at := range []string{carried, s.base() + "/handovers", s.base() + "/delegations"} {
		s.as("stranger").get(at).is(http.StatusNotFound)
	}
}
