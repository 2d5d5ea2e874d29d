package ui

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/id"
	taskview "github.com/dondoc/dondoc/web/views/task"
	"github.com/dondoc/dondoc/web/views/ui"
)

// Parts of the addresses of following a task.
const (
	undoPart     = "hoan-tac"
	historyPart  = "dien-bien"
	settingsPart = "thiet-lap"
	carryPart    = "chuyen-ky"
)

func (p *Pages) mountFollow(c *gin.RouterGroup, in mounter) {
	c.POST("/nhiem-vu/:task/bao-cao", in(p.reportTask))
	c.POST("/nhiem-vu/:task/"+undoPart+"/:act", in(p.undoTask))
	c.GET("/nhiem-vu/:task/"+historyPart, in(p.listHistory))
	mountExport(c, "/nhiem-vu/:task/"+historyPart, in(p.exportHistory))
	c.GET("/nhiem-vu/"+settingsPart, in(p.askSettings))
	c.POST("/nhiem-vu/"+settingsPart, in(p.saveSettings))
	c.GET("/nhiem-vu/"+carryPart, in(p.askCarry))
	c.POST("/nhiem-vu/"+carryPart, in(p.doCarry))
}

// postedWithFile reads a form that may carry a file.
func postedWithFile(c *gin.Context) typed {
	if form, err := c.MultipartForm(); err == nil {
		return typed{values: form.Value}
	}
	return posted(c)
}

// takeEvidence keeps the files that came with a report; without any there is nothing to do. They are evidence of the task whether the
// report is then taken or not.
func (p *Pages) takeEvidence(ctx context.Context, c *gin.Context, r room, t typed, d task.Detail) (typed, error) {
	if c.ContentType() != "multipart/form-data" {
		return t, nil
	}
	t, _, err := p.takeFiles(ctx, c, r, t, taskFiles(d.Task.ID))
	return t, err
}

func (p *Pages) undoTask(ctx context.Context, c *gin.Context, r room) error {
	d, err := p.d.Tasks.Get(ctx, r.by, r.committee.ID, c.Param("task"))
	if err != nil {
		return err
	}
	_, err = p.d.Tasks.Undo(ctx, r.by, task.Undo{
		ID: task.EventID(p.d.NewID()), Committee: r.committee.ID, Task: d.Task.ID, Event: task.EventID(parseID(c.Param("act"))),
	})
	if err != nil {
		return err
	}
	return done(c, r.taskURL(d.Task.Number), r.t("task.undo_done"))
}

// hourOf is the hour and minute of an instant as people here read it.
func hourOf(t time.Time) string { return t.In(calendar.Zone()).Format("15:04") }

func historyList() *ui.ListSpec {
	return &ui.ListSpec{
		Name: "dien-bien", Sort: "so", Size: org.DefaultPer, Filters: []string{"loai"},
		Columns: []ui.Column{
			{Key: "so", Label: "task.history.seq", Sort: true, Num: true, Fixed: true},
			{Key: "ngay", Label: "task.history.day", Sort: true, Short: true},
			{Key: "viec", Label: "task.history.what", Sort: true, Fixed: true},
			{Key: "noi-dung", Label: "task.history.words", Wide: true},
			{Key: "nguoi", Label: "task.history.who", Sort: true},
			{Key: "ghi", Label: "task.history.recorded", Sort: true, Short: true},
		},
	}
}

// historyOf is the history of a task as a short list, narrowed to one kind of event where the address says so.
func (p *Pages) historyOf(ctx context.Context, c *gin.Context, r room) (shortList, task.Detail, error) {
	d, err := p.d.Tasks.Get(ctx, r.by, r.committee.ID, c.Param("task"))
	if err != nil {
		return shortList{}, d, err
	}
	l := shortList{q: p.readList(c, historyList(), r.taskURL(d.Task.Number, historyPart))}
	for _, e := range d.History {
		if kind := l.q.Get("loai"); kind != "" && kind != string(e.Kind) {
			continue
		}
		line := r.history(task.Detail{History: []task.Event{e}})
		what, words, chip := r.t("task.event."+string(e.Kind)), "", ""
		if len(line) > 0 {
			words, chip = strings.Join(append([]string{line[0].Text}, line[0].Details...), "\n"), line[0].Undone
		}
		l.rows = append(l.rows, shortRow{
			row: ui.Row{ID: e.ID.String(), Label: what, Quiet: e.Undone},
			cells: map[string]ui.Cell{
				"so": word(strconv.Itoa(e.Seq)), "ngay": word(e.EffectiveOn.VN()), "viec": {Text: what, Chip: chip}, "noi-dung": word(strings.TrimSpace(words)),
				"nguoi": word(r.who(e.ActorName, e.Declared)), "ghi": word(e.RecordedDay().VN()),
			},
			order: map[string]string{"so": pad(e.Seq), "ngay": e.EffectiveOn.String() + pad(e.Seq), "ghi": e.RecordedDay().String() + pad(e.Seq)},
		})
	}
	return l, d, nil
}

// pad makes a number sort as a word.
func pad(n int) string {
	s := strconv.Itoa(n)
	return strings.Repeat("0", max(0, 8-len(s))) + s
}

