package ui

import (
	"strings"

	"github.com/a-h/templ"

	"github.com/dondoc/dondoc/internal/foundation/i18n"
)

// List is the one way a list of records is shown: filters that read as a sentence, sortable heads, rows of two lines at most,
// pages, chosen columns and an Excel file of what is seen. ListQuery makes most of it from the address.
type List struct {
	P       *i18n.Printer
	ID      string // names the region: letters and hyphens, "nhiem-vu"
	Caption string // what the table lists, for screen readers

	Sentence []Part
	Search   *SearchBox
	ClearURL string // where "clear filters" leads; empty when nothing is filtered

	Heads  []Head
	Rows   []Row
	Pages  Pages
	Select *Bulk // rows can be selected for an act

	Chooser   *Chooser
	ExportURL string // the Excel file of exactly this list
	TextURL   string // the same as text, for other programs
	Actions   []Link // the first is the one that makes a new record
	Empty     Empty  // what to say when there is nothing at all
}

// Part is a piece of the sentence: words, or a filter whose value is one of the words.
type Part struct {
	Text   string
	Filter *Filter
}

// Filter is one word of the sentence; behind it are the words it may be changed to. Choosing one is following a link.
type Filter struct {
	Name    string // the parameter in the address
	Label   string // what is being chosen: "Đơn vị"
	Value   string // the words in the sentence: "UBND xã Mẫu Một"
	Set     bool   // a value was chosen; otherwise the words mean "any"
	Options []FilterOption
}

// FilterOption is one choice.
type FilterOption struct {
	Text   string
	URL    string
	Active bool
	Count  string // how many rows it would show, where that is known
}

// Sentence lays filters into a sentence of the catalogue: "Nhiệm vụ {lop} do {don-vi} {vai-tro}, kỳ {ky}".
// The order of words is the language's own. A filter the sentence does not name is put at its end.
func Sentence(words string, filters ...Filter) []Part {
	byName := map[string]*Filter{}
	for i := range filters {
		byName[filters[i].Name] = &filters[i]
	}
	var parts []Part
	for words != "" {
		before, rest, found := strings.Cut(words, "{")
		if before != "" {
			parts = append(parts, Part{Text: before})
		}
		if !found {
			break
		}
		var name string
		name, words, _ = strings.Cut(rest, "}")
		if f := byName[name]; f != nil {
			parts = append(parts, Part{Filter: f})
			delete(byName, name)
		}
	}
	for i := range filters {
		if byName[filters[i].Name] != nil {
			parts = append(parts, Part{Text: " · " + filters[i].Label + " "}, Part{Filter: &filters[i]})
		}
	}
	return parts
}

// SearchBox searches inside the list; Keep are the other parameters of the address.
type SearchBox struct {
	URL   string
	Words string
	Keep  []Pair
}

// Pair is a parameter of the address.
type Pair struct{ Name, Value string }

// Sort is the order of a column.
type Sort int

// The orders.
const (
	Unsorted Sort = iota
	Up
	Down
)

func (s Sort) aria() string {
	switch s {
	case Up:
		return "ascending"
	case Down:
		return "descending"
	default:
		return "none"
	}
}

// Head is the head of a column.
type Head struct {
	Key   string
	Label string
	URL   string // sorts by it; empty where it cannot be sorted
	Sort  Sort
	Num   bool // figures stand to the right
	Wide  bool // takes what room is left
	Short bool // a date, a word: never broken
}

// Row is one record.
type Row struct {
	ID     string // the record's id, sent when the row is selected
	Label  string // names the row for screen readers: "nhiệm vụ 14"
	Cells  []Cell // as many as heads
	Quiet  bool   // withdrawn, cancelled: shown, but in the background
	Marked bool   // needs an eye
}

// Cell is one field of a row, of two lines at most. Body, where given, is shown instead of the words.
type Cell struct {
	Text   string
	Sub    string // the second line, quieter
	URL    string // the words lead there
	Timing Timing
	Chip   string
	Body   templ.Component
}

// cellClass is the class of a cell; one string for each kind, so that rows cost nothing to join.
func cellClass(h Head) string {
	switch {
	case h.Num:
		return "num"
	case h.Wide:
		return "wide"
	case h.Short:
		return "narrow"
	}
	return "cell"
}

// Chooser chooses columns. The choice goes into the address and is kept in a cookie by the server.
type Chooser struct {
	URL     string
	Keep    []Pair
	Columns []Option
}

// Bulk are the acts on selected rows: a form around the list posts the selected ids as "chon".
type Bulk struct {
	Action  string // where the form is posted
	Buttons []Option
}

// Pages is where in a long list the page stands.
type Pages struct {
	From, To, Total int
	PrevURL         string
	NextURL         string
	Links           []PageLink
}

// PageLink is one page number; a Gap is the dots between distant ones.
type PageLink struct {
	Number  int
	URL     string
	Current bool
	Gap     bool
}

// Empty is the one sentence of a page without records, and the button that makes the first.
type Empty struct {
	Text   string
	Action Link
}

func (l List) regionID() string { return "list-" + l.ID }

// filtered reports whether the list is empty only because of its filters.
func (l List) filtered() bool { return l.ClearURL != "" }

// boost makes the list's own links and forms replace the list alone, where scripts run; the address follows.
func (l List) boost() string {
	id := "#" + l.regionID()
	return `target:"` + id + `" select:"` + id + `" swap:"outerMorph"`
}

// boostInPlace is boost for what stands above the rows: the page stays where it is, for the top of the list is in sight.
func (l List) boostInPlace() string {
	return strings.Replace(l.boost(), "outerMorph", "outerMorph show:none", 1)
}
