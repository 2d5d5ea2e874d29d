package server_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/alexedwards/scs/v2/memstore"
	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus"

	"github.com/dondoc/dondoc/internal/domain/account"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/i18n"
	"github.com/dondoc/dondoc/internal/foundation/id"
	"github.com/dondoc/dondoc/internal/surface/server"
)

// memory is a session store of one test.
type memory struct{ *memstore.MemStore }

func (m memory) DeleteCtx(_ context.Context, token string) error { return m.Delete(token) }

func (m memory) FindCtx(_ context.Context, token string) ([]byte, bool, error) { return m.Find(token) }

func (m memory) CommitCtx(_ context.Context, token string, b []byte, expiry time.Time) error {
	return m.Commit(token, b, expiry)
}

// people stands for the accounts: one user, one token, or a failure.
type people struct {
	user     access.UserID
	sessions memory
	fail     error
}

func (p *people) signed(how string) account.Signed {
	return account.Signed{Actor: access.Actor{User: p.user, Login: "thu.ky", Name: how}, Language: "en"}
}

func (p *people) BySession(ctx context.Context, cookie string) (context.Context, account.Signed, error) {
	if p.fail != nil {
		return ctx, account.Signed{}, p.fail
	}
	nobody := fault.New(fault.Unauthenticated, "account.signed_out")
	data, ok, err := p.sessions.Find(cookie)
	if err != nil || !ok {
		return ctx, account.Signed{}, errors.Join(nobody, err)
	}
	_, values, err := account.SessionCodec{}.Decode(data)
	if err != nil || values[account.SessionUser] != p.user.String() {
		return ctx, account.Signed{}, errors.Join(nobody, err)
	}
	return ctx, p.signed("session"), nil
}

func (p *people) ByToken(_ context.Context, token string) (account.Signed, error) {
	if token != "good" {
		return account.Signed{}, fault.New(fault.Unauthenticated, "account.signed_out")
	}
	return p.signed("token"), nil
}

// house is a server with the routes of the tests.
type house struct {
	handler http.Handler
	server  *server.Server
	log     *bytes.Buffer
	people  *people
}

