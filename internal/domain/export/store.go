package export

import (
	"context"
	"time"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/database"
)

const columns = `committee_id, id, user_id, query, state, rows_done, rows_total, tries, problem, name, size, asked_at, ended_at, expires_at`

func insert(ctx context.Context, tx database.Tx, f File, hash string) (bool, error) {
	return database.Create(ctx, tx, database.Creation{
		Insert: `INSERT INTO export_file (committee_id, id, user_id, created_hash, query, asked_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
		Args:   []any{f.Committee, f.ID, f.User, hash, f.Query, f.AskedAt, f.ExpiresAt},
		Stored: `SELECT created_hash FROM export_file WHERE committee_id = $1 AND id = $2`, Key: []any{f.Committee, f.ID}, Hash: hash,
	})
}

func one(ctx context.Context, q database.Querier, c access.CommitteeID, i ID) (File, error) {
	return database.One[File](ctx, q, `SELECT `+columns+` FROM export_file WHERE committee_id = $1 AND id = $2`, c, i)
}

func mine(ctx context.Context, q database.Querier, c access.CommitteeID, u access.UserID) ([]File, error) {
	return database.Many[File](ctx, q, `SELECT `+columns+` FROM export_file WHERE committee_id = $1 AND user_id = $2 ORDER BY asked_at DESC, id DESC`, c, u)
}

func expired(ctx context.Context, q database.Querier, now time.Time) ([]File, error) {
	return database.Many[File](ctx, q, `SELECT `+columns+` FROM export_file WHERE expires_at <= $1 ORDER BY expires_at`, now)
}

func begun(ctx context.Context, tx database.Tx, f File) (File, error) {
	return database.One[File](ctx, tx, `UPDATE export_file SET state = 'working', tries = tries + 1, rows_done = 0 WHERE committee_id = $1 AND id = $2 RETURNING `+columns, f.Committee, f.ID)
}

func progress(ctx context.Context, tx database.Tx, f File, done, total int) error {
	_, err := tx.Exec(ctx, `UPDATE export_file SET rows_done = $3, rows_total = $4 WHERE committee_id = $1 AND id = $2 AND state = 'working'`, f.Committee, f.ID, done, total)
	return database.Translate(err)
}

// made is a finished workbook.
type made struct {
	name string
	size int64
	at   time.Time
}

func finished(ctx context.Context, tx database.Tx, f File, m made) (File, error) {
	return database.One[File](ctx, tx, `UPDATE export_file SET state = 'done', name = $3, size = $4, ended_at = $5, problem = '', rows_done = rows_total
		WHERE committee_id = $1 AND id = $2 AND state = 'working' RETURNING `+columns, f.Committee, f.ID, m.name, m.size, m.at)
}

// failure is what went wrong, and whether for good.
type failure struct {
	problem string
	last    bool
	at      time.Time
}

func failed(ctx context.Context, tx database.Tx, f File, x failure) (File, error) {
	return database.One[File](ctx, tx, `UPDATE export_file SET problem = $3, state = CASE WHEN $4 THEN 'failed' ELSE 'waiting' END, ended_at = CASE WHEN $4 THEN $5::timestamptz END
		WHERE committee_id = $1 AND id = $2 AND state = 'working' RETURNING `+columns, f.Committee, f.ID, x.problem, x.last, x.at)
}

func del(ctx context.Context, tx database.Tx, f File) (bool, error) {
	tag, err := tx.Exec(ctx, `DELETE FROM export_file WHERE committee_id = $1 AND id = $2`, f.Committee, f.ID)
	return tag.RowsAffected() == 1, database.Translate(err)
}
