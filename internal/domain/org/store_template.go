package org

import (
	"context"
	"time"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/database"
)

const templateColumns = `committee_id, id, kind, file_name, octet_length(bytes) AS size, in_use, uploaded_at, login, version`

func templatesOf(ctx context.Context, q database.Querier, c access.CommitteeID) ([]Template, error) {
	return database.Many[Template](ctx, q, `SELECT `+templateColumns+` FROM document_template WHERE committee_id = $1 ORDER BY uploaded_at DESC, id`, c)
}

func templateByID(ctx context.Context, q database.Querier, c access.CommitteeID, t TemplateID) (Template, error) {
	return database.One[Template](ctx, q, `SELECT `+templateColumns+` FROM document_template WHERE committee_id = $1 AND id = $2`, c, t)
}

type templateBody struct {
	Bytes []byte `db:"bytes"`
}

func templateBytes(ctx context.Context, q database.Querier, c access.CommitteeID, t TemplateID) ([]byte, error) {
	b, err := database.One[templateBody](ctx, q, `SELECT bytes FROM document_template WHERE committee_id = $1 AND id = $2`, c, t)
	return b.Bytes, err
}

// TemplateInUse is the template a committee's papers of a kind are written by; nothing where it is the built-in one.
// It asks no rights: the caller does.
func TemplateInUse(ctx context.Context, q database.Querier, c access.CommitteeID, kind string) ([]byte, error) {
	all, err := database.Many[templateBody](ctx, q, `SELECT bytes FROM document_template WHERE committee_id = $1 AND kind = $2 AND in_use`, c, kind)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	return all[0].Bytes, nil
}

// templateRow is what a stored template has beside what was sent.
type templateRow struct {
	at    time.Time
	login string
	hash  string
}

func insertTemplate(ctx context.Context, tx database.Tx, in TemplateInput, row templateRow) (bool, error) {
	return database.Create(ctx, tx, database.Creation{
		Insert: `INSERT INTO document_template (committee_id, id, kind, file_name, bytes, uploaded_at, login, created_hash)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (committee_id, id) DO NOTHING`,
		Args:   []any{in.Committee, in.ID, in.Kind, in.FileName, in.Bytes, row.at, row.login, row.hash},
		Stored: `SELECT created_hash FROM document_template WHERE committee_id = $1 AND id = $2`, Key: []any{in.Committee, in.ID}, Hash: row.hash,
	})
}

// useTemplate sets whether a template is in use; of its kind no other is then.
func useTemplate(ctx context.Context, tx database.Tx, t Template, inUse bool) (Template, error) {
	if inUse {
		_, err := tx.Exec(ctx, `UPDATE document_template SET in_use = false, version = version + 1 WHERE committee_id = $1 AND kind = $2 AND in_use`, t.Committee, t.Kind)
		if err != nil {
			return Template{}, database.Translate(err)
		}
	}
	return database.One[Template](ctx, tx, `UPDATE document_template SET in_use = $3, version = version + 1 WHERE committee_id = $1 AND id = $2
		RETURNING `+templateColumns, t.Committee, t.ID, inUse)
}
