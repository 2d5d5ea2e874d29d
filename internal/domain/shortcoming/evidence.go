package shortcoming

import (
	"context"
	"encoding/hex"

	"github.com/dondoc/dondoc/internal/domain/attach"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// RemoveEvidence takes a file away that showed a cure. The history keeps its name, its hash, who did it and why; its bytes stay until
// the committee's retention ends.
type RemoveEvidence struct {
	Committee  access.CommitteeID `json:"committee_id" validate:"required"`
	ID         ID                 `json:"id" validate:"required"`
	Event      EventID            `json:"event_id" validate:"required"`
	Attachment attach.ID          `json:"attachment_id" validate:"required"`
	Note       string             `json:"note" validate:"max=2000"` // why; required
}

// RemoveEvidence takes a file away, with an event. Those who keep the records may.
func (s *Service) RemoveEvidence(ctx context.Context, by access.Actor, r RemoveEvidence) (Shortcoming, error) {
	r.Note = org.Prose(r.Note)
	if err := s.d.Validate.Struct(r); err != nil {
		return Shortcoming{}, err
	}
	if r.Note == "" {
		return Shortcoming{}, fault.Field("note", "task.reason_required")
	}
	return in(ctx, s.d.DB, func(tx database.Tx) (Shortcoming, error) { return s.removeEvidence(ctx, tx, by, r) })
}

func (s *Service) removeEvidence(ctx context.Context, tx database.Tx, by access.Actor, r RemoveEvidence) (Shortcoming, error) {
	if err := mayWrite(by, r.Committee); err != nil {
		return Shortcoming{}, err
	}
	before, err := lock(ctx, tx, r.Committee, r.ID)
	if err != nil {
		return Shortcoming{}, err
	}
	e := Event{ID: r.Event, Kind: EvEvidenceRemoved, EffectiveOn: s.d.Clock.Today(), Note: r.Note, Attachment: r.Attachment}
	if done, err := doneBefore(ctx, tx, command{committee: r.Committee, id: r.ID, event: e}); err != nil || done {
		return before, err
	}
	a, err := attach.WithdrawIn(ctx, tx, by, attach.Taking{
		Committee: r.Committee, ID: r.Attachment, Owner: attach.OwnerID(r.ID), Why: r.Note, At: s.d.Clock(),
	})
	if err != nil {
		return Shortcoming{}, err
	}
	e.Evidence = a.FileName + " · SHA-256 " + hex.EncodeToString(a.SHA256)
	if err := appendEvent(ctx, tx, r.Committee, s.event(by, before, e)); err != nil {
		return Shortcoming{}, err
	}
	return s.written(ctx, tx, act{by, "shortcoming.evidence_removed", before}, before)
}
