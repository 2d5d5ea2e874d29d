// Package shortcomingview holds the pages of shortcomings: the list, and one with its thread, its cure and its history.
package shortcomingview

import (
	"github.com/dondoc/dondoc/web/views/ui"
)

// ListPage is the list of a committee's shortcomings.
type ListPage struct {
	ui.Base
	Head ui.PageHead
	List ui.List
}

// ShowPage is one shortcoming: in which words it was named, by whom, how often, and what is done about it.
type ShowPage struct {
	ui.Base
	Head     ui.PageHead
	Words    string
	Quoted   bool   // the very words
	Reported string // where a reported wording comes from; empty: as spoken
	Source   string // the line of the minutes it was drawn from, where its words differ
	Thread   []Step
	Facts    []ui.Term
	Chain    *ui.Table // the earlier and the later times it was named
	Tasks    *ui.Table
	Tried    *ui.Table // what was done about the earlier times
	NewTask  *ui.Link
	Files    []ui.FileRow
	AddFiles ui.Link // where files are added; no URL: the reader may not
	History  []Line
	Next     *ui.Link
	Others   []ui.Link
}

// Offers are the earlier shortcomings that one being written may repeat, with the way to name another.
type Offers struct {
	ui.Base
	URL     string // where a form asks again while it is filled in; empty: what is offered stands
	Choices ui.Radios
	Some    bool   // there is something to choose
	Offered string // the ids offered, so that they do not hold up saving again
	Number  ui.Field
}

// Step is one link of the thread: meeting, remark, this shortcoming, a task.
type Step struct {
	What   string
	Text   string
	URL    string
	Sub    string
	Here   bool
	Quote  bool
	Timing ui.Timing
}

// Line is one event of the history.
type Line struct {
	Day    string
	What   string
	Who    string
	Detail string // the new nature or state
	Note   string
}
