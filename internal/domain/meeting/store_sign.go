package meeting

import (
	"context"
	"time"

	"github.com/dondoc/dondoc/internal/domain/attach"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/database"
)

const selectSignature = `SELECT committee_id, id, meeting_id, capacity, person_id, name, sha256, record_version, on_paper, attachment_id, signed_on,
	recorded_at, user_id, login, withdrawn_at, withdrawn_by, withdrawn_why FROM signature`

func signaturesOf(ctx context.Context, q database.Querier, c access.CommitteeID, m ID) ([]Signature, error) {
	return database.Many[Signature](ctx, q, selectSignature+` WHERE committee_id = $1 AND meeting_id = $2 ORDER BY recorded_at, capacity DESC, id`, c, m)
}

func signatureByID(ctx context.Context, q database.Querier, c access.CommitteeID, s SignatureID) (Signature, error) {
	return database.One[Signature](ctx, q, selectSignature+` WHERE committee_id = $1 AND id = $2`, c, s)
}

func signatureHash(ctx context.Context, q database.Querier, c access.CommitteeID, s SignatureID) (string, error) {
	return sentBefore(ctx, q, `SELECT created_hash FROM signature WHERE committee_id = $1 AND id = $2`, c, s)
}

func insertSignature(ctx context.Context, tx database.Tx, s Signature, hash string) error {
	_, err := tx.Exec(ctx, `INSERT INTO signature (committee_id, id, meeting_id, capacity, person_id, name, sha256, record_version, on_paper, attachment_id,
			signed_on, recorded_at, user_id, login, created_hash)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
		s.Committee, s.ID, s.Meeting, s.Capacity, s.Person, s.Name, []byte(s.SHA256), s.Record, s.OnPaper, s.Attachment,
		s.SignedOn, s.RecordedAt, s.User, s.Login, hash)
	return database.Translate(err)
}

// withdrawal of the signatures that stand under the minutes of a meeting.
type signaturesBack struct {
	meeting Meeting
	at      time.Time
	by, why string
}

func withdrawSignatures(ctx context.Context, tx database.Tx, b signaturesBack) error {
	_, err := tx.Exec(ctx, `UPDATE signature SET withdrawn_at = $3, withdrawn_by = $4, withdrawn_why = $5
		WHERE committee_id = $1 AND meeting_id = $2 AND withdrawn_at IS NULL`, b.meeting.Committee, b.meeting.ID, b.at, b.by, b.why)
	return database.Translate(err)
}

// recordVersion is the last line of the committee's audit: whatever is written in the record later has a higher one.
func recordVersion(ctx context.Context, q database.Querier, c access.CommitteeID) (int64, error) {
	var seq int64
	err := q.QueryRow(ctx, `SELECT coalesce((SELECT seq FROM audit_head WHERE committee_id = $1), 0)`, c.UUIDBytes()).Scan(&seq)
	return seq, database.Translate(err)
}

// changesSince lists what was written in the record of a meeting after a version, and in what stems from it.
func changesSince(ctx context.Context, q database.Querier, m Meeting, version int64) ([]Change, error) {
	return database.Many[Change](ctx, q, `WITH part AS (
			SELECT $2::uuid AS id
			UNION ALL SELECT id FROM block WHERE committee_id = $1 AND meeting_id = $2
			UNION ALL SELECT id FROM agenda_item WHERE committee_id = $1 AND meeting_id = $2
			UNION ALL SELECT id FROM attendance WHERE committee_id = $1 AND meeting_id = $2
			UNION ALL SELECT id FROM meeting_paper WHERE committee_id = $1 AND meeting_id = $2
			UNION ALL SELECT id FROM shortcoming WHERE committee_id = $1 AND meeting_id = $2
			UNION ALL SELECT id FROM task WHERE committee_id = $1 AND meeting_id = $2)
		SELECT a.recorded_at, a.login, a.action, a.subject,
			concat_ws(' · ', nullif(a.before->>'name', ''), nullif(a.before->>'title', ''), nullif(a.before->>'text', ''), nullif(a.before->>'status', '')) AS before,
			concat_ws(' · ', nullif(a.after->>'name', ''), nullif(a.after->>'title', ''), nullif(a.after->>'text', ''), nullif(a.after->>'status', '')) AS after
		FROM audit_entry a WHERE a.committee_id = $1 AND a.seq > $3 AND a.subject_id IN (SELECT id FROM part)
		ORDER BY a.seq LIMIT 200`, m.Committee, m.ID, version)
}

// scan is the file of what was signed on paper.
type scan struct {
	SHA256 []byte `db:"sha256"`
}

// scanOf reads a file that is attached to a meeting; fault.NotFound when there is none.
func scanOf(ctx context.Context, q database.Querier, m Meeting, a attach.ID) (scan, error) {
	return database.One[scan](ctx, q, `SELECT sha256 FROM attachment
		WHERE committee_id = $1 AND id = $2 AND owner_kind = 'meeting' AND owner_id = $3 AND withdrawn_at IS NULL`, m.Committee, a, m.ID)
}
