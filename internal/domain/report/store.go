package report

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
)

// population is every obligation a period's report speaks of, as it stood at the end of the as-of day and as known at an instant:
// those open when the period began, and those given since. $1 committee, $2 as-of, $3 known, $4 first day, $5 days that make a task due soon.
// A task that was closed before the period and of which nothing was recorded since is none of them, so its events are not read: a committee's
// past costs a report nothing. The fold is that of task_at, done once for both days; a test draws events and proves the two equal.
// Events and rows are found by their keys, task by task: with no statistics yet, a planner that joins may compare every task with every other.
const population = `WITH wanted AS MATERIALIZED (
	SELECT w.task_id FROM (
		SELECT task_id FROM task_event WHERE committee_id = $1::uuid AND recorded_at >= least($3::timestamptz, $4::date::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh')
		UNION SELECT id FROM task WHERE committee_id = $1::uuid AND state NOT IN ('confirmed', 'cancelled')) w
	CROSS JOIN LATERAL (SELECT 1 FROM task WHERE committee_id = $1::uuid AND id = w.task_id AND counted AND given_on <= $2::date LIMIT 1) t),
told AS (
	SELECT e.* FROM wanted w CROSS JOIN LATERAL (SELECT * FROM task_event
		WHERE committee_id = $1::uuid AND task_id = w.task_id AND effective_on <= $2::date AND recorded_at <= $3::timestamptz OFFSET 0) e
	WHERE NOT EXISTS (SELECT 1 FROM task_event u WHERE u.committee_id = $1::uuid AND u.task_id = e.task_id AND u.undoes = e.seq AND u.undoes IS NOT NULL
			AND u.recorded_at <= $3::timestamptz)
	ORDER BY e.task_id, e.effective_on, e.seq),
folded AS MATERIALIZED (
	SELECT task_id, array_agg(state) FILTER (WHERE state IS NOT NULL) AS states, array_agg(kind) FILTER (WHERE state IS NOT NULL) AS kinds,
		array_agg(state) FILTER (WHERE state IS NOT NULL AND effective_on < $4::date) AS states_before,
		array_agg(completed_on) FILTER (WHERE completed_on IS NOT NULL) AS completed,
		array_agg(due_on) FILTER (WHERE sets_due) AS dues, array_agg(due_kind) FILTER (WHERE sets_due) AS due_kinds,
		array_agg(coalesce(lead_unit_ids, '{}')::text) FILTER (WHERE sets_leads) AS leads,
		bool_or(late AND kind = 'extension_granted') AS was_overdue, max(effective_on) FILTER (WHERE kind IN ('progress', 'reported')) AS last_report_on
	FROM told GROUP BY task_id),
stood AS (
	SELECT task_id, states[cardinality(states)] AS state, kinds[cardinality(kinds)] = 'sent_back' AS sent_back, states_before[cardinality(states_before)] AS before,
		CASE WHEN states[cardinality(states)] IN ('reported', 'confirmed') THEN completed[cardinality(completed)] END AS completed_on,
		dues[cardinality(dues)] AS due_on, due_kinds[cardinality(due_kinds)] AS deadline_kind, coalesce(leads[cardinality(leads)], '{}')::uuid[] AS lead_unit_ids,
		was_overdue, last_report_on
	FROM folded),
population AS MATERIALIZED (
	SELECT e.task_id AS id, t.number, t.field_id, t.position, t.given_on, $2::date AS as_of, $4::date AS starts_on,
		e.state, e.sent_back, e.completed_on, e.due_on, e.deadline_kind, e.was_overdue, e.last_report_on, e.lead_unit_ids,
		task_timing(e.state, e.deadline_kind, e.due_on, e.completed_on, $2::date, $5::int) AS timing, coalesce(t.first_due_on, e.due_on) AS first_due_on,
		(e.before IS NOT NULL AND t.given_on < $4::date) AS carried_in
	FROM stood e
	CROSS JOIN LATERAL (SELECT number, field_id, position, given_on, first_due_on FROM task
		WHERE committee_id = $1::uuid AND id = e.task_id LIMIT 1) t
	WHERE e.state IS NOT NULL AND (e.before IS NULL OR e.before NOT IN ('confirmed', 'cancelled')))
`

