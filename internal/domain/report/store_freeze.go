package report

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

// frozenRow is a row of the list with what opens it from its figures.
type frozenRow struct {
	TaskRow
	Figures []string        `db:"figures"`
	LeadIDs []access.UnitID `db:"lead_unit_ids"`
	FieldID org.FieldID     `db:"field_id"`
}

func rowsToFreeze(ctx context.Context, q database.Querier, h HalfYear) ([]frozenRow, error) {
	return database.Many[frozenRow](ctx, q, population+`, page AS (SELECT *, `+figuresOfRow()+` AS figures FROM population)
		SELECT p.figures, p.lead_unit_ids, p.field_id, `+taskColumns+taskJoins+` ORDER BY p.number`, h.args()...)
}

func freezeByID(ctx context.Context, q database.Querier, in FreezeInput) (hash, period string, number int, err error) {
	err = q.QueryRow(ctx, `SELECT coalesce(max(created_hash), ''), coalesce(max(period), ''), coalesce(max(number), 0) FROM report_freeze WHERE committee_id = $1 AND id = $2`,
		in.Committee, in.ID).Scan(&hash, &period, &number)
	return hash, period, number, database.Translate(err)
}

// lockFreezes lets one at a time freeze a committee's reports, and tells the last number of a period.
func lockFreezes(ctx context.Context, tx database.Tx, c access.CommitteeID, period string) (int, error) {
	var last int
	if _, err := tx.Exec(ctx, `SELECT id FROM committee WHERE id = $1 FOR NO KEY UPDATE`, c); err != nil {
		return 0, database.Translate(err)
	}
	err := tx.QueryRow(ctx, `SELECT coalesce(max(number), 0) FROM report_freeze WHERE committee_id = $1 AND period = $2`, c, period).Scan(&last)
	return last, database.Translate(err)
}

// lastFrozen is the number of the last report frozen of a period by an instant; 0 for none.
func lastFrozen(ctx context.Context, q database.Querier, h HalfYear, period string) (int, error) {
	var last int
	err := q.QueryRow(ctx, `SELECT coalesce(max(number), 0) FROM report_freeze WHERE committee_id = $1 AND period = $2 AND known_at <= $3`,
		h.Letterhead.Committee, period, h.Known).Scan(&last)
	return last, database.Translate(err)
}

func insertFreeze(ctx context.Context, tx database.Tx, by access.Actor, w whole) error {
	h, f := w.h, w.h.Frozen
	letterhead, err := json.Marshal(h.Letterhead)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `INSERT INTO report_freeze (committee_id, id, period, number, scheme, starts_on, ends_on, cutoff_on, send_by_on, as_of, known_at,
			timeliness, by_job, reason, supersedes, definitions, soon_days, letterhead, user_id, login, person, created_hash)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14,
			(SELECT id FROM report_freeze WHERE committee_id = $1 AND period = $3 AND number = $15), $16, $17, $18, $19, $20, $21, $22)`,
		w.in.Committee, f.ID, h.Period.Code, f.Number, h.Period.Scheme, h.Period.Start, h.Period.End, h.Period.Cutoff, h.Period.SendBy, h.AsOf, h.Known,
		f.Timeliness, f.ByJob, f.Reason, f.Supersedes, h.Definitions, h.SoonDays, letterhead, by.User, by.Login, by.Name, id.ContentHash(w.in))
	if err != nil {
		return database.Translate(err)
	}
	if err := insertParts(ctx, tx, w); err != nil {
		return err
	}
	columns := []string{"committee_id", "freeze_id", "position", "task_id", "figures", "lead_unit_ids", "field_id", "body"}
	_, err = tx.CopyFrom(ctx, pgx.Identifier{"report_freeze_task"}, columns, pgx.CopyFromSlice(len(w.rows), func(i int) ([]any, error) {
		r := w.rows[i]
		body, err := json.Marshal(r.TaskRow)
		return []any{w.in.Committee, f.ID, i + 1, r.ID, r.Figures, r.LeadIDs, r.FieldID, body}, err
	}))
	return database.Translate(err)
}

// shares are the figures of the whole period, those carried in and given beside them.
type shares struct {
	Figures
	CarriedIn int `json:"carried_in"`
	Given     int `json:"given"`
}

