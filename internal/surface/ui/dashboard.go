package ui

import (
	"context"
	"slices"

	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/report"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/id"
	reportview "github.com/dondoc/dondoc/web/views/report"
	"github.com/dondoc/dondoc/web/views/ui"
)

// dashboard is a committee's first page, the head's on a phone: five figures, what waits for me, what gives worry, what I promised,
// what falls due before the next meeting, and one chart with its table, today or as of a day gone by.
// Who only administers the committee has no such page and is sent to theirs: crumbs and the committee's name lead here.
func (p *Pages) dashboard(ctx context.Context, c *gin.Context, r room) error {
	if open := r.sections(); !slices.Contains(open, ui.SectionDashboard) && slices.Contains(open, ui.SectionAdmin) {
		return seeOther(c, r.url("quan-tri"))
	}
	r, err := p.whenShown(c, r)
	if err != nil {
		return err
	}
	o, err := p.d.Reports.Overview(ctx, r.by, r.committee.ID, r.past.asOf)
	if err != nil {
		return err
	}
	base := r.on(r.at(ui.SectionDashboard), r.url(), nil)
	base.Titles = []string{r.t("nav.dashboard")}
	base.TodoCount = len(o.Todo)
	page := reportview.DashboardPage{
		Base: base, Head: ui.PageHead{Title: r.committee.ShortName, Sub: r.committee.Name}, Figures: r.overviewFigures(o), Chart: r.overviewChart(o),
		Updated: r.t("dashboard.updated", r.words.Int(o.Updated), r.words.Int(o.Open), o.SilentDays, share(r, o.Updated, o.Open)),
	}
	if !r.past.then.Past && r.by.MayDecide(r.committee.ID) {
		page.Head.Actions = []ui.Link{{Text: r.t("directive.send"), URL: r.url(directivePart), Icon: ui.IconAdd}}
	}
	for _, t := range o.Todo {
		page.Todo = append(page.Todo, p.todo(r, t))
	}
	r.worries(o, &page)
	page.Owed = r.owed(o)
	return show(ctx, c, r.past.status(), reportview.Dashboard(page))
}

// share is a rate; of nothing there is none.
func share(r room, of, base int) string {
	if base == 0 {
		return "–"
	}
	return r.words.Percent(of, base, 0)
}

// worries are the worst units, the silent ones and the shortcomings that came back.
func (r room) worries(o report.Overview, page *reportview.DashboardPage) {
	for _, u := range o.WorstUnits {
		page.Worst = append(page.Worst, reportview.Item{
			Title: u.Name, Text: r.t("dashboard.worst_text", u.Overdue, u.Longest), URL: r.tasksURL(paramClass, "qua-han", paramUnit, u.Unit.String()),
		})
	}
	for _, u := range o.Silence {
		page.Silence = append(page.Silence, reportview.Item{
			Title: u.Name, Text: r.t("dashboard.silent_days", u.Days), URL: r.tasksURL(paramClass, openWord, paramUnit, u.Unit.String()),
		})
	}
	for _, s := range o.CameBack {
		i := reportview.Item{Title: s.Text, Text: r.t("dashboard.times", s.Times), URL: r.url("ton-tai", number(s.Number))}
		if s.Alarm {
			page.Alarm = append(page.Alarm, i)
		} else {
			page.CameBack = append(page.CameBack, i)
		}
	}
	page.Gaps = r.gaps(o.Gaps)
}

// owed are the reader's own promises, and what falls due before the next meeting; what there is none of is left out.
func (r room) owed(o report.Overview) []reportview.Owed {
	var all []reportview.Owed
	if o.Promises.Count > 0 {
		all = append(all, r.owedPart("loi-hua", r.t("dashboard.promises"), o.Promises, r.tasksURL(paramMine, mineWord)))
	}
	if o.Next.Number > 0 {
		part := r.owedPart("truoc-hop", r.t("dashboard.before", o.Next.HeldOn.VN()), o.Before, r.tasksURL(paramDueBy, o.Next.HeldOn.VN()))
		part.Note, part.Empty = ui.Link{Text: o.Next.Title, URL: r.meetingURL(o.Next.Number)}, r.t("dashboard.before_empty")
		all = append(all, part)
	}
	return all
}

func (r room) owedPart(part, title string, o report.Owed, url string) reportview.Owed {
	p := reportview.Owed{ID: part, Title: title, All: ui.Link{Text: r.t("dashboard.all", r.words.Int(o.Count)), URL: url}}
	for _, t := range o.First {
		p.Items = append(p.Items, reportview.Item{
			Title: r.clip(t.Text), URL: r.taskURL(t.Number), Text: t.Lead, Timing: r.timing(t.Timing, task.Dated{State: t.State, DueOn: t.DueOn}),
		})
	}
	return p
}

// tasksURL is the list of tasks with filters, of the day the page shows.
func (r room) tasksURL(pairs ...string) string {
	return r.thenURL(withQuery(r.url("nhiem-vu"), filled(pairs...).values.Encode()))
}

