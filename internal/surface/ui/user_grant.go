package ui

import (
	"context"
	"strconv"

	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/account"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/web/views/ui"
)

func (r room) grantsCrumb() ui.Link {
	return ui.Link{Text: r.t("admin.grants"), URL: r.url("quan-tri", "vai-tro")}
}

// usersByID are all accounts, those out of use too.
func (p *Pages) usersByID(ctx context.Context, r room) ([]ui.Option, map[access.UserID]account.User, error) {
	var options []ui.Option
	all := map[access.UserID]account.User{}
	err := eachPage(func(l org.ListQuery) (org.Page[account.User], error) {
		return p.d.Accounts.Users(ctx, r.by, account.UserQuery{ListQuery: l, Disabled: true})
	}, org.ListQuery{}, func(u account.User) error {
		all[u.ID] = u
		if !u.Disabled() {
			options = append(options, ui.Option{Value: u.ID.String(), Label: u.Name + " (" + u.Login + ")"})
		}
		return nil
	})
	return options, all, err
}

// granting is a role that is being given: in a committee to a chosen account, or to an account in a chosen committee.
type granting struct {
	t      typed
	user   *account.User // the account it is given from; nil in a committee
	row    string
	theirs *typed
}

func (p *Pages) newGrant(ctx context.Context, c *gin.Context, r room) error {
	if err := r.requireAdmin(); err != nil {
		return err
	}
	return p.grantForm(ctx, c, r, granting{t: p.fresh("role", string(access.Member), "valid_from", r.today.VN()).take(c, "user_id")})
}

func (p *Pages) newUserGrant(ctx context.Context, c *gin.Context, r room) error {
	d, err := p.userOf(ctx, c, r)
	if err != nil {
		return err
	}
	return p.grantForm(ctx, c, r, granting{t: p.fresh("role", string(access.Member), "valid_from", r.today.VN()), user: &d.User})
}

func (p *Pages) grantForm(ctx context.Context, c *gin.Context, r room, a granting) error {
	k := card{title: r.t("admin.new_grant"), required: []string{"committee_id", "user_id", "role", "valid_from"}, note: r.t("admin.grant_note")}
	var whom func(*sheet) templ.Component
	if a.user != nil {
		committees, err := p.committeeOptions(ctx, r)
		if err != nil {
			return err
		}
		k.back, k.lead = userURL(a.user.ID), a.user.Name
		k.action = k.back + "/vai-tro"
		k.base = r.desk(ui.SectionAdmin, r.usersCrumb(), ui.Link{Text: a.user.Name, URL: k.back}, ui.Link{Text: k.title})
		whom = func(s *sheet) templ.Component {
			return s.choice("committee_id", "admin.committee", "form.choose", committees)
		}
	} else {
		users, _, err := p.usersByID(ctx, r)
		if err != nil {
			return err
		}
		k.back = r.grantsCrumb().URL
		k.action = k.back
		if a.row != "" {
			k.title, k.note, k.action = r.t("admin.edit_grant"), r.t("register.end_note"), r.url("quan-tri", "vai-tro", a.row, "sua")
		}
		k.base = r.desk(ui.SectionAdmin, r.grantsCrumb(), ui.Link{Text: k.title})
		whom = func(s *sheet) templ.Component { return s.choice("user_id", "admin.user", "form.choose", users) }
	}
	k.parts = func(s *sheet) []templ.Component {
		parts := []templ.Component{s.radios("role", "register.role", optionsOf(r, "role.", access.Roles())), s.span(), s.withdrawal()}
		if a.row != "" { // whose it is never changes
			return parts
		}
		return append([]templ.Component{whom(s)}, parts...)
	}
	return p.cardForm(ctx, c, r, k, a.t, a.theirs)
}

