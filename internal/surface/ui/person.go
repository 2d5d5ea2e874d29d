package ui

import (
	"context"
	"net/http"
	"strconv"

	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	registerview "github.com/dondoc/dondoc/web/views/register"
	"github.com/dondoc/dondoc/web/views/ui"
)

func personList() *ui.ListSpec {
	return &ui.ListSpec{
		Name: "nguoi", Sort: "ten", Size: org.DefaultPer, Filters: []string{paramUnit, paramWithdrawn},
		Columns: []ui.Column{
			{Key: "ten", Label: "register.full_name", Sort: true, Fixed: true},
			{Key: "ghi-chu", Label: "column.note", Wide: true},
			{Key: "xep", Label: "register.sort_name", Hidden: true},
			{Key: "chu", Label: "register.owner"},
		},
	}
}

func (r room) personQuery(q ui.ListQuery) org.PersonQuery {
	return org.PersonQuery{
		ListQuery: org.ListQuery{Words: q.Words, Sort: "name", Desc: q.Desc, Page: q.Page, Per: q.Size},
		Unit:      access.UnitID(parseID(q.Get(paramUnit))), Withdrawn: q.Get(paramWithdrawn) != "",
	}
}

func (r room) peopleCrumb() ui.Link { return ui.Link{Text: r.t("register.people"), URL: r.in("nguoi")} }

func (p *Pages) listPeople(ctx context.Context, c *gin.Context, r room) error {
	q := p.readList(c, personList(), r.in("nguoi"))
	page, err := p.d.Org.People(ctx, r.by, r.committee.ID, r.personQuery(q))
	if err != nil {
		return err
	}
	owners, err := p.owners(ctx, r)
	if err != nil {
		return err
	}
	units, err := p.unitOptions(ctx, r)
	if err != nil {
		return err
	}
	l := q.List(r.words, page.Total)
	l.Caption = r.t("register.people")
	l.Sentence = ui.Sentence(r.t("register.person_sentence"), q.Filter(paramUnit, r.t("column.unit"), r.t("task.any_unit"), units), r.withdrawnFilter(q))
	l.Empty = ui.Empty{Text: r.t("register.people_empty")}
	if r.mayAdd() {
		add := ui.Link{Text: r.t("register.new_person"), URL: r.in("nguoi", "moi"), Icon: ui.IconAdd}
		l.Actions, l.Empty.Action = []ui.Link{add}, add
	}
	for _, n := range page.Rows {
		l.Rows = append(l.Rows, r.personRow(q, owners, n))
	}
	return show(ctx, c, http.StatusOK, registerview.List(registerview.ListPage{
		Base: r.desk(ui.SectionAdmin, r.peopleCrumb()), Head: ui.PageHead{Title: r.t("register.people")}, Note: r.t("register.people_note"), List: l,
	}))
}

func (r room) personRow(q ui.ListQuery, owners map[access.CommitteeID]string, n org.Person) ui.Row {
	cells := map[string]ui.Cell{
		"ten":     {Text: n.FullName, URL: r.in("nguoi", n.ID.String()), Chip: r.takenBack(n.Withdrawn)},
		"ghi-chu": word(n.Note), "xep": word(n.SortName), "chu": word(r.ownerWord(owners, n.Owner)),
	}
	row := ui.Row{ID: n.ID.String(), Label: n.FullName, Quiet: n.Withdrawn}
	for _, column := range q.Columns {
		row.Cells = append(row.Cells, cells[column.Key])
	}
	return row
}

func (p *Pages) exportPeople(ctx context.Context, c *gin.Context, r room) error {
	q := p.readList(c, personList(), r.in("nguoi"))
	owners, err := p.owners(ctx, r)
	if err != nil {
		return err
	}
	in := r.personQuery(q)
	return p.exportList(c, r, listExport{
		query: q, title: r.t("register.people"),
		rows: func(yield func(ui.Row) error) error {
			return eachPage(func(l org.ListQuery) (org.Page[org.Person], error) {
				in.ListQuery = l
				return p.d.Org.People(ctx, r.by, r.committee.ID, in)
			}, in.ListQuery, func(n org.Person) error { return yield(r.personRow(q, owners, n)) })
		},
	})
}

