// Package golden compares what a test made with a file kept in the repository, and rewrites that file on request:
//
//	go test ./internal/surface/excel -update
//
// "make golden" does so for every package that uses it. Look at the difference before committing it.
package golden

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// update is a flag of the test programs of all packages that import this one.
var update = flag.Bool("update", false, "rewrite the golden files with what the tests made")

// Equal fails the test unless got is the content of the file, which is named from the package's own folder:
// "testdata/half-year.txt", "../../../docs/permissions.md". Line ends and Unicode form are compared as they stand.
func Equal(t testing.TB, file, got string) {
	t.Helper()
	if *update {
		if err := write(file, got); err != nil {
			t.Fatalf("golden: %v", err)
		}
		return
	}
	if d, err := compare(file, got); err != nil {
		t.Fatalf("golden: %v", err)
	} else if d != "" {
		t.Errorf("%s differs (-update rewrites it):\n%s", file, d)
	}
}

// Updating reports whether this run rewrites golden files, for tests that make other files on the way.
func Updating() bool { return *update }

func write(file, got string) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil { //nolint:gosec // G301: part of the source tree
		return err
	}
	return os.WriteFile(file, []byte(got), 0o644) //nolint:gosec // G306: part of the source tree
}

func compare(file, got string) (string, error) {
	b, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("%s is not there; run the test with -update to make it", file)
	}
	if err != nil {
		return "", err
	}
	return diff(string(b), got), nil
}

// around is how many equal lines are shown before and after a difference, most how many lines in all.
const (
	around = 2
	most   = 40
)

// diff shows the lines between the first and the last difference, those of the file with "-", those of the test with "+".
func diff(want, got string) string {
	if want == got {
		return ""
	}
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	head := 0
	for head < len(w) && head < len(g) && w[head] == g[head] {
		head++
	}
	tail := 0
	for tail < len(w)-head && tail < len(g)-head && w[len(w)-1-tail] == g[len(g)-1-tail] {
		tail++
	}
	var b strings.Builder
	_, _ = fmt.Fprintf(&b, "line %d:\n", head+1)
	list(&b, "  ", w[max(0, head-around):head])
	list(&b, "- ", w[head:len(w)-tail])
	list(&b, "+ ", g[head:len(g)-tail])
	list(&b, "  ", w[len(w)-tail:min(len(w), len(w)-tail+around)])
	return b.String()
}

func list(b *strings.Builder, mark string, lines []string) {
	for i, line := range lines {
		if i == most {
			_, _ = fmt.Fprintf(b, "%s… and %d more\n", mark, len(lines)-most)
			return
		}
		_, _ = fmt.Fprintf(b, "%s%s\n", mark, line)
	}
}
