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

// WithdrawInput takes a file back.
type WithdrawInput struct {
	Committee access.CommitteeID `json:"committee_id" validate:"required"`
	ID        ID                 `json:"id" validate:"required"`
	Version   int                `json:"version" validate:"required,min=1"`
}

func oneLine(s string) string { return org.Line(s) }
