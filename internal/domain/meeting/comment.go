package meeting

import (
	"time"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

type commentKind struct{}

// CommentID is that of a comment on a line of the draft minutes.
type CommentID = id.ID[commentKind]

// CommentState is what the secretary made of a comment.
type CommentState string

// The states of a comment.
const (
	CommentOpen      CommentState = "open"
	CommentAnswered  CommentState = "answered"
	CommentTakenOver CommentState = "taken_over" // the line was changed accordingly
)

// Comment is what a participant says to a line of the draft minutes.
type Comment struct {
	Committee    access.CommitteeID `db:"committee_id" json:"committee_id"`
	ID           CommentID          `db:"id" json:"id"`
	Meeting      ID                 `db:"meeting_id" json:"meeting_id"`
	Block        BlockID            `db:"block_id" json:"block_id"`
	BlockVersion int                `db:"block_version" json:"block_version"` // the wording commented on
	Text         string             `db:"text" json:"text"`
	State        CommentState       `db:"state" json:"state"`
	Answer       string             `db:"answer" json:"answer"`
	Person       access.PersonID    `db:"person_id" json:"person_id,omitzero"`
	Name         string             `db:"name" json:"name"`
	User         access.UserID      `db:"user_id" json:"user_id,omitzero"`
	Login        string             `db:"login" json:"login"`
	At           time.Time          `db:"commented_at" json:"at"`
	AnsweredBy   string             `db:"answered_by" json:"answered_by"`
	AnsweredAt   *time.Time         `db:"answered_at" json:"answered_at,omitempty"`
	Version      int                `db:"version" json:"version"`
}

// AddComment says something to a line of the minutes while they are circulated.
type AddComment struct {
	Committee access.CommitteeID `json:"committee_id" validate:"required"`
	ID        CommentID          `json:"id" validate:"required"`
	Block     BlockID            `json:"block_id" validate:"required"`
	Text      string             `json:"text" validate:"required,max=10000"`
}

// AnswerComment answers a comment, or says that the line was changed accordingly.
type AnswerComment struct {
	Committee access.CommitteeID `json:"committee_id" validate:"required"`
	ID        CommentID          `json:"id" validate:"required"`
	Version   int                `json:"version" validate:"required"`
	State     CommentState       `json:"state" validate:"required,oneof=answered taken_over"`
	Answer    string             `json:"answer,omitempty" validate:"max=10000"` // needed unless the comment was taken over
}

// MayComment reports whether by may comment on the lines of the minutes now: members do while the minutes are circulated.
func MayComment(by access.Actor, m Meeting) bool {
	return m.State == Circulated && m.Level == Full && by.May(m.Committee, access.ReadAll)
}
