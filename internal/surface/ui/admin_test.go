package ui_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/dondoc/dondoc/internal/testkit/htmlcheck"
)

// lastID is the id in the last part of an address such as /quan-tri/nguoi/<id>.
func lastID(at string) string { return at[strings.LastIndex(at, "/")+1:] }

var editLink = regexp.MustCompile(`href="([^"]+/[0-9a-f-]{36}/sua)"`)

// firstEdit is the first link of a page that edits a row.
func firstEdit(t *testing.T, page string) string {
	t.Helper()
	m := editLink.FindStringSubmatch(page)
	if m == nil {
		t.Fatalf("no row to edit in %s", page)
	}
	return m[1]
}

func TestACommitteeIsFoundedThroughThePages(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	admin := s.as("admin")
	htmlcheck.Run(t, admin.page("/quan-tri"), htmlcheck.Count(".hub li", 6), htmlcheck.Count("h1", 1))
	htmlcheck.Run(t, admin.page("/quan-tri/ban-chi-dao/moi"), htmlcheck.In("form input[name=id]"), htmlcheck.In("input[name=scheme]"))
	hub := admin.written("/quan-tri/ban-chi-dao", "id", newID(), "name", "Ban Chỉ đạo xã Mới", "short_name", "BCĐ xã Mới", "code", "xa-moi", "level", "commune",
		"document_system", "party", "scheme", "cutoff14", "due_soon_days", "10")
	if hub != "/c/xa-moi/quan-tri" {
		t.Fatalf("sent to %s", hub)
	}
	htmlcheck.Run(t, admin.page(hub), htmlcheck.In(".hub a[href$='/quan-tri/nhiem-ky']"), htmlcheck.In(".flash", htmlcheck.HasText("Đã lưu")))

	unit := admin.written("/c/xa-moi/don-vi", "id", newID(), "name", "Ủy ban nhân dân xã Mới", "short_name", "UBND xã Mới", "code", "ubnd-xa-moi", "kind", "state")
	person := admin.written("/c/xa-moi/nguoi", "id", newID(), "full_name", "Trần Thị Lập")
	admin.written(person+"/chuc-vu", "id", newID(), "title", "Chủ tịch", "unit_id", lastID(unit), "valid_from", "01/7/2025", "position_order", "1")
	htmlcheck.Run(t, admin.page(person), htmlcheck.In("table", htmlcheck.HasText("Chủ tịch")), htmlcheck.In("table", htmlcheck.HasText("từ 01/07/2025")))
	admin.written("/c/xa-moi/thanh-vien", "id", newID(), "person_id", lastID(person), "role", "head", "title", "Trưởng ban", "position_order", "1", "unit_id", lastID(unit))
	htmlcheck.Run(t, admin.page("/c/xa-moi/thanh-vien"), htmlcheck.Count("table.records tbody tr", 1), htmlcheck.In("table.records", htmlcheck.HasText("Ủy ban nhân dân xã Mới"), htmlcheck.HasText("Trưởng ban")))
	admin.written("/c/xa-moi/linh-vuc", "id", newID(), "name", "Đất đai", "code", "dat-dai", "position_order", "1")
	admin.written("/c/xa-moi/quan-tri/nhiem-ky", "id", newID(), "name", "Nhiệm kỳ 2025–2030", "starts_on", "01/7/2025", "establishing_act", "Quyết định 1-QĐ/ĐU")
	admin.written("/c/xa-moi/quan-tri/ky-bao-cao", "valid_from", "01/01/2027", "scheme", "calendar")
	htmlcheck.Run(t, admin.page("/c/xa-moi/quan-tri/nhiem-ky"), htmlcheck.Count("tbody tr", 1))
	htmlcheck.Run(t, admin.page("/c/xa-moi/quan-tri/ky-bao-cao"), htmlcheck.Count("tbody tr", 2))

	user := admin.written("/quan-tri/tai-khoan", "id", newID(), "login", "lap.tran", "name", "Trần Thị Lập", "person_id", lastID(person), "password", "mat-khau-cua-lap")
	admin.written("/c/xa-moi/quan-tri/vai-tro", "id", newID(), "user_id", lastID(user), "role", "head", "valid_from", "01/01/2026")
	admin.written(user+"/don-vi", "id", newID(), "unit_id", lastID(unit), "valid_from", "01/01/2026")
	htmlcheck.Run(t, admin.page(user), htmlcheck.Count("#vai-tro ~ * tbody tr", 1), htmlcheck.Count("#don-vi ~ * tbody tr", 1))

	lap := s.as("")
	lap.written("/dang-nhap", "login", "lap.tran", "password", "mat-khau-cua-lap")
	htmlcheck.Run(t, lap.page("/c/xa-moi/don-vi"), htmlcheck.In("table.records", htmlcheck.HasText("UBND xã Mới")))
	lap.written("/c/xa-moi/hoi-nghi", "id", newID(), "title", "Hội nghị đầu tiên", "kind", "briefing", "state", "draft", "held_on", "20/11/2026", "wording", "verbatim")
}

