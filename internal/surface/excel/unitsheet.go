package excel

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/dondoc/dondoc/internal/domain/intake"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/vietnamese"
)

// How a unit sheet tells itself from other workbooks, whatever program saved it and whatever people did to its looks. Columns are
// found by the marks in a hidden row, rows by ids in hidden columns, the file's identity in a hidden sheet.
const (
	sheetMark    = "dondoc.unit-sheet"
	hiddenTab    = "DonDoc"
	keyMark      = "dd:"     // before the name of a column
	rowNotData   = "dd:skip" // heads, sections, signatures
	rowForNew    = "dd:new"  // an empty row for a task that is not in the sheet
	newRows      = 5
	openRowLines = 2 // the least height of a row to be filled in, in lines
)

// The columns of a unit sheet from 1, as the key row names them.
const (
	colOrder = iota + 1
	colNumber
	colText
	colSource
	colRole
	colDue
	colStatus
	colResult
	colProgress
	colOn
	colObstacles
	colEvidence
	colAskedDue
	colAskedWhy
	colTask
	colVersion
	colUnit
	colRoleCode
	colSeal
	lastColumn  = colSeal
	lastVisible = colAskedWhy
)

// keys name the columns for the program.
var unitSheetKeys = [lastColumn]string{
	"order", "number", "text", "source", "role", "due", "status", "result", "progress", "on", "obstacles", "evidence", "asked_due", "asked_why",
	"task", "version", "unit", "role_code", "seal",
}

// unitBook is a unit sheet being written.
type unitBook struct {
	b     *book
	t     Words
	u     intake.UnitSheet
	s     *sheet
	first int              // row of the first task
	lists map[string][]int // rows by their choices, joined
}

// UnitSheetBook makes a unit's sheet: its open tasks with the cells it may fill in, the rest locked.
func UnitSheetBook(u intake.UnitSheet, t Words) (*Book, error) {
	b := newBook()
	k := &unitBook{b: b, t: t, u: u, lists: map[string][]int{}}
	name := tabName(t.T("unit_sheet.tab"))
	b.addSheet(name)
	b.addSheet(hiddenTab)
	b.properties(t.T("unit_sheet.title")+" – "+u.UnitName, u.MadeAt)
	k.table(name)
	k.identity()
	b.fail(b.f.SetSheetVisible(hiddenTab, false, true))
	b.noteSheet(t)
	return finished(b)
}

func (k *unitBook) columns() []column {
	given, filled, asked := k.t.T("unit_sheet.group.given"), k.t.T("unit_sheet.group.filled"), k.t.T("unit_sheet.group.asked")
	col := func(key, group string, width float64, kind Kind) column {
		return column{head: k.t.T("unit_sheet.col." + key), group: group, width: width, kind: kind}
	}
	cols := []column{
		col("order", "", 4.5, KindNumber), col("number", "", 5.5, KindNumber), col("text", given, 33, KindText), col("source", given, 15, KindText), col("role", given, 13, KindText),
		col("due", given, 10.5, KindDate), col("status", given, 12.5, KindText), col("result", filled, 27, KindText), col("progress", filled, 14, KindText), col("on", filled, 10.5, KindDate),
		col("obstacles", filled, 19, KindText), col("evidence", filled, 15, KindText), col("asked_due", asked, 10.5, KindDate), col("asked_why", asked, 16, KindText),
	}
	for len(cols) < lastColumn {
		cols = append(cols, column{hidden: true})
	}
	return cols
}

