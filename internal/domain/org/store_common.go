package org

import (
	"context"
	"fmt"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
)

// NextNumber draws the next short number of a noun ("task", "shortcoming", "meeting") in a committee: 1, 2, 3 …
// The counter's row lock is held until the transaction ends, so numbers have no gaps and are never reused.
func NextNumber(ctx context.Context, tx database.Tx, c access.CommitteeID, noun string) (int, error) {
	var n int
	err := tx.QueryRow(ctx, `INSERT INTO committee_counter (committee_id, noun, last) VALUES ($1, $2, 1)
		ON CONFLICT (committee_id, noun) DO UPDATE SET last = committee_counter.last + 1 RETURNING last`, c, noun).Scan(&n)
	return n, database.Translate(err)
}

// NextNumbers draws n consecutive short numbers with one lock and returns the first of them.
func NextNumbers(ctx context.Context, tx database.Tx, c access.CommitteeID, noun string, n int) (int, error) {
	if n < 1 {
		return 0, fmt.Errorf("org: %d numbers asked for", n)
	}
	var last int
	err := tx.QueryRow(ctx, `INSERT INTO committee_counter (committee_id, noun, last) VALUES ($1, $2, $3)
		ON CONFLICT (committee_id, noun) DO UPDATE SET last = committee_counter.last + $3 RETURNING last`, c, noun, n).Scan(&last)
	return last - n + 1, database.Translate(err)
}

const committeeColumns = `id, code, name, short_name, level, parent_id, document_system, superior_name, number_symbol, place_name, head_title,
	uses_host_seal, due_soon_days, before_excludes_day, repeat_alarm, valid_from, valid_to, withdrawn, version`

// CommitteeByCode reads the committee with a code ("qcdc-co-to"), or fault.NotFound. It asks no rights: the caller does.
func CommitteeByCode(ctx context.Context, q database.Querier, code string) (Committee, error) {
	return database.One[Committee](ctx, q, `SELECT `+committeeColumns+` FROM committee WHERE code = $1`, code)
}

// CommitteeByID reads a committee, or fault.NotFound. It asks no rights: the caller does.
func CommitteeByID(ctx context.Context, q database.Querier, c access.CommitteeID) (Committee, error) {
	return database.One[Committee](ctx, q, `SELECT `+committeeColumns+` FROM committee WHERE id = $1`, c)
}

// PresetsOf lists a committee's period settings, latest first.
func PresetsOf(ctx context.Context, q database.Querier, c access.CommitteeID) ([]Preset, error) {
	return database.Many[Preset](ctx, q, `SELECT committee_id, valid_from, scheme, cutoff_days, send_by_days FROM period_preset WHERE committee_id = $1 ORDER BY valid_from DESC`, c)
}

// RulesOf reads what the codes of a committee's periods mean.
func RulesOf(ctx context.Context, q database.Querier, c access.CommitteeID) (Rules, error) {
	var r Rules
	var err error
	if r.Presets, err = PresetsOf(ctx, q, c); err != nil {
		return r, err
	}
	if r.Terms, err = TermsOf(ctx, q, c); err != nil {
		return r, err
	}
	r.Own, err = ownPeriods(ctx, q, c)
	return r, err
}

// PeriodOf is the period a code ("2020-H2", "2020-Q3") means for a committee; see Rules.Period. A malformed code is fault.Invalid.
func PeriodOf(ctx context.Context, q database.Querier, c access.CommitteeID, code string) (calendar.Period, error) {
	if _, err := calendar.ParseCode(code); err != nil {
		return calendar.Period{}, err
	}
	r, err := RulesOf(ctx, q, c)
	if err != nil {
		return calendar.Period{}, err
	}
	return r.Period(code)
}

const ownPeriodColumns = `committee_id, code, starts_on, ends_on, cutoff_on, send_by_on, why, withdrawn, version`

func ownPeriods(ctx context.Context, q database.Querier, c access.CommitteeID) ([]PeriodDates, error) {
	return database.Many[PeriodDates](ctx, q, `SELECT `+ownPeriodColumns+` FROM period_dates WHERE committee_id = $1 ORDER BY code`, c)
}

// WorkCalendar is the working calendar made of the register's days.
func WorkCalendar(ctx context.Context, q database.Querier) (*calendar.WorkCalendar, error) {
	days, err := database.Many[CalendarDay](ctx, q, `SELECT `+dayColumns+` FROM calendar_day WHERE NOT withdrawn ORDER BY day`)
	if err != nil {
		return nil, err
	}
	special := make([]calendar.SpecialDay, len(days))
	for i, d := range days {
		special[i] = d.special()
	}
	return calendar.NewWorkCalendar(special), nil
}

const dayColumns = `day, kind, name, source, certainty, withdrawn, version`

// PeriodCodeOn is the code of the half-year a day belongs to, by the committee's presets: "2020-H2".
func PeriodCodeOn(ctx context.Context, q database.Querier, c access.CommitteeID, d calendar.Date) (string, error) {
	presets, err := PresetsOf(ctx, q, c)
	if err != nil {
		return "", err
	}
	return periodOn(presets, d).Code, nil
}
