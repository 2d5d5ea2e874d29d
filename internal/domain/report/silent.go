package report

import (
	"context"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
)

// SilentUnit is a unit that leads open tasks, was given none and reported on none for SilentDays.
type SilentUnit struct {
	Unit         access.UnitID `db:"unit_id" json:"unit_id"`
	Name         string        `db:"name" json:"name"`
	Open         int           `db:"open" json:"open"`
	Overdue      int           `db:"overdue" json:"overdue"`
	LastReportOn calendar.Date `db:"last_report_on" json:"last_report_on,omitzero"` // on a task still open
	Days         int           `db:"days" json:"days"`                              // since the last report, or the last task given
}

// SilentDays is after how many days without a word a unit with open tasks counts as silent.
func SilentDays() int { return silentDays }

// SilentUnits lists the units behind the figure of the first page, the longest silent first. A focal person sees their own.
func (s *Service) SilentUnits(ctx context.Context, by access.Actor, c access.CommitteeID, on org.AsOf, l org.ListQuery) (org.Page[SilentUnit], error) {
	scope, err := by.ReadScope(c)
	if err != nil {
		return org.Page[SilentUnit]{}, err
	}
	then, err := on.At(s.d.Clock)
	if err != nil {
		return org.Page[SilentUnit]{}, err
	}
	var page org.Page[SilentUnit]
	err = database.InReadTx(ctx, s.d.DB, func(q database.Querier) (err error) {
		page, err = silentUnits(ctx, q, overviewQuery{committee: c, scope: scope, then: then}, l)
		return err
	})
	return page, err
}
