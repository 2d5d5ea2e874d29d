package ui

import (
	"context"
	"net/http"
	"strconv"

	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	formview "github.com/dondoc/dondoc/web/views/form"
	registerview "github.com/dondoc/dondoc/web/views/register"
	"github.com/dondoc/dondoc/web/views/ui"
)

func fieldList() *ui.ListSpec {
	return &ui.ListSpec{
		Name: "linh-vuc", Sort: "tt", Size: org.DefaultPer, Filters: []string{paramWithdrawn},
		Columns: []ui.Column{
			{Key: "tt", Label: "column.order", Sort: true, Num: true, Fixed: true},
			{Key: "ten", Label: "column.name", Sort: true, Wide: true, Fixed: true},
			{Key: "ma", Label: "column.code", Sort: true},
			{Key: "chu", Label: "register.owner"},
		},
	}
}

// fieldSorts are the columns as the register names them.
var fieldSorts = map[string]string{"tt": "position", "ten": "name", "ma": "code"}

func (r room) fieldQuery(q ui.ListQuery) org.FieldQuery {
	return org.FieldQuery{
		ListQuery: org.ListQuery{Words: q.Words, Sort: fieldSorts[q.Sort], Desc: q.Desc, Page: q.Page, Per: q.Size}, Withdrawn: q.Get(paramWithdrawn) != "",
	}
}

func (r room) fieldsCrumb() ui.Link {
	return ui.Link{Text: r.t("register.fields"), URL: r.in("linh-vuc")}
}

func (p *Pages) listFields(ctx context.Context, c *gin.Context, r room) error {
	q := p.readList(c, fieldList(), r.in("linh-vuc"))
	page, err := p.d.Org.Fields(ctx, r.by, r.committee.ID, r.fieldQuery(q))
	if err != nil {
		return err
	}
	owners, err := p.owners(ctx, r)
	if err != nil {
		return err
	}
	l := q.List(r.words, page.Total)
	l.Caption = r.t("register.fields")
	l.Sentence = ui.Sentence(r.t("register.field_sentence"), r.withdrawnFilter(q))
	l.Empty = ui.Empty{Text: r.t("register.fields_empty")}
	if r.mayAdd() {
		add := ui.Link{Text: r.t("register.new_field"), URL: r.in("linh-vuc", "moi"), Icon: ui.IconAdd}
		l.Actions, l.Empty.Action = []ui.Link{add}, add
	}
	for _, f := range page.Rows {
		l.Rows = append(l.Rows, r.fieldRow(q, owners, f))
	}
	return show(ctx, c, http.StatusOK, registerview.List(registerview.ListPage{
		Base: r.desk(ui.SectionAdmin, r.fieldsCrumb()), Head: ui.PageHead{Title: r.t("register.fields")}, Note: r.t("register.fields_note"), List: l,
	}))
}

func (r room) fieldRow(q ui.ListQuery, owners map[access.CommitteeID]string, f org.Field) ui.Row {
	name := ui.Cell{Text: f.Name, Chip: r.takenBack(f.Withdrawn)}
	if r.mayKeep(f.Owner) {
		name.URL = r.in("linh-vuc", f.ID.String(), "sua")
	}
	cells := map[string]ui.Cell{
		"tt": word(strconv.Itoa(f.PositionOrder)), "ten": name, "ma": word(f.Code), "chu": word(r.ownerWord(owners, f.Owner)),
	}
	row := ui.Row{ID: f.ID.String(), Label: f.Name, Quiet: f.Withdrawn}
	for _, column := range q.Columns {
		row.Cells = append(row.Cells, cells[column.Key])
	}
	return row
}

