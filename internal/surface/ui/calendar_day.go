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

func dayList() *ui.ListSpec {
	return &ui.ListSpec{
		Name: "lich", Sort: "ngay", Size: org.DefaultPer, Filters: []string{paramYear, paramKind},
		Columns: []ui.Column{
			{Key: "ngay", Label: "column.date", Sort: true, Short: true, Fixed: true},
			{Key: "thu", Label: "admin.weekday"},
			{Key: "loai", Label: "column.kind", Sort: true},
			{Key: "ten", Label: "column.name", Sort: true, Wide: true, Fixed: true},
			{Key: "nguon", Label: "column.source"},
			{Key: "chac", Label: "admin.certainty", Sort: true},
		},
	}
}

// calendarDays reads the days of a year that the list asks for.
func (p *Pages) calendarDays(ctx context.Context, r room, q ui.ListQuery) (shortList, error) {
	days, err := p.d.Org.CalendarDays(ctx, r.calendarYear(q.Get(paramYear)))
	l := shortList{q: q}
	for _, d := range days {
		if kind := q.Get(paramKind); kind != "" && kind != string(d.Kind) {
			continue
		}
		l.rows = append(l.rows, shortRow{
			row: ui.Row{ID: d.Day.String(), Label: d.Day.VN(), Quiet: d.Withdrawn},
			cells: map[string]ui.Cell{
				"ngay": {Text: d.Day.VN(), URL: r.in("lich", d.Day.String(), "sua")}, "thu": word(r.t("weekday." + strconv.Itoa(int(d.Day.Weekday())))),
				"loai": word(r.t("calendar_day." + string(d.Kind))), "ten": {Text: d.Name, Chip: r.takenBack(d.Withdrawn)}, "nguon": word(d.Source),
				"chac": word(r.t("certainty." + d.Certainty)),
			},
			order: map[string]string{"ngay": d.Day.String()},
		})
	}
	return l, err
}

func (p *Pages) showCalendar(ctx context.Context, c *gin.Context, r room) error {
	q := p.readList(c, dayList(), r.in("lich"))
	days, err := p.calendarDays(ctx, r, q)
	if err != nil {
		return err
	}
	year := r.calendarYear(q.Get(paramYear))
	var years []ui.Option
	for y := year - 2; y <= year+2; y++ {
		years = append(years, ui.Option{Value: strconv.Itoa(y), Label: strconv.Itoa(y)})
	}
	title := r.t("admin.calendar_of", strconv.Itoa(year))
	l := days.list(r)
	l.Caption = title
	l.Sentence = ui.Sentence(r.t("admin.day_sentence"),
		q.Filter(paramKind, r.t("column.kind"), r.t("admin.any_day"), optionsOf(r, "calendar_day.", []calendar.DayKind{calendar.DayOff, calendar.WorkingWeekend})),
		q.Filter(paramYear, r.t("admin.year"), r.t("admin.this_year"), years))
	add := ui.Link{Text: r.t("admin.new_day"), URL: r.in("lich", "moi") + "?" + paramYear + "=" + strconv.Itoa(year), Icon: ui.IconAdd}
	l.Actions, l.Empty = []ui.Link{add}, ui.Empty{Text: r.t("admin.no_day"), Action: add}
	return show(ctx, c, http.StatusOK, registerview.List(registerview.ListPage{
		Base: r.desk(ui.SectionAdmin, r.calendarCrumb(), ui.Link{Text: title}), Head: ui.PageHead{Title: title}, Note: r.t("admin.calendar_note"), List: l,
	}))
}

func (p *Pages) exportCalendar(ctx context.Context, c *gin.Context, r room) error {
	q := p.readList(c, dayList(), r.in("lich"))
	days, err := p.calendarDays(ctx, r, q)
	if err != nil {
		return err
	}
	return p.exportShort(c, r, r.t("admin.calendar_of", strconv.Itoa(r.calendarYear(q.Get(paramYear)))), days)
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
