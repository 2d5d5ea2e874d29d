package org

import (
	"context"

	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
)

// FieldByID reads a field of work, or fault.NotFound. It asks no rights: the caller does.
func FieldByID(ctx context.Context, q database.Querier, f FieldID) (Field, error) {
	return database.One[Field](ctx, q, `SELECT `+fieldColumns+` FROM field f WHERE f.id = $1`, f)
}

func lockField(ctx context.Context, tx database.Tx, f FieldID) (Field, error) {
	return database.One[Field](ctx, tx, `SELECT `+fieldColumns+` FROM field f WHERE f.id = $1 FOR UPDATE`, f)
}

func insertField(ctx context.Context, tx database.Tx, in FieldInput, hash string) (bool, error) {
	return database.Create(ctx, tx, database.Creation{
		Insert: `INSERT INTO field (id, owner_committee_id, code, name, position_order, withdrawn, search_key, created_hash)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (id) DO NOTHING`,
		Args:   []any{in.ID, in.Owner, in.Code, in.Name, in.PositionOrder, in.Withdrawn, searchKey(in.Code, in.Name), hash},
		Stored: `SELECT created_hash FROM field WHERE id = $1`, Key: []any{in.ID}, Hash: hash,
	})
}

func updateField(ctx context.Context, tx database.Tx, in FieldInput) (Field, error) {
	return database.One[Field](ctx, tx, `UPDATE field f SET code = $2, name = $3, position_order = $4, withdrawn = $5, search_key = $6, version = version + 1
		WHERE f.id = $1 RETURNING `+fieldColumns,
		in.ID, in.Code, in.Name, in.PositionOrder, in.Withdrawn, searchKey(in.Code, in.Name))
}

// Days lists the rows of the working calendar from a day to a day, both included; those taken back too.
func Days(ctx context.Context, q database.Querier, from, to calendar.Date) ([]CalendarDay, error) {
	return database.Many[CalendarDay](ctx, q, `SELECT `+dayColumns+` FROM calendar_day WHERE day BETWEEN $1 AND $2 ORDER BY day`, from, to)
}

func lockDay(ctx context.Context, tx database.Tx, d calendar.Date) (CalendarDay, error) {
	return database.One[CalendarDay](ctx, tx, `SELECT `+dayColumns+` FROM calendar_day WHERE day = $1 FOR UPDATE`, d)
}

// insertDay writes a row unless the day has one, and reports whether it did.
func insertDay(ctx context.Context, tx database.Tx, in DayInput) (bool, error) {
	tag, err := tx.Exec(ctx, `INSERT INTO calendar_day (day, kind, name, source, certainty, withdrawn) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (day) DO NOTHING`, in.Day, in.Kind, in.Name, in.Source, in.Certainty, in.Withdrawn)
	return tag.RowsAffected() == 1, database.Translate(err)
}

func updateDay(ctx context.Context, tx database.Tx, in DayInput) (CalendarDay, error) {
	return database.One[CalendarDay](ctx, tx, `UPDATE calendar_day SET kind = $2, name = $3, source = $4, certainty = $5, withdrawn = $6, version = version + 1
		WHERE day = $1 RETURNING `+dayColumns, in.Day, in.Kind, in.Name, in.Source, in.Certainty, in.Withdrawn)
}

// seeded reports whether the working calendar was ever filled.
func seeded(ctx context.Context, q database.Querier) (bool, error) {
	return seesOne(ctx, q, `SELECT EXISTS (SELECT 1 FROM calendar_day)`)
}
