// Package excel writes the workbooks of the product: the half-year report and the Excel of any list. It is the only home of the
// excelize library and of its catches. Sheets are streamed: rows go to the archive as they come, so that a report of a hundred
// thousand tasks needs no more memory than one of ten.
//
// Looks follow the form of Vietnamese documents (Nghị định 30/2020/NĐ-CP for committees of the state, Hướng dẫn 36-HD/VPTW for
// the Party's): letterhead, numbered column heads, A4 landscape, signature block. Totals are formulas with their cached values.
package excel

import (
	"io"
	"strings"

	"github.com/dondoc/dondoc/internal/domain/report"
)

// Words says things in the reader's language; i18n.Printer is one.
type Words interface {
	T(key string, args ...any) string
}

// document is a half-year report being written.
type document struct {
	b *book
	t Words
	h report.HalfYear
}

// HalfYear writes the half-year report to w; see HalfYearBook. It returns what had to be done to texts; an error may leave a part
// of a file in w.
func HalfYear(w io.Writer, h report.HalfYear, tasks report.Walk, t Words) (Notes, error) {
	k, err := HalfYearBook(h, tasks, t)
	return sent(w, k, err)
}

// HalfYearBook makes the half-year report as a workbook of six sheets: summary, by unit, by field, tasks, shortcomings, meetings.
// The tasks are streamed and never held. Where characters had to be left out a seventh sheet says which.
func HalfYearBook(h report.HalfYear, tasks report.Walk, t Words) (*Book, error) {
	b := newBook()
	d := &document{b: b, t: t, h: h}
	names := d.sheetNames()
	for _, n := range names {
		b.addSheet(n)
	}
	b.properties(d.t.T("excel.summary.title")+" – "+h.Letterhead.ShortName, h.Known)
	total := d.summary(names[0])
	d.units(names[1], total)
	d.fields(names[2])
	d.tasks(names[3], tasks)
	d.shortcomings(names[4])
	d.meetings(names[5])
	b.noteSheet(t)
	return finished(b)
}

func (d *document) sheetNames() []string {
	keys := []string{"summary", "units", "fields", "tasks", "shortcomings", "meetings"}
	names := make([]string, len(keys))
	for i, k := range keys {
		names[i] = tabName(d.t.T("excel." + k + ".tab"))
	}
	return names
}

// plan is what all sheets of the report have in common.
func (d *document) plan(name, title string, cols []column) plan {
	h := head{t: d.t, cols: cols}
	h.letterhead(d.h.Letterhead)
	h.title(strings.ToUpper(d.t.T(title)), d.periodLine(), d.t.T("excel.as_of", d.h.AsOf))
	return plan{
		name: name, above: h.lines, rules: h.rules, cols: cols, more: d.t.T("excel.more"),
		footer: d.h.Letterhead.ShortName + " – " + d.t.T("excel.as_of", d.h.AsOf), page: d.t.T("excel.page"),
	}
}

// periodLine names the period as people do, with its days: "6 tháng cuối năm 2020 (từ ngày 15/06/2020 đến ngày 14/12/2020)".
func (d *document) periodLine() string {
	p := d.h.Period
	key := "excel.period.first"
	if p.Half() == 2 {
		key = "excel.period.second"
	}
	return d.t.T(key, p.Year(), p.Start, p.End)
}

// tabName makes a text fit for the tab of a sheet: 31 letters, none of those Excel forbids.
func tabName(s string) string {
	s, _ = clean(s)
	s = strings.Trim(strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\`, r) || r < 0x20 {
			return ' '
		}
		return r
	}, s), "' ")
	for utf16Len(s) > 31 {
		r := []rune(s)
		s = strings.TrimRight(string(r[:len(r)-1]), " ")
	}
	return s
}
