package shortcoming

import (
	"context"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/database"
)

// reader is somebody who looks at the shortcomings of a committee. They see those of the meetings whose record they see, and
// those in the thread of a task of their units.
type reader struct {
	meeting.Sight
	committee access.CommitteeID
}

// ours is true of the tasks t of the reader's units.
func (r reader) ours(w *database.Conditions) string {
	units := w.Arg(r.Units)
	return `(t.part_unit_id = ANY(` + units + `) OR EXISTS (SELECT 1 FROM task_assignee a
		WHERE a.committee_id = t.committee_id AND a.task_id = t.id AND a.unit_id = ANY(` + units + `)))`
}

// tasksOf are the tasks t that stem from shortcoming s or are to cure it, each found by its own index.
const tasksOf = `(SELECT x.id FROM task x WHERE x.committee_id = s.committee_id AND x.source_shortcoming_id = s.id
		UNION SELECT u.task_id FROM task_cures u WHERE u.committee_id = s.committee_id AND u.shortcoming_id = s.id) x
	JOIN task t ON t.committee_id = s.committee_id AND t.id = x.id WHERE true`

// whole tells the shortcomings s whose meeting m the reader sees in full; readable those they see at all.
func (r reader) whole(w *database.Conditions) string { return r.FullSQL(w) }

func (r reader) readable(w *database.Conditions) string {
	if len(r.Units) == 0 {
		return r.whole(w)
	}
	return `(` + r.whole(w) + ` OR EXISTS (SELECT 1 FROM ` + tasksOf + ` AND ` + r.ours(w) + `))`
}

// counts are the numbers of tasks of s that the reader sees, all and open.
func (r reader) counts(w *database.Conditions) string {
	return `(SELECT count(*) AS tasks, count(*) FILTER (WHERE t.state <> 'confirmed') AS open_tasks FROM ` + tasksOf + `
		AND t.state <> 'cancelled' AND ((` + r.whole(w) + ` AND t.form NOT IN ('part', 'occurrence')) OR ` + r.ours(w) + `))`
}

func (r reader) byID(ctx context.Context, q database.Querier, v ID) (Row, error) {
	w := database.Where(`s.committee_id = ?`, r.committee)
	w.And(`s.id = ?`, v)
	w.And(r.readable(w))
	sql := `SELECT ` + columns + `, ` + r.whole(w) + ` AS whole, n.tasks, n.open_tasks` + from + ` CROSS JOIN LATERAL ` + r.counts(w) + ` n WHERE ` + w.String()
	return database.One[Row](ctx, q, sql, w.Args...)
}

const refColumns = `s.id, s.number, s.text, s.nature, s.state, s.times, s.raised_on, s.meeting_id, m.number AS meeting_number, m.title AS meeting_title`

func (r reader) earlier(ctx context.Context, q database.Querier, v ID) ([]Ref, error) {
	w := database.Where(`s.committee_id = ?`, r.committee)
	w.And(r.readable(w))
	sql := `WITH RECURSIVE up AS (
			SELECT repeats_id AS id, 1 AS step FROM shortcoming WHERE committee_id = $1 AND id = ` + w.Arg(v) + ` AND repeats_id IS NOT NULL
			UNION ALL SELECT e.repeats_id, up.step + 1 FROM up JOIN shortcoming e ON e.committee_id = $1 AND e.id = up.id WHERE e.repeats_id IS NOT NULL)
		SELECT ` + refColumns + from + ` JOIN up ON up.id = s.id WHERE ` + w.String() + ` ORDER BY up.step`
	return database.Many[Ref](ctx, q, sql, w.Args...)
}

func (r reader) later(ctx context.Context, q database.Querier, v ID) ([]Ref, error) {
	w := database.Where(`s.committee_id = ?`, r.committee)
	w.And(`NOT s.withdrawn`)
	w.And(r.readable(w))
	sql := `WITH RECURSIVE down AS (
			SELECT id FROM shortcoming WHERE committee_id = $1 AND repeats_id = ` + w.Arg(v) + `
			UNION ALL SELECT l.id FROM down JOIN shortcoming l ON l.committee_id = $1 AND l.repeats_id = down.id)
		SELECT ` + refColumns + from + ` JOIN down ON down.id = s.id WHERE ` + w.String() + ` ORDER BY s.raised_on, s.number`
	return database.Many[Ref](ctx, q, sql, w.Args...)
}

// taskRefColumns are what a link to task t of shortcoming s shows.
const taskRefColumns = `t.id, t.number, t.form, coalesce(t.source_shortcoming_id = s.id, false) AS stems,
	EXISTS (SELECT 1 FROM task_cures u WHERE u.committee_id = t.committee_id AND u.task_id = t.id AND u.shortcoming_id = s.id) AS cures,
	t.text, t.wording, t.state, t.sent_back, t.deadline_kind, t.deadline_words, t.due_on, t.completed_on, t.lead_unit_id,
	coalesce((SELECT u.name FROM unit u WHERE u.id = t.lead_unit_id), '') AS lead_name`

