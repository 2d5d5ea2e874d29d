package excel

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/dondoc/dondoc/internal/domain/intake"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/i18n"
	"github.com/dondoc/dondoc/internal/foundation/id"
	"github.com/dondoc/dondoc/internal/testkit/golden"
	"github.com/dondoc/dondoc/internal/testkit/office"
)

// derived makes an id from a name.
func derived(name string) [16]byte {
	return id.Derived(time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC), name)
}

// sampleSheet is what an invented commune owes: one task of each standing.
func sampleSheet() intake.UnitSheet {
	u := intake.UnitSheet{
		ID: intake.SheetID(derived("sheet")), Unit: access.UnitID(derived("unit")), UnitName: "Ủy ban nhân dân xã Mẫu Một", MadeAt: time.Date(2026, 12, 1, 2, 0, 0, 0, time.UTC),
		Committee: org.Committee{
			ID: access.CommitteeID(derived("committee")), Code: "qcdc-mau", Name: "Ban Chỉ đạo thực hiện dân chủ ở cơ sở huyện Mẫu", ShortName: "BCĐ huyện Mẫu",
			SuperiorName: "Huyện ủy Mẫu", DocumentSystem: org.PartyDocuments,
		},
	}
	add := func(r intake.SheetRow) {
		r.Number, r.Version = len(u.Rows)+3, len(u.Rows)+1
		r.Task = task.ID(derived(fmt.Sprint("task", r.Number)))
		if r.Unit.IsZero() {
			r.Unit, r.UnitName = u.Unit, u.UnitName
		}
		if r.Role == "" {
			r.Role = task.Lead
		}
		u.Rows = append(u.Rows, r)
	}
	add(intake.SheetRow{
		Text: "Niêm yết công khai các khoản thu, chi đóng góp của nhân dân tại trụ sở và nhà văn hóa các thôn (mẫu)", Wording: "verbatim", Meeting: "Hội nghị sơ kết 6 tháng đầu năm 2026", MeetingOn: day(2026, 6, 25),
		DueOn: day(2026, 11, 15), State: task.Assigned, Timing: task.Overdue, Evidence: true,
	})
	add(intake.SheetRow{
		Text: "=Rà soát hương ước, quy ước của 12 thôn", Document: "Thông báo số 12-TB/BCĐ ngày 30/06/2026", DueOn: day(2026, 12, 31), State: task.InProgress, Timing: task.InTime,
		Result: "Đã rà soát 7/12 thôn.\nCòn 5 thôn đang họp dân.", Obstacles: "Thiếu cán bộ tư pháp", AskedDueOn: day(2027, 1, 31), AskedWhy: "Chờ hướng dẫn của cấp trên",
	})
	add(intake.SheetRow{Text: "Báo cáo kết quả giám sát đầu tư của cộng đồng", Words: "thường xuyên", State: task.Accepted, Timing: task.Continuous, SentBack: true, BackWhy: "chưa có số liệu"})
	add(intake.SheetRow{Text: "Hoàn thành bản tin", DueOn: day(2026, 10, 1), State: task.Reported, Timing: task.Overdue, CompletedOn: day(2026, 9, 30), Result: "Đã phát 3 bản tin", Proof: "Báo cáo 45/BC-UBND"})
	add(intake.SheetRow{Text: "Tuyên truyền Luật Thực hiện dân chủ ở cơ sở", Role: task.Coordinate, Part: "cung cấp số liệu hộ dân", DueOn: day(2026, 12, 20), State: task.InProgress, Timing: task.InTime})
	add(intake.SheetRow{
		Text: "Giải quyết kiến nghị của cử tri", Role: task.Lead, Unit: access.UnitID(derived("former")), UnitName: "Ủy ban nhân dân xã Mẫu Cũ", State: task.Paused, Timing: task.TimingPaused, DueOn: day(2026, 12, 10),
	})
	return u
}

func sheetBytes(t testing.TB, u intake.UnitSheet) []byte {
	t.Helper()
	k, err := UnitSheetBook(u, words(t, i18n.Vi))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = k.Close() }()
	var b bytes.Buffer
	if err := k.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// told is a file as text, for goldens and comparisons.
