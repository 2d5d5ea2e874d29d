package ui

import (
	"context"
	"encoding/base64"
	"net/http"
	"strconv"

	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/answer"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/remind"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/qr"
	"github.com/dondoc/dondoc/internal/surface/docx"
	"github.com/dondoc/dondoc/internal/surface/server"
	answerview "github.com/dondoc/dondoc/web/views/answer"
	formview "github.com/dondoc/dondoc/web/views/form"
	registerview "github.com/dondoc/dondoc/web/views/register"
	"github.com/dondoc/dondoc/web/views/ui"
)

// linksPart is where answer links are below a committee's address.
const linksPart = "lien-ket"

// paramSlip is the letter a link goes out with.
const paramSlip = "phieu"

// codePixels is the size of a code on a page; twice as many as it is shown at.
const codePixels = 480

// mountLinks adds the pages by which a committee makes answer links and looks after them.
func (p *Pages) mountLinks(c *gin.RouterGroup, in mounter) {
	c.GET("/"+linksPart, in(p.listLinks))
	c.GET("/"+linksPart+"/moi", in(p.newLink))
	c.POST("/"+linksPart, in(p.makeLink))
	c.GET("/"+linksPart+"/:link", in(p.showLink))
	c.POST("/"+linksPart+"/:link/thu-hoi", in(p.revokeLink))
	c.POST("/"+remindPart+"/phieu/:slip/ban-gui", in(p.slipWithLink))
}

func (r room) linksCrumb() ui.Link {
	return ui.Link{Text: r.t("answer_link.title"), URL: r.url(linksPart)}
}

// newLinkURL is the form of a link for a unit, with a letter or without.
func (r room) newLinkURL(u access.UnitID, slip remind.SlipID) string {
	at := r.url(linksPart, "moi") + "?" + paramUnit + "=" + u.String()
	if !slip.IsZero() {
		at += "&" + paramSlip + "=" + slip.String()
	}
	return at
}

// listLinks is a page of the committee's links.
func (p *Pages) listLinks(ctx context.Context, c *gin.Context, r room) error {
	links, err := p.d.Answers.List(ctx, r.by, r.committee.ID, answer.Query{ListQuery: org.ListQuery{Page: pageOf(c)}})
	if err != nil {
		return err
	}
	part := r.linksPartOf(links)
	page := registerview.ShowPage{
		Base: r.at(ui.SectionTasks, ui.Link{Text: r.t("nav.tasks"), URL: r.url("nhiem-vu")}, r.linksCrumb()),
		Head: ui.PageHead{Title: r.t("answer_link.title"), Actions: []ui.Link{{Text: r.t("answer_link.choose_unit"), URL: r.url("don-vi"), Icon: ui.IconBuilding}}},
		Note: r.t("answer_link.note"), Parts: []registerview.Part{part},
	}
	return show(ctx, c, http.StatusOK, registerview.Show(page))
}

// linksPartOf is a table of links.
func (r room) linksPartOf(links org.Page[answer.Link]) registerview.Part {
	title := r.t("answer_link.title")
	part := registerview.Part{ID: linksPart, Title: title, Empty: r.t("answer_link.none"), Table: ui.Table{
		Caption: title, Headed: true, Heads: r.heads("nav.units", "answer_link.made_on", "answer_link.expires", "answer_link.answered", "answer_link.standing", "answer_link.meant_for"),
	}}
	for _, l := range links.Rows {
		part.Table.Rows = append(part.Table.Rows, line(
			ui.Cell{Text: l.UnitName, URL: r.url(linksPart, l.ID.String())}, ui.Cell{Text: dayOf(l.MadeAt), Sub: l.Login}, word(l.ExpiresOn.VN()),
			word(r.t("answer_link.answered_of", l.Answered, l.Tasks)), ui.Cell{Text: r.t("answer_link.standing." + string(l.Standing)), Sub: r.linkEnd(l)},
			ui.Cell{Text: l.MeantFor, Sub: l.Phone},
		))
	}
	if links.Page < links.Pages() {
		part.Add = ui.Link{Text: r.t("remind.older"), URL: r.url(linksPart) + "?" + paramPage + "=" + strconv.Itoa(links.Page+1)}
	}
	return part
}

