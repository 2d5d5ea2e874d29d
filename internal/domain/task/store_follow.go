package task

import (
	"context"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/deadline"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// settingOf reads a committee's settings; the usual ones where it has none.
func settingOf(ctx context.Context, q database.Querier, c access.CommitteeID) (Settings, error) {
	s, err := database.One[Settings](ctx, q, `SELECT committee_id, extension_limit, version FROM task_setting WHERE committee_id = $1`, c)
	if fault.KindOf(err) == fault.NotFound {
		return Settings{Committee: c, Extensions: DefaultExtensions}, nil
	}
	return s, err
}

// writeSetting stores settings over the version they started from; somebody else's in between is a conflict.
func writeSetting(ctx context.Context, tx database.Tx, s Settings) (Settings, error) {
	after, err := database.One[Settings](ctx, tx, `INSERT INTO task_setting AS s (committee_id, extension_limit) VALUES ($1, $2)
		ON CONFLICT (committee_id) DO UPDATE SET extension_limit = $2, version = s.version + 1 WHERE s.version = $3
		RETURNING committee_id, extension_limit, version`, s.Committee, s.Extensions, s.Version)
	if fault.KindOf(err) == fault.NotFound {
		return s, fault.New(fault.Conflict, "conflict.stale").Because(err)
	}
	return after, err
}

// filesOf counts the files of evidence that were not withdrawn.
func filesOf(ctx context.Context, q database.Querier, t Task) (int, error) {
	var n int
	err := q.QueryRow(ctx, `SELECT count(*) FROM attachment a WHERE a.committee_id = $1 AND a.withdrawn_at IS NULL AND (a.owner_kind = 'task' AND a.owner_id = $2
		OR a.owner_kind = 'task_event' AND a.owner_id IN (SELECT id FROM task_event WHERE committee_id = $1 AND task_id = $2))`, t.Committee, t.ID).Scan(&n)
	return n, database.Translate(err)
}

// partsLeft counts the parts of a fan-out that are still open, and tells the day the last one was done.
func partsLeft(ctx context.Context, q database.Querier, t Task) (open int, last calendar.Date, err error) {
	err = q.QueryRow(ctx, `SELECT count(*) FILTER (WHERE state NOT IN ('confirmed', 'cancelled')), max(completed_on) FILTER (WHERE state = 'confirmed')
		FROM task WHERE committee_id = $1 AND parent_id = $2`, t.Committee, t.ID).Scan(&open, &last)
	return open, last, database.Translate(err)
}

// wordsBefore understands anew the words in force before the last event: what it set is being taken back.
func wordsBefore(ctx context.Context, q database.Querier, t Task, history []Event) (deadline.Meaning, error) {
	var last Event
	for _, e := range order(standing(history[:len(history)-1], lastRecorded(history))) {
		if e.SetsDue && e.Kind != EvExtensionGranted {
			last = e
		}
	}
	w := said{words: last.DueWords, on: last.EffectiveOn, base: last.EventOn}
	if last.Kind == EvRecorded {
		w.on = t.GivenOn
	}
	m, err := understandFrom(ctx, q, t.Committee, w)
	m.Due, m.Kind = last.DueOn, deadline.Kind(last.DueKind) // an occurrence's day is its own, not its rhythm's
	return m, err
}

// nameEvents fills in the names of those an event speaks of: for whom a reply is, and who has which part.
func nameEvents(ctx context.Context, q database.Querier, history []Event) error {
	var units []access.UnitID
	var people []access.PersonID
	for _, e := range history {
		units, people = append(units, e.ForUnit), append(people, e.ForPerson)
		for _, a := range e.Assignees {
			units, people = append(units, a.Unit), append(people, a.Person)
		}
	}
	type named struct {
		ID   string `db:"id"`
		Name string `db:"name"`
	}
	rows, err := database.Many[named](ctx, q, `SELECT id::text AS id, name FROM unit WHERE id = ANY($1::uuid[])
		UNION ALL SELECT id::text, full_name FROM person WHERE id = ANY($2::uuid[])`, units, people)
	if err != nil {
		return err
	}
	names := make(map[string]string, len(rows))
	for _, n := range rows {
		names[n.ID] = n.Name
	}
	for i, e := range history {
		history[i].ForName = names[e.ForUnit.String()] + names[e.ForPerson.String()]
		for j, a := range e.Assignees {
			history[i].Assignees[j].Name = names[a.Unit.String()] + names[a.Person.String()]
		}
	}
	return nil
}
