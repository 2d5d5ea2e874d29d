package ui

import (
	"context"
	"net/http"
	"strconv"

	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	formview "github.com/dondoc/dondoc/web/views/form"
	meetingview "github.com/dondoc/dondoc/web/views/meeting"
	"github.com/dondoc/dondoc/web/views/ui"
)

func (p *Pages) prepareAgenda(ctx context.Context, c *gin.Context, r room) error {
	m, err := p.meetingTop(ctx, c, r)
	if err != nil {
		return err
	}
	added, err := p.d.Meetings.PrepareAgenda(ctx, r.by, meeting.Prepare{Committee: r.committee.ID, ID: m.ID})
	if err != nil {
		return err
	}
	return done(c, r.meetingURL(m.Number)+"#chuong-trinh", r.t("life.agenda_prepared", len(added)))
}

func (p *Pages) fillRoll(ctx context.Context, c *gin.Context, r room) error {
	m, err := p.meetingTop(ctx, c, r)
	if err != nil {
		return err
	}
	added, err := p.d.Meetings.FillRoll(ctx, r.by, meeting.Prepare{Committee: r.committee.ID, ID: m.ID})
	if err != nil {
		return err
	}
	return done(c, r.meetingURL(m.Number)+"#thanh-phan", r.t("life.roll_filled", len(added)))
}

// showReview lists by unit what is due and overdue on the day of the meeting.
func (p *Pages) showReview(ctx context.Context, c *gin.Context, r room) error {
	m, err := p.fullTop(ctx, c, r)
	if err != nil {
		return err
	}
	units, err := p.d.Meetings.Review(ctx, r.by, r.committee.ID, m.ID)
	if err != nil {
		return err
	}
	page := r.lifePage(m, r.t("life.review"))
	page.Head.Sub = r.t("life.review_sub", m.HeldOn.VN(), r.committee.DueSoonDays)
	often, err := p.d.Meetings.Repeats(ctx, r.by, r.committee.ID, m.ID)
	if err != nil {
		return err
	}
	page.Parts = r.repeatsPart(often)
	for i, u := range units {
		part := meetingview.Part{ID: "dv-" + strconv.Itoa(i+1), Title: u.Name}
		if u.Unit.IsZero() {
			part.Title = r.t("life.no_lead")
		}
		for _, k := range u.Tasks {
			words := r.t("life.due", k.DueOn.VN())
			if k.Overdue {
				words = r.t("life.overdue_by", k.DueOn.VN(), m.HeldOn.Sub(k.DueOn))
			}
			part.Lines = append(part.Lines, meetingview.Line{
				What: r.t("task.title", k.Number), URL: r.taskURL(k.Number), Chip: r.t("task.state." + k.State), Text: k.Text, Sub: words,
			})
		}
		page.Parts = append(page.Parts, part)
	}
	if len(units) == 0 {
		page.Parts = append(page.Parts, meetingview.Part{ID: "khong-co", Title: r.t("life.review_none"), Empty: r.t("life.review_none_text")})
	}
	return show(ctx, c, http.StatusOK, meetingview.Life(page))
}

// repeatsPart is what came back too often; it stands first.
func (r room) repeatsPart(often []meeting.ReviewRepeat) []meetingview.Part {
	if len(often) == 0 {
		return nil
	}
	part := meetingview.Part{ID: "neu-lai", Title: r.t("life.repeats"), Text: r.t("life.repeats_text", r.committee.RepeatAlarm)}
	for _, s := range often {
		part.Lines = append(part.Lines, meetingview.Line{
			What: r.t("short.title", s.Number), URL: r.shortURL(s.Number), Chip: r.t("shortcoming.times", s.Times), Text: s.Text,
			Sub: joined(" · ", r.t("shortcoming.state."+s.State), s.RaisedOn.VN(), r.t("life.repeats_tried", s.Tasks)),
		})
	}
	return []meetingview.Part{part}
}

