package intake_test

import (
	"bytes"
	"crypto/sha256"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/dondoc/dondoc/internal/domain/intake"
	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/audit"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/i18n"
	"github.com/dondoc/dondoc/internal/surface/excel"
	"github.com/dondoc/dondoc/internal/testkit/dbtest"
	"github.com/dondoc/dondoc/internal/testkit/factory"
	"github.com/dondoc/dondoc/internal/testkit/office"
)

// desk is a committee whose unit has tasks, and the sheets that go out and come back.
type desk struct {
	t     *testing.T
	d     org.Deps
	s     *intake.Service
	tasks *task.Service
	c     org.Committee
	unit  org.Unit
	other org.Unit
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := factory.Deps(t, dbtest.Tx(t))
	return &desk{t: t, d: d, s: intake.NewService(d), tasks: task.NewService(d), c: factory.Committee(t, d), unit: factory.Unit(t, d), other: factory.Unit(t, d)}
}

func (k *desk) who(role access.Role, units ...access.UnitID) access.Actor {
	return access.Actor{Login: string(role), Name: string(role), Grants: []access.Grant{{Committee: k.c.ID, Role: role}}, Units: units}
}

func (k *desk) secretary() access.Actor { return k.who(access.Secretary) }
func (k *desk) focal() access.Actor     { return k.who(access.Focal, k.unit.ID) }

// give makes a task that the unit leads and the other unit helps with.
func (k *desk) give(text string, change ...func(*task.NewTask)) task.Task {
	k.t.Helper()
	in := task.NewTask{
		ID: task.ID(k.d.NewID()), Committee: k.c.ID, Text: text, Wording: "verbatim", GivenOn: calendar.NewDate(2026, 1, 5), Deadline: "30/4/2026",
		Assignees: []task.Assignee{{Role: task.Lead, Unit: k.unit.ID}},
	}
	for _, c := range change {
		c(&in)
	}
	made, err := k.tasks.Create(k.t.Context(), access.System("test"), in)
	if err != nil {
		k.t.Fatal(err)
	}
	return made
}

// out hands out the sheet of a unit as bytes.
func (k *desk) out(by access.Actor, u access.UnitID) []byte {
	k.t.Helper()
	sheet, err := k.s.UnitSheet(k.t.Context(), by, k.c.ID, u)
	if err != nil {
		k.t.Fatal(err)
	}
	return packed(k.t, sheet)
}

func packed(t *testing.T, sheet intake.UnitSheet) []byte {
	t.Helper()
	words, err := i18n.New()
	if err != nil {
		t.Fatal(err)
	}
	book, err := excel.UnitSheetBook(sheet, words.Printer(i18n.Vi))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = book.Close() }()
	var b bytes.Buffer
	if err := book.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// filled opens a workbook as an office program does and changes it.
func filled(t *testing.T, raw []byte, change func(f *excelize.File, sheet string)) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	change(f, f.GetSheetList()[0])
	var b bytes.Buffer
	if _, err := f.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// write fills cells by their addresses.
func write(t *testing.T, raw []byte, cells map[string]any) []byte {
	t.Helper()
	return filled(t, raw, func(f *excelize.File, sheet string) {
		for ref, v := range cells {
			if err := f.SetCellValue(sheet, ref, v); err != nil {
				t.Fatal(err)
			}
		}
	})
}

func (k *desk) read(raw []byte) intake.SheetFile {
	k.t.Helper()
	f, err := excel.ReadUnitSheet(k.t.Context(), raw)
	if err != nil {
		k.t.Fatal(err)
	}
	return f
}

func (k *desk) receive(by access.Actor, raw []byte) intake.SheetPreview {
	k.t.Helper()
	sum := sha256.Sum256(raw)
	p, err := k.s.ReceiveUnitSheet(k.t.Context(), by, intake.ReceiveSheet{
		Committee: k.c.ID, ID: intake.UploadID(k.d.NewID()), FileName: "phieu.xlsx", SHA256: sum[:], File: k.read(raw),
	})
	if err != nil {
		k.t.Fatal(err)
	}
	return p
}

