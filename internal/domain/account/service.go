package account

import (
	"context"
	"crypto/rand"
	"io"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/audit"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// Options are what accounts need besides the usual.
type Options struct {
	Rand     io.Reader // none: the system's
	Loopback bool      // the server listens on this machine only: demo accounts may sign in
	Cost     Cost      // of password hashes; none: DefaultCost
	Limits   Limits    // of tries to sign in; none: the usual ones
}

// Service is what people do with accounts. Methods ending in In are a part of a larger act and run in its transaction.
type Service struct {
	d        org.Deps
	hash     *Hasher
	throttle *limiter
	rand     io.Reader
	loopback bool
}

// NewService makes the service of accounts. Make one and share it: it counts tries to sign in and keeps hashing to two at a time.
func NewService(d org.Deps, o Options) *Service {
	if o.Rand == nil {
		o.Rand = rand.Reader
	}
	return &Service{d: d, hash: NewHasher(o.Cost, o.Rand), throttle: newLimiter(o.Limits), rand: o.Rand, loopback: o.Loopback}
}

// note writes who did what into the audit.
func (s *Service) note(ctx context.Context, tx database.Tx, by access.Actor, e audit.Entry) error {
	e.At, e.By = s.d.Clock(), by
	return audit.Record(ctx, tx, e)
}

// write runs a use case that writes in a transaction of its own.
func write[In, Out any](ctx context.Context, s *Service, by access.Actor, in In,
	f func(context.Context, database.Tx, access.Actor, In) (Out, error),
) (Out, error) {
	var out Out
	err := database.InTx(ctx, s.d.DB, func(tx database.Tx) error {
		var err error
		out, err = f(ctx, tx, by, in)
		return err
	})
	return out, err
}

// read runs reads in one snapshot.
func read[Out any](ctx context.Context, s *Service, f func(database.Querier) (Out, error)) (Out, error) {
	var out Out
	err := database.InReadTx(ctx, s.d.DB, func(q database.Querier) error {
		var err error
		out, err = f(q)
		return err
	})
	return out, err
}

// self is an account acting for itself where nobody is signed in yet: signing in, using a link.
func self(u User) access.Actor {
	return access.Actor{User: u.ID, Person: u.Person, Login: u.Login, Name: u.Name, Admin: u.IsAdmin}
}

// fresh refuses a write that started from another version than the stored one.
func fresh[T any](wrote, stored int, row T) error {
	if wrote != stored {
		return fault.Stale(row)
	}
	return nil
}
