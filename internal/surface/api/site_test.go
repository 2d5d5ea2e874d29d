package api_test

import (
	"bytes"
	"encoding/json"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus"

	"github.com/dondoc/dondoc/internal/domain/account"
	links "github.com/dondoc/dondoc/internal/domain/answer"
	"github.com/dondoc/dondoc/internal/domain/attach"
	"github.com/dondoc/dondoc/internal/domain/export"
	"github.com/dondoc/dondoc/internal/domain/handover"
	"github.com/dondoc/dondoc/internal/domain/intake"
	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/remind"
	"github.com/dondoc/dondoc/internal/domain/report"
	"github.com/dondoc/dondoc/internal/domain/shortcoming"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/blob"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/i18n"
	"github.com/dondoc/dondoc/internal/foundation/id"
	"github.com/dondoc/dondoc/internal/surface/api"
	"github.com/dondoc/dondoc/internal/surface/server"
	"github.com/dondoc/dondoc/internal/testkit/dbtest"
	"github.com/dondoc/dondoc/internal/testkit/factory"
)

func TestMain(m *testing.M) {
	gin.SetMode(gin.TestMode)
	m.Run()
}

// site is the API over one invented committee, with somebody for every role.
type site struct {
	exports   *export.Service
	queue     asked
	t         *testing.T
	d         api.Deps
	db        database.DB
	deps      org.Deps
	handler   http.Handler
	spec      *spec
	called    map[string]bool // operations that succeeded
	committee org.Committee
	unit      org.Unit
	person    org.Person
	tokens    map[string]string // by login: the roles, "stranger", "admin"
	users     map[string]account.User
}

// newSite builds a site whose writes are forgotten when the test ends.
func newSite(t *testing.T) *site {
	t.Helper()
	s := &site{t: t, db: dbtest.Tx(t), called: map[string]bool{}, tokens: map[string]string{}, users: map[string]account.User{}, spec: readSpec(t)}
	s.deps = factory.Deps(t, s.db)
	words := must(i18n.New())(t)
	blobs := must(blob.Open(t.TempDir(), id.Random))(t)
	accounts := factory.Accounts(s.deps)
	s.exports = export.NewService(s.deps, blobs, &s.queue)
	s.d = api.Deps{
		Clock: s.deps.Clock, Org: org.NewService(s.deps), Accounts: accounts, Attach: attach.NewService(s.deps, blobs), Meetings: meeting.NewService(s.deps),
		Shortcomings: shortcoming.NewService(s.deps), Tasks: task.NewService(s.deps), Reports: report.NewService(s.deps), Intake: intake.NewService(s.deps),
		Remind:  remind.NewService(s.deps, meeting.NewService(s.deps), task.NewService(s.deps)),
		Answers: links.NewService(s.deps, task.NewService(s.deps), links.Options{}), BaseURL: "https://dondoc.example",
		Handover: handover.NewService(s.deps, handover.Parts{Org: org.NewService(s.deps), Tasks: task.NewService(s.deps), Meetings: meeting.NewService(s.deps), Accounts: accounts}),
		Exports:  s.exports,
	}
	srv := must(server.New(server.Deps{
		Log: slog.New(slog.DiscardHandler), Clock: s.deps.Clock, Texts: words, Accounts: accounts, Metrics: prometheus.NewRegistry(),
		Sessions: server.NewSessions(account.NewSessionStore(s.db, s.deps.Clock), false), MaxBodyOf: api.MaxBodies(),
		Mount: []func(*gin.Engine){api.New(s.d).Mount},
	}))(t)
	s.handler = srv.Handler()
	s.settle()
	return s
}

