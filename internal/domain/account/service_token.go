package account

import (
	"context"
	"time"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/audit"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/secrets"
)

// CreateToken makes a bearer token and returns what it is spelt like, which is never shown again: repeating the same
// request is fault.Conflict "account.token_shown". People make tokens for themselves; the built-in actors for anybody.
func (s *Service) CreateToken(ctx context.Context, by access.Actor, in TokenInput) (Token, string, error) {
	in.Name = org.Line(in.Name)
	if in.User.IsZero() {
		in.User = by.User
	}
	if in.Days == 0 {
		in.Days = 90
	}
	if err := s.d.Validate.Struct(in); err != nil {
		return Token{}, "", err
	}
	if err := access.Require(by.System || by.User == in.User); err != nil {
		return Token{}, "", err
	}
	secret, err := secrets.Draw(s.rand, tokenPrefix)
	if err != nil {
		return Token{}, "", err
	}
	now := s.d.Clock().Truncate(time.Microsecond)
	t := Token{ID: in.ID, User: in.User, Name: in.Name, CreatedAt: now, ExpiresAt: now.AddDate(0, 0, in.Days)}
	err = database.InTx(ctx, s.d.DB, func(tx database.Tx) error { return s.storeToken(ctx, tx, by, t, secrets.Hash(secret)) })
	if err != nil {
		return Token{}, "", err
	}
	return t, secret, nil
}

func (s *Service) storeToken(ctx context.Context, tx database.Tx, by access.Actor, t Token, hash []byte) error {
	fresh, err := insertToken(ctx, tx, t, hash)
	if err == nil && !fresh {
		err = fault.New(fault.Conflict, "account.token_shown")
	}
	if err != nil {
		return err
	}
	return s.note(ctx, tx, by, audit.Entry{Action: "token.create", Subject: "token", SubjectID: t.ID, After: t})
}

// Tokens lists the tokens of an account, for its owner and for administrators.
func (s *Service) Tokens(ctx context.Context, by access.Actor, u access.UserID) ([]Token, error) {
	if err := mayLookAt(by, u); err != nil {
		return nil, err
	}
	return read(ctx, s, func(q database.Querier) ([]Token, error) { return tokensOf(ctx, q, u) })
}

// RevokeToken ends a token at once: one's own, or any as an administrator. Revoking twice changes nothing.
func (s *Service) RevokeToken(ctx context.Context, by access.Actor, t TokenID) (Token, error) {
	return write(ctx, s, by, t, func(ctx context.Context, tx database.Tx, by access.Actor, id TokenID) (Token, error) {
		before, err := lockToken(ctx, tx, id)
		if err != nil {
			return Token{}, err
		}
		if err := mayLookAt(by, before.User); err != nil || before.RevokedAt != nil {
			return before, err
		}
		after, err := revokeToken(ctx, tx, id, s.d.Clock())
		if err != nil {
			return Token{}, err
		}
		return after, s.note(ctx, tx, by, audit.Entry{
			Action: "token.revoke", Subject: "token", SubjectID: after.ID, Before: before, After: after,
		})
	})
}
