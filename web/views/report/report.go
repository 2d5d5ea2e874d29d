// Package reportview holds the committee's first page, the half-year report and the lists behind its figures.
package reportview

import "github.com/dondoc/dondoc/web/views/ui"

// DashboardPage is a committee's first page.
type DashboardPage struct {
	ui.Base
	Head     ui.PageHead
	Figures  []ui.Figure
	Todo     []Item // what waits for the reader
	Worst    []Item // units with overdue tasks, the worst first
	Alarm    []Item // shortcomings raised as often as the committee's setting, or more: they stand first
	CameBack []Item // other shortcomings raised again
	Gaps     []ui.Link
	Silence  []Item // units that say nothing
	Owed     []Owed // the reader's promises, what falls due before the next meeting
	Updated  string // how many of the open ones were lately reported on, with the base
	Chart    ui.Chart
}

// Item is one line of what waits or worries.
type Item struct {
	What   string // why it is here
	Title  string
	Text   string
	URL    string
	Timing ui.Timing
	Tap    *Tap // a decision that one tap takes
	Acts   []ui.Link
}

// Tap is a button that posts a decision.
type Tap struct {
	Text   string
	Label  string // with the task's number: there are many such buttons on a page
	Action string
	Hidden []ui.Pair
}

// Owed is a short list with the way to the whole of it.
type Owed struct {
	ID, Title, Empty string
	Note             ui.Link
	Items            []Item
	All              ui.Link
}

// ReportPage is the half-year report.
type ReportPage struct {
	ui.Base
	Head       ui.PageHead
	Periods    []PeriodLink
	AsOf       ui.AsOfForm // the date control
	Period     string
	Frozen     []Notice // what was frozen of the period, and how later entries are found
	Totals     []ui.Figure
	Identities []Identity
	Tables     []Part
	Charts     []ui.Chart
}

// PeriodLink leads to the report of another half-year.
type PeriodLink struct {
	ui.Link
	Here bool
}

// Part is a table under its heading.
type Part struct {
	ID, Title, Note string
	Table           ui.Table
}

// Identity is an equation with its sign.
type Identity struct {
	Name  string
	Text  string // "833 = 585 + 248"
	Holds bool
}

// ListPage is the list behind a figure.
type ListPage struct {
	ui.Base
	Head ui.PageHead
	List ui.List
	Why  Why
}

// Notice is a sentence with what it leads to.
type Notice struct {
	Text  string
	Links []ui.Link
}

// Why says of a number what it is: what it counts, in which rows, and the equations it stands in.
type Why struct {
	Title      string
	Definition string
	Filter     []ui.Term // what was asked for
	Heading    string    // above the identities
	Identities []Identity
}

// PeriodsPage lists the periods of a year with what was frozen of them.
type PeriodsPage struct {
	ui.Base
	Head  ui.PageHead
	Years []PeriodLink
	Note  string
	Table ui.Table
}

// LatePage tells what was written down after a report was frozen.
type LatePage struct {
	ui.Base
	Head    ui.PageHead
	Notices []Notice
	Tables  []Part
}
