package ui

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	taskview "github.com/dondoc/dondoc/web/views/task"
	"github.com/dondoc/dondoc/web/views/ui"
)

// carryPer is how many open tasks one page decides about; each is written whole or not at all.
const carryPer = 50

// carryPeriod is the half-year of the address; without one, the last that ended.
func (r room) carryPeriod(c *gin.Context) string {
	if code := c.Query(paramPeriod); code != "" {
		return code
	}
	return calendar.HalfYearOf(r.today, calendar.SchemeCalendar).Previous().Code
}

func (p *Pages) askCarry(ctx context.Context, c *gin.Context, r room) error {
	period := r.carryPeriod(c)
	preview, err := p.d.Tasks.CarryPreview(ctx, r.by, r.committee.ID, period)
	if err != nil {
		return err
	}
	return p.carryForm(ctx, c, r, carryDesk{typed: filled(paramPeriod, period), preview: preview})
}

// carryDesk is the page of the end of a period while it is filled in.
type carryDesk struct {
	typed
	preview task.CarryPreview
	looked  bool           // the preview was asked for: what is decided is shown in words
	wrong   map[int]string // by the number of the task
}

// rows are the tasks on this page: those not decided about yet come first.
func (d carryDesk) rows() []task.CarryRow {
	var open, decided []task.CarryRow
	for _, row := range d.preview.Rows {
		if row.Decided == "" {
			open = append(open, row)
		} else {
			decided = append(decided, row)
		}
	}
	all := append(open, decided...)
	return all[:min(len(all), carryPer)]
}

func carryName(what string, row task.CarryRow) string { return what + "-" + strconv.Itoa(row.Number) }

func (p *Pages) doCarry(ctx context.Context, c *gin.Context, r room) error {
	t := posted(c)
	preview, err := p.d.Tasks.CarryPreview(ctx, r.by, r.committee.ID, t.values.Get(paramPeriod))
	if err != nil {
		return err
	}
	d := carryDesk{typed: t, preview: preview, looked: true}
	if t.values.Get("step") != "write" {
		return p.carryForm(ctx, c, r, d)
	}
	in := task.CarryOver{Committee: r.committee.ID, Period: preview.Period.Code}
	var numbers []int
	for _, row := range preview.Rows {
		if item, decided := t.carryItem(row); decided {
			in.Items, numbers = append(in.Items, item), append(numbers, row.Number)
		}
	}
	if len(in.Items) == 0 {
		d.looked = false
		return p.carryForm(ctx, c, r, d)
	}
	done1, err := p.d.Tasks.CarryOver(ctx, r.by, in)
	if err != nil {
		return p.carryRefused(ctx, c, r, d, numbers, err)
	}
	n := done1.Repeated
	for _, k := range done1.Decisions {
		n += k
	}
	return done(c, r.carryURL(preview.Period.Code), r.t("carry.done", n))
}

// carryRefused shows at which task a decision was refused, with everything as typed.
func (p *Pages) carryRefused(ctx context.Context, c *gin.Context, r room, d carryDesk, numbers []int, err error) error {
	f, ok := errors.AsType[*fault.Fault](err)
	if !ok || f.Kind != fault.Invalid {
		return err
	}
	d.looked, d.wrong = false, map[int]string{}
	said := r.words.Fields(err)
	for i, n := range numbers {
		if text, is := said[fmt.Sprintf("items[%d]", i)]; is {
			d.wrong[n] = text
		}
	}
	d.failure = r.t("carry.refused")
	if text, is := said["period"]; is {
		d.failure = text
	}
	return p.carryForm(ctx, c, r, d)
}

// carryItem reads what was decided about one task; nothing chosen decides nothing.
func (t typed) carryItem(row task.CarryRow) (task.CarryItem, bool) {
	item := task.CarryItem{
		ID: task.EventID(t.id(carryName("ma", row))), Task: row.ID, Version: t.number(carryName("ban", row)), Decision: task.Carry(t.values.Get(carryName("quyet", row))),
	}
	words := t.values.Get(carryName("loi", row))
	switch item.Decision {
	case task.CarryReword:
		item.Text = words
	case task.CarryDeadline:
		item.Deadline = words
	case task.CarryReassign:
		item.Assignees, item.Note = t.assignees(carryName("dv", row), task.Lead), words
	case task.CarryKeep, task.CarryClose:
		item.Note = words
	}
	return item, item.Decision != ""
}

