package api

import (
	"context"
	"net/http"
	"reflect"

	"github.com/dondoc/dondoc/internal/domain/account"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
)

const (
	usersPath  = "/users"
	userPath   = usersPath + "/{user}"
	grantsPath = committeePath + "/grants"
)

func (a *API) accountRoutes() []route {
	s := a.d.Accounts
	return append(a.myRoutes(),
		pages(title{usersPath, "listUsers", "Accounts (administrators)"}, a.listUsers),
		creates(title{usersPath, "createUser", "Make an account (administrators)"}, usersPath+"/{id}", s.CreateUser, a.userThere),
		reads(title{userPath, "getUser", "An account with its grants, units and tokens"}, a.getUser),
		edits(title{userPath, "editUser", "Change an account (administrators)"}, s.EditUser).bind("user=id"),
		posts(title{userPath + "/disable", "disableUser", "Take an account out of use, or back in (administrators)"}, s.SetDisabled).bind("user=id"),
		a.issueReset(),
		creates(title{userPath + "/units", "createUserUnit", "Make a user answer for a unit (administrators)"}, userPath, s.CreateUserUnit, a.userUnitThere).bind("user=user_id"),
		edits(title{userPath + "/units/{answering}", "editUserUnit", "Change or withdraw an answering for a unit (administrators)"}, s.EditUserUnit).
			bind("user=user_id", "answering=id"),
		lists(title{userPath + "/tokens", "listTokens", "The bearer tokens of an account"}, a.listTokens),

		lists(title{grantsPath, "listGrants", "The roles given in a committee (administrators)"}, a.listGrants),
		creates(title{grantsPath, "createGrant", "Give a user a role in a committee (administrators)"}, grantsPath, s.CreateGrant, a.grantThere),
		edits(title{grantsPath + "/{grant}", "editGrant", "Change, end or withdraw a role (administrators)"}, s.EditGrant).bind("grant=id"),
	)
}

// myRoutes are what everybody does with their own account.
func (a *API) myRoutes() []route {
	revoke := reads(title{"/tokens/{token}/revoke", "revokeToken", "End a bearer token at once"}, a.revokeToken)
	revoke.method = http.MethodPost
	return []route{
		reads(title{"/me", "getMe", "Who you are, with your grants and units"}, a.getMe),
		does(http.MethodPut, title{"/me/language", "setLanguage", "Choose your language: vi, en, or nothing for the house's"}, a.setLanguage),
		a.changePassword(),
		creates(title{"/tokens", "createToken", "Make a bearer token for yourself; its secret is shown once"}, "/me", a.createToken, nil),
		revoke,
	}
}

func (a *API) getMe(ctx context.Context, c call) (account.UserDetail, error) {
	return a.d.Accounts.User(ctx, c.by, c.by.User)
}

// LanguageInput chooses a language.
type LanguageInput struct {
	Language string `json:"language" validate:"omitempty,oneof=vi en"`
}

func (a *API) setLanguage(ctx context.Context, by access.Actor, in LanguageInput) (account.User, error) {
	return a.d.Accounts.SetLanguage(ctx, by, in.Language)
}

// changePassword ends every session of the account, the one it is sent with included; tokens go on.
func (a *API) changePassword() route {
	t := title{"/me/password", "changePassword", "Set your own password; all sessions end"}
	r := does(http.MethodPut, t, func(ctx context.Context, by access.Actor, in account.PasswordInput) (any, error) {
		return nil, a.d.Accounts.ChangePassword(ctx, by, in)
	})
	r.status, r.answer = http.StatusNoContent, nil
	return r
}

// NewToken is a token with what it is spelt like.
type NewToken struct {
	account.Token
	Secret string `json:"secret"`
}

func (a *API) createToken(ctx context.Context, by access.Actor, in account.TokenInput) (NewToken, error) {
	t, secret, err := a.d.Accounts.CreateToken(ctx, by, in)
	return NewToken{t, secret}, err
}

func (a *API) revokeToken(ctx context.Context, c call) (account.Token, error) {
	t, err := idOf[any](c, "token")
	if err != nil {
		return account.Token{}, err
	}
	return a.d.Accounts.RevokeToken(ctx, c.by, account.TokenID(t))
}

func (a *API) listUsers(ctx context.Context, c call, q account.UserQuery) (org.Page[account.User], error) {
	return a.d.Accounts.Users(ctx, c.by, q)
}

func (a *API) userThere(ctx context.Context, c call, in account.UserInput) error {
	_, err := a.d.Accounts.User(ctx, c.by, in.ID)
	return err
}

func (a *API) user(ctx context.Context, c call) (account.UserDetail, error) {
	u, err := idOf[any](c, "user")
	if err != nil {
		return account.UserDetail{}, err
	}
	return a.d.Accounts.User(ctx, c.by, access.UserID(u))
}

func (a *API) getUser(ctx context.Context, c call) (account.UserDetail, error) { return a.user(ctx, c) }

func (a *API) userUnitThere(ctx context.Context, c call, in account.UserUnitInput) error {
	u, err := a.d.Accounts.User(ctx, c.by, in.User)
	return oneOf(u.Units, err, func(x account.UserUnit) bool { return x.ID == in.ID })
}

func (a *API) listTokens(ctx context.Context, c call) ([]account.Token, error) {
	u, err := idOf[any](c, "user")
	if err != nil {
		return nil, err
	}
	return a.d.Accounts.Tokens(ctx, c.by, access.UserID(u))
}

// ResetLink is the secret of a one-time link by which a user sets a new password.
type ResetLink struct {
	Token string `json:"token"`
}

func (a *API) issueReset() route {
	return route{
		method: http.MethodPost, path: userPath + "/reset-link", name: "issueReset", summary: "Make a one-time link for a new password (administrators)",
		status: http.StatusOK, answer: reflect.TypeFor[ResetLink](),
		handle: func(ctx context.Context, c call) (any, error) {
			u, err := idOf[any](c, "user")
			if err != nil {
				return nil, err
			}
			secret, err := a.d.Accounts.IssueReset(ctx, c.by, access.UserID(u))
			return ResetLink{secret}, err
		},
	}
}

func (a *API) listGrants(ctx context.Context, c call) ([]account.Grant, error) {
	return a.d.Accounts.GrantsIn(ctx, c.by, c.in())
}

func (a *API) grantThere(ctx context.Context, c call, in account.GrantInput) error {
	all, err := a.d.Accounts.GrantsIn(ctx, c.by, c.in())
	return oneOf(all, err, func(g account.Grant) bool { return g.ID == in.ID })
}
