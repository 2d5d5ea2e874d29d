package meeting

import (
	"context"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/database"
)

// Completeness holds the tasks of a record against the six clear things, and says what keeps the record from being closed.
// Whoever may read the record in full, as a member, may read it.
func (s *Service) Completeness(ctx context.Context, by access.Actor, c access.CommitteeID, m ID) (Completeness, error) {
	v := Completeness{Tasks: []Lacking{}}
	err := database.InReadTx(ctx, s.d.DB, func(q database.Querier) error {
		head, err := readable(ctx, q, by, c, m)
		if err != nil {
			return err
		}
		if err := access.Require(by.May(c, access.ReadAll)); err != nil {
			return err
		}
		r, err := readRecord(ctx, q, head)
		if err != nil {
			return err
		}
		v.Undecided = r.Undecided()
		tasks, err := checkedTasks(ctx, q, c, m)
		if err != nil {
			return err
		}
		v.Counted = len(tasks)
		for _, t := range tasks {
			if gaps := t.gaps(); len(gaps) > 0 {
				v.Tasks = append(v.Tasks, Lacking{Task: t.TaskLink, Gaps: gaps})
			}
		}
		comments, err := commentsOf(ctx, q, head)
		for _, k := range comments {
			if k.State == CommentOpen {
				v.Comments++
			}
		}
		return err
	})
	return v, err
}
