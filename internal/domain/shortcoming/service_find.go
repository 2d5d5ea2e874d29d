package shortcoming

import (
	"context"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/database"
)

// Find is the id behind a word of an address: an id or a short number. Whether the reader may see it is asked of Get;
// to somebody without a role in the committee nothing is found.
func (s *Service) Find(ctx context.Context, by access.Actor, c access.CommitteeID, idOrNumber string) (ID, error) {
	if _, err := meeting.SightOf(by, c); err != nil {
		return ID{}, err
	}
	var v ID
	err := database.InReadTx(ctx, s.d.DB, func(q database.Querier) error {
		var err error
		v, err = Resolve(ctx, q, c, idOrNumber)
		return err
	})
	return v, err
}
