//go:build linux || darwin

package pgserver

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// patience bounds what a test waits for; nothing here normally takes a tenth of it.
const patience = 60 * time.Second

// options are those of a new data directory that any user may pass through, unlike t.TempDir's.
func options(t *testing.T) Options {
	t.Helper()
	if testing.Short() {
		t.Skip("SKIPPED because of -short: starts PostgreSQL")
	}
	dir, err := os.MkdirTemp("", "pgserver-test-") //nolint:usetesting // t.TempDir lies where the server's user may not go
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	if err := os.Chmod(dir, 0o711); err != nil {
		t.Fatal(err)
	}
	return Options{DataDir: dir, Fast: true, Log: slog.New(slog.NewTextHandler(t.Output(), nil))}
}

// initialised are options of a data directory whose cluster was made before: a copy of one made once, because making one
// takes most of a second.
func initialised(t *testing.T) Options {
	t.Helper()
	o := options(t)
	made, err := model()
	if err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("cp", "-a", made+"/.", o.DataDir).CombinedOutput(); err != nil {
		t.Fatalf("copy: %v: %s", err, out)
	}
	return o
}

// model makes the data directory that is copied. TestMain removes it.
var model = sync.OnceValues(func() (string, error) {
	dir := modelDir()
	if err := os.Mkdir(dir, 0o711); err != nil {
		return "", err
	}
	s, err := Start(context.Background(), Options{DataDir: dir, Fast: true})
	if err != nil {
		return "", err
	}
	if err := s.Close(); err != nil {
		return "", err
	}
	st := s.state
	st.RunDir, st.Port = "", 0 // each copy gets its own
	return dir, s.home.writeState(st)
})

func modelDir() string {
	return filepath.Join(os.TempDir(), "pgserver-model-"+strconv.Itoa(os.Getpid()))
}

// start starts or joins, and closes at the end of the test.
func start(t *testing.T, o Options) *Server {
	t.Helper()
	s, err := Start(t.Context(), o)
	if err != nil {
		t.Fatalf("start: %v", err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return s
}

func connect(t *testing.T, s *Server) *pgx.Conn {
	t.Helper()
	c, err := pgx.Connect(t.Context(), s.URL())
	if err != nil {
		t.Fatalf("connect: %v", err)
	}
	t.Cleanup(func() { _ = c.Close(context.WithoutCancel(t.Context())) })
	return c
}

// remember and remembered write and read a word in the database.
func remember(t *testing.T, s *Server, word string) {
	t.Helper()
	c := connect(t, s)
	if _, err := c.Exec(t.Context(), `CREATE TABLE memory AS SELECT $1::text AS word`, word); err != nil {
		t.Fatal(err)
	}
	if err := c.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func remembered(t *testing.T, s *Server) string {
	t.Helper()
	var word string
	if err := connect(t, s).QueryRow(t.Context(), `SELECT word FROM memory`).Scan(&word); err != nil {
		t.Fatal(err)
	}
	return word
}

func serverOf(t *testing.T, s *Server) int {
	t.Helper()
	pid := serverPID(s.Cluster())
	if pid == 0 || !alive(pid) {
		t.Fatalf("no server runs in %s", s.Cluster())
	}
	return pid
}

// eventually waits for something that happens in another process.
func eventually(t *testing.T, what string, done func() bool) {
	t.Helper()
	if err := await(t.Context(), patience, done); err != nil {
		t.Fatalf("%s: not within %v", what, patience)
	}
}

func gone(pid int) func() bool {
	return func() bool { return !isServer(pid) }
}

// TestMain lets the test program play another program that uses the same server: it starts or joins, says the server's
// address, and keeps it until its input ends.
func TestMain(m *testing.M) {
	dir := os.Getenv("PGSERVER_TEST_USER")
	if dir == "" {
		code := m.Run()
		_ = os.RemoveAll(modelDir())
		os.Exit(code)
	}
	s, err := Start(context.Background(), Options{DataDir: dir, Fast: true})
	if err != nil {
		_, _ = fmt.Println("error", err)
		os.Exit(1)
	}
	_, _ = fmt.Println("ready", s.URL())
	_, _ = bufio.NewReader(os.Stdin).ReadString('\n')
	if err := s.Close(); err != nil {
		_, _ = fmt.Println("error", err)
		os.Exit(1)
	}
	os.Exit(0)
}

// program is another program with a share in the server.
type program struct {
	cmd  *exec.Cmd
	end  func() error // ends it in good order
	url  string
	done bool
}

// another runs another program until it has the server.
func another(t *testing.T, o Options) *program {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(exe)
	cmd.Env = append(os.Environ(), "PGSERVER_TEST_USER="+o.DataDir)
	cmd.Stderr = t.Output()
	in, err1 := cmd.StdinPipe()
	out, err2 := cmd.StdoutPipe()
	if err := errors.Join(err1, err2, cmd.Start()); err != nil {
		t.Fatal(err)
	}
	p := &program{cmd: cmd}
	p.end = func() error { p.done = true; return errors.Join(in.Close(), cmd.Wait()) }
	t.Cleanup(func() {
		if !p.done {
			p.kill(t)
		}
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	url, ready := strings.CutPrefix(strings.TrimSpace(line), "ready ")
	if err != nil || !ready {
		t.Fatalf("the other program says %q (%v)", line, err)
	}
	p.url = url
	return p
}

// kill ends it as kill -9 does.
func (p *program) kill(t *testing.T) {
	t.Helper()
	p.done = true
	if err := p.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = p.cmd.Wait()
}

// keepers are the process ids of the shells around a server.
func keepers(t *testing.T, run string) []int {
	t.Helper()
	out, err := exec.Command("ps", "-A", "-o", "pid=,args=").Output()
	if err != nil {
		t.Fatal(err)
	}
	var pids []int
	for line := range strings.Lines(string(out)) {
		var pid int
		if !strings.Contains(line, "dondoc-postgres-keeper "+run) && !strings.Contains(line, "dondoc-postgres-keeper\n"+run) {
			continue
		}
		if _, err := fmt.Sscan(line, &pid); err == nil {
			pids = append(pids, pid)
		}
	}
	return pids
}

func killAll(t *testing.T, pids []int) {
	t.Helper()
	for _, pid := range pids {
		if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
			t.Fatal(err)
		}
	}
}

// listing is every path below a folder with its size: what a refusal must leave alone.
func listing(t *testing.T, dir string) string {
	t.Helper()
	var b strings.Builder
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err == nil && !d.IsDir() && filepath.Ext(path) != ".lock" {
			_, _ = fmt.Fprintln(&b, path, info.Size())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// contextCancelledWhen is a context that ends as soon as something is seen in the file system.
func contextCancelledWhen(t *testing.T, seen func() bool) (context.Context, context.CancelFunc) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		_ = await(ctx, patience, seen)
		cancel()
	}()
	return ctx, cancel
}
