package account

import (
	"context"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/database"
)

// SweepLinks deletes one-time links that have expired, used or not, and returns how many; a periodic job calls it.
// What was done with them stays in the audit. Built-in actors only.
func (s *Service) SweepLinks(ctx context.Context, by access.Actor) (int64, error) {
	if err := access.Require(by.System); err != nil {
		return 0, err
	}
	tag, err := s.d.DB.Exec(ctx, `DELETE FROM one_time_link WHERE expires_at <= $1`, s.d.Clock())
	return tag.RowsAffected(), database.Translate(err)
}