// showCompleteness says what the tasks of the record lack, and what keeps the record from being closed.
func (p *Pages) showCompleteness(ctx context.Context, c *gin.Context, r room) error {
	m, err := p.fullTop(ctx, c, r)
	if err != nil {
		return err
	}
	v, err := p.d.Meetings.Completeness(ctx, r.by, r.committee.ID, m.ID)
	if err != nil {
		return err
	}
	page := r.lifePage(m, r.t("life.completeness"))
	open := meetingview.Part{ID: "con-de-ngo", Title: r.t("life.undecided"), Text: r.t("life.undecided_text"), Empty: r.t("life.undecided_none")}
	for _, g := range v.Undecided {
		l := meetingview.Line{What: g.Title}
		if r.writes(m) {
			l.URL = r.meetingURL(m.Number, partAgenda, g.ID.String(), "ket-qua")
		}
		open.Lines = append(open.Lines, l)
	}
	tasks := meetingview.Part{
		ID: "sau-ro", Title: r.t("life.six_clear"), Text: r.t("life.six_clear_text", v.Counted-len(v.Tasks), v.Counted), Empty: r.t("life.six_clear_none"),
	}
	for _, k := range v.Tasks {
		var words []string
		for _, g := range k.Gaps {
			words = append(words, r.t("meeting.gap."+string(g)))
		}
		tasks.Lines = append(tasks.Lines, meetingview.Line{
			What: r.t("task.title", k.Task.Number), URL: r.taskURL(k.Task.Number), Text: k.Task.Text, Sub: joined(" · ", words...),
		})
	}
	page.Parts = []meetingview.Part{open, tasks}
	if v.Comments > 0 {
		page.Parts = append(page.Parts, meetingview.Part{
			ID: "gop-y-mo", Title: r.t("life.comments"), Text: r.t("life.comments_open", v.Comments),
			Links: []ui.Link{{Text: r.t("life.comments"), URL: r.meetingURL(m.Number, "gop-y"), Icon: ui.IconComment}},
		})
	}
	return show(ctx, c, http.StatusOK, meetingview.Life(page))
}

// askOutcome asks what became of a point of the agenda.
func (p *Pages) askOutcome(ctx context.Context, c *gin.Context, r room) error {
	d, g, err := p.agendaItemOf(ctx, c, r)
	if err != nil {
		return err
	}
	t := filled("version", strconv.Itoa(g.Version), "outcome", string(g.Outcome), "moved_to", idText(g.MovedTo))
	return p.outcomeForm(ctx, c, r, outcomeAsked{d, g, t})
}

// outcomeAsked is a point of the agenda whose end is being asked for.
type outcomeAsked struct {
	d meeting.Record
	g meeting.AgendaItem
	t typed
}

func (p *Pages) outcomeForm(ctx context.Context, c *gin.Context, r room, a outcomeAsked) error {
	m := a.d.Meeting
	later, err := p.d.Meetings.List(ctx, r.by, r.committee.ID, meeting.Query{From: m.HeldOn, ListQuery: org.ListQuery{Per: org.MaxPer, Sort: "held_on"}})
	if err != nil {
		return err
	}
	var meetings, outcomes []ui.Option
	for _, l := range later.Rows {
		if l.ID != m.ID && !l.State.Locked() {
			meetings = append(meetings, ui.Option{Value: l.ID.String(), Label: l.HeldOn.VN() + " · " + clipped(l.Title, 80)})
		}
	}
	for _, o := range []meeting.Outcome{meeting.OutcomeOpen, meeting.OutcomeDone, meeting.OutcomeMoved} {
		outcomes = append(outcomes, ui.Option{Value: string(o), Label: r.t("outcome." + string(o))})
	}
	title, s := r.t("life.outcome"), newSheet(r, a.t)
	page := formview.Page{
		Base: r.at(ui.SectionMeetings, r.meetingCrumbs(m, ui.Link{Text: title})...), Head: ui.PageHead{Title: title, Sub: m.Title},
		Lead: a.g.Title, Submit: r.t("action.save"), Cancel: ui.Link{Text: r.t("action.cancel"), URL: r.meetingURL(m.Number) + partAnchor(partAgenda, a.g.ID.String())},
		Parts: []templ.Component{
			s.radios("outcome", "life.outcome", outcomes),
			s.choice("moved_to", "life.moved_to_field", "life.moved_nowhere", meetings),
		},
	}
	page.Form = a.t.form(r, r.meetingURL(m.Number, partAgenda, a.g.ID.String(), "ket-qua"), s.fields...)
	return show(ctx, c, a.t.status(), formview.Show(page))
}

func (p *Pages) setOutcome(ctx context.Context, c *gin.Context, r room) error {
	t := posted(c)
	d, g, err := p.agendaItemOf(ctx, c, r)
	if err != nil {
		return err
	}
	in := meeting.SetOutcome{Committee: r.committee.ID, ID: g.ID, Version: t.version(), Outcome: meeting.Outcome(t.values.Get("outcome"))}
	if in.Outcome == meeting.OutcomeMoved {
		in.MovedTo = meeting.ID(t.id("moved_to"))
	}
	if _, err = p.d.Meetings.SetOutcome(ctx, r.by, in); err == nil {
		return done(c, r.meetingURL(d.Meeting.Number)+partAnchor(partAgenda, g.ID.String()), r.t("saved"))
	}
	if now, ok := storedNow[meeting.AgendaItem](err); ok {
		t.values.Set("version", strconv.Itoa(now.Version))
	}
	if t, err = t.refused(r, err); err != nil {
		return err
	}
	return p.outcomeForm(ctx, c, r, outcomeAsked{d, g, t})
}

