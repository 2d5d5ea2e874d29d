package org

import (
	"context"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/database"
)

func lockCommittee(ctx context.Context, tx database.Tx, c access.CommitteeID) (Committee, error) {
	return database.One[Committee](ctx, tx, `SELECT `+committeeColumns+` FROM committee WHERE id = $1 FOR UPDATE`, c)
}

func insertCommittee(ctx context.Context, tx database.Tx, in CommitteeInput, hash string) (bool, error) {
	return database.Create(ctx, tx, database.Creation{
		Insert: `INSERT INTO committee (id, code, name, short_name, level, parent_id, document_system, superior_name, number_symbol, place_name, head_title,
				uses_host_seal, due_soon_days, before_excludes_day, valid_from, valid_to, search_key, withdrawn, repeat_alarm, created_hash)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20) ON CONFLICT (id) DO NOTHING`,
		Args:   append(committeeValues(in), hash),
		Stored: `SELECT created_hash FROM committee WHERE id = $1`, Key: []any{in.ID}, Hash: hash,
	})
}

// committeeValues are id to repeat_alarm, in the order of the statements here.
func committeeValues(in CommitteeInput) []any {
	return []any{
		in.ID, in.Code, in.Name, in.ShortName, in.Level, in.ParentID, in.DocumentSystem, in.SuperiorName, in.NumberSymbol, in.PlaceName, in.HeadTitle,
		in.UsesHostSeal, *in.DueSoonDays, in.BeforeExcludesDay, in.ValidFrom, in.ValidTo, searchKey(in.Code, in.Name, in.ShortName), in.Withdrawn, *in.RepeatAlarm,
	}
}

func updateCommittee(ctx context.Context, tx database.Tx, in CommitteeInput) (Committee, error) {
	return database.One[Committee](ctx, tx, `UPDATE committee SET code = $2, name = $3, short_name = $4, level = $5, parent_id = $6, document_system = $7,
			superior_name = $8, number_symbol = $9, place_name = $10, head_title = $11, uses_host_seal = $12, due_soon_days = $13,
			before_excludes_day = $14, valid_from = $15, valid_to = $16, search_key = $17, withdrawn = $18, repeat_alarm = $19, version = version + 1
		WHERE id = $1 RETURNING `+committeeColumns, committeeValues(in)...)
}

// committeeIsBelow reports whether committee c lies below (or is) committee top.
func committeeIsBelow(ctx context.Context, q database.Querier, c, top access.CommitteeID) (bool, error) {
	return seesOne(ctx, q, `WITH RECURSIVE up(id) AS (
			SELECT $1::uuid UNION SELECT c.parent_id FROM committee c JOIN up ON c.id = up.id WHERE c.parent_id IS NOT NULL)
		SELECT EXISTS (SELECT 1 FROM up WHERE id = $2)`, c, top)
}

func putPreset(ctx context.Context, tx database.Tx, p Preset) error {
	_, err := tx.Exec(ctx, `INSERT INTO period_preset (committee_id, valid_from, scheme, cutoff_days, send_by_days) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (committee_id, valid_from) DO UPDATE SET scheme = excluded.scheme, cutoff_days = excluded.cutoff_days, send_by_days = excluded.send_by_days`,
		p.Committee, p.ValidFrom, p.Scheme, p.CutoffDays, p.SendByDays)
	return database.Translate(err)
}

// putPeriod writes a period's own days; version is the one they were read with, 0 for none yet. Another version is a conflict.
func putPeriod(ctx context.Context, tx database.Tx, p PeriodDates) (PeriodDates, error) {
	return database.One[PeriodDates](ctx, tx, `INSERT INTO period_dates AS d (committee_id, code, starts_on, ends_on, cutoff_on, send_by_on, why, withdrawn)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
		ON CONFLICT (committee_id, code) DO UPDATE SET starts_on = excluded.starts_on, ends_on = excluded.ends_on, cutoff_on = excluded.cutoff_on,
			send_by_on = excluded.send_by_on, why = excluded.why, withdrawn = excluded.withdrawn, version = d.version + 1
		RETURNING `+ownPeriodColumns, p.Committee, p.Code, p.StartsOn, p.EndsOn, p.CutoffOn, p.SendByOn, p.Why, p.Withdrawn)
}

const termColumns = `committee_id, id, name, starts_on, ends_on, establishing_act, withdrawn, version`

// TermsOf lists a committee's terms of office, the latest first; those entered by mistake come last.
func TermsOf(ctx context.Context, q database.Querier, c access.CommitteeID) ([]Term, error) {
	return database.Many[Term](ctx, q, `SELECT `+termColumns+` FROM committee_term WHERE committee_id = $1 ORDER BY withdrawn, starts_on DESC NULLS LAST, id`, c)
}

func termByID(ctx context.Context, q database.Querier, c access.CommitteeID, t TermID) (Term, error) {
	return database.One[Term](ctx, q, `SELECT `+termColumns+` FROM committee_term WHERE committee_id = $1 AND id = $2`, c, t)
}

func lockTerm(ctx context.Context, tx database.Tx, c access.CommitteeID, t TermID) (Term, error) {
	return database.One[Term](ctx, tx, `SELECT `+termColumns+` FROM committee_term WHERE committee_id = $1 AND id = $2 FOR UPDATE`, c, t)
}

func insertTerm(ctx context.Context, tx database.Tx, in TermInput, hash string) (bool, error) {
	return database.Create(ctx, tx, database.Creation{
		Insert: `INSERT INTO committee_term (committee_id, id, name, starts_on, ends_on, establishing_act, withdrawn, created_hash)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (committee_id, id) DO NOTHING`,
		Args:   []any{in.Committee, in.ID, in.Name, in.StartsOn, in.EndsOn, in.EstablishingAct, in.Withdrawn, hash},
		Stored: `SELECT created_hash FROM committee_term WHERE committee_id = $1 AND id = $2`, Key: []any{in.Committee, in.ID}, Hash: hash,
	})
}

func updateTerm(ctx context.Context, tx database.Tx, in TermInput) (Term, error) {
	return database.One[Term](ctx, tx, `UPDATE committee_term SET name = $3, starts_on = $4, ends_on = $5, establishing_act = $6, withdrawn = $7,
			version = version + 1 WHERE committee_id = $1 AND id = $2 RETURNING `+termColumns,
		in.Committee, in.ID, in.Name, in.StartsOn, in.EndsOn, in.EstablishingAct, in.Withdrawn)
}
