package intake

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// Problem is one thing wrong with a dossier, at its place in the file. Line and Column count from 1; 0 is the file as a whole.
type Problem struct {
	Line   int    `json:"line"`
	Column int    `json:"column"`
	Path   string `json:"path"` // "meetings[0].tasks[2].deadline"; empty: the file as a whole
	Key    string `json:"key"`  // of the message
	Args   []any  `json:"args,omitempty"`
}

// Message is what to say about it.
func (p Problem) Message() fault.Message { return fault.Message{Key: p.Key, Args: p.Args} }

// Located is what to say about it, together with where it is.
func (p Problem) Located() fault.Message {
	switch {
	case p.Line == 0:
		return p.Message()
	case p.Path == "":
		return fault.Message{Key: "dossier.at_line", Args: []any{p.Line, p.Column, p.Message()}}
	}
	return fault.Message{Key: "dossier.at", Args: []any{p.Line, p.Column, p.Path, p.Message()}}
}

// String is for logs and tests; people get Message in their language.
func (p Problem) String() string {
	return strings.TrimSpace(fmt.Sprintf("%d:%d %s: %s %v", p.Line, p.Column, p.Path, p.Key, p.Args))
}

// Problems are all that is wrong with a dossier, in the order of the file.
type Problems []Problem

// sorted puts them in the order of the file and says each once.
func (p Problems) sorted() Problems {
	slices.SortStableFunc(p, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column), cmp.Compare(a.Path, b.Path), cmp.Compare(a.Key, b.Key))
	})
	p = slices.CompactFunc(p, func(a, b Problem) bool { return a.String() == b.String() })
	if more := len(p) - maxProblems; more > 0 {
		p = append(p[:maxProblems:maxProblems], Problem{Line: p[maxProblems].Line, Column: p[maxProblems].Column, Key: "dossier.more", Args: []any{more}})
	}
	return p
}

// maxProblems is how many problems are told; a file with more of them is no dossier.
const maxProblems = 1000

// ProblemsError is a dossier refused: nothing of it was stored.
type ProblemsError struct{ Problems Problems }

func (e *ProblemsError) Error() string {
	lines := make([]string, len(e.Problems))
	for i, p := range e.Problems {
		lines[i] = p.String()
	}
	return "dossier refused:\n" + strings.Join(lines, "\n")
}

// Unwrap makes it fault.Invalid to whoever asks for the kind.
func (e *ProblemsError) Unwrap() error {
	return fault.New(fault.Invalid, "dossier.refused", len(e.Problems))
}

// Err is the problems as an error, or nil when there are none.
func (p Problems) Err() error {
	if len(p) == 0 {
		return nil
	}
	return &ProblemsError{Problems: p.sorted()}
}

// place names a value in the file: its steps from the top joined by "/", as in "meetings/0/tasks/2".
type place string

func (p place) in(name string) place { return p.step(name) }

func (p place) at(i int) place { return p.step(strconv.Itoa(i)) }

func (p place) step(s string) place {
	if p == "" {
		return place(s)
	}
	return p + "/" + place(s)
}

// String is the place as people read it: "meetings[0].tasks[2]".
func (p place) String() string {
	var b strings.Builder
	for step := range strings.SplitSeq(string(p), "/") {
		_, notIndex := strconv.Atoi(step)
		switch {
		case notIndex == nil:
			b.WriteString("[" + step + "]")
		case b.Len() > 0:
			b.WriteString("." + step)
		default:
			b.WriteString(step)
		}
	}
	return b.String()
}

// up is the value that holds this one; of the top itself it is the top.
func (p place) up() place {
	i := strings.LastIndexByte(string(p), '/')
	return p[:max(i, 0)]
}

// spot is where a value stands in the file.
type spot struct{ line, column int }

// spots tell where every value of a file stands.
type spots map[place]spot

// of is where a value stands; of one that is not in the file, where the nearest value that holds it stands.
func (s spots) of(p place) spot {
	for ; p != ""; p = p.up() {
		if at, ok := s[p]; ok {
			return at
		}
	}
	return s[""]
}

// problem makes a problem with the value at a place.
func (s spots) problem(p place, key string, args ...any) Problem {
	at := s.of(p)
	return Problem{Line: at.line, Column: at.column, Path: p.String(), Key: key, Args: args}
}
