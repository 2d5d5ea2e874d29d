// Package sheetview holds the pages of unit sheets: handing them out, taking them back, deciding row by row.
package sheetview

import "github.com/dondoc/dondoc/web/views/ui"

// DeskPage hands sheets out and takes them back.
type DeskPage struct {
	ui.Base
	Head    ui.PageHead
	Intro   string
	Units   ui.Table
	Empty   string // no unit owes anything
	Form    ui.Form
	File    ui.Field
	Submit  string
	Uploads ui.Table
}

// ReviewPage is a sheet that came back.
type ReviewPage struct {
	ui.Base
	Head    ui.PageHead
	Facts   []ui.Term
	Sums    []ui.Term
	Missing string // tasks handed out whose rows did not come back
	Form    ui.Form
	Rows    []Row
	Quiet   []Row    // rows that change nothing
	Buttons []Button // none: nothing is left to decide
}

// Button sends the form with a choice for all rows.
type Button struct {
	Value string
	Text  string
	Main  bool
}

// Row is one row that came back.
type Row struct {
	ID      string
	Place   string // "Dòng 12"
	Task    ui.Link
	Text    string
	Role    string
	Verdict string
	Class   string // of the verdict, for its colour; the word says it too
	Outcome string
	Why     []string
	Notes   []string
	Changes []Change
	Does    string // what taking it over records
	Hidden  []ui.Pair
	Choice  *ui.Select
}

// Change is one field: as it is now, as the sheet says it.
type Change struct {
	Field string
	Now   string
	File  string
	Clash string // why somebody has to look: both sides changed it, or it was changed after the sheet was made
}
