package org

import (
	"context"

	"github.com/jackc/pgx/v5"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
)

const successionColumns = `id, from_unit_id, to_unit_id, happened_on, kind, act, withdrawn, version`

func insertSuccession(ctx context.Context, tx database.Tx, in SuccessionInput, hash string) (bool, error) {
	return database.Create(ctx, tx, database.Creation{
		Insert: `INSERT INTO unit_succession (id, from_unit_id, to_unit_id, happened_on, kind, act, withdrawn, created_hash)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (id) DO NOTHING`,
		Args:   []any{in.ID, in.From, in.To, in.HappenedOn, in.Kind, in.Act, in.Withdrawn, hash},
		Stored: `SELECT created_hash FROM unit_succession WHERE id = $1`, Key: []any{in.ID}, Hash: hash,
	})
}

func updateSuccession(ctx context.Context, tx database.Tx, in SuccessionInput) (Succession, error) {
	return database.One[Succession](ctx, tx, `UPDATE unit_succession SET from_unit_id = $2, to_unit_id = $3, happened_on = $4, kind = $5, act = $6,
			withdrawn = $7, version = version + 1 WHERE id = $1 RETURNING `+successionColumns,
		in.ID, in.From, in.To, in.HappenedOn, in.Kind, in.Act, in.Withdrawn)
}

func successionByID(ctx context.Context, q database.Querier, s SuccessionID) (Succession, error) {
	return database.One[Succession](ctx, q, `SELECT `+successionColumns+` FROM unit_succession WHERE id = $1`, s)
}

func lockSuccession(ctx context.Context, tx database.Tx, s SuccessionID) (Succession, error) {
	return database.One[Succession](ctx, tx, `SELECT `+successionColumns+` FROM unit_succession WHERE id = $1 FOR UPDATE`, s)
}

// SuccessionsOf lists what a unit came from and went over into, the earliest first; withdrawn ones are left out.
func SuccessionsOf(ctx context.Context, q database.Querier, u access.UnitID) ([]Succession, error) {
	return database.Many[Succession](ctx, q, `SELECT `+successionColumns+` FROM unit_succession
		WHERE (from_unit_id = $1 OR to_unit_id = $1) AND NOT withdrawn ORDER BY happened_on, id`, u)
}

// otherEnd is the earliest last day a unit has by its successions other than one; no date when there is none.
func otherEnd(ctx context.Context, q database.Querier, u access.UnitID, but SuccessionID) (calendar.Date, error) {
	var d calendar.Date
	err := q.QueryRow(ctx, `SELECT min(happened_on) - 1 FROM unit_succession
		WHERE from_unit_id = $1 AND id <> $2 AND NOT withdrawn AND kind IN ('merge', 'split', 'rename', 'dissolve')`, u, but).Scan(&d)
	return d, database.Translate(err)
}

// Predecessors are all units that went over into a unit, directly or through others, without the unit itself.
func Predecessors(ctx context.Context, q database.Querier, u access.UnitID) ([]access.UnitID, error) {
	return walk(ctx, q, `WITH RECURSIVE w(id) AS (
			SELECT $1::uuid UNION SELECT s.from_unit_id FROM unit_succession s JOIN w ON s.to_unit_id = w.id WHERE NOT s.withdrawn)
		SELECT id FROM w WHERE id <> $1 ORDER BY id`, u)
}

// Successors are all units a unit went over into, directly or through others, without the unit itself.
func Successors(ctx context.Context, q database.Querier, u access.UnitID) ([]access.UnitID, error) {
	return walk(ctx, q, `WITH RECURSIVE w(id) AS (
			SELECT $1::uuid UNION SELECT s.to_unit_id FROM unit_succession s JOIN w ON s.from_unit_id = w.id WHERE NOT s.withdrawn AND s.to_unit_id IS NOT NULL)
		SELECT id FROM w WHERE id <> $1 ORDER BY id`, u)
}

func walk(ctx context.Context, q database.Querier, sql string, u access.UnitID) ([]access.UnitID, error) {
	rows, _ := q.Query(ctx, sql, u) // Collect returns this error
	ids, err := pgx.CollectRows(rows, pgx.RowTo[access.UnitID])
	return ids, database.Translate(err)
}
