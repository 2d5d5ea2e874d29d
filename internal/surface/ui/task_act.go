package ui

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
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
	t := filled("id", id.ID[any](p.d.NewID()).String(), "version", strconv.Itoa(d.Task.Version), "ve", c.Query("ve"))
	if event == task.EvExtensionGranted {
		t.values.Set("due_on", d.Task.AskedDueOn.VN())
	}
	if event == task.EvEventEntered {
		t.values.Set("event_name", task.EventWords(d.Task.Deadline))
	}
	for i, a := range d.Partners() {
		t.values.Set(partName(i), a.Part)
		t.values.Set(partDueName(i), a.Due.VN())
	}
	return p.actForm(ctx, c, r, asked{t: t, d: d, event: event})
}

func partName(i int) string    { return "part-" + strconv.Itoa(i) }
func partDueName(i int) string { return "part-due-" + strconv.Itoa(i) }

func (p *Pages) doAct(ctx context.Context, c *gin.Context, r room) error {
	return p.takeAct(ctx, c, r, task.EventKind(c.Param("event")))
}

// reportTask is the short report of a unit: what was done, how far it has come, what proves it.
func (p *Pages) reportTask(ctx context.Context, c *gin.Context, r room) error {
	event := task.EventKind(postedWithFile(c).values.Get("state"))
	if !slices.Contains([]task.EventKind{task.EvProgress, task.EvReported, task.EvContributed}, event) {
		return fault.Field("state", "task.unknown_move", string(event))
	}
	return p.takeAct(ctx, c, r, event)
}

func (p *Pages) takeAct(ctx context.Context, c *gin.Context, r room, event task.EventKind) error {
	t := postedWithFile(c)
	d, err := p.d.Tasks.Get(ctx, r.by, r.committee.ID, c.Param("task"))
	if err != nil {
		return err
	}
	in := r.readAct(t, d, event)
	if t, err = p.takeEvidence(ctx, c, r, t, d); err == nil && len(t.said) == 0 {
		_, err = p.d.Tasks.Act(ctx, r.by, in)
	}
	if err == nil && len(t.said) == 0 {
		back := r.taskURL(d.Task.Number)
		if t.values.Get("ve") == mineURL {
			back = mineURL
		}
		return done(c, back, r.t("task.act_done", r.t("task.event."+string(event)), d.Task.Number))
	}
	a := asked{d: d, event: event}
	if f, ok := errors.AsType[*fault.Fault](err); ok && f.Theirs != nil {
		a.stale = true
		t.values.Set("version", strconv.Itoa(d.Task.Version))
	}
	if err != nil {
		if t, err = t.refused(r, err); err != nil {
			return err
		}
	}
	a.t = t
	return p.actForm(ctx, c, r, a)
}

// readAct turns what was typed into the use case's words.
func (r room) readAct(t typed, d task.Detail, event task.EventKind) task.Act {
	in := task.Act{
		ID: task.EventID(t.id("id")), Committee: r.committee.ID, Task: d.Task.ID, Version: t.version(), Event: event,
		On: t.date(r, "effective_on"), CompletedOn: t.date(r, "completed_on"), DueOn: t.date(r, "due_on"), Deadline: t.values.Get("deadline_words"),
		Note: t.values.Get("note"), Actions: t.values.Get("actions"), Obstacles: t.values.Get("obstacles"), Evidence: t.values.Get("evidence"),
		EventName: t.values.Get("event_name"), EventOn: t.date(r, "event_on"),
		Assignees: append(t.assignees("assignees", task.Lead), t.assignees("coordinating", task.Coordinate)...),
	}
	if ready := t.values.Get("ready"); ready != "" {
		in.Note = strings.TrimSpace(ready + " " + in.Note)
	}
	for _, a := range t.assignees("mentions", "") {
		in.Mentions = append(in.Mentions, task.Mention{Unit: a.Unit, Person: a.Person})
	}
	for _, a := range t.assignees("for", "") {
		in.ForUnit, in.ForPerson = a.Unit, a.Person
	}
	if event == task.EvPartsSet {
		for i, a := range d.Partners() {
			a.Part, a.Due = t.values.Get(partName(i)), t.date(r, partDueName(i))
			in.Assignees = append(in.Assignees, a)
		}
	}
	return in
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
	for _, f := range []*ui.Field{
		page.EventName, page.EventOn, page.Deadline, page.Due, page.Actions, page.Obstacles, page.Evidence, page.Completed, page.Note, page.On,
	} {
		if f != nil {
			fields = append(fields, *f)
		}
	}
	if page.File != nil {
		fields = append(fields, page.File.Field)
	}
	page.Form = a.t.form(r, r.taskURL(a.d.Task.Number, "viec", string(a.event)), fields...)
	page.Form.Multipart = page.File != nil
	page.Hidden = []ui.Pair{{Name: "ve", Value: a.t.values.Get("ve")}}
	if a.stale {
		page.Stale = r.staleTask(a)
	}
	return show(ctx, c, a.t.status(), taskview.Act(page))
}

