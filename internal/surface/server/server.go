// Package server is the HTTP door: the engine, what every request passes through, and the one place where errors become answers.
// It knows no subject; pages and the JSON API mount their routes on its engine.
package server

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/gin-gonic/gin"
	"github.com/klauspost/compress/gzhttp"
	"github.com/prometheus/client_golang/prometheus"

	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/i18n"
)

// GCPercent is how far the heap of a serving process may grow before it is collected, unless GOGC says otherwise. Pages leave
// nothing behind, so a few tens of megabytes more save a fifth of the processor.
const GCPercent = 300

// Deps is what the server is made of. Log, Clock, Texts and Metrics are required.
type Deps struct {
	Log   *slog.Logger
	Clock calendar.Clock
	Texts *i18n.Catalogue

	// Accounts and Sessions say who asks; without them everybody is anonymous.
	Accounts Accounts
	Sessions *scs.SessionManager

	// Ready reports why the server could not answer a request that needs the database, or nil.
	Ready func(context.Context) error
	// Assets are the built files served below /assets/; nil when they are not built.
	Assets fs.FS
	// Secure says that people reach the server by https.
	Secure bool
	// ErrorPage answers a person with a page; the fallback is one line of plain text.
	ErrorPage func(c *gin.Context, status int, err error)
	Metrics   *prometheus.Registry
	// MaxBody is the largest request body in bytes; 0 is DefaultMaxBody. MaxBodyOf has the exceptions by route pattern.
	MaxBody   int64
	MaxBodyOf map[string]int64
	// Mount adds the routes of a surface: pages, the API.
	Mount []func(r *gin.Engine)
}

// DefaultMaxBody is room for any form; routes that take files have their own limit.
const DefaultMaxBody = 1 << 20

// How long a connection may take for its parts. Writing is generous: a workbook over an island's line takes minutes.
const (
	headerTimeout   = 10 * time.Second
	readTimeout     = 2 * time.Minute
	writeTimeout    = 10 * time.Minute
	idleTimeout     = 2 * time.Minute
	shutdownTimeout = 15 * time.Second
	maxHeaderBytes  = 64 << 10
)

// Server answers HTTP requests.
type Server struct {
	d       Deps
	guard   *http.CrossOriginProtection
	metrics *metrics
	handler http.Handler
}

// New puts the engine together. It fails on incomplete Deps or when the registry already holds the server's metrics.
func New(d Deps) (*Server, error) {
	if d.Log == nil || d.Clock == nil || d.Texts == nil || d.Metrics == nil {
		return nil, errors.New("server: Log, Clock, Texts and Metrics are required")
	}
	if d.MaxBody == 0 {
		d.MaxBody = DefaultMaxBody
	}
	m, err := newMetrics(d.Metrics)
	if err != nil {
		return nil, err
	}
	s := &Server{d: d, guard: http.NewCrossOriginProtection(), metrics: m}
	compress, err := gzhttp.NewWrapper(gzhttp.CompressionLevel(1), gzhttp.MinSize(1024), gzhttp.EnableZstd(false), gzhttp.ContentTypes(compressed()))
	if err != nil {
		return nil, err
	}
	engine, err := s.engine()
	if err != nil {
		return nil, err
	}
	s.handler = headAsGet(compress(engine))
	return s, nil
}

// proxies are believed when they say for whom they ask: those on this machine. Anybody else could invent an address
// for each try to sign in.
func proxies() []string { return []string{"127.0.0.0/8", "::1/128"} }

// engine lists what a request passes through, from the outside in. What stands before the session needs no database.
func (s *Server) engine() (*gin.Engine, error) {
	if gin.Mode() == gin.DebugMode {
		gin.SetMode(gin.ReleaseMode) // gin would print its routes on standard output
	}
	r := gin.New()
	if err := r.SetTrustedProxies(proxies()); err != nil {
		return nil, err
	}
	r.HandleMethodNotAllowed = true
	r.Use(s.begin, s.watch, s.door, s.protect, s.readBody)
	s.mountHealth(r)
	s.mountAssets(r)
	r.Use(s.authenticate)
	r.NoRoute(Handle(func(context.Context, *gin.Context) error { return errNoRoute }))
	r.NoMethod(Handle(func(context.Context, *gin.Context) error { return errNoMethod }))
	for _, mount := range s.d.Mount {
		mount(r)
	}
	return r, nil
}

// Handler is the whole of it, for a listener or a test.
func (s *Server) Handler() http.Handler { return s.handler }

// Serve answers on l until ctx ends, then lets requests under way finish before it returns.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	h := &http.Server{
		Handler: s.handler, ReadHeaderTimeout: headerTimeout, ReadTimeout: readTimeout, WriteTimeout: writeTimeout,
		IdleTimeout: idleTimeout, MaxHeaderBytes: maxHeaderBytes, ErrorLog: slog.NewLogLogger(s.d.Log.Handler(), slog.LevelWarn),
	}
	failed := make(chan error, 1)
	go func() { failed <- h.Serve(l) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	rest, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownTimeout)
	defer cancel()
	if err := h.Shutdown(rest); err != nil {
		return errors.Join(err, h.Close())
	}
	return nil
}

// NoPages answers for the pages of a program that was built before their styles and scripts were; mount it in their place.
func NoPages(r *gin.Engine) {
	r.NoRoute(Handle(func(_ context.Context, c *gin.Context) error {
		if isAPI(c) {
			return errNoRoute
		}
		return fault.New(fault.Unavailable, "assets.not_built")
	}))
}

// compressed are the kinds of answers that shrink; workbooks and pictures are packed already.
func compressed() []string {
	return []string{
		"text/html", "text/css", "text/plain", "text/javascript", "text/calendar", "application/json", "application/problem+json",
		"application/yaml", "image/svg+xml",
	}
}

// headAsGet lets every page be asked for its head alone; net/http drops the body of such an answer.
func headAsGet(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodHead {
			get := *r
			get.Method = http.MethodGet
			r = &get
		}
		next.ServeHTTP(w, r)
	})
}
