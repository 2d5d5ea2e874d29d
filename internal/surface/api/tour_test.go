package api_test

import (
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/testkit/factory"
)

// TestEveryRoute calls every operation of the description at least once with success; a new one without a call fails it. Every
// answer on the way is held against the description.
func TestEveryRoute(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.tourCommittees()
	s.tourRegister()
	s.tourCommonRegister()
	s.tourMeeting()
	s.tourRecord()
	s.tourBefore()
	s.tourAfter()
	s.tourPapers()
	s.tourTemplates()
	s.tourShortcomings()
	s.tourTasks()
	s.tourReports()
	s.tourFreezing()
	s.tourExports()
	s.tourFiles()
	s.tourSheets()
	s.tourReminders()
	s.tourAnswerLinks()
	s.tourWriting()
	s.tourReorganisation()
	s.tourHandover()
	s.tourUploads()
	s.tourAccounts()
	s.tourMyself()
	s.tourDays()
	var missed []string
	for name, what := range s.spec.operations() {
		if !s.called[name] {
			missed = append(missed, name+" ("+what+")")
		}
	}
	slices.Sort(missed)
	if len(missed) > 0 {
		t.Errorf("described but never answered with success:\n%s", strings.Join(missed, "\n"))
	}
}

// made creates a row twice: the first time it is there where Location says, the second time nothing is written.
func (c client) made(path string, body v) reply {
	c.s.t.Helper()
	r := c.post(path, body).is(http.StatusCreated)
	again := c.post(path, body).is(http.StatusOK)
	if string(again.raw) != string(r.raw) {
		c.s.t.Errorf("POST %s: the second answer differs:\n%s\n%s", path, r.raw, again.raw)
	}
	where := r.header.Get("Location")
	c.get(strings.TrimPrefix(where, "/api/v1")).is(http.StatusOK)
	return r
}

// edited changes a row and tries again from the same version, which by then is an older one: somebody was quicker.
func (c client) edited(path string, body v) reply {
	c.s.t.Helper()
	r := c.put(path, body).is(http.StatusOK)
	stale := c.put(path, body)
	if stale.code == http.StatusOK && string(stale.raw) == string(r.raw) {
		return r // what changes nothing is written over nobody
	}
	stale.is(http.StatusConflict)
	theirs, _ := stale.body()["theirs"].(v)
	if theirs == nil || theirs["version"] != r.body()["version"] {
		c.s.t.Errorf("PUT %s: a stale write does not tell what is stored: %s", path, stale.raw)
	}
	if yours := must(json.Marshal(stale.body()["yours"]))(c.s.t); string(yours) != string(must(json.Marshal(body))(c.s.t)) {
		c.s.t.Errorf("PUT %s: a stale write does not tell what was sent: %s", path, stale.raw)
	}
	return r
}

// merged is a body with some of its fields changed.
func merged(b v, pairs ...any) v {
	out := v{}
	for k, x := range b {
		out[k] = x
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		out[pairs[i].(string)] = pairs[i+1]
	}
	return out
}

func (s *site) tourCommittees() {
	admin, head := s.as("admin"), s.as("head")
	in := v{"id": newID(), "code": "bcd-hai", "name": "Ban chỉ đạo hai", "short_name": "BCĐ hai", "level": "commune", "document_system": "state"}
	admin.made("/committees", in)
	admin.edited("/committees/bcd-hai", merged(in, "version", 1, "place_name", "Mẫu"))
	if n := len(head.get("/committees").is(http.StatusOK).rows()); n != 1 {
		s.t.Errorf("the head sees %d committees", n)
	}
	if got := head.get("/committees/" + s.committee.ID.String()).is(http.StatusOK).text("code"); got != s.committee.Code {
		s.t.Errorf("by id: %s", got)
	}
	head.get(s.base() + "/overview").is(http.StatusOK)
	head.get(s.base() + "/overview/silent-units?sort=open").is(http.StatusOK)

	term := v{"id": newID(), "name": "Nhiệm kỳ 2020–2025", "starts_on": "2020-06-01"}
	admin.made(s.base()+"/terms", term)
	admin.edited(s.base()+"/terms/"+term["id"].(string), merged(term, "version", 1, "ends_on", "2025-06-30"))
	head.get(s.base() + "/terms").is(http.StatusOK)

	head.get(s.base() + "/presets").is(http.StatusOK)
	admin.put(s.base()+"/presets", v{"valid_from": "2026-01-01", "scheme": "cutoff14"}).is(http.StatusOK)
	admin.put(s.base()+"/presets", v{"valid_from": "2026-01-01", "scheme": "calendar"}).is(http.StatusOK)

	m := v{"id": newID(), "person_id": s.person.ID, "role": "member", "title": "Ủy viên", "valid_from": "2020-01-01"}
	admin.made(s.base()+"/members", m)
	admin.edited(s.base()+"/members/"+m["id"].(string), merged(m, "version", 1, "position_order", 3))
	if n := len(head.get(s.base() + "/members?on=2026-03-02").is(http.StatusOK).rows()); n != 1 {
		s.t.Errorf("%d members", n)
	}
}

