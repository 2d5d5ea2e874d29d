package ui

import (
	"strings"

	"github.com/dondoc/dondoc/internal/domain/report"
	"github.com/dondoc/dondoc/internal/foundation/access"
	reportview "github.com/dondoc/dondoc/web/views/report"
	"github.com/dondoc/dondoc/web/views/ui"
)

// requireFreeze keeps the forms of freezing from those who may not; the use case asks again.
func requireFreeze(r room) error { return access.Require(r.by.MayFreeze(r.committee.ID)) }

// paramCompare asks for the periods beside a report, which cost as much again each.
const paramCompare = "so-sanh"

// compareNotice leads to the comparison where it was not counted.
func (v reportLinks) compareNotice(alone bool) []reportview.Notice {
	if !alone || v.h.Frozen != nil || len(v.h.Comparison) > 1 {
		return nil
	}
	address := withQuery(v.address(""), paramCompare+"=1") + "#so-sanh"
	return []reportview.Notice{{Text: v.r.t("freeze.compare_hint"), Links: []ui.Link{{Text: v.r.t("freeze.compare"), URL: address}}}}
}

// merged shows units that merged inside the period under both names, each task counted once.
func (v reportLinks) merged() reportview.Part {
	r := v.r
	part := reportview.Part{ID: "sap-nhap", Title: r.t("freeze.merged"), Note: r.t("freeze.merged_note"), Table: v.figuresTable(r.t("freeze.merged"), r.t("nav.units"))}
	for _, m := range v.h.Merged {
		row := ui.TableRow{Cells: []ui.Cell{{Text: m.Name, Sub: r.t("freeze.merged_from", m.From, m.On.VN())}}}
		for _, figure := range shownFigures() {
			n, _ := m.Figures.Get(figure)
			row.Cells = append(row.Cells, word(r.words.Int(n)))
		}
		part.Table.Rows = append(part.Table.Rows, row)
	}
	return part
}

// deadlines holds the figures that depend on deadlines against those in force and those first set.
func (v reportLinks) deadlines() reportview.Part {
	r := v.r
	t := ui.Table{Caption: r.t("freeze.deadlines"), Headed: true, Heads: []ui.Head{
		{Label: r.t("freeze.figure"), Wide: true}, {Label: r.t("freeze.deadline_now"), Num: true}, {Label: r.t("freeze.deadline_first"), Num: true}, {Label: r.t("freeze.difference"), Num: true},
	}}
	for _, figure := range []string{"done_in_time", "done_late", "in_time", "due_soon", "overdue", "due", "due_done"} {
		now, _ := v.h.Totals.Get(figure)
		first, _ := v.h.FirstDeadline.Get(figure)
		t.Rows = append(t.Rows, line(word(r.t("figure."+figure)), v.counted(figure, now), word(r.words.Int(first)), word(r.signed(now-first))))
	}
	return reportview.Part{ID: "theo-han", Title: r.t("freeze.deadlines"), Note: r.t("freeze.deadlines_note"), Table: t}
}

func comparedFigures() []string {
	return []string{"total", "carried_in", "given", "done", "done_in_time", "done_late", "not_done", "in_time", "overdue", "due", "due_done", "cancelled"}
}

// comparison puts the period before, and the same one of the year before, beside this one.
func (v reportLinks) comparison() reportview.Part {
	r := v.r
	t := ui.Table{Caption: r.t("freeze.comparison"), Headed: true, Heads: []ui.Head{{Label: r.t("freeze.figure"), Wide: true}, {Label: r.t("freeze.this_period"), Num: true}}}
	var notes []string
	for _, c := range v.h.Comparison {
		t.Heads = append(t.Heads, ui.Head{Label: r.t("freeze.which."+c.Which, r.halfYearName(c.Period.Code)), Num: true}, ui.Head{Label: r.t("freeze.difference"), Num: true})
		note := r.t("freeze.compared_as_of", r.halfYearName(c.Period.Code), c.AsOf.VN())
		if c.Frozen > 0 {
			note = r.t("freeze.compared_frozen", r.halfYearName(c.Period.Code), c.Frozen)
		}
		notes = append(notes, note)
	}
	for _, figure := range comparedFigures() {
		here := beside(v.h.Totals, v.h.CarriedIn, v.h.Given, figure)
		row := line(word(r.t("figure."+figure)), v.counted(figure, here))
		for _, c := range v.h.Comparison {
			there := beside(c.Figures, c.CarriedIn, c.Given, figure)
			cell := word(r.words.Int(there))
			if there > 0 {
				cell.URL = r.comparedURL(c, figure)
			}
			row.Cells = append(row.Cells, cell, word(r.signed(here-there)))
		}
		t.Rows = append(t.Rows, row)
	}
	return reportview.Part{ID: "so-sanh", Title: r.t("freeze.comparison"), Note: strings.Join(notes, " "), Table: t}
}