func (t typed) grant(r room, k access.CommitteeID, u access.UserID) account.GrantInput {
	return account.GrantInput{
		Committee: k, ID: account.GrantID(t.id("id")), Version: t.version(), User: u, Role: access.Role(t.values.Get("role")),
		ValidFrom: t.date(r, "valid_from"), ValidTo: t.date(r, "valid_to"), Withdrawn: t.yes("withdrawn"),
	}
}

func grantValues(g account.Grant) typed {
	return filled("id", g.ID.String(), "version", strconv.Itoa(g.Version), "role", string(g.Role), "valid_from", g.ValidFrom.VN(), "valid_to", g.ValidTo.VN()).
		with(g.Withdrawn, "withdrawn")
}

func (p *Pages) createGrant(ctx context.Context, c *gin.Context, r room) error {
	t := posted(c)
	return keep(c, r, t, keeping[account.Grant]{
		write: func() (account.Grant, error) {
			return p.d.Accounts.CreateGrant(ctx, r.by, t.grant(r, r.committee.ID, access.UserID(t.id("user_id"))))
		},
		again: func(t typed, _ *typed) error { return p.grantForm(ctx, c, r, granting{t: t}) },
		then:  func(account.Grant) string { return r.grantsCrumb().URL },
	})
}

func (p *Pages) createUserGrant(ctx context.Context, c *gin.Context, r room) error {
	d, err := p.userOf(ctx, c, r)
	if err != nil {
		return err
	}
	t := posted(c)
	return keep(c, r, t, keeping[account.Grant]{
		write: func() (account.Grant, error) {
			return p.d.Accounts.CreateGrant(ctx, r.by, t.grant(r, access.CommitteeID(t.id("committee_id")), d.ID))
		},
		again: func(t typed, _ *typed) error { return p.grantForm(ctx, c, r, granting{t: t, user: &d.User}) },
		then:  func(account.Grant) string { return userURL(d.ID) },
	})
}

func (p *Pages) grantOf(ctx context.Context, c *gin.Context, r room) (account.Grant, error) {
	grants, err := p.d.Accounts.GrantsIn(ctx, r.by, r.committee.ID)
	if err != nil {
		return account.Grant{}, err
	}
	for _, g := range grants {
		if g.ID == account.GrantID(rowID(c, "row")) {
			return g, nil
		}
	}
	return account.Grant{}, fault.New(fault.NotFound, "not_found")
}

func (p *Pages) editGrant(ctx context.Context, c *gin.Context, r room) error {
	g, err := p.grantOf(ctx, c, r)
	if err != nil {
		return err
	}
	return p.grantForm(ctx, c, r, granting{t: grantValues(g), row: g.ID.String()})
}

func (p *Pages) saveGrant(ctx context.Context, c *gin.Context, r room) error {
	g, err := p.grantOf(ctx, c, r)
	if err != nil {
		return err
	}
	t := posted(c)
	t.values.Set("id", g.ID.String())
	return keep(c, r, t, keeping[account.Grant]{
		write: func() (account.Grant, error) {
			return p.d.Accounts.EditGrant(ctx, r.by, t.grant(r, r.committee.ID, g.User))
		},
		values: grantValues,
		again: func(t typed, theirs *typed) error {
			return p.grantForm(ctx, c, r, granting{t: t, row: g.ID.String(), theirs: theirs})
		},
		then: func(account.Grant) string { return r.grantsCrumb().URL },
	})
}

// unitDuty is a unit an account is to answer for.
type unitDuty struct {
	t      typed
	user   account.User
	row    string
	theirs *typed
}

func (p *Pages) newUserUnit(ctx context.Context, c *gin.Context, r room) error {
	d, err := p.userOf(ctx, c, r)
	if err != nil {
		return err
	}
	return p.userUnitForm(ctx, c, r, unitDuty{t: p.fresh("valid_from", r.today.VN()), user: d.User})
}

