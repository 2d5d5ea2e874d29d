package intake

import "github.com/dondoc/dondoc/internal/domain/meeting"

// The invented district's words. Every name says that it is invented: no place, body or person of these names exists.

type demoUnit struct{ code, kind, name, short string }

var demoUnits = []demoUnit{
	{"vp-mau", "office", "Văn phòng Cấp ủy và Chính quyền huyện Mẫu", "VP huyện Mẫu"},
	{"noi-vu-mau", "department", "Phòng Nội vụ huyện Mẫu", "Phòng Nội vụ"},
	{"tai-chinh-mau", "department", "Phòng Tài chính - Kế hoạch huyện Mẫu", "Phòng TC-KH"},
	{"nong-nghiep-mau", "department", "Phòng Nông nghiệp và Môi trường huyện Mẫu", "Phòng NN&MT"},
	{"giao-duc-mau", "department", "Phòng Giáo dục huyện Mẫu", "Phòng Giáo dục"},
	{"thanh-tra-mau", "department", "Thanh tra huyện Mẫu", "Thanh tra"},
	{"mat-tran-mau", "front", "Ủy ban Mặt trận Tổ quốc huyện Mẫu", "UBMTTQ huyện Mẫu"},
	{"dan-van-mau", "party", "Ban Dân vận huyện Mẫu", "Ban Dân vận"},
	{"xa-mau-mot", "commune", "Ủy ban nhân dân xã Mẫu Một", "UBND xã Mẫu Một"},
	{"xa-mau-hai", "commune", "Ủy ban nhân dân xã Mẫu Hai", "UBND xã Mẫu Hai"},
	{"xa-mau-ba", "commune", "Ủy ban nhân dân xã Mẫu Ba", "UBND xã Mẫu Ba"},
	{"thi-tran-mau", "township", "Ủy ban nhân dân thị trấn Mẫu", "UBND TT Mẫu"},
	{"xa-mau-cu", "commune", "Ủy ban nhân dân xã Mẫu Cũ", "UBND xã Mẫu Cũ"},
}

// demoMerged goes over into demoInto half-way through the two years.
const (
	demoMerged = "xa-mau-cu"
	demoInto   = "xa-mau-ba"
)

var demoFields = []struct{ code, name string }{
	{"cong-khai", "Công khai, minh bạch"},
	{"tiep-dan", "Tiếp công dân, giải quyết đơn thư"},
	{"cai-cach", "Cải cách hành chính"},
	{"nong-thon-moi", "Xây dựng nông thôn mới"},
	{"giam-sat", "Kiểm tra, giám sát"},
	{"co-quan", "Dân chủ trong cơ quan, đơn vị"},
	{"doanh-nghiep", "Dân chủ tại nơi làm việc"},
	{"tuyen-truyen", "Tuyên truyền, dân vận"},
}

type demoPerson struct{ name, role, title, unit string }

var demoPeople = []demoPerson{
	{"Trần Ví Dụ", "head", "Phó Bí thư Thường trực, Trưởng ban", ""},
	{"Lê Giả Định", "standing_deputy", "Phó Chủ tịch, Phó Trưởng ban Thường trực", ""},
	{"Phạm Thị Minh Họa", "deputy_head", "Chủ tịch Mặt trận, Phó Trưởng ban", "mat-tran-mau"},
	{"Nguyễn Thị Thí Điểm", "secretary", "Chuyên viên Văn phòng, Thư ký", "vp-mau"},
	{"Hoàng Bản Mẫu", "member", "Trưởng phòng Nội vụ", "noi-vu-mau"},
	{"Vũ Thị Phác Thảo", "member", "Trưởng phòng Tài chính - Kế hoạch", "tai-chinh-mau"},
	{"Đặng Mô Phỏng", "member", "Trưởng phòng Nông nghiệp và Môi trường", "nong-nghiep-mau"},
	{"Bùi Thị Hư Cấu", "member", "Trưởng phòng Giáo dục", "giao-duc-mau"},
	{"Đỗ Tưởng Tượng", "member", "Chánh Thanh tra", "thanh-tra-mau"},
	{"Ngô Thị Nháp", "member", "Trưởng Ban Dân vận", "dan-van-mau"},
	{"Dương Văn Thử", "member", "Chủ tịch UBND xã Mẫu Một", "xa-mau-mot"},
	{"Lý Thị Ướm", "member", "Chủ tịch UBND xã Mẫu Hai", "xa-mau-hai"},
	{"Ơn Văn Tạm", "member", "Chủ tịch UBND xã Mẫu Ba", "xa-mau-ba"},
	{"Ông Thị Phỏng", "member", "Chủ tịch UBND thị trấn Mẫu", "thi-tran-mau"},
}

