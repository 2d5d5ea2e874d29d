package ui_test

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/a-h/templ"

	"github.com/dondoc/dondoc/internal/foundation/i18n"
	"github.com/dondoc/dondoc/web"
	"github.com/dondoc/dondoc/web/views/ui"
)

// The sample pages show every component with at least one row; all names on them are invented.

func printer(tb testing.TB, l i18n.Lang) *i18n.Printer {
	tb.Helper()
	c, err := i18n.New()
	if err != nil {
		tb.Fatal(err)
	}
	return c.Printer(l)
}

var sampleSections = []ui.Section{
	ui.SectionDashboard, ui.SectionMeetings, ui.SectionTasks, ui.SectionShortcomings, ui.SectionReports, ui.SectionUnits, ui.SectionAdmin,
}

func sampleBase(p *i18n.Printer, active ui.Section, titles ...string) ui.Base {
	return ui.Base{
		P: p, Theme: ui.ThemeAuto, Titles: titles,
		Committee:  ui.Committee{Code: "mau", Name: "Ban chỉ đạo thực hiện Quy chế dân chủ ở cơ sở huyện Mẫu", ShortName: "BCĐ mẫu"},
		Committees: []ui.Link{{Text: "BCĐ xã Mẫu Một", URL: "/c/mau-mot"}, {Text: "BCĐ xã Mẫu Hai", URL: "/c/mau-hai"}},
		Nav:        ui.Nav(p, "mau", sampleSections, active),
		Crumbs:     []ui.Link{{Text: "BCĐ mẫu", URL: "/c/mau"}, {Text: titles[len(titles)-1]}},
		User:       ui.User{Name: "Nguyễn Văn Mẫu", AccountURL: "/tai-khoan"},
		TodoURL:    "/toi", TodoCount: 3, SearchURL: "/c/mau/tim-kiem",
		AsOf: ui.AsOf{Date: "22/11/2026"}, Path: "/c/mau/" + string(active), PrintedOn: "22/11/2026",
	}
}

func sampleSpec() *ui.ListSpec {
	return &ui.ListSpec{
		Name: "nhiem-vu", Sort: "han", Size: 50, Filters: []string{"lop", "don-vi", "ky"},
		Columns: []ui.Column{
			{Key: "so", Label: "column.number", Sort: true, Num: true},
			{Key: "noi-dung", Label: "column.text", Wide: true, Fixed: true},
			{Key: "nguon", Label: "column.source"},
			{Key: "chu-tri", Label: "task.col.lead", Sort: true},
			{Key: "han", Label: "task.col.due", Sort: true},
			{Key: "lop", Label: "task.col.class"},
			{Key: "bao-cao", Label: "task.col.report", Sort: true, Short: true},
			{Key: "linh-vuc", Label: "column.field", Hidden: true},
		},
	}
}

var sampleClasses = []string{
	"overdue", "due_soon", "in_time", "no_deadline", "continuous", "waiting", "done_in_time", "done_late", "done_no_deadline", "paused", "cancelled",
}

func distance(p *i18n.Printer, class string) string {
	switch class {
	case "overdue":
		return p.T("distance.overdue", 12)
	case "due_soon":
		return p.T("distance.days", 3)
	case "in_time":
		return p.T("distance.days", 39)
	case "done_late":
		return p.T("distance.late", 1)
	}
	return ""
}

func sampleRows(p *i18n.Printer, n int) []ui.Row {
	texts := []string{
		"Niêm yết công khai dự toán ngân sách xã tại nhà văn hóa các thôn trước khi trình, lấy ý kiến nhân dân và tổng hợp gửi về cơ quan thường trực theo đúng mẫu đã thống nhất",
		"Rà soát quy chế dân chủ của các trường học",
		"Báo cáo kết quả đối thoại với nhân dân thôn Mẫu Đông về giải phóng mặt bằng",
	}
	rows := make([]ui.Row, n)
	for i := range rows {
		class := sampleClasses[i%len(sampleClasses)]
		no := strconv.Itoa(i + 1)
		rows[i] = ui.Row{ID: no, Label: no, Quiet: class == "cancelled", Cells: []ui.Cell{
			{Text: no},
			{Text: texts[i%len(texts)], URL: "/c/mau/nhiem-vu/" + no},
			{Text: "Kết luận 25/06/2026", URL: "/c/mau/hoi-nghi/2", Sub: "Hội nghị sơ kết"},
			{Text: "UBND xã Mẫu Một", Sub: "phối hợp +2"},
			{Text: "31/12/2026", Sub: p.T("distance.extended", "30/09", "31/12")},
			{Timing: ui.NewTiming(p, class, distance(p, class))},
			{Text: "18/11/2026"},
		}}
	}
	return rows
}

