package org

import (
	"context"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/audit"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

// PersonDetail is a person with the posts they hold or held and their memberships in the committee that asks.
type PersonDetail struct {
	Person
	Posts       []Post   `json:"posts"`
	Memberships []Member `json:"memberships"`
	Units       []Unit   `json:"units"` // the units that Posts name, as far as they may be seen
}

// People lists the people a committee sees, by given name; the zero committee asks for the whole register, for administrators.
func (s *Service) People(ctx context.Context, by access.Actor, c access.CommitteeID, in PersonQuery) (Page[Person], error) {
	sight, err := sightOf(by, c, access.ReadPeople)
	if err != nil {
		return Page[Person]{}, err
	}
	return read(ctx, s, func(q database.Querier) (Page[Person], error) { return listPeople(ctx, q, sight, in) })
}

// Person reads a person a committee sees; anybody else is fault.NotFound.
func (s *Service) Person(ctx context.Context, by access.Actor, c access.CommitteeID, p access.PersonID) (PersonDetail, error) {
	sight, err := sightOf(by, c, access.ReadPeople)
	if err != nil {
		return PersonDetail{}, err
	}
	return read(ctx, s, func(q database.Querier) (PersonDetail, error) {
		if err := requireSight(ctx, q, sight, p); err != nil {
			return PersonDetail{}, err
		}
		return s.personDetail(ctx, q, sight, p)
	})
}

func (s *Service) personDetail(ctx context.Context, q database.Querier, sight Sight, p access.PersonID) (PersonDetail, error) {
	person, err := PersonByID(ctx, q, p)
	if err != nil {
		return PersonDetail{}, err
	}
	d := PersonDetail{Person: person}
	if d.Posts, err = PostsOf(ctx, q, p); err != nil {
		return PersonDetail{}, err
	}
	var at []access.UnitID
	for _, o := range d.Posts {
		at = append(at, o.Unit)
	}
	if d.Units, err = unitsAmong(ctx, q, sight, at); err != nil {
		return PersonDetail{}, err
	}
	page, err := listMembers(ctx, q, sight.Committee, MemberQuery{Person: p}, s.d.Clock.Today())
	d.Memberships = page.Rows
	return d, err
}

// requireSight answers fault.NotFound for a person outside the sight.
func requireSight(ctx context.Context, q database.Querier, sight Sight, p access.PersonID) error {
	if sight.All {
		return nil
	}
	seen, err := SeesPerson(ctx, q, sight.Committee, p)
	if err == nil && !seen {
		err = fault.New(fault.NotFound, "not_found")
	}
	return err
}

// CreatePerson makes a person: a committee's own by those who keep its records, a common one by administrators.
// Namesakes are allowed; nobody is merged.
func (s *Service) CreatePerson(ctx context.Context, by access.Actor, in PersonInput) (Person, error) {
	return write(ctx, s, by, in, s.CreatePersonIn)
}

// CreatePersonIn is CreatePerson within a larger act.
func (s *Service) CreatePersonIn(ctx context.Context, tx database.Tx, by access.Actor, in PersonInput) (Person, error) {
	in = in.clean()
	if err := mayWrite(by, in.Owner); err != nil {
		return Person{}, err
	}
	if err := s.d.Validate.Struct(in); err != nil {
		return Person{}, err
	}
	fresh, err := insertPerson(ctx, tx, in, id.ContentHash(in))
	if err != nil {
		return Person{}, err
	}
	p, err := PersonByID(ctx, tx, in.ID)
	if err != nil || !fresh {
		return p, err
	}
	return p, s.note(ctx, tx, by, audit.Entry{Committee: p.Owner, Action: "person.create", Subject: "person", SubjectID: p.ID, After: p})
}

// EditPerson changes or withdraws a person; an empty sort name goes back to the derived one.
func (s *Service) EditPerson(ctx context.Context, by access.Actor, in PersonInput) (Person, error) {
	return write(ctx, s, by, in, s.EditPersonIn)
}

// EditPersonIn is EditPerson within a larger act. The owner of a person never changes.
func (s *Service) EditPersonIn(ctx context.Context, tx database.Tx, by access.Actor, in PersonInput) (Person, error) {
	in = in.clean()
	before, err := personToChange(ctx, tx, by, in.ID)
	if err != nil {
		return Person{}, err
	}
	if err := s.d.Validate.Struct(in); err != nil {
		return Person{}, err
	}
	if err := fresh(in.Version, before.Version, before); err != nil {
		return Person{}, err
	}
	p, err := updatePerson(ctx, tx, in)
	if err != nil {
		return Person{}, err
	}
	return p, s.note(ctx, tx, by, audit.Entry{
		Committee: p.Owner, Action: "person.edit", Subject: "person", SubjectID: p.ID, Before: before, After: p,
	})
}

// personToChange locks a person for a writer who may change them. Common people whom none of the writer's committees sees
// are hidden from them: who they are is not those committees' business.
func personToChange(ctx context.Context, tx database.Tx, by access.Actor, p access.PersonID) (Person, error) {
	person, err := lockPerson(ctx, tx, p)
	if err != nil {
		return Person{}, err
	}
	refused := mayWrite(by, person.Owner)
	if refused == nil || !person.Owner.IsZero() {
		return person, refused
	}
	for _, g := range by.Grants {
		if !by.May(g.Committee, access.ReadPeople) {
			continue
		}
		seen, err := SeesPerson(ctx, tx, g.Committee, p)
		if err != nil {
			return Person{}, err
		}
		if seen {
			return Person{}, refused
		}
	}
	return Person{}, fault.New(fault.NotFound, "not_found").Because(refused)
}

// CreatePost records a post a person holds, by whoever may change the person.
func (s *Service) CreatePost(ctx context.Context, by access.Actor, in PostInput) (Post, error) {
	return write(ctx, s, by, in, s.CreatePostIn)
}

// CreatePostIn is CreatePost within a larger act.
func (s *Service) CreatePostIn(ctx context.Context, tx database.Tx, by access.Actor, in PostInput) (Post, error) {
	in = in.clean()
	person, err := personToChange(ctx, tx, by, in.Person)
	if err != nil {
		return Post{}, err
	}
	if err := s.checkPost(ctx, tx, person, in); err != nil {
		return Post{}, err
	}
	fresh, err := insertPost(ctx, tx, in, id.ContentHash(in))
	if err != nil {
		return Post{}, err
	}
	p, err := postByID(ctx, tx, in.ID)
	if err != nil || !fresh {
		return p, err
	}
	return p, s.note(ctx, tx, by, audit.Entry{Committee: person.Owner, Action: "post.create", Subject: "post", SubjectID: p.ID, After: p})
}

// EditPost changes, ends or withdraws a post.
func (s *Service) EditPost(ctx context.Context, by access.Actor, in PostInput) (Post, error) {
	return write(ctx, s, by, in, s.EditPostIn)
}

// EditPostIn is EditPost within a larger act. Whose post it is never changes.
func (s *Service) EditPostIn(ctx context.Context, tx database.Tx, by access.Actor, in PostInput) (Post, error) {
	in = in.clean()
	before, err := lockPost(ctx, tx, in.ID)
	if err != nil {
		return Post{}, err
	}
	in.Person = before.Person
	person, err := personToChange(ctx, tx, by, before.Person)
	if err != nil {
		return Post{}, err
	}
	if err := s.checkPost(ctx, tx, person, in); err != nil {
		return Post{}, err
	}
	if err := fresh(in.Version, before.Version, before); err != nil {
		return Post{}, err
	}
	p, err := updatePost(ctx, tx, in)
	if err != nil {
		return Post{}, err
	}
	return p, s.note(ctx, tx, by, audit.Entry{
		Committee: person.Owner, Action: "post.edit", Subject: "post", SubjectID: p.ID, Before: before, After: p,
	})
}

func (s *Service) checkPost(ctx context.Context, q database.Querier, of Person, in PostInput) error {
	if err := s.d.Validate.Struct(in); err != nil {
		return err
	}
	if err := span(in.ValidFrom, in.ValidTo, "valid_to"); err != nil {
		return err
	}
	return requireUnit(ctx, q, of.Owner, in.Unit, "unit_id")
}
