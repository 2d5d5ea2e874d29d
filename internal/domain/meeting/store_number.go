package meeting

import (
	"context"
	"strings"

	"github.com/jackc/pgx/v5"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/vietnamese"
)

// run names one run of numbers.
type run struct {
	committee access.CommitteeID
	kind      PaperKind
	series    string
}

// lockRun makes a run ours until the transaction ends and returns its highest number.
func lockRun(ctx context.Context, tx database.Tx, r run) (int, error) {
	var last int
	err := tx.QueryRow(ctx, `INSERT INTO paper_counter (committee_id, kind, series, last) VALUES ($1, $2, $3, 0)
		ON CONFLICT (committee_id, kind, series) DO UPDATE SET last = paper_counter.last RETURNING last`, r.committee, r.kind, r.series).Scan(&last)
	return last, database.Translate(err)
}

func setLast(ctx context.Context, tx database.Tx, r run, last int) error {
	_, err := tx.Exec(ctx, `UPDATE paper_counter SET last = greatest(last, $4) WHERE committee_id = $1 AND kind = $2 AND series = $3`,
		r.committee, r.kind, r.series, last)
	return database.Translate(err)
}

// numbersOf lists the numbers of a run, void ones too, in ascending order.
func numbersOf(ctx context.Context, q database.Querier, r run) ([]int, error) {
	rows, _ := q.Query(ctx, `SELECT number FROM paper_number WHERE committee_id = $1 AND kind = $2 AND series = $3 ORDER BY number`,
		r.committee, r.kind, r.series) // Collect returns this error
	numbers, err := pgx.CollectRows(rows, pgx.RowTo[int])
	return numbers, database.Translate(err)
}

const selectBook = `SELECT n.committee_id, n.id, n.kind, n.series, n.series_name, n.number, n.paper_id, p.meeting_id, coalesce(m.number, 0) AS meeting_number,
	n.issued_on, n.summary, n.signer, n.recipients, n.typed, n.doubled, n.void, n.void_why, n.recorded_at, n.login, n.version`

const fromBook = ` FROM paper_number n LEFT JOIN meeting_paper p ON p.committee_id = n.committee_id AND p.id = n.paper_id
	LEFT JOIN meeting m ON m.committee_id = p.committee_id AND m.id = p.meeting_id`

func bookByID(ctx context.Context, q database.Querier, c access.CommitteeID, b BookID) (BookEntry, error) {
	return database.One[BookEntry](ctx, q, selectBook+fromBook+` WHERE n.committee_id = $1 AND n.id = $2`, c, b)
}

func insertBook(ctx context.Context, tx database.Tx, b BookEntry) error {
	_, err := tx.Exec(ctx, `INSERT INTO paper_number (committee_id, id, kind, series, series_name, number, paper_id, issued_on, summary, signer, recipients,
			typed, doubled, void, void_why, recorded_at, login, search_key)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`,
		b.Committee, b.ID, b.Kind, b.Series, b.SeriesName, b.Number, b.Paper, b.IssuedOn, b.Summary, b.Signer, b.Recipients,
		b.Typed, b.Doubled, b.Void, b.VoidWhy, b.RecordedAt, b.Login, vietnamese.Key(strings.Join([]string{b.Summary, b.Signer, b.Recipients}, " ")))
	return database.Translate(err)
}

func voidBook(ctx context.Context, tx database.Tx, b BookEntry) error {
	_, err := tx.Exec(ctx, `UPDATE paper_number SET void = true, void_why = $3, version = version + 1 WHERE committee_id = $1 AND id = $2`,
		b.Committee, b.ID, b.VoidWhy)
	return database.Translate(err)
}

// bookSorts are what the book may be sorted by; the first is the usual one.
var bookSorts = []org.SortColumn{
	{Name: "issued_on", SQL: "n.issued_on §, n.number §, n.id"},
	{Name: "number", SQL: "n.number §, n.issued_on DESC, n.id"},
	{Name: "kind", SQL: "n.kind §, n.issued_on DESC, n.number DESC"},
}

func listBook(ctx context.Context, q database.Querier, c access.CommitteeID, b BookQuery) (org.Page[BookEntry], error) {
	if b.Sort == "" {
		b.Desc = true
	}
	w := database.Where(`n.committee_id = ?`, c)
	if b.Kind != "" {
		w.And(`n.kind = ?`, b.Kind.Register())
	}
	if b.Series != "" {
		w.And(`n.series = ?`, b.Series)
	}
	sorts := org.Search(b.ListQuery, w, org.Searched{Key: "n.search_key", Shown: "n.summary", Number: "n.number"}, bookSorts)
	return org.ReadPage[BookEntry](ctx, q, b.ListQuery, org.Listing{Select: selectBook, From: fromBook, Where: w, Columns: sorts})
}

// seriesRow is a run that has numbers.
type seriesRow struct {
	Kind PaperKind `db:"kind"`
	Key  string    `db:"series"`
	Name string    `db:"series_name"`
}

func seriesOf(ctx context.Context, q database.Querier, c access.CommitteeID) ([]seriesRow, error) {
	return database.Many[seriesRow](ctx, q, `SELECT kind, series, max(series_name) AS series_name FROM paper_number WHERE committee_id = $1
		GROUP BY kind, series ORDER BY max(issued_on) DESC, kind`, c)
}

func bookOfPaper(ctx context.Context, q database.Querier, c access.CommitteeID, p PaperID) (BookEntry, error) {
	return database.One[BookEntry](ctx, q, selectBook+fromBook+` WHERE n.committee_id = $1 AND n.paper_id = $2`, c, p)
}
