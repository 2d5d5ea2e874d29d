package excel

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/dondoc/dondoc/internal/domain/report"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/i18n"
)

// spoken is the real catalogue; the words of rates and identities are the report's own and are said here by their keys.
type spoken struct {
	tb testing.TB
	p  *i18n.Printer
}

func (s spoken) T(key string, args ...any) string {
	if strings.HasPrefix(key, "rate.") || strings.HasPrefix(key, "identity.") {
		return key
	}
	if !s.p.Has(key) {
		s.tb.Errorf("the catalogue %s has no %q", s.p.Lang(), key)
	}
	said := s.p.T(key, args...)
	if strings.Contains(said, "%!") {
		s.tb.Errorf("the arguments of %q do not fit: %s", key, said)
	}
	return said
}

func words(tb testing.TB, lang i18n.Lang) Words {
	tb.Helper()
	c, err := i18n.New()
	if err != nil {
		tb.Fatal(err)
	}
	return spoken{tb, c.Printer(lang)}
}

func day(y int, m time.Month, d int) calendar.Date { return calendar.NewDate(y, m, d) }

// figuresOf makes figures whose equations hold.
func figuresOf(inTime, soon, late, doneNone, open, overdue, none, continuous, paused int) report.Figures {
	f := report.Figures{
		DoneInTime: inTime, DoneLate: late, DoneNoDeadline: doneNone, InTime: open, DueSoon: soon, Overdue: overdue,
		NoDeadline: none, Continuous: continuous, Paused: paused,
	}
	f.Done = f.DoneInTime + f.DoneLate + f.DoneNoDeadline
	f.NotDone = f.InTime + f.Overdue + f.NoDeadline + f.Paused
	f.Total = f.Done + f.NotDone
	f.DueDone = f.DoneInTime + f.DoneLate
	f.Due = f.DueDone + f.Overdue
	return f
}

func rate(key string, of, base int, num, den string) report.Rate {
	return report.Rate{Key: key, Of: of, Base: base, Numerator: num, Denominator: den}
}

// sample is a small invented report with every class, two leads, no lead, long and hostile texts.
func sample(system string) (report.HalfYear, []report.TaskRow) {
	h := report.HalfYear{
		Letterhead: report.Letterhead{
			Name: "Ban Chỉ đạo Quy chế dân chủ huyện Mẫu", ShortName: "BCĐ QCDC huyện Mẫu", Superior: "Ủy ban nhân dân huyện Mẫu",
			DocumentSystem: system, NumberSymbol: "BCĐ", Place: "Mẫu", HeadTitle: "Trưởng ban", HeadName: "Nguyễn Văn Mẫu",
		},
		AsOf: day(2020, 12, 14), Known: time.Date(2020, 12, 15, 8, 0, 0, 0, calendar.Zone()), SoonDays: 14,
		CarriedIn: 3, Given: 9,
	}
	if system == party {
		h.Letterhead.Superior, h.Letterhead.HeadName = "Huyện ủy Mẫu", ""
	}
	h.Period, _ = calendar.HalfYear("2020-H2", calendar.SchemeCutoff14)
	tasks := sampleTasks()
	h.Totals = figuresOf(2, 1, 1, 1, 2, 2, 2, 1, 1)
	h.Totals.Waiting, h.Totals.SentBack, h.Totals.Cancelled, h.Totals.Updated = 1, 1, 1, 2
	h.ByUnit = []report.UnitRow{
		{Name: "Phòng Tài nguyên và Môi trường huyện Mẫu", Figures: figuresOf(1, 0, 1, 0, 1, 1, 0, 0, 0), FirstNamed: 3, Coordinating: 2},
		{Name: "Ủy ban nhân dân xã Mẫu Một", Figures: figuresOf(1, 1, 0, 1, 1, 1, 0, 0, 1), FirstNamed: 5},
		{Name: "Ủy ban nhân dân xã Mẫu Hai", Figures: figuresOf(0, 0, 0, 0, 1, 0, 0, 0, 0), FirstNamed: 1, Coordinating: 1},
	}
	h.ByUnit[0].Figures.SentBack, h.ByUnit[0].Figures.Updated = 1, 1
	h.ByUnit[1].Figures.Waiting, h.ByUnit[1].Figures.Updated = 1, 1
	h.ByUnit[2].Figures.SentBack, h.ByUnit[2].Figures.Cancelled = 1, 1
	h.NoLead = figuresOf(0, 0, 0, 0, 0, 0, 2, 1, 0)
	h.ByField = []report.FieldRow{
		{Code: "cong-khai", Name: "Công khai, minh bạch", Figures: figuresOf(1, 1, 1, 0, 2, 1, 1, 0, 1)},
		{Figures: figuresOf(1, 0, 0, 1, 0, 1, 1, 1, 0)},
	}
	f := h.Totals
	h.Rates = []report.Rate{
		rate("rate.done_of_total", f.Done, f.Total, "done", "total"),
		rate("rate.overdue_of_done_and_overdue", f.Overdue, f.Done+f.Overdue, "overdue", "done+overdue"),
		rate("rate.updated_of_not_done", f.Updated, f.NotDone, "updated", "not_done"),
	}
	h.Identities = []report.Identity{
		{Key: "identity.total", Left: f.Total, Right: []int{f.Done, f.NotDone}, Holds: true},
		{Key: "identity.done", Left: f.Done, Right: []int{f.DoneInTime, f.DoneLate, f.DoneNoDeadline}, Holds: true},
	}
	h.Meetings, h.ShortcomingRows = sampleMeetings(), sampleShortcomings()
	h.Shortcomings = report.ShortcomingFigures{New: 2, Repeated: 1, Cured: 1, Open: 2}
	return h, tasks
}