// tourRegister keeps a committee's own rows, as its secretary.
func (s *site) tourRegister() { s.tourRows(s.as("secretary"), s.base()) }

// tourCommonRegister keeps the common rows, as an administrator.
func (s *site) tourCommonRegister() {
	c := s.as("admin")
	s.tourRows(c, "")
	into, from := factory.Unit(s.t, s.deps), []org.Unit{factory.Unit(s.t, s.deps), factory.Unit(s.t, s.deps)}
	var all []any
	for _, u := range from {
		all = append(all, v{"id": newID(), "from_unit_id": u.ID, "to_unit_id": into.ID, "happened_on": "2025-07-01", "kind": "merge"})
	}
	c.post("/successions", v{"successions": all}).is(http.StatusOK)
}

func (s *site) tourRows(c client, below string) {
	s.t.Helper()
	tail := newID()[24:]
	unit := v{"id": newID(), "code": "xa-" + tail, "kind": "commune", "name": "Xã Mẫu Hai", "valid_from": "2020-01-01"}
	c.made(below+"/units", unit)
	at := below + "/units/" + unit["id"].(string)
	c.edited(at, merged(unit, "version", 1, "name", "Xã Mẫu Ba"))
	c.post(at+"/names", v{"version": 2, "valid_from": "2025-01-01", "name": "Phường Mẫu", "act": "Nghị quyết mẫu"}).is(http.StatusOK)
	other := merged(unit, "id", newID(), "code", "moi-"+tail, "name", "Xã Mẫu Mới")
	c.made(below+"/units", other)
	succession := v{"id": newID(), "to_unit_id": other["id"], "happened_on": "2025-07-01", "kind": "merge"}
	c.made(at+"/successions", succession)
	c.edited(at+"/successions/"+succession["id"].(string), merged(succession, "version", 1, "act", "Nghị quyết mẫu"))
	c.get(at).is(http.StatusOK)
	c.get(below + "/units?words=mau").is(http.StatusOK)

	person := v{"id": newID(), "full_name": "Lê Thị Ví Dụ"}
	c.made(below+"/people", person)
	at = below + "/people/" + person["id"].(string)
	c.edited(at, merged(person, "version", 1, "note", "thử"))
	post := v{"id": newID(), "title": "Chủ tịch", "unit_id": unit["id"], "valid_from": "2021-01-01"}
	c.made(at+"/posts", post)
	c.edited(at+"/posts/"+post["id"].(string), merged(post, "version", 1, "valid_to", "2024-12-31"))
	c.get(at).is(http.StatusOK)
	c.get(below + "/people").is(http.StatusOK)

	field := v{"id": newID(), "code": "lv-" + tail, "name": "Dân chủ cơ sở"}
	c.made(below+"/fields", field)
	c.edited(below+"/fields/"+field["id"].(string), merged(field, "version", 1, "position_order", 2))
	c.get(below + "/fields").is(http.StatusOK)
}

