package meeting

import (
	"context"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/database"
)

// conclusionColumns are what the list of conclusions may be sorted by; the first is the usual one.
var conclusionColumns = []org.SortColumn{
	{Name: "held_on", SQL: "m.held_on §, m.number §, b.position, b.id"},
	{Name: "text", SQL: `b.text COLLATE "vi-x-icu" §, b.id`},
	{Name: "tasks", SQL: "n.tasks §, m.held_on DESC, m.number DESC, b.position, b.id"},
}

func conclusions(ctx context.Context, q database.Querier, see Sight, c access.CommitteeID, f ConclusionQuery) (org.Page[Concluded], error) {
	if f.Sort == "" {
		f.Desc = true
	}
	w := database.Where(`b.committee_id = ?`, c)
	w.And(`b.kind = 'conclusion' AND NOT b.withdrawn AND m.state <> 'cancelled'`)
	w.And(see.FullSQL(w))
	for _, x := range []struct {
		set       bool
		condition string
		value     any
	}{
		{!f.Meeting.IsZero(), `b.meeting_id = ?`, f.Meeting},
		{!f.From.IsZero(), `m.held_on >= ?`, f.From},
		{!f.To.IsZero(), `m.held_on <= ?`, f.To},
		{f.Tasks == GivenTask, `n.tasks > ?`, 0},
		{f.Tasks == GivenNone, `n.tasks = ?`, 0},
	} {
		if x.set {
			w.And(x.condition, x.value)
		}
	}
	return org.ReadPage[Concluded](ctx, q, f.ListQuery, org.Listing{
		Select: `SELECT b.id, b.meeting_id, m.number AS meeting_number, m.title AS meeting_title, m.held_on, b.speaker, b.text, b.wording, n.tasks`,
		From: `FROM block b JOIN meeting m ON m.committee_id = b.committee_id AND m.id = b.meeting_id
			CROSS JOIN LATERAL (SELECT count(*) AS tasks FROM task t WHERE t.committee_id = b.committee_id AND t.source_block_id = b.id
				AND t.state <> 'cancelled' AND t.form NOT IN ('part', 'occurrence')) n`,
		Where:   w,
		Columns: org.Search(f.ListQuery, w, org.Searched{Key: "b.search_key", Shown: "b.text"}, conclusionColumns),
	})
}
