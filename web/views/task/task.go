// Package taskview holds the pages of tasks: the list, one task with its thread and history, and the forms.
package taskview

import (
	"github.com/dondoc/dondoc/web/views/ui"
)

// ListPage is the list of a committee's tasks.
type ListPage struct {
	ui.Base
	Head ui.PageHead
	List ui.List
}

// ShowPage is one task: what was said, who owes it, what became of it, and what the reader may do next.
type ShowPage struct {
	ui.Base
	Head        ui.PageHead
	Words       string // the task in the words it was given
	Quoted      bool   // as spoken: shown in quotation marks
	Reported    string // where a reported wording comes from; empty: as spoken
	Thread      []Step
	Facts       []ui.Term
	Missing     []string // what a complete order would still need
	Children    *ui.Table
	DoneOf      string // "2 / 4 đã xác nhận"
	History     []Line
	Next        *ui.Link  // the one next act for the reader
	Others      []ui.Link // the other acts
	Undo        *UndoBar  // the reader's own last move, while it may be taken back
	HistoryURL  string    // the history as a list: filtered, exported
	EvidenceURL string    // where a file is uploaded; empty: the reader may not
	Files       []ui.FileRow
}

// Step is one link of the thread: remark, shortcoming, conclusion, this task, figure.
type Step struct {
	What  string // "Phát biểu", "Tồn tại, hạn chế"
	Text  string
	URL   string
	Sub   string // who, when
	Here  bool   // the task itself
	Quote bool
}

// Line is one event of the history.
type Line struct {
	Day      string // dd/mm/yyyy, the day it took effect
	Recorded string // set when it was written down on another day
	What     string
	Who      string
	Text     string   // actions, reason, comment
	Details  []string // new deadline, units named, day completed
	Undone   string   // set when it was taken back: it is shown, and does not count
}

// UndoBar takes the reader's own last move back.
type UndoBar struct{ Text, URL string }

// FormPage creates or edits a task.
type FormPage struct {
	ui.Base
	Head   ui.PageHead
	Form   ui.Form
	Submit string
	Cancel ui.Link
	New    bool // deadline, leads and day are set only when a task is made; later they have acts of their own

	Text, Spoken, Addressees, Product, Deadline, Given, Document ui.Field
	Wording, Field, Source                                       ui.Select
	Each, Evidence                                               ui.Check
	Leads, Coordinating, Parts, Cures                            ui.Multi
	Hidden                                                       []ui.Pair // which rows the task comes from
	Understood                                                   string    // what the deadline words were understood as, after a refusal
}

// ActPage asks for what one act needs.
type ActPage struct {
	ui.Base
	Head   ui.PageHead
	Form   ui.Form
	Submit string
	Cancel ui.Link

	Words     string // the task, for whoever came by a link
	On        *ui.Field
	Completed *ui.Field
	Due       *ui.Field
	Deadline  *ui.Field
	Actions   *ui.Field
	Obstacles *ui.Field
	Note      *ui.Field
	Leads     *ui.Multi
	Others    *ui.Multi
	Stale     *Stale

	Facts     []ui.Term // what has to be known for it: the request that waits, the parts that are open
	Ready     *ui.Radios
	For       *ui.Select // whose part it is
	Parts     []PartFields
	EventName *ui.Field
	EventOn   *ui.Field
	Evidence  *ui.Field
	File      *ui.Upload
	Mentions  *ui.Multi
	Hidden    []ui.Pair
}

// PartFields ask what one co-ordinating unit is to do, and by when.
type PartFields struct {
	Name string
	Part ui.Field
	Due  ui.Field
}

// MinePage is what the units owe that the reader answers for, in all committees.
type MinePage struct {
	ui.Base
	Head  ui.PageHead
	Rows  []MineRow
	Empty string
	Pages []ui.Link // further pages
}

// MineRow is one task a unit owes, with the form to report on it.
type MineRow struct {
	ID        string // of the row's heading: "nv-bcd-mau-14"
	Title     string
	URL       string
	Committee string
	Role      string // "Chủ trì", with the unit
	Timing    ui.Timing
	State     string
	Due       string // the deadline, first and current
	Part      string // what a co-ordinating unit is asked for
	Back      string // why it was sent back, by whom, when
	Notes     []string
	Report    *MineForm
	Extend    *MineForm
	Acts      []ui.Link // other acts of the unit
}

// MineForm is a short form in a row; ids of its controls begin with the row's.
type MineForm struct {
	Title, URL, RowID, Submit string
	Version                   int
	Actions, State, Evidence  *ui.Field
	File                      ui.Upload // beside the evidence
	Due, Reason               *ui.Field
	States                    []ui.Option
	Hidden                    []ui.Pair
}

// HistoryPage is the history of one task as a list.
type HistoryPage struct {
	ui.Base
	Head ui.PageHead
	List ui.List
}

// CarryPage decides about every open task at the end of a period.
type CarryPage struct {
	ui.Base
	Head    ui.PageHead
	Periods []PeriodLink
	Intro   string
	Form    ui.Form
	Rows    []CarryRow
	Hidden  []ui.Pair
	Empty   string
	Sums    []ui.Term // the preview: how many of each decision; empty: nothing was looked at yet
	Submit  string    // writes; offered only after the preview
	Preview string    // looks
	Next    *ui.Link
}

// PeriodLink leads to the end of another half-year.
type PeriodLink struct {
	ui.Link
	Here bool
}

// CarryRow is one open task with what is decided about it.
type CarryRow struct {
	Number, URL, Text, Lead, Due string
	Timing                       ui.Timing
	Decided                      string // for this period already
	Said                         string // the decision in words, in the preview
	Error                        string
	Choice                       *ui.Select
	Words                        *ui.Field
	Unit                         *ui.Select
	Hidden                       []ui.Pair
}

// SettingsPage is how a committee follows its tasks.
type SettingsPage struct {
	ui.Base
	Head   ui.PageHead
	Form   ui.Form
	Limit  ui.Field
	Hidden []ui.Pair
	Submit string
	Cancel ui.Link

	Kept        ui.Form // how long the bytes of files taken away are kept
	Years       ui.Field
	KeptVersion ui.Pair
}

// Stale shows what somebody else stored while this form was open, with the three ways on.
type Stale struct {
	Theirs []ui.Term
	Mine   []ui.Term
	Reload ui.Link // take theirs
	Submit string  // put mine on top of theirs
}

// FilePage asks for a file of evidence.
type FilePage struct {
	ActPage
	File ui.Upload
}
