package remind

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/vietnamese"
)

// ruleOf is the committee's rule, or the usual one.
func ruleOf(ctx context.Context, q database.Querier, c access.CommitteeID) (Rule, error) {
	return database.One[Rule](ctx, q, `SELECT c.id AS committee_id, c.due_soon_days AS soon_days, coalesce(r.late_days, $2) AS late_days, coalesce(r.per, 'unit') AS per,
		coalesce(r.version, 0) AS version FROM committee c LEFT JOIN reminder_rule r ON r.committee_id = c.id WHERE c.id = $1`, c, DefaultLateDays)
}

func saveRule(ctx context.Context, tx database.Tx, in SetRule) error {
	_, err := tx.Exec(ctx, `INSERT INTO reminder_rule (committee_id, late_days, per) VALUES ($1, $2, $3)
		ON CONFLICT (committee_id) DO UPDATE SET late_days = $2, per = $3, version = reminder_rule.version + 1`, in.Committee, in.LateDays, in.Per)
	return database.Translate(err)
}

// lockCommittee lets one letter after the other be made, so that no step is taken twice by two people at once.
func lockCommittee(ctx context.Context, tx database.Tx, c access.CommitteeID) error {
	_, err := tx.Exec(ctx, `SELECT 1 FROM committee WHERE id = $1 FOR NO KEY UPDATE`, c)
	return database.Translate(err)
}

// waits are the obligations somebody still has to work on: not those reported, returned, paused or closed.
const waits = `t.state IN ('assigned', 'accepted', 'in_progress') AND t.form NOT IN ('fan_out', 'series') AND t.due_on <= $2::date + $3::int`

// dueRows are the tasks near or past their deadline on a day, once for each lead, the longest overdue first.
func dueRows(ctx context.Context, q database.Querier, r Rule, day calendar.Date) ([]Row, error) {
	return database.Many[Row](ctx, q, `SELECT t.id, t.number, t.text, t.deadline_words, t.due_on, t.state, t.asked_due_on, a.unit_id, a.person_id,
			coalesce(p.full_name || coalesce((SELECT ' (người thay: ' || z.name || ')' FROM delegation d JOIN user_account y ON y.id = d.absent_id AND y.person_id = p.id
				JOIN user_account z ON z.id = d.substitute_id WHERE d.committee_id = $1 AND NOT d.withdrawn AND $2 BETWEEN d.valid_from AND d.valid_to LIMIT 1), ''), (SELECT n.name FROM unit_name n WHERE n.unit_id = a.unit_id AND n.valid_from <= $2 ORDER BY n.valid_from DESC LIMIT 1), u.name) AS name,
			coalesce(l.times, 0)::int AS times, l.last_on, coalesce(l.taken, '{}') AS taken, coalesce(l.ever, '{}') AS ever
		FROM task t JOIN task_assignee a ON a.committee_id = t.committee_id AND a.task_id = t.id AND a.role = 'lead'
		LEFT JOIN unit u ON u.id = a.unit_id LEFT JOIN person p ON p.id = a.person_id
		LEFT JOIN LATERAL (
			SELECT count(*) FILTER (WHERE NOT n.void) AS times, max(s.issued_on) FILTER (WHERE NOT n.void) AS last_on,
				array_agg(l.step) FILTER (WHERE l.due_on = t.due_on AND NOT n.void) AS taken, array_agg(l.step) FILTER (WHERE l.due_on = t.due_on) AS ever
			FROM reminder_line l JOIN reminder_slip s ON s.committee_id = l.committee_id AND s.id = l.slip_id
			JOIN paper_number n ON n.committee_id = s.committee_id AND n.id = s.book_id
			WHERE l.committee_id = t.committee_id AND l.task_id = t.id AND l.addressee_id = coalesce(a.unit_id, a.person_id)) l ON true
		WHERE t.committee_id = $1 AND `+waits+` ORDER BY t.due_on, t.number, a.position`, r.Committee, day, r.SoonDays)
}

