package task

import (
	"context"
	"strconv"

	"github.com/jackc/pgx/v5"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/vietnamese"
)

// ListQuery says which tasks of a committee to list. Empty fields do not filter.
type ListQuery struct {
	org.ListQuery
	org.AsOf
	Committee access.CommitteeID
	Classes   []Timing      // any of these; counted rows only
	Waiting   bool          // reported, not yet confirmed
	Deciding  bool          // reported, or with an extension asked for: the committee is to decide
	Open      bool          // neither confirmed nor cancelled
	Unit      access.UnitID // named in Role, or in any role
	Role      AssigneeRole
	NoLead    bool
	Cures     Curing
	LeadBy    access.PersonID // led by this member in person
	DueFrom   calendar.Date
	DueTo     calendar.Date
	Field     org.FieldID
	GivenFrom calendar.Date
	GivenTo   calendar.Date
	Meeting   string // id
	Forms     []Form // empty: everything but occurrences, which stand under their series
}

// Curing filters by whether a task stems from a shortcoming or is meant to cure one.
type Curing string

// The answers; empty asks for both.
const (
	CuresSome    Curing = "some"
	CuresNothing Curing = "nothing"
)

// sql is true of the tasks t it asks for.
func (c Curing) sql() string {
	const some = `(t.source_shortcoming_id IS NOT NULL OR EXISTS (SELECT 1 FROM task_cures u WHERE u.committee_id = t.committee_id AND u.task_id = t.id))`
	switch c {
	case CuresSome:
		return some
	case CuresNothing:
		return `NOT ` + some
	}
	return `true`
}

// figures reports whether the list is one behind a figure: it holds what is counted, parts and occurrences in their own right.
// What cures nothing is no figure: a task is named there once, whatever it was split into.
func (q ListQuery) figures() bool {
	return q.Cures == "" && q.filtersState()
}

// filtersState reports whether most rows are passed over for their class, their state or their day.
func (q ListQuery) filtersState() bool {
	return len(q.Classes) > 0 || q.Waiting || q.Deciding || q.Open || !q.LeadBy.IsZero() || !q.DueFrom.IsZero() || !q.DueTo.IsZero()
}

// ListRow is one line of the list.
type ListRow struct {
	ID           ID            `json:"id"`
	Number       int           `json:"number"`
	Form         Form          `json:"form"`
	Text         string        `json:"text"` // the first 200 characters
	Wording      string        `json:"wording"`
	Lead         string        `json:"lead"` // the lead named first
	MoreLeads    int           `json:"more_leads"`
	Addressees   string        `json:"addressees"`
	SourceKind   SourceKind    `json:"source_kind"`
	MeetingNo    int           `json:"meeting_number"` // 0: not from a meeting
	MeetingOn    calendar.Date `json:"meeting_on,omitzero"`
	DeadlineKind string        `json:"deadline_kind"`
	Words        string        `json:"deadline_words"`
	FirstDueOn   calendar.Date `json:"first_due_on,omitzero"`
	DueOn        calendar.Date `json:"due_on,omitzero"`
	State        State         `json:"state"`
	SentBack     bool          `json:"sent_back"`
	Timing       Timing        `json:"timing"`
	CompletedOn  calendar.Date `json:"completed_on,omitzero"`
	GivenOn      calendar.Date `json:"given_on"`
	LastReportOn calendar.Date `json:"last_report_on,omitzero"`
}

// sorts are the orders a list may have, by the word in the address bar.
var sorts = map[string]string{
	"han":      "t.due_on",
	"so":       "t.number",
	"giao":     "t.given_on",
	"don-vi":   `(SELECT u.name FROM unit u WHERE u.id = t.lead_unit_id) COLLATE "vi-x-icu"`,
	"bao-cao":  "t.last_report_on",
	"noi-dung": `t.text COLLATE "vi-x-icu"`,
}

// Sorts lists the words by which a list may be ordered.
func Sorts() []string { return []string{"han", "so", "giao", "don-vi", "bao-cao", "noi-dung"} }

// List reads one page of a committee's tasks, as far as by may read them.
func (s *Service) List(ctx context.Context, by access.Actor, q ListQuery) (org.Page[ListRow], error) {
	scope, err := by.ReadScope(q.Committee)
	if err != nil {
		return org.Page[ListRow]{}, err
	}
	then, err := q.At(s.d.Clock)
	if err != nil {
		return org.Page[ListRow]{}, err
	}
	if !then.Past {
		return list(ctx, s.d.DB, q, scope, then) // one statement is one snapshot
	}
	var page org.Page[ListRow]
	err = database.InPlannedReadTx(ctx, s.d.DB, func(tx database.Querier) (err error) {
		page, err = list(ctx, tx, q, scope, then)
		return err
	})
	return page, err
}

