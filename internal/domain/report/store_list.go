package report

import (
	"context"
	"strconv"

	"github.com/jackc/pgx/v5"

	"github.com/dondoc/dondoc/internal/foundation/database"
)

// page is a part of a list; limit 0 is the whole of it.
type page struct{ limit, offset int }

// where is the condition of the rows behind a figure, with the arguments it adds to the population's.
func (b Behind) where(h HalfYear) (string, []any) {
	cond, _ := condition(b.Figure)
	args := h.args()
	if !b.Unit.IsZero() {
		args = append(args, b.Unit)
		cond += ` AND $` + strconv.Itoa(len(args)) + ` = ANY(lead_unit_ids)`
	}
	if b.NoLead {
		cond += ` AND cardinality(lead_unit_ids) = 0`
	}
	if !b.Field.IsZero() {
		args = append(args, b.Field)
		cond += ` AND field_id = $` + strconv.Itoa(len(args))
	}
	if b.NoField {
		cond += ` AND field_id IS NULL`
	}
	return cond, args
}

func countTasks(ctx context.Context, q database.Querier, h HalfYear, b Behind) (int, error) {
	cond, args := b.where(h)
	var n int
	err := q.QueryRow(ctx, population+`SELECT count(*)::int FROM population WHERE `+cond, args...).Scan(&n)
	return n, database.Translate(err)
}

// formerName is who owed the task p before the unit u, as its history told it at the as-of day; where it was never moved, nothing.
const formerName = `coalesce((SELECT formerly_words((a->>'moved_on')::date, a->>'formerly') FROM jsonb_array_elements((
		SELECT e.assignees FROM task_event e WHERE e.committee_id = $1 AND e.task_id = p.id AND e.sets_leads AND e.effective_on <= $2 AND e.recorded_at <= $3
			AND NOT EXISTS (SELECT 1 FROM task_event x WHERE x.committee_id = $1 AND x.task_id = e.task_id AND x.undoes = e.seq AND x.recorded_at <= $3)
		ORDER BY e.effective_on DESC, e.seq DESC LIMIT 1)) a WHERE a->>'role' = 'lead' AND a->>'unit_id' = u.id::text LIMIT 1), '')`

// taskColumns and taskJoins read the rows of the list from the part of the population called page, with the names of the as-of day.
const (
	taskColumns = `p.id, p.number, t.text, t.wording, t.source_kind,
			coalesce(nullif(t.source_document, ''), CASE WHEN m.id IS NOT NULL THEN m.title || ', ' || to_char(m.held_on, 'DD/MM/YYYY') END, '') AS source,
			coalesce((SELECT string_agg(` + nameOfUnit + ` || CASE WHEN t.moved THEN ` + formerName + ` ELSE '' END, '; ' ORDER BY l.place)
				FROM unnest(p.lead_unit_ids) WITH ORDINALITY AS l (unit_id, place) JOIN unit u ON u.id = l.unit_id), '') AS leads,
			coalesce((SELECT string_agg(CASE WHEN u.id IS NULL THEN pe.full_name ELSE ` + nameOfUnit + ` END, '; ' ORDER BY a.position) FROM task_assignee a
				LEFT JOIN unit u ON u.id = a.unit_id LEFT JOIN person pe ON pe.id = a.person_id
				WHERE a.committee_id = $1 AND a.task_id = p.id AND a.role = 'coordinate'), '') AS coordinating,
			array_to_string(t.addressees, '; ') AS addressees, coalesce(f.name, '') AS field, p.given_on, t.deadline_words, p.deadline_kind, t.first_due_on, p.due_on,
			p.state, p.sent_back, p.completed_on, p.timing, coalesce(p.was_overdue, false) AS was_overdue, p.carried_in, p.last_report_on,
			coalesce((SELECT e.actions FROM task_event e WHERE e.committee_id = $1 AND e.task_id = p.id AND e.kind IN ('progress', 'reported')
				AND e.effective_on <= $2 AND e.recorded_at <= $3
				AND NOT EXISTS (SELECT 1 FROM task_event x WHERE x.committee_id = $1 AND x.task_id = e.task_id AND x.undoes = e.seq AND x.recorded_at <= $3)
				ORDER BY e.effective_on DESC, e.seq DESC LIMIT 1), '') AS result`
	taskJoins = `
		FROM page p JOIN task t ON t.committee_id = $1 AND t.id = p.id
		LEFT JOIN field f ON f.id = p.field_id
		LEFT JOIN meeting m ON m.committee_id = t.committee_id AND m.id = t.meeting_id`
)

// eachTask walks the list behind a figure, one row at a time, in the order of the sheet: by short number.
func eachTask(ctx context.Context, q database.Querier, h HalfYear, b Behind, pg page, yield func(TaskRow) error) error {
	cond, args := b.where(h)
	limit := ``
	if pg.limit > 0 {
		args = append(args, pg.limit, pg.offset)
		limit = ` LIMIT $` + strconv.Itoa(len(args)-1) + ` OFFSET $` + strconv.Itoa(len(args))
	}
	rows, err := q.Query(ctx, population+`, page AS (SELECT * FROM population WHERE `+cond+` ORDER BY number`+limit+`)
		SELECT `+taskColumns+taskJoins+` ORDER BY p.number`, args...)
	if err != nil {
		return database.Translate(err)
	}
	defer rows.Close()
	for rows.Next() {
		r, err := pgx.RowToStructByName[TaskRow](rows)
		if err != nil {
			return err
		}
		if err := yield(r); err != nil {
			return err
		}
	}
	return database.Translate(rows.Err())
}

