package main

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// helpCommand is "dondoc help export half-year"; cobra's own speaks English alone.
func (p *program) helpCommand(root *cobra.Command) *cobra.Command {
	c := p.leaf("help [COMMAND…]", "help", 0, func(_ context.Context, _ *cobra.Command, args []string) error {
		about, rest, err := root.Find(args)
		if err != nil || len(rest) > 0 {
			return misuse("cli.usage.no_command", strings.Join(args, " "))
		}
		return about.Help()
	})
	c.Args = nil
	return c
}

// help prints everything about a command.
func (p *program) help(c *cobra.Command) {
	var b strings.Builder
	b.WriteString(c.Long + "\n\n" + p.say.T("cli.label.usage") + "\n  " + c.UseLine() + "\n")
	if c.HasAvailableSubCommands() {
		b.WriteString("\n" + p.say.T("cli.label.commands") + "\n")
		var rows [][2]string
		for _, sub := range c.Commands() {
			if sub.IsAvailableCommand() || sub.Name() == "help" {
				rows = append(rows, [2]string{sub.Name(), sub.Short})
			}
		}
		table(&b, rows)
	}
	p.flags(&b, "cli.label.flags", c.NonInheritedFlags(), c.PersistentFlags())
	if c.HasParent() {
		p.flags(&b, "cli.label.common", c.InheritedFlags(), nil)
	} else {
		p.flags(&b, "cli.label.common", c.PersistentFlags(), nil)
	}
	if c.Example != "" {
		b.WriteString("\n" + p.say.T("cli.label.examples") + "\n" + c.Example + "\n")
	}
	if c.HasAvailableSubCommands() {
		b.WriteString("\n" + p.say.T("cli.label.more", c.CommandPath()) + "\n")
	}
	_, _ = fmt.Fprint(c.OutOrStdout(), b.String())
}

// flags lists flags that are not among others.
func (p *program) flags(b *strings.Builder, label string, set, but *pflag.FlagSet) {
	var rows [][2]string
	set.VisitAll(func(f *pflag.Flag) {
		if f.Hidden || but != nil && but.Lookup(f.Name) != nil {
			return
		}
		value, text := pflag.UnquoteUsage(f)
		name := "    --" + f.Name
		if f.Shorthand != "" {
			name = "-" + f.Shorthand + ", --" + f.Name
		}
		if value == "string" { // pflag's own name of a value that the help does not name
			value = "VALUE"
		}
		if value != "" {
			name += " " + value
		}
		if f.DefValue != "" && f.DefValue != "false" && f.DefValue != "[]" && f.DefValue != "0" {
			text += " " + p.say.T("cli.label.default", f.DefValue)
		}
		rows = append(rows, [2]string{name, text})
	})
	if len(rows) > 0 {
		b.WriteString("\n" + p.say.T(label) + "\n")
		table(b, rows)
	}
}

// helpWidth is where lines of explanations are broken.
const helpWidth = 100

// table writes names and explanations in two columns, wrapping the second.
func table(b *strings.Builder, rows [][2]string) {
	width := 0
	for _, r := range rows {
		width = max(width, utf8.RuneCountInString(r[0]))
	}
	for _, r := range rows {
		indent := strings.Repeat(" ", width-utf8.RuneCountInString(r[0])+2)
		for _, line := range wrap(r[1], helpWidth-width-4) {
			b.WriteString("  " + r[0] + indent + line + "\n")
			r[0], indent = "", strings.Repeat(" ", width+2)
		}
	}
}

func wrap(text string, width int) []string {
	lines := []string{""}
	for word := range strings.FieldsSeq(text) {
		last := &lines[len(lines)-1]
		switch {
		case *last == "":
			*last = word
		case utf8.RuneCountInString(*last)+1+utf8.RuneCountInString(word) <= width:
			*last += " " + word
		default:
			lines = append(lines, word)
		}
	}
	return lines
}
