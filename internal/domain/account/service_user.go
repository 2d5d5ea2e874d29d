package account

import (
	"context"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/audit"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

// Users lists accounts, for administrators.
func (s *Service) Users(ctx context.Context, by access.Actor, in UserQuery) (org.Page[User], error) {
	if err := access.Require(by.May(access.CommitteeID{}, access.ReadAllAccounts)); err != nil {
		return org.Page[User]{}, err
	}
	return read(ctx, s, func(q database.Querier) (org.Page[User], error) { return listUsers(ctx, q, in) })
}

// UserDetail is an account with its grants, the units it answers for and its tokens.
type UserDetail struct {
	User
	Grants []Grant    `json:"grants"`
	Units  []UserUnit `json:"units"`
	Tokens []Token    `json:"tokens"`
}

// User reads an account, for administrators and for its owner; to others it is fault.NotFound.
func (s *Service) User(ctx context.Context, by access.Actor, u access.UserID) (UserDetail, error) {
	if err := mayLookAt(by, u); err != nil {
		return UserDetail{}, err
	}
	return read(ctx, s, func(q database.Querier) (UserDetail, error) {
		user, err := userByID(ctx, q, u)
		if err != nil {
			return UserDetail{}, err
		}
		d := UserDetail{User: user}
		if d.Grants, err = grantsOf(ctx, q, u); err != nil {
			return UserDetail{}, err
		}
		if d.Units, err = userUnitsOf(ctx, q, u); err != nil {
			return UserDetail{}, err
		}
		d.Tokens, err = tokensOf(ctx, q, u)
		return d, err
	})
}

// CreateUser makes an account. Administrators only. Without a password it waits for IssueReset.
func (s *Service) CreateUser(ctx context.Context, by access.Actor, in UserInput) (User, error) {
	return write(ctx, s, by, in, s.CreateUserIn)
}

// CreateUserIn is CreateUser within a larger act. A repeat with another password is still a repeat: the first one stands.
func (s *Service) CreateUserIn(ctx context.Context, tx database.Tx, by access.Actor, in UserInput) (User, error) {
	in = in.clean()
	if err := mayAdminister(by); err != nil {
		return User{}, err
	}
	if in.Demo && !by.System {
		return User{}, access.Require(false)
	}
	if err := s.d.Validate.Struct(in); err != nil {
		return User{}, err
	}
	return s.insert(ctx, tx, by, in)
}

// insert stores a checked account and notes it.
func (s *Service) insert(ctx context.Context, tx database.Tx, by access.Actor, in UserInput) (User, error) {
	n := newUser{UserInput: in, At: s.d.Clock(), Content: id.ContentHash(in.content())}
	if in.Password != "" {
		var err error
		if n.Hash, err = s.hash.Hash(ctx, in.Password); err != nil {
			return User{}, err
		}
	}
	if err := audit.Lock(ctx, tx, access.CommitteeID{}); err != nil { // before the login, for which two may wait
		return User{}, err
	}
	fresh, err := insertUser(ctx, tx, n)
	if err != nil {
		return User{}, err
	}
	u, err := userByID(ctx, tx, in.ID)
	if err != nil || !fresh {
		return u, err
	}
	return u, s.note(ctx, tx, by, audit.Entry{Action: "account.create", Subject: "account", SubjectID: u.ID, After: u})
}

// EditUser changes an account's name, person, language and whether it administers. Administrators only; the last one stays one.
func (s *Service) EditUser(ctx context.Context, by access.Actor, in UserInput) (User, error) {
	return write(ctx, s, by, in, s.EditUserIn)
}

// EditUserIn is EditUser within a larger act. The login never changes: the audit knows people by it.
func (s *Service) EditUserIn(ctx context.Context, tx database.Tx, by access.Actor, in UserInput) (User, error) {
	if err := mayAdminister(by); err != nil {
		return User{}, err
	}
	before, err := lockForAdministration(ctx, tx, in.ID)
	if err != nil {
		return User{}, err
	}
	in.Login, in.Password = before.Login, ""
	in = in.clean()
	if err := s.d.Validate.Struct(in); err != nil {
		return User{}, err
	}
	if err := fresh(in.Version, before.Version, before); err != nil {
		return User{}, err
	}
	if err := keepAnAdministrator(ctx, tx, before, in.IsAdmin); err != nil {
		return User{}, err
	}
	after, err := updateUser(ctx, tx, in)
	if err != nil {
		return User{}, err
	}
	return after, s.note(ctx, tx, by, audit.Entry{Action: "account.edit", Subject: "account", SubjectID: after.ID, Before: before, After: after})
}

// SetDisabled takes an account out of use, ending its sessions, or back in. Administrators only; the last one stays.
func (s *Service) SetDisabled(ctx context.Context, by access.Actor, in DisableInput) (User, error) {
	return write(ctx, s, by, in, s.SetDisabledIn)
}

// SetDisabledIn is SetDisabled within a larger act.
func (s *Service) SetDisabledIn(ctx context.Context, tx database.Tx, by access.Actor, in DisableInput) (User, error) {
	if err := mayAdminister(by); err != nil {
		return User{}, err
	}
	if err := s.d.Validate.Struct(in); err != nil {
		return User{}, err
	}
	before, err := lockForAdministration(ctx, tx, in.ID)
	if err != nil {
		return User{}, err
	}
	if err := fresh(in.Version, before.Version, before); err != nil {
		return User{}, err
	}
	if before.Disabled() == in.Disabled {
		return before, nil
	}
	if err := keepAnAdministrator(ctx, tx, before, before.IsAdmin && !in.Disabled); err != nil {
		return User{}, err
	}
	return s.switchOff(ctx, tx, by, before, in.Disabled)
}

func (s *Service) switchOff(ctx context.Context, tx database.Tx, by access.Actor, before User, off bool) (User, error) {
	now := s.d.Clock()
	at, action := &now, "account.disable"
	if !off {
		at, action = nil, "account.enable"
	}
	after, err := setDisabled(ctx, tx, before.ID, at)
	if err != nil {
		return User{}, err
	}
	if err := endSessions(ctx, tx, after.ID, ""); err != nil {
		return User{}, err
	}
	return after, s.note(ctx, tx, by, audit.Entry{Action: action, Subject: "account", SubjectID: after.ID, Before: before, After: after})
}

// SetLanguage chooses the actor's own language: vi, en, or nothing for the house's.
func (s *Service) SetLanguage(ctx context.Context, by access.Actor, language string) (User, error) {
	if language != "" && language != "vi" && language != "en" {
		return User{}, fault.Field("language", "validate.oneof", "vi en")
	}
	return write(ctx, s, by, language, func(ctx context.Context, tx database.Tx, by access.Actor, language string) (User, error) {
		before, err := lockUser(ctx, tx, by.User)
		if err != nil || before.Language == language {
			return before, err
		}
		after, err := setLanguage(ctx, tx, by.User, language)
		if err != nil {
			return User{}, err
		}
		return after, s.note(ctx, tx, by, audit.Entry{
			Action: "account.language", Subject: "account", SubjectID: after.ID, Before: before, After: after,
		})
	})
}

// lockForAdministration locks an account for a change that could take the last administrator away; such changes take turns.
func lockForAdministration(ctx context.Context, tx database.Tx, u access.UserID) (User, error) {
	if err := audit.Lock(ctx, tx, access.CommitteeID{}); err != nil {
		return User{}, err
	}
	return lockUser(ctx, tx, u)
}

// keepAnAdministrator refuses that an account stops administering when nobody else does.
func keepAnAdministrator(ctx context.Context, q database.Querier, before User, stays bool) error {
	if stays || !before.IsAdmin || before.Disabled() {
		return nil
	}
	another, err := otherAdmin(ctx, q, before.ID)
	if err == nil && !another {
		err = fault.New(fault.Conflict, "account.last_administrator")
	}
	return err
}
