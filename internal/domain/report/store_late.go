package report

import (
	"context"
	"time"

	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/database"
)

// lateRow is a task of a frozen report beside the same task counted again.
type lateRow struct {
	Task   task.ID  `db:"id"`
	Number int      `db:"number"`
	Text   string   `db:"text"`
	Was    []string `db:"was"`
	Now    []string `db:"now"`
	Moved  bool     `db:"moved"`
}

// lateTasks are the tasks that count otherwise now, and those about which something was recorded later.
func lateTasks(ctx context.Context, q database.Querier, again HalfYear, frozenAt time.Time) ([]lateRow, error) {
	return database.Many[lateRow](ctx, q, population+`, now_rows AS (SELECT id, number, lead_unit_ids, field_id, `+figuresOfRow()+` AS figures FROM population),
		late AS (SELECT DISTINCT task_id FROM task_event WHERE committee_id = $1 AND recorded_at > $7 AND recorded_at <= $3 AND effective_on <= $2)
		SELECT coalesce(n.id, f.task_id) AS id, coalesce(n.number, (f.body->>'number')::int) AS number, coalesce(f.body->>'text', t.text, '') AS text,
			coalesce(f.figures, '{}') AS was, coalesce(n.figures, '{}') AS now,
			coalesce(f.lead_unit_ids <> n.lead_unit_ids OR f.field_id IS DISTINCT FROM n.field_id, false) AND f.task_id IS NOT NULL AND n.id IS NOT NULL AS moved
		FROM (SELECT * FROM report_freeze_task WHERE committee_id = $1 AND freeze_id = $6) f FULL JOIN now_rows n ON n.id = f.task_id
		LEFT JOIN task t ON t.committee_id = $1 AND t.id = n.id
		WHERE f.figures IS DISTINCT FROM n.figures OR f.lead_unit_ids IS DISTINCT FROM n.lead_unit_ids OR f.field_id IS DISTINCT FROM n.field_id
			OR coalesce(n.id, f.task_id) IN (SELECT task_id FROM late)
		ORDER BY 2`, append(again.args(), again.Frozen.ID, frozenAt)...)
}

// lateEvents puts to each task what was recorded about it later.
func lateEvents(ctx context.Context, q database.Querier, again HalfYear, l *LateEntries) error {
	ids := make([]task.ID, len(l.Tasks))
	at := map[task.ID]int{}
	for i, t := range l.Tasks {
		ids[i], at[t.Task] = t.Task, i
	}
	type row struct {
		Task task.ID `db:"task_id"`
		LateEntry
	}
	rows, err := database.Many[row](ctx, q, `SELECT task_id, kind, effective_on, recorded_at, login FROM task_event
		WHERE committee_id = $1 AND task_id = ANY ($2) AND recorded_at > $3 AND recorded_at <= $4 AND effective_on <= $5 ORDER BY task_id, seq`,
		again.Letterhead.Committee, ids, l.Report.Known, again.Known, again.AsOf)
	for _, r := range rows {
		t := &l.Tasks[at[r.Task]]
		t.Entries = append(t.Entries, r.LateEntry)
	}
	return err
}
