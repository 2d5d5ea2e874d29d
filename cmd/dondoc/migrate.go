package main

import (
	"context"
	"log/slog"

	"github.com/spf13/cobra"
)

// migrate is "dondoc migrate": brings the database up to date and ends.
func (p *program) migrate() *cobra.Command {
	return p.leaf("migrate", "migrate", 0, func(_ context.Context, c *cobra.Command, _ []string) error {
		h, err := p.open(c, slog.LevelWarn, migrates)
		if err != nil {
			return err
		}
		p.print(p.out, "cli.migrate.done")
		return h.close()
	})
}
