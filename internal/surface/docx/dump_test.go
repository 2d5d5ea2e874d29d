package docx_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
)

// element is an XML element read for tests, names without their prefixes.
type element struct {
	XMLName xml.Name
	Attrs   []xml.Attr `xml:",any,attr"`
	Kids    []element  `xml:",any"`
	Text    string     `xml:",chardata"`
}

func (e element) attr(name string) string {
	for _, a := range e.Attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func (e element) child(path ...string) element {
	for _, k := range e.Kids {
		if k.XMLName.Local == path[0] {
			if len(path) == 1 {
				return k
			}
			return k.child(path[1:]...)
		}
	}
	return element{}
}

func partOf(t testing.TB, file []byte, name string) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatalf("not a zip: %v", err)
	}
	f, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func read(t testing.TB, file []byte, name string) element {
	t.Helper()
	var e element
	if err := xml.Unmarshal(partOf(t, file, name), &e); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return e
}

// dump is a Word file as one reads it: paragraphs with their styles, then page, styles and lists.
func dump(t testing.TB, file []byte) string {
	t.Helper()
	var b strings.Builder
	dumpText(&b, read(t, file, "word/document.xml"), "")
	b.WriteString("\n# header of pages from the second\n")
	dumpText(&b, read(t, file, "word/header1.xml"), "")
	b.WriteString("\n# styles\n")
	for _, s := range read(t, file, "word/styles.xml").Kids {
		if s.XMLName.Local == "docDefaults" || s.attr("type") == "paragraph" {
			fmt.Fprintf(&b, "%s:%s\n", strings.TrimSpace(s.attr("styleId")+" «"+s.child("name").attr("val")+"»"), flat(s))
		}
	}
	b.WriteString("\n# lists\n")
	for _, n := range read(t, file, "word/numbering.xml").Kids {
		for _, l := range n.Kids {
			if l.XMLName.Local == "lvl" {
				fmt.Fprintf(&b, "%s/%s %s %q%s\n", n.attr("abstractNumId"), l.attr("ilvl"), l.child("numFmt").attr("val"), l.child("lvlText").attr("val"), flat(l.child("pPr")))
			}
		}
	}
	return b.String()
}

func dumpText(b *strings.Builder, e element, indent string) {
	switch e.XMLName.Local {
	case "p":
		look := e.child("pPr", "pStyle").attr("val")
		if n := e.child("pPr", "numPr", "numId").attr("val"); n != "" {
			look += " list " + n
		}
		if e.child("pPr", "pBdr").XMLName.Local != "" {
			look += " rule" + flat(e.child("pPr", "ind"))
		}
		fmt.Fprintf(b, "%s[%s] %s\n", indent, look, textOf(e))
		return
	case "tc":
		fmt.Fprintf(b, "%scell %s\n", indent, e.child("tcPr", "tcW").attr("w"))
		indent += "  "
	case "sectPr":
		fmt.Fprintf(b, "page%s\n", flat(e))
		return
	}
	for _, k := range e.Kids {
		dumpText(b, k, indent)
	}
}

// textOf is the text of a paragraph, what is bold in it between asterisks.
func textOf(e element) string {
	s := ""
	for _, k := range e.Kids {
		switch k.XMLName.Local {
		case "t":
			s += k.Text
		case "br":
			s += "⏎"
		case "tab":
			s += "⇥"
		case "instrText":
			s += "{" + strings.TrimSpace(k.Text) + "}"
		case "r":
			if k.child("rPr", "b").XMLName.Local != "" {
				s += "*" + textOf(k) + "*"
			} else {
				s += textOf(k)
			}
		case "hyperlink":
			s += textOf(k)
		}
	}
	return s
}

// flat lists the properties below an element on one line.
func flat(e element) string {
	s := ""
	for _, k := range e.Kids {
		if slices.Contains([]string{"name", "szCs", "lang", "qFormat"}, k.XMLName.Local) {
			continue
		}
		var attrs []string
		for _, a := range k.Attrs {
			if a.Name.Local != "id" {
				attrs = append(attrs, a.Name.Local+"="+a.Value)
			}
		}
		s += " " + k.XMLName.Local
		if len(attrs) > 0 {
			s += "(" + strings.Join(attrs, " ") + ")"
		}
		s += flat(k)
	}
	if len(e.Kids) == 0 && e.XMLName.Local == "ind" {
		s += fmt.Sprintf(" ind(left=%s right=%s)", e.attr("left"), e.attr("right"))
	}
	return s
}

// wellFormed fails unless a text is XML to its end.
func wellFormed(t testing.TB, b []byte) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(b))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Fatalf("not well-formed: %v", err)
		}
	}
}
