package ui

import (
	"context"
	"net/http"
	"net/url"
	"strconv"

	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/shortcoming"
	"github.com/dondoc/dondoc/internal/domain/task"
	shortcomingview "github.com/dondoc/dondoc/web/views/shortcoming"
	"github.com/dondoc/dondoc/web/views/ui"
)

func (p *Pages) showShortcoming(ctx context.Context, c *gin.Context, r room) error {
	d, err := p.shortcomingOf(ctx, c, r)
	if err != nil {
		return err
	}
	source := ""
	if d.Wording == meeting.Reported {
		source = r.t("task.wording.reported_plain")
		if m, err := p.d.Meetings.Get(ctx, r.by, r.committee.ID, d.Meeting); err == nil && m.Source != "" {
			source = m.Source
		}
	}
	page := r.shortcomingPage(d, source)
	if err := p.shortcomingFiles(ctx, r, d, &page); err != nil {
		return err
	}
	return show(ctx, c, http.StatusOK, shortcomingview.Show(page))
}

func (r room) shortcomingPage(d shortcoming.Detail, source string) shortcomingview.ShowPage {
	title := r.t("short.title", d.Number)
	page := shortcomingview.ShowPage{
		Base:  r.at(ui.SectionShortcomings, r.shortCrumbs(d.Number)...),
		Head:  ui.PageHead{Title: title, Sub: joined(" · ", r.t("shortcoming.nature."+string(d.Nature)), r.t("shortcoming.state."+string(d.State)))},
		Words: d.Text, Quoted: d.Wording == meeting.Verbatim && !d.Block.IsZero(), Reported: source,
		Thread: r.shortcomingThread(d), Facts: r.shortcomingFacts(d), Chain: r.shortcomingChain(d), Tasks: r.shortcomingTasks(d), Tried: r.shortcomingTried(d),
	}
	if d.Times > 1 {
		page.Head.Chip = r.t("shortcoming.times", d.Times)
	}
	if d.Withdrawn {
		page.Head.Chip = r.t("record.withdrawn")
	}
	page.History = r.shortcomingHistory(d)
	r.shortcomingActs(d, &page)
	return page
}

// shortcomingHistory tells every event with what it changed: a new nature or state stands beside the one before.
func (r room) shortcomingHistory(d shortcoming.Detail) []shortcomingview.Line {
	var lines []shortcomingview.Line
	nature, state := "", ""
	for _, e := range d.Events {
		l := shortcomingview.Line{Day: e.EffectiveOn.VN(), What: r.t("shortcoming.event." + string(e.Kind)), Who: e.Login, Note: e.Note}
		if e.Nature != "" {
			now := r.t("shortcoming.nature." + string(e.Nature))
			l.Detail, nature = joined(" → ", nature, now), now
		}
		if e.State != "" {
			now := r.t("shortcoming.state." + string(e.State))
			l.Detail, state = joined(" · ", l.Detail, joined(" → ", state, now)), now
		}
		l.Detail = joined(" · ", l.Detail, e.Evidence)
		lines = append(lines, l)
	}
	return lines
}

// shortcomingTried are the tasks of the earlier times and how they ended.
func (r room) shortcomingTried(d shortcoming.Detail) *ui.Table {
	if len(d.Tried) == 0 {
		return nil
	}
	t := ui.Table{Caption: r.t("short.tried"), Heads: []ui.Head{
		{Label: r.t("short.col.times")}, {Label: r.t("task.col.text"), Wide: true}, {Label: r.t("task.col.lead")}, {Label: r.t("task.col.due")}, {Label: r.t("short.ended")},
	}}
	for _, k := range d.Tried {
		ended := ui.Cell{Timing: r.timingOf(k.TaskRef)}
		if !k.CompletedOn.IsZero() {
			ended.Sub = k.CompletedOn.VN()
		}
		t.Rows = append(t.Rows, ui.TableRow{Cells: []ui.Cell{
			{Text: strconv.Itoa(k.OfTimes), URL: r.shortURL(k.OfNumber)},
			{Text: strconv.Itoa(k.Number) + ". " + r.clip(k.Text), URL: r.taskURL(k.Number)},
			{Text: k.LeadName},
			{Text: k.DueOn.VN(), Sub: k.DeadlineWords},
			ended,
		}})
	}
	return &t
}

