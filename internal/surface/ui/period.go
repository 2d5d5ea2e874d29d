package ui

import (
	"context"
	"net/http"
	"strconv"

	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	formview "github.com/dondoc/dondoc/web/views/form"
	registerview "github.com/dondoc/dondoc/web/views/register"
	"github.com/dondoc/dondoc/web/views/ui"
)

func (r room) termsCrumb() ui.Link {
	return ui.Link{Text: r.t("admin.terms"), URL: r.url("quan-tri", "nhiem-ky")}
}

func termList() *ui.ListSpec {
	return &ui.ListSpec{
		Name: "nhiem-ky", Sort: "-tu", Size: org.DefaultPer,
		Columns: []ui.Column{
			{Key: "ten", Label: "column.name", Sort: true, Wide: true, Fixed: true},
			{Key: "tu", Label: "column.valid_from", Sort: true, Short: true},
			{Key: "den", Label: "column.valid_to", Sort: true, Short: true},
			{Key: "quyet-dinh", Label: "admin.establishing_act"},
		},
	}
}

func (p *Pages) terms(ctx context.Context, c *gin.Context, r room) (shortList, error) {
	l := shortList{q: p.readList(c, termList(), r.termsCrumb().URL)}
	if err := r.requireAdmin(); err != nil {
		return l, err
	}
	terms, err := p.d.Org.Terms(ctx, r.by, r.committee.ID)
	for _, one := range terms {
		l.rows = append(l.rows, shortRow{
			row: ui.Row{ID: one.ID.String(), Label: one.Name, Quiet: one.Withdrawn},
			cells: map[string]ui.Cell{
				"ten": {Text: one.Name, URL: r.url("quan-tri", "nhiem-ky", one.ID.String(), "sua"), Chip: r.takenBack(one.Withdrawn)},
				"tu":  word(one.StartsOn.VN()), "den": word(one.EndsOn.VN()), "quyet-dinh": word(one.EstablishingAct),
			},
			order: map[string]string{"tu": one.StartsOn.String(), "den": one.EndsOn.String()},
		})
	}
	return l, err
}

func (p *Pages) listTerms(ctx context.Context, c *gin.Context, r room) error {
	terms, err := p.terms(ctx, c, r)
	if err != nil {
		return err
	}
	l := terms.list(r)
	add := ui.Link{Text: r.t("admin.new_term"), URL: r.url("quan-tri", "nhiem-ky", "moi"), Icon: ui.IconAdd}
	l.Caption, l.Actions, l.Empty = r.t("admin.terms"), []ui.Link{add}, ui.Empty{Text: r.t("admin.no_term"), Action: add}
	return show(ctx, c, http.StatusOK, registerview.List(registerview.ListPage{
		Base: r.desk(ui.SectionAdmin, r.termsCrumb()), Head: ui.PageHead{Title: r.t("admin.terms")}, Note: r.t("admin.terms_note"), List: l,
	}))
}

func (p *Pages) exportTerms(ctx context.Context, c *gin.Context, r room) error {
	terms, err := p.terms(ctx, c, r)
	if err != nil {
		return err
	}
	return p.exportShort(c, r, r.t("admin.terms"), terms)
}

func (p *Pages) newTerm(ctx context.Context, c *gin.Context, r room) error {
	if err := r.requireAdmin(); err != nil {
		return err
	}
	return p.termForm(ctx, c, r, p.fresh(), nil)
}

func (p *Pages) termForm(ctx context.Context, c *gin.Context, r room, t typed, theirs *typed) error {
	back := r.termsCrumb().URL
	k := card{title: r.t("admin.new_term"), action: back, back: back, required: []string{"name"}}
	if t.version() > 0 {
		k.title, k.action = r.t("admin.edit_term"), r.url("quan-tri", "nhiem-ky", t.values.Get("id"), "sua")
	}
	k.base = r.desk(ui.SectionAdmin, r.termsCrumb(), ui.Link{Text: k.title})
	k.parts = func(s *sheet) []templ.Component {
		return []templ.Component{
			s.text("name", "column.name", "admin.term_hint"),
			formview.Row(s.date("starts_on", "column.valid_from", "form.date_hint"), s.date("ends_on", "column.valid_to", "register.to_hint")),
			s.text("establishing_act", "admin.establishing_act", "register.act_hint"), s.withdrawal(),
		}
	}
	return p.cardForm(ctx, c, r, k, t, theirs)
}

