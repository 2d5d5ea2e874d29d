package database_test

import (
	"strings"
	"testing"

	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/testkit/dbtest"
)

// pair is a row of the queries here.
type pair struct {
	Code string `db:"code"`
	N    int    `db:"n"`
}

func TestRowsBecomeStructs(t *testing.T) {
	t.Parallel()
	db, ctx := dbtest.Tx(t), t.Context()
	const values = `SELECT v.code, v.n FROM (VALUES ('a', 1), ('b', 2), ('c', 3)) v (code, n)`
	one, err := database.One[pair](ctx, db, values+` WHERE n = $1`, 2)
	if err != nil || one != (pair{"b", 2}) {
		t.Errorf("one: %+v, %v", one, err)
	}
	if _, err = database.One[pair](ctx, db, values+` WHERE n = $1`, 9); fault.KindOf(err) != fault.NotFound {
		t.Errorf("none: %v, want not found", err)
	}
	if _, err = database.One[pair](ctx, db, values); err == nil {
		t.Error("one of three")
	}
	many, err := database.Many[pair](ctx, db, values+` WHERE n > $1 ORDER BY n`, 1)
	if err != nil || len(many) != 2 || many[1].Code != "c" {
		t.Errorf("many: %+v, %v", many, err)
	}
	none, err := database.Many[pair](ctx, db, values+` WHERE n > $1`, 9)
	if err != nil || none == nil || len(none) != 0 {
		t.Errorf("none of many: %#v, %v", none, err)
	}
}

func TestCountedTakesTheTotalFromTheLastColumn(t *testing.T) {
	t.Parallel()
	db, ctx := dbtest.Tx(t), t.Context()
	const page = `SELECT v.n, v.code, count(*) OVER () AS total FROM (VALUES ('a', 1), ('b', 2), ('c', 3)) v (code, n) ORDER BY n LIMIT 2 OFFSET $1`
	rows, total, err := database.Counted[pair](ctx, db, page, 1)
	if err != nil || total != 3 || len(rows) != 2 || rows[0] != (pair{"b", 2}) {
		t.Errorf("page: %+v of %d, %v", rows, total, err)
	}
	rows, total, err = database.Counted[pair](ctx, db, page, 9)
	if err != nil || total != 0 || len(rows) != 0 {
		t.Errorf("past the end: %+v of %d, %v", rows, total, err)
	}
}

func TestCreateWritesOnce(t *testing.T) {
	t.Parallel()
	db, ctx := dbtest.Tx(t), t.Context()
	if _, err := db.Exec(ctx, `CREATE TEMP TABLE thing (id int PRIMARY KEY, code text CONSTRAINT thing_code UNIQUE, created_hash text) ON COMMIT DROP`); err != nil {
		t.Fatal(err)
	}
	create := func(id int, code, hash string) (bool, error) {
		var fresh bool
		err := database.InTx(ctx, db, func(tx database.Tx) error {
			var err error
			fresh, err = database.Create(ctx, tx, database.Creation{
				Insert: `INSERT INTO thing (id, code, created_hash) VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING`, Args: []any{id, code, hash},
				Stored: `SELECT created_hash FROM thing WHERE id = $1`, Key: []any{id}, Hash: hash,
			})
			return err
		})
		return fresh, err
	}
	for name, c := range map[string]struct {
		id         int
		code, hash string
		fresh      bool
		fails      string
	}{
		"the same request again":    {id: 1, code: "a", hash: "h1"},
		"the id with other content": {id: 1, code: "a", hash: "h2", fails: "conflict.id_reused"},
		"another id, the same code": {id: 2, code: "a", hash: "h3", fails: "conflict.thing_code"},
	} {
		if fresh, err := create(1, "a", "h1"); err != nil {
			t.Fatalf("first: %v, %v", fresh, err)
		}
		fresh, err := create(c.id, c.code, c.hash)
		if c.fails == "" && (err != nil || fresh != c.fresh) {
			t.Errorf("%s: %v, %v", name, fresh, err)
		}
		if c.fails != "" && (fault.KindOf(err) != fault.Conflict || !strings.HasPrefix(err.Error(), c.fails)) {
			t.Errorf("%s: %v, want %s", name, err, c.fails)
		}
	}
}