func (p *Pages) personOf(ctx context.Context, c *gin.Context, r room) (org.PersonDetail, error) {
	return p.d.Org.Person(ctx, r.by, r.committee.ID, access.PersonID(rowID(c, "person")))
}

func (r room) personAt(n org.Person) string { return r.in("nguoi", n.ID.String()) }

func (p *Pages) showPerson(ctx context.Context, c *gin.Context, r room) error {
	d, err := p.personOf(ctx, c, r)
	if err != nil {
		return err
	}
	owners, err := p.owners(ctx, r)
	if err != nil {
		return err
	}
	at, mine := r.personAt(d.Person), r.mayKeep(d.Owner)
	page := registerview.ShowPage{
		Base: r.desk(ui.SectionAdmin, r.peopleCrumb(), ui.Link{Text: d.FullName, URL: at}), Head: ui.PageHead{Title: d.FullName, Chip: r.takenBack(d.Withdrawn)},
		Facts: []ui.Term{{Name: r.t("register.sort_name"), Text: d.SortName}, {Name: r.t("register.owner"), Text: r.ownerWord(owners, d.Owner)}},
	}
	if d.Note != "" {
		page.Facts = append(page.Facts, ui.Term{Name: r.t("column.note"), Text: d.Note})
	}
	if mine {
		page.Head.Actions = []ui.Link{{Text: r.t("action.edit"), URL: at + "/sua", Icon: ui.IconEdit}}
	}
	if !r.common() && r.mayAdd() {
		page.Head.Actions = append(page.Head.Actions, ui.Link{Text: r.t("register.new_member"), URL: r.url("thanh-vien", "moi") + "?person_id=" + d.ID.String()})
	}
	page.Parts = []registerview.Part{r.postsPart(d, mine), r.personMemberships(d)}
	return show(ctx, c, http.StatusOK, registerview.Show(page))
}

func (r room) postsPart(d org.PersonDetail, mine bool) registerview.Part {
	part := registerview.Part{
		ID: "chuc-vu", Title: r.t("register.posts"), Empty: r.t("register.no_post"),
		Table: ui.Table{Caption: r.t("register.posts"), Heads: r.heads("register.post", "column.unit", "register.validity", "register.row_act")},
	}
	names := map[access.UnitID]string{}
	for _, u := range d.Units {
		names[u.ID] = u.Name
	}
	for _, o := range d.Posts {
		cells := []ui.Cell{{Text: o.Title, Chip: r.takenBack(o.Withdrawn)}, {}, word(r.spanWords(o.ValidFrom, o.ValidTo)), {}}
		if names[o.Unit] != "" {
			cells[1] = ui.Cell{Text: names[o.Unit], URL: r.in("don-vi", o.Unit.String())}
		}
		if mine {
			cells[3] = ui.Cell{Text: r.t("action.edit"), URL: r.personAt(d.Person) + "/chuc-vu/" + o.ID.String()}
		}
		part.Table.Rows = append(part.Table.Rows, line(cells...))
	}
	if mine {
		part.Add = ui.Link{Text: r.t("register.new_post"), URL: r.personAt(d.Person) + "/chuc-vu/moi"}
	}
	return part
}

func (r room) personMemberships(d org.PersonDetail) registerview.Part {
	part := registerview.Part{
		ID: "thanh-vien", Title: r.t("register.memberships"), Empty: r.t("register.no_membership"),
		Table: ui.Table{Caption: r.t("register.memberships"), Heads: r.heads("register.role", "register.title", "column.unit", "register.validity")},
	}
	for _, m := range d.Memberships {
		part.Table.Rows = append(part.Table.Rows, line(word(r.t("membership."+string(m.Role))), word(m.Title), word(m.UnitName), word(r.spanWords(m.ValidFrom, m.ValidTo))))
	}
	return part
}