// showQuorum lists how many were there from one moment to the next.
func (p *Pages) showQuorum(ctx context.Context, c *gin.Context, r room) error {
	m, err := p.fullTop(ctx, c, r)
	if err != nil {
		return err
	}
	now, moments, err := p.d.Meetings.Quorum(ctx, r.by, r.committee.ID, m.ID)
	if err != nil {
		return err
	}
	page := r.lifePage(m, r.t("life.quorum"))
	part := meetingview.Part{ID: "dien-bien", Title: r.t("life.quorum_moments"), Text: r.quorumWords(now), Empty: r.t("life.quorum_none")}
	for _, q := range moments {
		part.Lines = append(part.Lines, meetingview.Line{
			What: r.moment(q.At), Text: r.quorumWords(meeting.Quorum{Seats: q.Seats, Present: q.Present, Members: q.Members, Needed: q.Needed}), Sub: q.Login,
		})
	}
	if meeting.MayRecord(r.by, r.committee.ID) {
		part.Links = []ui.Link{{Text: r.t("life.quorum_rule"), URL: r.url("hoi-nghi", "tuc-so"), Icon: ui.IconSettings}}
	}
	page.Parts = []meetingview.Part{part}
	return show(ctx, c, http.StatusOK, meetingview.Life(page))
}

func (p *Pages) askQuorumRule(ctx context.Context, c *gin.Context, r room) error {
	rule, err := p.d.Meetings.QuorumRule(ctx, r.by, r.committee.ID)
	if err != nil {
		return err
	}
	if err := access.Require(meeting.MayRecord(r.by, r.committee.ID)); err != nil {
		return err
	}
	return p.quorumForm(ctx, c, r, quorumValues(rule))
}

func quorumValues(rule meeting.QuorumRule) typed {
	t := filled("version", strconv.Itoa(rule.Version), "base", string(rule.Base), "numerator", strconv.Itoa(rule.Numerator), "denominator", strconv.Itoa(rule.Denominator))
	for name, on := range map[string]bool{"strict": rule.Strict, "active": rule.Active} {
		if on {
			t.values.Set(name, "1")
		}
	}
	return t
}

func (p *Pages) quorumForm(ctx context.Context, c *gin.Context, r room, t typed) error {
	title, s := r.t("life.quorum_rule"), newSheet(r, t)
	bases := []ui.Option{{Value: string(meeting.OfSeats), Label: r.t("quorum.seats")}, {Value: string(meeting.OfMembers), Label: r.t("quorum.members")}}
	page := formview.Page{
		Base: r.at(ui.SectionMeetings, ui.Link{Text: r.t("nav.meetings"), URL: r.url("hoi-nghi")}, ui.Link{Text: title}), Head: ui.PageHead{Title: title},
		Note: r.t("life.quorum_note"), Submit: r.t("action.save"), Cancel: ui.Link{Text: r.t("action.cancel"), URL: r.url("hoi-nghi")},
		Parts: []templ.Component{
			ui.CheckOf(t.check(r, "active", "quorum.active")),
			s.radios("base", "quorum.base", bases),
			formview.Row(s.number("numerator", "quorum.numerator"), s.number("denominator", "quorum.denominator")),
			ui.CheckOf(t.check(r, "strict", "quorum.strict")),
		},
		Hidden: []ui.Pair{{Name: "version", Value: strconv.Itoa(t.version())}},
	}
	page.Form = t.form(r, r.url("hoi-nghi", "tuc-so"), s.fields...)
	page.Form.Version = 0 // it may be none: sent with the hidden values
	return show(ctx, c, t.status(), formview.Show(page))
}

func (p *Pages) setQuorumRule(ctx context.Context, c *gin.Context, r room) error {
	t := posted(c)
	_, err := p.d.Meetings.SetQuorumRule(ctx, r.by, meeting.SetQuorumRule{
		Committee: r.committee.ID, Version: t.version(), Base: meeting.QuorumBase(t.values.Get("base")), Numerator: t.howMany("numerator"),
		Denominator: t.howMany("denominator"), Strict: t.values.Get("strict") != "", Active: t.values.Get("active") != "",
	})
	if err == nil {
		return done(c, r.url("hoi-nghi", "tuc-so"), r.t("saved"))
	}
	if now, ok := storedNow[meeting.QuorumRule](err); ok {
		t.values.Set("version", strconv.Itoa(now.Version))
	}
	if t, err = t.refused(r, err); err != nil {
		return err
	}
	return p.quorumForm(ctx, c, r, t)
}
