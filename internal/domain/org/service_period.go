package org

import (
	"context"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/audit"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// PeriodDates is one period with its days, for whoever has a role in the committee, or administers. Version 0: they are the preset's.
func (s *Service) PeriodDates(ctx context.Context, by access.Actor, c access.CommitteeID, code string) (PeriodDates, error) {
	if _, err := sightOf(by, c, access.ReadRegister); err != nil {
		return PeriodDates{}, err
	}
	return read(ctx, s, func(q database.Querier) (PeriodDates, error) { return periodDates(ctx, q, c, code) })
}

func periodDates(ctx context.Context, q database.Querier, c access.CommitteeID, code string) (PeriodDates, error) {
	r, err := RulesOf(ctx, q, c)
	if err != nil {
		return PeriodDates{}, err
	}
	for _, o := range r.Own {
		if o.Code == code {
			return o, nil
		}
	}
	p, err := r.Period(code)
	return PeriodDates{Committee: c, Code: p.Code, StartsOn: p.Start, EndsOn: p.End, CutoffOn: p.Cutoff, SendByOn: p.SendBy}, err
}

// SetPeriod gives one period days of its own, or takes them back. Administrators only. Frozen reports keep theirs.
func (s *Service) SetPeriod(ctx context.Context, by access.Actor, in PeriodInput) (PeriodDates, error) {
	return write(ctx, s, by, in, s.SetPeriodIn)
}

// SetPeriodIn is SetPeriod within a larger act. Setting what is set already changes nothing.
func (s *Service) SetPeriodIn(ctx context.Context, tx database.Tx, by access.Actor, in PeriodInput) (PeriodDates, error) {
	if err := mayAdminister(by, access.WriteCommittee); err != nil {
		return PeriodDates{}, err
	}
	in.Why = Line(in.Why)
	if err := s.d.Validate.Struct(in); err != nil {
		return PeriodDates{}, err
	}
	if err := in.check(); err != nil {
		return PeriodDates{}, err
	}
	if _, err := lockCommittee(ctx, tx, in.Committee); err != nil {
		return PeriodDates{}, err
	}
	before, err := periodDates(ctx, tx, in.Committee, in.Code)
	if err != nil {
		return PeriodDates{}, err
	}
	want := PeriodDates{
		Committee: in.Committee, Code: in.Code, StartsOn: in.StartsOn, EndsOn: in.EndsOn, CutoffOn: in.CutoffOn, SendByOn: in.SendByOn,
		Why: in.Why, Withdrawn: in.Withdrawn, Version: before.Version,
	}
	if want == before {
		return before, nil
	}
	if in.Version != before.Version {
		return before, fault.Stale(before)
	}
	after, err := putPeriod(ctx, tx, want)
	if err != nil {
		return PeriodDates{}, err
	}
	return after, s.note(ctx, tx, by, audit.Entry{
		Committee: in.Committee, Action: "period.set", Subject: "committee", SubjectID: in.Committee, Before: before, After: after,
	})
}

// Rules are what the codes of a committee's periods mean, for whoever has a role there, or administers.
func (s *Service) Rules(ctx context.Context, by access.Actor, c access.CommitteeID) (Rules, error) {
	if _, err := sightOf(by, c, access.ReadRegister); err != nil {
		return Rules{}, err
	}
	return read(ctx, s, func(q database.Querier) (Rules, error) { return RulesOf(ctx, q, c) })
}

// FirstWorkday is the first working day after a cut-off: the earliest day on which a report is sent (Nghị định 09/2019/NĐ-CP, article 8.5).
func FirstWorkday(w *calendar.WorkCalendar, cutoff calendar.Date) calendar.Date {
	return w.AddWorkingDays(cutoff, 1)
}
