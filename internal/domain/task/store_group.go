package task

import (
	"context"

	"github.com/jackc/pgx/v5"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
)

// openSeries reads the series of a committee that still run; only one of them when only is set.
func openSeries(ctx context.Context, tx database.Tx, c access.CommitteeID, only ID) ([]Task, error) {
	return many(ctx, tx, ` WHERE t.committee_id = $1 AND t.form = 'series' AND t.state NOT IN ('confirmed', 'cancelled', 'paused') AND ($2::uuid IS NULL OR t.id = $2)`, c, only)
}

func occurrenceDays(ctx context.Context, q database.Querier, c access.CommitteeID, series ID) (map[calendar.Date]bool, error) {
	rows, _ := q.Query(ctx, `SELECT occurs_on FROM task WHERE committee_id = $1 AND series_id = $2`, c, series) // an error here is returned by Collect
	days, err := pgx.CollectRows(rows, pgx.RowTo[calendar.Date])
	if err != nil {
		return nil, database.Translate(err)
	}
	have := make(map[calendar.Date]bool, len(days))
	for _, d := range days {
		have[d] = true
	}
	return have, nil
}
