package page

import (
	"context"
	"io"
	"strings"

	"github.com/a-h/templ"

	"github.com/dondoc/dondoc/web/views/ui"
)

// SearchPage is one box and what was found, group by group.
type SearchPage struct {
	ui.Base
	Head   ui.PageHead
	Action string // where the box sends q
	Label  string
	Submit string
	Wider  ui.Link // the same words in all committees; empty on that page itself
	Hint   string  // before anything is typed, or when nothing was found
	Count  string  // how much was found
	Groups []SearchGroup
}

// SearchGroup is what was found of one kind.
type SearchGroup struct {
	ID, Title string
	Hits      []SearchHit
	More      ui.Link // where the rest of them is, when these are not all
}

// SearchHit is one row found.
type SearchHit struct {
	Title []Piece
	URL   string
	Text  []Piece
	Sub   string
}

// Piece is a run of words; Marked ones are those looked for.
type Piece struct {
	Text   string
	Marked bool
}

// pieces writes runs of words one after the other, with no space between them but their own.
func pieces(all []Piece) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		var b strings.Builder
		for _, one := range all {
			if one.Marked {
				b.WriteString("<mark>" + templ.EscapeString(one.Text) + "</mark>")
			} else {
				b.WriteString(templ.EscapeString(one.Text))
			}
		}
		_, err := io.WriteString(w, b.String())
		return err
	})
}
