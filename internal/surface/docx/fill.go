package docx

import (
	"slices"
	"strings"

	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// mostNodes bounds what a template may grow to; a record of some thousand lines stays below.
const mostNodes = 3_000_000

// filler writes a scope into a part of a template. It reads the template's nodes and makes new ones: what came from a value
// is never looked at again, so that no value can become a mark.
type filler struct {
	letters *letters
	left    int
	open    []mark // marks whose other end was not found
	drawn   drawings
}

// room counts what is written, and reports whether there is room for it.
func (f *filler) room() bool {
	f.left--
	return f.left > 0
}

func (f *filler) err() error {
	if f.left <= 0 {
		return fault.New(fault.TooLarge, "docx.grows_too_large")
	}
	return nil
}

// each is what becomes of one node.
func (f *filler) each(n *node, s *scope) []*node {
	if !f.room() {
		return nil
	}
	switch n.name {
	case "w:p":
		return f.paragraph(n, s)
	case "w:tbl":
		return f.table(n, s)
	case "":
		return []*node{n.shell()}
	}
	c := n.shell()
	c.kids = f.siblings(n.kids, s, alone, f.each)
	if needsParagraph(n.name) && (len(c.kids) == 0 || c.kids[len(c.kids)-1].name != "w:p") {
		c.kids = append(c.kids, element("w:p"))
	}
	return []*node{c}
}

// needsParagraph names what Word does not open unless a paragraph ends it.
func needsParagraph(name string) bool {
	return slices.Contains([]string{"w:tc", "w:hdr", "w:ftr", "w:txbxContent"}, name)
}

// alone is the beginning or end mark that a paragraph consists of.
func alone(n *node) (mark, bool) {
	if n.name != "w:p" {
		return mark{}, false
	}
	m, ok := only(words(n))
	return m, ok && m.verb != value
}

// siblings fills nodes that stand beside each other. at tells which of them are marks of beginning or end.
func (f *filler) siblings(kids []*node, s *scope, at func(*node) (mark, bool), each func(*node, *scope) []*node) []*node {
	var out []*node
	for i := 0; i < len(kids); i++ {
		m, ok := at(kids[i])
		if !ok {
			out = append(out, each(kids[i], s)...)
			continue
		}
		end := -1
		if m.verb != closes {
			end = closing(kids[i:], at)
		}
		if end < 0 {
			f.open = append(f.open, m)
			continue
		}
		for _, member := range s.repeats(m) {
			if !f.room() {
				return out
			}
			out = append(out, f.siblings(kids[i+1:i+end], member, at, each)...)
		}
		i += end
	}
	return out
}

// closing is where the section ends that the first node opens, or -1.
func closing(kids []*node, at func(*node) (mark, bool)) int {
	first, _ := at(kids[0])
	depth := 0
	for i, k := range kids {
		m, ok := at(k)
		if !ok || m.name != first.name {
			continue
		}
		if m.verb == closes {
			depth--
		} else {
			depth++
		}
		if depth == 0 {
			return i
		}
	}
	return -1
}

// paragraph fills a paragraph. One that consists of a single value becomes as many as the value has lines.
func (f *filler) paragraph(p *node, s *scope) []*node {
	text := words(p)
	if !strings.Contains(text, "{{") && !hasBox(p) {
		return []*node{p.clone()}
	}
	if m, ok := only(text); ok && m.verb == value {
		if v, known := s.text(m.name); known && strings.Contains(v, "\n") {
			return f.lines(p, m, v)
		}
	}
	if slices.ContainsFunc(marksIn(text), func(m mark) bool { return m.verb != value }) {
		p = isolated(p)
	}
	c := p.shell()
	c.kids = f.inline(p.kids, s)
	f.numbered(c, s)
	return []*node{c}
}

// hasBox reports whether there are paragraphs within the paragraph, in a text box.
func hasBox(n *node) bool {
	return slices.ContainsFunc(n.kids, func(k *node) bool { return k.name == "w:p" || k.name == "w:tbl" || hasBox(k) })
}

// lines writes a paragraph once for each line of a value.
func (f *filler) lines(p *node, m mark, v string) []*node {
	var out []*node
	for _, line := range strings.Split(v, "\n") {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		one := texted(m.name, line)
		c := p.shell()
		c.kids = f.inline(p.kids, one)
		out = append(out, c)
		if !f.room() {
			break
		}
	}
	return out
}

// inline fills what is inside a paragraph.
func (f *filler) inline(kids []*node, s *scope) []*node {
	return f.siblings(kids, s, runMark, func(n *node, s *scope) []*node {
		if !f.room() {
			return nil
		}
		c := n.shell()
		switch n.name {
		case "w:p", "w:tbl":
			return f.each(n, s)
		case "w:t":
			return f.spoken(n, s)
		}
		c.kids = f.inline(n.kids, s)
		return []*node{c}
	})
}

// runMark is the beginning or end mark that a run consists of.
func runMark(n *node) (mark, bool) {
	if n.name != "w:r" {
		return mark{}, false
	}
	text := ""
	for _, k := range n.kids {
		switch k.name {
		case "w:t":
			text += k.plain()
		case "w:rPr":
		default:
			return mark{}, false
		}
	}
	m, at := markAt(text)
	return m, at != nil && m.verb != value && at[0] == 0 && at[1] == len(text)
}

// isolated is a paragraph whose marks of beginning and end stand in runs of their own.
func isolated(n *node) *node {
	c := n.shell()
	for _, k := range n.kids {
		switch k.name {
		case "w:r":
			c.kids = append(c.kids, split(k)...)
		case "w:hyperlink", "w:ins", "w:smartTag", "w:sdt", "w:sdtContent", "w:fldSimple":
			c.kids = append(c.kids, isolated(k))
		default:
			c.kids = append(c.kids, k)
		}
	}
	return c
}

// split is a run cut at its marks of beginning and end.
func split(r *node) []*node {
	if !slices.ContainsFunc(r.kids, func(k *node) bool { return k.name == "w:t" && strings.Contains(k.plain(), "{{") }) {
		return []*node{r}
	}
	looks := r.child("w:rPr")
	var out []*node
	put := func(k *node) {
		c := r.shell()
		if looks != nil {
			c.kids = append(c.kids, looks)
		}
		c.kids = append(c.kids, k)
		out = append(out, c)
	}
	for _, k := range r.kids {
		if k.name != "w:t" {
			if k.name != "w:rPr" {
				put(k)
			}
			continue
		}
		for _, s := range cut(k.plain()) {
			t := k.shell()
			t.say(s)
			put(t)
		}
	}
	return out
}

// cut is a text in pieces, marks of beginning and end each being one.
func cut(s string) []string {
	var out []string
	from := 0
	for _, at := range marked.FindAllStringIndex(s, -1) {
		if m, _ := markAt(s[at[0]:at[1]]); m.verb == value {
			continue
		}
		if at[0] > from {
			out = append(out, s[from:at[0]])
		}
		out = append(out, s[at[0]:at[1]])
		from = at[1]
	}
	if from < len(s) {
		out = append(out, s[from:])
	}
	return out
}

// spoken is a w:t with its values written in: line ends become breaks, tabs tabs. Marks nobody knows stay as they were typed.
func (f *filler) spoken(t *node, s *scope) []*node {
	text := t.plain()
	if before, code, after, ok := coded(text, s); ok {
		return slices.Concat(f.piece(t, before, s), []*node{f.drawn.draw(code)}, f.piece(t, after, s))
	}
	if !strings.Contains(text, "{{") {
		return []*node{t.clone()}
	}
	filled := marked.ReplaceAllStringFunc(text, func(typed string) string {
		m, _ := markAt(typed)
		if v, ok := s.text(m.name); ok && m.verb == value {
			return v
		}
		return typed
	})
	var out []*node
	for len(filled) > 0 {
		i := strings.IndexAny(filled, "\n\t")
		if i < 0 {
			i = len(filled)
		}
		if i > 0 {
			piece := t.shell()
			piece.say(filled[:i])
			out = append(out, piece)
		}
		if i == len(filled) {
			break
		}
		name := "w:br"
		if filled[i] == '\t' {
			name = "w:tab"
		}
		out, filled = append(out, element(name)), filled[i+1:]
	}
	return out
}
