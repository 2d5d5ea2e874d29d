package ui_test

import (
	"encoding/csv"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/PuerkitoBio/goquery"
	"github.com/gin-gonic/gin"
	"github.com/xuri/excelize/v2"

	"github.com/dondoc/dondoc/internal/surface/ui"
)

// listPages are an address of every list there is; ":task" and the like are filled in. TestEveryListIsTried holds it complete.
var listPages = map[string]string{
	"/quan-tri/don-vi":                       "/quan-tri/don-vi?sap=-ten",
	"/quan-tri/nguoi":                        "/quan-tri/nguoi?cot=ten",
	"/quan-tri/linh-vuc":                     "/quan-tri/linh-vuc",
	"/quan-tri/ban-chi-dao":                  "/quan-tri/ban-chi-dao?sap=-ten",
	"/quan-tri/lich":                         "/quan-tri/lich?sap=-ngay",
	"/quan-tri/tai-khoan":                    "/quan-tri/tai-khoan?tim=nguoi+dung&sap=-dang-nhap",
	"/c/:committee/quan-tri/nhiem-ky":        "/c/qcdc-mau/quan-tri/nhiem-ky?sap=ten",
	"/c/:committee/quan-tri/ky-bao-cao":      "/c/qcdc-mau/quan-tri/ky-bao-cao",
	"/c/:committee/quan-tri/vai-tro":         "/c/qcdc-mau/quan-tri/vai-tro?sap=-dang-nhap",
	"/c/:committee/don-vi":                   "/c/qcdc-mau/don-vi?sap=-ten",
	"/c/:committee/nguoi":                    "/c/qcdc-mau/nguoi",
	"/c/:committee/linh-vuc":                 "/c/qcdc-mau/linh-vuc",
	"/c/:committee/thanh-vien":               "/c/qcdc-mau/thanh-vien",
	"/c/:committee/don-vi-im-lang":           "/c/qcdc-mau/don-vi-im-lang",
	"/c/:committee/hoi-nghi":                 "/c/qcdc-mau/hoi-nghi?cot=dia-diem,chu-tri,ngay",
	"/c/:committee/so-van-ban":               "/c/qcdc-mau/so-van-ban",
	"/c/:committee/ket-luan":                 "/c/qcdc-mau/ket-luan",
	"/c/:committee/ton-tai":                  "/c/qcdc-mau/ton-tai?sap=-so&cot=khach-quan,lan,trang-thai",
	"/c/:committee/nhiem-vu":                 "/c/qcdc-mau/nhiem-vu?sap=-so&cot=giao,han,don-vi,lop",
	"/c/:committee/nhiem-vu/:task/dien-bien": "/c/qcdc-mau/nhiem-vu/1/dien-bien?sap=-so",
	"/c/:committee/bao-cao/:period/nhiem-vu": "/c/qcdc-mau/bao-cao/2026-H2/nhiem-vu?so=total",
}

// asOfPages are the lists that show a day gone by.
var asOfPages = []string{
	"/c/qcdc-mau/nhiem-vu?den=25%2F10%2F2026&sap=so",
	"/c/qcdc-mau/nhiem-vu?den=25%2F10%2F2026&biet=khi-do&sap=so",
	"/c/qcdc-mau/bao-cao/2026-H2/nhiem-vu?so=total&den=25%2F10%2F2026",
}

func TestEveryListIsTried(t *testing.T) {
	t.Parallel()
	gin.SetMode(gin.TestMode)
	r := gin.New()
	ui.New(newSite(t).d).Mount(r)
	files := map[string]int{}
	for _, route := range r.Routes() {
		if at, ok := strings.CutSuffix(route.Path, "/xuat.xlsx"); ok {
			files[at]++
		}
		if at, ok := strings.CutSuffix(route.Path, "/xuat.csv"); ok {
			files[at] += 2
		}
	}
	delete(files, "/c/:committee/phieu-don-vi") // the workbook a unit fills in, no list
	for at, both := range files {
		if both != 3 {
			t.Errorf("%s has not both files", at)
		}
		if listPages[at] == "" {
			t.Errorf("%s is not tried", at)
		}
	}
	if len(files) != len(listPages) {
		t.Errorf("%d lists, %d tried", len(files), len(listPages))
	}
}

// recorded fills a site with a little of everything.
func (s *site) recorded() {
	v := s.as("secretary")
	s.recordTask("=Báo cáo kết quả, \"kèm biểu\"; trước 10 giờ", "lead", s.units[0].ID.String(), "deadline", "25/12/2026", "given_on", "02/10/2026")
	s.recordTask("+84 – số gọi lại", "given_on", "09/10/2026")
	s.recordTask("Đã giao từ lâu", "given_on", "02/02/2026")
	at := s.holdMeeting("held_on", "05/10/2026", "chair_id", s.people[0].ID.String(), "secretaries", s.people[2].ID.String())
	s.name(at, "@Chưa niêm yết công khai")
	admin := s.as("admin")
	for _, d := range []string{"02/9/2026", "30/4/2026"} {
		admin.written("/quan-tri/lich", "day", d, "kind", "day_off", "name", "-Nghỉ "+d, "source", "Thông báo", "certainty", "V")
	}
	admin.written("/c/qcdc-mau/quan-tri/nhiem-ky", "id", newID(), "name", "2020–2025", "starts_on", "01/7/2020")
	admin.written("/c/qcdc-mau/quan-tri/ky-bao-cao", "valid_from", "01/01/2027", "scheme", "calendar")
	v.written("/c/qcdc-mau/linh-vuc", "id", newID(), "name", "Văn hóa", "code", "van-hoa")
	s.say(at, "kind", "conclusion", "text", "Niêm yết trước tháng 12.", "speaker", "Một")
	v.written(at+"/ky", formValues(s.t, v.page(at+"/ky"))...)
	head := s.as("head")
	head.written(at+"/ky", formValues(s.t, head.page(at+"/ky"))...)
	v.written(at+"/van-ban/bien-ban/ban-hanh", "id", newID(), "version", "0")
}

