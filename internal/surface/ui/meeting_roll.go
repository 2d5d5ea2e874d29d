package ui

import (
	"context"
	"strconv"

	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/foundation/access"
	formview "github.com/dondoc/dondoc/web/views/form"
	"github.com/dondoc/dondoc/web/views/ui"
)

func (p *Pages) newAttendance(ctx context.Context, c *gin.Context, r room) error {
	d, err := p.kept(ctx, c, r)
	if err != nil {
		return err
	}
	return p.attendanceForm(ctx, c, r, d, lineForm{t: p.fresh("status", string(meeting.Present))})
}

func attendanceContent(t typed) meeting.AttendanceContent {
	return meeting.AttendanceContent{
		Person: access.PersonID(t.id("person_id")), Name: t.values.Get("name"), Post: t.values.Get("post"), Unit: access.UnitID(t.id("unit_id")),
		Status: meeting.AttendanceStatus(t.values.Get("status")), SubstituteFor: meeting.AttendanceID(t.id("substitute_for")),
		ArrivedAt: clockTime(t.values.Get("arrived_at")), LeftAt: clockTime(t.values.Get("left_at")), BackAt: clockTime(t.values.Get("back_at")),
	}
}

func attendanceValues(a meeting.Attendance) typed {
	return filled("id", a.ID.String(), "version", strconv.Itoa(a.Version), "person_id", idText(a.Person), "name", a.Name, "post", a.Post,
		"unit_id", idText(a.Unit), "status", string(a.Status), "substitute_for", idText(a.SubstituteFor), "arrived_at", a.ArrivedAt, "left_at", a.LeftAt, "back_at", a.BackAt)
}

func (p *Pages) createAttendance(ctx context.Context, c *gin.Context, r room) error {
	d, err := p.kept(ctx, c, r)
	if err != nil {
		return err
	}
	t := posted(c)
	after, first := t.place()
	_, err = p.d.Meetings.AddAttendance(ctx, r.by, meeting.AddAttendance{
		Committee: r.committee.ID, ID: meeting.AttendanceID(t.id("id")), Meeting: d.Meeting.ID, After: after, First: first, AttendanceContent: attendanceContent(t),
	})
	if err != nil {
		if t, err = t.refused(r, err); err != nil {
			return err
		}
		return p.attendanceForm(ctx, c, r, d, lineForm{t: t.renamed("after_id", "place")})
	}
	return r.lineDone(c, d, partRoll, t)
}

func (p *Pages) editAttendance(ctx context.Context, c *gin.Context, r room) error {
	d, a, err := p.attendanceOf(ctx, c, r)
	if err != nil {
		return err
	}
	return p.attendanceForm(ctx, c, r, d, lineForm{t: attendanceValues(a), of: a.ID.String()})
}

func (p *Pages) attendanceOf(ctx context.Context, c *gin.Context, r room) (meeting.Record, meeting.Attendance, error) {
	d, err := p.kept(ctx, c, r)
	a, err := lineAt(c, err, d.Attendance, func(a meeting.AttendanceEntry) string { return a.ID.String() })
	return d, a.Attendance, err
}

func (p *Pages) saveAttendance(ctx context.Context, c *gin.Context, r room) error {
	t := posted(c)
	d, a, err := p.attendanceOf(ctx, c, r)
	if err != nil {
		return err
	}
	_, err = p.d.Meetings.EditAttendance(ctx, r.by, meeting.EditAttendance{Committee: r.committee.ID, ID: a.ID, Version: t.version(), AttendanceContent: attendanceContent(t)})
	if err == nil {
		return r.lineDone(c, d, partRoll, t)
	}
	l, err := refusedLine(r, t, err, attendanceValues)
	if err != nil {
		return err
	}
	l.of = a.ID.String()
	return p.attendanceForm(ctx, c, r, d, l)
}

func (p *Pages) attendanceForm(ctx context.Context, c *gin.Context, r room, d meeting.Record, l lineForm) error {
	people, err := p.peopleOptions(ctx, r)
	if err != nil {
		return err
	}
	units, err := p.unitOptions(ctx, r)
	if err != nil {
		return err
	}
	var statuses []ui.Option
	for _, s := range []meeting.AttendanceStatus{meeting.Present, meeting.Excused, meeting.Absent} {
		statuses = append(statuses, ui.Option{Value: string(s), Label: r.t("attendance." + string(s))})
	}
	s := newSheet(r, l.t)
	l.part, l.sheet, l.title = partRoll, s, r.t("record.roll_edit")
	l.parts = []templ.Component{
		formview.Row(s.choice("person_id", "column.person", "record.not_in_register", people), s.text("name", "record.name_as_called", "record.name_hint")),
		s.text("post", "record.post", "record.post_hint"),
		s.choice("unit_id", "column.unit", "record.no_unit", units),
		s.radios("status", "record.status", statuses),
		formview.Row(s.text("arrived_at", "record.arrived", "record.hour_hint"), s.text("left_at", "record.left_at", ""), s.text("back_at", "record.back_at", "")),
		s.choice("substitute_for", "record.substitute_for", "record.for_nobody", attendanceOptions(d, l.of)),
	}
	if l.of == "" {
		l.title, l.again = r.t("record.roll_add"), r.t("record.save_again")
		l.parts = append(l.parts, s.choice("place", "record.place_where", "record.place_last", r.placeOptions(d, partRoll, "")))
	}
	return r.showLineForm(ctx, c, d, l)
}
