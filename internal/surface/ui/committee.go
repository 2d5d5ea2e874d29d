package ui

import (
	"context"
	"net/http"
	"strconv"

	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	adminview "github.com/dondoc/dondoc/web/views/admin"
	formview "github.com/dondoc/dondoc/web/views/form"
	registerview "github.com/dondoc/dondoc/web/views/register"
	"github.com/dondoc/dondoc/web/views/ui"
)

// committeeHub leads to what is kept about one committee, as far as the reader may keep it.
func (p *Pages) committeeHub(ctx context.Context, c *gin.Context, r room) error {
	if err := access.Require(r.by.May(r.committee.ID, access.WriteRegister)); err != nil {
		return err
	}
	page := adminview.HubPage{Base: r.desk(ui.SectionAdmin), Head: ui.PageHead{Title: r.t("nav.admin"), Sub: r.committee.Name}}
	page.Crumbs = append(page.Crumbs, ui.Link{Text: r.t("nav.admin")})
	page.Titles = []string{r.t("nav.admin")}
	item := func(key, hint string, icon ui.Icon, parts ...string) adminview.Item {
		return adminview.Item{Link: ui.Link{Text: r.t(key), URL: r.url(parts...), Icon: icon}, Sub: r.t(hint)}
	}
	page.Groups = []adminview.Group{{ID: "danh-muc", Title: r.t("admin.register"), Items: []adminview.Item{
		item("register.members", "admin.members_sub", ui.IconMeeting, "thanh-vien"), item("register.people", "admin.people_sub", ui.IconUser, "nguoi"),
		item("nav.units", "admin.units_sub", ui.IconBuilding, "don-vi"), item("register.fields", "admin.fields_sub", ui.IconFlag, "linh-vuc"),
		item("template.title", "template.title_sub", ui.IconWord, templatesPart),
	}}}
	if r.requireAdmin() == nil {
		page.Groups = append(page.Groups, adminview.Group{ID: "ban-chi-dao", Title: r.t("admin.committee"), Items: []adminview.Item{
			item("admin.edit_committee", "admin.edit_committee_sub", ui.IconEdit, "quan-tri", "sua"), item("admin.terms", "admin.terms_sub", ui.IconHistory, "quan-tri", "nhiem-ky"),
			item("admin.presets", "admin.presets_sub", ui.IconReport, "quan-tri", "ky-bao-cao"), item("admin.grants", "admin.grants_sub", ui.IconLock, "quan-tri", "vai-tro"),
		}})
		page.Groups = append(page.Groups, adminview.Group{ID: "chung", Title: r.t("admin.common"), Items: []adminview.Item{
			{Link: ui.Link{Text: r.t("admin.title"), URL: adminURL, Icon: ui.IconSettings}, Sub: r.t("admin.title_sub")},
		}})
	}
	return show(ctx, c, http.StatusOK, adminview.Hub(page))
}

func committeeList() *ui.ListSpec {
	return &ui.ListSpec{
		Name: "ban-chi-dao", Sort: "ten", Size: org.DefaultPer, Filters: []string{paramLevel, paramWithdrawn},
		Columns: []ui.Column{
			{Key: "ten", Label: "column.name", Sort: true, Wide: true, Fixed: true},
			{Key: "ten-ngan", Label: "register.short_name"},
			{Key: "cap", Label: "admin.level", Sort: true},
			{Key: "ma", Label: "column.code", Sort: true},
			{Key: "hieu-luc", Label: "register.validity"},
		},
	}
}

// paramLevel filters committees by their tier.
const paramLevel = "cap"

// committeeSorts are the columns as the register names them.
var committeeSorts = map[string]string{"ten": "name", "cap": "level", "ma": "code"}

func (r room) committeesCrumb() ui.Link {
	return ui.Link{Text: r.t("admin.committees"), URL: adminURL + "/ban-chi-dao"}
}

func (p *Pages) listCommittees(ctx context.Context, c *gin.Context, r room) error {
	q := p.readList(c, committeeList(), r.in("ban-chi-dao"))
	page, err := p.d.Org.Committees(ctx, r.by, committeeQuery(q))
	if err != nil {
		return err
	}
	l := q.List(r.words, page.Total)
	l.Caption = r.t("admin.committees")
	l.Sentence = ui.Sentence(r.t("admin.committee_sentence"), q.Filter(paramLevel, r.t("admin.level"), r.t("admin.any_level"), optionsOf(r, "committee.level.", org.Levels())), r.withdrawnFilter(q))
	add := ui.Link{Text: r.t("admin.new_committee"), URL: r.in("ban-chi-dao", "moi"), Icon: ui.IconAdd}
	l.Actions, l.Empty = []ui.Link{add}, ui.Empty{Text: r.t("admin.committees_empty"), Action: add}
	for _, one := range page.Rows {
		l.Rows = append(l.Rows, r.committeeRow(q, one))
	}
	return show(ctx, c, http.StatusOK, registerview.List(registerview.ListPage{
		Base: r.desk(ui.SectionAdmin, r.committeesCrumb()), Head: ui.PageHead{Title: r.t("admin.committees")}, List: l,
	}))
}

