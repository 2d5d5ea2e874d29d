package report

import (
	"context"

	"github.com/jackc/pgx/v5"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/shortcoming"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/database"
)

// threadRows are the rows of a thread.
type threadRows struct {
	committee    access.CommitteeID
	tasks        []task.ID
	shortcomings []shortcoming.ID
	lines        []meeting.BlockID
}

// threadLinks follows the links of one row to their ends: its shortcomings, what is to cure them, the parts of that, and the lines all of
// these come from. What the reader may not see is left out before anything is read of it.
// $1 committee, $2 task, $3 shortcoming, $4 line, $5 all, $6 units, $7 issued only.
func threadLinks(ctx context.Context, q database.Querier, c access.CommitteeID, of ThreadOf, scope access.Scope) (threadRows, error) {
	rows := threadRows{committee: c}
	err := q.QueryRow(ctx, `WITH first AS (SELECT id FROM task WHERE committee_id = $1 AND (number = $2 OR source_block_id = $4)),
		named AS (
			SELECT id FROM shortcoming WHERE committee_id = $1 AND NOT withdrawn AND (number = $3 OR block_id = $4)
			UNION SELECT source_shortcoming_id FROM task WHERE committee_id = $1 AND id IN (SELECT id FROM first) AND source_shortcoming_id IS NOT NULL
			UNION SELECT shortcoming_id FROM task_cures WHERE committee_id = $1 AND task_id IN (SELECT id FROM first)),
		curing AS (
			SELECT id FROM first
			UNION SELECT id FROM task WHERE committee_id = $1 AND source_shortcoming_id IN (SELECT id FROM named)
			UNION SELECT task_id FROM task_cures WHERE committee_id = $1 AND shortcoming_id IN (SELECT id FROM named)),
		owed AS (
			SELECT t.id, t.source_block_id, t.source_shortcoming_id FROM task t WHERE t.committee_id = $1
				AND (t.id IN (SELECT id FROM curing) OR t.parent_id IN (SELECT id FROM curing))
				AND ($5 OR EXISTS (SELECT 1 FROM task_assignee a WHERE a.committee_id = $1 AND a.task_id = t.id AND a.unit_id = ANY($6::uuid[]))
					OR $7 AND EXISTS (SELECT 1 FROM meeting m WHERE m.committee_id = $1 AND m.id = t.meeting_id AND m.state = 'issued'))),
		seen AS (
			SELECT s.id, s.block_id FROM shortcoming s WHERE s.committee_id = $1 AND NOT s.withdrawn AND s.id IN (SELECT id FROM named)
				AND ($5 OR $7 AND EXISTS (SELECT 1 FROM meeting m WHERE m.committee_id = $1 AND m.id = s.meeting_id AND m.state = 'issued')
					OR s.id IN (SELECT source_shortcoming_id FROM owed)
					OR s.id IN (SELECT shortcoming_id FROM task_cures WHERE committee_id = $1 AND task_id IN (SELECT id FROM owed)))),
		lines AS (
			SELECT b.id FROM block b WHERE b.committee_id = $1 AND NOT b.withdrawn AND (b.id = $4 OR b.id IN (SELECT source_block_id FROM owed) OR b.id IN (SELECT block_id FROM seen))
				AND ($5 OR b.id IN (SELECT source_block_id FROM owed)
					OR $7 AND EXISTS (SELECT 1 FROM meeting m WHERE m.committee_id = $1 AND m.id = b.meeting_id AND m.state = 'issued')))
		SELECT ARRAY(SELECT id FROM owed), ARRAY(SELECT id FROM seen), ARRAY(SELECT id FROM lines)`,
		c, of.Task, of.Shortcoming, of.Line, scope.All, scope.Units, scope.IssuedOnly).Scan(&rows.tasks, &rows.shortcomings, &rows.lines)
	return rows, database.Translate(err)
}

