package shortcoming

import (
	"fmt"
	"slices"
	"strings"
)

// State is how far the cure has come. See docs/states-shortcoming.md.
type State string

// The states of the data model.
const (
	Open       State = "open"
	BeingCured State = "being_cured"
	Cured      State = "cured"
	Recurred   State = "recurred" // was cured and has been raised again
)

// States lists every state in the order of life.
func States() []State { return []State{Open, BeingCured, Cured, Recurred} }

// moves lists the only moves a shortcoming may make. What was called cured too early is being cured again.
var moves = map[State][]State{
	Open:       {BeingCured, Cured},
	BeingCured: {Open, Cured},
	Cured:      {BeingCured, Recurred},
	Recurred:   {BeingCured, Cured},
}

// Next lists the states a shortcoming may be moved to, in the order of life.
func (s State) Next() []State { return slices.Clone(moves[s]) }

func (s State) mayMoveTo(to State) bool { return slices.Contains(moves[s], to) }

// Diagram draws the moves for docs/states-shortcoming.md; a test keeps the file equal to the table.
func Diagram() string {
	var b strings.Builder
	b.WriteString("# States of a shortcoming\n\n" +
		"Generated from the table `moves` in `internal/domain/shortcoming`; the SQL CHECK of `shortcoming.state` names the same states.\n" +
		"A cured shortcoming recurs by itself when a later one is raised that repeats it.\n\n" +
		"```mermaid\nstateDiagram-v2\n    [*] --> open\n")
	for _, from := range States() {
		for _, to := range moves[from] {
			fmt.Fprintf(&b, "    %s --> %s\n", from, to)
		}
	}
	b.WriteString("```\n")
	return b.String()
}
