package ui

import (
	"context"

	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/id"
	"github.com/dondoc/dondoc/web/views/ui"
)

// directivePart is where the head directs work in a few words.
const directivePart = "chi-dao"

func (p *Pages) mountHead(c *gin.RouterGroup, in mounter) {
	c.GET("/"+directivePart, in(p.askDirective))
	c.POST("/"+directivePart, in(p.sendDirective))
	c.POST("/nhiem-vu/:task/quyet/:event", in(p.tapAct))
}

// tapAct takes a decision from the first page and goes back there. What is refused, or was changed meanwhile by somebody else, leads
// to the task with the reason: there the history is in sight.
func (p *Pages) tapAct(ctx context.Context, c *gin.Context, r room) error {
	t := posted(c)
	d, err := p.d.Tasks.Get(ctx, r.by, r.committee.ID, c.Param("task"))
	if err != nil {
		return err
	}
	in := task.Act{
		ID: task.EventID(t.id("id")), Committee: r.committee.ID, Task: d.Task.ID, Version: t.version(),
		Event: task.EventKind(c.Param("event")), DueOn: t.date(r, "due_on"),
	}
	if _, err = p.d.Tasks.Act(ctx, r.by, in); err == nil {
		return done(c, r.url(), r.t("task.act_done", r.t("task.event."+string(in.Event)), d.Task.Number))
	}
	if _, said := t.refused(r, err); said != nil {
		return said
	}
	return done(c, r.taskURL(d.Task.Number), r.words.Fault(err))
}

// askDirective is the short form of a directive: words, who, by when. It becomes a task whose source is a directive.
func (p *Pages) askDirective(ctx context.Context, c *gin.Context, r room) error {
	if err := access.Require(r.by.MayDecide(r.committee.ID)); err != nil {
		return err
	}
	return p.directiveForm(ctx, c, r, filled("id", id.ID[any](p.d.NewID()).String()))
}

func (p *Pages) directiveForm(ctx context.Context, c *gin.Context, r room, t typed) error {
	offered, err := p.d.Org.Choices(ctx, r.by, r.committee.ID)
	if err != nil {
		return err
	}
	units := make([]ui.Option, len(offered.Units))
	for i, u := range offered.Units {
		units[i] = ui.Option{Value: u.ID.String(), Label: u.Name}
	}
	title := r.t("directive.send")
	return p.cardForm(ctx, c, r, card{
		base: r.at(ui.SectionDashboard, ui.Link{Text: title}), title: title, note: r.t("directive.note"), action: r.url(directivePart), back: r.url(), required: []string{"text"},
		parts: func(s *sheet) []templ.Component {
			return []templ.Component{
				s.area("text", "directive.text", "directive.text_hint", 4),
				s.pick("assignees", "task.role.lead", "directive.lead_hint", "directive.no_lead", units),
				s.text("deadline_words", "task.deadline", "task.deadline_hint"),
			}
		},
	}, t, nil)
}

func (p *Pages) sendDirective(ctx context.Context, c *gin.Context, r room) error {
	if err := access.Require(r.by.MayDecide(r.committee.ID)); err != nil {
		return err
	}
	t := posted(c)
	in := task.NewTask{
		ID: task.ID(t.id("id")), Committee: r.committee.ID, Source: task.Source{Kind: task.FromDirective}, Text: t.values.Get("text"),
		Wording: "verbatim", GivenOn: r.today, Deadline: t.values.Get("deadline_words"),
	}
	if t.values.Get("assignees") != "" {
		in.Assignees = t.assignees("assignees", task.Lead)
	}
	made, err := p.d.Tasks.Create(ctx, r.by, in)
	if err == nil {
		return done(c, r.taskURL(made.Number), r.t("directive.sent", made.Number))
	}
	if t, err = t.refused(r, err); err != nil {
		return err
	}
	return p.directiveForm(ctx, c, r, t)
}
