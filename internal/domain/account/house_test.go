package account_test

import (
	"testing"
	"time"

	"github.com/dondoc/dondoc/internal/domain/account"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/audit"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/testkit/dbtest"
	"github.com/dondoc/dondoc/internal/testkit/factory"
)

// house is an installation with two administrators and one ordinary account, and a clock that tests set.
type house struct {
	*account.Service
	d            org.Deps
	now          time.Time
	root, second account.User
	user         account.User
	admin, plain access.Actor
}

func newHouse(t *testing.T) *house {
	t.Helper()
	return houseOn(t, dbtest.Tx(t))
}

func houseOn(t *testing.T, db database.DB) *house {
	t.Helper()
	h := &house{d: factory.Deps(t, db)}
	h.now = h.d.Clock()
	h.d.Clock = func() time.Time { return h.now }
	h.Service = factory.Accounts(h.d)
	h.root = factory.User(t, h.d, func(in *account.UserInput) { in.Login, in.IsAdmin = "quan.tri", true })
	h.second = factory.User(t, h.d, func(in *account.UserInput) { in.Login, in.IsAdmin = "quan.tri.hai", true })
	h.user = factory.User(t, h.d, func(in *account.UserInput) { in.Login = "thu.ky" })
	h.admin, h.plain = factory.ActorOf(t, h.d, h.root.ID), factory.ActorOf(t, h.d, h.user.ID)
	return h
}

// server is the service as another kind of server would have it.
func (h *house) server(o account.Options) *account.Service {
	if o.Cost == (account.Cost{}) {
		o.Cost = factory.CheapCost()
	}
	return account.NewService(h.d, o)
}

func (h *house) lines(t *testing.T, action string) int {
	t.Helper()
	n := 0
	if err := h.d.DB.QueryRow(t.Context(), `SELECT count(*) FROM audit_entry WHERE action = $1`, action).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func (h *house) intact(t *testing.T) {
	t.Helper()
	if _, err := audit.Verify(t.Context(), h.d.DB, access.CommitteeID{}); err != nil {
		t.Error(err)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatalf("unexpected: %v", err)
	}
}

func wants(t *testing.T, what string, err error, kind fault.Kind) {
	t.Helper()
	if err == nil || fault.KindOf(err) != kind {
		t.Errorf("%s: %v, want a fault of kind %d", what, err, kind)
	}
}

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
