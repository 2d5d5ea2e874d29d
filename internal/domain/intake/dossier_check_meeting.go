package intake

import (
	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/shortcoming"
)

// meetings checks the meetings; the shortcomings of all of them are known before any is referred to.
func (c *dossierCheck) meetings() {
	meetings, shortcomings := map[string]bool{}, map[string]bool{}
	for i, m := range c.d.Meetings {
		at := place("meetings").at(i)
		c.once(at, m.Key, meetings, nounMeeting)
		for j, s := range m.Shortcomings {
			c.once(at.in("shortcomings").at(j), s.Key, shortcomings, nounShortcoming)
			if _, twice := c.shortcomings[s.Key]; !twice {
				c.shortcomings[s.Key] = raisedAt{i, m.HeldOn}
			}
		}
	}
	tasks := map[string]bool{}
	for i, t := range c.d.Tasks {
		c.once(place("tasks").at(i), t.Key, tasks, nounTask)
	}
	for i := range c.d.Meetings {
		at := place("meetings").at(i)
		for j, t := range c.d.Meetings[i].Tasks {
			c.once(at.in("tasks").at(j), t.Key, tasks, nounTask)
		}
		c.meeting(at, i)
	}
}

func (c *dossierCheck) meeting(at place, i int) {
	m := &c.d.Meetings[i]
	c.ordered(at.in("ended_on"), m.HeldOn, m.EndedOn)
	if oneDay := m.EndedOn.IsZero() || m.EndedOn == m.HeldOn; oneDay && m.StartsAt != "" && m.EndsAt != "" && m.EndsAt < m.StartsAt {
		c.wrong(at.in("ends_at"), "dossier.ends_before_start", string(m.StartsAt), string(m.EndsAt))
	}
	if c.d.wordingOf(m) == string(meeting.Reported) && c.d.sourceOf(m) == "" {
		c.wrong(at, "dossier.reported_needs_source")
	}
	c.names(at.in("chair"), m.Chair, c.people, nounPerson)
	for j, p := range m.Secretaries {
		c.names(at.in("secretaries").at(j), p, c.people, nounPerson)
	}
	agenda := map[string]bool{}
	for j, g := range m.Agenda {
		c.once(at.in("agenda").at(j), g.Key, agenda, nounAgenda)
		c.names(at.in("agenda").at(j).in("presenter"), g.Presenter, c.people, nounPerson)
	}
	c.roll(at.in("attendance"), m.Attendance)
	c.blocks(at.in("blocks"), m, agenda)
	for j := range m.Shortcomings {
		c.shortcoming(at.in("shortcomings").at(j), i, &m.Shortcomings[j])
	}
	for j := range m.Tasks {
		c.task(at.in("tasks").at(j), &m.Tasks[j], m)
	}
}

// wordingOf is what the texts of a meeting are when they do not say so themselves.
func (d *Dossier) wordingOf(m *DossierMeeting) string {
	for _, w := range []string{m.Wording, d.Wording} {
		if w != "" {
			return w
		}
	}
	return string(meeting.Verbatim)
}

// sourceOf is where the reported words of a meeting come from.
func (d *Dossier) sourceOf(m *DossierMeeting) string {
	if m.Source != "" {
		return m.Source
	}
	return d.Source
}

func (c *dossierCheck) roll(at place, roll []DossierAttendance) {
	lines, substitutes, people := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for i, a := range roll {
		c.once(at.at(i), a.Key, lines, nounAttendance)
		substitutes[a.Key] = a.SubstituteFor != ""
	}
	for i, a := range roll {
		line := at.at(i)
		c.names(line.in("person"), a.Person, c.people, nounPerson)
		c.names(line.in("unit"), a.Unit, c.units, nounUnit)
		if a.Person == "" && a.Name == "" {
			c.wrong(line, "dossier.person_or_name")
		}
		if a.Person != "" && people[a.Person] {
			c.wrong(line.in("person"), "dossier.twice_on_roll", cut(a.Person))
		}
		people[a.Person] = true
		if a.ArrivedAt != "" && a.LeftAt != "" && a.LeftAt < a.ArrivedAt {
			c.wrong(line.in("left_at"), "dossier.ends_before_start", string(a.ArrivedAt), string(a.LeftAt))
		}
		if !c.names(line.in("substitute_for"), a.SubstituteFor, lines, nounAttendance) {
			continue
		}
		switch {
		case a.SubstituteFor == a.Key, substitutes[a.SubstituteFor]:
			c.wrong(line.in("substitute_for"), "dossier.substitute_of_substitute")
		case a.Status != string(meeting.Present) && a.Status != "":
			c.wrong(line.in("status"), "dossier.substitute_present")
		}
	}
}

func (c *dossierCheck) blocks(at place, m *DossierMeeting, agenda map[string]bool) {
	blocks, before := map[string]bool{}, map[string]*DossierBlock{}
	for i, b := range m.Blocks {
		c.once(at.at(i), b.Key, blocks, nounBlock)
	}
	for i := range m.Blocks {
		b, line := &m.Blocks[i], at.at(i)
		c.names(line.in("speaker"), b.Speaker, c.people, nounPerson)
		c.names(line.in("agenda_item"), b.AgendaItem, agenda, nounAgenda)
		if b.Wording == string(meeting.Reported) && b.Source == "" && c.d.sourceOf(m) == "" {
			c.wrong(line, "dossier.reported_needs_source")
		}
		c.votes(line, m, b)
		if b.Kind == string(meeting.Conclusion) {
			if c.names(line.in("within"), b.Within, blocks, nounBlock) || b.Within == "" {
				c.conclusion(line, m, before[b.Within])
			}
		} else if b.Within != "" {
			c.wrong(line.in("within"), "dossier.within_only_conclusion")
		}
		before[b.Key] = b
	}
}

