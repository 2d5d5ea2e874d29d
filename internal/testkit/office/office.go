// Package office runs LibreOffice for tests: it opens the files the product writes, calculates them anew and turns them into
// PDF, so that a workbook or a document is judged by an office program and not only by the library that wrote it.
package office

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// skipVar is the explicit way out for machines that cannot have a browser and an office program.
const skipVar = "SKIP_BROWSER"

const install = `LibreOffice is not installed, and this test needs it.
  Debian, Ubuntu: apt-get install --no-install-recommends libreoffice-calc libreoffice-writer fonts-liberation2
  Fedora:         dnf install libreoffice-calc libreoffice-writer liberation-serif-fonts
  macOS:          brew install --cask libreoffice
or set ` + skipVar + `=1 to leave out the tests that need a browser or an office program`

// patience is how long one run may take; the first start on a slow machine needs some of it.
const patience = 3 * time.Minute

// profile makes LibreOffice calculate every formula when it loads a file, instead of trusting the values stored beside them.
const profile = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="ODFRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
`

// Recalculate opens workbooks, calculates every formula anew and returns the paths of the workbooks saved again, in the same order.
// Their names must differ.
func Recalculate(t testing.TB, xlsx ...string) []string {
	t.Helper()
	return Convert(t, "xlsx", xlsx...)
}

// PDF returns the paths of the files as LibreOffice would print them.
func PDF(t testing.TB, files ...string) []string {
	t.Helper()
	return Convert(t, "pdf", files...)
}

// Convert opens files and saves each in a format ("xlsx", "pdf", "docx", …) in a folder of the test's own. A file that LibreOffice
// does not open fails the test. One call with many files is much quicker than many calls.
func Convert(t testing.TB, format string, files ...string) []string {
	t.Helper()
	program := find(t)
	out, home := t.TempDir(), t.TempDir()
	if err := prepare(home); err != nil {
		t.Fatalf("office: %v", err)
	}
	run(t, program, home, append([]string{"--convert-to", format, "--outdir", out}, files...))
	made := make([]string, len(files))
	for i, f := range files {
		base := filepath.Base(f)
		made[i] = filepath.Join(out, strings.TrimSuffix(base, filepath.Ext(base))+"."+format)
		if info, err := os.Stat(made[i]); err != nil || info.Size() == 0 {
			t.Fatalf("office: LibreOffice did not open %s (%v)", base, err)
		}
	}
	return made
}

// find names the program, or ends the test: by a failure that says what to install, or by a skip that was asked for.
func find(t testing.TB) string {
	t.Helper()
	if os.Getenv(skipVar) == "1" {
		t.Skip("office: left out, because " + skipVar + "=1")
	}
	for _, name := range []string{"soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Fatal("office: " + install)
	return ""
}

// prepare makes a profile of the test's own: LibreOffice runs once for each profile, and the user's stays untouched.
func prepare(home string) error {
	dir := filepath.Join(home, "profile", "user")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "registrymodifications.xcu"), []byte(profile), 0o600)
}

func run(t testing.TB, program, home string, args []string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	common := []string{"-env:UserInstallation=file://" + filepath.ToSlash(filepath.Join(home, "profile")), "--headless", "--norestore"}
	cmd := exec.CommandContext(ctx, program, append(common, args...)...) //nolint:gosec // the office program of this machine, for tests
	cmd.Env = append(os.Environ(), "HOME="+home)
	cmd.WaitDelay = 10 * time.Second
	asGroup(cmd)
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Run(); err != nil {
		t.Fatalf("office: %v\n%s", err, said.String())
	}
}
