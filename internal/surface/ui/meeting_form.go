package ui

import (
	"context"
	"strconv"

	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/id"
	formview "github.com/dondoc/dondoc/web/views/form"
	"github.com/dondoc/dondoc/web/views/ui"
)

// fresh starts a form for a new row: its id is made now, so that sending it twice makes one row.
func (p *Pages) fresh(pairs ...string) typed {
	return filled(append([]string{"id", id.ID[any](p.d.NewID()).String()}, pairs...)...)
}

// take moves values of the address into a form.
func (t typed) take(c *gin.Context, names ...string) typed {
	for _, name := range names {
		if v := c.Query(name); v != "" {
			t.values.Set(name, v)
		}
	}
	return t
}

func (p *Pages) newMeeting(ctx context.Context, c *gin.Context, r room) error {
	if err := access.Require(meeting.MayRecord(r.by, r.committee.ID)); err != nil {
		return err
	}
	t := p.fresh("kind", string(meeting.Briefing), "state", string(meeting.Draft), "wording", string(meeting.Verbatim))
	return p.meetingForm(ctx, c, r, meetingAsked{t: t})
}

func (p *Pages) createMeeting(ctx context.Context, c *gin.Context, r room) error {
	if err := access.Require(meeting.MayRecord(r.by, r.committee.ID)); err != nil {
		return err
	}
	t := posted(c)
	made, err := p.d.Meetings.Plan(ctx, r.by, meeting.Create{
		Committee: r.committee.ID, ID: meeting.ID(t.id("id")), State: meeting.State(t.values.Get("state")), Content: r.meetingContent(t),
	})
	if err != nil {
		if t, err = t.refused(r, err); err != nil {
			return err
		}
		return p.meetingForm(ctx, c, r, meetingAsked{t: t})
	}
	return done(c, r.meetingURL(made.Number), r.t("record.made", made.Number))
}

// meetingContent reads what a form says of a meeting.
func (r room) meetingContent(t typed) meeting.Content {
	return meeting.Content{
		Kind: meeting.Kind(t.values.Get("kind")), Title: t.values.Get("title"), Place: t.values.Get("place"),
		ReviewedPeriod: periodCode(t.values.Get("reviewed_period")), NextPeriod: periodCode(t.values.Get("next_period")),
		HeldOn: t.date(r, "held_on"), StartsAt: clockTime(t.values.Get("starts_at")),
		EndedOn: t.date(r, "ended_on"), EndsAt: clockTime(t.values.Get("ends_at")),
		Chair: access.PersonID(t.id("chair_id")), ChairPost: t.values.Get("chair_post"), Secretaries: ids[access.PersonID](t.values["secretaries"]),
		Wording: meeting.Wording(t.values.Get("wording")), Source: t.values.Get("source"), Remark: t.values.Get("remark"),
	}
}

// meetingValues are a meeting as its form shows it.
func (r room) meetingValues(m meeting.Meeting) typed {
	t := filled("id", m.ID.String(), "version", strconv.Itoa(m.Version), "kind", string(m.Kind), "title", m.Title, "place", m.Place,
		"reviewed_period", r.periodName(m.ReviewedPeriod), "next_period", r.periodName(m.NextPeriod),
		"held_on", m.HeldOn.VN(), "starts_at", m.StartsAt, "ended_on", m.EndedOn.VN(), "ends_at", m.EndsAt,
		"chair_id", idText(m.Chair), "chair_post", m.ChairPost, "wording", string(m.Wording), "source", m.Source, "remark", m.Remark)
	for _, s := range m.Secretaries {
		t.values.Add("secretaries", s.ID.String())
	}
	return t
}

// idText is an id as a form sends it; nothing for no row.
func idText[T any](i id.ID[T]) string {
	if i.IsZero() {
		return ""
	}
	return i.String()
}

func (p *Pages) editMeeting(ctx context.Context, c *gin.Context, r room) error {
	d, err := p.kept(ctx, c, r)
	if err != nil {
		return err
	}
	return p.meetingForm(ctx, c, r, meetingAsked{t: r.meetingValues(d.Meeting), of: &d.Meeting})
}

