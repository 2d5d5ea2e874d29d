package database

import (
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// butLast shows a row without its last column, which goes to total.
type butLast struct {
	pgx.CollectableRow
	total *int
}

func (r butLast) FieldDescriptions() []pgconn.FieldDescription {
	all := r.CollectableRow.FieldDescriptions()
	return all[:len(all)-1]
}

func (r butLast) Scan(dest ...any) error { return r.CollectableRow.Scan(append(dest, r.total)...) }