func countNoLead(ctx context.Context, q database.Querier, r Rule, day calendar.Date) (int, error) {
	var n int
	err := q.QueryRow(ctx, `SELECT count(*)::int FROM task t WHERE t.committee_id = $1 AND t.state IN ('recorded', 'assigned', 'accepted', 'in_progress')
		AND t.form NOT IN ('fan_out', 'series') AND t.due_on <= $2::date + $3::int
		AND NOT EXISTS (SELECT 1 FROM task_assignee a WHERE a.committee_id = t.committee_id AND a.task_id = t.id AND a.role = 'lead')`,
		r.Committee, day, r.SoonDays).Scan(&n)
	return n, database.Translate(err)
}

// lastDeputy is who got the last letter to an addressee.
type lastDeputy struct {
	To     [16]byte        `db:"addressee"`
	Deputy access.PersonID `db:"deputy"`
}

func lastDeputies(ctx context.Context, q database.Querier, c access.CommitteeID) ([]lastDeputy, error) {
	return database.Many[lastDeputy](ctx, q, `SELECT DISTINCT ON (coalesce(unit_id, person_id)) coalesce(unit_id, person_id) AS addressee, (paper ->> 'deputy_id')::uuid AS deputy
		FROM reminder_slip WHERE committee_id = $1 AND paper ? 'deputy_id' ORDER BY coalesce(unit_id, person_id), issued_on DESC, made_at DESC`, c)
}

// slipRow is a slip as the table holds it.
type slipRow struct {
	Committee access.CommitteeID `db:"committee_id"`
	ID        SlipID             `db:"id"`
	Unit      access.UnitID      `db:"unit_id"`
	Person    access.PersonID    `db:"person_id"`
	Addressee string             `db:"addressee"`
	Number    int                `db:"number"`
	IssuedOn  calendar.Date      `db:"issued_on"`
	Step      Step               `db:"step"`
	Paper     []byte             `db:"paper"`
	FileName  string             `db:"file_name"`
	SHA256    []byte             `db:"sha256"`
	Void      bool               `db:"void"`
	MadeAt    time.Time          `db:"made_at"`
	Login     string             `db:"login"`
}

const slipColumns = `SELECT s.committee_id, s.id, s.unit_id, s.person_id, s.addressee, s.number, s.issued_on, s.step, s.paper, s.file_name, s.sha256, n.void, s.made_at, s.login`

const fromSlips = ` FROM reminder_slip s JOIN paper_number n ON n.committee_id = s.committee_id AND n.id = s.book_id`

func (r slipRow) slip(c org.Committee) (Slip, error) {
	s := Slip{
		Committee: r.Committee, ID: r.ID, Unit: r.Unit, Person: r.Person, Addressee: r.Addressee, Number: r.Number, IssuedOn: r.IssuedOn, Step: r.Step,
		Symbol: meeting.Symbol(c, meeting.Reminder, r.Number), FileName: r.FileName, SHA256: r.SHA256, Void: r.Void, MadeAt: r.MadeAt, Login: r.Login, Lines: []Line{},
	}
	if err := json.Unmarshal(r.Paper, &s.Paper); err != nil {
		return Slip{}, fmt.Errorf("slip %s: %w", r.ID, err)
	}
	return s, nil
}

func slipByID(ctx context.Context, q database.Querier, c org.Committee, i SlipID) (Slip, error) {
	r, err := database.One[slipRow](ctx, q, slipColumns+fromSlips+` WHERE s.committee_id = $1 AND s.id = $2`, c.ID, i)
	if err != nil {
		return Slip{}, err
	}
	s, err := r.slip(c)
	if err != nil {
		return Slip{}, err
	}
	s.Lines, err = database.Many[Line](ctx, q, `SELECT l.task_id, t.number, t.text, t.deadline_words, l.due_on, l.step, l.times, l.again
		FROM reminder_line l JOIN task t ON t.committee_id = l.committee_id AND t.id = l.task_id
		WHERE l.committee_id = $1 AND l.slip_id = $2 ORDER BY l.position`, c.ID, i)
	return s, err
}