func sampleList(p *i18n.Printer, address string, n, total int) ui.List {
	u, err := url.Parse(address)
	if err != nil {
		panic(err)
	}
	q := sampleSpec().Read(u.Path, u.Query(), "")
	l := q.List(p, total)
	var classes []ui.Option
	for _, c := range sampleClasses {
		classes = append(classes, ui.Option{Value: c, Label: strings.ToLower(p.T("timing." + c)), Hint: "4"})
	}
	l.Caption = p.T("nav.tasks")
	l.Sentence = ui.Sentence("Nhiệm vụ {lop} do {don-vi} chủ trì, kỳ {ky}",
		q.Filter("lop", p.T("task.col.class"), p.T("register.any_kind"), classes),
		q.Filter("don-vi", p.T("task.col.lead"), p.T("register.any_kind"), []ui.Option{{Value: "mau-mot", Label: "UBND xã Mẫu Một"}}),
		q.Filter("ky", p.T("column.date"), p.T("register.any_kind"), []ui.Option{{Value: "2026-H2", Label: "6 tháng cuối năm 2026"}}))
	l.Actions = []ui.Link{{Text: p.T("action.edit"), URL: "/c/mau/nhiem-vu/moi", Icon: ui.IconAdd}}
	l.Select = &ui.Bulk{Action: "/c/mau/nhiem-vu/nhieu", Buttons: []ui.Option{{Value: "xac-nhan", Label: "Xác nhận"}}}
	l.Rows = sampleRows(p, n)
	l.Empty = ui.Empty{Text: "Nhiệm vụ ghi từ kết luận hội nghị sẽ đứng ở đây.", Action: ui.Link{Text: "Ghi nhiệm vụ đầu tiên", URL: "/c/mau/nhiem-vu/moi", Icon: ui.IconAdd}}
	return l
}

func sampleFigures(p *i18n.Printer) []ui.Figure {
	return []ui.Figure{
		{Number: "42", Label: "Đang mở", Base: "trong 128 nhiệm vụ", URL: "/c/mau/nhiem-vu"},
		{Number: "9", Label: p.T("timing.due_soon"), Class: "due_soon", Base: "14 ngày tới", URL: "/c/mau/nhiem-vu?lop=due_soon"},
		{Number: "5", Label: p.T("timing.overdue"), Class: "overdue", Base: "11,9\u00a0% của 42", URL: "/c/mau/nhiem-vu?lop=overdue"},
		{Number: "3", Label: p.T("timing.waiting"), Class: "waiting", URL: "/c/mau/nhiem-vu?lop=waiting"},
		{Number: "2", Label: "Đơn vị im lặng", URL: "/c/mau/don-vi"},
	}
}

func sampleChart(p *i18n.Printer) ui.Chart {
	c := ui.Chart{
		ID: "theo-don-vi", Kind: "stacked", Title: "Nhiệm vụ theo đơn vị chủ trì",
		Heads: []string{p.T("column.unit"), p.T("timing.in_time"), p.T("timing.overdue"), p.T("timing.done_in_time")}, Classes: []string{"in_time", "overdue", "done_in_time"},
	}
	for i, name := range []string{"UBND xã Mẫu Một", "UBND xã Mẫu Hai", "Phòng Nội vụ", "Trường THCS Mẫu"} {
		row := ui.ChartRow{Label: name, URL: "/c/mau/don-vi/" + strconv.Itoa(i)}
		for _, v := range []int{6 - i, i, 4 + 2*i} {
			row.Values = append(row.Values, ui.ChartValue{Raw: v, Text: p.Int(v), URL: "/c/mau/nhiem-vu?don-vi=" + strconv.Itoa(i)})
		}
		c.Rows = append(c.Rows, row)
	}
	return c
}

func sampleTable(p *i18n.Printer) ui.Table {
	t := ui.Table{Caption: "Kết quả thực hiện 6 tháng cuối năm 2026", Numbers: true, Heads: []ui.Head{
		{Label: p.T("column.unit")},
		{Label: p.T("figure.total"), Num: true},
		{Label: p.T("timing.done_in_time"), Num: true},
		{Label: p.T("timing.done_late"), Num: true},
		{Label: p.T("timing.in_time"), Num: true},
		{Label: p.T("timing.overdue"), Num: true},
	}}
	row := func(name string, level int, total bool, values ...int) ui.TableRow {
		r := ui.TableRow{Level: level, Total: total, Cells: []ui.Cell{{Text: name}}}
		for _, v := range values {
			r.Cells = append(r.Cells, ui.Cell{Text: p.Int(v), URL: "/c/mau/nhiem-vu"})
		}
		return r
	}
	t.Rows = []ui.TableRow{row("Khối xã", 0, true, 833, 585, 0, 67, 181), row("UBND xã Mẫu Một", 1, false, 433, 300, 0, 52, 81), row("UBND xã Mẫu Hai", 1, false, 400, 285, 0, 15, 100)}
	t.Foot = []ui.TableRow{row("Cộng", 0, true, 833, 585, 0, 67, 181)}
	return t
}

// server serves the sample pages as the product will: hashed assets, the strict policy.
func server(tb testing.TB, pages map[string]func(ui.Base) templ.Component) http.Handler {
	tb.Helper()
	assets, err := web.NewAssets(web.Dist())
	if err != nil {
		tb.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.Handle("GET "+web.Prefix, http.StripPrefix(web.Prefix, http.FileServerFS(assets.Files())))
	p := printer(tb, i18n.Vi)
	for path, page := range pages {
		mux.HandleFunc("GET "+path, func(w http.ResponseWriter, r *http.Request) {
			b := sampleBase(p, ui.SectionTasks, p.T("nav.tasks"))
			b.Assets = assets
			if c, err := r.Cookie("theme"); err == nil {
				b.Theme = ui.ParseTheme(c.Value)
			}
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.Header().Set("Content-Security-Policy", web.ContentSecurityPolicy)
			if err := page(b).Render(context.WithValue(r.Context(), addressKey{}, r.URL.RequestURI()), w); err != nil {
				tb.Error(err)
			}
		})
	}
	return mux
}

type addressKey struct{}
