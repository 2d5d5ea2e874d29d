package ui

import (
	"context"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/shortcoming"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/id"
	taskview "github.com/dondoc/dondoc/web/views/task"
	"github.com/dondoc/dondoc/web/views/ui"
)

// newTask starts a form. A link from the record brings the block or the shortcoming the task comes from, and the meeting's day.
func (p *Pages) newTask(ctx context.Context, c *gin.Context, r room) error {
	q := c.Request.URL.Query()
	t := filled("id", id.ID[any](p.d.NewID()).String(), "wording", "verbatim", "given_on", r.today.VN(), "source", string(task.FromUnknown))
	for _, name := range []string{"meeting_id", "block_id", "shortcoming_id", "text", "given_on", "source", "wording", "position"} {
		if v := q.Get(name); v != "" {
			t.values.Set(name, v)
		}
	}
	if s := q.Get("shortcoming_id"); s != "" {
		t.values.Add("cures", s)
	}
	return p.taskForm(ctx, c, r, t, nil)
}

func (p *Pages) createTask(ctx context.Context, c *gin.Context, r room) error {
	t := posted(c)
	in := task.NewTask{
		ID: task.ID(t.id("id")), Committee: r.committee.ID, Source: t.source(), Text: t.values.Get("text"), SpokenText: t.values.Get("spoken_text"),
		Wording: t.values.Get("wording"), Addressees: lines(t.values.Get("addressees")), EachOf: t.values.Get("each_of") != "",
		Field: org.FieldID(t.id("field_id")), Product: t.values.Get("product"), EvidenceNeeded: t.values.Get("evidence_required") != "",
		Deadline: t.values.Get("deadline_words"), GivenOn: t.date(r, "given_on"), Cures: ids[shortcoming.ID](t.values["cures"]),
		Parts: ids[access.UnitID](t.values["parts"]), Position: t.number("position"),
		Assignees: append(t.assignees("leads", task.Lead), t.assignees("coordinating", task.Coordinate)...),
	}
	made, err := p.d.Tasks.Create(ctx, r.by, in)
	if err != nil {
		if t, err = t.refused(r, err); err != nil {
			return err
		}
		return p.taskForm(ctx, c, r, t, nil)
	}
	return done(c, r.taskURL(made.Number), r.t("task.made", made.Number))
}

// source reads where the task comes from; which row it names goes with its kind.
func (t typed) source() task.Source {
	return task.Source{
		Kind: task.SourceKind(t.values.Get("source")), Document: t.values.Get("source_document"),
		Meeting: meeting.ID(t.id("meeting_id")), Block: meeting.BlockID(t.id("block_id")), Shortcoming: shortcoming.ID(t.id("shortcoming_id")),
	}
}

// assignees reads chosen units and members; a member's value is led by "p:".
func (t typed) assignees(name string, role task.AssigneeRole) []task.Assignee {
	var all []task.Assignee
	for _, v := range t.values[name] {
		if person, ok := strings.CutPrefix(v, "p:"); ok {
			all = append(all, task.Assignee{Role: role, Person: access.PersonID(parseID(person))})
		} else {
			all = append(all, task.Assignee{Role: role, Unit: access.UnitID(parseID(v))})
		}
	}
	return all
}

func ids[T ~[16]byte](all []string) []T {
	var some []T
	for _, s := range all {
		if i := parseID(s); i != [16]byte{} {
			some = append(some, T(i))
		}
	}
	return some
}

// lines splits what was typed one to a line.
func lines(s string) []string {
	var all []string
	for l := range strings.Lines(s) {
		if l = strings.TrimSpace(l); l != "" {
			all = append(all, l)
		}
	}
	return all
}

func (p *Pages) editTask(ctx context.Context, c *gin.Context, r room) error {
	d, err := p.d.Tasks.Get(ctx, r.by, r.committee.ID, c.Param("task"))
	if err != nil {
		return err
	}
	if err := access.Require(r.by.MayRecord(r.committee.ID)); err != nil {
		return err
	}
	return p.taskForm(ctx, c, r, taskValues(d.Task), &d.Task)
}

func taskValues(k task.Task) typed {
	t := filled("id", k.ID.String(), "version", strconv.Itoa(k.Version), "text", k.Text, "spoken_text", k.SpokenText, "wording", k.Wording,
		"addressees", strings.Join(k.Addressees, "\n"), "field_id", k.Field.String(), "product", k.Product, "source", string(k.Source.Kind),
		"source_document", k.Source.Document, "meeting_id", k.Source.Meeting.String(), "block_id", k.Source.Block.String(), "shortcoming_id", k.Source.Shortcoming.String())
	if k.EachOf {
		t.values.Set("each_of", "1")
	}
	if k.EvidenceNeeded {
		t.values.Set("evidence_required", "1")
	}
	for _, s := range k.Cures {
		t.values.Add("cures", s.String())
	}
	return t
}

