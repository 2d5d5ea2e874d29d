package ical

import (
	"strconv"
	"strings"
	"time"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/i18n"
)

// Invitation is what people were told last of a meeting, as a calendar entry; false when nobody was told anything.
func Invitation(words *i18n.Printer, c org.Committee, v meeting.Summons) (Event, bool) {
	last, told := v.Last()
	if !told {
		return Event{}, false
	}
	m := v.Record.Meeting
	e := Event{
		UID: m.ID.String(), Sequence: last.Sequence, Method: Request, Stamp: last.At, On: last.HeldOn, StartsAt: last.StartsAt,
		EndedOn: m.EndedOn, EndsAt: m.EndsAt, Summary: m.Title, Place: last.Place, Description: Letter(words, c, v, nil),
		Organizer: Who{Name: c.ShortName, URI: "urn:uuid:" + c.ID.String()},
	}
	if last.Kind == meeting.ToldCancelled {
		e.Method = Cancel
	}
	for _, g := range v.Record.Agenda {
		e.Lasts += time.Duration(g.Minutes) * time.Minute
	}
	for _, a := range v.Record.Attendance {
		who := a.ID.String()
		if !a.Person.IsZero() {
			who = a.Person.String()
		}
		e.Attendees = append(e.Attendees, Who{Name: joined(", ", a.Name, a.Post), URI: "urn:uuid:" + who})
	}
	return e, true
}

// Letter is the invitation as the text of a mail. files are the names of the papers that go with it.
func Letter(words *i18n.Printer, c org.Committee, v meeting.Summons, files []string) string {
	m := v.Record.Meeting
	var b strings.Builder
	line := func(key string, args ...any) { b.WriteString(words.T(key, args...) + "\n") }
	switch last, told := v.Last(); {
	case m.State == meeting.Cancelled || m.State == meeting.Postponed:
		line("mail.cancelled", m.Title, joined(" ", m.StartsAt, m.HeldOn.VN()))
		return b.String()
	case told && (last.Kind == meeting.ToldMoved || v.Pending()):
		line("mail.moved", m.Title)
	default:
		line("mail.invite", c.Name, m.Title)
	}
	b.WriteString("\n")
	line("mail.when", joined(", ", m.StartsAt, m.HeldOn.VN()))
	if m.Place != "" {
		line("mail.place", m.Place)
	}
	if m.ChairName != "" {
		line("mail.chair", joined(", ", m.ChairName, m.ChairPost))
	}
	if len(v.Record.Agenda) > 0 {
		b.WriteString("\n")
		line("mail.agenda")
	}
	for i, g := range v.Record.Agenda {
		b.WriteString(strconv.Itoa(i+1) + ". " + joined(" – ", g.Title, g.Presenter) + "\n")
		if who := Preparing(words, g); who != "" {
			b.WriteString("   " + who + "\n")
		}
	}
	if len(files) > 0 {
		b.WriteString("\n")
		line("mail.files")
	}
	for i, f := range files {
		b.WriteString(strconv.Itoa(i+1) + ". " + f + "\n")
	}
	return b.String()
}

// Preparing says who has to prepare what for a point of the agenda, and by when; nothing where nobody has to.
func Preparing(words *i18n.Printer, g meeting.AgendaItem) string {
	who := joined(", ", g.PrepareWho, g.PrepareWords)
	if who == "" {
		return ""
	}
	if !g.PrepareBy.IsZero() {
		who = words.T("life.prepare_by", who, g.PrepareBy.VN())
	}
	return words.T("life.prepares", who)
}

// joined puts what there is together.
func joined(between string, parts ...string) string {
	var some []string
	for _, s := range parts {
		if s != "" {
			some = append(some, s)
		}
	}
	return strings.Join(some, between)
}
