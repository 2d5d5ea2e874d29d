package ui

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/answer"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/remind"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/surface/docx"
	formview "github.com/dondoc/dondoc/web/views/form"
	registerview "github.com/dondoc/dondoc/web/views/register"
	"github.com/dondoc/dondoc/web/views/ui"
)

// remindPart is where urging is below a committee's address.
const remindPart = "don-doc"

// The parameters of its addresses.
const (
	paramTo   = "gui"   // the unit or person a letter goes to
	paramTask = "viec"  // the one task of a letter, where each task has its own
	paramPage = "trang" // of the letters
)

// mountRemind adds the pages of urging: what waits, a letter to be made, the letters that went out.
func (p *Pages) mountRemind(c *gin.RouterGroup, in mounter) {
	c.GET("/"+remindPart, in(p.showProposal))
	c.GET("/"+remindPart+"/cach", in(p.askReminderRule))
	c.POST("/"+remindPart+"/cach", in(p.setReminderRule))
	c.GET("/"+remindPart+"/soan", in(p.askSlip))
	c.POST("/"+remindPart+"/soan", in(p.makeSlip))
	c.GET("/"+remindPart+"/phieu/:slip", in(p.showSlip))
	c.GET("/"+remindPart+"/phieu/:slip/word", in(p.slipWord))
	c.GET("/"+remindPart+"/phieu/:slip/pdf", in(p.slipPDF))
}

func (r room) remindCrumb() ui.Link {
	return ui.Link{Text: r.t("remind.title"), URL: r.url(remindPart)}
}

// showProposal lists what waits to be urged, a table for each letter, and the letters that went out.
func (p *Pages) showProposal(ctx context.Context, c *gin.Context, r room) error {
	day, err := calendar.ParseISO(c.Query("ngay"))
	if err != nil {
		day = r.today
	}
	v, err := p.d.Remind.Proposal(ctx, r.by, r.committee.ID, day)
	if err != nil {
		return err
	}
	slips, err := p.d.Remind.Slips(ctx, r.by, r.committee.ID, org.ListQuery{Page: pageOf(c)})
	if err != nil {
		return err
	}
	page := registerview.ShowPage{
		Base: r.at(ui.SectionTasks, ui.Link{Text: r.t("nav.tasks"), URL: r.url("nhiem-vu")}, ui.Link{Text: r.t("remind.title")}),
		Head: ui.PageHead{Title: r.t("remind.title"), Sub: r.t("remind.sub", day.VN(), v.Rule.SoonDays, v.Rule.LateDays)}, Note: r.t("remind.note"),
		Facts: r.remindFacts(v),
	}
	if remind.MayMake(r.by, r.committee.ID) {
		page.Head.Actions = []ui.Link{{Text: r.t("remind.rule"), URL: r.url(remindPart, "cach"), Icon: ui.IconSettings}}
	}
	if answer.MayMake(r.by, r.committee.ID) {
		page.Head.Actions = append(page.Head.Actions, ui.Link{Text: r.t("answer_link.title"), URL: r.url(linksPart), Icon: ui.IconLink})
	}
	if len(v.Groups) == 0 {
		page.Parts = append(page.Parts, registerview.Part{ID: "cho-don-doc", Title: r.t("remind.waiting"), Empty: r.t("remind.none")})
	}
	for i, g := range v.Groups {
		page.Parts = append(page.Parts, r.groupPart(i, g))
	}
	page.Parts = append(page.Parts, r.slipsPart(slips))
	return show(ctx, c, http.StatusOK, registerview.Show(page))
}

func pageOf(c *gin.Context) int {
	n, err := strconv.Atoi(c.Query(paramPage))
	if err != nil {
		return 1
	}
	return n
}

func (r room) remindFacts(v remind.Proposal) []ui.Term {
	var facts []ui.Term
	head := v.Head.Name
	if head == "" {
		head = r.t("remind.no_head", v.Day.VN())
	}
	var deputies []string
	for _, d := range v.Deputies {
		deputies = append(deputies, d.Name)
	}
	facts = append(facts, ui.Term{Name: r.t("remind.head"), Text: head}, ui.Term{Name: r.t("remind.deputies"), Text: strings.Join(deputies, "; ")})
	if v.NoLead > 0 {
		facts = append(facts, ui.Term{Name: r.t("remind.no_lead"), Text: strconv.Itoa(v.NoLead)})
	}
	return facts
}

