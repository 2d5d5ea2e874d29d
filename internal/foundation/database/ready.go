package database

import (
	"context"
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/migrations"
)

// UpToDate reports why this program could not work with the database now, or nil: it must answer, and hold every migration that
// this program knows. One that holds more is fine: a newer program beside this one has brought it further.
func UpToDate(ctx context.Context, q Querier) error {
	own, err := ownVersion()
	if err != nil {
		return err
	}
	queue, err := QueueVersion()
	if err != nil {
		return err
	}
	var haveOwn, haveQueue int
	err = q.QueryRow(ctx, `SELECT (SELECT coalesce(max(version_id), 0) FROM goose_db_version WHERE is_applied),
		(SELECT coalesce(max(version), 0) FROM river_migration WHERE line = 'main')`).Scan(&haveOwn, &haveQueue)
	if err != nil {
		return Translate(err)
	}
	if haveOwn < own || haveQueue < queue {
		return fault.New(fault.Unavailable, "database.unavailable").
			Because(fmt.Errorf("the database is at migration %d and queue %d, this program needs %d and %d", haveOwn, haveQueue, own, queue))
	}
	return nil
}

// ownVersion is the number of the last migration that this program carries.
func ownVersion() (int, error) {
	files, err := fs.Glob(migrations.FS, "*.sql")
	if err != nil {
		return 0, fmt.Errorf("read migrations: %w", err)
	}
	last := 0
	for _, name := range files {
		digits, _, _ := strings.Cut(name, "_")
		if n, err := strconv.Atoi(digits); err == nil { // the dump of the schema has no number
			last = max(last, n)
		}
	}
	return last, nil
}
