package ui

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/attach"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	taskview "github.com/dondoc/dondoc/web/views/task"
	"github.com/dondoc/dondoc/web/views/ui"
)

func (p *Pages) showTask(ctx context.Context, c *gin.Context, r room) error {
	d, err := p.d.Tasks.Get(ctx, r.by, r.committee.ID, c.Param("task"))
	if err != nil {
		return err
	}
	files, err := p.d.Attach.Of(ctx, r.by, r.committee.ID, attach.OfTask, attach.OwnerID(d.Task.ID))
	if err != nil {
		return err
	}
	return show(ctx, c, http.StatusOK, taskview.Show(r.taskPage(d, files)))
}

func (r room) taskURL(number int, parts ...string) string {
	return r.url(append([]string{"nhiem-vu", strconv.Itoa(number)}, parts...)...)
}

func (r room) taskPage(d task.Detail, files []attach.Attachment) taskview.ShowPage {
	t := d.Task
	title := r.t("task.title", t.Number)
	page := taskview.ShowPage{
		Base:   r.at(ui.SectionTasks, ui.Link{Text: r.t("nav.tasks"), URL: r.url("nhiem-vu")}, ui.Link{Text: title}),
		Head:   ui.PageHead{Title: title, Timing: r.timing(d.Timing, t.Dated()), Sub: r.t("task.state." + string(t.State))},
		Words:  t.Text,
		Thread: r.thread(d), Facts: r.taskFacts(d), History: r.history(d),
	}
	if !t.Form.Counted() { // it only groups obligations; their own classes count
		page.Head.Timing, page.Head.Sub = ui.Timing{}, r.t("task.form."+string(t.Form))
	}
	if t.SpokenText != "" {
		page.Words, page.Quoted = t.SpokenText, true
	}
	if t.Wording == "reported" {
		page.Quoted, page.Reported = false, d.Origin.MeetingSource
		if page.Reported == "" {
			page.Reported = r.t("task.wording.reported_plain")
		}
	}
	for _, m := range d.Missing {
		page.Missing = append(page.Missing, r.words.Message(m))
	}
	r.taskChildren(d, &page)
	r.taskActs(d, &page)
	page.Files = r.fileRows(files, func(f attach.Attachment) string { return r.taskURL(t.Number, filesPart, f.ID.String(), removePart) })
	return page
}

// thread lists the links of the chain the reader may follow, from the remark down to this task and up again.
func (r room) thread(d task.Detail) []taskview.Step {
	var steps []taskview.Step
	o := d.Origin
	meetingURL := r.url("hoi-nghi", strconv.Itoa(o.MeetingNumber))
	if o.MeetingNumber > 0 {
		steps = append(steps, taskview.Step{What: r.t("task.thread.meeting"), Text: o.MeetingTitle, URL: meetingURL, Sub: strings.Trim(o.HeldOn.VN()+" · "+o.MeetingPlace, " ·")})
	}
	if !o.Block.IsZero() {
		s := taskview.Step{
			What: r.t("task.source." + string(d.Task.Source.Kind)), Text: r.clip(o.BlockText), Quote: o.BlockWording == "verbatim",
			URL: meetingURL + "#b-" + o.Block.String(), Sub: strings.Trim(o.Speaker+", "+o.SpeakerPost, ", "),
		}
		if o.Edited {
			s.Sub += " · " + r.t("task.source_edited")
		}
		steps = append(steps, s)
	}
	if o.ShortcomingNo > 0 {
		steps = append(steps, r.shortcomingStep(o.ShortcomingNo, o.ShortText))
	}
	for _, s := range d.Cures {
		if s.Number != o.ShortcomingNo {
			steps = append(steps, r.shortcomingStep(s.Number, s.Text))
		}
	}
	if d.Task.Source.Document != "" {
		steps = append(steps, taskview.Step{What: r.t("task.source.document"), Text: d.Task.Source.Document})
	}
	if len(steps) == 0 {
		steps = append(steps, taskview.Step{What: r.t("task.thread.source"), Text: r.t("task.source." + string(d.Task.Source.Kind))})
	}
	for _, up := range []struct {
		key  string
		link task.Linked
	}{{"task.form.fan_out", d.Parent}, {"task.form.series", d.Series}} {
		if up.link.Number > 0 {
			steps = append(steps, taskview.Step{What: r.t(up.key), Text: r.clip(up.link.Text), URL: r.taskURL(up.link.Number)})
		}
	}
	steps = append(steps, r.kinSteps(d.Lineage, false)...)
	steps = append(steps, taskview.Step{What: r.t("task.thread.task"), Text: r.t("task.title", d.Task.Number), Here: true})
	steps = append(steps, r.kinSteps(d.Lineage, true)...)
	if d.Period != "" {
		figure := taskview.Step{What: r.t("task.thread.figure"), Text: r.halfYearName(d.Period)}
		if r.by.May(r.committee.ID, access.ReadIssued) {
			figure.URL = r.url("bao-cao", d.Period)
		}
		steps = append(steps, figure)
	}
	return append(steps, taskview.Step{What: r.t("thread.whole"), Text: r.t("thread.title"), URL: r.url(threadPart, "nhiem-vu", number(d.Task.Number))})
}

