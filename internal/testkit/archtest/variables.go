package archtest

import (
	"fmt"
	"go/ast"
	"go/token"
	"iter"
	"slices"
	"strings"
)

// variables reports package-level variables that change. Unexported tables that nobody writes, errors and embedded
// files are allowed.
func variables(files []File) []string {
	var wrong []string
	for _, group := range byPackage(files) {
		declared := map[string]bool{}
		for _, f := range group {
			if f.under("internal/testkit") || f.Generated {
				continue
			}
			for v := range f.packageVars() {
				declared[v.Name] = true
				if v.IsExported() && !strings.HasPrefix(v.Name, "Err") {
					wrong = append(wrong, fmt.Sprintf("%s: variable %s can be written by any package", f.At(v), v.Name))
				}
			}
		}
		for _, f := range group {
			for id := range f.assigned() {
				if declared[id.Name] {
					wrong = append(wrong, fmt.Sprintf("%s: package variable %s is written", f.At(id), id.Name))
				}
			}
		}
	}
	return wrong
}

func (f File) packageVars() iter.Seq[*ast.Ident] {
	return func(yield func(*ast.Ident) bool) {
		for _, d := range f.AST.Decls {
			g, ok := d.(*ast.GenDecl)
			if !ok || g.Tok != token.VAR || isEmbed(g) {
				continue
			}
			for _, s := range g.Specs {
				for _, id := range s.(*ast.ValueSpec).Names { //nolint:forcetypeassert // a var declaration holds nothing else
					if id.Name != "_" && !yield(id) {
						return
					}
				}
			}
		}
	}
}

func isEmbed(g *ast.GenDecl) bool {
	return g.Doc != nil && slices.ContainsFunc(g.Doc.List, func(c *ast.Comment) bool { return strings.HasPrefix(c.Text, "//go:embed ") })
}

// assigned yields the names that functions write without having declared them, through indexes and fields too.
func (f File) assigned() iter.Seq[*ast.Ident] {
	return func(yield func(*ast.Ident) bool) {
		for _, d := range f.AST.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Body == nil {
				continue
			}
			own := declaredIn(fn)
			for _, id := range written(fn.Body) {
				if !own[id.Name] && !yield(id) {
					return
				}
			}
		}
	}
}

// written lists the names that assignments and increments of a body write.
func written(body *ast.BlockStmt) []*ast.Ident {
	var ids []*ast.Ident
	add := func(e ast.Expr) {
		if id := root(e); id != nil {
			ids = append(ids, id)
		}
	}
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			if n.Tok != token.DEFINE {
				for _, l := range n.Lhs {
					add(l)
				}
			}
		case *ast.IncDecStmt:
			add(n.X)
		}
		return true
	})
	return ids
}

// declaredIn is every name a function declares: receiver, parameters and what its body introduces, at whatever depth.
func declaredIn(fn *ast.FuncDecl) map[string]bool {
	names := map[string]bool{}
	add := func(exprs ...ast.Expr) {
		for _, e := range exprs {
			if id, ok := e.(*ast.Ident); ok {
				names[id.Name] = true
			}
		}
	}
	ast.Inspect(fn, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Field:
			for _, id := range n.Names {
				add(id)
			}
		case *ast.ValueSpec:
			for _, id := range n.Names {
				add(id)
			}
		case *ast.AssignStmt:
			if n.Tok == token.DEFINE {
				add(n.Lhs...)
			}
		case *ast.RangeStmt:
			add(n.Key, n.Value)
		}
		return true
	})
	return names
}

// root is the name behind x, x[i], x.f and *x.
func root(e ast.Expr) *ast.Ident {
	switch e := e.(type) {
	case *ast.Ident:
		return e
	case *ast.IndexExpr:
		return root(e.X)
	case *ast.SelectorExpr:
		return root(e.X)
	case *ast.StarExpr:
		return root(e.X)
	}
	return nil
}
