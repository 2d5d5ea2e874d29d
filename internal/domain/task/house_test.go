package task

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/id"
	"github.com/dondoc/dondoc/internal/foundation/validate"
	"github.com/dondoc/dondoc/internal/testkit/dbtest"
)

// house is a committee with units and people, and a clock that tests set.
type house struct {
	s                              *Service
	db                             database.DB
	now                            time.Time
	c, other                       access.CommitteeID
	units                          []access.UnitID
	head, secretary, focal, member access.Actor
	observer, stranger, otherFocal access.Actor
}

func newHouse(t *testing.T) *house {
	t.Helper()
	return houseOn(t, dbtest.Tx(t))
}

func houseOn(t *testing.T, db database.DB) *house {
	t.Helper()
	v, err := validate.New()
	if err != nil {
		t.Fatal(err)
	}
	h := &house{db: db, now: day("2020-06-26").Start().Add(9 * time.Hour), c: access.CommitteeID(id.Random()), other: access.CommitteeID(id.Random())}
	h.s = NewService(org.Deps{DB: db, Clock: func() time.Time { return h.now }, NewID: id.Random, Validate: v})
	for i, c := range []access.CommitteeID{h.c, h.other} {
		h.exec(t, `INSERT INTO committee (id, code, name, short_name, level, document_system, search_key, created_hash)
			VALUES ($1, $2, 'Ban Chỉ đạo Mẫu', 'BCĐ Mẫu', 'district', 'party', '', '')`, c, []string{"bcd-mau", "bcd-khac"}[i])
	}
	for _, code := range []string{"xa-mot", "xa-hai", "xa-ba"} {
		u := access.UnitID(id.Random())
		h.exec(t, `INSERT INTO unit (id, code, kind, name, short_name, search_key, created_hash) VALUES ($1, $2, 'commune', $2, $2, '', '')`, u, code)
		h.units = append(h.units, u)
	}
	actor := func(r access.Role, c access.CommitteeID, units ...access.UnitID) access.Actor {
		return access.Actor{Login: string(r), Name: string(r), Grants: []access.Grant{{Committee: c, Role: r}}, Units: units}
	}
	h.head, h.secretary, h.member = actor(access.Head, h.c), actor(access.Secretary, h.c), actor(access.Member, h.c)
	h.focal, h.otherFocal = actor(access.Focal, h.c, h.units[0]), actor(access.Focal, h.c, h.units[2])
	h.observer, h.stranger = actor(access.Observer, h.c), actor(access.Head, h.other)
	t.Cleanup(func() { h.wantTotals(t) })
	return h
}

// wantTotals holds what the database keeps against counting, whatever a test did to its tasks.
func (h *house) wantTotals(t *testing.T) {
	t.Helper()
	var differ int
	err := h.db.QueryRow(context.WithoutCancel(t.Context()), `SELECT count(*) FROM committee c WHERE
		coalesce((SELECT shown FROM task_total WHERE committee_id = c.id), 0) <>
		(SELECT count(*) FROM task t WHERE t.committee_id = c.id AND t.form NOT IN ('occurrence', 'part'))`).Scan(&differ)
	if err != nil && strings.Contains(err.Error(), "25P02") {
		return // the test had the database refuse something: this transaction tells nothing any more
	}
	if err != nil || differ != 0 {
		t.Errorf("the kept total differs from counting in %d committees, %v", differ, err)
	}
}

func (h *house) exec(t *testing.T, sql string, args ...any) {
	t.Helper()
	if _, err := h.db.Exec(t.Context(), sql, args...); err != nil {
		t.Fatal(err)
	}
}

// person is a member of the committee's own register.
func (h *house) person(t *testing.T) access.PersonID {
	t.Helper()
	p := access.PersonID(id.Random())
	h.exec(t, `INSERT INTO person (id, owner_committee_id, full_name, sort_name, search_key, created_hash) VALUES ($1, $2, 'Người Mẫu', '', '', '')`, p, h.c)
	return p
}

// on moves the clock to nine in the morning of a day.
func (h *house) on(d string) { h.now = day(d).Start().Add(9 * time.Hour) }

// order is a plain task; change it before creating.
func (h *house) order() NewTask {
	return NewTask{
		ID: ID(id.Random()), Committee: h.c, Text: "Niêm yết các khoản thu", Wording: "verbatim", GivenOn: day("2020-06-25"),
		Deadline: "trước ngày 30/9/2020", Assignees: []Assignee{{Role: Lead, Unit: h.units[0]}}, Source: Source{Kind: FromUnknown},
	}
}

func (h *house) create(t *testing.T, change ...func(*NewTask)) Task {
	t.Helper()
	in := h.order()
	for _, f := range change {
		f(&in)
	}
	got, err := h.s.Create(t.Context(), h.secretary, in)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// act makes a move today and fails the test when it is refused.
func (h *house) act(t *testing.T, by access.Actor, on Task, event EventKind, change ...func(*Act)) Task {
	t.Helper()
	got, err := h.try(t, by, on, event, change...)
	if err != nil {
		t.Fatalf("%s: %v", event, err)
	}
	return got
}

func (h *house) try(t *testing.T, by access.Actor, on Task, event EventKind, change ...func(*Act)) (Task, error) {
	t.Helper()
	in := Act{ID: EventID(id.Random()), Committee: h.c, Task: on.ID, Version: on.Version, Event: event, Note: "lý do", Actions: "đã làm"}
	for _, f := range change {
		f(&in)
	}
	return h.s.Act(t.Context(), by, in)
}

func due(d string) func(*Act)       { return func(a *Act) { a.DueOn = day(d) } }
func completed(d string) func(*Act) { return func(a *Act) { a.CompletedOn = day(d) } }
func effective(d string) func(*Act) { return func(a *Act) { a.On = day(d) } }

func wantDay(t *testing.T, what string, got calendar.Date, want string) {
	t.Helper()
	if got.String() != want {
		t.Errorf("%s = %q, want %q", what, got, want)
	}
}
