package ui

import (
	"context"
	"errors"
	"mime/multipart"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/attach"
	"github.com/dondoc/dondoc/internal/domain/shortcoming"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/surface/server"
	formview "github.com/dondoc/dondoc/web/views/form"
	taskview "github.com/dondoc/dondoc/web/views/task"
	"github.com/dondoc/dondoc/web/views/ui"
)

// Parts of the addresses of evidence.
const (
	filesPart  = "tep"
	removePart = "go"
)

func (p *Pages) mountEvidence(c *gin.RouterGroup, in mounter) {
	c.GET("/nhiem-vu/:task/tep", in(p.askEvidence))
	c.POST("/nhiem-vu/:task/tep", in(p.addEvidence))
	c.GET("/nhiem-vu/:task/tep/:file/go", in(p.askRemoveTaskFile))
	c.POST("/nhiem-vu/:task/tep/:file/go", in(p.removeTaskFile))
	c.GET("/ton-tai/:shortcoming/tep", in(p.askCureFiles))
	c.POST("/ton-tai/:shortcoming/tep", in(p.addCureFiles))
	c.GET("/ton-tai/:shortcoming/tep/:file/go", in(p.askRemoveCureFile))
	c.POST("/ton-tai/:shortcoming/tep/:file/go", in(p.removeCureFile))
	c.POST("/nhiem-vu/"+settingsPart+"/luu-tep", in(p.saveRetention))
}

// fileOwner is the row that files belong to.
type fileOwner struct {
	kind attach.OwnerKind
	id   attach.OwnerID
}

func taskFiles(k task.ID) fileOwner { return fileOwner{attach.OfTask, attach.OwnerID(k)} }

func cureFiles(s shortcoming.ID) fileOwner { return fileOwner{attach.OfShortcoming, attach.OwnerID(s)} }

// upload is the field for files of a row in a committee.
func (r room) upload(t typed, committee string, o fileOwner) ui.Upload {
	f := t.field(r, "file", "evidence.files")
	f.Hint = r.t("evidence.several_hint", attach.MaxSize>>20)
	return ui.Upload{
		Field: f, P: r.words, Accept: strings.Join(attach.Endings(), ","), URL: server.UploadsURL(committee),
		OwnerKind: string(o.kind), OwnerID: o.id.String(), Limit: attach.MaxSize,
	}
}

// fileRows are the files of a row; removal says where one is taken away, for who may.
func (r room) fileRows(files []attach.Attachment, removal func(attach.Attachment) string) []ui.FileRow {
	var rows []ui.FileRow
	for _, f := range files {
		row := ui.FileRow{
			Name: f.FileName, URL: r.url("tep", f.ID.String()),
			Sub: joined(" · ", sizeOf(f.Size), f.Login, f.UploadedAt.In(r.today.Start().Location()).Format("02/01/2006")),
		}
		if attach.MayWithdraw(r.by, f) {
			row.Word, row.Remove = r.t("evidence.remove"), ui.Link{Text: r.t("evidence.remove_of", f.FileName), URL: removal(f)}
		}
		rows = append(rows, row)
	}
	return rows
}

// sizeOf is a number of bytes as people read it.
func sizeOf(n int64) string {
	if n < 1<<20 {
		return strconv.FormatInt(max(1, n>>10), 10) + " KB"
	}
	return strings.Replace(strconv.FormatFloat(float64(n)/(1<<20), 'f', 1, 64), ".", ",", 1) + " MB"
}

