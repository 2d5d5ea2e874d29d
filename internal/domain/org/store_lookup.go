package org

import (
	"context"
	"slices"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/vietnamese"
)

// Whose are the rows an import may name: what a committee sees, as of the day the paper speaks of.
type Whose struct {
	Committee access.CommitteeID
	On        calendar.Date // zero: any time
}

// FindUnits are the units a committee sees that a word names on a day: by code, or else by a name or short name they bore
// then (marks and case as in common use: hòa is hoà). None and several are both answers: the caller says which is wrong.
func FindUnits(ctx context.Context, q database.Querier, in Whose, word string) ([]Unit, error) {
	byCode := database.Where(`NOT u.withdrawn AND u.code = ?`, Line(word))
	Sight{Committee: in.Committee}.add(byCode, "u")
	units, err := database.Many[Unit](ctx, q, `SELECT `+unitColumns+` FROM unit u WHERE `+byCode.String()+
		` ORDER BY u.owner_committee_id NULLS LAST`, byCode.Args...)
	if err != nil || len(units) > 0 {
		return units[:min(len(units), 1)], err // a committee's own code stands before the common one
	}
	return unitsNamed(ctx, q, in, word)
}

// unitsNamed narrows by the mark-free key in SQL and by the exact name, as borne on the day, in Go.
func unitsNamed(ctx context.Context, q database.Querier, in Whose, word string) ([]Unit, error) {
	exact := vietnamese.ExactKey(Line(word))
	if exact == "" {
		return nil, nil
	}
	w := database.Where(`NOT u.withdrawn`)
	w.And(`u.search_key LIKE ?`, LikeKey(word))
	w.And(`' | ' || u.search_key || ' | ' LIKE ?`, wholeName(word))
	Sight{Committee: in.Committee}.add(w, "u")
	existsOn(w, in.On)
	near, err := database.Many[Unit](ctx, q, `SELECT `+unitColumns+` FROM unit u WHERE `+w.String()+` ORDER BY u.code, u.id`, w.Args...)
	if err != nil {
		return nil, err
	}
	names, err := namesOfAll(ctx, q, near)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(near, func(u Unit) bool { return !bore(names[u.ID], in.On, exact) }), nil
}

// wholeName is the LIKE pattern of a search key one of whose parts is the word, see searchKey.
func wholeName(word string) string {
	return "% | " + likeText(word) + " | %"
}

// namesOfAll reads the names all of these units have borne, the oldest first.
func namesOfAll(ctx context.Context, q database.Querier, units []Unit) (map[access.UnitID][]UnitName, error) {
	ids := make([]access.UnitID, len(units))
	for i, u := range units {
		ids[i] = u.ID
	}
	rows, err := database.Many[UnitName](ctx, q, `SELECT unit_id, valid_from, name, short_name, act FROM unit_name
		WHERE unit_id = ANY($1) ORDER BY unit_id, valid_from`, ids)
	names := map[access.UnitID][]UnitName{}
	for _, n := range rows {
		names[n.Unit] = append(names[n.Unit], n)
	}
	return names, err
}

// bore reports whether one of the names is the exact one on a day; on no day, at any time.
func bore(names []UnitName, on calendar.Date, exact string) bool {
	if !on.IsZero() {
		names = []UnitName{nameOn(names, on)}
	}
	for _, n := range names {
		if vietnamese.ExactKey(n.Name) == exact || vietnamese.ExactKey(n.ShortName) == exact {
			return true
		}
	}
	return false
}

// FindFields are the fields of work a committee sees with a code, or else with a name.
func FindFields(ctx context.Context, q database.Querier, c access.CommitteeID, word string) ([]Field, error) {
	w := database.Where(`NOT f.withdrawn`)
	w.And(`f.code = ? OR f.search_key LIKE ?`, Line(word), LikeKey(word))
	Sight{Committee: c}.add(w, "f")
	near, err := database.Many[Field](ctx, q, `SELECT `+fieldColumns+` FROM field f WHERE `+w.String()+
		` ORDER BY f.owner_committee_id NULLS LAST, f.code`, w.Args...)
	if err != nil {
		return nil, err
	}
	var named []Field
	for _, f := range near {
		if f.Code == Line(word) {
			return []Field{f}, nil
		}
		if vietnamese.ExactKey(f.Name) == vietnamese.ExactKey(Line(word)) {
			named = append(named, f)
		}
	}
	return named, nil
}

// FindPeople are the people a committee sees who bear exactly a name. Namesakes are all returned: a name alone never says who is meant.
func FindPeople(ctx context.Context, q database.Querier, c access.CommitteeID, name string) ([]Person, error) {
	w := database.Where(`NOT p.withdrawn`)
	w.And(`p.search_key = ?`, vietnamese.Key(Line(name)))
	Sight{Committee: c}.addPeople(w)
	near, err := database.Many[Person](ctx, q, `SELECT `+personColumns+` FROM person p WHERE `+w.String()+` ORDER BY p.id`, w.Args...)
	if err != nil {
		return nil, err
	}
	var found []Person
	for _, p := range near {
		if vietnamese.ExactKey(p.FullName) == vietnamese.ExactKey(Line(name)) {
			found = append(found, p)
		}
	}
	return found, nil
}
