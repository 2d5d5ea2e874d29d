package meeting

import (
	"context"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/database"
)

func agendaOf(ctx context.Context, q database.Querier, c access.CommitteeID, m ID) ([]AgendaItem, error) {
	return database.Many[AgendaItem](ctx, q, selectAgenda+` WHERE g.committee_id = $1 AND g.meeting_id = $2 AND NOT g.withdrawn ORDER BY g.position, g.id`, c, m)
}

func blocksOf(ctx context.Context, q database.Querier, c access.CommitteeID, m ID) ([]Block, error) {
	return database.Many[Block](ctx, q, selectBlock+` WHERE b.committee_id = $1 AND b.meeting_id = $2 ORDER BY b.position, b.id`, c, m)
}

func shortcomingsOf(ctx context.Context, q database.Querier, c access.CommitteeID, m ID) ([]ShortcomingLink, error) {
	return database.Many[ShortcomingLink](ctx, q, `SELECT id, number, block_id, text, wording, nature, state, times, raised_on FROM shortcoming
		WHERE committee_id = $1 AND meeting_id = $2 AND NOT withdrawn ORDER BY position, number`, c, m)
}

// stemming are the tasks that come from a meeting, one of its blocks or one of its shortcomings, or are to cure one of these.
// Each branch has an index of its own.
const stemming = `(SELECT id FROM task WHERE committee_id = $1 AND meeting_id = $2
	UNION SELECT t.id FROM block b JOIN task t ON t.committee_id = b.committee_id AND t.source_block_id = b.id
		WHERE b.committee_id = $1 AND b.meeting_id = $2
	UNION SELECT t.id FROM shortcoming s JOIN task t ON t.committee_id = s.committee_id AND t.source_shortcoming_id = s.id
		WHERE s.committee_id = $1 AND s.meeting_id = $2
	UNION SELECT u.task_id FROM shortcoming s JOIN task_cures u ON u.committee_id = s.committee_id AND u.shortcoming_id = s.id
		WHERE s.committee_id = $1 AND s.meeting_id = $2)`

// taskColumns are those of a TaskLink of task t.
const taskColumns = `t.id, t.number, t.form, t.source_block_id AS block_id,
			ARRAY(SELECT t.source_shortcoming_id WHERE t.source_shortcoming_id IS NOT NULL
				UNION SELECT u.shortcoming_id FROM task_cures u WHERE u.committee_id = t.committee_id AND u.task_id = t.id) AS shortcomings,
			t.text, t.wording, t.state, t.sent_back, t.deadline_kind, t.deadline_words, t.due_on, t.completed_on, t.lead_unit_id,
			coalesce((SELECT u.name FROM unit u WHERE u.id = t.lead_unit_id), '') AS lead_name`

const tasksOfMeeting = ` FROM task t JOIN ` + stemming + ` x ON x.id = t.id
		WHERE t.committee_id = $1 AND t.form NOT IN ('part', 'occurrence')`

func tasksOf(ctx context.Context, q database.Querier, c access.CommitteeID, m ID) ([]TaskLink, error) {
	return database.Many[TaskLink](ctx, q, `SELECT `+taskColumns+tasksOfMeeting+` ORDER BY t.position, t.number`, c, m)
}

// checkedTasks are the tasks of a meeting that still stand, with what the check of completeness asks.
func checkedTasks(ctx context.Context, q database.Querier, c access.CommitteeID, m ID) ([]checked, error) {
	return database.Many[checked](ctx, q, `SELECT `+taskColumns+`, t.lead_count, t.product`+tasksOfMeeting+` AND t.state <> 'cancelled'
		ORDER BY t.position, t.number`, c, m)
}

// followUps counts what stems from a meeting and still stands: shortcomings and tasks.
func followUps(ctx context.Context, q database.Querier, c access.CommitteeID, m ID) (int, error) {
	var n int
	err := q.QueryRow(ctx, `SELECT (SELECT count(*) FROM shortcoming WHERE committee_id = $1 AND meeting_id = $2 AND NOT withdrawn)
		+ (SELECT count(*) FROM task t WHERE t.committee_id = $1 AND t.meeting_id = $2 AND t.state <> 'cancelled')`, c, m).Scan(&n)
	return n, database.Translate(err)
}

// hasTaskOf reports whether one of these units has a task that comes from the meeting.
func hasTaskOf(ctx context.Context, q database.Querier, m Meeting, units []access.UnitID) (bool, error) {
	var has bool
	err := q.QueryRow(ctx, `SELECT EXISTS (SELECT 1 FROM task t WHERE t.committee_id = $1 AND t.meeting_id = $2
		AND (t.part_unit_id = ANY($3) OR EXISTS (SELECT 1 FROM task_assignee a
			WHERE a.committee_id = t.committee_id AND a.task_id = t.id AND a.unit_id = ANY($3))))`, m.Committee, m.ID, units).Scan(&has)
	return has, database.Translate(err)
}
