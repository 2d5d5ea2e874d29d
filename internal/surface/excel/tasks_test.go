package excel

import (
	"errors"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/dondoc/dondoc/internal/domain/report"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/i18n"
	"github.com/dondoc/dondoc/internal/testkit/office"
)

func TestARowOfTheListOfTasks(t *testing.T) {
	t.Parallel()
	const (
		number = iota + 1
		text
		source
		lead
		_
		_
		_
		firstDue
		class
		_
		result
		note
	)
	cases := []struct {
		name string
		row  report.TaskRow
		col  int
		want string
	}{
		{"what was said stands in quotation marks", report.TaskRow{Text: "công khai", Wording: "verbatim"}, text, "“công khai”"},
		{"reported speech stands without", report.TaskRow{Text: "công khai", Wording: "reported"}, text, "công khai"},
		{"reported speech is marked", report.TaskRow{Text: "công khai", Wording: "reported", Timing: task.NoDeadline}, note, "theo tin"},
		{"an unknown source is shown", report.TaskRow{}, source, "Không rõ nguồn"},
		{"a task without a lead says so", report.TaskRow{}, lead, "Chưa có đơn vị chủ trì"},
		{"and says whom the words address", report.TaskRow{Addressees: "các thôn (mẫu)"}, lead, "Chưa có đơn vị chủ trì; lời giao nêu: các thôn (mẫu)"},
		{"the addressees give way to a lead", report.TaskRow{Addressees: "các thôn (mẫu)", Leads: "Xã Mẫu"}, lead, "Xã Mẫu"},
		{"a reported task is waiting, and its class runs on", report.TaskRow{State: task.Reported, Timing: task.Overdue}, class, "Quá hạn, chờ xác nhận"},
		{"a task sent back says so", report.TaskRow{State: task.InProgress, SentBack: true, Timing: task.InTime}, class, "Trong hạn, bị trả lại để làm tiếp"},
		{"a task sent back once and confirmed is done", report.TaskRow{State: task.Confirmed, SentBack: true, Timing: task.DoneInTime}, class, "Hoàn thành đúng hạn"},
		{"an overdue task says by how much", report.TaskRow{Wording: "verbatim", DueOn: day(2020, 12, 2), Timing: task.Overdue, WasOverdue: true}, note, "quá hạn 12 ngày"},
		{"a task due today says so", report.TaskRow{Wording: "verbatim", DueOn: day(2020, 12, 14), Timing: task.DueSoon}, note, "hạn hôm nay"},
		{"a task done late says by how much", report.TaskRow{Wording: "verbatim", DueOn: day(2020, 12, 2), CompletedOn: day(2020, 12, 4), Timing: task.DoneLate}, note, "chậm 2 ngày"},
		{"a late extension leaves its mark", report.TaskRow{Wording: "verbatim", DueOn: day(2020, 12, 20), Timing: task.DueSoon, WasOverdue: true, CarriedIn: true}, note, "còn 6 ngày; đã từng quá hạn; chuyển từ kỳ trước"},
		{"a report is dated", report.TaskRow{Result: "Đã xong", LastReportOn: day(2020, 11, 3)}, result, "Đã xong (báo cáo ngày 03/11/2020)"},
		{"a report without words is dated", report.TaskRow{LastReportOn: day(2020, 11, 3)}, result, "(báo cáo ngày 03/11/2020)"},
	}
	h, _ := sample("state")
	for _, tt := range cases {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := &document{t: words(t, i18n.Vi), h: h}
			if tt.row.Timing == "" {
				tt.row.Timing = task.NoDeadline
			}
			v := make([]Value, 13)
			d.taskRow(v, 1, tt.row)
			if got := v[tt.col]; got.text != tt.want || got.kind == KindDate && got.filled {
				t.Errorf("%q, want %q", got.text, tt.want)
			}
		})
	}
	_ = number
}

func TestAClassHasItsColourItsMarkAndItsWord(t *testing.T) {
	t.Parallel()
	marks := map[string]task.Timing{}
	for _, class := range task.Timings() {
		c, ok := classTints[class]
		if !ok {
			t.Errorf("%s has no colours", class)
		}
		if other, twice := marks[c.mark]; twice {
			t.Errorf("%s and %s have the same mark", class, other)
		}
		marks[c.mark] = class
	}
	h, rows := sample("state")
	raw, _ := made(t, h, rows)
	f := opened(t, raw)
	for ref, want := range map[string]task.Timing{"J12": task.DoneInTime, "J14": task.DoneLate, "J18": task.Overdue, "J23": task.TimingCanceled} {
		id, err := f.GetCellStyle("Danh mục nhiệm vụ", ref)
		if err != nil {
			t.Fatal(err)
		}
		s, err := f.GetStyle(id)
		if err != nil {
			t.Fatal(err)
		}
		c := classTints[want]
		if len(s.Fill.Color) == 0 || !strings.HasSuffix(s.Fill.Color[0], c.ground) || !strings.HasSuffix(s.Font.Color, c.ink) || s.Font.Family != font ||
			s.CustomNumFmt == nil || !strings.Contains(*s.CustomNumFmt, c.mark) {
			t.Errorf("%s: fill %v, letters %s in %s, format %v", ref, s.Fill.Color, s.Font.Color, s.Font.Family, s.CustomNumFmt)
		}
	}
}

