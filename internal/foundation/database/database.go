// Package database opens the pool, runs transactions, migrates the schema and translates driver errors.
package database

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// Querier is what a store function that reads needs: a pool or a transaction will do.
type Querier interface {
	Exec(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error)
	Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
	QueryRow(ctx context.Context, sql string, args ...any) pgx.Row
}

// DB is where transactions begin: the pool in production, an outer transaction in
// most tests (pgx turns a Begin inside a transaction into a savepoint).
type DB interface {
	Querier
	Begin(ctx context.Context) (pgx.Tx, error)
}

// Tx is a transaction. It is a distinct type so that a function which must run
// inside one says so in its signature and cannot be handed the pool.
type Tx struct{ pgx.Tx }

// tries is how often a transaction is run when PostgreSQL ends it to break a deadlock.
const tries = 3

// InTx runs f in a transaction, committing if f returns nil. When PostgreSQL ends the transaction because it waits for another
// that waits for it, it is run again: f may run several times and must not keep what an earlier run did outside the database.
// A transaction inside another is not run again by itself: the outer one is.
func InTx(ctx context.Context, db DB, f func(Tx) error) error {
	var err error
	for range tries {
		err = pgx.BeginFunc(ctx, db, func(tx pgx.Tx) error { return f(Tx{tx}) })
		if _, outermost := db.(*pgxpool.Pool); !outermost || !again(err) {
			break
		}
	}
	return Translate(err)
}

// again reports whether a transaction failed only because another was in its way (deadlock_detected, serialization_failure).
func again(err error) bool {
	e, ok := errors.AsType[*pgconn.PgError](err)
	return ok && (e.Code == "40P01" || e.Code == "40001")
}

// InReadTx runs f in one read-only snapshot: what a page shows is of one instant.
// Inside an outer test transaction the isolation is that of the outer one.
func InReadTx(ctx context.Context, db DB, f func(Querier) error) error {
	pool, ok := db.(*pgxpool.Pool)
	if !ok {
		return f(db)
	}
	return Translate(pgx.BeginTxFunc(ctx, pool, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly},
		func(tx pgx.Tx) error { return f(tx) }))
}

// InPlannedReadTx is InReadTx for statements that take longer to plan than to run and whose plan does not depend on what is asked
// for: PostgreSQL keeps one plan of each for the connection's life. Left to itself it plans anew whenever the committee asked for
// is a little smaller than the average.
func InPlannedReadTx(ctx context.Context, db DB, f func(Querier) error) error {
	pool, ok := db.(*pgxpool.Pool)
	if !ok {
		return f(db)
	}
	begin := pgx.TxOptions{BeginQuery: `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL plan_cache_mode = force_generic_plan`}
	return Translate(pgx.BeginTxFunc(ctx, pool, begin, func(tx pgx.Tx) error { return f(tx) }))
}

// Open connects a pool whose connections know our ids and civil dates.
// max is the largest number of connections; 0 keeps the driver's default.
func Open(ctx context.Context, url string, max int) (*pgxpool.Pool, error) {
	cfg, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, fmt.Errorf("database url: %w", err)
	}
	if max > 0 {
		cfg.MaxConns = int32(max) //nolint:gosec // a handful
	}
	cfg.AfterConnect = func(_ context.Context, c *pgx.Conn) error {
		teach(c.TypeMap())
		return nil
	}
	pool, err := pgxpool.NewWithConfig(ctx, cfg)
	if err != nil {
		return nil, fmt.Errorf("database pool: %w", err)
	}
	if err := pool.Ping(ctx); err != nil {
		pool.Close()
		return nil, Translate(err)
	}
	return pool, nil
}

// Translate turns driver errors that mean something to a user into faults; everything else stays as it is.
func Translate(err error) error {
	if err == nil {
		return nil
	}
	if _, ok := errors.AsType[*fault.Fault](err); ok {
		return err
	}
	if errors.Is(err, pgx.ErrNoRows) {
		return fault.New(fault.NotFound, "not_found").Because(err)
	}
	if e, ok := errors.AsType[*pgconn.PgError](err); ok {
		return translateState(e, err)
	}
	if _, ok := errors.AsType[*pgconn.ConnectError](err); ok {
		return fault.New(fault.Unavailable, "database.unavailable").Because(err)
	}
	return err
}

// translateState knows the SQLSTATEs that a person can do something about; the constraint's name chooses the sentence.
func translateState(e *pgconn.PgError, err error) error {
	switch e.Code {
	case "23505", "23P01": // unique_violation, exclusion_violation
		return fault.New(fault.Conflict, "conflict."+e.ConstraintName).Because(err)
	case "23503": // foreign_key_violation
		return fault.New(fault.Invalid, "reference."+e.ConstraintName).Because(err)
	case "23514": // check_violation
		return fault.New(fault.Invalid, "check."+e.ConstraintName).Because(err)
	case "57P01", "57P02", "57P03", "08006", "08001": // the server is going down or unreachable
		return fault.New(fault.Unavailable, "database.unavailable").Because(err)
	}
	return err
}

var (
	_ DB = (*pgxpool.Pool)(nil)
	_ DB = Tx{}
)
