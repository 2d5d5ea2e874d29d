package ui

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/export"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/surface/server"
	registerview "github.com/dondoc/dondoc/web/views/register"
	"github.com/dondoc/dondoc/web/views/ui"
)

// exportsPart is the word of the pages of one's own large workbooks in their address.
const exportsPart = "tep-xuat"

func (p *Pages) mountExports(c *gin.RouterGroup, in mounter) {
	c.GET("/"+exportsPart, in(p.listExports))
	c.GET("/"+exportsPart+"/moi", in(p.askExport))
	c.POST("/"+exportsPart, in(p.makeExport))
	c.GET("/"+exportsPart+"/:export", in(p.showExport))
	c.GET("/"+exportsPart+"/:export/tai-ve", in(p.fetchExport))
	c.POST("/"+exportsPart+"/:export/xoa", in(p.deleteExport))
}

// newExportURL is the page that asks for the workbook of a period; like the report's address it may name a day or a frozen report.
func (r room) newExportURL(period string, of url.Values) string {
	q := url.Values{paramPeriod: {period}}
	for _, name := range []string{paramAsOf, paramKnown, paramFrozen} {
		if v := of.Get(name); v != "" {
			q.Set(name, v)
		}
	}
	return r.url(exportsPart, "moi") + "?" + q.Encode()
}

func (r room) exportsCrumb() ui.Link {
	return ui.Link{Text: r.t("export.mine"), URL: r.url(exportsPart)}
}

func (r room) atExports(last ...ui.Link) ui.Base {
	return r.at(ui.SectionReports, append([]ui.Link{{Text: r.t("nav.reports"), URL: r.url("bao-cao")}, r.exportsCrumb()}, last...)...)
}

func (p *Pages) listExports(ctx context.Context, c *gin.Context, r room) error {
	files, err := p.d.Exports.Mine(ctx, r.by, r.committee.ID)
	if err != nil {
		return err
	}
	now, err := p.d.Reports.PresentPeriod(ctx, r.by, r.committee.ID)
	if err != nil {
		return err
	}
	title := r.t("export.mine")
	part := registerview.Part{
		ID: "tep", Title: title, Empty: r.t("export.none"), Add: ui.Link{Text: r.t("export.ask", r.halfYearName(now)), URL: r.newExportURL(now, nil)},
		Table: ui.Table{Caption: title, Headed: true, Heads: r.heads("export.workbook", "export.asked", "column.state", "export.size", "export.expires")},
	}
	for _, f := range files {
		part.Table.Rows = append(part.Table.Rows, line(ui.Cell{Text: r.exportName(f), URL: r.exportURL(f)}, word(minute(f.AskedAt)), word(r.exportState(f)), word(r.bytes(f.Size)), word(minute(f.ExpiresAt))))
	}
	return show(ctx, c, http.StatusOK, registerview.Show(registerview.ShowPage{
		Base: r.atExports(), Head: ui.PageHead{Title: title}, Note: r.t("export.note", r.words.Int(export.LargeTasks)), Parts: []registerview.Part{part},
	}))
}

func (r room) exportURL(f export.File, parts ...string) string {
	return r.url(append([]string{exportsPart, f.ID.String()}, parts...)...)
}

// exportName is what the workbook is of: its period, and the day or the frozen report where one was asked for.
func (r room) exportName(f export.File) string {
	day, frozen := "", ""
	if !f.Query.AsOf.IsZero() {
		day = r.t("frame.as_of", f.Query.AsOf.VN())
	}
	if f.Query.Frozen > 0 {
		frozen = r.t("freeze.file", f.Query.Frozen)
	}
	return joined(" – ", r.halfYearName(f.Query.Period), day, frozen)
}

// exportState says how far a file is, and what went wrong at the last try.
func (r room) exportState(f export.File) string {
	state := r.t("export.state." + string(f.State))
	if f.State == export.Working {
		state = joined(" ", state, strconv.Itoa(f.Percent())+" %")
	}
	if f.Problem != "" {
		state = joined(": ", state, r.t(f.Problem))
	}
	return state
}

// bytes is a size for people; nothing of a file that is not there yet.
func (r room) bytes(n int64) string {
	if n == 0 {
		return ""
	}
	return r.t("export.kib", r.words.Int(int((n+1023)>>10)))
}

// minute is an instant as people here read it, to the minute.
func minute(t time.Time) string { return t.In(calendar.Zone()).Format("15:04 02/01/2006") }

