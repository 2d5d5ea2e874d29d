//go:build !unix

package office

import "os/exec"

// asGroup does nothing where there are no process groups.
func asGroup(*exec.Cmd) {}
