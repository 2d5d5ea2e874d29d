package meeting

import (
	"context"

	"github.com/jackc/pgx/v5"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/database"
)

// ordered is one of the ordered lists of a meeting, with the statements that read and write its order.
type ordered struct{ read, write string }

// The ordered lists. Each statement names its own table, so that it can be seen who writes what.
var (
	agendaOrder = ordered{
		`SELECT id, position FROM agenda_item WHERE committee_id = $1 AND meeting_id = $2 ORDER BY position, id`,
		`UPDATE agenda_item SET position = $3 WHERE committee_id = $1 AND id = $2`,
	}
	rollOrder = ordered{
		`SELECT id, position FROM attendance WHERE committee_id = $1 AND meeting_id = $2 ORDER BY position, id`,
		`UPDATE attendance SET position = $3 WHERE committee_id = $1 AND id = $2`,
	}
	blockOrder = ordered{
		`SELECT id, position FROM block WHERE committee_id = $1 AND meeting_id = $2 ORDER BY position, id`,
		`UPDATE block SET position = $3 WHERE committee_id = $1 AND id = $2`,
	}
)

func (o ordered) lines(ctx context.Context, q database.Querier, c access.CommitteeID, m ID) ([]line, error) {
	rows, _ := q.Query(ctx, o.read, c, m) // Collect returns this error
	lines, err := pgx.CollectRows(rows, func(r pgx.CollectableRow) (line, error) {
		var l line
		return l, r.Scan(&l.id, &l.position)
	})
	return lines, database.Translate(err)
}

// store writes the positions in one round trip.
func (o ordered) store(ctx context.Context, tx database.Tx, c access.CommitteeID, lines []line) error {
	var b pgx.Batch
	for _, l := range lines {
		b.Queue(o.write, c, l.id, l.position)
	}
	return database.Translate(tx.SendBatch(ctx, &b).Close())
}

const selectAgenda = `SELECT g.committee_id, g.id, g.meeting_id, g.position, g.title, g.presenter_id, g.presenter, coalesce(g.minutes, 0) AS minutes,
	g.prepare_words, g.prepare_unit_id, g.prepare_person_id, g.prepare_by,
	concat_ws(', ', (SELECT p.full_name FROM person p WHERE p.id = g.prepare_person_id),
		coalesce((SELECT n.name FROM unit_name n JOIN meeting m ON m.committee_id = g.committee_id AND m.id = g.meeting_id
				WHERE n.unit_id = g.prepare_unit_id AND n.valid_from <= m.held_on ORDER BY n.valid_from DESC LIMIT 1),
			(SELECT u.name FROM unit u WHERE u.id = g.prepare_unit_id))) AS prepare_who,
	g.outcome, g.moved_to, coalesce((SELECT t.number FROM meeting t WHERE t.committee_id = g.committee_id AND t.id = g.moved_to), 0) AS moved_number,
	g.withdrawn, g.version FROM agenda_item g`

func agendaByID(ctx context.Context, q database.Querier, c access.CommitteeID, g AgendaID) (AgendaItem, error) {
	return database.One[AgendaItem](ctx, q, selectAgenda+` WHERE g.committee_id = $1 AND g.id = $2`, c, g)
}

func agendaHash(ctx context.Context, q database.Querier, c access.CommitteeID, g AgendaID) (string, error) {
	return sentBefore(ctx, q, `SELECT created_hash FROM agenda_item WHERE committee_id = $1 AND id = $2`, c, g)
}

func insertAgenda(ctx context.Context, tx database.Tx, g AgendaItem, hash string) error {
	_, err := tx.Exec(ctx, `INSERT INTO agenda_item (committee_id, id, meeting_id, position, title, presenter_id, presenter, minutes,
			prepare_words, prepare_unit_id, prepare_person_id, prepare_by, created_hash)
		VALUES ($1, $2, $3, $4, $5, $6, $7, nullif($8, 0), $9, $10, $11, $12, $13)`,
		g.Committee, g.ID, g.Meeting, g.Position, g.Title, g.PresenterID, g.Presenter, g.Minutes,
		g.PrepareWords, g.PrepareUnit, g.PreparePerson, g.PrepareBy, hash)
	return database.Translate(err)
}

