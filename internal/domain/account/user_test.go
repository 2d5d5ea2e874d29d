package account_test

import (
	"slices"
	"sync"
	"testing"

	"github.com/dondoc/dondoc/internal/domain/account"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/testkit/dbtest"
	"github.com/dondoc/dondoc/internal/testkit/factory"
)

func TestCreatingAnAccountTwice(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	in := account.UserInput{ID: access.UserID(h.d.NewID()), Login: " Nguoi.Moi ", Name: "Người  Mới", Password: "mật khẩu đủ dài"}
	u, err := h.CreateUser(ctx, h.admin, in)
	if err != nil || u.Login != "nguoi.moi" || u.Name != "Người Mới" || !u.HasPassword || u.IsDemo {
		t.Fatalf("made %+v, %v", u, err)
	}
	if again, err := h.CreateUser(ctx, h.admin, in); err != nil || again != u {
		t.Errorf("again: %+v, %v", again, err)
	}
	in.Password = "mật khẩu khác hẳn"
	if again, err := h.CreateUser(ctx, h.admin, in); err != nil || again != u {
		t.Errorf("again with another password: %+v, %v", again, err)
	}
	_, err = h.SignIn(ctx, account.SignInInput{Login: "nguoi.moi", Password: "mật khẩu đủ dài"})
	must(t, err)
	in.IsAdmin = true
	_, err = h.CreateUser(ctx, h.admin, in)
	wants(t, "the id with other content", err, fault.Conflict)
	in.ID = access.UserID(h.d.NewID())
	_, err = h.CreateUser(ctx, h.admin, in)
	wants(t, "a login that is taken", err, fault.Conflict)
	h.intact(t)
}

func TestTheStoredHashOfARequestSaysNothingOfThePassword(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	var hashes []string
	for range 2 {
		in := account.UserInput{ID: access.UserID(h.d.NewID()), Login: "x" + access.UserID(h.d.NewID()).String()[20:], Name: "X", Password: "mật khẩu đủ dài"}
		_, err := h.CreateUser(t.Context(), h.admin, in)
		must(t, err)
		in.Password = ""
		var hash string
		must(t, h.d.DB.QueryRow(t.Context(), `SELECT created_hash FROM user_account WHERE id = $1`, in.ID).Scan(&hash))
		hashes = append(hashes, hash)
	}
	if hashes[0] == hashes[1] {
		t.Error("two accounts have one content hash")
	}
	var n int
	must(t, h.d.DB.QueryRow(t.Context(), `SELECT count(*) FROM audit_entry WHERE before::text || after::text LIKE '%argon2%' OR after::text LIKE '%khẩu%'`).Scan(&n))
	if n != 0 {
		t.Errorf("%d lines of the audit tell a password or its hash", n)
	}
}

func TestAccountsThatCannotBe(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	for name, c := range map[string]struct {
		change func(*account.UserInput)
		field  string
	}{
		"a login with a space":     {func(in *account.UserInput) { in.Login = "a b" }, "login"},
		"a login with marks":       {func(in *account.UserInput) { in.Login = "thư.ký" }, "login"},
		"a login of one letter":    {func(in *account.UserInput) { in.Login = "a" }, "login"},
		"no name":                  {func(in *account.UserInput) { in.Name = " " }, "name"},
		"a short password":         {func(in *account.UserInput) { in.Password = "ngắn quá" }, "password"},
		"a language we don't have": {func(in *account.UserInput) { in.Language = "fr" }, "language"},
		"no id":                    {func(in *account.UserInput) { in.ID = access.UserID{} }, "id"},
	} {
		in := account.UserInput{ID: access.UserID(h.d.NewID()), Login: "moi", Name: "Mới"}
		c.change(&in)
		_, err := h.CreateUser(ctx, h.admin, in)
		wantsField(t, name, err, c.field)
	}
	_, err := h.CreateUser(ctx, h.admin, account.UserInput{ID: access.UserID(h.d.NewID()), Login: "mau", Name: "Mẫu", Demo: true})
	wants(t, "an administrator makes a demo account", err, fault.Forbidden)
}

