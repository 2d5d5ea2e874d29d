package ui

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/report"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/surface/docx"
	formview "github.com/dondoc/dondoc/web/views/form"
	registerview "github.com/dondoc/dondoc/web/views/register"
	"github.com/dondoc/dondoc/web/views/ui"
)

// writingPart is where the words of a report are below its address.
const writingPart = "van-ban"

// moreSections is how many empty headings a form offers beyond those there are.
const moreSections = 2

// mountWriting adds the pages of the half-year report in words.
func (p *Pages) mountWriting(c *gin.RouterGroup, in mounter) {
	c.GET("/bao-cao/:period/"+writingPart, in(p.showWriting))
	c.GET("/bao-cao/:period/"+writingPart+"/soan", in(p.askWriting))
	c.POST("/bao-cao/:period/"+writingPart+"/soan", in(p.saveWriting))
	c.GET("/bao-cao/:period/"+writingPart+"/word", in(p.writingWord))
	c.GET("/bao-cao/:period/"+writingPart+"/pdf", in(p.writingPDF))
}

func (r room) writingURL(period string, more ...string) string {
	return r.url(append([]string{"bao-cao", period, writingPart}, more...)...)
}

func (r room) writingBase(period string, crumbs ...ui.Link) ui.Base {
	all := []ui.Link{
		{Text: r.t("nav.reports"), URL: r.url("bao-cao")},
		{Text: r.halfYearName(period), URL: r.url("bao-cao", period)},
		{Text: r.t("writing.title"), URL: r.writingURL(period)},
	}
	return r.at(ui.SectionReports, append(all, crumbs...)...)
}

// showWriting is the report in words as it would be printed, for everybody who reads the report.
func (p *Pages) showWriting(ctx context.Context, c *gin.Context, r room) error {
	d, err := p.d.Reports.Draft(ctx, r.by, r.readReportQuery(c))
	if err != nil {
		return err
	}
	v, period := d.Document, d.Document.Half.Period.Code
	page := registerview.ShowPage{
		Base: r.writingBase(period), Head: ui.PageHead{Title: r.t("writing.title"), Sub: v.Subject},
		Facts: []ui.Term{
			{Name: r.t("paper.symbol"), Text: meeting.Symbol(v.Committee, meeting.HalfReport, v.Number)},
			{Name: r.t("writing.as_of"), Text: v.Half.AsOf.VN()},
			{Name: r.t("paper.signer"), Text: v.Signer.Name},
			{Name: r.t("paper.recipients"), Text: strings.Join(v.Recipients, "; ")},
		},
	}
	if v.Number == 0 {
		page.Facts[0].Text = r.t("paper.no_number")
	}
	page.Note = r.writingWarnings(d)
	word := ui.Link{Text: r.t("paper.word"), URL: keepQuery(r.writingURL(period, "word"), c.Request.URL.RawQuery), Icon: ui.IconWord}
	page.Head.Actions = []ui.Link{word}
	if access.Require(r.by.MayRecord(r.committee.ID)) == nil {
		page.Head.Actions = []ui.Link{{Text: r.t("writing.write"), URL: r.writingURL(period, "soan"), Icon: ui.IconEdit}, word}
	}
	if docx.CanPDF() {
		page.Head.Actions = append(page.Head.Actions, ui.Link{Text: r.t("paper.pdf"), URL: keepQuery(r.writingURL(period, "pdf"), c.Request.URL.RawQuery), Icon: ui.IconDownload})
	}
	for i, part := range v.Parts {
		page.Parts = append(page.Parts, r.writtenPart(i, part))
	}
	return show(ctx, c, http.StatusOK, registerview.Show(page))
}

// keepQuery keeps what the address asks for: the day, and what was known.
func keepQuery(at, query string) string {
	if query == "" {
		return at
	}
	return at + "?" + query
}

