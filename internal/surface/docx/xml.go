package docx

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// node is a piece of a part of a Word file: an element, a text, or something kept as it stands. Names keep their prefixes
// ("w:p"), because a template's own declarations must survive.
type node struct {
	name  string // empty: a text or a raw piece
	attrs []xml.Attr
	kids  []*node
	text  string
	raw   string // a comment or an instruction, as written
}

// deepest is how deep elements may lie in each other; Word stays far below it.
const deepest = 256

var errNotXML = errors.New("not well-formed XML")

// parse reads a part. Document types are refused: Word never writes them, and they could name other files.
func parse(b []byte) (*node, error) {
	d := xml.NewDecoder(bytes.NewReader(b))
	root := &node{}
	open := []*node{root}
	for {
		tok, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("%w: %w", errNotXML, err)
		}
		top := open[len(open)-1]
		switch t := tok.(type) {
		case xml.StartElement:
			n := &node{name: full(t.Name), attrs: slices.Clone(t.Attr)}
			top.kids = append(top.kids, n)
			open = append(open, n)
			if len(open) > deepest {
				return nil, fmt.Errorf("%w: too deep", errNotXML)
			}
		case xml.EndElement:
			if len(open) == 1 || top.name != full(t.Name) {
				return nil, fmt.Errorf("%w: %s ends where %s is open", errNotXML, full(t.Name), top.name)
			}
			open = open[:len(open)-1]
		case xml.CharData:
			top.kids = append(top.kids, &node{text: string(t)})
		case xml.ProcInst:
			top.kids = append(top.kids, &node{raw: "<?" + t.Target + " " + string(t.Inst) + "?>"})
		case xml.Comment:
			top.kids = append(top.kids, &node{raw: "<!--" + string(t) + "-->"})
		case xml.Directive:
			return nil, fmt.Errorf("%w: document type", errNotXML)
		}
	}
	if len(open) != 1 || root.element() == nil {
		return nil, fmt.Errorf("%w: cut off", errNotXML)
	}
	return root, nil
}

func full(n xml.Name) string {
	if n.Space == "" {
		return n.Local
	}
	return n.Space + ":" + n.Local
}

// element is the outermost element of a part.
func (n *node) element() *node {
	for _, k := range n.kids {
		if k.name != "" {
			return k
		}
	}
	return nil
}

// child is the first element of a name directly below, or nil.
func (n *node) child(name string) *node {
	for _, k := range n.kids {
		if k.name == name {
			return k
		}
	}
	return nil
}

// attr is the value of an attribute, or empty.
func (n *node) attr(name string) string {
	for _, a := range n.attrs {
		if full(a.Name) == name {
			return a.Value
		}
	}
	return ""
}

// set gives an attribute a value.
func (n *node) set(name, value string) {
	for i, a := range n.attrs {
		if full(a.Name) == name {
			n.attrs[i].Value = value
			return
		}
	}
	space, local, found := strings.Cut(name, ":")
	if !found {
		space, local = "", name
	}
	n.attrs = append(n.attrs, xml.Attr{Name: xml.Name{Space: space, Local: local}, Value: value})
}

// shell is a copy of an element without what is in it.
func (n *node) shell() *node {
	return &node{name: n.name, attrs: slices.Clone(n.attrs), text: n.text, raw: n.raw}
}

// clone is a copy with everything in it.
func (n *node) clone() *node {
	c := n.shell()
	c.kids = make([]*node, len(n.kids))
	for i, k := range n.kids {
		c.kids[i] = k.clone()
	}
	return c
}

// element makes an element with attributes given as name, value, name, value.
func element(name string, attrs ...string) *node {
	n := &node{name: name}
	for i := 0; i+1 < len(attrs); i += 2 {
		n.set(attrs[i], attrs[i+1])
	}
	return n
}

// bytes writes a part as it will lie in the file.
func (n *node) bytes() []byte {
	var b bytes.Buffer
	for _, k := range n.kids {
		k.write(&b)
	}
	return b.Bytes()
}

func (n *node) write(b *bytes.Buffer) {
	switch {
	case n.raw != "":
		b.WriteString(n.raw)
		return
	case n.name == "":
		_, _ = inText.WriteString(b, n.text)
		return
	}
	b.WriteString("<" + n.name)
	for _, a := range n.attrs {
		b.WriteString(" " + full(a.Name) + `="`)
		_, _ = inAttribute.WriteString(b, a.Value)
		b.WriteByte('"')
	}
	if len(n.kids) == 0 {
		b.WriteString("/>")
		return
	}
	b.WriteByte('>')
	for _, k := range n.kids {
		k.write(b)
	}
	b.WriteString("</" + n.name + ">")
}

var (
	inText      = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "\r", "&#xD;")
	inAttribute = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "\r", "&#xD;", "\n", "&#xA;", "\t", "&#x9;")
)

// legal drops what XML cannot hold: control characters and what is no character.
func legal(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t', r == '\n', r >= 0x20 && r <= 0xD7FF, r >= 0xE000 && r <= 0xFFFD, r >= 0x10000 && r <= 0x10FFFF:
			return r
		}
		return -1
	}, s)
}
