package ui

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"slices"
	"strconv"

	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
	"github.com/dondoc/dondoc/internal/surface/docx"
	formview "github.com/dondoc/dondoc/web/views/form"
	registerview "github.com/dondoc/dondoc/web/views/register"
	"github.com/dondoc/dondoc/web/views/ui"
)

// templatesPart is where a committee's Word templates are below its address.
const templatesPart = "mau-van-ban"

// mountTemplates adds the pages of a committee's own Word templates.
func (p *Pages) mountTemplates(c *gin.RouterGroup, in mounter) {
	c.GET("/"+templatesPart, in(p.listTemplates))
	c.GET("/"+templatesPart+"/moi", in(p.askTemplate))
	c.POST("/"+templatesPart, in(p.addTemplate))
	c.GET("/"+templatesPart+"/co-san/:kind", in(p.builtinTemplate))
	c.GET("/"+templatesPart+"/:template", in(p.showTemplate))
	c.POST("/"+templatesPart+"/:template", in(p.useTemplate))
	c.GET("/"+templatesPart+"/:template/tep", in(p.templateFile))
	c.GET("/"+templatesPart+"/:template/xem-thu", in(p.tryTemplate))
}

func (r room) templatesCrumb() ui.Link {
	return ui.Link{Text: r.t("template.title"), URL: r.url(templatesPart)}
}

func (r room) paperKind(k string) string { return r.t("template.kind." + k) }

// listTemplates shows for each kind of paper what it is written by, and the templates the committee has brought.
func (p *Pages) listTemplates(ctx context.Context, c *gin.Context, r room) error {
	all, err := p.d.Org.Templates(ctx, r.by, r.committee.ID)
	if err != nil {
		return err
	}
	page := registerview.ShowPage{
		Base: r.desk(ui.SectionAdmin, r.templatesCrumb()), Note: r.t("template.note"),
		Head: ui.PageHead{Title: r.t("template.title"), Actions: []ui.Link{{Text: r.t("template.add"), URL: r.url(templatesPart, "moi"), Icon: ui.IconUpload}}},
	}
	for _, k := range meeting.TemplateKinds() {
		page.Parts = append(page.Parts, r.templatesOf(string(k), all))
	}
	return show(ctx, c, http.StatusOK, registerview.Show(page))
}

// templatesOf is the table of one kind: the built-in template first, then the committee's own, the latest first.
func (r room) templatesOf(kind string, all []org.Template) registerview.Part {
	own := slices.Clone(all)
	own = slices.DeleteFunc(own, func(t org.Template) bool { return t.Kind != kind })
	builtin := ui.TableRow{Cells: []ui.Cell{
		{Text: r.t("template.builtin"), URL: r.url(templatesPart, "co-san", kind)}, {}, r.usedCell(!slices.ContainsFunc(own, func(t org.Template) bool { return t.InUse })),
	}}
	part := registerview.Part{ID: "mau-" + kind, Title: r.paperKind(kind), Table: ui.Table{
		Caption: r.paperKind(kind), Headed: true, Rows: []ui.TableRow{builtin},
		Heads: []ui.Head{
			{Label: r.t("template.file"), Wide: true}, {Label: r.t("template.uploaded"), Short: true}, {Label: r.t("template.used"), Short: true},
		},
	}}
	for _, t := range own {
		part.Table.Rows = append(part.Table.Rows, ui.TableRow{Cells: []ui.Cell{
			{Text: t.FileName, URL: r.url(templatesPart, t.ID.String())}, {Text: calendar.DateOf(t.UploadedAt).VN(), Sub: t.Login}, r.usedCell(t.InUse),
		}})
	}
	return part
}

func (r room) usedCell(used bool) ui.Cell {
	if used {
		return ui.Cell{Chip: r.t("template.in_use")}
	}
	return ui.Cell{}
}

func (p *Pages) askTemplate(ctx context.Context, c *gin.Context, r room) error {
	return p.templateForm(ctx, c, r, filled("id", id.ID[any](p.d.NewID()).String(), "kind", c.Query("loai")))
}

