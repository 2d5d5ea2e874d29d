package main

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/dondoc/dondoc/internal/surface/api"
)

// openAPI is "dondoc openapi": the description of the JSON API, for programs that make clients. It asks no database.
func (p *program) openAPI() *cobra.Command {
	return p.leaf("openapi", "openapi", 0, func(context.Context, *cobra.Command, []string) error {
		doc, err := api.Document()
		if err == nil {
			_, err = p.out.Write(doc)
		}
		return err
	})
}
