//go:build !linux && !darwin

package pgserver

import (
	"context"

	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// Server does not exist on this system.
type Server struct{}

// Start refuses: on this system a PostgreSQL must be installed and named in DONDOC_DATABASE_URL.
func Start(context.Context, Options) (*Server, error) {
	return nil, fault.New(fault.Unavailable, "pgserver.unsupported")
}

// URL is empty.
func (*Server) URL() string { return "" }

// Bin is empty.
func (*Server) Bin() string { return "" }

// Cluster is empty.
func (*Server) Cluster() string { return "" }

// Close does nothing.
func (*Server) Close() error { return nil }
