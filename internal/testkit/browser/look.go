package browser

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// Photograph keeps a picture of the whole page under the name, for the eye, in the folder that $SCREENSHOTS names.
// Without it nobody is going to look, and no time is spent.
func (t *Tab) Photograph(name string) {
	t.tb.Helper()
	dir := os.Getenv("SCREENSHOTS")
	if dir == "" {
		return
	}
	t.must("directory of pictures", os.MkdirAll(dir, 0o750))                                      //nolint:gosec // whoever runs the tests names the folder
	t.must("keep the picture", os.WriteFile(filepath.Join(dir, name+".png"), t.Picture(), 0o600)) //nolint:gosec // as above
}

// Picture is the whole page as a PNG.
func (t *Tab) Picture() []byte {
	t.tb.Helper()
	return run(t, "photograph", chromedp.FullScreenshot(100))
}

// Violation is a rule of accessibility that a page breaks.
type Violation struct {
	ID     string   `json:"id"`
	Impact string   `json:"impact"` // minor, moderate, serious, critical
	Help   string   `json:"help"`
	Nodes  []string `json:"nodes"` // where, and what is wrong there
}

// Serious reports whether the violation keeps somebody from using the page.
func (v Violation) Serious() bool { return v.Impact == "serious" || v.Impact == "critical" }

// axeRun lets axe look at the page and hands back what is needed to mend it. The rows of a table are alike, so that twelve are enough.
const axeRun = `axe.run({exclude: [['tbody tr:nth-child(n+13)']]}, {resultTypes: ['violations']}).then(r => r.violations.map(v => ({
	id: v.id, impact: v.impact, help: v.help,
	nodes: v.nodes.slice(0, 5).map(n => n.target.join(' ') + ' — ' + n.failureSummary.replace(/\s+/g, ' '))})))`

// Axe is everything axe-core finds on the page as it stands.
func (t *Tab) Axe() []Violation {
	t.tb.Helper()
	if !t.axed {
		t.bringAxe()
	}
	return run(t, "run axe", chromedp.Evaluate[[]Violation](axeRun, chromedp.EvalAwaitPromise))
}

// bringAxe adds axe to the page and to every further one: sent once, not with each page.
func (t *Tab) bringAxe() {
	t.tb.Helper()
	source, err := os.ReadFile(filepath.Join(root(t), "web", "node_modules", "axe-core", "axe.min.js"))
	if err != nil {
		t.tb.Fatalf("axe-core is not installed: run `npm ci` in web/ (%v)", err)
	}
	_, err = chromedp.Call(t.ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: string(source)})
	t.must("bring axe", err)
	run(t, "load axe", chromedp.Evaluate[chromedp.Void](string(source)))
	t.axed = true
}

// Accessible fails the test for everything serious that axe finds.
func (t *Tab) Accessible() {
	t.tb.Helper()
	for _, v := range t.Axe() {
		if v.Serious() {
			t.tb.Errorf("%s: %s (%s): %s\n  %s", t.URL(), v.ID, v.Impact, v.Help, strings.Join(v.Nodes, "\n  "))
		}
	}
}

// root is the folder of the module: the first above the test that holds go.mod.
func root(t *Tab) string {
	t.tb.Helper()
	dir, err := os.Getwd()
	t.must("working directory", err)
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			t.tb.Fatal("no go.mod above the test")
		}
		dir = parent
	}
}
