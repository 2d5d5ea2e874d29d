package meeting

import (
	"context"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

// SetOutcome says what became of a point of the agenda.
type SetOutcome struct {
	Committee access.CommitteeID `json:"committee_id" validate:"required"`
	ID        AgendaID           `json:"id" validate:"required"`
	Version   int                `json:"version" validate:"required"`
	Outcome   Outcome            `json:"outcome" validate:"required,oneof=open done moved"`
	MovedTo   ID                 `json:"moved_to,omitzero"` // the later meeting, where it is moved
}

// SetOutcome says what became of a point of the agenda. A point moved to a later meeting is put on that meeting's agenda.
func (s *Service) SetOutcome(ctx context.Context, by access.Actor, o SetOutcome) (AgendaItem, error) {
	return in(ctx, s.d.DB, func(tx database.Tx) (AgendaItem, error) { return s.SetOutcomeIn(ctx, tx, by, o) })
}

// SetOutcomeIn is SetOutcome as part of a larger act.
func (s *Service) SetOutcomeIn(ctx context.Context, tx database.Tx, by access.Actor, o SetOutcome) (AgendaItem, error) {
	if err := s.valid(o, o.check); err != nil {
		return AgendaItem{}, err
	}
	m, before, err := lockLine(ctx, tx, s, agendaLine(by, o.Committee, o.ID))
	if err != nil {
		return AgendaItem{}, err
	}
	if o.MovedTo != before.MovedTo && !o.MovedTo.IsZero() {
		if err := canTake(ctx, tx, m, o.MovedTo); err != nil {
			return AgendaItem{}, err
		}
	}
	after := before
	after.Outcome, after.MovedTo = o.Outcome, o.MovedTo
	if after.MovedTo != before.MovedTo {
		after.MovedNo = 0 // read back with the row
	}
	g, err := s.changeAgenda(ctx, tx, m, change[AgendaItem]{act{by, "agenda_item.outcome", before}, before, after, o.Version})
	if err != nil || g.MovedTo.IsZero() || g.MovedTo == before.MovedTo {
		return g, err
	}
	return g, s.takeOver(ctx, tx, by, m, g)
}

// check says that a point is moved somewhere, and only then.
func (o SetOutcome) check() error {
	if (o.Outcome == OutcomeMoved) == o.MovedTo.IsZero() {
		return fault.Field("moved_to", "meeting.moved_where")
	}
	return nil
}

// canTake refuses to move a point to a meeting that is not a later one, or whose agenda can no longer be changed.
func canTake(ctx context.Context, tx database.Tx, m Meeting, to ID) error {
	later, err := lock(ctx, tx, m.Committee, to)
	if err != nil && fault.KindOf(err) != fault.NotFound {
		return err
	}
	if err != nil || later.ID == m.ID || later.HeldOn.Before(m.HeldOn) || later.State.Locked() {
		return fault.Field("moved_to", "meeting.moved_to_later")
	}
	return nil
}

// takeOver puts a point on the agenda of the later meeting that takes it.
func (s *Service) takeOver(ctx context.Context, tx database.Tx, by access.Actor, m Meeting, g AgendaItem) error {
	_, err := s.AddAgendaItemIn(ctx, tx, by, AddAgendaItem{
		Committee: m.Committee, ID: AgendaID(id.Derived(m.CreatedAt, "moved:"+g.ID.String()+":"+g.MovedTo.String())), Meeting: g.MovedTo,
		AgendaContent: AgendaContent{Title: g.Title, PresenterID: g.PresenterID, Presenter: g.Presenter, Minutes: g.Minutes, Preparation: g.Preparation},
	})
	return err
}
