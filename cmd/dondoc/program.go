package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/dondoc/dondoc/internal/foundation/config"
	"github.com/dondoc/dondoc/internal/foundation/i18n"
)

// program is one run of the command line.
type program struct {
	surroundings
	texts *i18n.Catalogue
	say   *i18n.Printer
	as    string // --as
}

// Exit statuses.
const (
	exitOK     = 0
	exitFailed = 1 // what was asked could not be done
	exitUsage  = 2 // what was asked was not understood
)

// run is the program without its process.
func run(ctx context.Context, args []string, s surroundings) int {
	texts, err := i18n.New()
	if err != nil {
		_, _ = fmt.Fprintln(s.err, err)
		return exitFailed
	}
	p := &program{surroundings: s, texts: texts, say: texts.Printer(langOf(args, s.env))}
	root := p.root()
	root.SetArgs(append([]string{}, args...)) // never nil, which would mean the process's own
	root.SetIn(s.in)
	root.SetOut(s.out)
	root.SetErr(s.err)
	cmd, err := root.ExecuteContextC(ctx)
	return p.report(cmd, err)
}

// root lists the subcommands.
func (p *program) root() *cobra.Command {
	root := p.group("dondoc COMMAND", "root")
	root.SilenceErrors, root.SilenceUsage = true, true
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetHelpFunc(func(c *cobra.Command, _ []string) { p.help(c) })
	root.SetUsageFunc(func(c *cobra.Command) error { p.help(c); return nil })
	root.SetFlagErrorFunc(p.flagError)
	root.PersistentFlags().BoolP("help", "h", false, p.say.T("cli.flag.help"))
	root.PersistentFlags().String("lang", "", p.say.T("cli.flag.lang"))
	config.Bind(root.PersistentFlags(), func(key string) string { return p.say.T(key) })
	root.AddCommand(p.serve(), p.work(), p.migrate(), p.demo(), p.importGroup(), p.exportGroup(), p.deadline(), p.userGroup(), p.tokenGroup(), p.openAPI())
	root.SetHelpCommand(p.helpCommand(root))
	return root
}

// leaf makes a command that does something. name is its place in the catalogue: "export.half-year".
func (p *program) leaf(use, name string, args int, do func(ctx context.Context, c *cobra.Command, args []string) error) *cobra.Command {
	c := &cobra.Command{
		Use: use, Short: p.say.T("cli.help." + name), Long: p.say.T("cli.help." + name + ".long"), DisableFlagsInUseLine: true,
		RunE: func(c *cobra.Command, args []string) error { return do(c.Context(), c, args) },
	}
	c.Args = func(_ *cobra.Command, got []string) error {
		switch {
		case len(got) < args:
			return misuse("cli.usage.too_few", c.UseLine())
		case len(got) > args:
			return misuse("cli.usage.too_many", got[args])
		}
		return nil
	}
	return c
}

// group makes a command that only holds others.
func (p *program) group(use, name string) *cobra.Command {
	c := &cobra.Command{
		Use: use, Short: p.say.T("cli.help." + name), Long: p.say.T("cli.help." + name + ".long"), DisableFlagsInUseLine: true,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.Args = func(_ *cobra.Command, got []string) error {
		if len(got) > 0 {
			return misuse("cli.usage.no_command", got[0])
		}
		return nil
	}
	return c
}

// writes gives a command the flag that says in whose name it writes.
func (p *program) writes(c *cobra.Command) *cobra.Command {
	c.Flags().StringVar(&p.as, "as", builtIn, p.say.T("cli.flag.as"))
	return c
}

// langOf is the language of the answers: --lang, else DONDOC_LANG, else LANG; English when none of them is Vietnamese.
// The flag is looked for before flags are read, because their help is told in it.
func langOf(args, env []string) i18n.Lang {
	for i, a := range args {
		if a == "--" {
			break
		}
		value, found := strings.CutPrefix(a, "--lang=")
		if a == "--lang" && i+1 < len(args) {
			value, found = args[i+1], true
		}
		if l, ok := i18n.Parse(value); found && ok {
			return l
		}
	}
	if l, ok := i18n.Parse(variable(env, langVariable)); ok {
		return l
	}
	if strings.HasPrefix(variable(env, "LANG"), string(i18n.Vi)) {
		return i18n.Vi
	}
	return i18n.En
}

// langVariable chooses the language of the command line. It is no setting of the installation: people differ.
const langVariable = "DONDOC_LANG"

// variable is the last value of an environment variable, as everywhere.
func variable(env []string, name string) string {
	value := ""
	for _, line := range env {
		if v, ok := strings.CutPrefix(line, name+"="); ok {
			value = v
		}
	}
	return value
}

// print writes a sentence of the catalogue on a line of its own.
func (p *program) print(w io.Writer, key string, args ...any) {
	_, _ = fmt.Fprintln(w, p.say.T(key, args...))
}
