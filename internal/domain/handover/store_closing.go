package handover

import (
	"context"

	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
)

// remaining lists every open task of a committee, what only groups others among them, by number.
func remaining(ctx context.Context, q database.Querier, c access.CommitteeID, today calendar.Date) ([]Remaining, error) {
	return database.Many[Remaining](ctx, q, `SELECT t.id, t.number, t.version, t.form, left(t.text, 300) AS text,
			coalesce((SELECT name FROM unit WHERE id = t.lead_unit_id), (SELECT full_name FROM person WHERE id = t.lead_person_id), '') || t.lead_formerly AS lead,
			t.deadline_words, t.due_on, t.state,
			task_timing(t.state, t.deadline_kind, t.due_on, t.completed_on, $2::date, (SELECT due_soon_days FROM committee WHERE id = $1)) AS timing
		FROM task t WHERE t.committee_id = $1 AND t.state NOT IN ('confirmed', 'cancelled') ORDER BY t.number`, c, today)
}

// insertLineage joins a task to the one it goes on as.
func insertLineage(ctx context.Context, tx database.Tx, now task.Task, before task.Task, act string) error {
	_, err := tx.Exec(ctx, `INSERT INTO task_lineage (committee_id, id, from_committee_id, from_id, act) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (committee_id, id) DO NOTHING`, now.Committee, now.ID, before.Committee, before.ID, act)
	return database.Translate(err)
}
