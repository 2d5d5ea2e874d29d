package task

import (
	"context"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
)

// carryRows reads the obligations given by the end of a period and still open, with the last decision about each for that period.
func carryRows(ctx context.Context, q database.Querier, c access.CommitteeID, p calendar.Period, soon int) ([]CarryRow, error) {
	return database.Many[CarryRow](ctx, q, `SELECT t.id, t.number, t.version, left(t.text, 300) AS text, coalesce(u.name, pe.full_name, '') || t.lead_formerly AS lead, t.deadline_words,
			t.first_due_on, t.due_on, t.state, task_timing(t.state, t.deadline_kind, t.due_on, t.completed_on, $2::date, $4::int) AS timing,
			coalesce((SELECT e.carry FROM task_event e WHERE e.committee_id = t.committee_id AND e.task_id = t.id AND e.kind = 'carried_over' AND e.period = $3
				ORDER BY e.seq DESC LIMIT 1), '') AS decided
		FROM task t LEFT JOIN unit u ON u.id = t.lead_unit_id LEFT JOIN person pe ON pe.id = t.lead_person_id
		WHERE t.committee_id = $1 AND t.counted AND t.given_on <= $2 AND t.state NOT IN ('confirmed', 'cancelled')
		ORDER BY t.due_on NULLS LAST, t.number`, c, p.End, p.Code, soon)
}