func (p *Pages) newPerson(ctx context.Context, c *gin.Context, r room) error {
	if err := r.requireKeep(r.committee.ID); err != nil {
		return err
	}
	return p.personForm(ctx, c, r, p.fresh(), nil)
}

func (p *Pages) personForm(ctx context.Context, c *gin.Context, r room, t typed, theirs *typed) error {
	k := card{title: r.t("register.new_person"), action: r.in("nguoi"), back: r.in("nguoi"), required: []string{"full_name"}}
	crumbs := []ui.Link{r.peopleCrumb(), {Text: k.title}}
	if t.version() > 0 {
		k.title, k.back = r.t("register.edit_person"), r.in("nguoi", t.values.Get("id"))
		k.action = k.back + "/sua"
		crumbs = []ui.Link{r.peopleCrumb(), {Text: t.values.Get("full_name"), URL: k.back}, {Text: k.title}}
	}
	k.base = r.desk(ui.SectionAdmin, crumbs...)
	k.parts = func(s *sheet) []templ.Component {
		return []templ.Component{
			s.text("full_name", "register.full_name", "register.full_name_hint"), s.text("sort_name", "register.sort_name", "register.sort_name_hint"),
			s.area("note", "column.note", "register.note_hint", 2), s.withdrawal(),
		}
	}
	return p.cardForm(ctx, c, r, k, t, theirs)
}

func (t typed) person(r room) org.PersonInput {
	return org.PersonInput{
		ID: access.PersonID(t.id("id")), Version: t.version(), Owner: r.committee.ID, FullName: t.values.Get("full_name"), SortName: t.values.Get("sort_name"),
		Note: t.values.Get("note"), Withdrawn: t.yes("withdrawn"),
	}
}

func personValues(n org.Person) typed {
	t := filled("id", n.ID.String(), "version", strconv.Itoa(n.Version), "full_name", n.FullName, "note", n.Note).with(n.Withdrawn, "withdrawn")
	if n.SortNameSet {
		t.values.Set("sort_name", n.SortName)
	}
	return t
}

func (p *Pages) createPerson(ctx context.Context, c *gin.Context, r room) error {
	t := posted(c)
	return keep(c, r, t, keeping[org.Person]{
		write: func() (org.Person, error) { return p.d.Org.CreatePerson(ctx, r.by, t.person(r)) }, then: r.personAt,
		again: func(t typed, theirs *typed) error { return p.personForm(ctx, c, r, t, theirs) },
	})
}

func (p *Pages) editPerson(ctx context.Context, c *gin.Context, r room) error {
	d, err := p.personToKeep(ctx, c, r)
	if err != nil {
		return err
	}
	return p.personForm(ctx, c, r, personValues(d.Person), nil)
}

// personToKeep reads the person of the address for somebody who may change them.
func (p *Pages) personToKeep(ctx context.Context, c *gin.Context, r room) (org.PersonDetail, error) {
	d, err := p.personOf(ctx, c, r)
	if err != nil {
		return d, err
	}
	return d, r.requireKeep(d.Owner)
}

func (p *Pages) savePerson(ctx context.Context, c *gin.Context, r room) error {
	d, err := p.personToKeep(ctx, c, r)
	if err != nil {
		return err
	}
	t := posted(c)
	t.values.Set("id", d.ID.String())
	return keep(c, r, t, keeping[org.Person]{
		write: func() (org.Person, error) { return p.d.Org.EditPerson(ctx, r.by, t.person(r)) }, values: personValues, then: r.personAt,
		again: func(t typed, theirs *typed) error { return p.personForm(ctx, c, r, t, theirs) },
	})
}
