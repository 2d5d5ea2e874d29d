//go:build linux || darwin

package pgserver

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"sync"
	"time"

	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// Server is this program's share in a running PostgreSQL.
type Server struct {
	home home
	opts Options

	mu    sync.Mutex
	state state
	share share
	ended chan struct{} // closed by Close; nil after it

	watcher sync.WaitGroup
}

// share is what marks one program as a user of the server: the kernel takes both back when the program dies.
type share struct {
	pipe  *os.File // writing end of the keeper's pipe
	users *os.File // shared lock: who can make it exclusive is alone
}

func (s share) close() error {
	var errs []error
	for _, f := range []*os.File{s.pipe, s.users} {
		if f != nil {
			errs = append(errs, f.Close())
		}
	}
	return errors.Join(errs...)
}

// Start joins the running server of the data directory, or initialises and starts it.
// It fails with a fault whose words say what to do: pgserver.no_binaries, pgserver.unreadable, pgserver.version,
// pgserver.vanished, pgserver.foreign, pgserver.not_yours, pgserver.busy, pgserver.start.
func Start(ctx context.Context, opts Options) (*Server, error) {
	h, err := openHome(opts.DataDir)
	if err != nil {
		return nil, err
	}
	s := &Server{home: h, opts: opts, ended: make(chan struct{})}
	if err := s.enter(ctx); err != nil {
		return nil, err
	}
	ended := s.ended
	s.watcher.Go(func() { s.watch(context.WithoutCancel(ctx), ended) })
	return s, nil
}

// enter makes this program a user of the server, starting it where none runs.
func (s *Server) enter(ctx context.Context) error {
	unlock, err := s.home.lockStart(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	st, err := s.home.readState()
	if err != nil {
		return err
	}
	users, err := s.home.lockUsers()
	if err != nil {
		return err
	}
	l := launcher{home: s.home, opts: s.opts, state: st}
	pipe, err := l.joinOrLaunch(ctx)
	if err != nil {
		_ = users.Close()
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.state, s.share = l.state, share{pipe: pipe, users: users}
	return nil
}

// URL is the connection string of the program's database, password included: not for logs.
func (s *Server) URL() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.state.url(appName, s.state.Database)
}

// Bin is the directory of the server's own programs; pg_dump may or may not be among them.
func (s *Server) Bin() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.state.Bin
}

// Cluster is the directory in which the data lies.
func (s *Server) Cluster() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.state.Cluster
}

// Close gives up this program's share. The last one out stops the server and waits until it has stopped.
func (s *Server) Close() error {
	s.mu.Lock()
	ended := s.ended
	s.ended = nil
	s.mu.Unlock()
	if ended == nil {
		return nil
	}
	close(ended)
	s.watcher.Wait()
	ctx, cancel := context.WithTimeout(context.Background(), lockWait)
	defer cancel()
	unlock, err := s.home.lockStart(ctx)
	if err != nil {
		return errors.Join(err, s.share.close())
	}
	defer unlock()
	last := onlyUser(s.share.users)
	if err := s.share.close(); err != nil {
		return err
	}
	if !last {
		return nil
	}
	s.opts.log().Info("stopping PostgreSQL", slog.String("cluster", s.state.Cluster))
	return awaitStop(s.state)
}

// watch looks whether the keeper still lives, and starts the server anew when somebody killed it:
// a program that serves for months should not depend on nobody ever doing that.
func (s *Server) watch(ctx context.Context, ended <-chan struct{}) {
	tick := time.NewTicker(watchPeriod)
	defer tick.Stop()
	for {
		select {
		case <-ended:
			return
		case <-tick.C:
			if keeperLives(s.share.pipe) {
				continue
			}
			s.revive(ctx, ended)
		}
	}
}

func (s *Server) revive(ctx context.Context, ended <-chan struct{}) {
	log := s.opts.log()
	log.WarnContext(ctx, "PostgreSQL is gone; starting it again", slog.String("cluster", s.state.Cluster))
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	done := make(chan struct{})
	defer close(done)
	go func() { // Close must not wait for a start that cannot succeed
		select {
		case <-ended:
			cancel()
		case <-done:
		}
	}()
	old, was := s.share, s.URL()
	if err := s.enter(ctx); err != nil {
		log.ErrorContext(ctx, "PostgreSQL did not start again", slog.Any("error", err))
		return
	}
	_ = old.close()
	if s.URL() != was {
		log.ErrorContext(ctx, "PostgreSQL came back under another address; restart the program", slog.Any("error", fault.New(fault.Unavailable, "pgserver.moved")))
	}
}
