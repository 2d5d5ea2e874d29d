package ui

import (
	"context"
	"fmt"
	"strconv"

	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/handover"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	handoverview "github.com/dondoc/dondoc/web/views/handover"
	taskview "github.com/dondoc/dondoc/web/views/task"
	"github.com/dondoc/dondoc/web/views/ui"
)

// endPart is the page of a committee that ends.
const endPart = "ket-thuc"

func (p *Pages) mountEnd(c *gin.RouterGroup, in mounter) {
	c.GET("/don-vi/"+reorganisePart+"/"+endPart, in(p.askEnd))
	c.POST("/don-vi/"+reorganisePart+"/"+endPart, in(p.doEnd))
}

func (r room) endURL() string { return r.url("don-vi", reorganisePart, endPart) }

// endDesk is the page while it is filled in.
type endDesk struct {
	typed
	left  []handover.Remaining
	fresh bool
	wrong map[string]string // by the number of the task
}

func (p *Pages) askEnd(ctx context.Context, c *gin.Context, r room) error {
	left, err := p.d.Handover.Remaining(ctx, r.by, r.committee.ID)
	if err != nil {
		return err
	}
	return p.endForm(ctx, c, r, endDesk{typed: filled(), left: left, fresh: true})
}

func (p *Pages) doEnd(ctx context.Context, c *gin.Context, r room) error {
	d := endDesk{typed: posted(c), wrong: map[string]string{}}
	var err error
	if d.left, err = p.d.Handover.Remaining(ctx, r.by, r.committee.ID); err != nil {
		return err
	}
	in := handover.Close{Committee: r.committee.ID, Successor: access.CommitteeID(d.id("successor_id")), Act: d.values.Get("act")}
	numbers := d.ticked()
	for _, n := range numbers {
		in.Items = append(in.Items, handover.Closing{
			ID: task.EventID(d.id("ma-" + n)), Task: task.ID(d.id("viec-" + n)), Version: d.number("ban-" + n), Opens: task.ID(d.id("moi-" + n)),
		})
	}
	if len(in.Items) == 0 {
		d.failure = r.t("reorganise.nothing_ticked")
		return p.endForm(ctx, c, r, d)
	}
	closed, err := p.d.Handover.Close(ctx, r.by, in)
	if err == nil {
		return done(c, r.endURL(), r.t("reorganise.closed", closed.Closed, closed.Opened, closed.Left))
	}
	if d.typed, err = d.refused(r, err); err != nil {
		return err
	}
	for i, n := range numbers {
		key := fmt.Sprintf("items[%d]", i)
		if said, is := d.said[key]; is {
			d.wrong[n], d.failure = said, r.t("reorganise.refused")
			delete(d.said, key)
		}
	}
	return p.endForm(ctx, c, r, d)
}

func (p *Pages) endForm(ctx context.Context, c *gin.Context, r room, d endDesk) error {
	s := newSheet(r, d.typed, "act")
	var others []ui.Option
	for _, o := range r.others {
		if r.by.MayRecord(o.ID) {
			others = append(others, ui.Option{Value: o.ID.String(), Label: o.Name})
		}
	}
	title := r.t("reorganise.end")
	page := handoverview.PlanPage{
		Base: r.at(ui.SectionUnits, r.unitsCrumb(), r.reorganiseCrumb(), ui.Link{Text: title, URL: r.endURL()}), Head: ui.PageHead{Title: title},
		Facts: []ui.Term{{Name: r.t("reorganise.left"), Text: r.words.Int(len(d.left))}}, Notes: []string{r.t("reorganise.end_note")},
		Fields: []templ.Component{s.text("act", "reorganise.act", "reorganise.act_hint"), s.pick("successor_id", "reorganise.successor", "reorganise.successor_hint", "reorganise.no_successor", others)},
		Submit: r.t("reorganise.close"),
	}
	if len(d.left) == 0 {
		page.Empty = r.t("reorganise.nothing_left")
	}
	g := handoverview.Group{ID: "con-lai", Title: r.t("reorganise.open_tasks", len(d.left))}
	for _, row := range d.left {
		g.Rows = append(g.Rows, p.endRow(r, d, row))
	}
	page.Groups = []handoverview.Group{g}
	page.Form = d.form(r, r.endURL(), s.fields...)
	page.Form.RowID, page.Form.Version = "", 0
	return show(ctx, c, d.status(), handoverview.Plan(page))
}

func (p *Pages) endRow(r room, d endDesk, row handover.Remaining) handoverview.Row {
	n := strconv.Itoa(row.Number)
	v := handoverview.Row{
		Number: r.t("task.title", row.Number), URL: r.taskURL(row.Number), Text: r.clip(row.Text), Due: row.Words, Role: row.Lead, Error: d.wrong[n],
		Timing: r.timing(row.Timing, task.Dated{State: row.State, DueOn: row.DueOn}),
		Go:     &ui.Check{Field: ui.Field{Name: tickName + n, Label: r.t("reorganise.close_one", row.Number)}, Checked: d.fresh || d.values.Get(tickName+n) != ""},
	}
	key, version, opens := d.values.Get("ma-"+n), d.values.Get("ban-"+n), d.values.Get("moi-"+n)
	if key == "" {
		key, version, opens = p.newKey(), strconv.Itoa(row.Version), p.newKey()
	}
	v.Hidden = []ui.Pair{{Name: "ma-" + n, Value: key}, {Name: "ban-" + n, Value: version}, {Name: "moi-" + n, Value: opens}, {Name: "viec-" + n, Value: row.ID.String()}}
	return v
}

// kinSteps lead to what a task was in the committee before, or to what it goes on as.
func (r room) kinSteps(kin []task.Kin, later bool) []taskview.Step {
	what := map[bool]string{false: "reorganise.came_from", true: "reorganise.goes_on"}[later]
	var steps []taskview.Step
	for _, k := range kin {
		if k.Later == later {
			steps = append(steps, taskview.Step{
				What: r.t(what), Text: r.t("reorganise.kin", k.Number, k.Name), URL: ui.CommitteeURL(k.Code, "nhiem-vu", strconv.Itoa(k.Number)), Sub: k.Act,
			})
		}
	}
	return steps
}
