// Package page holds the pages that belong to no subject: errors, signing in, the choice of a committee, search.
package page

import "github.com/dondoc/dondoc/web/views/ui"

// SignPage is a short form before or about signing in.
type SignPage struct {
	ui.Base
	Title, Text string
	Form        ui.Form
	Fields      []ui.Field
	Hidden      []ui.Pair
	Submit      string
	Framed      bool      // inside the frame: somebody is signed in
	More        []ui.Link // what else belongs to the same matter, below the form
}

// HomePage is the choice of a committee.
type HomePage struct {
	ui.Base
	Committees []ui.Link
	Admin      *ui.Link
	Empty      ui.Empty
}
