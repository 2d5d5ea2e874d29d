package deadline

// withoutMarks reports whether the text was typed in plain ASCII, as on a keyboard without an input method.
func (t *text) withoutMarks() bool {
	for _, r := range t.src {
		if r > 0x7F {
			return false
		}
	}
	return true
}

// marks gives the words of the rules back their marks. Words that the rules do not use stay as they are.
var marks = map[string]string{
	"truoc": "trước", "ngay": "ngày", "thang": "tháng", "quy": "quý", "nam": "năm", "tuan": "tuần",
	"cuoi": "cuối", "dau": "đầu", "giua": "giữa", "nua": "nửa", "hang": "hằng", "moi": "mỗi", "dinh": "định", "ky": "kỳ",
	"hoan": "hoàn", "thanh": "thành", "cham": "chậm", "nhat": "nhất", "muon": "muộn", "khong": "không", "qua": "quá",
	"vong": "vòng", "thoi": "thời", "han": "hạn", "ke": "kể", "tu": "từ", "lam": "làm", "viec": "việc", "gio": "giờ",
	"thu": "thứ", "het": "hết", "den": "đến", "toi": "tới", "thuong": "thường", "xuyen": "xuyên", "lien": "liên", "tuc": "tục",
	"dot": "đột", "xuat": "xuất", "khan": "khẩn", "truong": "trương", "som": "sớm", "kip": "kịp", "lan": "lần", "mot": "một",
	"vao": "vào", "la": "là", "tiep": "tiếp", "hop": "họp", "nghi": "nghị", "hoi": "hội", "cuoc": "cuộc", "phan": "phấn",
	"du": "dự", "kien": "kiến", "ket": "kết", "thuc": "thúc", "nhan": "nhận", "duoc": "được", "bon": "bốn", "bay": "bảy", "tam": "tám",
	"chin": "chín", "muoi": "mười", "chu": "chủ", "tien": "tiến", "do": "độ", "hoach": "hoạch", "yeu": "yêu", "cau": "cầu",
	"tinh": "tính", "nay": "này", "hom": "hôm", "co": "có", "gian": "gian", "sap": "sắp", "chieu": "chiều", "sang": "sáng",
	"nhiem": "nhiệm", "dung": "đúng", "duong": "dương", "am": "âm", "lich": "lịch",
}

// restoreMarks is only used for texts without any mark. A few words have two readings; their neighbours decide.
func (t *text) restoreMarks() {
	for i := range t.toks {
		word := t.toks[i].word
		next, previous := t.at(i+1).word, t.at(i-1).word
		switch {
		case word == "ngay" && len(t.toks) == 1:
			continue
		case word == "ngay" && (next == "sau" || next == "khi" || next == "trong" || next == "lap"):
			continue
		case word == "sau" && previous == "thứ":
			t.toks[i].word = "sáu"
		case word == "tu" && previous == "thứ":
			t.toks[i].word = "tư"
		case word == "dau" && previous == "phấn":
			t.toks[i].word = "đấu"
		case word == "ke" && next == "hoach":
			t.toks[i].word = "kế"
		case word == "nay" && (previous == "hôm" || previous == "năm"):
			t.toks[i].word = "nay"
		case word == "quy" && next == "dinh", word == "la" && next == "m":
			continue
		default:
			if marked, found := marks[word]; found {
				t.toks[i].word = marked
			}
		}
	}
}
