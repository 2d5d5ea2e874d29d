package e2e_test

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/dondoc/dondoc/examples"
	"github.com/dondoc/dondoc/internal/domain/account"
	"github.com/dondoc/dondoc/internal/domain/answer"
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
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/i18n"
	"github.com/dondoc/dondoc/internal/foundation/id"
	"github.com/dondoc/dondoc/internal/foundation/jobs"
	"github.com/dondoc/dondoc/internal/foundation/validate"
	"github.com/dondoc/dondoc/internal/surface/docx"
	"github.com/dondoc/dondoc/internal/surface/server"
	"github.com/dondoc/dondoc/internal/surface/ui"
	"github.com/dondoc/dondoc/internal/testkit/dbtest"
	"github.com/dondoc/dondoc/web"
)

// house is the product on an address of this machine, on 22 November 2026.
type house struct {
	t      *testing.T
	deps   org.Deps
	d      ui.Deps
	intake *intake.Service
	url    string
	gets   []string // the patterns of every page: "/c/:committee/nhiem-vu/:task"
}

// password is everybody's.
const password = "mat-khau-de-thu-123"

// newHouse starts the product on an empty database.
func newHouse(t *testing.T) *house {
	t.Helper()
	h := furnished(t, dbtest.Fresh(t))
	h.open()
	return h
}

// shelved takes jobs that nobody works: what was asked for stays asked for.
type shelved struct{}

func (shelved) Enqueue(context.Context, database.Tx, jobs.Args) error { return nil }

// furnished are the services of the product on a database, without an address.
func furnished(t *testing.T, db database.DB) *house {
	t.Helper()
	h := &house{t: t}
	v, err := validate.New()
	h.must(err)
	words, err := i18n.New()
	h.must(err)
	assets, err := web.NewAssets(web.Dist())
	h.must(err)
	blobs, err := blob.Open(t.TempDir(), id.Random)
	h.must(err)
	now := calendar.NewDate(2026, time.November, 22).Start().Add(9 * time.Hour)
	h.deps = org.Deps{DB: db, Clock: func() time.Time { return now }, NewID: id.Random, Validate: v}
	h.intake = intake.NewService(h.deps)
	accounts := account.NewService(h.deps, account.Options{Loopback: true, Cost: account.Cost{MemoryKiB: 8, Passes: 1, Threads: 1}})
	h.d = ui.Deps{
		Clock: h.deps.Clock, NewID: id.Random, Words: words, Assets: assets, Org: org.NewService(h.deps), Accounts: accounts,
		Attach: attach.NewService(h.deps, blobs), Meetings: meeting.NewService(h.deps), Shortcomings: shortcoming.NewService(h.deps),
		Tasks: task.NewService(h.deps), Reports: report.NewService(h.deps), Intake: intake.NewService(h.deps),
		Remind:   remind.NewService(h.deps, meeting.NewService(h.deps), task.NewService(h.deps)),
		Answers:  answer.NewService(h.deps, task.NewService(h.deps), answer.Options{}),
		Exports:  export.NewService(h.deps, blobs, shelved{}),
		Handover: handover.NewService(h.deps, handover.Parts{Org: org.NewService(h.deps), Tasks: task.NewService(h.deps), Meetings: meeting.NewService(h.deps), Accounts: accounts}),
	}
	return h
}

// open puts the services behind the real door, on an address of this machine.
func (h *house) open() {
	h.t.Helper()
	pages := ui.New(h.d)
	srv, err := server.New(server.Deps{
		Log: slog.New(slog.DiscardHandler), Clock: h.deps.Clock, Texts: h.d.Words, Accounts: h.d.Accounts, ErrorPage: pages.Error,
		Sessions: server.NewSessions(account.NewSessionStore(h.deps.DB, h.deps.Clock), false), Metrics: prometheus.NewRegistry(),
		Assets: h.d.Assets.Files(), MaxBodyOf: ui.MaxBodies(), Mount: list(pages.Mount, remembering(h, pages.Mount)),
	})
	h.must(err)
	s := httptest.NewServer(srv.Handler())
	h.t.Cleanup(s.Close)
	h.url = s.URL
}

// list is a slice whose element's name only surfaces may say.
func list[T any](some ...T) []T { return some }

// remembering is a mount that adds nothing but keeps the patterns of the pages added before it. The engine is asked by reflection:
// only surfaces may name its type.
func remembering[E any](h *house, _ func(E)) func(E) {
	return func(e E) {
		all := reflect.ValueOf(e).MethodByName("Routes").Call(nil)[0]
		for i := range all.Len() {
			if r := all.Index(i); r.FieldByName("Method").String() == http.MethodGet {
				h.gets = append(h.gets, r.FieldByName("Path").String())
			}
		}
	}
}

func (h *house) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

