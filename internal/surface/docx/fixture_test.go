package docx_test

import (
	"fmt"
	"testing"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/surface/docx"
)

// one makes ids that are the same in every run.
func one[K ~[16]byte](n byte) K { return K{0, 0, 0, 0, 0, n, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, n} }

var heldOn = calendar.NewDate(2026, 2, 5)

// dossier is an invented meeting with everything a record may have.
func dossier(system org.DocumentSystem, k meeting.PaperKind) meeting.PaperOf {
	c := org.Committee{
		ID: one[access.CommitteeID](1), Code: "qcdc-mau", Name: "Ban Chỉ đạo Quy chế dân chủ ở cơ sở xã Mẫu", ShortName: "BCĐ QCDC xã Mẫu",
		Level: org.Commune, DocumentSystem: system, SuperiorName: "Ủy ban nhân dân xã Mẫu", NumberSymbol: "BCĐ", PlaceName: "Mẫu", HeadTitle: "Trưởng ban",
	}
	if system == org.PartyDocuments {
		c.SuperiorName = "Đảng ủy xã Mẫu"
	}
	p := meeting.Paper{
		Committee: c.ID, Kind: k, Number: 5, IssuedOn: heldOn, Secretary: meeting.Signatory{Name: "Lê Thị Thử", Title: "THƯ KÝ"},
		Signer:     meeting.Signatory{Name: "Nguyễn Văn Mẫu", Title: "PHÓ TRƯỞNG BAN THƯỜNG TRỰC", ForHead: true},
		Recipients: []string{"Thành viên BCĐ QCDC xã Mẫu", "Ủy ban nhân dân xã Mẫu", "Trường Trung học cơ sở Mẫu"},
	}
	if k == meeting.Supplement {
		p.Corrects = "Điểm a khoản 1 về đơn vị chủ trì; do ghi nhầm tên đơn vị."
		p.Text = "Giao Trường Trung học cơ sở Mẫu chủ trì niêm yết các khoản thu.\nThời hạn giữ nguyên."
	}
	of := meeting.PaperOf{Committee: c, Record: record(), Paper: p}
	if k == meeting.Supplement {
		of.Corrected = meeting.Paper{Kind: meeting.Minutes, Number: 4, IssuedOn: heldOn}
	}
	return of
}

