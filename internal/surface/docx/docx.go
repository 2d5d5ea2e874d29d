// Package docx writes the papers of a committee as Word files: minutes, notice of conclusions, invitation, supplement of a meeting,
// letters that urge, half-year reports.
//
// There is one mechanism. A template is a Word file with marks ({{so_ky_hieu}}, {{#noi_dung}} … {{/noi_dung}}); the product's own
// templates are made from the parts in web/documents and filled by the same code that fills a committee's uploaded one. The form
// (Nghị định 30/2020/NĐ-CP for the State; Hướng dẫn 36-HD/VPTW, then 05-HD/VPTW for the Party) is chosen by the committee and by the
// date of the document itself. The same paper gives the same bytes, so that a signature can bind them.
package docx

import (
	"fmt"
	"io/fs"
	"strings"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/web"
)

// Render writes a paper as a Word file. What is not known stays a dotted blank and is named in the file's Blanks.
// It is a meeting.Renderer. Of a kind that is no meeting's it writes an invented sample. Faults are about the committee's own template only.
func Render(of meeting.PaperOf) (meeting.File, error) {
	if isOutside(of.Paper.Kind) {
		return RenderOutside(of)
	}
	all, err := forms(web.Documents())
	if err != nil {
		return meeting.File{}, err
	}
	f, err := formOn(all, of.Committee.DocumentSystem, dated(of))
	if err != nil {
		return meeting.File{}, err
	}
	p, err := templateOf(web.Documents(), f, of)
	if err != nil {
		return meeting.File{}, err
	}
	c := newContent(of, f)
	s := c.scope()
	if _, err := fillPack(p, s); err != nil {
		return meeting.File{}, err
	}
	p.describe(c.title(), of.Committee.Name, dated(of).String())
	b, err := p.pack()
	return meeting.File{Name: c.fileName(), Bytes: b, Blanks: c.blanks}, err
}

// Builtin is the product's own template for a paper, marks unfilled: what a committee starts its own from.
func Builtin(of meeting.PaperOf) (meeting.File, error) {
	all, err := forms(web.Documents())
	if err != nil {
		return meeting.File{}, err
	}
	f, err := formOn(all, of.Committee.DocumentSystem, dated(of))
	if err != nil {
		return meeting.File{}, err
	}
	p, err := builtin(web.Documents(), f, of.Paper.Kind)
	if err != nil {
		return meeting.File{}, err
	}
	b, err := p.pack()
	return meeting.File{Name: "mau-" + slug(of.Paper.Kind) + ".docx", Bytes: b}, err
}

func templateOf(files fs.FS, f form, of meeting.PaperOf) (*pack, error) {
	if len(of.Template) > 0 {
		return unpack(of.Template)
	}
	return builtin(files, f, of.Paper.Kind)
}

// fillPack fills every part of a template and returns the marks of beginning or end that had no other end.
func fillPack(p *pack, s *scope) ([]mark, error) {
	f := &filler{letters: newLetters(p), left: mostNodes}
	for _, one := range p.filled() {
		f.drawn.part = one.name
		root, err := parse(one.body)
		if err != nil {
			return nil, fault.New(fault.Invalid, "docx.broken_part", one.name).Because(err)
		}
		joinAll(root)
		out := root.shell()
		for _, k := range root.kids {
			out.kids = append(out.kids, f.each(k, s)...)
		}
		if err := f.err(); err != nil {
			return nil, err
		}
		if out.element() == nil {
			return nil, fault.New(fault.Invalid, "docx.broken_part", one.name)
		}
		one.body = out.bytes()
	}
	if err := f.drawn.addTo(p); err != nil {
		return nil, err
	}
	return f.open, f.letters.addTo(p)
}

// describe writes the properties that file managers show: title, issuer, and the document's own date instead of today's.
func (p *pack) describe(title, creator, day string) {
	f := p.find(corePart)
	if f == nil {
		return
	}
	const form = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>%s</dc:title><dc:creator>%s</dc:creator><dc:language>vi-VN</dc:language><dcterms:created xsi:type="dcterms:W3CDTF">%sT00:00:00Z</dcterms:created></cp:coreProperties>`
	f.body = fmt.Appendf(nil, form, inText.Replace(legal(title)), inText.Replace(legal(creator)), day)
}

// slug is a kind of paper in file names.
func slug(k meeting.PaperKind) string {
	switch k {
	case meeting.Minutes:
		return "bien-ban"
	case meeting.Notice:
		return "thong-bao-ket-luan"
	case meeting.Invitation:
		return "giay-moi"
	case meeting.Supplement:
		return "bien-ban-bo-sung"
	case meeting.Reminder:
		return "phieu-don-doc"
	case meeting.HalfReport:
		return "bao-cao"
	}
	return strings.ToLower(string(k))
}