func TestACommitteeIsWithdrawnOnThePage(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	admin, sec := s.as("admin"), s.as("secretary")
	edit := "/c/qcdc-mau/quan-tri/sua"
	htmlcheck.Run(t, admin.page("/quan-tri/ban-chi-dao/moi"), htmlcheck.Count("input[name=withdrawn]", 0))
	htmlcheck.Run(t, admin.page(edit), htmlcheck.In("input[name=withdrawn]"))
	keep := []string{"name", "BCĐ mẫu", "short_name", "BCĐ mẫu", "code", "qcdc-mau", "level", "district", "document_system", "party", "due_soon_days", "14"}
	admin.written(edit, append([]string{"version", "1", "withdrawn", "1"}, keep...)...)
	htmlcheck.Run(t, admin.page("/quan-tri/ban-chi-dao"), htmlcheck.In("body", htmlcheck.LacksText("BCĐ mẫu")))
	htmlcheck.Run(t, admin.page("/quan-tri/ban-chi-dao?da-rut=co"), htmlcheck.In("tr.quiet", htmlcheck.HasText("BCĐ mẫu"), htmlcheck.HasText("đã rút")))
	if a := sec.get("/c/qcdc-mau/nhiem-vu"); a.code != http.StatusNotFound {
		t.Errorf("a secretary still opens it: %d", a.code)
	}
	admin.written(edit, append([]string{"version", "2"}, keep...)...)
	sec.page("/c/qcdc-mau/nhiem-vu")
}

