//go:build linux || darwin

package pgserver

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/dondoc/dondoc/internal/foundation/fault"
)

func TestLastOneOutStopsTheServer(t *testing.T) {
	t.Parallel()
	o := initialised(t)
	s := start(t, o)
	remember(t, s, "Thanh Lân")
	pid, run, port := serverOf(t, s), s.state.RunDir, s.state.Port
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if isServer(pid) {
		t.Error("Close returned and the server runs")
	}
	eventually(t, "the run directory is removed", func() bool { _, err := os.Stat(run); return errors.Is(err, os.ErrNotExist) })
	if err := s.Close(); err != nil {
		t.Errorf("closing twice: %v", err)
	}
	again := start(t, o)
	if got := remembered(t, again); got != "Thanh Lân" {
		t.Errorf("after the second start the database says %q", got)
	}
	if again.state.Port != port || again.state.RunDir != run {
		t.Errorf("the address moved from %s:%d to %s:%d", run, port, again.state.RunDir, again.state.Port)
	}
}

func TestTheServerIsPrivate(t *testing.T) {
	t.Parallel()
	s := start(t, initialised(t))
	info, err := os.Stat(s.home.path("server.json"))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file with the password has mode %v (%v)", info.Mode(), err)
	}
	c := connect(t, s)
	var super bool
	var listen string
	err = c.QueryRow(t.Context(), `SELECT rolsuper, current_setting('listen_addresses') FROM pg_roles WHERE rolname = current_user`).Scan(&super, &listen)
	if err != nil || super || listen != "127.0.0.1" {
		t.Errorf("the program's role is superuser: %v; the server listens on %q (%v)", super, listen, err)
	}
	for _, host := range []string{s.state.RunDir, "127.0.0.1"} {
		cfg, err := pgx.ParseConfig(s.URL())
		if err != nil {
			t.Fatal(err)
		}
		cfg.Host, cfg.Password = host, "wrong"
		if _, err := pgx.ConnectConfig(t.Context(), cfg); err == nil || !strings.Contains(err.Error(), "28P01") {
			t.Errorf("a wrong password on %s: %v, want a refusal", host, err)
		}
	}
	if os.Geteuid() == 0 {
		dir, err := os.Stat(s.Cluster())
		if st, ok := dir.Sys().(*syscall.Stat_t); err != nil || !ok || st.Uid == 0 {
			t.Errorf("the server's files belong to root")
		}
	}
}

func TestVietnameseLettersHaveCases(t *testing.T) {
	t.Parallel()
	var lower, order string
	err := connect(t, start(t, initialised(t))).QueryRow(t.Context(), `SELECT lower('ĐÔN ĐỐC ƯỚC'),
		(SELECT string_agg(n, ' ' ORDER BY n COLLATE "vi-x-icu") FROM unnest(ARRAY['Ơn','Oanh','Đông','Ân','Ông','An','Dung']) n)`).Scan(&lower, &order)
	if err != nil || lower != "đôn đốc ước" || order != "An Ân Dung Đông Oanh Ông Ơn" {
		t.Errorf("lower gives %q, the Vietnamese order %q (%v)", lower, order, err)
	}
}

func TestWhoStartedItMayLeaveFirst(t *testing.T) {
	t.Parallel()
	o := initialised(t)
	first := another(t, o)
	s := start(t, o)
	if s.URL() != first.url {
		t.Fatalf("joined %s, want %s", s.URL(), first.url)
	}
	c, pid := connect(t, s), serverOf(t, s)
	if err := first.end(); err != nil {
		t.Fatalf("the first program: %v", err)
	}
	if err := c.Ping(t.Context()); err != nil || serverOf(t, s) != pid {
		t.Errorf("the connection of the second program was cut: %v", err)
	}
	if err := s.Close(); err != nil || isServer(pid) {
		t.Errorf("the second program was the last and the server runs (%v)", err)
	}
}

func TestKilledStarterLeavesNoServer(t *testing.T) {
	t.Parallel()
	o := initialised(t)
	p := another(t, o)
	conn, err := pgx.Connect(t.Context(), p.url)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := conn.Exec(t.Context(), `CREATE TABLE memory AS SELECT 'kept'::text AS word`); err != nil {
		t.Fatal(err)
	}
	pid := serverPID(filepath.Join(o.DataDir, "postgres", "cluster"))
	p.kill(t)
	eventually(t, "the server of the killed program ends", gone(pid))
	if got := remembered(t, start(t, o)); got != "kept" {
		t.Errorf("after the kill the database says %q", got)
	}
}