// askExport says what will be made before it is begun: following a link writes nothing.
func (p *Pages) askExport(ctx context.Context, c *gin.Context, r room) error {
	q := c.Request.URL.Query()
	period := q.Get(paramPeriod)
	on, _ := r.asOf(c)
	frozen, _ := strconv.Atoi(q.Get(paramFrozen)) // what is no number is the report as counted now
	name := r.exportName(export.File{Query: export.Query{Period: period, AsOf: on.Day, Frozen: frozen}})
	if _, err := p.d.Exports.Mine(ctx, r.by, r.committee.ID); err != nil { // who may not have the workbook is told so now
		return err
	}
	title := r.t("export.ask", name)
	return show(ctx, c, http.StatusOK, registerview.Show(registerview.ShowPage{
		Base: r.atExports(ui.Link{Text: title}), Head: ui.PageHead{Title: title}, Note: r.t("export.note", r.words.Int(export.LargeTasks)),
		Acts: []registerview.Act{{URL: r.url(exportsPart) + "?" + q.Encode(), Word: r.t("export.begin"), Icon: ui.IconExcel, Hidden: []ui.Pair{{Name: "id", Value: p.newKey()}}}},
	}))
}

func (p *Pages) makeExport(ctx context.Context, c *gin.Context, r room) error {
	on, _ := r.asOf(c)
	q := c.Request.URL.Query()
	frozen, _ := strconv.Atoi(q.Get(paramFrozen)) // as above
	f, err := p.d.Exports.Ask(ctx, r.by, export.Ask{
		Committee: r.committee.ID, ID: export.ID(posted(c).id("id")),
		Query: export.Query{Period: q.Get(paramPeriod), AsOf: on.Day, Known: on.Known, Frozen: max(frozen, 0), Language: string(r.words.Lang())},
	})
	if err != nil {
		return err
	}
	return done(c, r.exportURL(f), r.t("export.begun"))
}

func (p *Pages) exportOf(ctx context.Context, c *gin.Context, r room) (export.File, error) {
	return p.d.Exports.Get(ctx, r.by, r.committee.ID, export.ID(rowID(c, "export")))
}

func (p *Pages) showExport(ctx context.Context, c *gin.Context, r room) error {
	f, err := p.exportOf(ctx, c, r)
	if err != nil {
		return err
	}
	name := r.exportName(f)
	head := ui.PageHead{Title: name, Actions: []ui.Link{{Text: r.t("export.again"), URL: r.exportURL(f)}}}
	if f.State == export.Done {
		head.Actions = []ui.Link{{Text: r.t("export.fetch"), URL: r.exportURL(f, "tai-ve"), Icon: ui.IconExcel}}
	}
	facts := []ui.Term{{Name: r.t("column.state"), Text: r.exportState(f)}, {Name: r.t("export.asked"), Text: minute(f.AskedAt)}, {Name: r.t("export.expires"), Text: minute(f.ExpiresAt)}}
	if f.RowsTotal > 0 {
		facts = append(facts, ui.Term{Name: r.t("nav.tasks"), Text: r.words.Int(f.RowsDone) + " / " + r.words.Int(f.RowsTotal)})
	}
	if f.Size > 0 {
		facts = append(facts, ui.Term{Name: r.t("export.size"), Text: r.bytes(f.Size)})
	}
	return show(ctx, c, http.StatusOK, registerview.Show(registerview.ShowPage{
		Base: r.atExports(ui.Link{Text: name}), Head: head, Facts: facts,
		Acts: []registerview.Act{{URL: r.exportURL(f, "xoa"), Word: r.t("export.delete"), Icon: ui.IconClose, Danger: true}},
	}))
}

func (p *Pages) fetchExport(ctx context.Context, c *gin.Context, r room) error {
	f, in, err := p.d.Exports.Open(ctx, r.by, r.committee.ID, export.ID(rowID(c, "export")))
	if err != nil {
		return err
	}
	defer in.Close() //nolint:errcheck // read to its end or given up
	return server.Send(c, server.File{Name: f.Name, Media: xlsxType, Write: func(w io.Writer) error {
		_, err := io.Copy(w, in)
		return err
	}})
}

func (p *Pages) deleteExport(ctx context.Context, c *gin.Context, r room) error {
	if err := p.d.Exports.Delete(ctx, r.by, r.committee.ID, export.ID(rowID(c, "export"))); err != nil {
		return err
	}
	return done(c, r.exportsCrumb().URL, r.t("export.deleted"))
}
