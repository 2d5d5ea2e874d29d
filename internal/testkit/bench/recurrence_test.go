//go:build bench

package bench

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/vietnamese"
	"github.com/dondoc/dondoc/internal/testkit/dbtest"
	"github.com/dondoc/dondoc/internal/testkit/factory"
	"github.com/dondoc/dondoc/internal/testkit/recurrence"
)

// registerSize is the register the earlier ones are looked for in; a fifth of it shares field and unit with any one pair.
const registerSize = 10_000

// recurrences measures how well and how fast likely earlier shortcomings are found. The figures demanded are of the half of the
// pairs that the search was not tuned on; those of the other half are noted beside them.
func recurrences(t *testing.T, tb *table) {
	t.Helper()
	pool, err := database.Open(t.Context(), dbtest.URL(t), 4)
	must(t, err)
	t.Cleanup(pool.Close)
	g := factory.FullRegister(t, factory.NewRoom(t, pool), registerSize)
	_, err = pool.Exec(t.Context(), `VACUUM ANALYZE shortcoming, shortcoming_term, shortcoming_unit, meeting`)
	must(t, err)
	kept, tuning := recurrence.Kept(g.Pairs), recurrence.Tuning(g.Pairs)
	var took []time.Duration
	found := func(pairs []recurrence.Pair, text func(recurrence.Pair) string) float64 {
		n := 0
		for _, p := range pairs {
			begun := time.Now()
			if g.Place(t, p, text(p)) > 0 {
				n++
			}
			took = append(took, time.Since(begun))
		}
		return float64(n) / float64(len(pairs))
	}
	for _, set := range []struct {
		what string
		text func(recurrence.Pair) string
		b    bound
	}{
		{"re-wordings found in the first five of 10,000", func(p recurrence.Pair) string { return p.Reworded }, bound{least: 0.9}},
		{"paraphrases without three syllables in a row in common, likewise", func(p recurrence.Pair) string { return p.Paraphrased }, bound{least: 0.6}},
		{"the same in quite other words, likewise", func(p recurrence.Pair) string { return p.OtherWords }, bound{}},
		{"false friends offered all the same", func(p recurrence.Pair) string { return p.FalseFriend }, bound{}},
	} {
		rate := found(kept, set.text)
		if set.b == (bound{}) {
			tb.note(set.what, fmt.Sprintf("%.2f", rate))
		} else {
			tb.add(set.what, rate, "", set.b)
		}
		tb.note(set.what+", on the half it was tuned on", fmt.Sprintf("%.2f", found(tuning, set.text)))
		tb.note(set.what+", by pg_trgm alone", fmt.Sprintf("%.2f", byTrigrams(t, pool, g, set.text)))
	}
	slices.Sort(took)
	tb.add("looking for earlier ones, p95 of the use case", float64(took[len(took)*95/100].Microseconds())/1000, " ms", bound{most: 50})
}

// byTrigrams is the plain way to compare with: the five most similar of the field and unit by pg_trgm on the mark-free key.
func byTrigrams(t *testing.T, pool *pgxpool.Pool, g factory.Register, text func(recurrence.Pair) string) float64 {
	t.Helper()
	kept, n := recurrence.Kept(g.Pairs), 0
	for _, p := range kept {
		var hit bool
		must(t, pool.QueryRow(t.Context(), `SELECT EXISTS (SELECT FROM (SELECT s.text FROM shortcoming s
				WHERE s.committee_id = $1 AND s.field_id = $2 ORDER BY similarity(s.search_key, $3) DESC LIMIT 5) x WHERE x.text = $4)`,
			g.Committee, g.Fields[p.Field], vietnamese.Key(text(p)), p.Stored).Scan(&hit))
		if hit {
			n++
		}
	}
	return float64(n) / float64(len(kept))
}
