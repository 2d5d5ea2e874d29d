package e2e_test

import (
	"slices"
	"strconv"

	"github.com/dondoc/dondoc/internal/domain/answer"
	"github.com/dondoc/dondoc/internal/domain/intake"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/remind"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/id"
	"github.com/dondoc/dondoc/internal/surface/docx"
	"github.com/dondoc/dondoc/internal/surface/server"
)

// urged sends a unit of the invented district a letter with an answer link, and reports progress by it. It returns the pages that
// whoever holds the link comes to.
func (h *house) urged() []string {
	h.t.Helper()
	ctx, by := h.t.Context(), access.System("test")
	all, err := h.d.Org.Committees(ctx, by, org.CommitteeQuery{ListQuery: org.ListQuery{Per: org.MaxPer}})
	h.must(err)
	i := slices.IndexFunc(all.Rows, func(c org.Committee) bool { return c.Code == intake.DemoCode })
	if i < 0 {
		h.t.Fatal("no invented district")
	}
	c := all.Rows[i].ID
	p, err := h.d.Remind.Proposal(ctx, by, c, calendar.Date{})
	h.must(err)
	i = slices.IndexFunc(p.Groups, func(g remind.Group) bool { return !g.Unit.IsZero() })
	if i < 0 {
		h.t.Fatal("nothing is due in the invented district")
	}
	in := remind.Make{Committee: c, ID: remind.SlipID(id.Random()), Unit: p.Groups[i].Unit, Again: true}
	for _, r := range p.Groups[i].Rows {
		in.Tasks = append(in.Tasks, r.Task)
	}
	slip, err := h.d.Remind.Make(ctx, by, in, docx.RenderSlip)
	h.must(err)
	_, secret, err := h.d.Answers.Make(ctx, by, answer.Make{Committee: c, ID: access.LinkID(id.Random()), Unit: in.Unit, Tasks: in.Tasks, Slip: slip.ID, MeantFor: "Bà Lê Ví Dụ"})
	h.must(err)
	opened, err := h.d.Answers.Open(ctx, answer.Bearer{Secret: secret})
	h.must(err)
	line := opened.Link.Lines[0]
	given, err := h.d.Answers.Answer(ctx, answer.Bearer{Secret: secret}, answer.Answer{
		ID: task.EventID(id.Random()), Task: line.Task, Version: line.Version, Event: task.EvProgress, Name: "Lê Ví Dụ", Post: "Công chức", Actions: "Đã làm một nửa",
	})
	h.must(err)
	at := server.AnswerPath + "/" + secret
	return []string{at, at + "/viec/" + strconv.Itoa(line.Number) + "/reported", at + "/bien-nhan/" + given.Given.Event.String()}
}