func (p *Pages) saveMeeting(ctx context.Context, c *gin.Context, r room) error {
	t := posted(c)
	d, err := p.kept(ctx, c, r)
	if err != nil {
		return err
	}
	_, err = p.d.Meetings.Edit(ctx, r.by, meeting.Edit{Committee: r.committee.ID, ID: d.Meeting.ID, Version: t.version(), Content: r.meetingContent(t)})
	if err == nil {
		return done(c, r.meetingURL(d.Meeting.Number), r.t("saved"))
	}
	a := meetingAsked{of: &d.Meeting}
	if now, ok := storedNow[meeting.Meeting](err); ok {
		theirs := r.meetingValues(now)
		a.theirs = &theirs
		t.values.Set("version", strconv.Itoa(now.Version))
	}
	if a.t, err = t.refused(r, err); err != nil {
		return err
	}
	return p.meetingForm(ctx, c, r, a)
}

// meetingAsked is a meeting that is being written.
type meetingAsked struct {
	t      typed
	of     *meeting.Meeting // nil for a new one
	theirs *typed           // what somebody else stored meanwhile
}

func (p *Pages) meetingForm(ctx context.Context, c *gin.Context, r room, a meetingAsked) error {
	people, err := p.peopleOptions(ctx, r)
	if err != nil {
		return err
	}
	s := newSheet(r, a.t, "title", "held_on", "kind")
	page := formview.Page{Head: ui.PageHead{Title: r.t("record.new")}, Submit: r.t("action.save")}
	action, back := r.url("hoi-nghi"), r.url("hoi-nghi")
	crumbs := []ui.Link{{Text: r.t("nav.meetings"), URL: back}, {Text: page.Head.Title}}
	if a.of != nil {
		page.Head.Title = r.t("record.edit")
		action, back = r.meetingURL(a.of.Number, "sua"), r.meetingURL(a.of.Number)
		crumbs = r.meetingCrumbs(*a.of, ui.Link{Text: page.Head.Title})
	}
	page.Base, page.Cancel = r.at(ui.SectionMeetings, crumbs...), ui.Link{Text: r.t("action.cancel"), URL: back}
	page.Parts = meetingParts(s, people, a.of == nil)
	page.Form, page.Stale = a.t.form(r, action, s.fields...), s.bothSides(a.theirs, back)
	return show(ctx, c, a.t.status(), formview.Show(page))
}

func meetingParts(s *sheet, people []ui.Option, isNew bool) []templ.Component {
	r := s.r
	kind := []templ.Component{s.choice("kind", "record.kind", "", r.meetingKinds())}
	if isNew {
		kind = append(kind, s.choice("state", "record.state", "", r.meetingStates([]meeting.State{meeting.Planned, meeting.InProgress, meeting.Draft})))
	}
	return []templ.Component{
		s.area("title", "record.title", "record.title_hint", 2),
		formview.Row(kind...),
		formview.Row(s.date("held_on", "record.held", "form.date_hint"), s.text("starts_at", "record.starts", "record.hour_hint"),
			s.date("ended_on", "record.ended", "record.ended_hint"), s.text("ends_at", "record.ends", "")),
		s.text("place", "column.place", ""),
		formview.Row(s.text("reviewed_period", "record.reviewed", "record.period_hint"), s.text("next_period", "record.next_period", "record.period_hint")),
		formview.Group(r.t("record.who"),
			s.choice("chair_id", "column.chair", "record.nobody", people),
			s.area("chair_post", "record.chair_post", "record.post_hint", 2),
			s.several("secretaries", "column.secretary", people)),
		formview.Group(r.t("record.whence"),
			s.choice("wording", "task.wording", "", r.wordings()),
			s.area("source", "record.source", "record.source_hint", 2),
			s.area("remark", "record.remark", "record.remark_hint", 2)),
	}
}

func (r room) wordings() []ui.Option {
	var all []ui.Option
	for _, w := range []meeting.Wording{meeting.Verbatim, meeting.Reported} {
		all = append(all, ui.Option{Value: string(w), Label: r.t("record.wording." + string(w))})
	}
	return all
}

