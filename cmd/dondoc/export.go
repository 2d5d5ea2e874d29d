package main

import (
	"context"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/report"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/i18n"
	"github.com/dondoc/dondoc/internal/surface/excel"
)

// exportGroup holds what leaves the database as files.
func (p *program) exportGroup() *cobra.Command {
	g := p.group("export COMMAND", "export")
	g.AddCommand(p.exportHalfYear(), p.exportUnitSheet())
	g.AddCommand(p.exportPaper("minutes", meeting.Minutes), p.exportPaper("notice", meeting.Notice), p.exportPaper("invitation", meeting.Invitation))
	g.AddCommand(p.exportReport(), p.exportSlip())
	return g
}

// halfYearOrder is what "dondoc export half-year" was asked for.
type halfYearOrder struct {
	committee, period, asOf, out string
	frozen                       int
}

func (p *program) exportHalfYear() *cobra.Command {
	var o halfYearOrder
	c := p.leaf("half-year --committee CODE --period 2020-H2 [--as-of DATE | --frozen N] -o FILE.xlsx", "export.half-year", 0,
		func(_ context.Context, c *cobra.Command, _ []string) error { return p.halfYear(c, o) })
	f := c.Flags()
	f.StringVar(&o.committee, "committee", "", p.say.T("cli.flag.committee"))
	f.StringVar(&o.period, "period", "", p.say.T("cli.flag.period"))
	f.StringVar(&o.asOf, "as-of", "", p.say.T("cli.flag.as_of"))
	f.IntVar(&o.frozen, "frozen", 0, p.say.T("cli.flag.frozen"))
	f.StringVarP(&o.out, "output", "o", "", p.say.T("cli.flag.output"))
	c.Example = "  dondoc export half-year --committee qcdc-co-to --period 2020-H2 --as-of 2020-12-14 -o half-year.xlsx"
	return c
}

// halfYear checks the order before the database is opened: a mistyped flag should not cost a start of PostgreSQL.
func (p *program) halfYear(c *cobra.Command, o halfYearOrder) error {
	for _, f := range [][2]string{{"--committee", o.committee}, {"--period", o.period}, {"-o", o.out}} {
		if f[1] == "" {
			return misuse("cli.usage.missing_flag", f[0])
		}
	}
	if _, err := calendar.ParseCode(o.period); err != nil {
		return misuse("cli.usage.wrong_period", o.period)
	}
	if o.frozen != 0 && (o.asOf != "" || o.frozen < 0) {
		return misuse("cli.usage.frozen_as_of")
	}
	var asOf calendar.Date
	if o.asOf != "" {
		var err error
		if asOf, err = dateFlag("--as-of", o.asOf); err != nil {
			return err
		}
	}
	words, err := p.documentWords(c)
	if err != nil {
		return err
	}
	return p.with(c, func(ctx context.Context, h *house) error {
		by := access.System(builtIn)
		committee, err := h.committee(ctx, by, o.committee)
		if err != nil {
			return err
		}
		half := func(f func(report.HalfYear, report.Walk) error) error {
			return h.reports.WithTasks(ctx, by, report.Query{Committee: committee.ID, Period: o.period, AsOf: asOf, Frozen: o.frozen}, f)
		}
		return p.writeHalfYear(o.out, excel.Options{Words: words, Base: h.cfg.Base(h.cfg.Listen)}, half)
	})
}

// documentWords speaks the language of documents: Vietnamese, wherever they are made, unless another one was asked for by flag.
func (p *program) documentWords(c *cobra.Command) (*i18n.Printer, error) {
	chosen, err := c.Flags().GetString("lang")
	if err != nil || chosen == "" {
		return p.texts.Printer(i18n.Vi), err
	}
	return p.say, nil
}

// writeHalfYear streams the workbook of a report; what had to be done to texts is told beside it.
func (p *program) writeHalfYear(out string, words excel.Options, half func(func(report.HalfYear, report.Walk) error) error) error {
	var notes excel.Notes
	var fixed *report.Frozen
	err := p.writeFile(out, func(w io.Writer) error {
		return half(func(h report.HalfYear, walk report.Walk) error {
			var err error
			fixed = h.Frozen
			notes, err = excel.HalfYear(w, h, walk, words)
			return err
		})
	})
	if err != nil {
		return err
	}
	if notes.Removed > 0 {
		p.print(p.err, "cli.export.removed", notes.Removed, strings.Join(notes.RemovedAt, ", "))
	}
	if notes.Continued > 0 {
		p.print(p.err, "cli.export.continued", notes.Continued, strings.Join(notes.ContinuedAt, ", "))
	}
	if fixed != nil {
		p.print(p.err, "cli.export.frozen", fixed.Number, fixed.At.In(calendar.Zone()).Format("15:04 02/01/2006"))
	}
	if out != toStdout {
		p.print(p.err, "cli.export.done", out)
	}
	return nil
}

// committee finds a committee by its code, and names the code when there is none.
func (h *house) committee(ctx context.Context, by access.Actor, code string) (org.Committee, error) {
	c, err := h.orgs.Committee(ctx, by, code)
	if fault.KindOf(err) == fault.NotFound {
		err = fault.New(fault.NotFound, "cli.no_committee", code).Because(err)
	}
	return c, err
}
