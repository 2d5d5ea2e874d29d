package ui

import (
	"context"
	"net/http"
	"net/url"

	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/report"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	reportview "github.com/dondoc/dondoc/web/views/report"
	"github.com/dondoc/dondoc/web/views/ui"
)

func behindList() *ui.ListSpec {
	return &ui.ListSpec{
		Name: "so-lieu", Sort: "so", Size: org.DefaultPer, Filters: []string{"so", paramUnit, paramField}, Keeps: []string{paramAsOf, paramKnown, paramFrozen},
		Columns: []ui.Column{
			{Key: "so", Label: "task.col.number", Num: true, Fixed: true},
			{Key: "noi-dung", Label: "task.col.text", Wide: true, Fixed: true},
			{Key: "nguon", Label: "task.col.source"},
			{Key: "don-vi", Label: "task.col.lead"},
			{Key: "han", Label: "task.col.due"},
			{Key: "lop", Label: "task.col.class"},
			{Key: "hoan-thanh", Label: "task.completed"},
		},
	}
}

// behindQuery reads which figure's list an address asks for.
func behindQuery(q ui.ListQuery) report.Behind {
	b := report.Behind{Figure: q.Get("so")}
	if b.Figure == "" {
		b.Figure = "total"
	}
	if unit := q.Get(paramUnit); unit == "chua-co" {
		b.NoLead = true
	} else {
		b.Unit = access.UnitID(parseID(unit))
	}
	if field := q.Get(paramField); field == "chua-co" {
		b.NoField = true
	} else {
		b.Field = org.FieldID(parseID(field))
	}
	return b
}

// listBehind shows the tasks that a figure of the report counts, as they stood on its day.
func (p *Pages) listBehind(ctx context.Context, c *gin.Context, r room) error {
	q := p.readList(c, behindList(), r.url("bao-cao", c.Param("period"), "nhiem-vu"))
	b := behindQuery(q)
	h, list, err := p.d.Reports.List(ctx, r.by, r.readReportQuery(c), b, org.ListQuery{Page: q.Page, Per: q.Size})
	if err != nil {
		return err
	}
	title := r.t("figure." + b.Figure)
	base := r.at(ui.SectionReports, ui.Link{Text: r.t("nav.reports"), URL: r.url("bao-cao")},
		ui.Link{Text: r.halfYearName(h.Period.Code), URL: withQuery(r.url("bao-cao", h.Period.Code), keptDay(q))}, ui.Link{Text: title})
	base.AsOf = ui.AsOf{Date: h.AsOf.VN(), Past: h.AsOf != r.today, Known: q.Get(paramKnown) != ""}
	of := r.readReportQuery(c)
	of.Alone = true
	whole, err := p.d.Reports.HalfYear(ctx, r.by, of)
	if err != nil {
		return err
	}
	l := q.List(r.words, list.Total)
	l.Caption, l.Search, l.ClearURL, l.Empty = title, nil, "", ui.Empty{Text: r.t("list.nothing")}
	for _, row := range list.Rows {
		l.Rows = append(l.Rows, r.behindRow(q, h, row))
	}
	return show(ctx, c, http.StatusOK, reportview.Behind(reportview.ListPage{
		Base: base, Head: ui.PageHead{Title: title, Sub: r.halfYearName(h.Period.Code)}, List: l, Why: r.why(whole, b, list.Total),
	}))
}

func (r room) behindRow(q ui.ListQuery, h report.HalfYear, row report.TaskRow) ui.Row {
	at := r
	at.today = h.AsOf // distances are those of the report's day
	lead := ui.Cell{Text: row.Leads}
	if row.Leads == "" {
		lead = ui.Cell{Text: r.t("task.no_lead"), Sub: row.Addressees}
	}
	cells := map[string]ui.Cell{
		"so":         {Text: number(row.Number), URL: r.taskURL(row.Number)},
		"noi-dung":   {Text: r.clip(row.Text), URL: r.taskURL(row.Number)},
		"nguon":      {Text: row.Source},
		"don-vi":     lead,
		"han":        {Text: row.DueOn.VN(), Sub: row.DeadlineWords},
		"lop":        {Timing: at.timing(row.Timing, task.Dated{State: row.State, DueOn: row.DueOn, CompletedOn: row.CompletedOn})},
		"hoan-thanh": {Text: row.CompletedOn.VN()},
	}
	if row.Source == "" {
		cells["nguon"] = ui.Cell{Text: r.t("task.source." + row.SourceKind)}
	}
	u := ui.Row{ID: row.ID.String(), Label: r.t("task.label", row.Number)}
	for _, column := range q.Columns {
		u.Cells = append(u.Cells, cells[column.Key])
	}
	return u
}

func (p *Pages) exportBehind(ctx context.Context, c *gin.Context, r room) error {
	q := p.readList(c, behindList(), r.url("bao-cao", c.Param("period"), "nhiem-vu"))
	b, of := behindQuery(q), r.readReportQuery(c)
	return p.exportList(c, r, listExport{
		query: q, title: r.t("figure." + b.Figure), notes: r.dayNotes(of.AsOf, q.Get(paramKnown) != ""),
		rows: func(yield func(ui.Row) error) error {
			var h report.HalfYear
			return eachPage(func(l org.ListQuery) (page org.Page[report.TaskRow], err error) {
				h, page, err = p.d.Reports.List(ctx, r.by, of, b, l)
				return page, err
			}, org.ListQuery{}, func(row report.TaskRow) error { return yield(r.behindRow(q, h, row)) })
		},
	})
}

// keptDay are the parameters of the day that a list keeps.
func keptDay(q ui.ListQuery) string {
	v := url.Values{}
	for _, name := range []string{paramAsOf, paramKnown, paramFrozen} {
		if one := q.Get(name); one != "" {
			v.Set(name, one)
		}
	}
	return v.Encode()
}
