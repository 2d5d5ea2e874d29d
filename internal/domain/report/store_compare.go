package report

import (
	"context"
	"time"

	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
)

// carriedRow is what a broken identity shows of a task.
type carriedRow struct {
	number int
	text   string
}

// carried are the tasks of a list of a report, frozen or counted now.
func carried(ctx context.Context, q database.Querier, h HalfYear, figure string) (map[task.ID]carriedRow, error) {
	all := map[task.ID]carriedRow{}
	take := func(r TaskRow) error {
		all[r.ID] = carriedRow{r.Number, r.Text}
		return nil
	}
	if h.Frozen != nil {
		return all, eachFrozen(ctx, q, h, Behind{Figure: figure}, page{}, take)
	}
	return all, eachTask(ctx, q, h, Behind{Figure: figure}, page{}, take)
}

// since asks for what was told of tasks: recorded after an instant, or taking effect after a day.
type since struct {
	committee    access.CommitteeID
	tasks        []task.ID
	from, until  calendar.Date // effective after from; never after until
	after, known time.Time     // recorded after the first; never after the second
}

// toldSince is the last such event of a task; Kind is empty where there is none.
type toldSince struct {
	Task        task.ID       `db:"id"`
	Counted     bool          `db:"counted"`
	Kind        string        `db:"kind"`
	EffectiveOn calendar.Date `db:"effective_on"`
	RecordedAt  time.Time     `db:"recorded_at"`
}

func eventsSince(ctx context.Context, q database.Querier, s since) (map[task.ID]toldSince, error) {
	list, err := database.Many[toldSince](ctx, q, `SELECT t.id, t.counted, coalesce(e.kind, '') AS kind, e.effective_on, coalesce(e.recorded_at, 'epoch') AS recorded_at
		FROM task t LEFT JOIN LATERAL (SELECT e.kind, e.effective_on, e.recorded_at FROM task_event e
			WHERE e.committee_id = t.committee_id AND e.task_id = t.id AND e.effective_on <= $4 AND e.recorded_at <= $6 AND (e.recorded_at > $5 OR e.effective_on > $3)
			ORDER BY e.state IS NULL, e.effective_on DESC, e.seq DESC LIMIT 1) e ON true
		WHERE t.committee_id = $1 AND t.id = ANY ($2)`, s.committee, s.tasks, s.from, s.until, s.after, s.known)
	told := map[task.ID]toldSince{}
	for _, one := range list {
		told[one.Task] = one
	}
	return told, err
}
