package ui

import (
	"context"
	"net/http"
	"slices"

	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	registerview "github.com/dondoc/dondoc/web/views/register"
	"github.com/dondoc/dondoc/web/views/ui"
)

func grantList() *ui.ListSpec {
	return &ui.ListSpec{
		Name: "vai-tro", Sort: "ten", Size: org.DefaultPer, Filters: []string{paramGrantRole},
		Columns: []ui.Column{
			{Key: "ten", Label: "admin.user", Sort: true, Wide: true, Fixed: true},
			{Key: "dang-nhap", Label: "sign.login", Sort: true},
			{Key: "vai-tro", Label: "register.role", Sort: true},
			{Key: "tu", Label: "column.valid_from", Sort: true, Short: true},
			{Key: "den", Label: "column.valid_to", Sort: true, Short: true},
			{Key: "sua", Label: "register.row_act", Fixed: true},
		},
	}
}

// paramGrantRole filters grants by their role.
const paramGrantRole = "vai"

func (p *Pages) grants(ctx context.Context, c *gin.Context, r room) (shortList, error) {
	l := shortList{q: p.readList(c, grantList(), r.grantsCrumb().URL)}
	grants, err := p.d.Accounts.GrantsIn(ctx, r.by, r.committee.ID)
	if err != nil {
		return l, err
	}
	_, users, err := p.usersByID(ctx, r)
	if err != nil {
		return l, err
	}
	for _, g := range grants {
		if role := l.q.Get(paramGrantRole); role != "" && role != string(g.Role) {
			continue
		}
		u := users[g.User]
		l.rows = append(l.rows, shortRow{
			row: ui.Row{ID: g.ID.String(), Label: u.Name, Quiet: g.Withdrawn},
			cells: map[string]ui.Cell{
				"ten": {Text: u.Name, URL: userURL(g.User), Chip: r.takenBack(g.Withdrawn)}, "dang-nhap": word(u.Login), "vai-tro": word(r.t("role." + string(g.Role))),
				"tu": word(g.ValidFrom.VN()), "den": word(g.ValidTo.VN()),
				"sua": {Text: r.t("action.edit"), URL: r.url("quan-tri", "vai-tro", g.ID.String(), "sua")},
			},
			order: map[string]string{"tu": g.ValidFrom.String(), "den": g.ValidTo.String()},
		})
	}
	return l, nil
}

func (p *Pages) listGrants(ctx context.Context, c *gin.Context, r room) error {
	grants, err := p.grants(ctx, c, r)
	if err != nil {
		return err
	}
	l := grants.list(r)
	add := ui.Link{Text: r.t("admin.new_grant"), URL: r.url("quan-tri", "vai-tro", "moi"), Icon: ui.IconAdd}
	l.Caption, l.Actions, l.Empty = r.t("admin.grants"), []ui.Link{add}, ui.Empty{Text: r.t("admin.no_grant_here"), Action: add}
	l.Sentence = ui.Sentence(r.t("admin.grant_sentence"), grants.q.Filter(paramGrantRole, r.t("register.role"), r.t("task.any_role"), optionsOf(r, "role.", access.Roles())))
	return show(ctx, c, http.StatusOK, registerview.List(registerview.ListPage{
		Base: r.desk(ui.SectionAdmin, r.grantsCrumb()), Head: ui.PageHead{Title: r.t("admin.grants")}, Note: r.t("admin.grants_note"), List: l,
	}))
}

// exportGrants leaves out the link that edits a row.
func (p *Pages) exportGrants(ctx context.Context, c *gin.Context, r room) error {
	grants, err := p.grants(ctx, c, r)
	if err != nil {
		return err
	}
	grants.q.Columns = slices.DeleteFunc(grants.q.Columns, func(k ui.Column) bool { return k.Key == "sua" })
	return p.exportShort(c, r, r.t("admin.grants"), grants)
}