// List reads one page within a transaction of the caller's.
func List(ctx context.Context, tx database.Querier, q ListQuery, scope access.Scope, today calendar.Date) (org.Page[ListRow], error) {
	return list(ctx, tx, q, scope, org.Now(today))
}

func list(ctx context.Context, tx database.Querier, q ListQuery, scope access.Scope, then org.Then) (org.Page[ListRow], error) {
	q.ListQuery = q.Norm()
	page := org.Page[ListRow]{Page: q.Page, Per: q.Per}
	w := q.where(scope, then)
	with, table := RowsAt(w, then)
	timing := `task_timing(t.state, t.deadline_kind, t.due_on, t.completed_on, ` + w.Arg(then.Day) + `::date, (SELECT due_soon_days FROM committee WHERE id = $1))`
	sql := with + `SELECT t.id, t.number, t.form, ` + firstWords + ` AS text, t.wording,
			coalesce((SELECT name FROM unit WHERE id = t.lead_unit_id), (SELECT full_name FROM person WHERE id = t.lead_person_id), '') || t.lead_formerly AS lead, greatest(t.lead_count - 1, 0) AS more_leads, array_to_string(t.addressees, '; ') AS addressees,
			t.source_kind, coalesce(m.number, 0) AS meeting_number, m.held_on, t.deadline_kind, t.deadline_words, t.first_due_on, t.due_on,
			t.state, t.sent_back, ` + timing + ` AS timing, t.completed_on, t.given_on, t.last_report_on,
			` + totalOf(w, table) + ` AS total
		FROM ` + q.shown(w, table) + ` t
		LEFT JOIN meeting m ON m.committee_id = t.committee_id AND m.id = t.meeting_id
		ORDER BY ` + q.order()
	rows, err := tx.Query(ctx, sql, w.Args...)
	if err != nil {
		return page, database.Translate(err)
	}
	page.Rows, err = pgx.AppendRows(make([]ListRow, 0, q.Per), rows, func(r pgx.CollectableRow) (ListRow, error) { return scanListRow(r, &page.Total) })
	return page, database.Translate(err)
}

// firstWords are the first 200 characters; counting those of a text that has not even 200 bytes took a tenth of the list's time.
const firstWords = `CASE WHEN octet_length(t.text) <= 200 THEN t.text ELSE left(t.text, 200) END`

// wholeList are the conditions of a list that nothing filters.
const wholeList = `(t.committee_id = $1) AND (t.form NOT IN ('occurrence', 'part'))`

// totalOf counts the list. That of the whole list is kept by the database. Else counting is a scan of its own, on the index
// alone: numbering and counting by window functions would sort the whole list to show one page of it.
func totalOf(w *database.Conditions, table string) string {
	if table == present && w.String() == wholeList {
		return `coalesce((SELECT shown FROM task_total WHERE committee_id = $1), 0)::bigint`
	}
	return `(SELECT count(*) FROM ` + table + ` t WHERE ` + w.String() + `)`
}

// scanListRow reads a row by the places of its columns: a list has many, and finding them by name took as long as the page's HTML.
// Named kinds of text are read as plain text: a type of their own costs reflection for every cell.
func scanListRow(r pgx.CollectableRow, total *int) (ListRow, error) {
	var t ListRow
	err := r.Scan(&t.ID, &t.Number, (*string)(&t.Form), &t.Text, &t.Wording, &t.Lead, &t.MoreLeads, &t.Addressees, (*string)(&t.SourceKind), &t.MeetingNo, &t.MeetingOn,
		&t.DeadlineKind, &t.Words, &t.FirstDueOn, &t.DueOn, (*string)(&t.State), &t.SentBack, (*string)(&t.Timing), &t.CompletedOn, &t.GivenOn, &t.LastReportOn, total)
	return t, err
}

// listColumns is what a list reads of a task.
const listColumns = `t.committee_id, t.id, t.number, t.form, t.text, t.wording, t.lead_unit_id, t.lead_person_id, t.lead_formerly, t.lead_count, t.addressees, t.source_kind,
	t.meeting_id, t.deadline_kind, t.deadline_words, t.first_due_on, t.due_on, t.state, t.sent_back, t.completed_on, t.given_on, t.last_report_on`