// takeFiles keeps the files that came with a form, and counts them with those that a script sent before it. What is wrong with one is
// said at the field; those before it are kept.
func (p *Pages) takeFiles(ctx context.Context, c *gin.Context, r room, t typed, o fileOwner) (typed, int, error) {
	taken := 0
	for _, word := range t.values["uploaded"] {
		a, err := p.d.Attach.Get(ctx, r.by, r.committee.ID, attach.ID(parseID(word)))
		if err == nil && a.OwnerID == o.id {
			taken++
		}
	}
	form, err := c.MultipartForm()
	if errors.Is(err, http.ErrNotMultipart) {
		return t, taken, nil
	}
	if err != nil {
		return t, taken, err
	}
	for i, header := range form.File["file"] {
		key := attach.ID(p.d.NewID())
		if i == 0 && t.values.Get("file_id") != "" {
			key = attach.ID(t.id("file_id")) // sent twice, it is one file
		}
		if t, err = p.takeFile(ctx, r, t, arriving{key, o, header}); err != nil || len(t.said) > 0 {
			return t, taken, err
		}
		taken++
	}
	return t, taken, nil
}

// arriving is a file of a form on its way to its row.
type arriving struct {
	id     attach.ID
	owner  fileOwner
	header *multipart.FileHeader
}

func (p *Pages) takeFile(ctx context.Context, r room, t typed, a arriving) (typed, error) {
	body, err := a.header.Open()
	if err != nil {
		return t, err
	}
	defer body.Close() //nolint:errcheck // nothing is written to it
	_, err = p.d.Attach.Upload(ctx, r.by, attach.UploadInput{
		Committee: r.committee.ID, ID: a.id, OwnerKind: a.owner.kind, OwnerID: a.owner.id, FileName: a.header.Filename, Body: body,
	})
	words, atField := r.words.Fields(err)["file"]
	switch {
	case fault.KindOf(err) == fault.TooLarge:
		words = r.words.Fault(err)
	case !atField:
		return t, err
	}
	t.said = map[string]string{"file": a.header.Filename + ": " + words}
	return t, nil
}

func (p *Pages) askEvidence(ctx context.Context, c *gin.Context, r room) error {
	return p.evidenceForm(ctx, c, r, filled("file_id", p.newKey()))
}

func (p *Pages) evidenceForm(ctx context.Context, c *gin.Context, r room, t typed) error {
	d, err := p.d.Tasks.Get(ctx, r.by, r.committee.ID, c.Param("task"))
	if err != nil {
		return err
	}
	if !d.MayAttach {
		return fault.New(fault.Forbidden, "forbidden")
	}
	page := taskview.FilePage{ActPage: r.actPage(d.Task, r.t("task.evidence_add")), File: r.upload(t, r.committee.Code, taskFiles(d.Task.ID))}
	page.Form = t.form(r, r.taskURL(d.Task.Number, filesPart), page.File.Field)
	page.Form.Multipart = true
	page.Hidden = []ui.Pair{{Name: "file_id", Value: t.values.Get("file_id")}}
	return show(ctx, c, t.status(), taskview.File(page))
}

func (p *Pages) addEvidence(ctx context.Context, c *gin.Context, r room) error {
	t := postedWithFile(c)
	d, err := p.d.Tasks.Get(ctx, r.by, r.committee.ID, c.Param("task"))
	if err != nil {
		return err
	}
	t, taken, err := p.takeFiles(ctx, c, r, t, taskFiles(d.Task.ID))
	if err != nil {
		return err
	}
	if len(t.said) == 0 && taken == 0 {
		t.said = map[string]string{"file": r.t("task.file_missing")}
	}
	if len(t.said) > 0 {
		return p.evidenceForm(ctx, c, r, t)
	}
	return done(c, r.taskURL(d.Task.Number), r.t("evidence.files_added", taken))
}

// removing is a file about to be taken away: from where, and where the form goes.
type removing struct {
	t     typed
	lead  string // the words of the row
	base  ui.Base
	back  string
	owner fileOwner
}

