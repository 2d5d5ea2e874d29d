package org

import (
	"context"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/audit"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// CalendarDays lists the days off and working weekends of a year. Days off are public: any actor may look.
func (s *Service) CalendarDays(ctx context.Context, year int) ([]CalendarDay, error) {
	return read(ctx, s, func(q database.Querier) ([]CalendarDay, error) {
		return Days(ctx, q, calendar.NewDate(year, 1, 1), calendar.NewDate(year, 12, 31))
	})
}

// AddDay adds a day to the working calendar. Administrators only. The same row again changes nothing; another row of the
// day is fault.Conflict with the stored one.
func (s *Service) AddDay(ctx context.Context, by access.Actor, in DayInput) (CalendarDay, error) {
	return write(ctx, s, by, in, s.AddDayIn)
}

// AddDayIn is AddDay within a larger act.
func (s *Service) AddDayIn(ctx context.Context, tx database.Tx, by access.Actor, in DayInput) (CalendarDay, error) {
	in, err := s.checkDay(by, in)
	if err != nil {
		return CalendarDay{}, err
	}
	if err := audit.Lock(ctx, tx, access.CommitteeID{}); err != nil { // before the day, for which two may wait
		return CalendarDay{}, err
	}
	fresh, err := insertDay(ctx, tx, in)
	if err != nil {
		return CalendarDay{}, err
	}
	day, err := lockDay(ctx, tx, in.Day)
	switch {
	case err != nil:
		return CalendarDay{}, err
	case fresh:
		return day, s.note(ctx, tx, by, audit.Entry{Action: "calendar.add", Subject: "calendar_day", After: day})
	case day.says(in):
		return day, nil
	}
	return CalendarDay{}, &fault.Fault{Kind: fault.Conflict, Key: "org.day_exists", Args: []any{in.Day.VN()}, Theirs: day}
}

// EditDay changes a day of the working calendar or takes it back. Administrators only.
func (s *Service) EditDay(ctx context.Context, by access.Actor, in DayInput) (CalendarDay, error) {
	return write(ctx, s, by, in, s.EditDayIn)
}

// EditDayIn is EditDay within a larger act.
func (s *Service) EditDayIn(ctx context.Context, tx database.Tx, by access.Actor, in DayInput) (CalendarDay, error) {
	in, err := s.checkDay(by, in)
	if err != nil {
		return CalendarDay{}, err
	}
	before, err := lockDay(ctx, tx, in.Day)
	if err != nil {
		return CalendarDay{}, err
	}
	if err := fresh(in.Version, before.Version, before); err != nil {
		return CalendarDay{}, err
	}
	day, err := updateDay(ctx, tx, in)
	if err != nil {
		return CalendarDay{}, err
	}
	return day, s.note(ctx, tx, by, audit.Entry{Action: "calendar.edit", Subject: "calendar_day", Before: before, After: day})
}

// SeedCalendar fills an empty working calendar from calendar.Seed, with one line in the audit, and returns how many days it
// wrote. A calendar that has any row is left as it is: what administrators changed stays.
func (s *Service) SeedCalendar(ctx context.Context, by access.Actor) (int, error) {
	return write(ctx, s, by, calendar.Seed(), s.seedIn)
}

func (s *Service) seedIn(ctx context.Context, tx database.Tx, by access.Actor, days []calendar.SpecialDay) (int, error) {
	if err := mayAdminister(by, access.WriteCalendar); err != nil {
		return 0, err
	}
	if err := audit.Lock(ctx, tx, access.CommitteeID{}); err != nil {
		return 0, err
	}
	if done, err := seeded(ctx, tx); err != nil || done {
		return 0, err
	}
	for _, d := range days {
		in := DayInput{Day: d.Day, Kind: d.Kind, Name: d.Name, Source: d.Source, Certainty: d.Certainty}.clean()
		if err := s.d.Validate.Struct(in); err != nil {
			return 0, err
		}
		if _, err := insertDay(ctx, tx, in); err != nil {
			return 0, err
		}
	}
	return len(days), s.note(ctx, tx, by, audit.Entry{Action: "calendar.seed", Subject: "calendar_day", After: days})
}

func (s *Service) checkDay(by access.Actor, in DayInput) (DayInput, error) {
	in = in.clean()
	if err := mayAdminister(by, access.WriteCalendar); err != nil {
		return in, err
	}
	if err := s.d.Validate.Struct(in); err != nil {
		return in, err
	}
	return in, in.checkKind()
}
