package account_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/jackc/pgx/v5"

	"github.com/dondoc/dondoc/internal/domain/account"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/testkit/factory"
)

// counted counts the statements that go through it.
type counted struct {
	database.DB
	n int
}

func (c *counted) Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error) {
	c.n++
	return c.DB.Query(ctx, sql, args...)
}

func TestAnActorIsMadeInOneStatement(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	c := factory.Committee(t, h.d)
	factory.Granted(t, h.d, c.ID, h.user.ID, access.Secretary)
	db := &counted{DB: h.d.DB}
	a, err := account.ActorOf(t.Context(), db, h.user.ID, h.d.Clock.Today())
	if err != nil || db.n != 1 {
		t.Errorf("%d statements, %v", db.n, err)
	}
	want := access.Actor{User: h.user.ID, Login: "thu.ky", Name: "Người dùng mẫu", Grants: []access.Grant{{Committee: c.ID, Role: access.Secretary}}}
	if a.User != want.User || a.Login != want.Login || a.Name != want.Name || a.Admin || a.System || !slices.Equal(a.Grants, want.Grants) {
		t.Errorf("actor %+v, want %+v", a, want)
	}
}

func TestRolesRestInAWithdrawnCommittee(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	c, other := factory.Committee(t, h.d), factory.Committee(t, h.d)
	factory.Granted(t, h.d, c.ID, h.user.ID, access.Head)
	factory.Granted(t, h.d, other.ID, h.user.ID, access.Observer)
	registry := org.NewService(h.d)
	in := org.CommitteeInput{ID: c.ID, Version: c.Version, Code: c.Code, Name: c.Name, ShortName: c.ShortName, Level: c.Level, DocumentSystem: c.DocumentSystem}
	for i, withdrawn := range []bool{true, false} {
		in.Version, in.Withdrawn = c.Version+i, withdrawn
		_, err := registry.EditCommittee(ctx, h.admin, in)
		must(t, err)
		a, err := account.ActorOf(ctx, h.d.DB, h.user.ID, h.d.Clock.Today())
		must(t, err)
		if a.Has(c.ID, access.Head) == withdrawn || !a.Has(other.ID, access.Observer) {
			t.Errorf("withdrawn %v: grants %+v", withdrawn, a.Grants)
		}
	}
}

func TestGrantsHoldFromADayToADay(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	c, other := factory.Committee(t, h.d), factory.Committee(t, h.d)
	in := account.GrantInput{Committee: c.ID, ID: account.GrantID(h.d.NewID()), User: h.user.ID, Role: access.Head, ValidFrom: day("2026-01-10"), ValidTo: day("2026-01-20")}
	made, err := h.CreateGrant(ctx, h.admin, in)
	must(t, err)
	if again, err := h.CreateGrant(ctx, h.admin, in); err != nil || again != made {
		t.Errorf("again: %+v, %v", again, err)
	}
	factory.Granted(t, h.d, other.ID, h.user.ID, access.Observer)
	holds := func(d string) int {
		a, err := account.ActorOf(ctx, h.d.DB, h.user.ID, day(d))
		must(t, err)
		if !a.Has(other.ID, access.Observer) {
			t.Errorf("on %s the other grant is gone", d)
		}
		return len(a.Grants) - 1
	}
	for d, want := range map[string]int{"2026-01-09": 0, "2026-01-10": 1, "2026-01-20": 1, "2026-01-21": 0} {
		if got := holds(d); got != want {
			t.Errorf("on %s it holds %d times, want %d", d, got, want)
		}
	}
	in.Version, in.Withdrawn = 1, true
	_, err = h.EditGrant(ctx, h.admin, in)
	must(t, err)
	if holds("2026-01-15") != 0 {
		t.Error("a withdrawn grant holds")
	}
	_, err = h.EditGrant(ctx, h.admin, in)
	wants(t, "a stale version", err, fault.Conflict)
	in.ID, in.ValidTo = account.GrantID(h.d.NewID()), day("2026-01-09")
	_, err = h.CreateGrant(ctx, h.admin, in)
	wantsField(t, "a last day before the first", err, "valid_to")
	in.ValidTo, in.Role = calendar.Date{}, "king"
	_, err = h.CreateGrant(ctx, h.admin, in)
	wantsField(t, "a role that does not exist", err, "role")
	in.Role = access.Head
	_, err = h.EditGrant(ctx, h.admin, in)
	wants(t, "a grant nobody made", err, fault.NotFound)
	in.User = access.UserID(h.d.NewID())
	_, err = h.CreateGrant(ctx, h.admin, in)
	wants(t, "a grant to nobody", err, fault.Invalid)
	if list, err := h.GrantsIn(ctx, h.admin, c.ID); err != nil || len(list) != 1 {
		t.Errorf("grants %+v, %v", list, err)
	}
}

