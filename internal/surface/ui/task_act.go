package ui

import (
	"context"
	"errors"
	"slices"
	"strconv"

	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
	taskview "github.com/dondoc/dondoc/web/views/task"
	"github.com/dondoc/dondoc/web/views/ui"
)

// askAct asks for what one act needs; an act the reader may not make now is answered like any refusal.
func (p *Pages) askAct(ctx context.Context, c *gin.Context, r room) error {
	d, err := p.d.Tasks.Get(ctx, r.by, r.committee.ID, c.Param("task"))
	if err != nil {
		return err
	}
	event := task.EventKind(c.Param("event"))
	if !slices.Contains(d.Moves, event) {
		return fault.New(fault.NotFound, "not_found")
	}
	return p.actForm(ctx, c, r, asked{t: filled("id", id.ID[any](p.d.NewID()).String(), "version", strconv.Itoa(d.Task.Version)), d: d, event: event})
}

func (p *Pages) doAct(ctx context.Context, c *gin.Context, r room) error {
	t := posted(c)
	d, err := p.d.Tasks.Get(ctx, r.by, r.committee.ID, c.Param("task"))
	if err != nil {
		return err
	}
	in := task.Act{
		ID: task.EventID(t.id("id")), Committee: r.committee.ID, Task: d.Task.ID, Version: t.version(), Event: task.EventKind(c.Param("event")),
		On: t.date(r, "effective_on"), CompletedOn: t.date(r, "completed_on"), DueOn: t.date(r, "due_on"), Deadline: t.values.Get("deadline_words"),
		Note: t.values.Get("note"), Actions: t.values.Get("actions"), Obstacles: t.values.Get("obstacles"),
		Assignees: append(t.assignees("assignees", task.Lead), t.assignees("coordinating", task.Coordinate)...),
	}
	_, err = p.d.Tasks.Act(ctx, r.by, in)
	if err == nil {
		return done(c, r.taskURL(d.Task.Number), r.t("task.act_done", r.t("task.event."+string(in.Event)), d.Task.Number))
	}
	a := asked{d: d, event: in.Event}
	if f, ok := errors.AsType[*fault.Fault](err); ok && f.Theirs != nil {
		a.stale = true
		t.values.Set("version", strconv.Itoa(d.Task.Version))
	}
	if a.t, err = t.refused(r, err); err != nil {
		return err
	}
	return p.actForm(ctx, c, r, a)
}

// asked is an act that is being asked for.
type asked struct {
	t     typed
	d     task.Detail
	event task.EventKind
	stale bool // somebody else wrote while the form was open
}

func (r room) actPage(k task.Task, title string) taskview.ActPage {
	return taskview.ActPage{
		Base: r.at(ui.SectionTasks, ui.Link{Text: r.t("nav.tasks"), URL: r.url("nhiem-vu")}, ui.Link{Text: r.t("task.title", k.Number), URL: r.taskURL(k.Number)}, ui.Link{Text: title}),
		Head: ui.PageHead{Title: title}, Submit: title, Cancel: ui.Link{Text: r.t("action.cancel"), URL: r.taskURL(k.Number)}, Words: k.Text,
	}
}

func (p *Pages) actForm(ctx context.Context, c *gin.Context, r room, a asked) error {
	page := r.actPage(a.d.Task, r.t("task.act."+string(a.event)))
	if err := p.actFields(ctx, r, a, &page); err != nil {
		return err
	}
	var fields []ui.Field
	for _, f := range []*ui.Field{page.Deadline, page.Due, page.Actions, page.Obstacles, page.Completed, page.Note, page.On} {
		if f != nil {
			fields = append(fields, *f)
		}
	}
	page.Form = a.t.form(r, r.taskURL(a.d.Task.Number, "viec", string(a.event)), fields...)
	if a.stale {
		page.Stale = r.staleTask(a)
	}
	return show(ctx, c, a.t.status(), taskview.Act(page))
}

// actFields puts on the page what the act asks for. Every act may be dated back.
func (p *Pages) actFields(ctx context.Context, r room, a asked, page *taskview.ActPage) error {
	put := func(to **ui.Field, name, label, hint string) {
		f := a.t.hinted(r, name, label, hint)
		*to = &f
	}
	put(&page.On, "effective_on", "task.effective", "task.effective_hint")
	switch a.event {
	case task.EvReported, task.EvProgress:
		put(&page.Actions, "actions", "task.actions", "task.actions_hint")
		put(&page.Obstacles, "obstacles", "task.obstacles", "task.obstacles_hint")
		page.Actions.Required = true
	case task.EvExtensionAsked, task.EvExtensionGranted:
		put(&page.Due, "due_on", "task.new_due", "task.new_due_hint")
		page.Due.Required = true
		put(&page.Note, "note", "task.reason", "task.reason_hint")
	case task.EvDeadlineSet:
		put(&page.Deadline, "deadline_words", "task.deadline", "task.deadline_hint")
	case task.EvAssigned:
		o, err := p.taskOptions(ctx, r)
		if err != nil {
			return err
		}
		leads, others := a.t.several(r, "assignees", "task.role.lead", o.assignees), a.t.several(r, "coordinating", "task.role.coordinate", o.assignees)
		page.Leads, page.Others = &leads, &others
	default:
		put(&page.Note, "note", "task.reason", "task.reason_hint")
	}
	if a.event == task.EvReported || a.event == task.EvConfirmed {
		put(&page.Completed, "completed_on", "task.completed", "task.completed_hint")
	}
	return nil
}

// staleTask shows what was stored meanwhile beside what was typed; sending the form again puts the act on top of it.
func (r room) staleTask(a asked) *taskview.Stale {
	s := taskview.Stale{
		Theirs: []ui.Term{{Name: r.t("task.col.state"), Text: r.t("task.state." + string(a.d.Task.State))}},
		Mine:   []ui.Term{{Name: r.t("stale.act"), Text: r.t("task.act." + string(a.event))}},
		Reload: ui.Link{Text: r.t("stale.take_theirs"), URL: r.taskURL(a.d.Task.Number)},
		Submit: r.t("stale.send_again"),
	}
	if n := len(a.d.History); n > 0 {
		last := r.history(task.Detail{History: a.d.History[n-1:]})[0]
		s.Theirs = append(s.Theirs, ui.Term{Name: last.What, Text: last.Text, Sub: last.Who + " · " + last.Day})
	}
	for _, name := range []string{"actions", "note"} {
		if v := a.t.values.Get(name); v != "" {
			s.Mine = append(s.Mine, ui.Term{Name: r.t("stale.words"), Text: v})
		}
	}
	return &s
}
