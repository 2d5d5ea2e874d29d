package docx_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/remind"
	"github.com/dondoc/dondoc/internal/domain/report"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/surface/docx"
	"github.com/dondoc/dondoc/internal/testkit/golden"
)

// RenderSlip is what letters that urge are made with.
var _ remind.Renderer = docx.RenderSlip

// slip is an invented letter that urges, lacking nothing.
func (g generation) slip() remind.SlipOf {
	of := g.paper(meeting.Notice)
	on := g.on
	signer := of.Paper.Signer
	return remind.SlipOf{Committee: of.Committee, Slip: remind.Slip{
		Unit: access.UnitID{1}, Addressee: "Ủy ban nhân dân xã Mẫu", Number: 7, IssuedOn: on, Step: remind.LongOverdue,
		Paper: remind.Paper{
			Signer: signer, AnswerBy: on.AddDays(7), Note: "Ban Chỉ đạo sẽ kiểm tra trực tiếp các nhiệm vụ quá hạn nhiều ngày.",
			Recipients: []string{"Như trên", "Đồng chí Trần Thị Ví Dụ, Phó Trưởng ban (để chỉ đạo)", "Đồng chí Lê Văn Thử, Trưởng ban (để báo cáo)"},
		},
		Lines: []remind.Line{
			{Number: 12, Text: "Niêm yết các khoản thu của nhà trường tại bảng tin và trên trang thông tin điện tử của xã.", Words: "trong tháng trước", DueOn: on.AddDays(-41), Step: remind.LongOverdue, Times: 3},
			{Number: 15, Text: "Báo cáo kết quả hòa giải ở cơ sở", Words: on.AddDays(-5).VN(), DueOn: on.AddDays(-5), Step: remind.Overdue, Times: 2},
			{Number: 18, Text: "Rà soát hương ước, quy ước của các thôn, trình phê duyệt những bản đã sửa đổi", DueOn: on.AddDays(4), Step: remind.Coming, Times: 1},
		},
	}}
}

// report is an invented half-year report with every table, and one heading below which nobody wrote anything.
func (g generation) report() report.Document {
	of := g.paper(meeting.Notice)
	f := report.Figures{Total: 9, Done: 4, DoneInTime: 3, DoneLate: 1, NotDone: 5, InTime: 3, Overdue: 2}
	h := report.HalfYear{
		AsOf: g.on, Period: calendar.Period{Code: "2026-H1"}, Totals: f, CarriedIn: 2, Given: 7,
		ByUnit:  []report.UnitRow{{Name: "Trường Trung học cơ sở Mẫu", Figures: report.Figures{Total: 4, Done: 2, DoneInTime: 2, NotDone: 2, InTime: 1, Overdue: 1}}, {Name: "Ủy ban nhân dân xã Mẫu", Figures: report.Figures{Total: 5, Done: 2, DoneInTime: 1, DoneLate: 1, NotDone: 3, InTime: 2, Overdue: 1}}},
		ByField: []report.FieldRow{{Name: "Công khai", Figures: f}},
	}
	rows := report.Rows{
		Open:    []report.ShortcomingRow{{ID: "1", Text: "Việc niêm yết các khoản thu ở một số thôn còn chậm", Units: "Ủy ban nhân dân xã Mẫu", RaisedOn: g.on.AddDays(-100), Times: 3, State: "open"}},
		Overdue: []report.TaskRow{{Text: "Niêm yết các khoản thu của nhà trường.", Leads: "Trường Trung học cơ sở Mẫu", DueOn: g.on.AddDays(-41), Timing: "overdue"}},
	}
	sections := report.SectionsOf(report.OutlineDemocracy, h.Period)
	for i := range sections {
		if sections[i].Show == report.ShowNothing && sections[i].Title != "Kiến nghị, đề xuất" {
			sections[i].Text = "Đoạn mẫu thứ nhất: trong kỳ theo dõi {{tổng số}} nhiệm vụ.\nĐoạn mẫu thứ hai: hoàn thành {{hoàn thành}} ({{tỷ lệ hoàn thành}})."
		}
	}
	d := report.Compose(h, rows, report.Writing{Subject: "Sơ kết thực hiện Quy chế dân chủ ở cơ sở 6 tháng đầu năm 2026", Sections: sections, Recipients: []string{"Thành viên " + of.Committee.ShortName}, Number: 3, IssuedOn: g.on})
	d.Committee, d.Signer = of.Committee, of.Paper.Signer
	return d
}

func outside(t *testing.T, g generation, k meeting.PaperKind) meeting.File {
	t.Helper()
	var f meeting.File
	var err error
	if k == meeting.Reminder {
		f, err = docx.RenderSlip(g.slip())
	} else {
		f, err = docx.RenderReport(g.report())
	}
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestSlipsAndReportsKeepTheirForm(t *testing.T) {
	t.Parallel()
	for _, g := range generations {
		for _, k := range []meeting.PaperKind{meeting.Reminder, meeting.HalfReport} {
			f := outside(t, g, k)
			if again := outside(t, g, k); !bytes.Equal(f.Bytes, again.Bytes) {
				t.Errorf("%s %s: the same document gave other bytes", g.name, k)
			}
			golden.Equal(t, filepath.Join("testdata", g.name+"-"+string(k)+".txt"), dump(t, f.Bytes))
			want := []meeting.Blank{docx.BlankNarrative}
			if k == meeting.Reminder {
				want = nil
			}
			if !slices.Equal(f.Blanks, want) {
				t.Errorf("%s %s: blanks %v, want %v", g.name, k, f.Blanks, want)
			}
		}
	}
}

// A committee's own template is filled by the same marks, and the built-in one passes its own check.
func TestTemplatesOfSlipsAndReports(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("../../../docs/templates.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range generations {
		for _, k := range []meeting.PaperKind{meeting.Reminder, meeting.HalfReport} {
			of := docx.Sample(g.paper(meeting.Notice).Committee, k, g.on, nil)
			b, err := docx.Builtin(of)
			if err != nil {
				t.Fatal(err)
			}
			if wrong, err := docx.Check(b.Bytes, k); err != nil || len(wrong) > 0 {
				t.Errorf("%s %s: %v %v", g.name, k, wrong, err)
			}
			own, err := docx.Render(docx.Sample(of.Committee, k, g.on, b.Bytes))
			if err != nil {
				t.Fatal(err)
			}
			if text := dump(t, own.Bytes); strings.Contains(text, "{{") || !strings.Contains(text, "Nguyễn Văn Mẫu") {
				t.Errorf("%s %s: %s", g.name, k, text)
			}
			for _, m := range docx.Marks(k) {
				if name := m[strings.LastIndexByte(m, '.')+1:]; !strings.Contains(string(page), "`"+name+"`") {
					t.Errorf("docs/templates.md does not name %s", name)
				}
			}
		}
	}
}