func TestSuccessorsAnswerForTheirPredecessors(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	unit := func() org.Unit { return factory.Unit(t, h.d) }
	grand, old, zone, stranger := unit(), unit(), unit(), unit()
	factory.Succession(t, h.d, grand.ID, old.ID, func(in *org.SuccessionInput) { in.HappenedOn = day("2020-01-01") })
	factory.Succession(t, h.d, old.ID, zone.ID)
	in := account.UserUnitInput{ID: account.UserUnitID(h.d.NewID()), User: h.user.ID, Unit: zone.ID, ValidFrom: day("2020-01-01")}
	made, err := h.CreateUserUnit(ctx, h.admin, in)
	must(t, err)
	if again, err := h.CreateUserUnit(ctx, h.admin, in); err != nil || again != made {
		t.Errorf("again: %+v, %v", again, err)
	}
	for d, want := range map[string][]access.UnitID{
		"2025-06-30": {zone.ID}, "2025-07-01": {zone.ID, old.ID, grand.ID}, "2019-12-31": {},
	} {
		a, err := account.ActorOf(ctx, h.d.DB, h.user.ID, day(d))
		must(t, err)
		if len(a.Units) != len(want) || a.AnswersFor(access.CommitteeID{}, stranger.ID) {
			t.Errorf("on %s answers for %v, want %v", d, a.Units, want)
		}
		for _, u := range want {
			if !a.AnswersFor(access.CommitteeID{}, u) {
				t.Errorf("on %s does not answer for %s", d, u)
			}
		}
	}
	in.Version, in.Withdrawn = 1, true
	_, err = h.EditUserUnit(ctx, h.admin, in)
	must(t, err)
	a, err := account.ActorOf(ctx, h.d.DB, h.user.ID, day("2026-01-01"))
	if err != nil || len(a.Units) != 0 {
		t.Errorf("withdrawn, but answers for %v, %v", a.Units, err)
	}
	_, err = h.EditUserUnit(ctx, h.admin, in)
	wants(t, "a stale version", err, fault.Conflict)
	in.ID = account.UserUnitID(h.d.NewID())
	_, err = h.EditUserUnit(ctx, h.admin, in)
	wants(t, "one nobody made", err, fault.NotFound)
	in.Unit = access.UnitID(h.d.NewID())
	_, err = h.CreateUserUnit(ctx, h.admin, in)
	wants(t, "a unit nobody made", err, fault.Invalid)
	if d, err := h.User(ctx, h.plain, h.user.ID); err != nil || len(d.Units) != 1 {
		t.Errorf("their page %+v, %v", d, err)
	}
	h.intact(t)
}

func TestActorsByLogin(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	a, err := account.ActorByLogin(ctx, h.d.DB, " Quan.Tri ", h.d.Clock.Today())
	if err != nil || a.User != h.root.ID || !a.Admin {
		t.Errorf("%+v, %v", a, err)
	}
	_, err = account.ActorByLogin(ctx, h.d.DB, "khong.co", h.d.Clock.Today())
	wants(t, "a login nobody has", err, fault.Unauthenticated)
	_, err = account.ActorOf(ctx, h.d.DB, access.UserID{}, h.d.Clock.Today())
	wants(t, "no user", err, fault.Unauthenticated)
	_, err = h.SetDisabled(ctx, h.admin, account.DisableInput{ID: h.user.ID, Version: 1, Disabled: true})
	must(t, err)
	_, err = account.ActorByLogin(ctx, h.d.DB, "thu.ky", h.d.Clock.Today())
	wants(t, "a disabled account", err, fault.Unauthenticated)
}

// sessionData is what package scs stores for somebody who is signed in.
func sessionData(t *testing.T, u access.UserID) []byte {
	t.Helper()
	b, err := account.SessionCodec{}.Encode(time.Date(2026, 3, 3, 0, 0, 0, 0, time.UTC), map[string]any{account.SessionUser: u.String()})
	must(t, err)
	return b
}

func TestSessions(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	s := account.NewSessionStore(h.d.DB, h.d.Clock)
	nobody, somebody := sessionData(t, access.UserID{}), sessionData(t, h.user.ID)
	must(t, s.Commit("cookie", nobody, h.now.Add(time.Hour)))
	must(t, s.Commit("cookie", somebody, h.now.Add(2*time.Hour)))
	b, found, err := s.Find("cookie")
	if err != nil || !found || !slices.Equal(b, somebody) {
		t.Errorf("found %v, %v", found, err)
	}
	var open int
	must(t, h.d.DB.QueryRow(ctx, `SELECT count(*) FROM session WHERE token = 'cookie'`).Scan(&open))
	if open != 0 {
		t.Error("the cookie itself is stored")
	}
	if _, found, err := s.Find("another"); found || err != nil {
		t.Errorf("a cookie nobody has: %v, %v", found, err)
	}
	if n, err := s.Sweep(ctx); n != 0 || err != nil {
		t.Errorf("swept %d, %v", n, err)
	}
	h.now = h.now.Add(2 * time.Hour)
	if _, found, err := s.Find("cookie"); found || err != nil {
		t.Errorf("expired, but found: %v, %v", found, err)
	}
	if n, err := s.Sweep(ctx); n != 1 || err != nil {
		t.Errorf("swept %d, %v; want 1", n, err)
	}
	must(t, s.Commit("cookie", somebody, h.now.Add(time.Hour)))
	for range 2 { // ending what is gone is no error
		must(t, s.Delete("cookie"))
	}
	if err := s.Commit("cookie", []byte("not gob"), h.now); err == nil {
		t.Error("data that is not a session was stored")
	}
}

// TestSessionsThroughTheManager signs somebody in and out as the server does.
func TestSessionsThroughTheManager(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	m := scs.New()
	m.Codec = account.SessionCodec{}
	h.now = time.Now() // the manager reads the system's clock
	m.Store = account.NewSessionStore(h.d.DB, h.d.Clock)
	ctx, err := m.Load(t.Context(), "")
	must(t, err)
	m.Put(ctx, account.SessionUser, h.user.ID.String())
	cookie, _, err := m.Commit(ctx)
	must(t, err)
	ctx, err = m.Load(t.Context(), cookie)
	must(t, err)
	if got := m.GetString(ctx, account.SessionUser); got != h.user.ID.String() {
		t.Errorf("signed in is %q", got)
	}
	_, err = h.SetDisabled(t.Context(), h.admin, account.DisableInput{ID: h.user.ID, Version: 1, Disabled: true})
	must(t, err)
	ctx, err = m.Load(t.Context(), cookie)
	must(t, err)
	if got := m.GetString(ctx, account.SessionUser); got != "" {
		t.Errorf("a disabled account is still signed in as %q", got)
	}
}
