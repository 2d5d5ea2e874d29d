package api_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/dondoc/dondoc/internal/domain/account"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/surface/api"
	"github.com/dondoc/dondoc/internal/testkit/factory"
)

// example fills the open parts of a path with what exists for nobody.
func example(path, committee string) string {
	parts := strings.Split(strings.TrimPrefix(path, api.Prefix), "/")
	for i, p := range parts {
		switch p {
		case "{committee}":
			parts[i] = committee
		case "{period}":
			parts[i] = "2026-H1"
		case "{year}":
			parts[i] = "2026"
		case "{day}":
			parts[i] = "2026-12-24"
		default:
			if strings.HasPrefix(p, "{") {
				parts[i] = newID()
			}
		}
	}
	return strings.Join(parts, "/")
}

func TestNobodyGetsAnythingWithoutAToken(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	for name, what := range s.spec.operations() {
		method, path, _ := strings.Cut(what, " ")
		for _, who := range []client{s.as(""), {s, "khong-phai-the"}} {
			r := who.send(method, example(path, s.committee.Code), nil)
			if r.code != http.StatusUnauthorized || r.header.Get("WWW-Authenticate") != "Bearer" {
				t.Errorf("%s (%s): %d %s", name, what, r.code, r.raw)
			}
		}
	}
}

func TestACommitteeDoesNotExistForAStranger(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	c := s.as("stranger")
	for name, what := range s.spec.operations() {
		method, path, _ := strings.Cut(what, " ")
		if !strings.Contains(path, "{committee}") {
			continue
		}
		for _, committee := range []string{s.committee.Code, s.committee.ID.String(), "khong-co", newID()} {
			if r := c.send(method, example(path, committee), nil); r.code != http.StatusNotFound {
				t.Errorf("%s %s: %d %s", name, committee, r.code, r.raw)
			}
		}
	}
}

func TestAClosedAccountsTokenIsWorthNothing(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	c := s.as("member")
	c.get("/me").is(http.StatusOK)
	u := s.users["member"]
	if _, err := s.d.Accounts.SetDisabled(t.Context(), access.System("test"), account.DisableInput{ID: u.ID, Version: u.Version, Disabled: true}); err != nil {
		t.Fatal(err)
	}
	c.get("/me").is(http.StatusUnauthorized)
	c.get(s.base() + "/tasks").is(http.StatusUnauthorized)
}

func TestWhoMayOnlyReadIsRefusedWrites(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.as("member").post(s.base()+"/tasks", s.newTask()).is(http.StatusForbidden)
	s.as("observer").post(s.base()+"/meetings", v{"id": newID(), "kind": "briefing", "title": "Mẫu", "held_on": "2026-03-10"}).is(http.StatusForbidden)
	s.as("head").get("/users").is(http.StatusForbidden)
	s.as("head").get(s.base() + "/grants").is(http.StatusForbidden)
	s.as("head").post("/units", v{"id": newID(), "code": "xa-x", "kind": "commune", "name": "Xã"}).is(http.StatusForbidden)
}

func TestAnIDThatIsNoneNamesNothing(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	c := s.as("secretary")
	for _, path := range []string{
		"/units/x", "/people/00000000-0000-0000-0000-000000000000", "/fields/1", "/blocks/x/versions", "/attachments/x", "/meetings/0", "/meetings/x",
		"/shortcomings/99", "/tasks/99", "/tasks/x", "/tasks/" + newID(), "/reports/2026-H1/khong-co",
	} {
		c.get(s.base() + path).is(http.StatusNotFound)
	}
	for _, path := range []string{"/calendar/x", "/calendar/99999", "/calendar/-1", "/khong-co"} {
		c.get(path).is(http.StatusNotFound)
	}
	c.put(s.base()+"/blocks/x", v{"version": 1}).is(http.StatusNotFound)
	c.put("/calendar/days/2026-02-30", v{"version": 1, "kind": "day_off", "name": "x", "source": "x", "certainty": "M"}).is(http.StatusNotFound)
	c.send(http.MethodDelete, s.base()+"/tasks/1", nil).is(http.StatusMethodNotAllowed)
}

