package intake

import (
	"maps"
	"slices"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// check tells everything in a dossier that its structure allows but that cannot be meant: references to nothing, days in the
// wrong order, keys given twice, conclusions outside the chair's speech. blamed are the places the schema has complained of.
func (d *Dossier) check(blamed map[string]bool) Problems {
	c := &dossierCheck{
		d: d, blamed: blamed, units: map[string]bool{}, people: map[string]bool{}, fields: map[string]bool{},
		shortcomings: map[string]raisedAt{},
	}
	c.register()
	c.meetings()
	for i := range d.Tasks {
		c.task(place("tasks").at(i), &d.Tasks[i], nil)
	}
	return c.problems
}

// dossierCheck gathers problems and the keys that may be named.
type dossierCheck struct {
	d            *Dossier
	blamed       map[string]bool
	problems     Problems
	units        map[string]bool
	people       map[string]bool
	fields       map[string]bool
	shortcomings map[string]raisedAt // of the whole file
}

// raisedAt is the meeting, by its place in the list, at which a shortcoming was raised.
type raisedAt struct {
	meeting int
	on      Day
}

// The nouns of a dossier, as messages and the summary name them.
const (
	nounCommittee   = "committee"
	nounTerm        = "term"
	nounPreset      = "preset"
	nounField       = "field"
	nounUnit        = "unit"
	nounName        = "unit_name"
	nounSuccession  = "succession"
	nounPerson      = "person"
	nounPost        = "post"
	nounMember      = "member"
	nounMeeting     = "meeting"
	nounAgenda      = "agenda_item"
	nounAttendance  = "attendance"
	nounBlock       = "block"
	nounShortcoming = "shortcoming"
	nounShortEvent  = "shortcoming_event"
	nounTask        = "task"
	nounTaskEvent   = "task_event"
)

func nounWord(noun string) fault.Message { return fault.Message{Key: "dossier.noun." + noun} }

// wrong adds a problem unless the value was blamed before.
func (c *dossierCheck) wrong(at place, key string, args ...any) {
	if p := c.d.spots.problem(at, key, args...); !c.blamed[p.Path] {
		c.problems = append(c.problems, p)
	}
}

// odd adds a notice: something that is recorded as it stands but should be looked at.
func (c *dossierCheck) odd(at place, key string, args ...any) {
	c.d.Notices = append(c.d.Notices, c.d.spots.problem(at, key, args...))
}

// names demands that a key is that of a row in the file, and reports whether it is. An empty key names nothing.
func (c *dossierCheck) names(at place, key string, among map[string]bool, noun string) bool {
	if key == "" || among[key] {
		return key != ""
	}
	if near := nearest(key, slices.Sorted(maps.Keys(among))); near != "" {
		c.wrong(at, "dossier.unknown_near", nounWord(noun), cut(key), near)
		return false
	}
	c.wrong(at, "dossier.unknown", nounWord(noun), cut(key))
	return false
}

// once takes a key into a set and complains of one that is there already.
func (c *dossierCheck) once(at place, key string, seen map[string]bool, noun string) {
	if key != "" && seen[key] {
		c.wrong(at.in("key"), "dossier.key_twice", nounWord(noun), cut(key))
	}
	seen[key] = true
}

// ordered demands that a last day does not lie before the first.
func (c *dossierCheck) ordered(at place, first, last Day) {
	if !first.IsZero() && !last.IsZero() && last.Before(first.Date) {
		c.wrong(at, "dossier.ends_before_start", first.VN(), last.VN())
	}
}

// alone demands that nothing but the key stands beside "existing".
func (c *dossierCheck) alone(at place, existing string, others bool) {
	if existing != "" && others {
		c.wrong(at.in("existing"), "dossier.existing_alone")
	}
}

func (c *dossierCheck) register() {
	c.committee()
	for i, f := range c.d.Fields {
		at := place("fields").at(i)
		c.once(at, f.Key, c.fields, nounField)
		c.alone(at, f.Existing, f.Name != "" || f.Code != "" || f.Register != "")
	}
	for i, u := range c.d.Units {
		c.once(place("units").at(i), u.Key, c.units, nounUnit)
	}
	for i := range c.d.Units {
		c.unit(place("units").at(i), c.d.Units[i])
	}
	c.unitCircles()
	c.successions()
	for i := range c.d.People {
		c.person(place("people").at(i), c.d.People[i])
	}
	members := map[string]bool{}
	for i, m := range c.d.Members {
		at := place("members").at(i)
		c.once(at, m.Key, members, nounMember)
		c.names(at.in("person"), m.Person, c.people, nounPerson)
		c.names(at.in("unit"), m.Unit, c.units, nounUnit)
		c.ordered(at.in("to"), m.From, m.To)
	}
}

func (c *dossierCheck) committee() {
	b, at := c.d.Committee, place("committee")
	c.ordered(at.in("valid_to"), b.ValidFrom, b.ValidTo)
	if described := b.ShortName + b.Level + b.DocumentSystem + b.Parent + b.Scheme + b.SuperiorName; b.Name == "" && described != "" {
		c.wrong(at, "dossier.required", "name")
	}
	if b.Name != "" && b.ShortName == "" && len([]rune(b.Name)) > 120 {
		c.wrong(at, "dossier.required", "short_name")
	}
	terms, presets := map[string]bool{}, map[string]bool{}
	for i, t := range b.Terms {
		c.once(at.in("terms").at(i), t.Key, terms, nounTerm)
		c.ordered(at.in("terms").at(i).in("to"), t.From, t.To)
	}
	for i, p := range b.Presets {
		if day := p.From.String(); day != "" && presets[day] {
			c.wrong(at.in("presets").at(i).in("from"), "dossier.day_twice", p.From.VN())
		}
		presets[p.From.String()] = true
	}
}

func (c *dossierCheck) unit(at place, u DossierUnit) {
	c.alone(at, u.Existing, u.Name != "" || u.Kind != "" || u.Code != "" || u.Parent != "" || u.Register != "" || len(u.Names) > 0)
	c.ordered(at.in("valid_to"), u.ValidFrom, u.ValidTo)
	c.names(at.in("parent"), u.Parent, c.units, nounUnit)
	days := map[string]bool{}
	for i, n := range u.Names {
		switch {
		case n.From.IsZero():
		case days[n.From.String()]:
			c.wrong(at.in("names").at(i).in("from"), "dossier.day_twice", n.From.VN())
		case !u.ValidFrom.IsZero() && !n.From.After(u.ValidFrom.Date):
			c.wrong(at.in("names").at(i).in("from"), "dossier.name_before_unit", u.ValidFrom.VN())
		}
		days[n.From.String()] = true
	}
}

// unitCircles complains of units that would stand below themselves.
func (c *dossierCheck) unitCircles() {
	parent := map[string]string{}
	for _, u := range c.d.Units {
		parent[u.Key] = u.Parent
	}
	for i, u := range c.d.Units {
		steps := 0
		for up := u.Parent; up != "" && steps <= len(parent); up = parent[up] {
			if steps++; up == u.Key {
				c.wrong(place("units").at(i).in("parent"), "dossier.unit_circle", cut(u.Key))
				break
			}
		}
	}
}

func (c *dossierCheck) successions() {
	seen := map[string]bool{}
	for i, s := range c.d.Successions {
		at := place("successions").at(i)
		c.once(at, s.Key, seen, nounSuccession)
		c.names(at.in("from"), s.From, c.units, nounUnit)
		c.names(at.in("to"), s.To, c.units, nounUnit)
		dissolved := s.Kind == string(org.Dissolve)
		switch {
		case dissolved && s.To != "":
			c.wrong(at.in("to"), "dossier.dissolved_has_successor")
		case !dissolved && s.To == "" && s.Kind != "":
			c.wrong(at, "dossier.required", "to")
		case s.To == s.From && s.To != "":
			c.wrong(at.in("to"), "dossier.succeeds_itself")
		}
	}
}

func (c *dossierCheck) person(at place, p DossierPerson) {
	c.once(at, p.Key, c.people, nounPerson)
	c.alone(at, p.Existing, p.Name != "" || p.SortName != "" || p.Note != "" || p.Register != "" || len(p.Posts) > 0)
	posts := map[string]bool{}
	for i, o := range p.Posts {
		post := at.in("posts").at(i)
		c.once(post, o.Key, posts, nounPost)
		c.names(post.in("unit"), o.Unit, c.units, nounUnit)
		c.ordered(post.in("to"), o.From, o.To)
	}
}
