package ui_test

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus"

	"github.com/dondoc/dondoc/internal/domain/account"
	links "github.com/dondoc/dondoc/internal/domain/answer"
	"github.com/dondoc/dondoc/internal/domain/attach"
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
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/i18n"
	"github.com/dondoc/dondoc/internal/foundation/id"
	"github.com/dondoc/dondoc/internal/foundation/validate"
	"github.com/dondoc/dondoc/internal/surface/server"
	"github.com/dondoc/dondoc/internal/surface/ui"
	"github.com/dondoc/dondoc/internal/testkit/dbtest"
)

// site is the whole HTML surface over one invented committee, with somebody for every role.
type site struct {
	t         *testing.T
	d         ui.Deps
	db        database.DB
	handler   http.Handler
	now       time.Time
	committee org.Committee
	units     []org.Unit
	people    []org.Person
	users     map[string]access.UserID // by role; also "stranger" and "admin"
	boss      access.Actor
	queue     asked
}

// newSite builds a site whose writes are forgotten when the test ends.
func newSite(t *testing.T) *site {
	t.Helper()
	gin.SetMode(gin.TestMode)
	s := &site{t: t, db: dbtest.Tx(t), now: day("2026-11-20").Start().Add(9 * time.Hour), users: map[string]access.UserID{}, boss: access.System("test")}
	v, err := validate.New()
	s.must(err)
	words, err := i18n.New()
	s.must(err)
	deps := org.Deps{DB: s.db, Clock: func() time.Time { return s.now }, NewID: id.Random, Validate: v}
	blobs, err := blob.Open(t.TempDir(), id.Random)
	s.must(err)
	accounts := account.NewService(deps, account.Options{Loopback: true, Cost: account.Cost{MemoryKiB: 8, Passes: 1, Threads: 1}})
	s.d = ui.Deps{
		Clock: deps.Clock, NewID: id.Random, Words: words, BaseURL: "https://dondoc.example", Org: org.NewService(deps), Accounts: accounts, Attach: attach.NewService(deps, blobs),
		Meetings: meeting.NewService(deps), Shortcomings: shortcoming.NewService(deps), Tasks: task.NewService(deps), Reports: report.NewService(deps), Intake: intake.NewService(deps),
		Remind:   remind.NewService(deps, meeting.NewService(deps), task.NewService(deps)),
		Answers:  links.NewService(deps, task.NewService(deps), links.Options{}),
		Handover: handover.NewService(deps, handover.Parts{Org: org.NewService(deps), Tasks: task.NewService(deps), Meetings: meeting.NewService(deps), Accounts: accounts}),
	}
	s.d.Exports = exports(t, deps, &s.queue)
	s.settle()
	pages := ui.New(s.d)
	srv, err := server.New(server.Deps{
		Log: slog.New(slog.DiscardHandler), Clock: deps.Clock, Texts: words, Accounts: accounts, ErrorPage: pages.Error,
		Sessions: server.NewSessions(account.NewSessionStore(s.db, deps.Clock), false), Metrics: prometheus.NewRegistry(),
		Mount: []func(*gin.Engine){pages.Mount, s.mountTestSignIn},
	})
	s.must(err)
	s.handler = srv.Handler()
	return s
}

func (s *site) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

func day(v string) calendar.Date {
	d, err := calendar.ParseISO(v)
	if err != nil {
		panic(err)
	}
	return d
}

// settle founds the committee with three units, three people and a user for every role.
func (s *site) settle() {
	s.t.Helper()
	ctx := s.t.Context()
	var err error
	s.committee, err = s.d.Org.CreateCommittee(ctx, s.boss, org.CommitteeInput{
		ID: access.CommitteeID(id.Random()), Code: "qcdc-mau", Name: "Ban Chỉ đạo thực hiện dân chủ ở cơ sở huyện Mẫu", ShortName: "BCĐ huyện Mẫu",
		Level: org.District, DocumentSystem: org.PartyDocuments,
	})
	s.must(err)
	for _, name := range []string{"Xã Mẫu Một", "Xã Mẫu Hai", "Thị trấn Mẫu"} {
		u, err := s.d.Org.CreateUnit(ctx, s.boss, org.UnitInput{ID: access.UnitID(id.Random()), Code: "u" + string(rune('a'+len(s.units))), Kind: "commune", Name: name})
		s.must(err)
		s.units = append(s.units, u)
	}
	for i, name := range []string{"Trần Ví Dụ", "Lê Giả Định", "Nguyễn Thị Thí Điểm"} {
		p, err := s.d.Org.CreatePerson(ctx, s.boss, org.PersonInput{ID: access.PersonID(id.Random()), FullName: name})
		s.must(err)
		_, err = s.d.Org.CreateMembership(ctx, s.boss, org.MembershipInput{
			Committee: s.committee.ID, ID: org.MembershipID(id.Random()), Person: p.ID, Role: []org.MemberRole{"head", "deputy_head", "secretary"}[i],
			Title: []string{"Trưởng ban", "Phó Trưởng ban", "Thư ký"}[i], PositionOrder: i + 1,
		})
		s.must(err)
		s.people = append(s.people, p)
	}
	for _, role := range access.Roles() {
		s.user(string(role), role)
	}
	s.user("stranger", "")
	s.user("admin", "")
}