func updateAgenda(ctx context.Context, tx database.Tx, g AgendaItem) error {
	_, err := tx.Exec(ctx, `UPDATE agenda_item SET title = $3, presenter_id = $4, presenter = $5, minutes = nullif($6, 0), withdrawn = $7,
			prepare_words = $8, prepare_unit_id = $9, prepare_person_id = $10, prepare_by = $11, outcome = $12, moved_to = $13, version = version + 1
		WHERE committee_id = $1 AND id = $2`, g.Committee, g.ID, g.Title, g.PresenterID, g.Presenter, g.Minutes, g.Withdrawn,
		g.PrepareWords, g.PrepareUnit, g.PreparePerson, g.PrepareBy, g.Outcome, g.MovedTo)
	return database.Translate(err)
}

const selectAttendance = `SELECT a.committee_id, a.id, a.meeting_id, a.position, a.person_id, a.name, a.post, a.unit_id,
	coalesce((SELECT n.name FROM unit_name n WHERE n.unit_id = a.unit_id AND n.valid_from <= m.held_on ORDER BY n.valid_from DESC LIMIT 1),
		(SELECT u.name FROM unit u WHERE u.id = a.unit_id), '') AS unit_name,
	a.status, a.substitute_for, coalesce(to_char(a.arrived_at, 'HH24:MI'), '') AS arrived_at, coalesce(to_char(a.left_at, 'HH24:MI'), '') AS left_at,
	coalesce(to_char(a.back_at, 'HH24:MI'), '') AS back_at,
	a.withdrawn, a.version FROM attendance a JOIN meeting m ON m.committee_id = a.committee_id AND m.id = a.meeting_id`

func attendanceByID(ctx context.Context, q database.Querier, c access.CommitteeID, a AttendanceID) (Attendance, error) {
	return database.One[Attendance](ctx, q, selectAttendance+` WHERE a.committee_id = $1 AND a.id = $2`, c, a)
}

func attendanceHash(ctx context.Context, q database.Querier, c access.CommitteeID, a AttendanceID) (string, error) {
	return sentBefore(ctx, q, `SELECT created_hash FROM attendance WHERE committee_id = $1 AND id = $2`, c, a)
}

// rollOf reads the whole roll of a meeting, withdrawn lines included.
func rollOf(ctx context.Context, q database.Querier, c access.CommitteeID, m ID) ([]Attendance, error) {
	return database.Many[Attendance](ctx, q, selectAttendance+` WHERE a.committee_id = $1 AND a.meeting_id = $2 ORDER BY a.position, a.id`, c, m)
}

func insertAttendance(ctx context.Context, tx database.Tx, a Attendance, hash string) error {
	_, err := tx.Exec(ctx, `INSERT INTO attendance (committee_id, id, meeting_id, position, person_id, name, post, unit_id, status, substitute_for,
			arrived_at, left_at, back_at, created_hash)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, nullif($11, '')::time, nullif($12, '')::time, nullif($13, '')::time, $14)`,
		a.Committee, a.ID, a.Meeting, a.Position, a.Person, a.Name, a.Post, a.Unit, a.Status, a.SubstituteFor, a.ArrivedAt, a.LeftAt, a.BackAt, hash)
	return database.Translate(err)
}

func updateAttendance(ctx context.Context, tx database.Tx, a Attendance) error {
	_, err := tx.Exec(ctx, `UPDATE attendance SET person_id = $3, name = $4, post = $5, unit_id = $6, status = $7, substitute_for = $8,
			arrived_at = nullif($9, '')::time, left_at = nullif($10, '')::time, back_at = nullif($11, '')::time, withdrawn = $12, version = version + 1
		WHERE committee_id = $1 AND id = $2`,
		a.Committee, a.ID, a.Person, a.Name, a.Post, a.Unit, a.Status, a.SubstituteFor, a.ArrivedAt, a.LeftAt, a.BackAt, a.Withdrawn)
	return database.Translate(err)
}
