package task

import (
	"context"

	"github.com/jackc/pgx/v5"

	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
)

func originOf(ctx context.Context, q database.Querier, t Task) (Origin, error) {
	rows, _ := q.Query(ctx, `SELECT m.id AS meeting_id, coalesce(m.number, 0) AS meeting_number, coalesce(m.title, '') AS title, coalesce(m.place, '') AS place, m.held_on,
			coalesce(m.source, '') AS meeting_source, b.id AS block_id, coalesce(b.text, '') AS block_text, coalesce(b.wording, '') AS block_wording,
			coalesce(b.speaker, '') AS speaker, coalesce(b.speaker_post, '') AS speaker_post,
			s.id AS shortcoming_id, coalesce(s.number, 0) AS shortcoming_number, coalesce(s.text, '') AS shortcoming_text,
			coalesce(t.source_text <> '' AND b.text <> t.source_text, false) AS edited
		FROM task t
		LEFT JOIN block b ON b.committee_id = t.committee_id AND b.id = t.source_block_id
		LEFT JOIN shortcoming s ON s.committee_id = t.committee_id AND s.id = t.source_shortcoming_id
		LEFT JOIN meeting m ON m.committee_id = t.committee_id AND m.id = coalesce(t.meeting_id, b.meeting_id, s.meeting_id)
		WHERE t.committee_id = $1 AND t.id = $2`, t.Committee, t.ID) // an error here is returned by Collect
	o, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[Origin])
	return o, database.Translate(err)
}

// links reads the rows at the other ends of the task's links.
func links(ctx context.Context, q database.Querier, d *Detail, today calendar.Date, soon int) error {
	t := d.Task
	rows, _ := q.Query(ctx, `SELECT s.id::text AS id, s.number, s.text FROM task_cures c JOIN shortcoming s ON s.committee_id = c.committee_id AND s.id = c.shortcoming_id
		WHERE c.committee_id = $1 AND c.task_id = $2 ORDER BY s.number`, t.Committee, t.ID) // an error here is returned by Collect
	var err error
	if d.Cures, err = pgx.CollectRows(rows, pgx.RowToStructByName[Linked]); err != nil {
		return database.Translate(err)
	}
	rows, _ = q.Query(ctx, `SELECT t.id::text AS id, t.number, left(t.text, 200) AS text, coalesce(CASE WHEN t.lead_formerly <> '' THEN (SELECT l.name FROM unit l WHERE l.id = t.lead_unit_id) || t.lead_formerly ELSE u.name END, '') AS unit, t.occurs_on, t.due_on, t.completed_on, t.state,
			task_timing(t.state, t.deadline_kind, t.due_on, t.completed_on, $3::date, $4::int) AS timing
		FROM task t LEFT JOIN unit u ON u.id = t.part_unit_id
		WHERE t.committee_id = $1 AND (t.parent_id = $2 OR t.series_id = $2) ORDER BY t.occurs_on, u.name COLLATE "vi-x-icu", t.number`, t.Committee, t.ID, today, soon) // an error here is returned by Collect
	if d.Children, err = pgx.CollectRows(rows, pgx.RowToStructByName[Child]); err != nil {
		return database.Translate(err)
	}
	for _, c := range d.Children {
		if c.State == Confirmed {
			d.DoneOf++
		}
	}
	return above(ctx, q, d)
}

// above names the fan-out, the series and the field the task belongs to.
func above(ctx context.Context, q database.Querier, d *Detail) error {
	t := d.Task
	var parent, series Linked
	err := q.QueryRow(ctx, `SELECT coalesce(p.id::text, ''), coalesce(p.number, 0), coalesce(left(p.text, 200), ''),
			coalesce(s.id::text, ''), coalesce(s.number, 0), coalesce(left(s.text, 200), ''), coalesce(f.name, '')
		FROM task t
		LEFT JOIN task p ON p.committee_id = t.committee_id AND p.id = t.parent_id
		LEFT JOIN task s ON s.committee_id = t.committee_id AND s.id = t.series_id
		LEFT JOIN field f ON f.id = t.field_id
		WHERE t.committee_id = $1 AND t.id = $2`, t.Committee, t.ID).
		Scan(&parent.ID, &parent.Number, &parent.Text, &series.ID, &series.Number, &series.Text, &d.Field)
	d.Parent, d.Series = parent, series
	return database.Translate(err)
}
