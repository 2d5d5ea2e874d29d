package ui_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/dondoc/dondoc/internal/testkit/htmlcheck"
)

const shortcomingsAt = "/c/qcdc-mau/ton-tai"

// name records a shortcoming at a meeting; the first of a name counts.
func (s *site) name(at, text string, more ...string) string {
	s.t.Helper()
	pairs := append(more, "id", newID(), "meeting_id", s.meetingID(at), "text", text, "nature", "defect", "wording", "verbatim")
	v := s.as("secretary")
	a := v.post(shortcomingsAt, pairs...)
	if a.code == http.StatusUnprocessableEntity { // something like it was offered: saved again, it is a first time
		return v.written(shortcomingsAt, append(pairs, "offered", offered(a.body))...)
	}
	if a.code != http.StatusSeeOther {
		s.t.Fatalf("naming %q: %d\n%s", text, a.code, a.body)
	}
	return a.location
}

// offered are the ids a form has offered as earlier ones.
func offered(body string) string {
	_, rest, _ := strings.Cut(body, `name="offered" value="`)
	ids, _, _ := strings.Cut(rest, `"`)
	return ids
}

// idOf is the id of the shortcoming behind an address, read from its own page.
func (s *site) idOf(at string) string {
	s.t.Helper()
	_, rest, ok := strings.Cut(s.as("secretary").page(at), "shortcoming_id=")
	if !ok {
		s.t.Fatal("the shortcoming offers no way to a task")
	}
	return rest[:36]
}

func TestShortcomingFromRemarkToCure(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	at := s.holdMeeting()
	line := s.say(at, "speaker", "Đại biểu thử", "text", "Công khai còn chậm ở hai xã.", "wording", "verbatim")
	short := s.name(at, "Công khai còn chậm", "block_id", line, "units", s.units[0].ID.String(), "units", s.units[1].ID.String())
	if short != shortcomingsAt+"/1" {
		t.Fatalf("sent to %s", short)
	}
	htmlcheck.Run(t, s.as("head").page(short), htmlcheck.In(".task-words", htmlcheck.HasText("“Công khai còn chậm”")),
		htmlcheck.In("main", htmlcheck.HasText("Đại biểu thử"), htmlcheck.HasText("Xã Mẫu Một; Xã Mẫu Hai"), htmlcheck.HasText("Chưa có nhiệm vụ nào")),
		htmlcheck.Any(".next-act a", htmlcheck.HasText("Giao nhiệm vụ khắc phục")), htmlcheck.In(".next-act a[href*='source=shortcoming']"))
	s.recordTask("Niêm yết các khoản thu", "source", "shortcoming", "shortcoming_id", s.idOf(short), "meeting_id", s.meetingID(at), "cures", s.idOf(short))
	htmlcheck.Run(t, s.as("head").page(short), htmlcheck.In("#nhiem-vu table", htmlcheck.HasText("Niêm yết các khoản thu"), htmlcheck.HasLink("/c/qcdc-mau/nhiem-vu/1")))
	htmlcheck.Run(t, s.as("head").page(at), htmlcheck.In("#b-"+line+" .stems-in", htmlcheck.HasLink("/c/qcdc-mau/nhiem-vu/1")))
	whole := "/c/qcdc-mau/mach-viec/dong/" + line // from the line to all that came of it, and back
	htmlcheck.Run(t, s.as("head").page(at), htmlcheck.In("#b-"+line+" .stems-thread", htmlcheck.HasLink(whole)))
	htmlcheck.Run(t, s.as("head").page(whole), htmlcheck.In("main a[href='"+at+"#b-"+line+"']"))
	act := func(name string, version string, more ...string) {
		s.as("secretary").written(short+"/viec/"+name, append(more, "version", version, "event_id", newID())...)
	}
	htmlcheck.Run(t, s.as("secretary").page(short+"/viec/trang-thai"), htmlcheck.In("input[name=to][value=cured]"), htmlcheck.NotIn("input[name=to][value=recurred]"))
	act("trang-thai", "1", "to", "being_cured", "note", "Đã giao việc")
	if a := s.as("secretary").post(short+"/viec/trang-thai", "version", "2", "event_id", newID(), "to", "cured"); a.code != http.StatusUnprocessableEntity {
		t.Errorf("cured without evidence: %d", a.code)
	}
	act("xep-loai", "2", "nature", "issue")
	s.as("secretary").written(short+"/sua", "version", "3", "event_id", newID(), "text", "Công khai vẫn chậm", "wording", "verbatim", "block_id", line, "note", "Ghi nhầm")
	htmlcheck.Run(t, s.as("head").page(short), htmlcheck.Count(".history > li", 4), htmlcheck.In(".history", htmlcheck.HasText("Đã giao việc"), htmlcheck.HasText("Ghi nhầm")),
		htmlcheck.In(".page-sub", htmlcheck.HasText("Vấn đề được nêu"), htmlcheck.HasText("Đang khắc phục")))
	act("rut", "4", "note", "Nêu nhầm")
	htmlcheck.Run(t, s.as("secretary").page(short), htmlcheck.In(".page-sub", htmlcheck.HasText("Đã rút lại")), htmlcheck.In(".next-act a[href$='/viec/khoi-phuc']"))
	act("khoi-phuc", "5")
	htmlcheck.Run(t, s.as("secretary").page(short), htmlcheck.In(".next-act a[href$='/viec/trang-thai']"))
}

