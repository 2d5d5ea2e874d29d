//go:build linux || darwin

package pgserver

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"
)

// pipeName is the FIFO in the run directory whose writers are the users of the server.
const pipeName = "keeper"

// startScript runs the server and stops it when the pipe (file 3) has no writer left. A newcomer writes a word and
// waits until a file of that name appears: then it was counted before the end was seen, and there is no race.
// The pipe stays open until the server was told to stop, so that "nobody reads" always means "nobody keeps".
// Arguments: run directory, then the server's command line.
const startScript = `
run=$1; shift
"$@" 3<&- &
server=$!
(
	while read -r word <&3; do : >"$run/seen.$word"; done
	kill -INT "$server"
) &
reader=$!
exec 3<&-
wait "$server"
code=$?
kill "$reader" 2>/dev/null
rm -rf "$run"
exit "$code"
`

// adoptScript keeps a server that runs already, left by programs that were killed together with their keeper.
// Arguments: run directory, process id, cluster.
const adoptScript = `
run=$1; server=$2; cluster=$3
while read -r word <&3; do : >"$run/seen.$word"; done
read -r now <"$cluster/postmaster.pid" && [ "$now" = "$server" ] && kill -INT "$server"
exec 3<&-
while kill -0 "$server" 2>/dev/null; do sleep 1; done
rm -rf "$run"
`

// keeper is a keeper this program started; gone is closed when it has ended.
type keeper struct {
	pipe *os.File
	gone <-chan struct{}
}

// keep runs a keeper script as the server's user, in a session of its own so that Ctrl-C does not reach the server first.
func (l *launcher) keep(script string, args ...string) (keeper, error) {
	read, write, err := makePipe(filepath.Join(l.state.RunDir, pipeName))
	if err != nil {
		return keeper{}, err
	}
	defer func() { _ = read.Close() }()
	log, err := l.home.open("postgres.log", os.O_WRONLY|os.O_APPEND)
	if err != nil {
		_ = write.Close()
		return keeper{}, err
	}
	defer func() { _ = log.Close() }()
	//nolint:gosec // G204: the command line is made here, of paths and numbers
	cmd := exec.Command("/bin/sh", append([]string{"-c", script, "dondoc-postgres-keeper"}, args...)...)
	cmd.Dir, cmd.Env = l.state.RunDir, environment()
	cmd.Stdout, cmd.Stderr, cmd.ExtraFiles = log, log, []*os.File{read}
	cmd.SysProcAttr = l.user.attributes()
	cmd.SysProcAttr.Setsid = true
	if err := cmd.Start(); err != nil {
		_ = write.Close()
		return keeper{}, fmt.Errorf("start keeper: %w", err)
	}
	gone := make(chan struct{})
	go func() {
		defer close(gone)
		if err := cmd.Wait(); err != nil {
			l.opts.log().Warn("PostgreSQL ended", slog.Any("error", err))
		}
	}()
	return keeper{pipe: write, gone: gone}, nil
}

// makePipe makes the FIFO anew and opens both ends, so that the keeper sees the end even if we die the next moment.
func makePipe(path string) (*os.File, *os.File, error) {
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, nil, err
	}
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		return nil, nil, fmt.Errorf("make pipe: %w", err)
	}
	fd, err := syscall.Open(path, syscall.O_RDONLY|syscall.O_NONBLOCK|syscall.O_CLOEXEC, 0)
	if err != nil {
		return nil, nil, fmt.Errorf("open pipe for reading: %w", err)
	}
	if err := syscall.SetNonblock(fd, false); err != nil { // the shell expects to wait
		return nil, nil, fmt.Errorf("open pipe for reading: %w", err)
	}
	read := os.NewFile(uintptr(fd), path)
	write, err := openPipe(path)
	if err != nil {
		_ = read.Close()
		return nil, nil, err
	}
	return read, write, nil
}