func (h HalfYear) args() []any {
	return []any{h.Letterhead.Committee, h.AsOf, h.Known, h.Period.Start, h.SoonDays}
}

func letterhead(ctx context.Context, q database.Querier, c access.CommitteeID, on calendar.Date) (Letterhead, int, error) {
	var l Letterhead
	var soon int
	err := q.QueryRow(ctx, `SELECT c.id, c.code, c.name, c.short_name, c.superior_name, c.document_system, c.number_symbol, c.place_name, c.head_title, c.due_soon_days,
			coalesce((SELECT p.full_name FROM membership m JOIN person p ON p.id = m.person_id
				WHERE m.committee_id = c.id AND m.role = 'head' AND (m.valid_from IS NULL OR m.valid_from <= $2) AND (m.valid_to IS NULL OR m.valid_to >= $2)
				ORDER BY m.position_order LIMIT 1), '')
		FROM committee c WHERE c.id = $1`, c, on).
		Scan(&l.Committee, &l.Code, &l.Name, &l.ShortName, &l.Superior, &l.DocumentSystem, &l.NumberSymbol, &l.Place, &l.HeadTitle, &soon, &l.HeadName)
	return l, soon, database.Translate(err)
}

// The parts of the counting statement.
const (
	partTotal = iota + 1
	partUnit
	partNoLead
	partField
	partFirstDeadline
	partMerged
	partMonth
	partAge
)

// nameOfUnit is the name a unit u bore on the as-of day.
const nameOfUnit = `coalesce((SELECT n.name FROM unit_name n WHERE n.unit_id = u.id AND n.valid_from <= $2 ORDER BY n.valid_from DESC LIMIT 1), u.name)`

// count fills every figure of the report with one statement over one population.
func count(ctx context.Context, q database.Querier, h *HalfYear) error {
	rows, err := q.Query(ctx, population+`, merged AS (
			SELECT u.id, `+nameOfUnit+` AS name, string_agg(f.name, '; ' ORDER BY f.name COLLATE "vi-x-icu") AS names, max(s.happened_on) AS happened_on,
				array_agg(s.from_unit_id) || u.id AS members
			FROM unit_succession s JOIN unit u ON u.id = s.to_unit_id JOIN unit f ON f.id = s.from_unit_id
			WHERE s.kind = 'merge' AND NOT s.withdrawn AND s.happened_on BETWEEN $4 AND $2 GROUP BY u.id)
		SELECT * FROM (
		SELECT 1 AS part, NULL::uuid AS id, '' AS code, '' AS name, 0 AS place, NULL::date AS day, count(*) FILTER (WHERE carried_in)::int, 0, `+counts()+` FROM population
		UNION ALL
		SELECT 2, u.id, u.code, `+nameOfUnit+`, 0, NULL,
			count(*) FILTER (WHERE p.lead_unit_ids[1] = u.id AND timing <> 'cancelled')::int,
			(SELECT count(*)::int FROM population c JOIN task_assignee a ON a.committee_id = $1 AND a.task_id = c.id
				WHERE a.unit_id = u.id AND a.role = 'coordinate' AND c.timing <> 'cancelled'), `+counts()+`
		FROM population p, unnest(p.lead_unit_ids) AS lead (unit_id) JOIN unit u ON u.id = lead.unit_id GROUP BY u.id
		UNION ALL
		SELECT 3, NULL, '', '', 0, NULL, 0, 0, `+counts()+` FROM population WHERE cardinality(lead_unit_ids) = 0
		UNION ALL
		SELECT 4, f.id, coalesce(f.code, ''), coalesce(f.name, ''), coalesce(f.position_order, 1000000), NULL, 0, 0, `+counts()+`
		FROM population p LEFT JOIN field f ON f.id = p.field_id GROUP BY f.id
		UNION ALL
		SELECT 5, NULL, '', '', 0, NULL, 0, 0, `+counts()+` FROM (SELECT state, sent_back, last_report_on, as_of, starts_on, first_due_on AS due_on,
			task_timing(state, deadline_kind, first_due_on, completed_on, as_of, $5) AS timing FROM population) first_deadline
		UNION ALL
		SELECT 6, m.id, m.names, m.name, 0, m.happened_on, 0, 0, `+counts()+` FROM merged m JOIN population p ON p.lead_unit_ids && m.members GROUP BY m.id, m.names, m.name, m.happened_on
		UNION ALL
		SELECT 7, NULL, '', '', 0, date_trunc('month', completed_on)::date AS month, 0, 0, `+counts()+` FROM population
		WHERE timing IN ('done_in_time', 'done_late', 'done_no_deadline') GROUP BY month
		UNION ALL
		SELECT 8, NULL, '', '', CASE WHEN as_of - due_on <= 7 THEN 1 WHEN as_of - due_on <= 30 THEN 8 WHEN as_of - due_on <= 90 THEN 31 ELSE 91 END AS age, NULL, 0, 0, `+counts()+`
		FROM population WHERE timing = 'overdue' GROUP BY age) counted
		ORDER BY part, day, place, name COLLATE "vi-x-icu"`, h.args()...)
	if err != nil {
		return database.Translate(err)
	}
	defer rows.Close()
	h.Ages = []AgeRow{{From: 1}, {From: 8}, {From: 31}, {From: 91}}
	for rows.Next() {
		if err := h.take(rows); err != nil {
			return fmt.Errorf("report figures: %w", err)
		}
	}
	h.Given = h.Totals.Total + h.Totals.Cancelled - h.CarriedIn
	return database.Translate(rows.Err())
}