func (p *Pages) templateForm(ctx context.Context, c *gin.Context, r room, t typed) error {
	if err := access.Require(r.by.May(r.committee.ID, access.WriteRegister)); err != nil {
		return err
	}
	var kinds []ui.Option
	for _, k := range meeting.TemplateKinds() {
		kinds = append(kinds, ui.Option{Value: string(k), Label: r.paperKind(string(k))})
	}
	kind := t.choice(r, "kind", "template.kind", "", kinds)
	file := t.hinted(r, "file", "template.file", "template.file_hint")
	page := formview.Page{
		Base: r.desk(ui.SectionAdmin, r.templatesCrumb(), ui.Link{Text: r.t("template.add")}), Head: ui.PageHead{Title: r.t("template.add")}, Note: r.t("template.add_note"),
		Form: t.form(r, r.url(templatesPart), kind.Field, file), Parts: []templ.Component{ui.SelectOf(kind), ui.File(file, ".docx", false)},
		Submit: r.t("template.upload"), Cancel: ui.Link{Text: r.t("action.cancel"), URL: r.url(templatesPart)},
	}
	page.Form.Multipart = true
	return show(ctx, c, t.status(), formview.Show(page))
}

// addTemplate keeps an uploaded file; what is wrong with its marks is shown with it and does not hinder.
func (p *Pages) addTemplate(ctx context.Context, c *gin.Context, r room) error {
	name, body, err := uploaded(c, "file")
	t := posted(c) // after the file, which is read with the fields
	if err != nil {
		t.said = map[string]string{"file": r.t("template.file_missing")}
		return p.templateForm(ctx, c, r, t)
	}
	added, err := p.d.Org.AddTemplate(ctx, r.by, org.TemplateInput{
		Committee: r.committee.ID, ID: org.TemplateID(t.id("id")), Kind: t.values.Get("kind"), FileName: name, Bytes: body,
	}, usable)
	if err != nil {
		return p.refusedTemplate(ctx, c, r, t, err)
	}
	return done(c, r.url(templatesPart, added.ID.String()), r.t("template.added", name))
}

// refusedTemplate puts what is wrong with the file beside it.
func (p *Pages) refusedTemplate(ctx context.Context, c *gin.Context, r room, t typed, err error) error {
	f, ok := errors.AsType[*fault.Fault](err)
	if ok && len(f.Fields) == 0 && (f.Kind == fault.Invalid || f.Kind == fault.TooLarge) {
		t.said = map[string]string{"file": r.words.Fault(err)}
		return p.templateForm(ctx, c, r, t)
	}
	t, err = t.refused(r, err)
	if err != nil {
		return err
	}
	return p.templateForm(ctx, c, r, t)
}

// usable refuses a file that no paper can be written by.
func usable(kind string, file []byte) error {
	_, err := docx.Check(file, meeting.PaperKind(kind))
	return err
}

// uploaded reads a file of a form, at most a byte more than a template may have, so that the refusal can say so.
func uploaded(c *gin.Context, field string) (string, []byte, error) {
	header, err := c.FormFile(field)
	if err != nil {
		return "", nil, err
	}
	f, err := header.Open()
	if err != nil {
		return "", nil, err
	}
	defer f.Close() //nolint:errcheck // nothing is written to it
	b, err := io.ReadAll(io.LimitReader(f, docx.MaxTemplate+1))
	return header.Filename, b, err
}

// showTemplate tells what a template will not do as its writer expects, lets it be tried, and takes it into use.
func (p *Pages) showTemplate(ctx context.Context, c *gin.Context, r room) error {
	t, file, err := p.template(ctx, c, r)
	if err != nil {
		return err
	}
	problems, err := docx.Check(file, meeting.PaperKind(t.Kind))
	if err != nil {
		return err
	}
	at := r.url(templatesPart, t.ID.String())
	act := registerview.Act{URL: at, Word: r.t("template.use"), Icon: ui.IconCheck, Hidden: []ui.Pair{{Name: "version", Value: strconv.Itoa(t.Version)}, {Name: "use", Value: "1"}}}
	if t.InUse {
		act.Word, act.Icon, act.Hidden = r.t("template.use_no_more"), ui.IconClose, act.Hidden[:1]
	}
	used := r.t("template.not_in_use")
	if t.InUse {
		used = r.t("template.in_use")
	}
	return show(ctx, c, http.StatusOK, registerview.Show(registerview.ShowPage{
		Base: r.desk(ui.SectionAdmin, r.templatesCrumb(), ui.Link{Text: t.FileName}), Acts: []registerview.Act{act},
		Head: ui.PageHead{Title: t.FileName, Sub: r.paperKind(t.Kind), Actions: []ui.Link{
			{Text: r.t("template.try"), URL: at + "/xem-thu", Icon: ui.IconWord}, {Text: r.t("template.download"), URL: at + "/tep", Icon: ui.IconDownload},
		}},
		Facts: []ui.Term{
			{Name: r.t("template.used"), Text: used},
			{Name: r.t("template.uploaded"), Text: calendar.DateOf(t.UploadedAt).VN()},
			{Name: r.t("template.by"), Text: t.Login},
			{Name: r.t("template.size"), Text: fmt.Sprintf("%s KB", r.words.Int((t.Size+1023)/1024))},
		},
		Parts: []registerview.Part{r.problems(problems)},
	}))
}

