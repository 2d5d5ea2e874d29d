package attach

import (
	"io"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
)

// UploadInput attaches a file to a row. Body is read once and never held in memory as a whole.
type UploadInput struct {
	Committee access.CommitteeID `json:"committee_id" validate:"required"`
	ID        ID                 `json:"id" validate:"required"`
	OwnerKind OwnerKind          `json:"owner_kind" validate:"required,oneof=meeting agenda_item task task_event shortcoming"`
	OwnerID   OwnerID            `json:"owner_id" validate:"required"`
	FileName  string             `json:"file_name" validate:"required,max=300"`
	Body      io.Reader          `json:"-" validate:"-"`
}

func (in UploadInput) clean() UploadInput {
	in.FileName = cleanName(in.FileName)
	return in
}

// BeginUpload announces a file that will come in pieces.
type BeginUpload struct {
	Committee access.CommitteeID `json:"committee_id" validate:"required"`
	ID        ID                 `json:"id" validate:"required"`
	OwnerKind OwnerKind          `json:"owner_kind" validate:"required,oneof=meeting agenda_item task task_event shortcoming"`
	OwnerID   OwnerID            `json:"owner_id" validate:"required"`
	FileName  string             `json:"file_name" validate:"required,max=300"`
	Size      int64              `json:"size" validate:"min=0"` // bytes of the whole
}

// Piece is the next part of a file on its way in.
type Piece struct {
	Committee access.CommitteeID `json:"committee_id" validate:"required"`
	ID        ID                 `json:"id" validate:"required"`
	Offset    int64              `json:"offset" validate:"min=0"` // where it begins
	Body      io.Reader          `json:"-" validate:"-"`
}

// WithdrawInput takes a file back.
type WithdrawInput struct {
	Committee access.CommitteeID `json:"committee_id" validate:"required"`
	ID        ID                 `json:"id" validate:"required"`
	Version   int                `json:"version" validate:"required,min=1"`
	Why       string             `json:"why,omitempty" validate:"max=2000"`
}

func oneLine(s string) string { return org.Line(s) }
