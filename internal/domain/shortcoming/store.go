package shortcoming

import (
	"context"
	"strconv"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
	"github.com/dondoc/dondoc/internal/foundation/vietnamese"
)

// unitsColumn names the units of s as on the day it was raised.
const unitsColumn = `coalesce((SELECT jsonb_agg(jsonb_build_object('id', u.id, 'name', coalesce((SELECT n.name FROM unit_name n
				WHERE n.unit_id = u.id AND n.valid_from <= s.raised_on ORDER BY n.valid_from DESC LIMIT 1), u.name)) ORDER BY su.position)
		FROM shortcoming_unit su JOIN unit u ON u.id = su.unit_id
		WHERE su.committee_id = s.committee_id AND su.shortcoming_id = s.id), '[]')`

const columns = `s.committee_id, s.id, s.number, s.meeting_id, m.number AS meeting_number, m.title AS meeting_title, m.held_on AS meeting_held_on,
	s.block_id, s.block_text, b.id IS NOT NULL AND b.text <> s.block_text AS source_edited, coalesce(b.speaker, '') AS speaker,
	s.position, s.text, s.wording, s.nature, s.field_id, coalesce((SELECT f.name FROM field f WHERE f.id = s.field_id), '') AS field_name,
	` + unitsColumn + ` AS units,
	s.repeats_id, coalesce((SELECT e.number FROM shortcoming e WHERE e.committee_id = s.committee_id AND e.id = s.repeats_id), 0) AS repeats_number,
	s.times, s.state, s.raised_on, s.cured_on, s.cause_objective, s.cause_subjective, s.withdrawn, s.created_at, s.version`

const from = ` FROM shortcoming s JOIN meeting m ON m.committee_id = s.committee_id AND m.id = s.meeting_id
	LEFT JOIN block b ON b.committee_id = s.committee_id AND b.id = s.block_id`

// ByID reads one shortcoming of a committee; NotFound when there is none. It asks no rights: the caller does.
func ByID(ctx context.Context, q database.Querier, c access.CommitteeID, s ID) (Shortcoming, error) {
	return database.One[Shortcoming](ctx, q, `SELECT `+columns+from+` WHERE s.committee_id = $1 AND s.id = $2`, c, s)
}

// lock reads a shortcoming and keeps others from writing it until the transaction ends.
func lock(ctx context.Context, tx database.Tx, c access.CommitteeID, s ID) (Shortcoming, error) {
	return database.One[Shortcoming](ctx, tx, `SELECT `+columns+from+` WHERE s.committee_id = $1 AND s.id = $2 FOR NO KEY UPDATE OF s`, c, s)
}

// lockChains keeps others from raising or joining shortcomings of the committee until the transaction ends, so that two joins
// at once cannot close a circle. Raising draws from the same counter and so takes the same lock.
func lockChains(ctx context.Context, tx database.Tx, c access.CommitteeID) error {
	_, err := tx.Exec(ctx, `SELECT last FROM committee_counter WHERE committee_id = $1 AND noun = 'shortcoming' FOR UPDATE`, c)
	return database.Translate(err)
}

// Resolve finds a shortcoming of a committee by its id or its short number ("12"); NotFound when neither fits.
func Resolve(ctx context.Context, q database.Querier, c access.CommitteeID, idOrNumber string) (ID, error) {
	var s ID
	number, err := strconv.ParseInt(idOrNumber, 10, 32)
	if err == nil {
		err = q.QueryRow(ctx, `SELECT id FROM shortcoming WHERE committee_id = $1 AND number = $2`, c, number).Scan(&s)
		return s, database.Translate(err)
	}
	if s, err = id.Parse[kind](idOrNumber); err != nil {
		return ID{}, fault.New(fault.NotFound, "not_found").Because(err)
	}
	err = q.QueryRow(ctx, `SELECT id FROM shortcoming WHERE committee_id = $1 AND id = $2`, c, s).Scan(&s)
	return s, database.Translate(err)
}

