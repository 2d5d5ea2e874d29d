package export

import (
	"context"
	"errors"
	"io"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/audit"
	"github.com/dondoc/dondoc/internal/foundation/blob"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
	"github.com/dondoc/dondoc/internal/foundation/jobs"
)

// Queue takes jobs in the caller's transaction.
type Queue interface {
	Enqueue(ctx context.Context, tx database.Tx, args jobs.Args) error
}

// Service is what people do with large workbooks.
type Service struct {
	d     org.Deps
	blobs *blob.Store
	queue Queue
}

// NewService returns a Service that keeps bytes in blobs and asks queue for the work.
func NewService(d org.Deps, blobs *blob.Store, queue Queue) *Service {
	return &Service{d, blobs, queue}
}

// Ask wants a workbook: the job is there exactly when the row is. Asking again with the same id changes nothing.
func (s *Service) Ask(ctx context.Context, by access.Actor, in Ask) (File, error) {
	if err := s.d.Validate.Struct(in); err != nil {
		return File{}, err
	}
	if _, err := calendar.ParseCode(in.Period); err != nil {
		return File{}, fault.Field("period", "export.no_period")
	}
	if !in.AsOf.IsZero() && !in.AsOf.Valid() {
		return File{}, fault.Field("as_of", "validate.realdate")
	}
	if err := mayRead(by, in.Committee); err != nil {
		return File{}, err
	}
	if err := access.Require(!by.User.IsZero()); err != nil { // nobody could fetch it
		return File{}, err
	}
	var f File
	err := database.InTx(ctx, s.d.DB, func(tx database.Tx) error {
		now := s.d.Clock()
		f = File{Committee: in.Committee, ID: in.ID, User: by.User, Query: in.Query, AskedAt: now, ExpiresAt: now.Add(Lasts)}
		fresh, err := insert(ctx, tx, f, id.ContentHash(in))
		if err != nil {
			return err
		}
		if f, err = one(ctx, tx, in.Committee, in.ID); err != nil || !fresh {
			return errors.Join(err, ownedBy(f, by))
		}
		if err := s.note(ctx, tx, by, "export.ask", File{}, f); err != nil {
			return err
		}
		return s.queue.Enqueue(ctx, tx, Job{in.Committee, in.ID})
	})
	return f, err
}

// ownedBy hides a file from everybody but who asked for it.
func ownedBy(f File, by access.Actor) error {
	if by.User.IsZero() || f.User != by.User {
		return fault.New(fault.NotFound, "not_found")
	}
	return nil
}

// note writes down what was done; the zero File stands for none.
func (s *Service) note(ctx context.Context, tx database.Tx, by access.Actor, action string, before, after File) error {
	e := audit.Entry{At: s.d.Clock(), By: by, Action: action, Subject: "export_file"}
	for _, f := range []File{before, after} {
		if !f.ID.IsZero() {
			e.Committee, e.SubjectID = f.Committee, f.ID
		}
	}
	if !before.ID.IsZero() {
		e.Before = before
	}
	if !after.ID.IsZero() {
		e.After = after
	}
	return audit.Record(ctx, tx, e)
}

// Mine lists the reader's own files of a committee, the latest first. One who may no longer read the committee's reports sees none.
func (s *Service) Mine(ctx context.Context, by access.Actor, c access.CommitteeID) ([]File, error) {
	if err := mayRead(by, c); err != nil {
		return nil, err
	}
	var all []File
	err := database.InReadTx(ctx, s.d.DB, func(q database.Querier) (err error) {
		all, err = mine(ctx, q, c, by.User)
		return err
	})
	return all, err
}

// Get reads one file of the reader's own.
func (s *Service) Get(ctx context.Context, by access.Actor, c access.CommitteeID, i ID) (File, error) {
	if err := mayRead(by, c); err != nil {
		return File{}, err
	}
	var f File
	err := database.InReadTx(ctx, s.d.DB, func(q database.Querier) (err error) {
		f, err = one(ctx, q, c, i)
		return err
	})
	if err == nil {
		err = ownedBy(f, by)
	}
	if err != nil {
		return File{}, err
	}
	return f, nil
}

// Open opens the bytes of a finished file for who asked for it and may still read what stands in it. The caller closes them.
func (s *Service) Open(ctx context.Context, by access.Actor, c access.CommitteeID, i ID) (File, io.ReadCloser, error) {
	f, err := s.Get(ctx, by, c, i)
	if err != nil {
		return File{}, nil, err
	}
	if f.State != Done || !s.d.Clock().Before(f.ExpiresAt) {
		return File{}, nil, fault.New(fault.NotFound, "export.not_there")
	}
	r, err := s.blobs.NamedReader(ctx, f.key())
	return f, r, err
}

// Delete takes a file and its bytes away before they expire. One that is being made is given up.
func (s *Service) Delete(ctx context.Context, by access.Actor, c access.CommitteeID, i ID) error {
	f, err := s.Get(ctx, by, c, i)
	if err != nil {
		return err
	}
	return s.remove(ctx, by, "export.delete", f)
}

// remove deletes row and bytes. The bytes go last: a row without bytes would promise what is not there.
func (s *Service) remove(ctx context.Context, by access.Actor, action string, f File) error {
	err := database.InTx(ctx, s.d.DB, func(tx database.Tx) error {
		gone, err := del(ctx, tx, f)
		if err != nil || !gone {
			return err
		}
		return s.note(ctx, tx, by, action, f, File{})
	})
	if err != nil {
		return err
	}
	return s.blobs.DeleteNamed(ctx, f.key())
}

// Expire takes away what has expired, and returns how many files that were. Built-in actors only; it goes on past one that fails.
func (s *Service) Expire(ctx context.Context, by access.Actor) (int, error) {
	if err := access.Require(by.System); err != nil {
		return 0, err
	}
	var due []File
	err := database.InReadTx(ctx, s.d.DB, func(q database.Querier) (err error) {
		due, err = expired(ctx, q, s.d.Clock())
		return err
	})
	n := 0
	for _, f := range due {
		if one := s.remove(ctx, by, "export.expire", f); one != nil {
			err = errors.Join(err, one)
			continue
		}
		n++
	}
	return n, err
}