// must unwraps a result that has to be there.
func must[T any](v T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// settle founds the committee with a unit, a person and a user for every role.
func (s *site) settle() {
	s.t.Helper()
	s.committee = factory.Committee(s.t, s.deps, func(in *org.CommitteeInput) { in.Code = "bcd-mau" })
	s.unit = factory.Unit(s.t, s.deps)
	s.person = factory.Person(s.t, s.deps, func(in *org.PersonInput) { in.Owner = s.committee.ID })
	for _, role := range access.Roles() {
		s.user(string(role), role)
	}
	s.user("stranger", "")
	s.user("admin", "")
	factory.AnswersFor(s.t, s.deps, s.users["focal"].ID, s.unit.ID)
}

func (s *site) user(login string, role access.Role) {
	s.t.Helper()
	u := factory.User(s.t, s.deps, func(in *account.UserInput) { in.Login, in.IsAdmin = login, login == "admin" })
	if role != "" {
		factory.Granted(s.t, s.deps, s.committee.ID, u.ID, role)
	}
	_, secret, err := s.d.Accounts.CreateToken(s.t.Context(), access.System("test"), account.TokenInput{ID: account.TokenID(id.Random()), User: u.ID, Name: "thử"})
	if err != nil {
		s.t.Fatal(err)
	}
	s.users[login], s.tokens[login] = u, secret
}

// client is a program of somebody.
type client struct {
	s     *site
	token string
}

// as is a program of the account; "" is a program of nobody.
func (s *site) as(login string) client { return client{s, s.tokens[login]} }

// reply is what came back, checked against the description.
type reply struct {
	t      *testing.T
	code   int
	raw    []byte
	header http.Header
}

// v is a JSON object.
type v = map[string]any

// body is what the reply says.
func (r reply) body() v {
	r.t.Helper()
	var out v
	if err := json.Unmarshal(r.raw, &out); err != nil {
		r.t.Fatalf("%d %s: %v", r.code, r.raw, err)
	}
	return out
}

func (r reply) text(field string) string {
	r.t.Helper()
	s, ok := r.body()[field].(string)
	if !ok {
		r.t.Fatalf("%s is no text in %s", field, r.raw)
	}
	return s
}

func (r reply) number(field string) int {
	r.t.Helper()
	n, ok := r.body()[field].(float64)
	if !ok {
		r.t.Fatalf("%s is no number in %s", field, r.raw)
	}
	return int(n)
}

func (r reply) rows() []any {
	r.t.Helper()
	rows, ok := r.body()["rows"].([]any)
	if !ok {
		r.t.Fatalf("no rows in %s", r.raw)
	}
	return rows
}

// is ends the test when the status is another.
func (r reply) is(status int) reply {
	r.t.Helper()
	if r.code != status {
		r.t.Fatalf("status %d, want %d: %s", r.code, status, r.raw)
	}
	return r
}

// field ends the test unless the refusal names the field.
func (r reply) field(name string) {
	r.t.Helper()
	errs, _ := r.body()["errors"].(v)
	if errs[name] == nil {
		r.t.Fatalf("the refusal does not name %q: %s", name, r.raw)
	}
}

func (c client) get(path string) reply { return c.send(http.MethodGet, path, nil) }

func (c client) post(path string, body any) reply { return c.send(http.MethodPost, path, body) }

func (c client) put(path string, body any) reply { return c.send(http.MethodPut, path, body) }

// send sends a body as JSON; a string goes as it is.
func (c client) send(method, path string, body any) reply {
	c.s.t.Helper()
	raw, ok := body.(string)
	if body != nil && !ok {
		raw = string(must(json.Marshal(body))(c.s.t))
	}
	r := httptest.NewRequest(method, api.Prefix+path, strings.NewReader(raw))
	if body != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	return c.do(r, raw)
}

// upload sends fields and a file as a multipart body.
func (c client) upload(path, name, content string, fields ...string) reply {
	c.s.t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for i := 0; i+1 < len(fields); i += 2 {
		if err := w.WriteField(fields[i], fields[i+1]); err != nil {
			c.s.t.Fatal(err)
		}
	}
	if name != "" {
		part := must(w.CreateFormFile("file", name))(c.s.t)
		_, _ = io.WriteString(part, content)
	}
	_ = w.Close()
	r := httptest.NewRequest(http.MethodPost, api.Prefix+path, &b)
	r.Header.Set("Content-Type", w.FormDataContentType())
	return c.do(r, "")
}

// do sends a request and holds what comes back against the description.
func (c client) do(r *http.Request, sent string) reply {
	c.s.t.Helper()
	if c.token != "" {
		r.Header.Set("Authorization", "Bearer "+c.token)
	}
	r.Header.Set("Accept-Language", "en")
	w := httptest.NewRecorder()
	c.s.handler.ServeHTTP(w, r)
	out := reply{c.s.t, w.Code, w.Body.Bytes(), w.Header()}
	name := c.s.spec.check(c.s.t, r, sent, out)
	if w.Code < 300 {
		c.s.called[name] = true
	}
	return out
}

// newID is an id as a client makes it.
func newID() string { return id.ID[any](id.Random()).String() }

// base is the path of the site's committee.
func (s *site) base() string { return "/committees/" + s.committee.Code }