// groupPart is one proposed letter.
func (r room) groupPart(i int, g remind.Group) registerview.Part {
	part := registerview.Part{ID: "phieu-" + strconv.Itoa(i+1), Title: g.Name, Note: r.stepTo(g.Step), Table: ui.Table{
		Caption: g.Name, Headed: true,
		Heads: []ui.Head{
			{Label: r.t("remind.task"), Wide: true},
			{Label: r.t("remind.due"), Short: true},
			{Label: r.t("remind.step")},
			{Label: r.t("remind.times"), Short: true},
			{Label: r.t("column.note")},
		},
	}}
	for _, row := range g.Rows {
		part.Table.Rows = append(part.Table.Rows, ui.TableRow{Cells: []ui.Cell{
			{Text: strconv.Itoa(row.Number) + ". " + row.Text, URL: r.url("nhiem-vu", strconv.Itoa(row.Number))},
			{Text: row.DueOn.VN(), Sub: r.lateWords(row.Days)},
			{Text: r.t("remind.step." + strconv.Itoa(int(row.Step)))},
			{Text: strconv.Itoa(row.Times), Sub: row.LastOn.VN()},
			{Text: r.holdWords(row)},
		}})
	}
	if remind.MayMake(r.by, r.committee.ID) {
		part.Add = ui.Link{Text: r.t("remind.compose"), URL: r.composeURL(g)}
	}
	return part
}

func (r room) composeURL(g remind.Group) string {
	at := r.url(remindPart, "soan") + "?" + paramTo + "=" + addressee(g)
	if len(g.Rows) == 1 {
		at += "&" + paramTask + "=" + g.Rows[0].Task.String()
	}
	return at
}

func addressee(g remind.Group) string {
	if g.Unit.IsZero() {
		return g.Person.String()
	}
	return g.Unit.String()
}

// stepTo says who gets a letter of a step.
func (r room) stepTo(s remind.Step) string { return r.t("remind.to." + strconv.Itoa(int(s))) }

func (r room) lateWords(days int) string {
	switch {
	case days > 0:
		return r.t("remind.late", days)
	case days == 0:
		return r.t("remind.today")
	}
	return r.t("remind.left", -days)
}

func (r room) holdWords(row remind.Row) string {
	var words []string
	if row.Done {
		words = append(words, r.t("remind.done", row.LastOn.VN()))
	}
	if !row.Asked.IsZero() {
		words = append(words, r.t("remind.asked", row.Asked.VN()))
	}
	return strings.Join(words, "; ")
}

// slipsPart is a page of the letters that went out.
func (r room) slipsPart(slips org.Page[remind.Slip]) registerview.Part {
	part := registerview.Part{ID: "da-gui", Title: r.t("remind.slips", slips.Total), Empty: r.t("remind.no_slips"), Table: ui.Table{
		Caption: r.t("remind.slips", slips.Total), Headed: true,
		Heads: []ui.Head{
			{Label: r.t("paper.symbol"), Short: true},
			{Label: r.t("paper.issued_on"), Short: true},
			{Label: r.t("remind.addressee"), Wide: true},
			{Label: r.t("remind.step")},
			{Label: r.t("column.note")},
		},
	}}
	for _, s := range slips.Rows {
		note := ui.Cell{}
		if s.Void {
			note.Chip = r.t("paper.void")
		}
		part.Table.Rows = append(part.Table.Rows, ui.TableRow{Cells: []ui.Cell{
			{Text: s.Symbol, URL: r.slipURL(s)}, {Text: s.IssuedOn.VN()}, {Text: s.Addressee}, {Text: r.t("remind.step." + strconv.Itoa(int(s.Step)))}, note,
		}})
	}
	if slips.Page < slips.Pages() {
		part.Add = ui.Link{Text: r.t("remind.older"), URL: r.url(remindPart) + "?" + paramPage + "=" + strconv.Itoa(slips.Page+1) + "#da-gui"}
	}
	return part
}

func (r room) slipURL(s remind.Slip, more ...string) string {
	return r.url(append([]string{remindPart, "phieu", s.ID.String()}, more...)...)
}

func (p *Pages) askReminderRule(ctx context.Context, c *gin.Context, r room) error {
	v, err := p.d.Remind.Proposal(ctx, r.by, r.committee.ID, r.today)
	if err != nil {
		return err
	}
	return p.reminderRuleForm(ctx, c, r, filled("version", strconv.Itoa(v.Rule.Version), "late_days", strconv.Itoa(v.Rule.LateDays), "per", string(v.Rule.Per)))
}

func (p *Pages) reminderRuleForm(ctx context.Context, c *gin.Context, r room, t typed) error {
	if err := r.mayRemind(); err != nil {
		return err
	}
	s := newSheet(r, t, "late_days", "per")
	title := r.t("remind.rule")
	page := formview.Page{
		Base: r.at(ui.SectionTasks, r.remindCrumb(), ui.Link{Text: title}), Head: ui.PageHead{Title: title}, Note: r.t("remind.rule_note", r.committee.DueSoonDays),
		Submit: r.t("action.save"), Cancel: ui.Link{Text: r.t("action.cancel"), URL: r.url(remindPart)},
		Parts: []templ.Component{
			s.number("late_days", "remind.late_days"),
			s.radios("per", "remind.per", []ui.Option{{Value: string(remind.PerUnit), Label: r.t("remind.per.unit")}, {Value: string(remind.PerTask), Label: r.t("remind.per.task")}}),
		},
	}
	page.Form = t.form(r, r.url(remindPart, "cach"), s.fields...)
	return show(ctx, c, t.status(), formview.Show(page))
}

