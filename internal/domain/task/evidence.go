package task

import (
	"context"
	"encoding/hex"

	"github.com/dondoc/dondoc/internal/domain/attach"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

// RemoveEvidence takes a file of evidence away. The history keeps its name, its hash, who did it and why; its bytes stay until the
// committee's retention ends.
type RemoveEvidence struct {
	ID         EventID            `json:"id" validate:"required"`
	Committee  access.CommitteeID `json:"committee_id" validate:"required"`
	Task       ID                 `json:"task_id" validate:"required"`
	Attachment attach.ID          `json:"attachment_id" validate:"required"`
	Note       string             `json:"note" validate:"max=2000"` // why; required
}

// RemoveEvidence takes a file of evidence away, with an event. Those who keep the records may, and who attached it. It asks for no
// version of the task: it changes nothing that a move rests on. The same event id with the same content answers with the task as stored.
func (s *Service) RemoveEvidence(ctx context.Context, by access.Actor, in RemoveEvidence) (Task, error) {
	in.Note = org.Prose(in.Note)
	if err := s.d.Validate.Struct(in); err != nil {
		return Task{}, err
	}
	if in.Note == "" {
		return Task{}, fault.Field("note", "task.reason_required")
	}
	var t Task
	err := database.InTx(ctx, s.d.DB, func(tx database.Tx) (err error) {
		t, err = s.removeEvidence(ctx, tx, by, in)
		return err
	})
	return t, err
}

func (s *Service) removeEvidence(ctx context.Context, tx database.Tx, by access.Actor, in RemoveEvidence) (Task, error) {
	before, err := s.lockForWrite(ctx, tx, by, in.Committee, in.Task)
	if err != nil {
		return Task{}, err
	}
	hash := id.ContentHash(in)
	if sent, err := eventByID(ctx, tx, in.Committee, in.ID); err != nil || len(sent) > 0 {
		if err != nil {
			return Task{}, err
		}
		return before, sameOrConflict(sent[0].hash, hash)
	}
	a, err := attach.WithdrawIn(ctx, tx, by, attach.Taking{
		Committee: in.Committee, ID: in.Attachment, Owner: attach.OwnerID(in.Task), Why: in.Note, At: s.d.Clock(),
	})
	if err != nil {
		return Task{}, err
	}
	e := Event{
		ID: in.ID, Kind: EvEvidenceRemoved, EffectiveOn: s.d.Clock.Today(), Note: in.Note, Evidence: a.FileName + " · SHA-256 " + hex.EncodeToString(a.SHA256),
		Attachment: a.ID, hash: hash,
	}
	if _, err := s.append(ctx, tx, before, stamp(e, by, before.Committee)); err != nil {
		return Task{}, err
	}
	return s.written(ctx, tx, by, "task.evidence_removed", before)
}
