package intake

import (
	"slices"
	"strings"

	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

// Verdict is what becomes of a row that came back, if nobody decides otherwise.
type Verdict string

// The verdicts.
const (
	RowUnchanged Verdict = "unchanged" // the unit wrote nothing, or what it wrote is here already
	RowAccepted  Verdict = "accepted"  // can be taken over
	RowConflict  Verdict = "conflict"  // the committee changed the same thing meanwhile: somebody has to choose
	RowInvalid   Verdict = "invalid"   // cannot be taken over, and why
	RowNew       Verdict = "new"       // added by hand: offered as a new task
	RowProposed  Verdict = "proposed"  // the same, read by somebody who may not enter tasks
)

// Verdicts lists them in the order pages tell them.
func Verdicts() []Verdict {
	return []Verdict{RowAccepted, RowConflict, RowInvalid, RowNew, RowProposed, RowUnchanged}
}

// Outcome is what was decided about a row.
type Outcome string

// The outcomes; an undecided row has none.
const (
	OutcomeTaken   Outcome = "accepted"
	OutcomeRefused Outcome = "refused"
)

// Clash is one field that both sides changed, or that the unit changed: what was there, what the file says.
type Clash struct {
	Field SheetField `json:"field"`
	File  string     `json:"file"`
	Now   string     `json:"now"`
}

// Judged is a row that came back, with its verdict and what would be done.
type Judged struct {
	Line    int               `json:"line"`
	Task    task.ID           `json:"task_id,omitzero"`
	Number  int               `json:"number,omitempty"`
	Role    task.AssigneeRole `json:"role,omitempty"`
	Unit    access.UnitID     `json:"unit_id,omitzero"`
	Text    string            `json:"text"`
	Verdict Verdict           `json:"verdict"`
	Why     []fault.Message   `json:"why,omitempty"`     // of an invalid row
	Notes   []fault.Message   `json:"notes,omitempty"`   // what a reader should know of any row
	Changes []Clash           `json:"changes,omitempty"` // what the unit changed
	Clashes []Clash           `json:"clashes,omitempty"` // of those, what the committee changed too
	Moves   []task.EventKind  `json:"moves,omitempty"`   // what taking it over would record
	Outcome Outcome           `json:"outcome,omitempty"` // decided before, or just now
	Decided calendar.Date     `json:"decided_on,omitzero"`
	Seen    string            `json:"seen"` // stands for all of the above: a choice is void when it no longer holds

	key, hash, seal string
	version         int
	just            bool // decided by this very call
	acts            []task.Act
	fresh           task.NewTask
}

// Decidable reports whether somebody may still choose to take the row over.
func (j Judged) Decidable() bool {
	return j.Outcome != OutcomeTaken && (j.Verdict == RowAccepted || j.Verdict == RowConflict || j.Verdict == RowNew)
}

// before is what was decided about rows of the same sheet.
type before struct {
	seals   map[string]string // by row: of the version accepted last
	decided map[string]decided
}

type decided struct {
	outcome Outcome
	on      calendar.Date
	task    task.ID
}

// judging is what a row is judged by.
type judging struct {
	file    SheetFile
	now     map[string]SheetRow // by key
	before  before
	records bool // the reader may enter tasks
	today   calendar.Date
}

// judge compares every row with what is now. It is pure; what only the tasks' own rules can tell comes after it.
func (g judging) judge() []Judged {
	seen := map[string]int{}
	out := make([]Judged, 0, len(g.file.Rows))
	for _, r := range g.file.Rows {
		j := g.row(r)
		if first, twice := seen[j.key]; twice && j.Verdict != RowUnchanged {
			j.refuse(fault.Message{Key: "unit_sheet.why.twice", Args: []any{first}})
		} else if !twice {
			seen[j.key] = r.Line
		}
		j.settle()
		out = append(out, j)
	}
	return out
}

// refuse makes the row invalid for a further reason.
func (j *Judged) refuse(why ...fault.Message) {
	j.Verdict, j.acts = RowInvalid, nil
	j.Why = append(j.Why, why...)
}

// settle names what would be recorded and stamps what was seen.
func (j *Judged) settle() {
	j.Moves = nil
	for _, a := range j.acts {
		j.Moves = append(j.Moves, a.Event)
	}
	j.Seen = id.ContentHash([]any{j.Verdict, j.Moves, j.Clashes, j.hash, j.version, j.Outcome})[:16]
}

func (g judging) row(r FileRow) Judged {
	read := r.read()
	j := Judged{fresh: task.NewTask{Committee: g.file.Committee}, Line: r.Line, Task: r.Task, Role: r.Role, Unit: r.Unit, Text: read.values[FieldText], Verdict: RowUnchanged, key: r.Key()}
	j.hash = id.ContentHash([]any{j.key, sealOf(func(f SheetField) string { return read.values[f] })})[:32]
	if was, ok := g.before.decided[j.key+"#"+j.hash]; ok {
		j.Outcome, j.Decided = was.outcome, was.on
		if j.Task.IsZero() {
			j.Task = was.task
		}
	}
	switch {
	case j.Outcome == OutcomeTaken:
		j.note("unit_sheet.note.taken_before", j.Decided)
		if now, ok := g.now[j.key]; ok {
			j.Number, j.Text = now.Number, now.Text
		}
	case r.Torn:
		j.refuse(fault.Message{Key: "unit_sheet.why.torn"})
	case r.Task.IsZero():
		g.fresh(&j, read)
	default:
		g.compare(&j, r, read)
	}
	return j
}

func (j *Judged) note(key string, args ...any) {
	j.Notes = append(j.Notes, fault.Message{Key: key, Args: args})
}

// compare is the three-way comparison: the row as handed out (its seal), as it came back, and as it is now.
func (g judging) compare(j *Judged, r FileRow, read reading) {
	now, ok := g.now[j.key]
	if !ok {
		j.refuse(fault.Message{Key: "unit_sheet.why.not_this_units"})
		return
	}
	j.Number, j.Text, j.version = now.Number, now.Text, now.Version
	base := parseSeal(g.before.seals[j.key])
	if base == nil {
		base = parseSeal(r.Seal)
	}
	if base == nil {
		j.refuse(fault.Message{Key: "unit_sheet.why.torn"})
		return
	}
	want := g.changes(j, now, read, base)
	if len(j.Changes) == 0 {
		return
	}
	j.Verdict = RowAccepted
	if r.Version != now.Version && len(j.Clashes) == 0 && j.Outcome == "" {
		j.note("unit_sheet.note.moved_on")
	}
	for _, f := range SheetFields() {
		if m, wrong := read.wrong[f]; wrong && !f.Told() {
			j.refuse(m)
		}
	}
	if j.Verdict == RowInvalid {
		return
	}
	acts, why := want.acts(now)
	if j.acts = acts; len(why) > 0 {
		j.refuse(why...)
		return
	}
	if len(j.Clashes) > 0 {
		j.Verdict = RowConflict
	}
	j.seal = sealOf(func(f SheetField) string {
		if f.Told() {
			return now.Value(f)
		}
		return read.values[f]
	})
}

// changes finds what the unit changed and what the committee changed too, and returns what the row would then say.
func (g judging) changes(j *Judged, now SheetRow, read reading, base map[SheetField]string) wish {
	want := wish{values: map[SheetField]string{}, changed: map[SheetField]bool{}}
	var moved []Clash // what the sheet told and is no longer so
	for _, f := range SheetFields() {
		file, is := read.values[f], now.Value(f)
		want.values[f] = is
		changed, differs := sealed(file) != base[f], sealed(file) != sealed(is)
		committee := sealed(is) != base[f]
		clash := Clash{Field: f, File: file, Now: is}
		switch {
		case f == FieldProgress && file == "": // wiped out says nothing
		case f.Told() && committee && differs:
			moved = append(moved, clash)
		case f.Told() && changed && differs:
			j.note("unit_sheet.note.locked_cell", "unit_sheet.field."+string(f))
		case !f.Told() && changed && differs:
			want.values[f], want.changed[f] = file, true
			j.Changes = append(j.Changes, clash)
			if committee && is != "" {
				j.Clashes = append(j.Clashes, clash)
			}
		}
	}
	if len(j.Changes) > 0 {
		j.Clashes = append(moved, j.Clashes...)
	}
	return want
}

// fresh judges a row added by hand.
func (g judging) fresh(j *Judged, read reading) {
	text := read.values[FieldText]
	if text == "" {
		j.refuse(fault.Message{Key: "unit_sheet.why.no_text"})
		return
	}
	due := read.values[FieldDue]
	if d := dateIn(due); !d.IsZero() {
		due = d.VN()
	}
	j.fresh = task.NewTask{
		Committee: g.file.Committee, Text: text, Wording: "reported", Source: task.Source{Kind: task.FromImport}, Deadline: due, GivenOn: g.today,
		Assignees: []task.Assignee{{Role: task.Lead, Unit: g.file.Unit}},
	}
	if due != "" {
		j.Changes = []Clash{{Field: FieldDue, File: due}}
	}
	for _, f := range SheetFields() {
		if v := read.values[f]; v != "" && f != FieldText && f != FieldDue {
			j.note("unit_sheet.note.only_text_and_due")
			break
		}
	}
	j.Unit, j.Role, j.Verdict = g.file.Unit, task.Lead, RowNew
	if !g.records {
		j.Verdict = RowProposed
		j.note("unit_sheet.note.ask_secretary")
	}
}

// count counts the rows of each verdict.
func count(rows []Judged) map[Verdict]int {
	n := map[Verdict]int{}
	for _, j := range rows {
		n[j.Verdict]++
	}
	return n
}

// missing are the tasks handed out whose rows did not come back: nothing is concluded from that, but it is told.
func missing(now map[string]SheetRow, file SheetFile) []int {
	back := map[string]bool{}
	for _, r := range file.Rows {
		back[r.Key()] = true
	}
	var numbers []int
	for key, r := range now {
		if !back[key] && r.State.Open() {
			numbers = append(numbers, r.Number)
		}
	}
	slices.Sort(numbers)
	return slices.Compact(numbers)
}

// reasons are the sentences of a refusal by the tasks' own rules.
func reasons(f *fault.Fault) []fault.Message {
	if len(f.Fields) == 0 {
		return []fault.Message{{Key: f.Key, Args: f.Args}}
	}
	var all []fault.Message
	for _, m := range f.Fields {
		all = append(all, m)
	}
	slices.SortFunc(all, func(a, b fault.Message) int { return strings.Compare(a.Key, b.Key) })
	return all
}
