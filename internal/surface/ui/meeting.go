package ui

import (
	"context"
	"net/http"
	"slices"
	"strconv"

	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	meetingview "github.com/dondoc/dondoc/web/views/meeting"
	"github.com/dondoc/dondoc/web/views/ui"
)

// The parts of a record that are ordered lines, by the word that stands in their address.
const (
	partAgenda = "chuong-trinh"
	partRoll   = "thanh-phan"
	partBlocks = "ban-ghi"
)

func (p *Pages) mountMeetings(c *gin.RouterGroup, in mounter) {
	c.GET("/hoi-nghi", in(p.listMeetings))
	mountExport(c, "/hoi-nghi", in(p.exportMeetings))
	c.GET("/hoi-nghi/moi", in(p.newMeeting))
	c.POST("/hoi-nghi", in(p.createMeeting))
	c.GET("/hoi-nghi/:meeting", in(p.showMeeting))
	c.GET("/hoi-nghi/:meeting/sua", in(p.editMeeting))
	c.POST("/hoi-nghi/:meeting/sua", in(p.saveMeeting))
	c.GET("/hoi-nghi/:meeting/chuyen", in(p.askMoveMeeting))
	c.POST("/hoi-nghi/:meeting/chuyen", in(p.moveMeeting))
	c.GET("/hoi-nghi/:meeting/da-rut", in(p.showTakenOut))
	c.GET("/hoi-nghi/:meeting/ban-ghi/:line/phien-ban", in(p.showVersions))
	for part, h := range map[string]struct{ ask, create, edit, save roomHandler }{
		partAgenda: {p.newAgendaItem, p.createAgendaItem, p.editAgendaItem, p.saveAgendaItem},
		partRoll:   {p.newAttendance, p.createAttendance, p.editAttendance, p.saveAttendance},
		partBlocks: {p.newBlock, p.createBlock, p.editBlock, p.saveBlock},
	} {
		at := "/hoi-nghi/:meeting/" + part
		c.GET(at+"/moi", in(h.ask))
		c.POST(at, in(h.create))
		c.GET(at+"/:line/sua", in(h.edit))
		c.POST(at+"/:line/sua", in(h.save))
		c.POST(at+"/:line/rut", in(p.withdrawLine(part, true)))
		c.POST(at+"/:line/khoi-phuc", in(p.withdrawLine(part, false)))
		c.GET(at+"/:line/vi-tri", in(p.askPlace(part)))
		c.POST(at+"/:line/vi-tri", in(p.placeLine(part)))
	}
}

// The filters of the list of meetings, by the words that stand in its address.
const (
	paramKind  = "loai"
	paramState = "trang-thai"
)

func meetingList() *ui.ListSpec {
	return &ui.ListSpec{
		Name: "hoi-nghi", Sort: "-ngay", Size: org.DefaultPer,
		Filters: []string{paramKind, paramState, paramPeriod},
		Columns: []ui.Column{
			{Key: "so", Label: "column.number", Sort: true, Num: true, Fixed: true},
			{Key: "ten", Label: "record.col.title", Sort: true, Wide: true, Fixed: true},
			{Key: "ngay", Label: "record.held", Sort: true, Short: true},
			{Key: "loai", Label: "column.kind", Sort: true, Short: true},
			{Key: "ky", Label: "record.reviewed", Sort: true, Short: true},
			{Key: "dia-diem", Label: "column.place", Hidden: true},
			{Key: "chu-tri", Label: "column.chair", Hidden: true},
			{Key: "du-hop", Label: "record.col.roll", Short: true},
			{Key: "ton-tai", Label: "record.col.shortcomings", Num: true},
			{Key: "nhiem-vu", Label: "nav.tasks", Num: true},
			{Key: "trang-thai", Label: "column.state", Sort: true, Short: true},
		},
	}
}

// meetingSorts are the use case's names of the sortable columns.
var meetingSorts = map[string]string{"so": "number", "ten": "title", "ngay": "held_on", "loai": "kind", "ky": "period", "trang-thai": "state"}

