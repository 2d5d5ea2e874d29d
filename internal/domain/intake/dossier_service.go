// Package intake brings in what exists outside the program: dossiers of a committee's past, and the invented data of the demo.
// Its acts span several subjects; each is one transaction in which every subject's own service checks and writes its rows.
package intake

import (
	"context"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/database"
)

// Service is the set of acts that bring things in from outside. They span several subjects, in one transaction each.
type Service struct{ d org.Deps }

// NewService returns a Service over what every subject is given.
func NewService(d org.Deps) *Service { return &Service{d} }

// savepoint runs f so that its refusal undoes only what f did; the larger act goes on.
func (*Service) savepoint(ctx context.Context, tx database.Tx, f func(database.Tx) error) error {
	return database.InTx(ctx, tx, f)
}
