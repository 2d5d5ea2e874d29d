package report

import (
	"context"
	"encoding/json"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/database"
)

type overviewQuery struct {
	committee                 access.CommitteeID
	scope                     access.Scope
	then                      org.Then
	person                    access.PersonID // of the reader
	decides, records, answers bool
}

// uncured finds the shortcomings that are not cured: now by their row, on a day gone by from their events.
func (o overviewQuery) uncured(w *database.Conditions) string {
	if !o.then.Past {
		return `state <> 'cured'`
	}
	return `raised_on <= $2::date AND (SELECT v.state FROM shortcoming_event v WHERE v.committee_id = s.committee_id AND v.shortcoming_id = s.id
		AND v.state IS NOT NULL AND v.effective_on <= $2::date AND v.recorded_at <= ` + w.Arg(o.then.Known) + ` ORDER BY v.effective_on DESC, v.seq DESC LIMIT 1) <> 'cured'`
}

// version is the column that lets a decision be taken on the page; what is past is past.
func (o overviewQuery) version() string {
	if o.then.Past {
		return `0`
	}
	return `t.version`
}

// gaps counts what nobody works on and what serves nothing that was named; a day gone by has none, for they are work of today.
func (o overviewQuery) gaps() string {
	if o.then.Past {
		return `NULL::jsonb`
	}
	return `CASE WHEN $7 THEN jsonb_build_object(
				'shortcomings', (SELECT count(*) FROM shortcoming s WHERE s.committee_id = $1 AND NOT s.withdrawn AND s.state <> 'cured'
					AND NOT EXISTS (SELECT 1 FROM task t WHERE t.committee_id = $1 AND t.source_shortcoming_id = s.id AND t.state <> 'cancelled' AND t.form NOT IN ('part', 'occurrence'))
					AND NOT EXISTS (SELECT 1 FROM task_cures u JOIN task t ON t.committee_id = u.committee_id AND t.id = u.task_id
						WHERE u.committee_id = $1 AND u.shortcoming_id = s.id AND t.state <> 'cancelled' AND t.form NOT IN ('part', 'occurrence'))),
				'tasks', (SELECT count(*) FROM task t WHERE t.committee_id = $1 AND t.form NOT IN ('part', 'occurrence') AND t.state NOT IN ('confirmed', 'cancelled')
					AND t.source_shortcoming_id IS NULL AND NOT EXISTS (SELECT 1 FROM task_cures u WHERE u.committee_id = $1 AND u.task_id = t.id)),
				'conclusions', (SELECT count(*) FROM block b JOIN meeting m ON m.committee_id = b.committee_id AND m.id = b.meeting_id
					WHERE b.committee_id = $1 AND b.kind = 'conclusion' AND NOT b.withdrawn AND m.state <> 'cancelled'
					AND NOT EXISTS (SELECT 1 FROM task t WHERE t.committee_id = $1 AND t.source_block_id = b.id AND t.state <> 'cancelled' AND t.form NOT IN ('part', 'occurrence')))) END`
}