// sentBefore finds what the request with this id said, or "" when the id is new.
func sentBefore(ctx context.Context, q database.Querier, c access.CommitteeID, s ID) (string, error) {
	var hash string
	err := q.QueryRow(ctx, `SELECT coalesce((SELECT created_hash FROM shortcoming WHERE committee_id = $1 AND id = $2), '')`, c, s).Scan(&hash)
	return hash, database.Translate(err)
}

// insert writes a shortcoming once, last of its meeting; false when the same request wrote it in the meantime.
func insert(ctx context.Context, tx database.Tx, s Shortcoming, hash string) (bool, error) {
	fresh, err := database.Create(ctx, tx, database.Creation{
		Insert: `INSERT INTO shortcoming (committee_id, id, number, meeting_id, block_id, block_text, position, text, wording, nature, field_id,
				repeats_id, times, state, raised_on, cause_objective, cause_subjective, search_key, created_at, created_hash)
			SELECT $1, $2, $3, $4, $5, $6, coalesce(max(position), 0) + 1000, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19
			FROM shortcoming WHERE committee_id = $1 AND meeting_id = $4
			ON CONFLICT (committee_id, id) DO NOTHING`,
		Args: []any{
			s.Committee, s.ID, s.Number, s.Meeting, s.Block, s.BlockText, s.Text, s.Wording, s.Nature, s.Field,
			s.Repeats, s.Times, s.State, s.RaisedOn, s.CauseObjective, s.CauseSubjective, vietnamese.Key(s.Text), s.CreatedAt, hash,
		},
		Stored: `SELECT created_hash FROM shortcoming WHERE committee_id = $1 AND id = $2`, Key: []any{s.Committee, s.ID}, Hash: hash,
	})
	if err != nil || !fresh {
		return false, err
	}
	if err := writeTerms(ctx, tx, s, "", vietnamese.Key(s.Text)); err != nil {
		return false, err
	}
	return true, writeUnits(ctx, tx, s)
}

// update writes the row as it is now and raises its version; its units are written by writeUnits where they changed.
func update(ctx context.Context, tx database.Tx, s Shortcoming) error {
	_, err := tx.Exec(ctx, `UPDATE shortcoming SET block_id = $3, block_text = $4, text = $5, wording = $6, nature = $7, field_id = $8, repeats_id = $9,
			times = $10, state = $11, cured_on = $12, withdrawn = $13, search_key = $14, cause_objective = $15, cause_subjective = $16, version = version + 1
		WHERE committee_id = $1 AND id = $2`,
		s.Committee, s.ID, s.Block, s.BlockText, s.Text, s.Wording, s.Nature, s.Field, s.Repeats,
		s.Times, s.State, s.CuredOn, s.Withdrawn, vietnamese.Key(s.Text), s.CauseObjective, s.CauseSubjective)
	return database.Translate(err)
}

func writeUnits(ctx context.Context, tx database.Tx, s Shortcoming) error {
	if _, err := tx.Exec(ctx, `DELETE FROM shortcoming_unit WHERE committee_id = $1 AND shortcoming_id = $2`, s.Committee, s.ID); err != nil {
		return database.Translate(err)
	}
	ids := make([]access.UnitID, len(s.Units))
	for i, u := range s.Units {
		ids[i] = u.ID
	}
	_, err := tx.Exec(ctx, `INSERT INTO shortcoming_unit (committee_id, shortcoming_id, unit_id, position)
		SELECT $1, $2, u, n FROM unnest($3::uuid[]) WITH ORDINALITY AS x (u, n)`, s.Committee, s.ID, ids)
	return database.Translate(err)
}

