package ui

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/account"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/surface/server"
	adminview "github.com/dondoc/dondoc/web/views/admin"
	registerview "github.com/dondoc/dondoc/web/views/register"
	"github.com/dondoc/dondoc/web/views/ui"
)

func (p *Pages) showUser(ctx context.Context, c *gin.Context, r room) error {
	d, err := p.userOf(ctx, c, r)
	if err != nil {
		return err
	}
	lock := registerview.Act{
		URL: userURL(d.ID, "khoa"), Word: r.t("admin.disable"), Icon: ui.IconLock, Danger: true,
		Hidden: []ui.Pair{{Name: "version", Value: strconv.Itoa(d.Version)}, {Name: "disabled", Value: "1"}},
	}
	if d.Disabled() {
		lock.Word, lock.Danger, lock.Hidden = r.t("admin.enable"), false, lock.Hidden[:1]
	}
	page := registerview.ShowPage{
		Base: r.desk(ui.SectionAdmin, r.usersCrumb(), ui.Link{Text: d.Name, URL: userURL(d.ID)}),
		Head: ui.PageHead{Title: d.Name, Sub: d.Login, Chip: r.userChip(d.User), Actions: []ui.Link{{Text: r.t("action.edit"), URL: userURL(d.ID, "sua"), Icon: ui.IconEdit}}},
		Acts: []registerview.Act{{URL: userURL(d.ID, "lien-ket"), Word: r.t("admin.reset_link"), Icon: ui.IconLink}, lock},
		Facts: []ui.Term{
			{Name: r.t("column.kind"), Text: r.userKind(d.User)}, {Name: r.t("admin.made_on"), Text: r.day(d.User)},
		},
	}
	if !d.Person.IsZero() {
		n, err := p.d.Org.Person(ctx, r.by, access.CommitteeID{}, d.Person)
		if err != nil {
			return err
		}
		page.Facts = append(page.Facts, ui.Term{Name: r.t("column.person"), Text: n.FullName, URL: r.in("nguoi", n.ID.String())})
	}
	grants, err := p.userGrantsPart(ctx, r, d)
	if err != nil {
		return err
	}
	units, err := p.userUnitsPart(ctx, r, d)
	if err != nil {
		return err
	}
	page.Parts = []registerview.Part{grants, units}
	return show(ctx, c, http.StatusOK, registerview.Show(page))
}

// committeesByID are all committees, for tables that name them.
func (p *Pages) committeesByID(ctx context.Context, r room) (map[access.CommitteeID]org.Committee, error) {
	all := map[access.CommitteeID]org.Committee{}
	err := eachPage(func(l org.ListQuery) (org.Page[org.Committee], error) {
		return p.d.Org.Committees(ctx, r.by, org.CommitteeQuery{ListQuery: l})
	}, org.ListQuery{}, func(k org.Committee) error {
		all[k.ID] = k
		return nil
	})
	return all, err
}

func (p *Pages) userGrantsPart(ctx context.Context, r room, d account.UserDetail) (registerview.Part, error) {
	committees, err := p.committeesByID(ctx, r)
	part := registerview.Part{
		ID: "vai-tro", Title: r.t("admin.grants"), Empty: r.t("admin.no_grant"), Add: ui.Link{Text: r.t("admin.new_grant"), URL: userURL(d.ID, "vai-tro", "moi")},
		Table: ui.Table{Caption: r.t("admin.grants"), Heads: r.heads("admin.committee", "register.role", "column.valid_from", "column.valid_to", "register.row_act")},
	}
	for _, g := range d.Grants {
		k := committees[g.Committee]
		part.Table.Rows = append(part.Table.Rows, line(
			ui.Cell{Text: k.ShortName, URL: ui.CommitteeURL(k.Code, "quan-tri"), Chip: r.takenBack(g.Withdrawn)}, word(r.t("role."+string(g.Role))),
			word(g.ValidFrom.VN()), word(g.ValidTo.VN()), ui.Cell{Text: r.t("action.edit"), URL: ui.CommitteeURL(k.Code, "quan-tri", "vai-tro", g.ID.String(), "sua")}))
	}
	return part, err
}

func (p *Pages) userUnitsPart(ctx context.Context, r room, d account.UserDetail) (registerview.Part, error) {
	part := registerview.Part{
		ID: "don-vi", Title: r.t("admin.user_units"), Note: r.t("admin.user_units_note"), Empty: r.t("admin.no_user_unit"),
		Add:   ui.Link{Text: r.t("admin.new_user_unit"), URL: userURL(d.ID, "don-vi", "moi")},
		Table: ui.Table{Caption: r.t("admin.user_units"), Heads: r.heads("column.unit", "column.valid_from", "column.valid_to", "register.row_act")},
	}
	for _, n := range d.Units {
		u, err := p.d.Org.Unit(ctx, r.by, access.CommitteeID{}, n.Unit)
		if err != nil {
			return part, err
		}
		part.Table.Rows = append(part.Table.Rows, line(
			ui.Cell{Text: u.Name, URL: r.in("don-vi", u.ID.String()), Chip: r.takenBack(n.Withdrawn)}, word(n.ValidFrom.VN()), word(n.ValidTo.VN()),
			ui.Cell{Text: r.t("action.edit"), URL: userURL(d.ID, "don-vi", n.ID.String())}))
	}
	return part, nil
}

// disableUser takes an account out of use, or back in. A refusal has no form to show: it is said at the top of the account.
func (p *Pages) disableUser(ctx context.Context, c *gin.Context, r room) error {
	t := posted(c)
	u := access.UserID(rowID(c, "user"))
	off := t.yes("disabled")
	_, err := p.d.Accounts.SetDisabled(ctx, r.by, account.DisableInput{ID: u, Version: t.version(), Disabled: off})
	if f, ok := errors.AsType[*fault.Fault](err); ok && f.Kind == fault.Conflict {
		return done(c, userURL(u), r.words.Fault(err))
	}
	if err != nil {
		return err
	}
	if off {
		return done(c, userURL(u), r.t("admin.was_disabled"))
	}
	return done(c, userURL(u), r.t("admin.was_enabled"))
}

// issueReset makes a one-time link and shows it on the answer itself: it is kept nowhere and never shown again.
func (p *Pages) issueReset(ctx context.Context, c *gin.Context, r room) error {
	d, err := p.userOf(ctx, c, r)
	if err != nil {
		return err
	}
	secret, err := p.d.Accounts.IssueReset(ctx, r.by, d.ID)
	if err != nil {
		return err
	}
	title := r.t("admin.reset_link")
	c.Header("Cache-Control", "no-store")
	return show(ctx, c, http.StatusOK, adminview.Secret(adminview.SecretPage{
		Base: r.desk(ui.SectionAdmin, r.usersCrumb(), ui.Link{Text: d.Name, URL: userURL(d.ID)}, ui.Link{Text: title}), Head: ui.PageHead{Title: title, Sub: d.Name + " (" + d.Login + ")"},
		Text: r.t("admin.reset_text"), Label: r.t("admin.reset_label"), Secret: p.d.BaseURL + server.ResetPath + "?ma=" + url.QueryEscape(secret),
		Back: ui.Link{Text: r.t("admin.reset_back"), URL: userURL(d.ID)},
	}))
}
