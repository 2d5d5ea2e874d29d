// Package answerview holds the pages of answer links: the address that is shown once, and what whoever comes by it sees.
package answerview

import (
	"github.com/a-h/templ"

	"github.com/dondoc/dondoc/web/views/ui"
)

// MadePage shows the address of a link, in words and as a code. It is not shown again.
type MadePage struct {
	ui.Base
	Head    ui.PageHead
	Text    string
	Label   string
	Address string
	Code    string // data: address of the picture
	CodeAlt string
	Facts   []ui.Term
	Print   string // where the letter is printed with the code; empty: the link belongs to none
	Words   string // what to know before printing it
	Secret  string // goes along
	Word    string // the words of the buttons
	PDF     string // empty: this machine prints none
	Back    ui.Link
}

// OpenPage is what a link's bearer sees: the tasks on it.
type OpenPage struct {
	ui.Base
	Title, Unit, Text string
	Facts             []ui.Term
	Tasks             []Task
	Given             []Given
	GivenTitle        string
}

// Task is one task on a link.
type Task struct {
	ID     string
	Title  string
	Text   string
	Timing ui.Timing
	Facts  []ui.Term
	Chip   string // the task is answered
	Acts   []ui.Link
}

// Given is one report that was sent by the link.
type Given struct{ Text, URL string }

// FormPage asks for one report.
type FormPage struct {
	ui.Base
	Title, Text, Note string
	Form              ui.Form
	Parts             []templ.Component
	Submit            string
	Cancel            ui.Link
}

// ReceiptPage says what was recorded.
type ReceiptPage struct {
	ui.Base
	Title, Text string
	Facts       []ui.Term
	More        *ui.Link // back to the tasks, while the link serves
}
