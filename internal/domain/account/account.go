// Package account knows who may sign in and makes them the actors that every use case takes: accounts and their passwords,
// one-time links, bearer tokens, sessions, the roles granted in committees and the units people answer for.
// What a role may do is package access's business.
package account

import (
	"time"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

type (
	grant    struct{}
	userUnit struct{}
	token    struct{}
	link     struct{}
)

type (
	// GrantID names a role given in a committee.
	GrantID = id.ID[grant]
	// UserUnitID names an answering for a unit.
	UserUnitID = id.ID[userUnit]
	// TokenID names a bearer token.
	TokenID = id.ID[token]
	// LinkID names a one-time link.
	LinkID = id.ID[link]
)

// User is an account.
type User struct {
	ID          access.UserID   `db:"id" json:"id"`
	Login       string          `db:"login" json:"login"`
	Name        string          `db:"name" json:"name"` // as people know them
	Person      access.PersonID `db:"person_id" json:"person_id,omitzero"`
	IsAdmin     bool            `db:"is_admin" json:"is_admin"`
	IsDemo      bool            `db:"is_demo" json:"is_demo"` // its password is known: refused beyond loopback
	HasPassword bool            `db:"has_password" json:"has_password"`
	DisabledAt  *time.Time      `db:"disabled_at" json:"disabled_at,omitempty"`
	Language    string          `db:"language" json:"language"` // vi, en, or nothing for the house's
	CreatedAt   time.Time       `db:"created_at" json:"created_at"`
	Version     int             `db:"version" json:"version"`
}

// Disabled reports whether the account may no longer be used.
func (u User) Disabled() bool { return u.DisabledAt != nil }

// Grant is a role of a user in a committee, from a day to a day.
type Grant struct {
	Committee access.CommitteeID `db:"committee_id" json:"committee_id"`
	ID        GrantID            `db:"id" json:"id"`
	User      access.UserID      `db:"user_id" json:"user_id"`
	Role      access.Role        `db:"role" json:"role"`
	ValidFrom calendar.Date      `db:"valid_from" json:"valid_from"`
	ValidTo   calendar.Date      `db:"valid_to" json:"valid_to,omitzero"` // its last day
	Withdrawn bool               `db:"withdrawn" json:"withdrawn"`        // ends it at once
	Version   int                `db:"version" json:"version"`
}

// UserUnit says that a user answers for a unit, from a day to a day.
type UserUnit struct {
	ID        UserUnitID    `db:"id" json:"id"`
	User      access.UserID `db:"user_id" json:"user_id"`
	Unit      access.UnitID `db:"unit_id" json:"unit_id"`
	ValidFrom calendar.Date `db:"valid_from" json:"valid_from"`
	ValidTo   calendar.Date `db:"valid_to" json:"valid_to,omitzero"`
	Withdrawn bool          `db:"withdrawn" json:"withdrawn"`
	Version   int           `db:"version" json:"version"`
}

// Token is a bearer token of the API; what it is spelt like is shown once, when it is made.
type Token struct {
	ID        TokenID       `db:"id" json:"id"`
	User      access.UserID `db:"user_id" json:"user_id"`
	Name      string        `db:"name" json:"name"`
	CreatedAt time.Time     `db:"created_at" json:"created_at"`
	ExpiresAt time.Time     `db:"expires_at" json:"expires_at"`
	RevokedAt *time.Time    `db:"revoked_at" json:"revoked_at,omitempty"`
}

// Holds reports whether the token opens anything at an instant.
func (t Token) Holds(at time.Time) bool { return t.RevokedAt == nil && at.Before(t.ExpiresAt) }

// Purpose is what a one-time link is for.
type Purpose string

// The purposes: making the first administrator, and setting a new password.
const (
	Setup Purpose = "setup"
	Reset Purpose = "reset"
)

// Link is a one-time link as its page sees it before it is used.
type Link struct {
	ID        LinkID        `db:"id" json:"id"`
	Purpose   Purpose       `db:"purpose" json:"purpose"`
	User      access.UserID `db:"user_id" json:"user_id,omitzero"`
	Login     string        `db:"login" json:"login"` // of the account to reset
	ExpiresAt time.Time     `db:"expires_at" json:"expires_at"`
}

// Signed is who is signed in: the actor for the use cases, and what the frame of a page needs besides.
type Signed struct {
	Actor    access.Actor
	Language string
	Demo     bool

	session []byte // what the session keeps, where it was asked for
}

// refused is the one answer to a wrong login, a wrong password and an account without one: which it was is nobody's business.
func refused() error { return fault.New(fault.Unauthenticated, "account.sign_in_refused") }

// unauthenticated is the answer to a session or token that names nobody who may act.
func unauthenticated() error { return fault.New(fault.Unauthenticated, "account.signed_out") }

// mayAdminister is the verdict on accounts, grants and links.
func mayAdminister(by access.Actor) error {
	return access.Require(by.May(access.CommitteeID{}, access.WriteAccounts))
}

// mayLookAt is the verdict on reading an account: administrators, and everybody their own.
func mayLookAt(by access.Actor, u access.UserID) error {
	if by.User == u && !u.IsZero() || by.May(access.CommitteeID{}, access.ReadAllAccounts) {
		return nil
	}
	return fault.New(fault.NotFound, "not_found")
}
