package task

import (
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// Whole is a task with its whole history: what a bulk load brings.
type Whole struct {
	Task   Task
	Events []Event
}

// Settle checks that the history makes sense and writes what it says into the row, as it stands on a day.
// Numbers, ids and hashes must already be there.
func (w *Whole) Settle(asOf calendar.Date) error {
	for i := range w.Events {
		w.Events[i].Task, w.Events[i].Seq = w.Task.ID, i+1
	}
	if err := replay(w.Events); err != nil {
		return err
	}
	f := Fold(w.Events, asOf, lastRecorded(w.Events))
	if f.State == "" {
		return fault.New(fault.Invalid, "task.not_yet_given")
	}
	w.Task.put(f)
	return nil
}

// stamp says who writes an event and when.
func stamp(e Event, by access.Actor, c access.CommitteeID) Event {
	e.User, e.Login, e.ActorName = by.User, by.Login, by.NameIn(c)
	if by.Pass != nil {
		e.Link, e.Declared = by.Pass.Link, by.Pass.Declared
	}
	return e
}
