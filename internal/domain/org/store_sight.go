package org

import (
	"context"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/database"
)

// add narrows a list of units or fields, called by the alias, to what may be seen.
func (s Sight) add(w *database.Conditions, alias string) {
	if s.All {
		return
	}
	w.And(alias+`.owner_committee_id IS NULL OR `+alias+`.owner_committee_id = ?`, s.Committee)
}

// peopleOf are the people a committee sees: its own rows, those who are or were its members, and those who appear in its
// records. ? stands for the committee. Common people it never met stay out: who they are is not its business.
const peopleOf = `p.owner_committee_id = ? OR p.id IN (
	SELECT person_id FROM membership WHERE committee_id = ? AND NOT withdrawn
	UNION ALL SELECT person_id FROM attendance WHERE committee_id = ? AND person_id IS NOT NULL
	UNION ALL SELECT chair_id FROM meeting WHERE committee_id = ? AND chair_id IS NOT NULL
	UNION ALL SELECT person_id FROM meeting_secretary WHERE committee_id = ?
	UNION ALL SELECT presenter_id FROM agenda_item WHERE committee_id = ? AND presenter_id IS NOT NULL
	UNION ALL SELECT speaker_id FROM block WHERE committee_id = ? AND speaker_id IS NOT NULL
	UNION ALL SELECT person_id FROM task_assignee WHERE committee_id = ? AND person_id IS NOT NULL)`

// addPeople narrows a list of people (alias p) to those who may be seen.
func (s Sight) addPeople(w *database.Conditions) {
	if s.All {
		return
	}
	c := s.Committee
	w.And(peopleOf, c, c, c, c, c, c, c, c)
}

// SeesUnit reports whether a committee sees a unit; other packages ask before they let a row name it.
func SeesUnit(ctx context.Context, q database.Querier, c access.CommitteeID, u access.UnitID) (bool, error) {
	return seesOne(ctx, q, `SELECT EXISTS (SELECT 1 FROM unit WHERE id = $1 AND (owner_committee_id IS NULL OR owner_committee_id = $2))`, u, c)
}

// SeesField reports whether a committee sees a field of work.
func SeesField(ctx context.Context, q database.Querier, c access.CommitteeID, f FieldID) (bool, error) {
	return seesOne(ctx, q, `SELECT EXISTS (SELECT 1 FROM field WHERE id = $1 AND (owner_committee_id IS NULL OR owner_committee_id = $2))`, f, c)
}

// SeesPerson reports whether a committee sees a person.
func SeesPerson(ctx context.Context, q database.Querier, c access.CommitteeID, p access.PersonID) (bool, error) {
	w := database.Where(`p.id = ?`, p)
	Sight{Committee: c}.addPeople(w)
	return seesOne(ctx, q, `SELECT EXISTS (SELECT 1 FROM person p WHERE `+w.String()+`)`, w.Args...)
}

func seesOne(ctx context.Context, q database.Querier, sql string, args ...any) (bool, error) {
	var yes bool
	err := q.QueryRow(ctx, sql, args...).Scan(&yes)
	return yes, database.Translate(err)
}