func (p *Pages) carryForm(ctx context.Context, c *gin.Context, r room, d carryDesk) error {
	period := d.preview.Period
	title := r.t("carry.title", r.halfYearName(period.Code))
	page := taskview.CarryPage{
		Base: r.at(ui.SectionTasks, ui.Link{Text: r.t("nav.tasks"), URL: r.url("nhiem-vu")}, ui.Link{Text: title}),
		Head: ui.PageHead{Title: title}, Intro: r.t("carry.intro", len(d.preview.Rows), period.End.VN()), Empty: r.t("carry.empty"),
		Form: d.form(r, r.url("nhiem-vu", carryPart)), Hidden: []ui.Pair{{Name: paramPeriod, Value: period.Code}}, Preview: r.t("carry.look"),
	}
	page.Form.RowID, page.Form.Version = "", 0
	page.Periods = r.carryPeriods(period.Code)
	units, err := p.carryUnits(ctx, r)
	if err != nil {
		return err
	}
	counts := map[task.Carry]int{}
	for _, row := range d.rows() {
		decision := task.Carry(d.values.Get(carryName("quyet", row)))
		if d.looked && decision == "" {
			continue
		}
		counts[decision]++
		page.Rows = append(page.Rows, p.carryRow(r, d, row, units))
	}
	if d.looked && len(page.Rows) > 0 {
		for _, k := range task.Carries() {
			if counts[k] > 0 {
				page.Sums = append(page.Sums, ui.Term{Name: r.t("carry." + string(k)), Text: r.words.Int(counts[k])})
			}
		}
		page.Submit, page.Preview = r.t("carry.write"), ""
		page.Next = &ui.Link{Text: r.t("action.cancel"), URL: r.carryURL(period.Code)}
	}
	status := d.status()
	if d.failure != "" {
		status = http.StatusUnprocessableEntity
	}
	return show(ctx, c, status, taskview.Carry(page))
}

func (r room) carryURL(code string) string {
	return r.url("nhiem-vu", carryPart) + "?" + paramPeriod + "=" + code
}

// carryPeriods are this half-year, which some committees close before the calendar does, and the ones before it.
func (r room) carryPeriods(here string) []taskview.PeriodLink {
	var all []taskview.PeriodLink
	for h, n := calendar.HalfYearOf(r.today, calendar.SchemeCalendar), 0; n < 4; h, n = h.Previous(), n+1 {
		all = append(all, taskview.PeriodLink{Link: ui.Link{Text: r.halfYearName(h.Code), URL: r.carryURL(h.Code)}, Here: h.Code == here})
	}
	return all
}

// carryUnits are those a task may be given to.
func (p *Pages) carryUnits(ctx context.Context, r room) ([]ui.Option, error) {
	o, err := p.d.Org.Choices(ctx, r.by, r.committee.ID)
	if err != nil {
		return nil, err
	}
	var all []ui.Option
	for _, u := range o.Units {
		all = append(all, ui.Option{Value: u.ID.String(), Label: u.Name})
	}
	return all, nil
}

func (p *Pages) carryRow(r room, d carryDesk, row task.CarryRow, units []ui.Option) taskview.CarryRow {
	v := taskview.CarryRow{
		Number: r.t("task.title", row.Number), URL: r.taskURL(row.Number), Text: r.clip(row.Text), Lead: row.Lead, Due: row.Words, Error: d.wrong[row.Number],
		Timing: r.timing(row.Timing, task.Dated{State: row.State, DueOn: row.DueOn}),
	}
	if v.Lead == "" {
		v.Lead = r.t("task.no_lead")
	}
	if !row.FirstDue.IsZero() && row.FirstDue != row.DueOn {
		v.Due = r.t("distance.extended", row.FirstDue.VN(), row.DueOn.VN())
	}
	if row.Decided != "" {
		v.Decided = r.t("carry.decided", r.t("carry."+string(row.Decided)))
	}
	key, version := d.values.Get(carryName("ma", row)), d.values.Get(carryName("ban", row))
	if key == "" {
		key, version = p.newKey(), strconv.Itoa(row.Version)
	}
	v.Hidden = []ui.Pair{{Name: carryName("ma", row), Value: key}, {Name: carryName("ban", row), Value: version}}
	if d.looked {
		return r.carryLooked(d, row, units, v)
	}
	choice := d.choice(r, carryName("quyet", row), "carry.decision", "carry.none", r.carryOptions())
	words, unit := d.field(r, carryName("loi", row), "carry.words"), d.choice(r, carryName("dv", row), "carry.unit", "carry.same_unit", units)
	v.Choice, v.Words, v.Unit = &choice, &words, &unit
	return v
}

// carryLooked shows a decision in words and sends it along.
func (r room) carryLooked(d carryDesk, row task.CarryRow, units []ui.Option, v taskview.CarryRow) taskview.CarryRow {
	for _, name := range []string{carryName("quyet", row), carryName("loi", row), carryName("dv", row)} {
		v.Hidden = append(v.Hidden, ui.Pair{Name: name, Value: d.values.Get(name)})
	}
	v.Said = r.t("carry." + d.values.Get(carryName("quyet", row)))
	for _, u := range units {
		if u.Value == d.values.Get(carryName("dv", row)) && d.values.Get(carryName("quyet", row)) == string(task.CarryReassign) {
			v.Said += ": " + u.Label
		}
	}
	if words := d.values.Get(carryName("loi", row)); words != "" {
		v.Said += " — " + words
	}
	return v
}

func (r room) carryOptions() []ui.Option {
	var all []ui.Option
	for _, k := range task.Carries() {
		if k == task.CarryClose && !r.by.May(r.committee.ID, access.Decide) {
			continue // only who decides closes a task
		}
		all = append(all, ui.Option{Value: string(k), Label: r.t("carry." + string(k))})
	}
	return all
}