// gaps lead to the lists of what nobody works on and of what serves nothing that was named.
func (r room) gaps(g *report.Gaps) []ui.Link {
	if g == nil {
		return nil
	}
	var all []ui.Link
	for _, l := range []struct {
		n         int
		word, url string
	}{
		{g.Shortcomings, "dashboard.gap_shortcomings", r.url("ton-tai") + "?" + paramTasks + "=" + withoutTasks + "&" + paramState + "=" + stateUncured},
		{g.Conclusions, "dashboard.gap_conclusions", r.url(conclusionsPart) + "?" + paramTasks + "=" + withoutTasks},
		{g.Tasks, "dashboard.gap_tasks", r.url("nhiem-vu") + "?" + paramCures + "=" + curesNothing + "&" + paramClass + "=" + openWord},
	} {
		if l.n > 0 {
			all = append(all, ui.Link{Text: r.t(l.word, l.n), URL: l.url})
		}
	}
	return all
}

func (r room) overviewFigures(o report.Overview) []ui.Figure {
	base := r.t("dashboard.base", r.words.Int(o.Open))
	waiting := ui.Figure{Number: r.words.Int(o.Waiting), Label: r.t("timing.waiting"), Base: base, URL: r.tasksURL(paramClass, "cho-xac-nhan"), Class: "waiting"}
	if r.by.MayDecide(r.committee.ID) {
		waiting.Number, waiting.Label, waiting.URL = r.words.Int(o.Deciding), r.t("dashboard.deciding"), r.tasksURL(paramClass, decideWord)
	}
	return []ui.Figure{
		{Number: r.words.Int(o.Open), Label: r.t("dashboard.open"), URL: r.tasksURL(paramClass, openWord)},
		{Number: r.words.Int(o.Counts[task.DueSoon]), Label: r.t("dashboard.due_soon", o.SoonDays), Base: base, URL: r.tasksURL(paramClass, "sap-den-han"), Class: "due_soon"},
		{Number: r.words.Int(o.Counts[task.Overdue]), Label: r.t("timing.overdue"), Base: base, URL: r.tasksURL(paramClass, "qua-han"), Class: "overdue"},
		waiting,
		{
			Number: r.words.Int(o.Silent), Label: r.t("dashboard.silent", o.SilentDays), Base: r.t("dashboard.silent_base", r.words.Int(o.Units)),
			URL: r.thenURL(r.url(silentPart)), Class: "no_deadline",
		},
	}
}

// todo is one thing that waits, with its acts: what can be decided by one tap is, what needs a reason has a form. A day gone by has none.
func (p *Pages) todo(r room, t report.Todo) reportview.Item {
	i := reportview.Item{
		What: r.t("dashboard.todo." + string(t.Kind)), Title: r.clip(t.Text), URL: r.taskURL(t.Number), Text: t.Lead,
		Timing: r.timing(t.Timing, task.Dated{State: t.State, DueOn: t.DueOn}),
	}
	if t.Kind == report.TodoExtension {
		i.Text += " · " + r.t("task.asked_due", t.Asked.VN())
	}
	if r.past.then.Past {
		return i
	}
	switch t.Kind {
	case report.TodoConfirm:
		i.Tap = p.tap(r, t, task.EvConfirmed)
		i.Acts = []ui.Link{r.actLink(t.Number, task.EvSentBack), r.actLink(t.Number, task.EvDirective)}
	case report.TodoExtension:
		i.Tap = p.tap(r, t, task.EvExtensionGranted)
		i.Tap.Hidden = append(i.Tap.Hidden, ui.Pair{Name: "due_on", Value: t.Asked.VN()})
		i.Acts = []ui.Link{r.actLink(t.Number, task.EvExtensionRefused), r.actLink(t.Number, task.EvDirective)}
	case report.TodoNoLead, report.TodoReturned:
		i.Acts = []ui.Link{r.actLink(t.Number, task.EvAssigned)}
	case report.TodoSentBack, report.TodoOverdue, report.TodoDueSoon:
		i.Acts = []ui.Link{r.actLink(t.Number, task.EvReported)}
	}
	return i
}

// tap is a decision taken where it is shown. Its id is made once per page, so that a second tap is no second event.
func (p *Pages) tap(r room, t report.Todo, e task.EventKind) *reportview.Tap {
	return &reportview.Tap{
		Text: r.t("dashboard.tap." + string(e)), Label: r.t("dashboard.tap."+string(e)) + ": " + r.t("task.title", t.Number), Action: r.taskURL(t.Number, "quyet", string(e)),
		Hidden: []ui.Pair{{Name: "id", Value: id.ID[any](p.d.NewID()).String()}, {Name: "version", Value: number(t.Version)}},
	}
}

func (r room) actLink(n int, e task.EventKind) ui.Link {
	return ui.Link{Text: r.t("task.act." + string(e)), URL: r.taskURL(n, "viec", string(e))}
}

// overviewChart draws the obligations by class; the table beside it says the same.
func (r room) overviewChart(o report.Overview) ui.Chart {
	chart := ui.Chart{ID: "theo-tinh-trang", Kind: "bar", Title: r.t("dashboard.chart"), Heads: []string{r.t("task.col.class"), r.t("dashboard.count")}}
	for _, w := range classWords {
		n := o.Counts[task.Timing(w.class)]
		if w.class == "waiting" || n == 0 {
			continue
		}
		url := r.tasksURL(paramClass, w.word)
		chart.Rows = append(chart.Rows, ui.ChartRow{Label: r.t("timing." + w.class), URL: url, Values: []ui.ChartValue{{Raw: n, Text: r.words.Int(n), URL: url}}})
	}
	return chart
}