// table writes the sheet that people see.
func (k *unitBook) table(name string) {
	cols := k.columns()
	h := head{t: k.t, cols: cols[:lastVisible]}
	h.short(k.u.Committee)
	h.title(strings.ToUpper(k.t.T("unit_sheet.title")), k.t.T("unit_sheet.for_unit", k.u.UnitName), k.t.T("unit_sheet.made_on", k.u.MadeOn()))
	h.lines = h.lines[:len(h.lines)-1]
	h.add(line{parts: []part{{from: 1, to: lastVisible, text: k.t.T("unit_sheet.how"), align: "left"}}})
	h.add(line{height: 12, unseen: true, parts: keyParts()})
	k.s, _ = k.b.open(plan{
		name: name, above: h.lines, rules: h.rules, cols: cols, numbers: true, mark: skipMark(),
		footer: k.u.Committee.ShortName + " – " + k.u.UnitName, page: k.t.T("excel.page"),
	})
	k.first = k.s.row + 1
	for i, r := range k.u.Rows {
		k.row(i+1, r)
	}
	if len(k.u.Rows) == 0 {
		k.s.write(line{height: 21, parts: k.marked(part{from: 1, to: lastVisible, text: k.t.T("unit_sheet.none"), italic: true, border: true, align: "center"})})
	}
	k.blanks()
	k.sign()
	k.validate()
	k.protect()
	k.s.close(heads{}, 0)
}

func keyParts() []part {
	parts := make([]part, lastColumn)
	for i, key := range unitSheetKeys {
		parts[i] = part{from: i + 1, to: i + 1, text: keyMark + key, size: 8}
	}
	return parts
}

// marked says of a line that it is no task.
func (k *unitBook) marked(p ...part) []part {
	return append(p, skipMark())
}

func skipMark() part { return part{from: colTask, to: colTask, text: rowNotData, size: 8} }

// row writes one task.
func (k *unitBook) row(n int, r intake.SheetRow) {
	v := make([]Value, lastColumn)
	v[colOrder-1], v[colNumber-1] = Number(n), Number(r.Number)
	v[colText-1], v[colSource-1] = Text(quote(r.Text, r.Wording)), Text(k.source(r))
	v[colRole-1] = Text(k.role(r))
	if v[colDue-1] = Date(r.DueOn); r.DueOn.IsZero() {
		v[colDue-1] = Text(r.Words).centered()
	}
	v[colStatus-1] = k.status(r)
	report, ask := r.MayReport(), r.MayAsk()
	v[colResult-1], v[colProgress-1] = k.cell(r, intake.FieldResult, report), Text(k.word(r.Progress())).centered()
	v[colProgress-1].open = len(r.Choices()) > 1
	v[colOn-1] = k.date(r, intake.FieldOn, report)
	v[colObstacles-1], v[colEvidence-1] = k.cell(r, intake.FieldObstacles, report), k.cell(r, intake.FieldEvidence, report)
	v[colAskedDue-1], v[colAskedWhy-1] = k.date(r, intake.FieldAskedDue, ask), k.cell(r, intake.FieldAskedWhy, ask)
	v[colTask-1], v[colVersion-1], v[colUnit-1] = Text(r.Task.String()), Int(r.Version), Text(r.Unit.String())
	v[colRoleCode-1], v[colSeal-1] = Text(string(r.Role)), Text(r.Seal())
	k.put(v)
	if v[colProgress-1].open {
		words := make([]string, 0, len(r.Choices()))
		for _, c := range r.Choices() {
			words = append(words, k.word(c))
		}
		list := strings.Join(words, "\n")
		k.lists[list] = append(k.lists[list], k.s.row)
	}
}

func (k *unitBook) word(p intake.Progress) string { return k.t.T("unit_sheet.progress." + string(p)) }

func (k *unitBook) cell(r intake.SheetRow, f intake.SheetField, open bool) Value {
	v := Text(r.Value(f))
	v.open = open
	return v
}

func (k *unitBook) date(r intake.SheetRow, f intake.SheetField, open bool) Value {
	d := r.CompletedOn
	switch {
	case f == intake.FieldAskedDue:
		d = r.AskedDueOn
	case r.Role != task.Lead:
		d = r.RepliedOn
	}
	v := Date(d)
	v.open = open
	return v
}

// source names the meeting or the document a task comes from.
func (k *unitBook) source(r intake.SheetRow) string {
	switch {
	case r.Meeting != "" && !r.MeetingOn.IsZero():
		return k.t.T("unit_sheet.source", r.Meeting, r.MeetingOn)
	case r.Meeting+r.Document != "":
		return r.Meeting + r.Document
	}
	return k.t.T("task.source.unknown")
}

