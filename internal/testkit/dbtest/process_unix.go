//go:build unix

package dbtest

import (
	"errors"
	"fmt"
	"os"
	"syscall"
)

// running reports whether the process exists.
func running(pid int) bool {
	err := syscall.Kill(pid, 0)
	return err == nil || errors.Is(err, syscall.EPERM)
}

// ours refuses a folder with our name that somebody else made in the shared temporary place.
func ours(dir string) error {
	info, err := os.Lstat(dir)
	if err != nil {
		return err
	}
	st, ok := info.Sys().(*syscall.Stat_t)
	if !ok || !info.IsDir() || int(st.Uid) != os.Getuid() {
		return fmt.Errorf("%s is not our folder", dir)
	}
	return nil
}
