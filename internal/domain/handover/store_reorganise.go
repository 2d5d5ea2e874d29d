package handover

import (
	"context"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
)

const selectReorganisation = `SELECT r.committee_id, r.id, r.act, r.happened_on, r.withdrawn, r.version,
		(SELECT count(DISTINCT t.id)::int FROM reorganisation_unit e JOIN task_assignee a ON a.committee_id = e.committee_id AND a.unit_id = e.from_unit_id
			JOIN task t ON t.committee_id = a.committee_id AND t.id = a.task_id AND t.state NOT IN ('confirmed', 'cancelled')
			WHERE e.committee_id = r.committee_id AND e.reorganisation_id = r.id) AS tasks_left
	FROM reorganisation r WHERE r.committee_id = $1`

func insertReorganisation(ctx context.Context, tx database.Tx, in Reorganise, hash string) (bool, error) {
	fresh, err := database.Create(ctx, tx, database.Creation{
		Insert: `INSERT INTO reorganisation (committee_id, id, act, happened_on, created_hash) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (committee_id, id) DO NOTHING`,
		Args:   []any{in.Committee, in.ID, in.Act, in.HappenedOn, hash},
		Stored: `SELECT created_hash FROM reorganisation WHERE committee_id = $1 AND id = $2`, Key: []any{in.Committee, in.ID}, Hash: hash,
	})
	if err != nil || !fresh {
		return fresh, err
	}
	for i, u := range in.Units {
		if _, err := tx.Exec(ctx, `INSERT INTO reorganisation_unit (committee_id, reorganisation_id, position, from_unit_id, to_unit_id, succession_id)
			VALUES ($1, $2, $3, $4, $5, $6)`, in.Committee, in.ID, i+1, u.From, u.To, u.Succession); err != nil {
			return false, database.Translate(err)
		}
	}
	return true, nil
}

func updateReorganisation(ctx context.Context, tx database.Tx, in EditReorganisation) error {
	_, err := tx.Exec(ctx, `UPDATE reorganisation SET act = $3, withdrawn = $4, version = version + 1 WHERE committee_id = $1 AND id = $2`,
		in.Committee, in.ID, in.Act, in.Withdrawn)
	return database.Translate(err)
}

func lockReorganisation(ctx context.Context, tx database.Tx, c access.CommitteeID, i ReorganisationID) error {
	var held int
	err := tx.QueryRow(ctx, `SELECT version FROM reorganisation WHERE committee_id = $1 AND id = $2 FOR UPDATE`, c, i).Scan(&held)
	return database.Translate(err)
}

func reorganisationByID(ctx context.Context, q database.Querier, c access.CommitteeID, i ReorganisationID) (Reorganisation, error) {
	r, err := database.One[Reorganisation](ctx, q, selectReorganisation+` AND r.id = $2`, c, i)
	if err != nil {
		return r, err
	}
	r.Units, err = endedBy(ctx, q, r)
	return r, err
}

func reorganisationsOf(ctx context.Context, q database.Querier, c access.CommitteeID) ([]Reorganisation, error) {
	all, err := database.Many[Reorganisation](ctx, q, selectReorganisation+` ORDER BY r.withdrawn, r.happened_on DESC, r.id`, c)
	if err != nil {
		return nil, err
	}
	for i := range all {
		if all[i].Units, err = endedBy(ctx, q, all[i]); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// endedBy are the units of an act, by the names of their last day.
func endedBy(ctx context.Context, q database.Querier, r Reorganisation) ([]Ended, error) {
	return database.Many[Ended](ctx, q, `SELECT e.from_unit_id, coalesce((SELECT n.name FROM unit_name n WHERE n.unit_id = u.id AND n.valid_from < $3
				ORDER BY n.valid_from DESC LIMIT 1), u.name) AS from_name, e.to_unit_id, coalesce(o.name, '') AS to_name, e.succession_id,
			EXISTS (SELECT 1 FROM unit_succession s WHERE s.from_unit_id = e.from_unit_id AND s.to_unit_id IS NOT DISTINCT FROM e.to_unit_id
				AND s.happened_on = $3 AND NOT s.withdrawn) AS registered
		FROM reorganisation_unit e JOIN unit u ON u.id = e.from_unit_id LEFT JOIN unit o ON o.id = e.to_unit_id
		WHERE e.committee_id = $1 AND e.reorganisation_id = $2 ORDER BY e.position`, r.Committee, r.ID, r.HappenedOn)
}

// movedBy reports whether a task was moved with these words of an act.
func movedBy(ctx context.Context, q database.Querier, c access.CommitteeID, act string) (bool, error) {
	var yes bool
	err := q.QueryRow(ctx, `SELECT EXISTS (SELECT 1 FROM task_event WHERE committee_id = $1 AND kind = 'reorganised' AND note = $2)`, c, act).Scan(&yes)
	return yes, database.Translate(err)
}

// openShortcomings lists the shortcomings about these units that are not cured.
func openShortcomings(ctx context.Context, q database.Querier, c access.CommitteeID, units []access.UnitID) ([]Named, error) {
	return database.Many[Named](ctx, q, `SELECT s.id, s.number, left(s.text, 300) AS text, s.state, su.unit_id, s.raised_on
		FROM shortcoming_unit su JOIN shortcoming s ON s.committee_id = su.committee_id AND s.id = su.shortcoming_id
		WHERE su.committee_id = $1 AND su.unit_id = ANY($2::uuid[]) AND NOT s.withdrawn AND s.state <> 'cured'
		ORDER BY array_position($2::uuid[], su.unit_id), s.number`, c, units)
}

// stranded are the units that ended by a day and still owe open tasks here, the one that ended last first.
func stranded(ctx context.Context, q database.Querier, c access.CommitteeID, today calendar.Date) ([]Stranded, error) {
	return database.Many[Stranded](ctx, q, `SELECT u.id AS unit_id, u.name, u.valid_to AS ended_on, s.to_unit_id, coalesce(o.name, '') AS to_name, coalesce(s.act, '') AS act, d.tasks
		FROM (SELECT a.unit_id, count(DISTINCT t.id)::int AS tasks FROM task_assignee a JOIN task t ON t.committee_id = a.committee_id AND t.id = a.task_id
				WHERE a.committee_id = $1 AND a.unit_id IS NOT NULL AND t.state NOT IN ('confirmed', 'cancelled') GROUP BY a.unit_id) d
		JOIN unit u ON u.id = d.unit_id AND u.valid_to < $2
		LEFT JOIN LATERAL (SELECT to_unit_id, act FROM unit_succession WHERE from_unit_id = u.id AND NOT withdrawn ORDER BY happened_on DESC, id LIMIT 1) s ON true
		LEFT JOIN unit o ON o.id = s.to_unit_id ORDER BY u.valid_to DESC, u.name COLLATE "vi-x-icu", u.id`, c, today)
}
