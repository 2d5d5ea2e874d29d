package answer

import (
	"context"
	"time"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/remind"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
)

const selectLink = `SELECT l.committee_id, l.id, l.unit_id, u.name AS unit, l.slip_id, l.meant_for, l.phone, l.made_at, l.login, l.expires_on, l.expires_at,
	l.used_at, l.revoked_at,
	(SELECT count(*) FROM answer_link_task t WHERE t.committee_id = l.committee_id AND t.link_id = l.id)::int AS tasks,
	(SELECT count(*) FROM answer_given g WHERE g.committee_id = l.committee_id AND g.link_id = l.id AND g.final)::int AS answered,
	(SELECT max(g.given_at) FROM answer_given g WHERE g.committee_id = l.committee_id AND g.link_id = l.id) AS last_at`

const fromLinks = ` FROM answer_link l JOIN unit u ON u.id = l.unit_id`

// insertLink stores a new link; false when the id is taken.
func insertLink(ctx context.Context, tx database.Tx, l Link, hash []byte, created string) (bool, error) {
	tag, err := tx.Exec(ctx, `INSERT INTO answer_link (committee_id, id, unit_id, slip_id, meant_for, phone, hash, made_at, login, expires_on, expires_at, created_hash)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (committee_id, id) DO NOTHING`,
		l.Committee, l.ID, l.Unit, l.Slip, l.MeantFor, l.Phone, hash, l.MadeAt, l.Login, l.ExpiresOn, l.ExpiresAt, created)
	return err == nil && tag.RowsAffected() == 1, database.Translate(err)
}

func insertTasks(ctx context.Context, tx database.Tx, l Link, some []task.ID) error {
	for i, t := range some {
		_, err := tx.Exec(ctx, `INSERT INTO answer_link_task (committee_id, link_id, task_id, position) VALUES ($1, $2, $3, $4)`, l.Committee, l.ID, t, i+1)
		if err != nil {
			return database.Translate(err)
		}
	}
	return nil
}

// byHash finds a link of a committee that stands by the hash of its secret; whether it still serves is for the caller to say.
func byHash(ctx context.Context, q database.Querier, hash []byte) (Link, error) {
	return database.One[Link](ctx, q, selectLink+fromLinks+` JOIN committee c ON c.id = l.committee_id AND NOT c.withdrawn WHERE l.hash = $1`, hash)
}

func byID(ctx context.Context, q database.Querier, c access.CommitteeID, i access.LinkID) (Link, error) {
	return database.One[Link](ctx, q, selectLink+fromLinks+` WHERE l.committee_id = $1 AND l.id = $2`, c, i)
}

// lockLink lets one report after the other be taken by a link, and none while it is revoked.
func lockLink(ctx context.Context, tx database.Tx, l Link) error {
	_, err := tx.Exec(ctx, `SELECT 1 FROM answer_link WHERE committee_id = $1 AND id = $2 FOR NO KEY UPDATE`, l.Committee, l.ID)
	return database.Translate(err)
}

func listLinks(ctx context.Context, q database.Querier, c access.CommitteeID, in Query) (org.Page[Link], error) {
	w := database.Where(`l.committee_id = ?`, c)
	if !in.Unit.IsZero() {
		w.And(`l.unit_id = ?`, in.Unit)
	}
	if !in.Slip.IsZero() {
		w.And(`l.slip_id = ?`, in.Slip)
	}
	in.Desc = true
	return org.ReadPage[Link](ctx, q, in.ListQuery, org.Listing{
		Select: selectLink, From: fromLinks, Where: w, Columns: []org.SortColumn{{Name: "made_at", SQL: "l.made_at §, l.id"}},
	})
}

// tasksOf are the tasks of a link in its order.
func tasksOf(ctx context.Context, q database.Querier, l Link) ([]task.ID, error) {
	type row struct {
		ID task.ID `db:"task_id"`
	}
	rows, err := database.Many[row](ctx, q, `SELECT task_id FROM answer_link_task WHERE committee_id = $1 AND link_id = $2 ORDER BY position`, l.Committee, l.ID)
	all := make([]task.ID, len(rows))
	for i, r := range rows {
		all[i] = r.ID
	}
	return all, err
}

