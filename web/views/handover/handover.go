// Package handoverview is the page of what units or people who are no longer there still owe, with who takes it over.
package handoverview

import (
	"github.com/a-h/templ"

	"github.com/dondoc/dondoc/web/views/ui"
)

// PlanPage lists what is to be moved, in groups, and moves what is ticked.
type PlanPage struct {
	ui.Base
	Head   ui.PageHead
	Facts  []ui.Term
	Notes  []string // what stands in the way, or what to know
	Form   ui.Form
	Hidden []ui.Pair
	Fields []templ.Component // before the tasks
	Groups []Group
	Empty  string   // nothing is left to move
	Submit string   // empty: nothing may be moved now
	Aside  []Listed // what is only shown
}

// Group is what one unit or person owes.
type Group struct {
	ID, Title string
	Rows      []Row
}

// Row is one task, with whether it goes and to whom.
type Row struct {
	Number, URL, Text, Role, Due string
	Timing                       ui.Timing
	Error                        string
	Go                           *ui.Check // nil: decided where the task stood first
	To                           *ui.Select
	Hidden                       []ui.Pair
}

// Listed is a table under its heading, to look at.
type Listed struct {
	ID, Title, Note string
	Table           ui.Table
}