// writingWarnings names what the report still lacks.
func (r room) writingWarnings(d report.Draft) string {
	var all []string
	if d.Writing.From != "" {
		all = append(all, r.t("writing.taken_over", r.halfYearName(d.Writing.From)))
	}
	if n := len(d.Document.Empty); n > 0 {
		all = append(all, r.t("writing.empty", n, strings.Join(d.Document.Empty, "; ")))
	}
	if len(d.Document.Unknown) > 0 {
		all = append(all, r.t("writing.unknown", strings.Join(d.Document.Unknown, "; ")))
	}
	return strings.Join(all, " ")
}

// writtenPart is a section as it is printed.
func (r room) writtenPart(i int, part report.Part) registerview.Part {
	one := registerview.Part{ID: "muc-" + strconv.Itoa(i+1), Title: part.Title}
	if part.Empty {
		one.Empty = r.t("writing.nothing")
	}
	if part.Table == nil {
		if len(part.Paragraphs) > 0 {
			one.Body = ui.Prose(part.Paragraphs)
		}
		return one
	}
	table := ui.Table{Caption: part.Title, Headed: true, Heads: r.tableHeads(part.Table.Kind)}
	for _, row := range part.Table.Rows {
		cells := make([]ui.Cell, 0, len(row))
		for _, text := range append([]string{row[1], row[0]}, row[2:]...) { // the first cell names the row
			cells = append(cells, ui.Cell{Text: text})
		}
		table.Rows = append(table.Rows, ui.TableRow{Cells: cells})
	}
	one.Body = templ.Join(ui.Prose(part.Paragraphs), ui.Scrolled(table))
	return one
}

func (r room) tableHeads(k report.TableKind) []ui.Head {
	names := map[report.TableKind][]string{
		report.FigureTable:      {"writing.what", "writing.no", "writing.count"},
		report.CountTable:       {"writing.name", "writing.no", "writing.total", "writing.done", "writing.done_in_time", "writing.done_late", "writing.not_done", "writing.in_time", "writing.overdue"},
		report.ShortcomingTable: {"writing.shortcoming", "writing.no", "writing.units", "writing.raised", "writing.times"},
		report.TaskTable:        {"remind.task", "writing.no", "writing.leads", "remind.due", "column.note"},
	}[k]
	heads := make([]ui.Head, len(names))
	for i, n := range names {
		heads[i] = ui.Head{Label: r.t(n), Wide: i == 0, Num: i > 1 && (k == report.CountTable || k == report.FigureTable)}
	}
	return heads
}

func (p *Pages) writingFile(ctx context.Context, c *gin.Context, r room) (meeting.File, error) {
	d, err := p.d.Reports.Draft(ctx, r.by, r.readReportQuery(c))
	if err != nil {
		return meeting.File{}, err
	}
	return docx.RenderReport(d.Document)
}

func (p *Pages) writingWord(ctx context.Context, c *gin.Context, r room) error {
	f, err := p.writingFile(ctx, c, r)
	if err != nil {
		return err
	}
	return sendFile(c, f.Name, wordType, f.Bytes)
}

func (p *Pages) writingPDF(ctx context.Context, c *gin.Context, r room) error {
	f, err := p.writingFile(ctx, c, r)
	if err != nil {
		return err
	}
	return sendPDF(ctx, c, f)
}

// askWriting shows the words of a report to be written; "?dan-bai=general" begins with another outline.
func (p *Pages) askWriting(ctx context.Context, c *gin.Context, r room) error {
	d, err := p.d.Reports.Draft(ctx, r.by, r.readReportQuery(c))
	if err != nil {
		return err
	}
	if o := report.Outline(c.Query("dan-bai")); slices.Contains(report.Outlines(), o) {
		d.Writing.Sections = report.SectionsOf(o, d.Document.Half.Period)
	}
	return p.writingForm(ctx, c, r, writingAsked{d: d, t: writingValues(d), sections: len(d.Writing.Sections) + moreSections})
}

