package shortcoming

import (
	"context"
	"reflect"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/vietnamese"
)

// command is what every change of a shortcoming says: of which one, started from which version, as which event.
type command struct {
	by        access.Actor
	committee access.CommitteeID
	id        ID
	version   int
	event     Event
	action    string
}

// change locks a shortcoming, lets f say what it shall be like, and writes row, event and audit line. A command whose event is
// stored already, and one that changes nothing, write nothing.
func (s *Service) change(ctx context.Context, tx database.Tx, c command, f func(before Shortcoming) (Shortcoming, Event, error)) (Shortcoming, error) {
	if err := mayWrite(c.by, c.committee); err != nil {
		return Shortcoming{}, err
	}
	before, err := lock(ctx, tx, c.committee, c.id)
	if err != nil {
		return Shortcoming{}, err
	}
	if done, err := doneBefore(ctx, tx, c); err != nil || done {
		return before, err
	}
	after, e, err := f(before)
	if err != nil || reflect.DeepEqual(before, after) {
		return before, err
	}
	if before.Version != c.version {
		return Shortcoming{}, fault.Stale(before)
	}
	if err := update(ctx, tx, after); err != nil {
		return Shortcoming{}, err
	}
	if err := writeTerms(ctx, tx, before, vietnamese.Key(before.Text), vietnamese.Key(after.Text)); err != nil {
		return Shortcoming{}, err
	}
	if !reflect.DeepEqual(before.Units, after.Units) {
		if err := writeUnits(ctx, tx, after); err != nil {
			return Shortcoming{}, err
		}
	}
	if err := appendEvent(ctx, tx, c.committee, s.event(c.by, before, e)); err != nil {
		return Shortcoming{}, err
	}
	return s.written(ctx, tx, act{c.by, c.action, before}, after)
}

// doneBefore reports whether the command's event is stored already. An id that stands for another event is a conflict.
func doneBefore(ctx context.Context, q database.Querier, c command) (bool, error) {
	if c.event.ID.IsZero() {
		return false, nil
	}
	sent, err := eventsWithID(ctx, q, c.committee, c.event.ID)
	if err != nil || len(sent) == 0 {
		return false, err
	}
	e := sent[0]
	if e.Shortcoming != c.id || e.Kind != c.event.Kind || e.Nature != c.event.Nature || e.State != c.event.State || e.Note != c.event.Note {
		return false, fault.New(fault.Conflict, "conflict.id_reused")
	}
	return true, nil
}

// Edit replaces what is written about a shortcoming.
func (s *Service) Edit(ctx context.Context, by access.Actor, e Edit) (Shortcoming, error) {
	return in(ctx, s.d.DB, func(tx database.Tx) (Shortcoming, error) { return s.EditIn(ctx, tx, by, e) })
}

// EditIn is Edit as part of a larger act.
func (s *Service) EditIn(ctx context.Context, tx database.Tx, by access.Actor, in Edit) (Shortcoming, error) {
	in.clean()
	in.Note = org.Prose(in.Note)
	if err := s.d.Validate.Struct(in); err != nil {
		return Shortcoming{}, err
	}
	c := command{by, in.Committee, in.ID, in.Version, Event{ID: in.Event, Kind: EvEdited, Note: in.Note}, "shortcoming.edit"}
	return s.change(ctx, tx, c, func(before Shortcoming) (Shortcoming, Event, error) {
		if err := before.mayChange(); err != nil {
			return before, Event{}, err
		}
		after, err := s.applied(ctx, tx, before, in.Content)
		c.event.EffectiveOn = s.d.Clock.Today()
		return after, c.event, err
	})
}

