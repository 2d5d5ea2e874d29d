package account_test

import (
	"sync"
	"testing"
	"time"

	"github.com/dondoc/dondoc/internal/domain/account"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/testkit/dbtest"
	"github.com/dondoc/dondoc/internal/testkit/factory"
)

// emptyHouse is an installation where nobody exists yet.
func emptyHouse(t *testing.T) *house {
	t.Helper()
	h := &house{d: factory.Deps(t, dbtest.Tx(t))}
	h.now = h.d.Clock()
	h.d.Clock = func() time.Time { return h.now }
	h.Service = factory.Accounts(h.d)
	return h
}

func (h *house) setup(token string) account.SetupInput {
	return account.SetupInput{Token: token, ID: access.UserID(h.d.NewID()), Login: "quan.tri", Name: "Quản trị", Password: "mật khẩu đủ dài"}
}

func TestTheFirstAdministrator(t *testing.T) {
	t.Parallel()
	h, ctx := emptyHouse(t), t.Context()
	old, needed, err := h.EnsureSetup(ctx)
	if err != nil || !needed || len(old) != 43 {
		t.Fatalf("set-up %q %v, %v", old, needed, err)
	}
	token, needed, err := h.EnsureSetup(ctx)
	if err != nil || !needed || token == old {
		t.Fatalf("set-up of the next start %q %v, %v", token, needed, err)
	}
	if l, err := h.LinkOf(ctx, token); err != nil || l.Purpose != account.Setup || l.Login != "" {
		t.Errorf("its page %+v, %v", l, err)
	}
	_, err = h.UseSetup(ctx, h.setup(old))
	wants(t, "the link of an earlier start", err, fault.NotFound)
	bad := h.setup(token)
	bad.Password, bad.Login = "ngắn", "thư ký"
	_, err = h.UseSetup(ctx, bad)
	wantsField(t, "a short password", err, "password")
	wantsField(t, "a login with marks", err, "login")
	u, err := h.UseSetup(ctx, h.setup(token))
	if err != nil || !u.IsAdmin || !u.HasPassword {
		t.Fatalf("made %+v, %v", u, err)
	}
	_, err = h.UseSetup(ctx, h.setup(token))
	wants(t, "the link a second time", err, fault.NotFound)
	if token, needed, err = h.EnsureSetup(ctx); err != nil || needed || token != "" {
		t.Errorf("set-up when somebody exists: %q %v, %v", token, needed, err)
	}
	_, err = h.SignIn(ctx, account.SignInInput{Login: "quan.tri", Password: "mật khẩu đủ dài"})
	must(t, err)
	h.intact(t)
}

func TestASetUpLinkDiesWhenSomebodyIsMadeOtherwise(t *testing.T) {
	t.Parallel()
	h, ctx := emptyHouse(t), t.Context()
	token, _, err := h.EnsureSetup(ctx)
	must(t, err)
	factory.User(t, h.d)
	_, err = h.UseSetup(ctx, h.setup(token))
	wants(t, "set-up after the command line made an account", err, fault.NotFound)
}

func TestASetUpLinkIsUsedOnce(t *testing.T) {
	t.Parallel()
	d := factory.Deps(t, dbtest.Fresh(t))
	s := factory.Accounts(d)
	token, _, err := s.EnsureSetup(t.Context())
	must(t, err)
	var all sync.WaitGroup
	made := make(chan account.User, 4)
	for _, login := range []string{"mot", "hai", "ba", "bon"} {
		all.Go(func() {
			u, err := s.UseSetup(t.Context(), account.SetupInput{Token: token, ID: access.UserID(d.NewID()), Login: login, Name: login, Password: "mật khẩu đủ dài"})
			if err == nil {
				made <- u
			} else if fault.KindOf(err) != fault.NotFound {
				t.Errorf("%s: %v", login, err)
			}
		})
	}
	all.Wait()
	if len(made) != 1 {
		t.Errorf("%d first administrators", len(made))
	}
}

func TestResettingAPassword(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	store := account.NewSessionStore(h.d.DB, h.d.Clock)
	must(t, store.CommitCtx(ctx, "lost", sessionData(t, h.user.ID), h.now.Add(time.Hour)))
	first, err := h.IssueReset(ctx, h.admin, h.user.ID)
	must(t, err)
	second, err := h.IssueReset(ctx, h.admin, h.user.ID)
	must(t, err)
	others, err := h.IssueReset(ctx, h.admin, h.second.ID)
	must(t, err)
	if l, err := h.LinkOf(ctx, second); err != nil || l.Login != "thu.ky" || !l.ExpiresAt.Equal(h.now.Add(24*time.Hour)) {
		t.Errorf("its page %+v, %v", l, err)
	}
	_, err = h.SignIn(ctx, account.SignInInput{Login: "thu.ky", Password: factory.Password})
	must(t, err) // the old password works until the link is used

	_, err = h.UseReset(ctx, account.ResetInput{Token: first, Password: "mật khẩu mới tinh"})
	wants(t, "a link that was replaced", err, fault.NotFound)
	_, err = h.UseReset(ctx, account.ResetInput{Token: second, Password: "ngắn"})
	wantsField(t, "a short password", err, "password")
	u, err := h.UseReset(ctx, account.ResetInput{Token: second, Password: "mật khẩu mới tinh"})
	if err != nil || u.ID != h.user.ID || u.Version != 2 {
		t.Fatalf("reset %+v, %v", u, err)
	}
	_, err = h.UseReset(ctx, account.ResetInput{Token: second, Password: "mật khẩu mới tinh"})
	wants(t, "the link a second time", err, fault.NotFound)
	if _, found, err := store.FindCtx(ctx, "lost"); found || err != nil {
		t.Errorf("the old session goes on: %v, %v", found, err)
	}
	_, err = h.SignIn(ctx, account.SignInInput{Login: "thu.ky", Password: "mật khẩu mới tinh"})
	must(t, err)
	_, err = h.UseSetup(ctx, h.setup(others))
	wants(t, "a reset link at the set-up door", err, fault.NotFound)
	h.now = h.now.Add(24 * time.Hour)
	_, err = h.UseReset(ctx, account.ResetInput{Token: others, Password: "mật khẩu mới tinh"})
	wants(t, "a link after a day", err, fault.NotFound)
	_, err = h.LinkOf(ctx, "")
	wants(t, "no link", err, fault.NotFound)
	_, err = h.IssueReset(ctx, h.admin, access.UserID(h.d.NewID()))
	wants(t, "a link for nobody", err, fault.NotFound)
	h.intact(t)
}

