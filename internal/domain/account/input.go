package account

import (
	"strings"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
)

// UserInput makes an account (Version 0) or edits one. A password may be given when it is made; without one the account
// waits for a one-time link.
type UserInput struct {
	ID       access.UserID   `json:"id" validate:"required"`
	Version  int             `json:"version" validate:"min=0"`
	Login    string          `json:"login" validate:"required,min=2,max=63,login"` // fixed at creation
	Name     string          `json:"name" validate:"required,max=120"`
	Person   access.PersonID `json:"person_id,omitzero"`
	IsAdmin  bool            `json:"is_admin"`
	Language string          `json:"language" validate:"omitempty,oneof=vi en"`
	Password string          `json:"password,omitempty" validate:"omitempty,min=10,max=256"`
	// Demo marks an account whose password is known; only the built-in actors make such.
	Demo bool `json:"-"`
}

func (in UserInput) clean() UserInput {
	in.Login, in.Name = cleanLogin(in.Login), org.Line(in.Name)
	return in
}

// content is what the input says but the password: a quick hash of it must never be stored.
func (in UserInput) content() UserInput {
	in.Password = ""
	return in
}

func cleanLogin(s string) string { return strings.ToLower(org.Line(s)) }

// SignInInput is one try to sign in.
type SignInInput struct {
	Login    string `json:"login" validate:"required,max=63"`
	Password string `json:"password" validate:"required,max=256"`
	Address  string `json:"-"` // where it comes from, for the rate limit
}

// SetupInput makes the first administrator through the set-up link.
type SetupInput struct {
	Token    string        `json:"token" validate:"required,max=100"`
	ID       access.UserID `json:"id" validate:"required"`
	Login    string        `json:"login" validate:"required,min=2,max=63,login"`
	Name     string        `json:"name" validate:"required,max=120"`
	Password string        `json:"password" validate:"required,min=10,max=256"`
	Language string        `json:"language" validate:"omitempty,oneof=vi en"`
}

// ResetInput sets a new password through a one-time link.
type ResetInput struct {
	Token    string `json:"token" validate:"required,max=100"`
	Password string `json:"password" validate:"required,min=10,max=256"`
}

// PasswordInput changes one's own password. KeepSession is the session it is done in; all others end.
type PasswordInput struct {
	Present     string `json:"present" validate:"required,max=256"`
	Password    string `json:"password" validate:"required,min=10,max=256"`
	KeepSession string `json:"-"`
}

// DisableInput takes an account out of use, or back in.
type DisableInput struct {
	ID       access.UserID `json:"id" validate:"required"`
	Version  int           `json:"version" validate:"required,min=1"`
	Disabled bool          `json:"disabled"`
}

// GrantInput gives a user a role in a committee, or edits or withdraws that.
type GrantInput struct {
	Committee access.CommitteeID `json:"committee_id" validate:"required"`
	ID        GrantID            `json:"id" validate:"required"`
	Version   int                `json:"version" validate:"min=0"`
	User      access.UserID      `json:"user_id" validate:"required"`
	Role      access.Role        `json:"role" validate:"required,oneof=head deputy secretary member focal observer"`
	ValidFrom calendar.Date      `json:"valid_from" validate:"required,realdate"`
	ValidTo   calendar.Date      `json:"valid_to,omitzero" validate:"realdate"`
	Withdrawn bool               `json:"withdrawn"`
}

// UserUnitInput makes a user answer for a unit, or edits or withdraws that.
type UserUnitInput struct {
	ID        UserUnitID    `json:"id" validate:"required"`
	Version   int           `json:"version" validate:"min=0"`
	User      access.UserID `json:"user_id" validate:"required"`
	Unit      access.UnitID `json:"unit_id" validate:"required"`
	ValidFrom calendar.Date `json:"valid_from" validate:"required,realdate"`
	ValidTo   calendar.Date `json:"valid_to,omitzero" validate:"realdate"`
	Withdrawn bool          `json:"withdrawn"`
}

// TokenInput makes a bearer token for oneself; the built-in actors make them for anybody.
type TokenInput struct {
	ID   TokenID       `json:"id" validate:"required"`
	User access.UserID `json:"user_id,omitzero"` // none: the actor
	Name string        `json:"name" validate:"required,max=120"`
	Days int           `json:"days" validate:"min=0,max=366"` // how long it holds; 0: 90
}
