package ui

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/remind"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
	"github.com/dondoc/dondoc/internal/surface/docx"
	formview "github.com/dondoc/dondoc/web/views/form"
	"github.com/dondoc/dondoc/web/views/ui"
)

func (r room) mayRemind() error {
	return access.Require(remind.MayMake(r.by, r.committee.ID))
}

// askSlip shows the letter to an addressee before it is made; what is proposed is ticked.
func (p *Pages) askSlip(ctx context.Context, c *gin.Context, r room) error {
	v, g, err := p.proposed(ctx, r, c.Query(paramTo))
	if err != nil {
		return err
	}
	t := p.fresh(paramTo, c.Query(paramTo), "issued_on", r.today.VN(), "recipients", "Như trên", "deputy_id", idText(g.Deputy), "signer_id", idText(v.Head.Person),
		"link_id", id.ID[any](p.d.NewID()).String())
	one := c.Query(paramTask)
	for _, row := range g.Rows {
		if !row.Hold && (one == "" || one == row.Task.String()) {
			t.values.Add("tasks", row.Task.String())
		}
	}
	return p.slipForm(ctx, c, r, composing{v: v, g: g, t: t})
}

// composing is a letter being written.
type composing struct {
	v remind.Proposal
	g remind.Group
	t typed
}

// proposed is what waits for one addressee; letters for single tasks are put together again, so that any may be chosen.
func (p *Pages) proposed(ctx context.Context, r room, to string) (remind.Proposal, remind.Group, error) {
	if err := r.mayRemind(); err != nil {
		return remind.Proposal{}, remind.Group{}, err
	}
	v, err := p.d.Remind.Proposal(ctx, r.by, r.committee.ID, r.today)
	if err != nil {
		return v, remind.Group{}, err
	}
	var all remind.Group
	for _, g := range v.Groups {
		if addressee(g) == to {
			rows := append(slices.Clone(all.Rows), g.Rows...)
			all, all.Rows = g, rows
		}
	}
	if len(all.Rows) == 0 {
		return v, all, fault.New(fault.NotFound, "not_found")
	}
	return v, all, nil
}

func (p *Pages) slipForm(ctx context.Context, c *gin.Context, r room, a composing) error {
	members, err := p.d.Org.Members(ctx, r.by, r.committee.ID, org.MemberQuery{ListQuery: org.ListQuery{Per: org.MaxPer}, On: r.today})
	if err != nil {
		return err
	}
	var signers, deputies, tasks []ui.Option
	for _, m := range members.Rows {
		signers = append(signers, ui.Option{Value: m.Person.String(), Label: m.FullName, Hint: meeting.TitleOf(r.committee, m)})
	}
	for _, d := range a.v.Deputies {
		deputies = append(deputies, ui.Option{Value: d.Person.String(), Label: d.Name, Hint: d.Title})
	}
	for _, row := range a.g.Rows {
		hint := strings.Join(slices.DeleteFunc([]string{r.t("remind.step." + strconv.Itoa(int(row.Step))), row.DueOn.VN(), r.lateWords(row.Days), r.holdWords(row)},
			func(s string) bool { return s == "" }), " · ")
		tasks = append(tasks, ui.Option{Value: row.Task.String(), Label: strconv.Itoa(row.Number) + ". " + row.Text, Hint: hint})
	}
	s := newSheet(r, a.t, "tasks")
	title := r.t("remind.compose")
	page := formview.Page{
		Base: r.at(ui.SectionTasks, r.remindCrumb(), ui.Link{Text: title}), Head: ui.PageHead{Title: title, Sub: a.g.Name}, Note: r.stepTo(a.g.Step),
		Submit: r.t("remind.make"), Again: r.t("remind.preview"), Cancel: ui.Link{Text: r.t("action.cancel"), URL: r.url(remindPart)},
		Parts: []templ.Component{
			s.several("tasks", "remind.tasks", tasks), ui.CheckOf(s.check("repeat", "remind.repeat")),
			s.choice("signer_id", "paper.signer", "remind.no_signer", signers), s.choice("deputy_id", "remind.deputy", "remind.no_deputy_copy", deputies),
			s.area("recipients", "paper.recipients", "remind.recipients_hint", 3), s.date("answer_by", "remind.answer_by", "form.date_hint"),
			s.area("note", "remind.extra", "", 3), s.number("number", "paper.number"), s.date("issued_on", "paper.issued_on", "form.date_hint"),
			ui.CheckOf(s.check("doubled", "paper.doubled")),
		},
	}
	if !a.g.Unit.IsZero() {
		page.Parts = append(page.Parts, ui.CheckOf(s.check("with_link", "answer_link.with_slip")))
	}
	page.Hidden = s.hidden(paramTo, "link_id")
	page.Form = a.t.form(r, r.url(remindPart, "soan"), s.fields...)
	return show(ctx, c, a.t.status(), formview.Show(page))
}

// check is one yes-or-no of the sheet.
func (s *sheet) check(name, label string) ui.Check {
	return ui.Check{Field: s.field(name, label, ""), Checked: s.t.values.Get(name) != ""}
}

func (t typed) slip(r room, g remind.Group) remind.Make {
	in := remind.Make{
		Committee: r.committee.ID, ID: remind.SlipID(t.id("id")), Unit: g.Unit, Person: g.Person, On: t.date(r, "issued_on"), Number: t.howMany("number"),
		Doubled: t.values.Get("doubled") != "", Again: t.values.Get("repeat") != "", Signer: access.PersonID(t.id("signer_id")),
		Deputy: access.PersonID(t.id("deputy_id")), Recipients: strings.Split(t.values.Get("recipients"), "\n"), AnswerBy: t.date(r, "answer_by"), Note: t.values.Get("note"),
	}
	for _, v := range t.values["tasks"] {
		in.Tasks = append(in.Tasks, task.ID(parseID(v)))
	}
	return in
}

// makeSlip makes the letter, or hands out what it would be.
func (p *Pages) makeSlip(ctx context.Context, c *gin.Context, r room) error {
	t := posted(c)
	v, g, err := p.proposed(ctx, r, t.values.Get(paramTo))
	if err != nil {
		return err
	}
	in := t.slip(r, g)
	if t.values.Get("again") != "" {
		err = p.previewSlip(ctx, c, r, in)
	} else {
		var s remind.Slip
		if s, err = p.d.Remind.Make(ctx, r.by, in, docx.RenderSlip); err == nil {
			if t.values.Get("with_link") != "" && !s.Unit.IsZero() {
				return p.linkWith(ctx, c, r, t, s)
			}
			return done(c, r.slipURL(s), r.t("remind.made_said", s.Symbol))
		}
	}
	if err == nil {
		return nil
	}
	if t, err = t.refused(r, err); err != nil {
		return err
	}
	return p.slipForm(ctx, c, r, composing{v: v, g: g, t: t})
}

func (p *Pages) previewSlip(ctx context.Context, c *gin.Context, r room, in remind.Make) error {
	of, err := p.d.Remind.Preview(ctx, r.by, in)
	if err != nil {
		return err
	}
	f, err := docx.RenderSlip(of)
	if err != nil {
		return err
	}
	return sendFile(c, "xem-thu-"+f.Name, wordType, f.Bytes)
}

// sendPDF answers with a Word file as the office program of the machine prints it.
func sendPDF(ctx context.Context, c *gin.Context, f meeting.File) error {
	b, err := docx.PDF(ctx, f.Bytes)
	if err != nil {
		return err
	}
	return sendFile(c, strings.TrimSuffix(f.Name, ".docx")+".pdf", "application/pdf", b)
}
