package attach

import (
	"context"
	"errors"
	"io"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/blob"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// UploadLasts is how long a file may be on its way in before it counts as abandoned.
const UploadLasts = 24 * time.Hour

// mostUploads is how many files one person may have on their way in at once.
const mostUploads = 50

// Upload is a file on its way in, piece by piece: what the line lost is sent again, what had arrived is not.
type Upload struct {
	Committee access.CommitteeID `db:"committee_id"`
	ID        ID                 `db:"id"` // of the attachment it will be
	OwnerKind OwnerKind          `db:"owner_kind"`
	OwnerID   OwnerID            `db:"owner_id"`
	FileName  string             `db:"file_name"`
	Size      int64              `db:"size"`     // bytes of the whole
	Received  int64              `db:"received"` // bytes that are here; all of them: it is an attachment now
	Parts     []blob.PartID      `db:"parts"`
	BeganAt   time.Time          `db:"began_at"`
	User      access.UserID      `db:"user_id"`
	Login     string             `db:"login"`
}

// Done reports whether all of it is here and kept.
func (u Upload) Done() bool { return u.Received == u.Size }

// Until is when it is forgotten.
func (u Upload) Until() time.Time { return u.BeganAt.Add(UploadLasts) }

// of reports whether the actor is who began it.
func (u Upload) of(by access.Actor) bool { return u.User == by.User && u.Login == by.Login }

func (u Upload) input(body io.Reader) UploadInput {
	return UploadInput{Committee: u.Committee, ID: u.ID, OwnerKind: u.OwnerKind, OwnerID: u.OwnerID, FileName: u.FileName, Body: body}
}

// BeginUpload announces a file. What its name and size already forbid is refused before a byte of it is sent: fault.TooLarge, or
// fault.Invalid on field "file". The same id with the same file answers how far it has come.
func (s *Service) BeginUpload(ctx context.Context, by access.Actor, in BeginUpload) (Upload, error) {
	in.FileName = cleanName(in.FileName)
	if err := errors.Join(s.d.Validate.Struct(in), in.takeable()); err != nil {
		return Upload{}, err
	}
	u := Upload{
		Committee: in.Committee, ID: in.ID, OwnerKind: in.OwnerKind, OwnerID: in.OwnerID, FileName: in.FileName, Size: in.Size,
		BeganAt: s.d.Clock(), User: by.User, Login: by.Login,
	}
	var stored Upload
	err := database.InTx(ctx, s.d.DB, func(tx database.Tx) error {
		err := s.mayAttach(ctx, tx, by, u.input(nil))
		if err == nil {
			stored, err = begin(ctx, tx, by, u)
		}
		return err
	})
	return stored, err
}

// takeable is the verdict on a file by its name and size alone.
func (in BeginUpload) takeable() error {
	switch {
	case in.Size > MaxSize:
		return fault.New(fault.TooLarge, "blob.too_large", int64(MaxSize>>20))
	case in.Size == 0:
		return fault.Field("file", "attach.empty")
	case !slices.Contains(Endings(), strings.ToLower(path.Ext(in.FileName))):
		return fault.Field("file", "attach.not_taken", strings.Join(Endings(), " "))
	}
	return nil
}

func begin(ctx context.Context, tx database.Tx, by access.Actor, u Upload) (Upload, error) {
	before, err := uploadOf(ctx, tx, by, u.Committee, u.ID)
	switch {
	case err == nil && (before.OwnerKind != u.OwnerKind || before.OwnerID != u.OwnerID || before.FileName != u.FileName || before.Size != u.Size):
		return Upload{}, fault.New(fault.Conflict, "conflict.id_reused")
	case err == nil:
		return before, nil
	case fault.KindOf(err) != fault.NotFound:
		return Upload{}, err
	}
	open, err := countUploads(ctx, tx, by)
	if err == nil && open >= mostUploads {
		err = fault.New(fault.TooMany, "attach.too_many_uploads", mostUploads)
	}
	if err != nil {
		return Upload{}, err
	}
	fresh, err := insertUpload(ctx, tx, u)
	if err == nil && !fresh {
		err = fault.New(fault.Conflict, "conflict.id_reused") // somebody else's
	}
	return u, err
}

// uploadOf finds what a person began: on its way in, or arrived since.
func uploadOf(ctx context.Context, q database.Querier, by access.Actor, c access.CommitteeID, i ID) (Upload, error) {
	u, err := uploadByID(ctx, q, c, i)
	if err == nil && !u.of(by) {
		err = fault.New(fault.NotFound, "not_found")
	}
	if fault.KindOf(err) != fault.NotFound {
		return u, err
	}
	a, err := byID(ctx, q, c, i)
	u = Upload{
		Committee: a.Committee, ID: a.ID, OwnerKind: a.OwnerKind, OwnerID: a.OwnerID, FileName: a.FileName, Size: a.Size, Received: a.Size,
		BeganAt: a.UploadedAt, User: a.User, Login: a.Login,
	}
	if err == nil && !u.of(by) {
		err = fault.New(fault.NotFound, "not_found")
	}
	return u, err
}

// UploadStatus tells who began a file how far it has come; to others it is fault.NotFound.
func (s *Service) UploadStatus(ctx context.Context, by access.Actor, c access.CommitteeID, i ID) (u Upload, err error) {
	err = database.InReadTx(ctx, s.d.DB, func(q database.Querier) error {
		u, err = uploadOf(ctx, q, by, c, i)
		return err
	})
	return u, err
}

// ContinueUpload takes the next piece of a file, which begins at in.Offset; one that does not begin where the last ended is
// fault.Conflict. What had arrived when a line broke counts. The last piece makes it an attachment, by the rules and with the
// refusals of Upload; a file that is then refused is forgotten.
func (s *Service) ContinueUpload(ctx context.Context, by access.Actor, in Piece) (Upload, error) {
	if err := s.d.Validate.Struct(in); err != nil {
		return Upload{}, err
	}
	u, err := s.UploadStatus(ctx, by, in.Committee, in.ID)
	if err != nil {
		return Upload{}, err
	}
	if in.Offset != u.Received {
		return Upload{}, fault.New(fault.Conflict, "attach.wrong_offset", u.Received)
	}
	if u.Done() {
		return u, nil
	}
	p, n, err := s.blobs.StagePart(ctx, in.Body, u.Size-u.Received)
	if err != nil || n == 0 {
		return u, err
	}
	ctx = context.WithoutCancel(ctx) // it is here; whoever sent it may have gone
	if u.Received+n < u.Size {
		err = s.add(ctx, &u, p, n)
	} else {
		err = s.finish(ctx, by, &u, p)
	}
	return u, err
}

// add notes a piece. Of two that begin at the same place one is kept.
func (s *Service) add(ctx context.Context, u *Upload, p blob.PartID, n int64) error {
	var added bool
	err := database.InTx(ctx, s.d.DB, func(tx database.Tx) (err error) {
		added, err = addPart(ctx, tx, *u, p, n)
		return err
	})
	if err == nil && !added {
		err = fault.New(fault.Conflict, "attach.wrong_offset", u.Received)
	}
	if err != nil {
		return errors.Join(err, s.blobs.DropParts(ctx, p))
	}
	u.Received, u.Parts = u.Received+n, append(u.Parts, p)
	return nil
}

// finish makes an attachment of all pieces, the last of which is p. It is all or nothing: a program that dies in the middle has
// everything but p, which is then sent again.
func (s *Service) finish(ctx context.Context, by access.Actor, u *Upload, p blob.PartID) error {
	all := append(slices.Clone(u.Parts), p)
	whole := s.blobs.Joined(ctx, all)
	f, err := s.blobs.Stage(ctx, whole, MaxSize)
	if err = errors.Join(err, whole.Close()); err == nil {
		_, err = s.keep(ctx, by, u.input(nil), arrival{f, func(tx database.Tx) error { return endUpload(ctx, tx, *u) }})
		err = errors.Join(err, f.Drop(ctx))
	}
	switch fault.KindOf(err) {
	case fault.Internal:
		if err != nil {
			return errors.Join(err, s.blobs.DropParts(ctx, p)) // the pieces before it wait for another try
		}
		u.Received, u.Parts = u.Size, nil
	case fault.Conflict, fault.Unavailable:
		return errors.Join(err, s.blobs.DropParts(ctx, p))
	default: // refused for what it is: nothing of it is wanted
		err = errors.Join(err, s.forget(ctx, *u))
	}
	return errors.Join(err, s.blobs.DropParts(ctx, all...))
}

// AbandonUpload forgets a file on its way in. One that arrived meanwhile is an attachment and is taken back as such.
func (s *Service) AbandonUpload(ctx context.Context, by access.Actor, c access.CommitteeID, i ID) error {
	u, err := s.UploadStatus(ctx, by, c, i)
	if err != nil {
		return err
	}
	if u.Done() {
		return fault.New(fault.Conflict, "attach.arrived")
	}
	return errors.Join(s.forget(ctx, u), s.blobs.DropParts(ctx, u.Parts...))
}

func (s *Service) forget(ctx context.Context, u Upload) error {
	return database.InTx(ctx, s.d.DB, func(tx database.Tx) error { return deleteUpload(ctx, tx, u) })
}

// SweepUploads forgets what began before an instant and never arrived, and returns how many files that were. Built-in actors only.
func (s *Service) SweepUploads(ctx context.Context, by access.Actor, before time.Time) (int, error) {
	if err := access.Require(by.System); err != nil {
		return 0, err
	}
	var old []Upload
	err := database.InTx(ctx, s.d.DB, func(tx database.Tx) (err error) {
		old, err = deleteUploads(ctx, tx, before)
		return err
	})
	for _, u := range old {
		err = errors.Join(err, s.blobs.DropParts(ctx, u.Parts...))
	}
	return len(old), err
}
