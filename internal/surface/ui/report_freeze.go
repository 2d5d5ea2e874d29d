package ui

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/report"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	formview "github.com/dondoc/dondoc/web/views/form"
	reportview "github.com/dondoc/dondoc/web/views/report"
	"github.com/dondoc/dondoc/web/views/ui"
)

// paramFrozen is the number of the frozen report that a page shows.
const paramFrozen = "lan"

func (p *Pages) mountFreezes(c *gin.RouterGroup, in mounter) {
	c.GET("/bao-cao/ky", in(p.listPeriods))
	c.GET("/bao-cao/tu-dong", in(p.editReportSetting))
	c.POST("/bao-cao/tu-dong", in(p.saveReportSetting))
	c.GET("/bao-cao/:period/chot", in(p.newFreeze))
	c.POST("/bao-cao/:period/chot", in(p.freeze))
	c.GET("/bao-cao/:period/sau-chot", in(p.lateEntries))
}

func (r room) reportsCrumb() ui.Link { return ui.Link{Text: r.t("nav.reports"), URL: r.url("bao-cao")} }

func (r room) periodsCrumb() ui.Link {
	return ui.Link{Text: r.t("freeze.periods"), URL: r.url("bao-cao", "ky")}
}

// listPeriods shows the periods of a year with what was frozen of each.
func (p *Pages) listPeriods(ctx context.Context, c *gin.Context, r room) error {
	year := r.today.Year
	if y, err := strconv.Atoi(c.Query("nam")); err == nil {
		year = y
	}
	periods, err := p.d.Reports.Periods(ctx, r.by, r.committee.ID, year)
	if err != nil {
		return err
	}
	page := reportview.PeriodsPage{
		Base: r.at(ui.SectionReports, r.reportsCrumb(), r.periodsCrumb()), Head: ui.PageHead{Title: r.t("freeze.periods_of", year)}, Note: r.t("freeze.periods_note"),
		Table: ui.Table{Caption: r.t("freeze.periods"), Headed: true, Heads: []ui.Head{
			{Label: r.t("freeze.period"), Wide: true},
			{Label: r.t("freeze.span")},
			{Label: r.t("freeze.cutoff")},
			{Label: r.t("freeze.send_by")},
			{Label: r.t("column.state"), Wide: true},
		}},
	}
	if r.by.MayFreeze(r.committee.ID) {
		page.Head.Actions = []ui.Link{{Text: r.t("freeze.by_itself"), URL: r.url("bao-cao", "tu-dong")}}
	}
	for y := r.today.Year + 1; y > r.today.Year-6; y-- {
		page.Years = append(page.Years, reportview.PeriodLink{Link: ui.Link{Text: number(y), URL: r.periodsCrumb().URL + "?nam=" + number(y)}, Here: y == year})
	}
	for _, one := range periods {
		page.Table.Rows = append(page.Table.Rows, r.periodRow(one))
	}
	return show(ctx, c, http.StatusOK, reportview.Periods(page))
}

func (r room) periodRow(one report.PeriodState) ui.TableRow {
	k := one.Period
	state := ui.Cell{Text: r.t("freeze.open")}
	if len(one.Frozen) > 0 {
		f := one.Frozen[0]
		state = ui.Cell{Text: r.t("freeze.frozen", f.Number, r.moment(f.At)), URL: r.frozenURL(f), Sub: r.frozenHow(f)}
	}
	name := ui.Cell{Text: r.halfYearName(k.Code), URL: r.url("bao-cao", k.Code)}
	if one.Own {
		name.Sub = r.t("freeze.own_dates")
	}
	return line(name, word(r.t("freeze.from_to", k.Start.VN(), k.End.VN())), word(k.Cutoff.VN()),
		ui.Cell{Text: k.SendBy.VN(), Sub: r.t("freeze.earliest_send", one.EarliestSend.VN())}, state)
}

func (r room) frozenURL(f report.Frozen) string {
	return r.url("bao-cao", f.Period.Code) + "?" + paramFrozen + "=" + number(f.Number)
}

// frozenHow says when in its time a report was frozen and by whom.
func (r room) frozenHow(f report.Frozen) string {
	how := r.t("freeze.time." + string(f.Timeliness))
	if f.ByJob {
		return how + ", " + r.t("freeze.by_job")
	}
	return how + ", " + r.t("freeze.by", f.Person)
}

