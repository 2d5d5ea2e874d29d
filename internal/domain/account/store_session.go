package account

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/jackc/pgx/v5"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
)

// SessionUser is the key under which a session keeps the id of who is signed in, as text.
const SessionUser = "user"

// SessionStore keeps sessions in PostgreSQL for package scs. A session's row is found by the SHA-256 of its cookie,
// and names its user, so that all sessions of a user can be ended at once.
type SessionStore struct {
	db    database.DB
	clock calendar.Clock
}

var _ scs.CtxStore = (*SessionStore)(nil)

// NewSessionStore returns a store that reads the time from clock.
func NewSessionStore(db database.DB, clock calendar.Clock) *SessionStore {
	return &SessionStore{db, clock}
}

// found is a session that was read already in the same request.
type found struct {
	cookie string
	data   []byte
}

type foundKey struct{}

// FindCtx returns the data of a session that has not expired. One that BySession found costs no statement.
func (s *SessionStore) FindCtx(ctx context.Context, cookie string) ([]byte, bool, error) {
	if f, ok := ctx.Value(foundKey{}).(found); ok && f.cookie == cookie {
		return f.data, true, nil
	}
	var data []byte
	err := s.db.QueryRow(ctx, `SELECT data FROM session WHERE token = $1 AND expiry > $2`, sessionKey(cookie), s.clock()).Scan(&data)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, false, nil
	}
	return data, err == nil, database.Translate(err)
}

// CommitCtx stores a session until its expiry.
func (s *SessionStore) CommitCtx(ctx context.Context, cookie string, data []byte, expiry time.Time) error {
	user, err := sessionUser(data)
	if err != nil {
		return err
	}
	_, err = s.db.Exec(ctx, `INSERT INTO session (token, user_id, data, expiry) VALUES ($1, $2, $3, $4)
		ON CONFLICT (token) DO UPDATE SET user_id = excluded.user_id, data = excluded.data, expiry = excluded.expiry`,
		sessionKey(cookie), user, data, expiry)
	return database.Translate(err)
}

// DeleteCtx ends a session; ending one that is gone is no error.
func (s *SessionStore) DeleteCtx(ctx context.Context, cookie string) error {
	_, err := s.db.Exec(ctx, `DELETE FROM session WHERE token = $1`, sessionKey(cookie))
	return database.Translate(err)
}

// Find is FindCtx for callers without a context, as scs.Store demands.
func (s *SessionStore) Find(cookie string) ([]byte, bool, error) {
	return s.FindCtx(context.Background(), cookie)
}

// Commit is CommitCtx for callers without a context, as scs.Store demands.
func (s *SessionStore) Commit(cookie string, data []byte, expiry time.Time) error {
	return s.CommitCtx(context.Background(), cookie, data, expiry)
}

// Delete is DeleteCtx for callers without a context, as scs.Store demands.
func (s *SessionStore) Delete(cookie string) error { return s.DeleteCtx(context.Background(), cookie) }

// Sweep deletes sessions that have expired and returns how many; a periodic job calls it.
func (s *SessionStore) Sweep(ctx context.Context) (int64, error) {
	tag, err := s.db.Exec(ctx, `DELETE FROM session WHERE expiry <= $1`, s.clock())
	return tag.RowsAffected(), database.Translate(err)
}

// endSessions ends all sessions of a user but the one whose cookie is given, if any.
func endSessions(ctx context.Context, tx database.Tx, u access.UserID, keep string) error {
	_, err := tx.Exec(ctx, `DELETE FROM session WHERE user_id = $1 AND token <> $2`, u, sessionKey(keep))
	return database.Translate(err)
}

// sessionKey is what the row of a cookie is called: a copy of the table opens no session.
func sessionKey(cookie string) string {
	h := sha256.Sum256([]byte(cookie))
	return hex.EncodeToString(h[:])
}

// sessionUser reads who is signed in out of a session's data; nobody yet is the zero id.
func sessionUser(data []byte) (access.UserID, error) {
	_, values, err := SessionCodec{}.Decode(data)
	if err != nil {
		return access.UserID{}, fmt.Errorf("session data: %w", err)
	}
	text, _ := values[SessionUser].(string)
	var u access.UserID
	if err := u.UnmarshalText([]byte(text)); err != nil {
		return access.UserID{}, fmt.Errorf("session user: %w", err)
	}
	return u, nil
}
