package browser

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// run carries out an action within patience.
func run[T any](t *Tab, what string, a chromedp.Action[T]) T {
	t.tb.Helper()
	ctx, cancel := context.WithTimeout(t.ctx, patience)
	defer cancel()
	v, err := chromedp.Run(ctx, a)
	t.must(what, err)
	return v
}

// Do carries out chromedp steps that this package has no word for.
func (t *Tab) Do(what string, steps ...chromedp.Action[chromedp.Void]) {
	t.tb.Helper()
	run(t, what, chromedp.Steps(steps...))
}

// Open goes to an address and waits until the page and its scripts are there.
func (t *Tab) Open(url string) {
	t.tb.Helper()
	t.Do("open "+url, chromedp.Navigate(url))
}

// Click presses the mouse on what a CSS selector names, once it stands still and nothing lies over it: see aim.
func (t *Tab) Click(css string) {
	t.tb.Helper()
	at := t.aim(css)
	t.Do("click "+css, chromedp.MouseClickXY(at.X, at.Y))
}

// Follow clicks a link or a button that leads to a new page and waits for it.
func (t *Tab) Follow(css string) {
	t.tb.Helper()
	at := t.aim(css)
	ctx, cancel := context.WithTimeout(t.ctx, patience)
	defer cancel()
	_, err := chromedp.RunResponse(ctx, chromedp.MouseClickXY(at.X, at.Y))
	t.must("follow "+css+" at "+t.URL(), err)
}

// Download clicks what makes the browser fetch a file and returns the file's name and bytes once it is whole.
func (t *Tab) Download(css string) (name string, raw []byte) {
	t.tb.Helper()
	dir := t.tb.TempDir()
	_, err := chromedp.Call(t.ctx, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{
		Behavior: browser.SetDownloadBehaviorBehaviorAllow, BrowserContextID: chromedp.FromContext(t.ctx).BrowserContextID, DownloadPath: dir,
	})
	t.must("choose where files go", err)
	t.Click(css)
	ctx, cancel := context.WithTimeout(t.ctx, patience)
	defer cancel()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		files, err := os.ReadDir(dir)
		t.must("look for the file", err)
		for _, f := range files { // while it comes it bears another name, hidden or ending so
			if !strings.HasSuffix(f.Name(), ".crdownload") && !strings.HasPrefix(f.Name(), ".") {
				raw, err := os.ReadFile(filepath.Join(dir, f.Name()))
				t.must("read the file", err)
				return f.Name(), raw
			}
		}
		select {
		case <-ctx.Done():
			t.tb.Fatalf("%s at %s: no file came", css, t.where())
		case <-tick.C:
		}
	}
}

// Type writes into a field key by key, after what is there.
func (t *Tab) Type(css, text string) {
	t.tb.Helper()
	t.enter(css, `el.type === 'email' || el.type === 'number' || el.setSelectionRange(el.value.length, el.value.length)`)
	t.Do("type into "+css, chromedp.KeyEvent(text))
}

// Fill replaces a field's content by typing over it.
func (t *Tab) Fill(css, text string) {
	t.tb.Helper()
	t.enter(css, `el.select()`)
	if text == "" {
		text = kb.Backspace
	}
	t.Do("fill "+css, chromedp.KeyEvent(text))
}

// Paste replaces a field's content at once, as pasting does: for texts that nobody types in a test.
func (t *Tab) Paste(css, text string) {
	t.tb.Helper()
	t.enter(css, `el.select()`)
	t.Do("paste into "+css, chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, input.InsertText, input.InsertTextParams{Text: text})
		return err
	}))
}

// enter puts the cursor into a field, as a click would, and places it.
func (t *Tab) enter(css, place string) {
	t.tb.Helper()
	t.Wait(css)
	if !Eval[bool](t, fmt.Sprintf(`(el => { el.focus(); %s; return document.activeElement === el })(document.querySelector(%q))`, place, css)) {
		t.tb.Fatalf("%s does not take the focus", css)
	}
}

