package attach

import (
	"context"
	"time"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/blob"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

func retentionOf(ctx context.Context, q database.Querier, c access.CommitteeID) (Retention, error) {
	r, err := database.One[Retention](ctx, q, `SELECT committee_id, retention_years, version FROM attachment_setting WHERE committee_id = $1`, c)
	if fault.KindOf(err) == fault.NotFound {
		return Retention{Committee: c, Years: usualRetention}, nil
	}
	return r, err
}

func setRetention(ctx context.Context, tx database.Tx, r Retention) (Retention, error) {
	return database.One[Retention](ctx, tx, `INSERT INTO attachment_setting (committee_id, retention_years) VALUES ($1, $2)
		ON CONFLICT (committee_id) DO UPDATE SET retention_years = excluded.retention_years, version = attachment_setting.version + 1
		RETURNING committee_id, retention_years, version`, r.Committee, r.Years)
}

// retained lists what was taken away so long ago that its bytes need not be kept.
func retained(ctx context.Context, q database.Querier, now time.Time, usual int) ([]Attachment, error) {
	return database.Many[Attachment](ctx, q, `SELECT `+columns+` FROM attachment
		WHERE withdrawn_at IS NOT NULL AND purged_at IS NULL
		  AND withdrawn_at + make_interval(years => coalesce((SELECT s.retention_years FROM attachment_setting s WHERE s.committee_id = attachment.committee_id), $2)) <= $1
		ORDER BY withdrawn_at, id LIMIT 1000`, now, usual)
}

// lockBytes keeps two from storing and deleting the same bytes at once, until the transaction ends.
func lockBytes(ctx context.Context, tx database.Tx, sum blob.Sum) error {
	_, err := tx.Exec(ctx, `SELECT pg_advisory_xact_lock(hashtextextended('attachment ' || $1, 0))`, sum.String())
	return database.Translate(err)
}

// purged notes that a file's bytes are gone, and reports whether no other file has them.
func purged(ctx context.Context, tx database.Tx, a Attachment, at time.Time) (after Attachment, last bool, err error) {
	after, err = database.One[Attachment](ctx, tx, `UPDATE attachment SET purged_at = $3, version = version + 1
		WHERE committee_id = $1 AND id = $2 AND purged_at IS NULL RETURNING `+columns, a.Committee, a.ID, at)
	if err != nil {
		return after, false, err
	}
	err = tx.QueryRow(ctx, `SELECT NOT EXISTS (SELECT 1 FROM attachment WHERE sha256 = $1 AND purged_at IS NULL)`, []byte(a.SHA256)).Scan(&last)
	return after, last, database.Translate(err)
}

// belongsTo reports whether a file is attached to a task, one of its events, or a shortcoming.
func belongsTo(ctx context.Context, q database.Querier, a Attachment, o OwnerID) (bool, error) {
	if a.OwnerKind != OfTaskEvent {
		return a.OwnerID == o, nil
	}
	var yes bool
	err := q.QueryRow(ctx, `SELECT EXISTS (SELECT 1 FROM task_event WHERE committee_id = $1 AND id = $2 AND task_id = $3)`, a.Committee, a.OwnerID, o).Scan(&yes)
	return yes, database.Translate(err)
}
