package handover

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/audit"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

// mayMove is the verdict on moving a committee's tasks: theirs who keep its records. To a stranger it does not exist.
func mayMove(by access.Actor, c access.CommitteeID) error {
	if _, err := by.ReadScope(c); err != nil {
		return err
	}
	return access.Require(by.MayRecord(c))
}

// Reorganisations lists the acts a committee follows, and the units that ended without one and still owe it something.
func (s *Service) Reorganisations(ctx context.Context, by access.Actor, c access.CommitteeID) (acts []Reorganisation, left []Stranded, err error) {
	if err := mayMove(by, c); err != nil {
		return nil, nil, err
	}
	err = database.InReadTx(ctx, s.d.DB, func(q database.Querier) (err error) {
		if acts, err = reorganisationsOf(ctx, q, c); err != nil {
			return err
		}
		left, err = stranded(ctx, q, c, s.d.Clock.Today())
		return err
	})
	return acts, left, err
}

// Reorganise enters an act. Where whoever enters it may write the register, the units get their successions and their last day there; the
// common register is the administrators' business, and the plan says so. No task moves by it.
func (s *Service) Reorganise(ctx context.Context, by access.Actor, in Reorganise) (Reorganisation, error) {
	in.Act = org.Line(in.Act)
	if err := s.d.Validate.Struct(in); err != nil {
		return Reorganisation{}, err
	}
	if err := mayMove(by, in.Committee); err != nil {
		return Reorganisation{}, err
	}
	if err := in.check(); err != nil {
		return Reorganisation{}, err
	}
	var r Reorganisation
	err := database.InTx(ctx, s.d.DB, func(tx database.Tx) (err error) {
		r, err = s.reorganise(ctx, tx, by, in)
		return err
	})
	return r, err
}

func (s *Service) reorganise(ctx context.Context, tx database.Tx, by access.Actor, in Reorganise) (Reorganisation, error) {
	for i, u := range in.Units {
		if err := s.register(ctx, tx, by, in, i); err != nil {
			return Reorganisation{}, err
		}
		for field, unit := range map[string]access.UnitID{"from_unit_id": u.From, "to_unit_id": u.To} {
			if seen, err := org.SeesUnit(ctx, tx, in.Committee, unit); err != nil || !seen && !unit.IsZero() {
				return Reorganisation{}, errors.Join(err, unknownUnit(i, field))
			}
		}
	}
	fresh, err := insertReorganisation(ctx, tx, in, id.ContentHash(in))
	if err != nil {
		return Reorganisation{}, err
	}
	r, err := reorganisationByID(ctx, tx, in.Committee, in.ID)
	if err != nil || !fresh {
		return r, err
	}
	return r, s.note(ctx, tx, by, audit.Entry{Committee: in.Committee, Action: "reorganisation.create", Subject: "reorganisation", SubjectID: r.ID, After: r})
}

func unknownUnit(i int, field string) error {
	return fault.Field(fmt.Sprintf("units[%d].%s", i, field), "handover.unknown_unit")
}

// check: no unit follows itself, none stands twice with the same successor, none is both dissolved and followed, none ends and follows.
func (in Reorganise) check() error {
	seen := map[[2]access.UnitID]bool{}
	for i, u := range in.Units {
		at := fmt.Sprintf("units[%d].to_unit_id", i)
		if u.From == u.To {
			return fault.Field(at, "org.succeeds_itself")
		}
		if seen[[2]access.UnitID{u.From, u.To}] {
			return fault.Field(at, "handover.unit_twice")
		}
		seen[[2]access.UnitID{u.From, u.To}] = true
		if !u.To.IsZero() && slices.ContainsFunc(in.Units, func(o Ending) bool { return o.From == u.To }) {
			return fault.Field(at, "handover.successor_ends")
		}
		if u.To.IsZero() && in.successors(u.From) > 1 {
			return fault.Field(at, "org.dissolved_has_successor")
		}
	}
	return nil
}