func TestShortcomingRaisedAgainIsLinked(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	first := s.name(s.holdMeeting("held_on", "10/02/2026"), "Chậm công khai")
	later := s.holdMeeting()
	second := s.name(later, "Vẫn chậm công khai", "repeats_id", s.idOf(first))
	third := s.name(s.holdMeeting("held_on", "20/11/2026"), "Chậm công khai lần nữa")
	htmlcheck.Run(t, s.as("secretary").page(third+"/viec/lan-truoc"), htmlcheck.In("input[name=repeats_id][value='"+s.idOf(second)+"']"),
		htmlcheck.NotIn("input[name=repeats_id][value='"+s.idOf(first)+"']"))
	s.as("secretary").written(third+"/viec/lan-truoc", "version", "1", "event_id", newID(), "repeats_id", s.idOf(second))
	htmlcheck.Run(t, s.as("head").page(third), htmlcheck.In(".page-sub", htmlcheck.HasText("nêu lần thứ 3")), htmlcheck.Count("#cac-lan-neu tbody tr", 3),
		htmlcheck.In("#cac-lan-neu", htmlcheck.HasLink(first), htmlcheck.HasLink(second)))
	htmlcheck.Run(t, s.as("head").page(later), htmlcheck.In("#ngoai-ban-ghi, .record", htmlcheck.HasText("nêu lần thứ 2")))
	s.as("secretary").written(third+"/viec/lan-truoc", "version", "2", "event_id", newID(), "repeats_id", "")
	htmlcheck.Run(t, s.as("head").page(third), htmlcheck.NotIn("#cac-lan-neu"))
}

func TestShortcomingListFiltersAndExcel(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	at := s.holdMeeting()
	s.name(at, "Chậm công khai", "units", s.units[0].ID.String())
	s.name(at, "Hướng làm tới", "nature", "direction")
	v := s.as("head")
	htmlcheck.Run(t, v.page(shortcomingsAt), htmlcheck.Count("table.records tbody tr", 2), htmlcheck.In("a[href$='/ton-tai/moi']"))
	for query, rows := range map[string]int{
		"tinh-chat=defect": 1, "trang-thai=cured": 0, "don-vi=" + s.units[0].ID.String(): 1, "hoi-nghi=" + s.meetingID(at): 2, "nhiem-vu=chua-co": 2, "nhiem-vu=co": 0,
		"gom-ca=neu-lai": 0, "gom-ca=da-rut": 2, "tim=cham+cong": 1, "tinh-chat=khong-co": 2,
	} {
		htmlcheck.Run(t, v.page(shortcomingsAt+"?"+query), htmlcheck.Count("table.records tbody tr", rows))
	}
	if a := v.get(shortcomingsAt + "/xuat.xlsx"); a.code != http.StatusOK || !strings.HasPrefix(a.body, "PK") {
		t.Errorf("Excel: %d", a.code)
	}
}

func TestShortcomingFormKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	at := s.holdMeeting("wording", "reported", "source", "Báo mẫu")
	htmlcheck.Run(t, s.as("secretary").page(shortcomingsAt+"/moi"), htmlcheck.In("select[name=meeting_id]"))
	a := s.as("secretary").post(shortcomingsAt, "id", newID(), "meeting_id", s.meetingID(at), "text", "", "nature", "direction", "raised_on", "31/02/2026")
	if a.code != http.StatusUnprocessableEntity {
		t.Fatalf("%d", a.code)
	}
	htmlcheck.Run(t, a.body, htmlcheck.In("#f-text-error"), htmlcheck.In("input[name=nature][value=direction][checked]"), htmlcheck.In("input[name=raised_on][value='31/02/2026']"))
	short := s.name(at, "Chậm", "wording", "")
	htmlcheck.Run(t, s.as("head").page(short), htmlcheck.In(".task-words", htmlcheck.HasText("Báo mẫu"), htmlcheck.LacksText("“")))
	s.as("head").written(short+"/sua", "version", "1", "event_id", newID(), "text", "Chậm, bản của trưởng ban")
	stale := s.as("secretary").post(short+"/sua", "version", "1", "event_id", newID(), "text", "Chậm, bản của thư ký")
	if stale.code != http.StatusConflict {
		t.Fatalf("%d", stale.code)
	}
	htmlcheck.Run(t, stale.body, htmlcheck.In(".stale", htmlcheck.HasText("bản của trưởng ban"), htmlcheck.HasText("bản của thư ký")))
	if a := s.as("secretary").post(short+"/viec/trang-thai", "version", "2", "event_id", newID()); a.code != http.StatusUnprocessableEntity {
		t.Errorf("no state chosen: %d", a.code)
	}
}

func TestWhoReadsAShortcoming(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	at := s.holdMeeting()
	short := s.name(at, "Chậm công khai")
	paths := []string{short, shortcomingsAt + "/" + s.idOf(short), short + "/sua", short + "/viec/rut"}
	for _, path := range paths {
		for _, who := range []string{"stranger", "focal", "observer"} { // of a draft
			if a := s.as(who).get(path); a.code != http.StatusNotFound {
				t.Errorf("%s gets %s: %d", who, path, a.code)
			}
		}
	}
	s.as("secretary").written(at+"/chuyen", "version", "1", "to", "circulated")
	htmlcheck.Run(t, s.as("member").page(short), htmlcheck.NotIn(".next-act"))
	for _, path := range append(paths[2:], shortcomingsAt+"/moi") {
		if a := s.as("member").get(path); a.code != http.StatusForbidden {
			t.Errorf("a member gets %s: %d", path, a.code)
		}
	}
	if a := s.as("member").post(shortcomingsAt, "id", newID(), "text", "Tự nêu"); a.code != http.StatusForbidden {
		t.Errorf("a member raises: %d", a.code)
	}
	if a := s.as("secretary").get(short + "/viec/khong-co"); a.code != http.StatusNotFound {
		t.Errorf("an act that is none: %d", a.code)
	}
}

