package database

import (
	"context"

	"github.com/jackc/pgx/v5"
)

// Analyze renews what PostgreSQL knows of tables after very many rows came at once. Until autovacuum comes round by itself it
// would plan as if they were empty: a report over 20,000 tasks just loaded took over a minute, and a second with statistics.
func Analyze(ctx context.Context, db DB, tables ...string) error {
	for _, table := range tables {
		if _, err := db.Exec(ctx, `ANALYZE `+pgx.Identifier{table}.Sanitize()); err != nil {
			return Translate(err)
		}
	}
	return nil
}
