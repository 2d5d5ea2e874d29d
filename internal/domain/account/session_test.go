package account_test

import (
	"context"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/dondoc/dondoc/internal/domain/account"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/testkit/factory"
)

// row counts single rows asked for, too.
func (c *counted) QueryRow(ctx context.Context, sql string, args ...any) pgx.Row {
	c.n++
	return c.DB.QueryRow(ctx, sql, args...)
}

func TestASessionTellsWhoAsksInOneStatement(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	c := factory.Committee(t, h.d)
	factory.Granted(t, h.d, c.ID, h.user.ID, access.Secretary)
	must(t, account.NewSessionStore(h.d.DB, h.d.Clock).CommitCtx(ctx, "here", sessionData(t, h.user.ID), h.now.Add(time.Hour)))
	db := &counted{DB: h.d.DB}
	d := h.d
	d.DB = db
	store, accounts := account.NewSessionStore(db, h.d.Clock), account.NewService(d, account.Options{Loopback: true, Cost: factory.CheapCost()})
	in, signed, err := accounts.BySession(ctx, "here")
	must(t, err)
	data, found, err := store.FindCtx(in, "here")
	if err != nil || !found || string(data) != string(sessionData(t, h.user.ID)) || db.n != 1 {
		t.Errorf("found %v with %d bytes after %d statements, %v", found, len(data), db.n, err)
	}
	if signed.Actor.User != h.user.ID || !signed.Actor.Has(c.ID, access.Secretary) {
		t.Errorf("signed in as %+v", signed.Actor)
	}
	if _, found, err := store.FindCtx(in, "there"); err != nil || found {
		t.Errorf("another cookie's session: %v, %v", found, err)
	}
}

func TestASessionThatLetsNobodyIn(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	store := account.NewSessionStore(h.d.DB, h.d.Clock)
	demo := factory.User(t, h.d, func(in *account.UserInput) { in.Login, in.Demo = "demo.thu.ky", true })
	for cookie, u := range map[string]access.UserID{"nobody": {}, "closed": h.user.ID, "demo": demo.ID} {
		must(t, store.CommitCtx(ctx, cookie, sessionData(t, u), h.now.Add(time.Hour)))
	}
	must(t, store.CommitCtx(ctx, "ended", sessionData(t, h.second.ID), h.now.Add(-time.Second)))
	_, err := h.d.DB.Exec(ctx, `UPDATE user_account SET disabled_at = $2 WHERE id = $1`, h.user.ID, h.now)
	must(t, err)
	beyond := h.server(account.Options{Loopback: false})
	for _, cookie := range []string{"nobody", "closed", "demo", "ended", "unknown", ""} {
		in, signed, err := beyond.BySession(ctx, cookie)
		wants(t, cookie, err, fault.Unauthenticated)
		if in != ctx || !signed.Actor.User.IsZero() {
			t.Errorf("%s lets in %+v", cookie, signed.Actor)
		}
	}
}