func (k *desk) decide(by access.Actor, in intake.DecideSheet) intake.SheetPreview {
	k.t.Helper()
	in.Committee = k.c.ID
	p, err := k.s.ApplyUnitSheet(k.t.Context(), by, in)
	if err != nil {
		k.t.Fatal(err)
	}
	return p
}

func (k *desk) task(t task.Task) task.Task {
	k.t.Helper()
	d, err := k.tasks.Get(k.t.Context(), access.System("test"), k.c.ID, t.ID.String())
	if err != nil {
		k.t.Fatal(err)
	}
	return d.Task
}

func verdicts(p intake.SheetPreview) []intake.Verdict {
	var all []intake.Verdict
	for _, j := range p.Rows {
		all = append(all, j.Verdict)
	}
	return all
}

// first is the number of the row of the first task.
func (k *desk) first(raw []byte) string {
	k.t.Helper()
	f := k.read(raw)
	if len(f.Rows) == 0 {
		k.t.Fatal("no rows")
	}
	ref := f.Rows[0].Cells[intake.FieldResult].Ref
	return strings.TrimPrefix(ref, "H")
}

func TestAFilledSheetIsTakenOverOnce(t *testing.T) {
	t.Parallel()
	k := newDesk(t)
	one, two := k.give("niêm yết các khoản thu"), k.give("rà soát hương ước")
	raw := k.out(k.focal(), k.unit.ID)
	n := k.first(raw)
	raw = write(t, raw, map[string]any{"H" + n: "Đã niêm yết đủ 5 thôn", "I" + n: "Đã hoàn thành", "J" + n: "28/02/2026"})
	p := k.receive(k.focal(), raw)
	if got := verdicts(p); !slices.Equal(got, []intake.Verdict{intake.RowAccepted, intake.RowUnchanged}) {
		t.Fatalf("%v %+v", got, p.Rows)
	}
	if k.task(one).State != task.Assigned {
		t.Fatal("looking at a sheet changed a task")
	}
	p = k.decide(k.focal(), intake.DecideSheet{ID: p.Upload.ID, Rest: intake.Accept})
	if p.Taken != 1 || p.Refused != 0 || p.Upload.Taken != 1 {
		t.Errorf("taken %d, refused %d, %+v", p.Taken, p.Refused, p.Upload)
	}
	if now := k.task(one); now.State != task.Reported || now.CompletedOn != calendar.NewDate(2026, 2, 28) || k.task(two).Version != two.Version {
		t.Errorf("%+v", now)
	}
	version := k.task(one).Version
	for _, again := range []intake.SheetPreview{k.decide(k.focal(), intake.DecideSheet{ID: p.Upload.ID, Rest: intake.Accept}), k.receive(k.focal(), raw)} {
		if again.Taken != 0 || again.Counts[intake.RowUnchanged] != 2 || k.task(one).Version != version {
			t.Errorf("the same file again: %+v", again)
		}
	}
	if _, err := audit.Verify(t.Context(), k.d.DB, k.c.ID); err != nil {
		t.Error(err)
	}
}

func TestTheSameSheetReportsAgainWithoutConflict(t *testing.T) {
	t.Parallel()
	k := newDesk(t)
	one := k.give("niêm yết các khoản thu")
	raw := k.out(k.focal(), k.unit.ID)
	n := k.first(raw)
	for _, result := range []string{"2/5 thôn", "3/5 thôn"} {
		raw = write(t, raw, map[string]any{"H" + n: result})
		p := k.receive(k.focal(), raw)
		if p.Rows[0].Verdict != intake.RowAccepted {
			t.Fatalf("%s: %+v", result, p.Rows[0])
		}
		k.decide(k.focal(), intake.DecideSheet{ID: p.Upload.ID, Rest: intake.Accept})
	}
	if d, err := k.tasks.Get(t.Context(), access.System("test"), k.c.ID, one.ID.String()); err != nil || d.History[len(d.History)-1].Actions != "3/5 thôn" {
		t.Errorf("%v %+v", err, d.History)
	}
}

