// Package browser drives a real Chromium in tests: pages are opened, typed into, looked at, photographed and checked with axe.
// Without Chromium the tests fail and say what to install; SKIP_BROWSER=1 is the explicit way out and prints what it skips.
package browser

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// The widths that pages are looked at, and the longest a single act may take: much longer than any act takes on a quiet machine,
// for all tests run at once on two cores.
const (
	Desktop  int64 = 1366
	Phone    int64 = 360
	patience       = 60 * time.Second
)

// Browser is a running Chromium. It ends with the test that started it.
type Browser struct {
	ctx context.Context //nolint:containedctx // chromedp keeps the browser's connection in a context
}

// PlainHost is a name of this machine that a browser does not trust without HTTPS, as it does localhost.
const PlainHost = "ban-chi-dao.test"

// Start starts Chromium, or fails the test with the words that say what to install.
func Start(tb testing.TB) *Browser {
	tb.Helper()
	return StartAt(tb, "")
}

// StartAt starts Chromium on a profile that outlives it, so that it can be killed and started again; "" is an empty one of its own.
func StartAt(tb testing.TB, dir string) *Browser {
	tb.Helper()
	path := chromium(tb)
	if dir == "" {
		dir = Profile(tb)
	}
	alloc, stop := chromedp.NewExecAllocator(context.Background(), options(path, dir)...)
	ctx, cancel := chromedp.NewContext(alloc)
	tb.Cleanup(func() {
		cancel()
		stop()
	})
	// The browser starts here, before any context with a time-out, which would end it.
	if err := chromedp.Do(ctx); err != nil {
		tb.Fatalf("start %s: %v", path, err)
	}
	return &Browser{ctx: ctx}
}

// chromium is where the program lies; without it the test fails with the words that say what to install.
func chromium(tb testing.TB) string {
	tb.Helper()
	if os.Getenv("SKIP_BROWSER") == "1" {
		tb.Skipf("SKIPPED because SKIP_BROWSER=1: browser test %s", tb.Name())
	}
	path := find()
	if path == "" {
		tb.Fatal("Chromium is not installed; as root: apt-get install -y chromium. To leave the browser tests out: SKIP_BROWSER=1")
	}
	return path
}

// Kill ends the browser as kill -9 does and waits until it is gone.
func (b *Browser) Kill(tb testing.TB) {
	tb.Helper()
	in := chromedp.FromContext(b.ctx).Browser
	if err := in.Process().Kill(); err != nil {
		tb.Fatalf("kill the browser: %v", err)
	}
	select {
	case <-in.LostConnection:
	case <-time.After(patience):
		tb.Fatal("the browser does not end")
	}
}

// Profile is an empty user-data directory. The browser's last children may still write while it is removed, so errors are let go.
func Profile(tb testing.TB) string {
	tb.Helper()
	dir, err := os.MkdirTemp("", "dondoc-browser-") //nolint:usetesting // see above: T.TempDir would fail the test on a late write
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}