// linkEnd says when a link was used up or revoked, or when it was last answered by.
func (r room) linkEnd(l answer.Link) string {
	switch {
	case l.RevokedAt != nil:
		return r.t("answer_link.revoked_on", r.moment(*l.RevokedAt))
	case l.UsedAt != nil:
		return r.t("answer_link.used_on", r.moment(*l.UsedAt))
	case l.LastAt != nil:
		return r.t("answer_link.last") + ": " + r.moment(*l.LastAt)
	}
	return ""
}

// newLink asks for a link of a unit. The tasks of the letter are ticked, else all.
func (p *Pages) newLink(ctx context.Context, c *gin.Context, r room) error {
	t := p.fresh("days", strconv.Itoa(answer.DefaultDays)).take(c, paramUnit, paramSlip)
	lines, err := p.d.Answers.Choices(ctx, r.by, r.committee.ID, access.UnitID(t.id(paramUnit)))
	if err != nil {
		return err
	}
	on, err := p.onSlip(ctx, r, remind.SlipID(t.id(paramSlip)))
	if err != nil {
		return err
	}
	for _, l := range lines {
		if on == nil || on[l.Task] {
			t.values.Add("tasks", l.Task.String())
		}
	}
	return p.linkForm(ctx, c, r, t)
}

// onSlip are the tasks of a letter; nil where there is none.
func (p *Pages) onSlip(ctx context.Context, r room, slip remind.SlipID) (map[task.ID]bool, error) {
	if slip.IsZero() {
		return nil, nil
	}
	s, err := p.d.Remind.Slip(ctx, r.by, r.committee.ID, slip)
	if err != nil {
		return nil, err
	}
	on := map[task.ID]bool{}
	for _, l := range s.Lines {
		on[l.Task] = true
	}
	return on, nil
}

func (p *Pages) linkForm(ctx context.Context, c *gin.Context, r room, t typed) error {
	unit, err := p.d.Org.Unit(ctx, r.by, r.committee.ID, access.UnitID(t.id(paramUnit)))
	if err != nil {
		return err
	}
	lines, err := p.d.Answers.Choices(ctx, r.by, r.committee.ID, unit.ID)
	if err != nil {
		return err
	}
	var tasks []ui.Option
	for _, l := range lines {
		hint := joined(" · ", l.DueOn.VN(), r.t("task.state."+string(l.State)))
		tasks = append(tasks, ui.Option{Value: l.Task.String(), Label: strconv.Itoa(l.Number) + ". " + l.Text, Hint: hint})
	}
	s := newSheet(r, t, "tasks", "days")
	title := r.t("answer_link.new")
	page := formview.Page{
		Base: r.at(ui.SectionTasks, r.linksCrumb(), ui.Link{Text: title}), Head: ui.PageHead{Title: title, Sub: unit.Name}, Note: r.t("answer_link.note"),
		Submit: title, Cancel: ui.Link{Text: r.t("action.cancel"), URL: r.url(linksPart)},
	}
	if len(tasks) == 0 {
		page.Note = r.t("answer_link.no_choice")
	}
	page.Parts = []templ.Component{
		s.several("tasks", "answer_link.tasks", tasks), s.choice("days", "answer_link.days", "", r.linkDays()),
		s.text("meant_for", "answer_link.meant_for", "answer_link.meant_for_hint"), s.text("phone", "answer_link.phone", ""),
	}
	page.Hidden = s.hidden(paramUnit, paramSlip)
	page.Form = t.form(r, r.url(linksPart), s.fields...)
	return show(ctx, c, t.status(), formview.Show(page))
}

// linkDays are the spans a link may serve for.
func (r room) linkDays() []ui.Option {
	var spans []ui.Option
	for _, days := range []int{3, 7, answer.DefaultDays, 30, 60, answer.MaxDays} {
		spans = append(spans, ui.Option{Value: strconv.Itoa(days), Label: r.t("answer_link.until", days, r.today.AddDays(days).VN())})
	}
	return spans
}

