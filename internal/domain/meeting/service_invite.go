package meeting

import (
	"context"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/audit"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// Summons reads a meeting with what people were told of it. Whoever may read the record may read it.
func (s *Service) Summons(ctx context.Context, by access.Actor, c access.CommitteeID, m ID) (Summons, error) {
	var v Summons
	err := database.InReadTx(ctx, s.d.DB, func(q database.Querier) error {
		head, err := readable(ctx, q, by, c, m)
		if err != nil {
			return err
		}
		v, err = summons(ctx, q, head)
		return err
	})
	return v, err
}

func summons(ctx context.Context, q database.Querier, m Meeting) (Summons, error) {
	r, err := readRecord(ctx, q, m)
	if err != nil {
		return Summons{}, err
	}
	told, err := toldOf(ctx, q, m.Committee, m.ID)
	return Summons{Record: r, Told: told}, err
}

// Told lists what people were told of a meeting's day, the earliest first: the old dates of one that was moved stay readable.
// Whoever may read the record may read it.
func (s *Service) Told(ctx context.Context, by access.Actor, c access.CommitteeID, m ID) ([]Told, error) {
	told := []Told{}
	err := database.InReadTx(ctx, s.d.DB, func(q database.Querier) error {
		head, err := readable(ctx, q, by, c, m)
		if err == nil {
			told, err = toldOf(ctx, q, c, head.ID)
		}
		return err
	})
	return told, err
}

// Invite writes down that people were told of a meeting, and when. A plan tells nobody before it; when day, hour or place change
// afterwards, inviting again tells the change and the old date stays in the record. Telling what everybody knows writes nothing.
func (s *Service) Invite(ctx context.Context, by access.Actor, i Invite) (Summons, error) {
	cleanLines(&i.Why)
	if err := s.d.Validate.Struct(i); err != nil {
		return Summons{}, err
	}
	return in(ctx, s.d.DB, func(tx database.Tx) (Summons, error) {
		m, err := s.lockFor(ctx, tx, by, i.Committee, i.ID)
		if err != nil {
			return Summons{}, err
		}
		v, err := summons(ctx, tx, m)
		if err != nil {
			return Summons{}, err
		}
		last, told := v.Last()
		switch {
		case told && last.tells(m):
			return v, nil
		case m.Version != i.Version:
			return Summons{}, fault.Stale(m)
		case m.State != Planned:
			return Summons{}, fault.New(fault.Conflict, "meeting.invite_planned")
		}
		if err := s.tell(ctx, tx, by, v, i.Why); err != nil {
			return Summons{}, err
		}
		return summons(ctx, tx, m)
	})
}

// tell writes down what people are told now.
func (s *Service) tell(ctx context.Context, tx database.Tx, by access.Actor, v Summons, why string) error {
	m := v.Record.Meeting
	t := Told{Sequence: len(v.Told), Kind: v.next(), HeldOn: m.HeldOn, StartsAt: m.StartsAt, Place: m.Place, Why: why, At: s.d.Clock(), Login: by.Login}
	if err := insertTold(ctx, tx, telling{m, t, by, s.d.Clock()}); err != nil {
		return err
	}
	return s.remember(ctx, tx, act{by, "meeting.tell", nil}, audit.Entry{Committee: m.Committee, Subject: "meeting", SubjectID: m.ID, After: t})
}

// tellOff tells those who were invited that a meeting is not held after all.
func (s *Service) tellOff(ctx context.Context, tx database.Tx, by access.Actor, m Meeting) error {
	told, err := toldOf(ctx, tx, m.Committee, m.ID)
	if err != nil || len(told) == 0 {
		return err
	}
	v := Summons{Record: Record{Meeting: m}, Told: told}
	if last, _ := v.Last(); last.tells(m) {
		return nil
	}
	return s.tell(ctx, tx, by, v, "")
}