func (p *Pages) exportFields(ctx context.Context, c *gin.Context, r room) error {
	q := p.readList(c, fieldList(), r.in("linh-vuc"))
	owners, err := p.owners(ctx, r)
	if err != nil {
		return err
	}
	in := r.fieldQuery(q)
	return p.exportList(c, r, listExport{
		query: q, title: r.t("register.fields"),
		rows: func(yield func(ui.Row) error) error {
			return eachPage(func(l org.ListQuery) (org.Page[org.Field], error) {
				in.ListQuery = l
				return p.d.Org.Fields(ctx, r.by, r.committee.ID, in)
			}, in.ListQuery, func(f org.Field) error { return yield(r.fieldRow(q, owners, f)) })
		},
	})
}

func (p *Pages) newField(ctx context.Context, c *gin.Context, r room) error {
	if err := r.requireKeep(r.committee.ID); err != nil {
		return err
	}
	return p.fieldForm(ctx, c, r, p.fresh(), nil)
}

func (p *Pages) fieldForm(ctx context.Context, c *gin.Context, r room, t typed, theirs *typed) error {
	k := card{title: r.t("register.new_field"), action: r.in("linh-vuc"), back: r.in("linh-vuc"), required: []string{"name", "code"}}
	if t.version() > 0 {
		k.title, k.action = r.t("register.edit_field"), r.in("linh-vuc", t.values.Get("id"), "sua")
	}
	k.base = r.desk(ui.SectionAdmin, r.fieldsCrumb(), ui.Link{Text: k.title})
	k.parts = func(s *sheet) []templ.Component {
		return []templ.Component{
			s.text("name", "column.name", ""),
			formview.Row(s.text("code", "column.code", "register.code_hint"), s.number("position_order", "register.position")),
			s.withdrawal(),
		}
	}
	return p.cardForm(ctx, c, r, k, t, theirs)
}

func (t typed) fieldOfWork(r room) org.FieldInput {
	return org.FieldInput{
		ID: org.FieldID(t.id("id")), Version: t.version(), Owner: r.committee.ID, Code: t.values.Get("code"), Name: t.values.Get("name"),
		PositionOrder: t.count("position_order"), Withdrawn: t.yes("withdrawn"),
	}
}

func fieldValues(f org.Field) typed {
	return filled("id", f.ID.String(), "version", strconv.Itoa(f.Version), "code", f.Code, "name", f.Name,
		"position_order", strconv.Itoa(f.PositionOrder)).with(f.Withdrawn, "withdrawn")
}

func (p *Pages) createField(ctx context.Context, c *gin.Context, r room) error {
	t := posted(c)
	return keep(c, r, t, keeping[org.Field]{
		write: func() (org.Field, error) { return p.d.Org.CreateField(ctx, r.by, t.fieldOfWork(r)) },
		again: func(t typed, _ *typed) error { return p.fieldForm(ctx, c, r, t, nil) },
		then:  func(org.Field) string { return r.in("linh-vuc") },
	})
}

func (p *Pages) fieldToKeep(ctx context.Context, c *gin.Context, r room) (org.Field, error) {
	f, err := p.d.Org.Field(ctx, r.by, r.committee.ID, org.FieldID(rowID(c, "field")))
	if err != nil {
		return f, err
	}
	return f, r.requireKeep(f.Owner)
}

func (p *Pages) editField(ctx context.Context, c *gin.Context, r room) error {
	f, err := p.fieldToKeep(ctx, c, r)
	if err != nil {
		return err
	}
	return p.fieldForm(ctx, c, r, fieldValues(f), nil)
}

func (p *Pages) saveField(ctx context.Context, c *gin.Context, r room) error {
	f, err := p.fieldToKeep(ctx, c, r)
	if err != nil {
		return err
	}
	t := posted(c)
	t.values.Set("id", f.ID.String())
	return keep(c, r, t, keeping[org.Field]{
		write: func() (org.Field, error) { return p.d.Org.EditField(ctx, r.by, t.fieldOfWork(r)) }, values: fieldValues,
		again: func(t typed, theirs *typed) error { return p.fieldForm(ctx, c, r, t, theirs) },
		then:  func(org.Field) string { return r.in("linh-vuc") },
	})
}
