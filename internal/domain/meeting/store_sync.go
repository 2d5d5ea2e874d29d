package meeting

import (
	"context"
	"encoding/json"
	"time"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// device is a browser's store of one account for one meeting, and the number of the last command that was taken from it.
type device struct {
	Committee access.CommitteeID `db:"committee_id"`
	ID        DeviceID           `db:"device_id"`
	Meeting   ID                 `db:"meeting_id"`
	User      access.UserID      `db:"user_id"`
	Last      int                `db:"last_n"`
}

// lockDevice reads the line of a device, made now when it is new, and keeps others from speaking for it meanwhile.
func lockDevice(ctx context.Context, tx database.Tx, d device, at time.Time) (device, error) {
	if _, err := ByID(ctx, tx, d.Committee, d.Meeting); err != nil {
		return device{}, err
	}
	_, err := tx.Exec(ctx, `INSERT INTO sync_device (committee_id, device_id, meeting_id, user_id, made_at) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (committee_id, device_id) DO NOTHING`, d.Committee, d.ID, d.Meeting, d.User, at)
	if err != nil {
		return device{}, database.Translate(err)
	}
	return database.One[device](ctx, tx, `SELECT committee_id, device_id, meeting_id, user_id, last_n FROM sync_device
		WHERE committee_id = $1 AND device_id = $2 FOR UPDATE`, d.Committee, d.ID)
}

// kept names a command that is to be remembered, and when it was carried out.
type kept struct {
	committee access.CommitteeID
	device    DeviceID
	hash      string
	at        time.Time
}

// keepCommand remembers the outcome of a command and that its number is done.
func keepCommand(ctx context.Context, tx database.Tx, k kept, o CommandOutcome) error {
	raw, err := json.Marshal(o)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `INSERT INTO sync_command (committee_id, device_id, n, hash, outcome, applied_at) VALUES ($1, $2, $3, $4, $5, $6)`,
		k.committee, k.device, o.N, k.hash, raw, k.at)
	if err != nil {
		return database.Translate(err)
	}
	_, err = tx.Exec(ctx, `UPDATE sync_device SET last_n = $3 WHERE committee_id = $1 AND device_id = $2`, k.committee, k.device, o.N)
	return database.Translate(err)
}

// storedOutcome is what was answered to a command, with the hash of what it said.
func storedOutcome(ctx context.Context, q database.Querier, c access.CommitteeID, d DeviceID, n int) (CommandOutcome, string, error) {
	var raw []byte
	var hash string
	err := q.QueryRow(ctx, `SELECT outcome, hash FROM sync_command WHERE committee_id = $1 AND device_id = $2 AND n = $3`, c, d, n).Scan(&raw, &hash)
	if err != nil {
		return CommandOutcome{}, "", database.Translate(err)
	}
	var o CommandOutcome
	if err := json.Unmarshal(raw, &o); err != nil {
		return CommandOutcome{}, "", err
	}
	if o.Refusal != nil {
		wholeNumbers(o.Refusal.Args)
		for _, m := range o.Refusal.Fields {
			wholeNumbers(m.Args)
		}
	}
	return o, hash, nil
}

// wholeNumbers turns the numbers of a message read from JSON back into what its sentence counts.
func wholeNumbers(args []any) {
	for i, a := range args {
		if f, ok := a.(float64); ok && f == float64(int(f)) {
			args[i] = int(f)
		}
	}
}

// changedSince are the lines of a meeting's record that changed after a number, withdrawn ones included, and the number now.
func changedSince(ctx context.Context, q database.Querier, m Meeting, since int64) (Live, error) {
	l := Live{Meeting: m}
	var err error
	if l.Blocks, err = database.Many[Block](ctx, q, selectBlock+` WHERE b.committee_id = $1 AND b.meeting_id = $2 AND b.changed > $3
		ORDER BY b.position, b.id`, m.Committee, m.ID, since); err != nil {
		return Live{}, err
	}
	if l.Attendance, err = database.Many[Attendance](ctx, q, selectAttendance+` WHERE a.committee_id = $1 AND a.meeting_id = $2 AND a.changed > $3
		ORDER BY a.position, a.id`, m.Committee, m.ID, since); err != nil {
		return Live{}, err
	}
	err = q.QueryRow(ctx, `SELECT greatest($3::bigint,
			(SELECT max(changed) FROM block WHERE committee_id = $1 AND meeting_id = $2),
			(SELECT max(changed) FROM attendance WHERE committee_id = $1 AND meeting_id = $2))`, m.Committee, m.ID, since).Scan(&l.Seq)
	return l, database.Translate(err)
}

// presence is somebody who follows a meeting's record.
type presence struct {
	committee  access.CommitteeID
	meeting    ID
	connection ConnectionID
	user       access.UserID
	name       string
}

// present notes that somebody is still there; it tells the others only when they are new.
func present(ctx context.Context, tx database.Tx, p presence, at time.Time) error {
	tag, err := tx.Exec(ctx, `UPDATE meeting_presence SET seen_at = $4 WHERE committee_id = $1 AND meeting_id = $2 AND connection = $3`,
		p.committee, p.meeting, p.connection, at)
	if err != nil || tag.RowsAffected() > 0 {
		return database.Translate(err)
	}
	_, err = tx.Exec(ctx, `INSERT INTO meeting_presence (committee_id, meeting_id, connection, user_id, name, seen_at) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (committee_id, meeting_id, connection) DO NOTHING`, p.committee, p.meeting, p.connection, p.user, p.name, at)
	return database.Translate(err)
}

// left takes somebody's line away, and with it those nobody renewed for long.
func left(ctx context.Context, tx database.Tx, p presence, since time.Time) error {
	_, err := tx.Exec(ctx, `DELETE FROM meeting_presence WHERE committee_id = $1 AND meeting_id = $2 AND (connection = $3 OR seen_at < $4)`,
		p.committee, p.meeting, p.connection, since)
	return database.Translate(err)
}

// whoIsThere lists those seen since, each account once, in the order of their names.
func whoIsThere(ctx context.Context, q database.Querier, c access.CommitteeID, m ID, since time.Time) ([]Reader, error) {
	return database.Many[Reader](ctx, q, `SELECT DISTINCT user_id, name FROM meeting_presence
		WHERE committee_id = $1 AND meeting_id = $2 AND seen_at >= $3 ORDER BY name, user_id`, c, m, since)
}

// authors are the names of the accounts that wrote versions; an account without one is left out.
func authors(ctx context.Context, q database.Querier, c access.CommitteeID, b BlockID) (map[access.UserID]string, error) {
	type author struct {
		User access.UserID `db:"user_id"`
		Name string        `db:"name"`
	}
	rows, err := database.Many[author](ctx, q, `SELECT DISTINCT v.user_id, u.name FROM block_version v JOIN user_account u ON u.id = v.user_id
		WHERE v.committee_id = $1 AND v.block_id = $2`, c, b)
	names := make(map[access.UserID]string, len(rows))
	for _, r := range rows {
		names[r.User] = r.Name
	}
	return names, err
}

// notFull refuses a reader who may see the heading only.
func notFull(m Meeting) error {
	if m.Level != Full {
		return fault.New(fault.Forbidden, "forbidden")
	}
	return nil
}
