package report

import (
	"context"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/database"
)

var silentSorts = []org.SortColumn{
	{Name: "days", SQL: `s.days §, s.name COLLATE "vi-x-icu", s.unit_id`},
	{Name: "name", SQL: `s.name COLLATE "vi-x-icu" §, s.unit_id`},
	{Name: "open", SQL: `s.open §, s.days DESC, s.unit_id`},
	{Name: "overdue", SQL: `s.overdue §, s.days DESC, s.unit_id`},
	{Name: "last_report_on", SQL: `s.last_report_on §, s.days DESC, s.unit_id`},
}

// silentUnits counts as the overview does: the tasks the reader may see, by the unit that leads them.
func silentUnits(ctx context.Context, q database.Querier, o overviewQuery, l org.ListQuery) (org.Page[SilentUnit], error) {
	w := &database.Conditions{}
	committee, today := w.Arg(o.committee), w.Arg(o.then.Day)
	past, table := task.RowsAt(w, o.then)
	all, units, issued := w.Arg(o.scope.All), w.Arg(o.scope.Units), w.Arg(o.scope.IssuedOnly)
	w.And(`s.days > ?::int`, silentDays)
	for _, p := range org.LikeEach(l.Words) {
		w.And(`s.search_key LIKE ?`, p)
	}
	return org.ReadPage[SilentUnit](ctx, q, l, org.Listing{
		Select: past + `SELECT s.unit_id, s.name, s.open, s.overdue, s.last_report_on, s.days`,
		From: `FROM (SELECT u.id AS unit_id, u.name, u.search_key, count(*)::int AS open, count(*) FILTER (WHERE task_timing(t.state, t.deadline_kind, t.due_on,
					t.completed_on, ` + today + `::date, (SELECT due_soon_days FROM committee WHERE id = ` + committee + `)) = 'overdue')::int AS overdue,
				max(t.last_report_on) AS last_report_on, ` + today + `::date - max(greatest(t.last_report_on, t.given_on)) AS days
			FROM ` + table + ` t JOIN unit u ON u.id = t.lead_unit_id
			WHERE t.committee_id = ` + committee + ` AND t.counted AND t.given_on <= ` + today + `::date AND t.state NOT IN ('confirmed', 'cancelled') AND (` + all + `
				OR EXISTS (SELECT 1 FROM task_assignee a WHERE a.committee_id = t.committee_id AND a.task_id = t.id AND a.unit_id = ANY(` + units + `::uuid[]))
				OR (` + issued + ` AND EXISTS (SELECT 1 FROM meeting m WHERE m.committee_id = t.committee_id AND m.id = t.meeting_id AND m.state = 'issued')))
			GROUP BY u.id) s`,
		Where: w, Columns: silentSorts,
	})
}
