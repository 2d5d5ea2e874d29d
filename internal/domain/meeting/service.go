package meeting

import (
	"context"
	"reflect"
	"time"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/audit"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

// Service is the set of things people do with meetings.
type Service struct {
	d     org.Deps
	noted time.Time // when the writer of the act at hand noted it, where that is told: it may have waited for the line
}

// NewService returns a Service over what every subject is given.
func NewService(d org.Deps) *Service { return &Service{d: d} }

// in runs f in a transaction and hands back what it made.
func in[T any](ctx context.Context, db database.DB, f func(database.Tx) (T, error)) (T, error) {
	var v T
	err := database.InTx(ctx, db, func(tx database.Tx) error {
		var err error
		v, err = f(tx)
		return err
	})
	return v, err
}

// Create plans a meeting, or records one of the past. The same id with the same content returns the stored meeting; with other
// content it is a conflict.
func (s *Service) Create(ctx context.Context, by access.Actor, m Create) (Meeting, error) {
	return in(ctx, s.d.DB, func(tx database.Tx) (Meeting, error) { return s.CreateIn(ctx, tx, by, m) })
}

// CreateIn is Create as part of a larger act.
func (s *Service) CreateIn(ctx context.Context, tx database.Tx, by access.Actor, in Create) (Meeting, error) {
	in.clean()
	if in.State == "" {
		in.State = Planned
	}
	if err := s.valid(in, in.check); err != nil {
		return Meeting{}, err
	}
	if err := mayWrite(by, in.Committee); err != nil {
		return Meeting{}, err
	}
	hash := id.ContentHash(in)
	if sent, err := meetingHash(ctx, tx, in.Committee, in.ID); err != nil || sent != "" {
		return repeated(ctx, tx, s.full, repeat{sent, hash, err}, in.Committee, in.ID)
	}
	m, err := s.applied(ctx, tx, Meeting{Committee: in.Committee, ID: in.ID, State: in.State, CreatedAt: s.d.Clock(), Version: 1}, in.Content)
	if err != nil {
		return Meeting{}, err
	}
	if m.Number, err = org.NextNumber(ctx, tx, m.Committee, "meeting"); err != nil {
		return Meeting{}, err
	}
	if fresh, err := insertMeeting(ctx, tx, m, hash); err != nil || !fresh {
		return repeated(ctx, tx, s.full, repeat{hash, hash, err}, in.Committee, in.ID)
	}
	return s.written(ctx, tx, act{by, "meeting.create", nil}, m)
}

// valid checks the shape of an input by its tags and then by its own rule.
func (s *Service) valid(in any, check func() error) error {
	if err := s.d.Validate.Struct(in); err != nil {
		return err
	}
	return check()
}

// repeat is what is known of an earlier request with the same id.
type repeat struct {
	sent, now string
	err       error
}

// repeated answers a create request whose id was used before: with the stored row when it said the same.
func repeated[K, T any](ctx context.Context, q database.Querier, read func(context.Context, database.Querier, access.CommitteeID, K) (T, error),
	r repeat, c access.CommitteeID, key K,
) (T, error) {
	var none T
	if r.err != nil {
		return none, r.err
	}
	if r.sent != r.now {
		return none, fault.New(fault.Conflict, "conflict.id_reused")
	}
	return read(ctx, q, c, key)
}

// full reads a meeting as those who write it see it.
func (*Service) full(ctx context.Context, q database.Querier, c access.CommitteeID, m ID) (Meeting, error) {
	v, err := ByID(ctx, q, c, m)
	return v.shownAt(Full), err
}

// applied is the meeting with new content, its people checked and the chair's post filled in from the register.
func (s *Service) applied(ctx context.Context, q database.Querier, m Meeting, c Content) (Meeting, error) {
	names, err := known(ctx, q, m.Committee, append([]access.PersonID{c.Chair}, c.Secretaries...))
	if err != nil {
		return Meeting{}, err
	}
	wrong := map[string]fault.Message{}
	if _, ok := names[c.Chair]; !ok && !c.Chair.IsZero() {
		wrong["chair_id"] = fault.Message{Key: "meeting.person_unknown"}
	}
	m.Secretaries = make([]Named, len(c.Secretaries))
	for i, p := range c.Secretaries {
		name, ok := names[p]
		if !ok {
			wrong["secretaries"] = fault.Message{Key: "meeting.person_unknown"}
		}
		m.Secretaries[i] = Named{ID: p, Name: name}
	}
	if err := invalid(wrong); err != nil {
		return Meeting{}, err
	}
	m.Kind, m.Title, m.ReviewedPeriod, m.NextPeriod, m.Place = c.Kind, c.Title, c.ReviewedPeriod, c.NextPeriod, c.Place
	m.HeldOn, m.StartsAt, m.EndedOn, m.EndsAt = c.HeldOn, c.StartsAt, c.EndedOn, c.EndsAt
	m.Chair, m.ChairName, m.ChairPost, m.Wording, m.Source, m.Remark = c.Chair, names[c.Chair], c.ChairPost, c.Wording, c.Source, c.Remark
	if m.ChairPost == "" && !m.Chair.IsZero() {
		m.ChairPost, err = postOn(ctx, q, m.Committee, m.Chair, m.HeldOn)
	}
	return m, err
}

// act is who did what to a row that was like this before (nil: there was none).
type act struct {
	by     access.Actor
	action string
	before any
}

// written reads a meeting back as stored and adds the line of the audit.
func (s *Service) written(ctx context.Context, tx database.Tx, a act, m Meeting) (Meeting, error) {
	m, err := s.full(ctx, tx, m.Committee, m.ID)
	if err != nil {
		return Meeting{}, err
	}
	return m, s.remember(ctx, tx, a, audit.Entry{Committee: m.Committee, Subject: "meeting", SubjectID: m.ID, After: m})
}

func (s *Service) remember(ctx context.Context, tx database.Tx, a act, e audit.Entry) error {
	e.At, e.By, e.Action, e.Before = s.d.Clock(), a.by, a.action, a.before
	return audit.Record(ctx, tx, e)
}

// lockFor locks a meeting for somebody who may write it.
func (s *Service) lockFor(ctx context.Context, tx database.Tx, by access.Actor, c access.CommitteeID, m ID) (Meeting, error) {
	if err := mayWrite(by, c); err != nil {
		return Meeting{}, err
	}
	v, err := lock(ctx, tx, c, m)
	return v.shownAt(Full), err
}

// Edit replaces what is written about a meeting. An edit that changes nothing writes nothing.
func (s *Service) Edit(ctx context.Context, by access.Actor, m Edit) (Meeting, error) {
	return in(ctx, s.d.DB, func(tx database.Tx) (Meeting, error) { return s.EditIn(ctx, tx, by, m) })
}

// EditIn is Edit as part of a larger act.
func (s *Service) EditIn(ctx context.Context, tx database.Tx, by access.Actor, in Edit) (Meeting, error) {
	in.clean()
	if err := s.valid(in, in.check); err != nil {
		return Meeting{}, err
	}
	before, err := s.lockFor(ctx, tx, by, in.Committee, in.ID)
	if err != nil {
		return Meeting{}, err
	}
	after, err := s.applied(ctx, tx, before, in.Content)
	if err != nil {
		return Meeting{}, err
	}
	switch {
	case reflect.DeepEqual(before, after):
		return before, nil
	case before.Version != in.Version:
		return Meeting{}, fault.Stale(before)
	}
	if err := before.mayEdit(); err != nil {
		return Meeting{}, err
	}
	if err := updateMeeting(ctx, tx, after); err != nil {
		return Meeting{}, err
	}
	return s.written(ctx, tx, act{by, "meeting.edit", before}, after)
}

// Move takes a meeting to another state. Moving it where it stands already changes nothing.
// Signing and issuing are not moves: they have acts of their own.
func (s *Service) Move(ctx context.Context, by access.Actor, m Move) (Meeting, error) {
	return in(ctx, s.d.DB, func(tx database.Tx) (Meeting, error) { return s.MoveIn(ctx, tx, by, m) })
}

// MoveIn is Move as part of a larger act.
func (s *Service) MoveIn(ctx context.Context, tx database.Tx, by access.Actor, in Move) (Meeting, error) {
	if err := s.d.Validate.Struct(in); err != nil {
		return Meeting{}, err
	}
	before, err := s.lockFor(ctx, tx, by, in.Committee, in.ID)
	if err != nil || before.State == in.To {
		return before, err
	}
	switch {
	case before.Version != in.Version:
		return Meeting{}, fault.Stale(before)
	case in.To.bySigning():
		return Meeting{}, fault.New(fault.Conflict, "meeting.needs_signing")
	case !before.State.mayMoveTo(in.To):
		return Meeting{}, fault.New(fault.Conflict, "meeting.move_not_allowed")
	}
	if in.To == Cancelled {
		if err := mayCancel(ctx, tx, before); err != nil {
			return Meeting{}, err
		}
	}
	if err := setState(ctx, tx, before.Committee, before.ID, in.To); err != nil {
		return Meeting{}, err
	}
	after := before
	after.State = in.To
	if err := s.onMove(ctx, tx, by, after); err != nil {
		return Meeting{}, err
	}
	return s.written(ctx, tx, act{by, "meeting.move", before}, before)
}

// onMove does what a move brings with it: who was invited hears that the meeting is off; who is there is counted when it begins.
func (s *Service) onMove(ctx context.Context, tx database.Tx, by access.Actor, after Meeting) error {
	if after.State == Cancelled || after.State == Postponed {
		return s.tellOff(ctx, tx, by, after)
	}
	return s.markQuorum(ctx, tx, by, after)
}

// mayCancel refuses to call off a meeting from which work stems: a task cannot come from a meeting that was not held.
func mayCancel(ctx context.Context, q database.Querier, m Meeting) error {
	n, err := followUps(ctx, q, m.Committee, m.ID)
	if err != nil {
		return err
	}
	if n > 0 {
		return fault.New(fault.Conflict, "meeting.has_follow_ups", n)
	}
	return nil
}
