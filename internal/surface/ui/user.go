package ui

import (
	"context"
	"net/http"
	"strconv"

	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/account"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/i18n"
	formview "github.com/dondoc/dondoc/web/views/form"
	registerview "github.com/dondoc/dondoc/web/views/register"
	"github.com/dondoc/dondoc/web/views/ui"
)

// paramDisabled asks the list of accounts for those out of use, too.
const paramDisabled = "khoa"

func userList() *ui.ListSpec {
	return &ui.ListSpec{
		Name: "tai-khoan", Sort: "ten", Size: org.DefaultPer, Filters: []string{paramCommittee, paramDisabled},
		Columns: []ui.Column{
			{Key: "ten", Label: "register.full_name", Sort: true, Fixed: true},
			{Key: "dang-nhap", Label: "sign.login", Sort: true, Fixed: true},
			{Key: "loai", Label: "column.kind"},
			{Key: "lap", Label: "admin.made_on", Sort: true, Short: true},
		},
	}
}

// paramCommittee filters accounts by the committee they have a role in.
const paramCommittee = "ban"

// userSorts are the columns as the accounts name them.
var userSorts = map[string]string{"ten": "name", "dang-nhap": "login", "lap": "created_at"}

func (r room) usersCrumb() ui.Link {
	return ui.Link{Text: r.t("admin.users"), URL: adminURL + "/tai-khoan"}
}

func userURL(u access.UserID, parts ...string) string {
	url := adminURL + "/tai-khoan/" + u.String()
	for _, p := range parts {
		url += "/" + p
	}
	return url
}

func (p *Pages) listUsers(ctx context.Context, c *gin.Context, r room) error {
	q := p.readList(c, userList(), r.in("tai-khoan"))
	page, err := p.d.Accounts.Users(ctx, r.by, userQuery(q))
	if err != nil {
		return err
	}
	committees, err := p.committeeOptions(ctx, r)
	if err != nil {
		return err
	}
	l := q.List(r.words, page.Total)
	l.Caption = r.t("admin.users")
	l.Sentence = ui.Sentence(r.t("admin.user_sentence"), q.Filter(paramCommittee, r.t("admin.committee"), r.t("admin.any_committee"), committees),
		q.Filter(paramDisabled, r.t("admin.disabled_rows"), r.t("admin.without_disabled"), []ui.Option{{Value: "co", Label: r.t("admin.with_disabled")}}))
	add := ui.Link{Text: r.t("admin.new_user"), URL: r.in("tai-khoan", "moi"), Icon: ui.IconAdd}
	l.Actions, l.Empty = []ui.Link{add}, ui.Empty{Text: r.t("admin.users_empty"), Action: add}
	for _, u := range page.Rows {
		l.Rows = append(l.Rows, r.userRow(q, u))
	}
	return show(ctx, c, http.StatusOK, registerview.List(registerview.ListPage{
		Base: r.desk(ui.SectionAdmin, r.usersCrumb()), Head: ui.PageHead{Title: r.t("admin.users")}, List: l,
	}))
}

func (r room) userRow(q ui.ListQuery, u account.User) ui.Row {
	cells := map[string]ui.Cell{
		"ten": {Text: u.Name, URL: userURL(u.ID), Chip: r.userChip(u)}, "dang-nhap": word(u.Login), "loai": word(r.userKind(u)), "lap": word(r.day(u)),
	}
	return shown(q, ui.Row{ID: u.ID.String(), Label: u.Name, Quiet: u.Disabled()}, cells)
}

func userQuery(q ui.ListQuery) account.UserQuery {
	return account.UserQuery{
		ListQuery: org.ListQuery{Words: q.Words, Sort: userSorts[q.Sort], Desc: q.Desc, Page: q.Page, Per: q.Size},
		Committee: access.CommitteeID(parseID(q.Get(paramCommittee))), Disabled: q.Get(paramDisabled) != "",
	}
}

func (p *Pages) exportUsers(ctx context.Context, c *gin.Context, r room) error {
	q := p.readList(c, userList(), r.in("tai-khoan"))
	in := userQuery(q)
	return p.exportList(c, r, listExport{
		query: q, title: r.t("admin.users"),
		rows: func(yield func(ui.Row) error) error {
			return eachPage(func(l org.ListQuery) (org.Page[account.User], error) {
				in.ListQuery = l
				return p.d.Accounts.Users(ctx, r.by, in)
			}, in.ListQuery, func(u account.User) error { return yield(r.userRow(q, u)) })
		},
	})
}

