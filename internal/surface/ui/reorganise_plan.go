package ui

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/handover"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	handoverview "github.com/dondoc/dondoc/web/views/handover"
	"github.com/dondoc/dondoc/web/views/ui"
)

// planDesk is the page of an act while it is filled in.
type planDesk struct {
	typed
	plan  handover.Plan
	fresh bool           // nothing was sent yet: every task is ticked
	wrong map[int]string // by the number of the task
}

func (p *Pages) showPlan(ctx context.Context, c *gin.Context, r room) error {
	plan, err := p.d.Handover.Plan(ctx, r.by, r.committee.ID, handover.ReorganisationID(rowID(c, "act")))
	if err != nil {
		return err
	}
	return p.planForm(ctx, c, r, planDesk{typed: filled(), plan: plan, fresh: true})
}

func (p *Pages) doMove(ctx context.Context, c *gin.Context, r room) error {
	d := planDesk{typed: posted(c)}
	var err error
	if d.plan, err = p.d.Handover.Plan(ctx, r.by, r.committee.ID, handover.ReorganisationID(rowID(c, "act"))); err != nil {
		return err
	}
	in := handover.MoveTasks{Committee: r.committee.ID, Reorganisation: d.plan.ID}
	numbers := []int{}
	for _, number := range d.ticked() {
		n, item := d.moving(number)
		in.Items, numbers = append(in.Items, item), append(numbers, n)
	}
	if len(in.Items) == 0 {
		d.failure = r.t("reorganise.nothing_ticked")
		return p.planForm(ctx, c, r, d)
	}
	moved, err := p.d.Handover.MoveTasks(ctx, r.by, in)
	if err == nil {
		return done(c, r.url("don-vi", reorganisePart, d.plan.ID.String()), r.t("reorganise.moved", moved.Moved+moved.Repeated, moved.Left))
	}
	return p.planRefused(ctx, c, r, d, numbers, err)
}

// tickName begins the name of a tick; the number of the task follows.
const tickName = "di-"

// ticked are the numbers of the tasks that shall go, as the form has them.
func (t typed) ticked() []string {
	var all []string
	for name := range t.values {
		if number, is := strings.CutPrefix(name, tickName); is && t.values.Get(name) != "" {
			all = append(all, number)
		}
	}
	slices.Sort(all)
	return all
}

// moving reads one task that was ticked, by its number in the form.
func (t typed) moving(number string) (int, handover.Moving) {
	name := func(what string) string { return what + "-" + number }
	n, err := strconv.Atoi(number)
	if err != nil {
		n = 0
	}
	item := handover.Moving{ID: task.EventID(t.id(name("ma"))), Task: task.ID(t.id(name("viec"))), Version: t.number(name("ban"))}
	for _, from := range t.values[name("tu")] {
		if to := access.UnitID(t.id(name("nhan") + "-" + from)); !to.IsZero() {
			item.Receivers = append(item.Receivers, handover.Receiver{From: access.UnitID(parseID(from)), To: to})
		}
	}
	return n, item
}

// planRefused shows at which task a move was refused, with everything as ticked.
func (p *Pages) planRefused(ctx context.Context, c *gin.Context, r room, d planDesk, numbers []int, err error) error {
	f, ok := errors.AsType[*fault.Fault](err)
	if !ok || f.Kind != fault.Invalid && f.Kind != fault.Conflict {
		return err
	}
	d.wrong, d.failure = map[int]string{}, r.t("reorganise.refused")
	said := r.words.Fields(err)
	if len(said) == 0 {
		d.failure = r.words.Fault(err)
	}
	for i, n := range numbers {
		if text, is := said[fmt.Sprintf("items[%d]", i)]; is {
			d.wrong[n] = text
		}
	}
	return p.planForm(ctx, c, r, d)
}

func (p *Pages) planForm(ctx context.Context, c *gin.Context, r room, d planDesk) error {
	plan, at := d.plan, r.url("don-vi", reorganisePart, d.plan.ID.String())
	units, err := p.carryUnits(ctx, r)
	if err != nil {
		return err
	}
	title := ui.Link{Text: plan.Act, URL: at}
	page := handoverview.PlanPage{
		Base:  r.at(ui.SectionUnits, r.unitsCrumb(), r.reorganiseCrumb(), title),
		Head:  ui.PageHead{Title: r.t("reorganise.plan"), Sub: plan.Act, Chip: r.takenBack(plan.Withdrawn), Actions: []ui.Link{{Text: r.t("action.edit"), URL: at + "/sua", Icon: ui.IconEdit}}},
		Facts: []ui.Term{{Name: r.t("reorganise.day"), Text: plan.HappenedOn.VN()}, {Name: r.t("reorganise.units"), Text: r.endedWords(plan.Reorganisation)}, {Name: r.t("reorganise.left"), Text: r.words.Int(plan.Left)}},
		Form:  d.form(r, at), Groups: p.planGroups(r, d, units),
	}
	page.Form.RowID, page.Form.Version = "", 0
	page.Notes = r.planNotes(plan)
	switch {
	case len(plan.Tasks) == 0:
		page.Empty = r.t("reorganise.all_moved")
	case !plan.Early && !plan.Withdrawn:
		page.Submit = r.t("reorganise.move")
	}
	if len(plan.Shortcomings) > 0 {
		page.Aside = []handoverview.Listed{r.planShortcomings(plan)}
	}
	status := d.status()
	return show(ctx, c, status, handoverview.Plan(page))
}

