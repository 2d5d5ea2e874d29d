package factory

import (
	"testing"

	"github.com/dondoc/dondoc/internal/domain/account"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
)

// Password is that of every account User makes.
const Password = "mat-khau-de-thu" //nolint:gosec // of invented accounts in rolled-back transactions

// CheapCost makes password hashes that cost next to nothing.
func CheapCost() account.Cost { return account.Cost{MemoryKiB: 64, Passes: 1, Threads: 1} }

// Accounts is the service of accounts with cheap hashes, on a server that listens on this machine only.
func Accounts(d org.Deps) *account.Service {
	return account.NewService(d, account.Options{Loopback: true, Cost: CheapCost()})
}

// User makes an account with Password; change alters what is asked for.
func User(t testing.TB, d org.Deps, change ...func(*account.UserInput)) account.User {
	t.Helper()
	in := account.UserInput{ID: access.UserID(d.NewID()), Login: unique(d, "nguoi.dung"), Name: "Người dùng mẫu", Password: Password}
	return made(t, in, change, func(in account.UserInput) (account.User, error) {
		return Accounts(d).CreateUser(t.Context(), access.System("test"), in)
	})
}

// Granted gives a user a role in a committee from 2020 on.
func Granted(t testing.TB, d org.Deps, c access.CommitteeID, u access.UserID, r access.Role) account.Grant {
	t.Helper()
	in := account.GrantInput{Committee: c, ID: account.GrantID(d.NewID()), User: u, Role: r, ValidFrom: calendar.NewDate(2020, 1, 1)}
	return made(t, in, nil, func(in account.GrantInput) (account.Grant, error) {
		return Accounts(d).CreateGrant(t.Context(), access.System("test"), in)
	})
}

// AnswersFor makes a user answer for a unit from 2020 on.
func AnswersFor(t testing.TB, d org.Deps, u access.UserID, unit access.UnitID) account.UserUnit {
	t.Helper()
	in := account.UserUnitInput{ID: account.UserUnitID(d.NewID()), User: u, Unit: unit, ValidFrom: calendar.NewDate(2020, 1, 1)}
	return made(t, in, nil, func(in account.UserUnitInput) (account.UserUnit, error) {
		return Accounts(d).CreateUserUnit(t.Context(), access.System("test"), in)
	})
}

// ActorOf is a user as an actor on the day of the clock.
func ActorOf(t testing.TB, d org.Deps, u access.UserID) access.Actor {
	t.Helper()
	a, err := account.ActorOf(t.Context(), d.DB, u, d.Clock.Today())
	if err != nil {
		t.Fatalf("factory: actor: %v", err)
	}
	return a
}