// shown are the rows of the page, as a derived table. Where a class or a state filters, most rows are passed over: they are, on
// the index alone, and only the page's own are read whole. Where nothing does, the first rows of the index are the page.
func (q ListQuery) shown(w *database.Conditions, table string) string {
	found := `FROM ` + table + ` t WHERE ` + w.String() + ` ORDER BY ` + q.order() + ` ` + q.limit(w)
	if table != present || !q.filtersState() {
		return `(SELECT ` + listColumns + ` ` + found + `)`
	}
	return `(SELECT ` + listColumns + ` FROM (SELECT t.id ` + found + `) hit JOIN task t ON t.committee_id = $1 AND t.id = hit.id)`
}

// limit cuts the page out. The size of a page is written as it is, and the first page skips nothing: with both as parameters
// PostgreSQL cannot tell how little is asked for, takes no generic plan, and plans the statement anew for every page shown.
func (q ListQuery) limit(w *database.Conditions) string {
	sql := `LIMIT ` + strconv.Itoa(q.Per)
	if q.Page > 1 {
		sql += ` OFFSET ` + w.Arg((q.Page-1)*q.Per)
	}
	return sql
}

func (q ListQuery) order() string {
	by, ok := sorts[q.Sort]
	if !ok {
		by = sorts["han"]
	}
	if q.Desc {
		by += " DESC"
	}
	return by + " NULLS LAST, t.number"
}

// where turns the query and the reader's scope into SQL. $1 is the committee in every statement that uses it.
func (q ListQuery) where(scope access.Scope, then org.Then) *database.Conditions {
	w := database.Where(`t.committee_id = ?`, q.Committee)
	scoped(w, scope)
	if len(q.Forms) > 0 {
		w.And(`t.form = ANY(?)`, q.Forms)
	} else if !q.figures() {
		w.And(`t.form NOT IN ('occurrence', 'part')`)
	}
	if q.figures() {
		w.And(`t.counted`)
	}
	if len(q.Classes) > 0 {
		w.And(`task_timing(t.state, t.deadline_kind, t.due_on, t.completed_on, ?::date, (SELECT due_soon_days FROM committee WHERE id = $1)) = ANY(?)`, then.Day, q.Classes)
	}
	if q.Waiting {
		w.And(`t.state = 'reported'`)
	}
	if q.Deciding {
		w.And(deciding)
	}
	if q.Open {
		w.And(`t.state NOT IN ('confirmed', 'cancelled')`)
	}
	if q.Cures != "" {
		w.And(q.Cures.sql())
	}
	if q.NoLead {
		w.And(`t.lead_count = 0`)
	}
	if !q.Unit.IsZero() {
		q.named(w, then)
	}
	q.owed(w)
	if !q.Field.IsZero() {
		w.And(`t.field_id = ?`, q.Field)
	}
	if !q.GivenFrom.IsZero() {
		w.And(`t.given_on >= ?`, q.GivenFrom)
	}
	if !q.GivenTo.IsZero() {
		w.And(`t.given_on <= ?`, q.GivenTo)
	}
	if q.Meeting != "" {
		w.And(`t.meeting_id = ?::uuid`, q.Meeting)
	}
	if words := org.LikeEach(q.Words); len(words) > 0 {
		w.And(`t.search_key LIKE ALL(?::text[]) OR t.number::text = ?`, words, vietnamese.Key(q.Words))
	}
	return w
}

// scoped adds what the reader may see: everything, the tasks of their units, or what stems from issued records.
func scoped(w *database.Conditions, scope access.Scope) {
	if scope.All {
		return
	}
	if len(scope.Tasks) > 0 {
		w.And(`t.id = ANY(?::uuid[])`, scope.Tasks)
		return
	}
	w.And(`EXISTS (SELECT 1 FROM task_assignee a WHERE a.committee_id = t.committee_id AND a.task_id = t.id AND a.unit_id = ANY(?::uuid[]))
		OR (? AND EXISTS (SELECT 1 FROM meeting m WHERE m.committee_id = t.committee_id AND m.id = t.meeting_id AND m.state = 'issued'))`,
		scope.Units, scope.IssuedOnly)
}

// readable refuses a task outside the reader's scope as if it did not exist.
func readable(ctx context.Context, q database.Querier, t Task, scope access.Scope) error {
	if scope.All {
		return nil
	}
	w := database.Where(`t.committee_id = ?`, t.Committee)
	w.And(`t.id = ?`, t.ID)
	scoped(w, scope)
	var ok bool
	err := q.QueryRow(ctx, `SELECT EXISTS (SELECT 1 FROM task t WHERE `+w.String()+`)`, w.Args...).Scan(&ok)
	if err != nil {
		return database.Translate(err)
	}
	if !ok {
		return fault.New(fault.NotFound, "not_found")
	}
	return nil
}
