package ui

import (
	"context"
	"net/http"
	"strconv"

	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	formview "github.com/dondoc/dondoc/web/views/form"
	registerview "github.com/dondoc/dondoc/web/views/register"
	"github.com/dondoc/dondoc/web/views/ui"
)

// paramYear is the year of the calendar.
const paramYear = "nam"

func (r room) calendarCrumb() ui.Link {
	return ui.Link{Text: r.t("admin.calendar"), URL: adminURL + "/lich"}
}

// calendarYear is the year asked for, or the present one.
func (r room) calendarYear(s string) int {
	if n, err := strconv.Atoi(s); err == nil && n >= 1990 && n <= 2100 {
		return n
	}
	return r.today.Year
}

func (r room) yearURL(year int) string {
	return r.in("lich") + "?" + paramYear + "=" + strconv.Itoa(year)
}

func (p *Pages) showCalendar(ctx context.Context, c *gin.Context, r room) error {
	year := r.calendarYear(c.Query(paramYear))
	days, err := p.d.Org.CalendarDays(ctx, year)
	if err != nil {
		return err
	}
	title := r.t("admin.calendar_of", strconv.Itoa(year))
	page := registerview.ShowPage{
		Base: r.desk(ui.SectionAdmin, r.calendarCrumb(), ui.Link{Text: title}), Head: ui.PageHead{Title: title}, Note: r.t("admin.calendar_note"),
	}
	page.Head.Actions = []ui.Link{{Text: r.t("admin.new_day"), URL: r.in("lich", "moi") + "?" + paramYear + "=" + strconv.Itoa(year), Icon: ui.IconAdd}}
	for y := year - 2; y <= year+2; y++ {
		page.Tabs = append(page.Tabs, registerview.Tab{Link: ui.Link{Text: strconv.Itoa(y), URL: r.yearURL(y)}, Here: y == year})
	}
	part := registerview.Part{
		ID: "ngay", Title: r.t("admin.days"), Empty: r.t("admin.no_day"),
		Table: ui.Table{Caption: r.t("admin.days"), Heads: r.heads("column.date", "column.kind", "column.name", "column.source", "admin.certainty", "register.row_act")},
	}
	for _, d := range days {
		part.Table.Rows = append(part.Table.Rows, line(
			ui.Cell{Text: d.Day.VN(), Sub: r.t("weekday." + strconv.Itoa(int(d.Day.Weekday()))), Chip: r.takenBack(d.Withdrawn)},
			word(r.t("calendar_day."+string(d.Kind))), word(d.Name), word(d.Source), word(r.t("certainty."+d.Certainty)),
			ui.Cell{Text: r.t("action.edit"), URL: r.in("lich", d.Day.String(), "sua")}))
	}
	page.Parts = []registerview.Part{part}
	return show(ctx, c, http.StatusOK, registerview.Show(page))
}

func (p *Pages) newDay(ctx context.Context, c *gin.Context, r room) error {
	return p.dayForm(ctx, c, r, filled("kind", string(calendar.DayOff), "certainty", "V"), nil)
}

func (p *Pages) dayForm(ctx context.Context, c *gin.Context, r room, t typed, theirs *typed) error {
	k := card{title: r.t("admin.new_day"), action: r.in("lich"), back: r.in("lich"), required: []string{"day", "kind", "name", "source", "certainty"}}
	edited := t.version() > 0
	if edited {
		k.title, k.lead = r.t("admin.edit_day"), t.values.Get("day")
		if d, err := calendar.ParseISO(c.Param("day")); err == nil {
			k.action, k.back, k.lead = r.in("lich", d.String(), "sua"), r.yearURL(d.Year), d.VN()
		}
	}
	k.base = r.desk(ui.SectionAdmin, r.calendarCrumb(), ui.Link{Text: k.title})
	k.parts = func(s *sheet) []templ.Component {
		parts := []templ.Component{
			s.radios("kind", "column.kind", optionsOf(r, "calendar_day.", []calendar.DayKind{calendar.DayOff, calendar.WorkingWeekend})),
			s.text("name", "column.name", "admin.day_name_hint"), s.text("source", "column.source", "admin.day_source_hint"),
			s.choice("certainty", "admin.certainty", "", optionsOf(r, "certainty.", []string{"V", "V2", "M", "D"})), s.withdrawal(),
		}
		if edited { // which day a row is about never changes
			return parts
		}
		return append([]templ.Component{formview.Row(s.date("day", "column.date", "form.date_hint"))}, parts...)
	}
	return p.cardForm(ctx, c, r, k, t, theirs)
}

func (t typed) calendarDay(d calendar.Date) org.DayInput {
	return org.DayInput{
		Day: d, Version: t.version(), Kind: calendar.DayKind(t.values.Get("kind")), Name: t.values.Get("name"), Source: t.values.Get("source"),
		Certainty: t.values.Get("certainty"), Withdrawn: t.yes("withdrawn"),
	}
}

func dayValues(d org.CalendarDay) typed {
	return filled("version", strconv.Itoa(d.Version), "day", d.Day.VN(), "kind", string(d.Kind), "name", d.Name, "source", d.Source,
		"certainty", d.Certainty).with(d.Withdrawn, "withdrawn")
}

func (p *Pages) createDay(ctx context.Context, c *gin.Context, r room) error {
	t := posted(c)
	return keep(c, r, t, keeping[org.CalendarDay]{
		write: func() (org.CalendarDay, error) { return p.d.Org.AddDay(ctx, r.by, t.calendarDay(t.date(r, "day"))) },
		again: func(t typed, _ *typed) error { return p.dayForm(ctx, c, r, t, nil) },
		then:  func(d org.CalendarDay) string { return r.yearURL(d.Day.Year) },
	})
}

func (p *Pages) dayOf(ctx context.Context, c *gin.Context) (org.CalendarDay, error) {
	d, err := calendar.ParseISO(c.Param("day"))
	if err != nil {
		return org.CalendarDay{}, fault.New(fault.NotFound, "not_found").Because(err)
	}
	days, err := p.d.Org.CalendarDays(ctx, d.Year)
	if err != nil {
		return org.CalendarDay{}, err
	}
	for _, one := range days {
		if one.Day == d {
			return one, nil
		}
	}
	return org.CalendarDay{}, fault.New(fault.NotFound, "not_found")
}

func (p *Pages) editDay(ctx context.Context, c *gin.Context, r room) error {
	d, err := p.dayOf(ctx, c)
	if err != nil {
		return err
	}
	return p.dayForm(ctx, c, r, dayValues(d), nil)
}

func (p *Pages) saveDay(ctx context.Context, c *gin.Context, r room) error {
	d, err := p.dayOf(ctx, c)
	if err != nil {
		return err
	}
	t := posted(c)
	return keep(c, r, t, keeping[org.CalendarDay]{
		write: func() (org.CalendarDay, error) { return p.d.Org.EditDay(ctx, r.by, t.calendarDay(d.Day)) }, values: dayValues,
		again: func(t typed, theirs *typed) error { return p.dayForm(ctx, c, r, t, theirs) },
		then:  func(d org.CalendarDay) string { return r.yearURL(d.Day.Year) },
	})
}
