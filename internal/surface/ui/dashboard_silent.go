package ui

import (
	"context"

	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/report"
	registerview "github.com/dondoc/dondoc/web/views/register"
	"github.com/dondoc/dondoc/web/views/ui"
)

// silentPart is the address of the list behind the fifth figure of the first page.
const silentPart = "don-vi-im-lang"

func silentList() *ui.ListSpec {
	return &ui.ListSpec{
		Name: silentPart, Sort: "-ngay", Size: org.DefaultPer, Keeps: []string{paramAsOf, paramKnown},
		Columns: []ui.Column{
			{Key: "ten", Label: "column.unit", Sort: true, Wide: true, Fixed: true},
			{Key: "ngay", Label: "silent.days", Sort: true, Num: true, Fixed: true},
			{Key: "mo", Label: "dashboard.open", Sort: true, Num: true},
			{Key: "qua-han", Label: "timing.overdue", Sort: true, Num: true},
			{Key: "bao-cao", Label: "task.col.report", Sort: true, Short: true},
		},
	}
}

// silentSorts are the columns as the report names them.
var silentSorts = map[string]string{"ten": "name", "ngay": "days", "mo": "open", "qua-han": "overdue", "bao-cao": "last_report_on"}

func silentQuery(q ui.ListQuery) org.ListQuery {
	return org.ListQuery{Words: q.Words, Sort: silentSorts[q.Sort], Desc: q.Desc, Page: q.Page, Per: q.Size}
}

// listSilent shows the units that lead open tasks and say nothing.
func (p *Pages) listSilent(ctx context.Context, c *gin.Context, r room) error {
	r, err := p.whenShown(c, r)
	if err != nil {
		return err
	}
	q := p.readList(c, silentList(), r.url(silentPart))
	page, err := p.d.Reports.SilentUnits(ctx, r.by, r.committee.ID, r.past.asOf, silentQuery(q))
	if err != nil {
		return err
	}
	l := q.List(r.words, page.Total)
	l.Caption, l.Empty = r.t("silent.title"), ui.Empty{Text: r.t("silent.empty")}
	for _, u := range page.Rows {
		l.Rows = append(l.Rows, r.silentRow(q, u))
	}
	return show(ctx, c, r.past.status(), registerview.List(registerview.ListPage{
		Base: r.on(r.at(ui.SectionDashboard, ui.Link{Text: r.t("silent.title")}), r.url(silentPart), q.KeptBut(paramAsOf, paramKnown)), Head: ui.PageHead{Title: r.t("silent.title")},
		Note: r.t("silent.note", report.SilentDays()), List: l,
	}))
}

func (r room) silentRow(q ui.ListQuery, u report.SilentUnit) ui.Row {
	open := r.url("nhiem-vu") + "?" + paramUnit + "=" + u.Unit.String() + "&" + paramClass + "="
	address := func(class string) string { return r.thenURL(open + class) }
	reported := u.LastReportOn.VN()
	if u.LastReportOn.IsZero() {
		reported = r.t("silent.never")
	}
	cells := map[string]ui.Cell{
		"ten": {Text: u.Name, URL: address(openWord)}, "ngay": word(number(u.Days)), "mo": {Text: number(u.Open), URL: address(openWord)},
		"qua-han": {Text: number(u.Overdue), URL: address("qua-han")}, "bao-cao": word(reported),
	}
	return shown(q, ui.Row{ID: u.Unit.String(), Label: u.Name}, cells)
}

func (p *Pages) exportSilent(ctx context.Context, c *gin.Context, r room) error {
	r, err := p.when(c, r)
	if err != nil {
		return err
	}
	q := p.readList(c, silentList(), r.url(silentPart))
	return p.exportList(c, r, listExport{
		query: q, title: r.t("silent.title"), notes: r.dayNotes(r.past.then.Day, r.past.known),
		rows: func(yield func(ui.Row) error) error {
			return eachPage(func(l org.ListQuery) (org.Page[report.SilentUnit], error) {
				return p.d.Reports.SilentUnits(ctx, r.by, r.committee.ID, r.past.asOf, l)
			}, silentQuery(q), func(u report.SilentUnit) error { return yield(r.silentRow(q, u)) })
		},
	})
}
