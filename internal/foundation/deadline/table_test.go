package deadline_test

import "testing"

// The expressions met in real documents, row by row.

func TestEveryRowOfTheTable(t *testing.T) {
	t.Parallel()
	checkReadings(t, []reading{
		{"hoàn thành trước ngày 31/12/2026", "date 2026-12-31"},
		{"trước ngày 20 tháng 10 năm 2026", "date 2026-10-20"},
		{"trước 15h00 ngày 15/7/2026", "date_time 2026-07-15 15:00"},
		{"trước 16 giờ 00 ngày thứ Sáu, định kỳ hằng tuần", "recurring | each week weekday 5 16:00 before"},
		{"trước ngày 18 hằng tháng", "recurring | each month day 18 before"},
		{"định kỳ hằng quý", "recurring | each quarter ~period_end"},
		{"Hàng năm", "recurring | each year ~period_end"},
		{"hằng năm (trước ngày 10/12)", "recurring | each year day 10 month 12 before"},
		{"Định kỳ 6 tháng, hàng năm, giữa nhiệm kỳ", "recurring | each half_year | each year | each mid_term ?term ~period_end"},
		{"trong tháng 9 năm 2026", "month 2026-09-30"},
		{"Xong trong tháng 8/2026", "month 2026-08-31"},
		{"xong trong tháng 6/2026", "month 2026-06-30"},
		{"Xong trong Quý II/2026", "quarter 2026-06-30"},
		{"trong Quý III/2026", "quarter 2026-09-30"},
		{"trong quý II năm 2026", "quarter 2026-06-30"},
		{"Trong năm 2026", "year 2026-12-31"},
		{"trước tháng 7/2026", "before_month/month 2026-06-30"},
		{"xong trước tháng 7", "before_month/month 2026-06-30 ?year ~year ask"},
		{"trước 30/9/2026", "date 2026-09-30"},
		{"trong thời hạn 03 ngày làm việc kể từ ngày kết thúc cuộc họp", "relative | +3 working day «ngày kết thúc cuộc họp» ?base_event"},
		{"Dự kiến khoảng 02 ngày làm việc/01 đơn vị", "none ?date xduration"},
		{"trong 03 tháng cuối năm 2026", "quarter 2026-12-31"},
		{"6 tháng cuối năm", "half_year 2026-12-31 ?year ~year ask"},
		{"ngay sau hội nghị", "event | on «hội nghị» ?event_date"},
		{"sau khi Đề án được phê duyệt", "event | on «Đề án được phê duyệt» ?event_date"},
		{"khi có đề xuất", "event | on «khi có đề xuất» on-demand"},
		{"trước khi trình HĐND", "event | before «trình HĐND» ?event_date"},
		{"trước khi trình đại hội", "event | before «trình đại hội» ?event_date"},
		{"trước khi trình Thủ tướng", "event | before «trình Thủ tướng» ?event_date"},
		{"Trong thời gian chưa hoàn thành di dời", "continuous | on «chưa hoàn thành di dời»"},
		{"Thường xuyên", "continuous"},
		{"thường xuyên, liên tục", "continuous"},
		{"Đột xuất", "continuous | on «Đột xuất» on-demand"},
		{"khẩn trương", "vague ?date"},
		{"sớm", "vague ?date"},
		{"kịp thời", "vague ?date"},
		{"trong thời gian tới", "vague ?date"},
		{"sắp tới", "vague ?date"},
		{"theo tiến độ được phê duyệt", "reference | see «theo tiến độ được phê duyệt» ?reference_date"},
		{"theo kế hoạch 437", "reference | see «theo kế hoạch 437» ?reference_date"},
		{"chậm nhất trong ngày làm việc tiếp theo", "relative | +1 working day «» ?base_event"},
		{"chậm nhất 05 ngày làm việc", "relative | +5 working day «» ?base_event"},
		{"Phấn đấu hoàn thành trong Quý III/2026", "target/quarter 2026-09-30"},
		{"dự kiến trong Quý III/2026", "target/quarter 2026-09-30"},
		{"định kỳ hằng năm (trước ngày 05/12) hoặc đột xuất", "recurring | each year day 5 month 12 before on-demand"},
	})
}

func TestTheTrapsOfTheTable(t *testing.T) {
	t.Parallel()
	checkReadings(t, []reading{
		{"bố trí ngân sách hằng năm", "none ?date xbudget"},
		{"đến hết năm 2026", "none ?date xspan"},
		{"kế hoạch tín dụng được giao năm 2019", "none ?date xtopic"},
		{"Nghị quyết số 34-NQ/TU ngày 27/12/2025", "none ?date xdocument_date"},
		{"Quá 24 tháng kể từ ngày được bàn giao", "none ?date xsanction"},
		{"quá hạn", "none ?date xsanction"},
		{"xử lý nợ quá hạn", "none ?date xsanction"},
	})
}

func TestTheNumberFormsOfTheTable(t *testing.T) {
	t.Parallel()
	checkReadings(t, []reading{
		{"11-1-2027", "date 2027-01-11"},
		{"27/6/2026", "date 2026-06-27"},
		{"6/10", "date 2026-10-06 ?year ~year ask"},
		{"ngày 07 tháng 10 năm 2026", "date 2026-10-07"},
		{"trước 14h00 ngày 20/7/2026", "date_time 2026-07-20 14:00"},
		{"lúc 16 giờ 00 ngày 20/7/2026", "date_time 2026-07-20 16:00"},
		{"10 giờ 00 phút ngày 20/7/2026", "date_time 2026-07-20 10:00"},
		{"20.7.2026", "date 2026-07-20"},
		{"từ 1.1 đến 6.7.2026", "date 2026-07-06"},
		{"Quí III/2026", "quarter 2026-09-30"},
		{"Quý III/2026", "quarter 2026-09-30"},
		{"QIII/2026", "quarter 2026-09-30"},
	})
}