func (t typed) term(r room) org.TermInput {
	return org.TermInput{
		Committee: r.committee.ID, ID: org.TermID(t.id("id")), Version: t.version(), Name: t.values.Get("name"), StartsOn: t.date(r, "starts_on"),
		EndsOn: t.date(r, "ends_on"), EstablishingAct: t.values.Get("establishing_act"), Withdrawn: t.yes("withdrawn"),
	}
}

func termValues(one org.Term) typed {
	return filled("id", one.ID.String(), "version", strconv.Itoa(one.Version), "name", one.Name, "starts_on", one.StartsOn.VN(), "ends_on", one.EndsOn.VN(),
		"establishing_act", one.EstablishingAct).with(one.Withdrawn, "withdrawn")
}

func (p *Pages) createTerm(ctx context.Context, c *gin.Context, r room) error {
	t := posted(c)
	return keep(c, r, t, keeping[org.Term]{
		write: func() (org.Term, error) { return p.d.Org.CreateTerm(ctx, r.by, t.term(r)) },
		again: func(t typed, _ *typed) error { return p.termForm(ctx, c, r, t, nil) },
		then:  func(org.Term) string { return r.termsCrumb().URL },
	})
}

func (p *Pages) termOf(ctx context.Context, c *gin.Context, r room) (org.Term, error) {
	if err := r.requireAdmin(); err != nil {
		return org.Term{}, err
	}
	terms, err := p.d.Org.Terms(ctx, r.by, r.committee.ID)
	if err != nil {
		return org.Term{}, err
	}
	for _, one := range terms {
		if one.ID == org.TermID(rowID(c, "row")) {
			return one, nil
		}
	}
	return org.Term{}, fault.New(fault.NotFound, "not_found")
}

func (p *Pages) editTerm(ctx context.Context, c *gin.Context, r room) error {
	one, err := p.termOf(ctx, c, r)
	if err != nil {
		return err
	}
	return p.termForm(ctx, c, r, termValues(one), nil)
}

func (p *Pages) saveTerm(ctx context.Context, c *gin.Context, r room) error {
	one, err := p.termOf(ctx, c, r)
	if err != nil {
		return err
	}
	t := posted(c)
	t.values.Set("id", one.ID.String())
	return keep(c, r, t, keeping[org.Term]{
		write: func() (org.Term, error) { return p.d.Org.EditTerm(ctx, r.by, t.term(r)) }, values: termValues,
		again: func(t typed, theirs *typed) error { return p.termForm(ctx, c, r, t, theirs) },
		then:  func(org.Term) string { return r.termsCrumb().URL },
	})
}

func (r room) presetsCrumb() ui.Link {
	return ui.Link{Text: r.t("admin.presets"), URL: r.url("quan-tri", "ky-bao-cao")}
}

func presetList() *ui.ListSpec {
	return &ui.ListSpec{
		Name: "ky-bao-cao", Sort: "-tu", Size: org.DefaultPer,
		Columns: []ui.Column{{Key: "tu", Label: "column.valid_from", Sort: true, Fixed: true}, {Key: "cach", Label: "admin.scheme", Sort: true, Wide: true}},
	}
}

func (p *Pages) presets(ctx context.Context, c *gin.Context, r room) (shortList, error) {
	l := shortList{q: p.readList(c, presetList(), r.presetsCrumb().URL)}
	if err := r.requireAdmin(); err != nil {
		return l, err
	}
	presets, err := p.d.Org.Presets(ctx, r.by, r.committee.ID)
	for _, one := range presets {
		from, day := one.ValidFrom.VN(), one.ValidFrom.String()
		if one.ValidFrom.Year <= 1900 { // the first one of a committee holds for all the past
			from = r.t("register.from_the_start")
		}
		l.rows = append(l.rows, shortRow{
			row: ui.Row{ID: day, Label: from},
			cells: map[string]ui.Cell{
				"tu":   {Text: from, URL: r.url("quan-tri", "ky-bao-cao", "moi") + "?valid_from=" + day + "&scheme=" + string(one.Scheme) + "&cutoff_days=" + number(one.CutoffDays) + "&send_by_days=" + number(one.SendByDays)},
				"cach": {Text: r.t("period.scheme." + string(one.Scheme)), Sub: r.presetDays(one)},
			},
			order: map[string]string{"tu": day},
		})
	}
	return l, err
}

