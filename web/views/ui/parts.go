package ui

import (
	"github.com/a-h/templ"

	"github.com/dondoc/dondoc/internal/foundation/i18n"
)

// PageHead is the top of a page: what it is, a quieter line below, and its acts.
type PageHead struct {
	Title   string
	Sub     string
	Chip    string
	Timing  Timing
	Actions []Link // the first is the main one
}

// Figure is a number that leads to the list behind it. A rate always says its base.
type Figure struct {
	Number string
	Label  string
	Base   string // "trên 42 nhiệm vụ đang mở"
	URL    string
	Class  string // a timing class, for the icon and the edge; empty: plain
}

// Failure is an error as a page.
type Failure struct {
	Status    int
	Title     string
	Text      string
	RequestID string // only where somebody should quote it
	BackURL   string
	HomeURL   string
}

// Table is a table of figures whose first column stays in sight on phones.
type Table struct {
	Caption string
	Headed  bool // a heading above says the caption already: it is there for screen readers only
	Heads   []Head
	Numbers bool // the (1) (2) … row below the heads
	Rows    []TableRow
	Foot    []TableRow
}

// TableRow is a row; the first cell names it.
type TableRow struct {
	Cells []Cell
	Level int  // 1, 2: indented below the row above
	Total bool // a sum: stronger
}

// Chart is a drawing of a table that stands beside it. Without scripts, and in print, the table is what is seen.
type Chart struct {
	ID      string
	Kind    string // "bar", "stacked", "line" or "pie"
	Title   string
	Heads   []string // the first names the rows, the others the series
	Classes []string // a timing class for each series, so that colours mean the same everywhere; may be empty
	Rows    []ChartRow
}

// ChartRow is one category with a number for each series.
type ChartRow struct {
	Label  string
	URL    string
	Values []ChartValue
}

// ChartValue is a number: Raw for the drawing, Text for people.
type ChartValue struct {
	Raw  int
	Text string
	URL  string
}

// Term is a term with what it means, in a definition list.
type Term struct {
	Name string
	Text string
	URL  string
	Sub  string
}

// rangeWords is "1–50 trong 833".
func rangeWords(p *i18n.Printer, g Pages) string {
	if g.Total == 0 {
		return ""
	}
	return p.T("list.range", p.Int(g.From), p.Int(g.To), p.Int(g.Total))
}

// keptWords are the words of the script that shows what a live page left in the browser.
func keptWords(p *i18n.Printer) (string, error) {
	words := map[string]string{}
	for _, key := range []string{"title", "of", "copy", "copied", "drop", "sure", "stay"} {
		words[key] = p.T("kept." + key)
	}
	return templ.JSONString(words)
}
