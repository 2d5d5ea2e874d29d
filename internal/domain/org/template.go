package org

import (
	"time"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

type documentTemplate struct{}

// TemplateID names a Word template.
type TemplateID = id.ID[documentTemplate]

// Template is a Word template of a committee's own for one kind of paper ("minutes", "notice", "invitation", "supplement", "reminder", "report").
// Its bytes are read apart.
type Template struct {
	Committee  access.CommitteeID `db:"committee_id" json:"committee_id"`
	ID         TemplateID         `db:"id" json:"id"`
	Kind       string             `db:"kind" json:"kind"`
	FileName   string             `db:"file_name" json:"file_name"`
	Size       int                `db:"size" json:"size"`     // bytes
	InUse      bool               `db:"in_use" json:"in_use"` // papers of the kind are written by it
	UploadedAt time.Time          `db:"uploaded_at" json:"uploaded_at"`
	Login      string             `db:"login" json:"login"`
	Version    int                `db:"version" json:"version"`
}

// TemplateInput brings a template. It is not used before UseTemplate says so.
type TemplateInput struct {
	Committee access.CommitteeID `json:"committee_id" validate:"required"`
	ID        TemplateID         `json:"id" validate:"required"`
	Kind      string             `json:"kind" validate:"required,oneof=minutes notice invitation supplement reminder report"`
	FileName  string             `json:"file_name" validate:"required,max=200"`
	Bytes     []byte             `json:"bytes" validate:"required,max=2097152"` // at most 2 MB
}

func (in TemplateInput) clean() TemplateInput {
	in.FileName = Line(in.FileName)
	return in
}

// TemplateUse takes a template into use, in place of the one used so far, or out of it.
type TemplateUse struct {
	Committee access.CommitteeID `json:"committee_id" validate:"required"`
	ID        TemplateID         `json:"id" validate:"required"`
	Version   int                `json:"version" validate:"required"`
	InUse     bool               `json:"in_use"`
}

// TemplateCheck refuses a file that no paper of the kind can be written by; package docx knows.
type TemplateCheck func(kind string, file []byte) error
