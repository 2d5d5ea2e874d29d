package intake

import (
	"slices"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/shortcoming"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

func contains[T comparable](all []T, one T) bool { return slices.Contains(all, one) }

func nounState(s shortcoming.State) fault.Message {
	return fault.Message{Key: "shortcoming.state." + string(s)}
}

// task checks an obligation; m is its meeting, or nil when it comes from none of this file.
func (c *dossierCheck) task(at place, t *DossierTask, m *DossierMeeting) {
	given := t.given(m)
	if given.IsZero() && m == nil {
		c.wrong(at, "dossier.required", "given_on")
	}
	c.source(at, t, m)
	c.names(at.in("field"), t.Field, c.fields, nounField)
	for i, r := range t.Cures {
		c.refers(at.in("cures").at(i), r)
	}
	c.assignees(at, &t.DossierAssignees)
	units := map[string]bool{}
	for i, p := range t.Parts {
		part := at.in("parts").at(i)
		c.names(part.in("unit"), p.Unit, c.units, nounUnit)
		if units[p.Unit] {
			c.wrong(part, "dossier.part_twice", cut(p.Unit))
		}
		units[p.Unit] = true
		c.events(part.in("events"), p.Events, taskStart{given, task.Assigned})
		c.occurrences(part.in("occurrences"), p.Occurrences, task.Assigned)
	}
	start := task.Recorded
	if len(t.Leads) > 0 {
		start = task.Assigned
	}
	c.events(at.in("events"), t.Events, taskStart{given, start})
	c.occurrences(at.in("occurrences"), t.Occurrences, start)
}

// given is the day the task was given: its own, else that of its meeting.
func (t *DossierTask) given(m *DossierMeeting) Day {
	if t.GivenOn.IsZero() && m != nil {
		return m.HeldOn
	}
	return t.GivenOn
}

// stemsFrom is the kind of source a task states or implies.
func (t *DossierTask) stemsFrom(m *DossierMeeting) task.SourceKind {
	switch b := m.block(t.Block); {
	case t.StemsFrom != "":
		return task.SourceKind(t.StemsFrom)
	case b != nil && b.Kind == string(meeting.Conclusion):
		return task.FromConclusion
	case b != nil:
		return task.FromSpeech
	case !t.Shortcoming.None():
		return task.FromShortcoming
	case t.Document != "":
		return task.FromDocument
	}
	return task.FromUnknown
}

// block finds a line of the minutes; of no meeting there is none.
func (m *DossierMeeting) block(key string) *DossierBlock {
	if m == nil || key == "" {
		return nil
	}
	for i := range m.Blocks {
		if m.Blocks[i].Key == key {
			return &m.Blocks[i]
		}
	}
	return nil
}

// source demands that what a task says it stems from is there.
func (c *dossierCheck) source(at place, t *DossierTask, m *DossierMeeting) {
	c.refers(at.in("shortcoming"), t.Shortcoming)
	if t.Block != "" && m == nil {
		c.wrong(at.in("block"), "dossier.block_without_meeting")
		return
	}
	if t.Block != "" && !c.names(at.in("block"), t.Block, blockKeys(m), nounBlock) {
		return
	}
	b := m.block(t.Block)
	switch kind := at.in("stems_from"); task.SourceKind(t.StemsFrom) {
	case task.FromConclusion:
		if b == nil || b.Kind != string(meeting.Conclusion) {
			c.wrong(kind, "dossier.source_needs", fault.Message{Key: "block.conclusion"})
		}
	case task.FromSpeech:
		if b == nil {
			c.wrong(kind, "dossier.source_needs", fault.Message{Key: "block.speech"})
		}
	case task.FromShortcoming:
		if t.Shortcoming.None() {
			c.wrong(kind, "dossier.required", "shortcoming")
		}
	case task.FromDocument:
		if t.Document == "" {
			c.wrong(kind, "dossier.required", "document")
		}
	default:
	}
}

// roleList is one of the lists of those who owe a task.
type roleList struct {
	name string
	role task.AssigneeRole
	list []DossierAssignee
}

func (a *DossierAssignees) roles() []roleList {
	return []roleList{
		{"leads", task.Lead, a.Leads},
		{"coordinating", task.Coordinate, a.Coordinating},
		{"advising", task.Advise, a.Advising},
		{"receiving", task.Receive, a.Receiving},
	}
}

// assignees demands units or people of the file, each once in a role.
func (c *dossierCheck) assignees(at place, all *DossierAssignees) {
	for _, r := range all.roles() {
		seen := map[string]bool{}
		for i, a := range r.list {
			line := at.in(r.name).at(i)
			c.assignee(line, a)
			if key := a.Any + a.Unit + a.Member; key != "" && seen[key] {
				c.wrong(line, "dossier.assignee_twice", cut(key))
			}
			seen[a.Any+a.Unit+a.Member] = true
		}
	}
}

func (c *dossierCheck) assignee(line place, a DossierAssignee) {
	switch {
	case a.Any != "" && c.units[a.Any] && c.people[a.Any]:
		c.wrong(line, "dossier.unit_or_person", cut(a.Any))
	case a.Any != "" && c.people[a.Any]:
	case a.Any != "":
		c.names(line, a.Any, c.units, nounUnit)
	case (a.Unit == "") == (a.Member == ""):
		c.wrong(line, "dossier.one_assignee")
	default:
		c.names(line.in("unit"), a.Unit, c.units, nounUnit)
		c.names(line.in("member"), a.Member, c.people, nounPerson)
	}
}

func (c *dossierCheck) occurrences(at place, all []DossierOccurrence, start task.State) {
	seen := map[string]bool{}
	for i, o := range all {
		if day := o.Date.String(); day != "" && seen[day] {
			c.wrong(at.at(i).in("date"), "dossier.day_twice", o.Date.VN())
		}
		seen[o.Date.String()] = true
		c.events(at.at(i).in("events"), o.Events, taskStart{state: start})
	}
}

// taskStart is what is known of a task before its first event.
type taskStart struct {
	given Day // zero: not known from the file
	state task.State
}

// events checks each event by itself, then walks them in the order they took effect and stops at the first that was not possible.
func (c *dossierCheck) events(at place, events []DossierEvent, l taskStart) {
	keys := map[string]bool{}
	for i := range events {
		c.once(at.at(i), events[i].Key, keys, nounTaskEvent)
		c.event(at.at(i), &events[i], l.given)
	}
	for _, i := range inOrder(events, func(e DossierEvent) Day { return e.Date }) {
		m, known := moveOf(events[i].Event)
		if !known {
			return
		}
		if !contains(m.From, l.state) {
			c.wrong(at.at(i).in("event"), "dossier.move", fault.Message{Key: "task.event." + string(m.Event)},
				fault.Message{Key: "task.state." + string(l.state)}, events[i].Date.VN())
			return
		}
		if m.To != "" {
			l.state = m.To
		}
	}
}

func moveOf(event string) (task.Move, bool) {
	moves := task.Moves()
	i := slices.IndexFunc(moves, func(m task.Move) bool { return string(m.Event) == event })
	if i < 0 {
		return task.Move{}, false
	}
	return moves[i], true
}

// event demands what a move asks for and refuses what it cannot take.
func (c *dossierCheck) event(at place, e *DossierEvent, given Day) {
	c.names(at.in("unit"), e.Unit, c.units, nounUnit)
	c.assignees(at, &e.DossierAssignees)
	if !e.Date.IsZero() && e.Date.Before(given.Date) {
		c.wrong(at.in("date"), "dossier.before_given", given.VN())
	}
	c.ordered(at.in("completed_on"), e.CompletedOn, e.Date)
	m, known := moveOf(e.Event)
	if !known {
		return
	}
	for _, f := range fieldsOf(m, e) {
		switch {
		case f.need && !f.has:
			c.wrong(at, "dossier.required", f.name)
		case f.has && !f.may:
			c.wrong(at.in(f.name), "dossier.not_of_event", fault.Message{Key: "task.event." + e.Event})
		}
	}
}

// eventField is a field of an event: whether it is there, may be there, must be there.
type eventField struct {
	name           string
	has, may, need bool
}

func fieldsOf(m task.Move, e *DossierEvent) []eventField {
	assigned, extension := m.Event == task.EvAssigned, m.Event == task.EvExtensionAsked || m.Event == task.EvExtensionGranted
	done := m.Event == task.EvReported || m.Event == task.EvConfirmed || m.Event == task.EvConcluded
	entered, shared := m.Event == task.EvEventEntered, m.Event == task.EvPartsSet
	others := len(e.Coordinating)+len(e.Advising)+len(e.Receiving) > 0
	return []eventField{
		{"note", e.Note != "", true, m.Note},
		{"actions", e.Actions != "", true, m.Acts},
		{"leads", len(e.Leads) > 0, assigned, assigned},
		{"coordinating", others, assigned || shared, shared},
		{"completed_on", !e.CompletedOn.IsZero(), done, false},
		{"due_on", !e.DueOn.IsZero(), extension, extension},
		{"evidence", e.Evidence != "", m.Event == task.EvReported, false},
		{"event_name", e.EventName != "", entered, false},
		{"event_on", !e.EventOn.IsZero(), entered, entered},
		{"deadline", e.Deadline != "", m.Event == task.EvDeadlineSet, m.Event == task.EvDeadlineSet},
	}
}
