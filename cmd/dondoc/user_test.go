package main

import (
	"strings"
	"testing"

	"github.com/dondoc/dondoc/internal/domain/account"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/id"
	"github.com/dondoc/dondoc/internal/foundation/validate"
)

// accounts are those of the desk's database.
func (d *desk) accounts() *account.Service {
	d.t.Helper()
	pool, err := database.Open(d.t.Context(), variable(d.env, "DONDOC_DATABASE_URL"), 2)
	if err != nil {
		d.t.Fatal(err)
	}
	d.t.Cleanup(pool.Close)
	v, err := validate.New()
	if err != nil {
		d.t.Fatal(err)
	}
	s := d.surroundings(nil, nil, nil)
	return account.NewService(org.Deps{DB: pool, Clock: s.clock, NewID: id.Random, Validate: v}, account.Options{})
}

func TestUsersAreMadeWithTheirRoles(t *testing.T) {
	t.Parallel()
	d := at(t, "2020-12-20")
	d.must("import", "dossier", dossier)
	r := d.pipe("mat-khau-rat-dai\nsecond line\n", "user", "create", "Thu.Ky", "--name", "Thư ký", "--role", "qcdc-co-to:secretary", "--role", "qcdc-co-to:member", "--password-stdin")
	if r.code != exitOK || strings.Contains(r.out, "http") {
		t.Fatalf("%d\n%s%s", r.code, r.out, r.err)
	}
	accounts := d.accounts()
	u, err := accounts.SignIn(t.Context(), account.SignInInput{Login: "thu.ky", Password: "mat-khau-rat-dai", Address: "test"})
	if err != nil {
		t.Fatalf("signing in: %v", err)
	}
	signed, err := accounts.SignedIn(t.Context(), u.ID)
	if err != nil || len(signed.Actor.Grants) != 2 || signed.Actor.Admin {
		t.Errorf("%+v %v", signed, err)
	}
	r = d.must("user", "create", "quan.tri", "--name", "Quản trị", "--admin")
	_, secret, found := strings.Cut(r.out, "http://127.0.0.1:8080/dat-lai-mat-khau?ma=")
	if l, err := accounts.LinkOf(t.Context(), secret); !found || err != nil || l.Login != "quan.tri" {
		t.Errorf("the link %q: %+v %v", secret, l, err)
	}
}

func TestUsersAreMadeWholeOrNotAtAll(t *testing.T) {
	t.Parallel()
	d := at(t, "2020-12-20")
	d.must("import", "dossier", dossier)
	r := d.run("user", "create", "a.b", "--name", "A", "--role", "qcdc-co-to:member", "--role", "nowhere:member")
	if r.code != exitFailed || !strings.Contains(r.err, "“nowhere”") {
		t.Errorf("%d %s", r.code, r.err)
	}
	d.must("user", "create", "a.b", "--name", "A", "--role", "qcdc-co-to:member") // the login is still free
	if r := d.run("user", "create", "a.b", "--name", "B"); r.code != exitFailed || r.err == "" {
		t.Errorf("a login that is taken: %d %s", r.code, r.err)
	}
	if r := d.pipe("short\n", "user", "create", "c.d", "--name", "C", "--password-stdin"); r.code != exitFailed || !strings.Contains(r.err, "\n  password: ") {
		t.Errorf("a short password: %d %s", r.code, r.err)
	}
}

func TestTokensArePrintedAlone(t *testing.T) {
	t.Parallel()
	d := at(t, "2020-12-20")
	d.must("user", "create", "a.b", "--name", "A")
	r := d.must("token", "create", "--user", "a.b", "--name", "scripts", "--days", "10")
	if !strings.Contains(r.err, "30/12/2020") || strings.Count(r.out, "\n") != 1 {
		t.Errorf("%q %q", r.out, r.err)
	}
	signed, err := d.accounts().ByToken(t.Context(), strings.TrimSpace(r.out))
	if err != nil || signed.Actor.Login != "a.b" {
		t.Errorf("%+v %v", signed, err)
	}
	if r := d.run("token", "create", "--user", "nobody", "--name", "x"); r.code != exitFailed || !strings.Contains(r.err, "There is no account “nobody”.") {
		t.Errorf("%d %s", r.code, r.err)
	}
}

func TestWritingIsDoneInSomebodysName(t *testing.T) {
	t.Parallel()
	d := at(t, "2020-12-20")
	d.must("user", "create", "quan.tri", "--name", "Quản trị", "--admin")
	d.must("user", "create", "khach", "--name", "Khách")
	if r := d.run("user", "create", "x.y", "--name", "X", "--as", "khach"); r.code != exitFailed || !strings.Contains(r.err, "You may not do this.") {
		t.Errorf("somebody without rights: %d %s", r.code, r.err)
	}
	if r := d.run("import", "dossier", dossier, "--as", "khach"); r.code != exitFailed {
		t.Errorf("somebody without rights imports: %d %s", r.code, r.out)
	}
	if r := d.run("user", "create", "x.y", "--name", "X", "--as", "nobody"); r.code != exitFailed || !strings.Contains(r.err, "There is no account “nobody”.") {
		t.Errorf("nobody: %d %s", r.code, r.err)
	}
	d.must("user", "create", "x.y", "--name", "X", "--as", "quan.tri")
	if _, err := d.accounts().ByLogin(t.Context(), access.System("test"), "x.y"); err != nil {
		t.Errorf("made by an administrator: %v", err)
	}
}
