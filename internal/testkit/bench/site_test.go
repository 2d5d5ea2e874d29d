package bench

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/prometheus/client_golang/prometheus"

	"github.com/dondoc/dondoc/internal/domain/account"
	"github.com/dondoc/dondoc/internal/domain/answer"
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
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/i18n"
	"github.com/dondoc/dondoc/internal/foundation/id"
	"github.com/dondoc/dondoc/internal/foundation/validate"
	"github.com/dondoc/dondoc/internal/surface/server"
	"github.com/dondoc/dondoc/internal/surface/ui"
)

// The measured committee is the first of the large database; its list is asked for filtered (overdue) and sorted (by deadline).
const (
	listPath = "/c/do-00001/nhiem-vu?lop=qua-han&sap=han"
	pagePath = "/c/do-00001/nhiem-vu"
	homePath = "/c/do-00001"
	login    = "do-thanh-vien"
)

// today is the day on which everything is measured: the same tasks are overdue in every run.
func today() time.Time { return calendar.NewDate(2026, time.November, 23).Start().Add(7 * time.Hour) }

// site is the whole program over one database, with an ordinary member of the measured committee.
type site struct {
	pool    *pgxpool.Pool
	tape    *tape
	server  *server.Server
	member  access.UserID
	session *http.Cookie
}

// deps are what the use cases need on a pool.
func deps(t testing.TB, db database.DB) org.Deps {
	t.Helper()
	v, err := validate.New()
	must(t, err)
	return org.Deps{DB: db, Clock: today, NewID: id.Random, Validate: v}
}

// load builds committees of the large invented database; those that stand are passed over.
func load(t testing.TB, pool *pgxpool.Pool, l intake.Large) {
	t.Helper()
	begun := time.Now()
	err := intake.NewService(deps(t, pool)).LoadLarge(t.Context(), access.System("bench"), l, func(done int) {
		t.Logf("%d of %d committees stand after %s", done, l.Committees, time.Since(begun).Round(time.Second))
	})
	must(t, err)
}

// settle makes the statistics of a database true and its index-only scans possible, as autovacuum would have in time.
func settle(t testing.TB, pool *pgxpool.Pool) {
	t.Helper()
	_, err := pool.Exec(t.Context(), `VACUUM ANALYZE task, task_assignee, task_event, committee, unit, person`)
	must(t, err)
}

// open puts the whole program on a database. Its statements run past a tape.
func open(t testing.TB, url string) *site {
	t.Helper()
	s := &site{tape: &tape{}}
	s.pool = taped(t, url, s.tape)
	d := deps(t, s.pool)
	words, err := i18n.New()
	must(t, err)
	blobs, err := blob.Open(t.TempDir(), id.Random)
	must(t, err)
	accounts := account.NewService(d, account.Options{Loopback: true, Cost: account.Cost{MemoryKiB: 8, Passes: 1, Threads: 1}})
	pages := ui.New(ui.Deps{
		Clock: d.Clock, NewID: id.Random, Words: words, Org: org.NewService(d), Accounts: accounts, Attach: attach.NewService(d, blobs),
		Meetings: meeting.NewService(d), Shortcomings: shortcoming.NewService(d), Tasks: task.NewService(d), Reports: report.NewService(d), Intake: intake.NewService(d),
		Remind:   remind.NewService(d, meeting.NewService(d), task.NewService(d)),
		Answers:  answer.NewService(d, task.NewService(d), answer.Options{}),
		Handover: handover.NewService(d, handover.Parts{Org: org.NewService(d), Tasks: task.NewService(d), Meetings: meeting.NewService(d), Accounts: accounts}),
	})
	s.member = memberOf(t, d, accounts)
	s.server, err = server.New(server.Deps{
		Log: slog.New(slog.DiscardHandler), Clock: d.Clock, Texts: words, Accounts: accounts,
		ErrorPage: pages.Error, Sessions: server.NewSessions(account.NewSessionStore(s.pool, d.Clock), false), Metrics: prometheus.NewRegistry(),
		Mount: []func(*gin.Engine){pages.Mount, s.mountSignIn},
	})
	must(t, err)
	s.session = s.signIn(t)
	return s
}

// memberOf returns the ordinary member of the measured committee, made when missing.
func memberOf(t testing.TB, d org.Deps, accounts *account.Service) access.UserID {
	t.Helper()
	boss := access.System("bench")
	u, err := accounts.ByLogin(t.Context(), boss, login)
	if err == nil {
		return u.ID
	}
	if fault.KindOf(err) != fault.NotFound {
		t.Fatal(err)
	}
	u, err = accounts.CreateUser(t.Context(), boss, account.UserInput{ID: access.UserID(id.Random()), Login: login, Name: "Thành viên Đo", Password: "mat-khau-do-toc-do"})
	must(t, err)
	c, err := org.CommitteeByCode(t.Context(), d.DB, intake.LargeCode(1))
	must(t, err)
	_, err = accounts.CreateGrant(t.Context(), boss, account.GrantInput{
		Committee: c.ID, ID: account.GrantID(id.Random()), User: u.ID, Role: access.Member, ValidFrom: calendar.NewDate(2020, time.January, 1),
	})
	must(t, err)
	return u.ID
}

// mountSignIn lets the member in without the price of a password.
func (s *site) mountSignIn(r *gin.Engine) {
	r.GET("/bench/sign-in", server.Handle(func(_ context.Context, c *gin.Context) error { return server.SignIn(c, s.member) }))
}

func (s *site) signIn(t testing.TB) *http.Cookie {
	t.Helper()
	s.session = nil // signing in ends the session it comes with
	w := s.ask(t, "/bench/sign-in")
	for _, c := range w.Result().Cookies() {
		if c.Name == "dondoc" {
			return c
		}
	}
	t.Fatalf("signing in: %d, no session", w.Code)
	return nil
}

// ask answers one request without a network.
func (s *site) ask(t testing.TB, path string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil)
	if s.session != nil {
		r.AddCookie(s.session)
	}
	w := httptest.NewRecorder()
	s.server.Handler().ServeHTTP(w, r)
	return w
}

// page asks for a page that must be there.
func (s *site) page(t testing.TB, path string) string {
	t.Helper()
	w := s.ask(t, path)
	if w.Code != http.StatusOK {
		t.Fatalf("GET %s: %d\n%s", path, w.Code, w.Body)
	}
	return w.Body.String()
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