// meeting makes a meeting in draft and returns its path.
func (s *site) meeting(pairs ...any) (path, id string) {
	s.t.Helper()
	id = newID()
	s.as("secretary").post(s.base()+"/meetings", merged(v{
		"id": id, "state": "draft", "kind": "interim_review", "title": "Hội nghị sơ kết mẫu", "held_on": "2026-02-02", "chair_id": s.person.ID,
		"secretaries": []any{s.person.ID},
	}, pairs...)).is(http.StatusCreated)
	return s.base() + "/meetings/" + id, id
}

func (s *site) tourMeeting() {
	c := s.as("secretary")
	in := v{"id": newID(), "kind": "briefing", "title": "Giao ban mẫu", "held_on": "2026-03-10"}
	r := c.made(s.base()+"/meetings", in)
	at := r.header.Get("Location")[len("/api/v1"):]
	c.edited(at, v{"version": 1, "kind": "briefing", "title": "Giao ban mẫu, sửa", "held_on": "2026-03-11"})
	c.post(at+"/move", v{"version": 2, "to": "postponed"}).is(http.StatusOK)
	c.get(at).is(http.StatusOK)
	c.get(s.base() + "/meetings/1").is(http.StatusOK)
	c.get(s.base() + "/meetings?kind=briefing&from=2026-01-01").is(http.StatusOK)
	s.as("observer").get(s.base() + "/meetings").is(http.StatusOK)
}

func (s *site) tourRecord() {
	c := s.as("secretary")
	m, _ := s.meeting()
	s.tourLines(lines{
		c: c, add: m + "/agenda", line: s.base() + "/agenda/",
		body: v{"title": "Báo cáo sơ kết"}, edited: v{"title": "Báo cáo sơ kết, sửa", "minutes": 10},
	})
	s.tourLines(lines{
		c: c, add: m + "/attendance", line: s.base() + "/attendance/",
		body: v{"name": "Phạm Văn Mẫu", "status": "present"}, edited: v{"name": "Phạm Văn Mẫu", "status": "excused"},
	})
	block := s.tourLines(lines{
		c: c, add: m + "/blocks", line: s.base() + "/blocks/",
		body: v{"kind": "speech", "text": "Còn chậm."}, edited: v{"kind": "speech", "text": "Còn chậm, sửa.", "speaker": "Phạm Văn Mẫu"},
	})
	if n := len(c.get(s.base() + "/blocks/" + block + "/versions").is(http.StatusOK).rows()); n < 2 {
		s.t.Errorf("%d wordings", n)
	}
	c.get(m + "/record").is(http.StatusOK)
	c.get(m + "/taken-out").is(http.StatusOK)
	s.as("focal").get(s.base() + "/meetings").is(http.StatusOK)
}

// lines are the routes of one kind of line of a record.
type lines struct {
	c            client
	add, line    string
	body, edited v
}

// tourLines adds two lines, changes, moves, withdraws and restores the first, and returns its id.
func (s *site) tourLines(l lines) string {
	s.t.Helper()
	first, second := newID(), newID()
	l.c.made(l.add, merged(l.body, "id", first))
	l.c.made(l.add, merged(l.body, "id", second, "first", true))
	r := l.c.edited(l.line+first, merged(l.edited, "version", 1))
	l.c.post(l.line+first+"/place", v{"first": true}).is(http.StatusOK)
	version := r.number("version")
	out := l.c.post(l.line+first+"/withdraw", v{"version": version, "withdrawn": true}).is(http.StatusOK)
	l.c.post(l.line+first+"/withdraw", v{"version": out.number("version"), "withdrawn": false}).is(http.StatusOK)
	return first
}

