package docx

import (
	"slices"
	"strings"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// ProblemKind is what is wrong with a mark of a template.
type ProblemKind string

// The problems. An unknown mark is printed as it was typed; what is not closed hides or shows too much.
const (
	UnknownMark  ProblemKind = "unknown"  // no paper of this kind knows it, or not at this place
	UnclosedMark ProblemKind = "unclosed" // a beginning without its end, an end without its beginning, or the two at places that do not match
)

// Problem is a mark that will not do what its writer expects, and where it stands.
type Problem struct {
	Kind      ProblemKind `json:"kind"`
	Mark      string      `json:"mark"`      // as typed
	Part      string      `json:"part"`      // "document", "header1", "footer2" …
	Paragraph int         `json:"paragraph"` // counted from 1 within the part
	Excerpt   string      `json:"excerpt"`   // the beginning of the paragraph
}

// Check reads a template for a kind of paper. A file that cannot be used at all is an error of kind Invalid or TooLarge; else
// the problems are listed in the order of the text, none when every mark is understood.
func Check(file []byte, k meeting.PaperKind) ([]Problem, error) {
	p, err := unpack(file)
	if err != nil {
		return nil, err
	}
	c := checker{found: []Problem{}}
	for _, f := range p.filled() {
		root, err := parse(f.body)
		if err != nil {
			return nil, fault.New(fault.Invalid, "docx.broken_part", f.name).Because(err)
		}
		joinAll(root)
		c.part, c.paragraph = strings.TrimSuffix(strings.TrimPrefix(f.name, "word/"), ".xml"), 0
		c.inside = []*vocabulary{vocabularyOf(k)}
		c.open = nil
		c.walk(root)
		c.leftOpen(0)
	}
	if len(c.found) == 0 { // well nested as text; whether the ends stand where they can be found is seen by filling
		open, err := fillPack(p, newScope())
		if err != nil {
			return nil, err
		}
		for _, m := range open {
			c.found = append(c.found, Problem{Kind: UnclosedMark, Mark: m.typed, Part: "document"})
		}
	}
	return c.found, nil
}

type checker struct {
	found     []Problem
	part      string
	paragraph int
	excerpt   string
	inside    []*vocabulary
	open      []opened
}

type opened struct {
	mark
	at   Problem
	list bool
}

func (c *checker) walk(n *node) {
	if n.name == "w:p" {
		c.paragraph++
		text := words(n)
		c.excerpt = excerpt(text)
		for _, m := range marksIn(text) {
			c.mark(m)
		}
	}
	for _, k := range n.kids {
		c.walk(k)
	}
}

func excerpt(s string) string {
	r := []rune(strings.Join(strings.Fields(s), " "))
	if len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return string(r)
}

func (c *checker) problem(k ProblemKind, m mark) Problem {
	return Problem{Kind: k, Mark: m.typed, Part: c.part, Paragraph: c.paragraph, Excerpt: c.excerpt}
}

func (c *checker) mark(m mark) {
	isText, list := c.known(m.name)
	switch {
	case m.verb == closes:
		c.close(m)
		return
	case !isText && list == nil, m.verb == value && !isText:
		c.found = append(c.found, c.problem(UnknownMark, m))
	}
	if m.verb == value {
		return
	}
	c.open = append(c.open, opened{m, c.problem(UnclosedMark, m), m.verb == opens && list != nil})
	if m.verb == opens && list != nil {
		c.inside = append(c.inside, list)
	}
}

// known looks a mark up from the innermost list outwards.
func (c *checker) known(name string) (bool, *vocabulary) {
	for _, v := range slices.Backward(c.inside) {
		if v.texts[name] || v.lists[name] != nil {
			return v.texts[name], v.lists[name]
		}
	}
	return false, nil
}

func (c *checker) close(m mark) {
	for i, o := range slices.Backward(c.open) {
		if o.name == m.name {
			c.leftOpen(i + 1)
			c.pop()
			return
		}
	}
	c.found = append(c.found, c.problem(UnclosedMark, m))
}

// leftOpen reports what was opened and not closed, down to a depth.
func (c *checker) leftOpen(depth int) {
	for len(c.open) > depth {
		c.found = append(c.found, c.open[len(c.open)-1].at)
		c.pop()
	}
}

func (c *checker) pop() {
	if c.open[len(c.open)-1].list {
		c.inside = c.inside[:len(c.inside)-1]
	}
	c.open = c.open[:len(c.open)-1]
}
