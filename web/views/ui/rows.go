package ui

import (
	"context"
	"io"

	"github.com/a-h/templ"
)

// Rows, and the choices of filters, are where a list page spends its time, so they are written by hand, a row at a time, instead of
// through templ: a tenth of the allocations. Every word goes through text, every address through templ.URL.

// rowBytes is what a row of eight cells takes, roughly.
const rowBytes = 1800

// rows remembers what is the same in every row of a list.
type rows struct {
	l      List
	opens  []string // the opening tag of each column's cell
	badges map[Timing]string
}

// listRows is the body of a list's table.
func listRows(l List) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		r := rows{l: l, badges: map[Timing]string{}}
		for _, h := range l.Heads {
			r.opens = append(r.opens, `<td class="`+cellClass(h)+`" data-label="`+templ.EscapeString(h.Label)+`">`)
		}
		b := make([]byte, 0, 2*rowBytes)
		for _, row := range l.Rows {
			var err error
			if b, err = r.appendRow(ctx, b[:0], row); err != nil {
				return err
			}
			if _, err := w.Write(b); err != nil {
				return err
			}
		}
		return nil
	})
}

func (r *rows) appendRow(ctx context.Context, b []byte, row Row) ([]byte, error) {
	b = append(b, "<tr data-row"...)
	switch {
	case row.Quiet:
		b = append(b, ` class="quiet"`...)
	case row.Marked:
		b = append(b, ` class="marked"`...)
	}
	b = append(b, '>')
	if r.l.Select != nil {
		b = append(b, `<td class="pick"><input type="checkbox" class="form-check-input" name="chon" data-pick value="`...)
		b = text(b, row.ID)
		b = append(b, `" aria-label="`...)
		b = text(b, r.l.P.T("list.select", row.Label))
		b = append(b, `"></td>`...)
	}
	for i, c := range row.Cells {
		b = append(b, r.opens[i]...)
		var err error
		if b, err = r.appendCell(ctx, b, c); err != nil {
			return nil, err
		}
		b = append(b, "</td>"...)
	}
	return append(b, "</tr>"...), nil
}

// appendCell writes one cell: a component of the page's own, or words with their link, class, chip and second line.
func (r *rows) appendCell(ctx context.Context, b []byte, c Cell) ([]byte, error) {
	if c.Body != nil {
		w := appender{b}
		err := c.Body.Render(ctx, &w)
		return w.b, err
	}
	switch {
	case c.URL != "":
		b = append(b, `<a class="clamp" href="`...)
		b = text(b, string(templ.URL(c.URL)))
		b = append(b, `">`...)
		b = append(text(b, c.Text), "</a>"...)
	case c.Text != "":
		b = append(b, `<span class="clamp">`...)
		b = append(text(b, c.Text), "</span>"...)
	}
	b = append(b, r.badge(c.Timing)...)
	if c.Chip != "" {
		b = append(b, `<span class="chip">`...)
		b = append(text(b, c.Chip), "</span>"...)
	}
	if c.Sub != "" {
		b = append(b, `<span class="sub">`...)
		b = append(text(b, c.Sub), "</span>"...)
	}
	return b, nil
}

// filterOptions are the choices behind one word of the sentence.
func filterOptions(options []FilterOption) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		b := make([]byte, 0, len(options)*optionBytes)
		for _, o := range options {
			b = append(b, `<li><a href="`...)
			b = text(b, string(templ.URL(o.URL)))
			b = append(b, '"')
			if o.Active {
				b = append(b, ` aria-current="true"`...)
			}
			b = append(b, `><span>`...)
			b = append(text(b, o.Text), "</span>"...)
			if o.Count != "" {
				b = append(b, `<span class="menu-count">`...)
				b = append(text(b, o.Count), "</span>"...)
			}
			b = append(b, "</a></li>"...)
		}
		_, err := w.Write(b)
		return err
	})
}

// optionBytes is what one choice takes, roughly.
const optionBytes = 200

// badge is Badge as a string; a list shows the same few again and again.
func (r *rows) badge(t Timing) string {
	if t.Class == "" {
		return ""
	}
	if s, ok := r.badges[t]; ok {
		return s
	}
	b := append([]byte(`<span class="`), timingClass(t.Class)...)
	b = append(b, `"><svg class="ic" viewBox="0 0 24 24" aria-hidden="true">`...)
	b = append(b, TimingIcon(t.Class)...)
	b = append(b, `</svg>`...)
	b = append(text(b, t.Word), "</span>"...)
	if t.Distance != "" {
		b = append(b, ` <span class="distance">`...)
		b = append(text(b, t.Distance), "</span>"...)
	}
	s := string(b)
	r.badges[t] = s
	return s
}

// text appends words so that they can neither open a tag nor end an attribute.
func text(b []byte, s string) []byte { return append(b, templ.EscapeString(s)...) }

// appender lets a component write into a byte slice.
type appender struct{ b []byte }

func (a *appender) Write(p []byte) (int, error) {
	a.b = append(a.b, p...)
	return len(p), nil
}

// cell is one cell outside a list.
func cell(c Cell) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		r := rows{badges: map[Timing]string{}}
		b, err := r.appendCell(ctx, nil, c)
		if err != nil {
			return err
		}
		_, err = w.Write(b)
		return err
	})
}
