//go:build bench

package bench

import (
	"archive/zip"
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/dondoc/dondoc/internal/domain/account"
	"github.com/dondoc/dondoc/internal/domain/intake"
	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/id"
	"github.com/dondoc/dondoc/internal/surface/docx"
	"github.com/dondoc/dondoc/internal/testkit/browser"
	"github.com/dondoc/dondoc/internal/testkit/dbtest"
	"github.com/dondoc/dondoc/internal/testkit/program"
)

// What is measured of the live minutes page.
const (
	longRecord   = 1000 // lines of the record that is typed into
	shortRecord  = 500  // of the one that is printed
	streams      = 58   // event streams beside the two browsers
	wordPath     = "/van-ban/bien-ban/word"
	seenTimes    = 5 // changes that everybody is to see
	typedLetters = "Xã đã niêm yết các khoản thu của dân ở nhà văn hóa thôn trong tháng này "
	secretary    = "do-thu-ky"
	secretWord   = "mat-khau-do-toc-do"
)

// hall is one meeting followed through two processes of the built program.
type hall struct {
	t        *testing.T
	meetings *meeting.Service
	c        access.CommitteeID
	apps     [2]*program.Program
	pages    [2]*browser.Tab
	long     meeting.Meeting
	short    meeting.Meeting
}

// live measures typing, printing and following.
func live(t *testing.T, tb *table) {
	t.Helper()
	h := furnish(t)
	chromium := browser.Start(t)
	for i := range h.pages {
		h.pages[i] = h.enter(chromium, i)
	}
	typing(tb, h)
	following(tb, h)
	printing(tb, h)
	tb.note("resident memory of process 1 after the printing", fmt.Sprintf("%.0f MB", float64(resident(t, h.apps[0].PID()))/1024))
}

// furnish builds the records and starts both programs.
func furnish(t *testing.T) *hall {
	t.Helper()
	address, boss := dbtest.URL(t), access.System("bench")
	pool, err := database.Open(t.Context(), address, 4)
	must(t, err)
	t.Cleanup(pool.Close)
	d := deps(t, pool)
	_, err = intake.NewService(d).LoadDemo(t.Context(), boss, intake.DemoDesk{Render: docx.Render, Builtin: docx.Builtin})
	must(t, err)
	c, err := org.CommitteeByCode(t.Context(), pool, intake.DemoCode)
	must(t, err)
	accounts := account.NewService(d, account.Options{Loopback: true, Cost: account.Cost{MemoryKiB: 8, Passes: 1, Threads: 1}})
	u, err := accounts.CreateUser(t.Context(), boss, account.UserInput{ID: access.UserID(id.Random()), Login: secretary, Name: "Thư ký Đo", Password: secretWord})
	must(t, err)
	_, err = accounts.CreateGrant(t.Context(), boss, account.GrantInput{
		Committee: c.ID, ID: account.GrantID(id.Random()), User: u.ID, Role: access.Secretary, ValidFrom: calendar.NewDate(2020, time.January, 1),
	})
	must(t, err)
	h := &hall{t: t, meetings: meeting.NewService(d), c: c.ID}
	h.long, h.short = h.record(longRecord), h.record(shortRecord)
	for i := range h.apps {
		h.apps[i] = program.Start(t, address)
	}
	return h
}

// record is a meeting of so many lines.
func (h *hall) record(lines int) meeting.Meeting {
	h.t.Helper()
	boss := access.System("bench")
	m, err := h.meetings.Create(h.t.Context(), boss, meeting.Create{
		Committee: h.c, ID: meeting.ID(id.Random()), State: meeting.InProgress,
		Content: meeting.Content{Kind: meeting.Briefing, Title: "Hội nghị để đo", HeldOn: calendar.NewDate(2026, time.November, 22)},
	})
	must(h.t, err)
	for i := range lines {
		_, err := h.meetings.AddBlock(h.t.Context(), boss, meeting.AddBlock{
			Committee: h.c, ID: meeting.BlockID(id.Random()), Meeting: m.ID,
			BlockContent: meeting.BlockContent{Kind: meeting.Speech, Speaker: "Đại biểu Đo", Text: fmt.Sprintf("Dòng %d: %s", i+1, strings.Repeat(typedLetters, 3))},
		})
		must(h.t, err)
	}
	return m
}