// role says what the unit owes, and as which unit where another one went over into it.
func (k *unitBook) role(r intake.SheetRow) string {
	s := k.t.T("task.role." + string(r.Role))
	if r.Part != "" {
		s += ": " + r.Part
	}
	if r.Unit != k.u.Unit {
		s += "\n(" + r.UnitName + ")"
	}
	return s
}

func (k *unitBook) status(r intake.SheetRow) Value {
	words := k.t.T("timing." + string(r.Timing))
	if r.SentBack {
		words += "; " + lower(k.t.T("unit_sheet.sent_back", r.BackWhy))
	}
	if r.Evidence {
		words += "; " + lower(k.t.T("unit_sheet.evidence_needed"))
	}
	return Class(r.Timing, words)
}

// put writes a row whole: a row that comes back is one row, so a long text is never carried on below; it stays whole in its cell.
func (k *unitBook) put(v []Value) {
	if k.b.err != nil {
		return
	}
	lines := openRowLines
	for i := range v {
		k.s.texts[i] = ""
		if v[i].kind == KindText && v[i].text != "" {
			k.s.texts[i] = k.s.clean(v[i].text, i+1)
			if i < lastVisible {
				lines = max(lines, k.s.room(i, false).lines(k.s.texts[i]))
			}
		}
		k.s.fill(i, v[i], k.s.texts[i], look{})
	}
	k.s.emit(len(v), rowHeight(lines))
}

// blanks are the rows in which a unit may write what is not in the sheet.
func (k *unitBook) blanks() {
	k.s.write(line{parts: k.marked(part{from: 1, to: lastVisible, text: k.t.T("unit_sheet.more_tasks"), bold: true, border: true, align: "left", ground: groundSection})})
	for range newRows {
		v := make([]Value, lastColumn)
		for _, col := range []int{colDue, colOn, colAskedDue} {
			v[col-1].kind = KindDate
		}
		v[colText-1].open, v[colDue-1].open = true, true
		v[colTask-1] = Text(rowForNew)
		k.put(v)
	}
}

// sign leaves room for who answers for the unit.
func (k *unitBook) sign() {
	at := func(text string, bold, italic bool) line {
		return line{parts: k.marked(part{from: colResult, to: lastVisible, text: text, size: sizeBody, bold: bold, italic: italic, align: "center"})}
	}
	k.s.keepTogether(12 + 3*heightOf(1, sizeMotto) + 54)
	k.s.blank(12)
	k.s.write(at(k.t.T("excel.head.date"), false, true))
	k.s.write(at(k.t.T("unit_sheet.signed_by"), true, false))
	k.s.write(at(k.t.T("unit_sheet.signed_how"), false, true))
	k.s.blank(54)
}

// validate adds the drop-downs and what the other cells take. Dates typed as text are let through with a warning: they are read
// when the sheet comes back, in the order the sheet states.
func (k *unitBook) validate() {
	if k.b.err != nil {
		return
	}
	column := 7
	for _, list := range sortedKeys(k.lists) {
		words := strings.Split(list, "\n")
		for i, w := range words {
			k.b.fail(k.b.f.SetCellStr(hiddenTab, cell(column, i+1), w))
		}
		dv := excelize.NewDataValidation(true)
		dv.Sqref = cellsOf(colProgress, k.lists[list])
		dv.SetSqrefDropList(hiddenTab + "!" + abs(column, 1) + ":" + abs(column, len(words)))
		dv.SetError(excelize.DataValidationErrorStyleStop, k.t.T("unit_sheet.pick_title"), k.t.T("unit_sheet.pick"))
		k.b.fail(k.b.f.AddDataValidation(k.s.name, dv))
		column++
	}
	if n := len(k.u.Rows); n > 0 {
		for _, col := range []int{colOn, colAskedDue} {
			dv := excelize.NewDataValidation(true)
			dv.SetSqref(cell(col, k.first) + ":" + cell(col, k.first+n-1))
			k.b.fail(dv.SetRange(36526, 73050, excelize.DataValidationTypeDate, excelize.DataValidationOperatorBetween)) // the years 2000 to 2099
			dv.SetError(excelize.DataValidationErrorStyleWarning, k.t.T("unit_sheet.date_title"), k.t.T("unit_sheet.date"))
			dv.SetInput(k.t.T("unit_sheet.date_title"), k.t.T("unit_sheet.date"))
			k.b.fail(k.b.f.AddDataValidation(k.s.name, dv))
		}
	}
}

