package account

import (
	"context"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
)

// DutiesOf reads the duties of a person in a committee on a day.
func DutiesOf(ctx context.Context, q database.Querier, c access.CommitteeID, p access.PersonID, on calendar.Date) (Duties, error) {
	d := Duties{Grants: []Grant{}, Units: []UserUnit{}}
	users, err := database.Many[onlyID](ctx, q, `SELECT id FROM user_account WHERE person_id = $1 AND disabled_at IS NULL ORDER BY created_at, id LIMIT 1`, p)
	if err != nil || len(users) == 0 {
		return d, err
	}
	d.User = users[0].ID
	d.Grants, err = database.Many[Grant](ctx, q, `SELECT `+grantColumns+` FROM role_grant g WHERE g.committee_id = $1 AND g.user_id = $2 AND NOT g.withdrawn
		AND g.valid_from <= $3 AND (g.valid_to IS NULL OR g.valid_to >= $3) ORDER BY g.valid_from, g.id`, c, d.User, on)
	if err != nil {
		return d, err
	}
	d.Units, err = database.Many[UserUnit](ctx, q, `SELECT `+userUnitColumns+` FROM user_unit n WHERE n.user_id = $1 AND NOT n.withdrawn
		AND n.valid_from <= $2 AND (n.valid_to IS NULL OR n.valid_to >= $2) ORDER BY n.valid_from, n.id`, d.User, on)
	return d, err
}

type onlyID struct {
	ID access.UserID `db:"id"`
}
