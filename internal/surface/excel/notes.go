package excel

import "strings"

// noteSheet tells on a last sheet what had to be done to texts, so that whoever opens the workbook learns it, however it came to
// them. Nothing is written when no character was left out: rows that carry on a long text speak for themselves.
func (b *book) noteSheet(t Words) {
	if b.err != nil || b.notes.Removed == 0 {
		return
	}
	n := b.notes // as it stands now: writing the sheet may not add to what it tells
	name := tabName(t.T("excel.notes.tab"))
	b.addSheet(name)
	cols := []column{
		{head: t.T("excel.notes.what"), width: 48}, {head: t.T("excel.notes.count"), kind: KindInt, width: 12}, {head: t.T("excel.notes.where"), width: 90},
	}
	h := head{cols: cols}
	h.title(t.T("excel.notes.title"))
	s, _ := b.open(plan{name: name, above: h.lines, cols: cols, more: t.T("excel.more"), footer: t.T("excel.notes.title"), page: t.T("excel.page")})
	s.put([]Value{Text(t.T("excel.notes.removed")), Int(n.Removed), Text(places(n.RemovedAt))}, look{})
	if n.Continued > 0 {
		s.put([]Value{Text(t.T("excel.notes.continued")), Int(n.Continued), Text(places(n.ContinuedAt))}, look{})
	}
	s.close(heads{}, 0)
	b.notes = n
}

// places lists cells; Notes names only the first ones.
func places(cells []string) string {
	s := strings.Join(cells, ", ")
	if len(cells) == maxNoted {
		s += ", …"
	}
	return s
}
