package blob_test

import (
	"bytes"
	"crypto/rand"
	"errors"
	"io"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"

	"github.com/dondoc/dondoc/internal/foundation/blob"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

// objectStore is a bucket of an S3-compatible server on this machine, opened by its address as an installation would.
func objectStore(t *testing.T) *blob.Store {
	t.Helper()
	s, err := blob.OpenRemote(t.Context(), remote(t, "minh-chung", "minh-chung"), id.Random)
	if err != nil {
		t.Fatalf("object store: %v", err)
	}
	return s
}

// remote is a bucket on a server that has another, or the same.
func remote(t *testing.T, asked, there string) blob.Remote {
	t.Helper()
	backend := s3mem.New()
	if err := backend.CreateBucket(there); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(gofakes3.New(backend).Server())
	t.Cleanup(server.Close)
	return blob.Remote{
		URL:  "s3://" + asked + "?" + url.Values{"region": {"vn-1"}, "endpoint": {server.URL}, "prefix": {"dondoc/"}}.Encode(),
		Keys: blob.Keys{ID: "mau", Secret: "mau"}, Clock: time.Now,
	}
}

func TestABucketThatIsNotThereIsSaidAtOnce(t *testing.T) {
	t.Parallel()
	wrong := map[string]blob.Remote{"another bucket": remote(t, "khac", "minh-chung"), "no keys": remote(t, "minh-chung", "minh-chung")}
	wrong["no keys"] = blob.Remote{URL: wrong["no keys"].URL, Clock: time.Now}
	for name, r := range wrong {
		if _, err := blob.OpenRemote(t.Context(), r, id.Random); fault.KindOf(err) != fault.Unavailable {
			t.Errorf("%s: opened: %v", name, err)
		}
	}
}

func TestPiecesJoinToTheFileTheyAre(t *testing.T) {
	onEach(t, func(t *testing.T, s *blob.Store) {
		t.Helper()
		content := make([]byte, 300_000)
		_, _ = rand.Read(content)
		var parts []blob.PartID
		for rest := content; len(rest) > 0; rest = rest[min(len(rest), 70_001):] {
			p, n, err := s.StagePart(t.Context(), bytes.NewReader(rest[:min(len(rest), 70_001)]), 1<<20)
			if err != nil || n != int64(min(len(rest), 70_001)) {
				t.Fatalf("piece of %d bytes, %v", n, err)
			}
			parts = append(parts, p)
		}
		r := s.Joined(t.Context(), parts)
		if err := iotest.TestReader(r, content); err != nil {
			t.Error(err)
		}
		if err := r.Close(); err != nil {
			t.Error(err)
		}
		for range 2 { // dropping twice changes nothing
			if err := s.DropParts(t.Context(), parts...); err != nil {
				t.Errorf("drop: %v", err)
			}
		}
		if _, err := io.ReadAll(s.Joined(t.Context(), parts)); err == nil {
			t.Error("dropped pieces can still be read")
		}
	})
}

func TestABrokenLineKeepsWhatHadArrived(t *testing.T) {
	onEach(t, func(t *testing.T, s *blob.Store) {
		t.Helper()
		for name, c := range map[string]struct {
			arrives string
			want    int64
		}{"half a piece": {strings.Repeat("x", 70_000), 70_000}, "nothing at all": {"", 0}} {
			p, n, err := s.StagePart(t.Context(), io.MultiReader(strings.NewReader(c.arrives), iotest.ErrReader(io.ErrUnexpectedEOF)), 1<<20)
			if err != nil || n != c.want || p.IsZero() != (c.want == 0) {
				t.Errorf("%s: %d bytes, %v", name, n, err)
			}
		}
		if n, err := s.Sweep(t.Context(), time.Now().Add(time.Hour)); n != 1 || err != nil {
			t.Errorf("sweep: %d, %v, want the forgotten piece", n, err)
		}
	})
}

func TestAPieceThatIsTooLargeLeavesNothing(t *testing.T) {
	onEach(t, func(t *testing.T, s *blob.Store) {
		t.Helper()
		if _, _, err := s.StagePart(t.Context(), strings.NewReader("0123456789"), 9); fault.KindOf(err) != fault.TooLarge {
			t.Errorf("taken: %v", err)
		}
		if n, err := s.Sweep(t.Context(), time.Now().Add(time.Hour)); n != 0 || err != nil {
			t.Errorf("left behind: %d, %v", n, err)
		}
	})
}

func TestDeletedBytesAreGone(t *testing.T) {
	onEach(t, func(t *testing.T, s *blob.Store) {
		t.Helper()
		f := stage(t, s, []byte("hết hạn lưu"))
		if err := errors.Join(f.Keep(t.Context()), s.Delete(t.Context(), f.Sum), s.Delete(t.Context(), f.Sum)); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Reader(t.Context(), f.Sum); fault.KindOf(err) != fault.NotFound {
			t.Errorf("read: %v", err)
		}
	})
}