// actFields puts on the page what the act asks for. Every act may be dated back, but for a unit's own request for more time.
func (p *Pages) actFields(ctx context.Context, r room, a asked, page *taskview.ActPage) error {
	put := func(to **ui.Field, name, label, hint string) {
		f := a.t.hinted(r, name, label, hint)
		*to = &f
	}
	if a.event != task.EvExtensionAsked || r.by.MayRecord(r.committee.ID) {
		put(&page.On, "effective_on", "task.effective", "task.effective_hint")
	}
	switch a.event {
	case task.EvReported, task.EvProgress, task.EvContributed:
		r.reportFields(a, page)
	case task.EvExtensionAsked, task.EvExtensionGranted:
		put(&page.Due, "due_on", "task.new_due", "task.new_due_hint")
		page.Due.Required = true
		put(&page.Note, "note", "task.reason", "task.reason_hint")
	case task.EvDeadlineSet:
		put(&page.Deadline, "deadline_words", "task.deadline", "task.deadline_hint")
	case task.EvEventEntered:
		put(&page.EventName, "event_name", "task.event_name", "task.event_name_hint")
		put(&page.EventOn, "event_on", "task.event_on", "task.event_on_hint")
		page.EventName.Required, page.EventOn.Required = true, true
	case task.EvPartsSet:
		for i, partner := range a.d.Partners() {
			page.Parts = append(page.Parts, taskview.PartFields{
				Name: partner.Name, Part: a.t.hinted(r, partName(i), "task.part", "task.part_hint"), Due: a.t.hinted(r, partDueName(i), "task.part_due", "task.part_due_hint"),
			})
		}
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
	if slices.Contains([]task.EventKind{task.EvReported, task.EvConfirmed, task.EvConcluded}, a.event) {
		put(&page.Completed, "completed_on", "task.completed", "task.completed_hint")
	}
	r.actFacts(a, page)
	return p.actExtras(ctx, r, a, page)
}

// reportFields are what a unit says when it reports.
func (r room) reportFields(a asked, page *taskview.ActPage) {
	put := func(to **ui.Field, name, label, hint string) {
		f := a.t.hinted(r, name, label, hint)
		*to = &f
	}
	put(&page.Actions, "actions", "task.actions", "task.actions_hint")
	put(&page.Obstacles, "obstacles", "task.obstacles", "task.obstacles_hint")
	put(&page.Evidence, "evidence", "task.evidence_words", "task.evidence_hint")
	file := r.upload(a.t, r.committee.Code, taskFiles(a.d.Task.ID))
	page.File, page.Actions.Required = &file, true
	page.Evidence.Required = a.event == task.EvReported && a.d.Task.EvidenceNeeded
	if a.event == task.EvReported && len(a.d.OpenParts) > 0 {
		put(&page.Note, "note", "task.open_parts_why", "task.reason_hint")
		page.Note.Required = true
	}
	if a.event == task.EvContributed && len(a.d.Speaks) > 1 {
		whose := a.t.choice(r, "for", "task.for_whom", "", assigneeOptions(a.d.Speaks))
		page.For = &whose
	}
}

// actFacts say what has to be known before the act: what was asked and why, how often, what is still open.
func (r room) actFacts(a asked, page *taskview.ActPage) {
	fact := func(name, text, sub string) {
		page.Facts = append(page.Facts, ui.Term{Name: r.t(name), Text: text, Sub: sub})
	}
	switch a.event {
	case task.EvExtensionAsked, task.EvExtensionGranted, task.EvExtensionRefused:
		fact("task.deadline", r.understood(a.d.Task), "")
		fact("task.extensions", r.t("task.extensions_of", a.d.Task.Extensions, a.d.Extends), "")
		for _, e := range a.d.History {
			if e.Kind == task.EvExtensionAsked && !e.Undone && a.event != task.EvExtensionAsked {
				late := ""
				if e.Late {
					late = r.t("task.asked_late")
				}
				page.Facts = slices.DeleteFunc(page.Facts, func(t ui.Term) bool { return t.Name == r.t("task.event.extension_asked") })
				fact("task.event.extension_asked", e.Note, strings.Trim(r.who(e.ActorName, e.Declared)+" · "+e.EffectiveOn.VN()+" · "+late, " ·"))
			}
		}
	case task.EvReported:
		if len(a.d.OpenParts) > 0 {
			fact("task.open_parts", strings.Join(a.d.OpenParts, "; "), "")
		}
	case task.EvConfirmed, task.EvSentBack:
		for _, e := range a.d.History {
			if e.Kind == task.EvReported && !e.Undone {
				page.Facts = []ui.Term{{Name: r.t("task.event.reported"), Text: e.Actions, Sub: strings.Trim(r.who(e.ActorName, e.Declared)+" · "+e.EffectiveOn.VN()+" · "+e.Evidence, " ·")}}
			}
		}
	default: // the words of the task say enough
	}
}

// actExtras are ready reasons and those whom a word is meant for.
func (p *Pages) actExtras(ctx context.Context, r room, a asked, page *taskview.ActPage) error {
	switch a.event {
	case task.EvSentBack:
		ready := ui.Radios{Field: a.t.field(r, "ready", "task.ready_reasons")}
		for _, key := range []string{"task.back.evidence", "task.back.incomplete", "task.back.unclear"} {
			ready.Options = append(ready.Options, ui.Option{Value: r.t(key), Label: r.t(key)})
		}
		ready.Options = ui.Choices(ready.Options, a.t.values.Get("ready"))
		page.Ready = &ready
	case task.EvComment, task.EvDirective:
		options := assigneeOptions(a.d.Task.Assignees)
		if r.by.May(r.committee.ID, access.ReadPeople) {
			o, err := p.taskOptions(ctx, r)
			if err != nil {
				return err
			}
			options = o.assignees
		}
		mentions := a.t.several(r, "mentions", "task.mentions", options)
		page.Mentions = &mentions
	default:
	}
	return nil
}

func assigneeOptions(all []task.Assignee) []ui.Option {
	var some []ui.Option
	for _, a := range all {
		o := ui.Option{Value: a.Unit.String(), Label: a.Name}
		if a.Unit.IsZero() {
			o.Value = "p:" + a.Person.String()
		}
		if !slices.Contains(some, o) {
			some = append(some, o)
		}
	}
	return some
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
