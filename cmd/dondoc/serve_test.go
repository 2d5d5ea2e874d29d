package main

import (
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/dondoc/dondoc/internal/testkit/dbtest"
)

// get asks a running server; headers come as name, value.
func get(t *testing.T, url string, headers ...string) (int, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	r, err := http.DefaultTransport.RoundTrip(req) // redirects are looked at, not followed
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = r.Body.Close() }()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return r.StatusCode, string(b)
}

// ready asks until the server says that it is ready: it listens a moment before its jobs are worked.
func ready(t *testing.T, base string) {
	t.Helper()
	again, limit := time.NewTicker(20*time.Millisecond), time.After(patience)
	defer again.Stop()
	for {
		code, body := get(t, base+"/readyz")
		if code == http.StatusOK {
			return
		}
		select {
		case <-again.C:
		case <-limit:
			t.Fatalf("not ready: %d %s", code, body)
		}
	}
}

// address is the base address in the line that serve prints.
func address(line string) string {
	_, rest, _ := strings.Cut(line, " at ")
	base, _, _ := strings.Cut(rest, " ")
	return base
}

func TestServeOnAnEmptyDatabase(t *testing.T) {
	t.Parallel()
	d := bare(t, "2026-03-02")
	d.env = append(d.env, "DONDOC_DATABASE_URL="+dbtest.Empty(t), "DONDOC_LISTEN=127.0.0.1:0")
	r := d.start("serve")
	base := address(r.out.until(t, "Running at"))
	ready(t, base)
	for path, want := range map[string]int{"/healthz": 200, "/metrics": 200, "/no-such-page": 404, "/api/v1/no-such-thing": 404} {
		if code, body := get(t, base+path); code != want {
			t.Errorf("%s: %d %s", path, code, body)
		}
	}
	if _, body := get(t, base+"/metrics"); !strings.Contains(body, "dondoc_database_connections_max") || !strings.Contains(body, "go_goroutines") {
		t.Error("the pool and the runtime are not counted")
	}
	r.out.until(t, "There is no account yet")
	if link := r.out.until(t, "http"); !strings.Contains(link, base+"/thiet-lap?ma=") {
		t.Errorf("the set-up link: %s", link)
	}
	r.err.until(t, `msg="occurrences made"`) // serve works the jobs too
	if code := r.end(t); code != exitOK {
		t.Errorf("stopped with %d", code)
	}
}

func TestServeWithoutWorkAndWorkWithoutServe(t *testing.T) {
	t.Parallel()
	d := at(t, "2026-03-02")
	d.must("user", "create", "a.b", "--name", "A")
	d.env = append(d.env, "DONDOC_LISTEN=127.0.0.1:0", "DONDOC_LOG_FORMAT=json")
	pages := d.start("serve", "--no-work")
	pages.out.until(t, "Running at")
	worker := d.start("work")
	worker.err.until(t, `"msg":"occurrences made"`)
	if code := worker.end(t); code != exitOK {
		t.Errorf("work stopped with %d", code)
	}
	if code := pages.end(t); code != exitOK {
		t.Errorf("serve stopped with %d", code)
	}
	for _, line := range pages.out.take() {
		if strings.Contains(line, "no account") {
			t.Error("a set-up link was printed although there is an account")
		}
	}
}

func TestCommandsJoinTheServersOwnPostgreSQL(t *testing.T) {
	t.Parallel()
	d := bare(t, "2026-03-02")
	d.env = append(d.env, "DONDOC_LISTEN=127.0.0.1:0")
	r := d.start("serve")
	base := address(r.out.until(t, "Running at"))
	d.must("user", "create", "a.b", "--name", "A") // beside the running server
	ready(t, base)
	if code := r.end(t); code != exitOK {
		t.Errorf("stopped with %d", code)
	}
	if out := d.must("token", "create", "--user", "a.b", "--name", "x").out; !strings.HasPrefix(out, "dondoc_") { // without it
		t.Errorf("after the server stopped: %s", out)
	}
}

func TestServeTellsWhatStandsInItsWay(t *testing.T) {
	t.Parallel()
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = taken.Close() }()
	d := at(t, "2026-03-02")
	if r := d.run("serve", "--listen", taken.Addr().String()); r.code != exitFailed || !strings.Contains(r.err, taken.Addr().String()+" cannot be opened") {
		t.Errorf("an address that is taken: %d %s", r.code, r.err)
	}
	d.env = append(d.env, "DONDOC_DATABASE_URL=postgres://nobody:x@127.0.0.1:1/none")
	if r := d.run("serve"); r.code != exitFailed || !strings.Contains(r.err, "does not answer") {
		t.Errorf("no database: %d %s", r.code, r.err)
	}
}

func TestASchemaThatIsNotOursToChange(t *testing.T) {
	t.Parallel()
	d := bare(t, "2026-03-02")
	d.env = append(d.env, "DONDOC_DATABASE_URL="+dbtest.Empty(t))
	if r := d.run("user", "create", "a.b", "--name", "A"); r.code != exitFailed || !strings.Contains(r.err, "dondoc migrate") {
		t.Errorf("before migrating: %d %s", r.code, r.err)
	}
	d.must("migrate")
	d.must("migrate")
	d.must("user", "create", "a.b", "--name", "A")
}

func TestATokenOpensTheAPI(t *testing.T) {
	t.Parallel()
	d := at(t, "2020-12-20")
	d.must("import", "dossier", dossier)
	d.must("user", "create", "a.b", "--name", "A", "--role", "qcdc-co-to:member")
	token := strings.TrimSpace(d.must("token", "create", "--user", "a.b", "--name", "x").out)
	d.env = append(d.env, "DONDOC_LISTEN=127.0.0.1:0")
	r := d.start("serve", "--no-work")
	base := address(r.out.until(t, "Running at"))
	if code, _ := get(t, base+"/api/v1/committees/qcdc-co-to"); code != http.StatusUnauthorized {
		t.Errorf("without a token: %d", code)
	}
	if code, body := get(t, base+"/api/v1/committees/qcdc-co-to", "Authorization", "Bearer "+token); code != http.StatusOK || !strings.Contains(body, `"code":"qcdc-co-to"`) {
		t.Errorf("with a token: %d %s", code, body)
	}
	if code := r.end(t); code != exitOK {
		t.Errorf("stopped with %d", code)
	}
}
