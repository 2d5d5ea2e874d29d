package task

import (
	"context"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// settleSource fills in what a named row already says: the meeting of a block or a shortcoming, and the block's wording,
// kept as it was when the task was taken from it.
func settleSource(ctx context.Context, q database.Querier, t *Task) error {
	err := q.QueryRow(ctx, `SELECT coalesce($2::uuid, b.meeting_id, s.meeting_id), CASE WHEN $5 = '' THEN coalesce(b.text, '') ELSE $5 END
		FROM (SELECT 1) one
		LEFT JOIN block b ON b.committee_id = $1 AND b.id = $3
		LEFT JOIN shortcoming s ON s.committee_id = $1 AND s.id = $4`,
		t.Committee, t.Source.Meeting, t.Source.Block, t.Source.Shortcoming, t.Source.Text).Scan(&t.Source.Meeting, &t.Source.Text)
	return database.Translate(err)
}

// sees reports whether the task's committee sees the unit or the member.
func sees(ctx context.Context, q database.Querier, t Task, a Assignee) (bool, error) {
	if a.Unit.IsZero() {
		return org.SeesPerson(ctx, q, t.Committee, a.Person)
	}
	return org.SeesUnit(ctx, q, t.Committee, a.Unit)
}

// mayName refuses a unit, member or field that the committee does not see, at the form's field.
func mayName(ctx context.Context, q database.Querier, t Task) error {
	for _, a := range t.Assignees {
		seen, err := sees(ctx, q, t, a)
		if err != nil {
			return err
		}
		if !seen {
			return fault.Field("assignees", "task.unknown_assignee")
		}
	}
	if t.Field.IsZero() {
		return nil
	}
	seen, err := org.SeesField(ctx, q, t.Committee, t.Field)
	if err == nil && !seen {
		err = fault.Field("field_id", "task.unknown_field")
	}
	return err
}
