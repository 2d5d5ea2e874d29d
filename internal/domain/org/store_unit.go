package org

import (
	"context"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
)

const unitColumns = `u.id, u.owner_committee_id, u.code, u.kind, u.name, u.short_name, u.parent_id, u.valid_from, u.valid_to, u.withdrawn, u.version`

// UnitByID reads a unit, or fault.NotFound. It asks no rights: the caller does.
func UnitByID(ctx context.Context, q database.Querier, u access.UnitID) (Unit, error) {
	return database.One[Unit](ctx, q, `SELECT `+unitColumns+` FROM unit u WHERE u.id = $1`, u)
}

func lockUnit(ctx context.Context, tx database.Tx, u access.UnitID) (Unit, error) {
	return database.One[Unit](ctx, tx, `SELECT `+unitColumns+` FROM unit u WHERE u.id = $1 FOR UPDATE`, u)
}

func insertUnit(ctx context.Context, tx database.Tx, in UnitInput, hash string) (bool, error) {
	name := UnitName{Unit: in.ID, ValidFrom: firstName(in), Name: in.Name, ShortName: in.ShortName}
	fresh, err := database.Create(ctx, tx, database.Creation{
		Insert: `INSERT INTO unit (id, owner_committee_id, code, kind, name, short_name, parent_id, valid_from, valid_to, withdrawn, search_key, created_hash)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (id) DO NOTHING`,
		Args: []any{
			in.ID, in.Owner, in.Code, in.Kind, in.Name, in.ShortName, in.ParentID, in.ValidFrom, in.ValidTo, in.Withdrawn,
			unitKey(in.Code, []UnitName{name}), hash,
		},
		Stored: `SELECT created_hash FROM unit WHERE id = $1`, Key: []any{in.ID}, Hash: hash,
	})
	if err != nil || !fresh {
		return false, err
	}
	return true, putName(ctx, tx, name)
}

// updateUnit writes everything that may change but the dated names, which are in names with the present one first chosen by today.
func updateUnit(ctx context.Context, tx database.Tx, u Unit, names []UnitName) (Unit, error) {
	return database.One[Unit](ctx, tx, `UPDATE unit u SET code = $2, kind = $3, name = $4, short_name = $5, parent_id = $6, valid_from = $7, valid_to = $8,
			withdrawn = $9, search_key = $10, version = version + 1
		WHERE u.id = $1 RETURNING `+unitColumns,
		u.ID, u.Code, u.Kind, u.Name, u.ShortName, u.ParentID, u.ValidFrom, u.ValidTo, u.Withdrawn, unitKey(u.Code, names))
}

func putName(ctx context.Context, tx database.Tx, n UnitName) error {
	_, err := tx.Exec(ctx, `INSERT INTO unit_name (unit_id, valid_from, name, short_name, act) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (unit_id, valid_from) DO UPDATE SET name = excluded.name, short_name = excluded.short_name, act = excluded.act`,
		n.Unit, n.ValidFrom, n.Name, n.ShortName, n.Act)
	return database.Translate(err)
}

// NamesOf lists the names a unit has borne, the oldest first.
func NamesOf(ctx context.Context, q database.Querier, u access.UnitID) ([]UnitName, error) {
	return database.Many[UnitName](ctx, q, `SELECT unit_id, valid_from, name, short_name, act FROM unit_name WHERE unit_id = $1 ORDER BY valid_from`, u)
}

// NameOn is the name a unit bears on a day, as a document of that day prints it; for days before its first name, the first.
func NameOn(ctx context.Context, q database.Querier, u access.UnitID, d calendar.Date) (UnitName, error) {
	return database.One[UnitName](ctx, q, `SELECT unit_id, valid_from, name, short_name, act FROM unit_name WHERE unit_id = $1
		ORDER BY valid_from <= $2 DESC, CASE WHEN valid_from <= $2 THEN valid_from END DESC, valid_from LIMIT 1`, u, d)
}

// NamesOn is NameOn for many units at once; a unit without a row is missing from the answer.
func NamesOn(ctx context.Context, q database.Querier, units []access.UnitID, d calendar.Date) (map[access.UnitID]UnitName, error) {
	rows, err := database.Many[UnitName](ctx, q, `SELECT DISTINCT ON (unit_id) unit_id, valid_from, name, short_name, act FROM unit_name WHERE unit_id = ANY($1)
		ORDER BY unit_id, valid_from <= $2 DESC, CASE WHEN valid_from <= $2 THEN valid_from END DESC, valid_from`, units, d)
	if err != nil {
		return nil, err
	}
	names := make(map[access.UnitID]UnitName, len(rows))
	for _, n := range rows {
		names[n.Unit] = n
	}
	return names, nil
}

// isBelow reports whether unit u lies below (or is) unit top in the tree.
func isBelow(ctx context.Context, q database.Querier, u, top access.UnitID) (bool, error) {
	return seesOne(ctx, q, `WITH RECURSIVE up(id) AS (
			SELECT $1::uuid UNION SELECT unit.parent_id FROM unit JOIN up ON unit.id = up.id WHERE unit.parent_id IS NOT NULL)
		SELECT EXISTS (SELECT 1 FROM up WHERE id = $2)`, u, top)
}

// staleNames are the units whose present name is not the one of their dated names that holds today.
const staleNames = `SELECT u.id, n.name, n.short_name FROM unit u CROSS JOIN LATERAL (
		SELECT name, short_name FROM unit_name WHERE unit_id = u.id
		 ORDER BY valid_from <= $1 DESC, CASE WHEN valid_from <= $1 THEN valid_from END DESC, valid_from LIMIT 1) n
	 WHERE (u.name, u.short_name) IS DISTINCT FROM (n.name, n.short_name)`

// refreshNames gives every unit the name that holds today, and returns those that changed.
func refreshNames(ctx context.Context, tx database.Tx, today calendar.Date) ([]Unit, error) {
	return database.Many[Unit](ctx, tx, `UPDATE unit u SET name = s.name, short_name = s.short_name, version = u.version + 1
		FROM (`+staleNames+`) s WHERE u.id = s.id RETURNING `+unitColumns, today)
}

// unitsAmong reads those of some units that may be seen, in the order of their names.
func unitsAmong(ctx context.Context, q database.Querier, s Sight, ids []access.UnitID) ([]Unit, error) {
	w := database.Where(`u.id = ANY(?)`, ids)
	s.add(w, "u")
	return database.Many[Unit](ctx, q, `SELECT `+unitColumns+` FROM unit u WHERE `+w.String()+` ORDER BY u.name COLLATE "vi-x-icu", u.id`, w.Args...)
}
