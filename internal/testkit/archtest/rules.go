package archtest

import (
	"fmt"
	"go/ast"
	"go/token"
	"path"
	"slices"
	"strings"
)

func isSelector(e ast.Expr, pkg, name string) bool {
	s, ok := e.(*ast.SelectorExpr)
	if !ok || s.Sel.Name != name {
		return false
	}
	id, ok := s.X.(*ast.Ident)
	return ok && id.Name == pkg
}

// Transactions reports transactions that begin anywhere but in a method of a Service, or in an unexported function of
// service.go that such methods share (a method cannot have type parameters).
func Transactions(files []File) []string {
	var wrong []string
	for _, f := range files {
		if !f.under("internal") || f.under("internal/foundation/database", "internal/testkit") {
			continue
		}
		for _, d := range f.AST.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || receiver(fn) == "Service" || (path.Base(f.Path) == "service.go" && fn.Recv == nil && !fn.Name.IsExported()) {
				continue
			}
			ast.Inspect(fn, func(n ast.Node) bool {
				if call, ok := n.(*ast.CallExpr); ok && (isSelector(call.Fun, "database", "InTx") || isSelector(call.Fun, "database", "InReadTx")) {
					wrong = append(wrong, fmt.Sprintf("%s: only methods of a Service begin transactions; %s does", f.At(call), fn.Name.Name))
				}
				return true
			})
		}
	}
	return wrong
}

// receiver is the name of a method's type, empty for a function.
func receiver(fn *ast.FuncDecl) string {
	if fn.Recv == nil || len(fn.Recv.List) == 0 {
		return ""
	}
	t := fn.Recv.List[0].Type
	if p, ok := t.(*ast.StarExpr); ok {
		t = p.X
	}
	if id, ok := t.(*ast.Ident); ok {
		return id.Name
	}
	return ""
}

// Verdicts reports surfaces and components that compare a role: who may do what is decided once, in the use cases.
func Verdicts(files []File) []string {
	var wrong []string
	for _, f := range files {
		if f.Generated || !f.under("internal/surface", "web/views") {
			continue
		}
		ast.Inspect(f.AST, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.BinaryExpr:
				if (n.Op == token.EQL || n.Op == token.NEQ) && (isRole(n.X) || isRole(n.Y)) {
					wrong = append(wrong, fmt.Sprintf("%s: a surface compares no roles; ask the use case's verdict", f.At(n)))
				}
			case *ast.CallExpr:
				if _, method := n.Fun.(*ast.SelectorExpr); method && slices.ContainsFunc(n.Args, isRole) {
					wrong = append(wrong, fmt.Sprintf("%s: a surface asks for no roles; ask the use case's verdict", f.At(n)))
				}
			}
			return true
		})
	}
	return wrong
}

func isRole(e ast.Expr) bool {
	return slices.ContainsFunc([]string{"Head", "Deputy", "Secretary", "Member", "Focal", "Observer"}, func(role string) bool {
		return isSelector(e, "access", role)
	})
}

// Writers reports functions that change tables without taking a database.Tx. Methods of SessionStore need none: scs, whose
// interface they are, keeps sessions outside the acts of use cases, one statement at a time.
func Writers(files []File, owners map[string]string) []string {
	var wrong []string
	for _, group := range byPackage(files) {
		names := writingNames(group, owners)
		for _, f := range group {
			if f.Generated || !f.under("internal") || f.under("internal/foundation/database", "internal/foundation/pgserver", "internal/testkit") {
				continue
			}
			for _, d := range f.AST.Decls {
				if fn, ok := d.(*ast.FuncDecl); ok && !takesTx(fn.Type) && receiver(fn) != "SessionStore" {
					if at := writesOutsideTx(fn.Body, names, owners); at != nil {
						wrong = append(wrong, fmt.Sprintf("%s: %s writes, so it takes a database.Tx", f.At(at), fn.Name.Name))
					}
				}
			}
		}
	}
	return wrong
}

func byPackage(files []File) map[string][]File {
	groups := map[string][]File{}
	for _, f := range files {
		groups[f.Package] = append(groups[f.Package], f)
	}
	return groups
}

// writingNames are a package's constants and variables whose text changes a table.
func writingNames(files []File, owners map[string]string) []string {
	var names []string
	for _, f := range files {
		for _, d := range f.AST.Decls {
			g, ok := d.(*ast.GenDecl)
			if !ok || (g.Tok != token.CONST && g.Tok != token.VAR) {
				continue
			}
			for _, s := range g.Specs {
				if v, ok := s.(*ast.ValueSpec); ok && writingNode(v, nil, owners) != nil {
					for _, id := range v.Names {
						names = append(names, id.Name)
					}
				}
			}
		}
	}
	return names
}

// writesOutsideTx finds a write in the body that no function literal with a transaction encloses.
func writesOutsideTx(body *ast.BlockStmt, names []string, owners map[string]string) ast.Node {
	if body == nil {
		return nil
	}
	return writingNode(body, names, owners)
}

func writingNode(root ast.Node, names []string, owners map[string]string) ast.Node {
	var at ast.Node
	ast.Inspect(root, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return !takesTx(n.Type)
		case *ast.Ident:
			if slices.Contains(names, n.Name) {
				at = n
			}
		case *ast.BasicLit:
			for _, m := range changes(n.Value) {
				if _, ours := owners[strings.ToLower(m[1])]; ours && n.Kind == token.STRING {
					at = n
				}
			}
		}
		return at == nil
	})
	return at
}

func takesTx(t *ast.FuncType) bool {
	return slices.ContainsFunc(t.Params.List, func(p *ast.Field) bool { return isSelector(p.Type, "database", "Tx") })
}

// Forbidden reports what stays out of everything but cmd: the system's clock, printing, init, exits, and variables of a
// package that somebody writes or that others could write.
func Forbidden(files []File) []string {
	var wrong []string
	for _, f := range files {
		if f.Generated || f.under("cmd") {
			continue
		}
		for _, d := range f.AST.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.Name == "init" {
				wrong = append(wrong, fmt.Sprintf("%s: no init; wire it in cmd", f.At(fn)))
			}
		}
		ast.Inspect(f.AST, func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok {
				if why := forbiddenCall(s); why != "" && !f.under("internal/testkit") {
					wrong = append(wrong, fmt.Sprintf("%s: %s", f.At(s), why))
				}
			}
			return true
		})
	}
	return append(wrong, variables(files)...)
}

func forbiddenCall(s *ast.SelectorExpr) string {
	switch {
	case isSelector(s, "time", "Now"):
		return "no time.Now; take a calendar.Clock"
	case isSelector(s, "fmt", "Print"), isSelector(s, "fmt", "Printf"), isSelector(s, "fmt", "Println"):
		return "no printing; log with slog"
	case isSelector(s, "os", "Exit"), isSelector(s, "log", "Fatal"), isSelector(s, "log", "Fatalf"):
		return "only cmd ends the program"
	}
	return ""
}

// Comments reports packages without a comment that says what they are for.
func Comments(files []File) []string {
	var wrong []string
	for pkg, group := range byPackage(files) {
		if !slices.ContainsFunc(group, func(f File) bool { return f.AST.Doc != nil && len(strings.Fields(f.AST.Doc.Text())) > 3 }) {
			wrong = append(wrong, fmt.Sprintf("%s: no package comment", pkg))
		}
	}
	slices.Sort(wrong)
	return wrong
}
