//go:build !unix

package docx

import "os/exec"

// asGroup does nothing where processes have no groups.
func asGroup(*exec.Cmd) {}
