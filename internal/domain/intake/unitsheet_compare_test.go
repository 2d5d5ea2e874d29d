package intake

import (
	"maps"
	"slices"
	"testing"

	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

// handedOut is a row as the sheet held it: a task under way that reported once.
func handedOut() SheetRow {
	return SheetRow{
		Task: task.ID(id.Random()), Version: 4, Unit: access.UnitID(id.Random()), Role: task.Lead, Number: 7, Text: "niêm yết các khoản thu", DueOn: calendar.NewDate(2026, 9, 30),
		State: task.InProgress, Result: "Đã niêm yết 3/5 thôn", Obstacles: "thiếu bảng tin",
	}
}

// cameBack is the row as it came back, with some cells changed. A value of a date field is a date where it reads as one.
func cameBack(r SheetRow, changed map[SheetField]string) FileRow {
	f := FileRow{Line: 12, Task: r.Task, Unit: r.Unit, Role: r.Role, Version: r.Version, Seal: r.Seal(), Cells: map[SheetField]SheetCell{}}
	for _, name := range SheetFields() {
		text, ok := changed[name]
		if !ok {
			text = r.Value(name)
		}
		c := SheetCell{Ref: "H12", Kind: CellText, Text: text}
		if d := dateIn(text); name.dated() && !d.IsZero() {
			c = SheetCell{Ref: "H12", Kind: CellDate, Date: d}
		}
		f.Cells[name] = c
	}
	return f
}

func judgedOne(now SheetRow, f FileRow) Judged {
	g := judging{file: SheetFile{Rows: []FileRow{f}}, now: map[string]SheetRow{}, today: calendar.NewDate(2026, 9, 1), records: true}
	g.now[FileRow{Task: now.Task, Unit: now.Unit, Role: now.Role}.Key()] = now
	return g.judge()[0]
}

func TestARowThatCameBackIsJudged(t *testing.T) {
	t.Parallel()
	type cells = map[SheetField]string
	for name, tc := range map[string]struct {
		row     func(*SheetRow) // before it was handed out
		changed cells
		now     func(*SheetRow) // what the committee did meanwhile
		want    Verdict
		moves   []task.EventKind
		why     string
		clashes []SheetField
		note    string
	}{
		"nothing written":                     {want: RowUnchanged},
		"spaces and line ends":                {changed: cells{FieldResult: " Đã niêm yết\r\n3/5 thôn "}, want: RowUnchanged},
		"loose combining marks":               {changed: cells{FieldObstacles: "thiếu bảng tin"}, want: RowUnchanged},
		"progress wiped out":                  {changed: cells{FieldProgress: ""}, want: RowUnchanged},
		"a new result":                        {changed: cells{FieldResult: "Đã niêm yết 4/5 thôn"}, want: RowAccepted, moves: []task.EventKind{task.EvProgress}},
		"a new obstacle":                      {changed: cells{FieldObstacles: ""}, want: RowAccepted, moves: []task.EventKind{task.EvProgress}},
		"done, with its day":                  {changed: cells{FieldProgress: "done", FieldOn: "2026-08-30"}, want: RowAccepted, moves: []task.EventKind{task.EvReported}},
		"done, day typed as text":             {changed: cells{FieldProgress: "done", FieldOn: "30/8/2026"}, want: RowAccepted, moves: []task.EventKind{task.EvReported}},
		"done, day the American way":          {changed: cells{FieldProgress: "done", FieldOn: "8/30/2026"}, want: RowInvalid, why: "unit_sheet.why.not_a_date"},
		"done, day of two digits":             {changed: cells{FieldProgress: "done", FieldOn: "30/8/26"}, want: RowInvalid, why: "unit_sheet.why.not_a_date"},
		"done, a day that is none":            {changed: cells{FieldProgress: "done", FieldOn: "31/9/2026"}, want: RowInvalid, why: "unit_sheet.why.not_a_date"},
		"done without a day":                  {changed: cells{FieldProgress: "done"}, want: RowInvalid, why: "unit_sheet.why.date_missing"},
		"done without a result":               {row: func(r *SheetRow) { r.Result, r.Obstacles = "", "" }, changed: cells{FieldProgress: "done", FieldOn: "2026-08-30"}, want: RowInvalid, why: "unit_sheet.why.result_missing"},
		"a day alone":                         {changed: cells{FieldOn: "2026-08-30"}, want: RowInvalid, why: "unit_sheet.why.date_alone"},
		"a result taken away":                 {changed: cells{FieldResult: ""}, want: RowInvalid, why: "unit_sheet.why.result_taken_away"},
		"a progress nobody offered":           {changed: cells{FieldProgress: "xong rồi"}, want: RowInvalid, why: "unit_sheet.why.progress_not_offered"},
		"back to not begun":                   {changed: cells{FieldProgress: "not_started"}, want: RowInvalid, why: "unit_sheet.why.progress_not_offered"},
		"begun":                               {row: func(r *SheetRow) { r.State = task.Assigned }, changed: cells{FieldProgress: "in_progress"}, want: RowAccepted, moves: []task.EventKind{task.EvStarted}},
		"begun, with a report":                {row: func(r *SheetRow) { r.State = task.Assigned }, changed: cells{FieldProgress: "in_progress", FieldResult: "mới"}, want: RowAccepted, moves: []task.EventKind{task.EvStarted, task.EvProgress}},
		"given back with a reason":            {row: func(r *SheetRow) { r.State = task.Assigned }, changed: cells{FieldProgress: "returned", FieldObstacles: "không đúng thẩm quyền"}, want: RowAccepted, moves: []task.EventKind{task.EvReturned}},
		"given back without":                  {row: func(r *SheetRow) { r.State, r.Result, r.Obstacles = task.Assigned, "", "" }, changed: cells{FieldProgress: "returned"}, want: RowInvalid, why: "unit_sheet.why.reason_missing"},
		"more time":                           {changed: cells{FieldAskedDue: "2026-10-31", FieldAskedWhy: "mưa bão"}, want: RowAccepted, moves: []task.EventKind{task.EvExtensionAsked}},
		"more time and a report":              {changed: cells{FieldAskedDue: "2026-10-31", FieldAskedWhy: "mưa bão", FieldResult: "4/5"}, want: RowAccepted, moves: []task.EventKind{task.EvProgress, task.EvExtensionAsked}},
		"more time, no reason":                {changed: cells{FieldAskedDue: "2026-10-31"}, want: RowInvalid, why: "unit_sheet.why.asked_without_reason"},
		"more time, no date":                  {changed: cells{FieldAskedWhy: "mưa bão"}, want: RowInvalid, why: "unit_sheet.why.asked_without_date"},
		"more time while a request waits":     {row: func(r *SheetRow) { r.AskedDueOn = calendar.NewDate(2026, 10, 15) }, changed: cells{FieldAskedDue: "2026-10-31"}, want: RowInvalid, why: "unit_sheet.why.already_asked"},
		"done and more time":                  {changed: cells{FieldProgress: "done", FieldOn: "2026-08-30", FieldAskedDue: "2026-10-31", FieldAskedWhy: "x"}, want: RowInvalid, why: "unit_sheet.why.asked_and_ended"},
		"both changed the result":             {changed: cells{FieldResult: "4/5"}, now: func(r *SheetRow) { r.Result = "5/5" }, want: RowConflict, moves: []task.EventKind{task.EvProgress}, clashes: []SheetField{FieldResult}},
		"both wrote the same":                 {changed: cells{FieldResult: "5/5"}, now: func(r *SheetRow) { r.Result = "5/5" }, want: RowUnchanged},
		"the committee alone changed":         {now: func(r *SheetRow) { r.Result, r.DueOn = "5/5", calendar.NewDate(2026, 10, 1) }, want: RowUnchanged},
		"another deadline meanwhile":          {changed: cells{FieldResult: "4/5"}, now: func(r *SheetRow) { r.DueOn = calendar.NewDate(2026, 10, 1) }, want: RowConflict, moves: []task.EventKind{task.EvProgress}, clashes: []SheetField{FieldDue}},
		"reported by the secretary meanwhile": {changed: cells{FieldProgress: "done", FieldOn: "2026-08-30"}, now: func(r *SheetRow) { r.State = task.Reported }, want: RowInvalid, why: "unit_sheet.why.progress_not_offered", clashes: []SheetField{FieldProgress}},
		"another note meanwhile":              {changed: cells{FieldResult: "4/5"}, now: func(r *SheetRow) { r.Version++ }, want: RowAccepted, moves: []task.EventKind{task.EvProgress}, note: "unit_sheet.note.moved_on"},
		"a locked cell":                       {changed: cells{FieldText: "việc khác"}, want: RowUnchanged, note: "unit_sheet.note.locked_cell"},
		"a part sent":                         {row: partner, changed: cells{FieldResult: "số liệu 12 thôn"}, want: RowAccepted, moves: []task.EventKind{task.EvContributed}},
		"a part ticked without words":         {row: partner, changed: cells{FieldProgress: "part_sent"}, want: RowInvalid, why: "unit_sheet.why.result_missing"},
		"a partner asks for time":             {row: partner, changed: cells{FieldAskedDue: "2026-10-31", FieldAskedWhy: "x"}, want: RowInvalid, why: "unit_sheet.why.partner_asks"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			row := handedOut()
			if tc.row != nil {
				tc.row(&row)
			}
			file, now := cameBack(row, tc.changed), row
			if tc.now != nil {
				tc.now(&now)
			}
			j := judgedOne(now, file)
			if j.Verdict != tc.want || tc.want != RowInvalid && !slices.Equal(j.Moves, tc.moves) {
				t.Errorf("%s %v (%v), want %s %v", j.Verdict, j.Moves, j.Why, tc.want, tc.moves)
			}
			if tc.why != "" && (len(j.Why) == 0 || j.Why[0].Key != tc.why) {
				t.Errorf("why %v, want %s", j.Why, tc.why)
			}
			if tc.note != "" && (len(j.Notes) == 0 || j.Notes[0].Key != tc.note) {
				t.Errorf("notes %v, want %s", j.Notes, tc.note)
			}
			var clashes []SheetField
			for _, c := range j.Clashes {
				clashes = append(clashes, c.Field)
			}
			if !slices.Equal(clashes, tc.clashes) {
				t.Errorf("clashes %v, want %v", clashes, tc.clashes)
			}
		})
	}
}