// overview counts and lists in one statement over the tasks the reader may see.
// $1 committee, $2 day, $3 all, $4 units, $5 issued only, $6 decides, $7 records, $8 answers for units, $9 silent days, $10 person.
func overview(ctx context.Context, q database.Querier, o overviewQuery) (Overview, error) {
	var raw []byte
	w := &database.Conditions{Args: []any{
		o.committee, o.then.Day, o.scope.All, o.scope.Units, o.scope.IssuedOnly, o.decides, o.records, o.answers, silentDays, o.person,
	}}
	past, table := task.RowsAt(w, o.then)
	if past == "" {
		past = `WITH `
	} else {
		past += `, `
	}
	err := q.QueryRow(ctx, past+`rule AS (SELECT due_soon_days AS soon, repeat_alarm FROM committee WHERE id = $1),
		mine AS MATERIALIZED (
			SELECT t.id, t.number, t.text, t.state, t.sent_back, t.due_on, t.asked_due_on, t.lead_unit_id, t.lead_person_id, t.lead_count, t.given_on, t.last_report_on,
				`+o.version()+` AS version,
				task_timing(t.state, t.deadline_kind, t.due_on, t.completed_on, $2::date, (SELECT soon FROM rule)) AS timing
			FROM `+table+` t WHERE t.committee_id = $1 AND t.counted AND t.given_on <= $2::date AND ($3
				OR EXISTS (SELECT 1 FROM task_assignee a WHERE a.committee_id = t.committee_id AND a.task_id = t.id AND a.unit_id = ANY($4::uuid[]))
				OR ($5 AND EXISTS (SELECT 1 FROM meeting m WHERE m.committee_id = t.committee_id AND m.id = t.meeting_id AND m.state = 'issued')))),
		open AS (SELECT * FROM mine WHERE state NOT IN ('confirmed', 'cancelled')),
		asked AS (SELECT id, asked_due_on FROM open WHERE $6 AND asked_due_on IS NOT NULL),
		line AS (
			SELECT CASE
					WHEN $6 AND o.state = 'reported' THEN 'confirm'
					WHEN a.id IS NOT NULL THEN 'extension'
					WHEN $7 AND o.state = 'returned' THEN 'returned'
					WHEN $7 AND o.lead_count = 0 THEN 'no_lead'
					WHEN $8 AND o.sent_back THEN 'sent_back'
					WHEN $8 AND o.state <> 'reported' AND o.timing IN ('overdue', 'due_soon') THEN o.timing END AS kind,
				o.number, left(o.text, 160) AS text, coalesce((SELECT short_name FROM unit WHERE id = o.lead_unit_id), '') AS lead, coalesce(o.due_on::text, '') AS due_on,
				coalesce(a.asked_due_on::text, '') AS asked_due_on, o.timing, o.state, o.version, o.due_on AS sort, o.lead_person_id
			FROM open o LEFT JOIN asked a ON a.id = o.id),
		meet AS (SELECT number, title, held_on FROM meeting WHERE $3 AND committee_id = $1 AND state NOT IN ('postponed', 'cancelled')
			AND (held_on > $2::date OR held_on = $2::date AND state = 'planned') ORDER BY held_on, number LIMIT 1),
		units AS ( -- names are asked for one by one: joined, the planner reads the whole register
			SELECT g.*, (SELECT name FROM unit WHERE id = g.unit_id) AS name FROM (
				SELECT o.lead_unit_id AS unit_id, count(*) FILTER (WHERE o.timing = 'overdue')::int AS overdue,
					coalesce(max($2::date - o.due_on) FILTER (WHERE o.timing = 'overdue'), 0)::int AS longest,
					$2::date - max(greatest(o.last_report_on, o.given_on)) AS days
				FROM open o WHERE o.lead_unit_id IS NOT NULL GROUP BY o.lead_unit_id) g)
		SELECT jsonb_build_object(
			'counts', coalesce((SELECT jsonb_object_agg(timing, n) FROM (SELECT timing, count(*) AS n FROM mine GROUP BY timing) c), '{}'),
			'open', (SELECT count(*) FROM open), 'waiting', (SELECT count(*) FROM open WHERE state = 'reported'),
			'deciding', (SELECT count(*) FROM line WHERE kind IN ('confirm', 'extension')),
			'updated', (SELECT count(*) FROM open WHERE last_report_on >= $2::date - $9::int),
			'no_lead', (SELECT count(*) FROM open WHERE lead_count = 0), 'units', (SELECT count(*) FROM units),
			'silent', (SELECT count(*) FROM units WHERE days > $9::int), 'soon_days', (SELECT soon FROM rule),
			'todo', coalesce((SELECT jsonb_agg(to_jsonb(x) - 'sort' - 'lead_person_id') FROM (SELECT * FROM line WHERE kind IS NOT NULL
				ORDER BY array_position(ARRAY['confirm', 'extension', 'sent_back', 'overdue', 'due_soon', 'returned', 'no_lead'], kind), sort NULLS LAST, number LIMIT 10) x), '[]'),
			'worst_units', coalesce((SELECT jsonb_agg(to_jsonb(x) - 'days') FROM (SELECT * FROM units WHERE overdue > 0 ORDER BY overdue DESC, longest DESC, name LIMIT 3) x), '[]'),
			'silence', coalesce((SELECT jsonb_agg(x) FROM (SELECT unit_id, name, days FROM units WHERE days > $9::int ORDER BY days DESC, name LIMIT 3) x), '[]'),
			'promises', `+owed(`lead_person_id = $10::uuid`)+`,
			'next_meeting', coalesce((SELECT to_jsonb(m) FROM meet m), '{}'),
			'before_next_meeting', `+owed(`sort BETWEEN $2::date AND (SELECT held_on FROM meet)`)+`,
			'came_back', CASE WHEN $3 THEN coalesce((SELECT jsonb_agg(x) FROM (SELECT s.number, left(s.text, 160) AS text, s.times, s.times >= (SELECT repeat_alarm FROM rule) AS alarm FROM shortcoming s
				WHERE s.committee_id = $1 AND NOT s.withdrawn AND s.times > 1 AND `+o.uncured(w)+`
					AND NOT EXISTS (SELECT 1 FROM shortcoming l WHERE l.committee_id = s.committee_id AND l.repeats_id = s.id AND NOT l.withdrawn AND l.raised_on <= $2::date)
				ORDER BY s.times DESC, s.raised_on DESC LIMIT 5) x), '[]') ELSE '[]' END,
			'gaps', `+o.gaps()+`)`,
		w.Args...).Scan(&raw)
	if err != nil {
		return Overview{}, database.Translate(err)
	}
	v := Overview{SilentDays: silentDays}
	return v, json.Unmarshal(raw, &v)
}

// owed counts the lines of a condition and lists the first of them by deadline.
func owed(cond string) string {
	return `jsonb_build_object('count', (SELECT count(*) FROM line WHERE ` + cond + `), 'first', coalesce((SELECT jsonb_agg(to_jsonb(x) - 'sort' - 'lead_person_id')
		FROM (SELECT * FROM line WHERE ` + cond + ` ORDER BY sort NULLS LAST, number LIMIT 5) x), '[]'))`
}