// successors counts the rows a unit stands in.
func (in Reorganise) successors(u access.UnitID) int {
	n := 0
	for _, o := range in.Units {
		if o.From == u {
			n++
		}
	}
	return n
}

// kind is how a unit went over: dissolved without a successor, split into several, else merged.
func (in Reorganise) kind(u Ending) org.SuccessionKind {
	switch {
	case u.To.IsZero():
		return org.Dissolve
	case in.successors(u.From) > 1:
		return org.Split
	}
	return org.Merge
}

// register writes a unit's end into the register, where by may write there and it does not stand there already.
func (s *Service) register(ctx context.Context, tx database.Tx, by access.Actor, in Reorganise, i int) error {
	u := in.Units[i]
	from, err := org.UnitByID(ctx, tx, u.From)
	if fault.KindOf(err) == fault.NotFound {
		return unknownUnit(i, "from_unit_id")
	}
	if err != nil {
		return err
	}
	right := access.WriteRegister
	if from.Owner.IsZero() {
		right = access.WriteCommon
	} else if from.Owner != in.Committee {
		return unknownUnit(i, "from_unit_id")
	}
	if !by.May(from.Owner, right) {
		return nil
	}
	known, err := org.SuccessionsOf(ctx, tx, u.From)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(known, func(k org.Succession) bool { return k.From == u.From && k.To == u.To && k.HappenedOn == in.HappenedOn }) {
		return nil
	}
	_, err = s.orgs.CreateSuccessionIn(ctx, tx, by, org.SuccessionInput{
		ID: u.Succession, From: u.From, To: u.To, HappenedOn: in.HappenedOn, Kind: in.kind(u), Act: in.Act,
	})
	return err
}

// EditReorganisation corrects the words of an act, or takes it back; not any more once tasks were moved by it.
func (s *Service) EditReorganisation(ctx context.Context, by access.Actor, in EditReorganisation) (Reorganisation, error) {
	in.Act = org.Line(in.Act)
	if err := s.d.Validate.Struct(in); err != nil {
		return Reorganisation{}, err
	}
	if err := mayMove(by, in.Committee); err != nil {
		return Reorganisation{}, err
	}
	var after Reorganisation
	err := database.InTx(ctx, s.d.DB, func(tx database.Tx) error {
		if err := lockReorganisation(ctx, tx, in.Committee, in.ID); err != nil {
			return err
		}
		before, err := reorganisationByID(ctx, tx, in.Committee, in.ID)
		if err != nil {
			return err
		}
		if before.Version != in.Version {
			return fault.Stale(before)
		}
		if used, err := movedBy(ctx, tx, in.Committee, before.Act); err != nil || used {
			return errors.Join(err, fault.New(fault.Conflict, "handover.act_used"))
		}
		if err := updateReorganisation(ctx, tx, in); err != nil {
			return err
		}
		if after, err = reorganisationByID(ctx, tx, in.Committee, in.ID); err != nil {
			return err
		}
		return s.note(ctx, tx, by, audit.Entry{
			Committee: in.Committee, Action: "reorganisation.edit", Subject: "reorganisation", SubjectID: in.ID, Before: before, After: after,
		})
	})
	return after, err
}

// Plan lists what an act leaves to be moved.
func (s *Service) Plan(ctx context.Context, by access.Actor, c access.CommitteeID, i ReorganisationID) (Plan, error) {
	if err := mayMove(by, c); err != nil {
		return Plan{}, err
	}
	var p Plan
	err := database.InReadTx(ctx, s.d.DB, func(q database.Querier) (err error) {
		if p.Reorganisation, err = reorganisationByID(ctx, q, c, i); err != nil {
			return err
		}
		today := s.d.Clock.Today()
		p.Early = p.HappenedOn.After(today)
		owed, err := task.OpenOf(ctx, q, c, task.Debtors{Units: p.ended()}, today)
		if err != nil {
			return err
		}
		for _, o := range owed {
			e := p.of(o.Unit)
			p.Tasks = append(p.Tasks, Planned{Owed: o, FromName: e.FromName, Proposed: e.To})
		}
		p.Shortcomings, err = openShortcomings(ctx, q, c, p.ended())
		return err
	})
	return p, err
}

