package ui

import (
	"bytes"
	"context"
	"regexp"
	"slices"
	"strings"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/deadline"
	"github.com/dondoc/dondoc/internal/foundation/vietnamese"
)

// liveMarks are what "@đơn vị" and "#hạn 30/9" in a paragraph were understood as.
type liveMarks struct {
	Units    []liveUnit    `json:"units"`
	Deadline string        `json:"deadline_words,omitempty"` // the words after #hạn
	Due      calendar.Date `json:"due_on,omitzero"`
	Shown    string        `json:"deadline,omitempty"` // what was understood, for people
	Unknown  []string      `json:"unknown,omitempty"`  // what follows an @ that is no unit
}

// units are those the paragraph names, the lead first.
func (m *liveMarks) units() []access.UnitID {
	if m == nil {
		return nil
	}
	all := make([]access.UnitID, len(m.Units))
	for i, u := range m.Units {
		all[i] = u.ID
	}
	return all
}

var (
	dueMark  = regexp.MustCompile(`(?i)#\s*h[aạ]n:?\s+([^#@;\n]+)`)
	unitMark = regexp.MustCompile(`@(\S[^@#;\n]*)`)
)

// without is the text as it goes into a task: the signs of the marks taken away, the words left.
func (m *liveMarks) without(text string) string {
	if m == nil {
		return text
	}
	return strings.TrimSpace(strings.NewReplacer("@", "", "#", "").Replace(text))
}

// marker reads the marks of a text; nil when it holds none.
type marker func(text string) *liveMarks

// marker asks the register before the commands are carried out, and only when one of them holds a mark.
func (p *Pages) marker(ctx context.Context, r room, m meeting.Meeting, some []meeting.Command) (marker, error) {
	var units []org.Choice
	if slices.ContainsFunc(some, func(c meeting.Command) bool { return bytes.ContainsRune(c.Body, '@') }) {
		choices, err := p.d.Org.Choices(ctx, r.by, r.committee.ID)
		if err != nil {
			return nil, err
		}
		units = choices.Units
	}
	return func(text string) *liveMarks {
		if !strings.ContainsAny(text, "@#") {
			return nil
		}
		return readMarks(text, units, m.HeldOn)
	}, nil
}

// readMarks understands the marks of a paragraph written on a day; nil when there is none.
func readMarks(text string, units []org.Choice, on calendar.Date) *liveMarks {
	marks := &liveMarks{Units: []liveUnit{}}
	for _, found := range unitMark.FindAllStringSubmatch(text, -1) {
		u, ok := unitNamed(found[1], units)
		switch {
		case !ok:
			marks.Unknown = append(marks.Unknown, strings.Join(firstWords(found[1], 4), " "))
		case !slices.Contains(marks.Units, u):
			marks.Units = append(marks.Units, u)
		}
	}
	if found := dueMark.FindStringSubmatch(text); found != nil {
		marks.Deadline = dueWords(found[1])
		if meant := deadline.Understand(marks.Deadline, deadline.Options{On: on}); meant.HasDue() {
			marks.Due, marks.Shown = meant.Due, meant.Due.VN()
		}
	}
	if len(marks.Units)+len(marks.Unknown) == 0 && marks.Deadline == "" {
		return nil
	}
	return marks
}

// sentenceEnd is where the words of a deadline stop: a sign that ends a sentence or a clause, not the dots of a date.
var sentenceEnd = regexp.MustCompile(`[.!?](\s|$)|,\s`)

func dueWords(s string) string {
	if at := sentenceEnd.FindStringIndex(s); at != nil {
		s = s[:at[0]]
	}
	return strings.TrimSpace(s)
}

// unitNamed finds the unit whose whole or short name the words begin with, marks or no marks; the longest name wins.
func unitNamed(words string, units []org.Choice) (liveUnit, bool) {
	said := " " + vietnamese.Key(words) + " "
	var best liveUnit
	length := 0
	for _, u := range units {
		for _, name := range []string{vietnamese.Key(u.Name), vietnamese.Key(u.Full)} {
			if name != "" && len(name) > length && beginsWith(said[1:], name) {
				best, length = liveUnit{access.UnitID(u.ID), u.Name}, len(name)
			}
		}
	}
	return best, length > 0
}

// beginsWith reports whether a key begins with the words of another, not in the middle of one.
func beginsWith(said, name string) bool {
	rest, ok := strings.CutPrefix(said, name)
	return ok && (rest == "" || !isWordByte(rest[0]))
}

func isWordByte(b byte) bool { return b >= 'a' && b <= 'z' || b >= '0' && b <= '9' || b >= 0x80 }

func firstWords(s string, n int) []string {
	words := strings.Fields(s)
	return words[:min(n, len(words))]
}
