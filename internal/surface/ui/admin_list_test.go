package ui_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/dondoc/dondoc/internal/testkit/htmlcheck"
	"github.com/dondoc/dondoc/internal/testkit/office"
)

// TestEveryListOfTheAdministrationSearchesSortsAndExports holds the lists of administration to what all lists can do.
func TestEveryListOfTheAdministrationSearchesSortsAndExports(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	admin := s.as("admin")
	for i, d := range [][2]string{{"02/9/2026", "Quốc khánh"}, {"01/01/2026", "Tết Dương lịch"}, {"30/4/2026", "Ngày Chiến thắng"}} {
		admin.written("/quan-tri/lich", "day", d[0], "kind", "day_off", "name", d[1], "source", "Thông báo "+string(rune('1'+i)), "certainty", "V")
	}
	for name, from := range map[string]string{"Nhiệm kỳ 2020–2025": "01/7/2020", "Nhiệm kỳ 2025–2030": "01/7/2025", "Khóa cũ": "01/7/2015"} {
		admin.written("/c/qcdc-mau/quan-tri/nhiem-ky", "id", newID(), "name", name, "starts_on", from)
	}
	admin.written("/c/qcdc-mau/quan-tri/ky-bao-cao", "valid_from", "01/01/2027", "scheme", "calendar")
	for _, l := range []struct {
		path, words, sort string
		found             int
		first, has        string // the first row when sorted, a text of the Excel file
	}{
		{"/quan-tri/ban-chi-dao", "mau huyen", "-ten", 1, "BCĐ huyện Mẫu", "qcdc-mau"},
		{"/quan-tri/tai-khoan", "stranger dung", "-dang-nhap", 1, "stranger", "focal"},
		{"/quan-tri/lich", "duong tet", "-ngay", 1, "02/09/2026", "Ngày Chiến thắng"},
		{"/c/qcdc-mau/quan-tri/nhiem-ky", "2030 nhiem", "ten", 1, "Khóa cũ", "Nhiệm kỳ 2020–2025"},
		{"/c/qcdc-mau/quan-tri/ky-bao-cao", "lich 2027", "-tu", 1, "01/01/2027", "Theo lịch"},
		{"/c/qcdc-mau/quan-tri/vai-tro", "truong head", "-dang-nhap", 1, "secretary", "observer"},
	} {
		t.Run(l.path, func(t *testing.T) {
			page := admin.page(l.path + "?tim=" + strings.ReplaceAll(l.words, " ", "+"))
			htmlcheck.Run(t, page, htmlcheck.Count("table.records tbody tr", l.found), htmlcheck.In("a[href*='xuat.xlsx']"), htmlcheck.In("form.list-search"))
			sorted := admin.page(l.path + "?sap=" + l.sort)
			htmlcheck.Run(t, sorted, htmlcheck.In("table.records tbody tr:first-child", htmlcheck.HasText(l.first)))
			a := admin.get(l.path + "/xuat.xlsx?sap=" + l.sort)
			if a.code != http.StatusOK || !strings.Contains(a.header.Get("Content-Disposition"), ".xlsx") {
				t.Fatalf("Excel: %d %v", a.code, a.header)
			}
			if dump := office.Dump(t, []byte(a.body)); !strings.Contains(dump, l.has) {
				t.Errorf("no %q in the Excel file\n%s", l.has, dump)
			}
			if a := s.as("member").get(l.path + "/xuat.xlsx"); a.code != http.StatusForbidden {
				t.Errorf("a member gets the file: %d", a.code)
			}
		})
	}
}

func TestALinkThatIsHandedOnNamesTheHouseNotTheRequest(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	admin := s.as("admin")
	a := admin.post("http://evil.example/quan-tri/tai-khoan/" + s.users["member"].String() + "/lien-ket")
	if a.code != http.StatusOK || strings.Contains(a.body, "evil.example/dat-lai") || !strings.Contains(a.body, "https://dondoc.example/dat-lai-mat-khau?ma=") {
		t.Errorf("%d %s", a.code, a.body)
	}
}

func TestALoginIsGivenOnce(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	admin := s.as("admin")
	a := admin.post("/quan-tri/tai-khoan", "id", newID(), "login", "focal", "name", "Người khác", "password", "mat-khau-moi-nao-do")
	if a.code != http.StatusConflict {
		t.Fatalf("%d", a.code)
	}
	htmlcheck.Run(t, a.body, htmlcheck.In(".form-errors", htmlcheck.HasText("Tên đăng nhập này đã có người dùng.")), htmlcheck.In("input[name=name][value='Người khác']"))
}
