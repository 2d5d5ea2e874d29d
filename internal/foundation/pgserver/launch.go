//go:build linux || darwin

package pgserver

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// launcher brings one program and its server together. It works within the start lock.
type launcher struct {
	home  home
	opts  Options
	state state
	user  runUser
	bin   binaries
}

// joinOrLaunch returns the pipe that makes us a user of a server that answers.
func (l *launcher) joinOrLaunch(ctx context.Context) (*os.File, error) {
	if l.state.RunDir != "" {
		pipe, err := joinKeeper(ctx, l.state.RunDir)
		if err == nil {
			if err = l.checkKept(ctx, pipe); err == nil {
				return pipe, nil
			}
			_ = pipe.Close()
		}
		if ctx.Err() != nil || fault.KindOf(err) == fault.Conflict {
			return nil, err
		}
		l.opts.log().DebugContext(ctx, "nothing to join", slog.Any("reason", err))
	}
	if err := l.prepare(ctx); err != nil {
		return nil, err
	}
	if pid := serverPID(l.state.Cluster); pid != 0 && isServer(pid) {
		if pipe, err := l.adopt(ctx, pid); err == nil || ctx.Err() != nil {
			return pipe, err
		}
	}
	return l.launch(ctx)
}

// checkKept checks a server that has a keeper; when the keeper goes, so has the server, and there is nothing to wait for.
func (l *launcher) checkKept(ctx context.Context, pipe *os.File) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go func() {
		_ = await(ctx, readyWait, func() bool { return !keeperLives(pipe) })
		cancel()
	}()
	return l.check(ctx, readyWait)
}

// prepare finds user, place and programs, and makes the cluster where there is none and never was one.
func (l *launcher) prepare(ctx context.Context) error {
	if err := l.place(); err != nil {
		return err
	}
	major, err := clusterVersion(l.state)
	if err != nil {
		return err
	}
	if l.bin, err = findBinaries(l.opts.Binaries, major); err != nil {
		return err
	}
	if l.bin, err = l.reachable(l.bin); err != nil {
		return err
	}
	l.state.Bin = l.bin.dir
	if l.state.Password == "" {
		if major != 0 {
			return fault.New(fault.Unavailable, "pgserver.unreadable", l.home.path("server.json"))
		}
		l.state.User, l.state.Database, l.state.Password = appName, appName, password()
	}
	if major != 0 {
		return nil
	}
	return l.initialise(ctx)
}

// adopt takes over a server whose keeper was killed. One that is on its way down is waited for instead.
func (l *launcher) adopt(ctx context.Context, pid int) (*os.File, error) {
	for range 2 { // a server that was told to stop the instant before still answers once
		if err := l.check(ctx, staleWait); err != nil {
			_ = await(ctx, staleWait, func() bool { return !isServer(pid) })
			return nil, err
		}
		time.Sleep(settle)
	}
	k, err := l.keep(adoptScript, l.state.RunDir, strconv.Itoa(pid), l.state.Cluster)
	if err != nil {
		return nil, err
	}
	l.opts.log().WarnContext(ctx, "adopted a PostgreSQL left by a killed program", slog.Int("pid", pid))
	return k.pipe, nil
}

// launch starts the server and waits until it answers. What a killed server leaves behind may take some seconds to
// disappear (its process waits to be reaped, its shared memory to be freed), so a refusal because of it is tried again.
func (l *launcher) launch(ctx context.Context) (*os.File, error) {
	ctx, cancel := context.WithTimeout(ctx, readyWait)
	defer cancel()
	for tries := int(staleWait / time.Second); ; tries-- {
		pipe, err := l.launchOnce(ctx)
		if err == nil || tries == 0 || ctx.Err() != nil || !isStale(err) {
			return pipe, err
		}
		select {
		case <-ctx.Done():
			return nil, err
		case <-time.After(time.Second):
		}
	}
}

func (l *launcher) launchOnce(ctx context.Context) (*os.File, error) {
	var err error
	if l.state.RunDir, err = l.user.runDir(ctx, l.state.RunDir); err != nil {
		return nil, err
	}
	if l.state.Port, err = freePort(l.state.Port); err != nil {
		return nil, err
	}
	l.turnLog()
	from := l.logSize()
	k, err := l.keep(startScript, append([]string{l.state.RunDir, l.bin.path("postgres")}, l.arguments()...)...)
	if err != nil {
		return nil, err
	}
	if err := l.awaitReady(ctx, k); err != nil {
		_ = k.pipe.Close()
		return nil, l.notStarted(err, from)
	}
	if err := l.home.writeState(l.state); err != nil {
		_ = k.pipe.Close()
		return nil, err
	}
	l.opts.log().InfoContext(ctx, "PostgreSQL started", slog.Int("port", l.state.Port), slog.Int("version", l.bin.major), slog.String("cluster", l.state.Cluster))
	return k.pipe, nil
}

