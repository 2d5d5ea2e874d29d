package ui

import (
	"context"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/export"
	"github.com/dondoc/dondoc/internal/domain/report"
	"github.com/dondoc/dondoc/internal/surface/excel"
	reportview "github.com/dondoc/dondoc/web/views/report"
	"github.com/dondoc/dondoc/web/views/ui"
)

func (p *Pages) mountReports(c *gin.RouterGroup, in mounter) {
	c.GET("/bao-cao", in(p.presentReport))
	p.mountFreezes(c, in)
	c.GET("/bao-cao/:period", in(p.showReport))
	c.GET("/bao-cao/:period/excel", in(p.exportReport))
	c.GET("/bao-cao/:period/nhiem-vu", in(p.listBehind))
	mountExport(c, "/bao-cao/:period/nhiem-vu", in(p.exportBehind))
}

// presentReport goes to the report of the half-year that today belongs to.
func (p *Pages) presentReport(ctx context.Context, c *gin.Context, r room) error {
	code, err := p.d.Reports.PresentPeriod(ctx, r.by, r.committee.ID)
	if err != nil {
		return err
	}
	return seeOther(c, r.url("bao-cao", code))
}

// readReportQuery reads which report an address asks for. A day that is none is refused at its field.
func (r room) readReportQuery(c *gin.Context) report.Query {
	on, _ := r.asOf(c)
	frozen, _ := strconv.Atoi(c.Query(paramFrozen)) // what is no number is the report as counted now
	return report.Query{Committee: r.committee.ID, Period: c.Param("period"), AsOf: on.Day, Known: on.Known, Frozen: max(frozen, 0)}
}

func (p *Pages) showReport(ctx context.Context, c *gin.Context, r room) error {
	q := r.readReportQuery(c)
	q.Alone = c.Query(paramCompare) == ""
	h, err := p.d.Reports.HalfYear(ctx, r.by, q)
	wrong, isWrong := r.wrongDayOf(c, err)
	if isWrong { // the day is said at its field, over the present figures
		h, err = p.d.Reports.HalfYear(ctx, r.by, report.Query{Committee: q.Committee, Period: q.Period})
	}
	if err != nil {
		return err
	}
	fixed, err := p.d.Reports.Freezes(ctx, r.by, r.committee.ID, h.Period.Code)
	if err != nil {
		return err
	}
	_, known := r.asOf(c)
	known = known && !isWrong
	v := reportLinks{r: r, h: h, asOf: c.Query(paramAsOf), known: known}
	day := *r.asOfForm("", nil, h.AsOf, known)
	if isWrong {
		v.asOf, r.past.wrong = "", wrong
		day.Day.Value, day.Day.Error = wrong.typed, wrong.words
	}
	title := r.t("report.title", r.halfYearName(h.Period.Code))
	base := r.at(ui.SectionReports, ui.Link{Text: r.t("nav.reports"), URL: r.url("bao-cao")}, ui.Link{Text: r.halfYearName(h.Period.Code)})
	base.AsOf = ui.AsOf{Date: h.AsOf.VN(), Past: h.AsOf != r.today, Known: known}
	if v.asOf != "" {
		base.AsOf.TodayURL = r.url("bao-cao", h.Period.Code)
	}
	return show(ctx, c, r.past.status(), reportview.Report(reportview.ReportPage{
		Base: base, Period: h.Period.Code,
		Head: ui.PageHead{
			Title: title, Sub: r.t("report.span", h.Period.Start.VN(), h.Period.End.VN()),
			Actions: append(v.actions(), ui.Link{Text: r.t("writing.title"), URL: v.address(writingPart), Icon: ui.IconWord}),
		},
		Frozen:  append(v.frozen(fixed), v.compareNotice(q.Alone)...),
		Periods: v.periods(), AsOf: day,
		Totals: v.totals(), Identities: v.identities(), Tables: v.tables(), Charts: v.charts(),
	}))
}

// exportReport streams the half-year workbook. It is made before the first byte is sent, so that a failure is still an answer.
func (p *Pages) exportReport(ctx context.Context, c *gin.Context, r room) error {
	var code string
	var book *excel.Book
	large := false
	err := p.d.Reports.WithTasks(ctx, r.by, r.readReportQuery(c), func(h report.HalfYear, walk report.Walk) error {
		code = h.Period.Code
		if large = export.Large(h.Totals.Total + h.Totals.Cancelled); large {
			return nil
		}
		var err error
		if h.Frozen != nil {
			code += "-" + r.t("freeze.file", h.Frozen.Number)
		}
		book, err = excel.HalfYearBook(h, walk, excel.Options{Words: r.words, Base: p.d.BaseURL})
		return err
	})
	if err != nil {
		return err
	}
	if large {
		return seeOther(c, r.newExportURL(c.Param("period"), c.Request.URL.Query()))
	}
	return sendBook(c, r.t("report.file", r.committee.Code, strings.ToLower(code)), book)
}

