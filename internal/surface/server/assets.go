package server

import (
	"bytes"
	"context"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// assetsPrefix is where package web says its files are served.
const assetsPrefix = "/assets/"

// mediaTypes are those of the files the build makes; the machine's own table differs from one to the next.
var mediaTypes = map[string]string{
	".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml", ".png": "image/png",
	".ico": "image/x-icon", ".woff2": "font/woff2", ".json": "application/json", ".map": "application/json", ".txt": "text/plain; charset=utf-8",
}

func (s *Server) mountAssets(r *gin.Engine) {
	r.GET(assetsPrefix+"*file", Handle(s.asset))
}

// asset serves a built file. Its name carries a hash of its content, so a browser may keep it for ever.
func (s *Server) asset(_ context.Context, c *gin.Context) error {
	name := strings.TrimPrefix(c.Param("file"), "/")
	kind, known := mediaTypes[path.Ext(name)]
	if s.d.Assets == nil || !known || !fs.ValidPath(name) {
		return fault.New(fault.NotFound, "not_found")
	}
	content, err := fs.ReadFile(s.d.Assets, name)
	if err != nil {
		return fault.New(fault.NotFound, "not_found").Because(err)
	}
	c.Header("Cache-Control", "public, max-age=31536000, immutable")
	c.Header("Content-Type", kind)
	http.ServeContent(c.Writer, c.Request, name, time.Time{}, bytes.NewReader(content))
	return nil
}