func (s *site) tourShortcomings() {
	c := s.as("secretary")
	raise := func(heldOn string) (string, string) {
		_, m := s.meeting("held_on", heldOn)
		id := newID()
		c.made(s.base()+"/shortcomings", v{"id": id, "meeting_id": m, "nature": "defect", "text": "Chậm công khai", "units": []any{s.unit.ID}})
		return s.base() + "/shortcomings/" + id, id
	}
	_, first := raise("2026-01-05")
	at, _ := raise("2026-02-02")
	step := func(path string, in v) {
		version := c.get(at).is(http.StatusOK).number("version")
		c.post(at+path, merged(in, "version", version, "event_id", newID())).is(http.StatusOK)
	}
	c.edited(at, v{"version": 1, "event_id": newID(), "text": "Chậm công khai khoản thu"})
	step("/reclass", v{"nature": "issue", "on": "2026-02-10"})
	step("/move", v{"to": "being_cured", "on": "2026-02-20"})
	step("/link", v{"repeats_id": first})
	step("/link", v{})
	step("/withdraw", v{"withdrawn": true})
	c.get(s.base() + "/shortcomings?withdrawn=true&nature=issue").is(http.StatusOK)
	c.get(s.base() + "/shortcomings/1").is(http.StatusOK)
	c.get(s.base() + "/likely-shortcomings?text=cham+cong+khai").is(http.StatusOK)
	c.get(s.base() + "/conclusions?tasks=without").is(http.StatusOK)
}

// newTask is an obligation of the site's unit.
func (s *site) newTask(pairs ...any) v {
	return merged(v{
		"id": newID(), "source": v{"kind": "unknown"}, "text": "Niêm yết công khai các khoản thu", "wording": "verbatim", "given_on": "2026-02-02",
		"deadline_words": "trước ngày 30/4/2026", "assignees": []any{v{"role": "lead", "unit_id": s.unit.ID}},
	}, pairs...)
}

func (s *site) tourTasks() {
	c := s.as("secretary")
	in := s.newTask()
	r := c.made(s.base()+"/tasks", in)
	at := r.header.Get("Location")[len("/api/v1"):]
	c.edited(at, v{
		"version": 1, "event_id": newID(), "source": v{"kind": "unknown"}, "text": "Niêm yết công khai mọi khoản thu", "spoken_text": "", "addressees": []any{},
		"each_of": false, "product": "Biên bản niêm yết", "evidence_required": true, "cures": []any{}, "note": "nói rõ hơn",
	})
	version := c.get(at).is(http.StatusOK).body()["task"].(v)["version"]
	event := v{"id": newID(), "version": version, "event": "accepted"}
	s.as("focal").post(at+"/events", event).is(http.StatusOK)
	s.as("focal").post(at+"/events", event).is(http.StatusOK)
	s.as("focal").post(at+"/undo", v{"id": newID(), "event_id": event["id"]}).is(http.StatusOK)
	s.as("focal").post(at+"/undo", v{"id": newID(), "event_id": event["id"]}).is(http.StatusConflict)
	s.tourFollowing()
	c.get(s.base() + "/tasks/1").is(http.StatusOK)
	c.get(s.base() + "/tasks?class=in_time&class=due_soon&unit_id=" + s.unit.ID.String() + "&role=lead&open=true").is(http.StatusOK)

	wide := c.post(s.base()+"/tasks", s.newTask("assignees", []any{})).is(http.StatusCreated)
	c.post(s.base()+"/tasks/"+wide.text("id")+"/fan-out", v{"id": newID(), "version": 1, "units": []any{s.unit.ID}}).is(http.StatusOK)
	c.get(s.base() + "/tasks/" + wide.text("id")).is(http.StatusOK)
	series := c.post(s.base()+"/tasks", s.newTask("deadline_words", "trước ngày 20 hằng tháng")).is(http.StatusCreated)
	c.get(s.base() + "/tasks/" + series.text("id")).is(http.StatusOK)
	c.get(s.base() + "/overview").is(http.StatusOK)
	s.tourThread(wide.number("number"))
}

// tourThread reads the chain of a task, and asks for chains that are not there.
func (s *site) tourThread(number int) {
	at, task := s.base()+"/thread?", strconv.Itoa(number)
	s.as("member").get(at + "task=" + task).is(http.StatusOK)
	s.as("member").get(at + "task=99999").is(http.StatusNotFound)
	s.as("stranger").get(at + "task=" + task).is(http.StatusNotFound)
}

