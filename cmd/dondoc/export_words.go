package main

import (
	"context"
	"encoding/json"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/remind"
	"github.com/dondoc/dondoc/internal/domain/report"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
	"github.com/dondoc/dondoc/internal/surface/docx"
)

// wordsOrder is what "dondoc export report" and "dondoc export slip" were asked for.
type wordsOrder struct {
	committee, period, asOf, slip, out string
	json, withLink                     bool
}

// exportReport makes the command that writes the half-year report in words.
func (p *program) exportReport() *cobra.Command {
	var o wordsOrder
	c := p.leaf("report --committee CODE --period 2020-H2 [--as-of DATE] [--json] -o FILE.docx", "export.report", 0,
		func(_ context.Context, c *cobra.Command, _ []string) error { return p.reportInWords(c, o) })
	f := c.Flags()
	f.StringVar(&o.committee, "committee", "", p.say.T("cli.flag.committee"))
	f.StringVar(&o.period, "period", "", p.say.T("cli.flag.period"))
	f.StringVar(&o.asOf, "as-of", "", p.say.T("cli.flag.as_of"))
	f.StringVarP(&o.out, "output", "o", "", p.say.T("cli.flag.output_word"))
	f.BoolVar(&o.json, "json", false, p.say.T("cli.flag.json"))
	c.Example = "  dondoc export report --committee qcdc-co-to --period 2020-H2 -o bao-cao.docx"
	return c
}

func (p *program) reportInWords(c *cobra.Command, o wordsOrder) error {
	for _, f := range [][2]string{{"--committee", o.committee}, {"--period", o.period}, {"-o", o.out}} {
		if f[1] == "" {
			return misuse("cli.usage.missing_flag", f[0])
		}
	}
	if _, err := calendar.HalfYear(o.period, calendar.SchemeCalendar); err != nil {
		return misuse("cli.usage.wrong_period", o.period)
	}
	q := report.Query{Period: o.period}
	if o.asOf != "" {
		var err error
		if q.AsOf, err = dateFlag("--as-of", o.asOf); err != nil {
			return err
		}
	}
	return p.with(c, func(ctx context.Context, h *house) error {
		by := access.System(builtIn)
		committee, err := h.committee(ctx, by, o.committee)
		if err != nil {
			return err
		}
		q.Committee = committee.ID
		d, err := h.reports.Draft(ctx, by, q)
		if err != nil {
			return err
		}
		f, err := docx.RenderReport(d.Document)
		if err != nil {
			return err
		}
		if err := p.writeWord(ctx, o.out, f); err != nil {
			return err
		}
		return p.summary(d.Document, o)
	})
}

// summary tells what the report holds, in words or as JSON.
func (p *program) summary(d report.Document, o wordsOrder) error {
	if o.json && o.out != toStdout {
		return json.NewEncoder(p.out).Encode(struct {
			Period  string   `json:"period"`
			Parts   int      `json:"parts"`
			Empty   []string `json:"empty"`
			Unknown []string `json:"unknown_marks"`
		}{d.Half.Period.Code, len(d.Parts), d.Empty, d.Unknown})
	}
	p.print(p.err, "cli.export.report", d.Half.Period.Code, len(d.Parts), len(d.Empty), len(d.Unknown))
	return nil
}

// writeWord writes a Word file, or its PDF where that is what the name asks for.
func (p *program) writeWord(ctx context.Context, out string, f meeting.File) error {
	if strings.HasSuffix(strings.ToLower(out), ".pdf") {
		var err error
		if f.Bytes, err = docx.PDF(ctx, f.Bytes); err != nil {
			return err
		}
	}
	err := p.writeFile(out, func(w io.Writer) error {
		_, err := w.Write(f.Bytes)
		return err
	})
	if err == nil && out != toStdout {
		p.print(p.err, "cli.export.done", out)
	}
	return err
}

// exportSlip makes the command that writes a letter that urged.
func (p *program) exportSlip() *cobra.Command {
	var o wordsOrder
	c := p.leaf("slip --committee CODE --slip ID [--with-link] -o FILE.docx", "export.slip", 0,
		func(_ context.Context, c *cobra.Command, _ []string) error { return p.slip(c, o) })
	f := c.Flags()
	f.StringVar(&o.committee, "committee", "", p.say.T("cli.flag.committee"))
	f.StringVar(&o.slip, "slip", "", p.say.T("cli.flag.slip"))
	f.BoolVar(&o.withLink, "with-link", false, p.say.T("cli.flag.with_link"))
	f.StringVarP(&o.out, "output", "o", "", p.say.T("cli.flag.output_word"))
	c.Example = "  dondoc export slip --committee qcdc-co-to --slip 0190b7c2-0000-7000-8000-000000000000 -o phieu.docx"
	return c
}

func (p *program) slip(c *cobra.Command, o wordsOrder) error {
	for _, f := range [][2]string{{"--committee", o.committee}, {"--slip", o.slip}, {"-o", o.out}} {
		if f[1] == "" {
			return misuse("cli.usage.missing_flag", f[0])
		}
	}
	return p.with(c, func(ctx context.Context, h *house) error {
		by := access.System(builtIn)
		committee, err := h.committee(ctx, by, o.committee)
		if err != nil {
			return err
		}
		i, err := id.Parse[any](o.slip)
		if err != nil {
			return fault.New(fault.NotFound, "not_found").Because(err)
		}
		if o.withLink {
			return p.slipWithLink(ctx, h, printing{committee: committee.ID, slip: remind.SlipID(i), out: o.out})
		}
		f, err := h.reminders.File(ctx, by, committee.ID, remind.SlipID(i))
		if err != nil {
			return err
		}
		return p.writeWord(ctx, o.out, f)
	})
}
