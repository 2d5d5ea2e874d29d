package docx

import (
	"fmt"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/remind"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
)

// stepNames are the headings of a slip's tables.
var stepNames = map[remind.Step]string{
	remind.Coming: "Nhiệm vụ sắp đến hạn", remind.Overdue: "Nhiệm vụ quá hạn", remind.LongOverdue: "Nhiệm vụ quá hạn nhiều ngày",
}

// RenderSlip writes a letter that urges as a Word file, in the form of a letter (công văn) of the committee's document system.
// It is a remind.Renderer.
func RenderSlip(of remind.SlipOf) (meeting.File, error) {
	paper := meeting.Paper{
		Kind: meeting.Reminder, Number: of.Slip.Number, IssuedOn: of.Slip.IssuedOn, Signer: of.Slip.Paper.Signer, Recipients: of.Slip.Paper.Recipients,
	}
	return outside{
		of:    meeting.PaperOf{Committee: of.Committee, Paper: paper, Template: of.Template},
		title: "Đôn đốc thực hiện nhiệm vụ – " + of.Slip.Addressee,
		fill:  func(_ *content, s *scope) { slipScope(of.Slip, s) },
	}.render()
}

func slipScope(slip remind.Slip, s *scope) {
	to, inside := slip.Addressee, slip.Addressee
	if !slip.Person.IsZero() {
		to, inside = "Đồng chí "+to, "đồng chí "+inside
	}
	answer := ""
	if !slip.Paper.AnswerBy.IsZero() {
		answer = slip.Paper.AnswerBy.VN()
	}
	for name, text := range map[string]string{
		"kinh_gui": to, "noi_duoc_don_doc": inside, "ngay_tinh": slip.IssuedOn.VN(), "so_nhiem_vu": fmt.Sprintf("%02d", len(slip.Lines)),
		"tra_loi_truoc": answer, "noi_dung_them": slip.Paper.Note, "lien_ket": slip.Paper.Link, "ma_qr": slip.Paper.Link,
	} {
		s.texts[name] = legal(text)
	}
	s.codes = map[string]string{"ma_qr": slip.Paper.Link}
	s.lists["buoc"] = []*scope{}
	number := 0
	for _, step := range []remind.Step{remind.LongOverdue, remind.Overdue, remind.Coming} {
		b := texted("ten_buoc", stepNames[step])
		for _, l := range slip.Lines {
			if l.Step == step {
				number++
				b.lists["viec"] = append(b.lists["viec"], slipLine(l, number, slip.IssuedOn))
			}
		}
		if len(b.lists["viec"]) > 0 {
			s.lists["buoc"] = append(s.lists["buoc"], b)
		}
	}
}

func slipLine(l remind.Line, number int, day calendar.Date) *scope {
	words := l.Words
	if words == "" || words == l.DueOn.VN() {
		words = ""
	}
	return texted("tt", fmt.Sprint(number), "chu", bare(l.Text), "thoi_han", l.DueOn.VN(), "loi_thoi_han", words,
		"tinh_trang", lateness(l.DueOn, day), "lan_don_doc", fmt.Sprint(l.Times), "so_nhiem_vu_viec", fmt.Sprint(l.Number))
}

// sampleSlip is an invented slip in the place of a sample paper.
func sampleSlip(of meeting.PaperOf) remind.SlipOf {
	on := of.Paper.IssuedOn
	return remind.SlipOf{Committee: of.Committee, Template: of.Template, Slip: remind.Slip{
		Unit: access.UnitID{1}, Addressee: "Đơn vị mẫu", Number: of.Paper.Number, IssuedOn: on, Step: remind.LongOverdue,
		Paper: remind.Paper{
			Signer: of.Paper.Signer, Recipients: []string{"Như trên", "Đồng chí Trần Thị Ví Dụ, Phó Trưởng ban (để chỉ đạo)"}, AnswerBy: on.AddDays(5),
			Note: "Một đoạn nói thêm.", Link: "https://vi-du.invalid/tra-loi",
		},
		Lines: []remind.Line{
			{Number: 3, Text: "Niêm yết công khai các khoản thu", Words: "trong tháng trước", DueOn: on.AddDays(-30), Step: remind.LongOverdue, Times: 3},
			{Number: 5, Text: "Báo cáo kết quả đối thoại", DueOn: on.AddDays(-4), Step: remind.Overdue, Times: 1},
			{Number: 8, Text: "Rà soát quy ước của thôn", DueOn: on.AddDays(3), Step: remind.Coming, Times: 1},
		},
	}}
}
