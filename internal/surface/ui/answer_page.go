package ui

import (
	"context"
	"net/http"
	"slices"
	"strconv"

	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/answer"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/surface/server"
	answerview "github.com/dondoc/dondoc/web/views/answer"
	"github.com/dondoc/dondoc/web/views/ui"
)

// mountAnswers adds the pages of whoever comes by an answer link. They know nobody's account: whoever is signed in on the same
// browser is a bearer here like any other.
func (p *Pages) mountAnswers(r *gin.Engine) {
	g := r.Group(server.AnswerPath + "/:secret")
	g.GET("", server.Handle(p.openLink))
	g.GET("/viec/:task/:event", server.Handle(p.askByLink))
	g.POST("/viec/:task/:event", server.Handle(p.takeByLink))
	g.GET("/bien-nhan/:event", server.Handle(p.showReceipt))
}

func bearerOf(c *gin.Context) answer.Bearer {
	return answer.Bearer{Secret: c.Param("secret"), Address: c.ClientIP()}
}

// bearerRoom is the room of a bearer: nobody's, in the language of the browser.
func (p *Pages) bearerRoom(c *gin.Context) room {
	r := room{words: server.Printer(c), today: p.d.Clock.Today()}
	r.base = p.frame(c, access.Actor{}, r.words)
	return r
}

// titled is the frame of a bearer's page.
func (r room) titled(title string) ui.Base {
	b := r.base
	b.Titles = []string{title}
	return b
}

func secretURL(c *gin.Context, parts ...string) string {
	at := server.AnswerPath + "/" + c.Param("secret")
	for _, p := range parts {
		at += "/" + p
	}
	return at
}

// openLink shows the tasks of a link.
func (p *Pages) openLink(ctx context.Context, c *gin.Context) error {
	r := p.bearerRoom(c)
	o, err := p.d.Answers.Open(ctx, bearerOf(c))
	if err != nil {
		return err
	}
	r.committee = o.Committee
	title := r.t("answer_link.page.title")
	page := answerview.OpenPage{
		Base: r.titled(title), Title: title, Unit: o.Link.UnitName, Text: r.t("answer_link.page.text"), GivenTitle: r.t("answer_link.given"),
		Facts: []ui.Term{{Name: r.t("answer_link.page.committee"), Text: o.Committee.Name}, {Name: r.t("answer_link.expires"), Text: o.Link.ExpiresOn.VN()}},
	}
	for _, l := range o.Link.Lines {
		page.Tasks = append(page.Tasks, r.bearerTask(c, l))
	}
	for _, g := range o.Link.Given {
		page.Given = append(page.Given, answerview.Given{
			Text: r.t("answer_link.page.given_line", r.t("task.event."+string(g.Kind)), g.Number, r.moment(g.At)), URL: secretURL(c, "bien-nhan", g.Event.String()),
		})
	}
	return show(ctx, c, http.StatusOK, answerview.Open(page))
}

// bearerTask is one task as a bearer sees it: completion first, since that is what is waited for.
func (r room) bearerTask(c *gin.Context, l answer.Line) answerview.Task {
	t := answerview.Task{
		ID: "nv-" + strconv.Itoa(l.Number), Title: r.t("answer_link.page.number", l.Number), Text: l.Text,
		Timing: r.timing(task.TimingOn(l.Dated(), r.today, r.committee.DueSoonDays), l.Dated()),
		Facts:  []ui.Term{{Name: r.t("task.deadline"), Text: l.DueOn.VN(), Sub: l.Words}, {Name: r.t("column.state"), Text: r.t("task.state." + string(l.State))}},
	}
	if l.DueOn.IsZero() || l.Words == l.DueOn.VN() {
		t.Facts[0] = ui.Term{Name: r.t("task.deadline"), Text: l.Words}
	}
	if !l.Asked.IsZero() {
		t.Facts = append(t.Facts, ui.Term{Name: r.t("answer_link.page.asked"), Text: l.Asked.VN()})
	}
	if l.Back && !l.Answered {
		t.Facts[1].Sub = r.t("answer_link.page.back_said")
	}
	for _, e := range []task.EventKind{task.EvReported, task.EvContributed, task.EvProgress, task.EvExtensionAsked} {
		if slices.Contains(l.Moves, e) {
			t.Acts = append(t.Acts, ui.Link{Text: r.t("task.act." + string(e)), URL: secretURL(c, "viec", strconv.Itoa(l.Number), string(e))})
		}
	}
	switch {
	case l.Answered:
		t.Chip = r.t("answer_link.page.answered")
	case len(t.Acts) == 0:
		t.Chip = r.t("answer_link.page.waits")
	}
	return t
}

// reporting is a report being asked for: the link as it stands, the task on it, what was typed.
type reporting struct {
	opened answer.Opened
	line   answer.Line
	event  task.EventKind
	t      typed
}

// reportingOf finds the task of the address on the link; anything else is not there.
func (p *Pages) reportingOf(ctx context.Context, c *gin.Context) (reporting, error) {
	o, err := p.d.Answers.Open(ctx, bearerOf(c))
	if err != nil {
		return reporting{}, err
	}
	a := reporting{opened: o, event: task.EventKind(c.Param("event"))}
	i := slices.IndexFunc(o.Link.Lines, func(l answer.Line) bool { return strconv.Itoa(l.Number) == c.Param("task") })
	if i < 0 {
		return a, fault.New(fault.NotFound, "not_found")
	}
	a.line = o.Link.Lines[i]
	return a, nil
}