// makeLink makes the link and answers with its address: it is kept nowhere and never shown again.
func (p *Pages) makeLink(ctx context.Context, c *gin.Context, r room) error {
	t := posted(c)
	in := answer.Make{
		Committee: r.committee.ID, ID: access.LinkID(t.id("id")), Unit: access.UnitID(t.id(paramUnit)), Slip: remind.SlipID(t.id(paramSlip)), Days: t.number("days"),
		MeantFor: t.values.Get("meant_for"), Phone: t.values.Get("phone"),
	}
	for _, v := range t.values["tasks"] {
		in.Tasks = append(in.Tasks, task.ID(parseID(v)))
	}
	l, secret, err := p.d.Answers.Make(ctx, r.by, in)
	if err == nil {
		return p.showMade(ctx, c, r, l, secret)
	}
	if t, err = t.refused(r, err); err != nil {
		return err
	}
	return p.linkForm(ctx, c, r, t)
}

// answerURL is the whole address of a link.
func (p *Pages) answerURL(secret string) string {
	return p.d.BaseURL + server.AnswerPath + "/" + secret
}

// showMade shows the address of a link, once.
func (p *Pages) showMade(ctx context.Context, c *gin.Context, r room, l answer.Link, secret string) error {
	address := p.answerURL(secret)
	code, err := qr.PNG(address, codePixels)
	if err != nil {
		return err
	}
	page := answerview.MadePage{
		Base: r.at(ui.SectionTasks, r.linksCrumb(), ui.Link{Text: l.UnitName}), Head: ui.PageHead{Title: r.t("answer_link.title"), Sub: l.UnitName},
		Text: r.t("answer_link.once"), Label: r.t("answer_link.address"), Address: address, Code: "data:image/png;base64," + base64.StdEncoding.EncodeToString(code),
		CodeAlt: r.t("answer_link.code_alt"), Facts: r.linkFacts(l), Secret: secret, Back: ui.Link{Text: r.t("answer_link.back"), URL: r.url(linksPart)},
	}
	if !l.Slip.IsZero() {
		page.Print, page.Words, page.Word = r.url(remindPart, "phieu", l.Slip.String(), "ban-gui"), r.t("answer_link.print_note"), r.t("answer_link.print_word")
		if docx.CanPDF() {
			page.PDF = r.t("answer_link.print_pdf")
		}
	}
	c.Header("Cache-Control", "no-store")
	return show(ctx, c, http.StatusOK, answerview.Made(page))
}

func (r room) linkFacts(l answer.Link) []ui.Term {
	facts := []ui.Term{
		{Name: r.t("answer_link.standing"), Text: r.t("answer_link.standing." + string(l.Standing)), Sub: r.linkEnd(l)},
		{Name: r.t("answer_link.expires"), Text: l.ExpiresOn.VN()},
		{Name: r.t("answer_link.answered"), Text: r.t("answer_link.answered_of", l.Answered, l.Tasks)},
		{Name: r.t("answer_link.made_on"), Text: dayOf(l.MadeAt), Sub: l.Login},
	}
	if l.MeantFor+l.Phone != "" {
		facts = append(facts, ui.Term{Name: r.t("answer_link.meant_for"), Text: joined(" · ", l.MeantFor, l.Phone)})
	}
	if !l.Slip.IsZero() {
		facts = append(facts, ui.Term{Name: r.t("answer_link.slip"), Text: r.t("answer_link.slip_open"), URL: r.url(remindPart, "phieu", l.Slip.String())})
	}
	return facts
}

// showLink is one link: its tasks, what was sent by it, and the button that ends it.
func (p *Pages) showLink(ctx context.Context, c *gin.Context, r room) error {
	l, err := p.d.Answers.Get(ctx, r.by, r.committee.ID, access.LinkID(rowID(c, "link")))
	if err != nil {
		return err
	}
	page := registerview.ShowPage{
		Base: r.at(ui.SectionTasks, r.linksCrumb(), ui.Link{Text: l.UnitName}), Head: ui.PageHead{Title: r.t("answer_link.title"), Sub: l.UnitName},
		Facts: r.linkFacts(l), Parts: []registerview.Part{r.linkTasks(l), r.linkGiven(l)},
	}
	if l.Standing == answer.Open {
		page.Acts = []registerview.Act{{URL: r.url(linksPart, l.ID.String(), "thu-hoi"), Word: r.t("answer_link.revoke"), Icon: ui.IconLock, Danger: true}}
	}
	return show(ctx, c, http.StatusOK, registerview.Show(page))
}