// reportLinks writes a report's figures with the addresses of the lists behind them.
type reportLinks struct {
	r     room
	h     report.HalfYear
	asOf  string // as the address had it; empty: today
	known bool   // only what was known by then
}

// address is a page below this report, keeping the as-of day.
func (v reportLinks) address(part string, pairs ...string) string {
	q := url.Values{}
	switch {
	case v.h.Frozen != nil:
		q.Set(paramFrozen, number(v.h.Frozen.Number))
	case v.asOf != "":
		q.Set(paramAsOf, v.asOf)
		if v.known {
			q.Set(paramKnown, knownThen)
		}
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			q.Set(pairs[i], pairs[i+1])
		}
	}
	at := v.r.url("bao-cao", v.h.Period.Code, part)
	if len(q) == 0 {
		return at
	}
	return at + "?" + q.Encode()
}

func (v reportLinks) behind(figure string, pairs ...string) string {
	return v.address("nhiem-vu", append([]string{"so", figure}, pairs...)...)
}

func (v reportLinks) periods() []reportview.PeriodLink {
	p := v.h.Period.Next()
	if p.IsZero() { // a term of office: what lies beside it only the list of periods knows
		return []reportview.PeriodLink{{Link: ui.Link{Text: v.r.halfYearName(v.h.Period.Code), URL: v.r.url("bao-cao", v.h.Period.Code)}, Here: true}}
	}
	if p.Start.After(v.r.today) {
		p = v.h.Period // there is no report of a half-year that has not begun
	}
	var all []reportview.PeriodLink
	for range 4 {
		all = append(all, reportview.PeriodLink{Link: ui.Link{Text: v.r.halfYearName(p.Code), URL: v.r.url("bao-cao", p.Code)}, Here: p.Code == v.h.Period.Code})
		p = p.Previous()
	}
	return all
}

func (v reportLinks) totals() []ui.Figure {
	f, r := v.h.Totals, v.r
	base := r.t("report.of_total", r.words.Int(f.Total))
	return []ui.Figure{
		{Number: r.words.Int(f.Total), Label: r.t("figure.total"), URL: v.behind("total"), Base: r.t("report.carried_and_given", r.words.Int(v.h.CarriedIn), r.words.Int(v.h.Given))},
		{Number: r.words.Int(f.Done), Label: r.t("figure.done"), URL: v.behind("done"), Base: base, Class: "done_in_time"},
		{Number: r.words.Int(f.NotDone), Label: r.t("figure.not_done"), URL: v.behind("not_done"), Base: base, Class: "in_time"},
		{Number: r.words.Int(f.Overdue), Label: r.t("figure.overdue"), URL: v.behind("overdue"), Base: base, Class: "overdue"},
		{Number: r.words.Int(f.Waiting), Label: r.t("figure.waiting"), URL: v.behind("waiting"), Base: base, Class: "waiting"},
	}
}

func (v reportLinks) identities() []reportview.Identity {
	var all []reportview.Identity
	for _, i := range v.h.Identities {
		parts := make([]string, len(i.Right))
		for n, x := range i.Right {
			parts[n] = v.r.words.Int(x)
		}
		sign := " = "
		if !i.Holds {
			sign = " ≠ "
		}
		key, unit, _ := strings.Cut(i.Key, " ")
		all = append(all, reportview.Identity{Name: strings.TrimSpace(v.r.t(key) + " " + unit), Text: v.r.words.Int(i.Left) + sign + strings.Join(parts, " + "), Holds: i.Holds})
	}
	return all
}

