package intake

import "github.com/dondoc/dondoc/internal/domain/org"

// Service is the set of acts that bring things in from outside. They span several subjects, in one transaction each.
type Service struct{ d org.Deps }

// NewService returns a Service over what every subject is given.
func NewService(d org.Deps) *Service { return &Service{d} }
