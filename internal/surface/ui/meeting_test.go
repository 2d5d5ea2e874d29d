package ui_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/testkit/htmlcheck"
)

const meetingsAt = "/c/qcdc-mau/hoi-nghi"

// holdMeeting records a meeting through the pages; the first of a name counts.
func (s *site) holdMeeting(more ...string) string {
	s.t.Helper()
	pairs := append(more, "id", newID(), "kind", "interim_review", "title", "Hội nghị sơ kết thử", "held_on", "19/11/2026", "state", "draft", "wording", "verbatim")
	return s.as("secretary").written(meetingsAt, pairs...)
}

// say writes a line of the minutes and returns its id.
func (s *site) say(at string, more ...string) string {
	s.t.Helper()
	line := newID()
	s.as("secretary").written(at+"/ban-ghi", append(more, "id", line, "kind", "speech")...)
	return line
}

func TestWholeMeetingThroughThePages(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	v := s.as("secretary")
	htmlcheck.Run(t, v.page(meetingsAt+"/moi"), htmlcheck.In("form input[name=id]"), htmlcheck.In("textarea[name=title]"), htmlcheck.In("select[name=chair_id]"),
		htmlcheck.In("input[name=secretaries]"), htmlcheck.In("select[name=wording]"))
	at := v.written(meetingsAt, "id", newID(), "kind", "interim_review", "title", "Hội nghị sơ kết nửa năm", "held_on", "19/11/2026", "starts_at", "8h",
		"ends_at", "11 giờ 30", "place", "Phòng họp mẫu", "reviewed_period", "6 tháng cuối năm 2026", "next_period", "2027-H1", "state", "draft",
		"chair_id", s.people[0].ID.String(), "secretaries", s.people[2].ID.String(), "wording", "verbatim")
	if at != meetingsAt+"/1" {
		t.Fatalf("sent to %s", at)
	}
	v.written(at+"/chuong-trinh", "id", newID(), "title", "Báo cáo kết quả", "presenter", "Phòng mẫu", "minutes", "20")
	member, guest := newID(), newID()
	v.written(at+"/thanh-phan", "id", member, "person_id", s.people[1].ID.String(), "status", "excused")
	v.written(at+"/thanh-phan", "id", guest, "name", "Người đi thay", "post", "Chuyên viên", "status", "present", "substitute_for", member, "arrived_at", "8h15")
	v.written(at+"/thanh-phan", "id", newID(), "person_id", s.people[0].ID.String(), "status", "present")
	speech, conclusion := newID(), newID()
	v.written(at+"/ban-ghi", "id", speech, "kind", "speech", "speaker_id", s.people[0].ID.String(), "speaker_post", "Trưởng ban", "text", "Tôi kết luận như sau.", "wording", "verbatim")
	v.written(at+"/ban-ghi", "id", conclusion, "kind", "conclusion", "within_id", speech, "text", "Niêm yết trước tháng 12.", "wording", "verbatim")
	v.written(at+"/ban-ghi", "id", newID(), "kind", "note", "text", "Có người xin về sớm.", "wording", "verbatim")
	v.written(at+"/ban-ghi", "id", newID(), "kind", "vote", "text", "Thông qua báo cáo.", "votes_for", "2", "votes_against", "0", "votes_abstained", "0")
	v.written(at+"/ban-ghi", "id", newID(), "kind", "speech", "speaker", "Đại biểu khác", "text", "Theo báo, xã đã làm.", "wording", "reported", "source", "Báo mẫu ngày 20/11")
	page := s.as("head").page(at)
	htmlcheck.Run(t, page,
		htmlcheck.In("h1", htmlcheck.HasExactText("Hội nghị sơ kết nửa năm")),
		htmlcheck.In(".roll summary", htmlcheck.HasText("Dự họp 2/2 (dự thay 1)")),
		htmlcheck.In("#a-"+guest, htmlcheck.HasText("dự thay Lê Giả Định"), htmlcheck.HasText("đến lúc 08:15")),
		htmlcheck.In(".agenda", htmlcheck.HasText("Báo cáo kết quả"), htmlcheck.HasText("20 phút")),
		htmlcheck.In(".record-head", htmlcheck.HasText("6 tháng cuối năm 2026"), htmlcheck.HasText("08:00"), htmlcheck.HasText("11:30"), htmlcheck.HasText("Nguyễn Thị Thí Điểm")),
		htmlcheck.In("#b-"+speech, htmlcheck.HasText("“Tôi kết luận như sau.”"), htmlcheck.HasText("Trần Ví Dụ")),
		htmlcheck.In("#b-"+conclusion, htmlcheck.HasText("“Niêm yết trước tháng 12.”"), htmlcheck.HasLink("#b-"+speech)),
		htmlcheck.Any(".minutes-line", htmlcheck.HasText("Tán thành 2")),
		htmlcheck.Any(".minutes-line", htmlcheck.HasText("theo tin"), htmlcheck.HasText("Báo mẫu ngày 20/11"), htmlcheck.LacksText("“")),
		htmlcheck.Any(".minutes-line", htmlcheck.HasText("Có người xin về sớm."), htmlcheck.LacksText("“")))
}

