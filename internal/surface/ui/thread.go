package ui

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/report"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/surface/docx"
	reportview "github.com/dondoc/dondoc/web/views/report"
	"github.com/dondoc/dondoc/web/views/ui"
)

// threadPart is where a chain is read, from any of its links.
const threadPart = "mach-viec"

func (p *Pages) mountThread(c *gin.RouterGroup, in mounter) {
	c.GET("/"+threadPart+"/:kind/:link", in(p.showThread))
	c.GET("/"+threadPart+"/:kind/:link/word", in(p.exportThread))
}

// threadOf reads which link an address names.
func threadOf(c *gin.Context) (report.ThreadOf, error) {
	link := c.Param("link")
	n, err := strconv.Atoi(link)
	switch kind := c.Param("kind"); {
	case kind == "nhiem-vu" && err == nil && n > 0:
		return report.ThreadOf{Task: n}, nil
	case kind == "ton-tai" && err == nil && n > 0:
		return report.ThreadOf{Shortcoming: n}, nil
	case kind == "dong" && parseID(link) != [16]byte{}:
		return report.ThreadOf{Line: meeting.BlockID(parseID(link))}, nil
	}
	return report.ThreadOf{}, fault.New(fault.NotFound, "not_found")
}

func (p *Pages) readThread(ctx context.Context, c *gin.Context, r room) (report.Thread, report.ThreadOf, error) {
	of, err := threadOf(c)
	if err != nil {
		return report.Thread{}, of, err
	}
	th, err := p.d.Reports.Thread(ctx, r.by, r.committee.ID, of)
	return th, of, err
}

func (p *Pages) showThread(ctx context.Context, c *gin.Context, r room) error {
	th, of, err := p.readThread(ctx, c, r)
	if err != nil {
		return err
	}
	title := r.t("thread.title")
	return show(ctx, c, http.StatusOK, reportview.Thread(reportview.ThreadPage{
		Base: r.at(ui.SectionTasks, ui.Link{Text: title}),
		Head: ui.PageHead{Title: title, Sub: r.threadSubject(th, of), Actions: []ui.Link{{Text: "Word", URL: c.Request.URL.Path + "/word"}}}, Parts: r.threadParts(th, of),
	}))
}

// threadSubject names the link a chain was asked for from.
func (r room) threadSubject(th report.Thread, of report.ThreadOf) string {
	switch {
	case of.Task > 0:
		return r.t("task.title", of.Task)
	case of.Shortcoming > 0:
		return r.t("short.title", of.Shortcoming)
	}
	for _, l := range append(th.Remarks, th.Conclusions...) {
		if l.ID == of.Line {
			return r.lineLabel(l)
		}
	}
	return ""
}

func (r room) threadParts(th report.Thread, of report.ThreadOf) []reportview.ThreadPart {
	remarks := reportview.ThreadPart{ID: "y-kien", Title: r.t("thread.remarks")}
	for _, l := range th.Remarks {
		remarks.Items = append(remarks.Items, r.threadLine(th, l, of))
	}
	named := reportview.ThreadPart{ID: "ton-tai", Title: r.t("nav.shortcomings")}
	for _, s := range th.Shortcomings {
		named.Items = append(named.Items, r.threadShortcoming(th, s, of))
	}
	concluded := reportview.ThreadPart{ID: "ket-luan", Title: r.t("thread.conclusions")}
	for _, l := range th.Conclusions {
		concluded.Items = append(concluded.Items, r.threadLine(th, l, of))
	}
	owed := reportview.ThreadPart{ID: "nhiem-vu", Title: r.t("nav.tasks")}
	for _, t := range th.Tasks {
		owed.Items = append(owed.Items, r.threadTask(th, t, of))
	}
	var parts []reportview.ThreadPart
	for _, part := range []reportview.ThreadPart{remarks, named, concluded, owed, r.threadFigures(th)} {
		if len(part.Items) > 0 {
			parts = append(parts, part)
		}
	}
	return parts
}

