package ui

import (
	"context"
	"net/http"
	"slices"
	"strconv"

	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/shortcoming"
	"github.com/dondoc/dondoc/internal/foundation/access"
	shortcomingview "github.com/dondoc/dondoc/web/views/shortcoming"
	"github.com/dondoc/dondoc/web/views/ui"
)

func (p *Pages) mountShortcomings(c *gin.RouterGroup, in mounter) {
	c.GET("/ton-tai", in(p.listShortcomings))
	mountExport(c, "/ton-tai", in(p.exportShortcomings))
	c.GET("/ton-tai/moi", in(p.newShortcoming))
	c.GET("/ton-tai/giong", in(p.likelyFragment))
	c.POST("/ton-tai", in(p.raiseShortcoming))
	c.GET("/ton-tai/:shortcoming", in(p.showShortcoming))
	c.GET("/ton-tai/:shortcoming/sua", in(p.editShortcoming))
	c.POST("/ton-tai/:shortcoming/sua", in(p.saveShortcoming))
	c.GET("/ton-tai/:shortcoming/viec/:act", in(p.askShortcomingAct))
	c.POST("/ton-tai/:shortcoming/viec/:act", in(p.doShortcomingAct))
}

// The filters of the list of shortcomings, by the words that stand in its address.
const (
	paramNature  = "tinh-chat"
	paramMeeting = "hoi-nghi"
	paramTasks   = "nhiem-vu"
	paramAlso    = "gom-ca"
)

// The values of filters that are no enumeration of the domain.
const (
	withTasks     = "co"
	withoutTasks  = "chua-co"
	onlyRepeated  = "neu-lai"
	alsoWithdrawn = "da-rut"
	stateUncured  = "chua-xong"
)

func shortcomingList() *ui.ListSpec {
	return &ui.ListSpec{
		Name: "ton-tai", Sort: "-ngay", Size: org.DefaultPer,
		Filters: []string{paramNature, paramState, paramField, paramUnit, paramMeeting, paramTasks, paramAlso},
		Columns: []ui.Column{
			{Key: "so", Label: "column.number", Sort: true, Num: true, Fixed: true},
			{Key: "noi-dung", Label: "column.text", Wide: true, Fixed: true},
			{Key: "loai", Label: "short.nature", Sort: true, Short: true},
			{Key: "linh-vuc", Label: "column.field", Sort: true, Hidden: true},
			{Key: "don-vi", Label: "column.unit"},
			{Key: "nguoi-neu", Label: "short.said_by", Hidden: true},
			{Key: "khach-quan", Label: "short.cause_objective", Hidden: true},
			{Key: "chu-quan", Label: "short.cause_subjective", Hidden: true},
			{Key: "hoi-nghi", Label: "column.meeting", Sort: true, Short: true},
			{Key: "ngay", Label: "short.raised", Sort: true, Short: true, Hidden: true},
			{Key: "lan", Label: "short.col.times", Sort: true, Num: true},
			{Key: "nhiem-vu", Label: "nav.tasks", Sort: true, Short: true},
			{Key: "trang-thai", Label: "column.state", Sort: true, Short: true},
		},
	}
}

// shortcomingSorts are the use case's names of the sortable columns.
var shortcomingSorts = map[string]string{
	"so": "number", "loai": "nature", "linh-vuc": "field", "hoi-nghi": "meeting", "ngay": "raised_on", "lan": "times", "nhiem-vu": "tasks", "trang-thai": "state",
}

// readShortcomingQuery turns an address into the use case's words. What is not understood filters nothing.
func readShortcomingQuery(q ui.ListQuery) shortcoming.Query {
	s := shortcoming.Query{
		ListQuery: org.ListQuery{Words: q.Words, Sort: shortcomingSorts[q.Sort], Desc: q.Desc, Page: q.Page, Per: q.Size},
		Field:     org.FieldID(parseID(q.Get(paramField))), Unit: access.UnitID(parseID(q.Get(paramUnit))), Meeting: meeting.ID(parseID(q.Get(paramMeeting))),
		Repeated: q.Get(paramAlso) == onlyRepeated, Withdrawn: q.Get(paramAlso) == alsoWithdrawn,
	}
	if n := shortcoming.Nature(q.Get(paramNature)); slices.Contains(shortcoming.Natures(), n) {
		s.Nature = n
	}
	if st := shortcoming.State(q.Get(paramState)); slices.Contains(shortcoming.States(), st) {
		s.State = st
	}
	s.Uncured = q.Get(paramState) == stateUncured
	switch q.Get(paramTasks) {
	case withTasks:
		s.Tasks = shortcoming.HasTasks
	case withoutTasks:
		s.Tasks = shortcoming.NoTasks
	}
	return s
}