// tourFollowing looks at what units owe, sets the rules, and decides at the end of a period.
func (s *site) tourFollowing() {
	s.as("focal").get("/me/tasks").is(http.StatusOK)
	head := s.as("head")
	head.get(s.base() + "/task-settings").is(http.StatusOK)
	head.put(s.base()+"/task-settings", v{"extension_limit": 3, "version": 0}).is(http.StatusOK)
	head.put(s.base()+"/task-settings", v{"extension_limit": 4, "version": 0}).is(http.StatusConflict)
	old := head.post(s.base()+"/tasks", s.newTask("given_on", "2025-11-03")).is(http.StatusCreated)
	head.get(s.base() + "/carry-over?period=2025-H2").is(http.StatusOK)
	decision := v{"period": "2025-H2", "items": []any{v{"id": newID(), "task_id": old.text("id"), "version": 1, "decision": "keep"}}}
	head.post(s.base()+"/carry-over", decision).is(http.StatusOK)
	if n := head.post(s.base()+"/carry-over", decision).is(http.StatusOK).number("repeated"); n != 1 {
		s.t.Errorf("%d repeated", n)
	}
}

func (s *site) tourReports() {
	c := s.as("member")
	at := s.base() + "/reports/2026-H1"
	if got := c.get(s.base() + "/reports").is(http.StatusOK).text("period"); got != "2026-H1" {
		s.t.Errorf("present period %s", got)
	}
	h := c.get(at + "?as_of=2026-03-02&known_at=2026-03-02T23:00:00%2B07:00").is(http.StatusOK)
	total := h.body()["totals"].(v)["total"].(float64)
	if behind := c.get(at + "/tasks?figure=total&as_of=2026-03-02").is(http.StatusOK); behind.number("total") != int(total) {
		s.t.Errorf("the figure says %v, the list behind it %d", total, behind.number("total"))
	}
	c.get(s.base() + "/search?words=mau").is(http.StatusOK)
	c.get("/search?words=mau").is(http.StatusOK)
	book := c.get(at + "/workbook?as_of=2026-03-02").is(http.StatusOK)
	if !strings.HasPrefix(string(book.raw), "PK") || !strings.Contains(book.header.Get("Content-Disposition"), "bcd-mau-2026-H1.xlsx") {
		s.t.Errorf("no workbook: %v", book.header)
	}
}

// tourFreezing fixes a report, replaces it, and reads what was written down since.
func (s *site) tourFreezing() {
	member, head, admin := s.as("member"), s.as("head"), s.as("admin")
	at := s.base() + "/reports/2025-H2"
	in := v{"id": newID(), "as_of": "2025-12-31"}
	member.post(at+"/frozen", in).is(http.StatusForbidden)
	if n := head.post(at+"/frozen", in).is(http.StatusOK).number("number"); n != 1 {
		s.t.Errorf("frozen as number %d", n)
	}
	head.post(at+"/frozen", in).is(http.StatusOK)
	head.post(at+"/frozen", v{"id": newID()}).is(http.StatusConflict)
	head.post(at+"/frozen", v{"id": newID(), "supersedes": 1}).is(http.StatusUnprocessableEntity)
	head.post(at+"/frozen", v{"id": newID(), "supersedes": 1, "reason": "Thiếu"}).is(http.StatusOK)
	if n := member.get(at + "/frozen").is(http.StatusOK).number("total"); n != 2 {
		s.t.Errorf("%d frozen reports", n)
	}
	member.get(at + "?frozen=2").is(http.StatusOK)
	member.get(at + "/tasks?figure=all&frozen=2").is(http.StatusOK)
	member.get(at + "?frozen=7").is(http.StatusNotFound)
	member.get(at + "/frozen/2/later").is(http.StatusOK)
	book := member.get(at + "/workbook?frozen=2").is(http.StatusOK)
	if !strings.Contains(book.header.Get("Content-Disposition"), "2025-H2-frozen-2.xlsx") {
		s.t.Errorf("the workbook is called %s", book.header.Get("Content-Disposition"))
	}
	member.get(s.base() + "/periods?year=2025").is(http.StatusOK)
	set := head.get(s.base() + "/report-setting").is(http.StatusOK)
	head.edited(s.base()+"/report-setting", v{"version": set.number("version"), "freeze_kinds": []string{"half"}})
	days := member.get(s.base() + "/reports/2026-Q4/dates").is(http.StatusOK)
	dates := v{"version": days.number("version"), "starts_on": "2026-10-01", "ends_on": "2026-12-31", "cutoff_on": "2026-12-20", "send_by_on": "2026-12-25", "why": "Công văn (mẫu)"}
	member.put(s.base()+"/reports/2026-Q4/dates", dates).is(http.StatusForbidden)
	admin.edited(s.base()+"/reports/2026-Q4/dates", dates)
	if got := member.get(s.base() + "/reports/2026-Q4/dates").is(http.StatusOK).text("cutoff_on"); got != "2026-12-20" {
		s.t.Errorf("cut-off %s", got)
	}
}