// shortcomingThread leads from the meeting over the remark to this shortcoming and what is to cure it; every link can be followed.
func (r room) shortcomingThread(d shortcoming.Detail) []shortcomingview.Step {
	at := r.meetingURL(d.MeetingNumber)
	steps := []shortcomingview.Step{{What: r.t("task.thread.meeting"), Text: d.MeetingTitle, URL: at, Sub: d.MeetingHeldOn.VN()}}
	if !d.Block.IsZero() {
		s := shortcomingview.Step{
			What: r.t("short.said_by"), Text: d.Speaker, URL: at + "#b-" + d.Block.String(), Sub: r.clip(d.BlockText),
		}
		if s.Text == "" {
			s.Text, s.Sub = r.clip(d.BlockText), ""
		}
		if d.SourceEdited {
			s.Sub = joined(" · ", s.Sub, r.t("task.source_edited"))
		}
		steps = append(steps, s)
	}
	steps = append(steps, shortcomingview.Step{What: r.t("nav.shortcomings"), Text: r.t("short.title", d.Number), Here: true})
	for _, t := range d.Tasks {
		steps = append(steps, shortcomingview.Step{
			What: r.t("task.title", t.Number), Text: r.clip(t.Text), URL: r.url("nhiem-vu", strconv.Itoa(t.Number)), Timing: r.timingOf(t),
		})
	}
	return append(steps, shortcomingview.Step{What: r.t("thread.whole"), Text: r.t("thread.title"), URL: r.url(threadPart, "ton-tai", number(d.Number))})
}

func (r room) timingOf(t shortcoming.TaskRef) ui.Timing {
	dated := task.Dated{State: task.State(t.State), DeadlineKind: t.DeadlineKind, DueOn: t.DueOn, CompletedOn: t.CompletedOn}
	return r.timing(task.TimingOn(dated, r.today, r.committee.DueSoonDays), dated)
}

func (r room) shortcomingFacts(d shortcoming.Detail) []ui.Term {
	var facts []ui.Term
	for _, f := range []ui.Term{
		{Name: r.t("short.nature"), Text: r.t("shortcoming.nature." + string(d.Nature))},
		{Name: r.t("column.state"), Text: r.t("shortcoming.state." + string(d.State))},
		{Name: r.t("short.raised"), Text: d.RaisedOn.VN(), Sub: r.t("shortcoming.times", d.Times)},
		{Name: r.t("short.cured"), Text: d.CuredOn.VN()},
		{Name: r.t("column.field"), Text: d.FieldName},
		{Name: r.t("short.units"), Text: allUnitNames(d.Units)},
		{Name: r.t("short.cause_objective"), Text: d.CauseObjective},
		{Name: r.t("short.cause_subjective"), Text: d.CauseSubjective},
	} {
		if f.Text != "" {
			facts = append(facts, f)
		}
	}
	return facts
}

func allUnitNames(units []shortcoming.Unit) string {
	names := make([]string, len(units))
	for i, u := range units {
		names[i] = u.Name
	}
	return joined("; ", names...)
}