func TestOnlyAdministratorsAdminister(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	c, unit := factory.Committee(t, h.d), factory.Unit(t, h.d)
	head := access.Actor{User: h.user.ID, Grants: []access.Grant{{Committee: c.ID, Role: access.Head}}}
	for name, by := range map[string]access.Actor{"somebody": h.plain, "a head": head, "nobody": {}} {
		_, err := h.CreateUser(ctx, by, account.UserInput{ID: access.UserID(h.d.NewID()), Login: "moi", Name: "Mới"})
		wants(t, name+" makes an account", err, fault.Forbidden)
		_, err = h.EditUser(ctx, by, account.UserInput{ID: h.root.ID, Version: 1, Name: "x"})
		wants(t, name+" edits an account", err, fault.Forbidden)
		_, err = h.SetDisabled(ctx, by, account.DisableInput{ID: h.root.ID, Version: 1, Disabled: true})
		wants(t, name+" disables an account", err, fault.Forbidden)
		_, err = h.IssueReset(ctx, by, h.root.ID)
		wants(t, name+" issues a link", err, fault.Forbidden)
		_, err = h.CreateGrant(ctx, by, account.GrantInput{Committee: c.ID, ID: account.GrantID(h.d.NewID()), User: h.user.ID, Role: access.Head, ValidFrom: day("2026-01-01")})
		wants(t, name+" gives a role", err, fault.Forbidden)
		_, err = h.CreateUserUnit(ctx, by, account.UserUnitInput{ID: account.UserUnitID(h.d.NewID()), User: h.user.ID, Unit: unit.ID, ValidFrom: day("2026-01-01")})
		wants(t, name+" makes somebody answer for a unit", err, fault.Forbidden)
		_, err = h.Users(ctx, by, account.UserQuery{})
		wants(t, name+" lists accounts", err, fault.Forbidden)
		_, err = h.GrantsIn(ctx, by, c.ID)
		wants(t, name+" lists grants", err, fault.Forbidden)
		_, err = h.User(ctx, by, h.root.ID)
		wants(t, name+" reads another's account", err, fault.NotFound)
		_, err = h.Tokens(ctx, by, h.root.ID)
		wants(t, name+" lists another's tokens", err, fault.NotFound)
	}
	if d, err := h.User(ctx, h.plain, h.user.ID); err != nil || d.User != h.user {
		t.Errorf("their own account: %+v, %v", d, err)
	}
}

func TestEditingAndDisablingAnAccount(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	in := account.UserInput{ID: h.user.ID, Version: 1, Login: "ten.khac", Name: "Tên Mới", Language: "en", Password: "bị bỏ qua hoàn toàn"}
	u, err := h.EditUser(ctx, h.admin, in)
	if err != nil || u.Login != "thu.ky" || u.Name != "Tên Mới" || u.Language != "en" || u.Version != 2 {
		t.Errorf("edited %+v, %v", u, err)
	}
	_, err = h.EditUser(ctx, h.admin, in)
	wants(t, "a stale version", err, fault.Conflict)
	in.ID = access.UserID(h.d.NewID())
	_, err = h.EditUser(ctx, h.admin, in)
	wants(t, "an account nobody made", err, fault.NotFound)

	off := account.DisableInput{ID: h.user.ID, Version: 2, Disabled: true}
	u, err = h.SetDisabled(ctx, h.admin, off)
	if err != nil || !u.Disabled() {
		t.Fatalf("disabled %+v, %v", u, err)
	}
	_, err = h.SetDisabled(ctx, h.admin, off)
	wants(t, "disabling with a stale version", err, fault.Conflict)
	_, err = h.SignedIn(ctx, h.user.ID)
	wants(t, "a session of it", err, fault.Unauthenticated)
	_, err = h.SignIn(ctx, account.SignInInput{Login: "thu.ky", Password: factory.Password})
	wants(t, "signing in", err, fault.Unauthenticated)
	off.Version = 3
	if again, err := h.SetDisabled(ctx, h.admin, off); err != nil || again.Version != 3 {
		t.Errorf("disabling what is disabled: %+v, %v", again, err)
	}
	_, err = h.SetDisabled(ctx, h.admin, account.DisableInput{ID: h.user.ID, Version: 3})
	must(t, err)
	_, err = h.SignIn(ctx, account.SignInInput{Login: "thu.ky", Password: factory.Password})
	must(t, err)
	h.intact(t)
}

