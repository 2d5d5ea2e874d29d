package ui

import (
	"context"
	"net/http"
	"strconv"

	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	formview "github.com/dondoc/dondoc/web/views/form"
	registerview "github.com/dondoc/dondoc/web/views/register"
	"github.com/dondoc/dondoc/web/views/ui"
)

func memberList() *ui.ListSpec {
	return &ui.ListSpec{
		Name: "thanh-vien", Sort: "tt", Size: org.DefaultPer, Filters: []string{paramNow, paramWithdrawn},
		Columns: []ui.Column{
			{Key: "tt", Label: "column.order", Sort: true, Num: true, Fixed: true},
			{Key: "ten", Label: "register.full_name", Sort: true, Wide: true, Fixed: true},
			{Key: "vai-tro", Label: "register.role"},
			{Key: "chuc-danh", Label: "register.title"},
			{Key: "don-vi", Label: "column.unit"},
			{Key: "tu", Label: "column.valid_from", Sort: true, Short: true},
			{Key: "den", Label: "column.valid_to", Sort: true, Short: true},
		},
	}
}

// memberSorts are the columns as the register names them.
var memberSorts = map[string]string{"tt": "position", "ten": "name", "tu": "valid_from", "den": "valid_to"}

func (r room) memberQuery(q ui.ListQuery) org.MemberQuery {
	in := org.MemberQuery{
		ListQuery: org.ListQuery{Words: q.Words, Sort: memberSorts[q.Sort], Desc: q.Desc, Page: q.Page, Per: q.Size}, Withdrawn: q.Get(paramWithdrawn) != "",
	}
	if q.Get(paramNow) != "" {
		in.On = r.today
	}
	return in
}

func (r room) membersCrumb() ui.Link {
	return ui.Link{Text: r.t("register.members"), URL: r.url("thanh-vien")}
}

func (p *Pages) listMembers(ctx context.Context, c *gin.Context, r room) error {
	q := p.readList(c, memberList(), r.url("thanh-vien"))
	page, err := p.d.Org.Members(ctx, r.by, r.committee.ID, r.memberQuery(q))
	if err != nil {
		return err
	}
	l := q.List(r.words, page.Total)
	l.Caption = r.t("register.members")
	l.Sentence = ui.Sentence(r.t("register.member_sentence"),
		q.Filter(paramNow, r.t("register.validity"), r.t("register.any_time"), []ui.Option{{Value: "hom-nay", Label: r.t("register.today")}}), r.withdrawnFilter(q))
	l.Empty = ui.Empty{Text: r.t("register.members_empty")}
	if r.mayAdd() {
		add := ui.Link{Text: r.t("register.new_member"), URL: r.url("thanh-vien", "moi"), Icon: ui.IconAdd}
		l.Actions, l.Empty.Action = []ui.Link{add}, add
	}
	for _, m := range page.Rows {
		l.Rows = append(l.Rows, r.memberRow(q, m))
	}
	return show(ctx, c, http.StatusOK, registerview.List(registerview.ListPage{
		Base: r.desk(ui.SectionAdmin, r.membersCrumb()), Head: ui.PageHead{Title: r.t("register.members")}, Note: r.t("register.members_note"), List: l,
	}))
}

// memberRow leads to the form for those who may change it, else to the person.
func (r room) memberRow(q ui.ListQuery, m org.Member) ui.Row {
	name := ui.Cell{Text: m.FullName, URL: r.url("nguoi", m.Person.String()), Chip: r.takenBack(m.Withdrawn)}
	if r.mayAdd() {
		name.URL = r.url("thanh-vien", m.ID.String(), "sua")
	}
	cells := map[string]ui.Cell{
		"tt": word(strconv.Itoa(m.PositionOrder)), "ten": name, "vai-tro": word(r.t("membership." + string(m.Role))), "chuc-danh": word(m.Title),
		"don-vi": word(m.UnitName), "tu": word(m.ValidFrom.VN()), "den": word(m.ValidTo.VN()),
	}
	row := ui.Row{ID: m.ID.String(), Label: m.FullName, Quiet: m.Withdrawn || !m.ValidTo.IsZero() && m.ValidTo.Before(r.today)}
	for _, column := range q.Columns {
		row.Cells = append(row.Cells, cells[column.Key])
	}
	return row
}

func (p *Pages) exportMembers(ctx context.Context, c *gin.Context, r room) error {
	q := p.readList(c, memberList(), r.url("thanh-vien"))
	in := r.memberQuery(q)
	return p.exportList(c, r, listExport{
		query: q, title: r.t("register.members"),
		rows: func(yield func(ui.Row) error) error {
			return eachPage(func(l org.ListQuery) (org.Page[org.Member], error) {
				in.ListQuery = l
				return p.d.Org.Members(ctx, r.by, r.committee.ID, in)
			}, in.ListQuery, func(m org.Member) error { return yield(r.memberRow(q, m)) })
		},
	})
}

func (p *Pages) newMember(ctx context.Context, c *gin.Context, r room) error {
	if err := r.requireKeep(r.committee.ID); err != nil {
		return err
	}
	all, err := p.d.Org.Members(ctx, r.by, r.committee.ID, org.MemberQuery{ListQuery: org.ListQuery{Per: 1}})
	if err != nil {
		return err
	}
	return p.memberForm(ctx, c, r, joining{t: p.fresh("role", "member", "position_order", strconv.Itoa(all.Total+1)).take(c, "person_id")})
}