func (r room) planNotes(plan handover.Plan) []string {
	var notes []string
	if plan.Early {
		notes = append(notes, r.t("reorganise.early", plan.HappenedOn.VN()))
	}
	var unknown []string
	for _, u := range plan.Units {
		if !u.Registered {
			unknown = append(unknown, u.FromName)
		}
	}
	if len(unknown) > 0 {
		notes = append(notes, r.t("reorganise.not_registered", strings.Join(unknown, ", ")))
	}
	return notes
}

// planGroups are the open tasks by the unit that ended. A task that names several of them stands under each and moves once.
func (p *Pages) planGroups(r room, d planDesk, units []ui.Option) []handoverview.Group {
	var groups []handoverview.Group
	seen := map[int]bool{}
	for _, row := range d.plan.Tasks {
		if n := len(groups); n == 0 || groups[n-1].ID != "dv-"+row.Unit.String() {
			groups = append(groups, handoverview.Group{ID: "dv-" + row.Unit.String(), Title: row.FromName})
		}
		g := &groups[len(groups)-1]
		g.Rows = append(g.Rows, p.planRow(r, d, row, units, !seen[row.Number]))
		seen[row.Number] = true
	}
	for i := range groups {
		groups[i].Title = r.t("reorganise.group", groups[i].Title, len(groups[i].Rows))
	}
	return groups
}

func (p *Pages) planRow(r room, d planDesk, row handover.Planned, units []ui.Option, first bool) handoverview.Row {
	number := strconv.Itoa(row.Number)
	v := handoverview.Row{
		Number: r.t("task.title", row.Number), URL: r.taskURL(row.Number), Text: r.clip(row.Text), Due: row.Words, Role: r.t("task.role." + string(row.Role)),
		Timing: r.timing(row.Timing, task.Dated{State: row.State, DueOn: row.DueOn}),
	}
	v.Hidden = []ui.Pair{{Name: "tu-" + number, Value: row.Unit.String()}}
	if first {
		key, version := d.values.Get("ma-"+number), d.values.Get("ban-"+number)
		if key == "" {
			key, version = p.newKey(), strconv.Itoa(row.Version)
		}
		v.Error = d.wrong[row.Number]
		v.Go = &ui.Check{Field: ui.Field{Name: tickName + number, Label: r.t("reorganise.go", row.Number)}, Checked: d.fresh || d.values.Get(tickName+number) != ""}
		v.Hidden = append(v.Hidden, ui.Pair{Name: "ma-" + number, Value: key}, ui.Pair{Name: "ban-" + number, Value: version}, ui.Pair{Name: "viec-" + number, Value: row.ID.String()})
	}
	name := "nhan-" + number + "-" + row.Unit.String()
	chosen := d.values.Get(name)
	if chosen == "" {
		chosen = idText(row.Proposed)
	}
	v.To = &ui.Select{Field: ui.Field{Name: name, Label: r.t("reorganise.receiver")}, Options: ui.Choices(d.receivers(row, units), chosen)}
	if row.Proposed.IsZero() {
		v.To.Empty = r.t("reorganise.choose")
	}
	return v
}

// receivers are the successors of the unit; for a unit without one, every unit that did not end by the act.
func (d planDesk) receivers(row handover.Planned, units []ui.Option) []ui.Option {
	wanted, ended := map[string]bool{}, map[string]bool{}
	for _, u := range d.plan.Units {
		ended[u.From.String()] = true
		if u.From == row.Unit && !u.To.IsZero() {
			wanted[u.To.String()] = true
		}
	}
	var some []ui.Option
	for _, o := range units {
		if wanted[o.Value] || len(wanted) == 0 && !ended[o.Value] {
			some = append(some, o)
		}
	}
	return some
}

// planShortcomings lists what was found at the units that ended. It stays there.
func (r room) planShortcomings(plan handover.Plan) handoverview.Listed {
	l := handoverview.Listed{ID: "ton-tai", Title: r.t("reorganise.shortcomings"), Note: r.t("reorganise.shortcomings_note"), Table: ui.Table{
		Caption: r.t("reorganise.shortcomings"), Headed: true,
		Heads: []ui.Head{{Label: r.t("reorganise.shortcoming"), Wide: true}, {Label: r.t("reorganise.from")}, {Label: r.t("reorganise.raised"), Short: true}, {Label: r.t("column.state")}},
	}}
	for _, s := range plan.Shortcomings {
		from := ""
		for _, u := range plan.Units {
			if u.From == s.Unit {
				from = u.FromName
			}
		}
		l.Table.Rows = append(l.Table.Rows, ui.TableRow{Cells: []ui.Cell{
			{Text: strconv.Itoa(s.Number) + ". " + s.Text, URL: r.url("ton-tai", strconv.Itoa(s.Number))},
			{Text: from},
			{Text: s.RaisedOn.VN()},
			{Text: r.t("shortcoming.state." + string(s.State))},
		}})
	}
	return l
}