// awaitReady waits until the server answers and is the one it should be, or has given up.
func (l *launcher) awaitReady(ctx context.Context, k keeper) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	checked := make(chan error, 1)
	go func() { checked <- l.furnish(ctx) }()
	select {
	case err := <-checked:
		return err
	case <-k.gone:
		cancel()
		return errors.Join(errors.New("the server ended"), <-checked)
	}
}

// arguments are the server's command line: its own port and socket, reachable from this machine only.
func (l *launcher) arguments() []string {
	settings := []string{
		"listen_addresses=127.0.0.1", "port=" + strconv.Itoa(l.state.Port),
		"unix_socket_directories=" + l.state.RunDir, "unix_socket_permissions=0700",
		"max_connections=200", "timezone=UTC", "log_timezone=UTC", "jit=off", "logging_collector=off", "lc_messages=C",
		"log_min_messages=warning",
	}
	if l.opts.Fast {
		settings = append(settings, "fsync=off", "synchronous_commit=off", "full_page_writes=off", "wal_level=minimal",
			"max_wal_senders=0", "autovacuum=off", "checkpoint_timeout=1h", "max_wal_size=8GB")
	}
	for name, value := range l.opts.Settings {
		settings = append(settings, name+"="+value)
	}
	args := []string{"-D", l.state.Cluster}
	for _, s := range settings {
		args = append(args, "-c", s)
	}
	return args
}

// freePort is the wanted port if nobody has it, else any. Nothing holds it until the server does:
// should somebody be quicker, the start fails and says so.
func freePort(wanted int) (int, error) {
	listener, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(wanted)))
	if err != nil && wanted != 0 {
		return freePort(0)
	}
	if err != nil {
		return 0, fmt.Errorf("free port: %w", err)
	}
	defer func() { _ = listener.Close() }()
	addr, ok := listener.Addr().(*net.TCPAddr)
	if !ok {
		return 0, fmt.Errorf("free port: %v is not a TCP address", listener.Addr())
	}
	return addr.Port, nil
}

// longestRunDir leaves room for "/.s.PGSQL.65535.lock" in the 103 bytes that every system allows a socket's path.
const longestRunDir = 80

// runDir makes the folder of sockets and pipe: the former one, so that the address stays, once its keeper has removed it.
func (u runUser) runDir(ctx context.Context, former string) (string, error) {
	if former != "" {
		gone := func() bool { _, err := os.Lstat(former); return errors.Is(err, os.ErrNotExist) }
		if err := await(ctx, clearWait, gone); err == nil {
			if err := u.mkdir(former); err == nil {
				return former, nil
			}
		} else if strings.HasPrefix(filepath.Base(former), "dondoc-pg-") {
			_ = os.RemoveAll(former) // its keeper was killed
		}
	}
	name := "dondoc-pg-" + strings.ToLower(password()[:10])
	for _, parent := range []string{os.TempDir(), "/tmp", "/var/tmp"} {
		dir := filepath.Join(parent, name)
		if len(dir) > longestRunDir || u.mkdir(dir) != nil {
			continue
		}
		if u.may(dir) {
			return dir, nil
		}
		_ = os.Remove(dir)
	}
	return "", fault.New(fault.Unavailable, "pgserver.no_run_dir", os.TempDir())
}

// notStarted adds what the server wrote to the reason why it is not there.
func (l *launcher) notStarted(err error, from int64) error {
	if f, ok := errors.AsType[*fault.Fault](err); ok {
		return f
	}
	return fault.New(fault.Unavailable, "pgserver.start", l.home.path("postgres.log")).
		Because(fmt.Errorf("%w; %s", err, l.logSince(from)))
}

func isStale(err error) bool {
	s := err.Error()
	return strings.Contains(s, "postmaster.pid") || strings.Contains(s, "shared memory block") || strings.Contains(s, "could not bind")
}

// mostLog is how long the server's log grows before the next start lays it aside.
const mostLog = 5 << 20

func (l *launcher) turnLog() {
	if l.logSize() > mostLog {
		_ = os.Rename(l.home.path("postgres.log"), l.home.path("postgres.log.1"))
	}
}

func (l *launcher) logSize() int64 {
	info, err := os.Stat(l.home.path("postgres.log"))
	if err != nil {
		return 0
	}
	return info.Size()
}

// logSince is what the server wrote since the given length of its log: the cause for our own log.
func (l *launcher) logSince(from int64) string {
	b, err := os.ReadFile(l.home.path("postgres.log"))
	if err != nil || int64(len(b)) <= from {
		return "it wrote nothing"
	}
	return strings.TrimSpace(string(b[from:]))
}

// shortHash tells data directories of one machine apart.
func shortHash(s string) string {
	h := sha256.Sum256([]byte(s))
	return hex.EncodeToString(h[:6])
}
