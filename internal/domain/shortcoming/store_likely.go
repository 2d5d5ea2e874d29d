package shortcoming

import (
	"context"
	"slices"
	"strconv"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/database"
)

// writeTerms indexes a wording. before is the key it had, "" for a new one.
func writeTerms(ctx context.Context, tx database.Tx, s Shortcoming, before, key string) error {
	if before == key {
		return nil
	}
	_, err := tx.Exec(ctx, `DELETE FROM shortcoming_term WHERE committee_id = $1 AND number = $2 AND term IN (SELECT term FROM shortcoming_terms($3))`,
		s.Committee, s.Number, before)
	if err != nil {
		return database.Translate(err)
	}
	_, err = tx.Exec(ctx, `INSERT INTO shortcoming_term (committee_id, term, number) SELECT $1, term, $2 FROM shortcoming_terms($3)`,
		s.Committee, s.Number, key)
	return database.Translate(err)
}

// rarityOf counts in how many shortcomings of the committee each term of a key stands, up to rowsOfATerm.
func rarityOf(ctx context.Context, q database.Querier, c access.CommitteeID, key string) (rarity, error) {
	rows, err := database.Many[struct {
		Term  string `db:"term"`
		Rows  int    `db:"rows"`
		Total int    `db:"total"`
	}](ctx, q, `SELECT q.term, (SELECT count(*) FROM (SELECT FROM shortcoming_term t WHERE t.committee_id = $1 AND t.term = q.term LIMIT $3) x) AS rows,
			coalesce((SELECT n.last FROM committee_counter n WHERE n.committee_id = $1 AND n.noun = 'shortcoming'), 0) AS total
		FROM shortcoming_terms($2) q`, c, key, rowsOfATerm)
	r := rarity{rows: make(map[string]int, len(rows))}
	for _, x := range rows {
		r.rows[x.Term], r.total = x.Rows, x.Total
	}
	return r, err
}

// candidate is a shortcoming that shares terms with a wording.
type candidate struct {
	ID       ID              `db:"id"`
	Number   int             `db:"number"`
	Text     string          `db:"text"`
	Key      string          `db:"search_key"`
	Field    org.FieldID     `db:"field_id"`
	Units    []access.UnitID `db:"units"`
	likeness float64
}

// candidates are the shortcomings that share the most telling terms, weighed by their rarity: at most compared of them, found on
// the index alone before their rows are read.
func (r reader) candidates(ctx context.Context, q database.Querier, x Wording, known rarity) ([]candidate, error) {
	terms := known.telling()
	weights := make([]float64, len(terms))
	for i, t := range terms {
		weights[i] = known.weight(t)
	}
	w := database.Where(`s.committee_id = ?`, r.committee)
	r.offerable(w, x)
	sql := `WITH best AS MATERIALIZED (
			SELECT t.number FROM unnest(` + w.Arg(terms) + `::text[], ` + w.Arg(weights) + `::float8[]) q (term, weight)
			JOIN shortcoming_term t ON t.committee_id = $1 AND t.term = q.term
			GROUP BY t.number ORDER BY sum(q.weight) DESC, t.number DESC LIMIT ` + strconv.Itoa(compared) + `)
		SELECT s.id, s.number, s.text, s.search_key, s.field_id, array(SELECT u.unit_id FROM shortcoming_unit u
			WHERE u.committee_id = s.committee_id AND u.shortcoming_id = s.id) AS units
		FROM best JOIN shortcoming s ON s.committee_id = $1 AND s.number = best.number
		JOIN meeting m ON m.committee_id = s.committee_id AND m.id = s.meeting_id
		WHERE ` + w.String()
	return database.Many[candidate](ctx, q, sql, w.Args...)
}

// offerable narrows shortcomings s of meetings m to those that the wording may be joined to and the reader sees.
func (r reader) offerable(w *database.Conditions, x Wording) {
	w.And(`NOT s.withdrawn`)
	w.And(r.readable(w))
	for _, c := range []struct {
		set       bool
		condition string
		value     any
	}{
		{!x.Meeting.IsZero(), `s.meeting_id <> ?`, x.Meeting},
		{!x.Until.IsZero(), `s.raised_on <= ?`, x.Until},
		{!x.Except.IsZero(), `s.id <> ?`, x.Except},
	} {
		if c.set {
			w.And(c.condition, c.value)
		}
	}
}

// offers reads what a page shows of the likeliest: of each the last of its chain that may be joined to, every chain once.
func (r reader) offers(ctx context.Context, q database.Querier, x Wording, ranked []candidate) ([]Likely, error) {
	ids := make([]ID, len(ranked))
	for i, c := range ranked {
		ids[i] = c.ID
	}
	w := database.Where(`s.committee_id = ?`, r.committee)
	r.offerable(w, x)
	rows, err := database.Many[struct {
		Likely
		Place int `db:"place"`
	}](ctx, q, `WITH RECURSIVE down AS (
			SELECT id, place::int AS place FROM unnest(`+w.Arg(ids)+`::uuid[]) WITH ORDINALITY AS x (id, place)
			UNION SELECT l.id, down.place FROM down JOIN shortcoming l ON l.committee_id = $1 AND l.repeats_id = down.id),
		last AS (SELECT DISTINCT ON (down.place) down.place, s.id`+from+` JOIN down ON down.id = s.id
			WHERE `+w.String()+` ORDER BY down.place, s.times DESC, s.raised_on DESC, s.number DESC)
		SELECT last.place, `+refColumns+`, coalesce((SELECT f.name FROM field f WHERE f.id = s.field_id), '') AS field_name,
			`+unitsColumn+` AS units, n.tasks, n.open_tasks`+from+` JOIN last ON last.id = s.id CROSS JOIN LATERAL `+r.counts(w)+` n
		WHERE s.committee_id = $1 ORDER BY last.place`, w.Args...)
	all := make([]Likely, 0, MostLikely)
	for _, row := range rows {
		if slices.ContainsFunc(all, func(l Likely) bool { return l.ID == row.ID }) || len(all) == MostLikely {
			continue
		}
		row.Likeness = ranked[row.Place-1].likeness
		all = append(all, row.Likely)
	}
	return all, err
}
