package workbook

import (
	"encoding/xml"
	"path"
	"strings"

	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// read follows the relationships from the package to its workbook, and from there to sheets, texts and styles. They are told by the
// last word of their types, because the strict form of the format has other addresses for the same things.
func (b *Book) read() error {
	top, err := b.relations("")
	if err != nil {
		return err
	}
	main := top.ofType("officeDocument")
	if main == "" {
		return fault.New(fault.Invalid, "workbook.not_a_workbook")
	}
	rels, err := b.relations(main)
	if err != nil {
		return err
	}
	if err := b.readSheets(main, rels); err != nil {
		return err
	}
	if err := b.readStyles(rels.ofType("styles")); err != nil {
		return err
	}
	return b.readStrings(rels.ofType("sharedStrings"))
}

// relation is a pointer from one part to another.
type relation struct{ kind, target string }

type relations map[string]relation

func (r relations) ofType(kind string) string {
	found := ""
	for _, x := range r {
		if x.kind == kind && (found == "" || x.target < found) {
			found = x.target
		}
	}
	return found
}

// relations reads where a part points to; the package itself has the empty name.
func (b *Book) relations(of string) (relations, error) {
	dir, file := path.Split(of)
	p, err := b.archive.must(dir + "_rels/" + file + ".rels")
	if err != nil {
		return nil, err
	}
	all := relations{}
	err = p.each(func(e xml.StartElement) error {
		if e.Name.Local != "Relationship" || attr(e, "TargetMode") == "External" {
			return nil
		}
		if len(all) >= b.archive.limits.Entries {
			return broken(p.name, nil)
		}
		target := attr(e, "Target")
		if !strings.HasPrefix(target, "/") {
			target = path.Join("/", dir, target)
		}
		all[attr(e, "Id")] = relation{path.Base(attr(e, "Type")), strings.TrimPrefix(target, "/")}
		return nil
	})
	return all, err
}

func (b *Book) readSheets(main string, rels relations) error {
	p, err := b.archive.must(main)
	if err != nil {
		return err
	}
	err = p.each(func(e xml.StartElement) error {
		switch {
		case e.Name.Local == "workbookPr":
			b.from04 = on(attr(e, "date1904"))
		case p.under("workbook", "sheets", "sheet"):
			return b.addSheet(p.name, e, rels)
		case p.path[0] != "workbook":
			return fault.New(fault.Invalid, "workbook.not_a_workbook") // a Word file is a package of the same kind
		}
		return nil
	})
	if err == nil && len(b.sheets) == 0 {
		err = fault.New(fault.Invalid, "workbook.not_a_workbook")
	}
	return err
}

// addSheet takes a sheet of cells; sheets that are charts or dialogues hold no rows.
func (b *Book) addSheet(part string, e xml.StartElement, rels relations) error {
	id := ""
	for _, a := range e.Attr { // the only "id" is that of the relation; sheetId is another name
		if a.Name.Local == "id" {
			id = a.Value
		}
	}
	r, ok := rels[id]
	if !ok {
		return broken(part, nil)
	}
	if r.kind != "worksheet" {
		return nil
	}
	if len(b.sheets) >= b.archive.limits.Sheets {
		return fault.New(fault.TooLarge, "workbook.too_many_sheets", b.archive.limits.Sheets)
	}
	state := attr(e, "state")
	b.sheets = append(b.sheets, Sheet{Name: attr(e, "name"), Hidden: state == "hidden" || state == "veryHidden", part: r.target})
	return nil
}

// shared is a text that cells point to.
type shared struct {
	text string
	runs []Run
}

func (b *Book) readStrings(name string) error {
	p, err := b.archive.open(name)
	if err != nil || p == nil { // a workbook may keep all texts in its cells
		return err
	}
	return p.each(func(e xml.StartElement) error {
		if !p.under("sst", "si") {
			return nil
		}
		if len(b.strings) >= b.archive.limits.Strings {
			return fault.New(fault.TooLarge, "workbook.too_many_texts", b.archive.limits.Strings)
		}
		s, err := p.text()
		b.strings = append(b.strings, s)
		return err
	})
}

// text reads the text of the element just begun, whole or in runs; how it is pronounced is left out.
func (p *part) text() (shared, error) {
	var b strings.Builder
	var runs []Run
	err := p.within(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "rPh":
			return p.skip()
		case "r":
			runs = append(runs, Run{})
		case "rFont":
			if len(runs) > 0 {
				runs[len(runs)-1].Font = attr(e, "val")
			}
		case "t":
			t, err := p.characters()
			if err != nil {
				return err
			}
			t = unescape(t)
			b.WriteString(t)
			if len(runs) > 0 {
				runs[len(runs)-1].Text += t
			}
		}
		return nil
	}, nil)
	return shared{b.String(), runs}, err
}

// skip reads to the end of the element just begun.
func (p *part) skip() error {
	return p.within(func(xml.StartElement) error { return nil }, nil)
}
