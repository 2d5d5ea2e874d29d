package task

import (
	"context"
	"slices"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

// Act makes one move or adds one note. The same event id with the same content returns the task as stored.
func (s *Service) Act(ctx context.Context, by access.Actor, in Act) (Task, error) {
	var t Task
	err := database.InTx(ctx, s.d.DB, func(tx database.Tx) (err error) {
		t, err = s.ActIn(ctx, tx, by, in)
		return err
	})
	return t, err
}

// ActIn is Act as part of a larger act.
func (s *Service) ActIn(ctx context.Context, tx database.Tx, by access.Actor, in Act) (Task, error) {
	in.clean()
	if err := s.d.Validate.Struct(in); err != nil {
		return Task{}, err
	}
	m, ok := moveOf(in.Event)
	if !ok {
		return Task{}, fault.Field("event", "task.unknown_move", string(in.Event))
	}
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
	if err := access.Require(m.may(by, in.Committee, before.Assignees)); err != nil {
		return Task{}, err
	}
	if before.Version != in.Version {
		return Task{}, fault.Stale(before)
	}
	return s.act(ctx, tx, by, before, m, in, hash)
}

func (s *Service) act(ctx context.Context, tx database.Tx, by access.Actor, before Task, m Move, in Act, hash string) (Task, error) {
	e, err := s.eventOf(ctx, tx, before, m, in)
	if err != nil {
		return Task{}, err
	}
	e.hash = hash
	after := before
	if in.Event == EvDeadlineSet {
		if after.Deadline, err = understand(ctx, tx, before.Committee, in.Deadline, e.EffectiveOn); err != nil {
			return Task{}, err
		}
		e.DueOn, e.DueKind, e.DueWords = after.Deadline.Due, string(after.Deadline.Kind), after.Deadline.Words
	}
	if e.SetsLeads {
		if err := mayName(ctx, tx, Task{Committee: before.Committee, Assignees: e.Assignees}); err != nil {
			return Task{}, err
		}
	}
	if after, err = s.append(ctx, tx, after, stamp(e, by)); err != nil {
		return Task{}, err
	}
	return s.written(ctx, tx, by, "task."+string(in.Event), before)
}

// eventOf checks what the move asks for and builds its event.
func (s *Service) eventOf(ctx context.Context, q database.Querier, t Task, m Move, in Act) (Event, error) {
	e := Event{
		ID: in.ID, Kind: in.Event, EffectiveOn: in.On, ForUnit: in.ForUnit, State: m.To,
		Note: in.Note, Actions: in.Actions, Obstacles: in.Obstacles,
	}
	if e.EffectiveOn.IsZero() {
		e.EffectiveOn = s.d.Clock.Today()
	}
	if !m.fits(t.Form) {
		return Event{}, fault.New(fault.Conflict, "task.grouping_not_worked_on")
	}
	if m.Note && in.Note == "" {
		return Event{}, fault.Field("note", "task.reason_required")
	}
	if m.Acts && in.Actions == "" {
		return Event{}, fault.Field("actions", "task.actions_required")
	}
	switch in.Event {
	case EvAssigned:
		return e, assigning(&e, in)
	case EvReported:
		return e, s.completing(&e, t, in)
	case EvConfirmed:
		return e, s.confirming(ctx, q, &e, t, in)
	case EvExtensionAsked, EvExtensionGranted:
		return e, extending(ctx, q, &e, t, in)
	case EvDeadlineSet:
		e.SetsDue = true
	default: // the other moves carry words only
	}
	return e, nil
}

func assigning(e *Event, in Act) error {
	if err := checkAssignees(in.Assignees); err != nil {
		return err
	}
	if len(leadsOf(in.Assignees)) == 0 {
		return fault.Field("assignees", "task.lead_required")
	}
	e.SetsLeads, e.Assignees = true, in.Assignees
	return nil
}

// completing: the day the work was done is stated by the unit; it lies between the day the task was given and the day it is reported.
func (s *Service) completing(e *Event, t Task, in Act) error {
	e.CompletedOn = in.CompletedOn
	if e.CompletedOn.IsZero() {
		e.CompletedOn = e.EffectiveOn
	}
	if e.CompletedOn.After(e.EffectiveOn) {
		return fault.Field("completed_on", "task.completed_after_report", e.EffectiveOn.VN())
	}
	if e.CompletedOn.Before(t.GivenOn) {
		return fault.Field("completed_on", "task.completed_before_given", t.GivenOn.VN())
	}
	return nil
}

// confirming: the committee takes the unit's day, or states another.
func (s *Service) confirming(ctx context.Context, q database.Querier, e *Event, t Task, in Act) error {
	if in.CompletedOn.IsZero() {
		history, err := Events(ctx, q, t.Committee, t.ID)
		if err != nil {
			return err
		}
		in.CompletedOn = Fold(history, e.EffectiveOn, lastRecorded(history)).CompletedOn
		if in.CompletedOn.IsZero() {
			return fault.New(fault.Conflict, "task.move_not_allowed", "task.event.confirmed", "task.state."+string(t.State), e.EffectiveOn.VN())
		}
	}
	return s.completing(e, t, in)
}

// extending: a request before expiry counts from the day it was asked; a late one changes the deadline only from the day of decision,
// and the task stays marked as having been overdue.
func extending(ctx context.Context, q database.Querier, e *Event, t Task, in Act) error {
	if in.DueOn.IsZero() {
		return fault.Field("due_on", "validate.required")
	}
	if t.DueOn.IsZero() {
		return fault.New(fault.Conflict, "task.nothing_to_extend")
	}
	if !in.DueOn.After(t.DueOn) {
		return fault.Field("due_on", "task.extension_not_later", t.DueOn.VN())
	}
	if in.Event == EvExtensionAsked {
		e.AskedDueOn, e.Late = in.DueOn, e.EffectiveOn.After(t.DueOn)
		return nil
	}
	asked, err := askedOn(ctx, q, t)
	if err != nil {
		return err
	}
	if !asked.IsZero() && !asked.After(t.DueOn) && asked.Before(e.EffectiveOn) {
		e.EffectiveOn = asked
	}
	e.SetsDue, e.DueOn, e.DueKind, e.Late = true, in.DueOn, "date", e.EffectiveOn.After(t.DueOn)
	return nil
}

// askedOn is the day of the request that waits for a decision; zero when none does.
func askedOn(ctx context.Context, q database.Querier, t Task) (calendar.Date, error) {
	history, err := Events(ctx, q, t.Committee, t.ID)
	if err != nil {
		return calendar.Date{}, err
	}
	for _, e := range slices.Backward(history) {
		switch e.Kind {
		case EvExtensionAsked:
			return e.EffectiveOn, nil
		case EvExtensionGranted, EvExtensionRefused:
			return calendar.Date{}, nil
		default: // other events do not settle a request
		}
	}
	return calendar.Date{}, nil
}
