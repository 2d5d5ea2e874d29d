package e2e_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/dondoc/dondoc/internal/domain/account"
	"github.com/dondoc/dondoc/internal/domain/intake"
	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/id"
	"github.com/dondoc/dondoc/internal/testkit/browser"
	"github.com/dondoc/dondoc/internal/testkit/dbtest"
	"github.com/dondoc/dondoc/internal/testkit/program"
)

func TestMain(m *testing.M) { os.Exit(program.Main(m)) }

// stage is the built program on a database of its own, behind a wire that can be cut, with the services beside it to look at what is
// stored. The invented district is loaded.
type stage struct {
	*house
	db        string // its address
	dir       string // where it keeps files, whichever process serves
	app       *program.Program
	wire      *program.Wire
	committee org.Committee
	members   []org.Member
}

// other is a second secretary of the invented district.
const other = "thu-ky-hai"

func newStage(t *testing.T) *stage {
	t.Helper()
	s := &stage{db: dbtest.URL(t), dir: t.TempDir()}
	pool, err := database.Open(t.Context(), s.db, 4)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	s.house = furnished(t, pool).demo()
	s.committee = s.house.committee()
	s.another(other, access.Secretary)
	page, err := s.d.Org.Members(t.Context(), access.System("test"), s.committee.ID, org.MemberQuery{On: calendar.NewDate(2026, 11, 22)})
	s.must(err)
	s.members = page.Rows
	s.app = program.StartIn(t, s.db, s.dir)
	s.wire = program.NewWire(t, s.app.URL)
	s.url = s.wire.URL
	return s
}

// another lets one more person of the district in.
func (s *stage) another(login string, role access.Role) {
	s.t.Helper()
	ctx, by := s.t.Context(), access.System("test")
	u, err := s.d.Accounts.CreateUser(ctx, by, account.UserInput{ID: access.UserID(id.Random()), Login: login, Name: "Người Thử Hai", Password: password})
	s.must(err)
	_, err = s.d.Accounts.CreateGrant(ctx, by, account.GrantInput{
		Committee: s.committee.ID, ID: account.GrantID(id.Random()), User: u.ID, Role: role, ValidFrom: calendar.NewDate(2010, 1, 1),
	})
	s.must(err)
}

// restart puts a new process in the place of one that was killed.
func (s *stage) restart() {
	s.t.Helper()
	s.app = program.StartIn(s.t, s.db, s.dir)
	s.wire.To(s.t, s.app.URL)
}

// pad is a meeting's live page in somebody's browser.
type pad struct {
	*stage
	t   *testing.T
	m   meeting.Meeting
	tab *browser.Tab
}

// meet is a new meeting that is being held, the chair being the committee's first member.
func (s *stage) meet(t *testing.T) meeting.Meeting {
	t.Helper()
	m, err := s.d.Meetings.Create(t.Context(), access.System("test"), meeting.Create{
		Committee: s.committee.ID, ID: meeting.ID(s.deps.NewID()), State: meeting.InProgress,
		Content: meeting.Content{Kind: meeting.Briefing, Title: "Giao ban thử", HeldOn: calendar.NewDate(2026, 11, 22), Chair: s.members[0].Person},
	})
	s.must(err)
	return m
}

// at opens the live page of a meeting in a tab whose account is signed in.
func (s *stage) at(t *testing.T, m meeting.Meeting, tab *browser.Tab) *pad {
	t.Helper()
	p := &pad{stage: s, t: t, m: m, tab: tab}
	tab.Forgive("Failed to load resource") // of a wire that is cut
	p.open()
	return p
}

// write is a new meeting, open in the browser of somebody who signs in for it.
func (s *stage) write(t *testing.T, b *browser.Browser, login string) *pad {
	t.Helper()
	tab := b.Tab(t, browser.View{})
	s.signIn(tab, login)
	return s.at(t, s.meet(t), tab).online()
}

// url is the address of the live page.
func (p *pad) address() string {
	return fmt.Sprintf("%s/c/%s/hoi-nghi/%d/ghi", p.url, intake.DemoCode, p.m.Number)
}

func (p *pad) open() {
	p.t.Helper()
	p.tab.Open(p.address())
	p.tab.Until(`document.documentElement.dataset.live === 'ready'`)
}

// linked waits until the page says how it stands with the server.
func (p *pad) linked(how string) *pad {
	p.t.Helper()
	p.tab.Until(fmt.Sprintf(`document.querySelector('[data-live-link]').dataset.link === %q`, how))
	return p
}

func (p *pad) online() *pad { p.t.Helper(); return p.linked("online") }

// waits waits until more than so many things typed wait to be sent.
func (p *pad) waits(more int) {
	p.t.Helper()
	p.tab.Until(fmt.Sprintf(`Number(document.querySelector('[data-live-receipt]').dataset.waiting) > %d`, more))
}

// sent waits until the server has committed everything.
func (p *pad) sent() {
	p.t.Helper()
	p.tab.Until(`document.querySelector('[data-live-receipt]').dataset.waiting === '0'`)
}

// begin opens a new line at the end.
func (p *pad) begin() *pad {
	p.t.Helper()
	p.tab.Click("[data-live-add]")
	return p
}

// type is lines, each ended with Enter.
func (p *pad) lines(some ...string) {
	p.t.Helper()
	for _, l := range some {
		p.tab.Press(l + "\r")
	}
}

// shown are the lines on the page, top to bottom.
func (p *pad) shown() []string {
	p.t.Helper()
	all := browser.Eval[[]string](p.tab, `[...document.querySelectorAll('.live-line .live-text')].map(e => e.value ?? e.textContent)`)
	return slices.DeleteFunc(all, func(s string) bool { return s == "" })
}

// kept waits until the browser's own store holds a text.
func (p *pad) kept(text string) {
	p.t.Helper()
	p.tab.UntilKept(fmt.Sprintf(`(async () => {
		const account = JSON.parse(document.getElementById('live-config').textContent).account
		const db = await new Promise((ok, no) => { const r = indexedDB.open('dondoc-live-' + account); r.onsuccess = () => ok(r.result); r.onerror = () => no(r.error) })
		const all = await new Promise((ok) => { const r = db.transaction('lines').objectStore('lines').getAll(); r.onsuccess = () => ok(r.result) })
		db.close()
		return all.some(l => l.now.text === %q)
	})()`, text))
}

// stored are the lines of the record on the server.
func (p *pad) stored() []meeting.Block {
	p.t.Helper()
	d, err := p.d.Meetings.Record(p.t.Context(), access.System("test"), p.committee.ID, p.m.ID)
	p.must(err)
	var all []meeting.Block
	for _, b := range d.Blocks {
		all = append(all, b.Block)
	}
	return all
}

func texts(blocks []meeting.Block) []string {
	all := []string{}
	for _, b := range blocks {
		all = append(all, b.Text)
	}
	return all
}

// same fails the test unless the server has exactly these lines in this order.
func (p *pad) same(want ...string) {
	p.t.Helper()
	if got := texts(p.stored()); !slices.Equal(got, want) {
		p.t.Errorf("on the server %d lines, want %d:\n%s\nwant\n%s", len(got), len(want), strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// field is the line one writes in.
const field = "textarea.live-text"

// count is the number of rows a statement finds.
func (s *stage) count(t *testing.T, sql string, args ...any) int {
	t.Helper()
	var n int
	if err := s.deps.DB.QueryRow(t.Context(), sql, args...).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}
