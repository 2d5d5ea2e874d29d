package ui

import (
	"bytes"
	"context"
	"net/http"
	"slices"
	"strconv"
	"sync"

	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/i18n"
	"github.com/dondoc/dondoc/internal/surface/server"
	"github.com/dondoc/dondoc/web/views/ui"
)

// room is what every page of one committee knows: who asks, in which language, about which committee, on which day.
type room struct {
	by        access.Actor
	words     *i18n.Printer
	committee org.Committee
	others    []org.Committee // the other committees the reader may open
	today     calendar.Date
	base      ui.Base
	past      past // the day gone by that the page shows; zero: the present
}

// url is an address of the room's committee.
func (r *room) url(parts ...string) string { return ui.CommitteeURL(r.committee.Code, parts...) }

// t says a key in the room's language.
func (r *room) t(key string, args ...any) string { return r.words.T(key, args...) }

type roomHandler func(ctx context.Context, c *gin.Context, r room) error

// inRoom finds the committee of the address for the reader; to somebody without a role there it does not exist.
func (p *Pages) inRoom(h roomHandler) func(context.Context, *gin.Context) error {
	return func(ctx context.Context, c *gin.Context) error {
		r := room{by: server.Actor(c), words: server.Printer(c), today: p.d.Clock.Today()}
		open, err := p.d.Org.Open(ctx, r.by, c.Param("committee"))
		if err != nil {
			return err
		}
		r.committee, r.others = open.Committee, open.Others
		r.base = p.base(c, r)
		return h(ctx, c, r)
	}
}

// base is the frame of a page in the room; the page adds titles, crumbs and its section.
func (p *Pages) base(c *gin.Context, r room) ui.Base {
	b := p.frame(c, r.by, r.words)
	b.Committee = ui.Committee{Code: r.committee.Code, Name: r.committee.Name, ShortName: r.committee.ShortName}
	for _, o := range r.others {
		b.Committees = append(b.Committees, ui.Link{Text: o.ShortName, URL: ui.CommitteeURL(o.Code)})
	}
	b.SearchURL, b.TodoURL = r.url("tim-kiem"), r.url()
	if !r.by.May(r.committee.ID, access.ReadAll) && r.by.May(r.committee.ID, access.ReportTask) {
		b.TodoURL = mineURL // who answers for units has them in all committees
	}
	b.Crumbs = []ui.Link{{Text: r.committee.ShortName, URL: r.url()}}
	return b
}

// frame is what every page has, whether about a committee or not.
func (p *Pages) frame(c *gin.Context, by access.Actor, words *i18n.Printer) ui.Base {
	theme, _ := c.Cookie("theme") // no cookie: the device's own choice
	b := ui.Base{P: words, Assets: p.d.Assets, Theme: ui.ParseTheme(theme), Path: c.Request.URL.RequestURI(), PrintedOn: p.d.Clock.Today().VN()}
	if !by.User.IsZero() {
		b.User = ui.User{ID: by.User.String(), Name: by.Name, AccountURL: "/toi"}
	}
	if said, err := server.Take(c, flashKey); err == nil && said != "" { // words that are lost are no reason to show no page
		b.Flash = &ui.Flash{Text: said}
	}
	return b
}

// at puts the page into its section with its titles and crumbs. The last crumb is the page itself.
func (r room) at(s ui.Section, crumbs ...ui.Link) ui.Base {
	b := r.base
	b.Nav = r.past.keep(ui.Nav(r.words, r.committee.Code, r.sections(), s), r)
	b.Crumbs = append(b.Crumbs, crumbs...)
	for i := len(crumbs) - 1; i >= 0; i-- {
		b.Titles = append(b.Titles, crumbs[i].Text)
	}
	return b
}

// sections are the parts of the committee's pages its roles may open.
func (r room) sections() []ui.Section {
	var some []ui.Section
	for _, s := range []struct {
		ui.Section
		acts []access.Action // any of these opens it
	}{
		{ui.SectionDashboard, []access.Action{access.ReadAll, access.ReadUnitTasks, access.ReadIssued}},
		{ui.SectionMeetings, []access.Action{access.ReadAll, access.ReadIssued}},
		{ui.SectionTasks, []access.Action{access.ReadAll, access.ReadUnitTasks, access.ReadIssued}},
		{ui.SectionShortcomings, []access.Action{access.ReadAll, access.ReadIssued}},
		{ui.SectionReports, []access.Action{access.ReadIssued}},
		{ui.SectionUnits, []access.Action{access.ReadRegister}},
		{ui.SectionAdmin, []access.Action{access.WriteRegister, access.WriteCommittee}},
	} {
		if slices.ContainsFunc(s.acts, func(a access.Action) bool { return r.by.May(r.committee.ID, a) }) {
			some = append(some, s.Section)
		}
	}
	return some
}

// flashKey is where the words for the next page are kept.
const flashKey = "flash"

// done sends the browser to a page that says what was done.
func done(c *gin.Context, url, words string) error {
	if err := server.Keep(c, flashKey, words); err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, url)
	return nil
}

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// show renders to memory first: a page is either whole or an error.
func show(ctx context.Context, c *gin.Context, status int, page templ.Component) error {
	b, _ := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(b)
	b.Reset()
	if err := page.Render(ctx, b); err != nil {
		return err
	}
	c.Header("Content-Length", strconv.Itoa(b.Len())) // the whole is known: no need to send it in chunks
	c.Data(status, "text/html; charset=utf-8", b.Bytes())
	return nil
}