func told(f intake.SheetFile) string {
	var b strings.Builder
	fmt.Fprintf(&b, "format %d sheet %s committee %s unit %s made %s\n", f.Format, f.ID, f.Committee, f.Unit, f.MadeOn)
	for _, r := range f.Rows {
		fmt.Fprintf(&b, "task %s unit %s %s version %d seal %s torn %t\n", r.Task, r.Unit, r.Role, r.Version, r.Seal, r.Torn)
		for _, name := range intake.SheetFields() {
			if c := r.Cells[name]; c.Text != "" || !c.Date.IsZero() {
				fmt.Fprintf(&b, "  %s: %s %q %s\n", name, c.Kind, c.Text, c.Date)
			}
		}
	}
	return b.String()
}

func mustRead(t testing.TB, raw []byte) intake.SheetFile {
	t.Helper()
	f, err := ReadUnitSheet(t.Context(), raw)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestAUnitSheetHoldsWhatTheGoldenSays(t *testing.T) {
	t.Parallel()
	golden.Equal(t, "testdata/unitsheet.txt", office.Dump(t, sheetBytes(t, sampleSheet())))
}

func TestAUnitSheetComesBackAsItWasHandedOut(t *testing.T) {
	t.Parallel()
	u := sampleSheet()
	f := mustRead(t, sheetBytes(t, u))
	if f.Format != intake.SheetFormat || f.ID != u.ID || f.Committee != u.Committee.ID || f.Unit != u.Unit || f.MadeOn != day(2026, 12, 1) {
		t.Errorf("identity %+v", f)
	}
	if len(f.Rows) != len(u.Rows) {
		t.Fatalf("%d rows of %d", len(f.Rows), len(u.Rows))
	}
	for i, r := range f.Rows {
		want := u.Rows[i]
		if r.Task != want.Task || r.Unit != want.Unit || r.Role != want.Role || r.Version != want.Version || r.Seal != want.Seal() || r.Torn {
			t.Errorf("row %d: %+v", i, r)
		}
	}
}

func TestAUnitSheetSavedByLibreOfficeSaysTheSame(t *testing.T) {
	t.Parallel()
	raw := sheetBytes(t, sampleSheet())
	file := filepath.Join(t.TempDir(), "phieu.xlsx")
	if err := os.WriteFile(file, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	again, err := os.ReadFile(office.Recalculate(t, file)[0])
	if err != nil {
		t.Fatal(err)
	}
	if got, want := told(mustRead(t, again)), told(mustRead(t, raw)); got != want {
		t.Errorf("after LibreOffice:\n%s\nwant:\n%s", got, want)
	}
	sheet := string(office.Part(t, again, "xl/worksheets/sheet1.xml"))
	for _, kept := range []string{"<sheetProtection", "<dataValidation ", `hidden="true"`} {
		if !strings.Contains(sheet, kept) {
			t.Errorf("LibreOffice lost %s", kept)
		}
	}
}

func TestWhatIsNoUnitSheetIsRefused(t *testing.T) {
	t.Parallel()
	_, err := ReadUnitSheet(t.Context(), written(t, sampleList()))
	if f, ok := errors.AsType[*fault.Fault](err); !ok || f.Key != "unit_sheet.not_ours" {
		t.Errorf("%v", err)
	}
}

// TestMutatedUnitSheets reads unit sheets torn in every way; the use case sees a file or a clear refusal.
func TestMutatedUnitSheets(t *testing.T) {
	t.Parallel()
	base := sheetBytes(t, sampleSheet())
	refused := 0
	for i := range 200 {
		raw, what := office.Mutant(t, rand.New(rand.NewPCG(23, uint64(i))), base)
		f, err := ReadUnitSheet(t.Context(), raw)
		if k := fault.KindOf(err); err != nil && k != fault.Invalid && k != fault.TooLarge {
			t.Errorf("mutant %d (%s): %v", i, what, err)
		}
		if err != nil {
			refused++
		} else if len(f.Rows) > maxSheetRows {
			t.Errorf("mutant %d (%s): %d rows", i, what, len(f.Rows))
		}
	}
	if refused < 50 {
		t.Errorf("only %d refused", refused)
	}
}

func BenchmarkReadUnitSheet(b *testing.B) {
	u := sampleSheet()
	for len(u.Rows) < 500 {
		r := u.Rows[len(u.Rows)%6]
		r.Task = task.ID(derived(fmt.Sprint(len(u.Rows))))
		u.Rows = append(u.Rows, r)
	}
	raw := sheetBytes(b, u)
	for b.Loop() {
		mustRead(b, raw)
	}
}