func (p *Pages) setReminderRule(ctx context.Context, c *gin.Context, r room) error {
	t := posted(c)
	_, err := p.d.Remind.SetRule(ctx, r.by, remind.SetRule{
		Committee: r.committee.ID, LateDays: t.howMany("late_days"), Per: remind.Per(t.values.Get("per")), Version: t.version(),
	})
	if err == nil {
		return done(c, r.url(remindPart), r.t("saved"))
	}
	if t, err = t.refused(r, err); err != nil {
		return err
	}
	return p.reminderRuleForm(ctx, c, r, t)
}

// showSlip is one letter with its tasks.
func (p *Pages) showSlip(ctx context.Context, c *gin.Context, r room) error {
	s, err := p.d.Remind.Slip(ctx, r.by, r.committee.ID, remind.SlipID(rowID(c, "slip")))
	if err != nil {
		return err
	}
	title := r.t("remind.slip", s.Symbol)
	page := registerview.ShowPage{
		Base: r.at(ui.SectionTasks, r.remindCrumb(), ui.Link{Text: title}),
		Head: ui.PageHead{Title: title, Sub: s.Addressee, Actions: []ui.Link{{Text: r.t("paper.word"), URL: r.slipURL(s, "word"), Icon: ui.IconWord}}},
		Facts: []ui.Term{
			{Name: r.t("paper.issued_on"), Text: s.IssuedOn.VN()},
			{Name: r.t("remind.step"), Text: r.t("remind.step." + strconv.Itoa(int(s.Step))), Sub: r.stepTo(s.Step)},
			{Name: r.t("paper.signer"), Text: s.Paper.Signer.Name},
			{Name: r.t("paper.recipients"), Text: strings.Join(s.Paper.Recipients, "; ")},
			{Name: r.t("remind.answer_by"), Text: s.Paper.AnswerBy.VN()},
			{Name: r.t("remind.made"), Text: calendar.DateOf(s.MadeAt).VN(), Sub: s.Login},
		},
	}
	if s.Void {
		page.Head.Chip = r.t("paper.void")
	}
	if docx.CanPDF() {
		page.Head.Actions = append(page.Head.Actions, ui.Link{Text: r.t("paper.pdf"), URL: r.slipURL(s, "pdf"), Icon: ui.IconDownload})
	}
	if answer.MayMake(r.by, r.committee.ID) && !s.Unit.IsZero() {
		page.Head.Actions = append(page.Head.Actions, ui.Link{Text: r.t("answer_link.new"), URL: r.newLinkURL(s.Unit, s.ID), Icon: ui.IconLink})
	}
	part := registerview.Part{ID: "nhiem-vu", Title: r.t("nav.tasks"), Table: ui.Table{
		Caption: r.t("nav.tasks"), Headed: true,
		Heads: []ui.Head{{Label: r.t("remind.task"), Wide: true}, {Label: r.t("remind.due"), Short: true}, {Label: r.t("remind.step")}, {Label: r.t("remind.times"), Short: true}},
	}}
	for _, l := range s.Lines {
		part.Table.Rows = append(part.Table.Rows, ui.TableRow{Cells: []ui.Cell{
			{Text: strconv.Itoa(l.Number) + ". " + l.Text, URL: r.url("nhiem-vu", strconv.Itoa(l.Number))},
			{Text: l.DueOn.VN()},
			{Text: r.t("remind.step." + strconv.Itoa(int(l.Step)))},
			{Text: strconv.Itoa(l.Times)},
		}})
	}
	page.Parts = []registerview.Part{part}
	return show(ctx, c, http.StatusOK, registerview.Show(page))
}

func (p *Pages) slipWord(ctx context.Context, c *gin.Context, r room) error {
	f, err := p.d.Remind.File(ctx, r.by, r.committee.ID, remind.SlipID(rowID(c, "slip")))
	if err != nil {
		return err
	}
	return sendFile(c, f.Name, wordType, f.Bytes)
}

func (p *Pages) slipPDF(ctx context.Context, c *gin.Context, r room) error {
	f, err := p.d.Remind.File(ctx, r.by, r.committee.ID, remind.SlipID(rowID(c, "slip")))
	if err != nil {
		return err
	}
	return sendPDF(ctx, c, f)
}