func TestEarlierOnesAreOfferedBeforeSaving(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	first := s.name(s.holdMeeting("held_on", "10/02/2026"), "Chậm công khai các khoản thu của trường")
	later, v := s.holdMeeting(), s.as("secretary")
	said := []string{"id", newID(), "meeting_id", s.meetingID(later), "text", "Các khoản thu của trường vẫn chậm công khai", "nature", "issue", "wording", "verbatim", "cause_subjective", "Thiếu đôn đốc"}
	a := v.post(shortcomingsAt, said...)
	if a.code != http.StatusUnprocessableEntity {
		t.Fatalf("saved without asking: %d", a.code)
	}
	htmlcheck.Run(t, a.body, htmlcheck.In(".form-errors", htmlcheck.HasText("tương tự")), htmlcheck.In("input[name=repeats_id][value='"+s.idOf(first)+"']"),
		htmlcheck.In("input[name=repeats_id][value='']"), htmlcheck.In("#f-text", htmlcheck.HasText("vẫn chậm công khai")), htmlcheck.In("input[name=nature][value=issue][checked]"),
		htmlcheck.In("#f-cause_subjective", htmlcheck.HasText("Thiếu đôn đốc")), htmlcheck.In("[data-offers='/c/qcdc-mau/ton-tai/giong']"))
	second := v.written(shortcomingsAt, append(said, "repeats_id", s.idOf(first), "offered", offered(a.body))...)
	htmlcheck.Run(t, v.page(second), htmlcheck.In(".page-sub", htmlcheck.HasText("nêu lần thứ 2")), htmlcheck.In("main", htmlcheck.HasText("Thiếu đôn đốc")))
	again := append(said, "id", newID())
	again[1], again[5] = newID(), "Việc khác hẳn, không giống gì"
	if got := v.written(shortcomingsAt, again...); got != shortcomingsAt+"/3" {
		t.Errorf("nothing alike, sent to %s", got)
	}
	byNumber := append([]string{"repeats_number", "2"}, said...)
	byNumber[3], byNumber[5] = newID(), s.meetingID(s.holdMeeting("held_on", "20/11/2026"))
	htmlcheck.Run(t, v.page(v.written(shortcomingsAt, byNumber...)), htmlcheck.In(".page-sub", htmlcheck.HasText("nêu lần thứ 3")))
	byNumber[1], byNumber[3] = "99", newID()
	if a := v.post(shortcomingsAt, byNumber...); a.code != http.StatusUnprocessableEntity || !strings.Contains(a.body, "f-repeats_number-error") {
		t.Errorf("a number that is none: %d", a.code)
	}
}

func TestTheFormAsksForEarlierOnesWhileItIsFilledIn(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	first := s.name(s.holdMeeting("held_on", "10/02/2026"), "Chậm công khai các khoản thu của trường")
	at := shortcomingsAt + "/giong?text=cham+cong+khai+khoan+thu&units=" + s.units[0].ID.String()
	htmlcheck.Run(t, s.as("secretary").page(at), htmlcheck.In("input[name=repeats_id][value='"+s.idOf(first)+"']"), htmlcheck.NotIn("html nav"))
	htmlcheck.Run(t, s.as("secretary").page(shortcomingsAt+"/giong?text=khong+giong"), htmlcheck.NotIn("input[name=repeats_id]"), htmlcheck.In("input[name=offered][value='']"))
	if a := s.as("member").get(at); a.code != http.StatusForbidden {
		t.Errorf("a member: %d", a.code)
	}
	if a := s.as("stranger").get(at); a.code != http.StatusNotFound {
		t.Errorf("a stranger: %d", a.code)
	}
}