func TestAConflictWaitsForSomebodyToChoose(t *testing.T) {
	t.Parallel()
	k := newDesk(t)
	one := k.give("niêm yết các khoản thu")
	raw := k.out(k.focal(), k.unit.ID)
	n := k.first(raw)
	raw = write(t, raw, map[string]any{"H" + n: "3/5 thôn"})
	act := task.Act{ID: task.EventID(k.d.NewID()), Committee: k.c.ID, Task: one.ID, Version: one.Version, Event: task.EvProgress, Actions: "thư ký ghi: 4/5 thôn"}
	if _, err := k.tasks.Act(t.Context(), k.secretary(), act); err != nil {
		t.Fatal(err)
	}
	p := k.receive(k.focal(), raw)
	want := intake.Clash{Field: intake.FieldResult, File: "3/5 thôn", Now: "thư ký ghi: 4/5 thôn"}
	if j := p.Rows[0]; j.Verdict != intake.RowConflict || !slices.Equal(j.Clashes, []intake.Clash{want}) {
		t.Fatalf("%+v", j)
	}
	if p := k.decide(k.focal(), intake.DecideSheet{ID: p.Upload.ID, Rest: intake.Accept}); p.Taken != 0 {
		t.Error("“accept the rest” took a conflict over")
	}
	stale := intake.RowChoice{Line: p.Rows[0].Line, Choice: intake.Accept, Seen: "another sight"}
	if p := k.decide(k.focal(), intake.DecideSheet{ID: p.Upload.ID, Rows: []intake.RowChoice{stale}}); p.Taken != 0 || p.Refused != 1 {
		t.Errorf("a choice about something no longer so was followed: %+v", p)
	}
	chosen := intake.RowChoice{Line: p.Rows[0].Line, Choice: intake.Accept, Seen: p.Rows[0].Seen}
	if p := k.decide(k.focal(), intake.DecideSheet{ID: p.Upload.ID, Rows: []intake.RowChoice{chosen}}); p.Taken != 1 {
		t.Errorf("%+v", p.Rows[0])
	}
}

func TestARefusedRowStaysRefusedAndMayBeTakenLater(t *testing.T) {
	t.Parallel()
	k := newDesk(t)
	one := k.give("niêm yết các khoản thu")
	raw := k.out(k.focal(), k.unit.ID)
	raw = write(t, raw, map[string]any{"H" + k.first(raw): "3/5 thôn"})
	p := k.receive(k.secretary(), raw)
	if p := k.decide(k.secretary(), intake.DecideSheet{ID: p.Upload.ID, Rest: intake.Refuse}); p.Refused != 1 || k.task(one).Version != one.Version {
		t.Errorf("%+v", p)
	}
	p = k.receive(k.secretary(), raw)
	if p.Rows[0].Outcome != intake.OutcomeRefused || !p.Rows[0].Decidable() {
		t.Errorf("%+v", p.Rows[0])
	}
	if p := k.decide(k.secretary(), intake.DecideSheet{ID: p.Upload.ID, Rest: intake.Accept}); p.Taken != 1 {
		t.Errorf("%+v", p)
	}
}

func TestTheTasksOwnRulesRefuseARow(t *testing.T) {
	t.Parallel()
	k := newDesk(t)
	k.give("nộp báo cáo", func(in *task.NewTask) { in.EvidenceNeeded = true })
	k.give("mở lớp")
	raw := k.out(k.focal(), k.unit.ID)
	n := k.first(raw)
	raw = write(t, raw, map[string]any{"H" + n: "xong", "I" + n: "Đã hoàn thành", "J" + n: "28/02/2026"})
	f := k.read(raw)
	second := strings.TrimPrefix(f.Rows[1].Cells[intake.FieldResult].Ref, "H")
	raw = write(t, raw, map[string]any{"H" + second: "xong", "I" + second: "Đã hoàn thành", "J" + second: "28/02/2027"})
	p := k.receive(k.focal(), raw)
	for i, want := range []string{"task.evidence_missing", "task.completed_after_report"} {
		if j := p.Rows[i]; j.Verdict != intake.RowInvalid || j.Why[0].Key != want {
			t.Errorf("%+v, want %s", j, want)
		}
	}
	if p := k.decide(k.focal(), intake.DecideSheet{ID: p.Upload.ID, Rest: intake.Accept}); p.Taken != 0 || p.Refused != 2 {
		t.Errorf("taken %d, refused %d", p.Taken, p.Refused)
	}
}

