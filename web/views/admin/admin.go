// Package adminview holds the pages of administration: the hub that leads to every part, and a one-time link shown once.
package adminview

import "github.com/dondoc/dondoc/web/views/ui"

// HubPage leads to the parts of administration.
type HubPage struct {
	ui.Base
	Head   ui.PageHead
	Groups []Group
}

// Group is some parts under a heading.
type Group struct {
	ID, Title string
	Items     []Item
}

// Item is one part, with a line on what it is for.
type Item struct {
	ui.Link
	Sub string
}

// SecretPage shows what can be seen only once.
type SecretPage struct {
	ui.Base
	Head   ui.PageHead
	Text   string
	Label  string
	Secret string
	Back   ui.Link
}
