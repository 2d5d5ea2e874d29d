package task

import (
	"context"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
)

// Owed is an open task of a committee with one of those asked for who owe it.
type Owed struct {
	ID      ID              `json:"id" db:"id"`
	Number  int             `json:"number" db:"number"`
	Version int             `json:"version" db:"version"`
	Form    Form            `json:"form" db:"form"`
	Text    string          `json:"text" db:"text"`
	Role    AssigneeRole    `json:"role" db:"role"`
	Unit    access.UnitID   `json:"unit_id,omitzero" db:"unit_id"`
	Person  access.PersonID `json:"person_id,omitzero" db:"person_id"`
	Words   string          `json:"deadline_words" db:"deadline_words"`
	DueOn   calendar.Date   `json:"due_on,omitzero" db:"due_on"`
	State   State           `json:"state" db:"state"`
	Timing  Timing          `json:"timing" db:"timing"`
}

// Debtors are those whose tasks are asked for.
type Debtors struct {
	Units  []access.UnitID
	People []access.PersonID
}

// OpenOf lists the open tasks of a committee that these owe in any role, those that only group others among them, by unit and number.
func OpenOf(ctx context.Context, q database.Querier, c access.CommitteeID, of Debtors, today calendar.Date) ([]Owed, error) {
	rules, err := settingsOf(ctx, q, c)
	if err != nil {
		return nil, err
	}
	return database.Many[Owed](ctx, q, `SELECT t.id, t.number, t.version, t.form, left(t.text, 300) AS text, a.role, a.unit_id, a.person_id, t.deadline_words, t.due_on, t.state,
			task_timing(t.state, t.deadline_kind, t.due_on, t.completed_on, $4::date, $5::int) AS timing
		FROM task_assignee a JOIN task t ON t.committee_id = a.committee_id AND t.id = a.task_id
		WHERE a.committee_id = $1 AND (a.unit_id = ANY($2::uuid[]) OR a.person_id = ANY($3::uuid[])) AND t.state NOT IN ('confirmed', 'cancelled')
		ORDER BY array_position($2::uuid[], a.unit_id), array_position(ARRAY['lead', 'coordinate', 'advise', 'receive'], a.role), t.number`,
		c, of.Units, of.People, today, rules.SoonDays)
}
