package excel

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/dondoc/dondoc/internal/domain/intake"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/vietnamese"
	"github.com/dondoc/dondoc/internal/foundation/workbook"
)

// MaxUnitSheet is the largest unit sheet taken, in bytes.
const MaxUnitSheet = 5 << 20

// maxSheetRows is how many rows a unit sheet may bring back: more than any unit owes.
const maxSheetRows = 2000

// unitSheetLimits are those of any workbook, smaller where a unit sheet never needs so much.
func unitSheetLimits() workbook.Limits {
	l := workbook.Defaults()
	l.Bytes, l.Unzipped, l.Part, l.Rows, l.Cells = MaxUnitSheet, 64<<20, 32<<20, 20_000, 500_000
	return l
}

// ReadUnitSheet reads a unit sheet that came back. The file is not trusted: it is read within limits, and decides nothing.
func ReadUnitSheet(ctx context.Context, raw []byte) (intake.SheetFile, error) {
	b, err := workbook.Open(raw, unitSheetLimits())
	if err != nil {
		return intake.SheetFile{}, err
	}
	r := &sheetReader{ctx: ctx, book: b, words: map[string]string{}}
	if err := r.identity(); err != nil {
		return intake.SheetFile{}, err
	}
	return r.file, r.rows()
}

// sheetReader reads a unit sheet.
type sheetReader struct {
	ctx   context.Context //nolint:containedctx // lives for one call of ReadUnitSheet
	book  *workbook.Book
	file  intake.SheetFile
	words map[string]string // codes of progress by their words
	at    map[string]int    // columns by their keys
}

// identity finds the sheet that says what the file is.
func (r *sheetReader) identity() error {
	found := false
	for i, s := range r.book.Sheets() {
		if !s.Hidden { // whoever shows it again has it found below
			continue
		}
		ok, err := r.identityIn(i)
		if err != nil {
			return err
		}
		found = found || ok
	}
	for i := 0; i < len(r.book.Sheets()) && !found; i++ {
		var err error
		if found, err = r.identityIn(i); err != nil {
			return err
		}
	}
	if !found {
		return fault.New(fault.Invalid, "unit_sheet.not_ours")
	}
	return nil
}

func (r *sheetReader) identityIn(i int) (bool, error) {
	is := false
	err := r.book.Rows(r.ctx, i, func(row workbook.Row) error {
		key, value := row.At(1).Text, strings.TrimSpace(row.At(2).Text)
		if row.Number == 1 && key == sheetMark {
			is = true
			r.file.Format, _ = strconv.Atoi(value) // what is no number is another format
		}
		if !is {
			return errNotHere
		}
		if code := row.At(4).Text; code != "" {
			r.words[wordKey(row.At(5).Text)] = code
		}
		return r.fact(key, value)
	})
	if err == errNotHere { //nolint:errorlint // our own, handed through as it is
		err = nil
	}
	return is, err
}

// fact takes one line of the identity. Ids that are none stay zero, which is refused where they are used.
func (r *sheetReader) fact(key, value string) error {
	switch key {
	case "sheet":
		_ = r.file.ID.UnmarshalText([]byte(value))
	case "committee":
		_ = r.file.Committee.UnmarshalText([]byte(value))
	case "unit":
		_ = r.file.Unit.UnmarshalText([]byte(value))
	case "made_at":
		if t, err := time.Parse(time.RFC3339, value); err == nil {
			r.file.MadeOn = calendar.DateOf(t)
		}
	}
	return nil
}

var errNotHere = fault.New(fault.Invalid, "unit_sheet.not_ours")

// rows finds the table by its key row, on whichever sheet and in whichever columns it now is, and reads what follows.
func (r *sheetReader) rows() error {
	for i := range r.book.Sheets() {
		r.at = nil
		err := r.book.Rows(r.ctx, i, func(row workbook.Row) error {
			if r.at == nil {
				r.at = keysIn(row)
				return nil
			}
			return r.take(row)
		})
		if err != nil {
			return err
		}
		if r.at != nil {
			return nil
		}
	}
	return fault.New(fault.Invalid, "unit_sheet.no_table")
}

// keysIn reads the key row; nil for any other.
func keysIn(row workbook.Row) map[string]int {
	at := map[string]int{}
	for _, c := range row.Cells {
		if key, ok := strings.CutPrefix(c.Text, keyMark); ok && !c.Covered {
			at[key] = c.Column
		}
	}
	for _, key := range unitSheetKeys {
		if at[key] == 0 {
			return nil
		}
	}
	return at
}

// take reads one row below the heads. A row with no mark and no words is an empty one.
func (r *sheetReader) take(row workbook.Row) error {
	mark := strings.TrimSpace(r.cell(row, "task").Text)
	out := intake.FileRow{Line: row.Number, Cells: map[intake.SheetField]intake.SheetCell{}}
	words := false
	for _, f := range intake.SheetFields() {
		c := r.value(row, f)
		words = words || c.Text != "" || !c.Date.IsZero()
		out.Cells[f] = c
	}
	switch {
	case mark == rowNotData:
		return nil
	case (mark == "" || mark == rowForNew) && !words:
		return nil
	case mark != "" && mark != rowForNew:
		r.link(row, mark, &out)
	}
	if len(r.file.Rows) >= maxSheetRows {
		return fault.New(fault.TooLarge, "unit_sheet.too_many_rows", maxSheetRows)
	}
	r.file.Rows = append(r.file.Rows, out)
	return nil
}

// link reads the hidden cells that say which task the row is of.
func (r *sheetReader) link(row workbook.Row, mark string, out *intake.FileRow) {
	wrong := out.Task.UnmarshalText([]byte(mark)) != nil
	var unit access.UnitID
	wrong = unit.UnmarshalText([]byte(strings.TrimSpace(r.cell(row, "unit").Text))) != nil || wrong
	out.Unit, out.Role, out.Seal = unit, task.AssigneeRole(r.cell(row, "role_code").Text), r.cell(row, "seal").Text
	out.Version = int(r.cell(row, "version").Number)
	out.Torn = wrong || unit.IsZero() || out.Role != task.Lead && out.Role != task.Coordinate
}

func (r *sheetReader) cell(row workbook.Row, key string) workbook.Cell {
	c := row.At(r.at[key])
	if c.Covered {
		return workbook.Cell{Column: c.Column, Row: c.Row}
	}
	return c
}

// value hands a cell on as the use case wants it; a word of progress becomes its code.
func (r *sheetReader) value(row workbook.Row, f intake.SheetField) intake.SheetCell {
	c := r.cell(row, string(f))
	out := intake.SheetCell{Ref: c.Ref(), Kind: intake.CellText, Text: strings.TrimSpace(c.Text)}
	switch c.Kind {
	case workbook.Date:
		out.Kind, out.Date, out.Text = intake.CellDate, c.Date, ""
	case workbook.Number:
		out.Kind = intake.CellNumber
	case workbook.Error:
		out.Kind = intake.CellError
	default:
	}
	if f == intake.FieldProgress {
		if code, ok := r.words[wordKey(out.Text)]; ok {
			out.Text = code
		}
	}
	return out
}

func wordKey(s string) string { return vietnamese.Key(s) }