func TestMeetingThreadIsLinkedBothWays(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	at := s.holdMeeting()
	line := s.say(at, "speaker", "Đại biểu thử", "text", "Công khai còn chậm.", "wording", "verbatim")
	page := s.as("secretary").page(at)
	htmlcheck.Run(t, page, htmlcheck.In("#b-"+line+" .line-menu a[href*='ton-tai/moi'][href*='block_id="+line+"']"),
		htmlcheck.In("#b-"+line+" .line-menu a[href*='nhiem-vu/moi'][href*='block_id="+line+"'][href*='given_on=19%2F11%2F2026']"))
	m := s.meetingID(at)
	form := s.as("secretary").page("/c/qcdc-mau/ton-tai/moi?meeting_id=" + m + "&block_id=" + line)
	htmlcheck.Run(t, form, htmlcheck.In("textarea[name=text]", htmlcheck.HasText("Công khai còn chậm.")), htmlcheck.In("select[name=block_id] option[selected]", htmlcheck.HasText("Đại biểu thử")))
	short := s.as("secretary").written("/c/qcdc-mau/ton-tai", "id", newID(), "meeting_id", m, "block_id", line, "text", "Công khai còn chậm", "nature", "defect", "wording", "verbatim")
	s.recordTask("Niêm yết các khoản thu", "source", "speech", "meeting_id", m, "block_id", line)
	page = s.as("head").page(at)
	htmlcheck.Run(t, page, htmlcheck.In("#b-"+line+" .stems", htmlcheck.HasLink(short), htmlcheck.HasLink("/c/qcdc-mau/nhiem-vu/1")))
	htmlcheck.Run(t, s.as("head").page("/c/qcdc-mau/nhiem-vu/1"), htmlcheck.Any(".thread a", htmlcheck.HasAttr("href", at+"#b-"+line)))
	htmlcheck.Run(t, s.as("head").page(short), htmlcheck.Any(".thread a", htmlcheck.HasAttr("href", at+"#b-"+line)))
}

// meetingID is the id of the meeting behind an address, read from the page's own links.
func (s *site) meetingID(at string) string {
	s.t.Helper()
	_, rest, ok := strings.Cut(s.as("secretary").page(at), "ton-tai/moi?meeting_id=")
	if !ok {
		s.t.Fatal("the record offers no way to a shortcoming")
	}
	return rest[:36]
}