func (p *Pages) listShortcomings(ctx context.Context, c *gin.Context, r room) error {
	q := p.readList(c, shortcomingList(), r.url("ton-tai"))
	page, err := p.d.Shortcomings.List(ctx, r.by, r.committee.ID, readShortcomingQuery(q))
	if err != nil {
		return err
	}
	filters, err := p.shortcomingFilters(ctx, r, q)
	if err != nil {
		return err
	}
	l := q.List(r.words, page.Total)
	l.Caption, l.Sentence, l.Empty = r.t("nav.shortcomings"), ui.Sentence(r.t("short.sentence"), filters...), ui.Empty{Text: r.t("short.list_empty")}
	if shortcoming.MayRecord(r.by, r.committee.ID) {
		add := ui.Link{Text: r.t("short.new"), URL: r.url("ton-tai", "moi"), Icon: ui.IconAdd}
		l.Actions, l.Empty.Action = []ui.Link{add}, add
	}
	for _, row := range page.Rows {
		l.Rows = append(l.Rows, r.shortcomingRow(q, row))
	}
	base := r.at(ui.SectionShortcomings, ui.Link{Text: r.t("nav.shortcomings"), URL: r.url("ton-tai")})
	return show(ctx, c, http.StatusOK, shortcomingview.List(shortcomingview.ListPage{Base: base, Head: ui.PageHead{Title: r.t("nav.shortcomings")}, List: l}))
}

func (p *Pages) shortcomingFilters(ctx context.Context, r room, q ui.ListQuery) ([]ui.Filter, error) {
	units, err := p.unitOptions(ctx, r)
	if err != nil {
		return nil, err
	}
	fields, err := p.fieldOptions(ctx, r)
	if err != nil {
		return nil, err
	}
	meetings, err := p.meetingOptions(ctx, r)
	if err != nil {
		return nil, err
	}
	states := []ui.Option{{Value: stateUncured, Label: r.t("short.uncured")}}
	for _, s := range shortcoming.States() {
		states = append(states, ui.Option{Value: string(s), Label: r.t("shortcoming.state." + string(s))})
	}
	return []ui.Filter{
		q.Filter(paramNature, r.t("short.nature"), r.t("short.any_nature"), r.natures()),
		q.Filter(paramState, r.t("column.state"), r.t("record.any_state"), states),
		q.Filter(paramField, r.t("column.field"), r.t("task.any_field"), fields),
		q.Filter(paramUnit, r.t("column.unit"), r.t("task.any_unit"), units),
		q.Filter(paramMeeting, r.t("column.meeting"), r.t("short.any_meeting"), meetings),
		q.Filter(paramTasks, r.t("nav.tasks"), r.t("short.any_tasks"), r.withOrWithoutTasks()),
		q.Filter(paramAlso, r.t("short.also"), r.t("short.also_none"), []ui.Option{
			{Value: onlyRepeated, Label: r.t("short.only_repeated")}, {Value: alsoWithdrawn, Label: r.t("short.also_withdrawn")},
		}),
	}, nil
}

func (r room) natures() []ui.Option {
	var all []ui.Option
	for _, n := range shortcoming.Natures() {
		all = append(all, ui.Option{Value: string(n), Label: r.t("shortcoming.nature." + string(n))})
	}
	return all
}

// fieldOptions are the fields of work the committee sees.
func (p *Pages) fieldOptions(ctx context.Context, r room) ([]ui.Option, error) {
	var all []ui.Option
	err := eachPage(func(l org.ListQuery) (org.Page[org.Field], error) {
		return p.d.Org.Fields(ctx, r.by, r.committee.ID, org.FieldQuery{ListQuery: l})
	}, org.ListQuery{}, func(f org.Field) error {
		all = append(all, ui.Option{Value: f.ID.String(), Label: f.Name})
		return nil
	})
	return all, err
}

// meetingOptions are the meetings the reader knows of, the latest first.
func (p *Pages) meetingOptions(ctx context.Context, r room) ([]ui.Option, error) {
	var all []ui.Option
	err := eachPage(func(l org.ListQuery) (org.Page[meeting.Row], error) {
		return p.d.Meetings.List(ctx, r.by, r.committee.ID, meeting.Query{ListQuery: l})
	}, org.ListQuery{}, func(m meeting.Row) error {
		all = append(all, ui.Option{Value: m.ID.String(), Label: m.HeldOn.VN() + " " + clipped(m.Title, 60)})
		return nil
	})
	return all, err
}

