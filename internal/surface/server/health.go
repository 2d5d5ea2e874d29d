package server

import (
	"context"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Addresses for machines: alive, ready, counted. They tell nothing about anybody and ask for no sign-in.
const (
	livePath    = "/healthz"
	readyPath   = "/readyz"
	metricsPath = "/metrics"
)

// readyTimeout is how long the database may think about whether it is there.
const readyTimeout = 2 * time.Second

func (s *Server) mountHealth(r *gin.Engine) {
	r.GET(livePath, func(c *gin.Context) { c.String(http.StatusOK, "ok\n") })
	r.GET(readyPath, s.ready)
	r.GET(metricsPath, gin.WrapH(promhttp.HandlerFor(s.d.Metrics, promhttp.HandlerOpts{DisableCompression: true})))
}

// ready answers 200 when a request that needs the database would be answered. The reason why not is for the log alone.
func (s *Server) ready(c *gin.Context) {
	c.Header("Cache-Control", "no-store")
	ctx, cancel := context.WithTimeout(c.Request.Context(), readyTimeout)
	defer cancel()
	if s.d.Ready != nil {
		if err := s.d.Ready(ctx); err != nil {
			of(c).err = err
			c.String(http.StatusServiceUnavailable, "not ready\n")
			return
		}
	}
	c.String(http.StatusOK, "ready\n")
}
