package account

import (
	"context"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
)

const selectDelegation = `SELECT d.committee_id, d.id, d.absent_id, a.name AS absent_name, d.substitute_id, s.name AS substitute_name, d.valid_from, d.valid_to,
		d.act, d.withdrawn, d.version
	FROM delegation d JOIN user_account a ON a.id = d.absent_id JOIN user_account s ON s.id = d.substitute_id WHERE d.committee_id = $1`

func delegationByID(ctx context.Context, q database.Querier, c access.CommitteeID, i DelegationID) (Delegation, error) {
	return database.One[Delegation](ctx, q, selectDelegation+` AND d.id = $2`, c, i)
}

func lockDelegation(ctx context.Context, tx database.Tx, c access.CommitteeID, i DelegationID) (Delegation, error) {
	return database.One[Delegation](ctx, tx, selectDelegation+` AND d.id = $2 FOR UPDATE OF d`, c, i)
}

// delegationsIn lists the spans of a committee; of one account when it is named, the latest first.
func delegationsIn(ctx context.Context, q database.Querier, c access.CommitteeID, only access.UserID) ([]Delegation, error) {
	return database.Many[Delegation](ctx, q, selectDelegation+` AND ($2::uuid IS NULL OR d.absent_id = $2 OR d.substitute_id = $2)
		ORDER BY d.withdrawn, d.valid_from DESC, d.id`, c, only)
}

// overlapping are the spans of the same absent person that share a day with this one.
func overlapping(ctx context.Context, q database.Querier, in DelegationInput) ([]Delegation, error) {
	return database.Many[Delegation](ctx, q, selectDelegation+` AND d.absent_id = $2 AND d.id <> $3 AND NOT d.withdrawn AND d.valid_from <= $5 AND d.valid_to >= $4
		ORDER BY d.valid_from`, in.Committee, in.Absent, in.ID, in.ValidFrom, in.ValidTo)
}

func insertDelegation(ctx context.Context, tx database.Tx, in DelegationInput, hash string) (bool, error) {
	return database.Create(ctx, tx, database.Creation{
		Insert: `INSERT INTO delegation (committee_id, id, absent_id, substitute_id, valid_from, valid_to, act, withdrawn, created_hash)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (committee_id, id) DO NOTHING`,
		Args:   []any{in.Committee, in.ID, in.Absent, in.Substitute, in.ValidFrom, in.ValidTo, in.Act, in.Withdrawn, hash},
		Stored: `SELECT created_hash FROM delegation WHERE committee_id = $1 AND id = $2`, Key: []any{in.Committee, in.ID}, Hash: hash,
	})
}

func updateDelegation(ctx context.Context, tx database.Tx, in DelegationInput) error {
	_, err := tx.Exec(ctx, `UPDATE delegation SET valid_from = $3, valid_to = $4, act = $5, withdrawn = $6, version = version + 1
		WHERE committee_id = $1 AND id = $2`, in.Committee, in.ID, in.ValidFrom, in.ValidTo, in.Act, in.Withdrawn)
	return database.Translate(err)
}

func holdsRole(ctx context.Context, q database.Querier, c access.CommitteeID, u access.UserID) (bool, error) {
	var yes bool
	err := q.QueryRow(ctx, `SELECT EXISTS (SELECT 1 FROM role_grant WHERE committee_id = $1 AND user_id = $2 AND NOT withdrawn)`, c, u).Scan(&yes)
	return yes, database.Translate(err)
}

// holdersIn are the accounts in use with a role on a day, by name.
func holdersIn(ctx context.Context, q database.Querier, c access.CommitteeID, on calendar.Date) ([]Holder, error) {
	return database.Many[Holder](ctx, q, `SELECT u.id AS user_id, u.person_id, u.name, array_agg(DISTINCT g.role) AS roles
		FROM role_grant g JOIN user_account u ON u.id = g.user_id AND u.disabled_at IS NULL
		WHERE g.committee_id = $1 AND NOT g.withdrawn AND g.valid_from <= $2 AND (g.valid_to IS NULL OR g.valid_to >= $2)
		GROUP BY u.id, u.person_id, u.name ORDER BY u.name COLLATE "vi-x-icu", u.id`, c, on)
}
