package meeting

import (
	"context"

	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
)

// dueTasks lists the open tasks of a committee whose deadline lies before a day, those of one unit together and the oldest first.
// Units are ordered by how many tasks they owe, so that the longest lists come first.
func dueTasks(ctx context.Context, q database.Querier, m Meeting, until calendar.Date) ([]ReviewTask, error) {
	return database.Many[ReviewTask](ctx, q, `SELECT x.* FROM (
			SELECT t.id, t.number, t.text, t.state, t.deadline_kind, t.due_on, t.due_on < $3 AS overdue, t.lead_unit_id,
				coalesce((SELECT n.name FROM unit_name n WHERE n.unit_id = t.lead_unit_id AND n.valid_from <= $3 ORDER BY n.valid_from DESC LIMIT 1),
					(SELECT u.name FROM unit u WHERE u.id = t.lead_unit_id), '') AS lead_name
			FROM task t
			WHERE t.committee_id = $1 AND t.counted AND t.state NOT IN ('confirmed', 'cancelled', 'paused') AND t.due_on <= $2 AND t.given_on <= $3) x
		ORDER BY x.lead_unit_id IS NULL, count(*) OVER (PARTITION BY x.lead_unit_id) DESC, x.lead_name COLLATE "vi-x-icu", x.lead_unit_id, x.due_on, x.number
		LIMIT 500`, m.Committee, until, m.HeldOn)
}

// lastUnsigned is the latest meeting before m whose minutes nobody signed yet; its number is 0 when there is none.
func lastUnsigned(ctx context.Context, q database.Querier, m Meeting) (Meeting, bool, error) {
	all, err := database.Many[Meeting](ctx, q, selectMeeting+` WHERE m.committee_id = $1 AND m.id <> $2 AND (m.held_on, m.number) < ($3, $4)
			AND m.state NOT IN ('planned', 'postponed', 'cancelled')
		ORDER BY m.held_on DESC, m.number DESC LIMIT 1`, m.Committee, m.ID, m.HeldOn, m.Number)
	if err != nil || len(all) == 0 {
		return Meeting{}, false, err
	}
	switch all[0].State {
	case Signed, Issued:
		return Meeting{}, false, nil
	default:
		return all[0], true, nil
	}
}