func (p *Pages) saveTask(ctx context.Context, c *gin.Context, r room) error {
	t := posted(c)
	d, err := p.d.Tasks.Get(ctx, r.by, r.committee.ID, c.Param("task"))
	if err != nil {
		return err
	}
	source := t.source()
	source.Text = d.Task.Source.Text
	_, err = p.d.Tasks.Edit(ctx, r.by, task.EditTask{
		ID: d.Task.ID, Committee: r.committee.ID, Version: t.version(), Event: task.EventID(p.d.NewID()), Source: source,
		Text: t.values.Get("text"), SpokenText: t.values.Get("spoken_text"), Addressees: lines(t.values.Get("addressees")), EachOf: t.values.Get("each_of") != "",
		Field: org.FieldID(t.id("field_id")), Product: t.values.Get("product"), EvidenceNeeded: t.values.Get("evidence_required") != "",
		Cures: ids[shortcoming.ID](t.values["cures"]),
	})
	if err != nil {
		if t, err = t.refused(r, err); err != nil {
			return err
		}
		return p.taskForm(ctx, c, r, t, &d.Task)
	}
	return done(c, r.taskURL(d.Task.Number), r.t("saved"))
}

// taskForm shows the form; k is the task edited, nil for a new one.
func (p *Pages) taskForm(ctx context.Context, c *gin.Context, r room, t typed, k *task.Task) error {
	o, err := p.taskOptions(ctx, r)
	if err != nil {
		return err
	}
	title, action, back := r.t("task.new"), r.url("nhiem-vu"), r.url("nhiem-vu")
	if k != nil {
		title, action, back = r.t("task.edit", k.Number), r.taskURL(k.Number, "sua"), r.taskURL(k.Number)
	}
	page := taskview.FormPage{
		Base: r.at(ui.SectionTasks, ui.Link{Text: r.t("nav.tasks"), URL: r.url("nhiem-vu")}, ui.Link{Text: title}),
		Head: ui.PageHead{Title: title}, Submit: r.t("action.save"), Cancel: ui.Link{Text: r.t("action.cancel"), URL: back}, New: k == nil,
		Text:       t.hinted(r, "text", "task.text", "task.text_hint"),
		Spoken:     t.hinted(r, "spoken_text", "task.spoken", "task.spoken_hint"),
		Addressees: t.hinted(r, "addressees", "task.addressees", "task.addressees_hint"),
		Product:    t.hinted(r, "product", "task.product", "task.product_hint"),
		Deadline:   t.hinted(r, "deadline_words", "task.deadline", "task.deadline_hint"),
		Given:      t.field(r, "given_on", "task.given"), Document: t.hinted(r, "source_document", "task.document", "task.document_hint"),
		Wording: t.choice(r, "wording", "task.wording", "", o.wordings), Field: t.choice(r, "field_id", "task.field", "task.any_field", o.fields),
		Source: t.choice(r, "source", "task.source", "", o.sources), Each: t.check(r, "each_of", "task.each_of"), Evidence: t.check(r, "evidence_required", "task.evidence_required"),
		Leads: t.several(r, "leads", "task.role.lead", o.assignees), Coordinating: t.several(r, "coordinating", "task.role.coordinate", o.assignees),
		Parts: t.several(r, "parts", "task.parts", o.units), Cures: t.several(r, "cures", "task.cures", o.shortcomings),
	}
	page.Text.Required, page.Given.Required = true, k == nil
	page.Form = t.form(r, action, page.Text, page.Spoken, page.Deadline, page.Given, page.Leads.Field, page.Product, page.Wording.Field)
	page.Hidden = []ui.Pair{
		{Name: "meeting_id", Value: t.values.Get("meeting_id")},
		{Name: "block_id", Value: t.values.Get("block_id")},
		{Name: "shortcoming_id", Value: t.values.Get("shortcoming_id")},
		{Name: "position", Value: t.values.Get("position")},
	}
	return show(ctx, c, t.status(), taskview.Form(page))
}

// taskOptions are what the task form may choose from.
type taskOptions struct{ wordings, sources, fields, units, assignees, shortcomings []ui.Option }

