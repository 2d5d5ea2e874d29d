// Package ical writes invitations as iCalendar files (RFC 5545, RFC 5546): what a calendar program takes in when somebody opens the
// file that came with an invitation. It decides nothing.
package ical

import (
	"bytes"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/dondoc/dondoc/internal/foundation/calendar"
)

// ContentType is the media type of a file of a method.
func ContentType(m Method) string {
	return "text/calendar; charset=utf-8; method=" + string(m)
}

// Method says what a calendar is to do with an event.
type Method string

// The methods used: to put an event into a calendar or change it there, and to take it out.
const (
	Request Method = "REQUEST"
	Cancel  Method = "CANCEL"
)

// Who is somebody in an event. URI identifies them; where no address of mail is known it may be "urn:uuid:…".
type Who struct {
	Name string
	URI  string
}

// Event is one meeting. Without a start it takes the whole day.
type Event struct {
	UID         string
	Sequence    int // grows with every change that people are told of
	Method      Method
	Stamp       time.Time // when the file was made
	On          calendar.Date
	StartsAt    string // "HH:MM" in Viet Nam, or empty
	EndedOn     calendar.Date
	EndsAt      string        // "HH:MM", or empty
	Lasts       time.Duration // where no end is known; 0: unknown
	Summary     string
	Place       string
	Description string
	Organizer   Who
	Attendees   []Who
}

// widest is how many bytes a line may have, its end not counted.
const widest = 75

// File writes an event as a file. The same event gives the same bytes.
func File(e Event) []byte {
	var b writer
	b.line("BEGIN", "VCALENDAR")
	b.line("VERSION", "2.0")
	b.line("PRODID", "-//Don Doc//Hoi nghi//VI")
	b.line("CALSCALE", "GREGORIAN")
	b.line("METHOD", string(e.Method))
	b.line("BEGIN", "VEVENT")
	b.line("UID", text(e.UID))
	b.line("SEQUENCE", strconv.Itoa(e.Sequence))
	b.line("DTSTAMP", instant(e.Stamp))
	e.when(&b)
	status := "CONFIRMED"
	if e.Method == Cancel {
		status = "CANCELLED"
	}
	b.line("STATUS", status)
	b.line("SUMMARY", text(e.Summary))
	b.optional("LOCATION", e.Place)
	b.optional("DESCRIPTION", e.Description)
	b.line("ORGANIZER;CN="+parameter(e.Organizer.Name), e.Organizer.URI)
	for _, a := range e.Attendees {
		b.line("ATTENDEE;CN="+parameter(a.Name)+";ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION", a.URI)
	}
	b.line("END", "VEVENT")
	b.line("END", "VCALENDAR")
	return b.Bytes()
}

// when writes start and end: instants where the hour is known, days where it is not.
func (e Event) when(b *writer) {
	start, ok := at(e.On, e.StartsAt)
	if !ok {
		b.line("DTSTART;VALUE=DATE", day(e.On))
		b.line("DTEND;VALUE=DATE", day(last(e).AddDays(1)))
		return
	}
	b.line("DTSTART", instant(start))
	if end, ok := at(last(e), e.EndsAt); ok && end.After(start) {
		b.line("DTEND", instant(end))
	} else if e.Lasts > 0 {
		b.line("DTEND", instant(start.Add(e.Lasts)))
	}
}

func last(e Event) calendar.Date {
	if e.EndedOn.IsZero() {
		return e.On
	}
	return e.EndedOn
}

// at is the instant of an hour of a day in Viet Nam; false when the hour is not known.
func at(d calendar.Date, hour string) (time.Time, bool) {
	h, err := time.Parse("15:04", hour)
	if err != nil {
		return time.Time{}, false
	}
	return d.Start().Add(time.Duration(h.Hour())*time.Hour + time.Duration(h.Minute())*time.Minute), true
}

func instant(t time.Time) string { return t.UTC().Format("20060102T150405Z") }

func day(d calendar.Date) string { return d.Time().Format("20060102") }

// text escapes a text value (RFC 5545, 3.3.11).
func text(s string) string {
	return strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\r\n", `\n`, "\n", `\n`, "\r", `\n`).Replace(s)
}

// parameter quotes the value of a parameter, which cannot hold quotes or line ends.
func parameter(s string) string {
	return `"` + strings.Map(func(r rune) rune {
		if r == '"' {
			return '\''
		}
		if r < ' ' {
			return ' '
		}
		return r
	}, s) + `"`
}

type writer struct{ bytes.Buffer }

func (w *writer) optional(name, value string) {
	if value != "" {
		w.line(name, text(value))
	}
}

// line writes a content line, folded so that no letter is torn apart.
func (w *writer) line(name, value string) {
	left, room := name+":"+value, widest
	for len(left) > room {
		cut := room
		for !utf8.RuneStart(left[cut]) {
			cut--
		}
		w.Buffer = *bytes.NewBuffer(append(w.Bytes(), left[:cut]+"\r\n "...))
		left, room = left[cut:], widest-1
	}
	w.Buffer = *bytes.NewBuffer(append(w.Bytes(), left+"\r\n"...))
}
