package task

import (
	"context"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/audit"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

// Service is the set of things people do with tasks.
type Service struct{ d org.Deps }

// NewService returns a Service over what every subject is given.
func NewService(d org.Deps) *Service { return &Service{d} }

// Create records an obligation, with its parts when it is asked of several units one by one.
// The same id with the same content returns the stored task; with other content it is a conflict.
func (s *Service) Create(ctx context.Context, by access.Actor, in NewTask) (Task, error) {
	var t Task
	err := database.InTx(ctx, s.d.DB, func(tx database.Tx) (err error) {
		t, err = s.CreateIn(ctx, tx, by, in)
		return err
	})
	return t, err
}

// CreateIn is Create as part of a larger act.
func (s *Service) CreateIn(ctx context.Context, tx database.Tx, by access.Actor, in NewTask) (Task, error) {
	in.clean()
	if err := s.d.Validate.Struct(in); err != nil {
		return Task{}, err
	}
	if err := checkAssignees(in.Assignees); err != nil {
		return Task{}, err
	}
	if err := access.Require(by.MayRecord(in.Committee)); err != nil {
		return Task{}, err
	}
	hash := id.ContentHash(in)
	if t, err := ByID(ctx, tx, in.Committee, in.ID); err == nil {
		return t, sameOrConflict(t.hash, hash)
	} else if fault.KindOf(err) != fault.NotFound {
		return Task{}, err
	}
	if in.GivenOn.After(s.d.Clock.Today()) {
		return Task{}, fault.Field("given_on", "task.given_in_future", in.GivenOn.VN())
	}
	return s.create(ctx, tx, by, in, hash)
}

func sameOrConflict(stored, sent string) error {
	if stored != sent {
		return fault.New(fault.Conflict, "conflict.id_reused")
	}
	return nil
}

func (s *Service) create(ctx context.Context, tx database.Tx, by access.Actor, in NewTask, hash string) (Task, error) {
	meaning, err := understand(ctx, tx, in.Committee, in.Deadline, in.GivenOn)
	if err != nil {
		return Task{}, err
	}
	t := Task{
		Committee: in.Committee, ID: in.ID, Form: Single, Source: in.Source, Text: in.Text, SpokenText: in.SpokenText, Wording: in.Wording,
		Addressees: in.Addressees, EachOf: in.EachOf, Field: in.Field, Product: in.Product, EvidenceNeeded: in.EvidenceNeeded, Deadline: meaning,
		Assignees: in.Assignees, GivenOn: in.GivenOn, Cures: in.Cures, Position: in.Position, hash: hash,
	}
	switch {
	case len(in.Parts) > 0:
		t.Form, t.EachOf = FanOut, true
	case len(meaning.Recurrences) > 0:
		t.Form = Series
	}
	if err := settleSource(ctx, tx, &t); err != nil {
		return Task{}, err
	}
	if err := mayName(ctx, tx, t); err != nil {
		return Task{}, err
	}
	t, err = s.insert(ctx, tx, by, t)
	if err != nil {
		return Task{}, err
	}
	if err := s.insertParts(ctx, tx, by, t, in.Parts); err != nil {
		return Task{}, err
	}
	if _, err := s.insertOccurrences(ctx, tx, by, t.Committee, t.ID); err != nil {
		return Task{}, err
	}
	return ByID(ctx, tx, t.Committee, t.ID)
}

// insert draws the short number, writes the row, its first events and the audit line. Naming a lead makes the task assigned.
func (s *Service) insert(ctx context.Context, tx database.Tx, by access.Actor, t Task) (Task, error) {
	var err error
	if t.Number, err = org.NextNumber(ctx, tx, t.Committee, "task"); err != nil {
		return Task{}, err
	}
	t.CreatedAt, t.Version = s.d.Clock(), 1
	on := t.GivenOn
	if today := s.d.Clock.Today(); on.After(today) {
		on = today // an occurrence made ahead of its day
	}
	first := stamp(Event{
		ID: id.From[eventKind](s.d.NewID), Kind: EvRecorded, EffectiveOn: on, RecordedAt: t.CreatedAt, State: Recorded,
		SetsDue: true, DueOn: t.Deadline.Due, DueKind: string(t.Deadline.Kind), DueWords: t.Deadline.Words, SetsLeads: true, Assignees: t.Assignees,
	}, by, t.Committee)
	w := Whole{Task: t, Events: []Event{first}}
	if len(leadsOf(t.Assignees)) > 0 {
		second := stamp(Event{
			ID: id.From[eventKind](s.d.NewID), Kind: EvAssigned, EffectiveOn: on, RecordedAt: t.CreatedAt, State: Assigned,
			SetsLeads: true, Assignees: t.Assignees,
		}, by, t.Committee)
		w.Events = append(w.Events, second)
	}
	if err := w.Settle(on); err != nil {
		return Task{}, err
	}
	if err := CopyIn(ctx, tx, []Whole{w}); err != nil {
		return Task{}, err
	}
	return w.Task, audit.Record(ctx, tx, audit.Entry{
		At: t.CreatedAt, By: by, Committee: t.Committee, Action: "task.create", Subject: "task", SubjectID: t.ID, After: w.Task,
	})
}

// checkAssignees refuses what the table could not hold: an assignee that is both or neither unit and member, or named twice in a role.
func checkAssignees(all []Assignee) error {
	seen := map[Assignee]bool{}
	for _, a := range all {
		if a.Unit.IsZero() == a.Person.IsZero() {
			return fault.Field("assignees", "task.assignee_unit_or_person")
		}
		key := Assignee{Role: a.Role, Unit: a.Unit, Person: a.Person}
		if seen[key] {
			return fault.Field("assignees", "task.assignee_twice")
		}
		seen[key] = true
	}
	return nil
}

// Edit changes what describes a task. Its state, deadline and assignees have moves of their own.
func (s *Service) Edit(ctx context.Context, by access.Actor, in EditTask) (Task, error) {
	in.clean()
	if err := s.d.Validate.Struct(in); err != nil {
		return Task{}, err
	}
	var t Task
	err := database.InTx(ctx, s.d.DB, func(tx database.Tx) (err error) {
		t, err = s.edit(ctx, tx, by, in)
		return err
	})
	return t, err
}

func (s *Service) edit(ctx context.Context, tx database.Tx, by access.Actor, in EditTask) (Task, error) {
	before, err := s.lockForWrite(ctx, tx, by, in.Committee, in.ID)
	if err != nil {
		return Task{}, err
	}
	if err := access.Require(by.MayRecord(in.Committee)); err != nil {
		return Task{}, err
	}
	if before.Version != in.Version {
		return Task{}, fault.Stale(before)
	}
	t := before
	t.Source, t.SpokenText, t.Addressees, t.EachOf = in.Source, in.SpokenText, in.Addressees, in.EachOf
	t.Field, t.Product, t.EvidenceNeeded, t.Cures = in.Field, in.Product, in.EvidenceNeeded, in.Cures
	if in.SpokenText != "" {
		t.Wording = "verbatim"
	}
	if err := settleSource(ctx, tx, &t); err != nil {
		return Task{}, err
	}
	if err := mayName(ctx, tx, t); err != nil {
		return Task{}, err
	}
	if in.Text != before.Text {
		e := stamp(Event{ID: in.Event, Kind: EvReworded, EffectiveOn: s.d.Clock.Today(), Text: in.Text, Note: in.Note}, by, in.Committee)
		if t, err = s.append(ctx, tx, t, e); err != nil {
			return Task{}, err
		}
	} else if err := save(ctx, tx, t); err != nil {
		return Task{}, err
	}
	if err := replaceCures(ctx, tx, t); err != nil {
		return Task{}, err
	}
	return s.written(ctx, tx, by, "task.edit", before)
}

// written re-reads the row, writes the audit line and returns it.
func (s *Service) written(ctx context.Context, tx database.Tx, by access.Actor, action string, before Task) (Task, error) {
	after, err := ByID(ctx, tx, before.Committee, before.ID)
	if err != nil {
		return Task{}, err
	}
	return after, audit.Record(ctx, tx, audit.Entry{
		At: s.d.Clock(), By: by, Committee: before.Committee, Action: action, Subject: "task", SubjectID: before.ID, Before: before, After: after,
	})
}

// lockForWrite locks a task that by may at least read; to anybody else it does not exist.
func (s *Service) lockForWrite(ctx context.Context, tx database.Tx, by access.Actor, c access.CommitteeID, i ID) (Task, error) {
	scope, err := by.ReadScope(c)
	if err != nil {
		return Task{}, err
	}
	t, err := lock(ctx, tx, c, i)
	if err != nil {
		return Task{}, err
	}
	return t, readable(ctx, tx, t, scope)
}

// append adds an event to the history, in its place by the day it took effect, and writes what the whole history now says into the row.
func (s *Service) append(ctx context.Context, tx database.Tx, t Task, e Event) (Task, error) {
	history, err := Events(ctx, tx, t.Committee, t.ID)
	if err != nil {
		return Task{}, err
	}
	e.Task, e.Seq, e.RecordedAt = t.ID, len(history)+1, s.d.Clock()
	if last := lastRecorded(history); e.RecordedAt.Before(last) {
		e.RecordedAt = last // clocks of two machines may differ; the record never runs backwards
	}
	if e.EffectiveOn.After(calendar.DateOf(e.RecordedAt)) {
		return Task{}, fault.Field("effective_on", "task.effective_in_future", e.EffectiveOn.VN())
	}
	history = append(history, e)
	if err := replay(history); err != nil {
		return Task{}, err
	}
	f := Fold(history, calendar.DateOf(e.RecordedAt), e.RecordedAt)
	reassigned := !sameAssignees(f.Assignees, t.Assignees)
	t.put(f)
	if err := copyEvents(ctx, tx, []Whole{{Task: t, Events: []Event{e}}}); err != nil {
		return Task{}, err
	}
	if reassigned {
		if err := replaceAssignees(ctx, tx, t); err != nil {
			return Task{}, err
		}
	}
	return t, save(ctx, tx, t)
}
