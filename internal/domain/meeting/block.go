package meeting

import (
	"time"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// BlockKind says what a line of the minutes is.
type BlockKind string

// The kinds of block.
const (
	Speech      BlockKind = "speech"
	Conclusion  BlockKind = "conclusion" // lies within the chair's concluding speech
	Achievement BlockKind = "achievement"
	Vote        BlockKind = "vote"
	Note        BlockKind = "note"
)

// BlockKinds lists every kind in the order forms show them.
func BlockKinds() []BlockKind { return []BlockKind{Speech, Conclusion, Achievement, Vote, Note} }

// Votes are the counts of a vote.
type Votes struct {
	For       int `json:"for" validate:"min=0,max=100000"`
	Against   int `json:"against" validate:"min=0,max=100000"`
	Abstained int `json:"abstained" validate:"min=0,max=100000"`
}

// Cast is the number of votes counted.
func (v Votes) Cast() int { return v.For + v.Against + v.Abstained }

// Block is a line of the minutes.
type Block struct {
	Committee   access.CommitteeID `db:"committee_id" json:"committee_id"`
	ID          BlockID            `db:"id" json:"id"`
	Meeting     ID                 `db:"meeting_id" json:"meeting_id"`
	Position    int                `db:"position" json:"position"`
	Kind        BlockKind          `db:"kind" json:"kind"`
	Within      BlockID            `db:"within_id" json:"within_id,omitzero"` // the speech a conclusion lies within
	AgendaItem  AgendaID           `db:"agenda_item_id" json:"agenda_item_id,omitzero"`
	SpeakerID   access.PersonID    `db:"speaker_id" json:"speaker_id,omitzero"`
	Speaker     string             `db:"speaker" json:"speaker"`           // as named in the record
	SpeakerPost string             `db:"speaker_post" json:"speaker_post"` // as held that day
	Text        string             `db:"text" json:"text"`
	Wording     Wording            `db:"wording" json:"wording"`
	Source      string             `db:"source" json:"source"`
	Votes       *Votes             `db:"votes" json:"votes,omitempty"` // only of a vote
	Withdrawn   bool               `db:"withdrawn" json:"withdrawn"`
	Version     int                `db:"version" json:"version"`
}

// BlockVersion is a wording a block has had, and whose edit it was.
type BlockVersion struct {
	Block      BlockID       `db:"block_id" json:"block_id"`
	Version    int           `db:"version" json:"version"`
	Kind       BlockKind     `db:"kind" json:"kind"`
	Text       string        `db:"text" json:"text"`
	Speaker    string        `db:"speaker" json:"speaker"`
	Withdrawn  bool          `db:"withdrawn" json:"withdrawn"`
	RecordedAt time.Time     `db:"recorded_at" json:"recorded_at"`
	User       access.UserID `db:"user_id" json:"user_id,omitzero"`
	Login      string        `db:"login" json:"login"`
}

// checkKind refuses contents that a block of this kind cannot have: a vote has its three counts and nothing else has them,
// only a conclusion lies within a speech.
func (c BlockContent) checkKind() error {
	wrong := map[string]fault.Message{}
	switch {
	case c.Kind == Vote && c.Votes == nil:
		wrong["votes"] = fault.Message{Key: "validate.required"}
	case c.Kind != Vote && c.Votes != nil:
		wrong["votes"] = fault.Message{Key: "meeting.votes_only_of_vote"}
	}
	if c.Kind != Conclusion && !c.Within.IsZero() {
		wrong["within_id"] = fault.Message{Key: "meeting.within_only_of_conclusion"}
	}
	if c.Wording == Reported && c.Source == "" {
		wrong["source"] = fault.Message{Key: "meeting.source_needed"}
	}
	return invalid(wrong)
}

// canHold reports whether a conclusion of the given meeting may lie within b.
func (b Block) canHold(of ID) bool { return b.Meeting == of && b.Kind == Speech && !b.Withdrawn }

// invalid is a fault that names every wrong field, or nil when there is none.
func invalid(wrong map[string]fault.Message) error {
	if len(wrong) == 0 {
		return nil
	}
	return &fault.Fault{Kind: fault.Invalid, Key: "invalid", Fields: wrong}
}