func (p *Pages) listPresets(ctx context.Context, c *gin.Context, r room) error {
	presets, err := p.presets(ctx, c, r)
	if err != nil {
		return err
	}
	l := presets.list(r)
	l.Caption, l.Empty = r.t("admin.presets"), ui.Empty{Text: r.t("list.nothing")}
	l.Actions = []ui.Link{
		{Text: r.t("admin.new_preset"), URL: r.url("quan-tri", "ky-bao-cao", "moi"), Icon: ui.IconAdd},
		{Text: r.t("admin.period_dates"), URL: r.ownPeriodURL()},
	}
	return show(ctx, c, http.StatusOK, registerview.List(registerview.ListPage{
		Base: r.desk(ui.SectionAdmin, r.presetsCrumb()), Head: ui.PageHead{Title: r.t("admin.presets")}, Note: r.t("admin.presets_note"), List: l,
	}))
}

func (p *Pages) exportPresets(ctx context.Context, c *gin.Context, r room) error {
	presets, err := p.presets(ctx, c, r)
	if err != nil {
		return err
	}
	return p.exportShort(c, r, r.t("admin.presets"), presets)
}

func (p *Pages) newPreset(ctx context.Context, c *gin.Context, r room) error {
	if err := r.requireAdmin(); err != nil {
		return err
	}
	return p.presetForm(ctx, c, r, filled("scheme", string(calendar.SchemeCalendar), "cutoff_days", "0", "send_by_days", "0").take(c, "valid_from", "scheme", "cutoff_days", "send_by_days"))
}

func (p *Pages) presetForm(ctx context.Context, c *gin.Context, r room, t typed) error {
	if d, err := calendar.ParseISO(t.values.Get("valid_from")); err == nil {
		t.values.Set("valid_from", d.VN())
	}
	back := r.presetsCrumb().URL
	k := card{title: r.t("admin.new_preset"), action: back, back: back, required: []string{"valid_from", "scheme"}, note: r.t("admin.preset_note")}
	k.base = r.desk(ui.SectionAdmin, r.presetsCrumb(), ui.Link{Text: k.title})
	k.parts = func(s *sheet) []templ.Component {
		return []templ.Component{
			s.date("valid_from", "column.valid_from", "form.date_hint"),
			s.radios("scheme", "admin.scheme", optionsOf(r, "period.scheme.", []calendar.Scheme{calendar.SchemeCalendar, calendar.SchemeCutoff14})),
			s.text("cutoff_days", "admin.cutoff_days", "admin.cutoff_days_hint"), s.text("send_by_days", "admin.send_by_days", "admin.send_by_days_hint"),
		}
	}
	return p.cardForm(ctx, c, r, k, t, nil)
}

func (p *Pages) setPreset(ctx context.Context, c *gin.Context, r room) error {
	t := posted(c)
	return keep(c, r, t, keeping[[]org.Preset]{
		write: func() ([]org.Preset, error) {
			return p.d.Org.SetPreset(ctx, r.by, org.PresetInput{
				Committee: r.committee.ID, ValidFrom: t.date(r, "valid_from"), Scheme: calendar.Scheme(t.values.Get("scheme")),
				CutoffDays: t.wholeNumber(r, "cutoff_days"), SendByDays: t.wholeNumber(r, "send_by_days"),
			})
		},
		again: func(t typed, _ *typed) error { return p.presetForm(ctx, c, r, t) },
		then:  func([]org.Preset) string { return r.presetsCrumb().URL },
	})
}
