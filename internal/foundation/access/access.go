// Package access decides who may do what. It is pure: no SQL, no HTTP, no clock.
// It also holds the id types of the shared nouns, so that every floor speaks of the same committee, unit, person and user.
package access

import (
	"slices"
	"strings"

	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

type (
	committee struct{}
	unit      struct{}
	person    struct{}
	user      struct{}
	task      struct{}
	link      struct{}
)

type (
	// CommitteeID names a steering committee.
	CommitteeID = id.ID[committee]
	// UnitID names an agency or locality.
	UnitID = id.ID[unit]
	// PersonID names somebody who speaks, attends or is named.
	PersonID = id.ID[person]
	// UserID names an account.
	UserID = id.ID[user]
	// TaskID names a task.
	TaskID = id.ID[task]
	// LinkID names a one-time link by which a unit answers.
	LinkID = id.ID[link]
)

// Role is what a user is in one committee.
type Role string

// The roles, as "Who sees what" of the data model tells them.
const (
	Head      Role = "head"
	Deputy    Role = "deputy"
	Secretary Role = "secretary"
	Member    Role = "member"
	Focal     Role = "focal" // answers for units; sees only their tasks
	Observer  Role = "observer"
)

// Roles lists every role, highest first.
func Roles() []Role { return []Role{Head, Deputy, Secretary, Member, Focal, Observer} }

// Grant is one role in one committee, valid on the day the actor was made.
type Grant struct {
	Committee CommitteeID
	Role      Role
	For       string // lent: the name of whose role it is; empty for one's own
}

// LentUnit is a unit that somebody else answers for, in the committee where the actor stands in for them.
type LentUnit struct {
	Committee CommitteeID
	Unit      UnitID
}

// Actor is whoever is asking: a signed-in person, the CLI or a job. It is always passed by name, never hidden in a context.
type Actor struct {
	User   UserID
	Person PersonID
	Login  string // what the audit shows: "cli", "job:occurrences", "thu.ky"
	Name   string // as people know them
	System bool   // the built-in actors may do everything
	Admin  bool   // administers registers and accounts; does not read minutes by that role
	Grants []Grant
	Units  []UnitID // units the actor answers for, their predecessors included
	Pass   *Pass    // the bearer of a one-time link, who is nobody else: no account, no role, no unit of their own
	Lent   []LentUnit
}

// Pass is all that the bearer of a one-time link may do: report on the listed tasks for one unit.
type Pass struct {
	Link      LinkID
	Committee CommitteeID
	Units     []UnitID // the unit it was given to, its predecessors included
	Tasks     []TaskID // those not answered yet
	Declared  string   // who the bearer says they are
}

// Speaks reports whether the pass speaks for a unit in a committee.
func (p *Pass) Speaks(c CommitteeID, u UnitID) bool {
	return p.Committee == c && !u.IsZero() && slices.Contains(p.Units, u)
}

// UnitsIn are the units the actor answers for in a committee: their own, and there also those of whom they stand in for.
func (a Actor) UnitsIn(c CommitteeID) []UnitID {
	units := a.Units
	for _, l := range a.Lent {
		if l.Committee == c && !slices.Contains(units, l.Unit) {
			units = append(slices.Clip(units), l.Unit)
		}
	}
	return units
}

// standsFor names whom the actor stands in for in a committee, by a role that is not also their own; nobody: nothing.
func (a Actor) standsFor(c CommitteeID) string {
	var names []string
	for _, g := range a.Grants {
		if g.Committee == c && g.For != "" && !a.HasOwn(c, g.Role) && !slices.Contains(names, g.For) {
			names = append(names, g.For)
		}
	}
	return strings.Join(names, ", ")
}

// NameIn is the actor's name as a committee's records bear it: while they stand in for somebody there, it says so.
func (a Actor) NameIn(c CommitteeID) string { return withThay(a.Name, a.standsFor(c)) }

// LoginIn is the login as a committee's records bear it, likewise.
func (a Actor) LoginIn(c CommitteeID) string { return withThay(a.Login, a.standsFor(c)) }

func withThay(own, other string) string {
	if other == "" {
		return own
	}
	return own + " (thay " + other + ")"
}

// HasOwn is Has without what was lent: who stands in for somebody does not pass their role on.
func (a Actor) HasOwn(c CommitteeID, roles ...Role) bool {
	if a.System {
		return true
	}
	return slices.ContainsFunc(a.Grants, func(g Grant) bool { return g.Committee == c && g.For == "" && slices.Contains(roles, g.Role) })
}

// MayLend reports whether the actor may have a role of somebody stand in: the head, administrators, and everybody their own.
func (a Actor) MayLend(c CommitteeID, whose UserID) bool {
	own := !a.User.IsZero() && a.User == whose && a.HasOwn(c, Roles()...)
	return a.System || a.Admin || own || a.May(c, Delegate) && a.HasOwn(c, Head)
}

// System is a built-in actor: the CLI, a job.
func System(login string) Actor { return Actor{Login: login, Name: login, System: true} }

// Has reports whether the actor holds one of the roles in the committee.
func (a Actor) Has(c CommitteeID, roles ...Role) bool {
	if a.System {
		return true
	}
	return slices.ContainsFunc(a.Grants, func(g Grant) bool { return g.Committee == c && slices.Contains(roles, g.Role) })
}

// AnswersFor reports whether the actor is, in a committee, a focal person of the unit.
func (a Actor) AnswersFor(c CommitteeID, u UnitID) bool {
	return a.System || slices.Contains(a.UnitsIn(c), u)
}

// Require turns a verdict into a fault.
func Require(ok bool) error {
	if !ok {
		return fault.New(fault.Forbidden, "forbidden")
	}
	return nil
}

// Scope says which rows of one committee an actor may read. It is turned into SQL by the store functions.
type Scope struct {
	All        bool     // everything of the committee
	Units      []UnitID // else the tasks that name one of these units
	IssuedOnly bool     // else what stems from issued records
	Tasks      []TaskID // else exactly these tasks, and nothing else of the committee
}

// Empty reports whether nothing may be read.
func (s Scope) Empty() bool { return !s.All && !s.IssuedOnly && len(s.Units) == 0 && len(s.Tasks) == 0 }

// ReadScope is what the actor may read of a committee. Somebody without any role there gets NotFound, not Forbidden:
// whether the committee exists is not theirs to know.
func (a Actor) ReadScope(c CommitteeID) (Scope, error) {
	switch {
	case a.Pass != nil && a.Pass.Committee == c && len(a.Pass.Tasks) > 0:
		return Scope{Tasks: a.Pass.Tasks}, nil
	case a.May(c, ReadAll):
		return Scope{All: true}, nil
	case a.Has(c, Focal) && a.Has(c, Observer):
		return Scope{Units: a.UnitsIn(c), IssuedOnly: true}, nil
	case a.Has(c, Focal):
		return Scope{Units: a.UnitsIn(c)}, nil
	case a.Has(c, Observer):
		return Scope{IssuedOnly: true}, nil
	}
	return Scope{}, fault.New(fault.NotFound, "not_found")
}

// MayRecord reports whether the actor keeps the committee's records (meetings, shortcomings, tasks).
func (a Actor) MayRecord(c CommitteeID) bool { return a.May(c, Record) }

// MayDecide reports whether the actor decides for the committee (confirm, send back, extend, pause, cancel).
func (a Actor) MayDecide(c CommitteeID) bool { return a.May(c, Decide) }

// MayFreeze reports whether the actor fixes the committee's reports.
func (a Actor) MayFreeze(c CommitteeID) bool { return a.May(c, FreezeReport) }

// MayAdminister reports whether the actor administers registers and accounts.
func (a Actor) MayAdminister() bool { return a.System || a.Admin }
