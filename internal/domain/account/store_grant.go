package account

import (
	"context"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/database"
)

const grantColumns = `g.committee_id, g.id, g.user_id, g.role, g.valid_from, g.valid_to, g.withdrawn, g.version`

func grantByID(ctx context.Context, q database.Querier, c access.CommitteeID, g GrantID) (Grant, error) {
	return database.One[Grant](ctx, q, `SELECT `+grantColumns+` FROM role_grant g WHERE g.committee_id = $1 AND g.id = $2`, c, g)
}

func lockGrant(ctx context.Context, tx database.Tx, c access.CommitteeID, g GrantID) (Grant, error) {
	return database.One[Grant](ctx, tx, `SELECT `+grantColumns+` FROM role_grant g WHERE g.committee_id = $1 AND g.id = $2 FOR UPDATE`, c, g)
}

func insertGrant(ctx context.Context, tx database.Tx, in GrantInput, hash string) (bool, error) {
	return database.Create(ctx, tx, database.Creation{
		Insert: `INSERT INTO role_grant (committee_id, id, user_id, role, valid_from, valid_to, withdrawn, created_hash)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (committee_id, id) DO NOTHING`,
		Args:   []any{in.Committee, in.ID, in.User, in.Role, in.ValidFrom, in.ValidTo, in.Withdrawn, hash},
		Stored: `SELECT created_hash FROM role_grant WHERE committee_id = $1 AND id = $2`, Key: []any{in.Committee, in.ID}, Hash: hash,
	})
}

func updateGrant(ctx context.Context, tx database.Tx, in GrantInput) (Grant, error) {
	return database.One[Grant](ctx, tx, `UPDATE role_grant g SET role = $3, valid_from = $4, valid_to = $5, withdrawn = $6, version = version + 1
		WHERE g.committee_id = $1 AND g.id = $2 RETURNING `+grantColumns,
		in.Committee, in.ID, in.Role, in.ValidFrom, in.ValidTo, in.Withdrawn)
}

// grantsOf lists a user's grants, those in force and coming first.
func grantsOf(ctx context.Context, q database.Querier, u access.UserID) ([]Grant, error) {
	return database.Many[Grant](ctx, q, `SELECT `+grantColumns+` FROM role_grant g WHERE g.user_id = $1
		ORDER BY g.withdrawn, g.valid_to DESC NULLS FIRST, g.committee_id, g.role, g.id`, u)
}

// grantsIn lists the grants of a committee.
func grantsIn(ctx context.Context, q database.Querier, c access.CommitteeID) ([]Grant, error) {
	return database.Many[Grant](ctx, q, `SELECT `+grantColumns+` FROM role_grant g WHERE g.committee_id = $1
		ORDER BY g.withdrawn, g.valid_to DESC NULLS FIRST, g.role, g.id`, c)
}

const userUnitColumns = `n.id, n.user_id, n.unit_id, n.valid_from, n.valid_to, n.withdrawn, n.version`

func userUnitByID(ctx context.Context, q database.Querier, n UserUnitID) (UserUnit, error) {
	return database.One[UserUnit](ctx, q, `SELECT `+userUnitColumns+` FROM user_unit n WHERE n.id = $1`, n)
}

func lockUserUnit(ctx context.Context, tx database.Tx, n UserUnitID) (UserUnit, error) {
	return database.One[UserUnit](ctx, tx, `SELECT `+userUnitColumns+` FROM user_unit n WHERE n.id = $1 FOR UPDATE`, n)
}

func insertUserUnit(ctx context.Context, tx database.Tx, in UserUnitInput, hash string) (bool, error) {
	return database.Create(ctx, tx, database.Creation{
		Insert: `INSERT INTO user_unit (id, user_id, unit_id, valid_from, valid_to, withdrawn, created_hash)
			VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (id) DO NOTHING`,
		Args:   []any{in.ID, in.User, in.Unit, in.ValidFrom, in.ValidTo, in.Withdrawn, hash},
		Stored: `SELECT created_hash FROM user_unit WHERE id = $1`, Key: []any{in.ID}, Hash: hash,
	})
}

func updateUserUnit(ctx context.Context, tx database.Tx, in UserUnitInput) (UserUnit, error) {
	return database.One[UserUnit](ctx, tx, `UPDATE user_unit n SET valid_from = $2, valid_to = $3, withdrawn = $4, version = version + 1
		WHERE n.id = $1 RETURNING `+userUnitColumns, in.ID, in.ValidFrom, in.ValidTo, in.Withdrawn)
}

func userUnitsOf(ctx context.Context, q database.Querier, u access.UserID) ([]UserUnit, error) {
	return database.Many[UserUnit](ctx, q, `SELECT `+userUnitColumns+` FROM user_unit n WHERE n.user_id = $1
		ORDER BY n.withdrawn, n.valid_to DESC NULLS FIRST, n.unit_id, n.id`, u)
}