// peopleOptions are the people of the committee's records by given name, its members with their title.
func (p *Pages) peopleOptions(ctx context.Context, r room) ([]ui.Option, error) {
	titles := map[access.PersonID]string{}
	err := eachPage(func(l org.ListQuery) (org.Page[org.Member], error) {
		return p.d.Org.Members(ctx, r.by, r.committee.ID, org.MemberQuery{ListQuery: l})
	}, org.ListQuery{}, func(m org.Member) error {
		titles[m.Person] = m.Title
		return nil
	})
	if err != nil {
		return nil, err
	}
	var all []ui.Option
	err = eachPage(func(l org.ListQuery) (org.Page[org.Person], error) {
		return p.d.Org.People(ctx, r.by, r.committee.ID, org.PersonQuery{ListQuery: l})
	}, org.ListQuery{}, func(n org.Person) error {
		o := ui.Option{Value: n.ID.String(), Label: n.FullName}
		if titles[n.ID] != "" {
			o.Label += ", " + titles[n.ID]
		}
		all = append(all, o)
		return nil
	})
	return all, err
}

// unitOptions are the units the committee sees, those of today first.
func (p *Pages) unitOptions(ctx context.Context, r room) ([]ui.Option, error) {
	var now, past []ui.Option
	err := eachPage(func(l org.ListQuery) (org.Page[org.Unit], error) {
		return p.d.Org.Units(ctx, r.by, r.committee.ID, org.UnitQuery{ListQuery: l})
	}, org.ListQuery{}, func(u org.Unit) error {
		o := ui.Option{Value: u.ID.String(), Label: u.Name}
		if u.ValidTo != (calendar.Date{}) {
			o.Label += " (" + r.t("record.until", u.ValidTo.VN()) + ")"
			past = append(past, o)
		} else {
			now = append(now, o)
		}
		return nil
	})
	return append(now, past...), err
}

// askMoveMeeting asks which state a meeting is to have; those reached by signing are not offered.
func (p *Pages) askMoveMeeting(ctx context.Context, c *gin.Context, r room) error {
	d, err := p.kept(ctx, c, r)
	if err != nil {
		return err
	}
	return p.moveForm(ctx, c, r, filled("version", strconv.Itoa(d.Meeting.Version)), d.Meeting)
}

func (p *Pages) moveMeeting(ctx context.Context, c *gin.Context, r room) error {
	t := posted(c)
	d, err := p.kept(ctx, c, r)
	if err != nil {
		return err
	}
	m, err := p.d.Meetings.Move(ctx, r.by, meeting.Move{Committee: r.committee.ID, ID: d.Meeting.ID, Version: t.version(), To: meeting.State(t.values.Get("to"))})
	if err == nil {
		return done(c, r.meetingURL(m.Number), r.t("record.moved", r.t("meeting.state."+string(m.State))))
	}
	if now, ok := storedNow[meeting.Meeting](err); ok {
		t.values.Set("version", strconv.Itoa(now.Version))
		d.Meeting = now
	}
	if t, err = t.refused(r, err); err != nil {
		return err
	}
	return p.moveForm(ctx, c, r, t, d.Meeting)
}

func (p *Pages) moveForm(ctx context.Context, c *gin.Context, r room, t typed, m meeting.Meeting) error {
	title := r.t("record.move")
	s := newSheet(r, t, "to")
	page := formview.Page{
		Base: r.at(ui.SectionMeetings, r.meetingCrumbs(m, ui.Link{Text: title})...), Head: ui.PageHead{Title: title, Sub: m.Title},
		Lead: r.t("record.move_from", r.t("meeting.state."+string(m.State))), Submit: title,
		Cancel: ui.Link{Text: r.t("action.cancel"), URL: r.meetingURL(m.Number)}, Note: r.t("record.move_note"),
		Parts: []templ.Component{s.radios("to", "record.move_to", r.meetingStates(m.State.Next()))},
	}
	page.Form = t.form(r, r.meetingURL(m.Number, "chuyen"), s.fields...)
	return show(ctx, c, t.status(), formview.Show(page))
}
