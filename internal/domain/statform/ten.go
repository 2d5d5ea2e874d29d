package statform

// Program's reading of the forms: the printed columns are those of one province's working system; which of them are numbers, which are
// added up and which are taken from the last quarter is not printed there and is the program's reading.

// Ten are the forms a committee begins with: those of one province's practice, not a national form. Each call makes new ones.
func Ten() []Form {
	place := func(f Form) Form {
		f.FromPeriod, f.BuiltIn, f.Note = firstPeriod, true, readingNote
		return f
	}
	forms := append(matters(), tallies()...)
	for i := range forms {
		forms[i] = place(forms[i])
	}
	return forms
}

const (
	firstPeriod = "0001-Q1"
	readingNote = "Cột theo biểu của một tỉnh đang dùng, không phải biểu mẫu toàn quốc; kiểu số, cột cộng và cách cộng dồn là cách hiểu của chương trình, sửa được."
)

func words(key, group, heading string) Column {
	return Column{Key: key, Group: group, Heading: heading, Kind: Words}
}

func whole(key, group, heading string) Column {
	return Column{Key: key, Group: group, Heading: heading, Kind: Whole, Roll: Sum}
}

func money(key, group, heading string) Column {
	return Column{Key: key, Group: group, Heading: heading, Kind: Money, Roll: Sum}
}

// stock is what there is at the end of a quarter: a longer period shows its last quarter, never a sum.
func stock(key, group, heading string) Column {
	return Column{Key: key, Group: group, Heading: heading, Kind: Whole, Roll: Last}
}

// matters are the forms with one row a matter.
func matters() []Form {
	return []Form{
		{Code: "1", Title: "Kết quả thực hiện công khai", Columns: []Column{
			words("content", "", "Nội dung công khai"), words("by", "", "Cơ quan thực hiện công khai"),
			words("posted", "Hình thức công khai", "Niêm yết"), words("speaker", "Hình thức công khai", "Loa truyền thanh"),
			words("head", "Hình thức công khai", "Qua trưởng thôn, TDP"), words("other", "Hình thức công khai", "Khác"),
			words("plan", "", "Công khai theo kế hoạch số"), words("file", "", "File KH"), words("note", "", "Ghi chú"),
		}},
		{Code: "2", Title: "Nhân dân bàn và quyết định trực tiếp", Columns: []Column{
			words("by", "", "Cơ quan chủ trì"), whole("options", "", "Số phương án được chuẩn bị"), words("content", "", "Nội dung"),
			words("summary", "", "Tóm tắt nội dung"), money("total", "", "Tổng giá trị"), money("budget", "Trong đó", "NSNN"),
			money("people", "Trong đó", "Nhân dân đóng góp (tiền)"), whole("days", "Trong đó", "Ngày công"), words("other", "Trong đó", "Khác"),
			words("way", "", "Hình thức bàn"), words("vote", "", "Kết quả biểu quyết"),
		}},
		{Code: "3", Title: "Nhân dân bàn, biểu quyết, cơ quan có thẩm quyền quyết định", Columns: []Column{
			words("content", "", "Nội dung công việc"), words("kind", "", "Loại công việc"), words("by", "", "Cơ quan chủ trì"),
			words("meeting", "Hình thức bàn", "Hội nghị"), words("ballot", "Hình thức bàn", "Phát phiếu"), whole("options", "", "Số phương án"),
			words("vote", "", "Kết quả biểu quyết"),
		}},
		{Code: "4", Title: "Nhân dân tham gia ý kiến", Columns: []Column{
			words("msnd", "", "MSND"), words("item", "", "Mục"), words("content", "", "Nội dung"), words("summary", "", "Tóm tắt nội dung lấy ý kiến"),
			words("dialogue", "Hình thức", "HN tiếp xúc đối thoại"), words("meeting", "Hình thức", "Họp dân"), words("ballot", "Hình thức", "Phát phiếu"),
			words("box", "Hình thức", "Hòm thư"), words("front", "Hình thức", "Ban CTMT"), words("portal", "Hình thức", "Trang tin điện tử"),
			words("network", "Hình thức", "Mạng xã hội"), words("talk", "Hình thức", "Tổ chức đối thoại"),
			words("from", "Thời gian", "Từ ngày"), words("to", "Thời gian", "Đến ngày"), words("plan", "Đính tệp", "Kế hoạch lấy ý kiến"),
			words("answer", "Đính tệp", "BC giải trình"), words("draft", "Đính tệp", "Dự thảo xin ý kiến"),
		}},
		{Code: "5", Title: "Kết quả huy động vốn xây dựng hạ tầng cơ sở", Columns: []Column{
			words("work", "", "Tên công trình (cuộc vận động)"), money("total", "", "Tổng giá trị"), money("people", "Trong đó", "Nhân dân đóng góp"),
			money("state", "Trong đó", "Nhà nước hỗ trợ"), words("note", "", "Ghi chú"),
		}},
		{Code: "6", Title: "Nhân dân kiểm tra, giám sát", Columns: []Column{
			words("content", "", "Nội dung giám sát"), words("inspection", "Cơ quan thực hiện", "Ban TTND"),
			words("investment", "Cơ quan thực hiện", "Ban GSĐTCĐ"), words("other", "Cơ quan thực hiện", "Khác"),
			whole("party", "Số ý kiến kiến nghị sau giám sát", "Với cấp ủy"), whole("authority", "Số ý kiến kiến nghị sau giám sát", "Với chính quyền"),
			whole("others", "Số ý kiến kiến nghị sau giám sát", "Khác"), words("note", "", "Ghi chú"),
		}},
	}
}

