package attach

import (
	"bytes"
	"context"
	"errors"
	"io"
	"slices"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/audit"
	"github.com/dondoc/dondoc/internal/foundation/blob"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// Service is what people do with files.
type Service struct {
	d     org.Deps
	blobs *blob.Store
}

// NewService makes the service of files over a store for their bytes.
func NewService(d org.Deps, blobs *blob.Store) *Service { return &Service{d, blobs} }

// Upload attaches a file. Its bytes are hashed and looked at while they stream into the store: over MaxSize is fault.TooLarge,
// an empty file or a sort that is not taken fault.Invalid on field "file". The same id with the same file answers with the
// stored row. A row the actor may not read is fault.NotFound, one they may only read fault.Forbidden.
func (s *Service) Upload(ctx context.Context, by access.Actor, in UploadInput) (Attachment, error) {
	in = in.clean()
	if err := s.d.Validate.Struct(in); err != nil {
		return Attachment{}, err
	}
	if err := s.mayAttach(ctx, s.d.DB, by, in); err != nil {
		return Attachment{}, err // before anybody's bytes are stored for it
	}
	f, err := s.blobs.Stage(ctx, in.Body, MaxSize)
	if err != nil {
		return Attachment{}, err
	}
	a, err := s.keep(ctx, by, in, arrival{f: f})
	return a, errors.Join(err, f.Drop(ctx))
}

// arrival is a file whose bytes are here, and what else happens when it is kept, if anything.
type arrival struct {
	f    *blob.Staged
	also func(tx database.Tx) error
}

// keep looks at a staged file, keeps its bytes and writes its row. Bytes whose row then fails stay: they may be another row's.
func (s *Service) keep(ctx context.Context, by access.Actor, in UploadInput, w arrival) (Attachment, error) {
	f := w.f
	if f.Size == 0 {
		return Attachment{}, fault.Field("file", "attach.empty")
	}
	media, err := content{name: in.FileName, head: f.Head, all: f.ReaderAt(ctx), size: f.Size}.sniff()
	if err != nil {
		return Attachment{}, err
	}
	a := Attachment{
		Committee: in.Committee, ID: in.ID, OwnerKind: in.OwnerKind, OwnerID: in.OwnerID, FileName: in.FileName, MediaType: media,
		Size: f.Size, SHA256: f.Sum[:], UploadedAt: s.d.Clock(), User: by.User, Login: by.Login,
	}
	var stored Attachment
	err = database.InTx(ctx, s.d.DB, func(tx database.Tx) error {
		if err := s.mayAttach(ctx, tx, by, in); err != nil {
			return err
		}
		if err := lockBytes(ctx, tx, f.Sum); err != nil {
			return err
		}
		if err := f.Keep(ctx); err != nil {
			return err
		}
		if stored, err = s.record(ctx, tx, by, a); err != nil || w.also == nil {
			return err
		}
		return w.also(tx)
	})
	return stored, err
}

// record writes the row of a file, once.
func (s *Service) record(ctx context.Context, tx database.Tx, by access.Actor, a Attachment) (Attachment, error) {
	fresh, err := insert(ctx, tx, a)
	if err != nil {
		return Attachment{}, err
	}
	stored, err := byID(ctx, tx, a.Committee, a.ID)
	switch {
	case err != nil:
		return Attachment{}, err
	case fresh:
		return stored, s.note(ctx, tx, by, audit.Entry{Action: "attachment.upload", SubjectID: a.ID, Committee: a.Committee, After: stored})
	case stored.OwnerKind != a.OwnerKind || stored.OwnerID != a.OwnerID || stored.FileName != a.FileName || !bytes.Equal(stored.SHA256, a.SHA256):
		return Attachment{}, fault.New(fault.Conflict, "conflict.id_reused")
	}
	return stored, nil
}

// Withdraw takes a file of a meeting back: it is listed no more, and its bytes stay until their retention ends. Those who keep the
// records may, and who attached it. Evidence of a task or a shortcoming is taken away by their own services, which leave an event.
func (s *Service) Withdraw(ctx context.Context, by access.Actor, in WithdrawInput) (Attachment, error) {
	if err := s.d.Validate.Struct(in); err != nil {
		return Attachment{}, err
	}
	var after Attachment
	err := database.InTx(ctx, s.d.DB, func(tx database.Tx) error {
		before, err := lock(ctx, tx, in.Committee, in.ID)
		if err != nil {
			return err
		}
		if err := mayRead(ctx, tx, by, before); err != nil {
			return err
		}
		if err := access.Require(before.mayWithdraw(by)); err != nil {
			return err
		}
		if before.Version != in.Version {
			return fault.Stale(before)
		}
		if before.Withdrawn() {
			after = before
			return nil
		}
		if before.OwnerKind.keepsHistory() {
			return fault.New(fault.Conflict, "attach.taken_away_by_event")
		}
		if after, err = withdraw(ctx, tx, before, taken{s.d.Clock(), by.Login, org.Prose(in.Why)}); err != nil {
			return err
		}
		return s.note(ctx, tx, by, audit.Entry{Action: "attachment.withdraw", SubjectID: in.ID, Committee: in.Committee, Before: before, After: after})
	})
	return after, err
}

// Get reads a file's row for whoever may read what it is attached to; to others it is fault.NotFound. A withdrawn one is
// found only by those who keep the records, and by who attached it.
func (s *Service) Get(ctx context.Context, by access.Actor, c access.CommitteeID, a ID) (Attachment, error) {
	var found Attachment
	err := database.InReadTx(ctx, s.d.DB, func(q database.Querier) error {
		stored, err := byID(ctx, q, c, a)
		if err == nil {
			err = mayRead(ctx, q, by, stored)
		}
		if err == nil && stored.Withdrawn() && !stored.mayWithdraw(by) {
			err = fault.New(fault.NotFound, "not_found")
		}
		found = stored
		return err
	})
	if err != nil {
		return Attachment{}, err
	}
	return found, nil
}

// Download opens a file for whoever may Get it. The caller closes it and always sends it as an attachment under its media type.
func (s *Service) Download(ctx context.Context, by access.Actor, c access.CommitteeID, a ID) (Attachment, io.ReadSeekCloser, error) {
	found, err := s.Get(ctx, by, c, a)
	if err != nil {
		return Attachment{}, nil, err
	}
	r, err := s.blobs.Reader(ctx, blob.Sum(found.SHA256))
	if found.PurgedAt != nil {
		return Attachment{}, nil, fault.New(fault.NotFound, "attach.purged", found.PurgedAt.Format("02/01/2006"))
	}
	if fault.KindOf(err) == fault.NotFound { // the row is there: that the bytes are not is our fault, not a wrong address
		err = fault.New(fault.Internal, "attach.bytes_missing").Because(err)
	}
	return found, r, err
}

// Of lists the files of a row, the earliest first; withdrawn ones are left out. A row the actor may not read is fault.NotFound.
// For a task it lists those of its events too, for a meeting those of its agenda.
func (s *Service) Of(ctx context.Context, by access.Actor, c access.CommitteeID, k OwnerKind, o OwnerID) ([]Attachment, error) {
	var files []Attachment
	err := database.InReadTx(ctx, s.d.DB, func(q database.Querier) error {
		row, err := ownerOf(ctx, q, c, k, o)
		if err == nil && !row.mayRead(by, c, k) {
			err = fault.New(fault.NotFound, "not_found")
		}
		if err != nil {
			return err
		}
		files, err = listed(ctx, q, c, k, o)
		return err
	})
	return slices.DeleteFunc(files, Attachment.Withdrawn), err
}

func listed(ctx context.Context, q database.Querier, c access.CommitteeID, k OwnerKind, o OwnerID) ([]Attachment, error) {
	switch k {
	case OfTask:
		return ofTask(ctx, q, c, o)
	case OfMeeting:
		return ofMeeting(ctx, q, c, o)
	default:
		return attachedTo(ctx, q, c, k, o)
	}
}

func (s *Service) mayAttach(ctx context.Context, q database.Querier, by access.Actor, in UploadInput) error {
	row, err := ownerOf(ctx, q, in.Committee, in.OwnerKind, in.OwnerID)
	if err != nil {
		return err
	}
	if !row.mayRead(by, in.Committee, in.OwnerKind) {
		return fault.New(fault.NotFound, "not_found")
	}
	return access.Require(row.mayAttach(by, in.Committee, in.OwnerKind))
}

// mayRead answers fault.NotFound when the actor may not read what a file is attached to.
func mayRead(ctx context.Context, q database.Querier, by access.Actor, a Attachment) error {
	row, err := ownerOf(ctx, q, a.Committee, a.OwnerKind, a.OwnerID)
	if err == nil && !row.mayRead(by, a.Committee, a.OwnerKind) {
		err = fault.New(fault.NotFound, "not_found")
	}
	return err
}

func (s *Service) note(ctx context.Context, tx database.Tx, by access.Actor, e audit.Entry) error {
	e.At, e.By, e.Subject = s.d.Clock(), by, "attachment"
	return audit.Record(ctx, tx, e)
}
