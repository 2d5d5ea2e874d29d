// Package program runs the product as people do: the built program as a process of its own, which a test may kill at any moment,
// and a wire in front of it that a test may cut.
package program

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"sync"
	"testing"
	"time"
)

// patience is the longest anything may take: much longer than it does on a quiet machine.
const patience = 90 * time.Second

// built is the program's file, made once a process.
var built = sync.OnceValues(func() (string, error) {
	root, err := repository()
	if err != nil {
		return "", err
	}
	file := filepath.Join(place(), "dondoc")
	c := exec.CommandContext(context.Background(), "go", "build", "-o", file, "./cmd/dondoc") //nolint:gosec // our own program
	c.Dir = root
	if out, err := c.CombinedOutput(); err != nil {
		return "", fmt.Errorf("build the program: %w\n%s", err, out)
	}
	return file, nil
})

// place is where this process keeps the program.
func place() string { return filepath.Join(os.TempDir(), "dondoc-program-"+strconv.Itoa(os.Getpid())) }

func repository() (string, error) {
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

// Main runs the tests of a package that starts programs and takes away what was built for them.
func Main(m *testing.M) int {
	defer func() { _ = os.RemoveAll(place()) }() // left in the system's temporary place at worst
	return m.Run()
}

// Program is a running "dondoc serve".
type Program struct {
	URL string // where it serves

	cmd  *exec.Cmd
	gone chan struct{}
}

// Start starts the program on a database and waits until it is ready. It ends with the test.
func Start(tb testing.TB, databaseURL string) *Program {
	tb.Helper()
	return StartIn(tb, databaseURL, tb.TempDir())
}

// StartIn is Start with a data directory that outlives the program: what a killed one left there, the next one finds.
func StartIn(tb testing.TB, databaseURL, dir string) *Program {
	tb.Helper()
	file, err := built()
	if err != nil {
		tb.Fatal(err)
	}
	p := &Program{gone: make(chan struct{})}
	p.cmd = exec.Command(file, "serve", "--listen", "127.0.0.1:0", "--data-dir", dir, "--database-url", databaseURL) //nolint:gosec,noctx // Kill ends it
	log := &bytes.Buffer{}
	p.cmd.Stderr = log
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		tb.Fatal(err)
	}
	if err := p.cmd.Start(); err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(p.Kill)
	said := make(chan string, 1)
	go p.read(out, said)
	select {
	case p.URL = <-said:
	case <-p.gone:
		tb.Fatalf("the program ended at once:\n%s", log)
	case <-time.After(patience):
		tb.Fatal("the program does not say where it serves")
	}
	p.ready(tb)
	return p
}

var address = regexp.MustCompile(`http://127\.0\.0\.1:\d+`)

// read takes what the program prints until it ends; the first line with an address says where it serves.
func (p *Program) read(out io.Reader, said chan<- string) {
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if url := address.FindString(lines.Text()); url != "" {
			said <- url
			break
		}
	}
	_, _ = io.Copy(io.Discard, out)
	_ = p.cmd.Wait() // killed, mostly
	close(p.gone)
}

// ready waits until the program says that it can answer.
func (p *Program) ready(tb testing.TB) {
	tb.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	client := &http.Client{Timeout: patience}
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for {
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, p.URL+"/readyz", nil)
		if err != nil {
			tb.Fatal(err)
		}
		a, err := client.Do(r)
		if err == nil {
			_ = a.Body.Close()
			if a.StatusCode == http.StatusOK {
				return
			}
		}
		select {
		case <-ctx.Done():
			tb.Fatalf("%s is not ready", p.URL)
		case <-p.gone:
			tb.Fatalf("the program at %s ended before it was ready", p.URL)
		case <-tick.C:
		}
	}
}

// PID is the process's.
func (p *Program) PID() int { return p.cmd.Process.Pid }

// Kill ends the program as kill -9 does and waits until it is gone. Killing it twice is killing it once.
func (p *Program) Kill() {
	_ = p.cmd.Process.Kill() // it may be gone already
	<-p.gone
}
