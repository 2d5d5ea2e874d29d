package server

import (
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// policy lets a page use our own files and nothing else.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
	"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// protect sets what browsers are told of every answer, and refuses requests that another site sent in somebody's name.
func (s *Server) protect(c *gin.Context) {
	h := c.Writer.Header()
	h.Set("Content-Security-Policy", policy)
	h.Set("Referrer-Policy", "same-origin")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cache-Control", "private, no-cache")
	if bySecret(c.Request.URL.Path) {
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cache-Control", "no-store")
		h.Set("X-Robots-Tag", "noindex")
	}
	if s.d.Secure {
		h.Set("Strict-Transport-Security", "max-age=31536000")
	}
	if !wellFormed(c.Request) {
		stop(c, errMalformed)
		return
	}
	if err := s.guard.Check(c.Request); err != nil && !byToken(c.Request) && !bySecret(c.Request.URL.Path) {
		stop(c, fault.New(fault.Forbidden, "http.cross_origin").Because(err))
		return
	}
	c.Next()
}

// byToken reports whether the request carries nothing a browser adds by itself: a bearer token and no cookie.
func byToken(r *http.Request) bool {
	return strings.HasPrefix(r.URL.Path, apiPrefix) && bearer(r) != "" && r.Header.Get("Cookie") == ""
}

// bearer is the token of the request, or nothing.
func bearer(r *http.Request) string {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return ""
	}
	return strings.TrimSpace(token)
}

// wellFormed reports whether the address is UTF-8 without NUL; the database could not take anything else.
func wellFormed(r *http.Request) bool {
	if !isText(r.URL.Path) {
		return false
	}
	if !strings.Contains(r.URL.RawQuery, "%") {
		return isText(r.URL.RawQuery)
	}
	q, err := url.QueryUnescape(r.URL.RawQuery)
	return err == nil && isText(q)
}

func isText(s string) bool { return utf8.ValidString(s) && !strings.ContainsRune(s, 0) }

// readBody limits the body, and reads forms here so that one that is too large or malformed is told as such
// (gin's own readers would show the handler an empty form).
func (s *Server) readBody(c *gin.Context) {
	r := c.Request
	limit, ok := s.d.MaxBodyOf[c.FullPath()]
	if !ok {
		limit = s.d.MaxBody
	}
	if r.ContentLength > limit {
		stop(c, &http.MaxBytesError{Limit: limit})
		return
	}
	r.Body = http.MaxBytesReader(c.Writer, r.Body, limit)
	if c.ContentType() == "application/x-www-form-urlencoded" {
		if stop(c, readForm(r)) {
			return
		}
	}
	c.Next()
}

func readForm(r *http.Request) error {
	err := r.ParseForm()
	if _, tooLarge := errors.AsType[*http.MaxBytesError](err); tooLarge {
		return err
	}
	if err != nil || errors.Is(err, io.ErrUnexpectedEOF) {
		return errMalformed
	}
	for _, values := range r.PostForm {
		for _, v := range values {
			if !isText(v) {
				return errMalformed
			}
		}
	}
	return nil
}

func cookie(name, value string, maxAge int, secure bool) *http.Cookie {
	return &http.Cookie{ //nolint:gosec // Secure follows how people reach the server
		Name: name, Value: value, Path: "/", MaxAge: maxAge, Secure: secure, HttpOnly: true, SameSite: http.SameSiteLaxMode,
	}
}
