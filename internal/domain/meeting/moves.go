package meeting

import (
	"fmt"
	"slices"
	"strings"
)

// State is how far a meeting and its record have come. See docs/states-meeting.md.
type State string

// The states of the data model.
const (
	Planned         State = "planned"
	InProgress      State = "in_progress"
	Draft           State = "draft"
	Circulated      State = "circulated"       // sent to the members for comment
	SignedSecretary State = "signed_secretary" // signed by the secretary, not yet by the chair
	Signed          State = "signed"
	Issued          State = "issued"
	Postponed       State = "postponed"
	Cancelled       State = "cancelled"
)

// States lists every state in the order of life.
func States() []State {
	return []State{Planned, InProgress, Draft, Circulated, SignedSecretary, Signed, Issued, Postponed, Cancelled}
}

// moves lists the only moves a meeting may make. A step forward by hand can be taken back by hand; those into a signed or issued state are made by signing, never by Move.
var moves = map[State][]State{
	Planned:         {InProgress, Draft, Postponed, Cancelled},
	InProgress:      {Planned, Draft, Postponed, Cancelled},
	Draft:           {InProgress, Circulated, SignedSecretary, Cancelled},
	Circulated:      {Draft, SignedSecretary},
	SignedSecretary: {Draft, Signed},
	Signed:          {Draft, Issued},
	Issued:          {},
	Postponed:       {Planned, Cancelled},
	Cancelled:       {Planned},
}

// bySigning reports whether a state is reached by an act of its own: signing the record or issuing it.
func (s State) bySigning() bool { return s == SignedSecretary || s == Signed || s == Issued }

// Locked reports whether the record may no longer be changed: it carries a signature, or the meeting is not held.
func (s State) Locked() bool { return s.bySigning() || s == Cancelled }

// Held reports whether the meeting has begun: before that a roll tells who is expected, not who came.
func (s State) Held() bool { return s != Planned && s != Postponed && s != Cancelled }

// Next lists the states a person may move a meeting to by hand, in the order of life.
func (s State) Next() []State {
	next := []State{}
	for _, to := range moves[s] {
		if s.mayMoveTo(to) {
			next = append(next, to)
		}
	}
	return next
}

// mayMoveTo reports whether Move may take a meeting there. A signature is neither given nor taken back by a plain move.
func (s State) mayMoveTo(to State) bool {
	return slices.Contains(moves[s], to) && !to.bySigning() && !s.bySigning()
}

// Diagram draws the moves for docs/states-meeting.md; a test keeps the file equal to the table.
func Diagram() string {
	var b strings.Builder
	b.WriteString("# States of a meeting\n\n" +
		"Generated from the table `moves` in `internal/domain/meeting`; the SQL CHECK of `meeting.state` names the same states.\n" +
		"A label marks the moves that are made by signing or issuing, not by hand.\n\n" +
		"```mermaid\nstateDiagram-v2\n    [*] --> planned\n    [*] --> in_progress\n    [*] --> draft\n")
	for _, from := range States() {
		for _, to := range moves[from] {
			fmt.Fprintf(&b, "    %s --> %s%s\n", from, to, label(from, to))
		}
	}
	b.WriteString("    issued --> [*]\n```\n")
	return b.String()
}

func label(from, to State) string {
	switch {
	case to == Issued:
		return " : issuing"
	case to.bySigning():
		return " : signing"
	case from.bySigning():
		return " : signature withdrawn"
	}
	return ""
}
