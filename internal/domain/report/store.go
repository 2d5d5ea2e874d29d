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
// The two folds are laid one above the other and read in one sort, and each row is looked up by its key: with no statistics yet, a planner
// that joins them may compare every task with every other.
const population = `WITH folded AS MATERIALIZED (
	SELECT * FROM (SELECT u.*, lead(u.state) OVER (PARTITION BY u.task_id ORDER BY u.day) AS before FROM (
			SELECT 1 AS day, e.* FROM task_at($1::uuid, $2::date, $3::timestamptz) e
			UNION ALL SELECT 2, s.* FROM task_at($1::uuid, $4::date - 1, $3::timestamptz) s) u) both_days
	WHERE day = 1 AND (before IS NULL OR before NOT IN ('confirmed', 'cancelled'))),
population AS MATERIALIZED (
	SELECT e.task_id AS id, t.number, t.field_id, t.position, t.given_on, $2::date AS as_of, $4::date AS starts_on,
		e.state, e.sent_back, e.completed_on, e.due_on, e.deadline_kind, e.was_overdue, e.last_report_on, coalesce(e.lead_unit_ids, '{}') AS lead_unit_ids,
		task_timing(e.state, e.deadline_kind, e.due_on, e.completed_on, $2::date, $5::int) AS timing,
		(e.before IS NOT NULL AND t.given_on < $4::date) AS carried_in
	FROM folded e
	CROSS JOIN LATERAL (SELECT number, field_id, position, given_on FROM task
		WHERE committee_id = $1::uuid AND id = e.task_id AND counted AND given_on <= $2::date LIMIT 1) t)
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

// count fills every figure of the report with one statement over one population.
func count(ctx context.Context, q database.Querier, h *HalfYear) error {
	rows, err := q.Query(ctx, population+`SELECT * FROM (
		SELECT 1 AS part, NULL::uuid AS id, '' AS code, '' AS name, 0 AS place, count(*) FILTER (WHERE carried_in)::int, 0, `+counts()+` FROM population
		UNION ALL
		SELECT 2, u.id, u.code, coalesce((SELECT n.name FROM unit_name n WHERE n.unit_id = u.id AND n.valid_from <= $2 ORDER BY n.valid_from DESC LIMIT 1), u.name), 0,
			count(*) FILTER (WHERE p.lead_unit_ids[1] = u.id AND timing <> 'cancelled')::int,
			(SELECT count(*)::int FROM population c JOIN task_assignee a ON a.committee_id = $1 AND a.task_id = c.id
				WHERE a.unit_id = u.id AND a.role = 'coordinate' AND c.timing <> 'cancelled'), `+counts()+`
		FROM population p, unnest(p.lead_unit_ids) AS lead (unit_id) JOIN unit u ON u.id = lead.unit_id GROUP BY u.id
		UNION ALL
		SELECT 3, NULL, '', '', 0, 0, 0, `+counts()+` FROM population WHERE cardinality(lead_unit_ids) = 0
		UNION ALL
		SELECT 4, f.id, coalesce(f.code, ''), coalesce(f.name, ''), coalesce(f.position_order, 1000000), 0, 0, `+counts()+`
		FROM population p LEFT JOIN field f ON f.id = p.field_id GROUP BY f.id) counted
		ORDER BY part, place, name COLLATE "vi-x-icu"`, h.args()...)
	if err != nil {
		return database.Translate(err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := h.take(rows); err != nil {
			return fmt.Errorf("report figures: %w", err)
		}
	}
	h.Given = h.Totals.Total + h.Totals.Cancelled - h.CarriedIn
	return database.Translate(rows.Err())
}

// take puts one row of the counting statement where it belongs.
func (h *HalfYear) take(rows pgx.Rows) error {
	var (
		part, place, first, coordinating int
		code, name                       string
		unit                             access.UnitID
		f                                Figures
	)
	if err := rows.Scan(append([]any{&part, &unit, &code, &name, &place, &first, &coordinating}, f.targets()...)...); err != nil {
		return err
	}
	switch part {
	case 1:
		h.Totals, h.CarriedIn = f, first
	case 2:
		h.ByUnit = append(h.ByUnit, UnitRow{Unit: unit, Name: name, Figures: f, FirstNamed: first, Coordinating: coordinating})
	case 3:
		h.NoLead = f
	default:
		h.ByField = append(h.ByField, FieldRow{Field: org.FieldID(unit), Code: code, Name: name, Figures: f})
	}
	return nil
}