// counted is one row of the counting statement.
type counted struct {
	part, place, first, coordinating int
	code, name                       string
	day                              calendar.Date
	unit                             access.UnitID
	f                                Figures
}

// take puts one row of the counting statement where it belongs.
func (h *HalfYear) take(rows pgx.Rows) error {
	var c counted
	if err := rows.Scan(append([]any{&c.part, &c.unit, &c.code, &c.name, &c.place, &c.day, &c.first, &c.coordinating}, c.f.targets()...)...); err != nil {
		return err
	}
	switch c.part {
	case partTotal:
		h.Totals, h.CarriedIn = c.f, c.first
	case partUnit:
		h.ByUnit = append(h.ByUnit, UnitRow{Unit: c.unit, Name: c.name, Figures: c.f, FirstNamed: c.first, Coordinating: c.coordinating})
	case partNoLead:
		h.NoLead = c.f
	case partField:
		h.ByField = append(h.ByField, FieldRow{Field: org.FieldID(c.unit), Code: c.code, Name: c.name, Figures: c.f})
	case partFirstDeadline:
		h.FirstDeadline = c.f
	case partMerged:
		h.Merged = append(h.Merged, MergedUnit{Unit: c.unit, Name: c.name, From: c.code, On: c.day, Figures: c.f})
	case partMonth:
		h.ByMonth = append(h.ByMonth, MonthRow{Month: c.day, InTime: c.f.Done - c.f.DoneLate, Late: c.f.DoneLate})
	case partAge:
		for i := range h.Ages {
			if h.Ages[i].From == c.place {
				h.Ages[i].Overdue = c.f.Overdue
			}
		}
	}
	return nil
}

// totals counts the whole of another period, and nothing of its parts.
func totals(ctx context.Context, q database.Querier, h HalfYear) (f Figures, carriedIn int, err error) {
	err = q.QueryRow(ctx, population+`SELECT count(*) FILTER (WHERE carried_in)::int, `+counts()+` FROM population`, h.args()...).Scan(append([]any{&carriedIn}, f.targets()...)...)
	return f, carriedIn, database.Translate(err)
}
