package docx

import (
	"regexp"
	"strings"

	"github.com/dondoc/dondoc/internal/foundation/vietnamese"
)

// verb is what a mark asks for.
type verb byte

// The verbs: a value, the beginning of what is repeated or shown when there is something, of what is shown when there is
// nothing, and the end of either.
const (
	value  verb = 'v'
	opens  verb = '#'
	unless verb = '^'
	closes verb = '/'
)

// mark is a place in a template that is to be filled: {{so_ky_hieu}}, {{#noi_dung}}, {{^noi_dung}}, {{/noi_dung}}.
type mark struct {
	verb  verb
	name  string // canonical
	typed string // as written
}

// marked matches what looks like a mark. A name may be typed with Vietnamese marks and spaces: {{Số ký hiệu}}.
var marked = regexp.MustCompile(`\{\{\s*([#^/]?)\s*([^{}]*?)\s*\}\}`)

// markAt reads the first mark of a text; where says from where to where it lies.
func markAt(s string) (m mark, where []int) {
	g := marked.FindStringSubmatchIndex(s)
	if g == nil {
		return mark{}, nil
	}
	m = mark{verb: value, name: canonical(s[g[4]:g[5]]), typed: s[g[0]:g[1]]}
	if g[3] > g[2] {
		m.verb = verb(s[g[2]])
	}
	return m, g[:2]
}

// marksIn lists the marks of a text.
func marksIn(s string) []mark {
	var all []mark
	for {
		m, at := markAt(s)
		if at == nil {
			return all
		}
		all = append(all, m)
		s = s[at[1]:]
	}
}

// only is the mark that a text consists of, white space aside.
func only(s string) (mark, bool) {
	s = strings.TrimSpace(s)
	m, at := markAt(s)
	return m, at != nil && at[0] == 0 && at[1] == len(s)
}

func canonical(name string) string {
	return strings.ReplaceAll(vietnamese.Key(name), " ", "_")
}

// groups lists the texts (w:t) of a paragraph, those together that nothing visible stands between. Paragraphs inside it
// (text boxes) are not its own.
func groups(p *node) [][]*node {
	var all [][]*node
	var run []*node
	var walk func(n *node)
	walk = func(n *node) {
		for _, k := range n.kids {
			switch k.name {
			case "w:t":
				run = append(run, k)
			case "w:r", "w:hyperlink", "w:ins", "w:smartTag", "w:sdt", "w:sdtContent", "w:fldSimple", "w:bdo", "w:dir":
				walk(k)
			case "", "w:pPr", "w:rPr", "w:proofErr", "w:bookmarkStart", "w:bookmarkEnd", "w:del", "w:sdtPr", "w:sdtEndPr", "w:lastRenderedPageBreak",
				"w:permStart", "w:permEnd", "w:commentRangeStart", "w:commentRangeEnd", "w:moveFrom":
			default:
				all, run = append(all, run), nil
			}
		}
	}
	walk(p)
	return append(all, run)
}

// plain is the text of a w:t.
func (n *node) plain() string {
	var b strings.Builder
	for _, k := range n.kids {
		b.WriteString(k.text)
	}
	return b.String()
}

// say gives a w:t another text; spaces at its ends count.
func (n *node) say(s string) {
	n.kids = []*node{{text: s}}
	n.set("xml:space", "preserve")
}

// words is what a paragraph says.
func words(p *node) string {
	var b strings.Builder
	for _, g := range groups(p) {
		for _, t := range g {
			b.WriteString(t.plain())
		}
		b.WriteByte('\n')
	}
	return strings.TrimRight(b.String(), "\n")
}

// join brings every mark of a paragraph into one text: Word splits what was typed over several runs as it likes.
func join(p *node) {
	for _, g := range groups(p) {
		if len(g) > 1 {
			joinGroup(g)
		}
	}
}

func joinGroup(g []*node) {
	texts, ends, all := make([]string, len(g)), make([]int, len(g)), ""
	for i, t := range g {
		all += t.plain()
		ends[i] = len(all)
	}
	at, i := 0, 0 // texts up to at are given out, the text at belongs to g[i]
	give := func(to int, whole bool) {
		for at < to {
			for ends[i] <= at {
				i++
			}
			next := min(to, ends[i])
			if whole {
				next = to
			}
			texts[i] += all[at:next]
			at = next
		}
	}
	for _, m := range marked.FindAllStringIndex(all, -1) {
		give(m[0], false)
		give(m[1], true)
	}
	give(len(all), false)
	for i, t := range g {
		if texts[i] != t.plain() {
			t.say(texts[i])
		}
	}
}

// joinAll joins the marks of every paragraph of a part.
func joinAll(n *node) {
	if n.name == "w:p" {
		join(n)
	}
	for _, k := range n.kids {
		joinAll(k)
	}
}
