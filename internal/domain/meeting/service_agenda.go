package meeting

import (
	"context"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/audit"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

// AddAgendaItem puts a point on the agenda. The same id with the same content returns the stored point.
func (s *Service) AddAgendaItem(ctx context.Context, by access.Actor, g AddAgendaItem) (AgendaItem, error) {
	return in(ctx, s.d.DB, func(tx database.Tx) (AgendaItem, error) { return s.AddAgendaItemIn(ctx, tx, by, g) })
}

// AddAgendaItemIn is AddAgendaItem as part of a larger act.
func (s *Service) AddAgendaItemIn(ctx context.Context, tx database.Tx, by access.Actor, in AddAgendaItem) (AgendaItem, error) {
	in.clean()
	if err := s.d.Validate.Struct(in); err != nil {
		return AgendaItem{}, err
	}
	m, err := s.lockFor(ctx, tx, by, in.Committee, in.Meeting)
	if err != nil {
		return AgendaItem{}, err
	}
	hash := id.ContentHash(in)
	if sent, err := agendaHash(ctx, tx, in.Committee, in.ID); err != nil || sent != "" {
		return repeated(ctx, tx, agendaByID, repeat{sent, hash, err}, in.Committee, in.ID)
	}
	if err := m.mayEdit(); err != nil {
		return AgendaItem{}, err
	}
	g, err := appliedAgenda(ctx, tx, AgendaItem{Committee: in.Committee, ID: in.ID, Meeting: in.Meeting, Version: 1}, in.AgendaContent)
	if err != nil {
		return AgendaItem{}, err
	}
	if g.Position, err = put(ctx, tx, agendaOrder, m, g.ID, spot{in.After, in.First}); err != nil {
		return AgendaItem{}, err
	}
	if err := insertAgenda(ctx, tx, g, hash); err != nil {
		return AgendaItem{}, err
	}
	return s.agendaWritten(ctx, tx, act{by, "agenda_item.add", nil}, g)
}

func appliedAgenda(ctx context.Context, q database.Querier, g AgendaItem, c AgendaContent) (AgendaItem, error) {
	names, err := known(ctx, q, g.Committee, []access.PersonID{c.PresenterID, c.PreparePerson})
	if err != nil {
		return AgendaItem{}, err
	}
	wrong := map[string]fault.Message{}
	for field, person := range map[string]access.PersonID{"presenter_id": c.PresenterID, "prepare_person_id": c.PreparePerson} {
		if _, ok := names[person]; !ok && !person.IsZero() {
			wrong[field] = fault.Message{Key: "meeting.person_unknown"}
		}
	}
	if !c.PrepareUnit.IsZero() {
		sees, err := org.SeesUnit(ctx, q, g.Committee, c.PrepareUnit)
		if err != nil {
			return AgendaItem{}, err
		}
		if !sees {
			wrong["prepare_unit_id"] = fault.Message{Key: "meeting.unit_unknown"}
		}
	}
	if err := invalid(wrong); err != nil {
		return AgendaItem{}, err
	}
	if c.Preparation != g.Preparation {
		g.PrepareWho = "" // read back with the row
	}
	g.Title, g.PresenterID, g.Presenter, g.Minutes, g.Preparation = c.Title, c.PresenterID, c.Presenter, c.Minutes, c.Preparation
	if g.Presenter == "" {
		g.Presenter = names[c.PresenterID]
	}
	return g, nil
}

func (s *Service) agendaWritten(ctx context.Context, tx database.Tx, a act, g AgendaItem) (AgendaItem, error) {
	g, err := agendaByID(ctx, tx, g.Committee, g.ID)
	if err != nil {
		return AgendaItem{}, err
	}
	return g, s.remember(ctx, tx, a, audit.Entry{Committee: g.Committee, Subject: "agenda_item", SubjectID: g.ID, After: g})
}

func agendaLine(by access.Actor, c access.CommitteeID, g AgendaID) lineOf[AgendaID, AgendaItem] {
	return lineOf[AgendaID, AgendaItem]{by, c, g, agendaByID, func(g AgendaItem) ID { return g.Meeting }}
}

// EditAgendaItem replaces what is written about a point of the agenda.
func (s *Service) EditAgendaItem(ctx context.Context, by access.Actor, e EditAgendaItem) (AgendaItem, error) {
	return in(ctx, s.d.DB, func(tx database.Tx) (AgendaItem, error) { return s.EditAgendaItemIn(ctx, tx, by, e) })
}

// EditAgendaItemIn is EditAgendaItem as part of a larger act.
func (s *Service) EditAgendaItemIn(ctx context.Context, tx database.Tx, by access.Actor, e EditAgendaItem) (AgendaItem, error) {
	e.clean()
	if err := s.d.Validate.Struct(e); err != nil {
		return AgendaItem{}, err
	}
	m, before, err := lockLine(ctx, tx, s, agendaLine(by, e.Committee, e.ID))
	if err != nil {
		return AgendaItem{}, err
	}
	after, err := appliedAgenda(ctx, tx, before, e.AgendaContent)
	if err != nil {
		return AgendaItem{}, err
	}
	return s.changeAgenda(ctx, tx, m, change[AgendaItem]{act{by, "agenda_item.edit", before}, before, after, e.Version})
}

// WithdrawAgendaItem takes a point off the agenda, or brings it back.
func (s *Service) WithdrawAgendaItem(ctx context.Context, by access.Actor, w Withdraw[AgendaID]) (AgendaItem, error) {
	return in(ctx, s.d.DB, func(tx database.Tx) (AgendaItem, error) { return s.WithdrawAgendaItemIn(ctx, tx, by, w) })
}

// WithdrawAgendaItemIn is WithdrawAgendaItem as part of a larger act.
func (s *Service) WithdrawAgendaItemIn(ctx context.Context, tx database.Tx, by access.Actor, w Withdraw[AgendaID]) (AgendaItem, error) {
	if err := s.d.Validate.Struct(w); err != nil {
		return AgendaItem{}, err
	}
	m, before, err := lockLine(ctx, tx, s, agendaLine(by, w.Committee, w.ID))
	if err != nil {
		return AgendaItem{}, err
	}
	after := before
	after.Withdrawn = w.Withdrawn
	return s.changeAgenda(ctx, tx, m, change[AgendaItem]{act{by, withdrawal("agenda_item", w.Withdrawn), before}, before, after, w.Version})
}

// change is a row as it was and as it shall be, and the version its writer started from.
type change[T any] struct {
	act
	old, new T
	version  int
}

func withdrawal(subject string, withdrawn bool) string {
	if withdrawn {
		return subject + ".withdraw"
	}
	return subject + ".restore"
}

// changeAgenda writes a changed point. A change that changes nothing writes nothing.
func (s *Service) changeAgenda(ctx context.Context, tx database.Tx, m Meeting, c change[AgendaItem]) (AgendaItem, error) {
	if c.old == c.new {
		return c.old, nil
	}
	if c.old.Version != c.version {
		return AgendaItem{}, fault.Stale(c.old)
	}
	if err := m.mayEdit(); err != nil {
		return AgendaItem{}, err
	}
	if err := updateAgenda(ctx, tx, c.new); err != nil {
		return AgendaItem{}, err
	}
	return s.agendaWritten(ctx, tx, c.act, c.new)
}

// PlaceAgendaItem moves a point of the agenda and returns it where it stands now.
func (s *Service) PlaceAgendaItem(ctx context.Context, by access.Actor, p Place[AgendaID]) (AgendaItem, error) {
	return in(ctx, s.d.DB, func(tx database.Tx) (AgendaItem, error) { return s.PlaceAgendaItemIn(ctx, tx, by, p) })
}

// PlaceAgendaItemIn is PlaceAgendaItem as part of a larger act.
func (s *Service) PlaceAgendaItemIn(ctx context.Context, tx database.Tx, by access.Actor, p Place[AgendaID]) (AgendaItem, error) {
	if err := s.d.Validate.Struct(p); err != nil {
		return AgendaItem{}, err
	}
	m, _, err := lockLine(ctx, tx, s, agendaLine(by, p.Committee, p.ID))
	if err != nil {
		return AgendaItem{}, err
	}
	err = s.place(ctx, tx, by, m, placing{agendaOrder, "agenda_item", p.ID, spot{p.After, p.First}, moved{p.After.String(), p.First}})
	if err != nil {
		return AgendaItem{}, err
	}
	return agendaByID(ctx, tx, p.Committee, p.ID)
}