func (r room) shortcomingStep(number int, text string) taskview.Step {
	return taskview.Step{What: r.t("task.source.shortcoming"), Text: r.clip(text), URL: r.url("ton-tai", strconv.Itoa(number))}
}

func (r room) taskFacts(d task.Detail) []ui.Term {
	t := d.Task
	facts := []ui.Term{{Name: r.t("task.role.lead"), Text: r.t("task.no_lead")}}
	if leads := r.names(t.Assignees, task.Lead); leads != "" {
		facts[0].Text = leads
	}
	for _, role := range []task.AssigneeRole{task.Coordinate, task.Advise, task.Receive} {
		if role == task.Coordinate {
			facts = append(facts, r.partnerFacts(t)...)
		} else if names := r.names(t.Assignees, role); names != "" {
			facts = append(facts, ui.Term{Name: r.t("task.role." + string(role)), Text: names})
		}
	}
	if len(t.Addressees) > 0 {
		facts = append(facts, ui.Term{Name: r.t("task.addressees"), Text: strings.Join(t.Addressees, "; ")})
	}
	due := ui.Term{Name: r.t("task.deadline"), Text: t.Deadline.Words, Sub: r.understood(t)}
	if due.Text == "" {
		due.Text = r.t("timing.no_deadline")
	}
	facts = append(facts, due)
	if !t.AskedDueOn.IsZero() {
		facts = append(facts, ui.Term{Name: r.t("task.extension_waiting"), Text: t.AskedDueOn.VN()})
	}
	facts = append(facts, ui.Term{Name: r.t("task.given"), Text: t.GivenOn.VN()})
	if n := d.Reminded(); n > 0 {
		facts = append(facts, ui.Term{Name: r.t("remind.title"), Text: r.t("remind.count", n)})
	}
	for _, f := range []ui.Term{
		{Name: r.t("task.completed"), Text: t.CompletedOn.VN()},
		{Name: r.t("task.field"), Text: d.Field},
		{Name: r.t("task.product"), Text: t.Product},
	} {
		if f.Text != "" {
			facts = append(facts, f)
		}
	}
	return facts
}

// partnerFacts are the co-ordinating units, each with its part, its own deadline and its reply.
func (r room) partnerFacts(t task.Task) []ui.Term {
	var facts []ui.Term
	for _, a := range t.Assignees {
		if a.Role != task.Coordinate {
			continue
		}
		f := ui.Term{Name: r.t("task.role.coordinate"), Text: a.Name}
		said := []string{a.Part}
		if !a.Due.IsZero() {
			said = append(said, r.t("task.part_due_on", a.Due.VN()))
		}
		if a.Reply.IsZero() {
			said = append(said, r.t("task.part_open"))
		} else {
			said = append(said, r.t("task.part_replied", a.Reply.VN()))
		}
		f.Sub = strings.Trim(strings.Join(said, " · "), " ·")
		facts = append(facts, f)
	}
	return facts
}

// understood says what the deadline words were taken to mean, and what an extension made of it.
func (r room) understood(t task.Task) string {
	switch {
	case !t.DueOn.IsZero() && t.FirstDueOn != t.DueOn:
		return r.t("distance.extended", t.FirstDueOn.VN(), t.DueOn.VN())
	case !t.DueOn.IsZero():
		return r.t("task.understood_due", t.DueOn.VN())
	}
	return r.t("deadline.kind." + t.DeadlineKind)
}

func (r room) names(all []task.Assignee, role task.AssigneeRole) string {
	var names []string
	for _, a := range all {
		if a.Role == role {
			names = append(names, a.Name)
		}
	}
	return strings.Join(names, "; ")
}

func (r room) history(d task.Detail) []taskview.Line {
	lines := make([]taskview.Line, 0, len(d.History))
	for _, e := range d.History {
		if e.Kind == task.EvUndone {
			continue // the event it took back says so
		}
		l := taskview.Line{Day: e.EffectiveOn.VN(), What: r.t("task.event." + string(e.Kind)), Who: r.who(e.ActorName, e.Declared), Text: e.Actions}
		if l.Text == "" {
			l.Text = e.Note
		} else if e.Note != "" {
			l.Details = append(l.Details, e.Note)
		}
		if e.Obstacles != "" {
			l.Details = append(l.Details, r.t("task.obstacles")+": "+e.Obstacles)
		}
		if !e.CompletedOn.IsZero() {
			l.Details = append(l.Details, r.t("task.completed")+": "+e.CompletedOn.VN())
		}
		if !e.AskedDueOn.IsZero() {
			l.Details = append(l.Details, r.t("task.asked_due", e.AskedDueOn.VN()))
		}
		if e.SetsDue && !e.DueOn.IsZero() {
			l.Details = append(l.Details, r.t("task.understood_due", e.DueOn.VN()))
		}
		if e.Text != "" {
			l.Details = append(l.Details, e.Text)
		}
		l.Details = append(l.Details, r.eventDetails(e)...)
		if e.Undone {
			l.Undone = r.t("task.undone")
		}
		if e.BackDated() {
			l.Recorded = r.t("task.recorded_on", e.RecordedDay().VN())
		}
		lines = append(lines, l)
	}
	return lines
}