// Choose picks an option of a drop-down by its value and lets the page know.
func (t *Tab) Choose(css, value string) {
	t.tb.Helper()
	ok := Eval[bool](t, fmt.Sprintf(`(() => {
		const s = document.querySelector(%q); s.value = %q;
		s.dispatchEvent(new Event('change', {bubbles: true})); return s.value === %q })()`, css, value, value))
	if !ok {
		t.tb.Fatalf("choose %q in %s: there is no such option", value, css)
	}
}

// Attach chooses files of this machine in a file field, as a person would in the dialogue.
func (t *Tab) Attach(css string, files ...string) {
	t.tb.Helper()
	t.Wait(css)
	t.Do("attach to "+css, chromedp.SetUploadFiles(css, files))
}

// Press sends keys to wherever the focus is.
func (t *Tab) Press(keys string) {
	t.tb.Helper()
	t.Do(fmt.Sprintf("press %q", keys), chromedp.KeyEvent(keys))
}

// Text is the visible text of what a selector names, white space run together.
func (t *Tab) Text(css string) string {
	t.tb.Helper()
	s := run(t, "text of "+css, chromedp.Text(chromedp.CSS(css), chromedp.NodeReady))
	return strings.Join(strings.Fields(s), " ")
}

// Value is what stands in a field.
func (t *Tab) Value(css string) string {
	t.tb.Helper()
	return run(t, "value of "+css, chromedp.Value(chromedp.CSS(css), chromedp.NodeReady))
}

// Has reports whether a selector names anything on the page now.
func (t *Tab) Has(css string) bool {
	t.tb.Helper()
	return Eval[bool](t, fmt.Sprintf(`document.querySelector(%q) !== null`, css))
}

// Wait waits until a selector names something visible.
func (t *Tab) Wait(css string) {
	t.tb.Helper()
	t.Do("wait for "+css, chromedp.WaitVisible(chromedp.CSS(css)))
}

// Until waits until a script's value is true, over a change of page too.
func (t *Tab) Until(js string) {
	t.tb.Helper()
	ctx, cancel := context.WithTimeout(t.ctx, patience)
	defer cancel()
	for {
		_, err := chromedp.Run(ctx, chromedp.Poll[bool](js))
		if err == nil {
			return
		}
		if ctx.Err() != nil || !pageGone(err) {
			t.tb.Fatalf("until %s: %v (at %s)", js, err, t.URL())
		}
	}
}

// pageGone reports whether a script was cut short because its page gave way to another.
func pageGone(err error) bool {
	return strings.Contains(err.Error(), "context with specified id") || strings.Contains(err.Error(), "context was destroyed") ||
		strings.Contains(err.Error(), "navigated")
}

// URL is the address the page has now.
func (t *Tab) URL() string {
	t.tb.Helper()
	return run(t, "address", chromedp.Location())
}

// Title is the title of the browser's tab.
func (t *Tab) Title() string {
	t.tb.Helper()
	return run(t, "title", chromedp.Title())
}

// HTML is the whole page as it stands now.
func (t *Tab) HTML() string {
	t.tb.Helper()
	return run(t, "page", chromedp.OuterHTML(chromedp.CSS("html")))
}

// Eval is the value of a script.
func Eval[T any](t *Tab, js string) T {
	t.tb.Helper()
	return run(t, "evaluate "+js, chromedp.Evaluate[T](js))
}

// NoSidewaysScroll fails when the page is wider than the window.
func (t *Tab) NoSidewaysScroll() {
	t.tb.Helper()
	if over := Eval[int](t, `document.documentElement.scrollWidth - document.documentElement.clientWidth`); over > 0 {
		t.tb.Errorf("%s is %d px wider than the window: %s", t.URL(), over, Eval[string](t, widest))
	}
}

// widest names the elements that stick out, innermost last.
const widest = `[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
	.slice(0, 8).map(e => e.tagName.toLowerCase() + '.' + e.className).join(' > ')`
