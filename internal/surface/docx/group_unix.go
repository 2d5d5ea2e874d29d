//go:build unix

package docx

import (
	"os/exec"
	"syscall"
)

// asGroup puts the program and what it starts into a group of their own: soffice is a script, and ending it alone would leave the
// office program behind.
func asGroup(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}
