package account

import (
	"context"
	"time"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/database"
)

const tokenColumns = `id, user_id, name, created_at, expires_at, revoked_at` //nolint:gosec // names of columns

// insertToken stores a new token; false when the id is taken.
func insertToken(ctx context.Context, tx database.Tx, t Token, hash []byte) (bool, error) {
	tag, err := tx.Exec(ctx, `INSERT INTO api_token (id, user_id, name, hash, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (id) DO NOTHING`, t.ID, t.User, t.Name, hash, t.CreatedAt, t.ExpiresAt)
	return tag.RowsAffected() == 1, database.Translate(err)
}

func lockToken(ctx context.Context, tx database.Tx, t TokenID) (Token, error) {
	return database.One[Token](ctx, tx, `SELECT `+tokenColumns+` FROM api_token WHERE id = $1 FOR UPDATE`, t)
}

func tokensOf(ctx context.Context, q database.Querier, u access.UserID) ([]Token, error) {
	return database.Many[Token](ctx, q, `SELECT `+tokenColumns+` FROM api_token WHERE user_id = $1 ORDER BY revoked_at IS NOT NULL, created_at DESC, id`, u)
}

func revokeToken(ctx context.Context, tx database.Tx, t TokenID, at time.Time) (Token, error) {
	return database.One[Token](ctx, tx, `UPDATE api_token SET revoked_at = $2 WHERE id = $1 RETURNING `+tokenColumns, t, at)
}

// byToken is the condition of selectActor for the owner of a token that holds at an instant: $2 its hash, $3 the instant.
const byToken = `u.id = (SELECT user_id FROM api_token WHERE hash = $2 AND revoked_at IS NULL AND expires_at > $3)` //nolint:gosec // SQL, no secret

const linkColumns = `l.id, l.purpose, l.user_id, coalesce((SELECT login FROM user_account WHERE id = l.user_id), '') AS login, l.expires_at`

// usable are the links that may still be used at the instant $1.
const usable = `l.used_at IS NULL AND l.expires_at > $1`

// insertLink stores a link in place of the unused ones of the same purpose and user.
func insertLink(ctx context.Context, tx database.Tx, l Link, hash []byte, now time.Time) error {
	_, err := tx.Exec(ctx, `UPDATE one_time_link l SET expires_at = $1
		WHERE `+usable+` AND l.purpose = $2 AND l.user_id IS NOT DISTINCT FROM $3`, now, l.Purpose, l.User)
	if err != nil {
		return database.Translate(err)
	}
	_, err = tx.Exec(ctx, `INSERT INTO one_time_link (id, purpose, user_id, hash, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6)`,
		l.ID, l.Purpose, l.User, hash, now, l.ExpiresAt)
	return database.Translate(err)
}

func usableLink(ctx context.Context, q database.Querier, hash []byte, now time.Time) (Link, error) {
	return database.One[Link](ctx, q, `SELECT `+linkColumns+` FROM one_time_link l WHERE `+usable+` AND l.hash = $2`, now, hash)
}

// useLink marks a link as used and returns it; a second use finds nothing.
func useLink(ctx context.Context, tx database.Tx, hash []byte, now time.Time) (Link, error) {
	return database.One[Link](ctx, tx, `UPDATE one_time_link l SET used_at = $1 WHERE `+usable+` AND l.hash = $2 RETURNING `+linkColumns, now, hash)
}
