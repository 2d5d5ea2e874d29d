// Package registerview holds the pages of the register: lists of units, people, members and fields, and one row of them
// with what belongs to it.
package registerview

import (
	"github.com/a-h/templ"

	"github.com/dondoc/dondoc/web/views/ui"
)

// ListPage is a list of the register.
type ListPage struct {
	ui.Base
	Head ui.PageHead
	Note string // what belongs here
	List ui.List
}

// ShowPage is one row of the register: what is known of it, and tables of what belongs to it.
type ShowPage struct {
	ui.Base
	Head  ui.PageHead
	Tabs  []Tab // a neighbour of the same kind: the years of a calendar
	Note  string
	Facts []ui.Term
	Parts []Part
	Acts  []Act // what needs nothing but a click
}

// Tab leads to a neighbouring page of the same kind.
type Tab struct {
	ui.Link
	Here bool
}

// Part is a table under its heading; without rows it says what belongs there.
type Part struct {
	ID, Title string
	Note      string
	Table     ui.Table
	Empty     string
	Add       ui.Link
	Body      templ.Component // after the table
}

// Act is a button that posts.
type Act struct {
	URL, Word string
	Icon      ui.Icon
	Danger    bool
	Hidden    []ui.Pair
}