func TestACoordinatingUnitRepliesAndALeadAsksForTime(t *testing.T) {
	t.Parallel()
	k := newDesk(t)
	one := k.give("niêm yết các khoản thu", func(in *task.NewTask) {
		in.Assignees = append(in.Assignees, task.Assignee{Role: task.Coordinate, Unit: k.other.ID, Part: "cung cấp số liệu"})
	})
	raw := k.out(k.secretary(), k.other.ID)
	raw = write(t, raw, map[string]any{"H" + k.first(raw): "Đã gửi số liệu 5 thôn"})
	p := k.receive(k.who(access.Focal, k.other.ID), raw)
	k.decide(k.who(access.Focal, k.other.ID), intake.DecideSheet{ID: p.Upload.ID, Rest: intake.Accept})
	lead := k.out(k.focal(), k.unit.ID)
	n := k.first(lead)
	lead = write(t, lead, map[string]any{"M" + n: "31/05/2026", "N" + n: "chờ số liệu"})
	p = k.receive(k.focal(), lead)
	k.decide(k.focal(), intake.DecideSheet{ID: p.Upload.ID, Rest: intake.Accept})
	now := k.task(one)
	if now.AskedDueOn != calendar.NewDate(2026, 5, 31) || now.Assignees[1].Reply.IsZero() {
		t.Errorf("%+v", now)
	}
}

func TestARowAddedByHandBecomesATaskOfWhoMayEnterOne(t *testing.T) {
	t.Parallel()
	k := newDesk(t)
	k.give("niêm yết các khoản thu")
	raw := k.out(k.focal(), k.unit.ID)
	f := k.read(raw)
	after := len(f.Rows) + 1 // below the section
	row := strconv.Itoa(atoi(t, k.first(raw)) + after)
	raw = write(t, raw, map[string]any{"C" + row: "mở lớp tập huấn cho tổ hòa giải", "F" + row: "30/06/2026"})
	p := k.receive(k.focal(), raw)
	if p.Counts[intake.RowProposed] != 1 {
		t.Fatalf("%+v", p.Rows)
	}
	line := p.Rows[len(p.Rows)-1].Line
	accept := intake.DecideSheet{ID: p.Upload.ID, Rows: []intake.RowChoice{{Line: line, Choice: intake.Accept}}}
	if p := k.decide(k.focal(), accept); p.Taken != 0 {
		t.Error("a focal person entered a task")
	}
	p = k.decide(k.secretary(), accept)
	if p.Taken != 1 || p.Rows[len(p.Rows)-1].Task.IsZero() {
		t.Fatalf("%+v", p)
	}
	d, err := k.tasks.Get(t.Context(), k.secretary(), k.c.ID, p.Rows[len(p.Rows)-1].Task.String())
	if err != nil || d.Task.DueOn != calendar.NewDate(2026, 6, 30) || d.Task.Leads()[0].Unit != k.unit.ID || d.Task.Source.Kind != task.FromImport {
		t.Errorf("%v %+v", err, d.Task)
	}
	if p := k.decide(k.secretary(), accept); p.Taken != 0 {
		t.Error("the same row made a second task")
	}
}

