package ui

import (
	"context"
	"fmt"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/id"
	taskview "github.com/dondoc/dondoc/web/views/task"
	"github.com/dondoc/dondoc/web/views/ui"
)

// The filters of the task list, by the words that stand in its address.
const (
	paramClass  = "lop"
	paramUnit   = "don-vi"
	paramRole   = "vai-tro"
	paramField  = "linh-vuc"
	paramPeriod = "ky"
	paramCures  = "khac-phuc"
	paramMine   = "chu-tri" // "toi": led by the reader in person
	paramDueBy  = "han-den" // what is open and falls due from the day shown to this one
)

// The answers to whether a task serves a shortcoming.
const (
	curesSome    = "co"
	curesNothing = "khong"
)

// mineWord is the reader's own promises; decideWord what waits for a decision of the committee.
const (
	mineWord   = "toi"
	decideWord = "cho-quyet-dinh"
)

// openWord filters what is neither confirmed nor cancelled, whatever its class.
const openWord = "dang-mo"

// classWords are the timing classes as addresses write them.
var classWords = []struct {
	word  string
	class string
}{
	{"trong-han", "in_time"},
	{"sap-den-han", "due_soon"},
	{"qua-han", "overdue"},
	{"chua-co-han", "no_deadline"},
	{"thuong-xuyen", "continuous"},
	{"cho-xac-nhan", "waiting"},
	{"dung-han", "done_in_time"},
	{"hoan-thanh-muon", "done_late"},
	{"hoan-thanh", "done_no_deadline"},
	{"tam-dung", "paused"},
	{"dung", "cancelled"},
}

func taskList() *ui.ListSpec {
	return &ui.ListSpec{
		Name: "nhiem-vu", Sort: "han", Size: org.DefaultPer,
		Filters: []string{paramClass, paramUnit, paramRole, paramField, paramPeriod, paramCures, paramMine, paramDueBy}, Keeps: []string{paramAsOf, paramKnown},
		Columns: []ui.Column{
			{Key: "so", Label: "task.col.number", Sort: true, Num: true, Fixed: true},
			{Key: "noi-dung", Label: "task.col.text", Wide: true, Fixed: true},
			{Key: "nguon", Label: "task.col.source"},
			{Key: "don-vi", Label: "task.col.lead", Sort: true},
			{Key: "han", Label: "task.col.due", Sort: true},
			{Key: "lop", Label: "task.col.class"},
			{Key: "trang-thai", Label: "task.col.state", Hidden: true},
			{Key: "giao", Label: "task.col.given", Sort: true, Hidden: true},
			{Key: "bao-cao", Label: "task.col.report", Sort: true},
		},
	}
}

// readTaskQuery turns an address into the use case's words. What is not understood filters nothing.
func (r room) readTaskQuery(q ui.ListQuery) task.ListQuery {
	t := task.ListQuery{
		Committee: r.committee.ID, Role: task.AssigneeRole(q.Get(paramRole)),
		ListQuery: org.ListQuery{Words: q.Words, Sort: q.Sort, Desc: q.Desc, Page: q.Page, Per: q.Size},
	}
	t.AsOf = r.past.asOf
	t.Open, t.Deciding = q.Get(paramClass) == openWord, q.Get(paramClass) == decideWord
	if q.Get(paramMine) == mineWord {
		t.Open, t.LeadBy = true, r.by.Person
	}
	if by := filled(paramDueBy, q.Get(paramDueBy)).date(r, paramDueBy); by.Valid() {
		t.Open, t.DueFrom, t.DueTo = true, r.today, by
	}
	for _, w := range classWords {
		if w.word != q.Get(paramClass) {
			continue
		}
		if w.class == "waiting" {
			t.Waiting = true
		} else {
			t.Classes = []task.Timing{task.Timing(w.class)}
		}
	}
	if unit := q.Get(paramUnit); unit == "chua-co" {
		t.NoLead = true
	} else {
		t.Unit = access.UnitID(parseID(unit))
	}
	switch q.Get(paramCures) {
	case curesSome:
		t.Cures = task.CuresSome
	case curesNothing:
		t.Cures = task.CuresNothing
	}
	t.Field = org.FieldID(parseID(q.Get(paramField)))
	if p, err := calendar.HalfYear(q.Get(paramPeriod), calendar.SchemeCalendar); err == nil {
		t.GivenFrom, t.GivenTo = p.Start, p.End
	}
	return t
}

// parseID reads an id of any noun; zero when it is none.
func parseID(s string) [16]byte {
	i, err := id.Parse[any](s)
	if err != nil {
		return [16]byte{}
	}
	return i
}