// shortcomingChain are the times it was named before and after, the first on top.
func (r room) shortcomingChain(d shortcoming.Detail) *ui.Table {
	if len(d.Earlier)+len(d.Later) == 0 {
		return nil
	}
	t := ui.Table{Caption: r.t("short.chain"), Heads: []ui.Head{
		{Label: r.t("short.col.times")}, {Label: r.t("column.text"), Wide: true}, {Label: r.t("column.meeting"), Short: true}, {Label: r.t("column.state")},
	}}
	add := func(s shortcoming.Ref) {
		t.Rows = append(t.Rows, ui.TableRow{Cells: []ui.Cell{
			{Text: strconv.Itoa(s.Times)},
			{Text: strconv.Itoa(s.Number) + ". " + r.clip(s.Text), URL: r.shortURL(s.Number)},
			{Text: s.RaisedOn.VN(), URL: r.meetingURL(s.MeetingNumber)},
			{Text: r.t("shortcoming.state." + string(s.State))},
		}})
	}
	for i := len(d.Earlier) - 1; i >= 0; i-- {
		add(d.Earlier[i])
	}
	t.Rows = append(t.Rows, ui.TableRow{Total: true, Cells: []ui.Cell{
		{Text: strconv.Itoa(d.Times)},
		{Text: strconv.Itoa(d.Number) + ". " + r.t("short.this_one")},
		{Text: d.RaisedOn.VN(), URL: r.meetingURL(d.MeetingNumber)},
		{Text: r.t("shortcoming.state." + string(d.State))},
	}})
	for _, s := range d.Later {
		add(s)
	}
	return &t
}

func (r room) shortcomingTasks(d shortcoming.Detail) *ui.Table {
	if len(d.Tasks) == 0 {
		return nil
	}
	t := ui.Table{Caption: r.t("short.tasks"), Heads: []ui.Head{
		{Label: r.t("column.number")}, {Label: r.t("task.col.text"), Wide: true}, {Label: r.t("task.col.lead")}, {Label: r.t("task.col.due")}, {Label: r.t("task.col.class")},
	}}
	for _, k := range d.Tasks {
		lead := k.LeadName
		if lead == "" {
			lead = r.t("task.no_lead")
		}
		number := strconv.Itoa(k.Number)
		t.Rows = append(t.Rows, ui.TableRow{Cells: []ui.Cell{
			{Text: number, URL: r.url("nhiem-vu", number)},
			{Text: r.clip(k.Text), URL: r.url("nhiem-vu", number)},
			{Text: lead},
			{Text: k.DueOn.VN(), Sub: k.DeadlineWords},
			{Timing: r.timingOf(k)},
		}})
	}
	return &t
}

// shortcomingActs puts in front what is most likely next: a task for what nobody works on, else the next state.
func (r room) shortcomingActs(d shortcoming.Detail, page *shortcomingview.ShowPage) {
	if !shortcoming.MayRecord(r.by, r.committee.ID) {
		return
	}
	act := func(name, word string) ui.Link {
		return ui.Link{Text: r.t(word), URL: r.shortURL(d.Number, "viec", name)}
	}
	if d.Withdrawn {
		restore := act(actRestore, "action.restore")
		page.Next = &restore
		return
	}
	page.NewTask = &ui.Link{Text: r.t("short.new_task"), URL: r.curingTaskURL(d)}
	move := act(actMove, "short.act.move")
	page.Next = &move
	if len(d.Tasks) == 0 {
		page.Next = page.NewTask
		page.Others, page.NewTask = append(page.Others, move), nil
	}
	page.Others = append(page.Others,
		ui.Link{Text: r.t("action.edit"), URL: r.shortURL(d.Number, "sua")},
		act(actReclass, "short.act.reclass"), act(actLink, "short.act.link"), act(actWithdraw, "action.withdraw"))
}

// curingTaskURL starts a task that is to cure the shortcoming.
func (r room) curingTaskURL(d shortcoming.Detail) string {
	q := url.Values{"shortcoming_id": {d.ID.String()}, "source": {string(task.FromShortcoming)}, "meeting_id": {d.Meeting.String()}, "given_on": {d.RaisedOn.VN()}, "wording": {string(d.Wording)}}
	if !d.Block.IsZero() {
		q.Set("block_id", d.Block.String())
	}
	return r.url("nhiem-vu", "moi") + "?" + q.Encode()
}
