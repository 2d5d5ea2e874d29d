package docx

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// patience is how long the office program may take; its first start on a slow machine needs some of it.
const patience = 90 * time.Second

// CanPDF reports whether an office program is on the machine; pages say why not otherwise.
func CanPDF() bool { return office() != "" }

func office() string {
	for _, name := range []string{"soffice", "libreoffice"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

// PDF turns a Word file into PDF by the office program of the machine, which runs with a profile of its own that is thrown away.
// Without one, or when it does not answer in time, the fault is of kind Unavailable and says so.
func PDF(ctx context.Context, file []byte) ([]byte, error) {
	program := office()
	if program == "" {
		return nil, fault.New(fault.Unavailable, "docx.no_office")
	}
	dir, err := os.MkdirTemp("", "dondoc-pdf-")
	if err != nil {
		return nil, fault.New(fault.Unavailable, "docx.pdf_failed").Because(err)
	}
	defer func() { _ = os.RemoveAll(dir) }()
	from := filepath.Join(dir, "paper.docx")
	if err := os.WriteFile(from, file, 0o600); err != nil {
		return nil, fault.New(fault.Unavailable, "docx.pdf_failed").Because(err)
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	profile := "-env:UserInstallation=file://" + filepath.ToSlash(filepath.Join(dir, "profile"))
	cmd := exec.CommandContext(ctx, program, profile, "--headless", "--norestore", "--convert-to", "pdf", "--outdir", dir, from) //nolint:gosec // the office program of this machine, found by PATH
	cmd.Env = append(os.Environ(), "HOME="+dir)
	cmd.WaitDelay = 5 * time.Second
	asGroup(cmd)
	if err := cmd.Run(); err != nil {
		return nil, fault.New(fault.Unavailable, "docx.pdf_failed").Because(err)
	}
	pdf, err := os.ReadFile(filepath.Join(dir, "paper.pdf"))
	if err != nil {
		return nil, fault.New(fault.Unavailable, "docx.pdf_failed").Because(err)
	}
	return pdf, nil
}
