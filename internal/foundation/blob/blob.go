// Package blob keeps the bytes of files, on disk or in an object store, each under the SHA-256 of its content:
// the same file sent twice is kept once, and what is read can be checked against its name. Who may read it is not its business.
package blob

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"gocloud.dev/blob"
	"gocloud.dev/blob/fileblob"
	"gocloud.dev/gcerrors"

	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

// HeadSize is how many first bytes of a staged file are at hand for finding out what it is.
const HeadSize = 8 << 10

// incoming is where files lie until somebody has looked at them.
const incoming = "incoming/"

// Sum is the SHA-256 of a file's bytes.
type Sum [sha256.Size]byte

// String is the sum in hexadecimal.
func (s Sum) String() string { return hex.EncodeToString(s[:]) }

// key is where the bytes lie: two letters of folder keep folders small on disk.
func (s Sum) key() string { return s.String()[:2] + "/" + s.String() }

// Store keeps bytes in one bucket.
type Store struct {
	bucket *blob.Bucket
	newID  id.Maker
}

// Open returns a store in a folder of this machine, which is made when it is missing. Only the program's own user may read it.
func Open(dir string, newID id.Maker) (*Store, error) {
	bucket, err := fileblob.OpenBucket(dir, &fileblob.Options{
		CreateDir: true, DirFileMode: 0o700 | os.ModeDir, NoTempDir: true, Metadata: fileblob.MetadataDontWrite,
	})
	if err != nil {
		return nil, fmt.Errorf("blob store %s: %w", dir, err)
	}
	return New(bucket, newID), nil
}

// New returns a store in any bucket the Go CDK knows.
func New(bucket *blob.Bucket, newID id.Maker) *Store { return &Store{bucket, newID} }

// Close gives the bucket back.
func (s *Store) Close() error { return s.bucket.Close() }

// Staged is a file that has arrived and waits to be kept or dropped.
type Staged struct {
	Sum  Sum
	Size int64
	Head []byte // the first HeadSize bytes, or all of a shorter file

	store *Store
	key   string
}

// Stage writes what r gives to a place of its own while hashing it. More than limit bytes are fault.TooLarge with the
// limit in MiB, and nothing is left behind. The caller must call Keep or Drop.
func (s *Store) Stage(ctx context.Context, r io.Reader, limit int64) (*Staged, error) {
	f := &Staged{store: s, key: incoming + id.ID[Staged](s.newID()).String()}
	head := &firstBytes{max: HeadSize}
	hash := sha256.New()
	n, err := s.write(ctx, f.key, io.TeeReader(io.LimitReader(r, limit+1), io.MultiWriter(hash, head)))
	if err == nil && n > limit {
		err = errors.Join(fault.New(fault.TooLarge, "blob.too_large", limit>>20), f.Drop(ctx))
	}
	if err != nil {
		return nil, err
	}
	f.Size, f.Head = n, head.b
	hash.Sum(f.Sum[:0])
	return f, nil
}

// write stores all of r under a key, or nothing.
func (s *Store) write(ctx context.Context, key string, r io.Reader) (int64, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	w, err := s.bucket.NewWriter(ctx, key, &blob.WriterOptions{ContentType: "application/octet-stream"})
	if err != nil {
		return 0, fmt.Errorf("blob: %w", err)
	}
	n, err := io.Copy(w, r)
	if err != nil {
		cancel() // so that Close gives up instead of storing half a file
		_ = w.Close()
		return 0, fmt.Errorf("blob: %w", err)
	}
	if err := w.Close(); err != nil {
		return 0, fmt.Errorf("blob: %w", err)
	}
	return n, nil
}

// Keep moves the file to where its sum says. Keeping bytes that are there already changes nothing.
func (f *Staged) Keep(ctx context.Context) error {
	b := f.store.bucket
	there, err := b.Exists(ctx, f.Sum.key())
	if err == nil && !there {
		err = b.Copy(ctx, f.Sum.key(), f.key, nil)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("blob: keep %s: %w", f.Sum, err), f.Drop(ctx))
	}
	return f.Drop(ctx)
}

// Drop forgets the staged file; dropping twice, or after Keep, changes nothing. It works for a caller who has gone already.
func (f *Staged) Drop(ctx context.Context) error {
	err := f.store.bucket.Delete(context.WithoutCancel(ctx), f.key)
	if err != nil && gcerrors.Code(err) != gcerrors.NotFound {
		return fmt.Errorf("blob: drop: %w", err)
	}
	return nil
}

// ReaderAt reads parts of the staged file, for looking inside an archive.
func (f *Staged) ReaderAt(ctx context.Context) io.ReaderAt { return &ranges{ctx, f} }

// Reader opens kept bytes for reading, from the start or from anywhere. Unknown ones are fault.NotFound. The caller closes it.
func (s *Store) Reader(ctx context.Context, sum Sum) (io.ReadSeekCloser, error) {
	r, err := s.bucket.NewReader(ctx, sum.key(), nil)
	if gcerrors.Code(err) == gcerrors.NotFound {
		return nil, fault.New(fault.NotFound, "blob.missing").Because(err)
	}
	if err != nil {
		return nil, fmt.Errorf("blob: %w", err)
	}
	return r, nil
}

// Delete takes kept bytes away for good; unknown ones are gone already.
func (s *Store) Delete(ctx context.Context, sum Sum) error {
	err := s.bucket.Delete(ctx, sum.key())
	if err != nil && gcerrors.Code(err) != gcerrors.NotFound {
		return fmt.Errorf("blob: delete %s: %w", sum, err)
	}
	return nil
}

// Sweep deletes what arrived before an instant and was neither kept nor dropped, because the program was killed meanwhile,
// and returns how many files that were.
func (s *Store) Sweep(ctx context.Context, before time.Time) (int, error) {
	n, list := 0, s.bucket.List(&blob.ListOptions{Prefix: incoming})
	for {
		o, err := list.Next(ctx)
		if errors.Is(err, io.EOF) {
			return n, nil
		}
		if err != nil {
			return n, fmt.Errorf("blob: sweep: %w", err)
		}
		if !o.ModTime.Before(before) {
			continue
		}
		if err := s.bucket.Delete(ctx, o.Key); err != nil && gcerrors.Code(err) != gcerrors.NotFound {
			return n, fmt.Errorf("blob: sweep: %w", err)
		}
		n++
	}
}

// firstBytes keeps the first bytes written to it.
type firstBytes struct {
	b   []byte
	max int
}

func (f *firstBytes) Write(p []byte) (int, error) {
	f.b = append(f.b, p[:min(len(p), f.max-len(f.b))]...)
	return len(p), nil
}

// ranges reads a staged file by ranges.
type ranges struct {
	ctx context.Context //nolint:containedctx // io.ReaderAt takes none, and a ranges lives no longer than the call it was made for
	f   *Staged
}

func (r *ranges) ReadAt(p []byte, off int64) (int, error) {
	if off >= r.f.Size {
		return 0, io.EOF
	}
	in, err := r.f.store.bucket.NewRangeReader(r.ctx, r.f.key, off, int64(len(p)), nil)
	if err != nil {
		return 0, fmt.Errorf("blob: %w", err)
	}
	n, err := io.ReadFull(in, p)
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = io.EOF
	}
	return n, errors.Join(err, in.Close())
}
