package blob

import (
	"context"
	"fmt"
	"io"

	"gocloud.dev/gcerrors"

	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// named is where bytes lie under a name of their own. They are never shared with kept files of equal content, so that taking them
// away touches nobody else's.
const named = "named/"

// PutNamed stores all of r under a name, or nothing; what was there before is replaced. It returns the number of bytes.
func (s *Store) PutNamed(ctx context.Context, name string, r io.Reader) (int64, error) {
	return s.write(ctx, named+name, r)
}

// NamedReader opens bytes under a name. Unknown ones are fault.NotFound. The caller closes it.
func (s *Store) NamedReader(ctx context.Context, name string) (io.ReadCloser, error) {
	r, err := s.bucket.NewReader(ctx, named+name, nil)
	if gcerrors.Code(err) == gcerrors.NotFound {
		return nil, fault.New(fault.NotFound, "blob.missing").Because(err)
	}
	if err != nil {
		return nil, fmt.Errorf("blob: %w", err)
	}
	return r, nil
}

// DeleteNamed takes bytes under a name away; unknown ones are gone already.
func (s *Store) DeleteNamed(ctx context.Context, name string) error {
	err := s.bucket.Delete(ctx, named+name)
	if err != nil && gcerrors.Code(err) != gcerrors.NotFound {
		return fmt.Errorf("blob: delete %s: %w", name, err)
	}
	return nil
}
