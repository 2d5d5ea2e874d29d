package server

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/account"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// Accounts turns what a request carries into whoever asks.
type Accounts interface {
	// BySession is the actor of a session's cookie, with a context in which the session is not read again; a session without
	// anybody, or of somebody who may not come in, is fault.Unauthenticated.
	BySession(ctx context.Context, cookie string) (context.Context, account.Signed, error)
	// ByToken is the actor of a bearer token; an unknown, expired or revoked one is fault.Unauthenticated.
	ByToken(ctx context.Context, token string) (account.Signed, error)
}

// sessionLife is how long a sign-in lasts: a working week, so that a secretary is not asked in the middle of a meeting.
const sessionLife = 7 * 24 * time.Hour

// Pages of one-time links; "ma" carries the secret. They are named here because the command line prints such links too.
const (
	SetupPath = "/thiet-lap"
	ResetPath = "/dat-lai-mat-khau"
)

// NewSessions makes the manager of sign-ins kept in store. secure says that people reach the server by https.
func NewSessions(store scs.CtxStore, secure bool) *scs.SessionManager {
	m := scs.New()
	m.Store, m.Codec = store, account.SessionCodec{}
	m.Lifetime = sessionLife
	m.Cookie = scs.SessionCookie{Name: "dondoc", Path: "/", HttpOnly: true, Persist: true, SameSite: http.SameSiteLaxMode, Secure: secure}
	if secure {
		m.Cookie.Name = "__Host-dondoc" // a neighbouring site under the same name cannot set it
	}
	return m
}

// AnswerPath is where answer links lead; the part after it is the secret.
const AnswerPath = "/tra-loi"

// bySecret reports whether the address itself carries a secret. Such an address is logged without it, handed on to nobody, kept by
// nobody; and nothing that a browser adds by itself counts there, so that no other site can act in somebody's name.
func bySecret(path string) bool { return strings.HasPrefix(path, AnswerPath+"/") }

// authenticate finds out who asks, once per request: one statement for session and actor together, none without a cookie.
func (s *Server) authenticate(c *gin.Context) {
	r := of(c)
	if s.d.Accounts == nil || s.d.Sessions == nil {
		c.Next()
		return
	}
	signed, err := s.whoAsks(c)
	if err != nil {
		s.withoutSession(c)
		stop(c, err)
		return
	}
	r.actor = signed.Actor
	if signed.Language != "" {
		r.choose(c, signed.Language)
	}
	c.Next()
}

func (s *Server) whoAsks(c *gin.Context) (account.Signed, error) {
	ctx := c.Request.Context()
	if isAPI(c) && c.GetHeader("Authorization") != "" {
		return s.d.Accounts.ByToken(ctx, bearer(c.Request))
	}
	token, _ := c.Cookie(s.d.Sessions.Cookie.Name) // no cookie: a new session, kept only when something is put into it
	var signed account.Signed
	var err error
	if token != "" {
		ctx, signed, err = s.d.Accounts.BySession(ctx, token)
		if err != nil && fault.KindOf(err) != fault.Unauthenticated { // nobody, or somebody whose account was closed meanwhile: a stranger
			return account.Signed{}, err
		}
	}
	if ctx, err = s.d.Sessions.Load(ctx, token); err != nil {
		return account.Signed{}, err
	}
	c.Request = c.Request.WithContext(ctx)
	return signed, nil
}

// withoutSession lets the page that tells of a lost database ask for words kept in the session: there are none.
func (s *Server) withoutSession(c *gin.Context) {
	if ctx, err := s.d.Sessions.Load(c.Request.Context(), ""); err == nil {
		c.Request = c.Request.WithContext(ctx)
	}
}

// RequireSignIn is a middleware for pages that only signed-in people may see.
func RequireSignIn(c *gin.Context) {
	if !SignedIn(c) {
		stop(c, fault.New(fault.Unauthenticated, "unauthenticated"))
	}
}

// SignIn makes the request's session that of a user, under a new token so that one planted beforehand is worth nothing.
func SignIn(c *gin.Context, u access.UserID) error {
	s, ctx := of(c).server, c.Request.Context()
	if err := s.d.Sessions.RenewToken(ctx); err != nil {
		return err
	}
	s.d.Sessions.Put(ctx, account.SessionUser, u.String())
	return s.save(c)
}

// SignOut ends the session everywhere: its row is removed, so the token is worth nothing even to whoever copied it.
func SignOut(c *gin.Context) error {
	s := of(c).server
	if err := s.d.Sessions.Destroy(c.Request.Context()); err != nil {
		return err
	}
	of(c).actor = access.Actor{}
	s.d.Sessions.WriteSessionCookie(c.Request.Context(), c.Writer, "", time.Time{})
	return nil
}

// SessionToken is the cookie of the request's session, for a use case that ends all sessions but this one; empty without one.
func SessionToken(c *gin.Context) string {
	return of(c).server.d.Sessions.Token(c.Request.Context())
}

// Keep remembers words for the next page of the same browser: "saved", say, after a redirect.
func Keep(c *gin.Context, key, words string) error {
	s := of(c).server
	s.d.Sessions.Put(c.Request.Context(), key, words)
	return s.save(c)
}

// Take returns what Keep remembered, once.
func Take(c *gin.Context, key string) (string, error) {
	s, ctx := of(c).server, c.Request.Context()
	if !s.d.Sessions.Exists(ctx, key) {
		return "", nil
	}
	words := s.d.Sessions.PopString(ctx, key)
	return words, s.save(c)
}

// save writes the session now, where an error can still be told, and not when the answer is already on its way.
func (s *Server) save(c *gin.Context) error {
	token, expiry, err := s.d.Sessions.Commit(c.Request.Context())
	if err != nil {
		return err
	}
	s.d.Sessions.WriteSessionCookie(c.Request.Context(), c.Writer, token, expiry)
	return nil
}