func path(m meeting.Meeting) string {
	return fmt.Sprintf("/c/%s/hoi-nghi/%d", intake.DemoCode, m.Number)
}

// enter opens the long record's live page in a browser context of its own.
func (h *hall) enter(b *browser.Browser, app int) *browser.Tab {
	h.t.Helper()
	tab := b.Tab(h.t, browser.View{})
	tab.Open(h.apps[app].URL + "/dang-nhap")
	tab.Fill("[name=login]", secretary)
	tab.Fill("[name=password]", secretWord)
	tab.Follow("main form button[type=submit]")
	tab.Open(h.apps[app].URL + path(h.long) + "/ghi")
	tab.Until(fmt.Sprintf(`document.querySelector('[data-live-link]').dataset.link === 'online' && document.querySelectorAll('.live-line').length >= %d`, longRecord))
	return tab
}

// typing measures from the key to the frame that shows its letter, at the end of the long record.
func typing(tb *table, h *hall) {
	tab := h.pages[0]
	tab.Click("[data-live-add]")
	browser.Eval[bool](tab, `(performance.clearMeasures('live-paint'), true)`)
	for range 2 {
		for _, letter := range typedLetters { // as a hand does it: the next key after the last letter is seen
			tab.Press(string(letter))
			tab.UntilKept(`new Promise(seen => requestAnimationFrame(() => setTimeout(() => seen(true))))`)
		}
	}
	took := browser.Eval[[]float64](tab, `performance.getEntriesByName('live-paint').map(m => m.duration)`)
	if len(took) < 100 {
		h.t.Fatalf("only %d keys were measured", len(took))
	}
	slices.Sort(took)
	tb.add(fmt.Sprintf("key to paint in a record of %d lines, 95th of 100 (middle %.1f ms, %d keys)", longRecord, median(took), len(took)),
		took[len(took)*95/100], " ms", bound{most: 50})
	tab.Press("\x1b")
}

// printing measures the record of 500 lines as a page and as a Word file, asked for through HTTP.
func printing(tb *table, h *hall) {
	c := h.signedIn(0)
	for what, ask := range map[string]struct {
		path string
		most float64
	}{
		"a page": {path(h.short), 150}, "a Word file": {path(h.short) + wordPath, 1000},
	} {
		var took []float64
		var raw []byte
		for range 9 {
			begun := time.Now()
			raw = fetchAll(h.t, c, h.apps[0].URL+ask.path)
			took = append(took, float64(time.Since(begun).Microseconds())/1000)
		}
		if last := fmt.Sprintf("Dòng %d:", shortRecord); !strings.Contains(unpacked(h.t, raw), last) {
			h.t.Errorf("%s of the record lacks its last line", what)
		}
		tb.add(fmt.Sprintf("a record of %d lines as %s (%d kB)", shortRecord, what, len(raw)>>10), median(took), " ms", bound{most: ask.most})
	}
}

// unpacked is the text of a page, or of the document in a Word file.
func unpacked(t *testing.T, raw []byte) string {
	t.Helper()
	if !bytes.HasPrefix(raw, []byte("PK")) {
		return string(raw)
	}
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	must(t, err)
	f, err := z.Open("word/document.xml")
	must(t, err)
	text, err := io.ReadAll(f)
	must(t, err)
	return string(text)
}

// signedIn is a client with the secretary's session on one of the programs.
func (h *hall) signedIn(app int) *http.Client {
	h.t.Helper()
	jar, err := cookiejar.New(nil)
	must(h.t, err)
	c := &http.Client{Jar: jar, Transport: &http.Transport{MaxIdleConnsPerHost: 2}}
	form := url.Values{"login": {secretary}, "password": {secretWord}}
	r, err := http.NewRequestWithContext(h.t.Context(), http.MethodPost, h.apps[app].URL+"/dang-nhap", strings.NewReader(form.Encode()))
	must(h.t, err)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	a, err := c.Do(r)
	must(h.t, err)
	_ = a.Body.Close()
	return c
}

