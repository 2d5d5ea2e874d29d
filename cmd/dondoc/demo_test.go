package main

import (
	"strings"
	"testing"

	"github.com/dondoc/dondoc/internal/domain/account"
	"github.com/dondoc/dondoc/internal/domain/intake"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

func TestTheDemonstrationIsLoadedOnce(t *testing.T) {
	t.Parallel()
	d := at(t, "2026-11-22")
	first := d.must("demo", "--lang", "vi").out
	for _, a := range demoAccounts {
		if !strings.Contains(first, "\n  "+a.login+" ") {
			t.Errorf("%s is not told:\n%s", a.login, first)
		}
	}
	if again := d.must("demo", "--lang", "vi").out; again != first {
		t.Errorf("the second time:\n%s", again)
	}
	for _, code := range []string{dossierCode, intake.DemoCode} {
		d.must("export", "half-year", "--committee", code, "--period", "2026-H1", "-o", "-")
	}
	accounts := d.accounts()
	grants := map[access.Role]int{access.Head: 2, access.Deputy: 2, access.Secretary: 2, access.Member: 2, access.Focal: 1, access.Observer: 2}
	for _, a := range demoAccounts {
		u, err := accounts.ByLogin(t.Context(), access.System("test"), a.login)
		if err != nil || !u.IsDemo {
			t.Fatalf("%s: %+v %v", a.login, u, err)
		}
		detail, err := accounts.User(t.Context(), access.System("test"), u.ID)
		if err != nil || len(detail.Grants) != grants[a.role] || (len(detail.Units) == 1) != (a.role == access.Focal) || u.IsAdmin != (a.role == "") {
			t.Errorf("%s: %+v %v", a.login, detail, err)
		}
	}
	_, err := accounts.SignIn(t.Context(), account.SignInInput{Login: "thu.ky", Password: demoPassword, Address: "test"})
	if fault.KindOf(err) != fault.Unauthenticated {
		t.Errorf("a demonstration account signs in beyond this machine: %v", err)
	}
	d.env = append(d.env, "DONDOC_LISTEN=0.0.0.0:8080")
	if out := d.must("demo").out; strings.Contains(out, demoPassword) || !strings.Contains(out, "cannot sign in") {
		t.Errorf("listening beyond this machine: %s", out)
	}
}

func TestTheLargeDatabaseCanBeTakenUpAgain(t *testing.T) {
	t.Parallel()
	d := at(t, "2026-11-22")
	if r := d.run("demo", "--committees", "2"); r.code != exitUsage {
		t.Errorf("half a size: %d %s", r.code, r.err)
	}
	d.must("demo", "--committees", "1", "--tasks", "30")
	if out := d.must("demo", "--committees", "2", "--tasks", "30").out; !strings.Contains(out, "2 of 2") {
		t.Errorf("taken up again: %s", out)
	}
	d.must("export", "half-year", "--committee", intake.LargeCode(2), "--period", "2026-H1", "-o", "-")
}

func TestServeWithTheDemonstration(t *testing.T) {
	t.Parallel()
	d := at(t, "2026-11-22")
	d.env = append(d.env, "DONDOC_LISTEN=127.0.0.1:0")
	r := d.start("serve", "--demo", "--no-work")
	base := address(r.out.until(t, "Running at"))
	r.out.until(t, "all with the password "+demoPassword)
	ready(t, base)
	if code := r.end(t); code != exitOK {
		t.Errorf("stopped with %d", code)
	}
}
