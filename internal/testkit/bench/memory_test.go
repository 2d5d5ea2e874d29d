//go:build bench

package bench

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"syscall"
	"testing"
	"time"
)

// command is a program of this repository, run from its root.
func command(ctx context.Context, name string, args ...string) *exec.Cmd {
	c := exec.CommandContext(ctx, name, args...)
	c.Dir = "../../.."
	return c
}

// workbook compares the half-year workbook of 100,000 tasks with a bare writer of the same values and styles.
func workbook(t *testing.T, tb *table) {
	t.Helper()
	out, err := command(t.Context(), "go", "test", "./internal/surface/excel", "-run", "^$", "-bench", "100k", "-benchtime", "3x").CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	full, bare := figures(t, out, "HalfYear100k"), figures(t, out, "Bare100k")
	tb.add(fmt.Sprintf("half-year workbook of 100,000 tasks / bare writer (%.2f / %.2f s)", full[0]/1e9, bare[0]/1e9), full[0]/bare[0], "", bound{most: 2.5})
	tb.add("growth of its peak resident memory", full[1], " MB", bound{most: 150})
}

// figures are the time in nanoseconds and the memory in megabytes that a benchmark reports.
func figures(t *testing.T, out []byte, name string) [2]float64 {
	t.Helper()
	m := regexp.MustCompile(`Benchmark` + name + `\S*\s+\d+\s+([\d.]+) ns/op\s+([\d.]+) MB-rss`).FindSubmatch(out)
	if m == nil {
		t.Fatalf("no figures of %s in\n%s", name, out)
	}
	var f [2]float64
	for i := range f {
		n, err := strconv.ParseFloat(string(m[i+1]), 64)
		must(t, err)
		f[i] = n
	}
	return f
}

// idle starts the program as people do and looks how much memory it holds when nobody asks anything.
func idle(t *testing.T, tb *table) {
	t.Helper()
	binary := filepath.Join(t.TempDir(), "dondoc")
	if out, err := command(t.Context(), "go", "build", "-tags", "nomsgpack", "-o", binary, "./cmd/dondoc").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	c := command(t.Context(), binary, "serve", "--demo", "--listen", "127.0.0.1:0", "--data-dir", t.TempDir())
	out, err := c.StdoutPipe()
	must(t, err)
	must(t, c.Start())
	address := regexp.MustCompile(`http://127\.0\.0\.1:\d+`)
	lines := bufio.NewScanner(out)
	for lines.Scan() && !address.Match(lines.Bytes()) { // the first line with an address says that it serves
	}
	go func() { _, _ = io.Copy(io.Discard, out) }()
	time.Sleep(15 * time.Second) // what starting needed is given back
	kb := resident(t, c.Process.Pid)
	must(t, c.Process.Signal(syscall.SIGTERM))
	must(t, c.Wait())
	tb.add("resident memory of the program with the demonstration, idle", float64(kb)/1024, " MB", bound{most: 80})
}

// resident is the memory of a process in kB, without that of the PostgreSQL it started.
func resident(t *testing.T, pid int) int {
	t.Helper()
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	must(t, err)
	for line := range bytes.Lines(raw) {
		if fields := bytes.Fields(line); len(fields) > 1 && string(fields[0]) == "VmRSS:" {
			n, err := strconv.Atoi(string(fields[1]))
			must(t, err)
			return n
		}
	}
	t.Fatal("no VmRSS")
	return 0
}
