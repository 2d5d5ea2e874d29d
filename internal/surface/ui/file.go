package ui

import (
	"context"
	"mime"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/attach"
)

func (p *Pages) mountFiles(c *gin.RouterGroup, in mounter) {
	c.GET("/tep/:file", in(p.download))
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
