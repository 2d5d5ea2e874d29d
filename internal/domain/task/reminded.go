package task

import (
	"context"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/audit"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

// Reminded says that a letter urged the lead of a task.
type Reminded struct {
	Committee access.CommitteeID
	Task      ID
	On        calendar.Date // the day of the letter
	Words     string        // "Đã đôn đốc lần 2, …": how often, by which letter
}

// RemindedIn writes into the history of a task that its lead was urged, as part of a larger act. The state stays.
func (s *Service) RemindedIn(ctx context.Context, tx database.Tx, by access.Actor, in Reminded) (Task, error) {
	before, err := s.lockForWrite(ctx, tx, by, in.Committee, in.Task)
	if err != nil {
		return Task{}, err
	}
	if err := access.Require(by.MayRecord(in.Committee)); err != nil {
		return Task{}, err
	}
	if !before.State.Open() {
		return Task{}, fault.New(fault.Conflict, "task.reminded_closed", before.Number)
	}
	e := stamp(Event{ID: id.From[eventKind](s.d.NewID), Kind: EvReminded, EffectiveOn: in.On, Note: in.Words}, by, in.Committee)
	if _, err := s.append(ctx, tx, before, e); err != nil {
		return Task{}, err
	}
	after, err := ByID(ctx, tx, in.Committee, in.Task)
	if err != nil {
		return Task{}, err
	}
	return after, audit.Record(ctx, tx, audit.Entry{
		At: s.d.Clock(), By: by, Committee: in.Committee, Action: "task.reminded", Subject: "task", SubjectID: in.Task, Before: before, After: after,
	})
}

// Reminded is how often the lead of the task was urged by letter.
func (d Detail) Reminded() int {
	n := 0
	for _, e := range d.History {
		if e.Kind == EvReminded {
			n++
		}
	}
	return n
}
