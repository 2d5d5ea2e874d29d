package archtest

import (
	"fmt"
	"iter"
	"path"
	"slices"
	"strconv"
	"strings"
)

// Order lists the packages from the ground up. A package may import only packages on an earlier line.
// Reading it top to bottom is reading the design.
func Order() [][]string {
	return [][]string{
		{"migrations", "web"},
		{"internal/foundation/fault"},
		{"internal/foundation/calendar", "internal/foundation/vietnamese", "internal/foundation/id"},
		{
			"internal/foundation/deadline", "internal/foundation/i18n", "internal/foundation/config", "internal/foundation/validate",
			"internal/foundation/database", "internal/foundation/pgserver", "internal/foundation/blob", "internal/foundation/access",
			"internal/foundation/workbook", "internal/foundation/qr", "internal/foundation/secrets", "internal/foundation/throttle",
		},
		{"internal/foundation/jobs", "internal/foundation/audit"},
		{"internal/domain/org"},
		{"internal/domain/account", "internal/domain/attach"},
		{"internal/domain/meeting"},
		{"internal/domain/shortcoming"},
		{"internal/domain/task"},
		{"internal/domain/intake", "internal/domain/report", "internal/domain/remind", "internal/domain/handover", "internal/domain/statform"},
		{"internal/domain/answer"},
		{"internal/domain/export"},
		{"web/views/ui"},
		{"web/views/*"},
		{"internal/surface/excel", "internal/surface/docx", "internal/surface/ical", "internal/surface/mail"},
		{"internal/surface/work", "internal/surface/server"},
		{"internal/surface/ui", "internal/surface/api"},
		{"internal/testkit/golden", "internal/testkit/dbtest", "internal/testkit/htmlcheck", "internal/testkit/office", "internal/testkit/archtest", "internal/testkit/recurrence"},
		{"internal/testkit/factory", "internal/testkit/browser", "internal/testkit/program"},
		{"internal/testkit/bench"},
		{"internal/testkit/e2e"},
		{"cmd/*"},
	}
}

// level is the line on which a package stands, -1 when on none.
func level(order [][]string, pkg string) int {
	wild := -1
	for i, line := range order {
		if slices.Contains(line, pkg) {
			return i
		}
		if slices.Contains(line, path.Dir(pkg)+"/*") {
			wild = i
		}
	}
	return wild
}

// Imports reports imports that do not point down the order, packages that stand nowhere in it, product code that
// imports test code, and page components imported by anything but pages and mails.
func Imports(files []File, order [][]string) []string {
	var wrong []string
	for _, f := range files {
		have := level(order, f.Package)
		if have < 0 {
			wrong = append(wrong, fmt.Sprintf("%s: package %s is not in the order; decide where it stands", f.Path, f.Package))
			continue
		}
		for to := range f.inside() {
			switch {
			case level(order, to) >= have:
				wrong = append(wrong, fmt.Sprintf("%s: %s may not import %s", f.Path, f.Package, to))
			case strings.HasPrefix(to, "internal/testkit/") && !f.under("internal/testkit"):
				wrong = append(wrong, fmt.Sprintf("%s: %s is for tests", f.Path, to))
			case strings.HasPrefix(to, "web/views/") && !f.under("web/views", "internal/surface/ui", "internal/surface/mail", "internal/testkit", "cmd"):
				wrong = append(wrong, fmt.Sprintf("%s: only pages and mails import %s", f.Path, to))
			}
		}
	}
	return wrong
}

// inside yields the project's own packages that the file imports.
func (f File) inside() iter.Seq[string] {
	return func(yield func(string) bool) {
		for to := range f.imported() {
			if own, ok := strings.CutPrefix(to, Module+"/"); ok && !yield(own) {
				return
			}
		}
	}
}

func (f File) imported() iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, im := range f.AST.Imports {
			if p, err := strconv.Unquote(im.Path.Value); err == nil && !yield(p) {
				return
			}
		}
	}
}

// Home says where alone a library may be imported.
type Home struct {
	Library string   // a prefix of import paths
	In      []string // folders
	Stores  bool     // and store*.go anywhere
}

// Homes lists the libraries that must not leak; what is not listed may be used anywhere.
func Homes() []Home {
	const surface, foundation, testkit = "internal/surface/", "internal/foundation/", "internal/testkit/"
	return []Home{
		{Library: "github.com/gin-gonic/gin", In: []string{surface + "server", surface + "ui", surface + "api"}},
		{Library: "github.com/jackc/pgx", Stores: true, In: []string{foundation + "database", foundation + "pgserver", foundation + "jobs", testkit + "dbtest", "cmd"}},
		{Library: "database/sql", In: []string{foundation + "database"}},
		{Library: "github.com/riverqueue/river", In: []string{foundation + "database", foundation + "jobs", surface + "work"}},
		{Library: "github.com/xuri/excelize", In: []string{surface + "excel"}},
		{Library: "github.com/go-playground/validator", In: []string{foundation + "validate"}},
		{Library: "github.com/a-h/templ", In: []string{"web/views", surface + "ui", surface + "mail"}},
		{Library: "github.com/pressly/goose", In: []string{foundation + "database"}},
		{Library: "gocloud.dev", In: []string{foundation + "blob"}},
		{Library: "net/smtp", In: []string{surface + "mail"}},
		{Library: "github.com/chromedp", In: []string{testkit + "browser"}},
		{Library: "net/http", In: []string{"internal/surface", testkit, "cmd", "web", foundation + "blob"}},
		{Library: "github.com/spf13/cobra", In: []string{"cmd"}},
	}
}

// Libraries reports imports of a library outside its home.
func Libraries(files []File, homes []Home) []string {
	var wrong []string
	for _, f := range files {
		for lib := range f.imported() {
			for _, h := range homes {
				if lib != h.Library && !strings.HasPrefix(lib, h.Library+"/") {
					continue
				}
				store := h.Stores && strings.HasPrefix(path.Base(f.Path), "store")
				if !store && !f.under(trimmed(h.In)...) {
					wrong = append(wrong, fmt.Sprintf("%s: %s lives in %s", f.Path, lib, strings.Join(h.In, ", ")))
				}
			}
		}
	}
	return wrong
}

func trimmed(folders []string) []string {
	out := make([]string, len(folders))
	for i, dir := range folders {
		out[i] = strings.TrimSuffix(dir, "/")
	}
	return out
}
