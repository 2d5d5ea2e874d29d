package statform

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// lockForms lets one writer after the other change a committee's forms and sheets.
func lockForms(ctx context.Context, tx database.Tx, c access.CommitteeID) error {
	_, err := tx.Exec(ctx, `SELECT 1 FROM committee WHERE id = $1 FOR NO KEY UPDATE`, c)
	return database.Translate(err)
}

// unitOf refuses a unit that is neither of the common register nor the committee's own.
func unitOf(ctx context.Context, q database.Querier, k Key) error {
	_, err := database.One[struct {
		ID access.UnitID `db:"id"`
	}](ctx, q, `SELECT id FROM unit WHERE id = $1 AND (owner_committee_id IS NULL OR owner_committee_id = $2)`, k.Unit, k.Committee)
	return err
}

type formRow struct {
	Code       string `db:"code"`
	FromPeriod string `db:"from_period"`
	Title      string `db:"title"`
	Note       string `db:"note"`
	Single     bool   `db:"single"`
	Columns    []byte `db:"columns"`
	Version    int    `db:"version"`
}

func (r formRow) form() (Form, error) {
	f := Form{Code: r.Code, FromPeriod: r.FromPeriod, Title: r.Title, Note: r.Note, Single: r.Single, Version: r.Version}
	if err := json.Unmarshal(r.Columns, &f.Columns); err != nil {
		return f, fmt.Errorf("statistical form %s: %w", r.Code, err)
	}
	return f, nil
}

func ownForms(ctx context.Context, q database.Querier, c access.CommitteeID) ([]Form, error) {
	rows, err := database.Many[formRow](ctx, q, `SELECT code, from_period, title, note, single, columns, version FROM stat_form
		WHERE committee_id = $1 ORDER BY code, from_period`, c)
	if err != nil {
		return nil, err
	}
	var forms []Form
	for _, r := range rows {
		f, err := r.form()
		if err != nil {
			return nil, err
		}
		forms = append(forms, f)
	}
	return forms, nil
}

func writeForm(ctx context.Context, tx database.Tx, c access.CommitteeID, f Form) (Form, error) {
	columns, err := json.Marshal(f.Columns)
	if err != nil {
		return f, err
	}
	r, err := database.One[formRow](ctx, tx, `INSERT INTO stat_form AS f (committee_id, code, from_period, title, note, single, columns) VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (committee_id, code, from_period) DO UPDATE SET title = $4, note = $5, single = $6, columns = $7, version = f.version + 1
		RETURNING code, from_period, title, note, single, columns, version`, c, f.Code, f.FromPeriod, f.Title, f.Note, f.Single, columns)
	if err != nil {
		return f, err
	}
	return r.form()
}

func dueOf(ctx context.Context, q database.Querier, c access.CommitteeID, form, period string) (Due, error) {
	d, err := database.One[Due](ctx, q, `SELECT committee_id, form_code, period, units, locked, version FROM stat_period
		WHERE committee_id = $1 AND form_code = $2 AND period = $3`, c, form, period)
	if fault.KindOf(err) == fault.NotFound {
		return Due{Committee: c, Form: form, Period: period, Units: []access.UnitID{}}, nil
	}
	return d, err
}

func writeDue(ctx context.Context, tx database.Tx, d Due) (Due, error) {
	return database.One[Due](ctx, tx, `INSERT INTO stat_period AS p (committee_id, form_code, period, units, locked) VALUES ($1, $2, $3, coalesce($4, '{}'::uuid[]), $5)
		ON CONFLICT (committee_id, form_code, period) DO UPDATE SET units = excluded.units, locked = $5, version = p.version + 1
		RETURNING committee_id, form_code, period, units, locked, version`, d.Committee, d.Form, d.Period, d.Units, d.Locked)
}

type sheetRow struct {
	Key
	State      State     `db:"state"`
	Reason     string    `db:"reason"`
	Definition []byte    `db:"definition"`
	SavedAt    time.Time `db:"saved_at"`
	Login      string    `db:"login"`
	Version    int       `db:"version"`
}

// storedSheet is the zero Sheet where nothing is stored.
func storedSheet(ctx context.Context, q database.Querier, k Key) (Sheet, error) {
	r, err := database.One[sheetRow](ctx, q, `SELECT committee_id, form_code, period, unit_id, state, reason, definition, saved_at, login, version
		FROM stat_sheet WHERE committee_id = $1 AND form_code = $2 AND period = $3 AND unit_id = $4`, k.Committee, k.Form, k.Period, k.Unit)
	if fault.KindOf(err) == fault.NotFound {
		return Sheet{}, nil
	}
	if err != nil {
		return Sheet{}, err
	}
	s := Sheet{Key: r.Key, State: r.State, Reason: r.Reason, SavedAt: r.SavedAt, Login: r.Login, Version: r.Version}
	if err := json.Unmarshal(r.Definition, &s.Form); err != nil {
		return s, fmt.Errorf("statistical sheet %s %s: %w", k.Form, k.Period, err)
	}
	s.Cells, err = database.Many[Cell](ctx, q, `SELECT x.row_number, x.column_key, x.typed, coalesce(trim_scale(x.value)::text, '') AS value, x.problem
		FROM stat_cell x JOIN stat_sheet s USING (committee_id, form_code, period, unit_id)
		LEFT JOIN jsonb_array_elements(s.definition -> 'columns') WITH ORDINALITY AS c (body, position) ON c.body ->> 'key' = x.column_key
		WHERE x.committee_id = $1 AND x.form_code = $2 AND x.period = $3 AND x.unit_id = $4 ORDER BY x.row_number, c.position`,
		k.Committee, k.Form, k.Period, k.Unit)
	return s, err
}

// writeSheet stores a sheet and its cells in the place of those before; their words stay in the audit.
func writeSheet(ctx context.Context, tx database.Tx, s Sheet) error {
	definition, err := json.Marshal(s.Form)
	if err != nil {
		return err
	}
	cells, err := json.Marshal(s.Cells)
	if err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, `INSERT INTO stat_sheet (committee_id, form_code, period, unit_id, state, reason, definition, saved_at, login) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
		ON CONFLICT (committee_id, form_code, period, unit_id) DO UPDATE SET state = $5, reason = $6, saved_at = $8, login = $9, version = $10`,
		s.Committee, s.Key.Form, s.Period, s.Unit, s.State, s.Reason, definition, s.SavedAt, s.Login, s.Version); err != nil {
		return database.Translate(err)
	}
	if _, err := tx.Exec(ctx, `DELETE FROM stat_cell WHERE committee_id = $1 AND form_code = $2 AND period = $3 AND unit_id = $4`,
		s.Committee, s.Key.Form, s.Period, s.Unit); err != nil {
		return database.Translate(err)
	}
	_, err = tx.Exec(ctx, `INSERT INTO stat_cell (committee_id, form_code, period, unit_id, row_number, column_key, typed, value, problem)
		SELECT $1, $2, $3, $4, x.row, x.column, x.typed, nullif(x.value, '')::numeric, coalesce(x.problem, '')
		FROM jsonb_to_recordset($5::jsonb) AS x ("row" integer, "column" text, typed text, value text, problem text)`,
		s.Committee, s.Key.Form, s.Period, s.Unit, cells)
	return database.Translate(err)
}