func TestALinkLetsInWhoWasLockedOutByGuesses(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	s := h.server(account.Options{Loopback: true, Limits: account.Limits{LoginBurst: 1, LoginEvery: time.Hour}})
	_, err := s.SignIn(ctx, account.SignInInput{Login: "thu.ky", Password: "sai"})
	wants(t, "a guess", err, fault.Unauthenticated)
	link, err := s.IssueReset(ctx, h.admin, h.user.ID)
	must(t, err)
	_, err = s.UseReset(ctx, account.ResetInput{Token: link, Password: "mật khẩu mới tinh"})
	must(t, err)
	_, err = s.SignIn(ctx, account.SignInInput{Login: "thu.ky", Password: "mật khẩu mới tinh"})
	must(t, err)
}

func TestTokens(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	in := account.TokenInput{ID: account.TokenID(h.d.NewID()), Name: "  Phần mềm  báo cáo "}
	made, secret, err := h.CreateToken(ctx, h.plain, in)
	if err != nil || made.User != h.user.ID || made.Name != "Phần mềm báo cáo" || !made.ExpiresAt.Equal(h.now.AddDate(0, 0, 90)) {
		t.Fatalf("made %+v, %v", made, err)
	}
	_, _, err = h.CreateToken(ctx, h.plain, in)
	wants(t, "what it is spelt like a second time", err, fault.Conflict)
	s, err := h.ByToken(ctx, secret)
	if err != nil || s.Actor.User != h.user.ID {
		t.Errorf("by token %+v, %v", s, err)
	}
	for _, wrong := range []string{"", "dondoc_", secret + "x", secret[:len(secret)-1]} {
		_, err = h.ByToken(ctx, wrong)
		wants(t, "token "+wrong, err, fault.Unauthenticated)
	}
	_, _, err = h.CreateToken(ctx, h.admin, account.TokenInput{ID: account.TokenID(h.d.NewID()), User: h.user.ID, Name: "giả danh"})
	wants(t, "an administrator makes one for somebody else", err, fault.Forbidden)
	for name, by := range map[string]access.Actor{"its owner": h.plain, "an administrator": h.admin} {
		if list, err := h.Tokens(ctx, by, h.user.ID); err != nil || len(list) != 1 || list[0].ID != made.ID {
			t.Errorf("%s lists %+v, %v", name, list, err)
		}
	}
	_, err = h.RevokeToken(ctx, access.Actor{User: h.second.ID}, made.ID)
	wants(t, "somebody else revokes it", err, fault.NotFound)
	for range 2 { // the second changes nothing
		gone, err := h.RevokeToken(ctx, h.plain, made.ID)
		if err != nil || gone.RevokedAt == nil {
			t.Errorf("revoked %+v, %v", gone, err)
		}
	}
	if n := h.lines(t, "token.revoke"); n != 1 {
		t.Errorf("%d lines in the audit, want 1", n)
	}
	_, err = h.ByToken(ctx, secret)
	wants(t, "a revoked token", err, fault.Unauthenticated)
	_, short, err := h.CreateToken(ctx, h.plain, account.TokenInput{ID: account.TokenID(h.d.NewID()), Name: "một ngày", Days: 1})
	must(t, err)
	h.now = h.now.AddDate(0, 0, 1)
	_, err = h.ByToken(ctx, short)
	wants(t, "an expired token", err, fault.Unauthenticated)
	_, _, err = h.CreateToken(ctx, h.plain, account.TokenInput{ID: account.TokenID(h.d.NewID()), Name: "x", Days: 4000})
	wantsField(t, "a token for ever", err, "days")
	h.intact(t)
}

func TestExpiredLinksAreSweptAway(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	for _, u := range []access.UserID{h.user.ID, h.second.ID} {
		_, err := h.IssueReset(ctx, h.admin, u)
		must(t, err)
	}
	_, err := h.SweepLinks(ctx, h.admin)
	wants(t, "an administrator sweeps", err, fault.Forbidden)
	for _, want := range []int64{0, 2, 0} {
		if n, err := h.SweepLinks(ctx, access.System("job")); err != nil || n != want {
			t.Errorf("swept %d, %v; want %d", n, err, want)
		}
		h.now = h.now.Add(24 * time.Hour)
	}
}