// read fills the thread with the rows.
func (th *Thread) read(ctx context.Context, q database.Querier, r threadRows, soon int) error {
	rows, _ := q.Query(ctx, `SELECT s.number, s.text, s.wording, s.nature, s.state, s.raised_on, s.times, s.block_id AS line,
			coalesce((SELECT string_agg(u.name, '; ' ORDER BY su.position) FROM shortcoming_unit su JOIN unit u ON u.id = su.unit_id
				WHERE su.committee_id = s.committee_id AND su.shortcoming_id = s.id), '') AS units,
			ARRAY(SELECT t.number FROM task t WHERE t.committee_id = $1 AND t.id = ANY($3) AND (t.source_shortcoming_id = s.id
				OR EXISTS (SELECT 1 FROM task_cures c WHERE c.committee_id = $1 AND c.task_id = t.id AND c.shortcoming_id = s.id)) ORDER BY t.number) AS tasks
		FROM shortcoming s WHERE s.committee_id = $1 AND s.id = ANY($2) ORDER BY s.raised_on, s.number`, r.committee, r.shortcomings, r.tasks) // an error here is returned by Collect
	var err error
	if th.Shortcomings, err = pgx.CollectRows(rows, pgx.RowToStructByName[ThreadShortcoming]); err != nil {
		return database.Translate(err)
	}
	rows, _ = q.Query(ctx, `SELECT b.id, b.kind, b.text, b.wording, b.speaker, b.speaker_post AS post, m.number AS meeting_number, m.title AS meeting_title, m.place, m.held_on,
			EXISTS (SELECT 1 FROM shortcoming s WHERE s.committee_id = $1 AND s.block_id = b.id AND s.id = ANY($3)) AS raises,
			EXISTS (SELECT 1 FROM task t WHERE t.committee_id = $1 AND t.source_block_id = b.id AND t.id = ANY($4)) AS gives
		FROM block b JOIN meeting m ON m.committee_id = b.committee_id AND m.id = b.meeting_id
		WHERE b.committee_id = $1 AND b.id = ANY($2) ORDER BY m.held_on, b.position, b.id`, r.committee, r.lines, r.shortcomings, r.tasks)
	lines, err := pgx.CollectRows(rows, pgx.RowToStructByName[ThreadLine])
	if err != nil {
		return database.Translate(err)
	}
	for _, l := range lines {
		if l.Gives && !l.Raises || l.Kind == "conclusion" {
			th.Conclusions = append(th.Conclusions, l)
		} else {
			th.Remarks = append(th.Remarks, l)
		}
	}
	return th.readTasks(ctx, q, r, soon)
}

func (th *Thread) readTasks(ctx context.Context, q database.Querier, r threadRows, soon int) error {
	rows, _ := q.Query(ctx, `SELECT t.id, t.number, t.form, t.text, t.wording, coalesce((SELECT name FROM unit WHERE id = t.lead_unit_id), (SELECT full_name FROM person WHERE id = t.lead_person_id), '') || t.lead_formerly AS lead,
			t.given_on, t.deadline_words, t.first_due_on, t.due_on, t.completed_on, t.state, t.source_block_id AS line,
			task_timing(t.state, t.deadline_kind, t.due_on, t.completed_on, $4::date, $5::int) AS timing,
			ARRAY(SELECT s.number FROM shortcoming s WHERE s.committee_id = $1 AND s.id = ANY($3) AND (t.source_shortcoming_id = s.id
				OR EXISTS (SELECT 1 FROM task_cures c WHERE c.committee_id = $1 AND c.task_id = t.id AND c.shortcoming_id = s.id)) ORDER BY s.number) AS shortcomings
		FROM task t WHERE t.committee_id = $1 AND t.id = ANY($2) ORDER BY t.given_on, t.number`, r.committee, r.tasks, r.shortcomings, th.On, soon) // an error here is returned by Collect
	var err error
	if th.Tasks, err = pgx.CollectRows(rows, pgx.RowToStructByName[ThreadTask]); err != nil {
		return database.Translate(err)
	}
	rows, _ = q.Query(ctx, `SELECT task_id AS task, kind, effective_on, recorded_at, actor_name, declared, note, actions, obstacles, completed_on, due_on, asked_due_on
		FROM task_event WHERE committee_id = $1 AND task_id = ANY($2) ORDER BY task_id, effective_on, seq`, r.committee, r.tasks)
	events, err := pgx.CollectRows(rows, pgx.RowToStructByName[ThreadEvent])
	if err != nil {
		return database.Translate(err)
	}
	of := map[task.ID][]ThreadEvent{}
	for _, e := range events {
		of[e.Task] = append(of[e.Task], e)
	}
	for i := range th.Tasks {
		th.Tasks[i].Events = of[th.Tasks[i].ID]
	}
	return nil
}