// Reclass gives a shortcoming another nature; what it was before that day stays in its events.
func (s *Service) Reclass(ctx context.Context, by access.Actor, r Reclass) (Shortcoming, error) {
	r.Note = org.Prose(r.Note)
	if err := s.d.Validate.Struct(r); err != nil {
		return Shortcoming{}, err
	}
	return in(ctx, s.d.DB, func(tx database.Tx) (Shortcoming, error) {
		c := command{by, r.Committee, r.ID, r.Version, Event{ID: r.Event, Kind: EvReclassed, Nature: r.Nature, Note: r.Note}, "shortcoming.reclass"}
		return s.change(ctx, tx, c, func(before Shortcoming) (Shortcoming, Event, error) {
			if err := before.mayChange(); err != nil || before.Nature == r.Nature {
				return before, Event{}, err
			}
			on, err := s.effectiveOn(ctx, tx, before, r.On, setsNature)
			after := before
			after.Nature, c.event.EffectiveOn = r.Nature, on
			return after, c.event, err
		})
	})
}

// effectiveOn checks the day of an act against the events it must not precede.
func (s *Service) effectiveOn(ctx context.Context, q database.Querier, v Shortcoming, on calendar.Date, sets func(Event) bool) (calendar.Date, error) {
	events, err := Events(ctx, q, v.Committee, v.ID)
	if err != nil {
		return calendar.Date{}, err
	}
	return effective(on, s.d.Clock.Today(), lastDay(events, sets))
}

// Move takes a shortcoming to another state on a day that is neither in the future nor before its last move.
// One that was raised again after the day it is said to have been cured has recurred at once. Whoever confirms a cure says what
// shows it; as part of a larger act (an import) it is taken as recorded.
func (s *Service) Move(ctx context.Context, by access.Actor, m Move) (Shortcoming, error) {
	if m.To == Cured && org.Prose(m.Note) == "" {
		return Shortcoming{}, fault.Field("note", "shortcoming.cured_needs_evidence")
	}
	return in(ctx, s.d.DB, func(tx database.Tx) (Shortcoming, error) { return s.MoveIn(ctx, tx, by, m) })
}

// MoveIn is Move as part of a larger act.
func (s *Service) MoveIn(ctx context.Context, tx database.Tx, by access.Actor, in Move) (Shortcoming, error) {
	in.Note = org.Prose(in.Note)
	if err := s.d.Validate.Struct(in); err != nil {
		return Shortcoming{}, err
	}
	moved := false
	c := command{by, in.Committee, in.ID, in.Version, Event{ID: in.Event, Kind: EvMoved, State: in.To, Note: in.Note}, "shortcoming.move"}
	v, err := s.change(ctx, tx, c, func(before Shortcoming) (Shortcoming, Event, error) {
		if err := before.mayChange(); err != nil || before.standsAt(in) {
			return before, Event{}, err
		}
		if !before.State.mayMoveTo(in.To) {
			return before, Event{}, fault.New(fault.Conflict, "shortcoming.move_not_allowed")
		}
		on, err := s.effectiveOn(ctx, tx, before, in.On, setsState)
		after := before
		after.State, after.CuredOn, c.event.EffectiveOn, moved = in.To, calendar.Date{}, on, true
		if in.To == Cured {
			after.CuredOn = on
		}
		return after, c.event, err
	})
	if err != nil || !moved || v.State != Cured {
		return v, err
	}
	again, err := raisedAgainOn(ctx, tx, v, v.CuredOn)
	if err != nil || again.IsZero() {
		return v, err
	}
	if err := s.recur(ctx, tx, by, v, again); err != nil {
		return Shortcoming{}, err
	}
	return ByID(ctx, tx, v.Committee, v.ID)
}

// standsAt reports whether a move asks for what is so already.
func (s Shortcoming) standsAt(m Move) bool {
	return s.State == m.To && (m.On.IsZero() || m.To != Cured || m.On == s.CuredOn)
}

// LinkRepeats joins a shortcoming to the earlier one it repeats, or parts them. It and all that repeat it are counted anew; an
// earlier one that was cured by then has recurred.
func (s *Service) LinkRepeats(ctx context.Context, by access.Actor, l Link) (Shortcoming, error) {
	return in(ctx, s.d.DB, func(tx database.Tx) (Shortcoming, error) { return s.LinkRepeatsIn(ctx, tx, by, l) })
}