// who is somebody who wrote an event; declared are the words of a sender without an account.
func (r room) who(name, declared string) string {
	if declared == "" {
		return name
	}
	return r.t("answer_link.by", declared)
}

// eventDetails are what only some kinds of events bear.
func (r room) eventDetails(e task.Event) []string {
	var all []string
	say := func(yes bool, key string, args ...any) {
		if yes {
			all = append(all, r.t(key, args...))
		}
	}
	say(e.Late && e.Kind == task.EvExtensionAsked, "task.asked_late")
	say(e.Evidence != "", "task.evidence_named", e.Evidence)
	say(e.EventName != "", "task.event_entered_as", e.EventName, e.EventOn.VN())
	say(e.Carry != "", "task.carried", r.t("carry."+string(e.Carry)), r.periodName(e.Period))
	for _, m := range e.Mentions {
		say(true, "task.mentioned", m.Name)
	}
	if e.Kind == task.EvPartsSet {
		for _, a := range e.Assignees {
			say(a.Part != "", "task.part_of", a.Name, a.Part)
		}
	}
	if e.Kind == task.EvContributed {
		say(e.ForName != "", "task.replied_for", e.ForName)
	}
	return all
}

func (r room) taskChildren(d task.Detail, page *taskview.ShowPage) {
	if len(d.Children) == 0 {
		return
	}
	table := ui.Table{
		Caption: r.t("task.children"), Headed: true,
		Heads: []ui.Head{{Label: r.t("task.col.number")}, {Label: r.t("nav.units"), Wide: true}, {Label: r.t("task.col.due")}, {Label: r.t("task.col.class")}},
	}
	for _, c := range d.Children {
		name := c.Unit
		if name == "" {
			name = c.OccursOn.VN()
		}
		table.Rows = append(table.Rows, ui.TableRow{Cells: []ui.Cell{
			{Text: strconv.Itoa(c.Number), URL: r.taskURL(c.Number)},
			{Text: name},
			{Text: c.DueOn.VN()},
			{Timing: r.timing(c.Timing, task.Dated{State: c.State, DueOn: c.DueOn, CompletedOn: c.CompletedOn})},
		}})
	}
	page.Children, page.DoneOf = &table, r.t("task.done_of", d.DoneOf, len(d.Children))
}

// nextAct is what waits for the reader: a decision, else a reply, else the first move that carries the task on.
func nextAct(d task.Detail) task.EventKind {
	if d.DoneOf > 0 && d.DoneOf == len(d.Children) && slices.Contains(d.Moves, task.EvConcluded) {
		return task.EvConcluded
	}
	for _, e := range []task.EventKind{task.EvConfirmed, task.EvExtensionGranted} {
		if slices.Contains(d.Moves, e) {
			return e
		}
	}
	for _, e := range d.Moves {
		switch e {
		case task.EvComment, task.EvDirective, task.EvCancelled, task.EvConcluded, task.EvPartsSet, task.EvEventEntered, task.EvDeadlineSet:
			continue // these are asked for, not waited for
		case task.EvContributed:
			if len(d.Moves) > 2 { // somebody who does more than reply and comment
				continue
			}
		default:
		}
		return e
	}
	return ""
}

// taskActs puts the one act the reader most likely came for in front, the others behind a menu.
func (r room) taskActs(d task.Detail, page *taskview.ShowPage) {
	next := nextAct(d)
	for _, e := range d.Moves {
		l := ui.Link{Text: r.t("task.act." + string(e)), URL: r.taskURL(d.Task.Number, "viec", string(e))}
		if e == next {
			page.Next = &l
			continue
		}
		page.Others = append(page.Others, l)
	}
	if r.by.MayRecord(r.committee.ID) {
		page.Others = append(page.Others,
			ui.Link{Text: r.t("action.edit"), URL: r.taskURL(d.Task.Number, "sua")},
			ui.Link{Text: r.t("task.fan_out"), URL: r.taskURL(d.Task.Number, "tach")})
	}
	page.HistoryURL = r.taskURL(d.Task.Number, historyPart)
	if d.Undo != nil {
		page.Undo = &taskview.UndoBar{
			Text: r.t("task.undo_offer", r.t("task.event."+string(d.Undo.Kind)), hourOf(d.Undo.Until)),
			URL:  r.taskURL(d.Task.Number, undoPart, d.Undo.Event.String()),
		}
	}
	if d.MayAttach {
		page.EvidenceURL = r.taskURL(d.Task.Number, filesPart)
	}
}
