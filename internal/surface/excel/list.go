package excel

import (
	"bufio"
	"encoding/csv"
	"errors"
	"io"
	"strconv"
	"strings"
	"time"
)

// Column is a column of a list.
type Column struct {
	Head  string
	Kind  Kind
	Width float64 // in Excel's units of about one digit; 0: by the kind
}

// Rows hands the rows of a list to yield one by one and stops with yield's error. A row may be reused after yield returns.
type Rows func(yield func(row []Value) error) error

// ListSheet is a list as a page shows it: the same filter, sort, columns and words.
type ListSheet struct {
	Title    string
	Subtitle []string // the filter in words, the as-of day, …
	Columns  []Column
	Rows     Rows
	Made     time.Time // when it was made, for the file's properties; zero: left out
	Empty    string    // what to say when there are no rows
	More     string    // in the first cell of a row that carries on a long text, "(tiếp)"
	Page     string    // foot of each printed page, "Trang &P/&N"
	Words    Words     // of the sheet that tells which characters were left out; nil: no such sheet
	// Separator stands between the fields of the list as text: "," (also when empty) or ";", which programs set to a country that
	// writes decimals with a comma expect. With it decimals are written with a comma too.
	Separator string
}

// List writes "Excel of this list" to w; see ListBook.
func List(w io.Writer, l ListSheet) (Notes, error) {
	k, err := ListBook(l)
	return sent(w, k, err)
}

// ListBook makes "Excel of this list": one sheet, streamed, with frozen and repeated heads, a filter and A4 landscape print set-up.
func ListBook(l ListSheet) (*Book, error) {
	b := newBook()
	name := tabName(l.Title)
	if name == "" {
		name = "1"
	}
	b.addSheet(name)
	b.properties(l.Title, l.Made)
	s, h := b.open(l.plan(name))
	n := 0
	if b.err == nil {
		b.fail(l.Rows(func(row []Value) error {
			n++
			s.put(row[:min(len(row), len(s.cols))], look{})
			return b.err
		}))
	}
	last := s.row
	if n == 0 && l.Empty != "" {
		s.write(line{height: 21, parts: []part{{from: 1, to: len(s.cols), text: l.Empty, italic: true, border: true, align: "center"}}})
	}
	s.close(h, last)
	if l.Words != nil {
		b.noteSheet(l.Words)
	}
	return finished(b)
}

func (l ListSheet) plan(name string) plan {
	cols := make([]column, len(l.Columns))
	for i, c := range l.Columns {
		cols[i] = column{head: c.Head, kind: c.Kind, width: c.width()}
	}
	h := head{cols: cols}
	h.title(l.Title, l.Subtitle...)
	for i := range h.lines[:len(h.lines)-1] {
		h.lines[i].parts[0].align = "left"
	}
	return plan{name: name, above: h.lines, cols: cols, more: l.More, footer: l.Title, page: l.Page}
}

func (c Column) width() float64 {
	switch {
	case c.Width > 0:
		return c.Width
	case c.Kind == KindDate:
		return 11
	case c.Kind == KindText:
		return 28
	}
	return 9
}

// CSV writes the same list as text: UTF-8 with a byte order mark, so that Excel reads Vietnamese; CRLF line ends (RFC 4180); dates
// as YYYY-MM-DD, which every edition of Excel reads alike; texts that a program might take for a formula behind an apostrophe.
// Of a short list nothing is written to w before all its rows are made.
func CSV(w io.Writer, l ListSheet) (Notes, error) {
	late := bufio.NewWriterSize(w, 1<<16)
	c := csvOf(late, l)
	heads := make([]Value, len(l.Columns))
	for i, col := range l.Columns {
		heads[i] = Text(col.Head)
	}
	err := c.put(heads)
	if err == nil {
		err = l.Rows(c.put)
	}
	if err != nil {
		return c.notes, err
	}
	c.out.Flush()
	return c.notes, errors.Join(c.out.Error(), late.Flush())
}

// csvWriter writes rows as lines of text.
type csvWriter struct {
	out    *csv.Writer
	record []string
	row    int
	notes  Notes
}

func csvOf(w *bufio.Writer, l ListSheet) *csvWriter {
	_, _ = w.WriteString("\uFEFF") // an error stays in w and comes back from its Flush
	c := &csvWriter{out: csv.NewWriter(w), record: make([]string, len(l.Columns))}
	c.out.UseCRLF = true
	if l.Separator == ";" {
		c.out.Comma = ';'
	}
	return c
}

func (c *csvWriter) put(row []Value) error {
	c.row++
	clear(c.record)
	for i := range min(len(row), len(c.record)) {
		text, removed := row[i].csv(c.out.Comma)
		if removed > 0 {
			c.notes.removed(removed, cell(i+1, c.row))
		}
		c.record[i] = text
	}
	return c.out.Write(c.record)
}

func (v Value) csv(separator rune) (string, int) {
	switch {
	case v.kind == KindText:
		text, removed := clean(v.text)
		return harmless(text), removed
	case !v.filled:
		return "", 0
	case v.kind == KindDate:
		return dayZero().AddDays(int(v.number)).String(), 0
	case v.kind == KindPercent:
		share := strconv.FormatFloat(v.number*100, 'f', 2, 64) + "%"
		if separator == ';' {
			share = strings.Replace(share, ".", ",", 1)
		}
		return share, 0
	}
	return strconv.Itoa(int(v.number)), 0
}

// harmless puts an apostrophe before a text that a spreadsheet program might take for a formula.
func harmless(s string) string {
	if dangerous(strings.TrimLeft(s, " ")) {
		return "'" + s
	}
	return s
}
