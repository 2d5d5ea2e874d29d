package account

import (
	"context"
	"slices"
	"strings"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

// actorRow is everything an actor is made of, in one row.
type actorRow struct {
	ID       access.UserID   `db:"id"`
	Person   access.PersonID `db:"person_id"`
	Login    string          `db:"login"`
	Name     string          `db:"name"`
	Admin    bool            `db:"is_admin"`
	Demo     bool            `db:"is_demo"`
	Disabled bool            `db:"disabled"`
	Language string          `db:"language"`
	Grants   []string        `db:"grants"` // a committee's id and a role each
	Units    []access.UnitID `db:"units"`
	Lent     []string        `db:"lent"`       // a committee's id, a role and the name of whose it is
	LentTo   []string        `db:"lent_units"` // a committee's id and a unit's
	Session  []byte          `db:"session"`    // what the session keeps, where it named the user
}

// named is how a statement names its user u ($2 and on are its arguments), and the data of the session that led to it, if any.
type named struct{ from, session string }

// by is naming by a condition on the account, without a session.
func by(condition string) named {
	return named{`user_account u WHERE ` + condition, `NULL::bytea`}
}

// bySession names the owner of a session that holds at an instant: $2 its key, $3 the instant.
func bySession() named {
	return named{`session s JOIN user_account u ON u.id = s.user_id WHERE s.token = $2 AND s.expiry > $3`, `s.data`}
}

// Delegations by which somebody stands in, in the user u's place on the day $1. What was lent is not lent again: only roles of one's own are.
const (
	standingIn = `delegation d JOIN committee c ON c.id = d.committee_id AND NOT c.withdrawn`
	inSpan     = `d.substitute_id = u.id AND NOT d.withdrawn AND d.valid_from <= $1 AND d.valid_to >= $1`
)

// selectActor reads the user so named as of the day $1: the grants valid then in committees that were not withdrawn, and
// the units answered for with all that went over into them by that day. One statement, for it stands before every request.
func selectActor(who named) string {
	return `SELECT u.id, u.person_id, u.login, u.name, u.is_admin, u.is_demo, u.disabled_at IS NOT NULL AS disabled, u.language,
			ARRAY(SELECT g.committee_id || ' ' || g.role FROM role_grant g JOIN committee c ON c.id = g.committee_id AND NOT c.withdrawn
				WHERE g.user_id = u.id AND NOT g.withdrawn AND g.valid_from <= $1 AND (g.valid_to IS NULL OR g.valid_to >= $1) ORDER BY 1) AS grants,
			CASE WHEN EXISTS (SELECT FROM user_unit o WHERE o.user_id = u.id) THEN units_answered(u.id, $1) ELSE '{}' END AS units,
			ARRAY(SELECT d.committee_id || ' ' || g.role || ' ' || a.name FROM ` + standingIn + ` JOIN user_account a ON a.id = d.absent_id
				JOIN role_grant g ON g.committee_id = d.committee_id AND g.user_id = d.absent_id AND NOT g.withdrawn AND g.valid_from <= $1
					AND (g.valid_to IS NULL OR g.valid_to >= $1) WHERE ` + inSpan + ` ORDER BY 1) AS lent,
			ARRAY(SELECT d.committee_id || ' ' || x.unit FROM ` + standingIn + ` CROSS JOIN LATERAL unnest(units_answered(d.absent_id, $1)) AS x (unit)
				WHERE ` + inSpan + ` ORDER BY 1) AS lent_units,
			` + who.session + ` AS session
		FROM ` + who.from
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
	actor, err := row.actor()
	return Signed{Actor: actor, Language: row.Language, Demo: row.Demo, session: row.Session}, err
}

func (r actorRow) actor() (access.Actor, error) {
	a := access.Actor{User: r.ID, Person: r.Person, Login: r.Login, Name: r.Name, Admin: r.Admin, Units: r.Units}
	for _, g := range slices.Compact(r.Grants) { // the same role may be granted twice over
		committee, role, _ := strings.Cut(g, " ")
		c, err := id.Parse[any](committee)
		if err != nil {
			return access.Actor{}, err
		}
		a.Grants = append(a.Grants, access.Grant{Committee: access.CommitteeID(c), Role: access.Role(role)})
	}
	return r.lent(a)
}

// lent adds what the actor may do in somebody's place.
func (r actorRow) lent(a access.Actor) (access.Actor, error) {
	for _, g := range r.Lent {
		committee, rest, _ := strings.Cut(g, " ")
		role, name, _ := strings.Cut(rest, " ")
		c, err := id.Parse[any](committee)
		if err != nil {
			return access.Actor{}, err
		}
		a.Grants = append(a.Grants, access.Grant{Committee: access.CommitteeID(c), Role: access.Role(role), For: name})
	}
	for _, l := range r.LentTo {
		committee, unit, _ := strings.Cut(l, " ")
		c, err := id.Parse[any](committee)
		if err != nil {
			return access.Actor{}, err
		}
		u, err := id.Parse[any](unit)
		if err != nil {
			return access.Actor{}, err
		}
		a.Lent = append(a.Lent, access.LentUnit{Committee: access.CommitteeID(c), Unit: access.UnitID(u)})
	}
	return a, nil
}

// ActorOf is a user as an actor on a day, in one statement. An unknown or disabled user is fault.Unauthenticated.
// It does not know where the server listens: the service's SignedIn also refuses demo accounts beyond loopback.
func ActorOf(ctx context.Context, q database.Querier, u access.UserID, today calendar.Date) (access.Actor, error) {
	s, err := signedBy(ctx, q, today, by(`u.id = $2`), u)
	return s.Actor, err
}

// ActorByLogin is the actor of a login, for commands given --as on the machine itself.
func ActorByLogin(ctx context.Context, q database.Querier, login string, today calendar.Date) (access.Actor, error) {
	s, err := signedBy(ctx, q, today, by(`u.login = $2`), cleanLogin(login))
	return s.Actor, err
}