func TestStartRightAfterAKill(t *testing.T) {
	t.Parallel()
	o := initialised(t)
	for range 3 {
		another(t, o).kill(t)
	}
	if err := connect(t, start(t, o)).Ping(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestKilledStarterDoesNotHurtOthers(t *testing.T) {
	t.Parallel()
	o := initialised(t)
	first := another(t, o)
	s := start(t, o)
	c, pid := connect(t, s), serverOf(t, s)
	first.kill(t)
	if err := c.Ping(t.Context()); err != nil || serverOf(t, s) != pid {
		t.Errorf("the connection of the other program was cut: %v", err)
	}
}

func TestKilledServerComesBack(t *testing.T) {
	t.Parallel()
	o := initialised(t)
	o.Settings = map[string]string{"synchronous_commit": "on"} // what is committed must survive
	s := start(t, o)
	remember(t, s, "kept")
	pid, url := serverOf(t, s), s.URL()
	killAll(t, []int{pid})
	eventually(t, "a new server runs", func() bool {
		now := serverPID(s.Cluster())
		c, err := pgx.Connect(t.Context(), url)
		if err == nil {
			_ = c.Close(t.Context())
		}
		return now != pid && err == nil
	})
	if got := remembered(t, s); got != "kept" || s.URL() != url {
		t.Errorf("the database says %q at %s, want \"kept\" at %s", got, s.URL(), url)
	}
}

func TestServerWithoutKeeperIsAdopted(t *testing.T) {
	t.Parallel()
	o := initialised(t)
	p := another(t, o)
	h, err := openHome(o.DataDir)
	if err != nil {
		t.Fatal(err)
	}
	st, err := h.readState()
	if err != nil {
		t.Fatal(err)
	}
	pid := serverPID(st.Cluster)
	found := keepers(t, st.RunDir)
	if len(found) != 2 {
		t.Fatalf("keepers of %s: %v, want the shell and its reader", st.RunDir, found)
	}
	killAll(t, found)
	p.kill(t)
	s := start(t, o)
	if serverOf(t, s) != pid {
		t.Fatal("another server runs: the one left behind was not adopted")
	}
	if err := connect(t, s).Ping(t.Context()); err != nil {
		t.Fatal(err)
	}
	joined := start(t, o)
	if err := errors.Join(s.Close(), joined.Close()); err != nil {
		t.Error(err)
	}
	eventually(t, "the adopted server ends with its last user", gone(pid))
}

func TestAForeignServerIsNotAdopted(t *testing.T) {
	t.Parallel()
	o := initialised(t)
	s := start(t, o)
	st := s.state
	st.SystemID = "7000000000000000000"
	if err := s.home.writeState(st); err != nil {
		t.Fatal(err)
	}
	_, err := Start(t.Context(), o)
	if f, ok := errors.AsType[*fault.Fault](err); !ok || f.Key != "pgserver.foreign" {
		t.Errorf("joining the server of another cluster: %v", err)
	}
}

func TestManyAtOnce(t *testing.T) {
	t.Parallel()
	o := options(t)
	servers := make([]*Server, 6)
	var wg sync.WaitGroup
	for i := range servers {
		wg.Go(func() {
			s, err := Start(t.Context(), o)
			if err != nil {
				t.Errorf("start %d: %v", i, err)
				return
			}
			servers[i] = s
		})
	}
	wg.Wait()
	if t.Failed() {
		return
	}
	pid := serverOf(t, servers[0])
	for i, s := range servers {
		if s.URL() != servers[0].URL() {
			t.Errorf("program %d has another server", i)
		}
		if !isServer(pid) {
			t.Fatalf("the server ended before program %d", i)
		}
		if err := s.Close(); err != nil {
			t.Errorf("close %d: %v", i, err)
		}
	}
	if isServer(pid) {
		t.Error("all are gone and the server runs")
	}
}

func TestCancelledStartLeavesNothingRunning(t *testing.T) {
	t.Parallel()
	o := options(t)
	ctx, cancel := contextCancelledWhen(t, func() bool {
		_, err := os.Stat(filepath.Join(o.DataDir, "postgres", "cluster", "postmaster.pid"))
		return err == nil
	})
	defer cancel()
	if s, err := Start(ctx, o); err == nil { // it was quicker than we
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
	cluster := filepath.Join(o.DataDir, "postgres", "cluster")
	eventually(t, "no server runs", func() bool { pid := serverPID(cluster); return pid == 0 || !isServer(pid) })
	if err := connect(t, start(t, o)).Ping(t.Context()); err != nil {
		t.Error(err)
	}
}
