package database

import (
	"strconv"
	"strings"
)

// Conditions gathers the WHERE of a filtered list with its arguments, so that the list's SQL stays readable by hand.
// Each condition writes ? where its argument goes; only constant text may be passed as a condition.
type Conditions struct {
	parts []string
	Args  []any
}

// Where starts with conditions that always hold.
func Where(condition string, args ...any) *Conditions {
	c := &Conditions{}
	c.And(condition, args...)
	return c
}

// And adds a condition; every ? takes the next argument.
func (c *Conditions) And(condition string, args ...any) {
	var b strings.Builder
	for _, part := range strings.SplitAfter(condition, "?") {
		text, asks := strings.CutSuffix(part, "?")
		b.WriteString(text)
		if asks {
			c.Args = append(c.Args, args[0])
			args = args[1:]
			b.WriteString("$" + strconv.Itoa(len(c.Args)))
		}
	}
	c.parts = append(c.parts, b.String())
}

// Arg adds an argument that the rest of the statement names, and returns its placeholder.
func (c *Conditions) Arg(v any) string {
	c.Args = append(c.Args, v)
	return "$" + strconv.Itoa(len(c.Args))
}

// String is the conditions joined by AND, each in brackets.
func (c *Conditions) String() string { return "(" + strings.Join(c.parts, ") AND (") + ")" }