// lineLabel is who spoke, or the meeting where nobody is named.
func (r room) lineLabel(l report.ThreadLine) string {
	if who := joined(", ", l.Speaker, l.Post); who != "" {
		return who
	}
	return l.MeetingTitle
}

func (r room) threadLine(th report.Thread, l report.ThreadLine, of report.ThreadOf) reportview.ThreadItem {
	i := reportview.ThreadItem{
		Anchor: "d-" + l.ID.String(), Label: r.lineLabel(l), Text: l.Text, Quoted: l.Wording == "verbatim", Here: l.ID == of.Line,
		Sub: joined(" · ", l.MeetingTitle, l.HeldOn.VN(), l.Place),
	}
	if r.mayOpenMeetings() {
		i.URL = r.meetingURL(l.MeetingNumber) + "#b-" + l.ID.String()
	}
	for _, s := range th.Shortcomings {
		if s.Line == l.ID {
			i.Links = append(i.Links, r.toShortcoming(s.Number))
		}
	}
	for _, t := range th.Tasks {
		if t.Line == l.ID {
			i.Links = append(i.Links, r.toTask(t.Number))
		}
	}
	return i
}

// mayOpenMeetings reports whether the pages of meetings and shortcomings are the reader's to open.
func (r room) mayOpenMeetings() bool { return r.by.May(r.committee.ID, access.ReadIssued) }

func (r room) toShortcoming(n int) ui.Link {
	return ui.Link{Text: "→ " + r.t("short.title", n), URL: "#tt-" + number(n)}
}

func (r room) toTask(n int) ui.Link {
	return ui.Link{Text: "→ " + r.t("task.title", n), URL: "#nv-" + number(n)}
}

// toLine leads back to the line something comes from, where the chain shows it.
func (r room) toLine(th report.Thread, line meeting.BlockID) []ui.Link {
	for _, l := range append(th.Remarks[:len(th.Remarks):len(th.Remarks)], th.Conclusions...) {
		if l.ID == line && !line.IsZero() {
			return []ui.Link{{Text: "← " + r.lineLabel(l), URL: "#d-" + l.ID.String()}}
		}
	}
	return nil
}

func (r room) threadShortcoming(th report.Thread, s report.ThreadShortcoming, of report.ThreadOf) reportview.ThreadItem {
	i := reportview.ThreadItem{
		Anchor: "tt-" + number(s.Number), Label: r.t("short.title", s.Number), Text: s.Text, Here: s.Number == of.Shortcoming, Links: r.toLine(th, s.Line),
		Sub: joined(" · ", r.t("shortcoming.nature."+s.Nature), r.t("shortcoming.state."+s.State), r.t("shortcoming.times", s.Times), s.RaisedOn.VN(), s.Units),
	}
	if r.mayOpenMeetings() {
		i.URL = r.shortURL(s.Number)
	}
	for _, n := range s.Tasks {
		i.Links = append(i.Links, r.toTask(n))
	}
	return i
}

func (r room) threadTask(th report.Thread, t report.ThreadTask, of report.ThreadOf) reportview.ThreadItem {
	i := reportview.ThreadItem{
		Anchor: "nv-" + number(t.Number), Label: r.t("task.title", t.Number), URL: r.taskURL(t.Number), Text: t.Text, Here: t.Number == of.Task, Links: r.toLine(th, t.Line),
		Sub: joined(" · ", t.Lead, t.DeadlineWords, r.t("task.state."+string(t.State))),
	}
	if t.Form.Counted() {
		i.Timing = r.timing(t.Timing, task.Dated{State: t.State, DueOn: t.DueOn, CompletedOn: t.CompletedOn})
	}
	for _, n := range t.Shortcomings {
		back := r.toShortcoming(n)
		back.Text = strings.Replace(back.Text, "→", "←", 1)
		i.Links = append(i.Links, back)
	}
	if t.Period != "" {
		i.Links = append(i.Links, ui.Link{Text: "→ " + r.halfYearName(t.Period), URL: "#ky-" + t.Period})
	}
	for _, e := range t.Events {
		i.Events = append(i.Events, r.threadEvent(e))
	}
	return i
}

