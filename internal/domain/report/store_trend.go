package report

import (
	"context"

	"github.com/jackc/pgx/v5"

	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
)

// trends says when the done were done, and for how long the overdue have been so. Their sums are the figures of the report.
func trends(ctx context.Context, q database.Querier, h *HalfYear) error {
	rows, err := q.Query(ctx, population+`SELECT date_trunc('month', completed_on)::date AS month, 0 AS from_days,
			count(*) FILTER (WHERE timing <> 'done_late')::int AS n, count(*) FILTER (WHERE timing = 'done_late')::int AS late
		FROM population WHERE timing IN ('done_in_time', 'done_late', 'done_no_deadline') GROUP BY 1
		UNION ALL
		SELECT NULL, d.from_days, count(p.id)::int, 0 FROM (VALUES (1, 7), (8, 30), (31, 90), (91, 1000000)) d (from_days, to_days)
		LEFT JOIN population p ON p.timing = 'overdue' AND p.as_of - p.due_on BETWEEN d.from_days AND d.to_days GROUP BY d.from_days
		ORDER BY month NULLS LAST, from_days`, h.args()...)
	if err != nil {
		return database.Translate(err)
	}
	var month calendar.Date
	var from, n, late int
	_, err = pgx.ForEachRow(rows, []any{&month, &from, &n, &late}, func() error {
		if from > 0 {
			h.Ages = append(h.Ages, AgeRow{From: from, Overdue: n})
		} else {
			h.ByMonth = append(h.ByMonth, MonthRow{Month: month, InTime: n, Late: late})
		}
		return nil
	})
	return database.Translate(err)
}
