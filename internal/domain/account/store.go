package account

import (
	"context"
	"time"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/database"
)

const userColumns = `u.id, u.login, u.name, u.person_id, u.is_admin, u.is_demo, u.password_hash <> '' AS has_password, u.disabled_at, u.language,
	u.created_at, u.version`

func userByID(ctx context.Context, q database.Querier, u access.UserID) (User, error) {
	return database.One[User](ctx, q, `SELECT `+userColumns+` FROM user_account u WHERE u.id = $1`, u)
}

func userByLogin(ctx context.Context, q database.Querier, login string) (User, error) {
	return database.One[User](ctx, q, `SELECT `+userColumns+` FROM user_account u WHERE u.login = $1`, login)
}

func lockUser(ctx context.Context, tx database.Tx, u access.UserID) (User, error) {
	return database.One[User](ctx, tx, `SELECT `+userColumns+` FROM user_account u WHERE u.id = $1 FOR UPDATE`, u)
}

// passwordOf is the stored hash of a user, empty when there is none.
func passwordOf(ctx context.Context, q database.Querier, u access.UserID) (string, error) {
	var hash string
	err := q.QueryRow(ctx, `SELECT password_hash FROM user_account WHERE id = $1`, u).Scan(&hash)
	return hash, database.Translate(err)
}

// newUser is an account about to be stored.
type newUser struct {
	UserInput
	Hash    string // of the password
	At      time.Time
	Content string
}

func insertUser(ctx context.Context, tx database.Tx, n newUser) (bool, error) {
	return database.Create(ctx, tx, database.Creation{
		Insert: `INSERT INTO user_account (id, login, name, person_id, password_hash, is_admin, is_demo, language, created_at, created_hash)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (id) DO NOTHING`,
		Args:   []any{n.ID, n.Login, n.Name, n.Person, n.Hash, n.IsAdmin, n.Demo, n.Language, n.At, n.Content},
		Stored: `SELECT created_hash FROM user_account WHERE id = $1`, Key: []any{n.ID}, Hash: n.Content,
	})
}

func updateUser(ctx context.Context, tx database.Tx, in UserInput) (User, error) {
	return database.One[User](ctx, tx, `UPDATE user_account u SET name = $2, person_id = $3, is_admin = $4, language = $5, version = version + 1
		WHERE u.id = $1 RETURNING `+userColumns, in.ID, in.Name, in.Person, in.IsAdmin, in.Language)
}

func setLanguage(ctx context.Context, tx database.Tx, u access.UserID, language string) (User, error) {
	return database.One[User](ctx, tx, `UPDATE user_account u SET language = $2, version = version + 1 WHERE u.id = $1 RETURNING `+userColumns, u, language)
}

// setDisabled takes an account out of use at an instant; nil takes it back in.
func setDisabled(ctx context.Context, tx database.Tx, u access.UserID, at *time.Time) (User, error) {
	return database.One[User](ctx, tx, `UPDATE user_account u SET disabled_at = $2, version = version + 1 WHERE u.id = $1 RETURNING `+userColumns, u, at)
}

func setPassword(ctx context.Context, tx database.Tx, u access.UserID, hash string) (User, error) {
	return database.One[User](ctx, tx, `UPDATE user_account u SET password_hash = $2, version = version + 1 WHERE u.id = $1 RETURNING `+userColumns, u, hash)
}

// renewHash stores the same password at today's cost; to people nothing has changed, so the version stays.
func renewHash(ctx context.Context, tx database.Tx, u access.UserID, was, is string) error {
	_, err := tx.Exec(ctx, `UPDATE user_account SET password_hash = $3 WHERE id = $1 AND password_hash = $2`, u, was, is)
	return database.Translate(err)
}

func anyUser(ctx context.Context, q database.Querier) (bool, error) {
	return yes(ctx, q, `SELECT EXISTS (SELECT 1 FROM user_account)`)
}

// otherAdmin reports whether somebody else administers.
func otherAdmin(ctx context.Context, q database.Querier, but access.UserID) (bool, error) {
	return yes(ctx, q, `SELECT EXISTS (SELECT 1 FROM user_account WHERE is_admin AND disabled_at IS NULL AND id <> $1)`, but)
}

func yes(ctx context.Context, q database.Querier, sql string, args ...any) (bool, error) {
	var found bool
	err := q.QueryRow(ctx, sql, args...).Scan(&found)
	return found, database.Translate(err)
}
