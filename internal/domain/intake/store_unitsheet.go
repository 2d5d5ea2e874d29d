package intake

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// sheetRows reads tasks with a unit's place in them and its last report. $1 committee, $2 today.
const sheetRows = `SELECT t.id, t.version, a.unit_id, u.name AS unit_name, a.role, t.number, t.text, t.wording, a.part,
		coalesce(m.title, '') AS meeting_title, m.held_on, t.source_document, t.deadline_words, t.deadline_kind, coalesce(a.due_on, t.due_on) AS due_on,
		t.state, t.sent_back, coalesce(s.note, '') AS sent_back_why, t.evidence_required,
		task_timing(t.state, t.deadline_kind, coalesce(a.due_on, t.due_on), t.completed_on, $2::date, c.due_soon_days) AS timing, a.replied_on, t.completed_on,
		coalesce(r.actions, '') AS result, coalesce(r.obstacles, '') AS obstacles, coalesce(r.evidence, '') AS evidence,
		CASE WHEN a.role = 'lead' THEN t.asked_due_on END AS asked_due_on, CASE WHEN a.role = 'lead' THEN coalesce(x.note, '') ELSE '' END AS asked_why
	FROM task_assignee a
	JOIN task t ON t.committee_id = a.committee_id AND t.id = a.task_id
	JOIN committee c ON c.id = t.committee_id
	JOIN unit u ON u.id = a.unit_id
	LEFT JOIN meeting m ON m.committee_id = t.committee_id AND m.id = t.meeting_id
	LEFT JOIN LATERAL (SELECT e.actions, e.obstacles, CASE e.kind WHEN 'reported' THEN e.evidence ELSE e.note END AS evidence FROM task_event e
		WHERE e.committee_id = t.committee_id AND e.task_id = t.id
			AND (a.role = 'lead' AND e.kind IN ('progress', 'reported') OR a.role = 'coordinate' AND e.kind = 'contributed' AND e.for_unit_id = a.unit_id)
			AND NOT EXISTS (SELECT 1 FROM task_event y WHERE y.committee_id = e.committee_id AND y.task_id = e.task_id AND y.undoes = e.seq)
		ORDER BY e.effective_on DESC, e.seq DESC LIMIT 1) r ON true
	LEFT JOIN LATERAL (SELECT e.note FROM task_event e WHERE t.asked_due_on IS NOT NULL AND e.committee_id = t.committee_id AND e.task_id = t.id
			AND e.kind = 'extension_asked' ORDER BY e.seq DESC LIMIT 1) x ON true
	LEFT JOIN LATERAL (SELECT e.note FROM task_event e WHERE t.sent_back AND e.committee_id = t.committee_id AND e.task_id = t.id
			AND e.kind = 'sent_back' ORDER BY e.seq DESC LIMIT 1) s ON true
	WHERE a.committee_id = $1 AND a.role IN ('lead', 'coordinate') AND t.counted `

// family are a unit and all that went over into it by a day: it answers for their tasks.
const family = `WITH RECURSIVE family(id) AS (SELECT $3::uuid UNION SELECT s.from_unit_id FROM unit_succession s JOIN family f ON s.to_unit_id = f.id
	WHERE NOT s.withdrawn AND s.happened_on <= $2) `

// openRows reads what a unit owes: what it leads first, by date.
func openRows(ctx context.Context, q database.Querier, c access.CommitteeID, u access.UnitID, today calendar.Date) ([]SheetRow, error) {
	return database.Many[SheetRow](ctx, q, family+sheetRows+`AND a.unit_id IN (SELECT id FROM family) AND t.given_on <= $2 AND t.state NOT IN ('confirmed', 'cancelled')
		ORDER BY a.role DESC, coalesce(a.due_on, t.due_on) NULLS LAST, t.number, a.position`, c, today, u)
}