// actions are what may be done with a report.
func (v reportLinks) actions() []ui.Link {
	r := v.r
	all := []ui.Link{{Text: r.t("action.excel"), URL: v.address("excel"), Icon: ui.IconExcel}, {Text: r.t("export.mine"), URL: r.url(exportsPart)}, {Text: r.t("freeze.periods"), URL: r.periodsCrumb().URL}}
	if r.by.MayFreeze(r.committee.ID) && (v.h.Frozen == nil || v.h.Frozen.Last) {
		all = append(all, ui.Link{Text: r.t("freeze.do"), URL: r.url("bao-cao", v.h.Period.Code, "chot"), Icon: ui.IconLock})
	}
	return all
}

// frozen says what was frozen of the period: beside a report counted now the last one, of a frozen one how it stands.
func (v reportLinks) frozen(all []report.Frozen) []reportview.Notice {
	r, f := v.r, v.h.Frozen
	if f == nil {
		if len(all) == 0 {
			return nil
		}
		last := all[0]
		return []reportview.Notice{{
			Text: r.t("freeze.there_is", last.Number, r.moment(last.At)) + " " + r.frozenHow(last) + ".",
			Links: []ui.Link{
				{Text: r.t("freeze.open_frozen"), URL: r.frozenURL(last)},
				{Text: r.t("freeze.late"), URL: r.url("bao-cao", last.Period.Code, "sau-chot") + "?" + paramFrozen + "=" + number(last.Number)},
			},
		}}
	}
	notice := reportview.Notice{
		Text: r.t("freeze.shown", f.Number, r.moment(f.At)) + " " + r.frozenHow(*f) + ".",
		Links: []ui.Link{
			{Text: r.t("freeze.late"), URL: v.address("sau-chot")},
			{Text: r.t("freeze.now"), URL: r.url("bao-cao", f.Period.Code)},
		},
	}
	notices := []reportview.Notice{notice}
	if f.Supersedes > 0 {
		notices = append(notices, reportview.Notice{Text: r.t("freeze.replaces", f.Supersedes, f.Reason)})
	}
	if !f.Last && len(all) > 0 {
		notices = append(notices, reportview.Notice{
			Text: r.t("freeze.replaced", all[0].Number), Links: []ui.Link{{Text: r.t("freeze.open_frozen"), URL: r.frozenURL(all[0])}},
		})
	}
	return notices
}

// newFreeze previews what is about to be fixed: the figures, the identities, and whether another number stands already.
func (p *Pages) newFreeze(ctx context.Context, c *gin.Context, r room) error {
	return p.freezeForm(ctx, c, r, p.fresh())
}

func (p *Pages) freezeForm(ctx context.Context, c *gin.Context, r room, t typed) error {
	if err := requireFreeze(r); err != nil {
		return err
	}
	q := report.Query{Committee: r.committee.ID, Period: c.Param("period"), AsOf: t.date(r, "as_of")}
	h, err := p.d.Reports.HalfYear(ctx, r.by, q)
	if err != nil { // the day typed is told at its field, below the report of the usual one
		q.AsOf = calendar.Date{}
		if h, err = p.d.Reports.HalfYear(ctx, r.by, q); err != nil {
			return err
		}
	}
	all, err := p.d.Reports.Freezes(ctx, r.by, r.committee.ID, h.Period.Code)
	if err != nil {
		return err
	}
	if t.values.Get("as_of") == "" {
		t.values.Set("as_of", h.AsOf.VN())
	}
	k := p.freezeCard(r, h, all)
	t.values.Set("supersedes", number(len(all)))
	return p.cardForm(ctx, c, r, k, t, nil)
}

func (p *Pages) freezeCard(r room, h report.HalfYear, all []report.Frozen) card {
	back := r.url("bao-cao", h.Period.Code)
	v := reportLinks{r: r, h: h}
	k := card{
		title: r.t("freeze.title", r.halfYearName(h.Period.Code)), action: r.url("bao-cao", h.Period.Code, "chot"), back: back,
		note: r.t("freeze.note"), hidden: []string{"id", "supersedes"}, required: []string{"as_of"},
	}
	if len(all) > 0 {
		k.required = append(k.required, "reason")
		k.lead = r.t("freeze.will_replace", all[0].Number, r.moment(all[0].At))
	}
	k.base = r.at(ui.SectionReports, r.reportsCrumb(), ui.Link{Text: r.halfYearName(h.Period.Code), URL: back}, ui.Link{Text: r.t("freeze.do")})
	k.parts = func(s *sheet) []templ.Component {
		return []templ.Component{
			ui.Figures(r.t("report.totals"), v.totals()), reportview.Identities(r.t("report.identities"), v.identities()),
			s.date("as_of", "report.as_of", "freeze.as_of_hint"), s.area("reason", "freeze.reason", "freeze.reason_hint", 2),
		}
	}
	return k
}