// shortcomings lists what was raised or cured in the period, and what was still open at its as-of day, as it stood then.
func shortcomings(ctx context.Context, q database.Querier, h HalfYear) ([]ShortcomingRow, error) {
	rows, _ := q.Query(ctx, `SELECT s.id::text AS id, s.number, s.text, s.wording, e.nature, coalesce(f.name, '') AS field,
			coalesce((SELECT string_agg(u.name, '; ' ORDER BY su.position) FROM shortcoming_unit su JOIN unit u ON u.id = su.unit_id
				WHERE su.committee_id = s.committee_id AND su.shortcoming_id = s.id), '') AS units,
			s.raised_on, m.title AS meeting, coalesce(b.speaker, '') AS raised_by, s.times, e.state, CASE WHEN e.state = 'cured' THEN e.changed_on END AS cured_on,
			coalesce((SELECT string_agg(t.number::text, ', ' ORDER BY t.number) FROM task t WHERE t.committee_id = s.committee_id AND (t.source_shortcoming_id = s.id
				OR EXISTS (SELECT 1 FROM task_cures c WHERE c.committee_id = t.committee_id AND c.task_id = t.id AND c.shortcoming_id = s.id))), '') AS tasks
		FROM shortcoming s
		JOIN meeting m ON m.committee_id = s.committee_id AND m.id = s.meeting_id
		LEFT JOIN block b ON b.committee_id = s.committee_id AND b.id = s.block_id
		LEFT JOIN field f ON f.id = s.field_id
		CROSS JOIN LATERAL (SELECT
				(array_agg(v.nature ORDER BY v.effective_on DESC, v.seq DESC) FILTER (WHERE v.nature IS NOT NULL))[1] AS nature,
				(array_agg(v.state ORDER BY v.effective_on DESC, v.seq DESC) FILTER (WHERE v.state IS NOT NULL))[1] AS state,
				(array_agg(v.effective_on ORDER BY v.effective_on DESC, v.seq DESC) FILTER (WHERE v.state IS NOT NULL))[1] AS changed_on
			FROM shortcoming_event v WHERE v.committee_id = s.committee_id AND v.shortcoming_id = s.id AND v.effective_on <= $2 AND v.recorded_at <= $3) e
		WHERE s.committee_id = $1 AND NOT s.withdrawn AND s.raised_on <= $2 AND e.state IS NOT NULL
			AND (s.raised_on >= $4 OR e.state <> 'cured' OR e.changed_on >= $4)
		ORDER BY s.raised_on, s.number`, h.Letterhead.Committee, h.AsOf, h.Known, h.Period.Start) // an error here is returned by Collect
	list, err := pgx.CollectRows(rows, pgx.RowToStructByName[ShortcomingRow])
	return list, database.Translate(err)
}

// meetings lists what was held inside the period, with the roll's counts and what came of each.
func meetings(ctx context.Context, q database.Querier, h HalfYear) ([]MeetingRow, error) {
	rows, _ := q.Query(ctx, `SELECT m.id::text AS id, m.number, m.kind, m.title, m.held_on, m.place, coalesce(p.full_name, '') AS chair, m.state,
			count(a.id) FILTER (WHERE a.status = 'present')::int AS present, count(a.id) FILTER (WHERE a.status = 'excused')::int AS excused,
			count(a.id) FILTER (WHERE a.status = 'absent')::int AS absent, count(a.id)::int AS invited,
			(SELECT count(*)::int FROM block b WHERE b.committee_id = m.committee_id AND b.meeting_id = m.id AND b.kind = 'conclusion' AND NOT b.withdrawn) AS conclusions,
			(SELECT count(*)::int FROM shortcoming s WHERE s.committee_id = m.committee_id AND s.meeting_id = m.id AND NOT s.withdrawn) AS shortcomings,
			(SELECT count(*)::int FROM task t WHERE t.committee_id = m.committee_id AND t.meeting_id = m.id AND t.form NOT IN ('part', 'occurrence')) AS tasks
		FROM meeting m LEFT JOIN person p ON p.id = m.chair_id
		LEFT JOIN attendance a ON a.committee_id = m.committee_id AND a.meeting_id = m.id AND NOT a.withdrawn
		WHERE m.committee_id = $1 AND m.held_on BETWEEN $2 AND $3 AND m.state NOT IN ('planned', 'postponed', 'cancelled')
		GROUP BY m.committee_id, m.id, p.full_name ORDER BY m.held_on, m.number`, h.Letterhead.Committee, h.Period.Start, h.AsOf) // an error here is returned by Collect
	list, err := pgx.CollectRows(rows, pgx.RowToStructByName[MeetingRow])
	return list, database.Translate(err)
}