func partner(r *SheetRow) { r.Role, r.Result, r.Obstacles = task.Coordinate, "", "" }

func TestRowsOfNoTask(t *testing.T) {
	t.Parallel()
	row := handedOut()
	same := cameBack(row, map[SheetField]string{FieldResult: "4/5"})
	other := same
	other.Line, other.Cells = 13, maps.Clone(same.Cells)
	other.Cells[FieldResult] = SheetCell{Ref: "H13", Kind: CellText, Text: "5/5"}
	torn := same
	torn.Torn, torn.Task = true, task.ID(id.Random())
	stranger := cameBack(handedOut(), map[SheetField]string{FieldResult: "x"})
	fresh := FileRow{Line: 20, Cells: map[SheetField]SheetCell{FieldText: {Ref: "C20", Kind: CellText, Text: "mở lớp tập huấn"}, FieldDue: {Ref: "F20", Kind: CellDate, Date: calendar.NewDate(2026, 10, 5)}}}
	nameless := FileRow{Line: 21, Cells: map[SheetField]SheetCell{FieldResult: {Ref: "H21", Kind: CellText, Text: "xong"}}}
	broken := cameBack(row, nil)
	broken.Cells[FieldResult] = SheetCell{Ref: "H12", Kind: CellError, Text: "#REF!"}
	number := cameBack(row, map[SheetField]string{FieldProgress: "done"})
	number.Cells[FieldOn] = SheetCell{Ref: "J12", Kind: CellNumber, Text: "46264"}
	now := map[string]SheetRow{same.Key(): row}
	for name, tc := range map[string]struct {
		rows    []FileRow
		records bool
		want    []Verdict
	}{
		"the same task twice":          {[]FileRow{same, other}, true, []Verdict{RowAccepted, RowInvalid}},
		"torn hidden cells":            {[]FileRow{torn}, true, []Verdict{RowInvalid}},
		"another unit's task":          {[]FileRow{stranger}, true, []Verdict{RowInvalid}},
		"added by hand, by a keeper":   {[]FileRow{fresh}, true, []Verdict{RowNew}},
		"added by hand, by a unit":     {[]FileRow{fresh}, false, []Verdict{RowProposed}},
		"added by hand without a text": {[]FileRow{nameless}, true, []Verdict{RowInvalid}},
		"an error of a formula":        {[]FileRow{broken}, true, []Verdict{RowInvalid}},
		"a number for a date":          {[]FileRow{number}, true, []Verdict{RowInvalid}},
	} {
		g := judging{file: SheetFile{Rows: tc.rows}, now: now, records: tc.records, today: calendar.NewDate(2026, 9, 1)}
		var got []Verdict
		for _, j := range g.judge() {
			got = append(got, j.Verdict)
		}
		if !slices.Equal(got, tc.want) {
			t.Errorf("%s: %v, want %v", name, got, tc.want)
		}
	}
	g := judging{file: SheetFile{Rows: []FileRow{fresh}}, records: true, today: calendar.NewDate(2026, 9, 1)}
	if j := g.judge()[0]; j.fresh.Deadline != "05/10/2026" || j.fresh.Text != "mở lớp tập huấn" {
		t.Errorf("%+v", j.fresh)
	}
	if m := missing(now, SheetFile{}); !slices.Equal(m, []int{7}) {
		t.Errorf("missing %v", m)
	}
}