func TestLinesAreWithdrawnRestoredAndMoved(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	at := s.holdMeeting()
	first, second := s.say(at, "speaker", "Một", "text", "Câu thứ nhất"), s.say(at, "speaker", "Hai", "text", "Câu thứ hai")
	v := s.as("secretary")
	v.written(at+"/ban-ghi/"+second+"/vi-tri", "place", "first")
	if page := v.page(at); strings.Index(page, "Câu thứ hai") > strings.Index(page, "Câu thứ nhất") {
		t.Error("the second line was not moved up")
	}
	htmlcheck.Run(t, v.page(at+"/ban-ghi/"+second+"/vi-tri"), htmlcheck.In("select[name=place] option[value='"+first+"']"))
	v.written(at+"/ban-ghi/"+first+"/sua", "version", "1", "kind", "speech", "speaker", "Một", "text", "Câu đã sửa", "wording", "verbatim")
	htmlcheck.Run(t, v.page(at+"/ban-ghi/"+first+"/phien-ban"), htmlcheck.Count(".versions > li", 2), htmlcheck.In(".versions", htmlcheck.HasText("Câu thứ nhất")))
	v.written(at+"/ban-ghi/"+first+"/rut", "version", "2")
	htmlcheck.Run(t, v.page(at), htmlcheck.NotIn("#b-"+first))
	htmlcheck.Run(t, v.page(at+"/da-rut"), htmlcheck.In("form[action$='"+first+"/khoi-phuc'] input[name=version][value='3']"))
	v.written(at+"/ban-ghi/"+first+"/khoi-phuc", "version", "3")
	htmlcheck.Run(t, v.page(at), htmlcheck.In("#b-"+first, htmlcheck.HasText("Câu đã sửa")))
	for _, part := range []string{"chuong-trinh", "thanh-phan"} {
		line := newID()
		v.written(at+"/"+part, "id", line, "title", "Mục", "name", "Người", "status", "present")
		v.written(at+"/"+part+"/"+line+"/sua", "version", "1", "title", "Mục đã sửa", "name", "Người đã sửa", "status", "absent")
		htmlcheck.Run(t, v.page(at), htmlcheck.In("main", htmlcheck.HasText("đã sửa")))
		v.written(at+"/"+part+"/"+line+"/vi-tri", "place", "")
		v.written(at+"/"+part+"/"+line+"/rut", "version", "2")
		htmlcheck.Run(t, v.page(at+"/da-rut"), htmlcheck.In("form[action*='"+line+"']"))
		v.written(at+"/"+part+"/"+line+"/khoi-phuc", "version", "3")
	}
}

func TestMeetingFormsKeepWhatWasTyped(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	at := s.holdMeeting()
	for _, tt := range []struct {
		name, path string
		pairs      []string
		wants      []htmlcheck.Checker
	}{
		{
			"a meeting without title, on a day that does not exist", meetingsAt,
			[]string{"id", newID(), "kind", "other", "title", "", "held_on", "31/02/2026", "place", "Phòng họp"},
			[]htmlcheck.Checker{
				htmlcheck.In("input[name=place][value='Phòng họp']"), htmlcheck.In("#f-title-error"), htmlcheck.In("input[name=held_on][value='31/02/2026']"),
				htmlcheck.In("#f-held_on-error"),
			},
		},
		{
			"a period nobody can read and an hour that is none", meetingsAt,
			[]string{"id", newID(), "kind", "other", "title", "Hội nghị", "held_on", "19/11/2026", "reviewed_period", "kỳ nào đó", "starts_at", "sáng"},
			[]htmlcheck.Checker{htmlcheck.In("#f-reviewed_period-error"), htmlcheck.In("input[name=starts_at][value='sáng']"), htmlcheck.In("#f-starts_at-error")},
		},
		{
			"a vote whose counts are no numbers", at + "/ban-ghi",
			[]string{"id", newID(), "kind", "vote", "text", "Thông qua", "votes_for", "hai"},
			[]htmlcheck.Checker{htmlcheck.In("#f-votes_for-error"), htmlcheck.In("textarea[name=text]", htmlcheck.HasText("Thông qua"))},
		},
		{
			"a reported line without its source", at + "/ban-ghi",
			[]string{"id", newID(), "kind", "speech", "text", "Nghe nói", "wording", "reported"},
			[]htmlcheck.Checker{htmlcheck.In("#f-source-error")},
		},
		{
			"nobody on the roll", at + "/thanh-phan",
			[]string{"id", newID(), "status", "present", "post", "Chuyên viên", "arrived_at", "sáng"},
			[]htmlcheck.Checker{htmlcheck.In("#f-name-error"), htmlcheck.In("#f-arrived_at-error"), htmlcheck.In("input[name=post][value='Chuyên viên']")},
		},
		{
			"a point of the agenda without words", at + "/chuong-trinh",
			[]string{"id", newID(), "title", "", "presenter", "Phòng mẫu"},
			[]htmlcheck.Checker{htmlcheck.In("#f-title-error"), htmlcheck.In("input[name=presenter][value='Phòng mẫu']")},
		},
		{"no state chosen", at + "/chuyen", []string{"version", "1"}, []htmlcheck.Checker{htmlcheck.In("#f-to-error")}},
	} {
		t.Run(tt.name, func(t *testing.T) { //nolint:paralleltest // the cases share one transaction
			a := s.as("secretary").post(tt.path, tt.pairs...)
			if a.code != http.StatusUnprocessableEntity {
				t.Fatalf("%d\n%s", a.code, a.body)
			}
			htmlcheck.Run(t, a.body, tt.wants...)
		})
	}
}

