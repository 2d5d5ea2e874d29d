package docx

import (
	"strings"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/web"
)

// dossierKind is no paper of a meeting: it bears no number and nobody signs it.
const dossierKind meeting.PaperKind = "dossier"

// Dossier is a chain of the record as a Word file, under the committee's letterhead.
type Dossier struct {
	System   org.DocumentSystem
	Superior string
	Issuer   string
	Place    string
	On       calendar.Date
	Title    string // in the reader's language; letterhead, place and date stay as documents here have them
	Subject  string
	Parts    []DossierPart
}

// DossierPart is a heading with what stands below it.
type DossierPart struct {
	Title string
	Items []DossierItem
}

// DossierItem is a paragraph led by bold words, and what happened to it, a line each.
type DossierItem struct {
	Label string
	Text  string
	Lines []string
}

// WriteDossier writes it. The same dossier gives the same bytes.
func WriteDossier(d Dossier) ([]byte, error) {
	all, err := forms(web.Documents())
	if err != nil {
		return nil, err
	}
	f, err := formOn(all, d.System, d.On)
	if err != nil {
		return nil, err
	}
	p, err := builtin(web.Documents(), f, dossierKind)
	if err != nil {
		return nil, err
	}
	c := newContent(meeting.PaperOf{Committee: org.Committee{PlaceName: d.Place}, Paper: meeting.Paper{Kind: dossierKind, IssuedOn: d.On}}, f)
	s := texted("co_quan_chu_quan", d.Superior, "co_quan_ban_hanh", d.Issuer, "so_ky_hieu", "", "dia_danh_ngay_thang", c.placeDate(), "tieu_de", strings.ToUpper(d.Title), "ve_viec", d.Subject)
	for _, part := range d.Parts {
		s.lists["phan"] = append(s.lists["phan"], dossierPart(part))
	}
	if _, err := fillPack(p, s); err != nil {
		return nil, err
	}
	p.describe(d.Subject, d.Issuer, d.On.String())
	return p.pack()
}

// dossierPart is a heading and its items; the lines of an item follow it as a list of their own.
func dossierPart(part DossierPart) *scope {
	s := texted("ten", part.Title)
	for _, i := range part.Items {
		item := texted("nhan", i.Label, "chu", i.Text)
		item.lists["dong"] = nil
		for _, l := range i.Lines {
			item.lists["dong"] = append(item.lists["dong"], texted("chu", l))
		}
		s.lists["muc"] = append(s.lists["muc"], item)
	}
	return s
}
