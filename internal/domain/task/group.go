package task

import (
	"context"
	"slices"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/deadline"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

// FanOut splits a task into one obligation for each unit, or adds units to one already split.
// The parts count from the day the task was given; the parent is from then on shown and never counted.
func (s *Service) FanOut(ctx context.Context, by access.Actor, in FanOutTask) (Task, error) {
	if err := s.d.Validate.Struct(in); err != nil {
		return Task{}, err
	}
	var t Task
	err := database.InTx(ctx, s.d.DB, func(tx database.Tx) (err error) {
		t, err = s.fanOut(ctx, tx, by, in)
		return err
	})
	return t, err
}

func (s *Service) fanOut(ctx context.Context, tx database.Tx, by access.Actor, in FanOutTask) (Task, error) {
	before, err := s.lockForWrite(ctx, tx, by, in.Committee, in.Task)
	if err != nil {
		return Task{}, err
	}
	hash := id.ContentHash(in)
	if sent, err := eventByID(ctx, tx, in.Committee, in.ID); err != nil || len(sent) > 0 {
		if err != nil {
			return Task{}, err
		}
		return before, sameOrConflict(sent[0].hash, hash)
	}
	if err := access.Require(by.MayRecord(in.Committee)); err != nil {
		return Task{}, err
	}
	if before.Version != in.Version {
		return Task{}, fault.Stale(before)
	}
	untouched := before.Form == Single && slices.Contains([]State{Recorded, Assigned, Accepted}, before.State)
	if !untouched && (before.Form != FanOut || !before.State.Open()) {
		return Task{}, fault.New(fault.Conflict, "task.cannot_fan_out")
	}
	parent := before
	parent.Form, parent.EachOf = FanOut, true
	e := stamp(Event{ID: in.ID, Kind: EvPartAdded, EffectiveOn: s.d.Clock.Today(), hash: hash}, by, in.Committee)
	if parent, err = s.append(ctx, tx, parent, e); err != nil {
		return Task{}, err
	}
	if err := s.insertParts(ctx, tx, by, parent, in.Units); err != nil {
		return Task{}, err
	}
	return s.written(ctx, tx, by, "task.fan_out", before)
}

// insertParts makes one obligation for each unit that has none yet. A recurring one becomes a series of its own.
func (s *Service) insertParts(ctx context.Context, tx database.Tx, by access.Actor, parent Task, units []access.UnitID) error {
	parts, err := many(ctx, tx, ` WHERE t.committee_id = $1 AND t.parent_id = $2`, parent.Committee, parent.ID)
	if err != nil {
		return err
	}
	for _, u := range units {
		if slices.ContainsFunc(parts, func(p Task) bool { return p.PartUnit == u }) {
			continue
		}
		p := parent
		p.ID, p.Form, p.Parent, p.PartUnit, p.EachOf = id.From[kind](s.d.NewID), Part, parent.ID, u, false
		if len(parent.Deadline.Recurrences) > 0 {
			p.Form = Series
		}
		p.Assignees = append([]Assignee{{Role: Lead, Unit: u}}, without(parent.Assignees, Lead)...)
		p.hash = ""
		if err := mayName(ctx, tx, p); err != nil {
			return err
		}
		if p, err = s.insert(ctx, tx, by, p); err != nil {
			return err
		}
		if _, err := s.insertOccurrences(ctx, tx, by, p.Committee, p.ID); err != nil {
			return err
		}
	}
	return nil
}

func without(all []Assignee, r AssigneeRole) []Assignee {
	return slices.DeleteFunc(slices.Clone(all), func(a Assignee) bool { return a.Role == r })
}

// MakeOccurrences makes the occurrences of every open series of a committee that are due by the end of the next half-year,
// and reports how many it made. Those already there are left alone: it may run as often as it likes.
func (s *Service) MakeOccurrences(ctx context.Context, by access.Actor, c access.CommitteeID) (int, error) {
	if err := access.Require(by.MayRecord(c)); err != nil {
		return 0, err
	}
	n := 0
	err := database.InTx(ctx, s.d.DB, func(tx database.Tx) (err error) {
		n, err = s.insertOccurrences(ctx, tx, by, c, ID{})
		return err
	})
	return n, err
}

// insertOccurrences makes what is missing of one series, or of all of a committee when only is zero.
func (s *Service) insertOccurrences(ctx context.Context, tx database.Tx, by access.Actor, c access.CommitteeID, only ID) (int, error) {
	series, err := openSeries(ctx, tx, c, only)
	if err != nil {
		return 0, err
	}
	until := calendar.HalfYearOf(s.d.Clock.Today(), calendar.SchemeCalendar).Next().End
	made := 0
	for _, t := range series {
		have, err := occurrenceDays(ctx, tx, c, t.ID)
		if err != nil {
			return made, err
		}
		for _, o := range occurrencesOf(t, have, until) {
			o.ID = id.From[kind](s.d.NewID)
			if _, err := s.insert(ctx, tx, by, o); err != nil {
				return made, err
			}
			made++
		}
	}
	return made, nil
}

// occurrencesOf builds the occurrences of a series that are missing up to a day. Each is given when the one before it falls due.
func occurrencesOf(series Task, have map[calendar.Date]bool, until calendar.Date) []Task {
	var missing []Task
	given := series.GivenOn
	for _, day := range occurrenceDates(series.Deadline, series.GivenOn, until) {
		if !have[day] {
			o := series
			o.Form, o.Series, o.OccursOn, o.Parent, o.PartUnit, o.hash = Occurrence, series.ID, day, ID{}, access.UnitID{}, ""
			o.GivenOn, o.Deadline = given, occurrenceMeaning(series.Deadline, day)
			o.Assignees = neverMoved(series.Assignees)
			missing = append(missing, o)
		}
		given = day.AddDays(1)
	}
	return missing
}

// occurrenceMeaning is the deadline of one occurrence: its day, and the hour where its rhythm names one.
func occurrenceMeaning(series deadline.Meaning, day calendar.Date) deadline.Meaning {
	m := deadline.Meaning{Words: series.Words, Kind: deadline.KindDate, Due: day}
	for _, r := range series.Recurrences {
		if r.Time != "" && len(r.Occurrences(day, day)) > 0 {
			m.Kind, m.Time = deadline.KindDateTime, r.Time
		}
	}
	return m
}

// OccurrencesOf builds every occurrence of a series up to a day, without ids; bulk loads use it.
func OccurrencesOf(series Task, until calendar.Date) []Task { return occurrencesOf(series, nil, until) }

// occurrenceDates merges the days of all recurrences, each day once, in order.
func occurrenceDates(m deadline.Meaning, after, until calendar.Date) []calendar.Date {
	var days []calendar.Date
	for _, r := range m.Recurrences {
		days = append(days, r.Occurrences(after.AddDays(1), until)...)
	}
	slices.SortFunc(days, calendar.Date.Compare)
	return slices.Compact(days)
}
