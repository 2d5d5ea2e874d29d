package database

import (
	"context"

	"github.com/jackc/pgx/v5"

	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// One reads exactly one row as a T, columns matched to fields by name; no row is fault.NotFound.
func One[T any](ctx context.Context, q Querier, sql string, args ...any) (T, error) {
	rows, _ := q.Query(ctx, sql, args...) // Collect returns this error
	v, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[T])
	return v, Translate(err)
}

// Many reads all rows as Ts, columns matched to fields by name; no row is an empty slice.
func Many[T any](ctx context.Context, q Querier, sql string, args ...any) ([]T, error) {
	rows, _ := q.Query(ctx, sql, args...) // Collect returns this error
	v, err := pgx.CollectRows(rows, pgx.RowToStructByName[T])
	return v, Translate(err)
}

// Counted reads rows whose last column is the number of all rows of the list, count(*) OVER ().
func Counted[T any](ctx context.Context, q Querier, sql string, args ...any) ([]T, int, error) {
	total := 0
	rows, _ := q.Query(ctx, sql, args...) // Collect returns this error
	v, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (T, error) {
		return pgx.RowToStructByName[T](butLast{row, &total})
	})
	return v, total, Translate(err)
}

// Creation is an INSERT … ON CONFLICT DO NOTHING of a row whose id was made by whoever asked for it.
type Creation struct {
	Insert string // the statement
	Args   []any
	Stored string // SELECT created_hash of the row with that id
	Key    []any
	Hash   string // id.ContentHash of this request
}

// Create writes a row once: true when it was written now, false when the same request had written it before.
// When the id stands for other content it is fault.Conflict "conflict.id_reused".
func Create(ctx context.Context, tx Tx, c Creation) (bool, error) {
	tag, err := tx.Exec(ctx, c.Insert, c.Args...)
	if err != nil {
		return false, Translate(err)
	}
	if tag.RowsAffected() == 1 {
		return true, nil
	}
	var stored string
	if err := tx.QueryRow(ctx, c.Stored, c.Key...).Scan(&stored); err != nil {
		return false, Translate(err)
	}
	if stored != c.Hash {
		return false, fault.New(fault.Conflict, "conflict.id_reused")
	}
	return false, nil
}
