package excel

import "github.com/dondoc/dondoc/internal/domain/report"

// units writes the sheet "Theo đơn vị": a task with two leads stands in full under each, and the difference to the total is shown.
func (d *document) units(name string, total *summary) {
	tab := newTally(true)
	p := d.plan(name, "excel.units.title", tab.columns(d.t, d.t.T("excel.units.col.name")))
	p.numbers = true
	s, h := d.b.open(p)
	first := s.row + 1
	sum := map[string]int{}
	for i, u := range d.h.ByUnit {
		more := map[string]int{"counted": u.FirstNamed, "coordinating": u.Coordinating}
		s.put(d.linked(tab, tab.row(s.row+1, Number(i+1), Text(u.Name), u.Figures, more), "don-vi", u.Unit.String()), look{})
		add(sum, u.Figures, more)
	}
	more := map[string]int{"counted": d.h.NoLead.Total}
	s.put(d.linked(tab, tab.row(s.row+1, Value{}, Text(d.t.T("task.no_lead")), d.h.NoLead, more), "don-vi", "chua-co"), look{italic: true})
	add(sum, d.h.NoLead, more)
	last := s.row
	s.put(tab.sums(s.row+1, first, last, d.t.T("excel.units.sum"), sum), look{bold: true, ground: groundSum})
	d.difference(s, tab, sum, total)
	d.merged(s, tab)
	s.note(part{text: d.t.T("excel.units.note"), italic: true})
	s.sign(d.t, d.h.Letterhead)
	s.unitCharts(total, tab, first, last)
	s.close(h, last)
}

// difference writes the totals in which each task counts once, and by how much the sum over units is more.
func (d *document) difference(s *sheet, tab tally, sum map[string]int, total *summary) {
	once := []Value{{}, Text(d.t.T("excel.units.once"))}
	more := []Value{{}, Text(d.t.T("excel.units.difference"))}
	sumRow := s.row
	for _, spec := range tab.specs {
		figure := spec.figure
		if figure == "counted" {
			figure = "total"
		}
		row, known := total.cells[figure]
		if !known {
			once, more = append(once, Value{kind: KindInt}), append(more, Value{kind: KindInt})
			continue
		}
		n := total.value[figure]
		col := tab.col[spec.figure]
		once = append(once, Int(n).by(total.ref(sumCount, row)))
		more = append(more, Int(sum[spec.figure]-n).by(cell(col, sumRow)+"-"+cell(col, sumRow+1)))
	}
	s.put(once, look{bold: true})
	s.put(more, look{italic: true})
}

// linked makes the figures of a row lead to their lists; zeros, shares and counts without a list of their own lead nowhere.
func (d *document) linked(tab tally, values []Value, pairs ...string) []Value {
	for i, spec := range tab.specs {
		v := &values[i+2]
		if spec.of == "" && !spec.units && v.filled && v.number > 0 {
			*v = v.linked(d.behind(spec.figure, pairs...))
		}
	}
	return values
}

// merged writes the units into which others were merged inside the period, under both names, each task counted once. These rows are in no sum.
func (d *document) merged(s *sheet, tab tally) {
	for _, m := range d.h.Merged {
		name := d.t.T("excel.units.merged", m.Name, m.From, m.On)
		s.put(tab.row(s.row+1, Value{}, Text(name), m.Figures, nil), look{italic: true})
	}
}

// fields writes the sheet "Theo lĩnh vực"; its last row without a name holds the tasks of no field.
func (d *document) fields(name string) {
	tab := newTally(false)
	p := d.plan(name, "excel.fields.title", tab.columns(d.t, d.t.T("excel.fields.col.name")))
	p.numbers = true
	s, h := d.b.open(p)
	first := s.row + 1
	sum := map[string]int{}
	for i, f := range d.h.ByField {
		order, words, key := Number(i+1), Text(f.Name), f.Field.String()
		if f.Name == "" {
			order, words, key = Value{}, Text(d.t.T("excel.fields.none")), "chua-co"
		}
		s.put(d.linked(tab, tab.row(s.row+1, order, words, f.Figures, nil), "linh-vuc", key), look{italic: f.Name == ""})
		add(sum, f.Figures, nil)
	}
	if len(d.h.ByField) == 0 {
		s.put(tab.row(s.row+1, Value{}, Text(d.t.T("excel.fields.none")), report.Figures{}, nil), look{italic: true})
	}
	last := s.row
	s.put(tab.sums(s.row+1, first, last, d.t.T("excel.sum"), sum), look{bold: true, ground: groundSum})
	s.sign(d.t, d.h.Letterhead)
	s.close(h, last)
}