// tallies are the forms with one row a unit.
func tallies() []Form {
	return []Form{
		{Code: "7", Title: "Kết quả hoạt động của Ban Thanh tra nhân dân", Single: true, Columns: []Column{
			whole("watched", "", "Số cuộc giám sát"), whole("found", "", "Phát hiện số sai phạm/vụ việc"), whole("proposed", "", "Số vụ việc kiến nghị"),
			money("money", "", "Thu hồi tiền (đồng)"), money("money_other", "", "Xử lý khác về tiền (đồng)"),
			{Key: "land", Heading: "Thu hồi đất (m2)", Kind: Decimal, Roll: Sum},
			{Key: "land_other", Heading: "Xử lý khác về đất (m2)", Kind: Decimal, Roll: Sum},
			whole("rules", "", "Kiến nghị xử lý bất cập, vướng mắc về quy định pháp luật"),
		}},
		{Code: "8", Title: "Kết quả hoạt động của Ban Giám sát đầu tư của cộng đồng", Single: true, Columns: []Column{
			stock("works", "", "Số công trình, dự án trên địa bàn"), whole("watched", "", "Số cuộc giám sát"),
			whole("found", "", "Phát hiện số sai phạm/công trình, dự án"), whole("proposed", "", "Số vụ việc kiến nghị"),
			money("money", "", "Thu hồi tiền (đồng)"), money("cut", "", "Giảm trừ quyết toán (đồng)"), money("other", "", "Xử lý khác (đồng)"),
		}},
		{Code: "9", Title: "Đơn thư khiếu nại tố cáo", Single: true, Columns: []Column{
			whole("received", "Số đơn đã tiếp nhận", "Trong kỳ báo cáo"), stock("received_year", "Số đơn đã tiếp nhận", "Tính từ đầu năm"),
			whole("settled", "Số đơn đã được giải quyết", "Trong kỳ"), stock("settled_year", "Số đơn đã được giải quyết", "Từ đầu năm"),
			stock("open", "", "Tổng số chưa được giải quyết"), words("note", "", "Ghi chú"),
		}},
		{Code: "10", Title: "Kết quả tổ chức họp thôn, bản, tổ dân phố", Single: true, Columns: []Column{
			stock("places", "", "Tổng số thôn, bản, TDP"), whole("once", "Số tổ chức họp toàn thể", "1 năm/lần"),
			whole("twice", "Số tổ chức họp toàn thể", "1 năm/2 lần"), whole("other", "Số tổ chức họp toàn thể", "Khác"), words("note", "", "Ghi chú"),
		}},
	}
}
