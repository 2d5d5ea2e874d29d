package org

import (
	"context"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/audit"
	"github.com/dondoc/dondoc/internal/foundation/database"
)

// Service is what people do with the register. Methods ending in In are a part of a larger act and run in its transaction.
type Service struct{ d Deps }

// NewService makes the service of the register.
func NewService(d Deps) *Service { return &Service{d} }

// note writes who did what to a row of the register into the chain of the committee it belongs to; common rows have the zero chain.
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
