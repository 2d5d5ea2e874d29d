package ui

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/account"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	formview "github.com/dondoc/dondoc/web/views/form"
	registerview "github.com/dondoc/dondoc/web/views/register"
	"github.com/dondoc/dondoc/web/views/ui"
)

// standInPart is the page of who stands in for whom.
const standInPart = "lam-thay"

func (p *Pages) mountDelegation(c *gin.RouterGroup, in mounter) {
	c.GET("/"+standInPart, in(p.listDelegations))
	c.POST("/"+standInPart, in(p.createDelegation))
	c.GET("/"+standInPart+"/moi", in(p.newDelegation))
	c.GET("/"+standInPart+"/:row/sua", in(p.editDelegation))
	c.POST("/"+standInPart+"/:row/sua", in(p.saveDelegation))
}

func (r room) standInCrumb() ui.Link {
	return ui.Link{Text: r.t("delegation.title"), URL: r.url(standInPart)}
}

func (p *Pages) listDelegations(ctx context.Context, c *gin.Context, r room) error {
	all, err := p.d.Accounts.Delegations(ctx, r.by, r.committee.ID)
	if err != nil {
		return err
	}
	part := registerview.Part{ID: "lam-thay", Title: r.t("delegation.spans"), Empty: r.t("delegation.none"), Table: ui.Table{
		Caption: r.t("delegation.spans"), Headed: true,
		Heads: []ui.Head{{Label: r.t("delegation.absent")}, {Label: r.t("delegation.substitute")}, {Label: r.t("column.valid_from"), Short: true}, {Label: r.t("column.valid_to"), Short: true}, {Label: r.t("delegation.act"), Wide: true}, {Label: r.t("register.row_act")}},
	}}
	for _, d := range all {
		edit := ui.Cell{}
		if r.by.MayLend(r.committee.ID, d.Absent) {
			edit = ui.Cell{Text: r.t("action.edit"), URL: r.url(standInPart, d.ID.String(), "sua")}
		}
		part.Table.Rows = append(part.Table.Rows, ui.TableRow{Cells: []ui.Cell{
			{Text: d.AbsentName, Chip: r.takenBack(d.Withdrawn)}, {Text: d.SubstituteName}, {Text: d.ValidFrom.VN()}, {Text: d.ValidTo.VN()}, {Text: d.Act}, edit,
		}})
	}
	page := registerview.ShowPage{
		Base: r.at(ui.SectionUnits, r.unitsCrumb(), r.standInCrumb()), Note: r.t("delegation.note"), Parts: []registerview.Part{part},
		Head: ui.PageHead{Title: r.t("delegation.title"), Actions: []ui.Link{{Text: r.t("delegation.new"), URL: r.url(standInPart, "moi"), Icon: ui.IconAdd}}},
	}
	return show(ctx, c, http.StatusOK, registerview.Show(page))
}

// holders are who hold a role in the committee today, with their roles.
func (p *Pages) holders(ctx context.Context, r room) ([]account.Holder, error) {
	return p.d.Accounts.Holders(ctx, r.by, r.committee.ID)
}

func (r room) holderOption(h account.Holder) ui.Option {
	roles := make([]string, len(h.Roles))
	for i, role := range h.Roles {
		roles[i] = r.t("role." + role)
	}
	return ui.Option{Value: h.User.String(), Label: h.Name + " (" + strings.Join(roles, ", ") + ")"}
}

func (p *Pages) newDelegation(ctx context.Context, c *gin.Context, r room) error {
	return p.delegationForm(ctx, c, r, "", p.fresh("valid_from", r.today.VN()), nil)
}