func (v reportLinks) tables() []reportview.Part {
	r := v.r
	units := reportview.Part{ID: "theo-don-vi", Title: r.t("report.by_unit"), Table: v.figuresTable(r.t("report.by_unit"), r.t("nav.units"))}
	for _, u := range v.h.ByUnit {
		units.Table.Rows = append(units.Table.Rows, v.figuresRow(u.Name, u.Figures, "don-vi", u.Unit.String()))
	}
	if v.h.NoLead.Total > 0 || v.h.NoLead.Cancelled > 0 {
		units.Table.Rows = append(units.Table.Rows, v.figuresRow(r.t("task.no_lead"), v.h.NoLead, "don-vi", "chua-co"))
	}
	units.Table.Foot = []ui.TableRow{v.total(v.figuresRow(r.t("figure.total"), v.h.Totals))}
	if d := v.h.TwoLeads(); d > 0 {
		units.Note = r.t("report.two_leads", d)
	}
	fields := reportview.Part{ID: "theo-linh-vuc", Title: r.t("report.by_field"), Table: v.figuresTable(r.t("report.by_field"), r.t("task.field"))}
	for _, f := range v.h.ByField {
		name, key := f.Name, f.Field.String()
		if name == "" {
			name, key = r.t("report.no_field"), "chua-co"
		}
		fields.Table.Rows = append(fields.Table.Rows, v.figuresRow(name, f.Figures, "linh-vuc", key))
	}
	fields.Table.Foot = []ui.TableRow{v.total(v.figuresRow(r.t("figure.total"), v.h.Totals))}
	parts := []reportview.Part{units}
	if len(v.h.Merged) > 0 {
		parts = append(parts, v.merged())
	}
	parts = append(parts, fields, v.rates(), v.deadlines())
	if len(v.h.Comparison) > 0 {
		parts = append(parts, v.comparison())
	}
	if len(v.h.Breaks) > 0 {
		parts = append(parts, v.breaks())
	}
	return append(parts, v.shortcomings(), v.meetings())
}

// shownFigures are the columns of the tables by unit and field.
func shownFigures() []string {
	return []string{"total", "done", "done_in_time", "done_late", "done_no_deadline", "not_done", "in_time", "overdue", "no_deadline", "paused", "waiting"}
}

func (v reportLinks) figuresTable(caption, first string) ui.Table {
	t := ui.Table{Caption: caption, Headed: true, Numbers: true, Heads: []ui.Head{{Label: first, Wide: true}}}
	for _, name := range shownFigures() {
		t.Heads = append(t.Heads, ui.Head{Label: v.r.t("figure." + name), Num: true})
	}
	return t
}

func (v reportLinks) figuresRow(name string, f report.Figures, pairs ...string) ui.TableRow {
	row := ui.TableRow{Cells: []ui.Cell{{Text: name}}}
	for _, figure := range shownFigures() {
		n, _ := f.Get(figure)
		cell := ui.Cell{Text: v.r.words.Int(n)}
		if n > 0 {
			cell.URL = v.behind(figure, pairs...)
		}
		row.Cells = append(row.Cells, cell)
	}
	return row
}

func (v reportLinks) total(row ui.TableRow) ui.TableRow {
	row.Total = true
	return row
}

func (v reportLinks) rates() reportview.Part {
	r := v.r
	t := ui.Table{Caption: r.t("report.rates"), Headed: true, Heads: []ui.Head{{Label: r.t("report.rate"), Wide: true}, {Label: r.t("report.rate_of"), Num: true}, {Label: r.t("report.rate_base"), Num: true}, {Label: r.t("freeze.formula")}, {Label: "%", Num: true}}}
	for _, x := range v.h.Rates {
		share, formula := "–", "–"
		if x.Base > 0 {
			share = r.words.Percent(x.Of, x.Base, 2)
			formula = r.words.Int(x.Of) + " ÷ " + r.words.Int(x.Base) + " × 100"
		}
		t.Rows = append(t.Rows, ui.TableRow{Cells: []ui.Cell{{Text: r.t(x.Key)}, v.counted(x.Numerator, x.Of), v.counted(x.Denominator, x.Base), {Text: formula}, {Text: share}}})
	}
	return reportview.Part{ID: "ty-le", Title: r.t("report.rates"), Table: t}
}

// counted is a number that leads to its list, where one list holds it.
func (v reportLinks) counted(figure string, n int) ui.Cell {
	cell := ui.Cell{Text: v.r.words.Int(n)}
	if n > 0 && !strings.Contains(figure, "+") {
		cell.URL = v.behind(figure)
	}
	return cell
}