func (r room) linkTasks(l answer.Link) registerview.Part {
	title := r.t("answer_link.tasks")
	part := registerview.Part{ID: "nhiem-vu", Title: title, Table: ui.Table{Caption: title, Headed: true, Heads: r.heads("remind.task", "remind.due", "column.state", "column.note")}}
	for _, t := range l.Lines {
		said := ""
		if t.Answered {
			said = r.t("answer_link.answered")
		}
		part.Table.Rows = append(part.Table.Rows, line(
			ui.Cell{Text: strconv.Itoa(t.Number) + ". " + t.Text, URL: r.taskURL(t.Number)}, word(t.DueOn.VN()), word(r.t("task.state."+string(t.State))), word(said),
		))
	}
	return part
}

func (r room) linkGiven(l answer.Link) registerview.Part {
	title := r.t("answer_link.given")
	part := registerview.Part{
		ID: "da-gui", Title: title, Empty: r.t("answer_link.given_none"),
		Table: ui.Table{Caption: title, Headed: true, Heads: r.heads("answer_link.receipt.at", "answer_link.receipt.what", "remind.task", "answer_link.sender")},
	}
	for _, g := range l.Given {
		part.Table.Rows = append(part.Table.Rows, line(
			word(r.moment(g.At)), word(r.t("task.event."+string(g.Kind))), ui.Cell{Text: strconv.Itoa(g.Number), URL: r.taskURL(g.Number)}, word(joined(", ", g.Name, g.Post)),
		))
	}
	return part
}

func (p *Pages) revokeLink(ctx context.Context, c *gin.Context, r room) error {
	l, err := p.d.Answers.Revoke(ctx, r.by, answer.Revoke{Committee: r.committee.ID, ID: access.LinkID(rowID(c, "link"))})
	if err != nil {
		return err
	}
	return done(c, r.url(linksPart, l.ID.String()), r.t("answer_link.was_revoked"))
}

// slipWithLink prints a letter once more with the address of its link, for whoever holds that address: nothing keeps it.
func (p *Pages) slipWithLink(ctx context.Context, c *gin.Context, r room) error {
	t, slip := posted(c), remind.SlipID(rowID(c, "slip"))
	l, err := p.d.Answers.OfSlip(ctx, r.by, slip, t.values.Get("ma"))
	if err != nil {
		return err
	}
	if l.Committee != r.committee.ID {
		return fault.New(fault.NotFound, "not_found")
	}
	f, err := p.d.Remind.Copy(ctx, r.by, remind.CopyOf{Committee: l.Committee, Slip: slip, Link: p.answerURL(t.values.Get("ma"))}, docx.RenderSlip)
	if err != nil {
		return err
	}
	if t.values.Get("pdf") != "" {
		return sendPDF(ctx, c, f)
	}
	return sendFile(c, f.Name, wordType, f.Bytes)
}

// linkWith makes the link that a letter asked for, right after the letter; a letter that stands without one says why.
func (p *Pages) linkWith(ctx context.Context, c *gin.Context, r room, t typed, s remind.Slip) error {
	in := answer.Make{Committee: r.committee.ID, ID: access.LinkID(t.id("link_id")), Unit: s.Unit, Slip: s.ID}
	for _, l := range s.Lines {
		in.Tasks = append(in.Tasks, l.Task)
	}
	l, secret, err := p.d.Answers.Make(ctx, r.by, in)
	switch fault.KindOf(err) {
	case fault.Invalid, fault.Conflict:
		said := r.words.Fault(err)
		for _, words := range r.words.Fields(err) {
			said = words
		}
		return done(c, r.slipURL(s), r.t("answer_link.slip_made_without", s.Symbol, said))
	default:
	}
	if err != nil {
		return err
	}
	return p.showMade(ctx, c, r, l, secret)
}