// conclusion demands that a conclusion lies within a speech of the chair that stands before it.
func (c *dossierCheck) conclusion(line place, m *DossierMeeting, speech *DossierBlock) {
	switch {
	case speech == nil:
		c.wrong(line, "dossier.conclusion_within")
	case speech.Kind != string(meeting.Speech):
		c.wrong(line.in("within"), "dossier.within_no_speech", cut(speech.Key))
	case m.Chair != "" && speech.Speaker != m.Chair:
		c.wrong(line.in("within"), "dossier.within_not_chair", cut(speech.Key))
	}
}

// votes demands the counts of a vote and of nothing else. More votes than people present is odd: the roll may not be whole.
func (c *dossierCheck) votes(line place, m *DossierMeeting, b *DossierBlock) {
	switch {
	case b.Kind == string(meeting.Vote) && b.Votes == nil:
		c.wrong(line, "dossier.required", "votes")
	case b.Kind != string(meeting.Vote) && b.Kind != "" && b.Votes != nil:
		c.wrong(line.in("votes"), "dossier.votes_only_vote")
	}
	if b.Votes == nil || len(m.Attendance) == 0 {
		return
	}
	present := 0
	for _, a := range m.Attendance {
		if a.Status == string(meeting.Present) {
			present++
		}
	}
	if cast := b.Votes.For + b.Votes.Against + b.Votes.Abstained; cast > present {
		c.odd(line.in("votes"), "dossier.more_votes_than_present", cast, present)
	}
}

func (c *dossierCheck) shortcoming(at place, meetingAt int, s *DossierShortcoming) {
	m := &c.d.Meetings[meetingAt]
	c.names(at.in("block"), s.Block, blockKeys(m), nounBlock)
	c.names(at.in("field"), s.Field, c.fields, nounField)
	for i, u := range s.Units {
		c.names(at.in("units").at(i), u, c.units, nounUnit)
	}
	if c.refers(at.in("repeats"), s.Repeats) {
		earlier, here := c.shortcomings[s.Repeats.Key]
		switch {
		case !here || s.Repeats.Meeting != "" || s.Repeats.Number > 0:
		case earlier.meeting == meetingAt:
			c.wrong(at.in("repeats"), "dossier.repeats_same_meeting")
		case earlier.on.After(m.HeldOn.Date):
			c.wrong(at.in("repeats"), "dossier.repeats_later", earlier.on.VN())
		}
	}
	c.shortcomingEvents(at.in("events"), m, s)
}

// refers checks a reference to a shortcoming as far as the file can tell: one of an earlier dossier or by number is looked up later.
func (c *dossierCheck) refers(at place, r Reference) bool {
	if r.None() {
		return false
	}
	if r.Number > 0 || r.Meeting != "" && !c.hasMeeting(r.Meeting) {
		return true
	}
	keys := map[string]bool{}
	for k, s := range c.shortcomings {
		if r.Meeting == "" || c.d.Meetings[s.meeting].Key == r.Meeting {
			keys[k] = true
		}
	}
	return c.names(at, r.Key, keys, nounShortcoming)
}

func (c *dossierCheck) hasMeeting(key string) bool {
	for i := range c.d.Meetings {
		if c.d.Meetings[i].Key == key {
			return true
		}
	}
	return false
}

// shortcomingEvents checks days and, where nothing in the file raises it again, the moves.
func (c *dossierCheck) shortcomingEvents(at place, m *DossierMeeting, s *DossierShortcoming) {
	keys := map[string]bool{}
	for i, e := range s.Events {
		line := at.at(i)
		c.once(line, e.Key, keys, nounShortEvent)
		if (e.State == "") == (e.Nature == "") {
			c.wrong(line, "dossier.state_or_nature")
		}
		if !e.Date.IsZero() && e.Date.Before(m.HeldOn.Date) {
			c.wrong(line.in("date"), "dossier.before_raised", m.HeldOn.VN())
		}
	}
	again := c.raisedAgain(s.Key)
	now := shortcoming.Open
	for _, i := range inOrder(s.Events, func(e DossierShortcomingEvent) Day { return e.Date }) {
		to := shortcoming.State(s.Events[i].State)
		switch {
		case to == "":
			continue
		case again && to == shortcoming.Recurred:
			c.wrong(at.at(i).in("state"), "dossier.recurs_by_itself")
			continue
		case again: // when it recurred is settled by the import
			continue
		case !contains(now.Next(), to):
			c.wrong(at.at(i).in("state"), "dossier.shortcoming_move", nounState(now), nounState(to))
			return
		}
		now = to
	}
}

func (c *dossierCheck) raisedAgain(key string) bool {
	for i := range c.d.Meetings {
		for j := range c.d.Meetings[i].Shortcomings {
			if c.d.Meetings[i].Shortcomings[j].Repeats.Key == key {
				return true
			}
		}
	}
	return false
}

func blockKeys(m *DossierMeeting) map[string]bool {
	keys := map[string]bool{}
	for _, b := range m.Blocks {
		keys[b.Key] = true
	}
	return keys
}
