package report

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

type writingRow struct {
	Committee    access.CommitteeID `db:"committee_id"`
	Period       string             `db:"period"`
	Subject      string             `db:"subject"`
	Sections     []byte             `db:"sections"`
	Shortcomings []byte             `db:"shortcomings"`
	Tasks        []byte             `db:"tasks"`
	Signer       access.PersonID    `db:"signer_id"`
	Recipients   []byte             `db:"recipients"`
	Number       int                `db:"number"`
	IssuedOn     calendar.Date      `db:"issued_on"`
	WrittenAt    time.Time          `db:"written_at"`
	Login        string             `db:"login"`
	Version      int                `db:"version"`
}

const selectWriting = `SELECT committee_id, period, subject, sections, coalesce(shortcomings, 'null') AS shortcomings, coalesce(tasks, 'null') AS tasks,
	signer_id, recipients, number, issued_on, written_at, login, version FROM report_writing WHERE committee_id = $1`

func (r writingRow) writing() (Writing, error) {
	w := Writing{
		Committee: r.Committee, Period: r.Period, Subject: r.Subject, Signer: r.Signer, Number: r.Number, IssuedOn: r.IssuedOn,
		WrittenAt: r.WrittenAt, Login: r.Login, Version: r.Version,
	}
	for _, one := range []struct {
		from []byte
		to   any
	}{{r.Sections, &w.Sections}, {r.Shortcomings, &w.Shortcomings}, {r.Tasks, &w.Tasks}, {r.Recipients, &w.Recipients}} {
		if err := json.Unmarshal(one.from, one.to); err != nil {
			return Writing{}, fmt.Errorf("report writing %s: %w", r.Period, err)
		}
	}
	return w, nil
}

// writingOf is what is stored for a half-year; fault.NotFound where nothing is.
func writingOf(ctx context.Context, q database.Querier, c access.CommitteeID, period string) (Writing, error) {
	r, err := database.One[writingRow](ctx, q, selectWriting+` AND period = $2`, c, period)
	if err != nil {
		return Writing{}, err
	}
	return r.writing()
}

// writingBefore is what is stored for the latest half-year before one; false where there is none.
func writingBefore(ctx context.Context, q database.Querier, c access.CommitteeID, period string) (Writing, bool, error) {
	r, err := database.One[writingRow](ctx, q, selectWriting+` AND period < $2 ORDER BY period DESC LIMIT 1`, c, period)
	if fault.KindOf(err) == fault.NotFound {
		return Writing{}, false, nil
	}
	if err != nil {
		return Writing{}, false, err
	}
	w, err := r.writing()
	return w, true, err
}

func saveWriting(ctx context.Context, tx database.Tx, w Writing) error {
	var cells [4][]byte
	for i, v := range []any{w.Sections, w.Shortcomings, w.Tasks, w.Recipients} {
		b, err := json.Marshal(v)
		if err != nil {
			return err
		}
		cells[i] = b
	}
	_, err := tx.Exec(ctx, `INSERT INTO report_writing (committee_id, period, subject, sections, shortcomings, tasks, signer_id, recipients, number, issued_on, written_at, login)
		VALUES ($1, $2, $3, $4, nullif($5::jsonb, 'null'), nullif($6::jsonb, 'null'), $7, $8, $9, $10, $11, $12)
		ON CONFLICT (committee_id, period) DO UPDATE SET subject = $3, sections = $4, shortcomings = nullif($5::jsonb, 'null'), tasks = nullif($6::jsonb, 'null'),
			signer_id = $7, recipients = $8, number = $9, issued_on = $10, written_at = $11, login = $12, version = report_writing.version + 1`,
		w.Committee, w.Period, w.Subject, cells[0], cells[1], cells[2], w.Signer, cells[3], w.Number, w.IssuedOn, w.WrittenAt, w.Login)
	return database.Translate(err)
}

// lockWriting lets one writer after the other store the words of a half-year.
func lockWriting(ctx context.Context, tx database.Tx, c access.CommitteeID) error {
	_, err := tx.Exec(ctx, `SELECT 1 FROM committee WHERE id = $1 FOR NO KEY UPDATE`, c)
	return database.Translate(err)
}
