package attach

import (
	"context"
	"time"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

const columns = `committee_id, id, owner_kind, owner_id, file_name, media_type, size, sha256, uploaded_at, user_id, login, withdrawn_at, withdrawn_by, withdrawn_why, purged_at, version`

func byID(ctx context.Context, q database.Querier, c access.CommitteeID, a ID) (Attachment, error) {
	return database.One[Attachment](ctx, q, `SELECT `+columns+` FROM attachment WHERE committee_id = $1 AND id = $2`, c, a)
}

func lock(ctx context.Context, tx database.Tx, c access.CommitteeID, a ID) (Attachment, error) {
	return database.One[Attachment](ctx, tx, `SELECT `+columns+` FROM attachment WHERE committee_id = $1 AND id = $2 FOR UPDATE`, c, a)
}

// insert writes an attachment; false when the id is taken.
func insert(ctx context.Context, tx database.Tx, a Attachment) (bool, error) {
	tag, err := tx.Exec(ctx, `INSERT INTO attachment (committee_id, id, owner_kind, owner_id, file_name, media_type, size, sha256, uploaded_at, user_id, login)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (committee_id, id) DO NOTHING`,
		a.Committee, a.ID, a.OwnerKind, a.OwnerID, a.FileName, a.MediaType, a.Size, []byte(a.SHA256), a.UploadedAt, a.User, a.Login)
	return tag.RowsAffected() == 1, database.Translate(err)
}

// taken says when, by whom and why a file was taken away.
type taken struct {
	at      time.Time
	by, why string
}

func withdraw(ctx context.Context, tx database.Tx, a Attachment, t taken) (Attachment, error) {
	return database.One[Attachment](ctx, tx, `UPDATE attachment SET withdrawn_at = $3, withdrawn_by = $4, withdrawn_why = $5, version = version + 1
		WHERE committee_id = $1 AND id = $2 RETURNING `+columns, a.Committee, a.ID, t.at, t.by, t.why)
}

// ownerSQL reads what the verdicts ask, for each kind of row: $1 the committee, $2 the row.
var ownerSQL = map[OwnerKind]string{
	OfMeeting: `SELECT m.state AS meeting_state, m.wording AS meeting_wording, '{}'::uuid[] AS units, '{}'::uuid[] AS persons
		FROM meeting m WHERE m.committee_id = $1 AND m.id = $2`,
	OfAgendaItem: `SELECT m.state AS meeting_state, m.wording AS meeting_wording, '{}'::uuid[] AS units, '{}'::uuid[] AS persons
		FROM agenda_item i JOIN meeting m ON m.committee_id = i.committee_id AND m.id = i.meeting_id WHERE i.committee_id = $1 AND i.id = $2`,
	OfShortcoming: `SELECT m.state AS meeting_state, m.wording AS meeting_wording, '{}'::uuid[] AS units, '{}'::uuid[] AS persons
		FROM shortcoming s JOIN meeting m ON m.committee_id = s.committee_id AND m.id = s.meeting_id WHERE s.committee_id = $1 AND s.id = $2`,
	OfTask:      taskOwner + `t.id = $2`,
	OfTaskEvent: taskOwner + `t.id = (SELECT e.task_id FROM task_event e WHERE e.committee_id = $1 AND e.id = $2)`,
}

const taskOwner = `SELECT coalesce(m.state, '') AS meeting_state, coalesce(m.wording, '') AS meeting_wording,
		ARRAY(SELECT a.unit_id FROM task_assignee a WHERE a.committee_id = t.committee_id AND a.task_id = t.id AND a.unit_id IS NOT NULL) AS units,
		ARRAY(SELECT a.person_id FROM task_assignee a WHERE a.committee_id = t.committee_id AND a.task_id = t.id AND a.person_id IS NOT NULL) AS persons
	FROM task t LEFT JOIN meeting m ON m.committee_id = t.committee_id AND m.id = t.meeting_id WHERE t.committee_id = $1 AND `

// ownerOf reads the row a file is or will be attached to; none is fault.NotFound.
func ownerOf(ctx context.Context, q database.Querier, c access.CommitteeID, k OwnerKind, o OwnerID) (ownerRow, error) {
	sql, known := ownerSQL[k]
	if !known {
		return ownerRow{}, fault.New(fault.NotFound, "not_found")
	}
	return database.One[ownerRow](ctx, q, sql, c, o)
}

// attachedTo lists the files of a row, the earliest first.
func attachedTo(ctx context.Context, q database.Querier, c access.CommitteeID, k OwnerKind, o OwnerID) ([]Attachment, error) {
	return database.Many[Attachment](ctx, q, `SELECT `+columns+` FROM attachment
		WHERE committee_id = $1 AND owner_kind = $2 AND owner_id = $3 ORDER BY uploaded_at, id`, c, k, o)
}

// ofTask lists the files of a task and of its events, the earliest first.
func ofTask(ctx context.Context, q database.Querier, c access.CommitteeID, task OwnerID) ([]Attachment, error) {
	return database.Many[Attachment](ctx, q, `SELECT `+columns+` FROM attachment
		WHERE committee_id = $1 AND (owner_kind = 'task' AND owner_id = $2
		   OR owner_kind = 'task_event' AND owner_id IN (SELECT id FROM task_event WHERE committee_id = $1 AND task_id = $2))
		ORDER BY uploaded_at, id`, c, task)
}

// ofMeeting lists the files of a meeting and of its agenda, the earliest first.
func ofMeeting(ctx context.Context, q database.Querier, c access.CommitteeID, meeting OwnerID) ([]Attachment, error) {
	return database.Many[Attachment](ctx, q, `SELECT `+columns+` FROM attachment
		WHERE committee_id = $1 AND (owner_kind = 'meeting' AND owner_id = $2
		   OR owner_kind = 'agenda_item' AND owner_id IN (SELECT id FROM agenda_item WHERE committee_id = $1 AND meeting_id = $2))
		ORDER BY uploaded_at, id`, c, meeting)
}
