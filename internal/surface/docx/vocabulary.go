package docx

import (
	"maps"
	"slices"
	"strings"

	"github.com/dondoc/dondoc/internal/domain/meeting"
)

// vocabulary are the marks a kind of paper knows: values, and lists with the values of their members.
type vocabulary struct {
	texts map[string]bool
	lists map[string]*vocabulary
}

// The marks; docs/templates.md says what they stand for, and a test holds it, these and the papers together.
const (
	commonMarks = `co_quan_chu_quan co_quan_ban_hanh ten_ban so_ky_hieu dia_danh_ngay_thang ten_cuoc_hop ten_goi_cuoc_hop loai_hop loai_hop_hoa
		ngay_hop ngay_hop_day_du dia_diem chu_tri ten_chu_tri chuc_danh_truong_ban cho_trong het nguon noi_nhan(dong)`
	twoMarks     = ` thu_ky ten_thu_ky`
	oneMarks     = ` ky_thay_mat ky_thay chuc_vu_ky chuc_vu_co_quan nguoi_ky`
	minutesMarks = commonMarks + twoMarks + ` bat_dau ket_thuc si_so thanh_phan(co_quan danh_sach) vang(dong) co_vang
		noi_dung(chu nguoi_phat_bieu giao chu_cai chu_cai_thuong la_de_muc la_loi_dan la_phat_bieu la_ket_luan la_nhiem_vu la_gach la_bieu_quyet la_doan)`
	noticeMarks = commonMarks + oneMarks + ` si_so nguoi_chu_tri co_danh_gia ket_qua(chu) co_ton_tai ton_tai(chu) co_ket_luan ket_luan(chu)
		co_nhiem_vu don_vi(ten_don_vi nhiem_vu(chu thoi_han))`
	invitationMarks = commonMarks + oneMarks + ` thoi_gian khach_moi(dong) co_chuong_trinh chuong_trinh(chu nguoi_trinh_bay so_phut) co_chuan_bi chuan_bi(dong)`
	outsideMarks    = `co_quan_chu_quan co_quan_ban_hanh ten_ban so_ky_hieu dia_danh_ngay_thang chuc_danh_truong_ban cho_trong het noi_nhan(dong)` + oneMarks
	reminderMarks   = outsideMarks + ` kinh_gui noi_duoc_don_doc ngay_tinh so_nhiem_vu tra_loi_truoc noi_dung_them lien_ket ma_qr
		buoc(ten_buoc viec(tt chu thoi_han loi_thoi_han tinh_trang lan_don_doc so_nhiem_vu_viec))`
	reportMarks = outsideMarks + ` trich_yeu ky_bao_cao den_ngay
		phan(la_phan la_muc la_diem ten doan(chu) bang_chi_tieu(dong(c1 c2 c3)) bang_so(dong(c1 c2 c3 c4 c5 c6 c7 c8 c9)) bang_viec(dong(c1 c2 c3 c4 c5)) bang_ton_tai(dong(c1 c2 c3 c4 c5)))`
	supplementMarks = commonMarks + twoMarks + ` dinh_chinh noi_dung_bo_sung bien_ban_goc ngay_lap`
)

// vocabularyOf reads the marks of a kind of paper.
func vocabularyOf(k meeting.PaperKind) *vocabulary {
	words := strings.NewReplacer("(", " ( ", ")", " ) ").Replace(map[meeting.PaperKind]string{
		meeting.Minutes: minutesMarks, meeting.Notice: noticeMarks, meeting.Invitation: invitationMarks, meeting.Supplement: supplementMarks,
		meeting.Reminder: reminderMarks, meeting.HalfReport: reportMarks,
	}[k])
	root := &vocabulary{map[string]bool{}, map[string]*vocabulary{}}
	at, last := []*vocabulary{root}, ""
	for w := range strings.FieldsSeq(words) {
		top := at[len(at)-1]
		switch w {
		case "(":
			delete(top.texts, last)
			top.lists[last] = &vocabulary{map[string]bool{}, map[string]*vocabulary{}}
			at = append(at, top.lists[last])
		case ")":
			at = at[:len(at)-1]
		default:
			top.texts[w] = true
			last = w
		}
	}
	return root
}

// Marks lists the marks that templates of a kind of paper may have, those of a list's members after it: "noi_nhan", "noi_nhan.dong".
func Marks(k meeting.PaperKind) []string {
	var all []string
	vocabularyOf(k).list("", &all)
	return all
}

func (v *vocabulary) list(before string, all *[]string) {
	for _, n := range slices.Sorted(maps.Keys(v.texts)) {
		*all = append(*all, before+n)
	}
	for _, n := range slices.Sorted(maps.Keys(v.lists)) {
		*all = append(*all, before+n)
		v.lists[n].list(before+n+".", all)
	}
}
