package attach

import (
	"context"
	"time"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/blob"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

const uploadColumns = `committee_id, id, owner_kind, owner_id, file_name, size, received, parts, began_at, user_id, login`

func uploadByID(ctx context.Context, q database.Querier, c access.CommitteeID, i ID) (Upload, error) {
	return database.One[Upload](ctx, q, `SELECT `+uploadColumns+` FROM upload WHERE committee_id = $1 AND id = $2`, c, i)
}

// countUploads counts what a person has on its way in.
func countUploads(ctx context.Context, q database.Querier, by access.Actor) (int, error) {
	var n int
	err := q.QueryRow(ctx, `SELECT count(*) FROM upload WHERE user_id IS NOT DISTINCT FROM $1 AND login = $2`, by.User, by.Login).Scan(&n)
	return n, database.Translate(err)
}

// insertUpload writes an upload; false when the id is taken.
func insertUpload(ctx context.Context, tx database.Tx, u Upload) (bool, error) {
	tag, err := tx.Exec(ctx, `INSERT INTO upload (committee_id, id, owner_kind, owner_id, file_name, size, began_at, user_id, login)
		SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9 WHERE NOT EXISTS (SELECT 1 FROM attachment WHERE committee_id = $1 AND id = $2)
		ON CONFLICT (committee_id, id) DO NOTHING`,
		u.Committee, u.ID, u.OwnerKind, u.OwnerID, u.FileName, u.Size, u.BeganAt, u.User, u.Login)
	return tag.RowsAffected() == 1, database.Translate(err)
}

// addPart notes a piece where it begins; false when the file has gone on since, or has gone.
func addPart(ctx context.Context, tx database.Tx, u Upload, p blob.PartID, n int64) (bool, error) {
	tag, err := tx.Exec(ctx, `UPDATE upload SET parts = parts || $4::uuid, received = received + $5 WHERE committee_id = $1 AND id = $2 AND received = $3`,
		u.Committee, u.ID, u.Received, p, n)
	return tag.RowsAffected() == 1, database.Translate(err)
}

// endUpload takes the upload away that becomes an attachment in the same transaction.
func endUpload(ctx context.Context, tx database.Tx, u Upload) error {
	tag, err := tx.Exec(ctx, `DELETE FROM upload WHERE committee_id = $1 AND id = $2 AND received = $3`, u.Committee, u.ID, u.Received)
	if err == nil && tag.RowsAffected() == 0 {
		return fault.New(fault.Conflict, "attach.wrong_offset", u.Received)
	}
	return database.Translate(err)
}

func deleteUpload(ctx context.Context, tx database.Tx, u Upload) error {
	_, err := tx.Exec(ctx, `DELETE FROM upload WHERE committee_id = $1 AND id = $2`, u.Committee, u.ID)
	return database.Translate(err)
}

func deleteUploads(ctx context.Context, tx database.Tx, before time.Time) ([]Upload, error) {
	return database.Many[Upload](ctx, tx, `DELETE FROM upload WHERE began_at < $1 RETURNING `+uploadColumns, before)
}