func TestRowsAreEditedWithdrawnAndBroughtBack(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	admin, sec := s.as("admin"), s.as("secretary")
	person := sec.written("/c/qcdc-mau/nguoi", "id", newID(), "full_name", "Lê Văn Thử")
	sec.written(person+"/sua", "version", "1", "full_name", "Lê Văn Thử", "sort_name", "Aa", "note", "thôn 1")
	htmlcheck.Run(t, sec.page(person), htmlcheck.In(".register-facts", htmlcheck.HasText("Aa")))
	sec.written(person+"/sua", "version", "2", "full_name", "Lê Văn Thử", "withdrawn", "1")
	htmlcheck.Run(t, sec.page("/c/qcdc-mau/nguoi"), htmlcheck.In("table.records", htmlcheck.LacksText("Lê Văn Thử")))
	htmlcheck.Run(t, sec.page("/c/qcdc-mau/nguoi?da-rut=co"), htmlcheck.In("tr.quiet", htmlcheck.HasText("Lê Văn Thử")))
	sec.written(person+"/sua", "version", "3", "full_name", "Lê Văn Thử")
	htmlcheck.Run(t, sec.page("/c/qcdc-mau/nguoi"), htmlcheck.In("table.records", htmlcheck.HasText("Lê Văn Thử")))

	sec.written("/c/qcdc-mau/linh-vuc", "id", newID(), "name", "Văn hóa", "code", "van-hoa")
	field := firstEdit(t, sec.page("/c/qcdc-mau/linh-vuc"))
	sec.written(field, "version", "1", "name", "Văn hóa, xã hội", "code", "van-hoa")
	stale := sec.post(field, "version", "1", "name", "Tên khác", "code", "van-hoa")
	if stale.code != http.StatusConflict {
		t.Fatalf("stale: %d", stale.code)
	}
	htmlcheck.Run(t, stale.body, htmlcheck.In(".stale", htmlcheck.HasText("Văn hóa, xã hội"), htmlcheck.HasText("Tên khác")), htmlcheck.In("input[name=version][value='2']"))

	member := firstEdit(t, sec.page("/c/qcdc-mau/thanh-vien"))
	sec.written(member, "version", "1", "person_id", s.people[0].ID.String(), "role", "head", "position_order", "1", "valid_to", "31/10/2026")
	htmlcheck.Run(t, sec.page("/c/qcdc-mau/thanh-vien?hieu-luc=hom-nay"), htmlcheck.Count("table.records tbody tr", 2))

	admin.written("/c/qcdc-mau/quan-tri/nhiem-ky", "id", newID(), "name", "Nhiệm kỳ 2020–2025")
	admin.written(firstEdit(t, admin.page("/c/qcdc-mau/quan-tri/nhiem-ky")), "version", "1", "name", "Nhiệm kỳ 2020–2025", "withdrawn", "1")
	htmlcheck.Run(t, admin.page("/c/qcdc-mau/quan-tri/nhiem-ky"), htmlcheck.In("table", htmlcheck.HasText("đã rút")))
	admin.written(firstEdit(t, admin.page("/c/qcdc-mau/quan-tri/vai-tro")), "version", "1", "role", "member", "valid_from", "01/01/2020", "withdrawn", "1")
	htmlcheck.Run(t, admin.page("/c/qcdc-mau/quan-tri/vai-tro"), htmlcheck.In("table", htmlcheck.HasText("đã rút")))
	if at := admin.written("/c/qcdc-mau/quan-tri/sua", "version", "1", "name", "Ban Chỉ đạo Mẫu", "short_name", "BCĐ Mẫu", "code", "mau-moi", "level", "commune", "document_system", "state"); at != "/c/mau-moi/quan-tri" {
		t.Errorf("sent to %s", at)
	}
	htmlcheck.Run(t, admin.page("/quan-tri/ban-chi-dao"), htmlcheck.In("table.records", htmlcheck.HasText("BCĐ Mẫu")))
}

func TestUnitsOverTime(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	admin := s.as("admin")
	one, two := "/quan-tri/don-vi/"+s.units[0].ID.String(), s.units[1].ID.String()
	admin.written(one+"/doi-ten", "version", "1", "valid_from", "01/7/2025", "name", "Xã Mẫu Mới", "act", "Nghị quyết 1")
	htmlcheck.Run(t, admin.page(one), htmlcheck.In("h1", htmlcheck.HasText("Xã Mẫu Mới")), htmlcheck.Count("#ten-goi ~ * tbody tr", 2))
	htmlcheck.Run(t, admin.page(one+"/ke-tiep/moi"), htmlcheck.Count("input[name=kind]", 5))
	refused := admin.post(one+"/ke-tiep", "id", newID(), "kind", "dissolve", "to_unit_id", two, "happened_on", "01/01/2026", "act", "Nghị quyết 2")
	if refused.code != http.StatusUnprocessableEntity {
		t.Fatalf("a dissolved unit with a successor: %d", refused.code)
	}
	htmlcheck.Run(t, refused.body, htmlcheck.In("input[name=act][value='Nghị quyết 2']"), htmlcheck.In("#f-to_unit_id-error"))
	admin.written(one+"/ke-tiep", "id", newID(), "kind", "merge", "to_unit_id", two, "happened_on", "01/01/2026", "act", "Nghị quyết 2")
	page := s.as("focal").page("/c/qcdc-mau/don-vi/" + s.units[0].ID.String())
	htmlcheck.Run(t, page, htmlcheck.In("#ke-tiep ~ * table", htmlcheck.HasText("Sáp nhập"), htmlcheck.HasText("Xã Mẫu Hai")), htmlcheck.In(".register-facts", htmlcheck.HasText("đến 31/12/2025")),
		htmlcheck.In("a[href='/c/qcdc-mau/nhiem-vu?don-vi="+s.units[0].ID.String()+"']"), htmlcheck.NotIn("a[href$='/doi-ten']"))
	htmlcheck.Run(t, admin.page("/quan-tri/don-vi?hieu-luc=hom-nay"), htmlcheck.Count("table.records tbody tr", 2))
	edit := regexp.MustCompile(`href="([^"]+/ke-tiep/[0-9a-f-]{36})"`).FindStringSubmatch(admin.page(one))
	if edit == nil {
		t.Fatal("no succession to edit")
	}
	admin.written(edit[1], "version", "1", "kind", "merge", "to_unit_id", two, "happened_on", "01/01/2026", "withdrawn", "1")
	htmlcheck.Run(t, admin.page("/quan-tri/don-vi?hieu-luc=hom-nay"), htmlcheck.Count("table.records tbody tr", 3))
	if a := admin.get("/quan-tri/don-vi/xuat.xlsx"); a.code != http.StatusOK || !strings.HasPrefix(a.body, "PK") {
		t.Errorf("Excel: %d", a.code)
	}
}