func (p *Pages) taskOptions(ctx context.Context, r room) (taskOptions, error) {
	var o taskOptions
	whole := org.ListQuery{Per: org.MaxPer}
	units, err := p.d.Org.Units(ctx, r.by, r.committee.ID, org.UnitQuery{ListQuery: whole})
	if err != nil {
		return o, err
	}
	members, err := p.d.Org.Members(ctx, r.by, r.committee.ID, org.MemberQuery{ListQuery: whole})
	if err != nil {
		return o, err
	}
	fields, err := p.d.Org.Fields(ctx, r.by, r.committee.ID, org.FieldQuery{ListQuery: whole})
	if err != nil {
		return o, err
	}
	named, err := p.d.Shortcomings.List(ctx, r.by, r.committee.ID, shortcoming.Query{ListQuery: whole})
	if err != nil {
		return o, err
	}
	for _, u := range units.Rows {
		o.units = append(o.units, ui.Option{Value: u.ID.String(), Label: u.Name})
	}
	o.assignees = append(o.assignees, o.units...)
	for _, m := range members.Rows {
		o.assignees = append(o.assignees, ui.Option{Value: "p:" + m.Person.String(), Label: m.FullName, Hint: m.Title})
	}
	for _, f := range fields.Rows {
		o.fields = append(o.fields, ui.Option{Value: f.ID.String(), Label: f.Name})
	}
	for _, s := range named.Rows {
		o.shortcomings = append(o.shortcomings, ui.Option{Value: s.ID.String(), Label: strconv.Itoa(s.Number) + ". " + r.clip(s.Text)})
	}
	for _, w := range []string{"verbatim", "reported"} {
		o.wordings = append(o.wordings, ui.Option{Value: w, Label: r.t("task.wording." + w)})
	}
	for _, s := range []task.SourceKind{task.FromConclusion, task.FromSpeech, task.FromShortcoming, task.FromDirective, task.FromDocument, task.FromUnknown} {
		o.sources = append(o.sources, ui.Option{Value: string(s), Label: r.t("task.source." + string(s))})
	}
	return o, nil
}

// askFanOut asks for the units among which a task is split.
func (p *Pages) askFanOut(ctx context.Context, c *gin.Context, r room) error {
	d, err := p.d.Tasks.Get(ctx, r.by, r.committee.ID, c.Param("task"))
	if err != nil {
		return err
	}
	return p.fanOutForm(ctx, c, r, filled("id", id.ID[any](p.d.NewID()).String(), "version", strconv.Itoa(d.Task.Version)), d.Task)
}

func (p *Pages) fanOutForm(ctx context.Context, c *gin.Context, r room, t typed, k task.Task) error {
	o, err := p.taskOptions(ctx, r)
	if err != nil {
		return err
	}
	units := t.several(r, "units", "nav.units", o.units)
	page := r.actPage(k, r.t("task.fan_out"))
	page.Leads, page.Form = &units, t.form(r, r.taskURL(k.Number, "tach"), units.Field)
	return show(ctx, c, t.status(), taskview.Act(page))
}

func (p *Pages) doFanOut(ctx context.Context, c *gin.Context, r room) error {
	t := posted(c)
	d, err := p.d.Tasks.Get(ctx, r.by, r.committee.ID, c.Param("task"))
	if err != nil {
		return err
	}
	_, err = p.d.Tasks.FanOut(ctx, r.by, task.FanOutTask{
		ID: task.EventID(t.id("id")), Committee: r.committee.ID, Task: d.Task.ID, Version: t.version(), Units: ids[access.UnitID](t.values["units"]),
	})
	if err != nil {
		if t, err = t.refused(r, err); err != nil {
			return err
		}
		return p.fanOutForm(ctx, c, r, t, d.Task)
	}
	return done(c, r.taskURL(d.Task.Number), r.t("task.fanned_out", len(t.values["units"])))
}

// exportTasks writes exactly the list that is seen as a workbook.
func (p *Pages) exportTasks(ctx context.Context, c *gin.Context, r room) error {
	r, err := p.when(c, r)
	if err != nil {
		return err
	}
	q := p.readList(c, taskList(), r.url("nhiem-vu"))
	in := r.readTaskQuery(q)
	return p.exportList(c, r, listExport{
		query: q, title: r.t("nav.tasks"), notes: r.dayNotes(r.past.then.Day, r.past.known),
		rows: func(yield func(ui.Row) error) error {
			return eachPage(func(l org.ListQuery) (org.Page[task.ListRow], error) {
				in.ListQuery = l
				return p.d.Tasks.List(ctx, r.by, in)
			}, in.ListQuery, func(row task.ListRow) error { return yield(r.taskRows(q, []task.ListRow{row})[0]) })
		},
	})
}