func TestTheTwoDocumentSystemsAreNotMixed(t *testing.T) {
	t.Parallel()
	state, stateRows := sample("state")
	partys, partyRows := sample(party)
	for _, tt := range []struct {
		name      string
		h         report.HalfYear
		rows      []report.TaskRow
		has, hasn []string
	}{
		{
			"a committee of the state", state, stateRows,
			[]string{"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "ỦY BAN NHÂN DÂN HUYỆN MẪU", "Số: ……/BC-BCĐ"},
			[]string{"ĐẢNG CỘNG SẢN", `"*"`},
		},
		{
			"a committee of the Party", partys, partyRows,
			[]string{"ĐẢNG CỘNG SẢN VIỆT NAM", `"*"`, "HUYỆN ỦY MẪU", "Số ……-BC/BCĐ", strings.Repeat(".", 40)},
			[]string{"CỘNG HÒA", "Độc lập"},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			dump := office.Dump(t, first(made(t, tt.h, tt.rows)))
			for _, w := range tt.has {
				if n := strings.Count(dump, w); n != 6 {
					t.Errorf("%q stands %d times, want once on every sheet", w, n)
				}
			}
			for _, w := range tt.hasn {
				if strings.Contains(dump, w) {
					t.Errorf("%q does not belong here", w)
				}
			}
		})
	}
}

func TestACommitteeWithoutSuperiorPlaceOrSymbol(t *testing.T) {
	t.Parallel()
	for _, system := range []string{"state", party} {
		h, rows := sample(system)
		h.Letterhead.Superior, h.Letterhead.Place, h.Letterhead.NumberSymbol, h.Letterhead.HeadTitle = "", "", "", ""
		dump := office.Dump(t, first(made(t, h, rows)))
		for _, want := range []string{`!A1 = "BAN CHỈ ĐẠO QUY CHẾ DÂN CHỦ HUYỆN MẪU"`, `"Ngày …… tháng …… năm ………"`, `"TRƯỞNG BAN"`} {
			if n := strings.Count(dump, want); n != 6 {
				t.Errorf("%s: %s stands %d times", system, want, n)
			}
		}
	}
}

func TestHugeNamesKeepTheirSheetWhole(t *testing.T) {
	t.Parallel()
	h, rows := sample("state")
	h.Letterhead.Name, h.Letterhead.Superior = long(12), long(5)
	h.Letterhead.ShortName = strings.Repeat("BCĐ & ", 80)
	for i := range h.ByUnit {
		h.ByUnit[i].Name = long(45)
	}
	raw, notes := made(t, h, rows)
	if notes.Continued == 0 {
		t.Error("names of two thousand letters fit into one row")
	}
	formulas(t, raw)
	f := opened(t, raw)
	for _, sheet := range f.GetSheetList() {
		hf, err := f.GetHeaderFooter(sheet)
		if err != nil || len([]rune(hf.OddFooter)) > 255 || strings.Contains(strings.ReplaceAll(hf.OddFooter, "&&", ""), "BCĐ & ") {
			t.Errorf("%s: foot %q (%v)", sheet, hf.OddFooter, err)
		}
		for row := 1; row <= 30; row++ {
			if height, err := f.GetRowHeight(sheet, row); err != nil || height > excelize.MaxRowHeight {
				t.Errorf("%s: row %d is %v pt high (%v)", sheet, row, height, err)
			}
		}
	}
}

func TestMoreRowsThanASheetHolds(t *testing.T) {
	t.Parallel()
	b := newBook()
	defer b.close()
	b.addSheet("a")
	s, _ := b.open(plan{name: "a", cols: []column{{head: "x", width: 10}}})
	s.row = excelize.TotalRows - 1
	s.put([]Value{Text("the last")}, look{})
	if b.err != nil {
		t.Fatal(b.err)
	}
	s.put([]Value{Text("one more")}, look{})
	if f, ok := errors.AsType[*fault.Fault](b.err); !ok || f.Kind != fault.TooLarge || f.Key != "excel.too_many_rows" {
		t.Errorf("%v", b.err)
	}
}

func TestManyUnitsGetSeveralChartsOrNone(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ units, charts int }{{3, 2}, {60, 5}, {300, 1}} {
		h, rows := sample("state")
		unit := h.ByUnit[0]
		h.ByUnit = nil
		for range tt.units {
			h.ByUnit = append(h.ByUnit, unit)
		}
		raw, _ := made(t, h, rows)
		f := opened(t, raw)
		n := 0
		f.Pkg.Range(func(name, _ any) bool {
			if s, ok := name.(string); ok && strings.HasPrefix(s, "xl/charts/chart") {
				n++
			}
			return true
		})
		if n != tt.charts {
			t.Errorf("%d units: %d charts, want %d", tt.units, n, tt.charts)
		}
		if told := strings.Contains(office.Dump(t, raw), "không vẽ biểu đồ"); told != (tt.charts == 1) {
			t.Errorf("%d units: told that there is no chart: %v", tt.units, told)
		}
	}
}