func TestStrangersHaveNoSheet(t *testing.T) {
	t.Parallel()
	k := newDesk(t)
	k.give("niêm yết các khoản thu")
	raw := k.out(k.focal(), k.unit.ID)
	p := k.receive(k.focal(), raw)
	elsewhere := factory.Committee(t, k.d)
	stranger := access.Actor{Login: "x", Grants: []access.Grant{{Committee: elsewhere.ID, Role: access.Secretary}}, Units: []access.UnitID{k.unit.ID}}
	for name, tc := range map[string]struct {
		by   access.Actor
		want fault.Kind // of handing out; what was received exists for none of them
	}{
		"stranger": {stranger, fault.NotFound}, "observer": {k.who(access.Observer), fault.Forbidden}, "member": {k.who(access.Member), fault.Forbidden},
		"focal person of another unit": {k.who(access.Focal, k.other.ID), fault.Forbidden},
	} {
		_, err := k.s.UnitSheet(t.Context(), tc.by, k.c.ID, k.unit.ID)
		if fault.KindOf(err) != tc.want {
			t.Errorf("%s: handing out: %v", name, err)
		}
		if _, err := k.s.PreviewUnitSheet(t.Context(), tc.by, k.c.ID, k.read(raw)); fault.KindOf(err) != tc.want {
			t.Errorf("%s: looking: %v", name, err)
		}
		if _, err := k.s.ReceiveUnitSheet(t.Context(), tc.by, intake.ReceiveSheet{Committee: k.c.ID, ID: intake.UploadID(k.d.NewID()), FileName: "x", SHA256: make([]byte, 32), File: k.read(raw)}); fault.KindOf(err) != tc.want {
			t.Errorf("%s: receiving: %v", name, err)
		}
		if _, err := k.s.UnitSheetUpload(t.Context(), tc.by, k.c.ID, p.Upload.ID); fault.KindOf(err) != fault.NotFound {
			t.Errorf("%s: reading what was received: %v", name, err)
		}
		if _, err := k.s.ApplyUnitSheet(t.Context(), tc.by, intake.DecideSheet{Committee: k.c.ID, ID: p.Upload.ID, Rest: intake.Accept}); fault.KindOf(err) != fault.NotFound {
			t.Errorf("%s: deciding: %v", name, err)
		}
		d, err := k.s.SheetDesk(t.Context(), tc.by, k.c.ID)
		if name == "focal person of another unit" {
			if err != nil || len(d.Units)+len(d.Uploads) > 0 {
				t.Errorf("%s: %+v, %v", name, d, err)
			}
		} else if fault.KindOf(err) != tc.want {
			t.Errorf("%s: listing: %v", name, err)
		}
	}
	if d, err := k.s.SheetDesk(t.Context(), k.focal(), k.c.ID); err != nil || len(d.Units) != 1 || d.Units[0].Leads != 1 || len(d.Uploads) != 1 {
		t.Errorf("the unit's own: %+v, %v", d, err)
	}
	f := k.read(raw)
	if _, err := k.s.PreviewUnitSheet(t.Context(), access.System("test"), elsewhere.ID, f); fault.KindOf(err) != fault.Invalid {
		t.Errorf("a sheet of another committee: %v", err)
	}
}

