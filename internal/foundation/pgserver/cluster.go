//go:build linux || darwin

package pgserver

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// place decides where the cluster lies and who runs it. Normally in the home folder; when the server's user cannot get
// there (a checkout in root's own folder), in a folder of its own, named by the file "location" and in the log.
func (l *launcher) place() error {
	cluster, err := l.knownPlace()
	if err != nil {
		return err
	}
	if l.user, err = chooseUser(cluster); err != nil {
		return err
	}
	if _, err := os.Lstat(cluster); err == nil && !l.user.may(cluster) {
		return notYours(cluster, errors.New("the server's user may not enter it"))
	}
	l.state.Cluster = cluster
	if l.user.may(filepath.Dir(cluster)) {
		return nil
	}
	apart, err := l.placeApart()
	if err != nil {
		return err
	}
	l.state.Cluster = filepath.Join(apart, "cluster")
	return nil
}

// knownPlace is where the cluster lies, or would lie if its user may.
func (l *launcher) knownPlace() (string, error) {
	b, err := os.ReadFile(l.home.path("location"))
	if errors.Is(err, fs.ErrNotExist) {
		return l.home.path("cluster"), nil
	}
	if err != nil {
		return "", notYours(l.home.path("location"), err)
	}
	return filepath.Join(strings.TrimSpace(string(b)), "cluster"), nil
}

// placeApart makes a new folder that any user may pass through, even where an earlier data directory of the same name had
// one: what lies there may still be wanted. Temporary data stay in the temporary place; otherwise places that systems
// clean up now and then come last.
func (l *launcher) placeApart() (string, error) {
	parents := []string{"/var/lib", "/var/tmp"}
	if temp := filepath.Clean(os.TempDir()); strings.HasPrefix(l.home.dir, temp+string(filepath.Separator)) {
		parents = []string{temp}
	}
	for _, parent := range parents {
		dir, err := os.MkdirTemp(parent, "dondoc-"+shortHash(l.home.dir)+"-")
		if err != nil {
			continue
		}
		if err := os.Chmod(dir, 0o711); err != nil || !l.user.may(dir) { //nolint:gosec // G302: the server's user must pass through
			_ = os.Remove(dir)
			continue
		}
		if err := l.home.writeLocation(dir); err != nil {
			return "", err
		}
		l.opts.log().Warn("the server's user may not enter the data directory; the cluster lies elsewhere",
			slog.String("data", l.home.dir), slog.String("cluster", dir))
		return dir, nil
	}
	return "", fault.New(fault.Unavailable, "pgserver.no_place", l.home.dir)
}

// writeLocation remembers where the cluster lies.
func (h home) writeLocation(dir string) error {
	f, err := h.open("location", os.O_WRONLY|os.O_TRUNC)
	if err != nil {
		return err
	}
	_, err = f.WriteString(dir + "\n")
	return errors.Join(err, f.Close())
}

// clusterVersion is the major version of the data, 0 when there is none yet. Data that is there but cannot be understood,
// or that was there and is gone, is for a person to look at: never a reason to begin anew.
func clusterVersion(st state) (int, error) {
	b, err := os.ReadFile(filepath.Join(st.Cluster, "PG_VERSION"))
	if err == nil {
		major, err := strconv.Atoi(strings.TrimSpace(string(b)))
		if err != nil {
			return 0, fault.New(fault.Unavailable, "pgserver.unreadable", st.Cluster).Because(err)
		}
		return major, nil
	}
	_, statErr := os.Lstat(st.Cluster)
	switch {
	case !errors.Is(statErr, fs.ErrNotExist):
		return 0, fault.New(fault.Unavailable, "pgserver.unreadable", st.Cluster).Because(err)
	case st.SystemID != "":
		return 0, fault.New(fault.Unavailable, "pgserver.vanished", st.Cluster)
	}
	return 0, nil
}

// initialise makes the cluster under another name and renames it when it is whole: half a cluster is never taken for one.
func (l *launcher) initialise(ctx context.Context) error {
	draft := l.state.Cluster + ".new"
	if err := os.RemoveAll(draft); err != nil {
		return err
	}
	if err := l.user.mkdir(draft); err != nil {
		return err
	}
	run, err := l.user.runDir(ctx, "")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(run) }()
	secret := filepath.Join(run, "password")
	if err := errors.Join(os.WriteFile(secret, []byte(l.state.Password+"\n"), 0o600), l.user.own(secret)); err != nil {
		return err
	}
	args := []string{"-D", draft, "-U", superName, "--pwfile=" + secret, "--auth=scram-sha-256", "-E", "UTF8"}
	if l.opts.Fast {
		args = append(args, "--no-sync", "--wal-segsize=1") // 1 MB files: less to write and to copy
	}
	if err := l.initdb(ctx, run, append(args, localeFlags(l.bin.major)...)); err != nil {
		return err
	}
	// The password must be known before the cluster counts.
	if err := l.home.writeState(l.state); err != nil {
		return err
	}
	return os.Rename(draft, l.state.Cluster)
}

