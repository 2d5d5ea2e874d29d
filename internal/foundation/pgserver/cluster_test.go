//go:build linux || darwin

package pgserver

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dondoc/dondoc/internal/foundation/fault"
)

func keyOf(err error) string {
	if f, ok := errors.AsType[*fault.Fault](err); ok {
		return f.Key
	}
	return ""
}

func TestDataThatCannotBeUsedIsRefusedAndLeftAlone(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name  string
		spoil func(t *testing.T, home string)
		want  string
	}{
		{"data of a version whose programs are not installed", func(t *testing.T, home string) {
			t.Helper()
			write(t, filepath.Join(home, "cluster", "PG_VERSION"), "9\n")
		}, "pgserver.version"},
		{"a version file that is no number", func(t *testing.T, home string) {
			t.Helper()
			write(t, filepath.Join(home, "cluster", "PG_VERSION"), "fifteen\n")
		}, "pgserver.unreadable"},
		{"a cluster without its version file", func(t *testing.T, home string) {
			t.Helper()
			remove(t, filepath.Join(home, "cluster", "PG_VERSION"))
		}, "pgserver.unreadable"},
		{"a cluster without its control file", func(t *testing.T, home string) {
			t.Helper()
			remove(t, filepath.Join(home, "cluster", "global", "pg_control"))
		}, "pgserver.start"},
		{"a cluster that is gone while its papers are there", func(t *testing.T, home string) {
			t.Helper()
			if err := os.Rename(filepath.Join(home, "cluster"), filepath.Join(home, "elsewhere")); err != nil {
				t.Fatal(err)
			}
		}, "pgserver.vanished"},
		{"papers that are gone while the cluster is there", func(t *testing.T, home string) {
			t.Helper()
			remove(t, filepath.Join(home, "server.json"))
		}, "pgserver.unreadable"},
		{"papers that are no JSON", func(t *testing.T, home string) {
			t.Helper()
			write(t, filepath.Join(home, "server.json"), `{"port": `)
		}, "pgserver.unreadable"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			o := initialised(t)
			home := filepath.Join(o.DataDir, "postgres")
			tt.spoil(t, home)
			before := listing(t, home)
			s, err := Start(t.Context(), o)
			if err == nil {
				_ = s.Close()
			}
			if keyOf(err) != tt.want {
				t.Errorf("start: %v, want %s", err, tt.want)
			}
			if after := listing(t, home); tt.want != "pgserver.start" && after != before {
				t.Errorf("files changed:\n%s\nwere:\n%s", after, before)
			}
		})
	}
}

func TestHalfAClusterIsNotTakenForOne(t *testing.T) {
	t.Parallel()
	o := options(t)
	h, err := openHome(o.DataDir)
	if err != nil {
		t.Fatal(err)
	}
	draft := h.path("cluster.new")
	if err := os.Mkdir(draft, 0o700); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(draft, "PG_VERSION"), "15\n") // initdb was killed half way
	if err := connect(t, start(t, o)).Ping(t.Context()); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(draft); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the draft is still there (%v)", err)
	}
}

func TestClusterLiesElsewhereWhenItsUserMayNotEnter(t *testing.T) {
	t.Parallel()
	o := options(t)
	if err := os.Chmod(o.DataDir, 0o700); err != nil {
		t.Fatal(err)
	}
	s := start(t, o)
	home := filepath.Join(o.DataDir, "postgres")
	if os.Geteuid() != 0 { // an ordinary user's server is that user
		if s.Cluster() != filepath.Join(home, "cluster") {
			t.Errorf("the cluster lies in %s", s.Cluster())
		}
		return
	}
	place := filepath.Dir(s.Cluster())
	t.Cleanup(func() {
		if err := os.RemoveAll(place); err != nil {
			t.Error(err)
		}
	})
	named, err := os.ReadFile(filepath.Join(home, "location"))
	if err != nil || strings.TrimSpace(string(named)) != place || strings.HasPrefix(place, o.DataDir) {
		t.Errorf("the file says %q (%v), the cluster lies in %s", named, err, place)
	}
	remember(t, s, "kept")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if got := remembered(t, start(t, o)); got != "kept" {
		t.Errorf("at the second start the database says %q", got)
	}
}

func TestNoProgramsIsAFaultWithWords(t *testing.T) {
	t.Parallel()
	_, err := findBinaries(nil, 9)
	if keyOf(err) != "pgserver.version" {
		t.Errorf("programs of version 9: %v", err)
	}
}

func TestVersionsAreRead(t *testing.T) {
	t.Parallel()
	for said, want := range map[string]int{
		"postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)": 15,
		"postgres (PostgreSQL) 18.4":                           18,
		"postgres (PostgreSQL) 19beta1":                        19,
		"postgres 8":                                           0,
		"":                                                     0,
	} {
		if got, err := majorOf(said); got != want || (err == nil) != (want != 0) {
			t.Errorf("%q is read as %d (%v), want %d", said, got, err, want)
		}
	}
}

func TestLinksOfAPackageAreMade(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	native := filepath.Join(dir, "native")
	if err := os.MkdirAll(filepath.Join(native, "lib"), 0o755); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(native, "lib", "libpq.so.5.18"), "x")
	write(t, filepath.Join(native, "pg-symlinks.json"), `[{"source":"native/lib/libpq.so.5.18","target":"native/lib/libpq.so.5"}]`)
	for range 2 { // the second time they are there
		if err := makeLinks(native); err != nil {
			t.Fatal(err)
		}
	}
	if to, err := os.Readlink(filepath.Join(native, "lib", "libpq.so.5")); err != nil || to != "libpq.so.5.18" {
		t.Errorf("the link leads to %q (%v)", to, err)
	}
	write(t, filepath.Join(native, "pg-symlinks.json"), `[{"source":"native/lib/libpq.so.5.18","target":"../outside"}]`)
	if err := makeLinks(native); err == nil {
		t.Error("a link outside the package was made")
	}
}

func TestPlacesAreOrderedByNumber(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]int{"/usr/lib/postgresql/9.6/bin": 6, "/usr/lib/postgresql/17/bin": 17, "/opt/pg/bin": 0} {
		if got := lastNumber(path); got != want {
			t.Errorf("%s: %d, want %d", path, got, want)
		}
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func remove(t *testing.T, path string) {
	t.Helper()
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
}
