package config

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var variable = regexp.MustCompile(`\bDONDOC_[A-Z][A-Z_]*[A-Z]\b`)

// TestEveryVariableThatIsReadIsDocumented looks through all sources people wrote: what is named there stands in docs/config.md,
// and what stands there is named or made of a setting.
func TestEveryVariableThatIsReadIsDocumented(t *testing.T) {
	t.Parallel()
	root := filepath.Join("..", "..", "..")
	doc, err := os.ReadFile(filepath.Join(root, "docs", "config.md"))
	if err != nil {
		t.Fatal(err)
	}
	read := []string{}
	for _, s := range Settings() {
		read = append(read, s.Env)
	}
	for _, dir := range []string{"cmd", "internal", "web/views"} {
		err := filepath.WalkDir(filepath.Join(root, dir), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			b, err := os.ReadFile(path)
			read = append(read, variable.FindAllString(string(b), -1)...)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range slices.Compact(slices.Sorted(slices.Values(read))) {
		if !strings.Contains(string(doc), "`"+name+"`") {
			t.Errorf("%s is read, docs/config.md does not tell", name)
		}
	}
	if !slices.Contains(read, "DONDOC_LANG") {
		t.Error("the language of the command line was not found in any source")
	}
	for _, name := range variable.FindAllString(string(doc), -1) {
		if !slices.Contains(read, name) {
			t.Errorf("%s stands in docs/config.md, nothing reads it", name)
		}
	}
}
