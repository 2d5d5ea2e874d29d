package i18n

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

var verb = regexp.MustCompile(`%(\[\d+\])?[-+# 0]*\d*(\.\d+)?[a-zA-Z%]`)

// verbs lists what a sentence wants of its arguments: which one, and as what.
func verbs(s string) []string {
	var all []string
	next := 1
	for _, m := range verb.FindAllStringSubmatch(s, -1) {
		if strings.HasSuffix(m[0], "%") {
			continue
		}
		index := strings.Trim(m[1], "[]")
		if index == "" {
			index = string(rune('0' + next))
			next++
		}
		all = append(all, index+m[0][len(m[0])-1:])
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func TestBothLanguagesSayTheSame(t *testing.T) {
	t.Parallel()
	c := mustNew(t)
	if len(c.texts[Vi]) == 0 {
		t.Fatal("the catalogue is empty")
	}
	for _, key := range slices.Compact(slices.Sorted(slices.Values(append(c.Keys(Vi), c.Keys(En)...)))) {
		vi, inVi := c.texts[Vi][key]
		en, inEn := c.texts[En][key]
		if !inVi || !inEn {
			t.Errorf("%s: Vietnamese %t, English %t", key, inVi, inEn)
			continue
		}
		want := verbs(vi.other)
		for _, form := range append(vi.forms(), en.forms()...) {
			checkText(t, key, form)
			if got := verbs(form); !slices.Equal(got, want) {
				t.Errorf("%s: %q wants %v, the Vietnamese sentence %v", key, form, got, want)
			}
		}
	}
}

func checkText(t *testing.T, key, s string) {
	t.Helper()
	switch {
	case strings.TrimSpace(s) == "":
		t.Errorf("%s: empty", key)
	case strings.TrimRight(s, " \n") != s:
		t.Errorf("%s: %q has space at its end", key, s)
	case !norm.NFC.IsNormalString(s):
		t.Errorf("%s: %q is not NFC", key, s)
	}
}

var vietnamese = regexp.MustCompile(`[ăâđêôơưĂÂĐÊÔƠƯ\x{1EA0}-\x{1EF9}]`)

// quoted are examples of what is to be typed; deadlines are typed in Vietnamese.
var quoted = regexp.MustCompile(`“[^”]*”`)

func TestEnglishHoldsNoVietnamese(t *testing.T) {
	t.Parallel()
	names := []string{"app.name", "language.vi"} // names stay as they are
	for key, text := range mustNew(t).texts[En] {
		for _, form := range text.forms() {
			if vietnamese.MatchString(quoted.ReplaceAllString(form, "")) && !slices.Contains(names, key) {
				t.Errorf("%s: %q", key, form)
			}
		}
	}
}

// source is every Go and templ source of the module that people wrote, tests left out.
func source(t *testing.T) string {
	t.Helper()
	var all strings.Builder
	root := filepath.Join("..", "..", "..")
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if d.IsDir() && (name == "node_modules" || strings.HasPrefix(name, ".git")) {
			return filepath.SkipDir
		}
		goFile := strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go") && !strings.HasSuffix(name, "_templ.go")
		if d.IsDir() || !goFile && !strings.HasSuffix(name, ".templ") {
			return nil
		}
		b, err := os.ReadFile(path)
		all.Write(b)
		all.WriteByte('\n')
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all.String()
}

// asked are the ways a source names a key as a literal.
var asked = []*regexp.Regexp{
	regexp.MustCompile(`\.[Tt]\("([^"]+)"[,)]`),
	regexp.MustCompile(`fault\.New\(fault\.\w+, "([^"]+)"[,)]`),
	regexp.MustCompile(`fault\.Field\("[^"]*", "([^"]+)"[,)]`),
	regexp.MustCompile(`fault\.Message\{Key: "([^"]+)"[,}]`),
	regexp.MustCompile(`i18n\.Key\("([^"]+)"\)`),
}

func TestEveryKeyTheProgramNamesIsInTheCatalogue(t *testing.T) {
	t.Parallel()
	c, src := mustNew(t), source(t)
	missing := map[string]bool{}
	for _, re := range asked {
		for _, m := range re.FindAllStringSubmatch(src, -1) {
			key := m[1]
			if !c.Printer(Vi).Has(key) && !slices.ContainsFunc(families, func(f string) bool { return strings.HasPrefix(key, f) }) {
				missing[key] = true
			}
		}
	}
	for key := range missing {
		t.Errorf("⟦%s⟧ is named in a source but is in no catalogue", key)
	}
}

func TestNoKeyIsLeftOver(t *testing.T) {
	t.Parallel()
	c, src := mustNew(t), source(t)
	for _, key := range c.Keys(Vi) {
		if !c.Composed(key) && !strings.Contains(src, `"`+key+`"`) {
			t.Errorf("%s is used by no source; remove it, or name its family in %q", key, composedKey)
		}
	}
	for _, prefix := range c.composed {
		if !strings.Contains(src, `"`+prefix) {
			t.Errorf("no source composes keys that begin with %q", prefix)
		}
	}
}