// What has been raised three times stands first: on the first page, on the agenda, and on the page of the review.
func TestWhatComesBackTooOftenStandsFirst(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	first := s.name(s.holdMeeting("held_on", "10/02/2026"), "Chậm công khai")
	s.recordTask("Niêm yết lại bảng thu", "cures", s.idOf(first))
	second := s.name(s.holdMeeting("held_on", "12/06/2026"), "Vẫn chậm công khai", "repeats_id", s.idOf(first))
	next := s.holdMeeting("held_on", "19/11/2026")
	s.as("secretary").written(next + "/lap-chuong-trinh")
	htmlcheck.Run(t, s.as("secretary").page(next), htmlcheck.In("main", htmlcheck.LacksText("Tồn tại, hạn chế nêu lại nhiều lần")))
	third := s.name(s.holdMeeting("held_on", "10/10/2026"), "Lại chậm công khai", "repeats_id", s.idOf(second))
	v := s.as("head")
	htmlcheck.Run(t, v.page(third), htmlcheck.In("#da-lam", htmlcheck.HasText("Niêm yết lại bảng thu"), htmlcheck.HasLink(first)))
	htmlcheck.Run(t, v.page("/c/qcdc-mau"), htmlcheck.In("[aria-labelledby=dang-lo]", htmlcheck.HasText("Nêu lại nhiều lần, chưa khắc phục"), htmlcheck.HasLink(third)))
	s.as("secretary").written(next + "/lap-chuong-trinh")
	htmlcheck.Run(t, v.page(next), htmlcheck.In("main", htmlcheck.HasText("Tồn tại, hạn chế nêu lại nhiều lần")))
	htmlcheck.Run(t, v.page(next+"/ra-soat"), htmlcheck.In("[aria-labelledby=neu-lai]", htmlcheck.HasText("nêu lần thứ 3"), htmlcheck.HasText("1 nhiệm vụ"), htmlcheck.HasLink(third)))
}

// Where the thread is broken off: a list for each, the figure on the first page opens it, and Excel of it.
func TestWhatNobodyWorksOn(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	at := s.holdMeeting()
	with, without := s.say(at, "kind", "conclusion", "text", "Giao các xã niêm yết"), s.say(at, "kind", "conclusion", "text", "Tiếp tục đôn đốc")
	s.recordTask("Niêm yết", "source", "conclusion", "block_id", with, "meeting_id", s.meetingID(at))
	lone := s.name(at, "Chậm công khai")
	v := s.as("head")
	const conclusions, curing = "/c/qcdc-mau/ket-luan?nhiem-vu=chua-co", "/c/qcdc-mau/nhiem-vu?khac-phuc=khong&lop=dang-mo"
	htmlcheck.Run(t, v.page(conclusions), htmlcheck.Count("table.records tbody tr", 1), htmlcheck.In("table.records", htmlcheck.HasText("Tiếp tục đôn đốc"), htmlcheck.HasLink(at+"#b-"+without)))
	htmlcheck.Run(t, v.page("/c/qcdc-mau/ket-luan?nhiem-vu=co"), htmlcheck.Count("table.records tbody tr", 1))
	htmlcheck.Run(t, v.page(curing), htmlcheck.Count("table.records tbody tr", 1))
	htmlcheck.Run(t, v.page("/c/qcdc-mau/nhiem-vu?khac-phuc=co"), htmlcheck.Count("table.records tbody tr", 0))
	htmlcheck.Run(t, v.page("/c/qcdc-mau"), htmlcheck.In("[aria-labelledby=dang-lo]", htmlcheck.HasLink(conclusions), htmlcheck.HasLink(curing), htmlcheck.HasLink(shortcomingsAt+"?nhiem-vu=chua-co&trang-thai=chua-xong")))
	s.as("secretary").written(lone+"/viec/trang-thai", "version", "1", "event_id", newID(), "to", "cured", "note", "Đã niêm yết, có ảnh")
	htmlcheck.Run(t, v.page(shortcomingsAt+"?nhiem-vu=chua-co&trang-thai=chua-xong"), htmlcheck.Count("table.records tbody tr", 0))
	if a := v.get("/c/qcdc-mau/ket-luan/xuat.xlsx?nhiem-vu=chua-co"); a.code != http.StatusOK || !strings.HasPrefix(a.body, "PK") {
		t.Errorf("Excel: %d", a.code)
	}
	htmlcheck.Run(t, s.as("member").page("/c/qcdc-mau/ket-luan"), htmlcheck.Count("table.records tbody tr", 0)) // of a draft
	if a := s.as("stranger").get("/c/qcdc-mau/ket-luan"); a.code != http.StatusNotFound {
		t.Errorf("a stranger: %d", a.code)
	}
}
