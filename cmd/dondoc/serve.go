package main

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"runtime/debug"
	"strings"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/jobs"
	"github.com/dondoc/dondoc/internal/surface/server"
	"github.com/dondoc/dondoc/internal/surface/work"
	"github.com/dondoc/dondoc/web"
)

// serve is "dondoc serve": pages, API and, unless told otherwise, the jobs.
func (p *program) serve() *cobra.Command {
	var noWork, demo bool
	c := p.leaf("serve [--no-work] [--demo]", "serve", 0, func(_ context.Context, c *cobra.Command, _ []string) error {
		h, err := p.open(c, slog.LevelInfo, migrates)
		if err != nil {
			return err
		}
		return closing(h, func() error { return p.runServer(c.Context(), h, !noWork, demo) })
	})
	c.Flags().BoolVar(&noWork, "no-work", false, p.say.T("cli.flag.no_work"))
	c.Flags().BoolVar(&demo, "demo", false, p.say.T("cli.flag.demo"))
	return c
}

// work is "dondoc work": the jobs alone, beside any number of servers.
func (p *program) work() *cobra.Command {
	return p.leaf("work", "work", 0, func(_ context.Context, c *cobra.Command, _ []string) error {
		h, err := p.open(c, slog.LevelInfo, migrates)
		if err != nil {
			return err
		}
		return closing(h, func() error {
			q, err := h.worker()
			if err != nil {
				return err
			}
			p.print(p.out, "cli.work.started")
			return q.Run(c.Context())
		})
	})
}

// runServer serves until ctx ends. Requests under way and running jobs finish before the database is closed.
func (p *program) runServer(ctx context.Context, h *house, works, demo bool) error {
	if demo {
		if err := p.loadDemo(ctx, h, access.System(builtIn)); err != nil {
			return err
		}
		debug.FreeOSMemory() // loading took more than serving needs
	}
	if variable(p.env, "GOGC") == "" {
		debug.SetGCPercent(server.GCPercent)
	}
	var q *jobs.Queue
	if works {
		var err error
		if q, err = h.worker(); err != nil {
			return err
		}
	}
	s, err := h.server(q)
	if err != nil {
		return err
	}
	l, err := listen(ctx, h.cfg.Listen)
	if err != nil {
		return err
	}
	running, runs := errgroup.WithContext(ctx)
	if q != nil {
		running.Go(func() error { return q.Run(runs) })
	}
	running.Go(func() error { return h.listener.Run(runs) })
	running.Go(func() error { return s.Serve(runs, l) })
	running.Go(func() error { return p.welcome(runs, h, l.Addr().String(), demo) })
	err = running.Wait()
	if ctx.Err() != nil && errors.Is(err, context.Canceled) {
		return nil // told to stop before everything had begun
	}
	return err
}

func listen(ctx context.Context, address string) (net.Listener, error) {
	var c net.ListenConfig
	l, err := c.Listen(ctx, "tcp", address)
	if err != nil {
		return nil, fault.New(fault.Unavailable, "cli.listen", address).Because(err)
	}
	return l, nil
}

// welcome prints where the pages are and, while there is no account, how to make the first.
func (p *program) welcome(ctx context.Context, h *house, address string, demo bool) error {
	base := h.cfg.Base(address)
	p.print(p.out, "cli.serve.started", base)
	if demo {
		p.printDemoAccounts(h)
	}
	secret, needed, err := h.accounts.EnsureSetup(ctx)
	if err != nil || !needed {
		return err
	}
	p.print(p.out, "cli.serve.setup", base+server.SetupPath+"?ma="+secret)
	return nil
}

// worker is the queue of a program that works jobs.
func (h *house) worker() (*jobs.Queue, error) {
	w := work.New(work.Deps{
		Log: h.log, Orgs: h.orgs, Tasks: h.tasks, Reports: h.reports, Reminders: h.reminders, Accounts: h.accounts, Sessions: h.sessions,
		Blobs: h.blobs, Attach: h.attachments, Clock: h.deps.Clock,
		Exports: h.exports, Words: h.texts, BaseURL: h.cfg.Base(h.cfg.Listen),
	})
	return jobs.New(h.pool, jobs.Options{Log: h.log, Work: w})
}

// ready reports whether requests can be answered: the database is there and as this program needs it, and jobs are worked where q works them.
func (h *house) ready(q *jobs.Queue) func(context.Context) error {
	return func(ctx context.Context) error {
		if err := database.UpToDate(ctx, h.pool); err != nil {
			return err
		}
		if q != nil && !q.Running() {
			return fault.New(fault.Unavailable, "database.unavailable").Because(errors.New("no jobs are worked"))
		}
		return nil
	}
}

// server puts the surfaces on the engine; q is what works jobs beside it, if anything.
func (h *house) server(q *jobs.Queue) (*server.Server, error) {
	metrics := prometheus.NewRegistry()
	if err := h.watch(metrics); err != nil {
		return nil, err
	}
	secure := strings.HasPrefix(h.cfg.BaseURL, "https://")
	d := server.Deps{
		Log: h.log, Clock: h.deps.Clock, Texts: h.texts, Accounts: h.accounts, Metrics: metrics, Secure: secure,
		Sessions:  server.NewSessions(h.sessions, secure),
		MaxBodyOf: map[string]int64{},
		Ready:     h.ready(q),
	}
	h.mountAPI(&d)
	assets, err := web.NewAssets(web.Dist())
	switch {
	case errors.Is(err, web.ErrNotBuilt):
		h.log.Warn("no pages", slog.Any("error", err))
		d.Mount = append(d.Mount, server.NoPages)
	case err != nil:
		return nil, err
	default:
		d.Assets = assets.Files()
		h.mountPages(&d, assets)
	}
	return server.New(d)
}
