package server

import (
	"errors"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus"

	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// metrics are counted by the pattern of the route, never by the address: an address is somebody's business.
type metrics struct{ duration *prometheus.HistogramVec }

func newMetrics(reg *prometheus.Registry) (*metrics, error) {
	m := &metrics{prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name: "dondoc_http_request_duration_seconds", Help: "Time to answer, by method, route and status.",
		Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30},
	}, []string{"method", "route", "status"})}
	return m, reg.Register(m.duration)
}

// watch measures and logs the request. It stands outside the door, so that it sees what was answered.
func (s *Server) watch(c *gin.Context) {
	start := s.d.Clock()
	c.Next()
	took := s.d.Clock().Sub(start)
	route := c.FullPath()
	if route == "" {
		route = "none"
	}
	s.metrics.duration.WithLabelValues(method(c.Request.Method), route, strconv.Itoa(c.Writer.Status())).Observe(took.Seconds())
	s.log(c, route, took)
	if of(c).cut {
		panic(http.ErrAbortHandler) // the only way to tell the caller that what came is not all
	}
}

// method keeps invented methods from making series without end.
func method(m string) string {
	switch m {
	case http.MethodGet, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions:
		return m
	}
	return "other"
}

func (s *Server) log(c *gin.Context, route string, took time.Duration) {
	r, status := of(c), c.Writer.Status()
	attrs := []slog.Attr{
		slog.String("request_id", r.id), slog.String("method", c.Request.Method), slog.String("route", route), slog.String("path", loggedPath(c.Request.URL.Path)),
		slog.Int("status", status), slog.Duration("duration", took), slog.Int("bytes", max(0, c.Writer.Size())),
	}
	if r.actor.Login != "" {
		attrs = append(attrs, slog.String("login", r.actor.Login))
	}
	level, about := s.about(c, status)
	if level == slog.LevelInfo && about == nil && quiet(route) {
		level = slog.LevelDebug
	}
	attrs = append(attrs, about...)
	s.d.Log.LogAttrs(c.Request.Context(), level, "request", attrs...)
}

// loggedPath is the address as it may be written down.
func loggedPath(path string) string {
	if bySecret(path) {
		return AnswerPath + "/…"
	}
	return path
}

// about says what is to be known of a request that went wrong: the whole cause when it is our fault, the kind when it is not.
func (s *Server) about(c *gin.Context, status int) (slog.Level, []slog.Attr) {
	err := of(c).err
	if err == nil {
		return slog.LevelInfo, nil
	}
	gone := c.Request.Context().Err() != nil
	if Status(err) < http.StatusInternalServerError && status < http.StatusInternalServerError || gone {
		return slog.LevelInfo, []slog.Attr{slog.String("kind", kindName(err)), slog.String("key", keyOf(err)), slog.Bool("gone", gone)}
	}
	attrs := []slog.Attr{slog.String("cause", err.Error())}
	if p, ok := errors.AsType[*panicked](err); ok {
		attrs = append(attrs, slog.String("stack", string(p.stack)))
	}
	return slog.LevelError, attrs
}

// quiet routes are asked for by machines every few seconds, or with every page.
func quiet(route string) bool {
	return route == livePath || route == readyPath || route == metricsPath || strings.HasPrefix(route, assetsPrefix)
}

func keyOf(err error) string {
	if f, ok := errors.AsType[*fault.Fault](err); ok {
		return f.Key
	}
	return ""
}

func kindName(err error) string {
	names := [...]string{
		fault.Internal: "internal", fault.Invalid: "invalid", fault.Unauthenticated: "unauthenticated", fault.Forbidden: "forbidden",
		fault.NotFound: "not_found", fault.Conflict: "conflict", fault.TooLarge: "too_large", fault.TooMany: "too_many", fault.Unavailable: "unavailable",
	}
	return names[fault.KindOf(err)]
}
