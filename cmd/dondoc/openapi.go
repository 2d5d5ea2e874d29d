package main

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// openAPI is "dondoc openapi": the description of the JSON API, for programs that make clients.
func (p *program) openAPI() *cobra.Command {
	return p.leaf("openapi", "openapi", 0, func(context.Context, *cobra.Command, []string) error {
		return fault.New(fault.Unavailable, "cli.not_yet")
	})
}
