package main

import (
	"context"
	"errors"
	"io"

	"github.com/spf13/cobra"

	"github.com/dondoc/dondoc/internal/domain/intake"
	"github.com/dondoc/dondoc/internal/foundation/i18n"
)

// importGroup holds what enters the database from files.
func (p *program) importGroup() *cobra.Command {
	g := p.group("import COMMAND", "import")
	g.AddCommand(p.importDossier(), p.importUnitSheet())
	return g
}

func (p *program) importDossier() *cobra.Command {
	c := p.leaf("dossier FILE", "import.dossier", 1, func(_ context.Context, c *cobra.Command, args []string) error {
		return p.dossier(c, args[0])
	})
	c.Example = "  dondoc import dossier examples/co-to-2020-06-25.yaml"
	return p.writes(c)
}

// dossierRefused is what is wrong with a dossier, and in which file.
type dossierRefused struct {
	file     string
	problems intake.Problems
}

func (d *dossierRefused) Error() string { return d.file + " refused" }

// dossier reads the file before the database is opened: most mistakes are found without one.
func (p *program) dossier(c *cobra.Command, file string) error {
	var d *intake.Dossier
	err := p.withFile(file, func(r io.Reader) error {
		var problems intake.Problems
		d, problems = intake.ParseDossier(r)
		if len(problems) > 0 {
			return &dossierRefused{file, problems}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, n := range d.Notices {
		p.line(p.problem(file, n))
	}
	return p.with(c, func(ctx context.Context, h *house) error { return refused(file, p.importInto(ctx, h, d)) })
}

// refused adds the file to problems that only the database could find.
func refused(file string, err error) error {
	if e, ok := errors.AsType[*intake.ProblemsError](err); ok {
		return &dossierRefused{file, e.Problems}
	}
	return err
}

// importInto stores a dossier, all or nothing, and tells what it brought.
func (p *program) importInto(ctx context.Context, h *house, d *intake.Dossier) error {
	by, err := p.actor(ctx, h)
	if err != nil {
		return err
	}
	done, err := intake.NewService(h.deps).ImportDossier(ctx, by, d)
	if err != nil {
		return err
	}
	if done.Created() == 0 {
		p.print(p.out, "cli.dossier.unchanged", done.Code)
		return nil
	}
	p.print(p.out, "cli.dossier.done", done.Code)
	for _, n := range done.Counts {
		p.print(p.out, "cli.dossier.count", i18n.Key("dossier.noun."+n.Noun), n.Created, n.Unchanged)
	}
	return nil
}