func TestABodyIsReadStrictly(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	c := s.as("secretary")
	good := `"id":"` + newID() + `","kind":"briefing","title":"Giao ban","held_on":"2026-03-10"`
	for _, x := range []struct{ name, body, field string }{
		{"a field that there is none of is refused at its name", `{` + good + `,"ghi_chu":"x"}`, "ghi_chu"},
		{"another letter case is another name", `{` + good + `,"Place":"x"}`, "Place"},
		{"a field given twice is refused", `{` + good + `,"title":"Khác"}`, "title"},
		{"a number is no text", `{` + good + `,"place":7}`, "place"},
		{"null is no text", `{` + good + `,"place":null}`, "place"},
		{"a text is no list", `{` + good + `,"secretaries":"x"}`, "secretaries"},
		{"a malformed id is told at its place in the list", `{` + good + `,"secretaries":["` + newID() + `","x"]}`, "secretaries[1]"},
		{"an id of another version is no id", `{"id":"9b2d8f3e-58c1-4b57-9a39-3f7f64b0a001"}`, "id"},
		{"a day that does not exist is refused", `{"held_on":"2026-02-30"}`, "held_on"},
		{"a NUL in a text is refused", `{` + good + `,"place":"a\u0000b"}`, "place"},
		{"an empty object lacks what is required", `{}`, "title"},
		{"a list is no object", `[]`, "body"},
		{"a committee other than the path's is refused", `{` + good + `,"committee_id":"` + newID() + `"}`, "committee_id"},
	} {
		t.Run(x.name, func(t *testing.T) {
			c.post(s.base()+"/meetings", x.body).is(http.StatusUnprocessableEntity).field(x.field)
		})
	}
	for _, x := range []struct{ name, body string }{
		{"nothing at all", ``},
		{"half a value", `{` + good},
		{"something after the value", `{` + good + `}{}`},
		{"a word that is none", `nul`},
		{"lists without end", strings.Repeat("[", 100000)},
		{"bytes that are no UTF-8", "{\"title\":\"\xff\"}"},
	} {
		t.Run(x.name, func(t *testing.T) {
			c.post(s.base()+"/meetings", x.body).is(http.StatusUnprocessableEntity)
		})
	}
	if n := c.get(s.base() + "/meetings").number("total"); n != 0 {
		t.Errorf("%d meetings were written", n)
	}
	c.post(s.base()+"/meetings", `{"title":"`+strings.Repeat("a", 1<<20)+`"}`).is(http.StatusRequestEntityTooLarge)
}

func TestABodyMustSayThatItIsJSON(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	r := httptest.NewRequest(http.MethodPost, api.Prefix+s.base()+"/meetings", strings.NewReader(`{}`))
	r.Header.Set("Content-Type", "text/plain")
	s.as("secretary").do(r, "").is(http.StatusUnsupportedMediaType)
	r = httptest.NewRequest(http.MethodPost, api.Prefix+s.base()+"/meetings", strings.NewReader(`{}`))
	s.as("secretary").do(r, "").is(http.StatusUnsupportedMediaType)
}

func TestNumbersMustBeWhole(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	m, _ := s.meeting()
	for _, n := range []string{`1.5`, `"1"`, `1e3`, `99999999999999999999`, `true`} {
		body := fmt.Sprintf(`{"id":%q,"title":"Mẫu","minutes":%s}`, newID(), n)
		s.as("secretary").post(m+"/agenda", body).is(http.StatusUnprocessableEntity).field("minutes")
	}
}

func TestTheSameIDWithOtherContentIsAConflict(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	c := s.as("secretary")
	in := s.newTask()
	c.post(s.base()+"/tasks", in).is(http.StatusCreated)
	if got := c.post(s.base()+"/tasks", merged(in, "text", "Khác hẳn")).is(http.StatusConflict).text("type"); got != "urn:dondoc:conflict.id_reused" {
		t.Errorf("refused as %s", got)
	}
	if n := c.get(s.base() + "/tasks").number("total"); n != 1 {
		t.Errorf("%d tasks", n)
	}
}

func TestAStaleActTellsTheTaskAsItIsNow(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	c := s.as("secretary")
	c.post(s.base()+"/tasks", s.newTask()).is(http.StatusCreated)
	at := s.base() + "/tasks/1/events"
	c.post(at, v{"id": newID(), "version": 1, "event": "accepted"}).is(http.StatusOK)
	r := c.post(at, v{"id": newID(), "version": 1, "event": "started"}).is(http.StatusConflict)
	theirs, _ := r.body()["theirs"].(v)
	if theirs["state"] != "accepted" || theirs["version"] != 2.0 {
		t.Errorf("theirs is %v", theirs)
	}
	if yours, _ := r.body()["yours"].(v); yours["event"] != "started" || yours["version"] != 1.0 {
		t.Errorf("yours is %v", yours)
	}
	if raw := c.post(s.base()+"/tasks", merged(s.newTask(), "id", theirs["id"], "text", "Khác")).is(http.StatusConflict).raw; strings.Contains(string(raw), "yours") {
		t.Errorf("what is no stale write tells two sides: %s", raw)
	}
	if lists, ok := theirs["cures"].([]any); !ok || len(lists) != 0 {
		t.Errorf("an empty list is told as %v", theirs["cures"])
	}
}