func (p *Pages) freeze(ctx context.Context, c *gin.Context, r room) error {
	t := posted(c)
	return keep(c, r, t, keeping[report.Frozen]{
		write: func() (report.Frozen, error) {
			return p.d.Reports.Freeze(ctx, r.by, report.FreezeInput{
				ID: report.FreezeID(t.id("id")), Committee: r.committee.ID, Period: c.Param("period"), AsOf: t.date(r, "as_of"),
				Supersedes: t.number("supersedes"), Reason: t.values.Get("reason"),
			})
		},
		again: func(t typed, _ *typed) error { return p.freezeForm(ctx, c, r, t) },
		then:  r.frozenURL,
	})
}

// lateEntries tells what was written down after a report was frozen, and what each would change.
func (p *Pages) lateEntries(ctx context.Context, c *gin.Context, r room) error {
	q := r.readReportQuery(c)
	q.Frozen = max(q.Frozen, 1)
	l, err := p.d.Reports.LateEntries(ctx, r.by, q)
	if err != nil {
		return err
	}
	h := l.Report
	page := reportview.LatePage{
		Base: r.at(ui.SectionReports, r.reportsCrumb(), ui.Link{Text: r.halfYearName(h.Period.Code), URL: r.frozenURL(*h.Frozen)}, ui.Link{Text: r.t("freeze.late")}),
		Head: ui.PageHead{Title: r.t("freeze.late_title", r.halfYearName(h.Period.Code), h.Frozen.Number), Sub: r.t("freeze.late_sub", r.moment(h.Frozen.At), h.AsOf.VN())},
	}
	if len(l.Tasks) == 0 && len(l.Shortcomings) == 0 {
		page.Notices = []reportview.Notice{{Text: r.t("freeze.late_none")}}
		return show(ctx, c, http.StatusOK, reportview.LateEntries(page))
	}
	page.Tables = []reportview.Part{r.effects(h, l.Effects), r.lateTasks(l)}
	if len(l.Shortcomings) > 0 {
		page.Tables = append(page.Tables, r.lateShortcomings(l.Shortcomings))
	}
	return show(ctx, c, http.StatusOK, reportview.LateEntries(page))
}

func (r room) effects(h report.HalfYear, all []report.Effect) reportview.Part {
	t := ui.Table{Caption: r.t("freeze.effects"), Headed: true, Heads: []ui.Head{
		{Label: r.t("freeze.figure"), Wide: true}, {Label: r.t("freeze.as_frozen"), Num: true}, {Label: r.t("freeze.would_be"), Num: true}, {Label: r.t("freeze.difference"), Num: true},
	}}
	v := reportLinks{r: r, h: h}
	for _, e := range all {
		t.Rows = append(t.Rows, line(word(r.t("figure."+e.Figure)), v.counted(e.Figure, e.Frozen), word(r.words.Int(e.Now)), word(r.signed(e.Now-e.Frozen))))
	}
	part := reportview.Part{ID: "anh-huong", Title: r.t("freeze.effects"), Table: t}
	if len(all) == 0 {
		part.Note = r.t("freeze.no_effect")
	}
	return part
}

// signed is a difference with its sign.
func (r room) signed(n int) string {
	if n > 0 {
		return "+" + r.words.Int(n)
	}
	return strings.Replace(r.words.Int(n), "-", "−", 1)
}

func (r room) lateTasks(l report.LateEntries) reportview.Part {
	t := ui.Table{Caption: r.t("nav.tasks"), Headed: true, Heads: []ui.Head{
		{Label: r.t("task.col.number")}, {Label: r.t("task.col.text"), Wide: true}, {Label: r.t("freeze.entries"), Wide: true}, {Label: r.t("freeze.effect"), Wide: true},
	}}
	for _, k := range l.Tasks {
		var entries []string
		for _, e := range k.Entries {
			entries = append(entries, r.t("freeze.entry", r.t("task.event."+string(e.Kind)), e.EffectiveOn.VN(), r.moment(e.RecordedAt), e.Login))
		}
		t.Rows = append(t.Rows, line(ui.Cell{Text: number(k.Number), URL: r.taskURL(k.Number)}, word(r.clip(k.Text)), word(strings.Join(entries, "; ")), word(r.effectOf(k))))
	}
	part := reportview.Part{ID: "nhiem-vu", Title: r.t("freeze.late"), Table: t}
	if l.More > 0 {
		part.Note = r.t("freeze.more", l.More)
	}
	return part
}

