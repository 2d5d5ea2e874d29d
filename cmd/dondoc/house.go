package main

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"strings"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/spf13/cobra"

	"github.com/dondoc/dondoc/internal/domain/account"
	"github.com/dondoc/dondoc/internal/domain/answer"
	"github.com/dondoc/dondoc/internal/domain/attach"
	"github.com/dondoc/dondoc/internal/domain/export"
	"github.com/dondoc/dondoc/internal/domain/handover"
	"github.com/dondoc/dondoc/internal/domain/intake"
	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/remind"
	"github.com/dondoc/dondoc/internal/domain/report"
	"github.com/dondoc/dondoc/internal/domain/shortcoming"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/blob"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/config"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/i18n"
	"github.com/dondoc/dondoc/internal/foundation/id"
	"github.com/dondoc/dondoc/internal/foundation/jobs"
	"github.com/dondoc/dondoc/internal/foundation/pgserver"
	"github.com/dondoc/dondoc/internal/foundation/validate"
)

// house is everything that stands on the database, built once for a command.
type house struct {
	cfg     config.Config
	texts   *i18n.Catalogue
	log     *slog.Logger
	url     string // of the database: not for logs
	pool    *pgxpool.Pool
	closers []io.Closer // in the order they were opened

	listener     *database.Listener
	deps         org.Deps
	blobs        *blob.Store
	orgs         *org.Service
	accounts     *account.Service
	sessions     *account.SessionStore
	attachments  *attach.Service
	meetings     *meeting.Service
	shortcomings *shortcoming.Service
	tasks        *task.Service
	reports      *report.Service
	intakes      *intake.Service
	reminders    *remind.Service
	answers      *answer.Service
	handovers    *handover.Service
	exports      *export.Service
}

// builtIn is the actor of the command line where nobody is named.
const builtIn = "cli"

// migration says whether a command may change the schema of a database it did not start itself.
type migration bool

const (
	migrates migration = true
	uses     migration = false // it asks for "dondoc migrate" instead
)

// open builds the house: configuration, PostgreSQL, schema, services. Close it in any case.
func (p *program) open(c *cobra.Command, level slog.Level, m migration) (*house, error) {
	cfg, err := p.config(c)
	if err != nil {
		return nil, err
	}
	h := &house{cfg: cfg, texts: p.texts, log: p.logger(cfg, level), url: cfg.DatabaseURL}
	if err := h.build(c.Context(), p, m); err != nil {
		return nil, errors.Join(err, h.close())
	}
	return h, nil
}

// with opens the house for one command that is not a server.
func (p *program) with(c *cobra.Command, f func(ctx context.Context, h *house) error) error {
	h, err := p.open(c, slog.LevelWarn, uses)
	if err != nil {
		return err
	}
	return closing(h, func() error { return f(c.Context(), h) })
}

// closing runs f and closes the house whatever comes of it.
func closing(h *house, f func() error) error { return errors.Join(f(), h.close()) }

func (p *program) config(c *cobra.Command) (config.Config, error) {
	if l, err := c.Flags().GetString("lang"); err == nil && l != "" && l != string(p.say.Lang()) {
		return config.Config{}, misuse("cli.usage.wrong_value", "--lang", l)
	}
	var env []string
	for _, line := range p.env {
		if !strings.HasPrefix(line, langVariable+"=") {
			env = append(env, line)
		}
	}
	return config.Load(c.Flags(), env)
}

func (p *program) logger(cfg config.Config, level slog.Level) *slog.Logger {
	o := &slog.HandlerOptions{Level: level}
	if cfg.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(p.err, o))
	}
	return slog.New(slog.NewTextHandler(p.err, o))
}

func (h *house) build(ctx context.Context, p *program, m migration) error {
	if h.cfg.Embedded() {
		pg, err := pgserver.Start(ctx, pgserver.Options{DataDir: h.cfg.DataDir, Log: h.log})
		if err != nil {
			return err
		}
		h.closers = append(h.closers, pg)
		h.url = pg.URL()
	}
	if err := h.upToDate(ctx, m); err != nil {
		return err
	}
	pool, err := database.Open(ctx, h.url, 0)
	if err != nil {
		return err
	}
	h.pool = pool
	h.listener = database.NewListener(h.url, h.log)
	v, err := validate.New()
	if err != nil {
		return err
	}
	h.deps = org.Deps{DB: pool, Clock: p.clock, NewID: id.Random, Validate: v}
	if err := h.services(ctx, p); err != nil {
		return err
	}
	return h.firstDay(ctx)
}