// writingAsked is the form of a report's words: what there is, what was typed, and how many headings it has room for.
type writingAsked struct {
	d        report.Draft
	t        typed
	sections int
}

func sectionField(name string, i int) string { return fmt.Sprintf("%s_%d", name, i) }

func writingValues(d report.Draft) typed {
	w := d.Writing
	t := filled("version", strconv.Itoa(w.Version), "subject", w.Subject, "signer_id", idText(w.Signer), "recipients", strings.Join(w.Recipients, "\n"),
		"issued_on", w.IssuedOn.VN(), "sections", strconv.Itoa(len(w.Sections)+moreSections))
	if w.Number > 0 {
		t.values.Set("number", strconv.Itoa(w.Number))
	}
	for i, s := range w.Sections {
		t.values.Set(sectionField("title", i), s.Title)
		t.values.Set(sectionField("level", i), strconv.Itoa(s.Level))
		t.values.Set(sectionField("show", i), string(s.Show))
		t.values.Set(sectionField("text", i), s.Text)
	}
	for _, row := range d.Rows.Open {
		if w.ShowsShortcoming(row) {
			t.values.Add("shortcomings", row.ID)
		}
	}
	for _, row := range d.Rows.Overdue {
		if w.ShowsTask(row) {
			t.values.Add("tasks", row.ID.String())
		}
	}
	return t
}

func (p *Pages) writingForm(ctx context.Context, c *gin.Context, r room, a writingAsked) error {
	if err := access.Require(r.by.MayRecord(r.committee.ID)); err != nil {
		return err
	}
	members, err := p.d.Org.Members(ctx, r.by, r.committee.ID, org.MemberQuery{ListQuery: org.ListQuery{Per: org.MaxPer}, On: a.d.Document.Half.AsOf})
	if err != nil {
		return err
	}
	var signers []ui.Option
	for _, m := range members.Rows {
		signers = append(signers, ui.Option{Value: m.Person.String(), Label: m.FullName, Hint: meeting.TitleOf(r.committee, m)})
	}
	period := a.d.Document.Half.Period.Code
	s := newSheet(r, a.t)
	title := r.t("writing.write")
	page := formview.Page{
		Base: r.writingBase(period, ui.Link{Text: title}), Head: ui.PageHead{Title: title, Sub: r.halfYearName(period)}, Note: r.writingNote(a.d),
		Submit: r.t("action.save"), Cancel: ui.Link{Text: r.t("action.cancel"), URL: r.writingURL(period)},
		Parts: []templ.Component{s.text("subject", "writing.subject", "writing.subject_hint")},
	}
	for _, o := range report.Outlines() {
		page.Head.Actions = append(page.Head.Actions, ui.Link{Text: r.t("writing.outline." + string(o)), URL: r.writingURL(period, "soan") + "?dan-bai=" + string(o)})
	}
	for i := range a.sections {
		page.Parts = append(page.Parts, r.sectionFields(s, i))
	}
	page.Parts = append(
		page.Parts, s.several("shortcomings", "writing.choose_shortcomings", openChoices(a.d)), s.several("tasks", "writing.choose_tasks", taskChoices(a.d)),
		s.choice("signer_id", "paper.signer", "writing.head_signs", signers), s.area("recipients", "paper.recipients", "remind.recipients_hint", 3),
		s.number("number", "paper.number"), s.date("issued_on", "paper.issued_on", "form.date_hint"),
	)
	page.Hidden = s.hidden("sections")
	page.Form = a.t.form(r, r.writingURL(period, "soan"), s.fields...)
	return show(ctx, c, a.t.status(), formview.Show(page))
}

// writingNote tells which marks may stand in the text.
func (r room) writingNote(d report.Draft) string {
	var names []string
	for _, m := range report.FigureMarks() {
		names = append(names, "{{"+m.Name+"}}")
	}
	return strings.TrimSpace(r.t("writing.marks", strings.Join(names, ", ")) + " " + r.writingWarnings(d))
}

