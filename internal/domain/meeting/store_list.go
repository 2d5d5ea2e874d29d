package meeting

import (
	"context"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/database"
)

// FullSQL is true of the meetings m whose record the reader sees in full; its arguments are added to w. Later packages join
// meeting m and use it to show only what stems from readable records. Its twin is mayRead; a test proves them equal.
func (s Sight) FullSQL(w *database.Conditions) string {
	return `(` + w.Arg(s.Keeper) + ` OR ` + w.Arg(s.Member) + ` AND (m.wording = 'reported' OR m.state IN ('circulated', 'signed_secretary', 'signed', 'issued'))
		OR ` + w.Arg(s.Observer) + ` AND m.state = 'issued')`
}

// levelSQL is how much of meeting m the reader sees. Its twin is mayRead; a test proves them equal.
func (s Sight) levelSQL(w *database.Conditions) string {
	units := w.Arg(s.Units)
	return `CASE WHEN ` + s.FullSQL(w) + ` THEN 'full'
		WHEN ` + w.Arg(s.Member) + ` OR EXISTS (SELECT 1 FROM task t WHERE t.committee_id = m.committee_id AND t.meeting_id = m.id
			AND (t.part_unit_id = ANY(` + units + `) OR EXISTS (SELECT 1 FROM task_assignee a
				WHERE a.committee_id = t.committee_id AND a.task_id = t.id AND a.unit_id = ANY(` + units + `)))) THEN 'heading'
		ELSE '' END`
}

// rollSQL counts the seats of meeting m and those filled. Its twin is countRoll; a test proves them equal.
const rollSQL = `SELECT count(*) AS seats, count(*) FILTER (WHERE a.status = 'present' OR EXISTS (SELECT 1 FROM attendance f
		WHERE f.committee_id = a.committee_id AND f.substitute_for = a.id AND f.status = 'present' AND NOT f.withdrawn)) AS present
	FROM attendance a WHERE a.committee_id = m.committee_id AND a.meeting_id = m.id AND NOT a.withdrawn
		AND NOT EXISTS (SELECT 1 FROM attendance s WHERE s.committee_id = a.committee_id AND s.id = a.substitute_for AND NOT s.withdrawn)`

// sortColumns are what the list may be sorted by; the first is the usual one.
var sortColumns = []org.SortColumn{
	{Name: "held_on", SQL: "m.held_on §, m.number §"},
	{Name: "number", SQL: "m.number §"},
	{Name: "title", SQL: `m.title COLLATE "vi-x-icu" §, m.number`},
	{Name: "kind", SQL: "m.kind §, m.held_on DESC, m.number DESC"},
	{Name: "state", SQL: "m.state §, m.held_on DESC, m.number DESC"},
	{Name: "period", SQL: "m.reviewed_period §, m.held_on DESC, m.number DESC"},
}

// listing is one question to the list: who sees what, of which committee, filtered how.
type listing struct {
	Sight
	committee access.CommitteeID
	Query
}

// where narrows the list to what was asked for by kind, state and time.
func (l listing) where() *database.Conditions {
	w := database.Where(`m.committee_id = ?`, l.committee)
	for _, f := range []struct {
		set       bool
		condition string
		value     any
	}{
		{l.Kind != "", `m.kind = ?`, l.Kind},
		{l.State != "", `m.state = ?`, l.State},
		{l.Period != "", `m.reviewed_period = ?`, l.Period},
		{!l.From.IsZero(), `m.held_on >= ?`, l.From},
		{!l.To.IsZero(), `m.held_on <= ?`, l.To},
	} {
		if f.set {
			w.And(f.condition, f.value)
		}
	}
	return w
}

func list(ctx context.Context, q database.Querier, l listing) (org.Page[Row], error) {
	if l.Sort == "" {
		l.Desc = true
	}
	w := l.where()
	columns := org.Search(l.ListQuery, w, org.Searched{Key: "m.search_key", Shown: "m.title", Number: "m.number"}, sortColumns)
	level := l.levelSQL(w)
	w.And(level + ` <> ''`)
	p, err := org.ReadPage[Row](ctx, q, l.ListQuery, org.Listing{
		Select: `SELECT ` + meetingColumns + `, ` + level + ` AS level, roll.seats, roll.present,
			(SELECT count(*) FROM block b WHERE b.committee_id = m.committee_id AND b.meeting_id = m.id AND NOT b.withdrawn) AS blocks,
			(SELECT count(*) FROM shortcoming s WHERE s.committee_id = m.committee_id AND s.meeting_id = m.id AND NOT s.withdrawn) AS shortcomings,
			(SELECT count(*) FROM task t WHERE t.committee_id = m.committee_id AND t.meeting_id = m.id AND t.form NOT IN ('part', 'occurrence')) AS tasks`,
		From:    `FROM meeting m CROSS JOIN LATERAL (` + rollSQL + `) roll`,
		Where:   w,
		Columns: columns,
	})
	for i := range p.Rows {
		p.Rows[i] = p.Rows[i].shown()
	}
	return p, err
}
