package task

import (
	"context"

	"github.com/jackc/pgx/v5"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/database"
)

func committeesWithSeries(ctx context.Context, q database.Querier) ([]access.CommitteeID, error) {
	rows, _ := q.Query(ctx, `SELECT DISTINCT committee_id FROM task
		WHERE form = 'series' AND state NOT IN ('confirmed', 'cancelled', 'paused') ORDER BY committee_id`) // an error here is returned by Collect
	all, err := pgx.CollectRows(rows, pgx.RowTo[access.CommitteeID])
	return all, database.Translate(err)
}