func (r room) threadEvent(e report.ThreadEvent) reportview.ThreadLine {
	l := reportview.ThreadLine{Day: e.EffectiveOn.VN(), What: r.t("task.event." + string(e.Kind)), Who: r.who(e.ActorName, e.Declared)}
	add := func(said, prefix string) {
		if said != "" {
			l.Texts = append(l.Texts, prefix+said)
		}
	}
	add(e.Actions, "")
	add(e.Note, "")
	add(e.Obstacles, r.t("task.obstacles")+": ")
	add(e.CompletedOn.VN(), r.t("task.completed")+": ")
	if !e.AskedDueOn.IsZero() {
		add(r.t("task.asked_due", e.AskedDueOn.VN()), "")
	}
	if !e.DueOn.IsZero() {
		add(r.t("task.understood_due", e.DueOn.VN()), "")
	}
	if recorded := calendar.DateOf(e.RecordedAt); recorded.After(e.EffectiveOn) {
		add(r.t("task.recorded_on", recorded.VN()), "")
	}
	return l
}

// threadFigures are the half-years whose reports count the tasks, with the figure's list.
func (r room) threadFigures(th report.Thread) reportview.ThreadPart {
	part := reportview.ThreadPart{ID: "so-lieu", Title: r.t("thread.figures")}
	at := map[string]int{}
	for _, t := range th.Tasks {
		if t.Period == "" {
			continue
		}
		if _, ok := at[t.Period]; !ok {
			at[t.Period] = len(part.Items)
			item := reportview.ThreadItem{Anchor: "ky-" + t.Period, Label: r.t("report.title", r.halfYearName(t.Period))}
			if r.mayOpenMeetings() {
				item.URL = r.url("bao-cao", t.Period)
			}
			part.Items = append(part.Items, item)
		}
		back := r.toTask(t.Number)
		back.Text = strings.Replace(back.Text, "→", "←", 1) + ": " + r.t("timing."+string(t.Timing))
		i := at[t.Period]
		part.Items[i].Links = append(part.Items[i].Links, back)
	}
	return part
}

// exportThread sends the chain as a Word file: what the page shows, in the same order.
func (p *Pages) exportThread(ctx context.Context, c *gin.Context, r room) error {
	th, of, err := p.readThread(ctx, c, r)
	if err != nil {
		return err
	}
	d := docx.Dossier{
		System: r.committee.DocumentSystem, Superior: th.Letterhead.Superior, Issuer: th.Letterhead.Name, Place: th.Letterhead.Place, On: th.On, Title: r.t("thread.paper_title"), Subject: r.threadSubject(th, of),
	}
	for _, part := range r.threadParts(th, of) {
		d.Parts = append(d.Parts, dossierPart(part))
	}
	file, err := docx.WriteDossier(d)
	if err != nil {
		return err
	}
	name := r.t("thread.file", r.committee.Code, c.Param("kind"), c.Param("link"))
	return sendFile(c, name+".docx", wordType, file)
}

// dossierPart puts a part of the page on paper: links within the page become words.
func dossierPart(part reportview.ThreadPart) docx.DossierPart {
	d := docx.DossierPart{Title: part.Title}
	for _, i := range part.Items {
		item := docx.DossierItem{Label: i.Label + ".", Text: i.Text}
		if i.Quoted {
			item.Text = "“" + i.Text + "”"
		}
		var links []string
		for _, l := range i.Links {
			links = append(links, l.Text)
		}
		for _, words := range []string{joined(" · ", i.Timing.Word, i.Timing.Distance), i.Sub, strings.Join(links, "; ")} {
			if words != "" {
				item.Lines = append(item.Lines, words)
			}
		}
		for _, e := range i.Events {
			item.Lines = append(item.Lines, joined(". ", e.Day+": "+e.What+" ("+e.Who+")", strings.Join(e.Texts, ". ")))
		}
		d.Items = append(d.Items, item)
	}
	return d
}