// effectOf says which figures a task would leave and which it would join.
func (r room) effectOf(k report.LateTask) string {
	var all []string
	for sign, figures := range map[string][]string{"−": k.Lost, "+": k.Gained} {
		for _, f := range figures {
			all = append(all, sign+"1 "+r.t("figure."+f))
		}
	}
	switch {
	case len(all) > 0:
		return strings.Join(sortedSigns(all), "; ")
	case k.Moved:
		return r.t("freeze.moved")
	}
	return r.t("freeze.no_effect_one")
}

// sortedSigns puts what is lost first.
func sortedSigns(all []string) []string {
	var lost, gained []string
	for _, s := range all {
		if strings.HasPrefix(s, "+") {
			gained = append(gained, s)
		} else {
			lost = append(lost, s)
		}
	}
	return append(lost, gained...)
}

func (r room) lateShortcomings(all []report.LateShortcoming) reportview.Part {
	t := ui.Table{Caption: r.t("nav.shortcomings"), Headed: true, Heads: []ui.Head{
		{Label: r.t("task.col.number")}, {Label: r.t("column.text"), Wide: true}, {Label: r.t("freeze.as_frozen")}, {Label: r.t("freeze.would_be")},
	}}
	state := func(s string) ui.Cell {
		if s == "" {
			return word(r.t("freeze.not_listed"))
		}
		return word(r.t("shortcoming.state." + s))
	}
	for _, s := range all {
		t.Rows = append(t.Rows, line(ui.Cell{Text: number(s.Number), URL: r.url("ton-tai", number(s.Number))}, word(s.Text), state(s.Frozen), state(s.Now)))
	}
	return reportview.Part{ID: "ton-tai", Title: r.t("nav.shortcomings"), Table: t}
}

// editReportSetting asks which periods the program freezes by itself.
func (p *Pages) editReportSetting(ctx context.Context, c *gin.Context, r room) error {
	if err := requireFreeze(r); err != nil {
		return err
	}
	set, err := p.d.Reports.Setting(ctx, r.by, r.committee.ID)
	if err != nil {
		return err
	}
	return p.reportSettingForm(ctx, c, r, settingValues(set), nil)
}

func settingValues(set report.Setting) typed {
	t := filled("version", strconv.Itoa(set.Version))
	for _, k := range set.Kinds {
		t.values.Add("kinds", string(k))
	}
	return t
}

func (p *Pages) reportSettingForm(ctx context.Context, c *gin.Context, r room, t typed, theirs *typed) error {
	at := r.url("bao-cao", "tu-dong")
	k := card{title: r.t("freeze.by_itself"), action: at, back: r.periodsCrumb().URL, note: r.t("freeze.by_itself_note"), hidden: []string{"version"}}
	k.base = r.at(ui.SectionReports, r.reportsCrumb(), r.periodsCrumb(), ui.Link{Text: r.t("freeze.by_itself")})
	k.parts = func(s *sheet) []templ.Component {
		return []templ.Component{formview.Row(s.several("kinds", "freeze.kinds", optionsOf(r, "span.kind.", calendar.PeriodKinds())))}
	}
	return p.cardForm(ctx, c, r, k, t, theirs)
}

func (p *Pages) saveReportSetting(ctx context.Context, c *gin.Context, r room) error {
	t := posted(c)
	in := report.Setting{Committee: r.committee.ID, Version: t.version()}
	for _, k := range t.values["kinds"] {
		in.Kinds = append(in.Kinds, calendar.PeriodKind(k))
	}
	return keep(c, r, t, keeping[report.Setting]{
		write: func() (report.Setting, error) { return p.d.Reports.SetSetting(ctx, r.by, in) }, values: settingValues,
		again: func(t typed, theirs *typed) error { return p.reportSettingForm(ctx, c, r, t, theirs) },
		then:  func(report.Setting) string { return r.periodsCrumb().URL },
	})
}