// LinkRepeatsIn is LinkRepeats as part of a larger act.
func (s *Service) LinkRepeatsIn(ctx context.Context, tx database.Tx, by access.Actor, in Link) (Shortcoming, error) {
	in.Note = org.Prose(in.Note)
	if err := s.d.Validate.Struct(in); err != nil {
		return Shortcoming{}, err
	}
	if err := mayWrite(by, in.Committee); err != nil {
		return Shortcoming{}, err
	}
	if err := lockChains(ctx, tx, in.Committee); err != nil {
		return Shortcoming{}, err
	}
	var earlier Shortcoming
	c := command{by, in.Committee, in.ID, in.Version, Event{ID: in.Event, Kind: EvLinked, Note: in.Note}, "shortcoming.link"}
	v, err := s.change(ctx, tx, c, func(before Shortcoming) (Shortcoming, Event, error) {
		if err := before.mayChange(); err != nil || before.Repeats == in.Repeats {
			return before, Event{}, err
		}
		after := before
		after.Repeats, after.Times, c.event.EffectiveOn = in.Repeats, 1, s.d.Clock.Today()
		if in.Repeats.IsZero() {
			return after, c.event, nil
		}
		var err error
		earlier, err = s.earlier(ctx, tx, before, in.Repeats)
		after.Times = earlier.Times + 1
		return after, c.event, err
	})
	if err != nil {
		return Shortcoming{}, err
	}
	if err := s.recur(ctx, tx, by, earlier, v.RaisedOn); err != nil {
		return Shortcoming{}, err
	}
	return v, s.recount(ctx, tx, by, v)
}

// recount counts anew those that repeat v and leaves a line of the audit for each that changed.
func (s *Service) recount(ctx context.Context, tx database.Tx, by access.Actor, v Shortcoming) error {
	changed, err := renumber(ctx, tx, v)
	if err != nil {
		return err
	}
	for _, other := range changed {
		if _, err := s.written(ctx, tx, act{by, "shortcoming.recount", nil}, Shortcoming{Committee: v.Committee, ID: other}); err != nil {
			return err
		}
	}
	return nil
}

// SetWithdrawn takes a shortcoming back or restores it. One that later ones repeat stays until they are parted from it.
func (s *Service) SetWithdrawn(ctx context.Context, by access.Actor, w Withdraw) (Shortcoming, error) {
	w.Note = org.Prose(w.Note)
	if err := s.d.Validate.Struct(w); err != nil {
		return Shortcoming{}, err
	}
	kind, action := EvRestored, "shortcoming.restore"
	if w.Withdrawn {
		kind, action = EvWithdrawn, "shortcoming.withdraw"
	}
	return in(ctx, s.d.DB, func(tx database.Tx) (Shortcoming, error) {
		c := command{by, w.Committee, w.ID, w.Version, Event{ID: w.Event, Kind: kind, Note: w.Note}, action}
		return s.change(ctx, tx, c, func(before Shortcoming) (Shortcoming, Event, error) {
			after := before
			after.Withdrawn, c.event.EffectiveOn = w.Withdrawn, s.d.Clock.Today()
			return after, c.event, mayToggle(ctx, tx, before, w.Withdrawn)
		})
	})
}

// mayToggle keeps the chain of repeats whole: what others repeat is not withdrawn, what repeats a withdrawn one is not restored.
func mayToggle(ctx context.Context, q database.Querier, v Shortcoming, withdraw bool) error {
	switch {
	case v.Withdrawn == withdraw:
		return nil
	case withdraw:
		n, err := repeatedBy(ctx, q, v)
		if err == nil && n > 0 {
			err = fault.New(fault.Conflict, "shortcoming.has_repeats", n)
		}
		return err
	case v.Repeats.IsZero():
		return nil
	}
	earlier, err := ByID(ctx, q, v.Committee, v.Repeats)
	if err == nil && earlier.Withdrawn {
		err = fault.New(fault.Conflict, "shortcoming.repeats_withdrawn", earlier.Number)
	}
	return err
}