func (p *Pages) delegationForm(ctx context.Context, c *gin.Context, r room, row string, t typed, theirs *typed) error {
	holders, err := p.holders(ctx, r)
	if err != nil {
		return err
	}
	var absent, substitutes []ui.Option
	for _, h := range holders {
		substitutes = append(substitutes, r.holderOption(h))
		if r.by.MayLend(r.committee.ID, h.User) {
			absent = append(absent, r.holderOption(h))
		}
	}
	k := card{
		title: r.t("delegation.new"), note: r.t("delegation.new_note"), back: r.standInCrumb().URL, action: r.standInCrumb().URL,
		required: []string{"absent_id", "substitute_id", "valid_from", "valid_to", "act"},
	}
	if row != "" {
		k.title, k.note, k.action = r.t("delegation.edit"), r.t("delegation.edit_note"), r.url(standInPart, row, "sua")
	}
	k.base = r.at(ui.SectionUnits, r.unitsCrumb(), r.standInCrumb(), ui.Link{Text: k.title})
	k.parts = func(s *sheet) []templ.Component {
		parts := []templ.Component{
			formview.Row(s.date("valid_from", "column.valid_from", "form.date_hint"), s.date("valid_to", "column.valid_to", "delegation.to_hint")),
			s.text("act", "delegation.act", "delegation.act_hint"), s.withdrawal(),
		}
		if row != "" {
			return parts
		}
		return append([]templ.Component{s.choice("absent_id", "delegation.absent", "form.choose", absent), s.choice("substitute_id", "delegation.substitute", "form.choose", substitutes)}, parts...)
	}
	return p.cardForm(ctx, c, r, k, t, theirs)
}

func (t typed) delegation(r room) account.DelegationInput {
	return account.DelegationInput{
		Committee: r.committee.ID, ID: account.DelegationID(t.id("id")), Version: t.version(), Absent: access.UserID(t.id("absent_id")),
		Substitute: access.UserID(t.id("substitute_id")), ValidFrom: t.date(r, "valid_from"), ValidTo: t.date(r, "valid_to"), Act: t.values.Get("act"), Withdrawn: t.yes("withdrawn"),
	}
}

func delegationValues(d account.Delegation) typed {
	return filled("id", d.ID.String(), "version", strconv.Itoa(d.Version), "valid_from", d.ValidFrom.VN(), "valid_to", d.ValidTo.VN(), "act", d.Act).with(d.Withdrawn, "withdrawn")
}

func (p *Pages) createDelegation(ctx context.Context, c *gin.Context, r room) error {
	t := posted(c)
	return keep(c, r, t, keeping[account.Delegation]{
		write: func() (account.Delegation, error) { return p.d.Accounts.CreateDelegation(ctx, r.by, t.delegation(r)) },
		again: func(t typed, _ *typed) error { return p.delegationForm(ctx, c, r, "", t, nil) },
		then:  func(account.Delegation) string { return r.standInCrumb().URL },
	})
}

// delegationOf is the span of the address, as far as the reader may see it.
func (p *Pages) delegationOf(ctx context.Context, c *gin.Context, r room) (account.Delegation, error) {
	all, err := p.d.Accounts.Delegations(ctx, r.by, r.committee.ID)
	if err != nil {
		return account.Delegation{}, err
	}
	for _, d := range all {
		if d.ID == account.DelegationID(rowID(c, "row")) {
			return d, access.Require(r.by.MayLend(r.committee.ID, d.Absent))
		}
	}
	return account.Delegation{}, fault.New(fault.NotFound, "not_found")
}

func (p *Pages) editDelegation(ctx context.Context, c *gin.Context, r room) error {
	d, err := p.delegationOf(ctx, c, r)
	if err != nil {
		return err
	}
	return p.delegationForm(ctx, c, r, d.ID.String(), delegationValues(d), nil)
}

func (p *Pages) saveDelegation(ctx context.Context, c *gin.Context, r room) error {
	d, err := p.delegationOf(ctx, c, r)
	if err != nil {
		return err
	}
	t := posted(c)
	in := t.delegation(r)
	in.ID, in.Absent, in.Substitute = d.ID, d.Absent, d.Substitute
	return keep(c, r, t, keeping[account.Delegation]{
		write:  func() (account.Delegation, error) { return p.d.Accounts.EditDelegation(ctx, r.by, in) },
		values: delegationValues,
		again:  func(t typed, theirs *typed) error { return p.delegationForm(ctx, c, r, d.ID.String(), t, theirs) },
		then:   func(account.Delegation) string { return r.standInCrumb().URL },
	})
}