// problems are the marks that will not do what was meant, with their places.
func (r room) problems(all []docx.Problem) registerview.Part {
	part := registerview.Part{ID: "cho-dien", Title: r.t("template.problems"), Empty: r.t("template.no_problem")}
	if len(all) > 0 {
		part.Note = r.t("template.problems_note")
	}
	part.Table = ui.Table{Caption: part.Title, Headed: true, Heads: []ui.Head{{Label: r.t("template.mark")}, {Label: r.t("template.wrong")}, {Label: r.t("template.where"), Wide: true}}}
	for _, one := range all {
		where := ui.Cell{Text: one.Part, Sub: one.Excerpt}
		if one.Paragraph > 0 {
			where.Text = r.t("template.place", one.Part, one.Paragraph)
		}
		part.Table.Rows = append(part.Table.Rows, ui.TableRow{Cells: []ui.Cell{word(one.Mark), word(r.t("template.problem." + string(one.Kind))), where}})
	}
	return part
}

func (p *Pages) template(ctx context.Context, c *gin.Context, r room) (org.Template, []byte, error) {
	return p.d.Org.TemplateFile(ctx, r.by, r.committee.ID, org.TemplateID(parseID(c.Param("template"))))
}

func (p *Pages) useTemplate(ctx context.Context, c *gin.Context, r room) error {
	form := posted(c)
	t, err := p.d.Org.UseTemplate(ctx, r.by, org.TemplateUse{
		Committee: r.committee.ID, ID: org.TemplateID(parseID(c.Param("template"))), Version: form.version(), InUse: form.values.Get("use") != "",
	})
	if err != nil {
		return err
	}
	said := r.t("template.now_builtin", r.paperKind(t.Kind))
	if t.InUse {
		said = r.t("template.now_used", r.paperKind(t.Kind), t.FileName)
	}
	return done(c, r.url(templatesPart), said)
}

func (p *Pages) templateFile(ctx context.Context, c *gin.Context, r room) error {
	t, file, err := p.template(ctx, c, r)
	if err != nil {
		return err
	}
	sendWord(c, t.FileName, file)
	return nil
}

// tryTemplate writes an invented paper by a template.
func (p *Pages) tryTemplate(ctx context.Context, c *gin.Context, r room) error {
	t, file, err := p.template(ctx, c, r)
	if err != nil {
		return err
	}
	f, err := docx.Render(docx.Sample(r.committee, meeting.PaperKind(t.Kind), r.today, file))
	if err != nil {
		return err
	}
	sendWord(c, "xem-thu-"+f.Name, f.Bytes)
	return nil
}

// builtinTemplate hands out the product's own template, to begin from.
func (p *Pages) builtinTemplate(_ context.Context, c *gin.Context, r room) error {
	if err := access.Require(r.by.May(r.committee.ID, access.WriteRegister)); err != nil {
		return err
	}
	k := meeting.PaperKind(c.Param("kind"))
	if !slices.Contains(meeting.TemplateKinds(), k) {
		return fault.New(fault.NotFound, "not_found")
	}
	f, err := docx.Builtin(docx.Sample(r.committee, k, r.today, nil))
	if err != nil {
		return err
	}
	sendWord(c, f.Name, f.Bytes)
	return nil
}

// sendWord answers with a Word file to keep.
func sendWord(c *gin.Context, name string, file []byte) {
	c.Header("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	c.Header("Cache-Control", "private, no-store")
	c.Data(http.StatusOK, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", file)
}