func build(t *testing.T, change ...func(*server.Deps)) *house {
	t.Helper()
	texts, err := i18n.New()
	if err != nil {
		t.Fatal(err)
	}
	h := &house{log: &bytes.Buffer{}, people: &people{user: access.UserID(id.Random()), sessions: memory{memstore.NewWithCleanupInterval(0)}}}
	clock := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
	d := server.Deps{
		Log:   slog.New(slog.NewJSONHandler(h.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
		Clock: func() time.Time { return clock }, Texts: texts, Accounts: h.people,
		Sessions: server.NewSessions(h.people.sessions, false),
		Assets:   fstest.MapFS{"app-1A.css": {Data: []byte("body{}")}, "manifest.json": {Data: []byte("{}")}, "fonts/x.woff2": {Data: []byte("w")}},
		Metrics:  prometheus.NewRegistry(), MaxBody: 100, MaxBodyOf: map[string]int64{"/big": 1000},
		Mount: []func(*gin.Engine){h.mount},
	}
	for _, f := range change {
		f(&d)
	}
	if h.server, err = server.New(d); err != nil {
		t.Fatal(err)
	}
	h.handler = h.server.Handler()
	return h
}

func (h *house) mount(r *gin.Engine) {
	fails := func(err error) gin.HandlerFunc {
		return server.Handle(func(context.Context, *gin.Context) error { return err })
	}
	stale := fault.Stale(map[string]string{"text": "theirs"})
	for _, prefix := range []string{"", "/api/v1"} {
		r.GET(prefix+"/invalid", fails(&fault.Fault{Kind: fault.Invalid, Key: "invalid", Fields: map[string]fault.Message{"title": {Key: "validate.required"}}}))
		r.GET(prefix+"/unauthenticated", fails(fault.New(fault.Unauthenticated, "unauthenticated")))
		r.POST(prefix+"/unauthenticated", fails(fault.New(fault.Unauthenticated, "unauthenticated")))
		r.GET(prefix+"/forbidden", fails(fault.New(fault.Forbidden, "forbidden")))
		r.GET(prefix+"/conflict", fails(stale))
		r.GET(prefix+"/unknown-row", fails(fault.New(fault.NotFound, "not_found")))
		r.GET(prefix+"/too-large", fails(fault.New(fault.TooLarge, "too_large")))
		r.GET(prefix+"/too-many", fails(fault.New(fault.TooMany, "too_many")))
		r.GET(prefix+"/unavailable", fails(fault.New(fault.Unavailable, "database.unavailable").Because(errors.New("dial tcp: secret host"))))
		r.GET(prefix+"/internal", fails(errors.New("relation secret_table does not exist")))
		r.GET(prefix+"/panic", func(*gin.Context) { panic("boom") })
		r.GET(prefix+"/who", func(c *gin.Context) {
			c.String(200, "%s %s %s", server.Actor(c).Login, server.Actor(c).Name, server.Printer(c).Lang())
		})
		r.POST(prefix+"/write", func(c *gin.Context) { c.String(200, "wrote %s", c.PostForm("words")) })
	}
	r.GET("/address", func(c *gin.Context) { c.String(200, "%s", c.ClientIP()) })
	r.GET("/begun", server.Handle(func(_ context.Context, c *gin.Context) error {
		c.String(200, "first half")
		return errors.New("the second half failed")
	}))
	r.POST("/big", server.Handle(func(_ context.Context, c *gin.Context) error {
		b, err := io.ReadAll(c.Request.Body)
		c.Header("X-Read", http.StatusText(len(b)))
		return err
	}))
	r.GET("/long", func(c *gin.Context) {
		c.Data(200, "text/html; charset=utf-8", []byte(strings.Repeat("Cô Tô ", 1000)))
	})
	r.GET("/book", func(c *gin.Context) {
		c.Data(200, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", bytes.Repeat([]byte("PK"), 4000))
	})
	r.GET("/mine", server.RequireSignIn, func(c *gin.Context) { c.String(200, "mine") })
	r.POST("/sign-in", server.Handle(func(_ context.Context, c *gin.Context) error { return server.SignIn(c, h.people.user) }))
	r.POST("/sign-out", server.Handle(func(_ context.Context, c *gin.Context) error { return server.SignOut(c) }))
	r.POST("/keep", server.Handle(func(_ context.Context, c *gin.Context) error { return server.Keep(c, "flash", "đã lưu") }))
	r.GET("/take", server.Handle(func(_ context.Context, c *gin.Context) error {
		words, err := server.Take(c, "flash")
		c.String(200, "%s", words)
		return err
	}))
	r.POST("/lang", func(c *gin.Context) { server.SetLang(c, i18n.En); c.String(200, "%s", server.Printer(c).Lang()) })
}

// ask sends one request; headers come as name, value, name, value.
func (h *house) ask(method, target, body string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	if body == "" {
		r.Body, r.ContentLength = http.NoBody, 0
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Add(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.handler.ServeHTTP(w, r)
	return w
}

// lines are the log's lines about requests.
func (h *house) lines(t *testing.T) []map[string]any {
	t.Helper()
	var all []map[string]any
	d := json.NewDecoder(bytes.NewReader(h.log.Bytes()))
	for d.More() {
		line := map[string]any{}
		if err := d.Decode(&line); err != nil {
			t.Fatal(err)
		}
		all = append(all, line)
	}
	return all
}

func TestDoorAnswersEveryKindOfFaultWithItsStatus(t *testing.T) {
	t.Parallel()
	h := build(t)
	for path, want := range map[string]int{
		"/invalid": 422, "/forbidden": 403, "/conflict": 409, "/unknown-row": 404, "/too-large": 413, "/too-many": 429,
		"/unavailable": 503, "/internal": 500, "/panic": 500, "/no-such-address": 404,
	} {
		for _, prefix := range []string{"", "/api/v1"} {
			w := h.ask("GET", prefix+path, "")
			if w.Code != want {
				t.Errorf("%s%s: status %d, want %d", prefix, path, w.Code, want)
			}
			kind := "text/plain; charset=utf-8"
			if prefix != "" {
				kind = "application/problem+json"
			}
			if got := w.Header().Get("Content-Type"); got != kind {
				t.Errorf("%s%s: content type %q, want %q", prefix, path, got, kind)
			}
			if strings.Contains(w.Body.String(), "secret") || strings.Contains(w.Body.String(), "boom") {
				t.Errorf("%s%s shows the cause: %s", prefix, path, w.Body)
			}
		}
	}
}

func TestProblemTellsAProgramWhatIsWrong(t *testing.T) {
	t.Parallel()
	h := build(t)
	read := func(path string) server.Problem {
		w := h.ask("GET", "/api/v1"+path, "", "Accept-Language", "en")
		var p server.Problem
		d := json.NewDecoder(w.Body)
		d.DisallowUnknownFields()
		if err := d.Decode(&p); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		if p.RequestID == "" || p.RequestID != w.Header().Get("X-Request-Id") || p.Status != w.Code {
			t.Errorf("%s: request id or status of %+v differ from the head", path, p)
		}
		return p
	}
	if p := read("/invalid"); p.Errors["title"] != "Please fill this in." || p.Title != "Not saved" {
		t.Errorf("a mistake in a field: %+v", p)
	}
	if p := read("/conflict"); p.Type != "urn:dondoc:conflict.stale" || p.Theirs == nil {
		t.Errorf("a stale write: %+v", p)
	}
	if p := read("/internal"); p.Type != "about:blank" || !strings.Contains(p.Detail, "The program failed") {
		t.Errorf("our own failure: %+v", p)
	}
	if w := h.ask("GET", "/api/v1/unauthenticated", ""); w.Code != 401 || w.Header().Get("WWW-Authenticate") != "Bearer" {
		t.Errorf("not signed in: %d %v", w.Code, w.Header())
	}
}

func TestWhoIsNotSignedInIsSentToSignInAndBack(t *testing.T) {
	t.Parallel()
	h := build(t)
	w := h.ask("GET", "/unauthenticated?lop=qua-han", "")
	if w.Code != 303 || w.Header().Get("Location") != "/dang-nhap?tiep=%2Funauthenticated%3Flop%3Dqua-han" {
		t.Errorf("a page: %d to %q", w.Code, w.Header().Get("Location"))
	}
	if w := h.ask("GET", "/mine", ""); w.Code != 303 {
		t.Errorf("a page behind RequireSignIn: %d", w.Code)
	}
	w = h.ask("GET", "/unauthenticated", "", "HX-Request", "true", "HX-Current-URL", "http://example.com/c/bcd/nhiem-vu?trang=2")
	if w.Code != 401 || w.Header().Get("HX-Redirect") != "/dang-nhap?tiep=%2Fc%2Fbcd%2Fnhiem-vu%3Ftrang%3D2" {
		t.Errorf("a part of a page: %d to %q", w.Code, w.Header().Get("HX-Redirect"))
	}
	if w := h.ask("POST", "/unauthenticated", ""); w.Code != 401 || w.Header().Get("Location") != "" {
		t.Errorf("a form that was sent is answered with a page: %d to %q", w.Code, w.Header().Get("Location"))
	}
}

func TestErrorPageIsUsedAndMayFail(t *testing.T) {
	t.Parallel()
	page := func(c *gin.Context, status int, err error) {
		if server.Actor(c).Login == "" && fault.KindOf(err) == fault.Forbidden {
			panic("the page of errors is broken")
		}
		c.String(status, "a page about %s", server.Sentence(server.Printer(c), err))
	}
	h := build(t, func(d *server.Deps) { d.ErrorPage = page })
	if w := h.ask("GET", "/conflict", "", "Accept-Language", "en"); w.Code != 409 || !strings.HasPrefix(w.Body.String(), "a page about Somebody else") {
		t.Errorf("the page: %d %s", w.Code, w.Body)
	}
	if w := h.ask("GET", "/forbidden", "", "Accept-Language", "en"); w.Code != 403 || w.Body.String() != "You may not do this.\n" {
		t.Errorf("when the page fails, plain words: %d %q", w.Code, w.Body)
	}
	if w := h.ask("GET", "/nowhere", "", "Accept-Language", "en"); w.Code != 404 || !strings.HasPrefix(w.Body.String(), "a page") {
		t.Errorf("an unknown address gets the page too: %d %q", w.Code, w.Body)
	}
}

func TestUnknownMethodGoesThroughTheDoor(t *testing.T) {
	t.Parallel()
	h := build(t)
	if w := h.ask("DELETE", "/api/v1/who", ""); w.Code != 405 || w.Header().Get("Allow") != "GET" {
		t.Errorf("delete: %d, allow %q", w.Code, w.Header().Get("Allow"))
	}
	if w := h.ask("HEAD", "/who", ""); w.Code != 200 {
		t.Errorf("every page may be asked for its head: %d", w.Code)
	}
}

func TestLogHasTheCauseOfWhatIsOurFaultAndTheKindOfWhatIsNot(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, path, level string
		want              map[string]string
	}{
		{"our own failure is logged with its cause", "/internal", "ERROR", map[string]string{"cause": "relation secret_table does not exist", "route": "/internal"}},
		{"a lost database is logged with its cause", "/unavailable", "ERROR", map[string]string{"cause": "database.unavailable: dial tcp: secret host"}},
		{"a panic is logged with its stack", "/panic", "ERROR", map[string]string{"cause": "panic: boom"}},
		{"a refusal is logged with its kind", "/forbidden", "INFO", map[string]string{"kind": "forbidden", "key": "forbidden"}},
		{"a half-sent answer is logged though its status was sent", "/begun", "ERROR", map[string]string{"cause": "the second half failed"}},
		{"an unknown address has no route", "/nowhere/at/all", "INFO", map[string]string{"route": "none", "path": "/nowhere/at/all"}},
		{"words of a search stay out of the log", "/who?tu=bi-mat", "INFO", map[string]string{"path": "/who"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			h := build(t)
			w := h.ask("GET", tt.path, "", "X-Request-Id", "forged")
			lines := h.lines(t)
			if len(lines) != 1 {
				t.Fatalf("%d lines, want one:\n%s", len(lines), h.log)
			}
			line := lines[0]
			if line["level"] != tt.level || line["request_id"] != w.Header().Get("X-Request-Id") || line["request_id"] == "forged" {
				t.Errorf("line %v", line)
			}
			for k, v := range tt.want {
				if line[k] != v {
					t.Errorf("%s is %v, want %q", k, line[k], v)
				}
			}
			if strings.Contains(h.log.String(), "bi-mat") {
				t.Error("the log tells what was searched for")
			}
			if tt.path == "/panic" && !strings.Contains(h.log.String(), "server_test.go") {
				t.Error("the stack does not show where it happened")
			}
		})
	}
}

func TestWhoLeftBeforeTheAnswerIsNotOurFailure(t *testing.T) {
	t.Parallel()
	h := build(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	w := httptest.NewRecorder()
	h.handler.ServeHTTP(w, httptest.NewRequestWithContext(ctx, "GET", "/internal", nil))
	if line := h.lines(t)[0]; line["level"] != "INFO" || line["status"] != 499.0 {
		t.Errorf("logged as %v", line)
	}
}

func TestEveryAnswerForbidsBrowsersWhatIsNotOurs(t *testing.T) {
	t.Parallel()
	h := build(t)
	for _, path := range []string{"/who", "/internal", "/nowhere", "/healthz", "/assets/app-1A.css", "/api/v1/who"} {
		head := h.ask("GET", path, "").Header()
		for name, want := range map[string]string{
			"Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
			"X-Content-Type-Options":  "nosniff", "Referrer-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin",
		} {
			if head.Get(name) != want {
				t.Errorf("%s: %s is %q", path, name, head.Get(name))
			}
		}
		if head.Get("Strict-Transport-Security") != "" {
			t.Errorf("%s: https is demanded where there is none", path)
		}
	}
	secure := build(t, func(d *server.Deps) { d.Secure = true })
	if secure.ask("GET", "/who", "").Header().Get("Strict-Transport-Security") == "" {
		t.Error("behind https it is not demanded")
	}
}

func TestAnotherSiteCannotWriteInSomebodysName(t *testing.T) {
	t.Parallel()
	h := build(t)
	for _, tt := range []struct {
		name, path string
		headers    []string
		want       int
	}{
		{"a form of our own page", "/write", []string{"Sec-Fetch-Site", "same-origin"}, 200},
		{"a form of another site", "/write", []string{"Sec-Fetch-Site", "cross-site"}, 403},
		{"a form of another site in an old browser", "/write", []string{"Origin", "https://evil.example"}, 403},
		{"a program without a browser", "/write", nil, 200},
		{"a script elsewhere with a token of its own", "/api/v1/write", []string{"Sec-Fetch-Site", "cross-site", "Authorization", "Bearer good"}, 200},
		{"a script elsewhere that brings our cookie along", "/api/v1/write", []string{"Sec-Fetch-Site", "cross-site", "Authorization", "Bearer good", "Cookie", "dondoc=x"}, 403},
		{"a token counts for the API alone", "/write", []string{"Sec-Fetch-Site", "cross-site", "Authorization", "Bearer good"}, 403},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if w := h.ask("POST", tt.path, "words=x", append(tt.headers, "Content-Type", "application/x-www-form-urlencoded")...); w.Code != tt.want {
				t.Errorf("%d %s, want %d", w.Code, w.Body, tt.want)
			}
		})
	}
}

func TestBodiesAreLimitedAndMustBeReadable(t *testing.T) {
	t.Parallel()
	h := build(t)
	form := []string{"Content-Type", "application/x-www-form-urlencoded"}
	for _, tt := range []struct {
		name, path, body string
		headers          []string
		want             int
	}{
		{"a form that fits", "/write", "words=C%C3%B4+T%C3%B4", form, 200},
		{"a form that says it is too large", "/write", "words=" + strings.Repeat("x", 100), form, 413},
		{"a form that is not UTF-8", "/write", "words=%FF", form, 400},
		{"a form with a NUL", "/write", "words=a%00b", form, 400},
		{"a form that cannot be read", "/write", "words=%zz", form, 400},
		{"a route with a limit of its own", "/big", strings.Repeat("x", 900), nil, 200},
		{"and beyond that", "/big", strings.Repeat("x", 1001), nil, 413},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if w := h.ask("POST", tt.path, tt.body, tt.headers...); w.Code != tt.want {
				t.Errorf("%d %s, want %d", w.Code, w.Body, tt.want)
			}
		})
	}
	t.Run("a body that does not say how long it is", func(t *testing.T) {
		t.Parallel()
		r := httptest.NewRequest("POST", "/big", io.MultiReader(strings.NewReader(strings.Repeat("x", 1001))))
		w := httptest.NewRecorder()
		h.handler.ServeHTTP(w, r)
		if w.Code != 413 {
			t.Errorf("%d, want 413", w.Code)
		}
	})
	for _, target := range []string{"/who?a=%00", "/who?a=%FF", "/who%00", "/who?a=%zz"} {
		if w := h.ask("GET", target, ""); w.Code != 400 {
			t.Errorf("%s: %d, want 400", target, w.Code)
		}
	}
}

func TestTextIsPackedAndWorkbooksAreNot(t *testing.T) {
	t.Parallel()
	h := build(t)
	w := h.ask("GET", "/long", "", "Accept-Encoding", "gzip")
	if w.Header().Get("Content-Encoding") != "gzip" {
		t.Fatal("a long page is not packed")
	}
	z, err := gzip.NewReader(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	if plain, err := io.ReadAll(z); err != nil || string(plain) != strings.Repeat("Cô Tô ", 1000) {
		t.Errorf("unpacked: %d bytes, %v", len(plain), err)
	}
	for path, headers := range map[string][]string{"/long": nil, "/book": {"Accept-Encoding", "gzip"}, "/who": {"Accept-Encoding", "gzip"}} {
		if w := h.ask("GET", path, "", headers...); w.Header().Get("Content-Encoding") != "" {
			t.Errorf("%s is packed", path)
		}
	}
}

func TestAProgramBuiltWithoutItsPagesSaysSo(t *testing.T) {
	t.Parallel()
	h := build(t, func(d *server.Deps) { d.Mount = []func(*gin.Engine){server.NoPages} })
	for path, want := range map[string]int{"/": 503, "/c/qcdc/nhiem-vu": 503, "/healthz": 200, "/api/v1/x": 404} {
		if w := h.ask("GET", path, ""); w.Code != want || want == 503 && !strings.Contains(w.Body.String(), "make assets") {
			t.Errorf("%s: %d %s", path, w.Code, w.Body)
		}
	}
}

func TestAssetsAreKeptForEver(t *testing.T) {
	t.Parallel()
	h := build(t)
	w := h.ask("GET", "/assets/app-1A.css", "")
	if w.Code != 200 || w.Body.String() != "body{}" || w.Header().Get("Cache-Control") != "public, max-age=31536000, immutable" ||
		w.Header().Get("Content-Type") != "text/css; charset=utf-8" {
		t.Errorf("%d %v %s", w.Code, w.Header(), w.Body)
	}
	if w := h.ask("GET", "/assets/fonts/x.woff2", ""); w.Code != 200 || w.Header().Get("Content-Type") != "font/woff2" {
		t.Errorf("a font: %d %v", w.Code, w.Header())
	}
	for _, path := range []string{"/assets/", "/assets/none.css", "/assets/fonts", "/assets/../server.go", "/assets/fonts/../app-1A.css"} {
		if w := h.ask("GET", path, ""); w.Code != 404 {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
	empty := build(t, func(d *server.Deps) { d.Assets = nil })
	if w := empty.ask("GET", "/assets/app-1A.css", ""); w.Code != 404 {
		t.Errorf("before the assets are built: %d", w.Code)
	}
}

func TestHealth(t *testing.T) {
	t.Parallel()
	var down error
	h := build(t, func(d *server.Deps) { d.Ready = func(context.Context) error { return down } })
	if w := h.ask("GET", "/readyz", ""); w.Code != 200 {
		t.Errorf("ready: %d", w.Code)
	}
	down = errors.New("schema version 3 of 7")
	if w := h.ask("GET", "/readyz", ""); w.Code != 503 || strings.Contains(w.Body.String(), "schema") {
		t.Errorf("not ready: %d %s", w.Code, w.Body)
	}
	if !strings.Contains(h.log.String(), "schema version 3 of 7") {
		t.Error("the reason is not in the log")
	}
	if w := h.ask("GET", "/healthz", ""); w.Code != 200 {
		t.Errorf("alive although not ready: %d", w.Code)
	}
	h.ask("GET", "/c-mot", "")
	h.ask("GET", "/who", "")
	h.ask("BREW", "/who", "")
	body := h.ask("GET", "/metrics", "").Body.String()
	for _, want := range []string{
		`dondoc_http_request_duration_seconds_count{method="GET",route="/readyz",status="503"} 1`,
		`dondoc_http_request_duration_seconds_count{method="GET",route="none",status="404"} 1`,
		`dondoc_http_request_duration_seconds_count{method="GET",route="/who",status="200"} 1`,
		`dondoc_http_request_duration_seconds_count{method="other",route="none",status="405"} 1`,
	} {
		if !strings.Contains(body, want) {
			t.Errorf("metrics lack %s in\n%s", want, body)
		}
	}
}

func TestSessions(t *testing.T) {
	t.Parallel()
	h := build(t)
	if w := h.ask("GET", "/who", ""); len(w.Result().Cookies()) != 0 || w.Body.String() != "  vi" {
		t.Errorf("a stranger gets no cookie: %v %q", w.Result().Cookies(), w.Body)
	}
	in := h.ask("POST", "/sign-in", "").Result().Cookies()
	if len(in) != 1 || !in[0].HttpOnly || in[0].SameSite != http.SameSiteLaxMode || in[0].Name != "dondoc" {
		t.Fatalf("cookies of signing in: %v", in)
	}
	mine := []string{"Cookie", "dondoc=" + in[0].Value}
	if w := h.ask("GET", "/who", "", mine...); w.Body.String() != "thu.ky session en" {
		t.Errorf("signed in, in the account's language: %q", w.Body)
	}
	if w := h.ask("GET", "/who", "", "Cookie", "dondoc="+in[0].Value+"; lang=vi"); w.Body.String() != "thu.ky session vi" {
		t.Errorf("the choice made on this browser comes first: %q", w.Body)
	}
	if w := h.ask("GET", "/api/v1/who", "", mine...); w.Body.String() != "thu.ky session en" {
		t.Errorf("scripts of our pages use the session: %q", w.Body)
	}
	if w := h.ask("GET", "/mine", "", mine...); w.Code != 200 {
		t.Errorf("a page for signed-in people: %d", w.Code)
	}
	again := h.ask("POST", "/sign-in", "", mine...).Result().Cookies()
	if again[0].Value == in[0].Value {
		t.Error("signing in keeps the old token, which somebody may have planted")
	}
	mine = []string{"Cookie", "dondoc=" + again[0].Value}
	if w := h.ask("POST", "/sign-out", "", mine...); w.Result().Cookies()[0].MaxAge >= 0 {
		t.Errorf("signing out leaves the cookie: %v", w.Result().Cookies())
	}
	for _, old := range []string{in[0].Value, again[0].Value, "invented"} {
		if w := h.ask("GET", "/who", "", "Cookie", "dondoc="+old); w.Body.String() != "  vi" {
			t.Errorf("token %q still opens a session: %q", old, w.Body)
		}
	}
}

func TestClosedAccountsAndLostDatabases(t *testing.T) {
	t.Parallel()
	h := build(t)
	cookie := h.ask("POST", "/sign-in", "").Result().Cookies()[0].Value
	h.people.fail = fault.New(fault.Unauthenticated, "account.signed_out")
	if w := h.ask("GET", "/who", "", "Cookie", "dondoc="+cookie); w.Code != 200 || w.Body.String() != "  vi" {
		t.Errorf("a closed account is a stranger: %d %q", w.Code, w.Body)
	}
	h.people.fail = fault.New(fault.Unavailable, "database.unavailable")
	if w := h.ask("GET", "/who", "", "Cookie", "dondoc="+cookie); w.Code != 503 {
		t.Errorf("a lost database is told as such: %d %q", w.Code, w.Body)
	}
	if w := h.ask("GET", "/assets/app-1A.css", "", "Cookie", "dondoc="+cookie); w.Code != 200 {
		t.Errorf("assets need no database: %d", w.Code)
	}
}

// lost is a session store whose database does not answer.
type lost struct{ memory }

func (lost) FindCtx(context.Context, string) ([]byte, bool, error) {
	return nil, false, fault.New(fault.Unavailable, "database.unavailable")
}

func TestTheErrorPageNeedsNoSession(t *testing.T) {
	t.Parallel()
	h := build(t, func(d *server.Deps) {
		d.Sessions = server.NewSessions(lost{memory{memstore.NewWithCleanupInterval(0)}}, false)
		d.ErrorPage = func(c *gin.Context, status int, err error) {
			words, takeErr := server.Take(c, "saved")
			c.Data(status, "text/html", []byte(fmt.Sprintf("<h1>%s</h1>%s%v", server.Sentence(server.Printer(c), err), words, takeErr)))
		}
	})
	w := h.ask("GET", "/who", "", "Cookie", "dondoc=a-token")
	if w.Code != 503 || w.Header().Get("Content-Type") != "text/html" || !strings.HasSuffix(w.Body.String(), "</h1><nil>") {
		t.Errorf("%d %s %q", w.Code, w.Header().Get("Content-Type"), w.Body)
	}
}

func TestWordsForTheNextPageAreShownOnce(t *testing.T) {
	t.Parallel()
	h := build(t)
	if w := h.ask("GET", "/take", ""); len(w.Result().Cookies()) != 0 {
		t.Error("looking for words makes a session")
	}
	cookie := h.ask("POST", "/keep", "").Result().Cookies()[0].Value
	if w := h.ask("GET", "/take", "", "Cookie", "dondoc="+cookie); w.Body.String() != "đã lưu" {
		t.Errorf("first time %q", w.Body)
	}
	if w := h.ask("GET", "/take", "", "Cookie", "dondoc="+cookie); w.Body.String() != "" {
		t.Errorf("second time %q", w.Body)
	}
}

func TestTokens(t *testing.T) {
	t.Parallel()
	h := build(t)
	if w := h.ask("GET", "/api/v1/who", "", "Authorization", "bearer good"); w.Body.String() != "thu.ky token en" {
		t.Errorf("a good token: %q", w.Body)
	}
	for _, bad := range []string{"Bearer bad", "Basic good", "Bearer "} {
		if w := h.ask("GET", "/api/v1/who", "", "Authorization", bad); w.Code != 401 {
			t.Errorf("%q: %d, want 401", bad, w.Code)
		}
	}
	if w := h.ask("GET", "/who", "", "Authorization", "Bearer good"); w.Body.String() != "  vi" {
		t.Errorf("a token opens no page: %q", w.Body)
	}
}

func TestLanguageIsChosenAndKept(t *testing.T) {
	t.Parallel()
	h := build(t)
	if w := h.ask("GET", "/who", "", "Accept-Language", "en-GB,en;q=0.8"); w.Body.String() != "  en" {
		t.Errorf("as the browser asks: %q", w.Body)
	}
	w := h.ask("POST", "/lang", "")
	if c := w.Result().Cookies(); w.Body.String() != "en" || len(c) != 1 || c[0].Name != "lang" || c[0].Value != "en" {
		t.Errorf("chosen: %q %v", w.Body, c)
	}
	if w := h.ask("GET", "/who", "", "Cookie", "lang=<script>"); w.Body.String() != "  vi" {
		t.Errorf("an invented language: %q", w.Body)
	}
}

func TestServeFinishesWhatIsUnderWay(t *testing.T) {
	t.Parallel()
	started, finish := make(chan struct{}), make(chan struct{})
	h := build(t, func(d *server.Deps) {
		d.Mount = []func(*gin.Engine){func(r *gin.Engine) {
			r.GET("/slow", func(c *gin.Context) { close(started); <-finish; c.String(200, "done") })
		}}
	})
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	served := make(chan error, 1)
	go func() { served <- h.server.Serve(ctx, l) }()
	answer := make(chan string, 1)
	go func() {
		r, err := http.Get("http://" + l.Addr().String() + "/slow")
		if err != nil {
			answer <- err.Error()
			return
		}
		defer func() { _ = r.Body.Close() }()
		b, _ := io.ReadAll(r.Body)
		answer <- string(b)
	}()
	<-started
	cancel()
	close(finish)
	if got := <-answer; got != "done" {
		t.Errorf("the request under way was answered %q", got)
	}
	if err := <-served; err != nil {
		t.Errorf("stopping: %v", err)
	}
}

func TestAnAddressIsBelievedOnlyFromAProxyOnThisMachine(t *testing.T) {
	t.Parallel()
	h := build(t)
	for _, tt := range []struct{ name, peer, says, want string }{
		{"somebody who asks directly", "203.0.113.9:1234", "", "203.0.113.9"},
		{"somebody who invents an address", "203.0.113.9:1234", "198.51.100.1", "203.0.113.9"},
		{"somebody on the same network who does", "192.168.1.7:1234", "198.51.100.1", "192.168.1.7"},
		{"a proxy on this machine", "127.0.0.1:1234", "198.51.100.1", "198.51.100.1"},
		{"one that passes on what it was told", "127.0.0.1:1234", "10.0.0.1, 198.51.100.1", "198.51.100.1"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := httptest.NewRequest("GET", "/address", nil)
			r.RemoteAddr = tt.peer
			if tt.says != "" {
				r.Header.Set("X-Forwarded-For", tt.says)
			}
			w := httptest.NewRecorder()
			h.handler.ServeHTTP(w, r)
			if w.Body.String() != tt.want {
				t.Errorf("%q, want %s", w.Body, tt.want)
			}
		})
	}
}

func TestIncompleteServersAreRefused(t *testing.T) {
	t.Parallel()
	if _, err := server.New(server.Deps{}); err == nil {
		t.Error("a server without log, clock, texts and metrics was made")
	}
}

func TestAFileThatFailsHalfWayIsCutOff(t *testing.T) {
	t.Parallel()
	big := bytes.Repeat([]byte("PK"), 1<<16)
	h := build(t, func(d *server.Deps) {
		d.Mount = append(d.Mount, func(r *gin.Engine) {
			send := func(path string, write func(io.Writer) error) {
				r.GET(path, server.Handle(func(_ context.Context, c *gin.Context) error {
					return server.Send(c, server.File{Name: "báo cáo.xlsx", Media: "application/x-book", Write: write})
				}))
			}
			send("/whole", func(w io.Writer) error { _, err := w.Write(big); return err })
			send("/never", func(io.Writer) error { return fault.New(fault.NotFound, "not_found") })
			send("/half", func(w io.Writer) error {
				_, err := w.Write(big)
				return errors.Join(err, errors.New("the disk is full"))
			})
		})
	})
	site := httptest.NewServer(h.handler)
	defer site.Close()
	get := func(path string) (http.Header, []byte, error) {
		r, err := site.Client().Get(site.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		defer r.Body.Close() //nolint:errcheck // a reader
		b, err := io.ReadAll(r.Body)
		r.Header.Set("Status", strconv.Itoa(r.StatusCode))
		return r.Header, b, err
	}
	said, body, err := get("/whole")
	if err != nil || said.Get("Status") != "200" || !bytes.Equal(body, big) || said.Get("Content-Type") != "application/x-book" ||
		said.Get("Content-Disposition") != "attachment; filename*=utf-8''b%C3%A1o%20c%C3%A1o.xlsx" {
		t.Errorf("whole: %d bytes, %v, %v", len(body), said, err)
	}
	if said, _, err := get("/never"); err != nil || said.Get("Status") != "404" || said.Get("Content-Disposition") != "" {
		t.Errorf("a failure before the first byte: %v, %v", said, err)
	}
	if _, body, err := get("/half"); err == nil {
		t.Errorf("%d bytes of half a file passed for a whole one", len(body))
	}
	if !strings.Contains(h.log.String(), "the disk is full") {
		t.Error("the log does not tell")
	}
}
