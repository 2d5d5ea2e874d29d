package intake

import (
	"context"
	"fmt"

	"github.com/dondoc/dondoc/internal/domain/shortcoming"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

type anyRow struct{}

// anyID is the id of a row of whatever table.
type anyID = id.ID[anyRow]

type idRow struct {
	ID anyID `db:"id"`
}

// storedSQL reads the ids of a noun's rows: those of a committee, and of the register also the common ones.
var storedSQL = map[string]string{
	nounCommittee:   `SELECT id FROM committee WHERE id = $1`,
	nounTerm:        `SELECT id FROM committee_term WHERE committee_id = $1`,
	nounField:       `SELECT id FROM field WHERE owner_committee_id = $1 OR owner_committee_id IS NULL`,
	nounUnit:        `SELECT id FROM unit WHERE owner_committee_id = $1 OR owner_committee_id IS NULL`,
	nounSuccession:  `SELECT s.id FROM unit_succession s JOIN unit u ON u.id = s.from_unit_id WHERE u.owner_committee_id = $1 OR u.owner_committee_id IS NULL`,
	nounPerson:      `SELECT id FROM person WHERE owner_committee_id = $1 OR owner_committee_id IS NULL`,
	nounPost:        `SELECT o.id FROM person_post o JOIN person p ON p.id = o.person_id WHERE p.owner_committee_id = $1 OR p.owner_committee_id IS NULL`,
	nounMember:      `SELECT id FROM membership WHERE committee_id = $1`,
	nounMeeting:     `SELECT id FROM meeting WHERE committee_id = $1`,
	nounAgenda:      `SELECT id FROM agenda_item WHERE committee_id = $1`,
	nounAttendance:  `SELECT id FROM attendance WHERE committee_id = $1`,
	nounBlock:       `SELECT id FROM block WHERE committee_id = $1`,
	nounShortcoming: `SELECT id FROM shortcoming WHERE committee_id = $1`,
	nounShortEvent:  `SELECT id FROM shortcoming_event WHERE committee_id = $1`,
	nounTask:        `SELECT id FROM task WHERE committee_id = $1`,
	nounTaskEvent:   `SELECT id FROM task_event WHERE committee_id = $1`,
}

// storedIDs reads which rows of a noun there are.
func storedIDs(ctx context.Context, q database.Querier, noun string, c access.CommitteeID) (map[[16]byte]bool, error) {
	sql, ok := storedSQL[noun]
	if !ok {
		return nil, fmt.Errorf("intake: no rows of noun %q", noun)
	}
	rows, err := database.Many[idRow](ctx, q, sql, c)
	if err != nil {
		return nil, err
	}
	ids := make(map[[16]byte]bool, len(rows))
	for _, row := range rows {
		ids[row.ID] = true
	}
	return ids, nil
}

// lockDossiers lets one import at a time into a committee; the lock ends with the transaction.
func lockDossiers(ctx context.Context, tx database.Tx, code string) error {
	_, err := tx.Exec(ctx, `SELECT pg_advisory_xact_lock(hashtextextended('dossier/' || $1::text, 0))`, code)
	return database.Translate(err)
}

// shortcomingByNumber finds a shortcoming by its short number, or fault.NotFound.
func shortcomingByNumber(ctx context.Context, q database.Querier, c access.CommitteeID, number int) (shortcoming.ID, error) {
	row, err := database.One[idRow](ctx, q, `SELECT id FROM shortcoming WHERE committee_id = $1 AND number = $2`, c, number)
	return shortcoming.ID(row.ID), err
}

// partOf finds one unit's part of a task asked of several, or fault.NotFound.
func partOf(ctx context.Context, q database.Querier, c access.CommitteeID, parent task.ID, u access.UnitID) (task.ID, error) {
	row, err := database.One[idRow](ctx, q, `SELECT id FROM task WHERE committee_id = $1 AND parent_id = $2 AND part_unit_id = $3`, c, parent, u)
	return task.ID(row.ID), err
}

// occurrenceOn finds what a recurring task asks for on a day, or fault.NotFound.
func occurrenceOn(ctx context.Context, q database.Querier, c access.CommitteeID, series task.ID, day calendar.Date) (task.ID, error) {
	row, err := database.One[idRow](ctx, q, `SELECT id FROM task WHERE committee_id = $1 AND series_id = $2 AND occurs_on = $3`, c, series, day)
	return task.ID(row.ID), err
}
