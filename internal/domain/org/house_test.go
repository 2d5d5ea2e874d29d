package org_test

import (
	"testing"
	"time"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/audit"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
	"github.com/dondoc/dondoc/internal/foundation/validate"
	"github.com/dondoc/dondoc/internal/testkit/dbtest"
)

// house is two committees, people of every role in the first, and a clock that tests set.
type house struct {
	*org.Service
	db          database.DB
	now         time.Time
	mine, other org.Committee

	admin, secretary, head, member, focal, observer access.Actor
	stranger                                        access.Actor // keeps the records of the other committee
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
	h := &house{db: db, now: day("2025-08-01").Start().Add(9 * time.Hour)}
	h.Service = org.NewService(org.Deps{DB: db, Clock: func() time.Time { return h.now }, NewID: id.Random, Validate: v})
	h.admin = access.Actor{User: access.UserID(id.Random()), Login: "quan.tri", Admin: true}
	h.mine, h.other = h.committee(t, "bcd-mau"), h.committee(t, "bcd-khac")
	actor := func(r access.Role, c org.Committee) access.Actor {
		return access.Actor{User: access.UserID(id.Random()), Login: string(r), Grants: []access.Grant{{Committee: c.ID, Role: r}}}
	}
	h.secretary, h.head, h.member = actor(access.Secretary, h.mine), actor(access.Head, h.mine), actor(access.Member, h.mine)
	h.focal, h.observer = actor(access.Focal, h.mine), actor(access.Observer, h.mine)
	h.stranger = actor(access.Secretary, h.other)
	return h
}

// committeeInput is a plain committee; change it before making. Its code is nobody else's: tests run side by side in one database.
func committeeInput(code string) org.CommitteeInput {
	c := access.CommitteeID(id.Random())
	return org.CommitteeInput{
		ID: c, Code: code + "-" + c.String()[24:], Name: "Ban chỉ đạo " + code, ShortName: "BCĐ " + code,
		Level: org.District, DocumentSystem: org.PartyDocuments,
	}
}

func (h *house) committee(t *testing.T, code string) org.Committee {
	t.Helper()
	c, err := h.CreateCommittee(t.Context(), h.admin, committeeInput(code))
	must(t, err)
	return c
}

func unitInput(owner access.CommitteeID, code, name string) org.UnitInput {
	return org.UnitInput{ID: access.UnitID(id.Random()), Owner: owner, Code: code, Kind: "commune", Name: name}
}

// unit makes a unit: a common one without an owner.
func (h *house) unit(t *testing.T, owner access.CommitteeID, code, name string) org.Unit {
	t.Helper()
	u, err := h.CreateUnit(t.Context(), h.admin, unitInput(owner, code, name))
	must(t, err)
	return u
}

func (h *house) person(t *testing.T, owner access.CommitteeID, name string) org.Person {
	t.Helper()
	p, err := h.CreatePerson(t.Context(), h.admin, org.PersonInput{ID: access.PersonID(id.Random()), Owner: owner, FullName: name})
	must(t, err)
	return p
}

func membershipInput(c org.Committee, p org.Person) org.MembershipInput {
	return org.MembershipInput{Committee: c.ID, ID: org.MembershipID(id.Random()), Person: p.ID, Role: "member"}
}

func (h *house) exec(t *testing.T, sql string, args ...any) {
	t.Helper()
	if _, err := h.db.Exec(t.Context(), sql, args...); err != nil {
		t.Fatal(err)
	}
}

// lines counts the audit's lines about an action.
func (h *house) lines(t *testing.T, action string) int {
	t.Helper()
	n := 0
	if err := h.db.QueryRow(t.Context(), `SELECT count(*) FROM audit_entry WHERE action = $1`, action).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// intact checks the audit chains of both committees and of what belongs to none.
func (h *house) intact(t *testing.T) {
	t.Helper()
	for _, c := range []access.CommitteeID{{}, h.mine.ID, h.other.ID} {
		if _, err := audit.Verify(t.Context(), h.db, c); err != nil {
			t.Error(err)
		}
	}
}

// must ends the test at a failure that is not what it is about.
func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatalf("unexpected: %v", err)
	}
}

// wants checks the kind of a failure.
func wants(t *testing.T, what string, err error, kind fault.Kind) {
	t.Helper()
	if err == nil || fault.KindOf(err) != kind {
		t.Errorf("%s: %v, want a fault of kind %d", what, err, kind)
	}
}

// wantsField checks that a failure is about one field.
func wantsField(t *testing.T, what string, err error, field string) {
	t.Helper()
	if _, found := fault.Fields(err)[field]; !found {
		t.Errorf("%s: %v, want a fault on field %q", what, err, field)
	}
}

func day(s string) calendar.Date {
	d, err := calendar.ParseISO(s)
	if err != nil {
		panic(err)
	}
	return d
}
