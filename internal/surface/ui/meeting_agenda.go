package ui

import (
	"context"
	"strconv"
	"strings"

	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/foundation/access"
	formview "github.com/dondoc/dondoc/web/views/form"
	"github.com/dondoc/dondoc/web/views/ui"
)

// howMany reads a number of things. What is no number comes out as one that no use case takes, so that it is refused at its field.
func (t typed) howMany(name string) int {
	s := strings.TrimSpace(t.values.Get(name))
	if s == "" {
		return 0
	}
	n, err := strconv.Atoi(s)
	if err != nil {
		return -1
	}
	return n
}

// countText is a number as a form shows it; nothing for none.
func countText(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

func (p *Pages) newAgendaItem(ctx context.Context, c *gin.Context, r room) error {
	d, err := p.kept(ctx, c, r)
	if err != nil {
		return err
	}
	return p.agendaForm(ctx, c, r, d, lineForm{t: p.fresh()})
}

func agendaContent(r room, t typed) meeting.AgendaContent {
	return meeting.AgendaContent{
		Title: t.values.Get("title"), PresenterID: access.PersonID(t.id("presenter_id")), Presenter: t.values.Get("presenter"), Minutes: t.howMany("minutes"),
		Preparation: meeting.Preparation{
			PrepareWords: t.values.Get("prepare_words"), PrepareUnit: access.UnitID(t.id("prepare_unit_id")),
			PreparePerson: access.PersonID(t.id("prepare_person_id")), PrepareBy: t.date(r, "prepare_by"),
		},
	}
}

func agendaValues(g meeting.AgendaItem) typed {
	return filled("id", g.ID.String(), "version", strconv.Itoa(g.Version), "title", g.Title, "presenter_id", idText(g.PresenterID),
		"presenter", g.Presenter, "minutes", countText(g.Minutes), "prepare_words", g.PrepareWords, "prepare_unit_id", idText(g.PrepareUnit),
		"prepare_person_id", idText(g.PreparePerson), "prepare_by", g.PrepareBy.VN())
}

func (p *Pages) createAgendaItem(ctx context.Context, c *gin.Context, r room) error {
	d, err := p.kept(ctx, c, r)
	if err != nil {
		return err
	}
	t := posted(c)
	after, first := t.place()
	_, err = p.d.Meetings.AddAgendaItem(ctx, r.by, meeting.AddAgendaItem{
		Committee: r.committee.ID, ID: meeting.AgendaID(t.id("id")), Meeting: d.Meeting.ID, After: after, First: first, AgendaContent: agendaContent(r, t),
	})
	if err != nil {
		if t, err = t.refused(r, err); err != nil {
			return err
		}
		return p.agendaForm(ctx, c, r, d, lineForm{t: t.renamed("after_id", "place")})
	}
	return r.lineDone(c, d, partAgenda, t)
}

// lineDone goes back to the record, or on to the next line of the same kind.
func (r room) lineDone(c *gin.Context, d meeting.Record, part string, t typed) error {
	if t.values.Get("again") != "" {
		return done(c, r.meetingURL(d.Meeting.Number, part, "moi"), r.t("saved"))
	}
	return done(c, r.meetingURL(d.Meeting.Number)+partAnchor(part, t.values.Get("id")), r.t("saved"))
}

func (p *Pages) editAgendaItem(ctx context.Context, c *gin.Context, r room) error {
	d, g, err := p.agendaItemOf(ctx, c, r)
	if err != nil {
		return err
	}
	return p.agendaForm(ctx, c, r, d, lineForm{t: agendaValues(g), of: g.ID.String()})
}

func (p *Pages) agendaItemOf(ctx context.Context, c *gin.Context, r room) (meeting.Record, meeting.AgendaItem, error) {
	d, err := p.kept(ctx, c, r)
	g, err := lineAt(c, err, d.Agenda, func(g meeting.AgendaItem) string { return g.ID.String() })
	return d, g, err
}

func (p *Pages) saveAgendaItem(ctx context.Context, c *gin.Context, r room) error {
	t := posted(c)
	d, g, err := p.agendaItemOf(ctx, c, r)
	if err != nil {
		return err
	}
	_, err = p.d.Meetings.EditAgendaItem(ctx, r.by, meeting.EditAgendaItem{Committee: r.committee.ID, ID: g.ID, Version: t.version(), AgendaContent: agendaContent(r, t)})
	if err == nil {
		return r.lineDone(c, d, partAgenda, t)
	}
	l, err := refusedLine(r, t, err, agendaValues)
	if err != nil {
		return err
	}
	l.of = g.ID.String()
	return p.agendaForm(ctx, c, r, d, l)
}

func (p *Pages) agendaForm(ctx context.Context, c *gin.Context, r room, d meeting.Record, l lineForm) error {
	people, err := p.peopleOptions(ctx, r)
	if err != nil {
		return err
	}
	units, err := p.unitOptions(ctx, r)
	if err != nil {
		return err
	}
	s := newSheet(r, l.t, "title")
	l.part, l.sheet, l.title = partAgenda, s, r.t("record.agenda_edit")
	l.parts = []templ.Component{
		s.area("title", "record.agenda_title", "", 2),
		formview.Row(s.choice("presenter_id", "record.presenter", "record.not_in_register", people), s.text("presenter", "record.presenter_name", "record.presenter_hint")),
		s.number("minutes", "record.minutes_planned"),
		formview.Group(r.t("life.prepare"),
			s.area("prepare_words", "life.prepare_words", "", 2),
			formview.Row(s.choice("prepare_unit_id", "column.unit", "record.no_unit", units), s.choice("prepare_person_id", "column.person", "record.nobody", people)),
			s.date("prepare_by", "life.prepare_until", "form.date_hint")),
	}
	if l.of == "" {
		l.title, l.again = r.t("record.agenda_add"), r.t("record.save_again")
		l.parts = append(l.parts, s.choice("place", "record.place_where", "record.place_last", r.placeOptions(d, partAgenda, "")))
	}
	return r.showLineForm(ctx, c, d, l)
}

// attendanceOptions are the lines of the roll somebody may sit in for.
func attendanceOptions(d meeting.Record, without string) []ui.Option {
	var all []ui.Option
	for _, a := range d.Attendance {
		if a.SubstituteFor.IsZero() && a.ID.String() != without {
			all = append(all, ui.Option{Value: a.ID.String(), Label: joined(", ", a.Name, a.Post)})
		}
	}
	return all
}
