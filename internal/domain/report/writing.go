package report

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
)

// Writing is what people write around the figures of a half-year.
type Writing struct {
	Committee    access.CommitteeID `json:"committee_id"`
	Period       string             `json:"period"`
	Subject      string             `json:"subject"` // below the word BÁO CÁO
	Sections     []Section          `json:"sections"`
	Shortcomings []string           `json:"shortcomings"` // ids of those shown; null: all that are open
	Tasks        []string           `json:"tasks"`        // ids of those shown; null: all that are overdue
	Signer       access.PersonID    `json:"signer_id,omitzero"`
	Recipients   []string           `json:"recipients"`
	Number       int                `json:"number"` // as the registry gave it; 0: not yet
	IssuedOn     calendar.Date      `json:"issued_on,omitzero"`
	From         string             `json:"from,omitempty"` // not stored yet: the half-year whose words it begins with
	WrittenAt    time.Time          `json:"written_at,omitzero"`
	Login        string             `json:"login"`
	Version      int                `json:"version"` // 0: nothing is stored
}

// Write stores what people wrote for a half-year. Lists that are null show what is usual.
type Write struct {
	Committee    access.CommitteeID `json:"committee_id" validate:"required"`
	Period       string             `json:"period" validate:"required,max=7"`
	Subject      string             `json:"subject,omitempty" validate:"max=500"`
	Sections     []Section          `json:"sections" validate:"required,min=1,max=60,dive"`
	Shortcomings []string           `json:"shortcomings,omitempty" validate:"max=2000,dive,max=40"`
	Tasks        []string           `json:"tasks,omitempty" validate:"max=2000,dive,max=40"`
	Signer       access.PersonID    `json:"signer_id,omitzero"`
	Recipients   []string           `json:"recipients,omitempty" validate:"max=30,dive,max=300"`
	Number       int                `json:"number,omitempty" validate:"min=0,max=1000000"`
	IssuedOn     calendar.Date      `json:"issued_on,omitzero" validate:"realdate"`
	Version      int                `json:"version" validate:"min=0"`
}

func (w *Write) clean() {
	w.Subject = org.Line(w.Subject)
	for i := range w.Sections {
		w.Sections[i].Title, w.Sections[i].Text = org.Line(w.Sections[i].Title), org.Prose(w.Sections[i].Text)
	}
	lines := []string{}
	for _, l := range w.Recipients {
		if l = strings.TrimRight(org.Line(l), ";. "); l != "" {
			lines = append(lines, l)
		}
	}
	w.Recipients = lines
}

// TableKind says which columns a table of the report has.
type TableKind string

// The tables.
const (
	FigureTable      TableKind = "figures"      // number, what, how many
	CountTable       TableKind = "counts"       // number, name, total, done, in time, late, not done, within time, overdue
	ShortcomingTable TableKind = "shortcomings" // number, what, units, raised on, times
	TaskTable        TableKind = "tasks"        // number, what, leads, deadline, days overdue
)

// Table is a table of the report as text.
type Table struct {
	Kind TableKind  `json:"kind"`
	Rows [][]string `json:"rows"`
}

// Part is a section as the document prints it.
type Part struct {
	Level      int      `json:"level"`
	Title      string   `json:"title"`
	Paragraphs []string `json:"paragraphs"`
	Table      *Table   `json:"table,omitempty"`
	Empty      bool     `json:"empty"` // nobody wrote anything and nothing is shown: a dotted line
}

// Document is a half-year report in words: all a renderer needs. It is made of a HalfYear and its rows, whether counted now or kept.
type Document struct {
	Half       HalfYear          `json:"-"`
	Committee  org.Committee     `json:"-"`
	Subject    string            `json:"subject"`
	Parts      []Part            `json:"parts"`
	Signer     meeting.Signatory `json:"signer"`
	Recipients []string          `json:"recipients"`
	Number     int               `json:"number"`
	IssuedOn   calendar.Date     `json:"issued_on,omitzero"`
	Empty      []string          `json:"empty"`         // headings below which nobody wrote anything
	Unknown    []string          `json:"unknown_marks"` // marks in the narrative that name no figure
	Template   []byte            `json:"-"`
}

// Rows are the lists a document chooses from.
type Rows struct {
	Open    []ShortcomingRow // shortcomings that may be shown: those of the report's list
	Overdue []TaskRow        // tasks that may be shown: those not done
}

// Compose puts figures, rows and words together.
func Compose(h HalfYear, rows Rows, w Writing) Document {
	d := Document{Half: h, Subject: w.Subject, Recipients: w.Recipients, Number: w.Number, IssuedOn: w.IssuedOn, Parts: []Part{}, Empty: []string{}, Unknown: []string{}}
	for i, s := range w.Sections {
		p := Part{Level: s.Level, Title: s.Title, Paragraphs: []string{}}
		text, unknown := h.withFigures(s.Text)
		d.Unknown = append(d.Unknown, unknown...)
		for line := range strings.SplitSeq(text, "\n") {
			if line = strings.TrimSpace(line); line != "" {
				p.Paragraphs = append(p.Paragraphs, line)
			}
		}
		p.Table = h.table(s.Show, rows, w)
		heads := i+1 < len(w.Sections) && w.Sections[i+1].Level > s.Level
		if len(p.Paragraphs) == 0 && p.Table == nil && !heads {
			p.Empty = true
			d.Empty = append(d.Empty, s.Title)
		}
		d.Parts = append(d.Parts, p)
	}
	return d
}

