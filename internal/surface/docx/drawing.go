package docx

import (
	"encoding/xml"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/qr"
)

// How a QR code is drawn: large enough for the camera of an old telephone.
const (
	codePixels = 600
	codeMM     = 28
	emuPerMM   = 36_000 // English metric units, which Word measures pictures in
)

// drawings are the QR codes that were asked for while parts were filled, in their order.
type drawings struct {
	part  string // being filled
	shown int    // how many times a code was drawn
	codes []string
	in    map[string][]int // part → numbers of the codes in it
}

// coded cuts a text at its first mark that is drawn as a code.
func coded(text string, s *scope) (before, code, after string, ok bool) {
	for _, at := range marked.FindAllStringIndex(text, -1) {
		m, _ := markAt(text[at[0]:at[1]])
		if code, ok = s.code(m.name); ok && m.verb == value {
			return text[:at[0]], code, text[at[1]:], true
		}
	}
	return "", "", "", false
}

// piece is a part of a text beside a code, filled like any other.
func (f *filler) piece(t *node, text string, s *scope) []*node {
	if text == "" {
		return nil
	}
	p := t.shell()
	p.say(text)
	return f.spoken(p, s)
}

// draw is the element of a run that shows a code.
func (d *drawings) draw(code string) *node {
	if !slices.Contains(d.codes, code) {
		d.codes = append(d.codes, code)
	}
	n := slices.Index(d.codes, code) + 1
	if d.in == nil {
		d.in = map[string][]int{}
	}
	if !slices.Contains(d.in[d.part], n) {
		d.in[d.part] = append(d.in[d.part], n)
	}
	d.shown++
	const form = `<w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">` +
		`<wp:extent cx="%[1]d" cy="%[1]d"/><wp:docPr id="%[2]d" name="Mã QR %[3]d" descr="Mã QR của địa chỉ trả lời"/>` +
		`<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">` +
		`<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr><pic:cNvPr id="%[2]d" name="ma-qr-%[3]d.png"/><pic:cNvPicPr/></pic:nvPicPr>` +
		`<pic:blipFill><a:blip xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:embed="%[4]s"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>` +
		`<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="%[1]d" cy="%[1]d"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>`
	drawn, err := parse(fmt.Appendf(nil, form, codeMM*emuPerMM, 9000+d.shown, n, relation(n)))
	if err != nil {
		panic("docx: the drawing of a code is no XML: " + err.Error()) // all of it is written above
	}
	return drawn.element()
}

func relation(n int) string { return fmt.Sprintf("rIdMaQR%d", n) }

func picture(n int) string { return fmt.Sprintf("ma-qr-%d.png", n) }

// addTo puts the pictures into the file, says what kind they are, and relates the parts to them.
func (d *drawings) addTo(p *pack) error {
	if len(d.codes) == 0 {
		return nil
	}
	for i, code := range d.codes {
		png, err := qr.PNG(code, codePixels)
		if err != nil {
			return fmt.Errorf("docx: %w", err)
		}
		p.put("word/media/"+picture(i+1), png)
	}
	if err := p.declarePNG(); err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(d.in)) { // one order, so that the same document gives the same bytes
		numbers := d.in[name]
		if err := p.relate(name, numbers); err != nil {
			return err
		}
	}
	return nil
}

// put adds a part or replaces it.
func (p *pack) put(name string, body []byte) {
	if had := p.find(name); had != nil {
		had.body = body
		return
	}
	p.parts = append(p.parts, part{name, body})
}

const contentTypes = "[Content_Types].xml"

// declarePNG says in the file what a .png is.
func (p *pack) declarePNG() error {
	types := p.find(contentTypes)
	root, err := parse(types.body)
	if err != nil {
		return fault.New(fault.Invalid, "docx.broken_part", contentTypes).Because(err)
	}
	all := root.element()
	for _, k := range all.kids {
		if strings.HasSuffix(k.name, "Default") && strings.EqualFold(k.attr("Extension"), "png") {
			return nil
		}
	}
	prefix := strings.TrimSuffix(all.name, "Types") // of the element's own namespace
	all.kids = append([]*node{element(prefix+"Default", "Extension", "png", "ContentType", "image/png")}, all.kids...)
	types.body = root.bytes()
	return nil
}

// relate names the pictures of a part in its list of relations, which it makes where there is none.
func (p *pack) relate(name string, numbers []int) error {
	const empty = xml.Header + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>`
	dir, base := path.Split(name)
	at, body := dir+"_rels/"+base+".rels", []byte(empty)
	if had := p.find(at); had != nil {
		body = had.body
	}
	root, err := parse(body)
	if err != nil {
		return fault.New(fault.Invalid, "docx.broken_part", at).Because(err)
	}
	all := root.element()
	prefix := strings.TrimSuffix(all.name, "Relationships")
	for _, n := range numbers {
		all.kids = append(all.kids, element(prefix+"Relationship", "Id", relation(n),
			"Type", "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image", "Target", "media/"+picture(n)))
	}
	p.put(at, root.bytes())
	return nil
}