// parts are the figures and short lists of a report by the names they are stored under; each is a pointer to a slice.
func (h *HalfYear) parts(total, first, noLead *[]shares) []struct {
	name string
	list any
} {
	return []struct {
		name string
		list any
	}{
		{"total", total},
		{"first_deadline", first},
		{"no_lead", noLead},
		{"unit", &h.ByUnit},
		{"merged", &h.Merged},
		{"field", &h.ByField},
		{"rate", &h.Rates},
		{"month", &h.ByMonth},
		{"age", &h.Ages},
		{"meeting", &h.Meetings},
		{"shortcoming", &h.ShortcomingRows},
		{"identity", &h.Identities},
		{"comparison", &h.Comparison},
		{"break", &h.Breaks},
	}
}

func insertParts(ctx context.Context, tx database.Tx, w whole) error {
	h := w.h
	var rows [][]any
	total, first, noLead := []shares{{h.Totals, h.CarriedIn, h.Given}}, []shares{{Figures: h.FirstDeadline}}, []shares{{Figures: h.NoLead}}
	for _, p := range h.parts(&total, &first, &noLead) {
		whole, err := json.Marshal(p.list)
		if err != nil {
			return err
		}
		var list []json.RawMessage
		if err := json.Unmarshal(whole, &list); err != nil {
			return err
		}
		for i, body := range list {
			rows = append(rows, []any{w.in.Committee, h.Frozen.ID, p.name, i + 1, body})
		}
	}
	_, err := tx.CopyFrom(ctx, pgx.Identifier{"report_freeze_part"}, []string{"committee_id", "freeze_id", "part", "position", "body"}, pgx.CopyFromRows(rows))
	return database.Translate(err)
}

const frozenColumns = `f.id, f.period, f.number, f.scheme, f.starts_on, f.ends_on, f.cutoff_on, f.send_by_on, f.as_of, f.known_at, f.timeliness, f.by_job, f.reason,
	f.number - 1, f.person, f.login, NOT EXISTS (SELECT 1 FROM report_freeze x WHERE x.committee_id = f.committee_id AND x.period = f.period AND x.number > f.number)`

func (f *Frozen) targets() []any {
	p := &f.Period
	return []any{
		&f.ID, &p.Code, &f.Number, &p.Scheme, &p.Start, &p.End, &p.Cutoff, &p.SendBy, &f.AsOf, &f.At, &f.Timeliness, &f.ByJob, &f.Reason,
		&f.Supersedes, &f.Person, &f.Login, &f.Last,
	}
}

// freezesOf lists what was frozen of a period, or of all, the last one first.
func freezesOf(ctx context.Context, q database.Querier, c access.CommitteeID, period string) ([]Frozen, error) {
	rows, err := q.Query(ctx, `SELECT `+frozenColumns+` FROM report_freeze f WHERE f.committee_id = $1 AND ($2 = '' OR f.period = $2) ORDER BY f.period, f.number DESC`, c, period)
	if err != nil {
		return nil, database.Translate(err)
	}
	var all []Frozen
	var f Frozen
	_, err = pgx.ForEachRow(rows, f.targets(), func() error {
		all = append(all, f)
		return nil
	})
	return all, database.Translate(err)
}

// frozenHead is a frozen report without its figures.
func frozenHead(ctx context.Context, q database.Querier, of Query) (HalfYear, error) {
	var f Frozen
	var h HalfYear
	var letterhead []byte
	if _, err := calendar.ParseCode(of.Period); err != nil {
		return h, err
	}
	err := q.QueryRow(ctx, `SELECT f.definitions, f.soon_days, f.letterhead, `+frozenColumns+` FROM report_freeze f WHERE f.committee_id = $1 AND f.period = $2 AND f.number = $3`,
		of.Committee, of.Period, of.Frozen).Scan(append([]any{&h.Definitions, &h.SoonDays, &letterhead}, f.targets()...)...)
	if err = database.Translate(err); err != nil {
		if fault.KindOf(err) == fault.NotFound {
			err = fault.New(fault.NotFound, "freeze.none", of.Period, of.Frozen).Because(err)
		}
		return h, err
	}
	f.At = f.At.UTC()
	h.Period, h.AsOf, h.Known, h.Frozen = f.Period, f.AsOf, f.At, &f
	return h, json.Unmarshal(letterhead, &h.Letterhead)
}

