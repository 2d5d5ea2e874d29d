package meetingview

import (
	"github.com/a-h/templ"

	"github.com/dondoc/dondoc/web/views/ui"
)

// LifePage is one side of a meeting's life: the invitation, the signatures, a paper, the comments. It is made of parts.
type LifePage struct {
	ui.Base
	Head     ui.PageHead
	Warnings []string // what is missing or still to be told
	Failure  string   // a refusal that no form of the page can mend
	Parts    []Part
	Back     ui.Link
}

// Part is a section of the page: a few facts, a list, texts to copy, forms.
type Part struct {
	ID    string
	Title string
	Text  string
	Terms []ui.Term
	Lines []Line
	Empty string // said when there is no line
	Links []ui.Link
	Copy  *Copy
	Forms []Act
}

// Line is one thing of a list, with the acts on it.
type Line struct {
	ID    string
	What  string
	URL   string
	Chip  string
	Text  string
	Quote string // the wording that a comment is about
	Sub   string
	Quiet bool
	Forms []Act
}

// Copy is a text to be copied into a mail.
type Copy struct {
	Label string
	Text  string
	Rows  int
}

// Act is a form on the page. One that has nothing to fill in is a button.
type Act struct {
	Title  string // of a form that is opened first; empty: it stands open
	Open   bool   // it was opened: what was typed in it is refused
	Note   string
	Form   ui.Form
	Hidden []ui.Pair
	Parts  []templ.Component
	Submit string
	Icon   ui.Icon
}

// bare reports whether there is nothing to fill in.
func (a Act) bare() bool {
	return len(a.Parts) == 0 && a.Title == "" && a.Note == "" && a.Form.Failure == ""
}
