package account

import (
	"context"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/database"
)

// UserQuery filters the list of accounts. Zero fields do not filter.
type UserQuery struct {
	org.ListQuery
	Committee access.CommitteeID `json:"committee_id,omitzero"` // who have or had a role there
	Disabled  bool               `json:"disabled"`              // also those out of use
}

var userSorts = []org.SortColumn{
	{Name: "login", SQL: `u.login §`},
	{Name: "name", SQL: `u.name COLLATE "vi-x-icu" §, u.login`},
	{Name: "created_at", SQL: `u.created_at §, u.login`},
}

// userKey is vietnamese.Key of login and name in SQL: accounts are too few to keep it beside them.
const userKey = `(u.login || ' ' || translate(regexp_replace(normalize(lower(u.name COLLATE "vi-x-icu"), NFD), '[\u0300-\u036F]', '', 'g'), 'đ', 'd'))`

func listUsers(ctx context.Context, q database.Querier, in UserQuery) (org.Page[User], error) {
	w := database.Where(`u.disabled_at IS NULL OR ?`, in.Disabled)
	if !in.Committee.IsZero() {
		w.And(`EXISTS (SELECT 1 FROM role_grant g WHERE g.user_id = u.id AND g.committee_id = ? AND NOT g.withdrawn)`, in.Committee)
	}
	columns := org.Search(in.ListQuery, w, org.Searched{Key: userKey, Shown: `u.login || ' ' || u.name`}, userSorts)
	return org.ReadPage[User](ctx, q, in.ListQuery, org.Listing{
		Select: `SELECT ` + userColumns, From: `FROM user_account u`, Where: w, Columns: columns,
	})
}
