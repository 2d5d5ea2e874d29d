package main

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
)

func TestAFileAppearsWholeOrNotAtAll(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	name := filepath.Join(dir, "report.xlsx")
	p := &program{}
	half := errors.New("the database went away")
	write := func(text string, err error) error {
		return p.writeFile(name, func(w io.Writer) error {
			_, wErr := io.WriteString(w, text)
			return errors.Join(wErr, err)
		})
	}
	only := func(want string) {
		t.Helper()
		got, err := os.ReadFile(name)
		if err != nil || string(got) != want {
			t.Errorf("%q (%v), want %q", got, err, want)
		}
		if all, _ := os.ReadDir(dir); len(all) != 1 {
			t.Errorf("drafts are left: %v", all)
		}
	}
	if err := write("half", half); !errors.Is(err, half) {
		t.Errorf("the failure is lost: %v", err)
	}
	if all, _ := os.ReadDir(dir); len(all) != 0 {
		t.Errorf("a failure leaves %v", all)
	}
	if err := write("first", nil); err != nil {
		t.Fatal(err)
	}
	only("first")
	if err := os.Chmod(name, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := write("half again", half); err == nil {
		t.Error("the failure is lost")
	}
	only("first")
	if err := write("second", nil); err != nil {
		t.Fatal(err)
	}
	only("second")
	if info, err := os.Stat(name); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file's permissions were not kept: %v %v", info.Mode(), err)
	}
}

func TestADashIsStandardOutput(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	p := &program{surroundings: surroundings{out: &out}}
	err := p.writeFile("-", func(w io.Writer) error { _, err := io.WriteString(w, "all of it"); return err })
	if err != nil || out.String() != "all of it" {
		t.Errorf("%q %v", &out, err)
	}
}
