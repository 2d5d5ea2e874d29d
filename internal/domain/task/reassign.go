package task

import (
	"context"
	"slices"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

// Swap puts one who owes a task in the place of another: a successor for a unit that ended, a receiver for a person who left.
type Swap struct {
	Unit     access.UnitID   // who owed it; exactly one of Unit and Person
	Person   access.PersonID //
	To       access.UnitID   // who owes it now, of the same sort
	ToPerson access.PersonID
	Formerly string // the name of the old one, as borne the day before
}

// fits reports whether the assignee is the one to be replaced.
func (w Swap) fits(a Assignee) bool {
	return !w.Unit.IsZero() && a.Unit == w.Unit || !w.Person.IsZero() && a.Person == w.Person
}

// Reassign moves a task by an act that is nobody's decision about the task itself: it keeps its state, its deadline, the request that
// waits and what was replied. The event names the act; the old assignee stays in the history.
type Reassign struct {
	ID        EventID
	Committee access.CommitteeID
	Task      ID
	Version   int           // 0: as it stands now, in an act that locked it already
	Kind      EventKind     // EvReorganised or EvHandedOver
	On        calendar.Date // the first day of whoever owes it now
	Swaps     []Swap
	Act       string // its number, date and issuing body, as words
}

// ReassignIn moves one task as part of a larger act; false when the same command had done it before.
// It takes effect on the day of the act, or on the later day on which the old assignee was named.
func (s *Service) ReassignIn(ctx context.Context, tx database.Tx, by access.Actor, in Reassign) (Task, bool, error) {
	before, err := s.lockForWrite(ctx, tx, by, in.Committee, in.Task)
	if err != nil {
		return Task{}, false, err
	}
	if err := access.Require(by.MayRecord(in.Committee)); err != nil {
		return Task{}, false, err
	}
	version := in.Version
	in.Version = 0 // the same wish, whenever it is sent
	hash := id.ContentHash(in)
	if sent, err := eventByID(ctx, tx, in.Committee, in.ID); err != nil || len(sent) > 0 {
		if err != nil {
			return Task{}, false, err
		}
		return before, false, sameOrConflict(sent[0].hash, hash)
	}
	if version != 0 && version != before.Version {
		return Task{}, false, fault.Stale(before)
	}
	after, err := s.reassign(ctx, tx, by, before, in, hash)
	return after, err == nil, err
}

func (s *Service) reassign(ctx context.Context, tx database.Tx, by access.Actor, before Task, in Reassign, hash string) (Task, error) {
	if !before.State.Open() {
		return Task{}, fault.New(fault.Conflict, "task.moved_closed", before.Number)
	}
	all, moved := swapped(before.Assignees, in.Swaps, in.On)
	if !moved {
		return Task{}, fault.New(fault.Conflict, "task.moved_already", before.Number)
	}
	if err := mayName(ctx, tx, Task{Committee: before.Committee, Assignees: all}); err != nil {
		return Task{}, err
	}
	history, err := Events(ctx, tx, before.Committee, before.ID)
	if err != nil {
		return Task{}, err
	}
	e := Event{ID: in.ID, Kind: in.Kind, EffectiveOn: in.On, SetsLeads: true, Assignees: all, Note: in.Act, hash: hash}
	for _, h := range standing(history, lastRecorded(history)) {
		if h.SetsLeads && h.EffectiveOn.After(e.EffectiveOn) {
			e.EffectiveOn = h.EffectiveOn
		}
	}
	if _, err := s.append(ctx, tx, before, stamp(e, by, before.Committee)); err != nil {
		return Task{}, err
	}
	return s.written(ctx, tx, by, "task."+string(in.Kind), before)
}

// swapped puts the new assignees in the places of the old. Two that become one are one: the names before are joined, and a co-ordinating
// unit that became the lead has no part of its own any more unless one was asked of it.
func swapped(all []Assignee, swaps []Swap, on calendar.Date) ([]Assignee, bool) {
	var out []Assignee
	moved := false
	for _, a := range all {
		a.Name = ""
		for _, w := range swaps {
			if w.fits(a) {
				a.Unit, a.Person, a.MovedOn, a.Formerly, moved = w.To, w.ToPerson, on, w.Formerly, true
				break
			}
		}
		out = joined(out, a)
	}
	out = slices.DeleteFunc(out, func(a Assignee) bool {
		return a.Role == Coordinate && a.Part == "" && a.Due.IsZero() && slices.ContainsFunc(out, func(l Assignee) bool {
			return l.Role == Lead && l.Unit == a.Unit && l.Person == a.Person
		})
	})
	return out, moved
}

// joined adds an assignee, or joins it to the one of the same role it has become.
func joined(all []Assignee, a Assignee) []Assignee {
	i := slices.IndexFunc(all, func(b Assignee) bool { return a.Role == b.Role && a.Unit == b.Unit && a.Person == b.Person })
	if i < 0 {
		return append(all, a)
	}
	b := &all[i]
	b.Formerly = join(b.Formerly, a.Formerly)
	b.Part = join(b.Part, a.Part)
	if b.MovedOn.IsZero() {
		b.MovedOn = a.MovedOn
	}
	if b.Due.IsZero() || !a.Due.IsZero() && a.Due.Before(b.Due) {
		b.Due = a.Due
	}
	if a.Reply.IsZero() {
		b.Reply = a.Reply // one of the two has not replied yet: neither has what became of them
	}
	return all
}

func join(a, b string) string {
	switch {
	case a == "", a == b:
		return b
	case b == "":
		return a
	}
	return a + "; " + b
}

// keepFormer carries the name before over to assignees that stay when others are named; what a client sent of it does not count.
func keepFormer(before, now []Assignee) []Assignee {
	for i, a := range now {
		for _, b := range before {
			if b.Unit == a.Unit && b.Person == a.Person && b.Formerly != "" {
				now[i].MovedOn, now[i].Formerly = b.MovedOn, b.Formerly
			}
		}
	}
	return now
}

// neverMoved forgets the names before: what is given anew was nobody else's.
func neverMoved(all []Assignee) []Assignee {
	some := slices.Clone(all)
	for i := range some {
		some[i].MovedOn, some[i].Formerly = calendar.Date{}, ""
	}
	return some
}

// leadFormerly is what lists print after the name of the lead named first; its twin in SQL is formerly_words.
func leadFormerly(all []Assignee) string {
	unit, person := firstLead(all), leadPerson(all)
	for _, a := range leadsOf(all) {
		if a.Unit == unit && a.Person == person && a.Formerly != "" {
			return " (trước " + a.MovedOn.VN() + ": " + a.Formerly + ")"
		}
	}
	return ""
}

func anyMoved(all []Assignee) bool {
	return slices.ContainsFunc(all, func(a Assignee) bool { return a.Formerly != "" })
}