// protect locks what the unit does not fill in. There is no password: it guards against slips, not against people.
func (k *unitBook) protect() {
	if k.b.err != nil {
		return
	}
	k.b.fail(k.b.f.ProtectSheet(k.s.name, &excelize.SheetProtectionOptions{
		SelectLockedCells: true, SelectUnlockedCells: true, FormatCells: true, FormatColumns: true, FormatRows: true, EditObjects: false, EditScenarios: false,
	}))
}

// identity writes what the file is, and the words its drop-downs use with the codes they stand for.
func (k *unitBook) identity() {
	if k.b.err != nil {
		return
	}
	for i, pair := range [][2]string{
		{sheetMark, strconv.Itoa(intake.SheetFormat)},
		{"sheet", k.u.ID.String()},
		{"committee", k.u.Committee.ID.String()},
		{"committee_code", k.u.Committee.Code},
		{"unit", k.u.Unit.String()},
		{"made_at", k.u.MadeAt.UTC().Format(time.RFC3339)},
	} {
		k.b.fail(k.b.f.SetCellStr(hiddenTab, cell(1, i+1), pair[0]))
		k.b.fail(k.b.f.SetCellStr(hiddenTab, cell(2, i+1), pair[1]))
	}
	for i, p := range intake.Progresses() {
		k.b.fail(k.b.f.SetCellStr(hiddenTab, cell(4, i+1), string(p)))
		k.b.fail(k.b.f.SetCellStr(hiddenTab, cell(5, i+1), k.word(p)))
	}
}

func cellsOf(col int, rows []int) string {
	all := make([]string, len(rows))
	for i, r := range rows {
		all[i] = cell(col, r)
	}
	return strings.Join(all, " ")
}

func sortedKeys(m map[string][]int) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// short is a letterhead of names alone: the sheet is no numbered document.
func (h *head) short(c org.Committee) {
	issuer := part{text: strings.ToUpper(c.Name), size: sizeIssuer, bold: true}
	superior := part{text: strings.ToUpper(c.SuperiorName), size: sizeIssuer}
	if c.DocumentSystem == org.PartyDocuments {
		nation := part{text: h.t.T("excel.head.party"), size: sizeParty, bold: true}
		if superior.text == "" {
			superior, issuer = issuer, part{}
		}
		h.pair(superior, nation)
		h.pair(issuer, part{})
		h.underRight(nation, len(h.lines))
		h.pair(part{text: "*", size: sizeParty}, part{})
		return
	}
	nation, motto := part{text: h.t.T("excel.head.nation"), size: sizeNation, bold: true}, part{text: h.t.T("excel.head.motto"), size: sizeMotto, bold: true}
	ruled := issuer
	if superior.text == "" {
		superior, issuer = issuer, part{}
	}
	h.pair(superior, nation)
	h.pair(issuer, motto)
	h.add(gap())
	h.underLeft(ruled, len(h.lines))
	h.underRight(motto, len(h.lines))
}

// UnitSheetName is the file's name without its ending: "phieu-nhiem-vu-qcdc-mau-2026-12-01-xa-mau-mot".
func UnitSheetName(u intake.UnitSheet) string {
	name := strings.ReplaceAll(vietnamese.Key(u.UnitName), " ", "-")
	return "phieu-nhiem-vu-" + u.Committee.Code + "-" + u.MadeOn().String() + "-" + name
}
