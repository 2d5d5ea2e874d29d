package database_test

import (
	"testing"

	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/testkit/dbtest"
)

func TestReadyIsAnsweringAndMigrated(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		sql  string
		want fault.Kind // 0: ready
	}{
		"migrated":                         {`SELECT 1`, 0},
		"a newer program was here":         {`INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, true)`, 0},
		"the last own step is missing":     {`DELETE FROM goose_db_version WHERE version_id = (SELECT max(version_id) FROM goose_db_version)`, fault.Unavailable},
		"the queue's last is missing":      {`DELETE FROM river_migration WHERE version = (SELECT max(version) FROM river_migration)`, fault.Unavailable},
		"a step was taken back":            {`UPDATE goose_db_version SET is_applied = false`, fault.Unavailable},
		"it has none of the tables at all": {`DROP TABLE goose_db_version`, fault.Internal},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			db := dbtest.Tx(t)
			if _, err := db.Exec(t.Context(), c.sql); err != nil {
				t.Fatal(err)
			}
			err := database.UpToDate(t.Context(), db)
			if ready := c.sql == "SELECT 1" || c.want == 0 && name == "a newer program was here"; ready != (err == nil) {
				t.Errorf("%v", err)
			}
			if err != nil && fault.KindOf(err) != c.want {
				t.Errorf("of kind %v: %v", fault.KindOf(err), err)
			}
		})
	}
	pool := dbtest.Fresh(t)
	pool.Close()
	if err := database.UpToDate(t.Context(), pool); err == nil {
		t.Error("a database that does not answer is ready")
	}
}