func TestAddressesAreReadStrictly(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	c := s.as("secretary")
	for query, field := range map[string]string{
		"/tasks?lop=overdue": "lop", "/tasks?class=som": "class", "/tasks?unit_id=x": "unit_id", "/tasks?given_from=2026-02-30": "given_from",
		"/tasks?open=maybe": "open", "/tasks?per=many": "per", "/tasks?words=a&words=b": "words", "/tasks?page=2": "page", "/tasks?cursor=x": "cursor",
		"/overview?x=1": "x", "/reports/2026-H1/tasks": "figure", "/reports/2026-H1?known_at=yesterday": "known_at",
	} {
		c.get(s.base() + query).is(http.StatusUnprocessableEntity).field(field)
	}
	c.get("/deadline").is(http.StatusUnprocessableEntity).field("words")
	c.get("/deadline?words=" + strings.Repeat("a", 3000)).is(http.StatusUnprocessableEntity).field("words")
	c.get("/deadline?words=mai&on=9999-12-31").is(http.StatusOK)
	c.get("/deadline?words=mai&on=0001-01-01").is(http.StatusOK)
	c.get(s.base() + "/reports/2026-H9").is(http.StatusUnprocessableEntity)
	c.get(s.base() + "/attachments").is(http.StatusUnprocessableEntity)
}

func TestAListIsReadToItsEndByCursors(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	c := s.as("secretary")
	want := map[any]bool{}
	for range 7 {
		want[c.post(s.base()+"/tasks", s.newTask()).is(http.StatusCreated).text("id")] = true
	}
	first := c.get(s.base() + "/tasks?per=3&sort=number")
	cursor := ""
	for pages := 1; ; pages++ {
		r := c.get(s.base() + "/tasks?per=3&sort=number&cursor=" + cursor).is(http.StatusOK)
		for _, row := range r.rows() {
			delete(want, row.(v)["id"])
		}
		next, more := r.body()["next"].(string)
		if !more {
			if pages != 3 || len(want) != 0 {
				t.Errorf("%d pages, %d tasks were on none of them", pages, len(want))
			}
			break
		}
		cursor = next
	}
	next := first.text("next")
	for _, other := range []string{"/tasks?per=2&sort=number&cursor=", "/tasks?per=3&cursor=", "/units?per=3&sort=number&cursor="} {
		c.get(s.base() + other + next).is(http.StatusUnprocessableEntity).field("cursor")
	}
	c.get(s.base() + "/tasks?cursor=" + next + "&sort=number&per=3").is(http.StatusOK)
}

func TestOneCommitteesRowsAreNotReachedThroughAnother(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	c := s.as("secretary")
	path, m := s.meeting()
	taskID := c.post(s.base()+"/tasks", s.newTask()).is(http.StatusCreated).text("id")
	other := factory.Committee(t, s.deps, func(in *org.CommitteeInput) { in.Code = "bcd-khac" })
	factory.Granted(t, s.deps, other.ID, s.users["secretary"].ID, access.Secretary)
	for _, p := range []string{"/meetings/" + m, "/meetings/" + m + "/record", "/tasks/" + taskID} {
		c.get("/committees/bcd-khac" + p).is(http.StatusNotFound)
	}
	c.post("/committees/bcd-khac/tasks/"+taskID+"/events", v{"id": newID(), "version": 1, "event": "accepted"}).is(http.StatusNotFound)
	c.post("/committees/bcd-khac/meetings/"+m+"/blocks", v{"id": newID(), "kind": "note", "text": "x"}).is(http.StatusNotFound)
	c.get(path).is(http.StatusOK)
	s.as("member").get("/units/" + s.unit.ID.String()).is(http.StatusForbidden)
}

func TestAFileIsRefusedBeforeItIsStored(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	c := s.as("secretary")
	task := c.post(s.base()+"/tasks", s.newTask()).is(http.StatusCreated).text("id")
	at := s.base() + "/attachments"
	c.upload(at, "", "", "id", newID(), "owner_kind", "task", "owner_id", task).is(http.StatusUnprocessableEntity).field("file")
	c.upload(at, "a.txt", "a", "id", "x", "owner_kind", "task", "owner_id", task).is(http.StatusUnprocessableEntity).field("id")
	c.upload(at, "a.txt", "a", "id", newID(), "owner_kind", "unit", "owner_id", task).is(http.StatusUnprocessableEntity).field("owner_kind")
	c.upload(at, "a.txt", "a", "id", newID(), "la", "x").is(http.StatusUnprocessableEntity).field("la")
	c.upload(at, "a.exe", "MZ\x00\x01", "id", newID(), "owner_kind", "task", "owner_id", task).is(http.StatusUnprocessableEntity).field("file")
	s.as("observer").upload(at, "a.txt", "a", "id", newID(), "owner_kind", "task", "owner_id", task).is(http.StatusNotFound)
	c.post(at, v{"id": newID()}).is(http.StatusUnsupportedMediaType)
}