func (v reportLinks) shortcomings() reportview.Part {
	r, f := v.r, v.h.Shortcomings
	t := ui.Table{Caption: r.t("nav.shortcomings"), Headed: true, Heads: []ui.Head{
		{Label: r.t("task.col.number")},
		{Label: r.t("column.text"), Wide: true},
		{Label: r.t("short.nature")},
		{Label: r.t("column.times"), Num: true},
		{Label: r.t("report.raised_on")},
		{Label: r.t("column.state")},
		{Label: r.t("nav.tasks")},
	}}
	for _, s := range v.h.ShortcomingRows {
		t.Rows = append(t.Rows, ui.TableRow{Cells: []ui.Cell{
			{Text: number(s.Number), URL: r.url("ton-tai", number(s.Number))},
			{Text: s.Text},
			{Text: r.t("shortcoming.nature." + s.Nature)},
			{Text: r.words.Int(s.Times)},
			{Text: s.RaisedOn.VN()},
			{Text: r.t("shortcoming.state." + s.State)},
			{Text: s.Tasks},
		}})
	}
	return reportview.Part{ID: "ton-tai", Title: r.t("nav.shortcomings"), Note: r.t("report.shortcomings", f.New, f.Repeated, f.Cured, f.Open), Table: t}
}

func (v reportLinks) meetings() reportview.Part {
	r := v.r
	t := ui.Table{Caption: r.t("nav.meetings"), Headed: true, Heads: []ui.Head{
		{Label: r.t("column.date")},
		{Label: r.t("column.meeting"), Wide: true},
		{Label: r.t("column.chair")},
		{Label: r.t("report.present"), Num: true},
		{Label: r.t("nav.shortcomings"), Num: true},
		{Label: r.t("nav.tasks"), Num: true},
	}}
	for _, m := range v.h.Meetings {
		present := r.t("report.no_roll")
		if m.Invited > 0 {
			present = fmt.Sprintf("%d/%d", m.Present, m.Invited)
		}
		t.Rows = append(t.Rows, ui.TableRow{Cells: []ui.Cell{
			{Text: m.HeldOn.VN(), URL: r.url("hoi-nghi", number(m.Number))}, {Text: m.Title}, {Text: m.Chair}, {Text: present}, {Text: r.words.Int(m.Shortcomings)}, {Text: r.words.Int(m.Tasks)},
		}})
	}
	return reportview.Part{ID: "hoi-nghi", Title: r.t("nav.meetings"), Table: t}
}

// charts draws the units stacked by class; the table beside it says the same.
func (v reportLinks) charts() []ui.Chart {
	r := v.r
	classes := []string{"done_in_time", "done_late", "in_time", "overdue", "no_deadline"}
	chart := ui.Chart{ID: "bieu-do-don-vi", Kind: "stacked", Title: r.t("report.by_unit"), Heads: []string{r.t("nav.units")}, Classes: classes}
	for _, class := range classes {
		chart.Heads = append(chart.Heads, r.t("figure."+class))
	}
	for _, u := range v.h.ByUnit {
		row := ui.ChartRow{Label: u.Name}
		for _, class := range classes {
			n, _ := u.Figures.Get(class)
			row.Values = append(row.Values, ui.ChartValue{Raw: n, Text: r.words.Int(n)})
		}
		chart.Rows = append(chart.Rows, row)
	}
	var all []ui.Chart
	for _, c := range []ui.Chart{v.byMonth(), chart, v.byAge()} {
		if len(c.Rows) > 0 {
			all = append(all, c)
		}
	}
	return all
}

// byMonth draws when the done were done.
func (v reportLinks) byMonth() ui.Chart {
	r := v.r
	chart := ui.Chart{
		ID: "bieu-do-thang", Kind: "stacked", Title: r.t("report.by_month"), Heads: []string{r.t("report.month"), r.t("report.in_time_or_free"), r.t("figure.done_late")},
		Classes: []string{"done_in_time", "done_late"},
	}
	for _, m := range v.h.ByMonth {
		chart.Rows = append(chart.Rows, ui.ChartRow{Label: m.Month.VN()[len("01/"):], Values: []ui.ChartValue{{Raw: m.InTime, Text: r.words.Int(m.InTime)}, {Raw: m.Late, Text: r.words.Int(m.Late)}}})
	}
	return chart
}

// byAge draws for how long the overdue have been so; with none overdue there is nothing to draw.
func (v reportLinks) byAge() ui.Chart {
	r, url := v.r, v.behind("overdue")
	chart := ui.Chart{
		ID: "bieu-do-qua-han", Kind: "bar", Title: r.t("report.by_age"), Heads: []string{r.t("report.age"), r.t("figure.overdue")}, Classes: []string{"overdue"},
	}
	if v.h.Totals.Overdue == 0 {
		return chart
	}
	for _, a := range v.h.Ages {
		chart.Rows = append(chart.Rows, ui.ChartRow{Label: r.t("report.age." + number(a.From)), URL: url, Values: []ui.ChartValue{{Raw: a.Overdue, Text: r.words.Int(a.Overdue), URL: url}}})
	}
	return chart
}

func number(n int) string { return strconv.Itoa(n) }