func TestAStaleMeetingShowsBothSides(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	at := s.holdMeeting()
	edit := []string{"version", "1", "kind", "interim_review", "held_on", "19/11/2026", "wording", "verbatim"}
	s.as("head").written(at+"/sua", append(edit, "title", "Tên của trưởng ban")...)
	a := s.as("secretary").post(at+"/sua", append(edit, "title", "Tên của thư ký")...)
	if a.code != http.StatusConflict {
		t.Fatalf("%d", a.code)
	}
	htmlcheck.Run(t, a.body, htmlcheck.In(".stale", htmlcheck.HasText("Tên của trưởng ban"), htmlcheck.HasText("Tên của thư ký"), htmlcheck.LacksText("Ngày họp")),
		htmlcheck.In("input[name=version][value='2']"))
	line := s.say(at, "text", "Câu gốc")
	s.as("head").written(at+"/ban-ghi/"+line+"/sua", "version", "1", "kind", "speech", "text", "Câu của trưởng ban")
	a = s.as("secretary").post(at+"/ban-ghi/"+line+"/sua", "version", "1", "kind", "note", "text", "Câu của thư ký")
	htmlcheck.Run(t, a.body, htmlcheck.In(".stale", htmlcheck.HasText("Câu của trưởng ban"), htmlcheck.HasText("Ghi chú")))
}

func TestMeetingIsMovedAndCalledOff(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	at := s.holdMeeting("state", "planned")
	htmlcheck.Run(t, s.as("secretary").page(at+"/chuyen"), htmlcheck.In("input[name=to][value=cancelled]"), htmlcheck.NotIn("input[name=to][value=signed]"))
	s.as("secretary").written(at+"/chuyen", "version", "1", "to", "cancelled")
	htmlcheck.Run(t, s.as("secretary").page(at), htmlcheck.In(".record-closed", htmlcheck.HasText("không họp")), htmlcheck.NotIn("a[href$='/sua']"), htmlcheck.In("a[href$='/chuyen']"))
	a := s.as("secretary").post(at+"/ban-ghi", "id", newID(), "kind", "note", "text", "Thêm")
	if a.code != http.StatusConflict {
		t.Errorf("a meeting called off takes a line: %d", a.code)
	}
	s.as("secretary").written(at+"/chuyen", "version", "2", "to", "planned")
}

