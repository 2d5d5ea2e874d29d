package main

import (
	"context"

	"github.com/dondoc/dondoc/internal/domain/answer"
	"github.com/dondoc/dondoc/internal/domain/remind"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/surface/docx"
	"github.com/dondoc/dondoc/internal/surface/server"
)

// printing is a letter to be written with a new answer link on it.
type printing struct {
	committee access.CommitteeID
	slip      remind.SlipID
	out       string
}

// slipWithLink makes an answer link for the tasks of a letter and writes the letter with its address and code. The address of a link
// made before cannot be had again: this one is another. A letter that cannot be printed as it went out gets no link.
func (p *program) slipWithLink(ctx context.Context, h *house, o printing) error {
	by := access.System(builtIn)
	s, err := h.reminders.Slip(ctx, by, o.committee, o.slip)
	if err != nil {
		return err
	}
	copied := remind.CopyOf{Committee: o.committee, Slip: s.ID}
	if _, err := h.reminders.Copy(ctx, by, copied, docx.RenderSlip); err != nil {
		return err
	}
	in := answer.Make{Committee: o.committee, ID: access.LinkID(h.deps.NewID()), Unit: s.Unit, Slip: s.ID}
	for _, l := range s.Lines {
		in.Tasks = append(in.Tasks, l.Task)
	}
	l, secret, err := h.answers.Make(ctx, by, in)
	if err != nil {
		return err
	}
	copied.Link = h.cfg.Base(h.cfg.Listen) + server.AnswerPath + "/" + secret
	f, err := h.reminders.Copy(ctx, by, copied, docx.RenderSlip)
	if err != nil {
		return err
	}
	p.print(p.err, "cli.export.slip_link", l.ExpiresOn.VN())
	return p.writeWord(ctx, o.out, f)
}
