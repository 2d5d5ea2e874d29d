//go:build linux || darwin

package pgserver

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"strconv"
	"syscall"

	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// runUser is who PostgreSQL runs as: it refuses to run as root.
type runUser struct {
	uid, gid int
	other    bool // not the user this program runs as
}

// chooseUser is ourselves, unless that is root: then the cluster's owner, else the user postgres, else nobody.
func chooseUser(cluster string) (runUser, error) {
	if os.Geteuid() != 0 {
		return runUser{uid: os.Geteuid(), gid: os.Getegid()}, nil
	}
	if info, err := os.Stat(cluster); err == nil {
		if st, ok := info.Sys().(*syscall.Stat_t); ok && st.Uid != 0 {
			return runUser{uid: int(st.Uid), gid: int(st.Gid), other: true}, nil
		}
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, err1 := strconv.Atoi(u.Uid)
		gid, err2 := strconv.Atoi(u.Gid)
		if errors.Join(err1, err2) == nil && uid != 0 {
			return runUser{uid: uid, gid: gid, other: true}, nil
		}
	}
	return runUser{}, fault.New(fault.Unavailable, "pgserver.no_user")
}

// attributes let a child run as the user.
func (u runUser) attributes() *syscall.SysProcAttr {
	if !u.other {
		return &syscall.SysProcAttr{}
	}
	//nolint:gosec // G115: numbers of the user database
	return &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(u.uid), Gid: uint32(u.gid)}}
}

// own gives a file or folder to the user.
func (u runUser) own(path string) error {
	if !u.other {
		return nil
	}
	return os.Chown(path, u.uid, u.gid)
}

// may reports whether the user may enter a folder or run a program. Asking the kernel through a child counts access
// lists and mounts, which reading mode bits would miss.
func (u runUser) may(path string) bool {
	cmd := exec.Command("/bin/sh", "-c", `test -x "$1"`, "sh", path) //nolint:gosec // G204: a fixed script
	cmd.Dir, cmd.Env, cmd.SysProcAttr = "/", environment(), u.attributes()
	return cmd.Run() == nil
}

// mkdir makes a folder that only the user may enter.
func (u runUser) mkdir(path string) error {
	if err := os.Mkdir(path, 0o700); err != nil {
		return fmt.Errorf("make folder: %w", err)
	}
	return u.own(path)
}