func (p *Pages) userUnitForm(ctx context.Context, c *gin.Context, r room, a unitDuty) error {
	units, err := p.unitOptions(ctx, r)
	if err != nil {
		return err
	}
	k := card{title: r.t("admin.new_user_unit"), back: userURL(a.user.ID), lead: a.user.Name, required: []string{"unit_id", "valid_from"}, note: r.t("admin.user_units_note")}
	k.action = k.back + "/don-vi"
	if a.row != "" {
		k.title, k.action = r.t("admin.edit_user_unit"), k.action+"/"+a.row
	}
	k.base = r.desk(ui.SectionAdmin, r.usersCrumb(), ui.Link{Text: a.user.Name, URL: k.back}, ui.Link{Text: k.title})
	k.parts = func(s *sheet) []templ.Component {
		if a.row != "" { // which unit it is never changes
			return []templ.Component{s.span(), s.withdrawal()}
		}
		return []templ.Component{s.choice("unit_id", "column.unit", "form.choose", units), s.span()}
	}
	return p.cardForm(ctx, c, r, k, a.t, a.theirs)
}

func (t typed) userUnit(r room, u access.UserID, unit access.UnitID) account.UserUnitInput {
	return account.UserUnitInput{
		ID: account.UserUnitID(t.id("id")), Version: t.version(), User: u, Unit: unit, ValidFrom: t.date(r, "valid_from"), ValidTo: t.date(r, "valid_to"),
		Withdrawn: t.yes("withdrawn"),
	}
}

func userUnitValues(n account.UserUnit) typed {
	return filled("id", n.ID.String(), "version", strconv.Itoa(n.Version), "valid_from", n.ValidFrom.VN(), "valid_to", n.ValidTo.VN()).with(n.Withdrawn, "withdrawn")
}

func (p *Pages) createUserUnit(ctx context.Context, c *gin.Context, r room) error {
	d, err := p.userOf(ctx, c, r)
	if err != nil {
		return err
	}
	t := posted(c)
	return keep(c, r, t, keeping[account.UserUnit]{
		write: func() (account.UserUnit, error) {
			return p.d.Accounts.CreateUserUnit(ctx, r.by, t.userUnit(r, d.ID, access.UnitID(t.id("unit_id"))))
		},
		again: func(t typed, _ *typed) error { return p.userUnitForm(ctx, c, r, unitDuty{t: t, user: d.User}) },
		then:  func(account.UserUnit) string { return userURL(d.ID) },
	})
}

func (p *Pages) userUnitOf(ctx context.Context, c *gin.Context, r room) (account.UserDetail, account.UserUnit, error) {
	d, err := p.userOf(ctx, c, r)
	if err != nil {
		return d, account.UserUnit{}, err
	}
	for _, n := range d.Units {
		if n.ID == account.UserUnitID(rowID(c, "row")) {
			return d, n, nil
		}
	}
	return d, account.UserUnit{}, fault.New(fault.NotFound, "not_found")
}

func (p *Pages) editUserUnit(ctx context.Context, c *gin.Context, r room) error {
	d, n, err := p.userUnitOf(ctx, c, r)
	if err != nil {
		return err
	}
	return p.userUnitForm(ctx, c, r, unitDuty{t: userUnitValues(n), user: d.User, row: n.ID.String()})
}

func (p *Pages) saveUserUnit(ctx context.Context, c *gin.Context, r room) error {
	d, n, err := p.userUnitOf(ctx, c, r)
	if err != nil {
		return err
	}
	t := posted(c)
	t.values.Set("id", n.ID.String())
	return keep(c, r, t, keeping[account.UserUnit]{
		write: func() (account.UserUnit, error) {
			return p.d.Accounts.EditUserUnit(ctx, r.by, t.userUnit(r, d.ID, n.Unit))
		},
		values: userUnitValues,
		again: func(t typed, theirs *typed) error {
			return p.userUnitForm(ctx, c, r, unitDuty{t: t, user: d.User, row: n.ID.String(), theirs: theirs})
		},
		then: func(account.UserUnit) string { return userURL(d.ID) },
	})
}
