package database

import (
	"context"
	"errors"
	"fmt"
	"path"
	"slices"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivermigrate"

	"github.com/dondoc/dondoc/migrations"
)

// migrationLock is the advisory lock that orders programs which migrate the same database ("don doc" in ASCII).
const migrationLock = 0x646f6e646f63

// Migrate brings the database up to date: our own steps, then those of the job queue, each step in its own transaction
// (the queue's cannot share one). Programs started together wait for each other, so all of them may call it.
// The connection must be a direct one: an advisory lock is lost behind a pooler in transaction mode.
func Migrate(ctx context.Context, url string) error {
	return withMigrationLock(ctx, url, func() error {
		if err := migrateOwn(ctx, url); err != nil {
			return err
		}
		return withQueue(ctx, url, func(m *rivermigrate.Migrator[pgx.Tx]) error {
			if _, err := m.Migrate(ctx, rivermigrate.DirectionUp, nil); err != nil {
				return fmt.Errorf("migrate job queue: %w", err)
			}
			return nil
		})
	})
}

// Pending names the steps that Migrate would take, in order; none means that the database is up to date. It changes nothing.
func Pending(ctx context.Context, url string) ([]string, error) {
	own, err := pendingOwn(ctx, url)
	if err != nil {
		return nil, err
	}
	queue, err := pendingQueue(ctx, url)
	return append(own, queue...), err
}

func pendingOwn(ctx context.Context, url string) ([]string, error) {
	begun, err := hasBegun(ctx, url)
	if err != nil {
		return nil, err
	}
	var names []string
	err = withSteps(url, func(p *goose.Provider) error {
		if !begun { // asking for the status would make the table it is kept in
			for _, s := range p.ListSources() {
				names = append(names, path.Base(s.Path))
			}
			return nil
		}
		status, err := p.Status(ctx)
		if err != nil {
			return fmt.Errorf("status of migrations: %w", Translate(err))
		}
		for _, s := range status {
			if s.State == goose.StatePending {
				names = append(names, path.Base(s.Source.Path))
			}
		}
		return nil
	})
	return names, err
}

// hasBegun reports whether the database was ever migrated.
func hasBegun(ctx context.Context, url string) (bool, error) {
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		return false, Translate(err)
	}
	defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }()
	var begun bool
	err = conn.QueryRow(ctx, `SELECT to_regclass($1) IS NOT NULL`, goose.DefaultTablename).Scan(&begun)
	return begun, Translate(err)
}

func pendingQueue(ctx context.Context, url string) ([]string, error) {
	var names []string
	err := withQueue(ctx, url, func(m *rivermigrate.Migrator[pgx.Tx]) error {
		have, err := m.ExistingVersions(ctx)
		if err != nil {
			return fmt.Errorf("status of job queue: %w", Translate(err))
		}
		for _, v := range m.AllVersions() {
			if !slices.ContainsFunc(have, func(h rivermigrate.Migration) bool { return h.Version == v.Version }) {
				names = append(names, fmt.Sprintf("river %d %s", v.Version, v.Name))
			}
		}
		return nil
	})
	return names, err
}

// withMigrationLock runs f while no other program migrates the same database.
func withMigrationLock(ctx context.Context, url string, f func() error) error {
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		return Translate(err)
	}
	// Closing the connection gives the lock back, also when unlocking fails or ctx is over.
	defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }()
	if _, err := conn.Exec(ctx, `SELECT pg_advisory_lock($1)`, int64(migrationLock)); err != nil {
		return fmt.Errorf("lock for migration: %w", Translate(err))
	}
	return f()
}

// migrateOwn takes our own steps only; the dump of the schema is made from it.
func migrateOwn(ctx context.Context, url string) error {
	return withSteps(url, func(p *goose.Provider) error {
		if _, err := p.Up(ctx); err != nil {
			return fmt.Errorf("migrate: %w", err)
		}
		return nil
	})
}

// withSteps hands f the runner of our own steps over a connection of the standard library's kind, which it requires.
func withSteps(url string, f func(*goose.Provider) error) error {
	cfg, err := pgx.ParseConfig(url)
	if err != nil {
		return fmt.Errorf("database url: %w", err)
	}
	db := stdlib.OpenDB(*cfg)
	provider, err := goose.NewProvider(goose.DialectPostgres, db, migrations.FS)
	if err != nil {
		return errors.Join(fmt.Errorf("read migrations: %w", err), db.Close())
	}
	return errors.Join(f(provider), db.Close())
}

// withQueue hands f the runner of the job queue's steps.
func withQueue(ctx context.Context, url string, f func(*rivermigrate.Migrator[pgx.Tx]) error) error {
	cfg, err := pgxpool.ParseConfig(url)
	if err != nil {
		return fmt.Errorf("database url: %w", err)
	}
	cfg.MaxConns = 2
	pool, err := pgxpool.NewWithConfig(ctx, cfg)
	if err != nil {
		return Translate(err)
	}
	defer pool.Close()
	m, err := rivermigrate.New(riverpgxv5.New(pool), nil)
	if err != nil {
		return fmt.Errorf("read job queue's migrations: %w", err)
	}
	return f(m)
}

// QueueVersion is the version to which Migrate brings the job queue's own tables.
func QueueVersion() (int, error) {
	m, err := rivermigrate.New(riverpgxv5.New(nil), nil)
	if err != nil {
		return 0, fmt.Errorf("read job queue's migrations: %w", err)
	}
	all := m.AllVersions()
	return all[len(all)-1].Version, nil
}
