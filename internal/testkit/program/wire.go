package program

import (
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"sync"
	"testing"
)

// Wire leads from an address that stays the same to a program that may be another one tomorrow. It can be cut, and it can lose an
// answer on its way back.
type Wire struct {
	URL string

	mu     sync.Mutex
	to     *url.URL
	cut    bool
	open   map[net.Conn]struct{}
	refuse func(*http.Request) bool
	losing *losing
}

// losing is the answer that is to be lost, and what happens once the program has given it.
type losing struct {
	which func(*http.Request) bool
	then  func(answer []byte)
}

var errLost = errors.New("program: the answer is lost")

// NewWire leads to an address. It ends with the test.
func NewWire(tb testing.TB, to string) *Wire {
	tb.Helper()
	w := &Wire{open: map[net.Conn]struct{}{}}
	w.To(tb, to)
	l, err := net.Listen("tcp", "127.0.0.1:0") //nolint:noctx // of the test
	if err != nil {
		tb.Fatal(err)
	}
	w.URL = "http://" + l.Addr().String()
	proxy := &httputil.ReverseProxy{
		Rewrite: w.lead, FlushInterval: -1, ModifyResponse: w.back, ErrorLog: log.New(io.Discard, "", 0),
		ErrorHandler: func(http.ResponseWriter, *http.Request, error) { panic(http.ErrAbortHandler) }, // nobody there: the line is dead, no page about it
	}
	s := &http.Server{Handler: w.guard(proxy), ConnState: w.follow, ErrorLog: log.New(io.Discard, "", 0)} //nolint:gosec // of the test
	go func() { _ = s.Serve(l) }()
	tb.Cleanup(func() { _ = s.Close() })
	return w
}

// To leads to another program from now on.
func (w *Wire) To(tb testing.TB, to string) {
	tb.Helper()
	u, err := url.Parse(to)
	if err != nil {
		tb.Fatal(err)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.to = u
}

// Cut breaks every connection and lets none through until Mend.
func (w *Wire) Cut() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.cut = true
	for c := range w.open {
		reset(c)
	}
}

// Mend lets connections through again.
func (w *Wire) Mend() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.cut = false
}

// Refuse breaks off the requests that which names, and no others, until it is called with nil.
func (w *Wire) Refuse(which func(*http.Request) bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.refuse = which
}

// Lose lets the next request that which names reach the program and be answered whole; then then is called, and the answer is lost.
func (w *Wire) Lose(which func(*http.Request) bool, then func(answer []byte)) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.losing = &losing{which, then}
}

func (w *Wire) lead(r *httputil.ProxyRequest) {
	w.mu.Lock()
	defer w.mu.Unlock()
	r.SetURL(w.to)
	r.Out.Host = r.In.Host // as the browser sees it: the program compares it with where a form comes from
}

func (w *Wire) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		w.mu.Lock()
		refused := w.cut || w.refuse != nil && w.refuse(r)
		w.mu.Unlock()
		if refused {
			panic(http.ErrAbortHandler)
		}
		next.ServeHTTP(rw, r)
	})
}

// back takes an answer that is to be lost off the line.
func (w *Wire) back(a *http.Response) error {
	w.mu.Lock()
	l := w.losing
	if l == nil || !l.which(a.Request) || a.StatusCode != http.StatusOK {
		w.mu.Unlock()
		return nil
	}
	w.losing = nil
	w.mu.Unlock()
	answer, err := io.ReadAll(a.Body)
	if err != nil {
		return err
	}
	l.then(answer)
	return errLost
}

// follow knows every open connection, so that they can be cut.
func (w *Wire) follow(c net.Conn, s http.ConnState) {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch s {
	case http.StateNew:
		w.open[c] = struct{}{}
		if w.cut {
			reset(c)
		}
	case http.StateClosed, http.StateHijacked:
		delete(w.open, c)
	case http.StateActive, http.StateIdle:
	}
}

// reset ends a connection as a pulled cable does for whoever writes into it next: without a goodbye.
func reset(c net.Conn) {
	if t, ok := c.(*net.TCPConn); ok {
		_ = t.SetLinger(0)
	}
	_ = c.Close()
}
