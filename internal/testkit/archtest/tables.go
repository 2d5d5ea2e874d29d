package archtest

import (
	"fmt"
	"go/ast"
	"go/token"
	"io/fs"
	"iter"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

var (
	createTable = regexp.MustCompile(`(?mi)^[ \t]*CREATE\s+(?:UNLOGGED\s+)?TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?([a-z_][a-z0-9_]*)`)
	ownerLine   = regexp.MustCompile(`^-- owner: ([a-z]+)$`)

	// writes matches the statements that change a table.
	writes = regexp.MustCompile(`(?i)\b(?:INSERT\s+INTO|UPDATE(?:\s+ONLY)?|DELETE\s+FROM(?:\s+ONLY)?|TRUNCATE(?:\s+TABLE)?|MERGE\s+INTO|COPY)\s+([a-z_][a-z0-9_]*)\b`)
	// locks matches the phrases in which UPDATE changes nothing or a table named before.
	locks = regexp.MustCompile(`(?i)\b(?:FOR(?:\s+NO\s+KEY)?|DO)\s+UPDATE\b`)
	// openEnd matches a statement whose table is glued on afterwards, where no test can see it.
	openEnd = regexp.MustCompile(`(?i)\b(?:INSERT\s+INTO|DELETE\s+FROM|UPDATE)\s*$`)
	// statement matches a literal that is SQL.
	statement = regexp.MustCompile(`(?i)^\s*(?:SELECT\s|INSERT\s+INTO\s|UPDATE\s+[a-z_]+\s|DELETE\s+FROM\s|WITH\s+(?:RECURSIVE\s+)?[a-z_]+\s*(?:\(|AS\s)|TRUNCATE\s|LOCK\s+TABLE\s)`)
)

// Owners reads who owns which table from the migrations: the line above each CREATE TABLE says "-- owner: task".
func Owners(migrations fs.FS) (map[string]string, []string, error) {
	owners, wrong := map[string]string{}, []string(nil)
	names, err := fs.Glob(migrations, "0*.sql")
	if err != nil {
		return nil, nil, err
	}
	for _, name := range names {
		b, err := fs.ReadFile(migrations, name)
		if err != nil {
			return nil, nil, err
		}
		lines := strings.Split(string(b), "\n")
		for i, line := range lines {
			m := createTable.FindStringSubmatch(line)
			if m == nil {
				continue
			}
			var owner []string
			if i > 0 {
				owner = ownerLine.FindStringSubmatch(strings.TrimSpace(lines[i-1]))
			}
			if owner == nil {
				wrong = append(wrong, fmt.Sprintf("%s:%d: table %s has no line \"-- owner: <package>\" above it", name, i+1, m[1]))
				continue
			}
			owners[m[1]] = owner[1]
		}
	}
	return owners, wrong, nil
}

// Writes reports SQL that changes a table of another package, and SQL that hides which table it changes.
func Writes(files []File, owners map[string]string) []string {
	var wrong []string
	for _, f := range files {
		if f.Generated || !f.under("internal", "cmd") || f.under("internal/testkit") {
			continue
		}
		for lit, text := range f.literals() {
			for _, m := range changes(text) {
				table := strings.ToLower(m[1])
				if owner, ok := owners[table]; ok && owner != f.Name() {
					wrong = append(wrong, fmt.Sprintf("%s: package %s writes table %s, which belongs to %s", f.At(lit), f.Name(), table, owner))
				}
			}
			if openEnd.MatchString(locks.ReplaceAllString(text, "")) {
				wrong = append(wrong, fmt.Sprintf("%s: name the table in the statement", f.At(lit)))
			}
		}
		for call, table := range f.copies() {
			if owner, ok := owners[table]; ok && owner != f.Name() {
				wrong = append(wrong, fmt.Sprintf("%s: package %s copies into table %s, which belongs to %s", f.At(call), f.Name(), table, owner))
			}
		}
	}
	return wrong
}

// changes finds the tables that a text changes, as the second of each match.
func changes(text string) [][]string {
	return writes.FindAllStringSubmatch(locks.ReplaceAllString(text, ""), -1)
}

// literals yields the file's string literals with their text.
func (f File) literals() iter.Seq2[*ast.BasicLit, string] {
	return func(yield func(*ast.BasicLit, string) bool) {
		more := true
		ast.Inspect(f.AST, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && more && lit.Kind == token.STRING {
				if text, err := strconv.Unquote(lit.Value); err == nil {
					more = yield(lit, text)
				}
			}
			return more
		})
	}
}

// copies yields the tables named by pgx.Identifier{"table"}, as CopyFrom takes them.
func (f File) copies() iter.Seq2[ast.Node, string] {
	return func(yield func(ast.Node, string) bool) {
		ast.Inspect(f.AST, func(n ast.Node) bool {
			c, ok := n.(*ast.CompositeLit)
			if !ok || len(c.Elts) == 0 || !isSelector(c.Type, "pgx", "Identifier") {
				return true
			}
			if lit, ok := c.Elts[len(c.Elts)-1].(*ast.BasicLit); ok {
				if table, err := strconv.Unquote(lit.Value); err == nil {
					return yield(c, table)
				}
			}
			return true
		})
	}
}

// Statements reports SQL outside the files that are made for it: store*.go, and the packages that are about the database.
func Statements(files []File) []string {
	var wrong []string
	home := []string{"internal/foundation/database", "internal/foundation/pgserver", "internal/foundation/jobs", "internal/testkit", "cmd"}
	for _, f := range files {
		if f.Generated || f.under(home...) || (strings.HasPrefix(path.Base(f.Path), "store") && !f.under("internal/surface", "web")) {
			continue
		}
		for lit, text := range f.literals() {
			if statement.MatchString(text) && strings.ToUpper(text) != strings.ToLower(text) && looksLikeSQL(text) {
				wrong = append(wrong, fmt.Sprintf("%s: SQL lives in store*.go", f.At(lit)))
			}
		}
	}
	return wrong
}

// looksLikeSQL tells a statement from an English sentence that begins with "Select" or "Update": its verb is in capitals.
func looksLikeSQL(text string) bool {
	verb := strings.Fields(text)[0]
	return verb == strings.ToUpper(verb) || slices.Contains([]string{"select", "insert", "update", "delete", "with"}, verb) && strings.ContainsAny(text, "$=*")
}