// evidenceFile finds the file of an address below its row.
func (p *Pages) evidenceFile(ctx context.Context, c *gin.Context, r room, o fileOwner) (attach.Attachment, error) {
	files, err := p.d.Attach.Of(ctx, r.by, r.committee.ID, o.kind, o.id)
	if err != nil {
		return attach.Attachment{}, err
	}
	i := slices.IndexFunc(files, func(f attach.Attachment) bool { return f.ID == attach.ID(parseID(c.Param("file"))) })
	if i < 0 {
		return attach.Attachment{}, fault.New(fault.NotFound, "not_found")
	}
	return files[i], access.Require(attach.MayWithdraw(r.by, files[i]))
}

func (p *Pages) removeForm(ctx context.Context, c *gin.Context, r room, w removing) error {
	f, err := p.evidenceFile(ctx, c, r, w.owner)
	if err != nil {
		return err
	}
	kept, err := p.d.Attach.Retention(ctx, access.System("page"), r.committee.ID)
	if err != nil {
		return err
	}
	why := w.t.field(r, "note", "task.reason")
	why.Hint, why.Required = r.t("evidence.remove_hint", kept.Years), true
	title := r.t("evidence.remove_title")
	page := formview.Page{
		Base: w.base, Head: ui.PageHead{Title: title, Sub: f.FileName}, Lead: w.lead, Form: w.t.form(r, w.back+"/"+filesPart+"/"+f.ID.String()+"/"+removePart, why),
		Hidden: []ui.Pair{{Name: "event_id", Value: w.t.values.Get("event_id")}}, Parts: []templ.Component{ui.Textarea(why, 3)},
		Submit: title, Cancel: ui.Link{Text: r.t("action.cancel"), URL: w.back},
	}
	return show(ctx, c, w.t.status(), formview.Show(page))
}

func (p *Pages) askRemoveTaskFile(ctx context.Context, c *gin.Context, r room) error {
	return p.removeTaskForm(ctx, c, r, filled("event_id", p.newKey()))
}

func (p *Pages) removeTaskForm(ctx context.Context, c *gin.Context, r room, t typed) error {
	d, err := p.d.Tasks.Get(ctx, r.by, r.committee.ID, c.Param("task"))
	if err != nil {
		return err
	}
	base := r.actPage(d.Task, r.t("evidence.remove_title")).Base
	return p.removeForm(ctx, c, r, removing{t: t, lead: d.Task.Text, base: base, back: r.taskURL(d.Task.Number), owner: taskFiles(d.Task.ID)})
}

func (p *Pages) removeTaskFile(ctx context.Context, c *gin.Context, r room) error {
	t := posted(c)
	d, err := p.d.Tasks.Get(ctx, r.by, r.committee.ID, c.Param("task"))
	if err != nil {
		return err
	}
	_, err = p.d.Tasks.RemoveEvidence(ctx, r.by, task.RemoveEvidence{
		ID: task.EventID(t.id("event_id")), Committee: r.committee.ID, Task: d.Task.ID, Attachment: attach.ID(parseID(c.Param("file"))), Note: t.values.Get("note"),
	})
	if err != nil {
		if t, err = t.refused(r, err); err != nil {
			return err
		}
		return p.removeTaskForm(ctx, c, r, t)
	}
	return done(c, r.taskURL(d.Task.Number), r.t("evidence.removed"))
}

func (p *Pages) saveRetention(ctx context.Context, c *gin.Context, r room) error {
	t := posted(c)
	_, err := p.d.Attach.SetRetention(ctx, r.by, attach.Retention{Committee: r.committee.ID, Years: t.count("retention_years"), Version: t.number("kept_version")})
	if err != nil {
		if t, err = t.refused(r, err); err != nil {
			return err
		}
		s, err := p.d.Tasks.Settings(ctx, r.by, r.committee.ID)
		if err != nil {
			return err
		}
		t.values.Set("extension_limit", strconv.Itoa(s.Extensions))
		t.values.Set("read_version", strconv.Itoa(s.Version))
		return p.settingsForm(ctx, c, r, t)
	}
	return done(c, r.url("nhiem-vu"), r.t("saved"))
}
