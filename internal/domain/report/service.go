package report

import (
	"context"
	"time"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// Service makes reports.
type Service struct{ d org.Deps }

// NewService returns a Service over what every subject is given.
func NewService(d org.Deps) *Service { return &Service{d} }

// Query says which report is asked for.
type Query struct {
	Committee access.CommitteeID
	Period    string        // "2020-H2", "2020-Q3", …, by the preset of the committee valid then
	AsOf      calendar.Date // zero: today, or the day of the cut-off when that is past
	Known     time.Time     // zero: now
	Frozen    int           // the number of the frozen report to read instead; 0: count now
	Alone     bool          // leave out periods beside it that would have to be counted too: three reports cost three times one
}

// HalfYear counts a committee's half-year. Members and observers of the committee may read it; to anybody else it does not exist.
func (s *Service) HalfYear(ctx context.Context, by access.Actor, q Query) (HalfYear, error) {
	var h HalfYear
	err := s.read(ctx, by, q.Committee, func(tx database.Querier) (err error) {
		h, err = s.make(ctx, tx, q)
		return err
	})
	return h, err
}

// read opens the snapshot in which a report is counted, for those who may read it.
func (s *Service) read(ctx context.Context, by access.Actor, c access.CommitteeID, f func(database.Querier) error) error {
	scope, err := by.ReadScope(c)
	if err != nil {
		return err
	}
	if err := access.Require(scope.All || scope.IssuedOnly); err != nil {
		return err
	}
	return database.InReadTx(ctx, s.d.DB, f)
}

// WithTasks makes the report and hands it to f together with a way to walk the list behind it, all in one snapshot,
// so that a workbook's list and figures are of one instant however long it takes to write.
func (s *Service) WithTasks(ctx context.Context, by access.Actor, q Query, f func(HalfYear, Walk) error) error {
	return s.read(ctx, by, q.Committee, func(tx database.Querier) error {
		h, err := s.make(ctx, tx, q)
		if err != nil {
			return err
		}
		return f(h, func(yield func(TaskRow) error) error {
			if h.Frozen != nil {
				return eachFrozen(ctx, tx, h, Behind{Figure: "all"}, page{}, yield)
			}
			return eachTask(ctx, tx, h, Behind{Figure: "all"}, page{}, yield)
		})
	})
}

// Walk calls yield for each task of a list, in the list's order, holding one at a time.
type Walk func(yield func(TaskRow) error) error

// Behind names the list behind a figure.
type Behind struct {
	Figure  string        // a name of FigureNames, or carried_in, given, carried_out, all
	Unit    access.UnitID // where this unit is a lead
	NoLead  bool
	Field   org.FieldID
	NoField bool
}

// List reads one page of the list behind a figure, with the report's head for its title.
func (s *Service) List(ctx context.Context, by access.Actor, q Query, b Behind, l org.ListQuery) (HalfYear, org.Page[TaskRow], error) {
	l = l.Norm()
	var h HalfYear
	list := org.Page[TaskRow]{Page: l.Page, Per: l.Per}
	if _, ok := condition(b.Figure); !ok {
		return h, list, fault.New(fault.NotFound, "not_found")
	}
	err := s.read(ctx, by, q.Committee, func(tx database.Querier) (err error) {
		if h, err = s.head(ctx, tx, q); err != nil {
			return err
		}
		total, each := countTasks, eachTask
		if h.Frozen != nil {
			total, each = countFrozen, eachFrozen
		}
		if list.Total, err = total(ctx, tx, h, b); err != nil {
			return err
		}
		return each(ctx, tx, h, b, page{limit: l.Per, offset: (l.Page - 1) * l.Per}, func(r TaskRow) error {
			list.Rows = append(list.Rows, r)
			return nil
		})
	})
	return h, list, err
}

// head is the report without its counts: letterhead, period and the two clocks.
func (s *Service) head(ctx context.Context, tx database.Querier, q Query) (HalfYear, error) {
	if q.Frozen > 0 {
		return frozenHead(ctx, tx, q)
	}
	rules, err := org.RulesOf(ctx, tx, q.Committee)
	if err != nil {
		return HalfYear{}, err
	}
	return s.headUnder(ctx, tx, q, rules)
}

func (s *Service) headUnder(ctx context.Context, tx database.Querier, q Query, rules org.Rules) (HalfYear, error) {
	period, err := rules.Period(q.Period)
	if err != nil {
		return HalfYear{}, err
	}
	h := HalfYear{Period: period, AsOf: q.AsOf, Known: q.Known, Definitions: definitions}
	if h.AsOf.IsZero() {
		h.AsOf = earliest(s.d.Clock.Today(), period.End, period.Cutoff)
	}
	if h.AsOf.Before(period.Start) {
		return HalfYear{}, fault.Field("as_of", "report.as_of_before_period", period.Start.VN())
	}
	if h.Known.IsZero() {
		h.Known = s.d.Clock()
	}
	h.Letterhead, h.SoonDays, err = letterhead(ctx, tx, q.Committee, h.AsOf)
	return h, err
}

func earliest(first calendar.Date, others ...calendar.Date) calendar.Date {
	for _, d := range others {
		if d.Before(first) {
			first = d
		}
	}
	return first
}

func (s *Service) make(ctx context.Context, tx database.Querier, q Query) (HalfYear, error) {
	if q.Frozen > 0 {
		return frozen(ctx, tx, q)
	}
	rules, err := org.RulesOf(ctx, tx, q.Committee)
	if err != nil {
		return HalfYear{}, err
	}
	h, err := s.headUnder(ctx, tx, q, rules)
	if err != nil {
		return HalfYear{}, err
	}
	if err := count(ctx, tx, &h); err != nil {
		return HalfYear{}, err
	}
	if h.ShortcomingRows, err = shortcomings(ctx, tx, h); err != nil {
		return HalfYear{}, err
	}
	h.Shortcomings = countShortcomings(h)
	if h.Meetings, err = meetings(ctx, tx, h); err != nil {
		return HalfYear{}, err
	}
	if err := compare(ctx, tx, &h, neighbours{rules, q.Alone}); err != nil {
		return HalfYear{}, err
	}
	h.Rates = rates(h.Totals)
	h.check()
	return h, nil
}

// countShortcomings reads the figures off the list, which holds every row they count.
func countShortcomings(h HalfYear) ShortcomingFigures {
	var f ShortcomingFigures
	for _, r := range h.ShortcomingRows {
		inside := !r.RaisedOn.Before(h.Period.Start)
		switch {
		case inside && r.Times > 1:
			f.Repeated++
		case inside:
			f.New++
		}
		if r.State == "cured" {
			f.Cured++
		} else {
			f.Open++
		}
	}
	return f
}
