package account

import (
	"context"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// actorRow is everything an actor is made of, in one row.
type actorRow struct {
	ID         access.UserID        `db:"id"`
	Person     access.PersonID      `db:"person_id"`
	Login      string               `db:"login"`
	Name       string               `db:"name"`
	Admin      bool                 `db:"is_admin"`
	Demo       bool                 `db:"is_demo"`
	Disabled   bool                 `db:"disabled"`
	Language   string               `db:"language"`
	Committees []access.CommitteeID `db:"committees"`
	Roles      []access.Role        `db:"roles"`
	Units      []access.UnitID      `db:"units"`
	Session    []byte               `db:"session"` // what the session keeps, where it named the user
}

// named is how a statement names its user: the condition on the account ($2 and on are its arguments), and the data of the
// session that led to it, if any.
type named struct{ condition, session string }

// by is naming by a condition without a session.
func by(condition string) named { return named{condition, `NULL::bytea`} }

// bySession names the owner of a session that holds at an instant: $2 its key, $3 the instant.
func bySession() named {
	return named{`id = (SELECT user_id FROM session WHERE token = $2 AND expiry > $3)`, `(SELECT data FROM session WHERE token = $2)`}
}

// selectActor reads the user so named as of the day $1: the grants valid then in committees that were not withdrawn, and
// the units answered for with all that went over into them by that day. One statement, for it stands before every request.
func selectActor(who named) string {
	return `WITH RECURSIVE who AS (
			SELECT id, person_id, login, name, is_admin, is_demo, disabled_at, language FROM user_account WHERE ` + who.condition + `),
		own(id) AS (
			SELECT unit_id FROM user_unit JOIN who ON who.id = user_unit.user_id
			 WHERE NOT withdrawn AND valid_from <= $1 AND (valid_to IS NULL OR valid_to >= $1)
			UNION SELECT s.from_unit_id FROM unit_succession s JOIN own ON s.to_unit_id = own.id
			 WHERE NOT s.withdrawn AND s.happened_on <= $1),
		granted AS (
			SELECT DISTINCT committee_id, role FROM role_grant JOIN who ON who.id = role_grant.user_id
			 WHERE NOT withdrawn AND valid_from <= $1 AND (valid_to IS NULL OR valid_to >= $1)
			   AND NOT EXISTS (SELECT 1 FROM committee WHERE id = committee_id AND withdrawn))
		SELECT who.id, who.person_id, who.login, who.name, who.is_admin, who.is_demo, who.disabled_at IS NOT NULL AS disabled, who.language,
			ARRAY(SELECT committee_id FROM granted ORDER BY committee_id, role) AS committees,
			ARRAY(SELECT role FROM granted ORDER BY committee_id, role) AS roles,
			ARRAY(SELECT id FROM own ORDER BY id) AS units, ` + who.session + ` AS session
		FROM who`
}

// signedBy reads who a condition names; nobody, and a disabled account, is fault.Unauthenticated.
func signedBy(ctx context.Context, q database.Querier, today calendar.Date, who named, args ...any) (Signed, error) {
	row, err := database.One[actorRow](ctx, q, selectActor(who), append([]any{today}, args...)...)
	if fault.KindOf(err) == fault.NotFound || err == nil && row.Disabled {
		return Signed{}, unauthenticated()
	}
	if err != nil {
		return Signed{}, err
	}
	return Signed{Actor: row.actor(), Language: row.Language, Demo: row.Demo, session: row.Session}, nil
}

func (r actorRow) actor() access.Actor {
	a := access.Actor{User: r.ID, Person: r.Person, Login: r.Login, Name: r.Name, Admin: r.Admin, Units: r.Units}
	for i, c := range r.Committees {
		a.Grants = append(a.Grants, access.Grant{Committee: c, Role: r.Roles[i]})
	}
	return a
}

// ActorOf is a user as an actor on a day, in one statement. An unknown or disabled user is fault.Unauthenticated.
// It does not know where the server listens: the service's SignedIn also refuses demo accounts beyond loopback.
func ActorOf(ctx context.Context, q database.Querier, u access.UserID, today calendar.Date) (access.Actor, error) {
	s, err := signedBy(ctx, q, today, by(`id = $2`), u)
	return s.Actor, err
}

// ActorByLogin is the actor of a login, for commands given --as on the machine itself.
func ActorByLogin(ctx context.Context, q database.Querier, login string, today calendar.Date) (access.Actor, error) {
	s, err := signedBy(ctx, q, today, by(`login = $2`), cleanLogin(login))
	return s.Actor, err
}