// demoWork is a kind of work that the chair directs; {đv} is where the lead unit's short name goes.
type demoWork struct{ field, text string }

var demoWorks = []demoWork{
	{"cong-khai", "Niêm yết danh mục các khoản nhân dân đóng góp và kết quả sử dụng tại trụ sở và nhà văn hóa thôn"},
	{"cong-khai", "Công khai dự toán thu, chi ngân sách trước kỳ họp Hội đồng nhân dân"},
	{"cong-khai", "Lập sổ theo dõi nội dung đã công khai, cập nhật từng quý"},
	{"cong-khai", "Công bố phương án bồi thường khi thu hồi đất làm tuyến đường liên xã Mẫu"},
	{"tiep-dan", "Giải quyết dứt điểm các đơn thư tồn đọng, báo cáo từng vụ việc"},
	{"tiep-dan", "Bố trí lịch tiếp công dân định kỳ của người đứng đầu và niêm yết công khai"},
	{"tiep-dan", "Tổ chức đối thoại với các hộ dân có kiến nghị kéo dài"},
	{"cai-cach", "Rà soát các thủ tục hành chính quá hạn tại bộ phận một cửa, nêu rõ nguyên nhân"},
	{"cai-cach", "Lấy ý kiến đánh giá của người dân về thái độ phục vụ của cán bộ một cửa"},
	{"cai-cach", "Số hóa hồ sơ còn hiệu lực đang lưu tại bộ phận một cửa"},
	{"nong-thon-moi", "Họp dân thống nhất phương án hiến đất mở rộng đường nội đồng thôn Mẫu"},
	{"nong-thon-moi", "Hoàn thành hồ sơ đề nghị công nhận thôn nông thôn mới kiểu mẫu"},
	{"nong-thon-moi", "Xử lý điểm tập kết rác thải không đúng quy hoạch"},
	{"giam-sat", "Kiểm tra việc thực hiện dân chủ ở cơ sở tại các đơn vị trực thuộc"},
	{"giam-sat", "Giám sát công trình có vốn nhân dân đóng góp, gửi kết quả giám sát"},
	{"giam-sat", "Kiện toàn Ban Thanh tra nhân dân và Ban Giám sát đầu tư của cộng đồng"},
	{"co-quan", "Tổ chức hội nghị cán bộ, công chức, viên chức đúng thời gian quy định"},
	{"co-quan", "Sửa đổi quy chế chi tiêu nội bộ và lấy ý kiến tập thể trước khi ban hành"},
	{"doanh-nghiep", "Hướng dẫn doanh nghiệp tổ chức đối thoại tại nơi làm việc"},
	{"doanh-nghiep", "Nắm tình hình nợ lương, nợ bảo hiểm của người lao động"},
	{"tuyen-truyen", "Phát thanh chuyên mục dân chủ ở cơ sở trên hệ thống loa truyền thanh"},
	{"tuyen-truyen", "Nhân rộng mô hình dân vận khéo về bảo vệ môi trường biển"},
	{"tuyen-truyen", "Biên soạn tờ rơi hướng dẫn quyền thụ hưởng của người dân"},
}

