package audit_test

import (
	"errors"
	"testing"
	"time"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/audit"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/id"
	"github.com/dondoc/dondoc/internal/testkit/dbtest"
)

func entry(c access.CommitteeID, n int) audit.Entry {
	return audit.Entry{
		At: time.Date(2026, 11, 22, 9, n, 0, 123456789, time.UTC), By: access.System("test"), Committee: c, Action: "task.edit", Subject: "task",
		Before: map[string]any{"text": "Công khai", "n": n}, After: map[string]any{"n": n + 1, "text": "Công khai, minh bạch"},
	}
}

func record(t *testing.T, db database.DB, entries ...audit.Entry) {
	t.Helper()
	for _, e := range entries {
		if err := database.InTx(t.Context(), db, func(tx database.Tx) error { return audit.Record(t.Context(), tx, e) }); err != nil {
			t.Fatal(err)
		}
	}
}

func TestTheChainHoldsAndCommitteesAreChainsOfTheirOwn(t *testing.T) {
	t.Parallel()
	db := dbtest.Tx(t)
	one, other := access.CommitteeID(id.Random()), access.CommitteeID(id.Random())
	record(t, db, entry(one, 1), entry(other, 1), entry(one, 2), entry(one, 3))
	for c, want := range map[access.CommitteeID]int64{one: 3, other: 1} {
		if n, err := audit.Verify(t.Context(), db, c); n != want || err != nil {
			t.Errorf("%d links, %v; want %d", n, err, want)
		}
	}
}

func TestWhatWasRecordedCannotBeChanged(t *testing.T) {
	t.Parallel()
	for _, sql := range []string{`UPDATE audit_entry SET login = 'x'`, `DELETE FROM audit_entry`, `TRUNCATE audit_entry`} {
		db := dbtest.Tx(t)
		record(t, db, entry(access.CommitteeID(id.Random()), 1))
		if _, err := db.Exec(t.Context(), sql); err == nil {
			t.Errorf("%s went through", sql)
		}
	}
}

// Whoever gets round the triggers is found out by the chain.
func TestVerifyNamesTheFirstBrokenLink(t *testing.T) {
	t.Parallel()
	for name, harm := range map[string]struct {
		sql  string
		link int64
	}{
		"a changed word":        {`UPDATE audit_entry SET after = jsonb_set(after, '{text}', '"khác"') WHERE committee_id = $1 AND seq = 2`, 2},
		"a changed actor":       {`UPDATE audit_entry SET login = 'x' WHERE committee_id = $1 AND seq = 1`, 1},
		"a line taken out":      {`DELETE FROM audit_entry WHERE committee_id = $1 AND seq = 2`, 2},
		"the last line cut off": {`DELETE FROM audit_entry WHERE committee_id = $1 AND seq = 3`, 3},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			db := dbtest.Fresh(t)
			c := access.CommitteeID(id.Random())
			record(t, db, entry(c, 1), entry(c, 2), entry(c, 3))
			if _, err := db.Exec(t.Context(), `ALTER TABLE audit_entry DISABLE TRIGGER USER`); err != nil {
				t.Fatal(err)
			}
			if _, err := db.Exec(t.Context(), harm.sql, c); err != nil {
				t.Fatal(err)
			}
			_, err := audit.Verify(t.Context(), db, c)
			broken, ok := errors.AsType[*audit.Broken](err)
			if !ok || broken.Seq != harm.link {
				t.Errorf("%v; want link %d broken", err, harm.link)
			}
		})
	}
}

func TestOneCallKeepsToOneCommittee(t *testing.T) {
	t.Parallel()
	db := dbtest.Tx(t)
	err := database.InTx(t.Context(), db, func(tx database.Tx) error {
		return audit.RecordAll(t.Context(), tx, []audit.Entry{entry(access.CommitteeID(id.Random()), 1), entry(access.CommitteeID(id.Random()), 1)})
	})
	if err == nil {
		t.Error("entries of two committees went into one chain")
	}
}