func TestChoicesFollowTheTableOfMoves(t *testing.T) {
	t.Parallel()
	for state, want := range map[task.State][]Progress{
		task.Assigned: {NotStarted, Taken, Working, Done, GivenBack}, task.Accepted: {Taken, Working, Done, GivenBack}, task.InProgress: {Working, Done},
		task.Reported: {Waiting}, task.Paused: {OnHold}, task.Returned: {GivenBack}, task.Confirmed: {Ended}, task.Recorded: {NoLead},
	} {
		if got := (SheetRow{Role: task.Lead, State: state}).Choices(); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", state, got, want)
		}
	}
	if got := (SheetRow{Role: task.Coordinate, State: task.InProgress}).Choices(); !slices.Equal(got, []Progress{PartOpen, PartSent}) {
		t.Errorf("partner %v", got)
	}
}

func TestTypedDates(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"5/9/2026": "2026-09-05", "05-09-2026": "2026-09-05", " 05.09.2026 ": "2026-09-05", "2026-09-05": "2026-09-05",
		"9/13/2026": "", "31/4/2026": "", "5/9": "", "5/9/26": "", "tháng 9": "", "0/1/2026": "", "29/2/2027": "", "29/2/2028": "2028-02-29",
	} {
		d, err := typedDate(text)
		if got := d.String(); err == nil && got != want || err != nil && want != "" {
			t.Errorf("%q: %s, %v, want %q", text, got, err, want)
		}
	}
}
