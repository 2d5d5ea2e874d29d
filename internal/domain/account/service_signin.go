package account

import (
	"context"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/audit"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/secrets"
)

// SignIn checks a login and its password and returns the account; the caller then starts a new session for it.
// A wrong try is fault.Unauthenticated, alike whatever was wrong; too many are fault.TooMany with the minutes to wait.
// Every refusal costs one password hash, so that time tells nothing about which logins exist.
func (s *Service) SignIn(ctx context.Context, in SignInInput) (User, error) {
	in.Login = cleanLogin(in.Login)
	if err := s.throttle.take(in.Login, in.Address, s.d.Clock()); err != nil {
		return User{}, err
	}
	if err := s.d.Validate.Struct(in); err != nil {
		return User{}, err
	}
	u, stored, err := s.known(ctx, in.Login)
	if err != nil {
		return User{}, err
	}
	right, err := s.hash.Check(ctx, stored, in.Password)
	if err != nil {
		return User{}, err
	}
	if !right {
		return User{}, refused()
	}
	if err := s.mayEnter(u); err != nil {
		return User{}, err
	}
	s.throttle.succeeded(in.Login)
	return s.enter(ctx, u, stored, in.Password)
}

// known reads an account and its password hash; an unknown login is nobody with no hash.
func (s *Service) known(ctx context.Context, login string) (User, string, error) {
	u, err := userByLogin(ctx, s.d.DB, login)
	if fault.KindOf(err) == fault.NotFound {
		return User{}, "", nil
	}
	if err != nil {
		return User{}, "", err
	}
	stored, err := passwordOf(ctx, s.d.DB, u.ID)
	return u, stored, err
}

// mayEnter says why somebody who knows the password may still not come in.
func (s *Service) mayEnter(u User) error {
	switch {
	case u.Disabled():
		return fault.New(fault.Unauthenticated, "account.disabled")
	case u.IsDemo && !s.loopback:
		return fault.New(fault.Unauthenticated, "account.demo_beyond_loopback")
	}
	return nil
}

// enter notes the sign-in and, when hashes cost more now than when the password was set, hashes it anew.
func (s *Service) enter(ctx context.Context, u User, stored, password string) (User, error) {
	renewed := ""
	if s.hash.Outdated(stored) {
		var err error
		if renewed, err = s.hash.Hash(ctx, password); err != nil {
			return User{}, err
		}
	}
	return u, database.InTx(ctx, s.d.DB, func(tx database.Tx) error {
		if renewed != "" {
			if err := renewHash(ctx, tx, u.ID, stored, renewed); err != nil {
				return err
			}
		}
		return s.note(ctx, tx, self(u), audit.Entry{Action: "account.sign_in", Subject: "account", SubjectID: u.ID})
	})
}

// SignedIn is who a session's user is today, in one statement. An unknown or disabled user, and a demo account when the
// server listens beyond loopback, is fault.Unauthenticated.
func (s *Service) SignedIn(ctx context.Context, u access.UserID) (Signed, error) {
	return s.admit(signedBy(ctx, s.d.DB, s.d.Clock.Today(), by(`u.id = $2`), u))
}

// BySession is who the session of a cookie belongs to, in one statement, with a context in which the SessionStore reads that
// session no more. A session that nobody signed in with, that has ended, or whose user may not come in, is fault.Unauthenticated.
func (s *Service) BySession(ctx context.Context, cookie string) (context.Context, Signed, error) {
	in, err := s.admit(signedBy(ctx, s.d.DB, s.d.Clock.Today(), bySession(), sessionKey(cookie), s.d.Clock()))
	if err != nil {
		return ctx, Signed{}, err
	}
	return context.WithValue(ctx, foundKey{}, found{cookie, in.session}), in, nil
}

// ByToken is who a bearer token belongs to, in one statement; an unknown, revoked or expired one is fault.Unauthenticated.
func (s *Service) ByToken(ctx context.Context, secret string) (Signed, error) {
	return s.admit(signedBy(ctx, s.d.DB, s.d.Clock.Today(), by(byToken), secrets.Hash(secret), s.d.Clock()))
}

func (s *Service) admit(in Signed, err error) (Signed, error) {
	if err == nil && in.Demo && !s.loopback {
		return Signed{}, unauthenticated()
	}
	return in, err
}

// ChangePassword sets the actor's own password after checking the present one; all other sessions end.
// Wrong present passwords count as tries to sign in.
func (s *Service) ChangePassword(ctx context.Context, by access.Actor, in PasswordInput) error {
	if err := s.d.Validate.Struct(in); err != nil {
		return err
	}
	if err := s.throttle.takeLogin(by.Login, s.d.Clock()); err != nil {
		return err
	}
	stored, err := passwordOf(ctx, s.d.DB, by.User)
	if err != nil {
		return err
	}
	right, err := s.hash.Check(ctx, stored, in.Present)
	if err == nil && !right {
		err = fault.Field("present", "account.wrong_password")
	}
	if err != nil {
		return err
	}
	s.throttle.succeeded(by.Login)
	hash, err := s.hash.Hash(ctx, in.Password)
	if err != nil {
		return err
	}
	return database.InTx(ctx, s.d.DB, func(tx database.Tx) error {
		return s.setPassword(ctx, tx, by, newPassword{User: by.User, Hash: hash, Keep: in.KeepSession})
	})
}

// newPassword is a password about to be stored; the session Keep goes on, all others of the user end.
type newPassword struct {
	User access.UserID
	Hash string
	Keep string
}

func (s *Service) setPassword(ctx context.Context, tx database.Tx, by access.Actor, p newPassword) error {
	u, err := setPassword(ctx, tx, p.User, p.Hash)
	if err != nil {
		return err
	}
	if err := endSessions(ctx, tx, u.ID, p.Keep); err != nil {
		return err
	}
	return s.note(ctx, tx, by, audit.Entry{Action: "account.password", Subject: "account", SubjectID: u.ID})
}