func (p *Pages) askByLink(ctx context.Context, c *gin.Context) error {
	a, err := p.reportingOf(ctx, c)
	if err != nil {
		return err
	}
	if !slices.Contains(a.line.Moves, a.event) {
		return fault.New(fault.NotFound, "not_found")
	}
	a.t = p.fresh("version", strconv.Itoa(a.line.Version), "task_id", a.line.Task.String())
	if n := len(a.opened.Link.Given); n > 0 { // whoever answered last most likely answers again
		a.t.values.Set("name", a.opened.Link.Given[n-1].Name)
		a.t.values.Set("post", a.opened.Link.Given[n-1].Post)
	}
	return p.byLinkForm(ctx, c, a)
}

func (p *Pages) byLinkForm(ctx context.Context, c *gin.Context, a reporting) error {
	r := p.bearerRoom(c)
	title := r.t("task.act." + string(a.event))
	required := []string{"name", "post", "actions", "due_on"}
	if a.event == task.EvReported && a.line.Evidence {
		required = append(required, "evidence")
	}
	s := newSheet(r, a.t, required...)
	page := answerview.FormPage{
		Base: r.titled(title), Title: title, Text: strconv.Itoa(a.line.Number) + ". " + a.line.Text, Submit: r.t("answer_link.page.send"),
		Cancel: ui.Link{Text: r.t("answer_link.page.back"), URL: secretURL(c)},
	}
	if a.event == task.EvExtensionAsked {
		page.Parts = []templ.Component{s.date("due_on", "task.new_due", "task.new_due_hint"), s.area("note", "task.reason", "task.reason_hint", 3)}
	} else {
		page.Parts = []templ.Component{
			s.area("actions", "task.actions", "task.actions_hint", 4), s.area("obstacles", "task.obstacles", "task.obstacles_hint", 2),
			s.text("evidence", "answer_link.page.evidence", "answer_link.page.evidence_hint"),
		}
	}
	if a.event == task.EvReported {
		page.Note = r.t("answer_link.page.once")
		page.Parts = append(page.Parts, s.date("completed_on", "task.completed", "task.completed_hint"))
		if len(a.line.Parts) > 0 {
			page.Parts = append(page.Parts, s.area("note", "task.open_parts_why", "task.reason_hint", 2))
		}
	}
	page.Parts = append(page.Parts, s.text("name", "answer_link.page.name", ""), s.text("post", "answer_link.page.post", "answer_link.page.post_hint"))
	for _, h := range s.hidden("task_id") {
		page.Parts = append(page.Parts, ui.Hidden(h.Name, h.Value))
	}
	page.Form = a.t.form(r, secretURL(c, "viec", strconv.Itoa(a.line.Number), string(a.event)), s.fields...)
	return show(ctx, c, a.t.status(), answerview.Form(page))
}

// takeAnswer records a report. What is refused keeps what was typed; a task that changed meanwhile takes the report when it is sent again.
func (p *Pages) takeByLink(ctx context.Context, c *gin.Context) error {
	r, t := p.bearerRoom(c), posted(c)
	in := answer.Answer{
		ID: task.EventID(t.id("id")), Task: task.ID(t.id("task_id")), Version: t.version(), Event: task.EventKind(c.Param("event")), Name: t.values.Get("name"),
		Post: t.values.Get("post"), Actions: t.values.Get("actions"), Obstacles: t.values.Get("obstacles"), Evidence: t.values.Get("evidence"), Note: t.values.Get("note"),
		CompletedOn: t.date(r, "completed_on"), DueOn: t.date(r, "due_on"),
	}
	got, err := p.d.Answers.Answer(ctx, bearerOf(c), in)
	if err == nil {
		return seeOther(c, secretURL(c, "bien-nhan", got.Given.Event.String()))
	}
	if t, err = t.refused(r, err); err != nil {
		return err
	}
	a, err := p.reportingOf(ctx, c)
	if err != nil {
		return err
	}
	a.t = t
	a.t.values.Set("version", strconv.Itoa(a.line.Version))
	return p.byLinkForm(ctx, c, a)
}

// showReceipt says what was recorded, as long as the link is not expired or revoked.
func (p *Pages) showReceipt(ctx context.Context, c *gin.Context) error {
	r := p.bearerRoom(c)
	got, err := p.d.Answers.Receipt(ctx, bearerOf(c), task.EventID(rowID(c, "event")))
	if err != nil {
		return err
	}
	title := r.t("answer_link.receipt.title")
	page := answerview.ReceiptPage{Base: r.titled(title), Title: title, Text: r.t("answer_link.receipt.text_last")}
	if got.More {
		page.Text, page.More = r.t("answer_link.receipt.text"), &ui.Link{Text: r.t("answer_link.page.back"), URL: secretURL(c)}
	}
	e := got.Event
	for _, f := range []ui.Term{
		{Name: r.t("answer_link.page.committee"), Text: got.Committee},
		{Name: r.t("nav.units"), Text: got.Unit},
		{Name: r.t("answer_link.page.number", got.Given.Number), Text: got.Text},
		{Name: r.t("answer_link.receipt.what"), Text: r.t("task.event." + string(e.Kind))},
		{Name: r.t("task.actions"), Text: e.Actions},
		{Name: r.t("task.obstacles"), Text: e.Obstacles},
		{Name: r.t("answer_link.page.evidence"), Text: e.Evidence},
		{Name: r.t("task.completed"), Text: e.CompletedOn.VN()},
		{Name: r.t("task.new_due"), Text: e.AskedDueOn.VN()},
		{Name: r.t("task.reason"), Text: e.Note},
		{Name: r.t("answer_link.sender"), Text: e.Declared},
		{Name: r.t("answer_link.receipt.at"), Text: r.moment(got.Given.At)},
		{Name: r.t("answer_link.receipt.number"), Text: e.ID.String()},
	} {
		if f.Text != "" {
			page.Facts = append(page.Facts, f)
		}
	}
	return show(ctx, c, http.StatusOK, answerview.Receipt(page))
}
