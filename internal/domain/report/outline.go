package report

import (
	"strings"

	"github.com/dondoc/dondoc/internal/foundation/calendar"
)

// Show is what of the figures stands below a heading.
type Show string

// What a section may show.
const (
	ShowNothing      Show = ""
	ShowFigures      Show = "figures"
	ShowUnits        Show = "units"
	ShowFields       Show = "fields"
	ShowShortcomings Show = "shortcomings"
	ShowTasks        Show = "tasks"
)

// Shows lists them.
func Shows() []Show {
	return []Show{ShowNothing, ShowFigures, ShowUnits, ShowFields, ShowShortcomings, ShowTasks}
}

// Section is a heading of the report with what people wrote below it, paragraph by paragraph.
type Section struct {
	Level int    `json:"level" validate:"min=1,max=3"` // 1: I, II … 2: 1, 2 … 3: without a number
	Title string `json:"title" validate:"required,max=300"`
	Text  string `json:"text" validate:"max=20000"`
	Show  Show   `json:"show" validate:"omitempty,oneof=figures units fields shortcomings tasks"`
}

// Outline names a set of sections to begin with.
type Outline string

// The outlines: that of half-year reports on grassroots democracy as committees write them, and the general one.
const (
	OutlineDemocracy Outline = "democracy"
	OutlineGeneral   Outline = "general"
)

// Outlines lists them.
func Outlines() []Outline { return []Outline{OutlineDemocracy, OutlineGeneral} }

// SectionsOf are the headings of an outline, nothing written below them yet.
func SectionsOf(o Outline, p calendar.Period) []Section {
	if o == OutlineDemocracy {
		return democracy(nextPeriod(p))
	}
	return general(nextPeriod(p))
}

// democracy follows the reports that committees for grassroots democracy write every half-year.
func democracy(next string) []Section {
	return []Section{
		{Level: 1, Title: "Công tác lãnh đạo, chỉ đạo, quán triệt, kiện toàn Ban Chỉ đạo"},
		{Level: 1, Title: "Kết quả thực hiện"},
		{Level: 2, Title: "Thực hiện dân chủ ở xã, phường, thị trấn"},
		{Level: 2, Title: "Thực hiện dân chủ trong cơ quan, đơn vị"},
		{Level: 2, Title: "Thực hiện dân chủ trong doanh nghiệp"},
		{Level: 2, Title: "Tiếp công dân, giải quyết khiếu nại, tố cáo, đối thoại của người đứng đầu"},
		{Level: 2, Title: "Vai trò của Mặt trận Tổ quốc và các đoàn thể"},
		{Level: 2, Title: "Dân vận khéo, công tác kiểm tra của Ban Chỉ đạo"},
		{Level: 2, Title: "Kết quả thực hiện nhiệm vụ Ban Chỉ đạo giao", Show: ShowFigures},
		{Level: 3, Title: "Theo đơn vị", Show: ShowUnits},
		{Level: 3, Title: "Theo lĩnh vực", Show: ShowFields},
		{Level: 1, Title: "Đánh giá chung"},
		{Level: 2, Title: "Ưu điểm"},
		{Level: 2, Title: "Tồn tại, hạn chế", Show: ShowShortcomings},
		{Level: 2, Title: "Nguyên nhân"},
		{Level: 1, Title: "Phương hướng, nhiệm vụ " + next},
		{Level: 2, Title: "Nhiệm vụ trọng tâm"},
		{Level: 2, Title: "Nhiệm vụ quá hạn phải tiếp tục đôn đốc", Show: ShowTasks},
		{Level: 1, Title: "Kiến nghị, đề xuất"},
	}
}

// general is the outline I–IV.
func general(next string) []Section {
	return []Section{
		{Level: 1, Title: "Đặc điểm, tình hình"},
		{Level: 2, Title: "Bối cảnh"},
		{Level: 2, Title: "Công tác lãnh đạo, chỉ đạo"},
		{Level: 1, Title: "Kết quả thực hiện"},
		{Level: 2, Title: "Công tác tuyên truyền và triển khai"},
		{Level: 2, Title: "Tiến độ, chỉ tiêu", Show: ShowFigures},
		{Level: 3, Title: "Theo đơn vị", Show: ShowUnits},
		{Level: 3, Title: "Theo lĩnh vực", Show: ShowFields},
		{Level: 2, Title: "Nguồn lực"},
		{Level: 1, Title: "Đánh giá chung"},
		{Level: 2, Title: "Ưu điểm"},
		{Level: 2, Title: "Tồn tại, hạn chế", Show: ShowShortcomings},
		{Level: 2, Title: "Nguyên nhân"},
		{Level: 1, Title: "Phương hướng, nhiệm vụ " + next},
		{Level: 2, Title: "Nhiệm vụ trọng tâm"},
		{Level: 2, Title: "Nhiệm vụ quá hạn phải tiếp tục đôn đốc", Show: ShowTasks},
		{Level: 2, Title: "Đề xuất, kiến nghị"},
	}
}

// halfName is a half-year as reports name it.
func halfName(p calendar.Period) string {
	year, half, _ := strings.Cut(p.Code, "-")
	if half == "H1" {
		return "6 tháng đầu năm " + year
	}
	return "6 tháng cuối năm " + year
}

// nextPeriod is the half-year after a period, as reports name it.
func nextPeriod(p calendar.Period) string {
	year, half, _ := strings.Cut(p.Code, "-")
	if half == "H1" {
		return "6 tháng cuối năm " + year
	}
	return "năm " + addYear(year)
}

// renamed puts the name of another half-year into a heading that was taken over from an earlier report.
func renamed(s Section, from, to calendar.Period) Section {
	s.Title = strings.ReplaceAll(s.Title, nextPeriod(from), nextPeriod(to))
	return s
}