func find() string {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

func options(path, dir string) []chromedp.ExecAllocatorOption {
	some := append(chromedp.DefaultExecAllocatorOptions[:len(chromedp.DefaultExecAllocatorOptions):len(chromedp.DefaultExecAllocatorOptions)],
		chromedp.ExecPath(path),
		chromedp.UserDataDir(dir),
		chromedp.DisableGPU,
		chromedp.WSURLReadTimeout(patience),
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("font-render-hinting", "none"),
		chromedp.Flag("host-resolver-rules", "MAP "+PlainHost+" 127.0.0.1"),
		chromedp.Flag("lang", "vi"),
		chromedp.Flag("accept-lang", "vi"), // what the pages are asked to speak, as on the machines they are made for
	)
	if os.Geteuid() == 0 {
		some = append(some, chromedp.NoSandbox) // Chromium refuses root otherwise
	}
	return some
}

// View is how a page is looked at. The zero View is a light desktop.
type View struct {
	Width    int64 // Desktop or Phone; 0 is Desktop
	Dark     bool  // what the device prefers
	NoScript bool  // of Browser.Tab only
}

// Tab is one page in a browser context of its own: no cookies are shared with other tabs.
type Tab struct {
	tb       testing.TB
	ctx      context.Context //nolint:containedctx // as above
	noScript bool
	axed     bool // axe comes with every page from now on
	width    int64

	mu      sync.Mutex
	errors  []string
	forgive []string
}

// Tab opens an empty page. When the test ends, an error that the page wrote to the console fails it.
func (b *Browser) Tab(tb testing.TB, v View) *Tab {
	tb.Helper()
	return newTab(b.ctx, tb, v, chromedp.WithNewBrowserContext())
}

// Own opens an empty page of the browser's own profile: cookies and what pages keep stay there when the browser ends.
func (b *Browser) Own(tb testing.TB, v View) *Tab {
	tb.Helper()
	return newTab(b.ctx, tb, v)
}

// Beside opens an empty page in the same browser context: it shares cookies and what pages keep.
func (t *Tab) Beside() *Tab {
	t.tb.Helper()
	return newTab(t.ctx, t.tb, View{}, chromedp.WithExistingBrowserContext(chromedp.FromContext(t.ctx).BrowserContextID))
}

func newTab(within context.Context, tb testing.TB, v View, opts ...chromedp.ContextOption) *Tab {
	tb.Helper()
	ctx, cancel := chromedp.NewContext(within, opts...)
	tb.Cleanup(cancel)
	t := &Tab{tb: tb, ctx: ctx, noScript: v.NoScript}
	t.must("open a tab", chromedp.Do(ctx))
	t.listen()
	t.Look(v) //nolint:contextcheck // a tab keeps its context
	if v.NoScript {
		_, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		t.must("switch scripts off", err)
	}
	tb.Cleanup(t.reportErrors)
	return t
}

// Look changes how the page is looked at, without loading it again: four views of a page cost one load.
func (t *Tab) Look(v View) {
	t.tb.Helper()
	width, height, scheme := cmp.Or(v.Width, Desktop), int64(768), "light"
	opts := []chromedp.EmulateViewportOption{}
	if width < 640 {
		height = 740
		opts = append(opts, chromedp.EmulateMobile, chromedp.EmulateTouch)
	}
	if v.Dark {
		scheme = "dark"
	}
	if width != t.width { // laying a page out anew is dear
		t.Do("emulate the view", chromedp.EmulateViewport(width, height, opts...))
		t.width = width
	}
	_, err := chromedp.Call(t.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
	})
	t.must("emulate colours", err)
}

// Views are the four ways every page is looked at: desktop and phone, light and dark.
func Views() []View {
	return []View{{Width: Desktop}, {Width: Desktop, Dark: true}, {Width: Phone}, {Width: Phone, Dark: true}}
}

// String names a view in the names of tests and pictures: "1366-light".
func (v View) String() string {
	colours := "light"
	if v.Dark {
		colours = "dark"
	}
	return fmt.Sprintf("%d-%s", cmp.Or(v.Width, Desktop), colours)
}

// listen gathers what the page complains about: console errors, exceptions, refused resources.
func (t *Tab) listen() {
	messages := chromedp.Console(t.ctx)
	go func() {
		for m, err := range messages {
			if err != nil {
				return
			}
			// A page without an icon of its own makes the browser ask for this one; that is no fault of the page's.
			if strings.HasSuffix(m.URL, "/favicon.ico") {
				continue
			}
			if m.Type == chromedp.ConsoleError || m.IsException() {
				t.mu.Lock()
				t.errors = append(t.errors, m.String()+" ("+m.URL+")")
				t.mu.Unlock()
			}
		}
	}()
}

// Forgive lets console errors pass that contain the words, such as "status of 422" where the test sends a wrong form.
func (t *Tab) Forgive(words string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.forgive = append(t.forgive, words)
}

// Errors are the console errors so far that are not forgiven.
func (t *Tab) Errors() []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	var some []string
	for _, e := range t.errors {
		if !t.forgiven(e) {
			some = append(some, e)
		}
	}
	return some
}

func (t *Tab) forgiven(e string) bool {
	for _, f := range t.forgive {
		if strings.Contains(e, f) {
			return true
		}
	}
	return false
}

func (t *Tab) reportErrors() {
	t.tb.Helper()
	for _, e := range t.Errors() {
		t.tb.Errorf("the page wrote to the console: %s", e)
	}
}

func (t *Tab) must(what string, err error) {
	t.tb.Helper()
	if err != nil {
		t.tb.Fatalf("%s: %v", what, err)
	}
}
