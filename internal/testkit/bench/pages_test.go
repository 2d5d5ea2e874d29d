//go:build bench

package bench

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/dondoc/dondoc/internal/surface/server"
)

const (
	runs        = 5               // alternating
	perRun      = 100             // requests in a run of one reader
	connections = 8               // readers at once
	stretch     = 4 * time.Second // of a run with all readers
)

// lists compares the same page in the large database and in one that holds its committee alone.
func lists(t *testing.T, tb *table, large, alone *site) {
	t.Helper()
	var page, statement [2][]float64
	found := [2]string{}
	for run := range runs {
		for i, s := range []*site{large, alone} {
			all := s.tape.record(func() { s.page(t, listPath) })
			one := listOf(t, all)
			if run == 0 && i == 0 {
				p := explain(t, s.pool, one)
				wantIndex(t, p, filteredIndex)
				for _, n := range p.nodes("task") {
					found[i] += n.Node + " " + n.Index + "; "
				}
			}
			page[i] = append(page[i], each(t, func() { s.page(t, listPath) }))
			statement[i] = append(statement[i], each(t, func() { drain(t.Context(), t, s.pool, one) }))
		}
	}
	tb.note("its plan reads tasks by", found[0])
	tb.add(fmt.Sprintf("filtered, sorted list: large / alone (whole page, %.2f / %.2f ms)", median(page[0]), median(page[1])),
		median(page[0])/median(page[1]), "", bound{most: 1.5})
	tb.add(fmt.Sprintf("the statement that finds it: large / alone (%.2f / %.2f ms)", median(statement[0]), median(statement[1])),
		median(statement[0])/median(statement[1]), "", bound{most: 1.5})
}

// each is how long one of many repetitions takes, in the middle, in milliseconds.
func each(t *testing.T, f func()) float64 {
	t.Helper()
	took := make([]float64, 0, perRun)
	for range perRun {
		begun := time.Now()
		f()
		took = append(took, float64(time.Since(begun).Microseconds())/1000)
	}
	return median(took)
}

// querier is a pool or one of its connections.
type querier interface {
	Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
}

// drain runs a statement on a connection and reads all its rows, and nothing else: the least that SQL can cost.
func drain(ctx context.Context, t testing.TB, on querier, s statement) {
	rows, err := on.Query(ctx, s.SQL, s.Args...)
	if err != nil {
		t.Error(err)
		return
	}
	for rows.Next() {
		_ = rows.RawValues()
	}
	if err := rows.Err(); err != nil {
		t.Error(err)
	}
}

// dashboard counts what the first page asks of the database.
func dashboard(t *testing.T, tb *table, s *site) {
	t.Helper()
	s.page(t, homePath)
	tb.add("statements of the first page, session and rights included", float64(len(s.tape.record(func() { s.page(t, homePath) }))), "", bound{most: mostStatements})
}

// pages compares how many pages come through HTTP with how often their SQL alone can be run, each with eight at once.
func pages(t *testing.T, tb *table, s *site) {
	t.Helper()
	defer debug.SetGCPercent(debug.SetGCPercent(server.GCPercent)) // as the program serves
	sql := s.tape.record(func() { s.page(t, pagePath) })
	base, client := s.serve(t)
	var whole, bare, ratio []float64
	for range runs {
		p := rate(func() { fetch(t, client, base+pagePath, s.session) })
		q := rate(func() { replay(t, s.pool, sql) })
		whole, bare, ratio = append(whole, p), append(bare, q), append(ratio, p/q)
	}
	tb.add("pages of 50 rows a second, 8 connections", median(whole), "", bound{least: 1200})
	tb.note(fmt.Sprintf("their %d statements alone through pgx", len(sql)), fmt.Sprintf("%.0f times a second", median(bare)))
	tb.add("pages / their SQL alone", median(ratio), "", bound{least: 0.3})
	render, db, total := s.shares(t)
	tb.note("of one page's time: SQL · from its last row to the first byte (rendering) · rest",
		fmt.Sprintf("%.0f %% · %.0f %% · %.0f %% of %.2f ms", 100*db/total, 100*render/total, 100*(total-db-render)/total, total))
}

// serve answers on this machine and returns where, with a client that keeps its connections.
func (s *site) serve(t *testing.T) (string, *http.Client) {
	t.Helper()
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	must(t, err)
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.server.Serve(ctx, l) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	return "http://" + l.Addr().String(), &http.Client{Transport: &http.Transport{
		MaxIdleConnsPerHost: connections, DisableCompression: true, ReadBufferSize: 64 << 10, // a reader that costs little: it runs on the same cores
	}}
}

// rate is how often f runs in a second when eight run it at once.
func rate(f func()) float64 {
	var n atomic.Int64
	var all sync.WaitGroup
	begun := time.Now()
	for range connections {
		all.Go(func() {
			for time.Since(begun) < stretch {
				f()
				n.Add(1)
			}
		})
	}
	all.Wait()
	return float64(n.Load()) / time.Since(begun).Seconds()
}

func fetch(t *testing.T, client *http.Client, address string, session *http.Cookie) {
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Error(err)
		return
	}
	r.AddCookie(session)
	a, err := client.Do(r)
	if err != nil {
		t.Error(err)
		return
	}
	defer a.Body.Close() //nolint:errcheck // read to its end
	if n, err := io.Copy(io.Discard, a.Body); err != nil || a.StatusCode != http.StatusOK || n < 20_000 {
		t.Errorf("%d, %d bytes, %v", a.StatusCode, n, err)
	}
}

// replay runs the statements of a page on one connection.
func replay(t *testing.T, pool *pgxpool.Pool, all []statement) {
	c, err := pool.Acquire(t.Context())
	if err != nil {
		t.Error(err)
		return
	}
	defer c.Release()
	for _, s := range all {
		drain(t.Context(), t, c, s)
	}
}

// firstByte notes when an answer begins.
type firstByte struct {
	*httptest.ResponseRecorder
	at time.Time
}

func (f *firstByte) Write(b []byte) (int, error) {
	if f.at.IsZero() {
		f.at = time.Now()
	}
	return f.ResponseRecorder.Write(b)
}

// shares are the middle milliseconds that one page spends rendering and in SQL, and all of it, with one reader.
func (s *site) shares(t *testing.T) (render, db, total float64) {
	t.Helper()
	var renders, dbs, totals []float64
	ms := func(d time.Duration) float64 { return float64(d.Nanoseconds()) / 1e6 }
	for range 3 * perRun {
		w := &firstByte{ResponseRecorder: httptest.NewRecorder()}
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, pagePath, nil)
		r.AddCookie(s.session)
		begun := time.Now()
		all := s.tape.record(func() { s.server.Handler().ServeHTTP(w, r) })
		totals = append(totals, ms(time.Since(begun)))
		var sum time.Duration
		for _, one := range all {
			sum += one.Took
		}
		dbs, renders = append(dbs, ms(sum)), append(renders, ms(w.at.Sub(s.tape.last)))
	}
	return median(renders), median(dbs), median(totals)
}