// firstDay fills what a new database must have before anybody works with it: the days off.
func (h *house) firstDay(ctx context.Context) error {
	days, err := h.orgs.CalendarDays(ctx, calendar.Seed()[0].Day.Year)
	if err != nil || len(days) > 0 {
		return err
	}
	_, err = h.orgs.SeedCalendar(ctx, access.System("setup"))
	return err
}

// upToDate migrates our own server's database always, and somebody else's only when the command is meant to.
func (h *house) upToDate(ctx context.Context, m migration) error {
	if h.cfg.Embedded() || m == migrates {
		return database.Migrate(ctx, h.url)
	}
	pending, err := database.Pending(ctx, h.url)
	if err == nil && len(pending) > 0 {
		err = fault.New(fault.Unavailable, "cli.not_migrated", len(pending))
	}
	return err
}

// openBlobs opens the place of attachment bytes: a folder, or a bucket somewhere else.
func (h *house) openBlobs(ctx context.Context, p *program) (*blob.Store, error) {
	if h.cfg.BlobURL != "" {
		keys := blob.Keys{ID: variable(p.env, "AWS_ACCESS_KEY_ID"), Secret: variable(p.env, "AWS_SECRET_ACCESS_KEY")}
		return blob.OpenRemote(ctx, blob.Remote{URL: h.cfg.BlobURL, Keys: keys, Clock: h.deps.Clock}, h.deps.NewID)
	}
	return blob.Open(h.cfg.Attachments(), h.deps.NewID)
}

func (h *house) services(ctx context.Context, p *program) error {
	blobs, err := h.openBlobs(ctx, p)
	if err != nil {
		return err
	}
	h.closers = append(h.closers, blobs)
	h.blobs = blobs
	h.orgs = org.NewService(h.deps)
	h.accounts = account.NewService(h.deps, account.Options{Loopback: h.cfg.Loopback()})
	h.sessions = account.NewSessionStore(h.pool, h.deps.Clock)
	h.attachments = attach.NewService(h.deps, blobs)
	h.meetings = meeting.NewService(h.deps)
	h.shortcomings = shortcoming.NewService(h.deps)
	h.tasks = task.NewService(h.deps)
	h.reports = report.NewService(h.deps)
	h.intakes = intake.NewService(h.deps)
	h.reminders = remind.NewService(h.deps, h.meetings, h.tasks)
	h.answers = answer.NewService(h.deps, h.tasks, answer.Options{})
	h.handovers = handover.NewService(h.deps, handover.Parts{Org: h.orgs, Tasks: h.tasks, Meetings: h.meetings, Accounts: h.accounts})
	queue, err := jobs.New(h.pool, jobs.Options{Log: h.log}) // it only takes jobs: who works them is another one
	h.exports = export.NewService(h.deps, blobs, queue)
	return err
}

// close gives everything back, the last opened first.
func (h *house) close() error {
	if h.pool != nil {
		h.pool.Close()
	}
	var errs []error
	for i := len(h.closers) - 1; i >= 0; i-- {
		errs = append(errs, h.closers[i].Close())
	}
	return errors.Join(errs...)
}

// actor is in whose name a command acts: the built-in one, or an account with its own rights.
func (p *program) actor(ctx context.Context, h *house) (access.Actor, error) {
	system := access.System(builtIn)
	if p.as == "" || p.as == builtIn {
		return system, nil
	}
	u, err := h.accounts.ByLogin(ctx, system, p.as)
	if fault.KindOf(err) == fault.NotFound {
		return access.Actor{}, fault.New(fault.NotFound, "cli.no_login", p.as)
	}
	if err != nil {
		return access.Actor{}, err
	}
	signed, err := h.accounts.SignedIn(ctx, u.ID)
	return signed.Actor, err
}