func (s *site) tourFiles() {
	c := s.as("secretary")
	task := c.post(s.base()+"/tasks", s.newTask()).is(http.StatusCreated).text("id")
	id := newID()
	fields := []string{"id", id, "owner_kind", "task", "owner_id", task}
	files := s.base() + "/attachments"
	first := c.upload(files, "bien-ban.txt", "Đã niêm yết.", fields...).is(http.StatusCreated)
	c.upload(files, "bien-ban.txt", "Đã niêm yết.", fields...).is(http.StatusOK)
	c.upload(files, "bien-ban.txt", "Khác hẳn.", fields...).is(http.StatusConflict)
	c.get(first.header.Get("Location")[len("/api/v1"):]).is(http.StatusOK)
	if got := string(c.get(files + "/" + id + "/content").is(http.StatusOK).raw); got != "Đã niêm yết." {
		s.t.Errorf("got %q back", got)
	}
	if n := len(c.get(files + "?owner_kind=task&owner_id=" + task).is(http.StatusOK).rows()); n != 1 {
		s.t.Errorf("%d files", n)
	}
	s.as("stranger").get(files + "/" + id + "/content").is(http.StatusNotFound)
	c.post(files+"/"+id+"/withdraw", v{"version": 1}).is(http.StatusConflict)
	away := v{"id": newID(), "attachment_id": id, "note": "Gửi nhầm tệp"}
	c.post(s.base()+"/tasks/"+task+"/remove-evidence", merged(away, "note", "")).is(http.StatusUnprocessableEntity).field("note")
	s.as("stranger").post(s.base()+"/tasks/"+task+"/remove-evidence", away).is(http.StatusNotFound)
	c.post(s.base()+"/tasks/"+task+"/remove-evidence", away).is(http.StatusOK)
	s.tourCureFiles()
	meeting := c.post(s.base()+"/meetings", v{"id": newID(), "kind": "briefing", "title": "Giao ban mẫu", "held_on": "2026-03-10"}).is(http.StatusCreated).text("id")
	scan := newID()
	c.upload(files, "giay-moi.txt", "Mời họp.", "id", scan, "owner_kind", "meeting", "owner_id", meeting).is(http.StatusCreated)
	c.post(files+"/"+scan+"/withdraw", v{"version": 1, "why": "nhầm"}).is(http.StatusOK)
	kept := c.get(s.base() + "/attachment-settings").is(http.StatusOK)
	if kept.body()["retention_years"] != float64(10) {
		s.t.Errorf("the usual retention: %s", kept.raw)
	}
	c.put(s.base()+"/attachment-settings", v{"retention_years": 20, "version": 0}).is(http.StatusForbidden)
	s.as("head").edited(s.base()+"/attachment-settings", v{"retention_years": 20, "version": 0})
}

