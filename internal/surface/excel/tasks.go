package excel

import (
	"strings"

	"github.com/dondoc/dondoc/internal/domain/report"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
)

// verbatim is the wording that stands in quotation marks; anything else is reported speech.
const verbatim = "verbatim"

func (d *document) taskColumns() []column {
	return []column{
		{head: d.t.T("excel.col.order"), width: 5, align: "center"},
		{head: d.t.T("excel.tasks.col.number"), kind: KindNumber, width: 5.5, keep: true},
		{head: d.t.T("excel.tasks.col.text"), width: 36},
		{head: d.t.T("excel.tasks.col.source"), width: 17},
		{head: d.t.T("excel.tasks.col.lead"), width: 16, keep: true},
		{head: d.t.T("excel.tasks.col.coordinating"), width: 14},
		{head: d.t.T("excel.tasks.col.words"), width: 14},
		{head: d.t.T("excel.tasks.col.due"), kind: KindDate, width: 10.5},
		{head: d.t.T("excel.tasks.col.first_due"), kind: KindDate, width: 10.5},
		{head: d.t.T("excel.tasks.col.class"), width: 13, align: "center", keep: true},
		{head: d.t.T("excel.tasks.col.completed"), kind: KindDate, width: 10.5},
		{head: d.t.T("excel.tasks.col.result"), width: 19},
		{head: d.t.T("excel.tasks.col.note"), width: 16},
	}
}

// tasks writes the sheet "Danh mục nhiệm vụ", streaming.
func (d *document) tasks(name string, tasks report.Walk) {
	p := d.plan(name, "excel.tasks.title", d.taskColumns())
	p.numbers = true
	s, h := d.b.open(p)
	first, n := s.row+1, 0
	values := make([]Value, len(p.cols))
	if d.b.err == nil {
		d.b.fail(tasks(func(r report.TaskRow) error {
			n++
			d.taskRow(values, n, r)
			s.put(values, look{})
			return d.b.err
		}))
	}
	last := d.end(s, first, n, "excel.tasks")
	s.sign(d.t, d.h.Letterhead)
	s.close(h, last)
}

// end closes a list of n rows from a first row: with their count, or with the words that there are none. It returns the last row
// to filter, 0 for none. The count is of the numbers in the first column, so that further rows of long texts are not counted.
func (d *document) end(s *sheet, first, n int, key string) int {
	if n == 0 {
		d.none(s, key+".none")
		return 0
	}
	last := s.row
	values := make([]Value, len(s.cols))
	for i, c := range s.cols {
		values[i].kind = c.kind
	}
	values[0] = Number(n).by("COUNT(" + cell(1, first) + ":" + cell(1, last) + ")")
	values[2] = Text(d.t.T(key + ".count"))
	s.put(values, look{bold: true, ground: groundSum})
	return last
}

// none writes the row that says that a list is empty.
func (d *document) none(s *sheet, key string) {
	s.write(line{height: 21, parts: []part{{
		from: 1, to: len(s.cols), text: d.t.T(key), italic: true, border: true, align: "center",
	}}})
}

// taskRow fills the cells of one task.
func (d *document) taskRow(v []Value, n int, r report.TaskRow) {
	v[0] = Number(n)
	v[1] = Number(r.Number)
	v[2] = Text(quote(r.Text, r.Wording))
	v[3] = Text(r.Source)
	if r.Source == "" {
		v[3] = Text(d.t.T("task.source.unknown"))
	}
	v[4] = d.leads(r)
	v[5] = Text(r.Coordinating)
	v[6] = Text(r.DeadlineWords)
	v[7] = Date(r.DueOn)
	v[8] = Date(r.FirstDueOn) // beside the one in force also where the two are the same
	v[9] = Class(r.Timing, d.classWords(r))
	v[10] = Date(r.CompletedOn)
	v[11] = Text(d.result(r))
	v[12] = Text(d.taskNote(r))
}

// quote sets what was said in quotation marks; reported speech stands without.
func quote(text, wording string) string {
	if wording == verbatim && text != "" {
		return "“" + text + "”"
	}
	return text
}

// leads names the lead units, or says that there are none and whom the words address.
func (d *document) leads(r report.TaskRow) Value {
	switch {
	case r.Leads != "":
		return Text(r.Leads)
	case r.Addressees != "":
		return Text(d.t.T("excel.tasks.no_lead_but", d.t.T("task.no_lead"), r.Addressees)).warning()
	}
	return Text(d.t.T("task.no_lead")).warning()
}

// classWords is the word of the class, and what a report of completion has come to.
func (d *document) classWords(r report.TaskRow) string {
	word := d.t.T("timing." + string(r.Timing))
	switch {
	case r.State == task.Reported:
		return word + ", " + lower(d.t.T("timing.waiting"))
	case r.SentBack && r.State.Open():
		return word + ", " + lower(d.t.T("task.sent_back"))
	}
	return word
}

// result is the last report's words and its day.
func (d *document) result(r report.TaskRow) string {
	if r.LastReportOn.IsZero() {
		return r.Result
	}
	return strings.Join(nonEmpty(r.Result, d.t.T("excel.tasks.reported_on", r.LastReportOn)), " ")
}

// taskNote says the distance to the deadline and what else a reader must know of the row.
func (d *document) taskNote(r report.TaskRow) string {
	var reported, was, carried string
	if r.Wording != verbatim {
		reported = d.t.T("excel.reported")
	}
	if r.WasOverdue && r.Timing != task.Overdue {
		was = d.t.T("distance.was_overdue")
	}
	if r.CarriedIn {
		carried = d.t.T("excel.tasks.carried_in")
	}
	return strings.Join(nonEmpty(d.distance(r), was, carried, reported), "; ")
}

func (d *document) distance(r report.TaskRow) string {
	switch {
	case r.DueOn.IsZero():
		return ""
	case r.Timing == task.Overdue:
		return d.t.T("distance.overdue", d.h.AsOf.Sub(r.DueOn))
	case r.Timing == task.DoneLate:
		return d.t.T("distance.late", r.CompletedOn.Sub(r.DueOn))
	case r.Timing == task.InTime || r.Timing == task.DueSoon:
		return d.ahead(r.DueOn)
	}
	return ""
}

func (d *document) ahead(due calendar.Date) string {
	if n := due.Sub(d.h.AsOf); n > 0 {
		return d.t.T("distance.days", n)
	}
	return d.t.T("distance.today")
}

func lower(s string) string {
	for i, r := range s {
		return strings.ToLower(string(r)) + s[i+len(string(r)):]
	}
	return s
}
