package server

import (
	"io"
	"mime"
	"net/http"

	"github.com/gin-gonic/gin"
)

// File is a file that is made while it is sent.
type File struct {
	Name  string // as it is offered to be saved
	Media string
	Write func(w io.Writer) error
}

// Send answers with a file as it is made. Until the first byte nothing has been said, so that an error before it still becomes an
// answer; after it the connection is cut once the log has told, so that nobody takes a part for the whole.
func Send(c *gin.Context, f File) error {
	out := &opening{c: c, file: f}
	err := f.Write(out)
	of(c).cut = err != nil && out.begun
	return err
}

// opening says what is coming when the first byte does.
type opening struct {
	c     *gin.Context
	file  File
	begun bool
}

func (o *opening) Write(b []byte) (int, error) {
	if !o.begun {
		o.begun = true
		o.c.Header("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": o.file.Name}))
		o.c.Header("Content-Type", o.file.Media)
		o.c.Header("Cache-Control", "private, no-store")
		o.c.Status(http.StatusOK)
	}
	return o.c.Writer.Write(b)
}
