package dbtest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/pgserver"
	"github.com/dondoc/dondoc/migrations"
)

// shared is what all tests of one process use.
type shared struct {
	server   string // address of the server's maintenance database
	bin      string
	template string        // a migrated database nobody connects to, so that it can be copied at any time
	pool     *pgxpool.Pool // on a second copy, where the transactions of Tx live
	next     atomic.Int64
}

// prepared makes the shared things once a process. They are given back by the end of the process: the server notices.
var prepared = sync.OnceValues(func() (*shared, error) { return prepare(context.Background()) })

// templateLock orders the processes that may have to build the template.
const templateLock = 0x64627465

// mostTx is how many rolled-back transactions one process may hold at a time.
const mostTx = 24

func prepare(ctx context.Context) (*shared, error) {
	k := &shared{server: os.Getenv("TEST_DATABASE_URL")}
	own := k.server == ""
	if own {
		s, err := startServer(ctx)
		if err != nil {
			return nil, err
		}
		k.server, k.bin = s.URL(), s.Bin()
	}
	version, err := schemaVersion()
	if err != nil {
		return nil, err
	}
	k.template = "dondoc_template_" + version
	transactions := "dondoc_tx_" + version
	if err := k.buildOnce(ctx, transactions, own); err != nil {
		return nil, fmt.Errorf("build template: %w", err)
	}
	k.pool, err = database.Open(ctx, k.address(transactions), mostTx)
	return k, err
}

// startServer starts or joins the test server of this checkout. Its data are worth nothing, so when they are broken
// (the machine went down, and nothing was synced) they are thrown away once.
func startServer(ctx context.Context) (*pgserver.Server, error) {
	dir, err := serverDir()
	if err != nil {
		return nil, err
	}
	opts := pgserver.Options{DataDir: dir, Fast: true}
	s, err := pgserver.Start(ctx, opts)
	if f, ok := errors.AsType[*fault.Fault](err); !ok || !slices.Contains(brokenData(), f.Key) {
		return s, err
	}
	if rmErr := os.RemoveAll(filepath.Join(dir, "postgres")); rmErr != nil {
		return nil, errors.Join(err, rmErr)
	}
	s, again := pgserver.Start(ctx, opts)
	if again != nil {
		return nil, errors.Join(err, again)
	}
	return s, nil
}

// brokenData are the faults of a server that a new data directory mends.
func brokenData() []string {
	return []string{"pgserver.start", "pgserver.unreadable", "pgserver.vanished", "pgserver.version"}
}

// serverDir is a folder in the system's temporary place, one for each user and checkout.
func serverDir() (string, error) {
	root, err := repoRoot()
	if err != nil {
		return "", err
	}
	h := sha256.Sum256([]byte(root))
	dir := filepath.Join(os.TempDir(), "dondoc-test-"+strconv.Itoa(os.Getuid())+"-"+hex.EncodeToString(h[:4]))
	if err := os.Mkdir(dir, 0o711); err != nil && !errors.Is(err, fs.ErrExist) { //nolint:gosec // G301: the server's user passes through
		return "", err
	}
	return dir, ours(dir)
}

func repoRoot() (string, error) {
	dir, err := os.Getwd()
	for err == nil {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		if dir == filepath.Dir(dir) {
			return "", errors.New("no go.mod above the working directory")
		}
		dir = filepath.Dir(dir)
	}
	return "", err
}

// schemaVersion is a hash of all migrations, those of the job queue included: another schema gets another template.
func schemaVersion() (string, error) {
	h := sha256.New()
	names, err := fs.Glob(migrations.FS, "*.sql")
	if err != nil {
		return "", err
	}
	for _, name := range names {
		b, err := fs.ReadFile(migrations.FS, name)
		if err != nil {
			return "", err
		}
		_, _ = fmt.Fprintf(h, "%s %d\n%s", name, len(b), b)
	}
	queue, err := database.QueueVersion()
	if err != nil {
		return "", err
	}
	_, _ = fmt.Fprintf(h, "river %d", queue)
	return hex.EncodeToString(h.Sum(nil)[:6]), nil
}