func (p *Pages) listTasks(ctx context.Context, c *gin.Context, r room) error {
	r, err := p.whenShown(c, r)
	if err != nil {
		return err
	}
	q := p.readList(c, taskList(), r.url("nhiem-vu"))
	page, err := p.d.Tasks.List(ctx, r.by, r.readTaskQuery(q))
	if err != nil {
		return err
	}
	filters, err := p.taskFilters(ctx, r, q)
	if err != nil {
		return err
	}
	l := q.List(r.words, page.Total)
	l.Caption = r.t("nav.tasks")
	l.Sentence = ui.Sentence(r.t("task.sentence"), filters...)
	l.Empty = ui.Empty{Text: r.t("task.empty")}
	if r.by.MayRecord(r.committee.ID) && !r.past.then.Past {
		add := ui.Link{Text: r.t("task.new"), URL: r.url("nhiem-vu", "moi"), Icon: ui.IconAdd}
		l.Actions, l.Empty.Action = append([]ui.Link{add}, r.followLinks()...), add
	}
	if !r.past.then.Past {
		l.Actions = append(l.Actions, r.sheetLink()...)
	}
	l.Rows = r.taskRows(q, page.Rows)
	base := r.on(r.at(ui.SectionTasks, ui.Link{Text: r.t("nav.tasks"), URL: r.url("nhiem-vu")}), r.url("nhiem-vu"), q.KeptBut(paramAsOf, paramKnown))
	return show(ctx, c, r.past.status(), taskview.List(taskview.ListPage{Base: base, Head: ui.PageHead{Title: r.t("nav.tasks")}, List: l}))
}

// readList reads a list's address and keeps the chosen columns on the device.
func (p *Pages) readList(c *gin.Context, spec *ui.ListSpec, path string) ui.ListQuery {
	remembered, _ := c.Cookie(spec.CookieColumns()) // no cookie: the usual columns
	q := spec.Read(path, c.Request.URL.Query(), remembered)
	if chosen, ok := q.Chosen(); ok && chosen != remembered {
		c.SetSameSite(http.SameSiteLaxMode)
		c.SetCookie(spec.CookieColumns(), chosen, 365*24*3600, "/", "", c.Request.TLS != nil, true)
	}
	return q
}

// taskFilters are the words of the sentence with what each may be changed to.
func (p *Pages) taskFilters(ctx context.Context, r room, q ui.ListQuery) ([]ui.Filter, error) {
	offered, err := p.d.Org.Choices(ctx, r.by, r.committee.ID)
	if err != nil {
		return nil, err
	}
	classes := []ui.Option{{Value: openWord, Label: r.t("task.class_open")}, {Value: decideWord, Label: r.t("task.class_deciding")}}
	for _, w := range classWords {
		classes = append(classes, ui.Option{Value: w.word, Label: r.t("timing." + w.class)})
	}
	unitOptions := []ui.Option{{Value: "chua-co", Label: r.t("task.no_lead")}}
	for _, u := range offered.Units {
		unitOptions = append(unitOptions, ui.Option{Value: u.ID.String(), Label: u.Name})
	}
	var fieldOptions, roles, periods []ui.Option
	for _, f := range offered.Fields {
		fieldOptions = append(fieldOptions, ui.Option{Value: f.ID.String(), Label: f.Name})
	}
	for _, role := range []task.AssigneeRole{task.Lead, task.Coordinate, task.Advise, task.Receive} {
		roles = append(roles, ui.Option{Value: string(role), Label: r.t("task.role." + string(role))})
	}
	for _, h := range r.halfYears() {
		periods = append(periods, ui.Option{Value: h, Label: r.halfYearName(h)})
	}
	filters := []ui.Filter{
		q.Filter(paramClass, r.t("task.col.class"), r.t("task.any_class"), classes),
		q.Filter(paramUnit, r.t("nav.units"), r.t("task.any_unit"), unitOptions),
		q.Filter(paramRole, r.t("task.role"), r.t("task.any_role"), roles),
		q.Filter(paramField, r.t("task.field"), r.t("task.any_field"), fieldOptions),
		q.Filter(paramPeriod, r.t("task.period"), r.t("task.any_period"), periods),
		q.Filter(paramCures, r.t("task.cures_filter"), r.t("task.any_cures"), []ui.Option{
			{Value: curesSome, Label: r.t("task.cures_some")}, {Value: curesNothing, Label: r.t("task.cures_nothing")},
		}),
	}
	if q.Get(paramMine) != "" {
		filters = append(filters, q.Filter(paramMine, r.t("task.led_by"), r.t("task.any_unit"), []ui.Option{{Value: mineWord, Label: r.t("task.led_by_me")}}))
	}
	if by := q.Get(paramDueBy); by != "" {
		filters = append(filters, q.Filter(paramDueBy, r.t("task.due_by"), r.t("task.any_day"), []ui.Option{{Value: by, Label: by}}))
	}
	return filters, nil
}

