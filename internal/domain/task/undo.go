package task

import (
	"context"
	"time"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

// UndoFor is how long a move may be taken back, as long as nothing followed it.
const UndoFor = 10 * time.Minute

// Undo is the wish to take the last move on a task back.
type Undo struct {
	ID        EventID            `json:"id" validate:"required"`
	Committee access.CommitteeID `json:"committee_id" validate:"required"`
	Task      ID                 `json:"task_id" validate:"required"`
	Event     EventID            `json:"event_id" validate:"required"` // the move
}

// Undoable is the move that the reader may still take back.
type Undoable struct {
	Event EventID   `json:"event_id"`
	Kind  EventKind `json:"kind"`
	Until time.Time `json:"until"`
}

// Undo takes a person's own last move back by a counter-event. Both stay in the history; neither counts.
func (s *Service) Undo(ctx context.Context, by access.Actor, in Undo) (Task, error) {
	if err := s.d.Validate.Struct(in); err != nil {
		return Task{}, err
	}
	var t Task
	err := database.InTx(ctx, s.d.DB, func(tx database.Tx) (err error) {
		t, err = s.undo(ctx, tx, by, in)
		return err
	})
	return t, err
}

func (s *Service) undo(ctx context.Context, tx database.Tx, by access.Actor, in Undo) (Task, error) {
	before, err := s.lockForWrite(ctx, tx, by, in.Committee, in.Task)
	if err != nil {
		return Task{}, err
	}
	hash := id.ContentHash(in)
	if sent, err := eventByID(ctx, tx, in.Committee, in.ID); err != nil || len(sent) > 0 {
		if err != nil {
			return Task{}, err
		}
		return before, sameOrConflict(sent[0].hash, hash)
	}
	history, err := Events(ctx, tx, in.Committee, in.Task)
	if err != nil {
		return Task{}, err
	}
	last := history[len(history)-1]
	if last.ID != in.Event || s.undoable(by, history) == nil {
		return Task{}, fault.New(fault.Conflict, "task.cannot_undo")
	}
	after := before
	if last.SetsDue && last.Kind != EvExtensionGranted {
		if after.Deadline, err = wordsBefore(ctx, tx, before, history); err != nil {
			return Task{}, err
		}
	}
	e := Event{ID: in.ID, Kind: EvUndone, EffectiveOn: last.EffectiveOn, Undoes: last.Seq, hash: hash}
	if _, err := s.append(ctx, tx, after, stamp(e, by, in.Committee)); err != nil {
		return Task{}, err
	}
	return s.written(ctx, tx, by, "task.undo", before)
}

// undoable is the last act of a history, when it is the reader's own move and young enough.
func (s *Service) undoable(by access.Actor, history []Event) *Undoable {
	if len(history) == 0 {
		return nil
	}
	last := history[len(history)-1]
	until := last.RecordedAt.Add(UndoFor)
	_, isMove := moveOf(last.Kind)
	if !isMove || by.Pass != nil || last.User != by.User || last.Login != by.Login || s.d.Clock().After(until) {
		return nil
	}
	return &Undoable{Event: last.ID, Kind: last.Kind, Until: until}
}
