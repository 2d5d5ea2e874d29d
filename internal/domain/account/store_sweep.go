package account

import (
	"context"
	"time"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/database"
)

// SweepLinks deletes one-time links that have expired, used or not, and returns how many; a periodic job calls it.
// What was done with them stays in the audit. Built-in actors only.
func (s *Service) SweepLinks(ctx context.Context, by access.Actor) (int64, error) {
	if err := access.Require(by.System); err != nil {
		return 0, err
	}
	return write(ctx, s, by, s.d.Clock(), sweepLinks)
}

func sweepLinks(ctx context.Context, tx database.Tx, _ access.Actor, now time.Time) (int64, error) {
	tag, err := tx.Exec(ctx, `DELETE FROM one_time_link WHERE expires_at <= $1`, now)
	return tag.RowsAffected(), database.Translate(err)
}