func (r room) day(u account.User) string {
	return u.CreatedAt.In(r.today.Start().Location()).Format("02/01/2006")
}

func (r room) userKind(u account.User) string {
	if u.IsAdmin {
		return r.t("role.admin")
	}
	return r.t("admin.plain_user")
}

func (r room) userChip(u account.User) string {
	switch {
	case u.Disabled():
		return r.t("admin.disabled")
	case u.IsDemo:
		return r.t("admin.demo_user")
	case !u.HasPassword:
		return r.t("admin.no_password")
	}
	return ""
}

func (p *Pages) newUser(ctx context.Context, c *gin.Context, r room) error {
	return p.userForm(ctx, c, r, p.fresh("language", string(i18n.Vi)).take(c, "person_id", "name"), nil)
}

func (p *Pages) userForm(ctx context.Context, c *gin.Context, r room, t typed, theirs *typed) error {
	people, err := p.peopleToJoin(ctx, r)
	if err != nil {
		return err
	}
	k := card{title: r.t("admin.new_user"), action: r.in("tai-khoan"), back: r.in("tai-khoan"), required: []string{"login", "name"}}
	crumbs := []ui.Link{r.usersCrumb(), {Text: k.title}}
	edited := t.version() > 0
	if edited {
		k.title, k.back = r.t("admin.edit_user"), r.in("tai-khoan", t.values.Get("id"))
		k.action = k.back + "/sua"
		crumbs = []ui.Link{r.usersCrumb(), {Text: t.values.Get("name"), URL: k.back}, {Text: k.title}}
	}
	k.base = r.desk(ui.SectionAdmin, crumbs...)
	k.parts = func(s *sheet) []templ.Component {
		var languages []ui.Option
		for _, l := range i18n.Langs() {
			languages = append(languages, ui.Option{Value: string(l), Label: r.t("language." + string(l))})
		}
		parts := []templ.Component{s.text("name", "register.full_name", "")}
		if !edited {
			parts = append(parts, s.text("login", "sign.login", "sign.login_hint"), s.secretWord("password", "sign.password", "admin.password_hint"))
		}
		return append(parts, s.pick("person_id", "column.person", "admin.person_hint", "admin.no_person", people),
			formview.Row(s.choice("language", "frame.language", "admin.house_language", languages)), s.tick("is_admin", "admin.is_admin", "admin.is_admin_hint"))
	}
	return p.cardForm(ctx, c, r, k, t, theirs)
}

func (t typed) user() account.UserInput {
	return account.UserInput{
		ID: access.UserID(t.id("id")), Version: t.version(), Login: t.values.Get("login"), Name: t.values.Get("name"), Person: access.PersonID(t.id("person_id")),
		IsAdmin: t.yes("is_admin"), Language: t.values.Get("language"), Password: t.values.Get("password"),
	}
}

func userValues(u account.User) typed {
	return filled("id", u.ID.String(), "version", strconv.Itoa(u.Version), "login", u.Login, "name", u.Name, "person_id", idText(u.Person),
		"language", u.Language).with(u.IsAdmin, "is_admin")
}

func userAt(u account.User) string { return userURL(u.ID) }

func (p *Pages) createUser(ctx context.Context, c *gin.Context, r room) error {
	t := posted(c)
	return keep(c, r, t, keeping[account.User]{
		write: func() (account.User, error) { return p.d.Accounts.CreateUser(ctx, r.by, t.user()) }, then: userAt,
		again: func(t typed, _ *typed) error { return p.userForm(ctx, c, r, t, nil) },
	})
}

func (p *Pages) userOf(ctx context.Context, c *gin.Context, r room) (account.UserDetail, error) {
	return p.d.Accounts.User(ctx, r.by, access.UserID(rowID(c, "user")))
}

func (p *Pages) editUser(ctx context.Context, c *gin.Context, r room) error {
	d, err := p.userOf(ctx, c, r)
	if err != nil {
		return err
	}
	return p.userForm(ctx, c, r, userValues(d.User), nil)
}

func (p *Pages) saveUser(ctx context.Context, c *gin.Context, r room) error {
	d, err := p.userOf(ctx, c, r)
	if err != nil {
		return err
	}
	t := posted(c)
	t.values.Set("id", d.ID.String())
	return keep(c, r, t, keeping[account.User]{
		write: func() (account.User, error) { return p.d.Accounts.EditUser(ctx, r.by, t.user()) }, values: userValues, then: userAt,
		again: func(t typed, theirs *typed) error { return p.userForm(ctx, c, r, t, theirs) },
	})
}
