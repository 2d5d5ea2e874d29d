package docx

import (
	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
)

// Sample is an invented paper of a committee with something in every place: what a template is tried on before it is used.
func Sample(c org.Committee, k meeting.PaperKind, on calendar.Date, template []byte) meeting.PaperOf {
	if c.NumberSymbol == "" {
		c.NumberSymbol = "BCĐ"
	}
	head := meeting.Signatory{Name: "Nguyễn Văn Mẫu", Title: "TRƯỞNG BAN"}
	p := meeting.Paper{
		Committee: c.ID, Kind: k, Number: 1, IssuedOn: on, Signer: head, Secretary: meeting.Signatory{Name: "Lê Thị Thử", Title: "THƯ KÝ"},
		Recipients: []string{"Thành viên " + c.ShortName, "Đơn vị mẫu"},
		Corrects:   "Một điều ghi trong biên bản mẫu.", Text: "Nội dung mới của điều ấy.",
	}
	if k != meeting.Supplement {
		p.Corrects, p.Text = "", ""
	}
	minutes := meeting.Paper{Kind: meeting.Minutes, Number: 1, IssuedOn: on}
	return meeting.PaperOf{Committee: c, Record: sampleRecord(on), Paper: p, Corrected: minutes, Template: template}
}

func sampleRecord(on calendar.Date) meeting.Record {
	task := meeting.TaskLink{ID: meeting.LaterID{1}, Text: "Niêm yết công khai các khoản thu", LeadName: "Đơn vị mẫu", DeadlineWords: "trước ngày 30 tháng sau"}
	fault := meeting.ShortcomingLink{ID: meeting.LaterID{2}, Text: "Việc niêm yết còn chậm", Times: 2}
	speech := meeting.Block{ID: meeting.BlockID{3}, Kind: meeting.Speech, Speaker: "Nguyễn Văn Mẫu", SpeakerPost: "Trưởng ban", Text: "Ý kiến của chủ trì."}
	return meeting.Record{
		Meeting: meeting.Meeting{
			Title: "Hội nghị mẫu để xem thử văn bản", Place: "Hội trường mẫu", HeldOn: on, StartsAt: "08:00", EndsAt: "10:30", ChairName: "Nguyễn Văn Mẫu", ChairPost: "Trưởng ban",
			Secretaries: []meeting.Named{{Name: "Lê Thị Thử"}},
		},
		Agenda: []meeting.AgendaItem{{
			ID: meeting.AgendaID{1}, Title: "Báo cáo và thảo luận", Presenter: "Trần Thị Ví Dụ", Minutes: 30,
			Preparation: meeting.Preparation{PrepareWords: "chuẩn bị báo cáo", PrepareBy: on}, PrepareWho: "Đơn vị mẫu",
		}},
		Attendance: []meeting.AttendanceEntry{
			{Attendance: meeting.Attendance{Name: "Nguyễn Văn Mẫu", Post: "Trưởng ban", UnitName: "Đơn vị mẫu", Status: meeting.Present}},
			{Attendance: meeting.Attendance{Name: "Trần Thị Ví Dụ", Post: "Ủy viên", UnitName: "Đơn vị mẫu", Status: meeting.Excused}},
		},
		Roll: meeting.Roll{Total: 2, Present: 1, Excused: 1},
		Blocks: []meeting.BlockEntry{
			{Block: meeting.Block{Kind: meeting.Achievement, AgendaItem: meeting.AgendaID{1}, Text: "Một kết quả mẫu."}},
			{Block: speech, Shortcomings: []meeting.ShortcomingLink{fault}},
			{Block: meeting.Block{Kind: meeting.Conclusion, Within: speech.ID, Text: "Một kết luận mẫu."}, Tasks: []meeting.TaskLink{task}},
			{Block: meeting.Block{Kind: meeting.Vote, Text: "Thông qua nội dung mẫu", Votes: &meeting.Votes{For: 1}}},
			{Block: meeting.Block{Kind: meeting.Note, Text: "Một ghi chú mẫu."}},
		},
		Shortcomings: []meeting.ShortcomingLink{fault}, Tasks: []meeting.TaskLink{task},
	}
}