// frozen is a frozen report with all its parts.
func frozen(ctx context.Context, q database.Querier, of Query) (HalfYear, error) {
	return readFrozen(ctx, q, of, false)
}

// frozenTotals is a frozen report with the figures of the whole period alone.
func frozenTotals(ctx context.Context, q database.Querier, of Query) (HalfYear, error) {
	return readFrozen(ctx, q, of, true)
}

func readFrozen(ctx context.Context, q database.Querier, of Query, totals bool) (HalfYear, error) {
	h, err := frozenHead(ctx, q, of)
	if err != nil {
		return h, err
	}
	rows, err := q.Query(ctx, `SELECT part, '[' || string_agg(body::text, ',' ORDER BY position) || ']' FROM report_freeze_part
		WHERE committee_id = $1 AND freeze_id = $2 AND (part = 'total' OR NOT $3) GROUP BY part`, of.Committee, h.Frozen.ID, totals)
	if err != nil {
		return h, database.Translate(err)
	}
	stored := map[string]string{}
	var name, list string
	if _, err := pgx.ForEachRow(rows, []any{&name, &list}, func() error { stored[name] = list; return nil }); err != nil {
		return h, database.Translate(err)
	}
	return h, h.restore(stored)
}

// restore puts the stored parts back where they were.
func (h *HalfYear) restore(stored map[string]string) error {
	var total, first, noLead []shares
	h.Meetings, h.ShortcomingRows = []MeetingRow{}, []ShortcomingRow{}
	for _, p := range h.parts(&total, &first, &noLead) {
		if list, ok := stored[p.name]; ok {
			if err := json.Unmarshal([]byte(list), p.list); err != nil {
				return fmt.Errorf("frozen report, part %s: %w", p.name, err)
			}
		}
	}
	if len(total) > 0 {
		h.Totals, h.CarriedIn, h.Given = total[0].Figures, total[0].CarriedIn, total[0].Given
	}
	if len(first) > 0 {
		h.FirstDeadline = first[0].Figures
	}
	if len(noLead) > 0 {
		h.NoLead = noLead[0].Figures
	}
	h.Shortcomings = countShortcomings(*h)
	return nil
}

// frozenWhere is the condition of the rows behind a figure of a frozen report.
func (b Behind) frozenWhere(h HalfYear) *database.Conditions {
	w := database.Where(`committee_id = ?`, h.Letterhead.Committee)
	w.And(`freeze_id = ?`, h.Frozen.ID)
	if b.Figure != "all" {
		w.And(`? = ANY (figures)`, b.Figure)
	}
	if !b.Unit.IsZero() {
		w.And(`? = ANY (lead_unit_ids)`, b.Unit)
	}
	if b.NoLead {
		w.And(`cardinality(lead_unit_ids) = 0`)
	}
	if !b.Field.IsZero() {
		w.And(`field_id = ?`, b.Field)
	}
	if b.NoField {
		w.And(`field_id IS NULL`)
	}
	return w
}

func countFrozen(ctx context.Context, q database.Querier, h HalfYear, b Behind) (int, error) {
	w := b.frozenWhere(h)
	var n int
	err := q.QueryRow(ctx, `SELECT count(*)::int FROM report_freeze_task WHERE `+w.String(), w.Args...).Scan(&n)
	return n, database.Translate(err)
}

// eachFrozen walks the list behind a figure of a frozen report, as it was printed.
func eachFrozen(ctx context.Context, q database.Querier, h HalfYear, b Behind, pg page, yield func(TaskRow) error) error {
	w := b.frozenWhere(h)
	sql := `SELECT body FROM report_freeze_task WHERE ` + w.String() + ` ORDER BY position`
	if pg.limit > 0 {
		sql += ` LIMIT ` + w.Arg(pg.limit) + ` OFFSET ` + w.Arg(pg.offset)
	}
	rows, err := q.Query(ctx, sql, w.Args...)
	if err != nil {
		return database.Translate(err)
	}
	defer rows.Close()
	for rows.Next() {
		var body []byte
		var r TaskRow
		if err := rows.Scan(&body); err != nil {
			return err
		}
		if err := json.Unmarshal(body, &r); err != nil {
			return err
		}
		if err := yield(r); err != nil {
			return err
		}
	}
	return database.Translate(rows.Err())
}
