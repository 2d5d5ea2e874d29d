package api

import (
	"context"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/deadline"
)

func (a *API) dayRoutes() []route {
	return []route{
		lists(title{"/calendar/{year}", "listDays", "Days off and working weekends of a year"}, a.listDays),
		a.addDay(),
		edits(title{"/calendar/days/{day}", "editDay", "Change a day of the working calendar, or take it back (administrators)"}, a.d.Org.EditDay).bind("day=day"),
		asks(title{"/deadline", "understandDeadline", "What the words of a deadline mean"}, a.understand),
	}
}

func (a *API) addDay() route {
	t := title{"/calendar/days", "addDay", "Add a day to the working calendar (administrators)"}
	return creates(t, "/calendar/days/{day}", a.d.Org.AddDay, a.dayThere)
}

func (a *API) listDays(ctx context.Context, c call) ([]org.CalendarDay, error) {
	year, err := c.year()
	if err != nil {
		return nil, err
	}
	return a.d.Org.CalendarDays(ctx, year)
}

func (a *API) dayThere(ctx context.Context, _ call, in org.DayInput) error {
	all, err := a.d.Org.CalendarDays(ctx, in.Day.Year)
	return oneOf(all, err, func(d org.CalendarDay) bool { return d.Day == in.Day })
}

// DeadlineQuery are the words of a deadline and the day they were spoken; none: today.
type DeadlineQuery struct {
	Words string        `json:"words" validate:"required"`
	On    calendar.Date `json:"on"`
}

// Understood is what the words of a deadline mean; Explained says the message keys in the caller's language.
type Understood struct {
	deadline.Meaning
	Explained []string `json:"explained"`
}

// longestWords bounds the words of a deadline, in bytes.
const longestWords = 2000

func (a *API) understand(ctx context.Context, c call, q DeadlineQuery) (Understood, error) {
	switch {
	case q.Words == "":
		return Understood{}, refuse("words", "validate.required")
	case len(q.Words) > longestWords:
		return Understood{}, refuse("words", "validate.max", "2000")
	case q.On.IsZero():
		q.On = a.d.Clock.Today()
	}
	var off []calendar.SpecialDay
	for year := q.On.Year; year <= min(q.On.Year+1, 9998); year++ {
		days, err := a.d.Org.CalendarDays(ctx, year)
		if err != nil {
			return Understood{}, err
		}
		for _, d := range days {
			if !d.Withdrawn {
				off = append(off, calendar.SpecialDay{Day: d.Day, Kind: d.Kind, Name: d.Name, Source: d.Source, Certainty: d.Certainty})
			}
		}
	}
	m := deadline.Understand(q.Words, deadline.Options{On: q.On, Calendar: calendar.NewWorkCalendar(off)})
	u := Understood{Meaning: m}
	for _, keys := range [][]string{m.Missing, m.Assumed, m.Doubts} {
		for _, k := range keys {
			u.Explained = append(u.Explained, c.words.T(k))
		}
	}
	return u, nil
}
