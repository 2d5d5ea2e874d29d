package server

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"runtime/debug"

	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/i18n"
)

// Handler is a gin handler that may fail. It is given the request's context because *gin.Context, though it satisfies
// context.Context, is never cancelled.
type Handler func(ctx context.Context, c *gin.Context) error

// Handle adapts h to gin; its error goes to the door.
func Handle(h Handler) gin.HandlerFunc {
	return func(c *gin.Context) { stop(c, h(c.Request.Context(), c)) }
}

// stop hands an error to the door and ends the chain; nil goes on.
func stop(c *gin.Context, err error) bool {
	if err == nil {
		return false
	}
	of(c).err = err
	c.Abort()
	return true
}

// refusal is an answer of HTTP itself that no fault.Kind stands for.
type refusal struct {
	status int
	fault.Fault
}

func (r *refusal) Error() string { return r.Key }
func (r *refusal) Unwrap() error { return &r.Fault }

var (
	errNoRoute   = fault.New(fault.NotFound, "not_found")
	errNoMethod  = &refusal{http.StatusMethodNotAllowed, fault.Fault{Kind: fault.NotFound, Key: "http.no_method"}}
	errMalformed = &refusal{http.StatusBadRequest, fault.Fault{Kind: fault.Invalid, Key: "http.malformed"}}
)

// WrongMediaType is the refusal of a body of a kind that the route does not take; key is what to send instead.
func WrongMediaType(key string, cause error) error {
	return &refusal{http.StatusUnsupportedMediaType, *fault.New(fault.Invalid, key).Because(cause)}
}

// panicked is a handler's panic on its way to the log.
type panicked struct {
	value any
	stack []byte
}

func (p *panicked) Error() string { return fmt.Sprintf("panic: %v", p.value) }

// statusClientGone is what proxies write for a caller who left before the answer; nobody receives it.
const statusClientGone = 499

// Status is the HTTP status of an error.
func Status(err error) int {
	if r, ok := errors.AsType[*refusal](err); ok {
		return r.status
	}
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return http.StatusRequestEntityTooLarge
	}
	switch fault.KindOf(err) {
	case fault.Invalid:
		return http.StatusUnprocessableEntity
	case fault.Unauthenticated:
		return http.StatusUnauthorized
	case fault.Forbidden:
		return http.StatusForbidden
	case fault.NotFound:
		return http.StatusNotFound
	case fault.Conflict:
		return http.StatusConflict
	case fault.TooLarge:
		return http.StatusRequestEntityTooLarge
	case fault.TooMany:
		return http.StatusTooManyRequests
	case fault.Unavailable:
		return http.StatusServiceUnavailable
	case fault.Internal:
	}
	return http.StatusInternalServerError
}

// Fail hands an error to the door from a gin handler that is no Handler, a middleware of a surface for one.
func Fail(c *gin.Context, err error) { stop(c, err) }

// door is where errors and panics become answers.
func (s *Server) door(c *gin.Context) {
	s.run(c)
	r := of(c)
	if r.err == nil || c.Writer.Written() {
		return // an answer that has begun cannot be taken back; the log tells
	}
	status := Status(r.err)
	if status >= http.StatusInternalServerError && c.Request.Context().Err() != nil {
		c.Status(statusClientGone)
		return
	}
	c.Header("Cache-Control", "no-store")
	if isAPI(c) {
		s.answerProblem(c, status)
		return
	}
	s.answerPage(c, status)
}

func (s *Server) run(c *gin.Context) {
	defer func() {
		if v := recover(); v != nil {
			if v == http.ErrAbortHandler { //nolint:errorlint // the value itself is what net/http asks for
				panic(v)
			}
			stop(c, &panicked{v, debug.Stack()})
		}
	}()
	c.Next()
}

// answerPage tells a person: to the sign-in when that is all that is missing, else with a page.
func (s *Server) answerPage(c *gin.Context, status int) {
	r := of(c)
	if status == http.StatusUnauthorized && toSignIn(c) {
		return
	}
	if s.d.ErrorPage != nil {
		defer s.plainIfItFails(c, status)
		s.d.ErrorPage(c, status, r.err)
		return
	}
	c.String(status, "%s\n", Sentence(r.printer, r.err))
}

// plainIfItFails keeps an error of the error page from hiding the error.
func (s *Server) plainIfItFails(c *gin.Context, status int) {
	if v := recover(); v != nil {
		r := of(c)
		r.err = errors.Join(r.err, &panicked{v, debug.Stack()})
		if !c.Writer.Written() {
			c.String(status, "%s\n", Sentence(r.printer, r.err))
		}
	}
}

// SignInPath is the page where people sign in; "tiep" says where to go on.
const SignInPath = "/dang-nhap"

// toSignIn sends a reader to the sign-in page and back. What was being written is answered with a page instead, so that it is not lost silently.
func toSignIn(c *gin.Context) bool {
	if c.Request.Method != http.MethodGet {
		return false
	}
	if c.GetHeader("HX-Request") != "" {
		c.Header("HX-Redirect", SignInPath+"?tiep="+url.QueryEscape(currentPage(c)))
		c.Status(http.StatusUnauthorized)
		return true
	}
	c.Redirect(http.StatusSeeOther, SignInPath+"?tiep="+url.QueryEscape(c.Request.URL.RequestURI()))
	return true
}

// currentPage is the page a part of which htmx asked for.
func currentPage(c *gin.Context) string {
	u, err := url.Parse(c.GetHeader("HX-Current-URL"))
	if err != nil || u.Path == "" {
		return "/"
	}
	return u.RequestURI()
}

// Sentence says what a person may hear of an error.
func Sentence(p *i18n.Printer, err error) string {
	if large, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return p.T("http.too_large", max(1, large.Limit>>20))
	}
	return p.Fault(err)
}

// Problem is an error as the JSON API tells it (RFC 9457).
type Problem struct {
	Type      string            `json:"type"`  // "urn:dondoc:conflict.stale"
	Title     string            `json:"title"` // of the status, in the caller's language
	Status    int               `json:"status"`
	Detail    string            `json:"detail"`
	Errors    map[string]string `json:"errors,omitempty"` // field → what is wrong with it
	Yours     json.RawMessage   `json:"yours,omitempty"`  // when a stale write was refused: what was sent, as it was sent
	Theirs    any               `json:"theirs,omitempty"` // and what is stored now
	RequestID string            `json:"request_id"`
}

func (s *Server) answerProblem(c *gin.Context, status int) {
	r := of(c)
	p := Problem{
		Type: "about:blank", Title: r.printer.T(fmt.Sprintf("error.title.%d", status)), Status: status,
		Detail: Sentence(r.printer, r.err), Errors: r.printer.Fields(r.err), RequestID: r.id,
	}
	if f, ok := errors.AsType[*fault.Fault](r.err); ok && f.Kind != fault.Internal {
		p.Type, p.Theirs = "urn:dondoc:"+f.Key, f.Theirs
	}
	if p.Theirs != nil {
		p.Yours = r.sent
	}
	body, err := json.Marshal(p)
	if err != nil { // theirs is a stored row; should one not marshal, the refusal must still be told
		r.err = errors.Join(r.err, err)
		p.Theirs, p.Yours = nil, nil
		body, _ = json.Marshal(p)
	}
	if status == http.StatusUnauthorized {
		c.Header("WWW-Authenticate", "Bearer")
	}
	c.Data(status, "application/problem+json", body)
}
