package task

import (
	"context"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
)

type mineQuery struct {
	committees []access.CommitteeID // where the reader answers for units
	units      []access.UnitID
	person     access.PersonID
	inPerson   []access.CommitteeID // where the reader has any part
	today      calendar.Date
	list       org.ListQuery
}

// owed finds each open task once: under the lead unit where the reader answers for several of its units, or is named beside them.
// $1 committees, $2 units, $3 today, $4 the reader, $5 committees where they may be named in person.
const owed = `WITH owed AS (SELECT DISTINCT ON (a.committee_id, a.task_id) a.committee_id, a.task_id, a.unit_id, a.person_id, a.role, a.part, a.due_on, a.replied_on
	FROM task_assignee a JOIN task t ON t.committee_id = a.committee_id AND t.id = a.task_id
	WHERE (a.unit_id = ANY($2::uuid[]) AND a.committee_id = ANY($1::uuid[]) OR a.person_id = $4::uuid AND a.committee_id = ANY($5::uuid[])) AND t.counted AND t.given_on <= $3 AND t.state NOT IN ('confirmed', 'cancelled')
	ORDER BY a.committee_id, a.task_id, array_position(ARRAY['lead', 'coordinate', 'advise', 'receive'], a.role), a.replied_on NULLS FIRST, a.position) `

func countMine(ctx context.Context, q database.Querier, m mineQuery) (int, error) {
	var n int
	err := q.QueryRow(ctx, owed+`SELECT count(*) FROM owed`, m.committees, m.units, m.today, m.person, m.inPerson).Scan(&n)
	return n, database.Translate(err)
}

func listMine(ctx context.Context, q database.Querier, m mineQuery) ([]Mine, error) {
	return database.Many[Mine](ctx, q, owed+`SELECT t.committee_id, c.code, c.short_name, t.id, t.number, t.version, t.text, o.unit_id, o.person_id, coalesce(u.name, p.full_name) AS unit,
			coalesce(u.valid_to < $3, false) AS former, o.role, o.part, o.replied_on, t.state, t.sent_back,
			s.effective_on AS sent_back_on, coalesce(s.actor_name, '') AS sent_back_by, coalesce(s.note, '') AS sent_back_why,
			t.deadline_kind, t.deadline_words, t.first_due_on, coalesce(o.due_on, t.due_on) AS due_on, t.asked_due_on,
			task_timing(t.state, t.deadline_kind, coalesce(o.due_on, t.due_on), t.completed_on, $3::date, c.due_soon_days) AS timing, t.last_report_on, t.evidence_required,
			coalesce((SELECT e.note FROM task_event e WHERE e.committee_id = t.committee_id AND e.task_id = t.id AND e.kind IN ('directive', 'comment')
				AND e.mentions @> jsonb_build_array(CASE WHEN o.unit_id IS NULL THEN jsonb_build_object('person_id', o.person_id) ELSE jsonb_build_object('unit_id', o.unit_id) END)
				AND NOT EXISTS (SELECT 1 FROM task_event x WHERE x.committee_id = e.committee_id AND x.task_id = e.task_id AND x.undoes = e.seq)
				ORDER BY e.seq DESC LIMIT 1), '') AS directive
		FROM owed o JOIN task t ON t.committee_id = o.committee_id AND t.id = o.task_id
		JOIN committee c ON c.id = t.committee_id LEFT JOIN unit u ON u.id = o.unit_id LEFT JOIN person p ON p.id = o.person_id
		LEFT JOIN LATERAL (SELECT e.effective_on, e.actor_name, e.note FROM task_event e
			WHERE t.sent_back AND e.committee_id = t.committee_id AND e.task_id = t.id AND e.kind = 'sent_back' ORDER BY e.seq DESC LIMIT 1) s ON true
		ORDER BY t.sent_back DESC, t.state = 'reported' OR o.role = 'coordinate' AND o.replied_on IS NOT NULL, coalesce(o.due_on, t.due_on) NULLS LAST, c.code, t.number
		LIMIT $6 OFFSET $7`, m.committees, m.units, m.today, m.person, m.inPerson, m.list.Per, (m.list.Page-1)*m.list.Per)
}
