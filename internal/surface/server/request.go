package server

import (
	"crypto/rand"
	"encoding/json"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/i18n"
)

// request is what is known of one request on its way.
type request struct {
	server  *Server
	id      string
	actor   access.Actor
	printer *i18n.Printer
	err     error // what the door answered
	cut     bool  // a file that failed after its first byte
	sent    json.RawMessage
}

const requestKey = "dondoc.request"

// langCookie remembers the language chosen on a page.
const langCookie = "lang"

// apiPrefix is the part of the address below which answers are JSON.
const apiPrefix = "/api/"

func of(c *gin.Context) *request {
	r, ok := c.MustGet(requestKey).(*request)
	if !ok {
		panic("server: the request has not begun")
	}
	return r
}

// Actor is whoever asks; the zero Actor when nobody is signed in.
func Actor(c *gin.Context) access.Actor { return of(c).actor }

// SignedIn reports whether somebody is signed in.
func SignedIn(c *gin.Context) bool { return !of(c).actor.User.IsZero() }

// Printer speaks the language of whoever asks.
func Printer(c *gin.Context) *i18n.Printer { return of(c).printer }

// RequestID is the number people can tell the administrator.
func RequestID(c *gin.Context) string { return of(c).id }

// Sent notes the JSON that came with a request, so that the refusal of a stale write can show both sides.
func Sent(c *gin.Context, body json.RawMessage) { of(c).sent = body }

// SetLang remembers the language for a year on this browser.
func SetLang(c *gin.Context, l i18n.Lang) {
	r := of(c)
	r.printer = r.server.d.Texts.Printer(l)
	c.SetCookieData(cookie(langCookie, string(l), 365*24*60*60, r.server.d.Secure))
}

// begin numbers the request (what comes from outside is not believed) and chooses its language.
func (s *Server) begin(c *gin.Context) {
	r := &request{server: s, id: rand.Text()[:16]}
	r.choose(c, "")
	c.Set(requestKey, r)
	c.Header("X-Request-Id", r.id)
	c.Next()
}

// choose picks the language; user is the setting of whoever is signed in.
func (r *request) choose(c *gin.Context, user string) {
	chosen, _ := c.Cookie(langCookie) // no cookie: no choice
	r.printer = r.server.d.Texts.Printer(i18n.Choose(chosen, user, c.GetHeader("Accept-Language")))
}

func isAPI(c *gin.Context) bool { return strings.HasPrefix(c.Request.URL.Path, apiPrefix) }
