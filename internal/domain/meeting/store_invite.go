package meeting

import (
	"context"
	"time"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/database"
)

// toldOf lists what people were told of a meeting, the earliest first.
func toldOf(ctx context.Context, q database.Querier, c access.CommitteeID, m ID) ([]Told, error) {
	return database.Many[Told](ctx, q, `SELECT sequence, kind, held_on, coalesce(to_char(starts_at, 'HH24:MI'), '') AS starts_at, place, why, told_at, login
		FROM meeting_date WHERE committee_id = $1 AND meeting_id = $2 ORDER BY sequence`, c, m)
}

// telling is something people are told of a meeting.
type telling struct {
	meeting Meeting
	told    Told
	by      access.Actor
	at      time.Time
}

func insertTold(ctx context.Context, tx database.Tx, w telling) error {
	_, err := tx.Exec(ctx, `INSERT INTO meeting_date (committee_id, meeting_id, sequence, kind, held_on, starts_at, place, why, told_at, user_id, login)
		VALUES ($1, $2, $3, $4, $5, nullif($6, '')::time, $7, $8, $9, $10, $11)`,
		w.meeting.Committee, w.meeting.ID, w.told.Sequence, w.told.Kind, w.told.HeldOn, w.told.StartsAt, w.told.Place, w.told.Why, w.at, w.by.User, w.by.Login)
	return database.Translate(err)
}