// rowsNow reads the rows of a file as they are now, ended ones with them, and what else the unit owes; by key.
func rowsNow(ctx context.Context, q database.Querier, f SheetFile, today calendar.Date) (map[string]SheetRow, error) {
	ids := make([]task.ID, 0, len(f.Rows))
	for _, r := range f.Rows {
		if !r.Task.IsZero() {
			ids = append(ids, r.Task)
		}
	}
	rows, err := database.Many[SheetRow](ctx, q, family+sheetRows+`AND a.unit_id IN (SELECT id FROM family) AND (t.id = ANY($4)
		OR t.given_on <= $2 AND t.state NOT IN ('confirmed', 'cancelled'))`, f.Committee, today, f.Unit, ids)
	if err != nil {
		return nil, err
	}
	now := make(map[string]SheetRow, len(rows))
	for _, r := range rows {
		now[FileRow{Task: r.Task, Unit: r.Unit, Role: r.Role}.Key()] = r
	}
	return now, nil
}

// sheetUnit is the name of a unit of the common register or the committee's own; any other does not exist.
func sheetUnit(ctx context.Context, q database.Querier, c access.CommitteeID, u access.UnitID) (string, error) {
	row, err := database.One[struct {
		Name string `db:"name"`
	}](ctx, q, `SELECT name FROM unit WHERE id = $2 AND (owner_committee_id IS NULL OR owner_committee_id = $1)`, c, u)
	return row.Name, err
}

// received says who brought a sheet and when.
type received struct {
	at   time.Time
	by   access.Actor
	hash string
}

// insertUpload keeps a sheet; false when it is there already with the same content.
func insertUpload(ctx context.Context, tx database.Tx, in ReceiveSheet, r received) (bool, error) {
	content, err := json.Marshal(in.File)
	if err != nil {
		return false, fmt.Errorf("unit sheet: %w", err)
	}
	done, err := tx.Exec(ctx, `INSERT INTO unit_sheet (committee_id, id, sheet_id, unit_id, made_on, file_name, sha256, content, row_count, received_at, user_id, login, created_hash)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT DO NOTHING`,
		in.Committee, in.ID, in.File.ID, in.File.Unit, in.File.MadeOn, in.FileName, in.SHA256, content, len(in.File.Rows), r.at, r.by.User, r.by.Login, r.hash)
	if err != nil || done.RowsAffected() > 0 {
		return err == nil, database.Translate(err)
	}
	stored, err := database.One[struct {
		Hash string `db:"created_hash"`
	}](ctx, tx, `SELECT created_hash FROM unit_sheet WHERE committee_id = $1 AND id = $2`, in.Committee, in.ID)
	if err == nil && stored.Hash != r.hash {
		err = fault.New(fault.Conflict, "conflict.id_reused")
	}
	return false, err
}

const selectUpload = `SELECT s.committee_id, s.id, s.sheet_id, s.unit_id, u.name AS unit_name, s.made_on, s.file_name, s.row_count, s.login,
	(s.received_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS received_on,
	(SELECT count(*)::int FROM unit_sheet_row r WHERE r.committee_id = s.committee_id AND r.upload_id = s.id AND r.decision = 'accepted') AS taken
	FROM unit_sheet s JOIN unit u ON u.id = s.unit_id WHERE s.committee_id = $1 `

func uploadByID(ctx context.Context, q database.Querier, c access.CommitteeID, u UploadID) (SheetUpload, error) {
	return database.One[SheetUpload](ctx, q, selectUpload+`AND s.id = $2`, c, u)
}

// uploadsOf lists the latest sheets that came back, of all units or of some.
func uploadsOf(ctx context.Context, q database.Querier, c access.CommitteeID, scope access.Scope) ([]SheetUpload, error) {
	return database.Many[SheetUpload](ctx, q, selectUpload+`AND ($2 OR s.unit_id = ANY($3::uuid[])) ORDER BY s.received_at DESC, s.id LIMIT 50`, c, scope.All, scope.Units)
}