func TestMeetingListFiltersAndExcel(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.holdMeeting("reviewed_period", "2026-H2")
	s.holdMeeting("kind", "briefing", "title", "Giao ban tháng", "state", "planned")
	v := s.as("secretary")
	htmlcheck.Run(t, v.page(meetingsAt), htmlcheck.Count("table.records tbody tr", 2), htmlcheck.In("a[href$='/hoi-nghi/moi']"))
	for query, rows := range map[string]int{"loai=briefing": 1, "trang-thai=draft": 1, "ky=2026-H2": 1, "tim=giao+ban": 1, "sap=-so": 2, "loai=khong-co": 2} {
		htmlcheck.Run(t, v.page(meetingsAt+"?"+query), htmlcheck.Count("table.records tbody tr", rows))
	}
	if a := v.get(meetingsAt + "/xuat.xlsx"); a.code != http.StatusOK || !strings.HasPrefix(a.body, "PK") {
		t.Errorf("Excel: %d", a.code)
	}
	htmlcheck.Run(t, s.as("member").page(meetingsAt), htmlcheck.NotIn("a[href$='/hoi-nghi/moi']"))
	htmlcheck.Run(t, s.as("observer").page(meetingsAt), htmlcheck.Count("table.records tbody tr", 0))
}

func TestWhoReadsAMeeting(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	at := s.holdMeeting("place", "Phòng họp mẫu")
	line := s.say(at, "text", "Lời chưa công bố")
	m := s.meetingID(at)
	s.recordTask("Niêm yết", "source", "speech", "meeting_id", m, "block_id", line)
	for _, who := range []string{"focal", "member"} { // a draft: the heading only
		htmlcheck.Run(t, s.as(who).page(at), htmlcheck.In("h1", htmlcheck.HasText("Hội nghị sơ kết thử")), htmlcheck.In(".record-closed"),
			htmlcheck.In("main", htmlcheck.LacksText("Lời chưa công bố")), htmlcheck.NotIn(".line-menu"))
	}
	paths := []string{at, meetingsAt + "/" + m, at + "/sua", at + "/chuyen", at + "/da-rut", at + "/ban-ghi/moi", at + "/ban-ghi/" + line + "/sua", at + "/ban-ghi/" + line + "/phien-ban"}
	for _, path := range paths {
		for _, who := range []string{"stranger", "observer"} {
			if a := s.as(who).get(path); a.code != http.StatusNotFound {
				t.Errorf("%s gets %s: %d", who, path, a.code)
			}
		}
	}
	for _, path := range append(paths[2:], meetingsAt+"/moi") {
		if a := s.as("member").get(path); a.code != http.StatusForbidden {
			t.Errorf("a member gets %s: %d", path, a.code)
		}
	}
	for _, path := range []string{at + "/ban-ghi/" + line + "/rut", at + "/ban-ghi/" + line + "/vi-tri", at + "/ban-ghi", at + "/chuyen", meetingsAt} {
		if a := s.as("member").post(path, "version", "1", "id", newID(), "to", "planned", "kind", "note", "title", "T", "held_on", "19/11/2026"); a.code != http.StatusForbidden {
			t.Errorf("a member posts %s: %d", path, a.code)
		}
	}
	if a := s.as("secretary").get(at + "/ban-ghi/" + newID() + "/sua"); a.code != http.StatusNotFound {
		t.Errorf("a line that is not there: %d", a.code)
	}
}

func TestSavingALineGoesOnToTheNext(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	at := s.holdMeeting()
	speech := s.say(at, "text", "Kết luận")
	to := s.as("secretary").written(at+"/ban-ghi", "id", newID(), "kind", "conclusion", "within_id", speech, "text", "Một", "again", "1")
	if !strings.HasPrefix(to, at+"/ban-ghi/moi?") {
		t.Fatalf("sent to %s", to)
	}
	htmlcheck.Run(t, s.as("secretary").page(to), htmlcheck.In("select[name=kind] option[value=conclusion][selected]"),
		htmlcheck.In("select[name=within_id] option[value='"+speech+"'][selected]"))
}

func TestARepeatedRequestMakesOneMeeting(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	id := newID()
	first, second := s.holdMeeting("id", id), s.holdMeeting("id", id)
	if first != second {
		t.Errorf("%s, %s", first, second)
	}
	page, err := s.d.Meetings.List(t.Context(), s.boss, s.committee.ID, meeting.Query{From: calendar.Date{}})
	if err != nil || page.Total != 1 {
		t.Errorf("%d meetings, %v", page.Total, err)
	}
}
