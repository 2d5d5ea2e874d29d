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

// repeats lists the shortcomings that stood uncured on the day of a meeting and had been raised so often by then: the last of
// each chain, the most often raised first.
func repeats(ctx context.Context, q database.Querier, m Meeting, often int) ([]ReviewRepeat, error) {
	return database.Many[ReviewRepeat](ctx, q, `SELECT s.id, s.number, s.text, s.state, s.times, s.raised_on, (
			WITH RECURSIVE up AS (SELECT s.id UNION SELECT e.repeats_id FROM up JOIN shortcoming e ON e.committee_id = $1 AND e.id = up.id WHERE e.repeats_id IS NOT NULL)
			SELECT count(*) FROM task t WHERE t.committee_id = $1 AND t.form NOT IN ('part', 'occurrence') AND (t.source_shortcoming_id IN (SELECT id FROM up)
				OR EXISTS (SELECT 1 FROM task_cures u WHERE u.committee_id = $1 AND u.task_id = t.id AND u.shortcoming_id IN (SELECT id FROM up)))) AS tasks
		FROM shortcoming s
		WHERE s.committee_id = $1 AND NOT s.withdrawn AND s.state <> 'cured' AND s.times >= $2 AND s.raised_on <= $3 AND s.meeting_id <> $4
			AND NOT EXISTS (SELECT 1 FROM shortcoming l WHERE l.committee_id = $1 AND l.repeats_id = s.id AND NOT l.withdrawn AND l.raised_on <= $3 AND l.meeting_id <> $4)
		ORDER BY s.times DESC, s.raised_on DESC, s.number LIMIT 100`, m.Committee, often, m.HeldOn, m.ID)
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
