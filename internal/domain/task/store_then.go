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
	return `WITH past AS MATERIALIZED (SELECT * FROM task_then($1, ` + w.Arg(then.Day) + `::date, ` + w.Arg(then.Known) + `::timestamptz)) `, "past"
}

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
