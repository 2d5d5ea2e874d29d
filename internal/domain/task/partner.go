package task

import (
	"context"
	"slices"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// partnersOf are the co-ordinating units and members: each has its own part, may have its own deadline, and replies for itself.
func partnersOf(all []Assignee) []Assignee {
	return slices.DeleteFunc(slices.Clone(all), func(a Assignee) bool { return a.Role != Coordinate })
}

// openParts names those who have not replied.
func openParts(all []Assignee) []string {
	var names []string
	for _, a := range partnersOf(all) {
		if a.Reply.IsZero() {
			names = append(names, a.Name)
		}
	}
	return names
}

// sharing says what each co-ordinating unit is asked for. Who leads is changed by naming a lead, not here.
func sharing(e *Event, a acting) error {
	partners := partnersOf(a.in.Assignees)
	if err := checkAssignees(partners); err != nil {
		return err
	}
	e.SetsLeads, e.Assignees, e.Mentions = true, append(without(a.before.Assignees, Coordinate), partners...), nil
	dropNames(e.Assignees)
	e.Assignees = keepFormer(a.before.Assignees, e.Assignees)
	return nil
}

// contributing settles whose reply it is: the one named, or the only one the sender speaks for.
func contributing(e *Event, a acting) error {
	e.Mentions = nil
	mine := slices.DeleteFunc(partnersOf(a.before.Assignees), func(p Assignee) bool {
		named := a.in.ForUnit.IsZero() && a.in.ForPerson.IsZero() || p.Unit == a.in.ForUnit && p.Person == a.in.ForPerson
		return !named || !a.by.MayRecord(a.before.Committee) && !answersFor(a.by, a.before.Committee, p)
	})
	if len(mine) == 0 {
		return fault.New(fault.Forbidden, "forbidden")
	}
	if len(mine) > 1 {
		return fault.Field("for_unit_id", "task.which_partner")
	}
	e.ForUnit, e.ForPerson = mine[0].Unit, mine[0].Person
	return nil
}

// replied marks the assignees that have replied.
func replied(all []Assignee, replies map[Assignee]calendar.Date) []Assignee {
	if len(replies) == 0 {
		return all
	}
	marked := slices.Clone(all)
	for i, a := range marked {
		if on, has := replies[Assignee{Role: a.Role, Unit: a.Unit, Person: a.Person}]; has {
			marked[i].Reply = on
		}
	}
	return marked
}

// sameAssignees compares what the table keeps of assignees; names are read from elsewhere.
func sameAssignees(a, b []Assignee) bool {
	return slices.EqualFunc(a, b, func(x, y Assignee) bool { x.Name, y.Name = "", ""; return x == y })
}

// concluding closes what groups obligations: only when each of them is confirmed or cancelled, and never by itself.
func (s *Service) concluding(ctx context.Context, q database.Querier, e *Event, a acting) error {
	e.Mentions = nil
	open, last, err := partsLeft(ctx, q, a.before)
	if err != nil {
		return err
	}
	if open > 0 {
		return fault.New(fault.Conflict, "task.parts_not_confirmed", open)
	}
	if last.IsZero() {
		return fault.New(fault.Conflict, "task.no_part_confirmed")
	}
	if a.in.CompletedOn.IsZero() {
		a.in.CompletedOn = last
	}
	return s.completing(e, a.before, a.in)
}

// Mention is somebody a comment or a directive is meant for: exactly one of Unit and Person is set.
type Mention struct {
	Unit   access.UnitID   `json:"unit_id,omitzero"`
	Person access.PersonID `json:"person_id,omitzero"`
	Name   string          `json:"name,omitempty"` // as printed now; read only
}

// mentioned turns mentions into assignees, so that one rule says whom the committee may name.
func mentioned(all []Mention) []Assignee {
	some := make([]Assignee, 0, len(all))
	for _, m := range all {
		some = append(some, Assignee{Unit: m.Unit, Person: m.Person})
	}
	return some
}