func (l *launcher) initdb(ctx context.Context, dir string, args []string) error {
	cmd := exec.CommandContext(ctx, l.bin.path("initdb"), args...) //nolint:gosec // G204: found where PostgreSQL is installed
	cmd.Dir, cmd.Env, cmd.SysProcAttr = dir, environment(), l.user.attributes()
	if out, err := cmd.CombinedOutput(); err != nil {
		return fault.New(fault.Unavailable, "pgserver.start", l.state.Cluster).Because(fmt.Errorf("initdb: %w: %s", err, out))
	}
	return nil
}

// localeFlags choose a locale that knows Unicode letters but sorts by code point, the same on every machine;
// order by Vietnamese rules is asked for by name in the SQL that needs it.
func localeFlags(major int) []string {
	if major >= 17 {
		return []string{"--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"}
	}
	return []string{"--locale=C.UTF-8"}
}

// reachable returns programs that the server's user may run: those of an npm package in a folder closed to it are copied beside the cluster.
func (l *launcher) reachable(b binaries) (binaries, error) {
	if l.user.may(b.path("postgres")) {
		return b, nil
	}
	if !b.npm {
		return b, notYours(b.path("postgres"), errors.New("the server's user may not run it"))
	}
	to := filepath.Join(filepath.Dir(l.state.Cluster), "programs-"+shortHash(b.native), "native")
	if _, err := os.Stat(filepath.Join(to, "bin", "postgres")); err != nil {
		draft := filepath.Dir(to) + ".new"
		if err := os.RemoveAll(draft); err != nil {
			return b, err
		}
		if err := os.CopyFS(filepath.Join(draft, "native"), os.DirFS(b.native)); err != nil {
			return b, fmt.Errorf("copy PostgreSQL: %w", err)
		}
		if err := os.Rename(draft, filepath.Dir(to)); err != nil {
			return b, err
		}
	}
	b.native, b.dir = to, filepath.Join(to, "bin")
	return b, nil
}

// check asks the running server which cluster it serves, waiting while it starts or recovers.
func (l *launcher) check(ctx context.Context, most time.Duration) error {
	ctx, cancel := context.WithTimeout(ctx, most)
	defer cancel()
	return l.asSuper(ctx, func(ctx context.Context, c *pgx.Conn) error {
		var id string
		if err := c.QueryRow(ctx, `SELECT system_identifier::text FROM pg_control_system()`).Scan(&id); err != nil {
			return err
		}
		if l.state.SystemID != "" && id != l.state.SystemID {
			return fault.New(fault.Conflict, "pgserver.foreign", l.state.Cluster)
		}
		l.state.SystemID = id
		return nil
	})
}

// furnish checks a server just started and makes the program's role and database where they are missing.
func (l *launcher) furnish(ctx context.Context) error {
	if err := l.check(ctx, readyWait); err != nil {
		return err
	}
	return l.asSuper(ctx, func(ctx context.Context, c *pgx.Conn) error {
		var role, database bool
		err := c.QueryRow(ctx, `SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1), EXISTS (SELECT FROM pg_database WHERE datname = $2)`,
			l.state.User, l.state.Database).Scan(&role, &database)
		if err != nil {
			return err
		}
		if !role { // the names are ours and the password is letters and digits: nothing to quote
			if _, err := c.Exec(ctx, `CREATE ROLE `+l.state.User+` LOGIN CREATEDB PASSWORD '`+l.state.Password+`'`); err != nil {
				return err
			}
		}
		if !database {
			_, err = c.Exec(ctx, `CREATE DATABASE `+l.state.Database+` OWNER `+l.state.User)
		}
		return err
	})
}

// asSuper connects as the role that initialised the cluster, trying again while the server is not ready.
func (l *launcher) asSuper(ctx context.Context, f func(context.Context, *pgx.Conn) error) error {
	for {
		conn, err := pgx.Connect(ctx, l.state.url(superName, "postgres"))
		if err == nil {
			defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }()
			return f(ctx, conn)
		}
		if e, ok := errors.AsType[*pgconn.PgError](err); ok && e.Code != "57P03" { // cannot_connect_now: starting, stopping, recovering
			return err
		}
		select {
		case <-ctx.Done():
			return errors.Join(ctx.Err(), err)
		case <-time.After(2 * step):
		}
	}
}
