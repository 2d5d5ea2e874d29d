package ui

import (
	"context"
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/answer"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/remind"
	"github.com/dondoc/dondoc/internal/foundation/access"
	registerview "github.com/dondoc/dondoc/web/views/register"
	"github.com/dondoc/dondoc/web/views/ui"
)

// unitOf reads the unit of the address.
func (p *Pages) unitOf(ctx context.Context, c *gin.Context, r room) (org.UnitDetail, error) {
	return p.d.Org.Unit(ctx, r.by, r.committee.ID, access.UnitID(rowID(c, "unit")))
}

func (p *Pages) showUnit(ctx context.Context, c *gin.Context, r room) error {
	d, err := p.unitOf(ctx, c, r)
	if err != nil {
		return err
	}
	owners, err := p.owners(ctx, r)
	if err != nil {
		return err
	}
	at := r.in("don-vi", d.ID.String())
	page := registerview.ShowPage{
		Base:  r.desk(ui.SectionUnits, r.unitsCrumb(), ui.Link{Text: d.ShortName, URL: at}),
		Head:  ui.PageHead{Title: d.Name, Sub: r.t("unit.kind." + string(d.Kind)), Chip: r.takenBack(d.Withdrawn)},
		Facts: r.unitFacts(d, r.ownerWord(owners, d.Owner)),
		Parts: []registerview.Part{r.namesPart(d), r.successionPart(d)},
	}
	if r.mayKeep(d.Owner) {
		page.Head.Actions = []ui.Link{
			{Text: r.t("action.edit"), URL: at + "/sua", Icon: ui.IconEdit},
			{Text: r.t("register.rename"), URL: at + "/doi-ten"},
			{Text: r.t("register.succession"), URL: at + "/ke-tiep/moi"},
		}
	}
	if !r.common() && answer.MayMake(r.by, r.committee.ID) {
		page.Head.Actions = append(page.Head.Actions, ui.Link{Text: r.t("answer_link.new"), URL: r.newLinkURL(d.ID, remind.SlipID{}), Icon: ui.IconLink})
	}
	if err := p.unitNeighbours(ctx, r, d, &page); err != nil {
		return err
	}
	return show(ctx, c, http.StatusOK, registerview.Show(page))
}

func (r room) unitFacts(d org.UnitDetail, owner string) []ui.Term {
	facts := []ui.Term{
		{Name: r.t("register.short_name"), Text: d.ShortName}, {Name: r.t("column.code"), Text: d.Code}, {Name: r.t("register.owner"), Text: owner},
	}
	if !d.ParentID.IsZero() {
		parent := r.unitCell(d, d.ParentID)
		facts = append(facts, ui.Term{Name: r.t("register.parent"), Text: parent.Text, URL: parent.URL})
	}
	if span := r.spanWords(d.ValidFrom, d.ValidTo); span != "" {
		facts = append(facts, ui.Term{Name: r.t("register.validity"), Text: span})
	}
	if !r.common() && r.by.May(r.committee.ID, access.ReadUnitTasks) {
		facts = append(facts, ui.Term{Name: r.t("nav.tasks"), Text: r.t("register.unit_tasks"), URL: r.url("nhiem-vu") + "?" + paramUnit + "=" + d.ID.String()})
	}
	return facts
}

// namesPart are the names over time: a document prints the one of its own day.
func (r room) namesPart(d org.UnitDetail) registerview.Part {
	part := registerview.Part{
		ID: "ten-goi", Title: r.t("register.names"),
		Table: ui.Table{Caption: r.t("register.names"), Heads: r.heads("column.name", "register.short_name", "register.name_from", "register.act")},
	}
	for i, n := range d.Names {
		from := n.ValidFrom.VN()
		if i == 0 && d.ValidFrom.IsZero() {
			from = r.t("register.from_the_start")
		}
		part.Table.Rows = append(part.Table.Rows, line(word(n.Name), word(n.ShortName), word(from), word(n.Act)))
	}
	return part
}

// successionPart is what the unit came from and went over into.
func (r room) successionPart(d org.UnitDetail) registerview.Part {
	part := registerview.Part{
		ID: "ke-tiep", Title: r.t("register.successions"), Empty: r.t("register.no_succession"),
		Table: ui.Table{Caption: r.t("register.successions"), Heads: r.heads("column.date", "column.kind", "register.from_unit", "register.to_unit", "register.act", "register.row_act")},
	}
	for _, s := range d.Successions {
		cells := []ui.Cell{
			{Text: s.HappenedOn.VN(), Chip: r.takenBack(s.Withdrawn)},
			word(r.t("succession." + string(s.Kind))),
			r.unitCell(d, s.From), r.unitCell(d, s.To), word(s.Act),
			{},
		}
		if r.mayKeep(d.Owner) && s.From == d.ID {
			cells[5] = ui.Cell{Text: r.t("action.edit"), URL: r.in("don-vi", d.ID.String(), "ke-tiep", s.ID.String())}
		}
		part.Table.Rows = append(part.Table.Rows, line(cells...))
	}
	return part
}

func (r room) unitCell(d org.UnitDetail, u access.UnitID) ui.Cell {
	switch {
	case u.IsZero():
		return word("—")
	case u == d.ID:
		return word(d.Name)
	}
	for _, n := range d.Neighbours {
		if n.ID == u {
			return ui.Cell{Text: n.Name, URL: r.in("don-vi", u.String())}
		}
	}
	return word(r.t("register.unseen"))
}

// unitNeighbours adds the units below and, for those who may know, the people with posts there.
func (p *Pages) unitNeighbours(ctx context.Context, r room, d org.UnitDetail, page *registerview.ShowPage) error {
	below, err := p.d.Org.Units(ctx, r.by, r.committee.ID, org.UnitQuery{ListQuery: org.ListQuery{Per: org.MaxPer}, Parent: d.ID})
	if err != nil {
		return err
	}
	part := registerview.Part{ID: "truc-thuoc", Title: r.t("register.below"), Table: ui.Table{Caption: r.t("register.below"), Heads: r.heads("column.name", "column.kind")}}
	for _, u := range below.Rows {
		part.Table.Rows = append(part.Table.Rows, line(ui.Cell{Text: u.Name, URL: r.in("don-vi", u.ID.String())}, word(r.t("unit.kind."+string(u.Kind)))))
	}
	if below.Total > 0 {
		page.Parts = append(page.Parts, part)
	}
	if !r.by.May(r.committee.ID, access.ReadPeople) {
		return nil
	}
	people, err := p.d.Org.People(ctx, r.by, r.committee.ID, org.PersonQuery{ListQuery: org.ListQuery{Per: org.MaxPer}, Unit: d.ID})
	if err != nil {
		return err
	}
	part = registerview.Part{ID: "nguoi", Title: r.t("register.people"), Table: ui.Table{Caption: r.t("register.people"), Heads: r.heads("register.full_name", "column.note")}}
	for _, n := range people.Rows {
		part.Table.Rows = append(part.Table.Rows, line(ui.Cell{Text: n.FullName, URL: r.in("nguoi", n.ID.String())}, word(n.Note)))
	}
	if people.Total > 0 {
		page.Parts = append(page.Parts, part)
	}
	return nil
}
