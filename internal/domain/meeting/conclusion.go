package meeting

import (
	"context"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
)

// Given filters conclusions by whether a task stems from them.
type Given string

// The answers; empty asks for both.
const (
	GivenTask Given = "with"
	GivenNone Given = "without"
)

// ConclusionQuery is what the list of conclusions understands; empty fields filter nothing.
type ConclusionQuery struct {
	org.ListQuery
	Meeting ID            `json:"meeting_id,omitzero"`
	From    calendar.Date `json:"from"` // of meetings held on this day or later
	To      calendar.Date `json:"to"`   // of meetings held on this day or earlier
	Tasks   Given         `json:"tasks"`
}

// Concluded is a conclusion of a meeting with the number of tasks that stem from it.
type Concluded struct {
	ID            BlockID       `db:"id" json:"id"`
	Meeting       ID            `db:"meeting_id" json:"meeting_id"`
	MeetingNumber int           `db:"meeting_number" json:"meeting_number"`
	MeetingTitle  string        `db:"meeting_title" json:"meeting_title"`
	HeldOn        calendar.Date `db:"held_on" json:"held_on"`
	Speaker       string        `db:"speaker" json:"speaker"`
	Text          string        `db:"text" json:"text"`
	Wording       Wording       `db:"wording" json:"wording"`
	Tasks         int           `db:"tasks" json:"tasks"`
}

// Conclusions lists what meetings concluded, of the records that by reads in full, the latest first. A conclusion without a
// task is one that nobody was told to carry out.
func (s *Service) Conclusions(ctx context.Context, by access.Actor, c access.CommitteeID, f ConclusionQuery) (org.Page[Concluded], error) {
	see, err := SightOf(by, c)
	if err != nil {
		return org.Page[Concluded]{}, err
	}
	var p org.Page[Concluded]
	err = database.InReadTx(ctx, s.d.DB, func(q database.Querier) error {
		p, err = conclusions(ctx, q, see, c, f)
		return err
	})
	return p, err
}
