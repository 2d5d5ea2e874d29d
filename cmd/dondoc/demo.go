package main

import (
	"context"
	"log/slog"

	"github.com/spf13/cobra"

	"github.com/dondoc/dondoc/examples"
	"github.com/dondoc/dondoc/internal/domain/intake"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/surface/docx"
)

// demo is "dondoc demo": the demonstration, or with numbers the large invented database for measuring.
func (p *program) demo() *cobra.Command {
	var size demoSize
	c := p.leaf("demo [--committees 1250 --tasks 800]", "demo", 0, func(_ context.Context, c *cobra.Command, _ []string) error {
		if (size.committees == 0) != (size.tasks == 0) || size.committees < 0 || size.tasks < 0 {
			return misuse("cli.usage.demo_size")
		}
		return p.runDemo(c, size)
	})
	c.Flags().IntVar(&size.committees, "committees", 0, p.say.T("cli.flag.committees"))
	c.Flags().IntVar(&size.tasks, "tasks", 0, p.say.T("cli.flag.tasks"))
	return p.writes(c)
}

// demoSize is how large the invented database for measuring is to be; zero for none.
type demoSize struct{ committees, tasks int }

func (p *program) runDemo(c *cobra.Command, size demoSize) error {
	h, err := p.open(c, slog.LevelWarn, migrates)
	if err != nil {
		return err
	}
	return closing(h, func() error {
		by, err := p.actor(c.Context(), h)
		if err != nil {
			return err
		}
		if size.committees > 0 {
			return p.loadLarge(c.Context(), h, by, size)
		}
		if err := p.loadDemo(c.Context(), h, by); err != nil {
			return err
		}
		p.printDemoAccounts(h)
		return nil
	})
}

// loadDemo loads the dossier of the real meeting, the invented district and the accounts that go with them, once: where the
// last account stands, everything before it does.
func (p *program) loadDemo(ctx context.Context, h *house, by access.Actor) error {
	last := demoAccounts[len(demoAccounts)-1].login
	if u, err := h.accounts.ByLogin(ctx, access.System(builtIn), last); err == nil && u.IsDemo {
		return nil
	}
	f, err := examples.FS.Open(examples.CoTo)
	if err != nil {
		return err
	}
	defer f.Close() //nolint:errcheck // it lies in memory
	d, problems := intake.ParseDossier(f)
	if err := problems.Err(); err != nil {
		return refused(examples.CoTo, err)
	}
	if _, err := intake.NewService(h.deps).ImportDossier(ctx, by, d); err != nil {
		return refused(examples.CoTo, err)
	}
	if err := p.loadDistrict(ctx, h, by); err != nil {
		return err
	}
	return h.makeDemoAccounts(ctx)
}

// loadDistrict adds the invented district around today's date, once.
func (p *program) loadDistrict(ctx context.Context, h *house, by access.Actor) error {
	_, err := intake.NewService(h.deps).LoadDemo(ctx, by, intake.DemoDesk{Render: docx.Render, Builtin: docx.Builtin})
	return err
}

// loadLarge builds the large invented database by bulk loads. It may be interrupted and taken up again.
func (p *program) loadLarge(ctx context.Context, h *house, by access.Actor, size demoSize) error {
	return intake.NewService(h.deps).LoadLarge(ctx, by, intake.Large{Committees: size.committees, Tasks: size.tasks}, func(done int) {
		p.print(p.out, "cli.demo.large", done, size.committees)
	})
}
