package task

import (
	"context"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/audit"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// DefaultExtensions is how often a task may be extended where the committee has not said otherwise.
const DefaultExtensions = 2

// Settings is how a committee follows its tasks.
type Settings struct {
	Committee  access.CommitteeID `json:"committee_id" db:"committee_id" validate:"required"`
	Extensions int                `json:"extension_limit" db:"extension_limit" validate:"min=0,max=99"` // granting more asks for a written reason
	Version    int                `json:"version" db:"version" validate:"min=0"`                        // 0: the usual settings, never changed
}

// Settings reads how a committee follows its tasks.
func (s *Service) Settings(ctx context.Context, by access.Actor, c access.CommitteeID) (Settings, error) {
	if _, err := by.ReadScope(c); err != nil {
		return Settings{}, err
	}
	return settingOf(ctx, s.d.DB, c)
}

// Set changes the settings; who decides on extensions says how many there may be.
func (s *Service) Set(ctx context.Context, by access.Actor, in Settings) (Settings, error) {
	if err := s.d.Validate.Struct(in); err != nil {
		return Settings{}, err
	}
	if _, err := by.ReadScope(in.Committee); err != nil {
		return Settings{}, err
	}
	if err := access.Require(by.MayDecide(in.Committee)); err != nil {
		return Settings{}, err
	}
	var after Settings
	err := database.InTx(ctx, s.d.DB, func(tx database.Tx) error {
		before, err := settingOf(ctx, tx, in.Committee)
		if err != nil {
			return err
		}
		if before.Version != in.Version {
			return fault.Stale(before)
		}
		if after, err = writeSetting(ctx, tx, in); err != nil {
			return err
		}
		return s.noted(ctx, tx, by, before, after)
	})
	return after, err
}

// extending checks a request for more time or the decision on it. A request in time counts from the day it was asked; a late one
// changes the deadline only from the day of decision, and the task stays marked as having been overdue.
func (s *Service) extending(ctx context.Context, q database.Querier, e *Event, a acting) error {
	e.Mentions = nil
	if e.Kind == EvExtensionRefused {
		return nil
	}
	if a.in.DueOn.IsZero() {
		return fault.Field("due_on", "validate.required")
	}
	if a.before.DueOn.IsZero() {
		return fault.New(fault.Conflict, "task.nothing_to_extend")
	}
	if !a.in.DueOn.After(a.before.DueOn) {
		return fault.Field("due_on", "task.extension_not_later", a.before.DueOn.VN())
	}
	if e.Kind == EvExtensionAsked {
		return s.asking(e, a)
	}
	return s.granting(ctx, q, e, a)
}

// asking: a unit's own request bears the day on which it is written down, so that nobody escapes the mark of being late. Who keeps
// the record may enter a letter that came earlier; the history shows both days.
func (s *Service) asking(e *Event, a acting) error {
	if e.EffectiveOn != s.d.Clock.Today() && !a.by.MayRecord(a.before.Committee) {
		return fault.Field("effective_on", "task.request_not_back_dated")
	}
	due := Fold(a.history, e.EffectiveOn, lastRecorded(a.history)).DueOn
	if due.IsZero() {
		due = a.before.DueOn
	}
	e.AskedDueOn, e.Late = a.in.DueOn, e.EffectiveOn.After(due)
	return nil
}

// granting: as often as the committee's rule allows; beyond it only with a reason.
func (s *Service) granting(ctx context.Context, q database.Querier, e *Event, a acting) error {
	rules, err := settingOf(ctx, q, a.before.Committee)
	if err != nil {
		return err
	}
	if a.before.Extensions >= rules.Extensions && a.in.Note == "" {
		return fault.Field("note", "task.extension_beyond_limit", a.before.Extensions, rules.Extensions)
	}
	asked := askedOn(a.history)
	if !asked.IsZero() && !asked.After(a.before.DueOn) && asked.Before(e.EffectiveOn) {
		e.EffectiveOn = asked
	}
	e.SetsDue, e.DueOn, e.DueKind, e.Late = true, a.in.DueOn, "date", e.EffectiveOn.After(a.before.DueOn)
	return nil
}

// askedOn is the day of the request that waits for a decision; zero when none does.
func askedOn(history []Event) calendar.Date {
	var asked calendar.Date
	for _, e := range order(standing(history, lastRecorded(history))) {
		switch {
		case e.Kind == EvExtensionAsked:
			asked = e.EffectiveOn
		case e.Kind.settlesRequest():
			asked = calendar.Date{}
		}
	}
	return asked
}

// noted writes the audit line of changed settings.
func (s *Service) noted(ctx context.Context, tx database.Tx, by access.Actor, before, after Settings) error {
	return audit.Record(ctx, tx, audit.Entry{
		At: s.d.Clock(), By: by, Committee: after.Committee, Action: "task.settings", Subject: "committee", SubjectID: after.Committee, Before: before, After: after,
	})
}
