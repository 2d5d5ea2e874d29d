package main

import (
	"bytes"
	"context"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/dondoc/dondoc/internal/testkit/dbtest"
)

// desk is somebody at a command line, with a database of their own.
type desk struct {
	t   *testing.T
	env []string
	now time.Time
}

// at returns a desk at 8:00 of a day, in English, whose database is migrated.
func at(t *testing.T, day string) *desk {
	t.Helper()
	d := bare(t, day)
	d.env = append(d.env, "DONDOC_DATABASE_URL="+dbtest.URL(t))
	return d
}

// bare returns a desk without a database.
func bare(t *testing.T, day string) *desk {
	t.Helper()
	now, err := time.Parse(time.DateOnly, day)
	if err != nil {
		t.Fatal(err)
	}
	return &desk{t: t, env: []string{"LANG=C.UTF-8", "DONDOC_DATA_DIR=" + t.TempDir()}, now: now.Add(time.Hour)}
}

// done is what a command did.
type done struct {
	code     int
	out, err string
}

// run runs a command with nothing on its standard input.
func (d *desk) run(args ...string) done { return d.pipe("", args...) }

// pipe runs a command with a text on its standard input.
func (d *desk) pipe(in string, args ...string) done {
	d.t.Helper()
	var out, errs bytes.Buffer
	code := run(d.t.Context(), args, d.surroundings(strings.NewReader(in), &out, &errs))
	if said := out.String() + errs.String(); utf8.ValidString(said) && strings.Contains(said, "⟦") { // a workbook is no text
		d.t.Errorf("%q says a key that is in no catalogue:\n%s%s", args, &out, &errs)
	}
	return done{code, out.String(), errs.String()}
}

func (d *desk) surroundings(in *strings.Reader, out, errs interface{ Write([]byte) (int, error) }) surroundings {
	return surroundings{in: in, out: out, err: errs, env: d.env, clock: func() time.Time { return d.now }}
}

// must runs a command that has to succeed.
func (d *desk) must(args ...string) done {
	d.t.Helper()
	r := d.run(args...)
	if r.code != exitOK {
		d.t.Fatalf("%q ended with %d:\n%s%s", args, r.code, r.out, r.err)
	}
	return r
}

// lines gathers what a running program prints and hands it out line by line. It takes any number of them: a program must never
// wait for its reader.
type lines struct {
	mu   sync.Mutex
	rest string
	all  []string
	news chan struct{}
}

func newLines() *lines { return &lines{news: make(chan struct{}, 1)} }

func (l *lines) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	whole := strings.Split(l.rest+string(b), "\n")
	l.rest = whole[len(whole)-1]
	l.all = append(l.all, whole[:len(whole)-1]...)
	select {
	case l.news <- struct{}{}:
	default: // the reader is told already
	}
	return len(b), nil
}

// take returns the lines that nobody has taken yet.
func (l *lines) take() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	some := l.all
	l.all = nil
	return some
}

// back puts lines that were taken too many before all others.
func (l *lines) back(some []string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.all = append(some, l.all...)
}

// patience is how long a test waits for what should come soon.
const patience = 60 * time.Second

// until returns the next line that holds the words.
func (l *lines) until(t *testing.T, words string) string {
	t.Helper()
	limit := time.After(patience)
	for {
		some := l.take()
		for i, line := range some {
			if strings.Contains(line, words) {
				l.back(some[i+1:])
				return line
			}
		}
		select {
		case <-l.news:
		case <-limit:
			t.Fatalf("nothing with %q was printed", words)
		}
	}
}

// running is a program under way.
type running struct {
	out, err *lines
	stop     context.CancelFunc
	code     chan int
}

// start runs a command that goes on until it is stopped.
func (d *desk) start(args ...string) *running {
	d.t.Helper()
	ctx, stop := context.WithCancel(context.WithoutCancel(d.t.Context()))
	r := &running{out: newLines(), err: newLines(), stop: stop, code: make(chan int, 1)}
	go func() { r.code <- run(ctx, args, d.surroundings(strings.NewReader(""), r.out, r.err)) }()
	d.t.Cleanup(stop)
	return r
}

// end stops the program, as Ctrl-C does, and returns its exit status.
func (r *running) end(t *testing.T) int {
	t.Helper()
	r.stop()
	select {
	case code := <-r.code:
		return code
	case <-time.After(patience):
		t.Fatal("the program does not stop")
	}
	return -1
}