func sampleMeetings() []report.MeetingRow {
	return []report.MeetingRow{
		{
			Number: 3, Kind: "interim_review", Title: "Hội nghị sơ kết 6 tháng đầu năm (mẫu)", HeldOn: day(2020, 6, 25), Place: "Hội trường huyện Mẫu",
			Chair: "Nguyễn Văn Mẫu", State: "issued", Present: 24, Excused: 2, Absent: 1, Invited: 27, Conclusions: 8, Shortcomings: 2, Tasks: 7,
		},
		{Number: 4, Kind: "briefing", Title: "Giao ban quý III (mẫu)", HeldOn: day(2020, 10, 2), State: "draft", Conclusions: 1, Tasks: 2},
	}
}

func sampleShortcomings() []report.ShortcomingRow {
	return []report.ShortcomingRow{
		{
			Number: 1, Text: "chậm công khai khoản thu (mẫu)", Wording: "verbatim", Nature: "defect", Field: "Công khai, minh bạch",
			Units: "Ủy ban nhân dân xã Mẫu Một; Ủy ban nhân dân xã Mẫu Hai", RaisedOn: day(2020, 6, 25), Meeting: "Hội nghị sơ kết (mẫu) 25/06/2020",
			RaisedBy: "Trần Thị Mẫu", Times: 3, State: "recurred", Tasks: "3, 7",
		},
		{Number: 2, Text: "hướng dẫn chưa kịp thời (mẫu)", Wording: "reported", Nature: "issue", RaisedOn: day(2020, 6, 25), Times: 1, State: "open"},
		{Number: 3, Text: "niêm yết thiếu ngày (mẫu)", Wording: "verbatim", Nature: "defect", RaisedOn: day(2020, 10, 2), Times: 1, State: "cured", CuredOn: day(2020, 11, 20)},
	}
}