func (s *site) tourAccounts() {
	c := s.as("admin")
	in := v{"id": newID(), "login": "moi", "name": "Người mới", "password": "mat-khau-de-thu", "is_admin": false}
	c.made("/users", in)
	at := "/users/" + in["id"].(string)
	c.edited(at, v{"version": 1, "login": "moi", "name": "Người mới, sửa"})
	answering := v{"id": newID(), "unit_id": s.unit.ID, "valid_from": "2026-01-01"}
	c.made(at+"/units", answering)
	c.edited(at+"/units/"+answering["id"].(string), merged(answering, "version", 1, "withdrawn", true))
	grant := v{"id": newID(), "user_id": in["id"], "role": "observer", "valid_from": "2026-01-01"}
	c.made(s.base()+"/grants", grant)
	c.edited(s.base()+"/grants/"+grant["id"].(string), merged(grant, "version", 1, "role", "member"))
	c.get(s.base() + "/grants").is(http.StatusOK)
	c.get(at + "/tokens").is(http.StatusOK)
	c.post(at+"/reset-link", nil).is(http.StatusOK)
	c.post(at+"/disable", v{"version": c.get(at).number("version"), "disabled": true}).is(http.StatusOK)
	c.get("/users?disabled=true&words=moi").is(http.StatusOK)
}

func (s *site) tourMyself() {
	c := s.as("member")
	if got := c.get("/me").is(http.StatusOK).text("login"); got != "member" {
		s.t.Errorf("I am %s", got)
	}
	c.put("/me/language", v{"language": "en"}).is(http.StatusOK)
	c.put("/me/password", v{"present": "mat-khau-de-thu", "password": "mat-khau-khac-han"}).is(http.StatusNoContent)
	in := v{"id": newID(), "name": "kịch bản", "days": 7}
	made := c.post("/tokens", in).is(http.StatusCreated)
	c.post("/tokens", in).is(http.StatusConflict)
	fresh := client{s, made.text("secret")}
	fresh.get("/me").is(http.StatusOK)
	c.post("/tokens/"+in["id"].(string)+"/revoke", nil).is(http.StatusOK)
	fresh.get("/me").is(http.StatusUnauthorized)
	c.get("/users/" + s.users["member"].ID.String() + "/tokens").is(http.StatusOK)
}

func (s *site) tourDays() {
	c := s.as("admin")
	day := v{"day": "2026-12-24", "kind": "day_off", "name": "Ngày nghỉ mẫu", "source": "thử", "certainty": "M"}
	c.post("/calendar/days", day).is(http.StatusCreated)
	c.post("/calendar/days", day).is(http.StatusOK)
	c.edited("/calendar/days/2026-12-24", merged(day, "version", 1, "withdrawn", true))
	c.get("/calendar/2026").is(http.StatusOK)
	m := s.as("member").get("/deadline?words=tr%C6%B0%E1%BB%9Bc+ng%C3%A0y+15/12&on=2026-06-25").is(http.StatusOK)
	if m.text("due") != "2026-12-15" {
		s.t.Errorf("understood %s", m.raw)
	}
}

func (s *site) tourSheets() {
	c := s.as("focal")
	s.as("secretary").post(s.base()+"/tasks", merged(s.newTask(), "assignees", []v{{"role": "lead", "unit_id": s.unit.ID.String()}})).is(http.StatusCreated)
	raw := c.get(s.base() + "/units/" + s.unit.ID.String() + "/sheet").is(http.StatusOK).raw
	sheets := s.base() + "/unit-sheets"
	id := newID()
	first := c.upload(sheets, "phieu.xlsx", string(raw), "id", id).is(http.StatusCreated)
	c.upload(sheets, "phieu.xlsx", string(raw), "id", id).is(http.StatusOK)
	c.upload(sheets, "phieu.xlsx", "not a workbook", "id", newID()).is(http.StatusUnprocessableEntity)
	if got := first.text("id"); got != id {
		s.t.Errorf("id %s", got)
	}
	got := c.get(sheets + "/" + id).is(http.StatusOK)
	if counts, _ := got.body()["counts"].(v); len(counts) != 1 || counts["unchanged"] == nil {
		s.t.Errorf("counts %v", got.body()["counts"])
	}
	c.post(sheets+"/"+id+"/decide", v{"rest": "accept"}).is(http.StatusOK)
	if desk := c.get(sheets).is(http.StatusOK).body(); len(desk["uploads"].([]any)) != 1 {
		s.t.Errorf("desk %v", desk)
	}
	s.as("stranger").get(sheets + "/" + id).is(http.StatusNotFound)
	s.as("member").get(sheets + "/" + id).is(http.StatusNotFound)
	s.as("observer").get(sheets).is(http.StatusForbidden)
}
