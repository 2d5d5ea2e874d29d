package api

import (
	"context"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
)

// successions are several at once, all or none.
func (a *API) successions() route {
	return posts(title{"/successions", "createSuccessions", "Record several successions of units at once, all or none"}, a.createSuccessions)
}

// SuccessionsInput are successions that one act brought about: three communes that became one are three.
type SuccessionsInput struct {
	Successions []org.SuccessionInput `json:"successions" validate:"required,min=1,dive"`
}

func (a *API) createSuccessions(ctx context.Context, by access.Actor, in SuccessionsInput) (Rows[org.Succession], error) {
	all, err := a.d.Org.CreateSuccessions(ctx, by, in.Successions)
	return Rows[org.Succession]{Rows: all, Total: len(all)}, err
}

// registerRoutes are those of units, people and fields of work, twice: as one committee sees them and owns them, and the whole
// register, for administrators.
func (a *API) registerRoutes(below string) []route {
	all := append(append(a.unitRoutes(below), a.peopleRoutes(below)...), a.fieldRoutes(below)...)
	if below == "" {
		for i := range all {
			all[i].name += "OfRegister"
			all[i].summary += " (common register)"
		}
	}
	return all
}

func (a *API) unitRoutes(below string) []route {
	o, unit := a.d.Org, below+"/units/{unit}"
	return []route{
		pages(title{below + "/units", "listUnits", "Units, by name"}, a.listUnits),
		creates(title{below + "/units", "createUnit", "Make a unit"}, below+"/units/{id}", o.CreateUnit, a.unitThere),
		reads(title{unit, "getUnit", "A unit with its names and successions"}, a.getUnit),
		edits(title{unit, "editUnit", "Change or withdraw a unit"}, o.EditUnit).bind("unit=id"),
		posts(title{unit + "/names", "renameUnit", "Give a unit another name from a day on"}, o.RenameUnit).bind("unit=id"),
		creates(title{unit + "/successions", "createSuccession", "Record that a unit went over into another"}, unit, o.CreateSuccession, a.successionThere).bind("unit=from_unit_id"),
		edits(title{unit + "/successions/{succession}", "editSuccession", "Change or withdraw a succession"}, o.EditSuccession).
			bind("unit=from_unit_id", "succession=id"),
	}
}

func (a *API) listUnits(ctx context.Context, c call, q org.UnitQuery) (org.Page[org.Unit], error) {
	return a.d.Org.Units(ctx, c.by, c.in(), q)
}

func (a *API) getUnit(ctx context.Context, c call) (org.UnitDetail, error) {
	u, err := idOf[any](c, "unit")
	if err != nil {
		return org.UnitDetail{}, err
	}
	return a.d.Org.Unit(ctx, c.by, c.in(), access.UnitID(u))
}

func (a *API) unitThere(ctx context.Context, c call, in org.UnitInput) error {
	_, err := a.d.Org.Unit(ctx, c.by, c.in(), in.ID)
	return err
}

func (a *API) successionThere(ctx context.Context, c call, in org.SuccessionInput) error {
	u, err := a.d.Org.Unit(ctx, c.by, c.in(), in.From)
	return oneOf(u.Successions, err, func(s org.Succession) bool { return s.ID == in.ID })
}

func (a *API) peopleRoutes(below string) []route {
	o, person := a.d.Org, below+"/people/{person}"
	return []route{
		pages(title{below + "/people", "listPeople", "People, by given name"}, a.listPeople),
		creates(title{below + "/people", "createPerson", "Make a person"}, below+"/people/{id}", o.CreatePerson, a.personThere),
		reads(title{person, "getPerson", "A person with posts and memberships"}, a.getPerson),
		edits(title{person, "editPerson", "Change or withdraw a person"}, o.EditPerson).bind("person=id"),
		creates(title{person + "/posts", "createPost", "Record a post a person holds"}, person, o.CreatePost, a.postThere).bind("person=person_id"),
		edits(title{person + "/posts/{post}", "editPost", "Change, end or withdraw a post"}, o.EditPost).bind("person=person_id", "post=id"),
	}
}

func (a *API) listPeople(ctx context.Context, c call, q org.PersonQuery) (org.Page[org.Person], error) {
	return a.d.Org.People(ctx, c.by, c.in(), q)
}

func (a *API) getPerson(ctx context.Context, c call) (org.PersonDetail, error) {
	p, err := idOf[any](c, "person")
	if err != nil {
		return org.PersonDetail{}, err
	}
	return a.d.Org.Person(ctx, c.by, c.in(), access.PersonID(p))
}

func (a *API) personThere(ctx context.Context, c call, in org.PersonInput) error {
	_, err := a.d.Org.Person(ctx, c.by, c.in(), in.ID)
	return err
}

func (a *API) postThere(ctx context.Context, c call, in org.PostInput) error {
	p, err := a.d.Org.Person(ctx, c.by, c.in(), in.Person)
	return oneOf(p.Posts, err, func(post org.Post) bool { return post.ID == in.ID })
}

func (a *API) fieldRoutes(below string) []route {
	o, field := a.d.Org, below+"/fields/{field}"
	return []route{
		pages(title{below + "/fields", "listFields", "Fields of work"}, a.listFields),
		creates(title{below + "/fields", "createField", "Make a field of work"}, below+"/fields/{id}", o.CreateField, a.fieldThere),
		reads(title{field, "getField", "A field of work"}, a.getField),
		edits(title{field, "editField", "Change or withdraw a field of work"}, o.EditField).bind("field=id"),
	}
}

func (a *API) listFields(ctx context.Context, c call, q org.FieldQuery) (org.Page[org.Field], error) {
	return a.d.Org.Fields(ctx, c.by, c.in(), q)
}

func (a *API) getField(ctx context.Context, c call) (org.Field, error) {
	f, err := idOf[any](c, "field")
	if err != nil {
		return org.Field{}, err
	}
	return a.d.Org.Field(ctx, c.by, c.in(), org.FieldID(f))
}

func (a *API) fieldThere(ctx context.Context, c call, in org.FieldInput) error {
	_, err := a.d.Org.Field(ctx, c.by, c.in(), in.ID)
	return err
}