// readMeetingQuery turns an address into the use case's words. What is not understood filters nothing.
func readMeetingQuery(q ui.ListQuery) meeting.Query {
	m := meeting.Query{
		Period:    q.Get(paramPeriod),
		ListQuery: org.ListQuery{Words: q.Words, Sort: meetingSorts[q.Sort], Desc: q.Desc, Page: q.Page, Per: q.Size},
	}
	if k := meeting.Kind(q.Get(paramKind)); slices.Contains(meeting.Kinds(), k) {
		m.Kind = k
	}
	if s := meeting.State(q.Get(paramState)); slices.Contains(meeting.States(), s) {
		m.State = s
	}
	return m
}

func (p *Pages) listMeetings(ctx context.Context, c *gin.Context, r room) error {
	q := p.readList(c, meetingList(), r.url("hoi-nghi"))
	page, err := p.d.Meetings.List(ctx, r.by, r.committee.ID, readMeetingQuery(q))
	if err != nil {
		return err
	}
	filters, err := p.meetingFilters(ctx, r, q)
	if err != nil {
		return err
	}
	l := q.List(r.words, page.Total)
	l.Caption, l.Sentence, l.Empty = r.t("nav.meetings"), ui.Sentence(r.t("record.sentence"), filters...), ui.Empty{Text: r.t("record.list_empty")}
	if meeting.MayRecord(r.by, r.committee.ID) {
		add := ui.Link{Text: r.t("record.new"), URL: r.url("hoi-nghi", "moi"), Icon: ui.IconAdd}
		l.Actions, l.Empty.Action = []ui.Link{
			add,
			{Text: r.t("paper.book"), URL: r.url("so-van-ban"), Icon: ui.IconFileText},
			{Text: r.t("conclusion.title"), URL: r.url(conclusionsPart), Icon: ui.IconFileText},
		}, add
	}
	for _, row := range page.Rows {
		l.Rows = append(l.Rows, r.meetingRow(q, row))
	}
	base := r.at(ui.SectionMeetings, ui.Link{Text: r.t("nav.meetings"), URL: r.url("hoi-nghi")})
	return show(ctx, c, http.StatusOK, meetingview.List(meetingview.ListPage{Base: base, Head: ui.PageHead{Title: r.t("nav.meetings")}, List: l}))
}

// meetingFilters are the words of the sentence. The periods offered are those of the latest meetings.
func (p *Pages) meetingFilters(ctx context.Context, r room, q ui.ListQuery) ([]ui.Filter, error) {
	latest, err := p.d.Meetings.List(ctx, r.by, r.committee.ID, meeting.Query{ListQuery: org.ListQuery{Per: org.MaxPer}})
	if err != nil {
		return nil, err
	}
	var codes []string
	for _, m := range latest.Rows {
		if m.ReviewedPeriod != "" {
			codes = append(codes, m.ReviewedPeriod)
		}
	}
	slices.Sort(codes)
	codes = slices.Compact(codes)
	slices.Reverse(codes)
	var periods []ui.Option
	for _, code := range codes {
		periods = append(periods, ui.Option{Value: code, Label: r.periodName(code)})
	}
	return []ui.Filter{
		q.Filter(paramKind, r.t("column.kind"), r.t("record.any_kind"), r.meetingKinds()),
		q.Filter(paramState, r.t("column.state"), r.t("record.any_state"), r.meetingStates(meeting.States())),
		q.Filter(paramPeriod, r.t("record.reviewed"), r.t("task.any_period"), periods),
	}, nil
}

func (r room) meetingKinds() []ui.Option {
	var all []ui.Option
	for _, k := range meeting.Kinds() {
		all = append(all, ui.Option{Value: string(k), Label: r.t("meeting.kind." + string(k))})
	}
	return all
}

func (r room) meetingStates(some []meeting.State) []ui.Option {
	var all []ui.Option
	for _, s := range some {
		all = append(all, ui.Option{Value: string(s), Label: r.t("meeting.state." + string(s))})
	}
	return all
}