func committeeQuery(q ui.ListQuery) org.CommitteeQuery {
	return org.CommitteeQuery{
		ListQuery: org.ListQuery{Words: q.Words, Sort: committeeSorts[q.Sort], Desc: q.Desc, Page: q.Page, Per: q.Size}, Level: org.Level(q.Get(paramLevel)), Withdrawn: q.Get(paramWithdrawn) != "",
	}
}

func (r room) committeeRow(q ui.ListQuery, one org.Committee) ui.Row {
	return shown(q, ui.Row{ID: one.ID.String(), Label: one.ShortName, Quiet: one.Withdrawn || !one.ValidTo.IsZero() && one.ValidTo.Before(r.today)}, map[string]ui.Cell{
		"ten": {Text: one.Name, URL: ui.CommitteeURL(one.Code, "quan-tri"), Chip: r.takenBack(one.Withdrawn)}, "ten-ngan": word(one.ShortName), "cap": word(r.t("committee.level." + string(one.Level))),
		"ma": word(one.Code), "hieu-luc": word(r.spanWords(one.ValidFrom, one.ValidTo)),
	})
}

func (p *Pages) exportCommittees(ctx context.Context, c *gin.Context, r room) error {
	q := p.readList(c, committeeList(), r.in("ban-chi-dao"))
	in := committeeQuery(q)
	return p.exportList(c, r, listExport{
		query: q, title: r.t("admin.committees"),
		rows: func(yield func(ui.Row) error) error {
			return eachPage(func(l org.ListQuery) (org.Page[org.Committee], error) {
				in.ListQuery = l
				return p.d.Org.Committees(ctx, r.by, in)
			}, in.ListQuery, func(one org.Committee) error { return yield(r.committeeRow(q, one)) })
		},
	})
}

// committeeOptions are the committees an administrator chooses from.
func (p *Pages) committeeOptions(ctx context.Context, r room) ([]ui.Option, error) {
	var all []ui.Option
	err := eachPage(func(l org.ListQuery) (org.Page[org.Committee], error) {
		return p.d.Org.Committees(ctx, r.by, org.CommitteeQuery{ListQuery: l})
	}, org.ListQuery{}, func(one org.Committee) error {
		all = append(all, ui.Option{Value: one.ID.String(), Label: one.ShortName})
		return nil
	})
	return all, err
}

func (p *Pages) newCommittee(ctx context.Context, c *gin.Context, r room) error {
	t := p.fresh("level", string(org.Commune), "document_system", string(org.PartyDocuments), "scheme", string(calendar.SchemeCalendar), "due_soon_days", "14", "repeat_alarm", "3", "number_symbol", "BCĐ")
	return p.committeeForm(ctx, c, r, t, nil)
}

func (p *Pages) committeeForm(ctx context.Context, c *gin.Context, r room, t typed, theirs *typed) error {
	all, err := p.committeeOptions(ctx, r)
	if err != nil {
		return err
	}
	k := card{
		title: r.t("admin.new_committee"), action: r.in("ban-chi-dao"), back: r.in("ban-chi-dao"), required: []string{"name", "short_name", "code", "level", "document_system"},
	}
	if r.common() {
		k.base = r.desk(ui.SectionAdmin, r.committeesCrumb(), ui.Link{Text: k.title})
	} else {
		k.title, k.action, k.back = r.t("admin.edit_committee"), r.url("quan-tri", "sua"), r.url("quan-tri")
		k.base = r.desk(ui.SectionAdmin, ui.Link{Text: k.title})
	}
	k.parts = func(s *sheet) []templ.Component { return committeeParts(s, all) }
	return p.cardForm(ctx, c, r, k, t, theirs)
}