func record() meeting.Record {
	m := meeting.Meeting{
		ID: one[meeting.ID](1), Number: 7, Kind: meeting.InterimReview, Title: "Hội nghị sơ kết công tác thực hiện Quy chế dân chủ ở cơ sở 6 tháng cuối năm 2025",
		Place: "Hội trường Ủy ban nhân dân xã Mẫu", HeldOn: heldOn, StartsAt: "08:00", EndsAt: "11:30", ChairName: "Nguyễn Văn Mẫu", Chair: one[access.PersonID](1),
		ChairPost:   "Phó Chủ tịch Ủy ban nhân dân xã, Phó Trưởng ban Thường trực",
		Secretaries: []meeting.Named{{ID: one[access.PersonID](3), Name: "Lê Thị Thử"}}, Wording: meeting.Verbatim, Level: meeting.Full,
	}
	task := func(n byte, text, lead, words string) meeting.TaskLink {
		return meeting.TaskLink{ID: one[meeting.LaterID](n), Number: int(n), Text: text, LeadName: lead, DeadlineWords: words}
	}
	tasks := []meeting.TaskLink{
		task(11, "Niêm yết các khoản thu của nhà trường tại bảng tin và trên trang thông tin điện tử của xã", "Trường Trung học cơ sở Mẫu", "trước ngày 30/3/2026"),
		task(12, "Rà soát hương ước, quy ước của các thôn, trình phê duyệt những bản đã sửa đổi", "Ủy ban nhân dân xã Mẫu", "trong quý II năm 2026"),
		task(13, "Báo cáo kết quả hòa giải ở cơ sở trước ngày 15/6/2026", "Ủy ban nhân dân xã Mẫu", "trước ngày 15/6/2026"),
		task(14, "Các thành viên Ban Chỉ đạo dự họp thôn được phân công phụ trách ít nhất một lần trong quý", "", "hằng quý"),
	}
	late := meeting.ShortcomingLink{ID: one[meeting.LaterID](21), Text: "Việc niêm yết các khoản thu ở một số thôn còn chậm", Times: 3}
	alone := meeting.ShortcomingLink{ID: one[meeting.LaterID](22), Text: "Sổ theo dõi tiếp công dân chưa ghi đủ kết quả giải quyết.", Times: 1}
	agenda := func(n byte, title, who string, minutes int) meeting.AgendaItem {
		return meeting.AgendaItem{ID: one[meeting.AgendaID](n), Title: title, Presenter: who, Minutes: minutes}
	}
	g := []meeting.AgendaItem{
		agenda(1, "Báo cáo kết quả 6 tháng cuối năm 2025", "Cơ quan thường trực Ban Chỉ đạo", 20), agenda(2, "Thảo luận", "", 60),
		agenda(3, "Kết luận của chủ trì", "Đồng chí Nguyễn Văn Mẫu", 15),
	}
	g[0].PrepareWords, g[0].PrepareWho, g[0].PrepareBy = "chuẩn bị báo cáo và gửi thư ký", "Công chức văn hóa - xã hội", calendar.NewDate(2026, 2, 2)
	speech := one[meeting.BlockID](5)
	block := func(n, agenda byte, b meeting.Block) meeting.BlockEntry {
		b.ID, b.Wording = one[meeting.BlockID](n), meeting.Verbatim
		if agenda > 0 {
			b.AgendaItem = one[meeting.AgendaID](agenda)
		}
		return meeting.BlockEntry{Block: b}
	}
	blocks := []meeting.BlockEntry{
		block(1, 1, meeting.Block{Kind: meeting.Achievement, Text: "12/12 thôn đã họp bàn và thông qua mức đóng góp làm đường giao thông nội đồng"}),
		block(2, 1, meeting.Block{Kind: meeting.Achievement, Text: "Tổ hòa giải hòa giải thành 17/19 vụ việc"}),
		block(3, 2, meeting.Block{
			Kind: meeting.Speech, Speaker: "Trần Thị Ví Dụ", SpeakerID: one[access.PersonID](2), SpeakerPost: "Chủ tịch Ủy ban Mặt trận Tổ quốc xã",
			Text: "Đề nghị các thôn công khai thu, chi ngay sau mỗi đợt.\nMặt trận sẽ giám sát việc công khai ở ba thôn trong quý II.",
		}),
		block(4, 2, meeting.Block{Kind: meeting.Vote, Text: "Thông qua chương trình công tác 6 tháng đầu năm 2026", Votes: &meeting.Votes{For: 22, Against: 1, Abstained: 1}}),
		block(5, 3, meeting.Block{
			Kind: meeting.Speech, Speaker: "Nguyễn Văn Mẫu", SpeakerID: one[access.PersonID](1), SpeakerPost: "Phó Chủ tịch Ủy ban nhân dân xã, Phó Trưởng ban Thường trực",
			Text: "Ghi nhận kết quả các thôn đạt được; đề nghị khắc phục ngay những việc còn chậm.",
		}),
		block(6, 3, meeting.Block{Kind: meeting.Conclusion, Within: speech, Text: "Công khai đầy đủ, kịp thời các khoản dân đóng góp; không để tái diễn việc niêm yết chậm."}),
		block(7, 3, meeting.Block{Kind: meeting.Conclusion, Within: speech, Text: "Nâng chất lượng quy ước của thôn và công tác hòa giải ở cơ sở."}),
		block(8, 3, meeting.Block{Kind: meeting.Note, Text: "Hội nghị nhất trí với kết luận của chủ trì."}),
		block(9, 3, meeting.Block{Kind: meeting.Note, Text: "Dòng đã rút.", Withdrawn: true}),
	}
	blocks[2].Shortcomings = []meeting.ShortcomingLink{late}
	blocks[5].Tasks, blocks[6].Tasks = tasks[:1], tasks[1:3]
	here := func(n byte, name, post, unit string, s meeting.AttendanceStatus) meeting.AttendanceEntry {
		return meeting.AttendanceEntry{Attendance: meeting.Attendance{ID: one[meeting.AttendanceID](n), Name: name, Post: post, UnitName: unit, Status: s}}
	}
	roll := []meeting.AttendanceEntry{
		here(1, "Nguyễn Văn Mẫu", "Phó Chủ tịch", "Ủy ban nhân dân xã Mẫu", meeting.Present), here(2, "Trần Thị Ví Dụ", "Chủ tịch", "Ủy ban Mặt trận Tổ quốc xã", meeting.Present),
		here(3, "Lê Thị Thử", "Công chức văn hóa - xã hội", "Ủy ban nhân dân xã Mẫu", meeting.Present), here(4, "Phạm Vắng", "Hiệu trưởng", "Trường Trung học cơ sở Mẫu", meeting.Excused),
		here(5, "Đỗ Văn Muộn", "Phó Hiệu trưởng", "Trường Trung học cơ sở Mẫu", meeting.Present),
	}
	roll[4].InFor, roll[4].Late, roll[4].ArrivedAt = "Phạm Vắng", true, "08:20"
	return meeting.Record{
		Meeting: m, Agenda: g, Attendance: roll, Roll: meeting.Roll{Total: 27, Present: 24, Excused: 2, Absent: 1, Substitutes: 1}, Blocks: blocks,
		Shortcomings: []meeting.ShortcomingLink{late, alone}, Tasks: tasks,
	}
}

// bare is the same with nothing known but title and day.
func bare(system org.DocumentSystem, k meeting.PaperKind) meeting.PaperOf {
	return meeting.PaperOf{
		Committee: org.Committee{ID: one[access.CommitteeID](1), Name: "Ban Chỉ đạo mẫu", ShortName: "BCĐ mẫu", DocumentSystem: system},
		Record:    meeting.Record{Meeting: meeting.Meeting{ID: one[meeting.ID](1), Title: "Họp thử", HeldOn: heldOn}},
		Paper:     meeting.Paper{Kind: k},
	}
}

// long is a record of n speeches.
func long(n int) meeting.PaperOf {
	of := dossier(org.StateDocuments, meeting.Minutes)
	of.Record.Blocks = nil
	for i := range n {
		of.Record.Blocks = append(of.Record.Blocks, meeting.BlockEntry{Block: meeting.Block{
			Kind: meeting.Speech, Speaker: fmt.Sprintf("Người thứ %d", i), Text: "Đề nghị đơn vị thực hiện đúng thời hạn đã giao và báo cáo bằng văn bản.",
		}})
	}
	return of
}

func render(t testing.TB, of meeting.PaperOf) meeting.File {
	t.Helper()
	f, err := docx.Render(of)
	if err != nil {
		t.Fatalf("render: %v", err)
	}
	return f
}