// address is the connection string of a database of the server.
func (k *shared) address(name string) string {
	u, err := url.Parse(k.server)
	if err != nil || u.Scheme == "" { // pgx took it, so it is a list of words, the last of which counts
		return k.server + " dbname=" + name
	}
	u.Path = "/" + name
	return u.String()
}

// admin runs f on the server's maintenance database.
func (k *shared) admin(ctx context.Context, f func(*pgx.Conn) error) error {
	conn, err := pgx.Connect(ctx, k.server)
	if err != nil {
		return err
	}
	return errors.Join(f(conn), conn.Close(ctx))
}

// buildOnce makes the template and the copy for transactions unless another process has. Names appear only when the
// databases are whole: they are built as drafts and renamed.
func (k *shared) buildOnce(ctx context.Context, transactions string, own bool) error {
	return k.admin(ctx, func(c *pgx.Conn) error {
		if _, err := c.Exec(ctx, `SELECT pg_advisory_lock($1)`, int64(templateLock)); err != nil {
			return err
		}
		if own {
			if err := k.sweep(ctx, c, transactions); err != nil {
				return err
			}
		}
		if err := k.build(ctx, c, k.template, "template0"); err != nil {
			return err
		}
		return k.build(ctx, c, transactions, k.template)
	})
}

func (k *shared) build(ctx context.Context, c *pgx.Conn, name, from string) error {
	var there bool
	if err := c.QueryRow(ctx, `SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)`, name).Scan(&there); err != nil || there {
		return err
	}
	draft := name + "_draft"
	if err := execAll(ctx, c, `DROP DATABASE IF EXISTS `+draft+` WITH (FORCE)`, `CREATE DATABASE `+draft+` TEMPLATE `+from); err != nil {
		return err
	}
	if from == "template0" {
		if err := database.Migrate(ctx, k.address(draft)); err != nil {
			return err
		}
	}
	return execAll(ctx, c, `ALTER DATABASE `+draft+` RENAME TO `+name)
}

// sweep drops what killed tests and older schemas left behind. A database somebody uses stays.
func (k *shared) sweep(ctx context.Context, c *pgx.Conn, transactions string) error {
	rows, err := c.Query(ctx, `SELECT datname FROM pg_database d WHERE datname LIKE 'dondoc\_%' AND datname <> ALL ($1)
		AND NOT EXISTS (SELECT FROM pg_stat_activity a WHERE a.datname = d.datname)`, []string{k.template, transactions})
	if err != nil {
		return err
	}
	names, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return err
	}
	for _, name := range names {
		if pid := ownerOf(name); pid != 0 && running(pid) {
			continue
		}
		_, _ = c.Exec(ctx, `DROP DATABASE IF EXISTS `+name) // refused when somebody was quicker: then it is in use
	}
	return nil
}

// ownerOf is the process id in the name of a test's own database, 0 for others.
func ownerOf(name string) int {
	rest, ok := strings.CutPrefix(name, "dondoc_own_")
	if !ok {
		return 0
	}
	id, _, _ := strings.Cut(rest, "_")
	pid, err := strconv.Atoi(id)
	if err != nil {
		return 0
	}
	return pid
}

// create makes a database for one test and drops it when the test ends.
func (k *shared) create(t testing.TB, from string) string {
	t.Helper()
	name := fmt.Sprintf("dondoc_own_%d_%d", os.Getpid(), k.next.Add(1))
	ctx := context.WithoutCancel(t.Context())
	err := k.admin(ctx, func(c *pgx.Conn) error { return execAll(ctx, c, `CREATE DATABASE `+name+` TEMPLATE `+from) })
	if err != nil {
		t.Fatalf("create database: %v", err)
	}
	t.Cleanup(func() {
		err := k.admin(ctx, func(c *pgx.Conn) error { return execAll(ctx, c, `DROP DATABASE `+name+` WITH (FORCE)`) })
		if err != nil {
			t.Errorf("drop database: %v", err)
		}
	})
	return k.address(name)
}

func execAll(ctx context.Context, c *pgx.Conn, statements ...string) error {
	for _, s := range statements {
		if _, err := c.Exec(ctx, s); err != nil {
			return fmt.Errorf("%s: %w", s, err)
		}
	}
	return nil
}
