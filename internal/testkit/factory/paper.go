package factory

import (
	"fmt"
	"strings"

	"github.com/dondoc/dondoc/internal/domain/meeting"
)

// PlainRender is a meeting.Renderer that writes what a paper says as plain text: enough to tell two papers apart, without Word.
func PlainRender(p meeting.PaperOf) (meeting.File, error) {
	var b strings.Builder
	m := p.Record.Meeting
	fmt.Fprintf(&b, "%s\n%s %s\n%s %s %s\n", p.Committee.Name, p.Paper.Kind, meeting.Symbol(p.Committee, p.Paper.Kind, p.Paper.Number), m.Title, m.HeldOn, m.Place)
	for _, a := range p.Record.Attendance {
		fmt.Fprintf(&b, "%s, %s: %s\n", a.Name, a.Post, a.Status)
	}
	for _, l := range p.Record.Blocks {
		fmt.Fprintf(&b, "%s %s: %s\n", l.Kind, l.Speaker, l.Text)
	}
	for _, t := range p.Record.Tasks {
		fmt.Fprintf(&b, "%s (%s) %s\n", t.Text, t.LeadName, t.DeadlineWords)
	}
	fmt.Fprintf(&b, "%s\n%s\n%+v\n%+v\n%v\n", p.Paper.Corrects, p.Paper.Text, p.Paper.Secretary, p.Paper.Signer, p.Paper.Recipients)
	return meeting.File{Name: string(p.Paper.Kind) + ".txt", Bytes: []byte(b.String())}, nil
}
