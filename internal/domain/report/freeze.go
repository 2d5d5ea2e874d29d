package report

import (
	"context"
	"time"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/audit"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

type freezeKind struct{}

// FreezeID is that of a frozen report.
type FreezeID = id.ID[freezeKind]

// Timeliness says when a report was frozen, held against its period's cut-off and day of sending.
type Timeliness string

// The times: before the end of the cut-off, until the day of sending, after it.
const (
	Early  Timeliness = "early"
	OnTime Timeliness = "on_time"
	Late   Timeliness = "late"
)

// Frozen tells of a report that was fixed. Nothing of it changes any more; a wrong one is superseded by the next number.
type Frozen struct {
	ID         FreezeID        `json:"id"`
	Number     int             `json:"number"` // within the period
	Period     calendar.Period `json:"period"`
	AsOf       calendar.Date   `json:"as_of"`
	At         time.Time       `json:"at"` // what was recorded later is not in it
	Timeliness Timeliness      `json:"timeliness"`
	ByJob      bool            `json:"by_job"`
	Reason     string          `json:"reason"`
	Supersedes int             `json:"supersedes"` // the number it replaces; 0: none
	Person     string          `json:"person"`     // who fixed it, as named then
	Login      string          `json:"login"`
	Last       bool            `json:"last"` // no later one of the period supersedes it
}

// timeliness is when a freeze of a day comes.
func timeliness(p calendar.Period, today calendar.Date) Timeliness {
	switch {
	case !today.After(p.Cutoff):
		return Early
	case today.After(p.SendBy) && p.SendBy.After(p.Cutoff):
		return Late
	}
	return OnTime
}

// FreezeInput fixes a period's report.
type FreezeInput struct {
	ID        FreezeID           `json:"id" validate:"required"`
	Committee access.CommitteeID `json:"committee_id" validate:"required"`
	Period    string             `json:"period" validate:"required,max=8"`
	AsOf      calendar.Date      `json:"as_of,omitzero" validate:"omitempty,realdate"` // none: the cut-off, or today before it
	// Supersedes is the number of the frozen report this one replaces, as it was read; 0 for the first.
	Supersedes int    `json:"supersedes,omitempty" validate:"min=0"`
	Reason     string `json:"reason,omitempty" validate:"max=1000"` // demanded of one that supersedes
}

// Freeze fixes a period's report: figures, lists with the names as printed, settings and the instant. Head, deputies, secretaries, and the job
// that a committee asked for. The same request again answers with what it made.
func (s *Service) Freeze(ctx context.Context, by access.Actor, in FreezeInput) (Frozen, error) {
	return s.freeze(ctx, by, in, false)
}

func (s *Service) freeze(ctx context.Context, by access.Actor, in FreezeInput, byJob bool) (Frozen, error) {
	if _, err := by.ReadScope(in.Committee); err != nil {
		return Frozen{}, err
	}
	if err := access.Require(by.MayFreeze(in.Committee)); err != nil {
		return Frozen{}, err
	}
	in.Reason = org.Prose(in.Reason)
	if err := s.d.Validate.Struct(in); err != nil {
		return Frozen{}, err
	}
	if in.Supersedes > 0 && in.Reason == "" {
		return Frozen{}, fault.Field("reason", "validate.required")
	}
	if made, err := s.frozenBefore(ctx, in); err != nil || !made.ID.IsZero() {
		return made, err
	}
	w, err := s.whole(ctx, by, in)
	if err != nil {
		return Frozen{}, err
	}
	w.h.Frozen.ByJob = byJob
	err = database.InTx(ctx, s.d.DB, func(tx database.Tx) error { return s.fix(ctx, tx, by, w) })
	if err != nil {
		return Frozen{}, err
	}
	return *w.h.Frozen, nil
}

// frozenBefore finds what the same request made; the same id of another one is a conflict.
func (s *Service) frozenBefore(ctx context.Context, in FreezeInput) (Frozen, error) {
	var made Frozen
	err := database.InReadTx(ctx, s.d.DB, func(q database.Querier) error {
		hash, period, number, err := freezeByID(ctx, q, in)
		if err != nil || hash == "" {
			return err
		}
		if hash != id.ContentHash(in) {
			return fault.New(fault.Conflict, "conflict.id_reused")
		}
		h, err := frozenHead(ctx, q, Query{Committee: in.Committee, Period: period, Frozen: number})
		if err == nil {
			made = *h.Frozen
		}
		return err
	})
	return made, err
}

// whole is a report with its list, as it is about to be written down.
type whole struct {
	in   FreezeInput
	h    HalfYear
	rows []frozenRow
}

// whole reads everything in one snapshot. The list is held in memory: it is that of one period of one committee.
func (s *Service) whole(ctx context.Context, by access.Actor, in FreezeInput) (whole, error) {
	w := whole{in: in}
	err := database.InReadTx(ctx, s.d.DB, func(q database.Querier) (err error) {
		if w.h, err = s.make(ctx, q, Query{Committee: in.Committee, Period: in.Period, AsOf: in.AsOf, Known: s.d.Clock().UTC().Truncate(time.Microsecond)}); err != nil {
			return err
		}
		if today := s.d.Clock.Today(); w.h.AsOf.After(today) {
			return fault.Field("as_of", "as_of.future", today.VN())
		}
		w.rows, err = rowsToFreeze(ctx, q, w.h)
		return err
	})
	if err != nil {
		return w, err
	}
	w.h.Frozen = &Frozen{
		ID: in.ID, Period: w.h.Period, AsOf: w.h.AsOf, At: w.h.Known, Timeliness: timeliness(w.h.Period, s.d.Clock.Today()),
		Reason: in.Reason, Supersedes: in.Supersedes, Number: in.Supersedes + 1, Person: by.NameIn(in.Committee), Login: by.Login, Last: true,
	}
	return w, nil
}

// fix writes it down, unless somebody else has fixed the period in between.
func (s *Service) fix(ctx context.Context, tx database.Tx, by access.Actor, w whole) error {
	last, err := lockFreezes(ctx, tx, w.in.Committee, w.in.Period)
	if err != nil {
		return err
	}
	if last != w.in.Supersedes {
		return fault.New(fault.Conflict, "freeze.superseded", last)
	}
	if err := insertFreeze(ctx, tx, by, w); err != nil {
		return err
	}
	return audit.Record(ctx, tx, audit.Entry{
		At: s.d.Clock(), By: by, Committee: w.in.Committee, Action: "report.freeze", Subject: "report_freeze", SubjectID: w.in.ID,
		After: struct {
			Frozen
			Totals Figures `json:"totals"`
		}{*w.h.Frozen, w.h.Totals},
	})
}

// PeriodState is a period of a committee with what was frozen of it.
type PeriodState struct {
	Period calendar.Period     `json:"period"`
	Kind   calendar.PeriodKind `json:"kind"`
	Frozen []Frozen            `json:"frozen"` // the last one first; none: the period is open
	Own    bool                `json:"own_dates"`
	// EarliestSend is the first working day after the cut-off: a report is sent no earlier (Nghị định 09/2019/NĐ-CP, article 8.5).
	EarliestSend calendar.Date `json:"earliest_send"`
}

// Periods lists the periods of a year with their state, for those who read the committee's reports.
func (s *Service) Periods(ctx context.Context, by access.Actor, c access.CommitteeID, year int) ([]PeriodState, error) {
	if year < 1900 || year > 2200 {
		return nil, fault.Field("year", "validate.realdate")
	}
	var all []PeriodState
	err := s.read(ctx, by, c, func(q database.Querier) error {
		rules, err := org.RulesOf(ctx, q, c)
		if err != nil {
			return err
		}
		work, err := org.WorkCalendar(ctx, q)
		if err != nil {
			return err
		}
		done, err := freezesOf(ctx, q, c, "")
		for _, code := range rules.Codes(year) {
			p, _ := rules.Period(code) // Codes names none that means nothing
			st := PeriodState{Period: p, Kind: p.Kind(), EarliestSend: org.FirstWorkday(work, p.Cutoff)}
			for _, o := range rules.Own {
				st.Own = st.Own || o.Code == code && !o.Withdrawn
			}
			for _, f := range done {
				if f.Period.Code == code {
					st.Frozen = append(st.Frozen, f)
				}
			}
			all = append(all, st)
		}
		return err
	})
	return all, err
}

// Freezes lists what was frozen of a period, the last one first.
func (s *Service) Freezes(ctx context.Context, by access.Actor, c access.CommitteeID, period string) ([]Frozen, error) {
	var all []Frozen
	err := s.read(ctx, by, c, func(q database.Querier) (err error) {
		all, err = freezesOf(ctx, q, c, period)
		return err
	})
	return all, err
}
