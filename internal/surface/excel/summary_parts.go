package excel

import (
	"strconv"

	"github.com/dondoc/dondoc/internal/domain/report"
	"github.com/dondoc/dondoc/internal/domain/task"
)

// classRow is a line of the table of classes: every obligation of the total stands in exactly one.
type classRow struct {
	class task.Timing
	plus  string // figure
	minus string // figure that is part of it and has a line of its own
}

func classRows() []classRow {
	return []classRow{
		{task.DoneInTime, "done_in_time", ""},
		{task.DoneLate, "done_late", ""},
		{task.DoneNoDeadline, "done_no_deadline", ""},
		{task.InTime, "in_time", "due_soon"},
		{task.DueSoon, "due_soon", ""},
		{task.Overdue, "overdue", ""},
		{task.NoDeadline, "no_deadline", "continuous"},
		{task.Continuous, "continuous", ""},
		{task.TimingPaused, "paused", ""},
	}
}

// classes writes the table of classes, its sum and, beside the whole table, its chart.
func (s *summary) classes(h heads) {
	s.section("III", "excel.summary.classes")
	first := s.row + 1
	sum := 0
	for i, c := range classRows() {
		n, base := s.value[c.plus], ""
		f := cell(sumCount, s.cells[c.plus])
		if c.minus != "" {
			n -= s.value[c.minus]
			f += "-" + cell(sumCount, s.cells[c.minus])
			base = s.t.T("excel.summary.without", lower(s.t.T("timing."+c.minus)))
		}
		sum += n
		s.classRow[c.class] = s.row + 1
		word := Class(c.class, s.t.T("timing."+string(c.class)))
		word.center = false
		s.table([]Value{Number(i + 1), word, Int(n).by(f), s.shareOfTotal(n), Text(base)}, look{})
	}
	last := s.row
	total := Int(sum).by("SUM(" + cell(sumCount, first) + ":" + cell(sumCount, last) + ")")
	s.table([]Value{{}, Text(s.t.T("excel.sum")), total, s.shareOfTotal(sum), Text(s.t.T("excel.summary.equals_total"))},
		look{bold: true, ground: groundSum})
	s.classChart(h, first)
}

// shareOfTotal is the share of the count of the row being made in the total.
func (s *summary) shareOfTotal(n int) Value {
	v := Ratio(n, s.h.Totals.Total)
	if v.filled {
		v = v.by(cell(sumCount, s.row+1) + "/" + abs(sumCount, s.cells["total"]))
	}
	return v
}

// line writes a plain line: number, words, count, share with the words of its base.
func (s *summary) line(n int, key string, count int) {
	s.table([]Value{Number(n), Text(s.t.T(key)), Int(count)}, look{})
}

// attendance sums the rolls of the meetings whose roll is known.
type attendance struct{ present, invited, conclusions, shortcomings, tasks, unknown int }

func attendanceOf(all []report.MeetingRow) attendance {
	var a attendance
	for _, m := range all {
		a.present += m.Present
		a.invited += m.Invited
		a.conclusions += m.Conclusions
		a.shortcomings += m.Shortcomings
		a.tasks += m.Tasks
		if m.Invited == 0 {
			a.unknown++
		}
	}
	return a
}

func (s *summary) meetings() {
	s.section("IV", "excel.summary.meetings")
	a := attendanceOf(s.h.Meetings)
	s.line(1, "excel.summary.meetings_held", len(s.h.Meetings))
	share, base := Value{kind: KindPercent}, s.t.T("excel.summary.no_roll")
	if a.invited > 0 {
		share = Ratio(a.present, a.invited).by(cell(sumCount, s.row+1) + "/" + strconv.Itoa(a.invited))
		base = s.t.T("excel.summary.of_invited", a.present, a.invited)
		if a.unknown > 0 {
			base += "; " + s.t.T("excel.summary.some_no_roll", a.unknown)
		}
	}
	s.table([]Value{Number(2), Text(s.t.T("excel.summary.present")), Int(a.present), share, Text(base)}, look{})
	s.line(3, "excel.summary.conclusions", a.conclusions)
	s.line(4, "excel.summary.meeting_tasks", a.tasks)
}

func (s *summary) shortcomings() {
	s.section("V", "excel.summary.shortcomings")
	f := s.h.Shortcomings
	s.line(1, "excel.summary.short_new", f.New)
	s.line(2, "excel.summary.short_repeated", f.Repeated)
	s.line(3, "excel.summary.short_cured", f.Cured)
	s.table([]Value{Number(4), Text(s.t.T("excel.summary.short_open")), Int(f.Open), {}, Text(s.t.T("excel.summary.short_open_is", s.h.AsOf))}, look{})
}
