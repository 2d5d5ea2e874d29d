package reportview

import "github.com/dondoc/dondoc/web/views/ui"

// ThreadPage is a chain of the record in one scroll: remark, shortcoming, conclusion, task, events, figure.
type ThreadPage struct {
	ui.Base
	Head  ui.PageHead
	Parts []ThreadPart
}

// ThreadPart are the links of one kind.
type ThreadPart struct {
	ID, Title string
	Items     []ThreadItem
}

// ThreadItem is one link of the chain, where it leads back and forth, and what happened to it.
type ThreadItem struct {
	Anchor string
	Label  string // "Nhiệm vụ 14", leads to its own page
	URL    string
	Text   string
	Quoted bool
	Sub    string
	Timing ui.Timing
	Links  []ui.Link // to other links of the chain, on this page
	Events []ThreadLine
	Here   bool // the chain was asked for from here
}

// ThreadLine is one event.
type ThreadLine struct {
	Day, What, Who string
	Texts          []string
}
