package ui

import (
	"context"
	"strconv"

	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	formview "github.com/dondoc/dondoc/web/views/form"
	"github.com/dondoc/dondoc/web/views/ui"
)

func (p *Pages) newUnit(ctx context.Context, c *gin.Context, r room) error {
	if err := r.requireKeep(r.committee.ID); err != nil {
		return err
	}
	return p.unitForm(ctx, c, r, p.fresh("kind", "state").take(c, "parent_id"), nil)
}

func (p *Pages) unitForm(ctx context.Context, c *gin.Context, r room, t typed, theirs *typed) error {
	units, err := p.unitOptions(ctx, r)
	if err != nil {
		return err
	}
	k := card{title: r.t("register.new_unit"), action: r.in("don-vi"), back: r.in("don-vi"), required: []string{"name", "code", "kind"}}
	crumbs := []ui.Link{r.unitsCrumb(), {Text: k.title}}
	edited := t.version() > 0
	if edited {
		k.title, k.back, k.note = r.t("register.edit_unit"), r.in("don-vi", t.values.Get("id")), r.t("register.edit_unit_note")
		k.action = k.back + "/sua"
		crumbs = []ui.Link{r.unitsCrumb(), {Text: t.values.Get("short_name"), URL: k.back}, {Text: k.title}}
	}
	k.base = r.desk(ui.SectionUnits, crumbs...)
	k.parts = func(s *sheet) []templ.Component {
		return []templ.Component{
			s.text("name", "register.unit_name", "register.unit_name_hint"),
			formview.Row(s.text("short_name", "register.short_name", "register.short_name_hint"), s.text("code", "column.code", "register.code_hint")),
			s.choice("kind", "column.kind", "", optionsOf(r, "unit.kind.", org.UnitKinds())),
			s.pick("parent_id", "register.parent", "register.parent_hint", "register.no_parent", units),
			s.span(), s.withdrawal(),
		}
	}
	return p.cardForm(ctx, c, r, k, t, theirs)
}

func (t typed) unit(r room) org.UnitInput {
	return org.UnitInput{
		ID: access.UnitID(t.id("id")), Version: t.version(), Owner: r.committee.ID, Code: t.values.Get("code"), Kind: org.UnitKind(t.values.Get("kind")),
		Name: t.values.Get("name"), ShortName: t.values.Get("short_name"), ParentID: access.UnitID(t.id("parent_id")),
		ValidFrom: t.date(r, "valid_from"), ValidTo: t.date(r, "valid_to"), Withdrawn: t.yes("withdrawn"),
	}
}

func unitValues(u org.Unit) typed {
	return filled("id", u.ID.String(), "version", strconv.Itoa(u.Version), "code", u.Code, "kind", string(u.Kind), "name", u.Name, "short_name", u.ShortName,
		"parent_id", idText(u.ParentID), "valid_from", u.ValidFrom.VN(), "valid_to", u.ValidTo.VN()).with(u.Withdrawn, "withdrawn")
}

func (r room) unitAt(u org.Unit) string { return r.in("don-vi", u.ID.String()) }

func (p *Pages) createUnit(ctx context.Context, c *gin.Context, r room) error {
	t := posted(c)
	return keep(c, r, t, keeping[org.Unit]{
		write: func() (org.Unit, error) { return p.d.Org.CreateUnit(ctx, r.by, t.unit(r)) }, then: r.unitAt,
		again: func(t typed, theirs *typed) error { return p.unitForm(ctx, c, r, t, theirs) },
	})
}

// unitToKeep reads the unit of the address for somebody who may change it.
func (p *Pages) unitToKeep(ctx context.Context, c *gin.Context, r room) (org.UnitDetail, error) {
	d, err := p.unitOf(ctx, c, r)
	if err != nil {
		return d, err
	}
	return d, r.requireKeep(d.Owner)
}

func (p *Pages) editUnit(ctx context.Context, c *gin.Context, r room) error {
	d, err := p.unitToKeep(ctx, c, r)
	if err != nil {
		return err
	}
	return p.unitForm(ctx, c, r, unitValues(d.Unit), nil)
}

func (p *Pages) saveUnit(ctx context.Context, c *gin.Context, r room) error {
	d, err := p.unitToKeep(ctx, c, r)
	if err != nil {
		return err
	}
	t := posted(c)
	t.values.Set("id", d.ID.String())
	return keep(c, r, t, keeping[org.Unit]{
		write: func() (org.Unit, error) { return p.d.Org.EditUnit(ctx, r.by, t.unit(r)) }, values: unitValues, then: r.unitAt,
		again: func(t typed, theirs *typed) error { return p.unitForm(ctx, c, r, t, theirs) },
	})
}

func (p *Pages) askRename(ctx context.Context, c *gin.Context, r room) error {
	d, err := p.unitToKeep(ctx, c, r)
	if err != nil {
		return err
	}
	return p.renameForm(ctx, c, r, filled("version", strconv.Itoa(d.Version), "name", d.Name, "short_name", d.ShortName), d)
}

func (p *Pages) renameForm(ctx context.Context, c *gin.Context, r room, t typed, d org.UnitDetail) error {
	back := r.unitAt(d.Unit)
	k := card{
		title: r.t("register.rename"), lead: d.Name, note: r.t("register.rename_note"), action: back + "/doi-ten", back: back,
		required: []string{"valid_from", "name"},
	}
	k.base = r.desk(ui.SectionUnits, r.unitsCrumb(), ui.Link{Text: d.ShortName, URL: back}, ui.Link{Text: k.title})
	k.parts = func(s *sheet) []templ.Component {
		return []templ.Component{
			s.date("valid_from", "register.name_from", "form.date_hint"), s.text("name", "register.new_name", ""),
			s.text("short_name", "register.short_name", "register.short_name_hint"), s.text("act", "register.act", "register.act_hint"),
		}
	}
	return p.cardForm(ctx, c, r, k, t, nil)
}

