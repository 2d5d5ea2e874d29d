package meeting

import (
	"context"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/database"
)

// Find is the id behind a word of an address: an id or a short number. What a meeting of that id shows is asked of Get and Record;
// to somebody without a role in the committee nothing is found.
func (s *Service) Find(ctx context.Context, by access.Actor, c access.CommitteeID, idOrNumber string) (ID, error) {
	var m ID
	err := database.InReadTx(ctx, s.d.DB, func(q database.Querier) error {
		if _, err := SightOf(by, c); err != nil {
			return err
		}
		var err error
		m, err = Resolve(ctx, q, c, idOrNumber)
		return err
	})
	return m, err
}

// TakenOut is what was withdrawn from a record, in its order, so that it can be brought back.
type TakenOut struct {
	Agenda     []AgendaItem `json:"agenda"`
	Attendance []Attendance `json:"attendance"`
	Blocks     []Block      `json:"blocks"`
}

// TakenOut lists what was withdrawn from a meeting's record, for those who keep it.
func (s *Service) TakenOut(ctx context.Context, by access.Actor, c access.CommitteeID, m ID) (TakenOut, error) {
	var out TakenOut
	err := database.InReadTx(ctx, s.d.DB, func(q database.Querier) error {
		if err := mayWrite(by, c); err != nil {
			return err
		}
		if _, err := ByID(ctx, q, c, m); err != nil {
			return err
		}
		var err error
		if out.Agenda, err = database.Many[AgendaItem](ctx, q, selectAgenda+` WHERE g.committee_id = $1 AND g.meeting_id = $2 AND g.withdrawn ORDER BY g.position, g.id`, c, m); err != nil {
			return err
		}
		if out.Attendance, err = database.Many[Attendance](ctx, q, selectAttendance+` WHERE a.committee_id = $1 AND a.meeting_id = $2 AND a.withdrawn ORDER BY a.position, a.id`, c, m); err != nil {
			return err
		}
		out.Blocks, err = database.Many[Block](ctx, q, selectBlock+` WHERE b.committee_id = $1 AND b.meeting_id = $2 AND b.withdrawn ORDER BY b.position, b.id`, c, m)
		return err
	})
	return out, err
}
