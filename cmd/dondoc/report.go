package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/dondoc/dondoc/internal/domain/intake"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// misused is a command line that was not understood.
type misused struct{ fault.Message }

func (m *misused) Error() string { return fmt.Sprint(m.Key, m.Args) }

func misuse(key string, args ...any) error { return &misused{fault.Message{Key: key, Args: args}} }

// flagError says in the person's language what pflag says in English.
func (p *program) flagError(_ *cobra.Command, err error) error {
	if unknown, ok := errors.AsType[*pflag.NotExistError](err); ok {
		name := "--" + unknown.GetSpecifiedName()
		if unknown.GetSpecifiedShortnames() != "" {
			name = "-" + unknown.GetSpecifiedName()
		}
		return misuse("cli.usage.no_flag", name)
	}
	if empty, ok := errors.AsType[*pflag.ValueRequiredError](err); ok {
		return misuse("cli.usage.no_value", "--"+empty.GetFlag().Name)
	}
	if wrong, ok := errors.AsType[*pflag.InvalidValueError](err); ok {
		return misuse("cli.usage.wrong_value", "--"+wrong.GetFlag().Name, wrong.GetValue())
	}
	return misuse("cli.usage.wrong_flag", err.Error())
}

// report tells a person what went wrong and returns the exit status.
func (p *program) report(c *cobra.Command, err error) int {
	if err == nil {
		return exitOK
	}
	if m, ok := errors.AsType[*misused](err); ok {
		p.line("dondoc: " + p.say.Message(m.Message))
		p.line(p.say.T("cli.usage.hint", c.CommandPath()))
		return exitUsage
	}
	if errors.Is(err, context.Canceled) {
		p.line("dondoc: " + p.say.T("cli.interrupted"))
		return exitFailed
	}
	if _, ok := errors.AsType[*rowsRefused](err); ok {
		return exitFailed // each row was told
	}
	p.failed(err)
	if f, ok := errors.AsType[*fault.Fault](err); ok && f.Key == "config.invalid" {
		return exitUsage // the settings are a part of how the program was called
	}
	return exitFailed
}

func (p *program) failed(err error) {
	if d, ok := errors.AsType[*dossierRefused](err); ok {
		p.line("dondoc: " + p.say.T("cli.dossier.refused", len(d.problems), d.file))
		for _, problem := range d.problems {
			p.line(p.problem(d.file, problem))
		}
		return
	}
	if path, ok := errors.AsType[*fs.PathError](err); ok {
		p.line("dondoc: " + p.file(path))
		return
	}
	f, ok := errors.AsType[*fault.Fault](err)
	if !ok || f.Kind == fault.Internal {
		p.line("dondoc: " + p.say.T("cli.failed", err.Error()))
		return
	}
	p.line("dondoc: " + p.say.Fault(f))
	for _, name := range slices.Sorted(maps.Keys(f.Fields)) {
		p.line("  " + name + ": " + p.say.Message(f.Fields[name]))
	}
	if f.Err != nil && f.Kind == fault.Unavailable {
		p.line("  " + p.say.T("cli.cause", f.Err.Error()))
	}
}

// problem is one line about a dossier: file:line:column, the place in the data, what is wrong there.
func (p *program) problem(file string, at intake.Problem) string {
	where := file
	if at.Line > 0 {
		where = fmt.Sprintf("%s:%d:%d", file, at.Line, at.Column)
	}
	if at.Path != "" {
		where += ": " + at.Path
	}
	return where + ": " + p.say.Message(at.Message())
}

// file says what is wrong with a file.
func (p *program) file(e *fs.PathError) string {
	switch {
	case errors.Is(e.Err, fs.ErrNotExist) && missing(filepath.Dir(e.Path)):
		return p.say.T("cli.file.no_folder", filepath.Dir(e.Path))
	case errors.Is(e.Err, fs.ErrNotExist):
		return p.say.T("cli.file.missing", e.Path)
	case errors.Is(e.Err, fs.ErrPermission):
		return p.say.T("cli.file.denied", e.Path)
	}
	return p.say.T("cli.file.other", e.Path, e.Err.Error())
}

func missing(folder string) bool {
	_, err := os.Stat(folder)
	return errors.Is(err, fs.ErrNotExist)
}

func (p *program) line(s string) { _, _ = fmt.Fprintln(p.err, s) }