func (p *Pages) listHistory(ctx context.Context, c *gin.Context, r room) error {
	rows, d, err := p.historyOf(ctx, c, r)
	if err != nil {
		return err
	}
	l := rows.list(r)
	l.Caption, l.Empty = r.t("task.history"), ui.Empty{Text: r.t("task.history_empty")}
	var kinds []ui.Option
	seen := map[task.EventKind]bool{}
	for _, e := range d.History {
		if !seen[e.Kind] {
			kinds = append(kinds, ui.Option{Value: string(e.Kind), Label: r.t("task.event." + string(e.Kind))})
		}
		seen[e.Kind] = true
	}
	l.Sentence = ui.Sentence(r.t("task.history_sentence"), rows.q.Filter("loai", r.t("task.history.what"), r.t("task.history_any"), kinds))
	title := r.t("task.history_title", d.Task.Number)
	base := r.at(ui.SectionTasks, ui.Link{Text: r.t("nav.tasks"), URL: r.url("nhiem-vu")},
		ui.Link{Text: r.t("task.title", d.Task.Number), URL: r.taskURL(d.Task.Number)}, ui.Link{Text: r.t("task.history")})
	return show(ctx, c, http.StatusOK, taskview.History(taskview.HistoryPage{Base: base, Head: ui.PageHead{Title: title, Sub: r.clip(d.Task.Text)}, List: l}))
}

func (p *Pages) exportHistory(ctx context.Context, c *gin.Context, r room) error {
	rows, d, err := p.historyOf(ctx, c, r)
	if err != nil {
		return err
	}
	return p.exportShort(c, r, r.t("task.history_title", d.Task.Number), rows)
}

func (p *Pages) askSettings(ctx context.Context, c *gin.Context, r room) error {
	if err := access.Require(r.by.MayDecide(r.committee.ID)); err != nil {
		return err
	}
	s, err := p.d.Tasks.Settings(ctx, r.by, r.committee.ID)
	if err != nil {
		return err
	}
	kept, err := p.d.Attach.Retention(ctx, r.by, r.committee.ID)
	if err != nil {
		return err
	}
	return p.settingsForm(ctx, c, r, filled("extension_limit", strconv.Itoa(s.Extensions), "read_version", strconv.Itoa(s.Version),
		"retention_years", strconv.Itoa(kept.Years), "kept_version", strconv.Itoa(kept.Version)))
}

func (p *Pages) settingsForm(ctx context.Context, c *gin.Context, r room, t typed) error {
	title := r.t("task.settings")
	limit := t.hinted(r, "extension_limit", "task.extension_limit", "task.extension_limit_hint")
	limit.Type, limit.Short, limit.Required = "number", true, true
	page := taskview.SettingsPage{
		Base: r.at(ui.SectionTasks, ui.Link{Text: r.t("nav.tasks"), URL: r.url("nhiem-vu")}, ui.Link{Text: title}), Head: ui.PageHead{Title: title},
		Form: t.form(r, r.url("nhiem-vu", settingsPart), limit), Limit: limit, Submit: r.t("action.save"), Cancel: ui.Link{Text: r.t("action.cancel"), URL: r.url("nhiem-vu")},
	}
	page.Hidden = []ui.Pair{{Name: "read_version", Value: t.values.Get("read_version")}}
	page.Years = t.field(r, "retention_years", "evidence.retention")
	page.Years.Hint, page.Years.Type, page.Years.Short, page.Years.Required = r.t("evidence.retention_hint"), "number", true, true
	page.Kept = t.form(r, r.url("nhiem-vu", settingsPart, "luu-tep"), page.Years)
	page.Kept.ID = "luu-tep"
	if t.values.Has("kept_version") {
		page.KeptVersion = ui.Pair{Name: "kept_version", Value: t.values.Get("kept_version")}
	}
	if page.Years.Error != "" {
		page.Form.Errors, page.Form.Failure = nil, ""
	} else {
		page.Kept.Errors, page.Kept.Failure = nil, ""
	}
	return show(ctx, c, t.status(), taskview.Settings(page))
}

func (p *Pages) saveSettings(ctx context.Context, c *gin.Context, r room) error {
	t := posted(c)
	_, err := p.d.Tasks.Set(ctx, r.by, task.Settings{Committee: r.committee.ID, Extensions: t.count("extension_limit"), Version: t.number("read_version")})
	if err != nil {
		if t, err = t.refused(r, err); err != nil {
			return err
		}
		return p.settingsForm(ctx, c, r, t)
	}
	return done(c, r.url("nhiem-vu"), r.t("saved"))
}

// newKey is an id for a row or an act, as a form's hidden field holds it.
func (p *Pages) newKey() string { return id.ID[any](p.d.NewID()).String() }

// followLinks are the pages beside the list of tasks, for who keeps the committee's records.
func (r room) followLinks() []ui.Link {
	links := []ui.Link{{Text: r.t("carry.link"), URL: r.url("nhiem-vu", carryPart)}}
	if r.by.May(r.committee.ID, access.ReadAll) {
		links = append(links, ui.Link{Text: r.t("remind.title"), URL: r.url(remindPart)})
	}
	if r.by.May(r.committee.ID, access.Decide) {
		links = append(links, ui.Link{Text: r.t("task.settings"), URL: r.url("nhiem-vu", settingsPart)})
	}
	return links
}
