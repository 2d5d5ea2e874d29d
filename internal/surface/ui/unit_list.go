package ui

import (
	"context"
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	registerview "github.com/dondoc/dondoc/web/views/register"
	"github.com/dondoc/dondoc/web/views/ui"
)

// paramNow asks a list for what holds today.
const paramNow = "hieu-luc"

func unitList() *ui.ListSpec {
	return &ui.ListSpec{
		Name: "don-vi", Sort: "ten", Size: org.DefaultPer, Filters: []string{paramKind, paramNow, paramWithdrawn},
		Columns: []ui.Column{
			{Key: "ten", Label: "column.name", Sort: true, Wide: true, Fixed: true},
			{Key: "ten-ngan", Label: "register.short_name"},
			{Key: "loai", Label: "column.kind", Sort: true, Short: true},
			{Key: "ma", Label: "column.code", Sort: true},
			{Key: "tu", Label: "column.valid_from", Sort: true, Short: true},
			{Key: "den", Label: "column.valid_to", Sort: true, Short: true},
			{Key: "chu", Label: "register.owner"},
		},
	}
}

// unitSorts are the columns as the register names them.
var unitSorts = map[string]string{"ten": "name", "loai": "kind", "ma": "code", "tu": "valid_from", "den": "valid_to"}

func (r room) unitQuery(q ui.ListQuery) org.UnitQuery {
	in := org.UnitQuery{
		ListQuery: org.ListQuery{Words: q.Words, Sort: unitSorts[q.Sort], Desc: q.Desc, Page: q.Page, Per: q.Size},
		Kind:      org.UnitKind(q.Get(paramKind)), Withdrawn: q.Get(paramWithdrawn) != "",
	}
	if q.Get(paramNow) != "" {
		in.On = r.today
	}
	return in
}

func (p *Pages) listUnits(ctx context.Context, c *gin.Context, r room) error {
	q := p.readList(c, unitList(), r.in("don-vi"))
	page, err := p.d.Org.Units(ctx, r.by, r.committee.ID, r.unitQuery(q))
	if err != nil {
		return err
	}
	owners, err := p.owners(ctx, r)
	if err != nil {
		return err
	}
	l := q.List(r.words, page.Total)
	l.Caption = r.t("nav.units")
	l.Sentence = ui.Sentence(r.t("register.unit_sentence"),
		q.Filter(paramKind, r.t("column.kind"), r.t("register.any_kind"), optionsOf(r, "unit.kind.", org.UnitKinds())),
		q.Filter(paramNow, r.t("register.validity"), r.t("register.any_time"), []ui.Option{{Value: "hom-nay", Label: r.t("register.today")}}),
		r.withdrawnFilter(q))
	l.Empty = ui.Empty{Text: r.t("register.units_empty")}
	if r.mayAdd() {
		add := ui.Link{Text: r.t("register.new_unit"), URL: r.in("don-vi", "moi"), Icon: ui.IconAdd}
		l.Actions, l.Empty.Action = []ui.Link{add}, add
	}
	for _, u := range page.Rows {
		l.Rows = append(l.Rows, r.unitRow(q, owners, u))
	}
	view := registerview.ListPage{
		Base: r.desk(ui.SectionUnits, r.unitsCrumb()), Head: ui.PageHead{Title: r.t("nav.units")}, Note: r.t("register.units_note"), List: l,
	}
	if !r.common() && r.by.May(r.committee.ID, access.ReadPeople) {
		view.Head.Actions = r.registerLinks()
	}
	if !r.common() && r.by.MayRecord(r.committee.ID) {
		view.Head.Actions = append(view.Head.Actions, r.reorganiseCrumb())
	}
	if !r.common() && r.by.May(r.committee.ID, access.HandOver) {
		view.Head.Actions = append(view.Head.Actions, r.handoverCrumb())
	}
	return show(ctx, c, http.StatusOK, registerview.List(view))
}

// registerLinks lead to the other parts of the committee's register.
func (r room) registerLinks() []ui.Link {
	return []ui.Link{
		{Text: r.t("register.members"), URL: r.url("thanh-vien")},
		{Text: r.t("register.people"), URL: r.url("nguoi")},
		{Text: r.t("register.fields"), URL: r.url("linh-vuc")},
	}
}

func (r room) unitsCrumb() ui.Link { return ui.Link{Text: r.t("nav.units"), URL: r.in("don-vi")} }

func (r room) unitRow(q ui.ListQuery, owners map[access.CommitteeID]string, u org.Unit) ui.Row {
	cells := map[string]ui.Cell{
		"ten":      {Text: u.Name, URL: r.in("don-vi", u.ID.String()), Chip: r.takenBack(u.Withdrawn)},
		"ten-ngan": word(u.ShortName), "loai": word(r.t("unit.kind." + string(u.Kind))), "ma": word(u.Code),
		"tu": word(u.ValidFrom.VN()), "den": word(u.ValidTo.VN()), "chu": word(r.ownerWord(owners, u.Owner)),
	}
	row := ui.Row{ID: u.ID.String(), Label: u.Name, Quiet: u.Withdrawn || !u.ExistsOn(r.today)}
	for _, column := range q.Columns {
		row.Cells = append(row.Cells, cells[column.Key])
	}
	return row
}

func (p *Pages) exportUnits(ctx context.Context, c *gin.Context, r room) error {
	q := p.readList(c, unitList(), r.in("don-vi"))
	owners, err := p.owners(ctx, r)
	if err != nil {
		return err
	}
	in := r.unitQuery(q)
	return p.exportList(c, r, listExport{
		query: q, title: r.t("nav.units"),
		rows: func(yield func(ui.Row) error) error {
			return eachPage(func(l org.ListQuery) (org.Page[org.Unit], error) {
				in.ListQuery = l
				return p.d.Org.Units(ctx, r.by, r.committee.ID, in)
			}, in.ListQuery, func(u org.Unit) error { return yield(r.unitRow(q, owners, u)) })
		},
	})
}