// openPipe opens the writing end; it fails at once when no keeper reads.
func openPipe(path string) (*os.File, error) {
	fd, err := syscall.Open(path, syscall.O_WRONLY|syscall.O_NONBLOCK|syscall.O_CLOEXEC, 0)
	if err != nil {
		return nil, fmt.Errorf("open pipe: %w", err)
	}
	return os.NewFile(uintptr(fd), path), nil
}

// errNoKeeper says that nobody keeps a server: it may run all the same.
var errNoKeeper = errors.New("no keeper")

// joinKeeper becomes a user of the server whose run directory this is.
func joinKeeper(ctx context.Context, run string) (*os.File, error) {
	pipe, err := openPipe(filepath.Join(run, pipeName))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errNoKeeper, err)
	}
	word := strconv.Itoa(os.Getpid()) + "-" + password()
	seen := filepath.Join(run, "seen."+word)
	if _, err := pipe.WriteString(word + "\n"); err != nil {
		_ = pipe.Close()
		return nil, fmt.Errorf("%w: %w", errNoKeeper, err)
	}
	found := false
	err = await(ctx, ackWait, func() bool {
		_, err := os.Lstat(seen)
		found = err == nil
		return found || !keeperLives(pipe)
	})
	if err != nil || !found {
		_ = pipe.Close()
		return nil, errors.Join(errNoKeeper, err)
	}
	_ = os.Remove(seen)
	return pipe, nil
}

// keeperLives reports whether somebody still reads the pipe.
func keeperLives(pipe *os.File) bool {
	conn, err := pipe.SyscallConn()
	if err != nil {
		return false
	}
	lives := false
	err = conn.Control(func(fd uintptr) {
		p := []unix.PollFd{{Fd: int32(fd)}} //nolint:gosec // G115: descriptors are small
		_, err := unix.Poll(p, 0)
		for errors.Is(err, unix.EINTR) {
			_, err = unix.Poll(p, 0)
		}
		lives = err == nil && p[0].Revents&(unix.POLLERR|unix.POLLHUP|unix.POLLNVAL) == 0
	})
	return err == nil && lives
}

// environment is what the server and its tools may know of ours.
func environment() []string {
	env := []string{"LC_ALL=C", "PATH=/usr/local/bin:/usr/bin:/bin"}
	for _, name := range []string{"LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TMPDIR"} {
		if v, ok := os.LookupEnv(name); ok {
			env = append(env, name+"="+v)
		}
	}
	return env
}

// serverPID is the process id in the cluster's postmaster.pid, or 0 when there is none.
func serverPID(cluster string) int {
	b, err := os.ReadFile(filepath.Join(cluster, "postmaster.pid"))
	if err != nil {
		return 0
	}
	line, _, _ := strings.Cut(string(b), "\n")
	pid, err := strconv.Atoi(strings.TrimSpace(line))
	if err != nil || pid <= 1 {
		return 0
	}
	return pid
}

// alive reports whether the process exists, be it somebody else's.
func alive(pid int) bool {
	err := syscall.Kill(pid, 0)
	return err == nil || errors.Is(err, syscall.EPERM)
}

// isServer reports whether the process may be a PostgreSQL: after a restart of the machine the number in an old
// postmaster.pid often belongs to somebody else. Where the system does not tell, any process may be.
func isServer(pid int) bool {
	if !alive(pid) {
		return false
	}
	name, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "comm"))
	return err != nil || strings.HasPrefix(string(name), "postgres")
}

// awaitStop waits until the server has written its last checkpoint and its keeper has cleared up after it.
func awaitStop(st state) error {
	ctx := context.Background()
	err := await(ctx, stopWait, func() bool { pid := serverPID(st.Cluster); return pid == 0 || !alive(pid) })
	if err != nil {
		return fmt.Errorf("PostgreSQL in %s has not stopped: %w", st.Cluster, err)
	}
	// A keeper that was killed clears up nothing; the next start does.
	_ = await(ctx, clearWait, func() bool { _, err := os.Lstat(st.RunDir); return errors.Is(err, os.ErrNotExist) })
	return nil
}
