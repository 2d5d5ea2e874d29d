package account_test

import (
	"testing"
	"time"

	"github.com/dondoc/dondoc/internal/domain/account"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/testkit/factory"
)

func TestSigningIn(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	waiting, err := h.CreateUser(ctx, h.admin, account.UserInput{ID: access.UserID(h.d.NewID()), Login: "cho.mat.khau", Name: "Chờ"})
	must(t, err)
	u, err := h.SignIn(ctx, account.SignInInput{Login: " THU.KY ", Password: factory.Password, Address: "192.0.2.1"})
	if err != nil || u != h.user {
		t.Errorf("signed in %+v, %v", u, err)
	}
	if n := h.lines(t, "account.sign_in"); n != 1 {
		t.Errorf("%d lines in the audit, want 1", n)
	}
	var first error
	for name, in := range map[string]account.SignInInput{
		"a wrong password":              {Login: "thu.ky", Password: "sai-mat-khau"},
		"an unknown login":              {Login: "khong.co", Password: factory.Password},
		"an account without a password": {Login: waiting.Login, Password: "x"},
	} {
		_, err := h.SignIn(ctx, in)
		wants(t, name, err, fault.Unauthenticated)
		if first == nil {
			first = err
		}
		if err == nil || err.Error() != first.Error() {
			t.Errorf("%s is told %v, another wrong try %v", name, err, first)
		}
	}
	_, err = h.SignIn(ctx, account.SignInInput{Login: "thu.ky"})
	wantsField(t, "no password", err, "password")
	h.intact(t)
}

func TestTooManyTriesToSignIn(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	s := h.server(account.Options{Loopback: true, Limits: account.Limits{LoginBurst: 3, LoginEvery: time.Minute}})
	for range 3 {
		_, err := s.SignIn(ctx, account.SignInInput{Login: "thu.ky", Password: "sai"})
		wants(t, "a wrong try", err, fault.Unauthenticated)
	}
	_, err := s.SignIn(ctx, account.SignInInput{Login: "thu.ky", Password: factory.Password})
	wants(t, "the right password after too many", err, fault.TooMany)
	_, err = s.SignIn(ctx, account.SignInInput{Login: "quan.tri", Password: factory.Password})
	must(t, err)
	h.now = h.now.Add(time.Minute)
	for range 3 {
		_, err = s.SignIn(ctx, account.SignInInput{Login: "thu.ky", Password: factory.Password})
		must(t, err)
	}
}

func TestOldHashesAreRenewedAtSignIn(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	stored := func() string {
		var hash string
		must(t, h.d.DB.QueryRow(ctx, `SELECT password_hash FROM user_account WHERE id = $1`, h.user.ID).Scan(&hash))
		return hash
	}
	old := stored()
	dearer := h.server(account.Options{Loopback: true, Cost: account.Cost{MemoryKiB: 128, Passes: 2, Threads: 1}})
	for range 2 {
		_, err := dearer.SignIn(ctx, account.SignInInput{Login: "thu.ky", Password: factory.Password})
		must(t, err)
	}
	if stored() == old {
		t.Error("the cheap hash stayed")
	}
	if u, err := h.User(ctx, h.plain, h.user.ID); err != nil || u.Version != 1 {
		t.Errorf("to people nothing has changed: %+v, %v", u, err)
	}
}

func TestDemoAccountsStayOnThisMachine(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	demo := factory.User(t, h.d, func(in *account.UserInput) { in.Login, in.Demo = "demo.thu.ky", true })
	_, secret, err := h.CreateToken(ctx, access.System("cli"), account.TokenInput{ID: account.TokenID(h.d.NewID()), User: demo.ID, Name: "thử"})
	must(t, err)
	in := account.SignInInput{Login: demo.Login, Password: factory.Password}
	open := h.server(account.Options{Loopback: false})
	_, err = h.SignIn(ctx, in)
	must(t, err)
	_, err = open.SignIn(ctx, in)
	wants(t, "signing in beyond loopback", err, fault.Unauthenticated)
	_, err = h.SignedIn(ctx, demo.ID)
	must(t, err)
	_, err = open.SignedIn(ctx, demo.ID)
	wants(t, "a session from before", err, fault.Unauthenticated)
	_, err = h.ByToken(ctx, secret)
	must(t, err)
	_, err = open.ByToken(ctx, secret)
	wants(t, "a token", err, fault.Unauthenticated)
	_, err = open.SignIn(ctx, account.SignInInput{Login: "thu.ky", Password: factory.Password})
	must(t, err)
}

func TestChangingOnesOwnPassword(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	store := account.NewSessionStore(h.d.DB, h.d.Clock)
	for _, cookie := range []string{"here", "there"} {
		must(t, store.CommitCtx(ctx, cookie, sessionData(t, h.user.ID), h.now.Add(time.Hour)))
	}
	err := h.ChangePassword(ctx, h.plain, account.PasswordInput{Present: "sai", Password: "mật khẩu mới tinh"})
	wantsField(t, "a wrong present password", err, "present")
	err = h.ChangePassword(ctx, h.plain, account.PasswordInput{Present: factory.Password, Password: "ngắn"})
	wantsField(t, "a short new password", err, "password")
	must(t, h.ChangePassword(ctx, h.plain, account.PasswordInput{Present: factory.Password, Password: "mật khẩu mới tinh", KeepSession: "here"}))
	for cookie, want := range map[string]bool{"here": true, "there": false} {
		if _, found, err := store.FindCtx(ctx, cookie); err != nil || found != want {
			t.Errorf("session %s goes on: %v, %v", cookie, found, err)
		}
	}
	_, err = h.SignIn(ctx, account.SignInInput{Login: "thu.ky", Password: factory.Password})
	wants(t, "the old password", err, fault.Unauthenticated)
	_, err = h.SignIn(ctx, account.SignInInput{Login: "thu.ky", Password: "mật khẩu mới tinh"})
	must(t, err)
	wants(t, "an actor without an account", h.ChangePassword(ctx, access.System("cli"), account.PasswordInput{Present: "x", Password: "mật khẩu mới tinh"}), fault.NotFound)

	s := h.server(account.Options{Limits: account.Limits{LoginBurst: 2, LoginEvery: time.Hour}})
	for range 2 {
		err = s.ChangePassword(ctx, h.plain, account.PasswordInput{Present: "sai", Password: "mật khẩu mới tinh"})
		wantsField(t, "guessing", err, "present")
	}
	err = s.ChangePassword(ctx, h.plain, account.PasswordInput{Present: "sai", Password: "mật khẩu mới tinh"})
	wants(t, "guessing on", err, fault.TooMany)
}
