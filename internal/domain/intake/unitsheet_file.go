package intake

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// SheetFile is a unit sheet as it came back: what its cells hold, nothing yet decided.
type SheetFile struct {
	Format    int                `json:"format"`
	ID        SheetID            `json:"sheet_id"`
	Committee access.CommitteeID `json:"committee_id"`
	Unit      access.UnitID      `json:"unit_id"`
	MadeOn    calendar.Date      `json:"made_on"`
	Rows      []FileRow          `json:"rows"`
}

// FileRow is one row that came back. A row without a task was added by hand.
type FileRow struct {
	Line    int                      `json:"line"` // of the sheet, from 1
	Task    task.ID                  `json:"task_id,omitzero"`
	Unit    access.UnitID            `json:"unit_id,omitzero"`
	Role    task.AssigneeRole        `json:"role,omitempty"`
	Version int                      `json:"version,omitempty"` // of the task when the sheet was handed out
	Seal    string                   `json:"seal,omitempty"`
	Torn    bool                     `json:"torn,omitempty"` // the hidden cells hold something, but not what was written there
	Cells   map[SheetField]SheetCell `json:"cells"`
}

// CellKind says what a cell holds.
type CellKind string

// The kinds of cells; anything but a date or an error is read as its text.
const (
	CellText   CellKind = "text"
	CellDate   CellKind = "date"
	CellNumber CellKind = "number"
	CellError  CellKind = "error"
)

// SheetCell is a cell as it came back.
type SheetCell struct {
	Ref  string        `json:"ref"` // "H12"
	Kind CellKind      `json:"kind"`
	Text string        `json:"text,omitempty"` // of a progress: its code, where the word is one that was offered
	Date calendar.Date `json:"date,omitzero"`
}

// Key names the row among those of its sheet.
func (r FileRow) Key() string {
	if r.Task.IsZero() {
		return "new/" + sealed(r.Cells[FieldText].Text)
	}
	return r.Task.String() + "/" + r.Unit.String() + "/" + string(r.Role)
}

// reading is a row with its cells understood.
type reading struct {
	values map[SheetField]string // as SheetRow.Value writes them
	wrong  map[SheetField]fault.Message
}

func (r FileRow) read() reading {
	out := reading{values: map[SheetField]string{}, wrong: map[SheetField]fault.Message{}}
	for _, f := range SheetFields() {
		value, wrong := r.Cells[f].value(f)
		if f == FieldText && !r.Task.IsZero() {
			value = unquoted(value)
		}
		out.values[f] = value
		if wrong.Key != "" {
			out.wrong[f] = wrong
		}
	}
	return out
}

// value reads a cell as its column wants it. What cannot be understood stays as typed, with the reason.
func (c SheetCell) value(f SheetField) (string, fault.Message) {
	switch {
	case c.Kind == CellError:
		return c.Text, fault.Message{Key: "unit_sheet.why.cell_error", Args: []any{c.Ref, c.Text}}
	case c.Kind == CellDate && f.dated():
		return c.Date.String(), fault.Message{}
	case c.Kind == CellDate:
		return c.Date.VN(), fault.Message{}
	case f == FieldOn || f == FieldAskedDue:
		return c.date()
	case f == FieldDue:
		if d, err := typedDate(c.Text); err == nil {
			return d.String(), fault.Message{}
		}
	}
	return org.Prose(c.Text), fault.Message{}
}

// date reads a date typed as text. The sheet states its own order, day before month; anything else is refused, not guessed.
func (c SheetCell) date() (string, fault.Message) {
	text := strings.TrimSpace(c.Text)
	if text == "" {
		return "", fault.Message{}
	}
	if c.Kind == CellNumber {
		return text, fault.Message{Key: "unit_sheet.why.number_for_date", Args: []any{c.Ref, text}}
	}
	d, err := typedDate(text)
	if err != nil {
		return text, fault.Message{Key: "unit_sheet.why.not_a_date", Args: []any{c.Ref, text}}
	}
	return d.String(), fault.Message{}
}

var dayMonthYear = regexp.MustCompile(`^(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})$`)

// typedDate reads dd/mm/yyyy, with points or hyphens too, and YYYY-MM-DD, of which nobody can doubt the order.
func typedDate(s string) (calendar.Date, error) {
	s = strings.TrimSpace(s)
	m := dayMonthYear.FindStringSubmatch(s)
	if m == nil {
		return calendar.ParseISO(s)
	}
	var n [3]int
	for i := range n {
		v, err := strconv.Atoi(m[i+1])
		if err != nil {
			return calendar.Date{}, err
		}
		n[i] = v
	}
	d := calendar.Date{Year: n[2], Month: time.Month(n[1]), Day: n[0]}
	if !d.Valid() {
		return calendar.Date{}, fault.New(fault.Invalid, "unit_sheet.no_such_day")
	}
	return d, nil
}

// dateIn reads a date that read has written.
func dateIn(s string) calendar.Date {
	d, err := calendar.ParseISO(s)
	if err != nil {
		return calendar.Date{} // what is no date was refused before
	}
	return d
}

// check refuses a file that belongs elsewhere or was laid out by another edition of the program.
func (f SheetFile) check(c access.CommitteeID) error {
	switch {
	case f.Format != SheetFormat:
		return fault.New(fault.Invalid, "unit_sheet.other_format", f.Format, SheetFormat)
	case f.Committee != c:
		return fault.New(fault.Invalid, "unit_sheet.other_committee")
	case f.ID.IsZero() || f.Unit.IsZero():
		return fault.New(fault.Invalid, "unit_sheet.not_ours")
	}
	return nil
}
