package attach

import (
	"context"
	"errors"
	"time"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/audit"
	"github.com/dondoc/dondoc/internal/foundation/blob"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// usualRetention is how many years the bytes of a file taken away are kept where the committee said nothing.
const usualRetention = 10

// Retention is how long a committee keeps the bytes of files that were taken away; their names and hashes stay for ever.
type Retention struct {
	Committee access.CommitteeID `json:"committee_id" db:"committee_id" validate:"required"`
	Years     int                `json:"retention_years" db:"retention_years" validate:"min=1,max=100"`
	Version   int                `json:"version" db:"version" validate:"min=0"` // 0: nothing was ever set
}

// Retention reads the setting for who may read the committee's records.
func (s *Service) Retention(ctx context.Context, by access.Actor, c access.CommitteeID) (r Retention, err error) {
	if !by.May(c, access.ReadAll) && !by.MayRecord(c) {
		return r, fault.New(fault.NotFound, "not_found")
	}
	err = database.InReadTx(ctx, s.d.DB, func(q database.Querier) error {
		r, err = retentionOf(ctx, q, c)
		return err
	})
	return r, err
}

// SetRetention changes it. Who decides for the committee may.
func (s *Service) SetRetention(ctx context.Context, by access.Actor, in Retention) (Retention, error) {
	if err := s.d.Validate.Struct(in); err != nil {
		return Retention{}, err
	}
	if err := access.Require(by.MayDecide(in.Committee)); err != nil {
		return Retention{}, err
	}
	var after Retention
	err := database.InTx(ctx, s.d.DB, func(tx database.Tx) error {
		before, err := retentionOf(ctx, tx, in.Committee)
		if err != nil {
			return err
		}
		if before.Version != in.Version {
			return fault.Stale(before)
		}
		if before.Years == in.Years {
			after = before
			return nil
		}
		if after, err = setRetention(ctx, tx, in); err != nil {
			return err
		}
		return audit.Record(ctx, tx, audit.Entry{
			At: s.d.Clock(), By: by, Committee: in.Committee, Action: "attachment.retention", Subject: "committee", SubjectID: in.Committee, Before: before, After: after,
		})
	})
	return after, err
}

// Purge deletes the bytes of files that were taken away so long ago that their committee's retention has ended, and returns how many
// files that were. Bytes that another file still has stay. Built-in actors only; it goes on past a file that fails.
func (s *Service) Purge(ctx context.Context, by access.Actor) (int, error) {
	if err := access.Require(by.System); err != nil {
		return 0, err
	}
	var due []Attachment
	err := database.InReadTx(ctx, s.d.DB, func(q database.Querier) (err error) {
		due, err = retained(ctx, q, s.d.Clock(), usualRetention)
		return err
	})
	n := 0
	for _, a := range due {
		if ctx.Err() != nil {
			return n, errors.Join(err, ctx.Err())
		}
		if one := s.purge(ctx, by, a); one != nil {
			err = errors.Join(err, one)
			continue
		}
		n++
	}
	return n, err
}

// purge deletes one file's bytes. Whoever keeps the same bytes at that moment waits for it, and then stores them anew.
func (s *Service) purge(ctx context.Context, by access.Actor, a Attachment) error {
	return database.InTx(ctx, s.d.DB, func(tx database.Tx) error {
		if err := lockBytes(ctx, tx, blob.Sum(a.SHA256)); err != nil {
			return err
		}
		after, last, err := purged(ctx, tx, a, s.d.Clock())
		if err != nil {
			return err
		}
		if err := s.note(ctx, tx, by, audit.Entry{Action: "attachment.purge", SubjectID: a.ID, Committee: a.Committee, Before: a, After: after}); err != nil {
			return err
		}
		if !last {
			return nil
		}
		return s.blobs.Delete(ctx, blob.Sum(a.SHA256))
	})
}

// WithdrawIn takes a file away as part of a larger act, which says why and leaves an event on the row it belonged to.
func WithdrawIn(ctx context.Context, tx database.Tx, by access.Actor, w Taking) (Attachment, error) {
	before, err := lock(ctx, tx, w.Committee, w.ID)
	if err != nil {
		return Attachment{}, err
	}
	if err := mayRead(ctx, tx, by, before); err != nil {
		return Attachment{}, err
	}
	if err := access.Require(before.mayWithdraw(by)); err != nil {
		return Attachment{}, err
	}
	belongs, err := belongsTo(ctx, tx, before, w.Owner)
	switch {
	case err != nil:
		return Attachment{}, err
	case !belongs:
		return Attachment{}, fault.New(fault.NotFound, "not_found")
	case before.Withdrawn():
		return Attachment{}, fault.New(fault.Conflict, "attach.taken_away")
	}
	after, err := withdraw(ctx, tx, before, taken{w.At, by.Login, w.Why})
	if err != nil {
		return Attachment{}, err
	}
	return after, audit.Record(ctx, tx, audit.Entry{
		At: w.At, By: by, Committee: w.Committee, Action: "attachment.withdraw", Subject: "attachment", SubjectID: w.ID, Before: before, After: after,
	})
}

// Taking is a file that is taken away, and why.
type Taking struct {
	Committee access.CommitteeID
	ID        ID
	Owner     OwnerID // the task or shortcoming it must belong to
	Why       string
	At        time.Time
}
