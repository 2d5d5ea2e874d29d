package api

import (
	"context"
	"strconv"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/report"
)

// YearQuery names a year; none: this one.
type YearQuery struct {
	Year int `json:"year"`
}

func (a *API) listPeriods(ctx context.Context, c call, q YearQuery) (Rows[report.PeriodState], error) {
	if q.Year == 0 {
		q.Year = a.d.Clock.Today().Year
	}
	rows, err := a.d.Reports.Periods(ctx, c.by, c.in(), q.Year)
	return Rows[report.PeriodState]{Rows: rows, Total: len(rows)}, err
}

func (a *API) listFrozen(ctx context.Context, c call) ([]report.Frozen, error) {
	return a.d.Reports.Freezes(ctx, c.by, c.in(), c.word("period"))
}

func (a *API) lateEntries(ctx context.Context, c call) (report.LateEntries, error) {
	number, err := strconv.Atoi(c.word("frozen"))
	if err != nil || number < 1 {
		return report.LateEntries{}, refuse("frozen", "validate.min", 1)
	}
	return a.d.Reports.LateEntries(ctx, c.by, report.Query{Committee: c.in(), Period: c.word("period"), Frozen: number})
}

func (a *API) periodDates(ctx context.Context, c call) (org.PeriodDates, error) {
	return a.d.Org.PeriodDates(ctx, c.by, c.in(), c.word("period"))
}

func (a *API) reportSetting(ctx context.Context, c call) (report.Setting, error) {
	return a.d.Reports.Setting(ctx, c.by, c.in())
}
