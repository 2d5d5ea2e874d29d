package blob

import (
	"context"
	"errors"
	"fmt"
	"io"

	"gocloud.dev/gcerrors"

	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

// PartID names a piece of a file that is on its way in. Pieces lie where staged files do, so Sweep takes forgotten ones.
type PartID = id.ID[Staged]

func partKey(p PartID) string { return incoming + p.String() }

// StagePart writes what r gives, at most limit bytes, as a piece of a file. Where the line breaks, what had arrived by then is kept,
// so that the sender need not send it again: the size says how much that is, and nothing at all is no piece and no error. More than
// limit bytes are fault.TooLarge, and nothing is left behind. It works for a sender who has gone already.
func (s *Store) StagePart(ctx context.Context, r io.Reader, limit int64) (PartID, int64, error) {
	p, rest := PartID(s.newID()), context.WithoutCancel(ctx)
	n, err := s.write(rest, partKey(p), &untilBroken{r: io.LimitReader(r, limit+1)})
	switch {
	case err != nil:
		return PartID{}, 0, err
	case n > limit:
		return PartID{}, 0, errors.Join(fault.New(fault.TooLarge, "blob.more_than_announced"), s.DropParts(rest, p))
	case n == 0:
		return PartID{}, 0, s.DropParts(rest, p)
	}
	return p, n, nil
}

// untilBroken ends where its reader breaks: what was read until then is as good as the rest would have been.
type untilBroken struct{ r io.Reader }

func (u *untilBroken) Read(b []byte) (int, error) {
	n, err := u.r.Read(b)
	if err != nil {
		err = io.EOF
	}
	return n, err
}

// Joined reads pieces one after the other as the one file they are. The caller closes it.
func (s *Store) Joined(ctx context.Context, parts []PartID) io.ReadCloser {
	return &joined{ctx: ctx, store: s, rest: parts}
}

// DropParts forgets pieces; dropping twice changes nothing. It works for a caller who has gone already.
func (s *Store) DropParts(ctx context.Context, parts ...PartID) error {
	var errs []error
	for _, p := range parts {
		err := s.bucket.Delete(context.WithoutCancel(ctx), partKey(p))
		if err != nil && gcerrors.Code(err) != gcerrors.NotFound {
			errs = append(errs, fmt.Errorf("blob: drop: %w", err))
		}
	}
	return errors.Join(errs...)
}

// joined reads one piece at a time, so that a file of many pieces holds one of them open.
type joined struct {
	ctx   context.Context //nolint:containedctx // io.Reader takes none, and a joined lives no longer than the call it was made for
	store *Store
	rest  []PartID
	now   io.ReadCloser
}

func (j *joined) Read(b []byte) (int, error) {
	for {
		if j.now == nil {
			if len(j.rest) == 0 {
				return 0, io.EOF
			}
			r, err := j.store.bucket.NewReader(j.ctx, partKey(j.rest[0]), nil)
			if err != nil {
				return 0, fmt.Errorf("blob: part: %w", err)
			}
			j.now, j.rest = r, j.rest[1:]
		}
		n, err := j.now.Read(b)
		if !errors.Is(err, io.EOF) {
			return n, err
		}
		if err := j.Close(); err != nil {
			return n, err
		}
		if n > 0 {
			return n, nil
		}
	}
}

func (j *joined) Close() error {
	if j.now == nil {
		return nil
	}
	r := j.now
	j.now = nil
	return r.Close()
}
