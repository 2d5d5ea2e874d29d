package ui

import (
	"context"
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	registerview "github.com/dondoc/dondoc/web/views/register"
	"github.com/dondoc/dondoc/web/views/ui"
)

// conclusionsPart is the address of the list of conclusions across meetings.
const conclusionsPart = "ket-luan"

func (p *Pages) mountConclusions(c *gin.RouterGroup, in mounter) {
	c.GET("/"+conclusionsPart, in(p.listConclusions))
	mountExport(c, "/"+conclusionsPart, in(p.exportConclusions))
}

func conclusionList() *ui.ListSpec {
	return &ui.ListSpec{
		Name: conclusionsPart, Sort: "-ngay", Size: org.DefaultPer, Filters: []string{paramTasks, paramMeeting},
		Columns: []ui.Column{
			{Key: "noi-dung", Label: "column.text", Sort: true, Wide: true, Fixed: true},
			{Key: "ngay", Label: "column.meeting", Sort: true, Short: true},
			{Key: "nhiem-vu", Label: "nav.tasks", Sort: true, Short: true},
			{Key: "nguoi-noi", Label: "conclusion.speaker"},
		},
	}
}

// conclusionSorts are the use case's names of the sortable columns.
var conclusionSorts = map[string]string{"noi-dung": "text", "ngay": "held_on", "nhiem-vu": "tasks"}

func conclusionQuery(q ui.ListQuery) meeting.ConclusionQuery {
	f := meeting.ConclusionQuery{
		ListQuery: org.ListQuery{Words: q.Words, Sort: conclusionSorts[q.Sort], Desc: q.Desc, Page: q.Page, Per: q.Size},
		Meeting:   meeting.ID(parseID(q.Get(paramMeeting))),
	}
	switch q.Get(paramTasks) {
	case withTasks:
		f.Tasks = meeting.GivenTask
	case withoutTasks:
		f.Tasks = meeting.GivenNone
	}
	return f
}

// listConclusions shows what meetings concluded and whether anybody was told to carry it out.
func (p *Pages) listConclusions(ctx context.Context, c *gin.Context, r room) error {
	q := p.readList(c, conclusionList(), r.url(conclusionsPart))
	page, err := p.d.Meetings.Conclusions(ctx, r.by, r.committee.ID, conclusionQuery(q))
	if err != nil {
		return err
	}
	meetings, err := p.meetingOptions(ctx, r)
	if err != nil {
		return err
	}
	l := q.List(r.words, page.Total)
	l.Caption, l.Empty = r.t("conclusion.title"), ui.Empty{Text: r.t("conclusion.empty")}
	l.Sentence = ui.Sentence(r.t("conclusion.sentence"),
		q.Filter(paramTasks, r.t("nav.tasks"), r.t("short.any_tasks"), r.withOrWithoutTasks()),
		q.Filter(paramMeeting, r.t("column.meeting"), r.t("short.any_meeting"), meetings))
	for _, row := range page.Rows {
		l.Rows = append(l.Rows, r.conclusionRow(q, row))
	}
	return show(ctx, c, http.StatusOK, registerview.List(registerview.ListPage{
		Base: r.at(ui.SectionMeetings, ui.Link{Text: r.t("nav.meetings"), URL: r.url("hoi-nghi")}, ui.Link{Text: r.t("conclusion.title")}),
		Head: ui.PageHead{Title: r.t("conclusion.title")}, Note: r.t("conclusion.note"), List: l,
	}))
}

// withOrWithoutTasks are the answers to whether anything is being done.
func (r room) withOrWithoutTasks() []ui.Option {
	return []ui.Option{{Value: withTasks, Label: r.t("short.with_tasks")}, {Value: withoutTasks, Label: r.t("short.without_tasks")}}
}

func (r room) conclusionRow(q ui.ListQuery, k meeting.Concluded) ui.Row {
	at := r.meetingURL(k.MeetingNumber) + partAnchor(partBlocks, k.ID.String())
	tasks := ui.Cell{Text: r.t("short.no_task"), URL: at}
	if k.Tasks > 0 {
		tasks.Text = number(k.Tasks)
	}
	return shown(q, ui.Row{ID: k.ID.String(), Label: r.clip(k.Text)}, map[string]ui.Cell{
		"noi-dung": {Text: r.clip(k.Text), URL: at}, "ngay": {Text: k.HeldOn.VN(), URL: r.meetingURL(k.MeetingNumber)}, "nhiem-vu": tasks, "nguoi-noi": word(k.Speaker),
	})
}

func (p *Pages) exportConclusions(ctx context.Context, c *gin.Context, r room) error {
	q := p.readList(c, conclusionList(), r.url(conclusionsPart))
	in := conclusionQuery(q)
	return p.exportList(c, r, listExport{
		query: q, title: r.t("conclusion.title"),
		rows: func(yield func(ui.Row) error) error {
			return eachPage(func(l org.ListQuery) (org.Page[meeting.Concluded], error) {
				in.ListQuery = l
				return p.d.Meetings.Conclusions(ctx, r.by, r.committee.ID, in)
			}, in.ListQuery, func(k meeting.Concluded) error { return yield(r.conclusionRow(q, k)) })
		},
	})
}
