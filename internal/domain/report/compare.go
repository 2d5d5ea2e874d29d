package report

import (
	"context"
	"slices"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
)

// The periods a report is compared with.
const (
	before     = "before"
	yearBefore = "year_before"
)

// Why a task was carried in and not out, or out and not in.
const (
	whyLateEntry  = "late_entry"  // recorded after the period before was frozen
	whyBetween    = "between"     // took effect after the closing and before the period began
	whyNotCounted = "not_counted" // no longer an obligation of its own
	whyOther      = "other"
)

// compare puts the figures of the period before, and of the same period of the year before, beside those of the report. A period that was
// frozen is compared as it was fixed. Where the opening is not the closing before, the tasks that break it are named.
func compare(ctx context.Context, q database.Querier, h *HalfYear, n neighbours) error {
	if p, ok := n.rules.Before(h.Period); ok {
		there, err := n.another(ctx, q, *h, beside{p, p.End})
		if err != nil {
			return err
		}
		if !there.Period.IsZero() {
			h.Comparison = append(h.Comparison, there.row(before))
		}
		if !there.Period.IsZero() && there.Totals.NotDone != h.CarriedIn {
			if h.Breaks, err = breaks(ctx, q, *h, there); err != nil {
				return err
			}
		}
	}
	if p, ok := n.rules.YearBefore(h.Period); ok && (len(h.Comparison) == 0 || h.Comparison[0].Period != p) {
		there, err := n.another(ctx, q, *h, beside{p, sameDay(*h, p)})
		if err != nil || there.Period.IsZero() {
			return err
		}
		h.Comparison = append(h.Comparison, there.row(yearBefore))
	}
	return nil
}

// sameDay is the day of an earlier period that a report in the middle of its own is compared with.
func sameDay(h HalfYear, p calendar.Period) calendar.Date {
	if !h.AsOf.Before(h.Period.End) {
		return p.End
	}
	d := p.Start.AddDays(h.AsOf.Sub(h.Period.Start))
	return earliest(d, p.End)
}

// neighbours finds the periods beside a report; frozenOnly leaves out those that would have to be counted.
type neighbours struct {
	rules      org.Rules
	frozenOnly bool
}

// beside is another period and its day.
type beside struct {
	p  calendar.Period
	on calendar.Date
}

// another is the whole of another period: as it was frozen, or else counted at a day, by what this report knows. Its period is zero where it was left out.
func (n neighbours) another(ctx context.Context, q database.Querier, h HalfYear, b beside) (HalfYear, error) {
	p, on := b.p, b.on
	if on == p.End {
		fixed, err := lastFrozen(ctx, q, h, p.Code)
		if err != nil || fixed > 0 {
			if err != nil {
				return HalfYear{}, err
			}
			return frozenTotals(ctx, q, Query{Committee: h.Letterhead.Committee, Period: p.Code, Frozen: fixed})
		}
	}
	if n.frozenOnly {
		return HalfYear{}, nil
	}
	there := HalfYear{Letterhead: h.Letterhead, Period: p, AsOf: on, Known: h.Known, SoonDays: h.SoonDays}
	var err error
	there.Totals, there.CarriedIn, err = totals(ctx, q, there)
	there.Given = there.Totals.Total + there.Totals.Cancelled - there.CarriedIn
	return there, err
}

func (h HalfYear) row(which string) Compared {
	c := Compared{Which: which, Period: h.Period, AsOf: h.AsOf, CarriedIn: h.CarriedIn, Given: h.Given, Figures: h.Totals}
	if h.Frozen != nil {
		c.Frozen = h.Frozen.Number
	}
	return c
}

// mostBreaks is how many tasks a report names; the identity itself says how many there are at least.
const mostBreaks = 200

// breaks names the tasks carried in but not out, and out but not in.
func breaks(ctx context.Context, q database.Querier, h, closing HalfYear) ([]Break, error) {
	in, err := carried(ctx, q, h, "carried_in")
	if err != nil {
		return nil, err
	}
	out, err := carried(ctx, q, closing, "carried_out")
	if err != nil {
		return nil, err
	}
	var all []Break
	for k, row := range in {
		if _, both := out[k]; !both {
			all = append(all, Break{Task: k, Number: row.number, Text: row.text, In: true, Why: whyOther})
		}
	}
	for k, row := range out {
		if _, both := in[k]; !both {
			all = append(all, Break{Task: k, Number: row.number, Text: row.text, Why: whyOther})
		}
	}
	slices.SortFunc(all, func(a, b Break) int { return a.Number - b.Number })
	all = all[:min(len(all), mostBreaks)]
	return all, explain(ctx, q, h, closing, all)
}

// explain finds for each the event that made the difference: recorded too late to be in the closing, or taking effect between the two days.
func explain(ctx context.Context, q database.Querier, h, closing HalfYear, all []Break) error {
	ids := make([]task.ID, len(all))
	for i, b := range all {
		ids[i] = b.Task
	}
	told, err := eventsSince(ctx, q, since{committee: h.Letterhead.Committee, tasks: ids, from: closing.AsOf, until: h.Period.Start.AddDays(-1), after: closing.Known, known: h.Known})
	if err != nil {
		return err
	}
	for i := range all {
		b := &all[i]
		e, ok := told[b.Task]
		switch {
		case !ok:
		case !e.Counted:
			b.Why = whyNotCounted
		case e.Kind != "" && e.RecordedAt.After(closing.Known):
			b.Why, b.Event, b.On, b.At = whyLateEntry, e.Kind, e.EffectiveOn, e.RecordedAt
		case e.Kind != "":
			b.Why, b.Event, b.On, b.At = whyBetween, e.Kind, e.EffectiveOn, e.RecordedAt
		}
	}
	return nil
}