// unitsOwing lists the units with open tasks; what went over into another unit counts under the one that stands.
func unitsOwing(ctx context.Context, q database.Querier, c access.CommitteeID, scope access.Scope, today calendar.Date) ([]SheetUnit, error) {
	return database.Many[SheetUnit](ctx, q, `WITH RECURSIVE owed AS (
			SELECT a.unit_id, a.role, a.task_id FROM task_assignee a JOIN task t ON t.committee_id = a.committee_id AND t.id = a.task_id
			WHERE a.committee_id = $1 AND a.unit_id IS NOT NULL AND a.role IN ('lead', 'coordinate') AND t.counted AND t.given_on <= $2 AND t.state NOT IN ('confirmed', 'cancelled')),
		up(id, root) AS (
			SELECT DISTINCT unit_id, unit_id FROM owed
			UNION SELECT up.id, s.to_unit_id FROM up JOIN unit_succession s ON s.from_unit_id = up.root
			WHERE NOT s.withdrawn AND s.happened_on <= $2 AND s.to_unit_id IS NOT NULL)
		SELECT u.id, u.name, count(*) FILTER (WHERE o.role = 'lead')::int AS leads, count(*) FILTER (WHERE o.role = 'coordinate')::int AS parts
		FROM owed o JOIN up ON up.id = o.unit_id JOIN unit u ON u.id = up.root
		WHERE ($3 OR u.id = ANY($4::uuid[])) AND NOT EXISTS (SELECT 1 FROM unit_succession s WHERE s.from_unit_id = up.root AND NOT s.withdrawn
			AND s.happened_on <= $2 AND s.to_unit_id IS NOT NULL)
		GROUP BY u.id, u.name ORDER BY u.name COLLATE "vi-x-icu", u.id`, c, today, scope.All, scope.Units)
}

func uploadContent(ctx context.Context, q database.Querier, c access.CommitteeID, u UploadID) (SheetFile, error) {
	var f SheetFile
	row, err := database.One[struct {
		Content []byte `db:"content"`
	}](ctx, q, `SELECT content FROM unit_sheet WHERE committee_id = $1 AND id = $2`, c, u)
	if err != nil {
		return f, err
	}
	if err := json.Unmarshal(row.Content, &f); err != nil {
		return f, fmt.Errorf("unit sheet %s: %w", u, err)
	}
	return f, nil
}

// lockSheet lets one decision at a time about a sheet; the lock ends with the transaction.
func lockSheet(ctx context.Context, tx database.Tx, c access.CommitteeID, s SheetID) error {
	_, err := tx.Exec(ctx, `SELECT pg_advisory_xact_lock(hashtextextended('unit-sheet/' || $1::text || '/' || $2::text, 0))`, c, s)
	return database.Translate(err)
}

// decision is what was decided about a row.
type decision struct {
	committee access.CommitteeID
	sheet     UploadID
	row       Judged
	outcome   Outcome
	task      task.ID
	at        time.Time
	login     string
}

// insertDecision notes it; a row refused before may be accepted later.
func insertDecision(ctx context.Context, tx database.Tx, d decision) error {
	_, err := tx.Exec(ctx, `INSERT INTO unit_sheet_row (committee_id, sheet_id, row_key, content_hash, upload_id, decision, seal, task_id, decided_at, login)
		SELECT $1, sheet_id, $3, $4, $2, $5, $6, $7, $8, $9 FROM unit_sheet WHERE committee_id = $1 AND id = $2
		ON CONFLICT (committee_id, sheet_id, row_key, content_hash) DO UPDATE SET upload_id = excluded.upload_id, decision = excluded.decision, seal = excluded.seal,
			task_id = excluded.task_id, decided_at = excluded.decided_at, login = excluded.login WHERE unit_sheet_row.decision = 'refused'`,
		d.committee, d.sheet, d.row.key, d.row.hash, d.outcome, d.row.seal, d.task, d.at, d.login)
	return database.Translate(err)
}

// decisions reads what was decided about the rows of a sheet, whichever file they came in.
func decisions(ctx context.Context, q database.Querier, c access.CommitteeID, s SheetID) (before, error) {
	rows, err := database.Many[struct {
		Key     string        `db:"row_key"`
		Hash    string        `db:"content_hash"`
		Outcome Outcome       `db:"decision"`
		Seal    string        `db:"seal"`
		On      calendar.Date `db:"decided_on"`
		Task    task.ID       `db:"task_id"`
	}](ctx, q, `SELECT row_key, content_hash, decision, seal, (decided_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS decided_on, task_id
		FROM unit_sheet_row WHERE committee_id = $1 AND sheet_id = $2 ORDER BY decided_at, content_hash`, c, s)
	b := before{seals: map[string]string{}, decided: map[string]decided{}}
	for _, r := range rows {
		b.decided[r.Key+"#"+r.Hash] = decided{r.Outcome, r.On, r.Task}
		if r.Outcome == OutcomeTaken && r.Seal != "" {
			b.seals[r.Key] = r.Seal
		}
	}
	return b, err
}