func (p *Pages) renameUnit(ctx context.Context, c *gin.Context, r room) error {
	d, err := p.unitToKeep(ctx, c, r)
	if err != nil {
		return err
	}
	t := posted(c)
	return keep(c, r, t, keeping[org.Unit]{
		write: func() (org.Unit, error) {
			return p.d.Org.RenameUnit(ctx, r.by, org.RenameInput{
				ID: d.ID, Version: t.version(), From: t.date(r, "valid_from"), Name: t.values.Get("name"), ShortName: t.values.Get("short_name"), Act: t.values.Get("act"),
			})
		},
		values: unitValues, then: r.unitAt,
		again: func(t typed, _ *typed) error { return p.renameForm(ctx, c, r, t, d) },
	})
}

func (p *Pages) newSuccession(ctx context.Context, c *gin.Context, r room) error {
	d, err := p.unitToKeep(ctx, c, r)
	if err != nil {
		return err
	}
	return p.successionForm(ctx, c, r, succeeding{t: p.fresh("kind", string(org.Merge)), d: d})
}

// succeeding is a succession that is being written.
type succeeding struct {
	t      typed
	d      org.UnitDetail // the unit it starts from
	row    string         // of the address; empty for a new one
	theirs *typed
}

func (p *Pages) successionForm(ctx context.Context, c *gin.Context, r room, a succeeding) error {
	units, err := p.unitOptions(ctx, r)
	if err != nil {
		return err
	}
	back := r.unitAt(a.d.Unit)
	k := card{
		title: r.t("register.succession"), lead: a.d.Name, note: r.t("register.succession_note"), action: back + "/ke-tiep", back: back,
		required: []string{"kind", "happened_on"},
	}
	if a.row != "" {
		k.action += "/" + a.row
	}
	k.base = r.desk(ui.SectionUnits, r.unitsCrumb(), ui.Link{Text: a.d.ShortName, URL: back}, ui.Link{Text: k.title})
	k.parts = func(s *sheet) []templ.Component {
		return []templ.Component{
			s.radios("kind", "register.succession_kind", optionsOf(r, "succession.", org.SuccessionKinds())),
			s.pick("to_unit_id", "register.to_unit", "register.to_unit_hint", "register.no_successor", units),
			s.date("happened_on", "register.happened_on", "register.happened_on_hint"), s.text("act", "register.act", "register.act_hint"), s.withdrawal(),
		}
	}
	return p.cardForm(ctx, c, r, k, a.t, a.theirs)
}

func (t typed) succession(r room, from access.UnitID) org.SuccessionInput {
	return org.SuccessionInput{
		ID: org.SuccessionID(t.id("id")), Version: t.version(), From: from, To: access.UnitID(t.id("to_unit_id")), HappenedOn: t.date(r, "happened_on"),
		Kind: org.SuccessionKind(t.values.Get("kind")), Act: t.values.Get("act"), Withdrawn: t.yes("withdrawn"),
	}
}

func successionValues(s org.Succession) typed {
	return filled("id", s.ID.String(), "version", strconv.Itoa(s.Version), "kind", string(s.Kind), "to_unit_id", idText(s.To),
		"happened_on", s.HappenedOn.VN(), "act", s.Act).with(s.Withdrawn, "withdrawn")
}

func (p *Pages) createSuccession(ctx context.Context, c *gin.Context, r room) error {
	d, err := p.unitToKeep(ctx, c, r)
	if err != nil {
		return err
	}
	t := posted(c)
	return keep(c, r, t, keeping[org.Succession]{
		write: func() (org.Succession, error) { return p.d.Org.CreateSuccession(ctx, r.by, t.succession(r, d.ID)) },
		again: func(t typed, _ *typed) error { return p.successionForm(ctx, c, r, succeeding{t: t, d: d}) },
		then:  func(org.Succession) string { return r.unitAt(d.Unit) },
	})
}

// successionOf finds the succession of the address among those that start from the unit.
func (p *Pages) successionOf(ctx context.Context, c *gin.Context, r room) (org.UnitDetail, org.Succession, error) {
	d, err := p.unitToKeep(ctx, c, r)
	if err != nil {
		return d, org.Succession{}, err
	}
	for _, s := range d.Successions {
		if s.ID == org.SuccessionID(rowID(c, "row")) && s.From == d.ID {
			return d, s, nil
		}
	}
	return d, org.Succession{}, fault.New(fault.NotFound, "not_found")
}

func (p *Pages) editSuccession(ctx context.Context, c *gin.Context, r room) error {
	d, s, err := p.successionOf(ctx, c, r)
	if err != nil {
		return err
	}
	return p.successionForm(ctx, c, r, succeeding{t: successionValues(s), d: d, row: s.ID.String()})
}

func (p *Pages) saveSuccession(ctx context.Context, c *gin.Context, r room) error {
	d, s, err := p.successionOf(ctx, c, r)
	if err != nil {
		return err
	}
	t := posted(c)
	t.values.Set("id", s.ID.String())
	return keep(c, r, t, keeping[org.Succession]{
		write:  func() (org.Succession, error) { return p.d.Org.EditSuccession(ctx, r.by, t.succession(r, d.ID)) },
		values: successionValues,
		again: func(t typed, theirs *typed) error {
			return p.successionForm(ctx, c, r, succeeding{t: t, d: d, row: s.ID.String(), theirs: theirs})
		},
		then: func(org.Succession) string { return r.unitAt(d.Unit) },
	})
}
