package meeting

import (
	"context"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/audit"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// put finds the position of a new line of a list, moving the others aside when there is no room. after names the field at fault.
func put(ctx context.Context, tx database.Tx, o ordered, m Meeting, key [16]byte, to spot) (int, error) {
	lines, err := o.lines(ctx, tx, m.Committee, m.ID)
	if err != nil {
		return 0, err
	}
	placed, ok := arrange(lines, key, to)
	if !ok {
		return 0, fault.Field("after_id", "meeting.line_unknown")
	}
	position, others := 0, placed[:0]
	for _, l := range placed {
		if l.id == key {
			position = l.position
			continue
		}
		others = append(others, l)
	}
	if len(others) == 0 {
		return position, nil
	}
	return position, o.store(ctx, tx, m.Committee, others)
}

// moved is what the audit keeps of a placing.
type moved struct {
	After string `json:"after_id,omitempty"`
	First bool   `json:"first,omitempty"`
}

// placing is one line to be moved in one list of a meeting.
type placing struct {
	list    ordered
	subject string
	key     [16]byte
	to      spot
	note    moved
}

// place moves a line of a locked meeting.
func (s *Service) place(ctx context.Context, tx database.Tx, by access.Actor, m Meeting, p placing) error {
	if err := m.mayEdit(); err != nil {
		return err
	}
	if p.to.after == p.key {
		return fault.Field("after_id", "meeting.line_unknown")
	}
	lines, err := p.list.lines(ctx, tx, m.Committee, m.ID)
	if err != nil {
		return err
	}
	placed, ok := arrange(lines, p.key, p.to)
	if !ok {
		return fault.Field("after_id", "meeting.line_unknown")
	}
	if err := p.list.store(ctx, tx, m.Committee, placed); err != nil {
		return err
	}
	return s.remember(ctx, tx, act{by, p.subject + ".place", nil}, audit.Entry{Committee: m.Committee, Subject: p.subject, SubjectID: p.key, After: p.note})
}

// lockLine locks the meeting a line belongs to and reads the line once nobody else can change it.
func lockLine[K, T any](ctx context.Context, tx database.Tx, s *Service, l lineOf[K, T]) (Meeting, T, error) {
	var none T
	if err := mayWrite(l.by, l.committee); err != nil {
		return Meeting{}, none, err
	}
	row, err := l.read(ctx, tx, l.committee, l.key)
	if err != nil {
		return Meeting{}, none, err
	}
	m, err := s.lockFor(ctx, tx, l.by, l.committee, l.meeting(row))
	if err != nil {
		return Meeting{}, none, err
	}
	row, err = l.read(ctx, tx, l.committee, l.key)
	return m, row, err
}

// lineOf names a line of a meeting: who asks for which row, how it is read and where it tells its meeting.
type lineOf[K, T any] struct {
	by        access.Actor
	committee access.CommitteeID
	key       K
	read      func(context.Context, database.Querier, access.CommitteeID, K) (T, error)
	meeting   func(T) ID
}