func committeeParts(s *sheet, all []ui.Option) []templ.Component {
	r := s.r
	schemes := optionsOf(r, "period.scheme.", []calendar.Scheme{calendar.SchemeCalendar, calendar.SchemeCutoff14})
	counting := []templ.Component{formview.Row(s.number("due_soon_days", "admin.due_soon_days"), s.number("repeat_alarm", "admin.repeat_alarm")), s.tick("before_excludes_day", "admin.before_excludes_day", "admin.before_hint")}
	if r.common() {
		counting = append(counting, s.radios("scheme", "admin.scheme", schemes))
	}
	return []templ.Component{
		s.text("name", "admin.committee_name", "register.unit_name_hint"),
		formview.Row(s.text("short_name", "register.short_name", "admin.short_name_hint"), s.text("code", "column.code", "admin.committee_code_hint")),
		formview.Row(s.choice("level", "admin.level", "", optionsOf(r, "committee.level.", org.Levels())), s.choice("parent_id", "admin.parent", "admin.no_parent", all)),
		formview.Group(r.t("admin.documents"),
			s.choice("document_system", "admin.document_system", "", optionsOf(r, "committee.system.", []org.DocumentSystem{org.PartyDocuments, org.StateDocuments})),
			s.text("superior_name", "admin.superior_name", "admin.superior_hint"),
			formview.Row(s.text("number_symbol", "admin.number_symbol", "admin.number_symbol_hint"), s.text("place_name", "admin.place_name", "admin.place_hint"),
				s.text("head_title", "admin.head_title", "admin.head_title_hint")),
			s.tick("uses_host_seal", "admin.uses_host_seal", "admin.seal_hint")),
		formview.Group(r.t("admin.counting"), counting...),
		formview.Group(r.t("register.validity"), s.span(), s.withdrawal()),
	}
}

func (t typed) committee(r room) org.CommitteeInput {
	in := org.CommitteeInput{
		ID: access.CommitteeID(t.id("id")), Version: t.version(), Code: t.values.Get("code"), Name: t.values.Get("name"), ShortName: t.values.Get("short_name"),
		Level: org.Level(t.values.Get("level")), ParentID: access.CommitteeID(t.id("parent_id")), DocumentSystem: org.DocumentSystem(t.values.Get("document_system")),
		SuperiorName: t.values.Get("superior_name"), NumberSymbol: t.values.Get("number_symbol"), PlaceName: t.values.Get("place_name"), HeadTitle: t.values.Get("head_title"),
		UsesHostSeal: t.yes("uses_host_seal"), BeforeExcludesDay: t.yes("before_excludes_day"), ValidFrom: t.date(r, "valid_from"), ValidTo: t.date(r, "valid_to"),
		Withdrawn: t.yes("withdrawn"), Scheme: calendar.Scheme(t.values.Get("scheme")),
	}
	if t.values.Get("due_soon_days") != "" {
		days := t.count("due_soon_days")
		in.DueSoonDays = &days
	}
	if t.values.Get("repeat_alarm") != "" {
		times := t.count("repeat_alarm")
		in.RepeatAlarm = &times
	}
	return in
}

func committeeValues(k org.Committee) typed {
	return filled("id", k.ID.String(), "version", strconv.Itoa(k.Version), "code", k.Code, "name", k.Name, "short_name", k.ShortName, "level", string(k.Level),
		"parent_id", idText(k.ParentID), "document_system", string(k.DocumentSystem), "superior_name", k.SuperiorName, "number_symbol", k.NumberSymbol,
		"place_name", k.PlaceName, "head_title", k.HeadTitle, "due_soon_days", strconv.Itoa(k.DueSoonDays), "repeat_alarm", strconv.Itoa(k.RepeatAlarm), "valid_from", k.ValidFrom.VN(), "valid_to", k.ValidTo.VN(),
	).with(k.UsesHostSeal, "uses_host_seal").with(k.BeforeExcludesDay, "before_excludes_day").with(k.Withdrawn, "withdrawn")
}

func committeeAt(k org.Committee) string { return ui.CommitteeURL(k.Code, "quan-tri") }

func (p *Pages) createCommittee(ctx context.Context, c *gin.Context, r room) error {
	t := posted(c)
	return keep(c, r, t, keeping[org.Committee]{
		write: func() (org.Committee, error) { return p.d.Org.CreateCommittee(ctx, r.by, t.committee(r)) }, then: committeeAt,
		again: func(t typed, _ *typed) error { return p.committeeForm(ctx, c, r, t, nil) },
	})
}

func (p *Pages) editCommittee(ctx context.Context, c *gin.Context, r room) error {
	if err := r.requireAdmin(); err != nil {
		return err
	}
	return p.committeeForm(ctx, c, r, committeeValues(r.committee), nil)
}

func (p *Pages) saveCommittee(ctx context.Context, c *gin.Context, r room) error {
	t := posted(c)
	t.values.Set("id", r.committee.ID.String())
	return keep(c, r, t, keeping[org.Committee]{
		write: func() (org.Committee, error) { return p.d.Org.EditCommittee(ctx, r.by, t.committee(r)) }, values: committeeValues, then: committeeAt,
		again: func(t typed, theirs *typed) error { return p.committeeForm(ctx, c, r, t, theirs) },
	})
}