func listSlips(ctx context.Context, q database.Querier, c org.Committee, in org.ListQuery) (org.Page[Slip], error) {
	w := database.Where(`s.committee_id = ?`, c.ID)
	if in.Words != "" {
		w.And(`n.search_key LIKE '%' || ? || '%'`, vietnamese.Key(in.Words))
	}
	in.Words, in.Desc = "", true
	p, err := org.ReadPage[slipRow](ctx, q, in, org.Listing{
		Select: slipColumns, From: fromSlips, Where: w, Columns: []org.SortColumn{{Name: "issued_on", SQL: "s.issued_on §, s.number §, s.id"}},
	})
	out := org.Page[Slip]{Page: p.Page, Per: p.Per, Total: p.Total, Rows: []Slip{}}
	for _, r := range p.Rows {
		s, err := r.slip(c)
		if err != nil {
			return out, err
		}
		out.Rows = append(out.Rows, s)
	}
	return out, err
}

type fileRow struct {
	Name  string `db:"file_name"`
	Bytes []byte `db:"file"`
}

func fileOf(ctx context.Context, q database.Querier, c access.CommitteeID, i SlipID) (meeting.File, error) {
	f, err := database.One[fileRow](ctx, q, `SELECT file_name, file FROM reminder_slip WHERE committee_id = $1 AND id = $2`, c, i)
	return meeting.File{Name: f.Name, Bytes: f.Bytes}, err
}

func hashOf(ctx context.Context, q database.Querier, c access.CommitteeID, i SlipID) (string, error) {
	h, err := database.One[struct {
		Hash string `db:"created_hash"`
	}](ctx, q, `SELECT created_hash FROM reminder_slip WHERE committee_id = $1 AND id = $2`, c, i)
	return h.Hash, err
}

// kept is what is stored of a slip beside itself.
type kept struct {
	book meeting.BookID
	file []byte
	hash string
}

func insertSlip(ctx context.Context, tx database.Tx, s Slip, k kept) error {
	paper, err := json.Marshal(s.Paper)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `INSERT INTO reminder_slip (committee_id, id, unit_id, person_id, addressee, number, book_id, issued_on, step, paper, file, file_name, sha256, made_at, login, created_hash)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
		s.Committee, s.ID, s.Unit, s.Person, s.Addressee, s.Number, k.book, s.IssuedOn, s.Step, paper, k.file, s.FileName, []byte(s.SHA256), s.MadeAt, s.Login, k.hash)
	return database.Translate(err)
}

func insertLines(ctx context.Context, tx database.Tx, s Slip) error {
	to := [16]byte(s.Unit)
	if s.Unit.IsZero() {
		to = s.Person
	}
	for i, l := range s.Lines {
		_, err := tx.Exec(ctx, `INSERT INTO reminder_line (committee_id, slip_id, position, task_id, addressee_id, due_on, step, times, again)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`, s.Committee, s.ID, i+1, l.Task, to, l.DueOn, l.Step, l.Times, l.Again)
		if err != nil {
			return database.Translate(err)
		}
	}
	return nil
}

func committeesWithTasks(ctx context.Context, q database.Querier) ([]access.CommitteeID, error) {
	type row struct {
		ID access.CommitteeID `db:"id"`
	}
	rows, err := database.Many[row](ctx, q, `SELECT c.id FROM committee c WHERE NOT c.withdrawn AND EXISTS (SELECT 1 FROM task t WHERE t.committee_id = c.id) ORDER BY c.id`)
	all := make([]access.CommitteeID, len(rows))
	for i, r := range rows {
		all[i] = r.ID
	}
	return all, err
}

func saveCount(ctx context.Context, tx database.Tx, c access.CommitteeID, n Count) error {
	_, err := tx.Exec(ctx, `INSERT INTO reminder_count (committee_id, as_of, coming, overdue, long_overdue, counted_at) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (committee_id) DO UPDATE SET as_of = $2, coming = $3, overdue = $4, long_overdue = $5, counted_at = $6`,
		c, n.AsOf, n.Coming, n.Overdue, n.LongOverdue, n.CountedAt)
	return database.Translate(err)
}