// appendEvent writes the next event; the caller holds the row's lock, so the numbers have no gaps.
func appendEvent(ctx context.Context, tx database.Tx, c access.CommitteeID, e Event) error {
	_, err := tx.Exec(ctx, `INSERT INTO shortcoming_event (committee_id, shortcoming_id, seq, id, kind, effective_on, recorded_at, user_id, login, nature, state, note, evidence, attachment_id)
		SELECT $1, $2, coalesce(max(seq), 0) + 1, $3, $4, $5, $6, $7, $8, nullif($9, ''), nullif($10, ''), $11, $12, $13
		FROM shortcoming_event WHERE committee_id = $1 AND shortcoming_id = $2`,
		c, e.Shortcoming, e.ID, e.Kind, e.EffectiveOn, e.RecordedAt, e.User, e.Login, e.Nature, e.State, e.Note, e.Evidence, e.Attachment)
	return database.Translate(err)
}

const selectEvent = `SELECT shortcoming_id, seq, id, kind, effective_on, recorded_at, user_id, login, coalesce(nature, '') AS nature,
	coalesce(state, '') AS state, note, evidence, attachment_id FROM shortcoming_event`

// Events reads what happened to a shortcoming in the order it was recorded. It asks no rights: the caller does.
func Events(ctx context.Context, q database.Querier, c access.CommitteeID, s ID) ([]Event, error) {
	return database.Many[Event](ctx, q, selectEvent+` WHERE committee_id = $1 AND shortcoming_id = $2 ORDER BY seq`, c, s)
}

// eventsWithID are the events with an id: one, or none when the id is new.
func eventsWithID(ctx context.Context, q database.Querier, c access.CommitteeID, e EventID) ([]Event, error) {
	return database.Many[Event](ctx, q, selectEvent+` WHERE committee_id = $1 AND id = $2`, c, e)
}

// above are the ids of what a shortcoming repeats, directly and further up.
func above(ctx context.Context, q database.Querier, c access.CommitteeID, s ID) ([]ID, error) {
	rows, err := database.Many[struct {
		ID ID `db:"repeats_id"`
	}](ctx, q, `WITH RECURSIVE up AS (
			SELECT repeats_id FROM shortcoming WHERE committee_id = $1 AND id = $2
			UNION SELECT s.repeats_id FROM up JOIN shortcoming s ON s.committee_id = $1 AND s.id = up.repeats_id)
		SELECT repeats_id FROM up WHERE repeats_id IS NOT NULL`, c, s)
	ids := make([]ID, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	return ids, err
}

// renumber counts again how often those that repeat s, directly or not, were raised, and returns their ids.
func renumber(ctx context.Context, tx database.Tx, s Shortcoming) ([]ID, error) {
	rows, err := database.Many[struct {
		ID ID `db:"id"`
	}](ctx, tx, `WITH RECURSIVE down AS (
			SELECT id, $3::integer + 1 AS times FROM shortcoming WHERE committee_id = $1 AND repeats_id = $2
			UNION ALL SELECT s.id, down.times + 1 FROM down JOIN shortcoming s ON s.committee_id = $1 AND s.repeats_id = down.id)
		UPDATE shortcoming t SET times = down.times, version = t.version + 1 FROM down
		WHERE t.committee_id = $1 AND t.id = down.id AND t.times <> down.times RETURNING t.id`, s.Committee, s.ID, s.Times)
	ids := make([]ID, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	return ids, err
}

// repeatedBy counts the shortcomings that repeat s and still stand.
func repeatedBy(ctx context.Context, q database.Querier, s Shortcoming) (int, error) {
	var n int
	err := q.QueryRow(ctx, `SELECT count(*) FROM shortcoming WHERE committee_id = $1 AND repeats_id = $2 AND NOT withdrawn`, s.Committee, s.ID).Scan(&n)
	return n, database.Translate(err)
}

// raisedAgainOn is the first day on or after a cure on which s was raised again; no date when it was not.
func raisedAgainOn(ctx context.Context, q database.Querier, s Shortcoming, cured calendar.Date) (calendar.Date, error) {
	var on calendar.Date
	err := q.QueryRow(ctx, `SELECT min(raised_on) FROM shortcoming WHERE committee_id = $1 AND repeats_id = $2 AND NOT withdrawn AND raised_on >= $3`,
		s.Committee, s.ID, cured).Scan(&on)
	return on, database.Translate(err)
}
