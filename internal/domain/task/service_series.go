package task

import (
	"context"

	"github.com/dondoc/dondoc/internal/foundation/access"
)

// CommitteesWithSeries lists the committees in which a series still runs. It looks across committees, so only the
// built-in actors may ask.
func (s *Service) CommitteesWithSeries(ctx context.Context, by access.Actor) ([]access.CommitteeID, error) {
	if err := access.Require(by.System); err != nil {
		return nil, err
	}
	return committeesWithSeries(ctx, s.d.DB)
}
