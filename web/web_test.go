package web_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/dondoc/dondoc/web"
)

func TestAssetsBeforeTheyAreBuilt(t *testing.T) {
	t.Parallel()
	_, err := web.NewAssets(fstest.MapFS{".gitkeep": {}})
	if !errors.Is(err, web.ErrNotBuilt) {
		t.Fatalf("got %v, want ErrNotBuilt", err)
	}
	if !strings.Contains(err.Error(), "make assets") {
		t.Errorf("%q does not say what to do", err)
	}
}

func TestAssetsKnowHashedNames(t *testing.T) {
	t.Parallel()
	a, err := web.NewAssets(fstest.MapFS{
		"manifest.json":  {Data: []byte(`{"app.css": "app-0a1b.css"}`)},
		"app-0a1b.css":   {Data: []byte("body{}")},
		"unrelated.woff": {},
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := a.URL("app.css"); got != "/assets/app-0a1b.css" {
		t.Errorf("URL = %q", got)
	}
	if got := a.URL("nowhere.css"); got != "/assets/nowhere.css" {
		t.Errorf("URL of an unknown name = %q", got)
	}
	if _, err := fs.Stat(a.Files(), "app-0a1b.css"); err != nil {
		t.Error(err)
	}
}

func TestBrokenManifestsAreRefused(t *testing.T) {
	t.Parallel()
	for name, files := range map[string]fstest.MapFS{
		"not JSON":                      {"manifest.json": {Data: []byte("{")}},
		"a file it names is not there":  {"manifest.json": {Data: []byte(`{"app.css": "app-0.css"}`)}},
		"the manifest is not a mapping": {"manifest.json": {Data: []byte(`["app.css"]`)}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if _, err := web.NewAssets(files); err == nil || errors.Is(err, web.ErrNotBuilt) {
				t.Errorf("got %v, want an error of its own", err)
			}
		})
	}
}

// TestBuiltAssetsKeepThePolicy looks at what was built: nothing in it may need what the policy refuses.
func TestBuiltAssetsKeepThePolicy(t *testing.T) {
	t.Parallel()
	a, err := web.NewAssets(web.Dist())
	if err != nil {
		t.Fatal(err)
	}
	css, err := fs.ReadFile(a.Files(), strings.TrimPrefix(a.URL("app.css"), web.Prefix))
	if err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"http://", "https://", "light-dark(", "@import"} {
		// The namespace inside a data: image is a name, not an address.
		if strings.Contains(strings.ReplaceAll(string(css), "http://www.w3.org/2000/svg", ""), bad) {
			t.Errorf("the style sheet holds %q", bad)
		}
	}
	for _, want := range []string{"[data-bs-theme=dark]", "[data-bs-theme=auto]", "prefers-color-scheme:dark", "Be Vietnam Pro", "@media print"} {
		if !strings.Contains(string(css), want) {
			t.Errorf("the style sheet lacks %q", want)
		}
	}
	if strings.Contains(web.ContentSecurityPolicy, "unsafe") {
		t.Error("the policy allows something unsafe")
	}
}

var (
	classRule = regexp.MustCompile(`\.(-?[_a-zA-Z][\w-]*)`)
	classAttr = regexp.MustCompile(`class="([^"]*)"|class=\{([^}]*)\}`)
	quoted    = regexp.MustCompile(`"([^"]*)"`)
)

// TestEveryClassHasARule finds classes that pages use and no style knows: mistypings, and pages nobody has dressed yet.
func TestEveryClassHasARule(t *testing.T) {
	t.Parallel()
	a, err := web.NewAssets(web.Dist())
	if err != nil {
		t.Fatal(err)
	}
	css, err := fs.ReadFile(a.Files(), strings.TrimPrefix(a.URL("app.css"), web.Prefix))
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, m := range classRule.FindAllStringSubmatch(string(css), -1) {
		known[m[1]] = true
	}
	pages, err := filepath.Glob("views/*/*.templ")
	if err != nil || len(pages) == 0 {
		t.Fatalf("no pages: %v", err)
	}
	for _, page := range pages {
		for _, class := range classesOf(t, page) {
			if !known[class] {
				t.Errorf("%s: class %q has no rule in src/style; are the assets built?", page, class)
			}
		}
	}
}

func classesOf(t *testing.T, page string) []string {
	t.Helper()
	source, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, m := range classAttr.FindAllStringSubmatch(string(source), -1) {
		all = append(all, strings.Fields(m[1])...)
		for _, q := range quoted.FindAllStringSubmatch(m[2], -1) {
			all = append(all, strings.Fields(q[1])...)
		}
	}
	// "fig-" is the beginning of a composed name.
	return slices.DeleteFunc(all, func(c string) bool { return strings.HasSuffix(c, "-") })
}