// demo loads the invented district and lets somebody of every kind in. The login of each is the name of the role; the house has an
// administrator besides.
func (h *house) demo() *house {
	h.t.Helper()
	_, err := h.intake.LoadDemo(h.t.Context(), access.System("test"), intake.DemoDesk{Render: docx.Render, Builtin: docx.Builtin})
	h.must(err)
	open, err := h.d.Org.Open(h.t.Context(), access.System("test"), intake.DemoCode)
	h.must(err)
	for _, role := range []access.Role{access.Head, access.Secretary, access.Focal} {
		h.user(open.Committee.ID, role)
	}
	_, err = h.d.Accounts.CreateUser(h.t.Context(), access.System("test"),
		account.UserInput{ID: access.UserID(id.Random()), Login: administrator, Name: "Người Quản Trị", Password: password, IsAdmin: true})
	h.must(err)
	h.furnish(open.Committee.ID)
	period := h.present(open.Committee.ID)
	_, err = h.d.Reports.Freeze(h.t.Context(), access.System("test"), report.FreezeInput{ID: report.FreezeID(id.Random()), Committee: open.Committee.ID, Period: period})
	h.must(err)
	head, err := h.d.Accounts.ByLogin(h.t.Context(), access.System("test"), string(access.Head))
	h.must(err)
	by, err := account.ActorOf(h.t.Context(), h.deps.DB, head.ID, h.deps.Clock.Today())
	h.must(err)
	_, err = h.d.Exports.Ask(h.t.Context(), by, export.Ask{Committee: open.Committee.ID, ID: export.ID(id.Random()), Query: export.Query{Period: period, Language: "vi"}})
	h.must(err)
	return h
}

// present is the code of the half-year that today belongs to.
func (h *house) present(c access.CommitteeID) string {
	h.t.Helper()
	code, err := h.d.Reports.PresentPeriod(h.t.Context(), access.System("test"), c)
	h.must(err)
	return code
}

// furnish adds a row of every kind that the invented district lacks: a calendar, a point of an agenda, a post held by
// somebody, a token of the head's.
func (h *house) furnish(c access.CommitteeID) {
	h.t.Helper()
	ctx, by := h.t.Context(), access.System("test")
	_, err := h.d.Org.SeedCalendar(ctx, by)
	h.must(err)
	meetings, err := h.d.Meetings.List(ctx, by, c, meeting.Query{ListQuery: org.ListQuery{Sort: "held_on", Desc: true}})
	h.must(err)
	_, err = h.d.Meetings.AddAgendaItem(ctx, by, meeting.AddAgendaItem{
		Committee: c, ID: meeting.AgendaID(id.Random()), Meeting: meetings.Rows[0].ID, AgendaContent: meeting.AgendaContent{Title: "Nghe báo cáo thử"},
	})
	h.must(err)
	people, err := h.d.Org.People(ctx, by, c, org.PersonQuery{})
	h.must(err)
	_, err = h.d.Org.CreatePost(ctx, by, org.PostInput{ID: org.PostID(id.Random()), Person: people.Rows[0].ID, Title: "Chuyên viên thử", PositionOrder: 1})
	h.must(err)
	h.evidence(c)
	users, err := h.d.Accounts.Users(ctx, by, account.UserQuery{ListQuery: org.ListQuery{Words: string(access.Head)}})
	h.must(err)
	for _, u := range users.Rows {
		if u.Login == string(access.Head) {
			_, _, err = h.d.Accounts.CreateToken(ctx, by, account.TokenInput{ID: account.TokenID(id.Random()), User: u.ID, Name: "Bảng tính thử"})
			h.must(err)
		}
	}
}

// evidence attaches a file to the first task and the first shortcoming.
func (h *house) evidence(c access.CommitteeID) {
	h.t.Helper()
	ctx, by := h.t.Context(), access.System("test")
	d, err := h.d.Tasks.Get(ctx, by, c, "1")
	h.must(err)
	short, err := h.d.Shortcomings.Find(ctx, by, c, "1")
	h.must(err)
	for kind, owner := range map[attach.OwnerKind]attach.OwnerID{attach.OfTask: attach.OwnerID(d.Task.ID), attach.OfShortcoming: attach.OwnerID(short)} {
		_, err = h.d.Attach.Upload(ctx, by, attach.UploadInput{
			Committee: c, ID: attach.ID(id.Random()), OwnerKind: kind, OwnerID: owner, FileName: "Ảnh thử.pdf", Body: strings.NewReader("%PDF-1.7\n1 0 obj\n"),
		})
		h.must(err)
	}
}

// administrator is who administers the house and has no role in any committee.
const administrator = "quan-tri"

func (h *house) user(committee access.CommitteeID, role access.Role) {
	h.t.Helper()
	by, ctx, since := access.System("test"), h.t.Context(), calendar.NewDate(2010, time.January, 1)
	u, err := h.d.Accounts.CreateUser(ctx, by, account.UserInput{ID: access.UserID(id.Random()), Login: string(role), Name: "Người Thử", Password: password})
	h.must(err)
	_, err = h.d.Accounts.CreateGrant(ctx, by, account.GrantInput{Committee: committee, ID: account.GrantID(id.Random()), User: u.ID, Role: role, ValidFrom: since})
	h.must(err)
	if role != access.Focal {
		return
	}
	units, err := h.d.Org.Units(ctx, by, committee, org.UnitQuery{ListQuery: org.ListQuery{Words: "xã Mẫu Một"}})
	h.must(err)
	if len(units.Rows) == 0 {
		h.t.Fatal("the invented district has no commune Mẫu Một")
	}
	_, err = h.d.Accounts.CreateUserUnit(ctx, by, account.UserUnitInput{ID: account.UserUnitID(id.Random()), User: u.ID, Unit: units.Rows[0].ID, ValidFrom: since})
	h.must(err)
}

// dossier is the real meeting as its file tells it.
func dossier(t *testing.T) *intake.Dossier {
	t.Helper()
	raw, err := examples.FS.ReadFile(examples.CoTo)
	if err != nil {
		t.Fatal(err)
	}
	d, problems := intake.ParseDossier(bytes.NewReader(raw))
	if d == nil {
		t.Fatalf("the dossier: %v", problems)
	}
	return d
}