// joining is a membership that is being written.
type joining struct {
	t      typed
	row    string // of the address; empty for a new one
	theirs *typed
}

// peopleToJoin are the people a member may be chosen from: administrators bring anybody of the register in.
func (p *Pages) peopleToJoin(ctx context.Context, r room) ([]ui.Option, error) {
	if r.by.MayAdminister() {
		r.committee = org.Committee{}
	}
	var all []ui.Option
	err := eachPage(func(l org.ListQuery) (org.Page[org.Person], error) {
		return p.d.Org.People(ctx, r.by, r.committee.ID, org.PersonQuery{ListQuery: l})
	}, org.ListQuery{}, func(n org.Person) error {
		o := ui.Option{Value: n.ID.String(), Label: n.FullName}
		if n.Note != "" {
			o.Label += " (" + n.Note + ")"
		}
		all = append(all, o)
		return nil
	})
	return all, err
}

func (p *Pages) memberForm(ctx context.Context, c *gin.Context, r room, a joining) error {
	people, err := p.peopleToJoin(ctx, r)
	if err != nil {
		return err
	}
	units, err := p.unitOptions(ctx, r)
	if err != nil {
		return err
	}
	k := card{
		title: r.t("register.new_member"), action: r.url("thanh-vien"), back: r.url("thanh-vien"), required: []string{"person_id", "role"}, note: r.t("register.member_note"),
	}
	if a.row != "" {
		k.title, k.note, k.action = r.t("register.edit_member"), r.t("register.end_note"), r.url("thanh-vien", a.row, "sua")
	}
	k.base = r.desk(ui.SectionAdmin, r.membersCrumb(), ui.Link{Text: k.title})
	k.parts = func(s *sheet) []templ.Component {
		return []templ.Component{
			s.choice("person_id", "column.person", "form.choose", people),
			formview.Row(s.choice("role", "register.role", "", optionsOf(r, "membership.", org.MemberRoles())), s.number("position_order", "register.position")),
			s.text("title", "register.title", "register.title_hint"), s.pick("unit_id", "register.stands_for", "", "register.no_unit", units), s.span(), s.withdrawal(),
		}
	}
	return p.cardForm(ctx, c, r, k, a.t, a.theirs)
}

func (t typed) membership(r room) org.MembershipInput {
	return org.MembershipInput{
		Committee: r.committee.ID, ID: org.MembershipID(t.id("id")), Version: t.version(), Person: access.PersonID(t.id("person_id")), Unit: access.UnitID(t.id("unit_id")),
		Role: org.MemberRole(t.values.Get("role")), Title: t.values.Get("title"), PositionOrder: t.count("position_order"),
		ValidFrom: t.date(r, "valid_from"), ValidTo: t.date(r, "valid_to"), Withdrawn: t.yes("withdrawn"),
	}
}

func membershipValues(m org.Membership) typed {
	return filled("id", m.ID.String(), "version", strconv.Itoa(m.Version), "person_id", m.Person.String(), "unit_id", idText(m.Unit), "role", string(m.Role),
		"title", m.Title, "position_order", strconv.Itoa(m.PositionOrder), "valid_from", m.ValidFrom.VN(), "valid_to", m.ValidTo.VN()).with(m.Withdrawn, "withdrawn")
}

func (p *Pages) createMember(ctx context.Context, c *gin.Context, r room) error {
	t := posted(c)
	return keep(c, r, t, keeping[org.Membership]{
		write: func() (org.Membership, error) { return p.d.Org.CreateMembership(ctx, r.by, t.membership(r)) },
		again: func(t typed, _ *typed) error { return p.memberForm(ctx, c, r, joining{t: t}) },
		then:  func(org.Membership) string { return r.url("thanh-vien") },
	})
}

// memberOf finds the membership of the address, for those who may change it.
func (p *Pages) memberOf(ctx context.Context, c *gin.Context, r room) (org.Membership, error) {
	if err := r.requireKeep(r.committee.ID); err != nil {
		return org.Membership{}, err
	}
	var found org.Membership
	err := eachPage(func(l org.ListQuery) (org.Page[org.Member], error) {
		return p.d.Org.Members(ctx, r.by, r.committee.ID, org.MemberQuery{ListQuery: l, Withdrawn: true})
	}, org.ListQuery{}, func(m org.Member) error {
		if m.ID == org.MembershipID(rowID(c, "row")) {
			found = m.Membership
		}
		return nil
	})
	if err == nil && found.ID.IsZero() {
		err = fault.New(fault.NotFound, "not_found")
	}
	return found, err
}

func (p *Pages) editMember(ctx context.Context, c *gin.Context, r room) error {
	m, err := p.memberOf(ctx, c, r)
	if err != nil {
		return err
	}
	return p.memberForm(ctx, c, r, joining{t: membershipValues(m), row: m.ID.String()})
}

func (p *Pages) saveMember(ctx context.Context, c *gin.Context, r room) error {
	m, err := p.memberOf(ctx, c, r)
	if err != nil {
		return err
	}
	t := posted(c)
	t.values.Set("id", m.ID.String())
	return keep(c, r, t, keeping[org.Membership]{
		write:  func() (org.Membership, error) { return p.d.Org.EditMembership(ctx, r.by, t.membership(r)) },
		values: membershipValues,
		again: func(t typed, theirs *typed) error {
			return p.memberForm(ctx, c, r, joining{t: t, row: m.ID.String(), theirs: theirs})
		},
		then: func(org.Membership) string { return r.url("thanh-vien") },
	})
}