func fetchAll(t *testing.T, c *http.Client, address string) []byte {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	must(t, err)
	a, err := c.Do(r)
	must(t, err)
	defer a.Body.Close() //nolint:errcheck // read to its end
	raw, err := io.ReadAll(a.Body)
	must(t, err)
	if a.StatusCode != http.StatusOK || a.Request.URL.Path == "/dang-nhap" {
		t.Fatalf("GET %s: %d at %s", address, a.StatusCode, a.Request.URL)
	}
	return raw
}

// listener is one event stream and when it last told of what is looked for.
type listener struct {
	mu   sync.Mutex
	seen map[string]time.Time
	look []string
}

func (l *listener) heard(line string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, w := range l.look {
		if _, done := l.seen[w]; !done && strings.Contains(line, w) {
			l.seen[w] = time.Now()
		}
	}
}

// following lets 58 streams and two browsers, shared by two programs, wait for what one of the browsers writes.
func following(tb *table, h *hall) {
	var words []string
	for i := range seenTimes {
		words = append(words, fmt.Sprintf("Mọi người cùng thấy lần %d", i+1))
	}
	ctx, stop := context.WithCancel(h.t.Context())
	defer stop()
	all := h.listen(ctx, words)
	var slowest time.Duration
	for _, w := range words {
		h.pages[0].Click("[data-live-add]")
		h.pages[0].Press(w)
		begun := time.Now()
		h.pages[0].Press("\x1b") // leaving the line sends it
		h.pages[1].Until(fmt.Sprintf(`[...document.querySelectorAll('.live-text')].some(e => e.textContent === %q)`, w))
		slowest = max(slowest, time.Since(begun), h.last(all, w).Sub(begun))
	}
	tb.add(fmt.Sprintf("until the last of %d streams and 2 browsers on 2 processes sees a change", streams), slowest.Seconds(), " s", bound{most: 2})
	for i, p := range h.apps {
		tb.add(fmt.Sprintf("resident memory of process %d meanwhile", i+1), float64(resident(h.t, p.PID()))/1024, " MB", bound{most: 120})
	}
}

// last is when the last of them saw the words.
func (h *hall) last(all []*listener, words string) time.Time {
	h.t.Helper()
	deadline := time.Now().Add(time.Minute)
	var last time.Time
	for _, l := range all {
		for {
			l.mu.Lock()
			at, done := l.seen[words]
			l.mu.Unlock()
			if done {
				if at.After(last) {
					last = at
				}
				break
			}
			if time.Now().After(deadline) {
				h.t.Fatalf("somebody never saw %q", words)
			}
			time.Sleep(5 * time.Millisecond) // a look at a map is no load
		}
	}
	return last
}

// listen opens the streams, half of them on each program, and returns when each has told of the record as it is.
func (h *hall) listen(ctx context.Context, look []string) []*listener {
	h.t.Helper()
	clients := [2]*http.Client{h.signedIn(0), h.signedIn(1)}
	var all []*listener
	var open sync.WaitGroup
	for i := range streams {
		l := &listener{seen: map[string]time.Time{}, look: look}
		all = append(all, l)
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, h.apps[i%2].URL+path(h.long)+"/ghi/su-kien", nil)
		must(h.t, err)
		a, err := clients[i%2].Do(r)
		must(h.t, err)
		if kind := a.Header.Get("Content-Type"); !strings.HasPrefix(kind, "text/event-stream") {
			h.t.Fatalf("a stream answers %s with %q", a.Status, kind)
		}
		open.Add(1)
		go func() {
			defer a.Body.Close() //nolint:errcheck // of the measurement
			lines := bufio.NewReaderSize(a.Body, 1<<20)
			for first := true; ; {
				line, err := lines.ReadString('\n')
				if err != nil {
					return
				}
				if first && strings.HasPrefix(line, "event: change") {
					first = false
					open.Done()
				}
				l.heard(line)
			}
		}()
	}
	open.Wait()
	return all
}