// tried reads what was done about the earlier ones of a chain, as far as the reader sees it.
func (r reader) tried(ctx context.Context, q database.Querier, earlier []Ref) ([]Tried, error) {
	if len(earlier) == 0 {
		return []Tried{}, nil
	}
	ids := make([]ID, len(earlier))
	for i, e := range earlier {
		ids[i] = e.ID
	}
	w := database.Where(`s.committee_id = ?`, r.committee)
	w.And(`s.id = ANY(?)`, ids)
	w.And(`(` + r.whole(w) + ` AND t.form NOT IN ('part', 'occurrence')) OR ` + r.ours(w))
	return database.Many[Tried](ctx, q, `SELECT s.number AS of_number, s.times AS of_times, `+taskRefColumns+`
		FROM shortcoming s JOIN meeting m ON m.committee_id = s.committee_id AND m.id = s.meeting_id
		CROSS JOIN LATERAL (SELECT t.* FROM `+tasksOf+`) t
		WHERE `+w.String()+` ORDER BY s.times DESC, s.number DESC, t.number`, w.Args...)
}

// tasks reads what is done about a shortcoming: to somebody who sees the whole record all of it, else the tasks of their units.
func (r reader) tasks(ctx context.Context, q database.Querier, v ID, whole bool) ([]TaskRef, error) {
	w := database.Where(`s.committee_id = ?`, r.committee)
	w.And(`s.id = ?`, v)
	w.And(`t.state <> 'cancelled'`)
	if whole {
		w.And(`t.form NOT IN ('part', 'occurrence')`)
	} else {
		w.And(r.ours(w))
	}
	return database.Many[TaskRef](ctx, q, `SELECT `+taskRefColumns+`
		FROM shortcoming s CROSS JOIN LATERAL (SELECT t.* FROM `+tasksOf+`) t
		WHERE `+w.String()+` ORDER BY t.number`, w.Args...)
}

// sortColumns are what the list may be sorted by; the first is the usual one.
var sortColumns = []org.SortColumn{
	{Name: "raised_on", SQL: "s.raised_on §, s.number §"},
	{Name: "number", SQL: "s.number §"},
	{Name: "times", SQL: "s.times §, s.raised_on DESC, s.number DESC"},
	{Name: "state", SQL: "s.state §, s.raised_on DESC, s.number DESC"},
	{Name: "nature", SQL: "s.nature §, s.raised_on DESC, s.number DESC"},
	{Name: "meeting", SQL: "m.held_on §, m.number §, s.position, s.number"},
	{Name: "field", SQL: `(SELECT f.name FROM field f WHERE f.id = s.field_id) COLLATE "vi-x-icu" § NULLS LAST, s.raised_on DESC, s.number DESC`},
	{Name: "tasks", SQL: "n.tasks §, s.raised_on DESC, s.number DESC"},
}

// where narrows the list to what was asked for by state, nature, place and time.
func (r reader) where(f Query) *database.Conditions {
	w := database.Where(`s.committee_id = ?`, r.committee)
	for _, c := range []struct {
		set       bool
		condition string
		value     any
	}{
		{f.Nature != "", `s.nature = ?`, f.Nature},
		{f.State != "", `s.state = ?`, f.State},
		{!f.Field.IsZero(), `s.field_id = ?`, f.Field},
		{!f.Unit.IsZero(), `EXISTS (SELECT 1 FROM shortcoming_unit x WHERE x.committee_id = s.committee_id AND x.shortcoming_id = s.id AND x.unit_id = ?)`, f.Unit},
		{!f.Meeting.IsZero(), `s.meeting_id = ?`, f.Meeting},
		{!f.From.IsZero(), `s.raised_on >= ?`, f.From},
		{!f.To.IsZero(), `s.raised_on <= ?`, f.To},
		{f.Tasks == HasTasks, `n.tasks > ?`, 0},
		{f.Tasks == NoTasks, `n.tasks = ?`, 0},
		{f.Uncured, `s.state <> ?`, Cured},
		{f.Repeated, `s.times > ?`, 1},
		{!f.Withdrawn, `s.withdrawn = ?`, false},
	} {
		if c.set {
			w.And(c.condition, c.value)
		}
	}
	return w
}

func (r reader) list(ctx context.Context, q database.Querier, f Query) (org.Page[Row], error) {
	if f.Sort == "" {
		f.Desc = true
	}
	w := r.where(f)
	sorts := org.Search(f.ListQuery, w, org.Searched{Key: "s.search_key", Shown: "s.text", Number: "s.number"}, sortColumns)
	w.And(r.readable(w))
	return org.ReadPage[Row](ctx, q, f.ListQuery, org.Listing{
		Select:  `SELECT ` + columns + `, ` + r.whole(w) + ` AS whole, n.tasks, n.open_tasks`,
		From:    from + ` CROSS JOIN LATERAL ` + r.counts(w) + ` n`,
		Where:   w,
		Columns: sorts,
	})
}