// table is what a section shows; nil where there is nothing to show.
func (h HalfYear) table(s Show, rows Rows, w Writing) *Table {
	var t Table
	switch s {
	case ShowFigures:
		t = Table{FigureTable, h.figureRows()}
	case ShowUnits:
		t = Table{CountTable, h.unitRows()}
	case ShowFields:
		t = Table{CountTable, h.fieldRows()}
	case ShowShortcomings:
		t = Table{ShortcomingTable, shortcomingCells(rows.Open, w)}
	case ShowTasks:
		t = Table{TaskTable, h.taskCells(rows.Overdue, w)}
	default:
		return nil
	}
	if len(t.Rows) == 0 {
		return nil
	}
	return &t
}

func (h HalfYear) figureRows() [][]string {
	f := h.Totals
	var rows [][]string
	for _, r := range []struct {
		what string
		n    int
	}{
		{"Tổng số nhiệm vụ theo dõi trong kỳ", f.Total},
		{"Trong đó: chuyển từ kỳ trước", h.CarriedIn},
		{"Trong đó: giao trong kỳ", h.Given},
		{"Đã hoàn thành", f.Done},
		{"– đúng hạn", f.DoneInTime},
		{"– quá hạn", f.DoneLate},
		{"– không đặt thời hạn", f.DoneNoDeadline},
		{"Chưa hoàn thành", f.NotDone},
		{"– trong hạn", f.InTime},
		{"– quá hạn", f.Overdue},
		{"– chưa có thời hạn, thường xuyên", f.NoDeadline},
		{"– tạm dừng", f.Paused},
	} {
		rows = append(rows, []string{strconv.Itoa(len(rows) + 1), r.what, strconv.Itoa(r.n)})
	}
	return rows
}

// countCells are the cells of a row of figures after its name.
func countCells(i int, name string, f Figures) []string {
	cells := []string{"", name}
	if i > 0 {
		cells[0] = strconv.Itoa(i)
	}
	for _, n := range []int{f.Total, f.Done, f.DoneInTime, f.DoneLate, f.NotDone, f.InTime, f.Overdue} {
		cells = append(cells, strconv.Itoa(n))
	}
	return cells
}

// unitRows end with the committee's totals, which count a task with two leads once.
func (h HalfYear) unitRows() [][]string {
	var rows [][]string
	for i, u := range h.ByUnit {
		rows = append(rows, countCells(i+1, u.Name, u.Figures))
	}
	if h.NoLead.Total > 0 {
		rows = append(rows, countCells(len(rows)+1, "Chưa có đơn vị chủ trì", h.NoLead))
	}
	if len(rows) > 0 {
		rows = append(rows, countCells(0, "Toàn Ban", h.Totals))
	}
	return rows
}

func (h HalfYear) fieldRows() [][]string {
	var rows [][]string
	for i, f := range h.ByField {
		name := f.Name
		if name == "" {
			name = "Chưa xếp lĩnh vực"
		}
		rows = append(rows, countCells(i+1, name, f.Figures))
	}
	if len(rows) > 0 {
		rows = append(rows, countCells(0, "Cộng", h.Totals))
	}
	return rows
}

// shows reports whether a row was chosen; usual is what is shown where nobody chose.
func shows(chosen []string, id string, usual bool) bool {
	if chosen == nil {
		return usual
	}
	for _, c := range chosen {
		if c == id {
			return true
		}
	}
	return false
}

// ShowsShortcoming reports whether the document shows a shortcoming: one chosen, else every open one.
func (w Writing) ShowsShortcoming(r ShortcomingRow) bool {
	return shows(w.Shortcomings, r.ID, r.State != "cured")
}

// ShowsTask reports whether the document shows a task: one chosen, else every overdue one.
func (w Writing) ShowsTask(r TaskRow) bool {
	return shows(w.Tasks, r.ID.String(), r.Timing == "overdue")
}

func shortcomingCells(all []ShortcomingRow, w Writing) [][]string {
	var rows [][]string
	for _, s := range all {
		if w.ShowsShortcoming(s) {
			rows = append(rows, []string{strconv.Itoa(len(rows) + 1), s.Text, s.Units, s.RaisedOn.VN(), strconv.Itoa(s.Times)})
		}
	}
	return rows
}

func (h HalfYear) taskCells(all []TaskRow, w Writing) [][]string {
	var rows [][]string
	for _, t := range all {
		if !w.ShowsTask(t) {
			continue
		}
		late := ""
		if !t.DueOn.IsZero() && h.AsOf.After(t.DueOn) {
			late = fmt.Sprintf("quá hạn %d ngày", h.AsOf.Sub(t.DueOn))
		}
		due := t.DueOn.VN()
		if t.DueOn.IsZero() {
			due = t.DeadlineWords
		}
		leads := t.Leads
		if leads == "" {
			leads = t.Addressees
		}
		rows = append(rows, []string{strconv.Itoa(len(rows) + 1), t.Text, leads, due, late})
	}
	return rows
}

func addYear(year string) string {
	n, err := strconv.Atoi(year)
	if err != nil {
		return year
	}
	return strconv.Itoa(n + 1)
}
