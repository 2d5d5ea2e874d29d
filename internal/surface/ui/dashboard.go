package ui

import (
	"context"
	"net/http"
	"slices"

	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/report"
	"github.com/dondoc/dondoc/internal/domain/task"
	reportview "github.com/dondoc/dondoc/web/views/report"
	"github.com/dondoc/dondoc/web/views/ui"
)

// dashboard is a committee's first page: five figures, what waits for me, what gives worry, one chart with its table.
// Who only administers the committee has no such page and is sent to theirs: crumbs and the committee's name lead here.
func (p *Pages) dashboard(ctx context.Context, c *gin.Context, r room) error {
	if open := r.sections(); !slices.Contains(open, ui.SectionDashboard) && slices.Contains(open, ui.SectionAdmin) {
		return seeOther(c, r.url("quan-tri"))
	}
	o, err := p.d.Reports.Overview(ctx, r.by, r.committee.ID)
	if err != nil {
		return err
	}
	base := r.at(ui.SectionDashboard)
	base.Titles = []string{r.t("nav.dashboard")}
	base.TodoCount = len(o.Todo)
	base.AsOf = ui.AsOf{Date: r.today.VN()}
	page := reportview.DashboardPage{Base: base, Head: ui.PageHead{Title: r.committee.ShortName, Sub: r.committee.Name}, Figures: r.overviewFigures(o), Chart: r.overviewChart(o)}
	for _, t := range o.Todo {
		page.Todo = append(page.Todo, r.todo(t))
	}
	for _, u := range o.WorstUnits {
		page.Worst = append(page.Worst, reportview.Item{
			Title: u.Name, Text: r.t("dashboard.worst_text", u.Overdue, u.Longest), URL: r.url("nhiem-vu") + "?" + paramClass + "=qua-han&" + paramUnit + "=" + u.Unit.String(),
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
	return show(ctx, c, http.StatusOK, reportview.Dashboard(page))
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
	list := r.url("nhiem-vu")
	base := r.t("dashboard.base", r.words.Int(o.Open))
	return []ui.Figure{
		{Number: r.words.Int(o.Open), Label: r.t("dashboard.open"), URL: list + "?" + paramClass + "=dang-mo"},
		{Number: r.words.Int(o.Counts[task.DueSoon]), Label: r.t("dashboard.due_soon", o.SoonDays), Base: base, URL: list + "?" + paramClass + "=sap-den-han", Class: "due_soon"},
		{Number: r.words.Int(o.Counts[task.Overdue]), Label: r.t("timing.overdue"), Base: base, URL: list + "?" + paramClass + "=qua-han", Class: "overdue"},
		{Number: r.words.Int(o.Waiting), Label: r.t("timing.waiting"), Base: base, URL: list + "?" + paramClass + "=cho-xac-nhan", Class: "waiting"},
		{
			Number: r.words.Int(o.Silent), Label: r.t("dashboard.silent", o.SilentDays), Base: r.t("dashboard.silent_base", r.words.Int(o.Units)),
			URL: r.url(silentPart), Class: "no_deadline",
		},
	}
}

func (r room) todo(t report.Todo) reportview.Item {
	i := reportview.Item{
		What: r.t("dashboard.todo." + string(t.Kind)), Title: r.clip(t.Text), URL: r.taskURL(t.Number), Text: t.Lead,
		Timing: r.timing(t.Timing, task.Dated{State: t.State, DueOn: t.DueOn}),
	}
	switch t.Kind {
	case report.TodoConfirm:
		i.Acts = []ui.Link{r.actLink(t.Number, task.EvConfirmed), r.actLink(t.Number, task.EvSentBack)}
	case report.TodoExtension:
		i.Text += " · " + r.t("task.asked_due", t.Asked.VN())
		i.Acts = []ui.Link{r.actLink(t.Number, task.EvExtensionGranted), r.actLink(t.Number, task.EvExtensionRefused)}
	case report.TodoNoLead, report.TodoReturned:
		i.Acts = []ui.Link{r.actLink(t.Number, task.EvAssigned)}
	case report.TodoSentBack, report.TodoOverdue, report.TodoDueSoon:
		i.Acts = []ui.Link{r.actLink(t.Number, task.EvReported)}
	}
	return i
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
		url := r.url("nhiem-vu") + "?" + paramClass + "=" + w.word
		chart.Rows = append(chart.Rows, ui.ChartRow{Label: r.t("timing." + w.class), URL: url, Values: []ui.ChartValue{{Raw: n, Text: r.words.Int(n), URL: url}}})
	}
	return chart
}
