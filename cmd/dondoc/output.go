package main

import (
	"bufio"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// toStdout is the name of a file that stands for standard output.
const toStdout = "-"

// writeFile lets write fill a file that appears under its name only when it is whole; "-" is standard output.
func (p *program) writeFile(name string, write func(io.Writer) error) error {
	if name == toStdout {
		return buffered(p.out, write)
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".dondoc-*")
	if path, ok := errors.AsType[*fs.PathError](err); ok {
		path.Path = name // nobody asked for the draft
	}
	if err != nil {
		return err
	}
	draft := f.Name()
	err = errors.Join(buffered(f, write), f.Chmod(modeOf(name)), f.Close())
	if err == nil {
		err = os.Rename(draft, name)
	}
	if err != nil {
		return errors.Join(err, os.Remove(draft))
	}
	return nil
}

// modeOf keeps the permissions of a file that is replaced.
func modeOf(name string) os.FileMode {
	if info, err := os.Stat(name); err == nil {
		return info.Mode().Perm()
	}
	return 0o644
}

func buffered(w io.Writer, write func(io.Writer) error) error {
	b := bufio.NewWriterSize(w, 64<<10)
	if err := write(b); err != nil {
		return err
	}
	return b.Flush()
}

// withFile reads a file, or standard input for "-".
func (p *program) withFile(name string, read func(io.Reader) error) error {
	if name == toStdout {
		return read(p.in)
	}
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	return errors.Join(read(f), f.Close())
}
