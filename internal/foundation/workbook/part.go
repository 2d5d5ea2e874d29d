package workbook

import (
	"bufio"
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// part is the XML of one part, read token by token within the limits.
type part struct {
	name  string
	close func() error
	d     *xml.Decoder
	m     *meter
	l     Limits
	path  []string // names of the open elements, without their prefixes
}

func newPart(name string, r io.ReadCloser, l Limits) *part {
	m := &meter{r: bufio.NewReaderSize(r, 32<<10), most: l.Token}
	return &part{name: name, close: r.Close, d: xml.NewDecoder(m), m: m, l: l}
}

// meter counts the bytes of the token being read: the decoder holds a token whole, however long it is.
type meter struct {
	r    *bufio.Reader
	have int
	most int
}

func (m *meter) ReadByte() (byte, error) {
	if m.have++; m.have > m.most {
		return 0, fault.New(fault.TooLarge, "workbook.text_too_long")
	}
	return m.r.ReadByte()
}

func (m *meter) Read(p []byte) (int, error) { // the decoder reads byte by byte; this only makes it a Reader
	b, err := m.ReadByte()
	if err != nil || len(p) == 0 {
		return 0, err
	}
	p[0] = b
	return 1, nil
}

// next is the next token; io.EOF after the last. Declarations of documents and entities have no place in a workbook.
func (p *part) next() (xml.Token, error) {
	p.m.have = 0
	t, err := p.d.Token()
	if err != nil {
		return nil, p.wrong(err)
	}
	switch t := t.(type) {
	case xml.Directive:
		return nil, fault.New(fault.Invalid, "workbook.declares_entities", p.name)
	case xml.StartElement:
		if len(p.path) >= p.l.Depth {
			return nil, broken(p.name, nil)
		}
		p.path = append(p.path, t.Name.Local)
	case xml.EndElement:
		p.path = p.path[:len(p.path)-1]
	}
	return t, nil
}

func (p *part) wrong(err error) error {
	if errors.Is(err, io.EOF) {
		return io.EOF
	}
	if f, ok := errors.AsType[*fault.Fault](err); ok {
		return f
	}
	return broken(p.name, err)
}

// each hands every element that begins to f, which may read on within it, and closes the part.
func (p *part) each(f func(xml.StartElement) error) error {
	defer func() { _ = p.close() }()
	for {
		t, err := p.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if start, ok := t.(xml.StartElement); ok {
			if err := f(start); err != nil {
				return err
			}
		}
	}
}

// within reads to the end of the element just begun: f gets the elements in it as they begin, text the characters directly in it.
func (p *part) within(f func(xml.StartElement) error, text func([]byte)) error {
	depth := len(p.path)
	for {
		t, err := p.next()
		if errors.Is(err, io.EOF) {
			return broken(p.name, err)
		}
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case xml.EndElement:
			if len(p.path) < depth {
				return nil
			}
		case xml.CharData:
			if text != nil && len(p.path) == depth {
				text(t)
			}
		case xml.StartElement:
			if err := f(t); err != nil {
				return err
			}
		}
	}
}

// characters is the text directly in the element just begun.
func (p *part) characters() (string, error) {
	var b strings.Builder
	err := p.within(func(xml.StartElement) error { return nil }, func(c []byte) { b.Write(c) })
	return b.String(), err
}

// under reports whether the open elements end in these.
func (p *part) under(names ...string) bool {
	if len(p.path) < len(names) {
		return false
	}
	for i, n := range names {
		if p.path[len(p.path)-len(names)+i] != n {
			return false
		}
	}
	return true
}

// attr is an attribute by its name without prefix; empty when there is none.
func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// on reads a yes or no as the format writes it.
func on(s string) bool { return s == "1" || strings.EqualFold(s, "true") }
