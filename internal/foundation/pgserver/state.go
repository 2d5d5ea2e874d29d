//go:build linux || darwin

package pgserver

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
	"time"

	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// state is what programs tell each other in a file that only their user may read.
type state struct {
	Port     int    `json:"port"`
	RunDir   string `json:"run_dir"` // sockets, the keeper's pipe
	User     string `json:"user"`
	Password string `json:"password"`
	Database string `json:"database"`
	SystemID string `json:"system_identifier"` // which cluster this is; empty until its first start
	Cluster  string `json:"cluster"`
	Bin      string `json:"bin"`
}

// url is the address over the server's own socket: nearer than TCP and out of reach of other users of the machine.
func (s state) url(role, database string) string {
	q := url.Values{"host": {s.RunDir}, "port": {strconv.Itoa(s.Port)}, "sslmode": {"disable"}}
	u := url.URL{Scheme: "postgres", User: url.UserPassword(role, s.Password), Path: "/" + database, RawQuery: q.Encode()}
	return u.String()
}

// home is the folder "postgres" of a data directory: state, locks, log and, where the server may enter, the cluster.
type home struct {
	dir      string
	uid, gid int // whose the folder is; root writes there on behalf of its owner
}

func openHome(dataDir string) (home, error) {
	dir, err := filepath.Abs(filepath.Join(dataDir, "postgres"))
	if err != nil {
		return home{}, fmt.Errorf("data directory %q: %w", dataDir, err)
	}
	if err := makePassable(filepath.Dir(dir)); err != nil {
		return home{}, notYours(dir, err)
	}
	if err := makePassable(dir); err != nil {
		return home{}, notYours(dir, err)
	}
	info, err := os.Stat(dir)
	if err != nil {
		return home{}, notYours(dir, err)
	}
	h := home{dir: dir, uid: os.Getuid(), gid: os.Getgid()}
	if st, ok := info.Sys().(*syscall.Stat_t); ok {
		h.uid, h.gid = int(st.Uid), int(st.Gid)
	}
	return h, nil
}

// makePassable makes a folder where there is none. The server's user must be able to pass through it, not to list it,
// whatever the umask says; each file tells for itself who may open it.
func makePassable(dir string) error {
	if _, err := os.Stat(dir); err == nil {
		return nil
	}
	if err := os.MkdirAll(dir, 0o711); err != nil { //nolint:gosec // G301: see above
		return err
	}
	return os.Chmod(dir, 0o711) //nolint:gosec // G302: see above
}

func notYours(path string, err error) error {
	return fault.New(fault.Unavailable, "pgserver.not_yours", path).Because(err)
}

func (h home) path(name string) string { return filepath.Join(h.dir, name) }

// open opens a file of the folder, leaving it to the folder's owner.
func (h home) open(name string, flag int) (*os.File, error) {
	f, err := os.OpenFile(h.path(name), flag|os.O_CREATE, 0o600)
	if err != nil {
		return nil, notYours(h.path(name), err)
	}
	if os.Geteuid() == 0 && h.uid != 0 {
		if err := f.Chown(h.uid, h.gid); err != nil {
			_ = f.Close()
			return nil, notYours(h.path(name), err)
		}
	}
	return f, nil
}

// lockStart waits its turn to start, join or stop the server; the returned function ends the turn.
func (h home) lockStart(ctx context.Context) (func(), error) {
	f, err := h.open("start.lock", os.O_RDWR)
	if err != nil {
		return nil, err
	}
	err = await(ctx, lockWait, func() bool { return tryLock(f, syscall.LOCK_EX) })
	if err != nil {
		_ = f.Close()
		return nil, fault.New(fault.Unavailable, "pgserver.busy", h.dir).Because(err)
	}
	return func() { _ = f.Close() }, nil
}

// lockUsers marks this program as a user of the server for as long as the file stays open.
func (h home) lockUsers() (*os.File, error) {
	f, err := h.open("users.lock", os.O_RDWR)
	if err != nil {
		return nil, err
	}
	// Nobody holds it exclusively except within the start lock, which the caller has.
	if !tryLock(f, syscall.LOCK_SH) {
		_ = f.Close()
		return nil, fault.New(fault.Unavailable, "pgserver.busy", h.dir)
	}
	return f, nil
}

// onlyUser reports whether no other program uses the server. The caller holds the start lock, so none can come.
func onlyUser(users *os.File) bool { return tryLock(users, syscall.LOCK_EX) }

func tryLock(f *os.File, how int) bool {
	for {
		err := syscall.Flock(int(f.Fd()), how|syscall.LOCK_NB)
		if !errors.Is(err, syscall.EINTR) {
			return err == nil
		}
	}
}

func (h home) readState() (state, error) {
	var st state
	b, err := os.ReadFile(h.path("server.json"))
	if errors.Is(err, fs.ErrNotExist) {
		return st, nil
	}
	if err != nil {
		return st, notYours(h.path("server.json"), err)
	}
	if err := json.Unmarshal(b, &st); err != nil {
		return st, fault.New(fault.Unavailable, "pgserver.unreadable", h.path("server.json")).Because(err)
	}
	return st, nil
}

// writeState replaces the file in one step, so that nobody reads half of it.
func (h home) writeState(st state) error {
	b, err := json.MarshalIndent(st, "", "  ") //nolint:gosec // G117: telling the password is what the file is for; its mode is 0600
	if err != nil {
		return err
	}
	f, err := h.open("server.json.new", os.O_WRONLY|os.O_TRUNC)
	if err != nil {
		return err
	}
	_, err = f.Write(append(b, '\n'))
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(h.path("server.json.new"), h.path("server.json"))
}

// password is 26 letters and digits from the system's randomness (130 bits).
func password() string { return rand.Text() }

// await looks every few milliseconds whether done is true, for at most the given time.
func await(ctx context.Context, most time.Duration, done func() bool) error {
	ctx, cancel := context.WithTimeout(ctx, most)
	defer cancel()
	tick := time.NewTicker(step)
	defer tick.Stop()
	for {
		if done() {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
		}
	}
}