func givenBy(ctx context.Context, q database.Querier, l Link) ([]Given, error) {
	return database.Many[Given](ctx, q, `SELECT g.event_id, g.task_id, t.number, g.kind, g.final, g.name, g.post, g.given_at
		FROM answer_given g JOIN task t ON t.committee_id = g.committee_id AND t.id = g.task_id
		WHERE g.committee_id = $1 AND g.link_id = $2 ORDER BY g.given_at, g.event_id`, l.Committee, l.ID)
}

func insertGiven(ctx context.Context, tx database.Tx, l Link, g Given) error {
	_, err := tx.Exec(ctx, `INSERT INTO answer_given (committee_id, event_id, link_id, task_id, kind, final, name, post, given_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (committee_id, event_id) DO NOTHING`,
		l.Committee, g.Event, l.ID, g.Task, g.Kind, g.Final, g.Name, g.Post, g.At)
	return database.Translate(err)
}

// useUp marks a link as used once none of its tasks is left to be answered.
func useUp(ctx context.Context, tx database.Tx, l Link, at time.Time) error {
	_, err := tx.Exec(ctx, `UPDATE answer_link SET used_at = $3 WHERE committee_id = $1 AND id = $2 AND used_at IS NULL
		AND NOT EXISTS (SELECT 1 FROM answer_link_task t WHERE t.committee_id = $1 AND t.link_id = $2
			AND NOT EXISTS (SELECT 1 FROM answer_given g WHERE g.committee_id = $1 AND g.link_id = $2 AND g.task_id = t.task_id AND g.final))`, l.Committee, l.ID, at)
	return database.Translate(err)
}

func revokeLink(ctx context.Context, tx database.Tx, l Link, at time.Time) error {
	_, err := tx.Exec(ctx, `UPDATE answer_link SET revoked_at = $3 WHERE committee_id = $1 AND id = $2 AND revoked_at IS NULL`, l.Committee, l.ID, at)
	return database.Translate(err)
}

// unitsOf is a unit with all that went over into it by a day.
func unitsOf(ctx context.Context, q database.Querier, u access.UnitID, on calendar.Date) ([]access.UnitID, error) {
	type row struct {
		ID access.UnitID `db:"id"`
	}
	rows, err := database.Many[row](ctx, q, `WITH RECURSIVE own(id) AS (SELECT $1::uuid
			UNION SELECT s.from_unit_id FROM unit_succession s JOIN own ON s.to_unit_id = own.id WHERE NOT s.withdrawn AND s.happened_on <= $2)
		SELECT id FROM own ORDER BY id`, u, on)
	all := make([]access.UnitID, len(rows))
	for i, r := range rows {
		all[i] = r.ID
	}
	return all, err
}

// owedBy are the open tasks of a committee that name one of some units as lead or co-ordinating.
func owedBy(ctx context.Context, q database.Querier, c access.CommitteeID, units []access.UnitID) ([]task.ID, error) {
	type row struct {
		ID task.ID `db:"id"`
	}
	rows, err := database.Many[row](ctx, q, `SELECT t.id FROM task t WHERE t.committee_id = $1 AND t.counted AND t.state NOT IN ('confirmed', 'cancelled')
		AND EXISTS (SELECT 1 FROM task_assignee a WHERE a.committee_id = t.committee_id AND a.task_id = t.id AND a.role IN ('lead', 'coordinate') AND a.unit_id = ANY($2::uuid[]))
		ORDER BY t.due_on NULLS LAST, t.number LIMIT 500`, c, units)
	all := make([]task.ID, len(rows))
	for i, r := range rows {
		all[i] = r.ID
	}
	return all, err
}

// slipTo reports to which unit a letter went; none where it went to a person.
func slipTo(ctx context.Context, q database.Querier, c access.CommitteeID, i remind.SlipID) (access.UnitID, error) {
	type row struct {
		Unit access.UnitID `db:"unit_id"`
	}
	r, err := database.One[row](ctx, q, `SELECT unit_id FROM reminder_slip WHERE committee_id = $1 AND id = $2`, c, i)
	return r.Unit, err
}