// ended are the units of the act, each once, in its order.
func (r Reorganisation) ended() []access.UnitID {
	var all []access.UnitID
	for _, u := range r.Units {
		if !slices.Contains(all, u.From) {
			all = append(all, u.From)
		}
	}
	return all
}

// of is the first row of a unit that ended.
func (r Reorganisation) of(u access.UnitID) Ended {
	i := slices.IndexFunc(r.Units, func(e Ended) bool { return e.From == u })
	if i < 0 {
		return Ended{}
	}
	return r.Units[i]
}

// MoveTasks moves tasks of the units that ended, all or none; the same command sent again changes nothing.
func (s *Service) MoveTasks(ctx context.Context, by access.Actor, in MoveTasks) (Moved, error) {
	if err := s.d.Validate.Struct(in); err != nil {
		return Moved{}, err
	}
	if err := mayMove(by, in.Committee); err != nil {
		return Moved{}, err
	}
	var done Moved
	err := database.InTx(ctx, s.d.DB, func(tx database.Tx) error {
		done = Moved{}
		r, err := reorganisationByID(ctx, tx, in.Committee, in.Reorganisation)
		if err != nil {
			return err
		}
		if r.Withdrawn {
			return fault.New(fault.Conflict, "handover.act_withdrawn")
		}
		if r.HappenedOn.After(s.d.Clock.Today()) {
			return fault.New(fault.Conflict, "handover.not_yet", r.HappenedOn.VN())
		}
		for i, item := range in.Items {
			if err := s.move(ctx, tx, by, moving{r, item}, &done); err != nil {
				return atItem(i, err)
			}
		}
		now, err := reorganisationByID(ctx, tx, in.Committee, in.Reorganisation)
		done.Left = now.Left
		return err
	})
	return done, err
}

// moving is one task on its way by an act.
type moving struct {
	act  Reorganisation
	item Moving
}

func (s *Service) move(ctx context.Context, tx database.Tx, by access.Actor, m moving, done *Moved) error {
	swaps, err := m.swaps()
	if err != nil {
		return err
	}
	_, moved, err := s.tasks.ReassignIn(ctx, tx, by, task.Reassign{
		ID: m.item.ID, Committee: m.act.Committee, Task: m.item.Task, Version: m.item.Version, Kind: task.EvReorganised, On: m.act.HappenedOn,
		Swaps: swaps, Act: m.act.Act,
	})
	if err != nil {
		return err
	}
	if moved {
		done.Moved++
	} else {
		done.Repeated++
	}
	return nil
}

// swaps says for every unit that ended who takes its place on the task.
func (m moving) swaps() ([]task.Swap, error) {
	var all []task.Swap
	for _, u := range m.act.ended() {
		e := m.act.of(u)
		to := e.To
		for _, r := range m.item.Receivers {
			if r.From == u {
				to = r.To
			}
		}
		if to == u {
			return nil, fault.Field("receivers", "org.succeeds_itself")
		}
		if !to.IsZero() {
			all = append(all, task.Swap{Unit: u, To: to, Formerly: e.FromName})
		}
	}
	if len(all) == 0 {
		return nil, fault.Field("receivers", "handover.receiver_missing")
	}
	return all, nil
}

// atItem says at which of the items a refusal stands, so that it is found among hundreds.
func atItem(i int, err error) error {
	f, ok := errors.AsType[*fault.Fault](err)
	if !ok || f.Kind != fault.Invalid && f.Kind != fault.Conflict {
		return err
	}
	said := fault.Message{Key: f.Key, Args: f.Args}
	for _, name := range slices.Sorted(maps.Keys(f.Fields)) {
		said = f.Fields[name]
	}
	return fault.Field(fmt.Sprintf("items[%d]", i), said.Key, said.Args...).Because(err)
}
