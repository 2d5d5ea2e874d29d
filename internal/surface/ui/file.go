package ui

import (
	"context"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/attach"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
	taskview "github.com/dondoc/dondoc/web/views/task"
)

func (p *Pages) mountFiles(c *gin.RouterGroup, in mounter) {
	c.GET("/tep/:file", in(p.download))
	c.GET("/nhiem-vu/:task/tep", in(p.askEvidence))
	c.POST("/nhiem-vu/:task/tep", in(p.addEvidence))
}

// download serves a file to those who may read what it belongs to, always as an attachment: nothing uploaded is shown in place.
func (p *Pages) download(ctx context.Context, c *gin.Context, r room) error {
	a, body, err := p.d.Attach.Download(ctx, r.by, r.committee.ID, attach.ID(parseID(c.Param("file"))))
	if err != nil {
		return err
	}
	defer body.Close() //nolint:errcheck // nothing is written to it
	c.Header("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": a.FileName}))
	c.Header("Content-Type", a.MediaType)
	c.Header("Cache-Control", "private, no-store")
	http.ServeContent(c.Writer, c.Request, "", time.Time{}, body)
	return nil
}

func (p *Pages) askEvidence(ctx context.Context, c *gin.Context, r room) error {
	return p.evidenceForm(ctx, c, r, filled("id", id.ID[any](p.d.NewID()).String()))
}

func (p *Pages) evidenceForm(ctx context.Context, c *gin.Context, r room, t typed) error {
	d, err := p.d.Tasks.Get(ctx, r.by, r.committee.ID, c.Param("task"))
	if err != nil {
		return err
	}
	if !d.MayAttach {
		return fault.New(fault.Forbidden, "forbidden")
	}
	page := taskview.FilePage{ActPage: r.actPage(d.Task, r.t("task.evidence_add")), File: t.hinted(r, "file", "task.file", "task.file_hint"), Accept: strings.Join(attach.Endings(), ",")}
	page.Form = t.form(r, r.taskURL(d.Task.Number, "tep"), page.File)
	page.Form.Multipart = true
	return show(ctx, c, t.status(), taskview.File(page))
}

func (p *Pages) addEvidence(ctx context.Context, c *gin.Context, r room) error {
	t := posted(c)
	d, err := p.d.Tasks.Get(ctx, r.by, r.committee.ID, c.Param("task"))
	if err != nil {
		return err
	}
	header, err := c.FormFile("file")
	if err != nil {
		t.said = map[string]string{"file": r.t("task.file_missing")}
		return p.evidenceForm(ctx, c, r, t)
	}
	body, err := header.Open()
	if err != nil {
		return err
	}
	defer body.Close() //nolint:errcheck // nothing is written to it
	_, err = p.d.Attach.Upload(ctx, r.by, attach.UploadInput{
		Committee: r.committee.ID, ID: attach.ID(parseID(c.PostForm("id"))), OwnerKind: attach.OfTask, OwnerID: attach.OwnerID(d.Task.ID), FileName: header.Filename, Body: body,
	})
	if err != nil {
		if fault.KindOf(err) == fault.TooLarge {
			t.said = map[string]string{"file": r.words.Fault(err)}
		} else if t, err = t.refused(r, err); err != nil {
			return err
		}
		t.values.Set("id", c.PostForm("id"))
		return p.evidenceForm(ctx, c, r, t)
	}
	return done(c, r.url("nhiem-vu", strconv.Itoa(d.Task.Number)), r.t("task.file_added", header.Filename))
}
