package docx

import (
	"encoding/xml"
	"slices"
	"strconv"
	"strings"
)

// letterMark asks for a list letter: the paragraph becomes a list item of Word's whose number is the next letter of the Vietnamese
// alphabet. Word itself counts a, b, c, d, e, f and knows no đ, so every letter is a list of its own (Nghị định 30/2020/NĐ-CP,
// Phụ lục I: points bear Vietnamese letters).
const letterMark = "chu_cai"

// alphabet is that of points: no f, j, w, z, and none of the letters with marks but đ.
const alphabet = "abcdđeghiklmnopqrstuvxy"

// letter is the i-th letter of a list, from 0; after y come aa, ab, ac …
func letter(i int) string {
	a := []rune(alphabet)
	if i < len(a) {
		return string(a[i])
	}
	return letter(i/len(a)-1) + string(a[i%len(a)])
}

// letters are the lists a document needs, added to the numbering of its template.
type letters struct {
	nums   map[list]string // -> numId
	added  []list          // in the order they were met
	next   int
	styles map[string]*node
}

// list is a letter with the indent of the paragraphs it numbers: a list without an indent of its own would take them to the margin.
type list struct {
	letter, left, hanging, firstLine string
}

// newLetters looks which numbers of lists are free. A template without any numbering gets letters as text.
func newLetters(p *pack) *letters {
	l := &letters{nums: map[list]string{}, styles: map[string]*node{}}
	f := p.find(numberingPart)
	if f == nil {
		return l
	}
	n, err := parse(f.body)
	if err != nil || n.element().name != "w:numbering" {
		return l
	}
	for _, k := range n.element().kids {
		for _, id := range []string{k.attr("w:numId"), k.attr("w:abstractNumId")} {
			if v, err := strconv.Atoi(id); err == nil && v < 1<<30 {
				l.next = max(l.next, v)
			}
		}
	}
	l.next++
	l.readStyles(p)
	return l
}

func (l *letters) readStyles(p *pack) {
	f := p.find("word/styles.xml")
	if f == nil {
		return
	}
	if n, err := parse(f.body); err == nil {
		for _, k := range n.element().kids {
			if k.name == "w:style" {
				l.styles[k.attr("w:styleId")] = k
			}
		}
	}
}

// indent is that of a paragraph, by itself or by its style.
func (l *letters) indent(p *node) *node {
	pr := p.child("w:pPr")
	style := ""
	for range 20 { // styles build on each other, and a broken template may go in a circle
		if pr != nil {
			if ind := pr.child("w:ind"); ind != nil {
				return ind
			}
			if s := pr.child("w:pStyle"); s != nil {
				style = s.attr("w:val")
			}
		}
		s := l.styles[style]
		if s == nil {
			break
		}
		pr, style = s.child("w:pPr"), ""
		if base := s.child("w:basedOn"); base != nil {
			style = base.attr("w:val")
		}
	}
	return element("w:ind")
}

// numbered makes a paragraph an item of a letter's list when its scope brings a letter that the paragraph asked for.
func (f *filler) numbered(p *node, s *scope) {
	asked := false
	for _, g := range groups(p) {
		for _, t := range g {
			if text := t.plain(); strings.Contains(text, letterSign) {
				asked = true
				t.say(strings.ReplaceAll(text, letterSign, ""))
			}
		}
	}
	if !asked {
		return
	}
	l, _ := s.text(letterPlain)
	ind := f.letters.indent(p)
	if id := f.letters.num(list{l, ind.attr("w:left"), ind.attr("w:hanging"), ind.attr("w:firstLine")}); id != "" {
		number(p, id)
		return
	}
	for _, g := range groups(p) {
		if len(g) > 0 {
			g[0].say(l + ") " + g[0].plain())
			return
		}
	}
}

// letterSign is what the mark of a letter becomes until its paragraph is done: no value can hold it, since legal drops it.
const letterSign = "\uFFFE"

// letterPlain is the letter itself, for templates that number by text.
const letterPlain = "chu_cai_thuong"

// num is the list of a letter, or empty when the template has no numbering to add it to.
func (l *letters) num(of list) string {
	if l.next == 0 || of.letter == "" {
		return ""
	}
	if l.nums[of] == "" {
		l.nums[of] = strconv.Itoa(l.next)
		l.added = append(l.added, of)
		l.next++
	}
	return l.nums[of]
}

// number puts a list into the properties of a paragraph, at the place the format wants it.
func number(p *node, id string) {
	pr := p.child("w:pPr")
	if pr == nil {
		pr = element("w:pPr")
		p.kids = slices.Insert(p.kids, 0, pr)
	}
	pr.kids = slices.DeleteFunc(pr.kids, func(k *node) bool { return k.name == "w:numPr" })
	num := element("w:numPr")
	num.kids = []*node{element("w:ilvl", "w:val", "0"), element("w:numId", "w:val", id)}
	before := []string{"w:pStyle", "w:keepNext", "w:keepLines", "w:pageBreakBefore", "w:framePr", "w:widowControl"}
	i := 0
	for i < len(pr.kids) && (pr.kids[i].name == "" || slices.Contains(before, pr.kids[i].name)) {
		i++
	}
	pr.kids = slices.Insert(pr.kids, i, num)
}

// addTo writes the lists into the template's numbering.
func (l *letters) addTo(p *pack) error {
	if len(l.added) == 0 {
		return nil
	}
	f := p.find(numberingPart)
	n, err := parse(f.body)
	if err != nil {
		return err
	}
	root := n.element()
	at := slices.IndexFunc(root.kids, func(k *node) bool { return k.name == "w:num" || k.name == "w:numIdMacAtCleanup" })
	if at < 0 {
		at = len(root.kids)
	}
	var lists, nums []*node
	for _, of := range l.added {
		id := l.nums[of]
		level := element("w:lvl", "w:ilvl", "0")
		level.kids = []*node{
			element("w:start", "w:val", "1"), element("w:numFmt", "w:val", "none"), element("w:suff", "w:val", "space"),
			element("w:lvlText", "w:val", of.letter+")"), element("w:lvlJc", "w:val", "left"), of.properties(),
		}
		many := element("w:abstractNum", "w:abstractNumId", id)
		many.kids = []*node{element("w:multiLevelType", "w:val", "singleLevel"), level}
		num := element("w:num", "w:numId", id)
		num.kids = []*node{element("w:abstractNumId", "w:val", id)}
		lists, nums = append(lists, many), append(nums, num)
	}
	root.kids = slices.Insert(root.kids, at, lists...)
	end := len(root.kids)
	if i := slices.IndexFunc(root.kids, func(k *node) bool { return k.name == "w:numIdMacAtCleanup" }); i >= 0 {
		end = i
	}
	root.kids = slices.Insert(root.kids, end, nums...)
	f.body = n.bytes()
	return nil
}

// properties are those of a level of a list.
func (of list) properties() *node {
	ind := element("w:ind")
	for name, v := range map[string]string{"w:left": of.left, "w:hanging": of.hanging, "w:firstLine": of.firstLine} {
		if v != "" {
			ind.set(name, v)
		}
	}
	slices.SortFunc(ind.attrs, func(a, b xml.Attr) int { return strings.Compare(full(a.Name), full(b.Name)) })
	pr := element("w:pPr")
	pr.kids = []*node{ind}
	return pr
}