func TestEveryListExportsWhatItShows(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.now = s.now.AddDate(0, 0, -40) // so that there are days gone by to show, and units that are silent
	s.recorded()
	s.now = s.now.AddDate(0, 0, 40)
	admin := s.as("admin")
	pages := append([]string{}, asOfPages...)
	for _, page := range listPages {
		pages = append(pages, page)
	}
	slices.Sort(pages)
	for _, page := range pages {
		t.Run(page, func(t *testing.T) {
			v := admin
			if strings.HasPrefix(page, "/c/") && !strings.Contains(page, "quan-tri") {
				v = s.as("secretary")
			}
			doc, err := goquery.NewDocumentFromReader(strings.NewReader(v.page(page)))
			if err != nil {
				t.Fatal(err)
			}
			shown := shownRows(doc)
			if len(shown) == 0 {
				t.Fatal("the page shows no list")
			}
			if last := len(shown[0]) - 1; shown[0][last] == "Việc" { // links to what can be done with a row are no part of the record
				for i := range shown {
					shown[i] = shown[i][:last]
				}
			}
			if len(shown) < 2 {
				t.Fatal("the page shows no row: nothing is compared")
			}
			book, text := exported(t, v, doc, "xuat.xlsx"), exported(t, v, doc, "xuat.csv")
			same(t, "xlsx", workbookRows(t, book, shown[0]), shown)
			same(t, "csv", textRows(t, text), shown)
		})
	}
}

// exported fetches a file by the link that stands on the page.
func exported(t *testing.T, v *visitor, doc *goquery.Document, file string) string {
	t.Helper()
	link, ok := doc.Find(".list-tools a[href*='" + file + "']").Attr("href")
	if !ok {
		t.Fatalf("no link to %s", file)
	}
	a := v.get(link)
	name := a.header.Get("Content-Disposition")
	if a.code != http.StatusOK || !strings.Contains(name, "filename*=") {
		t.Fatalf("%s: %d %s\n%s", link, a.code, name, a.body)
	}
	return a.body
}

// shownRows are the heads and cells of the list on a page.
func shownRows(doc *goquery.Document) [][]string {
	var rows [][]string
	doc.Find("table.records tr").Each(func(_ int, tr *goquery.Selection) {
		var row []string
		tr.Find("th:not(.pick), td:not(.pick)").Each(func(_ int, cell *goquery.Selection) { row = append(row, bare(cell.Text())) })
		rows = append(rows, row)
	})
	return rows
}

var isISO = regexp.MustCompile(`^(\d{4})-(\d\d)-(\d\d)$`)

// bare is a text without what only lays it out, so that a cell of two lines and its export compare; a day as pages write it.
func bare(s string) string {
	s = isISO.ReplaceAllString(strings.TrimSpace(s), "$3/$2/$1")
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.So, r) || r == ',' || r == '·' {
			return -1
		}
		return r
	}, s)
}

func workbookRows(t *testing.T, raw string, heads []string) [][]string {
	t.Helper()
	f, err := excelize.OpenReader(strings.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	all, err := f.GetRows(f.GetSheetName(0))
	if err != nil {
		t.Fatal(err)
	}
	var rows [][]string
	for _, cells := range all {
		row := make([]string, len(heads))
		for i := range min(len(cells), len(row)) {
			row[i] = bare(cells[i])
		}
		if slices.Equal(row, make([]string, len(row))) {
			continue
		}
		if len(rows) > 0 || slices.Equal(row, heads) {
			rows = append(rows, row)
		}
	}
	return rows
}

func textRows(t *testing.T, raw string) [][]string {
	t.Helper()
	text, ok := strings.CutPrefix(raw, "\uFEFF")
	if !ok {
		t.Error("no byte order mark")
	}
	in := csv.NewReader(strings.NewReader(text))
	in.Comma = ';'
	all, err := in.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range all {
		for i, cell := range row {
			if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) && !isNumber.MatchString(cell) {
				t.Errorf("a program may take %q for a formula", cell)
			}
			row[i] = bare(strings.TrimPrefix(cell, "'"))
		}
	}
	return all
}

var isNumber = regexp.MustCompile(`^-?\d+$`)

func same(t *testing.T, file string, got, want [][]string) {
	t.Helper()
	if !slices.EqualFunc(got, want, slices.Equal) {
		t.Errorf("%s:\n%s\nthe page:\n%s", file, lines(got), lines(want))
	}
}

func lines(rows [][]string) string {
	var b strings.Builder
	for _, r := range rows {
		b.WriteString(strings.Join(r, " | ") + "\n")
	}
	return b.String()
}

func TestAnEnglishReaderGetsCommas(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	v := s.as("secretary")
	s.recordTask("Một; hai, ba")
	v.cookies["lang"] = "en"
	a := v.get("/c/qcdc-mau/nhiem-vu/xuat.csv?cot=" + url.QueryEscape("so,noi-dung"))
	if !strings.Contains(a.body, `1,"Một; hai, ba"`) {
		t.Errorf("%s", a.body)
	}
}
