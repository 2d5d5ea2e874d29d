// Package archtest holds the architecture's rules as checks of the source: who imports whom, who writes which table, where
// transactions begin, what stays out of everything but the command. Its tests run them over the whole repository, and each
// of them over a small broken one as well.
package archtest

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// Module is the name under which the project's packages are imported.
const Module = "github.com/dondoc/dondoc"

// File is one Go file that is part of the product: no test.
type File struct {
	Path      string // from the repository's root, with slashes
	Package   string // its folder: "internal/domain/task"
	AST       *ast.File
	Generated bool
	set       *token.FileSet
}

// At names a place of the file in messages.
func (f File) At(n ast.Node) string {
	return fmt.Sprintf("%s:%d", f.Path, f.set.Position(n.Pos()).Line)
}

// Name is the last word of the package's folder.
func (f File) Name() string { return path.Base(f.Package) }

// under reports whether the file lies in one of the folders.
func (f File) under(folders ...string) bool {
	return slices.ContainsFunc(folders, func(dir string) bool { return f.Package == dir || strings.HasPrefix(f.Package, dir+"/") })
}

// Parse reads the product's Go files of a repository: those of cmd, internal, migrations and web.
func Parse(repo fs.FS) ([]File, error) {
	var files []File
	for _, top := range []string{"cmd", "internal", "migrations", "web"} {
		if _, err := fs.Stat(repo, top); err != nil {
			continue // not laid yet, or left out of a test's small repository
		}
		err := fs.WalkDir(repo, top, func(name string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if d.IsDir() && slices.Contains([]string{"node_modules", "dist", "testdata"}, d.Name()) {
				return fs.SkipDir
			}
			if d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
				return nil
			}
			f, err := parseFile(repo, name)
			files = append(files, f)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return files, nil
}

func parseFile(repo fs.FS, name string) (File, error) {
	b, err := fs.ReadFile(repo, name)
	if err != nil {
		return File{}, err
	}
	set := token.NewFileSet()
	tree, err := parser.ParseFile(set, name, b, parser.ParseComments)
	if err != nil {
		return File{}, err
	}
	return File{Path: name, Package: path.Dir(name), AST: tree, Generated: ast.IsGenerated(tree), set: set}, nil
}
