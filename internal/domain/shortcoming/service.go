package shortcoming

import (
	"context"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/audit"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

// Service is the set of things people do with shortcomings.
type Service struct{ d org.Deps }

// NewService returns a Service over what every subject is given.
func NewService(d org.Deps) *Service { return &Service{d} }

// in runs f in a transaction and hands back what it made.
func in(ctx context.Context, db database.DB, f func(database.Tx) (Shortcoming, error)) (Shortcoming, error) {
	var s Shortcoming
	err := database.InTx(ctx, db, func(tx database.Tx) error {
		var err error
		s, err = f(tx)
		return err
	})
	return s, err
}

// Raise names a shortcoming. One that repeats an earlier one is raised for the n-th time, and the earlier one, if it was
// cured, has recurred. The same id with the same content returns the stored one; with other content it is a conflict.
func (s *Service) Raise(ctx context.Context, by access.Actor, r Raise) (Shortcoming, error) {
	return in(ctx, s.d.DB, func(tx database.Tx) (Shortcoming, error) { return s.RaiseIn(ctx, tx, by, r) })
}

// RaiseIn is Raise as part of a larger act.
func (s *Service) RaiseIn(ctx context.Context, tx database.Tx, by access.Actor, in Raise) (Shortcoming, error) {
	in.clean()
	if err := s.d.Validate.Struct(in); err != nil {
		return Shortcoming{}, err
	}
	if err := mayWrite(by, in.Committee); err != nil {
		return Shortcoming{}, err
	}
	hash := id.ContentHash(in)
	if sent, err := sentBefore(ctx, tx, in.Committee, in.ID); err != nil || sent != "" {
		return repeated(ctx, tx, in, err, sent == hash)
	}
	v := Shortcoming{
		Committee: in.Committee, ID: in.ID, Meeting: in.Meeting, Nature: in.Nature, Repeats: in.Repeats, Times: 1,
		State: Open, RaisedOn: in.RaisedOn, CreatedAt: s.d.Clock(),
	}
	v, err := s.applied(ctx, tx, v, in.Content)
	if err != nil {
		return Shortcoming{}, err
	}
	if v.RaisedOn.After(s.d.Clock.Today()) {
		return Shortcoming{}, fault.Field("raised_on", "shortcoming.in_future", s.d.Clock.Today().VN())
	}
	// The counter's lock also orders those who join shortcomings, so the chain cannot change from here on.
	if v.Number, err = org.NextNumber(ctx, tx, v.Committee, "shortcoming"); err != nil {
		return Shortcoming{}, err
	}
	return s.raise(ctx, tx, by, v, hash)
}

// repeated answers a request whose id was used before: with the stored row when it said the same.
func repeated(ctx context.Context, q database.Querier, in Raise, err error, same bool) (Shortcoming, error) {
	if err != nil {
		return Shortcoming{}, err
	}
	if !same {
		return Shortcoming{}, fault.New(fault.Conflict, "conflict.id_reused")
	}
	return ByID(ctx, q, in.Committee, in.ID)
}

func (s *Service) raise(ctx context.Context, tx database.Tx, by access.Actor, v Shortcoming, hash string) (Shortcoming, error) {
	var earlier Shortcoming
	if !v.Repeats.IsZero() {
		var err error
		if earlier, err = s.earlier(ctx, tx, v, v.Repeats); err != nil {
			return Shortcoming{}, err
		}
		v.Times = earlier.Times + 1
	}
	if fresh, err := insert(ctx, tx, v, hash); err != nil || !fresh {
		if err != nil {
			return Shortcoming{}, err
		}
		return ByID(ctx, tx, v.Committee, v.ID)
	}
	e := s.event(by, v, Event{Kind: EvRaised, EffectiveOn: v.RaisedOn, Nature: v.Nature, State: Open})
	if err := appendEvent(ctx, tx, v.Committee, e); err != nil {
		return Shortcoming{}, err
	}
	if err := s.recur(ctx, tx, by, earlier, v.RaisedOn); err != nil {
		return Shortcoming{}, err
	}
	return s.written(ctx, tx, act{by, "shortcoming.raise", nil}, v)
}

// earlier locks the one that v shall repeat and checks that it can.
func (s *Service) earlier(ctx context.Context, tx database.Tx, v Shortcoming, repeats ID) (Shortcoming, error) {
	e, err := lock(ctx, tx, v.Committee, repeats)
	if fault.KindOf(err) == fault.NotFound {
		return Shortcoming{}, fault.Field("repeats_id", "shortcoming.repeats_unknown").Because(err)
	}
	if err != nil {
		return Shortcoming{}, err
	}
	up, err := above(ctx, tx, v.Committee, repeats)
	if err != nil {
		return Shortcoming{}, err
	}
	return e, v.mayRepeat(e, up)
}

// recur marks a cured shortcoming as come back on the day it was raised again. e is locked, or zero for none.
func (s *Service) recur(ctx context.Context, tx database.Tx, by access.Actor, e Shortcoming, on calendar.Date) error {
	if e.ID.IsZero() || !e.recursOn(on) {
		return nil
	}
	after := e
	after.State, after.CuredOn = Recurred, calendar.Date{}
	if err := update(ctx, tx, after); err != nil {
		return err
	}
	if err := appendEvent(ctx, tx, e.Committee, s.event(by, e, Event{Kind: EvMoved, EffectiveOn: on, State: Recurred})); err != nil {
		return err
	}
	_, err := s.written(ctx, tx, act{by, "shortcoming.recur", e}, after)
	return err
}

// event completes an event of v with who and when; an id of the client's stays.
func (s *Service) event(by access.Actor, v Shortcoming, e Event) Event {
	e.Shortcoming, e.RecordedAt, e.User, e.Login = v.ID, s.d.Clock(), by.User, by.LoginIn(v.Committee)
	if e.ID.IsZero() {
		e.ID = id.From[eventKind](s.d.NewID)
	}
	return e
}

// applied is the shortcoming with new content: what it names checked, what was left empty filled in from the block and the meeting.
func (s *Service) applied(ctx context.Context, q database.Querier, v Shortcoming, c Content) (Shortcoming, error) {
	m, err := meeting.ByID(ctx, q, v.Committee, v.Meeting)
	if err != nil || m.State == meeting.Cancelled {
		if err != nil && fault.KindOf(err) != fault.NotFound {
			return Shortcoming{}, err
		}
		return Shortcoming{}, fault.Field("meeting_id", "shortcoming.meeting_unknown")
	}
	wording := m.Wording
	if !c.Block.IsZero() {
		b, err := blockOf(ctx, q, v, c.Block)
		if err != nil {
			return Shortcoming{}, err
		}
		wording = b.Wording
		if c.Block != v.Block {
			v.BlockText = b.Text
		}
	} else {
		v.BlockText = ""
	}
	if c.Wording == "" {
		c.Wording = wording
	}
	if v.RaisedOn.IsZero() {
		v.RaisedOn = m.HeldOn
	}
	v.Block, v.Text, v.Wording = c.Block, c.Text, c.Wording
	v.CauseObjective, v.CauseSubjective = c.CauseObjective, c.CauseSubjective
	return about(ctx, q, v, c)
}

// blockOf reads the line of the minutes that raised v; it belongs to the same meeting.
func blockOf(ctx context.Context, q database.Querier, v Shortcoming, b meeting.BlockID) (meeting.Block, error) {
	block, err := meeting.BlockByID(ctx, q, v.Committee, b)
	if err != nil && fault.KindOf(err) != fault.NotFound {
		return meeting.Block{}, err
	}
	// One that was withdrawn since stays the source it was, but is no source for a new shortcoming.
	if err != nil || block.Meeting != v.Meeting || block.Withdrawn && v.Block != b {
		return meeting.Block{}, fault.Field("block_id", "shortcoming.block_unknown")
	}
	return block, nil
}

// about sets the field and the units, which the committee must see. Names stay those stored for what did not change.
func about(ctx context.Context, q database.Querier, v Shortcoming, c Content) (Shortcoming, error) {
	wrong := map[string]fault.Message{}
	if !c.Field.IsZero() && c.Field != v.Field {
		sees, err := org.SeesField(ctx, q, v.Committee, c.Field)
		if err != nil {
			return Shortcoming{}, err
		}
		if !sees {
			wrong["field_id"] = fault.Message{Key: "shortcoming.field_unknown"}
		}
	}
	names := map[access.UnitID]Unit{}
	for _, u := range v.Units {
		names[u.ID] = u
	}
	v.Field, v.Units = c.Field, make([]Unit, len(c.Units))
	for i, u := range c.Units {
		if known, ok := names[u]; ok {
			v.Units[i] = known
			continue
		}
		sees, err := org.SeesUnit(ctx, q, v.Committee, u)
		if err != nil {
			return Shortcoming{}, err
		}
		if !sees {
			wrong["units"] = fault.Message{Key: "shortcoming.unit_unknown"}
		}
		v.Units[i] = Unit{ID: u}
	}
	if len(wrong) > 0 {
		return Shortcoming{}, &fault.Fault{Kind: fault.Invalid, Key: "invalid", Fields: wrong}
	}
	return v, nil
}

// act is who did what to a row that was like this before (nil: there was none).
type act struct {
	by     access.Actor
	action string
	before any
}

// written reads a shortcoming back as stored and adds the line of the audit.
func (s *Service) written(ctx context.Context, tx database.Tx, a act, v Shortcoming) (Shortcoming, error) {
	v, err := ByID(ctx, tx, v.Committee, v.ID)
	if err != nil {
		return Shortcoming{}, err
	}
	return v, audit.Record(ctx, tx, audit.Entry{
		At: s.d.Clock(), By: a.by, Committee: v.Committee, Action: a.action, Subject: "shortcoming", SubjectID: v.ID, Before: a.before, After: v,
	})
}
