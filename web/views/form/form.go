// Package formview is the page of one form: what it is about, what somebody else stored meanwhile, the fields, the way out.
package formview

import (
	"github.com/a-h/templ"

	"github.com/dondoc/dondoc/web/views/ui"
)

// Page is a page whose matter is one form.
type Page struct {
	ui.Base
	Head   ui.PageHead
	Lead   string // the row the form is about, for whoever came by a link
	Note   string // what to know before filling it in
	Stale  *Stale
	Form   ui.Form
	Hidden []ui.Pair
	Parts  []templ.Component // the fields in order
	Submit string            // the words of the button
	Again  string            // the words of a second button, sent as again=1: save, and another one
	Cancel ui.Link
}

// Stale shows what somebody else stored while this form was open, with the ways on.
type Stale struct {
	Theirs []ui.Term
	Mine   []ui.Term
	Reload ui.Link // take theirs
	Submit string  // how to put mine on top of theirs
}