func (r room) sectionFields(s *sheet, i int) templ.Component {
	levels := []ui.Option{{Value: "1", Label: "I, II, III"}, {Value: "2", Label: "1, 2, 3"}, {Value: "3", Label: r.t("writing.plain")}}
	var shows []ui.Option
	for _, sh := range report.Shows() {
		if sh != report.ShowNothing {
			shows = append(shows, ui.Option{Value: string(sh), Label: r.t("writing.show." + string(sh))})
		}
	}
	legend := s.t.values.Get(sectionField("title", i))
	if legend == "" {
		legend = r.t("writing.new_section")
	}
	return formview.Group(legend,
		s.text(sectionField("title", i), "writing.section", ""),
		formview.Row(s.choice(sectionField("level", i), "writing.level", "", levels), s.choice(sectionField("show", i), "writing.show", "writing.show.none", shows)),
		s.area(sectionField("text", i), "writing.text", "", 4))
}

func openChoices(d report.Draft) []ui.Option {
	var all []ui.Option
	for _, row := range d.Rows.Open {
		all = append(all, ui.Option{Value: row.ID, Label: strconv.Itoa(row.Number) + ". " + row.Text, Hint: row.Units})
	}
	return all
}

func taskChoices(d report.Draft) []ui.Option {
	var all []ui.Option
	for _, row := range d.Rows.Overdue {
		all = append(all, ui.Option{Value: row.ID.String(), Label: strconv.Itoa(row.Number) + ". " + row.Text, Hint: joined(" · ", row.Leads, row.DueOn.VN())})
	}
	return all
}

// written reads the form. What is ticked exactly as usual is left to what is usual, so that later rows come in by themselves.
func (t typed) written(r room, d report.Draft) report.Write {
	w := report.Write{
		Committee: r.committee.ID, Period: d.Document.Half.Period.Code, Subject: t.values.Get("subject"), Signer: access.PersonID(t.id("signer_id")),
		Recipients: strings.Split(t.values.Get("recipients"), "\n"), Number: t.howMany("number"), IssuedOn: t.date(r, "issued_on"), Version: t.version(),
		Shortcomings: append([]string{}, t.values["shortcomings"]...), Tasks: append([]string{}, t.values["tasks"]...),
	}
	usual := writingValues(report.Draft{Rows: d.Rows})
	if slices.Equal(usual.values["shortcomings"], w.Shortcomings) {
		w.Shortcomings = nil
	}
	if slices.Equal(usual.values["tasks"], w.Tasks) {
		w.Tasks = nil
	}
	for i := range min(t.howMany("sections"), 60) {
		s := report.Section{
			Level: t.howMany(sectionField("level", i)), Title: t.values.Get(sectionField("title", i)), Text: t.values.Get(sectionField("text", i)),
			Show: report.Show(t.values.Get(sectionField("show", i))),
		}
		if strings.TrimSpace(s.Title+s.Text) != "" {
			w.Sections = append(w.Sections, s)
		}
	}
	return w
}

func (p *Pages) saveWriting(ctx context.Context, c *gin.Context, r room) error {
	t := posted(c)
	d, err := p.d.Reports.Draft(ctx, r.by, r.readReportQuery(c))
	if err != nil {
		return err
	}
	w, err := p.d.Reports.Write(ctx, r.by, t.written(r, d))
	if err == nil {
		return done(c, r.writingURL(w.Period), r.t("saved"))
	}
	if t, err = t.refused(r, err); err != nil {
		return err
	}
	if t.failure == "" && len(t.said) > 0 {
		t.failure = r.t("writing.check")
	}
	return p.writingForm(ctx, c, r, writingAsked{d: d, t: t, sections: min(max(t.howMany("sections"), 1), 60)})
}
