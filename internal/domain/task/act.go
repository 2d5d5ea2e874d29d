package task

import (
	"context"
	"strings"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/deadline"
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
	if (m.Event == EvContributed || m.Event == EvPartsSet) && len(partnersOf(before.Assignees)) == 0 {
		return Task{}, fault.New(fault.Conflict, "task.no_partner")
	}
	if err := access.Require(m.may(by, in.Committee, before.Assignees)); err != nil {
		return Task{}, err
	}
	if before.Version != in.Version {
		return Task{}, fault.Stale(before)
	}
	return s.act(ctx, tx, acting{by: by, before: before, move: m, in: in}, hash)
}

// acting is one act on its way: who makes it, on what, and what they said.
type acting struct {
	by      access.Actor
	before  Task
	move    Move
	in      Act
	history []Event
}

func (s *Service) act(ctx context.Context, tx database.Tx, a acting, hash string) (Task, error) {
	var err error
	if a.history, err = Events(ctx, tx, a.before.Committee, a.before.ID); err != nil {
		return Task{}, err
	}
	e, err := s.eventOf(ctx, tx, a)
	if err != nil {
		return Task{}, err
	}
	e.hash = hash
	after := a.before
	if e.SetsDue && e.Kind != EvExtensionGranted {
		if after.Deadline, err = s.meaningOf(ctx, tx, a, &e); err != nil {
			return Task{}, err
		}
	}
	if err := mayName(ctx, tx, Task{Committee: a.before.Committee, Assignees: append(mentioned(e.Mentions), e.Assignees...)}); err != nil {
		return Task{}, err
	}
	if _, err = s.append(ctx, tx, after, stamp(e, a.by, a.before.Committee)); err != nil {
		return Task{}, err
	}
	return s.written(ctx, tx, a.by, "task."+string(a.in.Event), a.before)
}

// meaningOf understands the words of a new deadline, or those of the first one now that its event has a day.
func (s *Service) meaningOf(ctx context.Context, q database.Querier, a acting, e *Event) (deadline.Meaning, error) {
	words, base := a.in.Deadline, calendar.Date{}
	if e.Kind == EvEventEntered {
		words, base = a.before.Deadline.Words, e.EventOn
	}
	m, err := understandFrom(ctx, q, a.before.Committee, said{words: words, on: e.EffectiveOn, base: base})
	if err != nil {
		return m, err
	}
	if e.Kind == EvEventEntered && m.Due.IsZero() {
		m = onTheEvent(m, e.EventOn)
	}
	e.DueOn, e.DueKind, e.DueWords = m.Due, string(m.Kind), m.Words
	return m, nil
}

// eventOf checks what the move asks for and builds its event.
func (s *Service) eventOf(ctx context.Context, q database.Querier, a acting) (Event, error) {
	in := a.in
	e := Event{
		ID: in.ID, Kind: in.Event, EffectiveOn: in.On, ForUnit: in.ForUnit, State: a.move.To,
		Note: in.Note, Actions: in.Actions, Obstacles: in.Obstacles, Mentions: in.Mentions,
	}
	if e.EffectiveOn.IsZero() {
		e.EffectiveOn = s.d.Clock.Today()
	}
	if !a.move.fits(a.before.Form) {
		return Event{}, fault.New(fault.Conflict, "task.grouping_not_worked_on")
	}
	if a.move.Note && in.Note == "" {
		return Event{}, fault.Field("note", "task.reason_required")
	}
	if a.move.Acts && in.Actions == "" {
		return Event{}, fault.Field("actions", "task.actions_required")
	}
	return e, s.detail(ctx, q, a, &e)
}

// detail fills in what only this kind of event bears.
func (s *Service) detail(ctx context.Context, q database.Querier, a acting, e *Event) error {
	switch e.Kind {
	case EvAssigned:
		return assigning(e, a)
	case EvPartsSet:
		return sharing(e, a)
	case EvContributed:
		return contributing(e, a)
	case EvReported:
		return s.reporting(ctx, q, e, a)
	case EvConfirmed:
		return s.confirming(e, a)
	case EvConcluded:
		return s.concluding(ctx, q, e, a)
	case EvExtensionAsked, EvExtensionGranted, EvExtensionRefused:
		return s.extending(ctx, q, e, a)
	case EvEventEntered:
		return entering(e, a)
	case EvDeadlineSet:
		e.SetsDue = true
	case EvComment, EvDirective: // whom they mention
		return nil
	default: // the other moves carry words only
	}
	e.Mentions = nil
	return nil
}

func assigning(e *Event, a acting) error {
	in := a.in
	if err := checkAssignees(in.Assignees); err != nil {
		return err
	}
	if len(leadsOf(in.Assignees)) == 0 {
		return fault.Field("assignees", "task.lead_required")
	}
	e.SetsLeads, e.Assignees = true, keepFormer(a.before.Assignees, in.Assignees)
	return nil
}

// reporting: completion is proved where the task asks for it, and a part that is still open is explained.
func (s *Service) reporting(ctx context.Context, q database.Querier, e *Event, a acting) error {
	e.Evidence = a.in.Evidence
	if a.before.EvidenceNeeded && e.Evidence == "" {
		files, err := filesOf(ctx, q, a.before)
		if err != nil {
			return err
		}
		if files == 0 {
			return fault.Field("evidence", "task.evidence_missing")
		}
	}
	if open := openParts(a.before.Assignees); len(open) > 0 && a.in.Note == "" {
		return fault.Field("note", "task.parts_open", strings.Join(open, "; "))
	}
	return s.completing(e, a.before, a.in)
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
func (s *Service) confirming(e *Event, a acting) error {
	if a.in.CompletedOn.IsZero() {
		a.in.CompletedOn = Fold(a.history, e.EffectiveOn, lastRecorded(a.history)).CompletedOn
		if a.in.CompletedOn.IsZero() {
			return fault.New(fault.Conflict, "task.move_not_allowed", "task.event.confirmed", "task.state."+string(a.before.State), e.EffectiveOn.VN())
		}
	}
	return s.completing(e, a.before, a.in)
}
