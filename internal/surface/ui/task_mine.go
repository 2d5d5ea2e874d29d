package ui

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/surface/server"
	taskview "github.com/dondoc/dondoc/web/views/task"
	"github.com/dondoc/dondoc/web/views/ui"
)

// mineURL is the page of what the units owe that the reader answers for, in all committees.
const mineURL = "/toi/don-vi"

func (p *Pages) mountMine(r *gin.Engine) {
	r.GET(mineURL, server.RequireSignIn, server.Handle(p.inMine(p.myUnit)))
}

func (p *Pages) myUnit(ctx context.Context, c *gin.Context, r room) error {
	n, err := strconv.Atoi(c.Query("trang"))
	if err != nil {
		n = 1 // the first page
	}
	rows, err := p.d.Tasks.Mine(ctx, r.by, org.ListQuery{Page: n, Per: 30})
	if err != nil {
		return err
	}
	title := r.t("mine.title")
	page := taskview.MinePage{
		Base: r.mine(ui.Link{Text: title}), Head: ui.PageHead{Title: title, Sub: r.t("mine.sub", rows.Total)}, Empty: r.t("mine.empty"),
	}
	sheets := map[string]bool{}
	for _, m := range rows.Rows {
		page.Rows = append(page.Rows, p.mineRow(r, m))
		if !sheets[m.CommitteeCode] {
			sheets[m.CommitteeCode] = true
			page.Head.Actions = append(page.Head.Actions, ui.Link{Text: r.t("unit_sheet.page.of_committee", m.CommitteeName), URL: ui.CommitteeURL(m.CommitteeCode, sheetsPart), Icon: ui.IconExcel})
		}
	}
	if rows.Page > 1 {
		page.Pages = append(page.Pages, ui.Link{Text: r.t("mine.before"), URL: mineURL + "?trang=" + strconv.Itoa(rows.Page-1)})
	}
	if rows.Page*rows.Per < rows.Total {
		page.Pages = append(page.Pages, ui.Link{Text: r.t("mine.after"), URL: mineURL + "?trang=" + strconv.Itoa(rows.Page+1)})
	}
	return show(ctx, c, http.StatusOK, taskview.Mine(page))
}

func (p *Pages) mineRow(r room, m task.Mine) taskview.MineRow {
	url := ui.CommitteeURL(m.CommitteeCode, "nhiem-vu", strconv.Itoa(m.Number))
	row := taskview.MineRow{
		ID: "nv-" + m.CommitteeCode + "-" + strconv.Itoa(m.Number), Title: r.clip(m.Text), URL: url, Committee: m.CommitteeName + " · " + r.t("task.title", m.Number),
		Role: r.t("task.role."+string(m.Role)) + ": " + m.UnitName, Timing: r.timing(m.Timing, m.Dated()), State: r.t("task.state." + string(m.State)), Due: r.mineDue(m), Part: m.Part,
	}
	if m.Former {
		row.Role += " (" + r.t("mine.former") + ")"
	}
	if m.SentBack {
		row.Back = r.t("mine.back", m.SentBackBy, m.SentBackOn.VN(), m.SentBackWhy)
	}
	for _, n := range []struct {
		yes  bool
		text string
	}{
		{m.Wanted, r.t("task.missing.report")},
		{m.Directive != "", r.t("mine.directive", m.Directive)},
		{!m.AskedDueOn.IsZero(), r.t("mine.asked", m.AskedDueOn.VN())},
		{!m.RepliedOn.IsZero(), r.t("task.part_replied", m.RepliedOn.VN())},
	} {
		if n.yes {
			row.Notes = append(row.Notes, n.text)
		}
	}
	p.mineActs(r, m, &row)
	return row
}

// mineDue says the deadline in force, and the first one where it was extended.
func (r room) mineDue(m task.Mine) string {
	switch {
	case m.DueOn.IsZero():
		return strings.Trim(m.Words+" · "+r.t("deadline.kind."+m.DeadlineKind), " ·")
	case m.Role == task.Lead && m.FirstDueOn != m.DueOn && !m.FirstDueOn.IsZero():
		return r.t("distance.extended", m.FirstDueOn.VN(), m.DueOn.VN())
	}
	return r.t("mine.due", m.DueOn.VN())
}

// mineActs puts the report and the request for more time right there, and the other acts of the unit beside them.
func (p *Pages) mineActs(r room, m task.Mine, row *taskview.MineRow) {
	var states []ui.Option
	for _, e := range m.Moves {
		switch e {
		case task.EvProgress, task.EvReported, task.EvContributed:
			states = append(states, ui.Option{Value: string(e), Label: r.t("mine.state." + string(e))})
		case task.EvExtensionAsked:
			row.Extend = p.mineForm(r, m, "mine.extend", row.URL+"/viec/"+string(e))
			row.Extend.Due = &ui.Field{Name: "due_on", Label: r.t("task.new_due"), Placeholder: r.t("mine.due_example")}
			row.Extend.Reason = &ui.Field{Name: "note", Label: r.t("mine.reason")}
		case task.EvAccepted, task.EvReturned, task.EvStarted:
			row.Acts = append(row.Acts, ui.Link{Text: r.t("task.act." + string(e)), URL: row.URL + "/viec/" + string(e) + "?ve=" + mineURL})
		default: // they stand on the task's own page
		}
	}
	if len(states) == 0 {
		return
	}
	slices.SortStableFunc(states, func(a, b ui.Option) int { return harmless(a) - harmless(b) }) // what is chosen by default ends nothing
	row.Report = p.mineForm(r, m, "mine.report", row.URL+"/bao-cao")
	row.Report.Actions = &ui.Field{Name: "actions", Label: r.t("task.actions")}
	row.Report.State, row.Report.States = &ui.Field{Name: "state", Label: r.t("mine.state")}, states
	row.Report.Evidence = &ui.Field{Name: "evidence", Label: r.t("task.evidence"), Placeholder: r.t("mine.evidence_example"), Hint: r.t("evidence.files")}
	row.Report.File = r.upload(typed{}, m.CommitteeCode, taskFiles(m.ID))
}

func harmless(o ui.Option) int {
	if o.Value == string(task.EvProgress) {
		return 0
	}
	return 1
}

func (p *Pages) mineForm(r room, m task.Mine, title, url string) *taskview.MineForm {
	whose := m.Unit.String()
	if m.Unit.IsZero() {
		whose = "p:" + m.Person.String()
	}
	return &taskview.MineForm{
		Title: r.t(title), Submit: r.t(title + "_send"), URL: url, RowID: p.newKey(), Version: m.Version,
		Hidden: []ui.Pair{{Name: "ve", Value: mineURL}, {Name: "for", Value: whose}},
	}
}
