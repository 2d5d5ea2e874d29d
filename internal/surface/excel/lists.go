package excel

import (
	"strconv"
	"strings"

	"github.com/dondoc/dondoc/internal/domain/report"
)

func (d *document) shortcomingColumns() []column {
	col := func(key string, width float64) column {
		return column{head: d.t.T("excel.shortcomings.col." + key), width: width}
	}
	cols := []column{
		{head: d.t.T("excel.col.order"), width: 5, align: "center"},
		{head: d.t.T("excel.col.number"), kind: KindNumber, width: 5.5, keep: true},
		col("text", 40), col("nature", 13), col("field", 18), col("units", 20), col("raised_on", 11), col("meeting", 24),
		col("raised_by", 16), col("times", 7), col("state", 13), col("cured_on", 11), col("tasks", 11), col("note", 10),
	}
	for _, i := range []int{6, 11} {
		cols[i].kind = KindDate
	}
	cols[9].kind = KindInt
	for _, i := range []int{3, 10, 12} {
		cols[i].align = "center"
	}
	cols[10].keep = true
	return cols
}

// shortcomings writes the sheet "Tồn tại hạn chế".
func (d *document) shortcomings(name string) {
	p := d.plan(name, "excel.shortcomings.title", d.shortcomingColumns())
	p.numbers = true
	s, h := d.b.open(p)
	first := s.row + 1
	for i, r := range d.h.ShortcomingRows {
		s.put(d.shortcomingRow(i+1, r), look{})
	}
	last := d.end(s, first, len(d.h.ShortcomingRows), "excel.shortcomings")
	s.note(part{text: d.t.T("excel.shortcomings.note"), italic: true})
	s.sign(d.t, d.h.Letterhead)
	s.close(h, last)
}

func (d *document) shortcomingRow(n int, r report.ShortcomingRow) []Value {
	var note string
	if r.Wording != verbatim {
		note = d.t.T("excel.reported")
	}
	times := Int(r.Times).centered()
	times.warn = r.Times > 1
	return []Value{
		Number(n), Number(r.Number), Text(quote(r.Text, r.Wording)),
		Text(d.said("shortcoming.nature.", r.Nature)), Text(r.Field), Text(r.Units), Date(r.RaisedOn), Text(r.Meeting), Text(r.RaisedBy),
		times, Text(d.said("shortcoming.state.", r.State)), Date(r.CuredOn), listed(r.Tasks), Text(note),
	}
}

// listed are numbers in a row, "3, 7"; a single one is a number, because Excel warns of a number stored as text.
func listed(numbers string) Value {
	if n, err := strconv.Atoi(numbers); err == nil {
		return Number(n)
	}
	return Text(numbers).centered()
}

// said is the word of a value of a list; an empty value has none.
func (d *document) said(family, value string) string {
	if value == "" {
		return ""
	}
	return d.t.T(family + value)
}

func (d *document) meetingColumns() []column {
	col := func(key string, width float64, kind Kind) column {
		return column{head: d.t.T("excel.meetings.col." + key), width: width, kind: kind}
	}
	cols := []column{
		{head: d.t.T("excel.col.order"), width: 5, align: "center"},
		{head: d.t.T("excel.col.number"), kind: KindNumber, width: 5.5, keep: true},
		col("kind", 11, KindText), col("title", 42, KindText), col("held_on", 11, KindDate), col("place", 18, KindText), col("chair", 20, KindText),
		col("present", 8, KindInt), col("excused", 8, KindInt), col("absent", 8, KindInt), col("invited", 8, KindInt), col("rate", 9, KindPercent),
		col("conclusions", 8, KindInt), col("shortcomings", 8, KindInt), col("tasks", 8, KindInt), col("state", 13, KindText),
	}
	for i := 7; i <= 11; i++ {
		cols[i].group = d.t.T("excel.meetings.attendance")
	}
	for i := 12; i <= 14; i++ {
		cols[i].group = d.t.T("excel.meetings.yield")
	}
	cols[2].align, cols[15].align = "center", "center"
	cols[11].mark = "(12)=\n(8)/(11)"
	return cols
}

// meetings writes the sheet "Hội nghị".
func (d *document) meetings(name string) {
	p := d.plan(name, "excel.meetings.title", d.meetingColumns())
	p.numbers = true
	s, h := d.b.open(p)
	first := s.row + 1
	for i, m := range d.h.Meetings {
		s.put(d.meetingRow(s.row+1, i+1, m), look{})
	}
	last := 0
	if len(d.h.Meetings) == 0 {
		d.none(s, "excel.meetings.none")
	} else {
		last = s.row
		s.put(d.meetingSums(s.row+1, first, last), look{bold: true, ground: groundSum})
	}
	if attendanceOf(d.h.Meetings).unknown > 0 {
		s.note(part{text: d.t.T("excel.meetings.note"), italic: true})
	}
	s.sign(d.t, d.h.Letterhead)
	s.close(h, last)
}

// The columns of the meetings' figures, from 1.
const (
	meetPresent = iota + 8
	meetExcused
	meetAbsent
	meetInvited
	meetRate
	meetConclusions
	meetShortcomings
	meetTasks
)

func (d *document) meetingRow(row, n int, m report.MeetingRow) []Value {
	values := []Value{
		Number(n), Number(m.Number), Text(d.said("meeting.kind.", m.Kind)), Text(m.Title), Date(m.HeldOn), Text(m.Place), Text(m.Chair),
	}
	roll := []int{m.Present, m.Excused, m.Absent, m.Invited}
	for _, count := range roll {
		v := Int(count)
		if m.Invited == 0 {
			v = Value{kind: KindInt} // no roll is known: nothing, not nought
		}
		values = append(values, v)
	}
	return append(values, d.attended(row, m.Present, m.Invited),
		Int(m.Conclusions), Int(m.Shortcomings), Int(m.Tasks), Text(d.said("meeting.state.", m.State)))
}

func (d *document) attended(row, present, invited int) Value {
	if invited == 0 {
		return Text("–").centered()
	}
	return Ratio(present, invited).by(cell(meetPresent, row) + "/" + cell(meetInvited, row))
}

func (d *document) meetingSums(row, first, last int) []Value {
	var excused, absent int
	for _, m := range d.h.Meetings {
		excused, absent = excused+m.Excused, absent+m.Absent
	}
	a := attendanceOf(d.h.Meetings)
	sum := func(col, n int) Value {
		return Int(n).by("SUM(" + strings.Join([]string{cell(col, first), cell(col, last)}, ":") + ")")
	}
	values := make([]Value, len(d.meetingColumns()))
	values[4].kind = KindDate
	values[0] = Number(len(d.h.Meetings)).by("COUNT(" + cell(1, first) + ":" + cell(1, last) + ")")
	values[3] = Text(d.t.T("excel.sum"))
	values[meetPresent-1], values[meetExcused-1] = sum(meetPresent, a.present), sum(meetExcused, excused)
	values[meetAbsent-1], values[meetInvited-1] = sum(meetAbsent, absent), sum(meetInvited, a.invited)
	values[meetRate-1] = d.attended(row, a.present, a.invited)
	values[meetConclusions-1], values[meetShortcomings-1] = sum(meetConclusions, a.conclusions), sum(meetShortcomings, a.shortcomings)
	values[meetTasks-1] = sum(meetTasks, a.tasks)
	return values
}