func (r room) meetingRow(q ui.ListQuery, m meeting.Row) ui.Row {
	number := strconv.Itoa(m.Number)
	cells := map[string]ui.Cell{
		"so":         {Text: number, URL: r.meetingURL(m.Number)},
		"ten":        {Text: m.Title, URL: r.meetingURL(m.Number)},
		"ngay":       {Text: m.HeldOn.VN(), Sub: m.StartsAt},
		"loai":       {Text: r.t("meeting.kind." + string(m.Kind))},
		"ky":         {Text: r.periodName(m.ReviewedPeriod)},
		"dia-diem":   {Text: m.Place},
		"chu-tri":    {Text: m.ChairName},
		"trang-thai": {Chip: r.t("meeting.state." + string(m.State))},
	}
	switch {
	case m.Seats > 0 && !m.State.Held():
		cells["du-hop"] = ui.Cell{Text: r.t("record.expected", m.Seats)}
	case m.Seats > 0:
		cells["du-hop"] = ui.Cell{Text: strconv.Itoa(m.Present) + "/" + strconv.Itoa(m.Seats)}
	}
	if m.Level == meeting.Full {
		cells["ton-tai"] = ui.Cell{Text: strconv.Itoa(m.Shortcomings), URL: r.url("ton-tai") + "?" + paramMeeting + "=" + m.ID.String()}
		cells["nhiem-vu"] = ui.Cell{Text: strconv.Itoa(m.Tasks), URL: r.meetingURL(m.Number) + "#mach-viec"}
	}
	row := ui.Row{ID: m.ID.String(), Label: r.t("record.label", m.Number), Quiet: m.State == meeting.Cancelled}
	for _, column := range q.Columns {
		row.Cells = append(row.Cells, cells[column.Key])
	}
	return row
}

// exportMeetings writes exactly the list that is seen as a workbook.
func (p *Pages) exportMeetings(ctx context.Context, c *gin.Context, r room) error {
	q := p.readList(c, meetingList(), r.url("hoi-nghi"))
	in := readMeetingQuery(q)
	return p.exportList(c, r, listExport{
		query: q, title: r.t("nav.meetings"),
		rows: func(yield func(ui.Row) error) error {
			return eachPage(func(l org.ListQuery) (org.Page[meeting.Row], error) {
				in.ListQuery = l
				return p.d.Meetings.List(ctx, r.by, r.committee.ID, in)
			}, in.ListQuery, func(m meeting.Row) error { return yield(r.meetingRow(q, m)) })
		},
	})
}

// meetingURL is an address of a meeting.
func (r room) meetingURL(number int, parts ...string) string {
	return r.url(append([]string{"hoi-nghi", strconv.Itoa(number)}, parts...)...)
}

// recordOf reads the record the address names, as far as the reader may see it.
func (p *Pages) recordOf(ctx context.Context, c *gin.Context, r room) (meeting.Record, error) {
	m, err := p.d.Meetings.Find(ctx, r.by, r.committee.ID, c.Param("meeting"))
	if err != nil {
		return meeting.Record{}, err
	}
	return p.d.Meetings.Record(ctx, r.by, r.committee.ID, m)
}

// kept is recordOf for those who keep the record.
func (p *Pages) kept(ctx context.Context, c *gin.Context, r room) (meeting.Record, error) {
	d, err := p.recordOf(ctx, c, r)
	if err != nil {
		return d, err
	}
	return d, access.Require(meeting.MayRecord(r.by, r.committee.ID))
}

// meetingCrumbs lead from the list to a page below one meeting.
func (r room) meetingCrumbs(m meeting.Meeting, last ...ui.Link) []ui.Link {
	return append([]ui.Link{
		{Text: r.t("nav.meetings"), URL: r.url("hoi-nghi")},
		{Text: r.t("record.crumb", m.Number), URL: r.meetingURL(m.Number)},
	}, last...)
}