func TestWorkingCalendarPages(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	admin := s.as("admin")
	admin.written("/quan-tri/lich", "day", "02/9/2026", "kind", "day_off", "name", "Quốc khánh", "source", "Bộ luật Lao động, Điều 112", "certainty", "D")
	htmlcheck.Run(t, admin.page("/quan-tri/lich?nam=2026"), htmlcheck.Count("table tbody tr", 1), htmlcheck.In("table", htmlcheck.HasText("Điều 112"), htmlcheck.HasText("Tính ra")),
		htmlcheck.In(".sentence", htmlcheck.HasText("2026")), htmlcheck.In("a[href='/quan-tri/lich?nam=2025']"))
	htmlcheck.Run(t, admin.page("/quan-tri/lich?nam=2025"), htmlcheck.NotIn("table tbody tr"))
	htmlcheck.Run(t, admin.page("/quan-tri/lich?nam=2026&loai=working_weekend"), htmlcheck.NotIn("table tbody tr"))
	again := admin.post("/quan-tri/lich", "day", "02/9/2026", "kind", "day_off", "name", "Khác", "source", "Khác", "certainty", "M")
	htmlcheck.Run(t, again.body, htmlcheck.In(".form-errors"), htmlcheck.In("input[name=name][value=Khác]"))
	wrong := admin.post("/quan-tri/lich", "day", "03/9/2026", "kind", "working_weekend", "name", "Làm bù", "source", "Thông báo", "certainty", "V")
	htmlcheck.Run(t, wrong.body, htmlcheck.In("#f-day-error"))
	admin.written("/quan-tri/lich/2026-09-02/sua", "version", "1", "kind", "day_off", "name", "Quốc khánh", "source", "Thông báo 1", "certainty", "V", "withdrawn", "1")
	htmlcheck.Run(t, admin.page("/quan-tri/lich?nam=2026"), htmlcheck.In("table", htmlcheck.HasText("đã rút")))
}

