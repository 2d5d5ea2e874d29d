package main

import (
	"context"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/surface/docx"
)

// paperOrder is what "dondoc export minutes" and its sisters were asked for.
type paperOrder struct {
	committee, meeting, out string
	on                      string // the day the paper bears, where it bears none yet
	kind                    meeting.PaperKind
}

// exportPaper makes the command that writes one kind of paper. Papers are Vietnamese in any language of the command line.
func (p *program) exportPaper(name string, k meeting.PaperKind) *cobra.Command {
	o := paperOrder{kind: k}
	c := p.leaf(name+" --committee CODE --meeting ID [--on DATE] -o FILE.docx", "export."+name, 0,
		func(_ context.Context, c *cobra.Command, _ []string) error { return p.paper(c, o) })
	f := c.Flags()
	f.StringVar(&o.committee, "committee", "", p.say.T("cli.flag.committee"))
	f.StringVar(&o.meeting, "meeting", "", p.say.T("cli.flag.meeting"))
	f.StringVar(&o.on, "on", "", p.say.T("cli.flag.issued_on"))
	f.StringVarP(&o.out, "output", "o", "", p.say.T("cli.flag.output_word"))
	c.Example = "  dondoc export " + name + " --committee qcdc-co-to --meeting 1 -o " + name + ".docx"
	return c
}

func (p *program) paper(c *cobra.Command, o paperOrder) error {
	for _, f := range [][2]string{{"--committee", o.committee}, {"--meeting", o.meeting}, {"-o", o.out}} {
		if f[1] == "" {
			return misuse("cli.usage.missing_flag", f[0])
		}
	}
	var on calendar.Date
	if o.on != "" {
		var err error
		if on, err = dateFlag("--on", o.on); err != nil {
			return err
		}
	}
	return p.with(c, func(ctx context.Context, h *house) error {
		by := access.System(builtIn)
		committee, err := h.committee(ctx, by, o.committee)
		if err != nil {
			return err
		}
		id, err := h.meetings.Find(ctx, by, committee.ID, o.meeting)
		if err != nil {
			return err
		}
		of, err := h.meetings.PaperOf(ctx, by, committee.ID, id, o.kind)
		if err != nil {
			return err
		}
		if of, err = of.On(on); err != nil {
			return err
		}
		return p.writePaper(ctx, o.out, of)
	})
}

// writePaper writes the Word file, or its PDF where that is what the name asks for, and names what stayed blank.
func (p *program) writePaper(ctx context.Context, out string, of meeting.PaperOf) error {
	f, err := docx.Render(of)
	if err != nil {
		return err
	}
	if strings.HasSuffix(strings.ToLower(out), ".pdf") {
		if f.Bytes, err = docx.PDF(ctx, f.Bytes); err != nil {
			return err
		}
	}
	err = p.writeFile(out, func(w io.Writer) error {
		_, err := w.Write(f.Bytes)
		return err
	})
	if err != nil {
		return err
	}
	if len(f.Blanks) > 0 {
		names := make([]string, len(f.Blanks))
		for i, b := range f.Blanks {
			names[i] = p.say.T(string(b))
		}
		p.print(p.err, "cli.export.blanks", strings.Join(names, ", "))
	}
	if out != toStdout {
		p.print(p.err, "cli.export.done", out)
	}
	return nil
}
