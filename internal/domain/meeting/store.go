package meeting

import (
	"context"
	"strconv"
	"strings"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
	"github.com/dondoc/dondoc/internal/foundation/vietnamese"
)

const meetingColumns = `m.committee_id, m.id, m.number, m.kind, m.title, m.reviewed_period, m.next_period, m.place, m.held_on,
	coalesce(to_char(m.starts_at, 'HH24:MI'), '') AS starts_at, m.ended_on, coalesce(to_char(m.ends_at, 'HH24:MI'), '') AS ends_at,
	m.chair_id, coalesce((SELECT p.full_name FROM person p WHERE p.id = m.chair_id), '') AS chair_name, m.chair_post,
	coalesce((SELECT jsonb_agg(jsonb_build_object('id', p.id, 'name', p.full_name) ORDER BY s.position)
		FROM meeting_secretary s JOIN person p ON p.id = s.person_id
		WHERE s.committee_id = m.committee_id AND s.meeting_id = m.id), '[]') AS secretaries,
	m.state, m.wording, m.source, m.remark, m.created_at, m.version`

const selectMeeting = `SELECT ` + meetingColumns + ` FROM meeting m`

// ByID reads one meeting of a committee; NotFound when there is none. It asks no rights: the caller does.
func ByID(ctx context.Context, q database.Querier, c access.CommitteeID, m ID) (Meeting, error) {
	return database.One[Meeting](ctx, q, selectMeeting+` WHERE m.committee_id = $1 AND m.id = $2`, c, m)
}

// lock reads a meeting and keeps others from writing it or its lines until the transaction ends.
// What stems from it (a task, a shortcoming) may still be written by others.
func lock(ctx context.Context, tx database.Tx, c access.CommitteeID, m ID) (Meeting, error) {
	return database.One[Meeting](ctx, tx, selectMeeting+` WHERE m.committee_id = $1 AND m.id = $2 FOR NO KEY UPDATE OF m`, c, m)
}

// Resolve finds a meeting of a committee by its id or its short number ("12"); NotFound when neither fits.
func Resolve(ctx context.Context, q database.Querier, c access.CommitteeID, idOrNumber string) (ID, error) {
	number, err := strconv.ParseInt(idOrNumber, 10, 32)
	if err != nil {
		return resolveID(ctx, q, c, idOrNumber)
	}
	var m ID
	err = q.QueryRow(ctx, `SELECT id FROM meeting WHERE committee_id = $1 AND number = $2`, c, number).Scan(&m)
	return m, database.Translate(err)
}

func resolveID(ctx context.Context, q database.Querier, c access.CommitteeID, s string) (ID, error) {
	m, err := id.Parse[meetingKind](s)
	if err != nil {
		return ID{}, fault.New(fault.NotFound, "not_found").Because(err)
	}
	err = q.QueryRow(ctx, `SELECT id FROM meeting WHERE committee_id = $1 AND id = $2`, c, m).Scan(&m)
	return m, database.Translate(err)
}

// sentBefore finds what the create request with this id said, or "" when the id is new.
func sentBefore(ctx context.Context, q database.Querier, sql string, args ...any) (string, error) {
	var hash string
	err := q.QueryRow(ctx, `SELECT coalesce((`+sql+`), '')`, args...).Scan(&hash)
	return hash, database.Translate(err)
}

func meetingHash(ctx context.Context, q database.Querier, c access.CommitteeID, m ID) (string, error) {
	return sentBefore(ctx, q, `SELECT created_hash FROM meeting WHERE committee_id = $1 AND id = $2`, c, m)
}

// insertMeeting writes a meeting once; false when the same request wrote it in the meantime.
func insertMeeting(ctx context.Context, tx database.Tx, m Meeting, hash string) (bool, error) {
	fresh, err := database.Create(ctx, tx, database.Creation{
		Insert: `INSERT INTO meeting (committee_id, id, number, kind, title, reviewed_period, next_period, place, held_on,
				starts_at, ended_on, ends_at, chair_id, chair_post, state, wording, source, remark, search_key, created_at, created_hash)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, nullif($10, '')::time, $11, nullif($12, '')::time, $13, $14, $15, $16, $17, $18, $19, $20, $21)
			ON CONFLICT (committee_id, id) DO NOTHING`,
		Args: []any{
			m.Committee, m.ID, m.Number, m.Kind, m.Title, m.ReviewedPeriod, m.NextPeriod, m.Place, m.HeldOn,
			m.StartsAt, m.EndedOn, m.EndsAt, m.Chair, m.ChairPost, m.State, m.Wording, m.Source, m.Remark, searchKey(m), m.CreatedAt, hash,
		},
		Stored: `SELECT created_hash FROM meeting WHERE committee_id = $1 AND id = $2`, Key: []any{m.Committee, m.ID}, Hash: hash,
	})
	if err != nil || !fresh {
		return false, err
	}
	return true, writeSecretaries(ctx, tx, m)
}

func updateMeeting(ctx context.Context, tx database.Tx, m Meeting) error {
	_, err := tx.Exec(ctx, `UPDATE meeting SET kind = $3, title = $4, reviewed_period = $5, next_period = $6, place = $7, held_on = $8,
			starts_at = nullif($9, '')::time, ended_on = $10, ends_at = nullif($11, '')::time, chair_id = $12, chair_post = $13,
			wording = $14, source = $15, remark = $16, search_key = $17, version = version + 1
		WHERE committee_id = $1 AND id = $2`,
		m.Committee, m.ID, m.Kind, m.Title, m.ReviewedPeriod, m.NextPeriod, m.Place, m.HeldOn,
		m.StartsAt, m.EndedOn, m.EndsAt, m.Chair, m.ChairPost, m.Wording, m.Source, m.Remark, searchKey(m))
	if err != nil {
		return database.Translate(err)
	}
	if _, err := tx.Exec(ctx, `DELETE FROM meeting_secretary WHERE committee_id = $1 AND meeting_id = $2`, m.Committee, m.ID); err != nil {
		return database.Translate(err)
	}
	return writeSecretaries(ctx, tx, m)
}

func writeSecretaries(ctx context.Context, tx database.Tx, m Meeting) error {
	ids := make([]access.PersonID, len(m.Secretaries))
	for i, s := range m.Secretaries {
		ids[i] = s.ID
	}
	_, err := tx.Exec(ctx, `INSERT INTO meeting_secretary (committee_id, meeting_id, person_id, position)
		SELECT $1, $2, p, n FROM unnest($3::uuid[]) WITH ORDINALITY AS s (p, n)`, m.Committee, m.ID, ids)
	return database.Translate(err)
}

func setState(ctx context.Context, tx database.Tx, c access.CommitteeID, m ID, to State) error {
	_, err := tx.Exec(ctx, `UPDATE meeting SET state = $3, version = version + 1 WHERE committee_id = $1 AND id = $2`, c, m, to)
	return database.Translate(err)
}

// searchKey is what words are looked for in, without marks.
func searchKey(m Meeting) string {
	return vietnamese.Key(strings.Join([]string{m.Title, m.Place, m.Source}, " "))
}
