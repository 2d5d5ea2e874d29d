package account

import (
	"context"
	"time"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/audit"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/secrets"
)

// linkLasts is how long a one-time link may be used.
const linkLasts = 24 * time.Hour

// EnsureSetup makes a set-up link while there is no account at all, and returns its secret; needed is false when somebody
// exists already. Each start makes a new link in place of the unused one, so only the last printed one works.
func (s *Service) EnsureSetup(ctx context.Context) (string, bool, error) {
	secret, needed := "", false
	err := database.InTx(ctx, s.d.DB, func(tx database.Tx) error {
		if err := audit.Lock(ctx, tx, access.CommitteeID{}); err != nil {
			return err
		}
		if found, err := anyUser(ctx, tx); err != nil || found {
			return err
		}
		needed = true
		var err error
		secret, err = s.makeLink(ctx, tx, access.System("setup"), Link{Purpose: Setup})
		return err
	})
	return secret, needed, err
}

// IssueReset makes a one-time link by which a user sets a new password, and returns its secret, which is shown once.
// Administrators only. The user's present password goes on working until the link is used.
func (s *Service) IssueReset(ctx context.Context, by access.Actor, u access.UserID) (string, error) {
	return write(ctx, s, by, u, s.IssueResetIn)
}

// IssueResetIn is IssueReset within a larger act. Asking again makes a new link in place of the unused one.
func (s *Service) IssueResetIn(ctx context.Context, tx database.Tx, by access.Actor, u access.UserID) (string, error) {
	if err := mayAdminister(by); err != nil {
		return "", err
	}
	if _, err := lockUser(ctx, tx, u); err != nil {
		return "", err
	}
	return s.makeLink(ctx, tx, by, Link{Purpose: Reset, User: u})
}

func (s *Service) makeLink(ctx context.Context, tx database.Tx, by access.Actor, l Link) (string, error) {
	secret, err := secrets.Draw(s.rand, "")
	if err != nil {
		return "", err
	}
	now := s.d.Clock()
	l.ID, l.ExpiresAt = LinkID(s.d.NewID()), now.Add(linkLasts)
	if err := insertLink(ctx, tx, l, secrets.Hash(secret), now); err != nil {
		return "", err
	}
	return secret, s.note(ctx, tx, by, audit.Entry{Action: "account.link", Subject: "link", SubjectID: l.ID, After: l})
}

// LinkOf is what a link's page shows before it is used. A used, expired or unknown one is fault.NotFound "account.link_dead".
func (s *Service) LinkOf(ctx context.Context, secret string) (Link, error) {
	l, err := usableLink(ctx, s.d.DB, secrets.Hash(secret), s.d.Clock())
	return l, dead(err)
}

// UseSetup makes the first administrator through the set-up link. Nobody must exist yet.
func (s *Service) UseSetup(ctx context.Context, in SetupInput) (User, error) {
	user := UserInput{ID: in.ID, Login: in.Login, Name: in.Name, Password: in.Password, Language: in.Language, IsAdmin: true}.clean()
	in.Login, in.Name = user.Login, user.Name
	if err := s.d.Validate.Struct(in); err != nil {
		return User{}, err
	}
	var u User
	err := database.InTx(ctx, s.d.DB, func(tx database.Tx) error {
		if err := audit.Lock(ctx, tx, access.CommitteeID{}); err != nil {
			return err
		}
		if _, err := s.spend(ctx, tx, in.Token, Setup); err != nil {
			return err
		}
		if found, err := anyUser(ctx, tx); err != nil || found {
			return dead(err, found)
		}
		var err error
		u, err = s.insert(ctx, tx, self(User{ID: user.ID, Login: user.Login, Name: user.Name}), user)
		return err
	})
	return u, err
}

// UseReset sets a new password through a one-time link; all sessions of the account end. The caller signs nobody in: the
// user does, with the new password.
func (s *Service) UseReset(ctx context.Context, in ResetInput) (User, error) {
	if err := s.d.Validate.Struct(in); err != nil {
		return User{}, err
	}
	if _, err := s.LinkOf(ctx, in.Token); err != nil {
		return User{}, err // before a hash is spent on it
	}
	hash, err := s.hash.Hash(ctx, in.Password)
	if err != nil {
		return User{}, err
	}
	var u User
	err = database.InTx(ctx, s.d.DB, func(tx database.Tx) error {
		l, err := s.spend(ctx, tx, in.Token, Reset)
		if err != nil {
			return err
		}
		if u, err = lockUser(ctx, tx, l.User); err != nil {
			return err
		}
		if err := s.setPassword(ctx, tx, self(u), newPassword{User: u.ID, Hash: hash}); err != nil {
			return err
		}
		u, err = userByID(ctx, tx, u.ID)
		return err
	})
	if err == nil {
		s.throttle.succeeded(u.Login) // whoever was locked out by somebody else's tries may come in now
	}
	return u, err
}

// spend uses a link up for a purpose.
func (s *Service) spend(ctx context.Context, tx database.Tx, secret string, p Purpose) (Link, error) {
	l, err := useLink(ctx, tx, secrets.Hash(secret), s.d.Clock())
	return l, dead(err, err == nil && l.Purpose != p)
}

// dead turns "no such row", and any of the further reasons, into the one answer for links that do not work.
func dead(err error, more ...bool) error {
	for _, reason := range more {
		if err == nil && reason {
			return fault.New(fault.NotFound, "account.link_dead")
		}
	}
	if fault.KindOf(err) == fault.NotFound {
		return fault.New(fault.NotFound, "account.link_dead").Because(err)
	}
	return err
}
