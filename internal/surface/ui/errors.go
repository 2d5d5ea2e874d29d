package ui

import (
	"strconv"

	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/surface/server"
	"github.com/dondoc/dondoc/web/views/page"
	"github.com/dondoc/dondoc/web/views/ui"
)

// Error answers a person with what went wrong, as a page in their language. Package server calls it.
func (p *Pages) Error(c *gin.Context, status int, err error) {
	words := server.Printer(c)
	b := p.frame(c, server.Actor(c), words)
	f := ui.Failure{Status: status, Title: words.T("error.title." + strconv.Itoa(status)), Text: server.Sentence(words, err), HomeURL: "/"}
	if status >= 500 {
		f.RequestID = server.RequestID(c)
	}
	b.Titles = []string{f.Title}
	if showErr := show(c.Request.Context(), c, status, page.Failure(b, f)); showErr != nil {
		c.String(status, f.Text)
	}
}