func (r room) comparedURL(c report.Compared, figure string) string {
	at := r.url("bao-cao", c.Period.Code, "nhiem-vu") + "?so=" + figure
	if c.Frozen > 0 {
		return at + "&" + paramFrozen + "=" + number(c.Frozen)
	}
	return at + "&" + paramAsOf + "=" + c.AsOf.VN()
}

// beside is a figure, or one of the two numbers that stand beside the figures.
func beside(f report.Figures, carriedIn, given int, name string) int {
	switch name {
	case "carried_in":
		return carriedIn
	case "given":
		return given
	}
	n, _ := f.Get(name)
	return n
}

// breaks lists the tasks because of which the opening is not the closing before.
func (v reportLinks) breaks() reportview.Part {
	r := v.r
	t := ui.Table{Caption: r.t("freeze.breaks"), Headed: true, Heads: []ui.Head{
		{Label: r.t("task.col.number")}, {Label: r.t("task.col.text"), Wide: true}, {Label: r.t("freeze.break_way")}, {Label: r.t("freeze.break_why"), Wide: true},
	}}
	for _, b := range v.h.Breaks {
		way := r.t("freeze.break_out")
		if b.In {
			way = r.t("freeze.break_in")
		}
		why := ui.Cell{Text: r.t("break." + b.Why)}
		if b.Event != "" {
			why.Sub = r.t("freeze.break_event", r.t("task.event."+b.Event), b.On.VN(), r.moment(b.At))
		}
		t.Rows = append(t.Rows, line(ui.Cell{Text: number(b.Number), URL: r.taskURL(b.Number)}, word(r.clip(b.Text)), word(way), why))
	}
	return reportview.Part{ID: "lech-so-du", Title: r.t("freeze.breaks"), Note: r.t("freeze.breaks_note"), Table: t}
}

// why explains a number: what it counts, in which rows, and the equations it stands in.
func (r room) why(h report.HalfYear, b report.Behind, n int) reportview.Why {
	v := reportLinks{r: r, h: h}
	v.h.Identities = h.Parts(b)
	w := reportview.Why{
		Title: r.t("why.title", r.words.Int(n)), Definition: r.t("figure.def." + b.Figure), Heading: r.t("why.identities"), Identities: v.identities(),
		Filter: []ui.Term{
			{Name: r.t("freeze.period"), Text: r.halfYearName(h.Period.Code) + ", " + r.t("freeze.from_to", h.Period.Start.VN(), h.Period.End.VN())},
			{Name: r.t("report.as_of"), Text: h.AsOf.VN()},
			{Name: r.t("why.known"), Text: r.moment(h.Known)},
			{Name: r.t("why.soon"), Text: r.t("why.days", h.SoonDays)},
			{Name: r.t("why.definitions"), Text: number(h.Definitions)},
		},
	}
	if h.Frozen != nil {
		w.Filter[2] = ui.Term{Name: r.t("why.frozen"), Text: r.t("freeze.frozen", h.Frozen.Number, r.moment(h.Frozen.At))}
	}
	if name := r.rowName(h, b); name != "" {
		w.Filter = append(w.Filter, ui.Term{Name: r.t("why.row"), Text: name})
	}
	return w
}

// rowName names the unit or field a list is of; empty: all.
func (r room) rowName(h report.HalfYear, b report.Behind) string {
	switch {
	case b.NoLead:
		return r.t("task.no_lead")
	case b.NoField:
		return r.t("report.no_field")
	}
	for _, u := range h.ByUnit {
		if u.Unit == b.Unit {
			return u.Name
		}
	}
	for _, f := range h.ByField {
		if f.Field == b.Field && !b.Field.IsZero() {
			return f.Name
		}
	}
	return ""
}
