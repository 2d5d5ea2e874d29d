package blob_test

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"time"

	"gocloud.dev/blob/memblob"

	"github.com/dondoc/dondoc/internal/foundation/blob"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

// stores are the kinds of bucket every case runs on.
func stores(t *testing.T) map[string]*blob.Store {
	t.Helper()
	disk, err := blob.Open(filepath.Join(t.TempDir(), "blobs"), id.Random)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]*blob.Store{"on disk": disk, "in memory": blob.New(memblob.OpenBucket(nil), id.Random), "in an object store": objectStore(t)}
	t.Cleanup(func() {
		for _, s := range all {
			if err := s.Close(); err != nil {
				t.Errorf("close: %v", err)
			}
		}
	})
	return all
}

func onEach(t *testing.T, f func(t *testing.T, s *blob.Store)) {
	t.Helper()
	t.Parallel()
	for name, s := range stores(t) {
		t.Run(name, func(t *testing.T) { f(t, s) })
	}
}

func stage(t *testing.T, s *blob.Store, content []byte) *blob.Staged {
	t.Helper()
	f, err := s.Stage(t.Context(), bytes.NewReader(content), 1<<20)
	if err != nil {
		t.Fatalf("stage: %v", err)
	}
	return f
}

func TestWhatIsKeptComesBackUnderItsSum(t *testing.T) {
	onEach(t, func(t *testing.T, s *blob.Store) {
		t.Helper()
		content := make([]byte, 100_000)
		_, _ = rand.Read(content)
		f := stage(t, s, content)
		if f.Sum != sha256.Sum256(content) || f.Size != int64(len(content)) || !bytes.Equal(f.Head, content[:blob.HeadSize]) {
			t.Errorf("staged sum %s, size %d, head of %d bytes", f.Sum, f.Size, len(f.Head))
		}
		if _, err := s.Reader(t.Context(), f.Sum); fault.KindOf(err) != fault.NotFound {
			t.Errorf("a staged file can be read before it is kept: %v", err)
		}
		for range 2 { // keeping twice changes nothing
			if err := f.Keep(t.Context()); err != nil {
				t.Fatalf("keep: %v", err)
			}
		}
		r, err := s.Reader(t.Context(), f.Sum)
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(r)
		if err != nil || !bytes.Equal(got, content) {
			t.Errorf("read back %d bytes, %v", len(got), err)
		}
		if _, err := r.Seek(99_990, io.SeekStart); err != nil {
			t.Fatal(err)
		}
		rest, err := io.ReadAll(r)
		if err != nil || !bytes.Equal(rest, content[99_990:]) {
			t.Errorf("after a seek: %d bytes, %v", len(rest), err)
		}
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	})
}

func TestTheSameFileTwiceIsKeptOnce(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s, err := blob.Open(dir, id.Random)
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if err := stage(t, s, []byte("một tệp")).Keep(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if err := stage(t, s, []byte("tệp bỏ đi")).Drop(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := filesIn(t, dir); len(got) != 1 {
		t.Errorf("files on disk: %v, want one", got)
	}
}

func filesIn(t *testing.T, dir string) []string {
	t.Helper()
	var files []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			files = append(files, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestOnlyTheOwnUserMayEnterTheFolder(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "blobs")
	if _, err := blob.Open(dir, id.Random); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(dir)
	if err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
}

func TestTooLargeLeavesNothing(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s, err := blob.Open(dir, id.Random)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		size int
		want fault.Kind
	}{
		"a file of exactly the limit": {size: 1 << 20, want: -1},
		"a file one byte over it":     {size: 1<<20 + 1, want: fault.TooLarge},
		"a file far over it":          {size: 9 << 20, want: fault.TooLarge},
	} {
		f, err := s.Stage(t.Context(), io.LimitReader(rand.Reader, int64(c.size)), 1<<20)
		if c.want < 0 {
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			if err := f.Drop(t.Context()); err != nil {
				t.Error(err)
			}
			continue
		}
		if fault.KindOf(err) != c.want {
			t.Errorf("%s: %v", name, err)
		}
	}
	if got := filesIn(t, dir); len(got) != 0 {
		t.Errorf("left behind: %v", got)
	}
}

func TestABrokenConnectionLeavesNothing(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s, err := blob.Open(dir, id.Random)
	if err != nil {
		t.Fatal(err)
	}
	broken := io.MultiReader(strings.NewReader(strings.Repeat("x", 70_000)), iotest.ErrReader(io.ErrUnexpectedEOF))
	if _, err := s.Stage(t.Context(), broken, 1<<20); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("stage: %v, want the reader's error", err)
	}
	if got := filesIn(t, dir); len(got) != 0 {
		t.Errorf("left behind: %v", got)
	}
}

func TestPartsOfAStagedFileCanBeRead(t *testing.T) {
	onEach(t, func(t *testing.T, s *blob.Store) {
		t.Helper()
		f := stage(t, s, []byte("0123456789"))
		if err := iotest.TestReader(io.NewSectionReader(f.ReaderAt(t.Context()), 0, f.Size), []byte("0123456789")); err != nil {
			t.Error(err)
		}
		if n, err := f.ReaderAt(t.Context()).ReadAt(make([]byte, 4), 8); n != 2 || !errors.Is(err, io.EOF) {
			t.Errorf("reading over the end: %d, %v", n, err)
		}
		if n, err := f.ReaderAt(t.Context()).ReadAt(make([]byte, 4), 10); n != 0 || !errors.Is(err, io.EOF) {
			t.Errorf("reading past the end: %d, %v", n, err)
		}
	})
}

func TestSweepTakesOnlyWhatWasLeftLongAgo(t *testing.T) {
	onEach(t, func(t *testing.T, s *blob.Store) {
		t.Helper()
		kept := stage(t, s, []byte("giữ"))
		if err := kept.Keep(t.Context()); err != nil {
			t.Fatal(err)
		}
		stage(t, s, []byte("bỏ quên"))
		if n, err := s.Sweep(t.Context(), time.Now().Add(-time.Hour)); n != 0 || err != nil {
			t.Errorf("sweep of an hour ago: %d, %v", n, err)
		}
		if n, err := s.Sweep(t.Context(), time.Now().Add(time.Hour)); n != 1 || err != nil {
			t.Errorf("sweep: %d, %v, want the one left behind", n, err)
		}
		r, err := s.Reader(t.Context(), kept.Sum)
		if err != nil {
			t.Fatalf("the kept file is gone: %v", err)
		}
		_ = r.Close()
	})
}

func TestTheSameFileFromManySendersAtOnce(t *testing.T) {
	onEach(t, func(t *testing.T, s *blob.Store) {
		t.Helper()
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				f, err := s.Stage(t.Context(), strings.NewReader("cùng một tệp"), 1<<20)
				if err == nil {
					err = f.Keep(t.Context())
				}
				if err != nil {
					t.Errorf("stage and keep: %v", err)
				}
			})
		}
		all.Wait()
		r, err := s.Reader(t.Context(), sha256.Sum256([]byte("cùng một tệp")))
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(r)
		if err != nil || string(got) != "cùng một tệp" {
			t.Errorf("read %q, %v", got, err)
		}
		_ = r.Close()
	})
}
