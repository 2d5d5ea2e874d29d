package ui

import (
	"strconv"
	"strings"

	"github.com/dondoc/dondoc/internal/domain/intake"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/web/views/ui"
	sheetview "github.com/dondoc/dondoc/web/views/unitsheet"
)

// reviewPage tells what a sheet that came back would change, or has changed.
func (p *Pages) reviewPage(r room, got intake.SheetPreview) sheetview.ReviewPage {
	up := got.Upload
	page := sheetview.ReviewPage{
		Base: r.at(ui.SectionTasks, ui.Link{Text: r.t("nav.tasks"), URL: r.url("nhiem-vu")}, r.sheetsCrumb(), ui.Link{Text: up.FileName}),
		Head: ui.PageHead{Title: r.t("unit_sheet.page.review", up.UnitName), Sub: up.FileName},
		Facts: []ui.Term{
			{Name: r.t("unit_sheet.page.unit"), Text: up.UnitName},
			{Name: r.t("unit_sheet.page.made"), Text: up.MadeOn.VN()},
			{Name: r.t("unit_sheet.page.received_on"), Text: up.ReceivedOn.VN()},
			{Name: r.t("template.by"), Text: up.Login},
		},
		Form: ui.Form{P: r.words, Action: r.url(sheetsPart, up.ID.String())},
	}
	for _, v := range intake.Verdicts() {
		if n := got.Counts[v]; n > 0 {
			page.Sums = append(page.Sums, ui.Term{Name: r.t("unit_sheet.verdict." + string(v)), Text: r.words.Int(n)})
		}
	}
	if len(got.Missing) > 0 {
		page.Missing = r.t("unit_sheet.page.missing", numbersIn(got.Missing))
	}
	open := false
	for _, j := range got.Rows {
		row := r.sheetRow(j)
		if j.Verdict == intake.RowUnchanged && len(j.Notes) == 0 {
			page.Quiet = append(page.Quiet, row)
			continue
		}
		page.Rows, open = append(page.Rows, row), open || j.Decidable()
	}
	if open {
		page.Buttons = []sheetview.Button{
			{Value: stepChosen, Text: r.t("unit_sheet.page.write"), Main: true}, {Value: stepAll, Text: r.t("unit_sheet.page.accept_all")}, {Value: stepNone, Text: r.t("unit_sheet.page.refuse_all")},
		}
	}
	return page
}

func numbersIn(all []int) string {
	words := make([]string, len(all))
	for i, n := range all {
		words[i] = strconv.Itoa(n)
	}
	return strings.Join(words, ", ")
}

func (r room) sheetRow(j intake.Judged) sheetview.Row {
	line := strconv.Itoa(j.Line)
	row := sheetview.Row{
		ID: "dong-" + line, Place: r.t("unit_sheet.page.line", j.Line), Text: r.clip(j.Text), Class: string(j.Verdict), Verdict: r.t("unit_sheet.verdict." + string(j.Verdict)),
		Why: r.sentences(j.Why), Notes: r.sentences(j.Notes),
	}
	if j.Number > 0 {
		row.Task = ui.Link{Text: r.t("task.title", j.Number), URL: r.taskURL(j.Number)}
	}
	if j.Role != "" {
		row.Role = r.t("task.role." + string(j.Role))
	}
	if j.Outcome != "" {
		row.Outcome = r.t("unit_sheet.outcome."+string(j.Outcome), j.Decided)
	}
	row.Changes = r.sheetChanges(j)
	if moves := r.sheetMoves(j); moves != "" && j.Decidable() {
		row.Does = r.t("unit_sheet.page.does", moves)
	}
	if j.Decidable() {
		row.Choice = r.sheetChoice(line, j)
		row.Hidden = []ui.Pair{{Name: "thay-" + line, Value: j.Seen}}
	}
	return row
}

// sheetChoice offers to take a row over, to refuse it or to leave it. What nobody has to look into twice is chosen beforehand.
func (r room) sheetChoice(line string, j intake.Judged) *ui.Select {
	chosen := ""
	if j.Verdict == intake.RowAccepted && j.Outcome == "" {
		chosen = string(intake.Accept)
	}
	options := []ui.Option{{Value: string(intake.Accept), Label: r.t("unit_sheet.page.accept")}, {Value: string(intake.Refuse), Label: r.t("unit_sheet.page.refuse")}}
	return &ui.Select{
		Field:   ui.Field{Name: "dong-" + line, Label: r.t("unit_sheet.page.choice", line), Value: chosen},
		Options: ui.Choices(options, chosen), Empty: r.t("unit_sheet.page.later"),
	}
}

func (r room) sentences(all []fault.Message) []string {
	var said []string
	for _, m := range all {
		said = append(said, r.words.Message(m))
	}
	return said
}

// sheetChanges are the fields that differ: those both sides changed are marked.
func (r room) sheetChanges(j intake.Judged) []sheetview.Change {
	clash := map[intake.SheetField]bool{}
	all := make([]intake.Clash, 0, len(j.Clashes)+len(j.Changes))
	for _, c := range j.Clashes {
		clash[c.Field] = true
		all = append(all, c)
	}
	for _, c := range j.Changes {
		if !clash[c.Field] {
			all = append(all, c)
		}
	}
	rows := make([]sheetview.Change, 0, len(all))
	for _, c := range all {
		row := sheetview.Change{Field: r.t("unit_sheet.field." + string(c.Field)), Now: r.sheetValue(c.Field, c.Now), File: r.sheetValue(c.Field, c.File)}
		if clash[c.Field] {
			row.Clash = r.t("unit_sheet.page.clash")
		}
		if clash[c.Field] && c.Field.Told() {
			row.Clash = r.t("unit_sheet.page.moved")
		}
		rows = append(rows, row)
	}
	return rows
}

// sheetValue says a value as people read it: a progress in words, a date dd/mm/yyyy.
func (r room) sheetValue(f intake.SheetField, v string) string {
	if v == "" {
		return "—"
	}
	if key := "unit_sheet.progress." + v; f == intake.FieldProgress && r.words.Has(key) {
		return r.t(key)
	}
	if d, err := calendar.ParseISO(v); err == nil {
		return d.VN()
	}
	return v
}

func (r room) sheetMoves(j intake.Judged) string {
	var words []string
	for _, m := range j.Moves {
		words = append(words, r.t("task.event."+string(m)))
	}
	if j.Verdict == intake.RowNew {
		words = append(words, r.t("task.event.recorded"))
	}
	return strings.Join(words, ", ")
}
