package task

import (
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/database"
)

// present is where lists read tasks as they stand now.
const present = "task"

// RowsAt is where a statement reads a committee's tasks: the table for the present, else the rows as they stood then, with the WITH
// that makes them. The past is a path of its own, so that the present costs nothing for it. $1 is the committee.
func RowsAt(w *database.Conditions, then org.Then) (with, table string) {
	if !then.Past {
		return "", present
	}
	return `WITH told AS MATERIALIZED (SELECT * FROM task_told($1, ` + w.Arg(then.Day) + `::date, ` + w.Arg(then.Known) + `::timestamptz)) `, past
}

// past are the tasks of a committee as they stood at a day: those of which something was recorded later as told, the others as
// their row stands.
const past = `(SELECT t.committee_id, t.id, t.number, t.form, t.counted, t.text, t.wording, t.addressees, t.source_kind, t.meeting_id, t.field_id,
	t.search_key, t.given_on, t.first_due_on, t.source_shortcoming_id, o.assignees,
	CASE WHEN o.task_id IS NULL THEN t.state ELSE o.state END AS state, CASE WHEN o.task_id IS NULL THEN t.sent_back ELSE o.sent_back END AS sent_back,
	CASE WHEN o.task_id IS NULL THEN t.completed_on ELSE o.completed_on END AS completed_on, CASE WHEN o.task_id IS NULL THEN t.due_on ELSE o.due_on END AS due_on,
	CASE WHEN o.task_id IS NULL THEN t.deadline_kind ELSE o.deadline_kind END AS deadline_kind,
	CASE WHEN o.task_id IS NULL THEN t.deadline_words ELSE o.deadline_words END AS deadline_words,
	CASE WHEN o.task_id IS NULL THEN t.lead_unit_id ELSE o.lead_unit_id END AS lead_unit_id,
	CASE WHEN o.task_id IS NULL THEN t.lead_person_id ELSE o.lead_person_id END AS lead_person_id,
	CASE WHEN o.task_id IS NULL OR o.assignees IS NULL THEN t.lead_formerly ELSE coalesce((SELECT formerly_words((a->>'moved_on')::date, a->>'formerly') FROM jsonb_array_elements(o.assignees)
		WITH ORDINALITY AS x (a, place) WHERE a->>'role' = 'lead' ORDER BY a->>'unit_id' IS NULL, place LIMIT 1), '') END AS lead_formerly,
	CASE WHEN o.task_id IS NULL THEN t.lead_count ELSE o.lead_count END AS lead_count,
	CASE WHEN o.task_id IS NULL THEN t.last_report_on ELSE o.last_report_on END AS last_report_on,
	CASE WHEN o.task_id IS NULL THEN t.asked_due_on ELSE o.asked_due_on END AS asked_due_on
	FROM task t LEFT JOIN told o ON o.task_id = t.id WHERE t.committee_id = $1 AND (o.task_id IS NULL OR o.state IS NOT NULL))`

// deciding finds what waits for a decision of the committee: a report to confirm, an extension that was asked for and not decided.
const deciding = `t.state = 'reported' OR t.asked_due_on IS NOT NULL AND t.state NOT IN ('confirmed', 'cancelled')`

// named keeps the tasks that name the unit in the role asked for. A row of the past whose assignees have changed since brings its own.
func (q ListQuery) named(w *database.Conditions, then org.Then) {
	const now = `EXISTS (SELECT 1 FROM task_assignee a WHERE a.committee_id = t.committee_id AND a.task_id = t.id AND a.unit_id = ? AND (?::text = '' OR a.role = ?::text))`
	if !then.Past {
		w.And(now, q.Unit, q.Role, q.Role)
		return
	}
	w.And(`CASE WHEN t.assignees IS NULL THEN `+now+`
		ELSE EXISTS (SELECT 1 FROM jsonb_array_elements(t.assignees) a WHERE (a->>'unit_id')::uuid = ? AND (?::text = '' OR a->>'role' = ?::text)) END`,
		q.Unit, q.Role, q.Role, q.Unit, q.Role, q.Role)
}

// owed keeps what a member leads in person, and what falls due in a span of days.
func (q ListQuery) owed(w *database.Conditions) {
	if !q.LeadBy.IsZero() {
		w.And(`t.lead_person_id = ?`, q.LeadBy)
	}
	if !q.DueFrom.IsZero() {
		w.And(`t.due_on >= ?`, q.DueFrom)
	}
	if !q.DueTo.IsZero() {
		w.And(`t.due_on <= ?`, q.DueTo)
	}
}