func TestAccountPages(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	admin := s.as("admin")
	htmlcheck.Run(t, admin.page("/quan-tri/tai-khoan?tim=focal"), htmlcheck.Count("table.records tbody tr", 1))
	user := "/quan-tri/tai-khoan/" + s.users["member"].String()
	shown := admin.post(user + "/lien-ket")
	htmlcheck.Run(t, shown.body, htmlcheck.In("input.secret[value^='https://dondoc.example/dat-lai-mat-khau?ma=']"))
	if shown.code != http.StatusOK || shown.header.Get("Cache-Control") != "no-store" {
		t.Errorf("the link: %d, %v", shown.code, shown.header)
	}
	admin.written(user+"/khoa", "version", "1", "disabled", "1")
	htmlcheck.Run(t, admin.page(user), htmlcheck.In(".page-head", htmlcheck.HasText("đã khóa")), htmlcheck.In(".page-head", htmlcheck.HasText("Mở lại tài khoản")))
	htmlcheck.Run(t, admin.page("/quan-tri/tai-khoan"), htmlcheck.In("table.records", htmlcheck.LacksText("Người dùng member")))
	admin.written(user+"/khoa", "version", "2")
	admin.written(user+"/sua", "version", "3", "name", "Tên mới", "language", "en")
	admin.written(user+"/vai-tro", "id", newID(), "committee_id", s.committee.ID.String(), "role", "observer", "valid_from", "01/01/2026")
	htmlcheck.Run(t, admin.page(user), htmlcheck.In("h1", htmlcheck.HasText("Tên mới")), htmlcheck.Count("#vai-tro ~ * tbody tr", 2))
	refused := admin.post("/quan-tri/tai-khoan", "id", newID(), "login", "Sai Tên", "name", "Giữ lại", "password", "ngan")
	htmlcheck.Run(t, refused.body, htmlcheck.In("input[name=name][value='Giữ lại']"), htmlcheck.In("#f-login-error"), htmlcheck.In("#f-password-error"),
		htmlcheck.In("input[name=password]", htmlcheck.HasAttr("value", "")))
	admin.written("/quan-tri/tai-khoan/"+s.users["admin"].String()+"/khoa", "version", "1", "disabled", "1")
	htmlcheck.Run(t, admin.page("/quan-tri/tai-khoan"), htmlcheck.In(".flash", htmlcheck.HasText("quản trị cuối cùng")))
}

func TestRegisterAndAdministrationToOthers(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	unit := "/c/qcdc-mau/don-vi/" + s.units[0].ID.String()
	for _, tt := range []struct {
		who, path string
		want      int
	}{
		{"stranger", "/c/qcdc-mau/don-vi", http.StatusNotFound},
		{"stranger", "/c/qcdc-mau/nguoi", http.StatusNotFound},
		{"stranger", "/c/qcdc-mau/tim-kiem?q=xa", http.StatusNotFound},
		{"stranger", "/quan-tri", http.StatusForbidden},
		{"head", "/quan-tri/tai-khoan", http.StatusForbidden},
		{"", "/quan-tri", http.StatusSeeOther},
		{"focal", "/c/qcdc-mau/don-vi", http.StatusOK},
		{"focal", "/c/qcdc-mau/nguoi", http.StatusForbidden},
		{"focal", "/c/qcdc-mau/thanh-vien", http.StatusForbidden},
		{"member", "/c/qcdc-mau/thanh-vien", http.StatusOK},
		{"member", "/c/qcdc-mau/thanh-vien/moi", http.StatusForbidden},
		{"member", "/c/qcdc-mau/quan-tri", http.StatusForbidden},
		{"secretary", "/c/qcdc-mau/quan-tri", http.StatusOK},
		{"secretary", "/c/qcdc-mau/quan-tri/sua", http.StatusForbidden},
		{"secretary", "/c/qcdc-mau/quan-tri/nhiem-ky", http.StatusForbidden},
		{"secretary", "/c/qcdc-mau/quan-tri/vai-tro", http.StatusForbidden},
		{"secretary", unit + "/sua", http.StatusForbidden}, // a common unit
		{"admin", unit + "/sua", http.StatusOK},
		{"admin", "/c/qcdc-mau/tim-kiem?q=xa", http.StatusOK},
		{"secretary", "/c/qcdc-mau/don-vi/khong-co", http.StatusNotFound},
		{"admin", "/quan-tri/lich/khong-co/sua", http.StatusNotFound},
	} {
		if a := s.as(tt.who).get(tt.path); a.code != tt.want {
			t.Errorf("%q gets %s: %d, want %d", tt.who, tt.path, a.code, tt.want)
		}
	}
	if a := s.as("secretary").post("/c/qcdc-mau/quan-tri/sua", "version", "1", "name", "x", "short_name", "x", "code", "x", "level", "commune", "document_system", "state"); a.code != http.StatusForbidden {
		t.Errorf("a secretary edits the committee: %d", a.code)
	}
	htmlcheck.Run(t, s.as("member").page("/c/qcdc-mau/don-vi"), htmlcheck.NotIn("a[href='/c/qcdc-mau/don-vi/moi']"))
	htmlcheck.Run(t, s.as("secretary").page("/c/qcdc-mau/don-vi"), htmlcheck.In("a[href='/c/qcdc-mau/don-vi/moi']"))
}
