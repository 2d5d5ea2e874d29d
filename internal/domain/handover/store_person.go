package handover

import (
	"context"
	"time"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

func nameOf(ctx context.Context, q database.Querier, p access.PersonID) (string, error) {
	var name string
	err := q.QueryRow(ctx, `SELECT full_name FROM person WHERE id = $1`, p).Scan(&name)
	return name, database.Translate(err)
}

// membershipsOf are the memberships of a person that hold on a day.
func membershipsOf(ctx context.Context, q database.Querier, c access.CommitteeID, p access.PersonID, on calendar.Date) ([]org.Membership, error) {
	return database.Many[org.Membership](ctx, q, `SELECT committee_id, id, person_id, unit_id, role, title, position_order, valid_from, valid_to, withdrawn, version
		FROM membership WHERE committee_id = $1 AND person_id = $2 AND NOT withdrawn AND (valid_from IS NULL OR valid_from <= $3) AND (valid_to IS NULL OR valid_to >= $3)
		ORDER BY position_order, id`, c, p, on)
}

// meetingsOf are the meetings to come that a person chairs, and those whose minutes, not signed yet, they write.
func meetingsOf(ctx context.Context, q database.Querier, c access.CommitteeID, p access.PersonID) ([]MeetingDuty, error) {
	return database.Many[MeetingDuty](ctx, q, `SELECT * FROM (
			SELECT m.id, m.number, m.title, m.held_on, m.state, m.version, coalesce(m.chair_id = $2 AND m.state IN ('planned', 'postponed'), false) AS chairs,
				EXISTS (SELECT 1 FROM meeting_secretary w WHERE w.committee_id = m.committee_id AND w.meeting_id = m.id AND w.person_id = $2)
					AND m.state IN ('planned', 'postponed', 'in_progress', 'draft', 'circulated') AS writes
			FROM meeting m WHERE m.committee_id = $1) d
		WHERE d.chairs OR d.writes ORDER BY d.held_on, d.number`, c, p)
}

// pointsOf are the points of meetings to come that a person presents or prepares.
func pointsOf(ctx context.Context, q database.Querier, c access.CommitteeID, p access.PersonID) ([]PointDuty, error) {
	return database.Many[PointDuty](ctx, q, `SELECT g.id, m.number AS meeting_number, g.title, g.version FROM agenda_item g
		JOIN meeting m ON m.committee_id = g.committee_id AND m.id = g.meeting_id AND m.state IN ('planned', 'postponed')
		WHERE g.committee_id = $1 AND NOT g.withdrawn AND (g.presenter_id = $2 OR g.prepare_person_id = $2) ORDER BY m.number, g.position`, c, p)
}

// waitingFor counts the requests for more time of the committee that wait, and the letters to a person about tasks that are still open.
func waitingFor(ctx context.Context, q database.Querier, c access.CommitteeID, p access.PersonID) (requests, slips int, err error) {
	err = q.QueryRow(ctx, `SELECT (SELECT count(*) FROM task WHERE committee_id = $1 AND asked_due_on IS NOT NULL AND state NOT IN ('confirmed', 'cancelled')),
		(SELECT count(DISTINCT s.id) FROM reminder_slip s JOIN reminder_line l ON l.committee_id = s.committee_id AND l.slip_id = s.id
			JOIN task t ON t.committee_id = l.committee_id AND t.id = l.task_id AND t.state NOT IN ('confirmed', 'cancelled')
			WHERE s.committee_id = $1 AND s.person_id = $2)`, c, p).Scan(&requests, &slips)
	return requests, slips, database.Translate(err)
}

const selectHandover = `SELECT h.committee_id, h.id, h.from_id, f.full_name AS from_name, h.to_id, o.full_name AS to_name, h.happened_on, h.act, h.moved, h.made_at, h.login
	FROM handover h JOIN person f ON f.id = h.from_id JOIN person o ON o.id = h.to_id WHERE h.committee_id = $1`

func handoverByID(ctx context.Context, q database.Querier, c access.CommitteeID, i ID) (Handed, error) {
	return database.One[Handed](ctx, q, selectHandover+` AND h.id = $2`, c, i)
}

func handoversOf(ctx context.Context, q database.Querier, c access.CommitteeID) ([]Handed, error) {
	return database.Many[Handed](ctx, q, selectHandover+` ORDER BY h.happened_on DESC, h.made_at DESC`, c)
}

// made is how a handover was made: how much moved, when, by whom, from which wish.
type made struct {
	moved []byte
	at    time.Time
	login string
	hash  string
}

func insertHandover(ctx context.Context, tx database.Tx, in HandOver, m made) error {
	_, err := tx.Exec(ctx, `INSERT INTO handover (committee_id, id, from_id, to_id, happened_on, act, moved, made_at, login, created_hash)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`, in.Committee, in.ID, in.From, in.To, in.On, in.Act, m.moved, m.at, m.login, m.hash)
	return database.Translate(err)
}

// handoverSent reports whether the command was carried out before; the same id for another wish is a conflict.
func handoverSent(ctx context.Context, q database.Querier, in HandOver, hash string) (bool, error) {
	var stored string
	err := database.Translate(q.QueryRow(ctx, `SELECT created_hash FROM handover WHERE committee_id = $1 AND id = $2`, in.Committee, in.ID).Scan(&stored))
	switch {
	case fault.KindOf(err) == fault.NotFound:
		return false, nil
	case err == nil && stored != hash:
		return false, fault.New(fault.Conflict, "conflict.id_reused")
	}
	return err == nil, err
}