// sampleTasks are one task of each class and, among them, every oddity a row can have.
func sampleTasks() []report.TaskRow {
	const source = "Hội nghị sơ kết 6 tháng (mẫu) 25/06/2020"
	one, two, office := "Ủy ban nhân dân xã Mẫu Một", "Ủy ban nhân dân xã Mẫu Hai", "Phòng Tài nguyên và Môi trường huyện Mẫu"
	rows := []report.TaskRow{
		{Text: "niêm yết công khai dự toán tại trụ sở (mẫu)", Wording: "verbatim", Source: source, Leads: one, Coordinating: office, DeadlineWords: "trước ngày 30/9/2020", FirstDueOn: day(2020, 9, 30), DueOn: day(2020, 9, 30), State: task.Confirmed, CompletedOn: day(2020, 9, 28), Timing: task.DoneInTime, LastReportOn: day(2020, 9, 29), Result: "Đã niêm yết đủ 30 ngày."},
		{Text: "rà soát các khoản đóng góp (mẫu)", Wording: "verbatim", Source: source, Leads: office, DeadlineWords: "quý III", FirstDueOn: day(2020, 9, 30), DueOn: day(2020, 10, 31), State: task.Confirmed, CompletedOn: day(2020, 10, 15), Timing: task.DoneInTime, WasOverdue: true},
		{Text: "báo cáo kết quả tiếp công dân (mẫu)", Wording: "reported", Source: source, Leads: office, DeadlineWords: "trước 31/10/2020", FirstDueOn: day(2020, 10, 31), DueOn: day(2020, 10, 31), State: task.Confirmed, CompletedOn: day(2020, 11, 12), Timing: task.DoneLate},
		{Text: "gửi danh sách thôn đã họp (mẫu)", Wording: "verbatim", Leads: one, State: task.Confirmed, CompletedOn: day(2020, 8, 3), Timing: task.DoneNoDeadline, CarriedIn: true},
		{Text: "hoàn thành sửa quy chế của cơ quan (mẫu)", Wording: "verbatim", Source: source, Leads: two + "; " + office, DeadlineWords: "trong tháng 3 năm 2021", FirstDueOn: day(2021, 3, 31), DueOn: day(2021, 3, 31), State: task.InProgress, SentBack: true, Timing: task.InTime},
		{Text: "tổ chức đối thoại với nhân dân (mẫu)", Wording: "verbatim", Source: source, Leads: one, DeadlineWords: "trước 20/12/2020", FirstDueOn: day(2020, 12, 20), DueOn: day(2020, 12, 20), State: task.Reported, Timing: task.DueSoon},
		{Text: "+ khắc phục tồn tại nêu tại hội nghị (mẫu)", Wording: "reported", Source: source, Leads: one, DeadlineWords: "trước 02/12/2020", FirstDueOn: day(2020, 12, 2), DueOn: day(2020, 12, 2), State: task.Assigned, Timing: task.Overdue},
		{Text: "bàn giao hồ sơ (mẫu)", Wording: "verbatim", Source: source, Leads: office, DeadlineWords: "15/11/2020", FirstDueOn: day(2020, 11, 15), DueOn: day(2020, 11, 15), State: task.InProgress, Timing: task.Overdue, CarriedIn: true, LastReportOn: day(2020, 11, 30), Result: "=HYPERLINK(\"http://example.invalid\")"},
		{Text: "nâng cao trách nhiệm của các tổ chức (mẫu)", Wording: "reported", Source: source, Addressees: "từng thành viên của ban (mẫu)", State: task.Recorded, Timing: task.NoDeadline},
		{Text: "giữ nền nếp lịch tiếp dân (mẫu)", Wording: "verbatim", Source: source, DeadlineWords: "thường xuyên", State: task.Recorded, Timing: task.Continuous},
		{Text: "làm điểm mô hình (mẫu)", Wording: "verbatim", Source: source, Leads: one, DeadlineWords: "trước 30/11/2020", FirstDueOn: day(2020, 11, 30), DueOn: day(2020, 11, 30), State: task.Paused, Timing: task.TimingPaused, CarriedIn: true},
		{Text: "in tờ rơi (mẫu)", Wording: "verbatim", Source: source, Leads: two, State: task.Cancelled, Timing: task.TimingCanceled},
	}
	for i := range rows {
		rows[i].Number = i + 1
	}
	return rows
}

func walk(rows []report.TaskRow) report.Walk {
	return func(yield func(report.TaskRow) error) error {
		for _, r := range rows {
			if err := yield(r); err != nil {
				return err
			}
		}
		return nil
	}
}

// made writes a report in Vietnamese.
func made(tb testing.TB, h report.HalfYear, rows []report.TaskRow) ([]byte, Notes) {
	tb.Helper()
	return madeIn(tb, i18n.Vi, h, rows)
}

func madeIn(tb testing.TB, lang i18n.Lang, h report.HalfYear, rows []report.TaskRow) ([]byte, Notes) {
	tb.Helper()
	var b bytes.Buffer
	notes, err := HalfYear(&b, h, walk(rows), Options{Words: words(tb, lang)})
	if err != nil {
		tb.Fatal(err)
	}
	return b.Bytes(), notes
}

func opened(tb testing.TB, raw []byte) *excelize.File {
	tb.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(raw))
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = f.Close() })
	return f
}

// empty is a report of a period in which nothing happened.
func empty(system string) report.HalfYear {
	h, _ := sample(system)
	h.CarriedIn, h.Given = 0, 0
	h.Totals, h.NoLead, h.Shortcomings = report.Figures{}, report.Figures{}, report.ShortcomingFigures{}
	h.ByUnit, h.ByField, h.Meetings, h.ShortcomingRows, h.Identities = nil, nil, nil, nil, nil
	for i := range h.Rates {
		h.Rates[i].Of, h.Rates[i].Base = 0, 0
	}
	return h
}

func long(n int) string {
	return strings.Repeat("Công khai để nhân dân biết, bàn và kiểm tra. ", n)
}

func numbered(n int) []report.TaskRow {
	rows := make([]report.TaskRow, n)
	base := sampleTasks()
	for i := range rows {
		rows[i] = base[i%len(base)]
		rows[i].Number = i + 1
		rows[i].Text += fmt.Sprintf(" – việc thứ %d", i+1)
	}
	return rows
}