func (r room) shortURL(number int, parts ...string) string {
	return r.url(append([]string{"ton-tai", strconv.Itoa(number)}, parts...)...)
}

func (r room) shortcomingRow(q ui.ListQuery, s shortcoming.Row) ui.Row {
	number := strconv.Itoa(s.Number)
	cells := map[string]ui.Cell{
		"so":         {Text: number, URL: r.shortURL(s.Number)},
		"noi-dung":   {Text: r.clip(s.Text), URL: r.shortURL(s.Number)},
		"loai":       {Text: r.t("shortcoming.nature." + string(s.Nature))},
		"linh-vuc":   {Text: s.FieldName},
		"don-vi":     {Text: unitNames(s.Units)},
		"nguoi-neu":  {Text: s.Speaker},
		"khach-quan": {Text: r.clip(s.CauseObjective)},
		"chu-quan":   {Text: r.clip(s.CauseSubjective)},
		"hoi-nghi":   {Text: s.MeetingHeldOn.VN(), URL: r.meetingURL(s.MeetingNumber)},
		"ngay":       {Text: s.RaisedOn.VN()},
		"lan":        {Text: strconv.Itoa(s.Times)},
		"nhiem-vu":   {Text: r.t("short.no_task")},
		"trang-thai": {Text: r.t("shortcoming.state." + string(s.State))},
	}
	if s.Tasks > 0 {
		cells["nhiem-vu"] = ui.Cell{Text: strconv.Itoa(s.Tasks), Sub: r.t("short.open_tasks", s.OpenTasks), URL: r.shortURL(s.Number) + "#nhiem-vu"}
	}
	if s.Withdrawn {
		cells["trang-thai"] = ui.Cell{Text: r.t("record.withdrawn")}
	}
	row := ui.Row{ID: s.ID.String(), Label: r.t("short.label", s.Number), Quiet: s.Withdrawn, Marked: s.State == shortcoming.Recurred && !s.Withdrawn}
	for _, column := range q.Columns {
		row.Cells = append(row.Cells, cells[column.Key])
	}
	return row
}

// unitNames lists units; of many the first are named and the others counted.
func unitNames(units []shortcoming.Unit) string {
	const most = 2
	var names []string
	for i, u := range units {
		if i == most {
			names = append(names, "+"+strconv.Itoa(len(units)-most))
			break
		}
		names = append(names, u.Name)
	}
	return joined("; ", names...)
}

// exportShortcomings writes exactly the list that is seen as a workbook.
func (p *Pages) exportShortcomings(ctx context.Context, c *gin.Context, r room) error {
	q := p.readList(c, shortcomingList(), r.url("ton-tai"))
	in := readShortcomingQuery(q)
	return p.exportList(c, r, listExport{
		query: q, title: r.t("nav.shortcomings"),
		rows: func(yield func(ui.Row) error) error {
			return eachPage(func(l org.ListQuery) (org.Page[shortcoming.Row], error) {
				in.ListQuery = l
				return p.d.Shortcomings.List(ctx, r.by, r.committee.ID, in)
			}, in.ListQuery, func(s shortcoming.Row) error { return yield(r.shortcomingRow(q, s)) })
		},
	})
}

// shortcomingOf reads the shortcoming the address names, as far as the reader may see it.
func (p *Pages) shortcomingOf(ctx context.Context, c *gin.Context, r room) (shortcoming.Detail, error) {
	s, err := p.d.Shortcomings.Find(ctx, r.by, r.committee.ID, c.Param("shortcoming"))
	if err != nil {
		return shortcoming.Detail{}, err
	}
	return p.d.Shortcomings.Get(ctx, r.by, r.committee.ID, s)
}

// shortcomingToWrite is shortcomingOf for those who keep the records.
func (p *Pages) shortcomingToWrite(ctx context.Context, c *gin.Context, r room) (shortcoming.Detail, error) {
	d, err := p.shortcomingOf(ctx, c, r)
	if err != nil {
		return d, err
	}
	return d, access.Require(shortcoming.MayRecord(r.by, r.committee.ID))
}

// shortCrumbs lead from the list to a page below one shortcoming.
func (r room) shortCrumbs(number int, last ...ui.Link) []ui.Link {
	return append([]ui.Link{
		{Text: r.t("nav.shortcomings"), URL: r.url("ton-tai")},
		{Text: r.t("short.title", number), URL: r.shortURL(number)},
	}, last...)
}