// halfYears are the periods a list offers: from next half-year back over three years.
func (r *room) halfYears() []string {
	h := calendar.HalfYearOf(r.today, calendar.SchemeCalendar).Next()
	var codes []string
	for range 8 {
		codes = append(codes, h.Code)
		h = h.Previous()
	}
	return codes
}

// halfYearName is "6 tháng cuối năm 2026" for "2026-H2", and likewise for periods of the other kinds.
func (r *room) halfYearName(code string) string {
	n, err := calendar.ParseCode(code)
	if err != nil {
		return code
	}
	year := strconv.Itoa(n.Year)
	switch n.Kind {
	case calendar.KindHalf:
		return r.t("period.H"+strconv.Itoa(n.N), year)
	case calendar.KindMonth:
		return r.t("record.period.month", n.N, year)
	case calendar.KindQuarter:
		return r.t("record.period.quarter", quarters[n.N-1], year)
	case calendar.KindYear:
		return r.t("record.period.year", year)
	case calendar.KindNine, calendar.KindTerm:
	}
	return r.t("span."+string(n.Kind), year)
}

// taskRows are the rows of a page. Their cells lie in one piece of memory: a list makes hundreds.
func (r *room) taskRows(q ui.ListQuery, all []task.ListRow) []ui.Row {
	rows, cells, list := make([]ui.Row, len(all)), make([]ui.Cell, len(all)*len(q.Columns)), r.url("nhiem-vu")+"/"
	for i := range all {
		row := &all[i]
		url := list + strconv.Itoa(row.Number)
		mine := cells[i*len(q.Columns) : (i+1)*len(q.Columns)]
		for j, column := range q.Columns {
			mine[j] = r.taskCell(column.Key, row, url)
		}
		rows[i] = ui.Row{ID: row.ID.String(), Quiet: row.State == task.Cancelled, Cells: mine}
	}
	return rows
}

// taskCell is one column of a task's row; url is the task's page. A list asks only for the columns it shows.
func (r *room) taskCell(column string, row *task.ListRow, url string) ui.Cell {
	switch column {
	case "so":
		return ui.Cell{Text: strconv.Itoa(row.Number), URL: url}
	case "noi-dung":
		return ui.Cell{Text: r.clip(row.Text), URL: url, Chip: r.formChip(row)}
	case "nguon":
		return r.sourceCell(row)
	case "don-vi":
		return r.leadCell(row)
	case "han":
		return ui.Cell{Text: row.DueOn.VN(), Sub: row.Words}
	case "lop":
		if !row.Form.Counted() { // it only groups obligations; their own classes count
			return ui.Cell{Text: r.t("task.form." + string(row.Form))}
		}
		return ui.Cell{Timing: r.timing(row.Timing, row.Dated())}
	case "trang-thai":
		return ui.Cell{Text: r.t("task.state." + string(row.State))}
	case "giao":
		return ui.Cell{Text: row.GivenOn.VN()}
	case "bao-cao":
		return ui.Cell{Text: row.LastReportOn.VN()}
	}
	return ui.Cell{}
}

// clip shortens a long wording to what two lines hold; the whole stands on the task's own page.
func (r *room) clip(s string) string {
	const most = 160
	n := 0
	for i := range s {
		if n == most {
			return s[:i] + "…"
		}
		n++
	}
	return s
}

func (r *room) formChip(row *task.ListRow) string {
	switch row.Form {
	case task.Part, task.Occurrence:
		return r.t("task.form." + string(row.Form))
	case task.Single, task.FanOut, task.Series: // the last two are named in the column of the class
	}
	return ""
}

func (r *room) sourceCell(row *task.ListRow) ui.Cell {
	if row.MeetingNo == 0 {
		return ui.Cell{Text: r.t("task.source." + string(row.SourceKind))}
	}
	return ui.Cell{Text: r.t("task.from_meeting", row.MeetingOn.VN()), URL: r.url("hoi-nghi", strconv.Itoa(row.MeetingNo))}
}

func (r *room) leadCell(row *task.ListRow) ui.Cell {
	switch {
	case row.Lead != "" && row.MoreLeads > 0:
		return ui.Cell{Text: fmt.Sprintf("%s (+%d)", row.Lead, row.MoreLeads)}
	case row.Lead != "":
		return ui.Cell{Text: row.Lead}
	case row.Form == task.FanOut:
		return ui.Cell{Text: row.Addressees}
	}
	return ui.Cell{Text: r.t("task.no_lead"), Sub: row.Addressees}
}
