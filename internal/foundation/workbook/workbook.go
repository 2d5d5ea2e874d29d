// Package workbook reads .xlsx files that people send in, whatever program saved them. Such a file is not trusted: what it may cost
// is limited before anything is unpacked (Limits), and what is broken is refused in words.
//
// It reads the archive's XML as a stream with the standard library alone; the library that writes workbooks never sees a file from
// outside. What comes out is plain: rows of cells with what a person would see in them, real dates, the name of the letters each
// cell is written in, and which cells are merged. It knows nothing of what the rows mean.
package workbook

import (
	"context"
	"strconv"

	"github.com/dondoc/dondoc/internal/foundation/calendar"
)

// Limits is what a workbook from outside may cost. Every limit refuses; nothing is cut off silently.
//
// The memory taken is bounded by Bytes (the file itself), Part (all shared texts together), Strings and Styles (16 to 64 bytes each),
// Merges (40 bytes each) and one row at a time: under 150 MB for the defaults, and a few MB for ordinary files.
type Limits struct {
	Bytes    uint64 // of the file as sent
	Entries  int    // parts of the archive
	Unzipped uint64 // bytes of all parts together, as declared and as found
	Part     uint64 // bytes of one part that is read
	Ratio    uint64 // unzipped to zipped bytes of a part larger than RatioFrom
	Sheets   int
	Rows     int // number of the last row that holds something
	Columns  int // number of the last column that holds something
	Cells    int // cells of one sheet, empty ones with it
	Strings  int // shared texts
	Styles   int // fonts, number formats and cell styles, each
	Merges   int // merged areas of one sheet
	Token    int // bytes of one piece of XML: a tag with its attributes, or a text
	Depth    int // XML elements within each other
}

// RatioFrom is the size in bytes from which the ratio of a part is looked at: small parts may shrink to nothing.
const RatioFrom = 1 << 20

// Defaults are the limits for the workbooks of a committee: trackers of tens of thousands of rows, sheets of some hundreds.
func Defaults() Limits {
	return Limits{
		Bytes: 20 << 20, Entries: 2000, Unzipped: 128 << 20, Part: 64 << 20, Ratio: 200,
		Sheets: 100, Rows: 100_000, Columns: 256, Cells: 2_000_000, Strings: 500_000, Styles: 70_000, Merges: 100_000,
		Token: 1 << 20, Depth: 64,
	}
}

// Kind says what a cell holds.
type Kind int

// The kinds of cells.
const (
	Empty  Kind = iota
	Text        // Text
	Number      // Number; Text is how the file writes it, "12.5"
	Date        // Date, and Number with its part of a day
	Bool        // Number is 1 or 0, Text "TRUE" or "FALSE"
	Error       // Text is the error: "#REF!"
)

// Cell is one cell as a person sees it, without the looks.
type Cell struct {
	Column  int // from 1
	Row     int // from 1
	Kind    Kind
	Text    string // as stored: not normalised, because legacy encodings are told by their raw letters
	Number  float64
	Date    calendar.Date
	Font    string // the letters the cell is written in, ".VnTime"; empty when the file does not say
	Runs    []Run  // the pieces of a text written in several looks; nil for a text of one look
	Format  string // the code of the number format; empty for General
	Formula bool   // the value is what a formula came to when the file was saved
	Area    Area   // of the merged cells it belongs to; zero for a cell of its own
	Covered bool   // lies under a merged cell, whose value and looks it repeats
}

// Run is a piece of a text with its own letters; an empty Font is that of the cell.
type Run struct {
	Text string
	Font string
}

// Area is a stretch of merged cells, both ends included, counting from 1.
type Area struct{ FromColumn, FromRow, ToColumn, ToRow int }

// IsZero reports whether there is no area.
func (a Area) IsZero() bool { return a == Area{} }

// Ref is the address people know: "C14".
func (c Cell) Ref() string { return Letters(c.Column) + strconv.Itoa(c.Row) }

// Blank reports whether the cell holds nothing but white space.
func (c Cell) Blank() bool { return c.Kind == Empty || c.Kind == Text && blank(c.Text) }

// Row is one row that holds something. Cells are in order of columns; empty ones are left out, and so are empty rows.
type Row struct {
	Number int
	Hidden bool
	Cells  []Cell
}

// At is the cell of a column, counted from 1; an empty cell when there is none.
func (r Row) At(column int) Cell {
	for _, c := range r.Cells {
		if c.Column == column {
			return c
		}
	}
	return Cell{Column: column, Row: r.Number}
}

// Sheet is one table of a workbook.
type Sheet struct {
	Name   string
	Hidden bool
	part   string
}

// Book is an opened workbook: its sheets, texts and looks are read, its rows are not.
type Book struct {
	archive *archive
	sheets  []Sheet
	strings []shared
	looks   looks
	from04  bool // days count from 1904, as old Macintosh editions did
}

// Sheets lists the sheets in their order, the hidden ones with them.
func (b *Book) Sheets() []Sheet { return append([]Sheet(nil), b.sheets...) }

// Rows hands the rows of the i-th sheet to yield one by one and stops with yield's error. A sheet may be read several times.
func (b *Book) Rows(ctx context.Context, i int, yield func(Row) error) error {
	s := b.sheets[i]
	merges, err := b.merges(ctx, s)
	if err != nil {
		return err
	}
	r := &rowReader{book: b, sheet: s, merges: merges, yield: yield, ctx: ctx}
	return r.run()
}

// Letters names a column as Excel does: 1 is A, 28 is AB.
func Letters(column int) string {
	if column <= 0 {
		return ""
	}
	if column > 26 {
		return Letters((column-1)/26) + string(rune('A'+(column-1)%26))
	}
	return string(rune('A' + column - 1))
}

// parseRef reads an address such as C14; dollar signs are allowed.
func parseRef(s string) (column, row int, ok bool) {
	i := 0
	for ; i < len(s); i++ {
		c := s[i]
		switch {
		case c == '$':
			continue
		case c >= 'a' && c <= 'z':
			c -= 'a' - 'A'
		}
		if c < 'A' || c > 'Z' {
			break
		}
		column = column*26 + int(c-'A') + 1
		if column > maxColumns {
			return 0, 0, false
		}
	}
	rest := s[i:]
	if column == 0 || rest == "" || rest[0] == '+' || rest[0] == '-' {
		return 0, 0, false
	}
	row, err := strconv.Atoi(rest)
	return column, row, err == nil && row > 0 && row <= maxRows
}

// The sizes of a sheet in the format itself (ECMA-376, part 1, 18.3.1).
const (
	maxColumns = 16_384
	maxRows    = 1_048_576
)
