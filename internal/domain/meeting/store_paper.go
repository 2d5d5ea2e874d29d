package meeting

import (
	"context"
	"time"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
)

// paperRow is a paper as it is stored.
type paperRow struct {
	Committee      access.CommitteeID `db:"committee_id"`
	ID             PaperID            `db:"id"`
	Meeting        ID                 `db:"meeting_id"`
	Kind           PaperKind          `db:"kind"`
	State          PaperState         `db:"state"`
	Series         string             `db:"series"`
	Number         int                `db:"number"`
	IssuedOn       calendar.Date      `db:"issued_on"`
	SecretaryID    access.PersonID    `db:"secretary_id"`
	SecretaryName  string             `db:"secretary_name"`
	SecretaryTitle string             `db:"secretary_title"`
	SignerID       access.PersonID    `db:"signer_id"`
	SignerName     string             `db:"signer_name"`
	SignerTitle    string             `db:"signer_title"`
	SignerForHead  bool               `db:"signer_for_head"`
	SignerOnBehalf bool               `db:"signer_on_behalf"`
	Recipients     []string           `db:"recipients"`
	CorrectsID     PaperID            `db:"corrects_id"`
	Corrects       string             `db:"corrects"`
	Body           string             `db:"body"`
	SHA256         []byte             `db:"file_sha256"`
	Version        int                `db:"version"`
	LastDay        calendar.Date      `db:"last_day"` // of the meeting
}

// paper is the row as the rest of the program knows it. Minutes bear the date of their meeting, whenever they are issued.
func (r paperRow) paper() Paper {
	p := Paper{
		Committee: r.Committee, ID: r.ID, Meeting: r.Meeting, Kind: r.Kind, State: r.State, Series: r.Series, Number: r.Number,
		IssuedOn: r.IssuedOn, Registered: r.IssuedOn, Secretary: Signatory{Person: r.SecretaryID, Name: r.SecretaryName, Title: r.SecretaryTitle},
		Signer:     Signatory{Person: r.SignerID, Name: r.SignerName, Title: r.SignerTitle, ForHead: r.SignerForHead, OnBehalf: r.SignerOnBehalf},
		Recipients: r.Recipients, CorrectsID: r.CorrectsID, Corrects: r.Corrects, Text: r.Body, SHA256: r.SHA256, Version: r.Version,
	}
	if p.SHA256 == nil {
		p.SHA256 = Digest{}
	}
	if p.Kind == Minutes {
		p.IssuedOn = r.LastDay
	}
	return p
}

const selectPaper = `SELECT p.committee_id, p.id, p.meeting_id, p.kind, p.state, p.series, p.number, p.issued_on,
	p.secretary_id, p.secretary_name, p.secretary_title, p.signer_id, p.signer_name, p.signer_title, p.signer_for_head, p.signer_on_behalf,
	p.recipients, p.corrects_id, p.corrects, p.body, p.file_sha256, p.version, coalesce(m.ended_on, m.held_on) AS last_day
	FROM meeting_paper p JOIN meeting m ON m.committee_id = p.committee_id AND m.id = p.meeting_id`

func paperByID(ctx context.Context, q database.Querier, c access.CommitteeID, p PaperID) (Paper, error) {
	row, err := database.One[paperRow](ctx, q, selectPaper+` WHERE p.committee_id = $1 AND p.id = $2`, c, p)
	return row.paper(), err
}

// papersOf lists the stored papers of a meeting, the supplements in the order of their making.
func papersOf(ctx context.Context, q database.Querier, c access.CommitteeID, m ID) ([]Paper, error) {
	rows, err := database.Many[paperRow](ctx, q, selectPaper+` WHERE p.committee_id = $1 AND p.meeting_id = $2
		ORDER BY p.kind, p.issued_on NULLS LAST, p.number, p.id`, c, m)
	papers := make([]Paper, len(rows))
	for i, r := range rows {
		papers[i] = r.paper()
	}
	return papers, err
}

func paperHash(ctx context.Context, q database.Querier, c access.CommitteeID, p PaperID) (string, error) {
	return sentBefore(ctx, q, `SELECT created_hash FROM meeting_paper WHERE committee_id = $1 AND id = $2`, c, p)
}

func insertPaper(ctx context.Context, tx database.Tx, p Paper, hash string) error {
	_, err := tx.Exec(ctx, `INSERT INTO meeting_paper (committee_id, id, meeting_id, kind, secretary_id, secretary_name, secretary_title,
			signer_id, signer_name, signer_title, signer_for_head, recipients, corrects_id, corrects, body, created_hash, signer_on_behalf)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`,
		p.Committee, p.ID, p.Meeting, p.Kind, p.Secretary.Person, p.Secretary.Name, p.Secretary.Title,
		p.Signer.Person, p.Signer.Name, p.Signer.Title, p.Signer.ForHead, p.Recipients, p.CorrectsID, p.Corrects, p.Text, hash, p.Signer.OnBehalf)
	return database.Translate(err)
}

func updatePaper(ctx context.Context, tx database.Tx, p Paper) error {
	_, err := tx.Exec(ctx, `UPDATE meeting_paper SET secretary_id = $3, secretary_name = $4, secretary_title = $5,
			signer_id = $6, signer_name = $7, signer_title = $8, signer_for_head = $9, recipients = $10, corrects_id = $11, corrects = $12, body = $13, signer_on_behalf = $14,
			version = version + 1
		WHERE committee_id = $1 AND id = $2`,
		p.Committee, p.ID, p.Secretary.Person, p.Secretary.Name, p.Secretary.Title,
		p.Signer.Person, p.Signer.Name, p.Signer.Title, p.Signer.ForHead, p.Recipients, p.CorrectsID, p.Corrects, p.Text, p.Signer.OnBehalf)
	return database.Translate(err)
}

// issuePaper writes what issuing gives a paper: number, day, the file as it went out.
func issuePaper(ctx context.Context, tx database.Tx, p Paper) error {
	_, err := tx.Exec(ctx, `UPDATE meeting_paper SET state = 'issued', series = $3, number = $4, issued_on = $5, file_sha256 = $6, version = version + 1
		WHERE committee_id = $1 AND id = $2`, p.Committee, p.ID, p.Series, p.Number, p.Registered, []byte(p.SHA256))
	return database.Translate(err)
}

// keepFile stores the bytes that were signed or issued; the same bytes are stored once.
func keepFile(ctx context.Context, tx database.Tx, m Meeting, f File, at time.Time) error {
	_, err := tx.Exec(ctx, `INSERT INTO signed_file (committee_id, sha256, meeting_id, file_name, bytes, made_at) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (committee_id, sha256) DO NOTHING`, m.Committee, []byte(DigestOf(f.Bytes)), m.ID, f.Name, f.Bytes, at)
	return database.Translate(err)
}

// keptFile is a stored file of a meeting, or fault.NotFound.
type keptFile struct {
	Name  string `db:"file_name"`
	Bytes []byte `db:"bytes"`
}

func fileOf(ctx context.Context, q database.Querier, m Meeting, d Digest) (keptFile, error) {
	return database.One[keptFile](ctx, q, `SELECT file_name, bytes FROM signed_file WHERE committee_id = $1 AND sha256 = $2 AND meeting_id = $3`,
		m.Committee, []byte(d), m.ID)
}
