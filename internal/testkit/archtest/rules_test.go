package archtest

import (
	"strings"
	"testing"
	"testing/fstest"
)

// small is a repository of one file.
func small(t *testing.T, name, body string) []File {
	t.Helper()
	head := "// Package x is here for the sake of a test.\npackage x\n"
	files, err := Parse(fstest.MapFS{name: {Data: []byte(head + body)}})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// TestRulesBite holds each rule over code that breaks it and over code beside it that does not.
func TestRulesBite(t *testing.T) {
	t.Parallel()
	own := map[string]string{"task": "task", "meeting": "meeting"}
	imports := func(f []File) []string { return Imports(f, Order()) }
	libraries := func(f []File) []string { return Libraries(f, Homes()) }
	writes := func(f []File) []string { return Writes(f, own) }
	writers := func(f []File) []string { return Writers(f, own) }
	const task, meeting, foundation = "internal/domain/task/store.go", "internal/domain/meeting/store.go", "internal/foundation/"
	for _, tt := range []struct {
		name string
		rule func([]File) []string
		file string
		body string
		says string // empty: nothing is wrong
	}{
		{"a later subject may import an earlier one", imports, task, `import _ "github.com/dondoc/dondoc/internal/domain/meeting"`, ""},
		{"an earlier subject may not import a later one", imports, meeting, `import _ "github.com/dondoc/dondoc/internal/domain/task"`, "internal/domain/meeting may not import internal/domain/task"},
		{"neighbours do not import each other", imports, "internal/domain/report/x.go", `import _ "github.com/dondoc/dondoc/internal/domain/intake"`, "may not import"},
		{"a package must stand somewhere", imports, "internal/domain/budget/x.go", ``, "is not in the order"},
		{"an import of a package that stands nowhere is for that package's line to tell", imports, task, `import _ "github.com/dondoc/dondoc/internal/domain/budget"`, ""},
		{"product code does not import test code", imports, "cmd/dondoc/main.go", `import _ "github.com/dondoc/dondoc/internal/testkit/dbtest"`, "is for tests"},
		{"components name domain types", imports, "web/views/task/x.go", `import _ "github.com/dondoc/dondoc/internal/domain/task"`, ""},
		{"a workbook does not import components", imports, "internal/surface/excel/x.go", `import _ "github.com/dondoc/dondoc/web/views/task"`, "only pages and mails"},
		{"pages import components", imports, "internal/surface/ui/x.go", `import _ "github.com/dondoc/dondoc/web/views/task"`, ""},

		{"the driver in a store", libraries, task, `import _ "github.com/jackc/pgx/v5"`, ""},
		{"the driver in a service", libraries, "internal/domain/task/service.go", `import _ "github.com/jackc/pgx/v5"`, "lives in"},
		{"gin in a use case", libraries, "internal/domain/task/service.go", `import _ "github.com/gin-gonic/gin"`, "lives in"},
		{"a library with a like name", libraries, task, `import _ "github.com/gin-gonic/ginny"`, ""},

		{"an own table is written", writes, task, "const q = `INSERT INTO task (id) VALUES ($1)`", ""},
		{"a foreign table is written", writes, task, "const q = `insert into meeting (id) values ($1)`", "writes table meeting, which belongs to meeting"},
		{"a foreign table is updated in a common table expression", writes, task, "const q = `WITH x AS (UPDATE meeting SET n = 1 RETURNING id) SELECT 1`", "writes table meeting"},
		{"a foreign row is locked", writes, task, "const q = `SELECT 1 FROM meeting FOR UPDATE`", ""},
		{"an upsert names its table once", writes, task, "const q = `INSERT INTO task (id) VALUES ($1) ON CONFLICT (id) DO UPDATE SET n = 1`", ""},
		{"a foreign table is copied into", writes, task, "import \"github.com/jackc/pgx/v5\"\nvar t = pgx.Identifier{\"meeting\"}", "copies into table meeting"},
		{"the table is hidden", writes, task, "const q = `DELETE FROM ` + other", "name the table"},

		{"SQL in a service", Statements, "internal/domain/task/service.go", "const q = `SELECT 1`", "SQL lives in store"},
		{"SQL in a page", Statements, "internal/surface/ui/store.go", "const q = `select * from task`", "SQL lives in store"},
		{"SQL in a store", Statements, task, "const q = `SELECT 1`", ""},
		{"an English sentence is no SQL", Statements, "internal/surface/ui/x.go", `const q = "Update your password, select one of = these"`, ""},
		{"a word is no SQL", Statements, "internal/surface/ui/x.go", `const q = "update"`, ""},

		{"a service begins a transaction", Transactions, task, `func (s *Service) Move() { database.InTx(nil, nil, nil) }`, ""},
		{"methods of a service share the beginning", Transactions, "internal/domain/task/service.go", `func in[T any]() { database.InTx(nil, nil, nil) }`, ""},
		{"an exported function begins a transaction", Transactions, "internal/domain/task/service.go", `func Move() { database.InTx(nil, nil, nil) }`, "only methods of a Service"},
		{"a store begins a transaction", Transactions, task, `func move() { database.InTx(nil, nil, nil) }`, "only methods of a Service"},
		{"a page begins a transaction", Transactions, "internal/surface/ui/x.go", `func (p *Page) show() { database.InReadTx(nil, nil, nil) }`, "only methods of a Service"},

		{"a page compares a role", Verdicts, "internal/surface/ui/x.go", `func f(r access.Role) bool { return r == access.Head }`, "compares no roles"},
		{"a component asks for a role", Verdicts, "web/views/task/x.go", `func f(a access.Actor) bool { return a.Has(c, access.Head) }`, "asks for no roles"},
		{"a form offers a role", Verdicts, "internal/surface/ui/x.go", `var first = string(access.Member)`, ""},
		{"a use case compares a role", Verdicts, task, `func f(r access.Role) bool { return r == access.Head }`, ""},

		{"a writer takes a transaction", writers, task, "func save(tx database.Tx) { tx.Exec(`UPDATE task SET n = 1`) }", ""},
		{"a writer takes a pool", writers, task, "func save(q database.Querier) { q.Exec(`UPDATE task SET n = 1`) }", "save writes, so it takes a database.Tx"},
		{"a writer hides its words in a constant", writers, task, "const up = `UPDATE task SET n = 1`\nfunc save(q database.Querier) { q.Exec(up) }", "save writes"},
		{"a write within the closure of a transaction", writers, task, "func save(db database.DB) { database.InTx(db, func(tx database.Tx) error { return tx.Exec(`UPDATE task SET n = 1`) }) }", ""},
		{"sessions are written by scs", writers, task, "func (s *SessionStore) Save() { s.q.Exec(`UPDATE task SET n = 1`) }", ""},
		{"a lock glued to its query", writes, task, "const q = sel + ` WHERE id = $1 FOR UPDATE`", ""},
		{"a reader takes a querier", writers, task, "func list(q database.Querier) { q.Query(`SELECT 1 FROM task`) }", ""},

		{"the system's clock", Forbidden, foundation + "calendar/x.go", "import \"time\"\nvar _ = time.Now()", "no time.Now"},
		{"the system's clock in cmd", Forbidden, "cmd/dondoc/main.go", "import \"time\"\nvar _ = time.Now()", ""},
		{"an init", Forbidden, task, "func init() {}", "no init"},
		{"a method called init", Forbidden, task, "type a int\nfunc (a) init() {}", ""},
		{"printing", Forbidden, task, "import \"fmt\"\nfunc f() { fmt.Println() }", "no printing"},
		{"a variable others could write", Forbidden, task, "var Config = 1", "can be written by any package"},
		{"an error others can compare with", Forbidden, task, "import \"errors\"\nvar ErrGone = errors.New(\"gone\")", ""},
		{"a table nobody writes", Forbidden, task, "var next = map[int]int{}\nfunc f() int { return next[1] }", ""},
		{"a table somebody writes", Forbidden, task, "var next = map[int]int{}\nfunc f() { next[1] = 2 }", "package variable next is written"},
		{"a counter", Forbidden, task, "var n int\nfunc f() { n++ }", "package variable n is written"},
		{"a local variable of the same name", Forbidden, task, "var n int\nfunc f() { n := 1; n++; _ = n }", ""},
		{"an embedded folder", Forbidden, task, "import \"embed\"\n//go:embed x\nvar FS embed.FS", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := strings.Join(tt.rule(small(t, tt.file, tt.body)), "\n")
			if (tt.says == "") != (got == "") || !strings.Contains(got, tt.says) {
				t.Errorf("the rule says %q, want %q", got, tt.says)
			}
		})
	}
}

func TestOwnersAreRead(t *testing.T) {
	t.Parallel()
	own, wrong, err := Owners(fstest.MapFS{
		"0001_a.sql": {Data: []byte("-- owner: task\nCREATE TABLE task (\n);\n\nCREATE TABLE IF NOT EXISTS stray (id int);\n")},
		"schema.sql": {Data: []byte("CREATE TABLE dumped (id int);\n")},
	})
	if err != nil || own["task"] != "task" || len(own) != 1 {
		t.Errorf("owners %v (%v)", own, err)
	}
	if len(wrong) != 1 || !strings.Contains(wrong[0], "0001_a.sql:5: table stray") {
		t.Errorf("complaints %q, want one about the table without owner", wrong)
	}
}

func TestPackagesWithoutCommentAreFound(t *testing.T) {
	t.Parallel()
	files, err := Parse(fstest.MapFS{
		"internal/a/a.go": {Data: []byte("package a\n")},
		"internal/b/b.go": {Data: []byte("// Package b is good for something.\npackage b\n")},
		"internal/b/c.go": {Data: []byte("package b\n")},
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := Comments(files); len(got) != 1 || !strings.HasPrefix(got[0], "internal/a:") {
		t.Errorf("found %q", got)
	}
}