func TestTheLastAdministratorStays(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	_, err := h.SetDisabled(ctx, h.admin, account.DisableInput{ID: h.second.ID, Version: 1, Disabled: true})
	must(t, err)
	_, err = h.SetDisabled(ctx, h.admin, account.DisableInput{ID: h.root.ID, Version: 1, Disabled: true})
	wants(t, "disabling the last", err, fault.Conflict)
	_, err = h.EditUser(ctx, h.admin, account.UserInput{ID: h.root.ID, Version: 1, Name: "Quản trị"})
	wants(t, "taking the role from the last", err, fault.Conflict)
	_, err = h.EditUser(ctx, h.admin, account.UserInput{ID: h.second.ID, Version: 2, Name: "Quản trị hai"})
	must(t, err) // disabled already: nothing is lost
}

func TestTwoAdministratorsCannotDisableEachOther(t *testing.T) {
	t.Parallel()
	h := houseOn(t, dbtest.Fresh(t))
	var all sync.WaitGroup
	done := make(chan error, 2)
	second := factory.ActorOf(t, h.d, h.second.ID)
	for victim, by := range map[access.UserID]access.Actor{h.second.ID: h.admin, h.root.ID: second} {
		all.Go(func() {
			_, err := h.SetDisabled(t.Context(), by, account.DisableInput{ID: victim, Version: 1, Disabled: true})
			done <- err
		})
	}
	all.Wait()
	one, other := <-done, <-done
	if (one == nil) == (other == nil) {
		t.Errorf("both or neither got through: %v, %v", one, other)
	}
}

func TestListingAccounts(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	c := factory.Committee(t, h.d)
	factory.Granted(t, h.d, c.ID, h.user.ID, access.Secretary)
	_, err := h.SetDisabled(ctx, h.admin, account.DisableInput{ID: h.second.ID, Version: 1, Disabled: true})
	must(t, err)
	for name, tt := range map[string]struct {
		q    account.UserQuery
		want []string
	}{
		"in use":                      {account.UserQuery{}, []string{"quan.tri", "thu.ky"}},
		"all":                         {account.UserQuery{Disabled: true}, []string{"quan.tri", "quan.tri.hai", "thu.ky"}},
		"last first":                  {account.UserQuery{ListQuery: org.ListQuery{Sort: "login", Desc: true}}, []string{"thu.ky", "quan.tri"}},
		"with a role there":           {account.UserQuery{Committee: c.ID}, []string{"thu.ky"}},
		"by part of a login":          {account.UserQuery{ListQuery: org.ListQuery{Words: "THU."}}, []string{"thu.ky"}},
		"by a name":                   {account.UserQuery{ListQuery: org.ListQuery{Words: "NGƯỜI DÙNG"}}, []string{"quan.tri", "thu.ky"}},
		"in any order, without marks": {account.UserQuery{ListQuery: org.ListQuery{Words: "dung nguoi thu"}}, []string{"thu.ky"}},
		"by name, sorted":             {account.UserQuery{ListQuery: org.ListQuery{Sort: "name"}}, []string{"quan.tri", "thu.ky"}},
		"by age, sorted":              {account.UserQuery{ListQuery: org.ListQuery{Sort: "created_at"}}, []string{"quan.tri", "thu.ky"}},
	} {
		page, err := h.Users(ctx, h.admin, tt.q)
		must(t, err)
		var got []string
		for _, u := range page.Rows {
			got = append(got, u.Login)
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v, want %v", name, got, tt.want)
		}
	}
}

func TestOnesOwnLanguage(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	for range 2 { // the second changes nothing
		u, err := h.SetLanguage(ctx, h.plain, "en")
		if err != nil || u.Language != "en" || u.Version != 2 {
			t.Errorf("%+v, %v", u, err)
		}
	}
	s, err := h.SignedIn(ctx, h.user.ID)
	if err != nil || s.Language != "en" {
		t.Errorf("signed in %+v, %v", s, err)
	}
	_, err = h.SetLanguage(ctx, h.plain, "fr")
	wantsField(t, "a language we don't have", err, "language")
	_, err = h.SetLanguage(ctx, access.System("cli"), "vi")
	wants(t, "an actor without an account", err, fault.NotFound)
}