func (s *site) user(login string, role access.Role) {
	s.t.Helper()
	u, err := s.d.Accounts.CreateUser(s.t.Context(), s.boss, account.UserInput{
		ID: access.UserID(id.Random()), Login: login, Name: "Người dùng " + login, IsAdmin: login == "admin", Password: "mat-khau-thu-" + login,
	})
	s.must(err)
	s.users[login] = u.ID
	if role == "" {
		return
	}
	_, err = s.d.Accounts.CreateGrant(s.t.Context(), s.boss, account.GrantInput{
		Committee: s.committee.ID, ID: account.GrantID(id.Random()), User: u.ID, Role: role, ValidFrom: day("2020-01-01"),
	})
	s.must(err)
	if role == access.Focal {
		_, err = s.d.Accounts.CreateUserUnit(s.t.Context(), s.boss, account.UserUnitInput{
			ID: account.UserUnitID(id.Random()), User: u.ID, Unit: s.units[0].ID, ValidFrom: day("2020-01-01"),
		})
		s.must(err)
	}
}

// mountTestSignIn lets a test sign in without the price of a password.
func (s *site) mountTestSignIn(r *gin.Engine) {
	r.GET("/test/:login", server.Handle(func(_ context.Context, c *gin.Context) error {
		if err := server.SignIn(c, s.users[c.Param("login")]); err != nil {
			return err
		}
		c.Status(http.StatusNoContent)
		return nil
	}))
}

// visitor is a browser of somebody: it keeps cookies.
type visitor struct {
	s       *site
	cookies map[string]string
}

// as signs in; "" is a browser of nobody.
func (s *site) as(login string) *visitor {
	s.t.Helper()
	v := &visitor{s: s, cookies: map[string]string{}}
	if login != "" {
		if a := v.get("/test/" + login); a.code != http.StatusNoContent {
			s.t.Fatalf("signing in as %s: %d", login, a.code)
		}
	}
	return v
}

// answer is what came back.
type answer struct {
	code     int
	body     string
	location string
	header   http.Header
}

func (v *visitor) get(path string) answer { return v.do(http.MethodGet, path, nil) }

// post sends a form given as pairs of name and value.
func (v *visitor) post(path string, pairs ...string) answer {
	form := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	return v.do(http.MethodPost, path, form)
}

func (v *visitor) do(method, path string, form url.Values) answer {
	v.s.t.Helper()
	var body io.Reader
	if form != nil {
		body = strings.NewReader(form.Encode())
	}
	r := httptest.NewRequest(method, path, body)
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	return v.send(r)
}

// send makes a request with the visitor's cookies.
func (v *visitor) send(r *http.Request) answer {
	v.s.t.Helper()
	for name, value := range v.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	w := httptest.NewRecorder()
	v.s.handler.ServeHTTP(w, r)
	for _, c := range w.Result().Cookies() {
		v.cookies[c.Name] = c.Value
	}
	return answer{code: w.Code, body: w.Body.String(), location: w.Header().Get("Location"), header: w.Header()}
}

// page gets a page that must be there.
func (v *visitor) page(path string) string {
	v.s.t.Helper()
	a := v.get(path)
	if a.code != http.StatusOK {
		v.s.t.Fatalf("GET %s: %d\n%s", path, a.code, a.body)
	}
	return a.body
}

// written posts a form that must be taken, and returns where the browser is sent.
func (v *visitor) written(path string, pairs ...string) string {
	v.s.t.Helper()
	a := v.post(path, pairs...)
	if a.code != http.StatusSeeOther {
		v.s.t.Fatalf("POST %s: %d\n%s", path, a.code, a.body)
	}
	return a.location
}

// newID is what a form's hidden id would be.
func newID() string { return id.ID[any](id.Random()).String() }