var demoShortcomings = []demoWork{
	{"cong-khai", "Một số khoản thu từ dân chưa được niêm yết đủ thời gian"},
	{"tiep-dan", "Đơn thư kéo dài, trả lời chậm so với phiếu hẹn"},
	{"cai-cach", "Hồ sơ trả quá hạn chưa kèm thư xin lỗi"},
	{"nong-thon-moi", "Tiến độ vận động hiến đất ở thôn Mẫu còn chậm"},
	{"giam-sat", "Ban Giám sát đầu tư của cộng đồng hoạt động hình thức"},
	{"co-quan", "Hội nghị cán bộ, công chức tổ chức muộn"},
	{"doanh-nghiep", "Doanh nghiệp chưa tổ chức đối thoại định kỳ"},
	{"tuyen-truyen", "Nội dung tuyên truyền chưa sát với từng nhóm dân cư"},
}

var demoSpeeches = []string{
	"Báo cáo kết quả thực hiện dân chủ ở cơ sở trong kỳ và các việc còn dở dang của đơn vị.",
	"Đề nghị Ban Chỉ đạo hỗ trợ kinh phí in tài liệu tuyên truyền cho các thôn.",
	"Nêu khó khăn khi lấy ý kiến các hộ dân đi biển dài ngày.",
	"Phản ánh việc niêm yết công khai ở một số thôn chưa đúng chỗ người dân hay qua lại.",
	"Đề xuất gộp các buổi họp dân để bà con không phải đi lại nhiều lần.",
}

var demoActions = []string{
	"Đã ban hành kế hoạch và phân công người phụ trách từng việc.",
	"Đã làm việc với các thôn, thống nhất danh sách và thời gian thực hiện.",
	"Hoàn thành phần hồ sơ, đang chờ ý kiến các hộ liên quan.",
	"Đã niêm yết tại trụ sở và nhà văn hóa thôn, có biên bản kèm theo.",
	"Đã tổ chức hội nghị, có biên bản và danh sách người dự.",
	"Đã kiểm tra thực tế, lập biên bản và thông báo kết quả.",
}

var demoObstacles = []string{"", "", "Thiếu kinh phí in ấn.", "Một số hộ vắng nhà dài ngày.", "", "Cán bộ phụ trách mới thay."}

var demoReasons = []string{
	"Thời tiết xấu kéo dài, không họp được dân.",
	"Chờ hướng dẫn của cấp trên.",
	"Khối lượng hồ sơ nhiều hơn dự kiến.",
}

// demoPoint is a point of the agenda of a meeting; presenter is a place in demoPeople.
type demoPoint struct {
	title              string
	presenter, minutes int
}

var demoAgenda = []demoPoint{
	{"Báo cáo kết quả thực hiện dân chủ ở cơ sở trong kỳ", 3, 20},
	{"Thảo luận, báo cáo bổ sung của các đơn vị", 1, 60},
	{"Kết luận của chủ trì", 0, 20},
}

// demoComment is what a participant says to a line of the draft, and what became of it.
type demoComment struct {
	person       int
	text, answer string
	state        meeting.CommentState
}

var demoComments = []demoComment{
	{4, "Ghi rõ thêm: số liệu tính đến hết tháng trước.", "Đã bổ sung theo ý kiến.", meeting.CommentTakenOver},
	{10, "Tôi đề nghị ghi cả phần nói về kinh phí cho thôn xa.", "Ý này nằm ngoài nội dung cuộc họp, xin chuyển sang kỳ họp sau.", meeting.CommentAnswered},
	{12, "Câu này chưa đúng ý tôi: tôi nói “ở hai thôn”, không phải “ở một số thôn”.", "", meeting.CommentOpen},
}

const (
	demoCorrects  = "Kết luận của chủ trì: ghi thiếu thời điểm báo cáo."
	demoCorrected = "Yêu cầu các đơn vị thực hiện các nhiệm vụ được giao, báo cáo đúng hạn, lần đầu trước khi kết thúc quý."
)