// Every task of the invented district goes out and comes back through LibreOffice with nothing changed.
func TestTheDemoComesBackUnchanged(t *testing.T) {
	t.Parallel()
	d := factory.Deps(t, dbtest.Tx(t))
	s := intake.NewService(d)
	by := access.System("test")
	render := func(of meeting.PaperOf) (meeting.File, error) { return factory.PlainRender(of) }
	if _, err := s.LoadDemo(t.Context(), by, intake.DemoDesk{Render: render, Builtin: render}); err != nil {
		t.Fatal(err)
	}
	c, err := org.CommitteeByCode(t.Context(), d.DB, intake.DemoCode)
	if err != nil {
		t.Fatal(err)
	}
	k := &desk{t: t, d: d, s: s, c: c}
	var files []string
	var sheets []intake.UnitSheet
	for _, u := range unitsOf(t, d.DB, c.ID) {
		sheet, err := s.UnitSheet(t.Context(), by, c.ID, u)
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(t.TempDir(), u.String()+".xlsx")
		if err := os.WriteFile(file, packed(t, sheet), 0o600); err != nil {
			t.Fatal(err)
		}
		files, sheets = append(files, file), append(sheets, sheet)
	}
	rows := 0
	for pass, saved := range [][]string{files, office.Recalculate(t, files...)} {
		for i, file := range saved {
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			p, err := s.PreviewUnitSheet(t.Context(), by, c.ID, k.read(raw))
			if err != nil {
				t.Fatal(err)
			}
			if len(p.Rows) != len(sheets[i].Rows) || len(p.Missing) > 0 {
				t.Errorf("pass %d, %s: %d rows of %d, missing %v", pass, sheets[i].UnitName, len(p.Rows), len(sheets[i].Rows), p.Missing)
			}
			for _, j := range p.Rows {
				rows++
				if j.Verdict != intake.RowUnchanged || len(j.Notes)+len(j.Changes) > 0 {
					t.Errorf("pass %d, %s, task %d: %s %v %v %v", pass, sheets[i].UnitName, j.Number, j.Verdict, j.Why, j.Notes, j.Changes)
				}
			}
		}
	}
	if rows < 40 {
		t.Errorf("only %d rows", rows)
	}
	t.Logf("%d units, %d rows there and back, by ourselves and by LibreOffice", len(files), rows)
}

func atoi(t *testing.T, s string) int {
	t.Helper()
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func unitsOf(t *testing.T, q database.Querier, c access.CommitteeID) []access.UnitID {
	t.Helper()
	rows, err := database.Many[struct {
		ID access.UnitID `db:"unit_id"`
	}](t.Context(), q, `SELECT DISTINCT unit_id FROM task_assignee WHERE committee_id = $1 AND unit_id IS NOT NULL AND role IN ('lead', 'coordinate')`, c)
	if err != nil {
		t.Fatal(err)
	}
	var all []access.UnitID
	for _, r := range rows {
		all = append(all, r.ID)
	}
	return all
}

// What people do to a sheet's looks changes nothing: columns moved, rows sorted, a row deleted, the tab renamed, widths changed.
func TestASheetRearrangedSaysTheSame(t *testing.T) {
	t.Parallel()
	k := newDesk(t)
	for _, text := range []string{"một", "hai", "ba"} {
		k.give(text)
	}
	raw := k.out(k.focal(), k.unit.ID)
	n := k.first(raw)
	raw = write(t, raw, map[string]any{"H" + n: "đã làm"})
	want := k.read(raw)
	arranged := filled(t, raw, func(f *excelize.File, sheet string) {
		steps := []error{
			f.UnprotectSheet(sheet), f.SetSheetName(sheet, "Báo cáo quý"), f.SetColWidth("Báo cáo quý", "A", "N", 40),
			f.InsertCols("Báo cáo quý", "H", 2), f.DuplicateRowTo("Báo cáo quý", atoi(t, n), atoi(t, n)+3), f.RemoveRow("Báo cáo quý", atoi(t, n)+1), f.RemoveRow("Báo cáo quý", atoi(t, n)),
			f.InsertRows("Báo cáo quý", 1, 2),
		}
		for _, err := range steps {
			if err != nil {
				t.Fatal(err)
			}
		}
		if _, err := f.NewSheet("Ghi chú"); err != nil {
			t.Fatal(err)
		}
	})
	got := k.read(arranged)
	if len(got.Rows) != 2 {
		t.Fatalf("%d rows", len(got.Rows))
	}
	last := got.Rows[len(got.Rows)-1] // the first row was copied below the others, its first place and the second row deleted
	if last.Key() != want.Rows[0].Key() || last.Cells[intake.FieldResult].Text != "đã làm" || last.Seal != want.Rows[0].Seal {
		t.Errorf("%+v\nwant %+v", last, want.Rows[0])
	}
	p := k.receive(k.focal(), arranged)
	if p.Counts[intake.RowAccepted] != 1 || p.Counts[intake.RowUnchanged] != 1 || len(p.Missing) != 1 {
		t.Errorf("%+v", p)
	}
}
