package server_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/surface/server"
)

// TestAnAddressThatIsASecretIsKeptByNobody: not by the log, whatever comes of the request, nor by browsers or those they go to next.
func TestAnAddressThatIsASecretIsKeptByNobody(t *testing.T) {
	t.Parallel()
	const secret = "s3cr3t-of-256-bits"
	h := build(t, func(d *server.Deps) {
		d.Mount = append(d.Mount, func(r *gin.Engine) {
			r.GET("/tra-loi/:secret", func(c *gin.Context) { c.String(http.StatusOK, "ok") })
			r.POST("/tra-loi/:secret", func(c *gin.Context) { c.String(http.StatusOK, "ok") })
			r.GET("/tra-loi/:secret/panic", func(*gin.Context) { panic("boom") })
			r.GET("/tra-loi/:secret/gone", server.Handle(func(context.Context, *gin.Context) error { return fault.New(fault.NotFound, "answer_link.dead") }))
		})
	})
	for _, path := range []string{"", "/panic", "/gone", "/no/such/page", "?x=1"} {
		w := h.ask("GET", "/tra-loi/"+secret+path, "")
		if w.Header().Get("Referrer-Policy") != "no-referrer" || w.Header().Get("Cache-Control") != "no-store" {
			t.Errorf("%s: %v", path, w.Header())
		}
	}
	h.ask("GET", "/tra-loi/"+secret+"/", "") // sent on to the address without the stroke
	// A page without a referrer sends "Origin: null", and over plain http nothing else: the secret is what counts there.
	if w := h.ask("POST", "/tra-loi/"+secret, "", "Origin", "null"); w.Code != http.StatusOK {
		t.Errorf("from its own page: %d", w.Code)
	}
	if w := h.ask("POST", "/write", "", "Origin", "null"); w.Code != http.StatusForbidden {
		t.Errorf("elsewhere that is another site: %d", w.Code)
	}
	if log := h.log.String(); strings.Contains(log, secret) || !strings.Contains(log, `"path":"/tra-loi/…"`) {
		t.Errorf("log %s", log)
	}
}
