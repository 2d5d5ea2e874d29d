// Package excel writes the workbooks of the product: the half-year report and the Excel of any list. It is the only home of the
// excelize library and of its catches. Sheets are streamed: rows go to the archive as they come, so that a report of a hundred
// thousand tasks needs no more memory than one of ten.
//
// Looks follow the form of Vietnamese documents (Nghị định 30/2020/NĐ-CP for committees of the state, Hướng dẫn 36-HD/VPTW for
// the Party's): letterhead, numbered column heads, A4 landscape, signature block. Totals are formulas with their cached values.
package excel

import (
	"io"
	"net/url"
	"strconv"
	"strings"

	"github.com/dondoc/dondoc/internal/domain/report"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
)

// Words says things in the reader's language; i18n.Printer is one.
type Words interface {
	T(key string, args ...any) string
}

// Options says how a report is written.
type Options struct {
	Words Words
	Base  string // how people reach the pages, without a slash at the end: figures lead to their lists there. Empty: they lead nowhere
}

// document is a report being written.
type document struct {
	b    *book
	t    Words
	h    report.HalfYear
	base string
}

// HalfYear writes the half-year report to w; see HalfYearBook. It returns what had to be done to texts; an error may leave a part
// of a file in w.
func HalfYear(w io.Writer, h report.HalfYear, tasks report.Walk, o Options) (Notes, error) {
	k, err := HalfYearBook(h, tasks, o)
	return sent(w, k, err)
}

// HalfYearBook makes the report of a period as a workbook of sheets: summary, by unit, by field, tasks, shortcomings, meetings, and the
// comparison where there is something to compare with. The tasks are streamed and never held. Where characters had to be left out one
// more sheet says which. A frozen report says so, and its workbook depends on nothing but what was stored.
func HalfYearBook(h report.HalfYear, tasks report.Walk, o Options) (*Book, error) {
	b := newBook()
	d := &document{b: b, t: o.Words, h: h, base: o.Base}
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
	if len(names) > sheetComparison {
		d.comparison(names[sheetComparison])
	}
	b.noteSheet(o.Words)
	return finished(b)
}

// sheetComparison is the place of the sheet that is there only when there is something to compare with.
const sheetComparison = 6

func (d *document) sheetNames() []string {
	keys := []string{"summary", "units", "fields", "tasks", "shortcomings", "meetings"}
	if len(d.h.Comparison) > 0 {
		keys = append(keys, "comparison")
	}
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
	h.title(strings.ToUpper(d.t.T(title)), d.periodLine(), d.t.T("excel.as_of", d.h.AsOf), d.frozenLine())
	return plan{
		name: name, above: h.lines, rules: h.rules, cols: cols, more: d.t.T("excel.more"),
		footer: d.h.Letterhead.ShortName + " – " + d.t.T("excel.as_of", d.h.AsOf), page: d.t.T("excel.page"),
	}
}

// periodLine names the period as people do, with its days: "6 tháng cuối năm 2020 (từ ngày 15/06/2020 đến ngày 14/12/2020)".
func (d *document) periodLine() string {
	p := d.h.Period
	n, err := calendar.ParseCode(p.Code)
	switch {
	case err == nil && (n.Kind == calendar.KindMonth || n.Kind == calendar.KindQuarter):
		return d.t.T("excel.span."+string(n.Kind), n.N, n.Year, p.Start, p.End)
	case err == nil && n.Kind != calendar.KindHalf:
		return d.t.T("excel.span."+string(n.Kind), n.Year, p.Start, p.End)
	case p.Half() == 2:
		return d.t.T("excel.period.second", p.Year(), p.Start, p.End)
	}
	return d.t.T("excel.period.first", p.Year(), p.Start, p.End)
}

// frozenLine says when, by whom and for which time the report was fixed; nothing of one that was counted for this workbook.
func (d *document) frozenLine() string {
	f := d.h.Frozen
	if f == nil {
		return ""
	}
	at := f.At.In(calendar.Zone())
	line := d.t.T("excel.frozen", at.Format("15:04"), calendar.DateOf(f.At), f.Number)
	if f.Supersedes > 0 {
		line += "; " + d.t.T("excel.frozen_again", f.Supersedes, f.Reason)
	}
	return line
}

// behind is the address of the list behind a figure; pairs are its further parameters.
func (d *document) behind(figure string, pairs ...string) string {
	if d.base == "" {
		return ""
	}
	q := url.Values{"so": {figure}}
	if f := d.h.Frozen; f != nil {
		q.Set("lan", strconv.Itoa(f.Number))
	} else {
		q.Set("den", d.h.AsOf.VN())
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		q.Set(pairs[i], pairs[i+1])
	}
	return d.base + "/c/" + d.h.Letterhead.Code + "/bao-cao/" + d.h.Period.Code + "/nhiem-vu?" + q.Encode()
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
