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
	EvidenceURL string    // where a file is uploaded; empty: the reader may not
	Files       []ui.Link
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
}

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
	File   ui.Field
	Accept string // the file types offered
}
