package task

import (
	"context"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// Kin is the same task in another committee: the one it came from, or the one it went on in.
type Kin struct {
	Committee access.CommitteeID `json:"committee_id" db:"committee_id"`
	Code      string             `json:"committee_code" db:"code"`
	Name      string             `json:"committee_name" db:"name"`
	ID        ID                 `json:"id" db:"id"`
	Number    int                `json:"number" db:"number"`
	Act       string             `json:"act" db:"act"`
	Later     bool               `json:"later" db:"later"` // it goes on there; else it came from there
}

// kinOf reads the lineage of a task. Each end is another committee's row: who may not read it there does not hear of it.
func kinOf(ctx context.Context, q database.Querier, by access.Actor, t Task) ([]Kin, error) {
	all, err := database.Many[Kin](ctx, q, `SELECT c.id AS committee_id, c.code, c.short_name AS name, k.id, k.number, l.act, l.later
		FROM (SELECT from_committee_id AS committee, from_id AS task, act, false AS later FROM task_lineage WHERE committee_id = $1 AND id = $2
			UNION ALL SELECT committee_id, id, act, true FROM task_lineage WHERE from_committee_id = $1 AND from_id = $2) l
		JOIN committee c ON c.id = l.committee JOIN task k ON k.committee_id = l.committee AND k.id = l.task ORDER BY l.later`, t.Committee, t.ID)
	if err != nil {
		return nil, err
	}
	seen := []Kin{}
	for _, k := range all {
		scope, err := by.ReadScope(k.Committee)
		if err == nil {
			err = readable(ctx, q, Task{Committee: k.Committee, ID: k.ID}, scope)
		}
		switch fault.KindOf(err) {
		case fault.NotFound:
			continue
		default:
			if err != nil {
				return nil, err
			}
		}
		seen = append(seen, k)
	}
	return seen, nil
}
