package ui_test

import (
	"bytes"
	"context"
	"strconv"
	"strings"
	"testing"

	"github.com/a-h/templ"

	"github.com/dondoc/dondoc/internal/foundation/i18n"
	. "github.com/dondoc/dondoc/internal/testkit/htmlcheck"
	"github.com/dondoc/dondoc/web/views/ui"
)

func itoa(n int) string { return strconv.Itoa(n) }

func render(tb testing.TB, c templ.Component) string {
	tb.Helper()
	var b bytes.Buffer
	if err := c.Render(context.WithValue(context.Background(), addressKey{}, "/c/mau/nhiem-vu"), &b); err != nil {
		tb.Fatal(err)
	}
	return b.String()
}

func samplePage(tb testing.TB, path string, l i18n.Lang) string {
	tb.Helper()
	p := printer(tb, l)
	return render(tb, samplePages()[path](sampleBase(p, ui.SectionTasks, p.T("nav.tasks"))))
}

func TestEveryPageHasTheFrame(t *testing.T) {
	t.Parallel()
	for path := range samplePages() {
		for _, l := range i18n.Langs() {
			t.Run(path+" "+string(l), func(t *testing.T) {
				t.Parallel()
				html := samplePage(t, path, l)
				Run(t, html,
					In("html", HasAttr("lang", string(l)), HasAttr("data-bs-theme", "auto")),
					In("body > a.skip-link", HasAttr("href", "#noi-dung")),
					Count("main#noi-dung", 1),
					NotIn("[style]"), NotIn("style"), NotIn("script:not([src])"), NotIn("[onclick]"))
				if !strings.HasPrefix(html, "<!doctype html>") {
					t.Errorf("begins with %q", html[:20])
				}
			})
		}
	}
}

func TestTheFrameSaysWhereOneIs(t *testing.T) {
	t.Parallel()
	Run(t, samplePage(t, "/c/mau/nhiem-vu", i18n.Vi),
		In("title", HasExactText("Nhiệm vụ · BCĐ mẫu")),
		Count(".rail > ul > li > a", 7),
		In(".rail a[aria-current=page]", HasExactText("Nhiệm vụ")),
		Count(".rail-more a", 2),
		In(".crumbs li:last-child [aria-current=page]", HasExactText("Nhiệm vụ")),
		In(".crumbs", HasLink("/c/mau")),
		In(".committee-switch", HasLink("/c/mau-mot")),
		In(".toplink", HasLink("/toi"), HasText("3")),
		In("form[role=search][action='/c/mau/tim-kiem'] input[name=q]"),
		In("form[action='/dang-xuat'][method=post] button"),
		In("form[action='/tuy-chon'] input[name=back]", HasAttr("value", "/c/mau/nhiem-vu")),
		NotIn(".asof-band"))
}

func TestThePastWearsABand(t *testing.T) {
	t.Parallel()
	Run(t, samplePage(t, "/c/mau", i18n.Vi),
		In(".asof-band", HasText("Số liệu tính đến 14/12/2025"), HasLink("/c/mau")),
		In(".demo-band"),
		In(".flash form[method=post][action='/c/mau/hoan-tac/1'] button", HasExactText("Hoàn tác")))
}

func TestTitlesOfTabs(t *testing.T) {
	t.Parallel()
	p := printer(t, i18n.Vi)
	for want, b := range map[string]ui.Base{
		"Quá hạn (5) · Nhiệm vụ · BCĐ mẫu": {P: p, Titles: []string{"Quá hạn (5)", "Nhiệm vụ"}, Committee: ui.Committee{ShortName: "BCĐ mẫu"}},
		"Đăng nhập": {P: p, Titles: []string{"Đăng nhập"}},
		"Đôn Đốc":   {P: p},
	} {
		if got := b.TabTitle(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestAListShowsItsRows(t *testing.T) {
	t.Parallel()
	Run(t, samplePage(t, "/c/mau/nhiem-vu", i18n.Vi),
		Count("table.records tbody tr", 22),
		Count("table.records thead th[scope=col]", 8),
		In("th[aria-sort=ascending]", HasText("Thời hạn"), HasLink("/c/mau/nhiem-vu?sap=-han")),
		In("tbody tr:first-child", HasLink("/c/mau/nhiem-vu/1"), In("td .timing-overdue", HasExactText("Quá hạn")), In(".distance", HasExactText("quá hạn 12 ngày"))),
		Count("tbody tr.quiet", 2),
		In(".sentence", Matches("^Nhiệm vụ mọi loại.* do mọi loại")),
		In("details.filter .menu-list", HasLink("/c/mau/nhiem-vu?lop=overdue")),
		In(".list-tools a[download]", HasAttr("href", "/c/mau/nhiem-vu/xuat.xlsx?cot=so%2Cnoi-dung%2Cnguon%2Cchu-tri%2Chan%2Clop%2Cbao-cao")),
		In(".list-tools", HasLink("/c/mau/nhiem-vu/moi")),
		In("form[action='/c/mau/nhiem-vu/nhieu'] input[name=chon][value='1']"),
		In(".pages-range", HasExactText("1–50 trong 133")),
		In(".pages a[aria-current=page]", HasExactText("1")),
		In(".pages", HasLink("/c/mau/nhiem-vu?trang=2")))
}

func TestAFilteredListSaysSoInItsSentence(t *testing.T) {
	t.Parallel()
	p := printer(t, i18n.Vi)
	l := sampleList(p, "/c/mau/nhiem-vu?lop=overdue&tim=ngân+sách&sap=-so", 0, 0)
	Run(t, render(t, ui.ListOf(l)),
		In(".filter-set", HasText("quá hạn")),
		In("details.filter a[aria-current=true]", HasText("quá hạn")),
		In(".sentence-clear", HasLink("/c/mau/nhiem-vu?sap=-so")),
		In(".list-search input[name=tim]", HasAttr("value", "ngân sách")),
		In(".list-search input[type=hidden][name=lop]", HasAttr("value", "overdue")),
		In(".list-search input[type=hidden][name=sap]", HasAttr("value", "-so")),
		In(".blank", HasText("Không có dòng nào khớp"), HasLink("/c/mau/nhiem-vu?sap=-so")))
}

func TestAnEmptyListOffersTheFirstRecord(t *testing.T) {
	t.Parallel()
	Run(t, samplePage(t, "/c/mau/trong", i18n.Vi),
		NotIn("table"), In(".blank", HasText("sẽ đứng ở đây"), HasLink("/c/mau/nhiem-vu/moi")), NotIn(".bulk"))
}

func TestAFormKeepsWhatWasTypedAndSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	Run(t, samplePage(t, "/c/mau/nhiem-vu/ma", i18n.Vi),
		In("form.form", HasAttr("action", "/c/mau/nhiem-vu"), HasAttr("method", "post")),
		In(".form-errors[role=alert]", HasLink("#f-text"), HasLink("#f-due"), HasText("other: Giá trị chưa đúng.")),
		FieldError("text", "Xin điền mục này."),
		FieldError("due", "Ngày này không có trong lịch."),
		In("#f-due", HasAttr("value", "31/2/2026"), HasAttr("aria-describedby", "f-due-error f-due-hint")),
		In("label[for=f-due]", HasExactText("Thời hạn")),
		In("textarea#f-text[required]"),
		In("#f-lead option[selected]", HasExactText("UBND xã Mẫu Hai")),
		In("#f-lead option:first-child", HasAttr("value", "")),
		Count("#f-units input[type=checkbox][name=units]", 10),
		In("#f-units label:first-of-type", HasExactText("UBND xã Thanh Mẫu"), In("input[checked]")),
		In("input[name=wording][checked]", HasAttr("value", "verbatim")),
		In("input[name=evidence][checked]"),
		In("input[type=hidden][name=version]", HasAttr("value", "3")),
		In("input[type=hidden][name=id]"),
		In("input[type=file][multiple]", HasAttr("accept", ".pdf,.docx")),
		NotIn("#f-product[aria-invalid]"), NotIn("#f-product[aria-describedby]"))
}

func TestErrorsOfFieldsTheFormDoesNotShowAreNotLost(t *testing.T) {
	t.Parallel()
	e := ui.NewErrors(map[string]string{"z": "3", "b": "1", "a": "2"}, ui.Field{Name: "b", Label: "Bê"}, ui.Field{Name: "c", Label: "Xê"})
	if len(e) != 3 || e[0] != (ui.FieldError{Name: "b", Label: "Bê", Text: "1"}) || e[1].Label != "a" || e[2].Label != "z" {
		t.Errorf("%+v", e)
	}
	if e.At("b") != "1" || e.At("c") != "" {
		t.Errorf("at b %q, at c %q", e.At("b"), e.At("c"))
	}
}

func TestEveryTimingClassHasItsOwnWord(t *testing.T) {
	t.Parallel()
	for _, l := range i18n.Langs() {
		p, seen := printer(t, l), map[string]string{}
		for _, class := range sampleClasses {
			b := ui.NewTiming(p, class, "")
			if other, twice := seen[b.Word]; twice {
				t.Errorf("%s and %s are both %q", class, other, b.Word)
			}
			seen[b.Word] = class
			Run(t, render(t, ui.Badge(b)), In("span.timing.timing-"+class, HasExactText(b.Word), In("svg[aria-hidden=true]")), NotIn(".distance"))
		}
	}
	if got := render(t, ui.Badge(ui.Timing{})); got != "" {
		t.Errorf("no class shows %q", got)
	}
}

func TestFiguresLeadToWhatTheyCount(t *testing.T) {
	t.Parallel()
	Run(t, samplePage(t, "/c/mau", i18n.Vi),
		Count(".figures > li > a", 5),
		In(".fig-overdue", HasAttr("href", "/c/mau/nhiem-vu?lop=overdue"), HasText("5"), HasText("11,9")),
		In(".figures-table tfoot th[scope=row]", HasExactText("Cộng")),
		In(".column-numbers td:last-child", HasExactText("(6)")))
}

func TestAChartIsItsTable(t *testing.T) {
	t.Parallel()
	Run(t, samplePage(t, "/c/mau", i18n.Vi),
		In("figure[data-chart=stacked]", Count("tbody tr", 4),
			In("thead th[data-class=overdue]", HasExactText("Quá hạn")),
			In("tbody td[data-value='6']", HasExactText("6"))))
}

func TestWordsAreEscaped(t *testing.T) {
	t.Parallel()
	p := printer(t, i18n.Vi)
	evil := `"><script>alert(1)</script>`
	l := sampleList(p, "/c/mau/nhiem-vu?tim="+"%22%3E%3Cscript%3E", 1, 1)
	l.Rows[0].Cells[1] = ui.Cell{Text: evil, Sub: evil, URL: "javascript:alert(1)", Chip: evil}
	Run(t, render(t, ui.ListOf(l)), NotIn("script"), In("tbody .sub", HasExactText(evil)), In("tbody td:nth-child(3) a", HasExactText(evil)))
}

// The badge is written twice, in templ and by hand for lists; people must not see a difference.
func TestBadgesInListsAreTheBadge(t *testing.T) {
	t.Parallel()
	p := printer(t, i18n.Vi)
	for _, class := range sampleClasses {
		badge := ui.NewTiming(p, class, distance(p, class))
		l := ui.List{P: p, ID: "x", Heads: []ui.Head{{Label: "Tình hình"}}, Rows: []ui.Row{{Cells: []ui.Cell{{Timing: badge}}}}}
		list := strings.Join(strings.Fields(render(t, ui.ListOf(l))), " ")
		want := strings.Join(strings.Fields(render(t, ui.Badge(badge))), " ")
		if !strings.Contains(strings.ReplaceAll(list, "</svg> ", "</svg>"), strings.ReplaceAll(want, "</svg> ", "</svg>")) {
			t.Errorf("%s: the list shows\n%s\ninstead of\n%s", class, list, want)
		}
	}
}

func TestACellMayBeAComponentOfThePage(t *testing.T) {
	t.Parallel()
	p := printer(t, i18n.Vi)
	l := ui.List{P: p, ID: "x", Heads: []ui.Head{{Label: "A"}}, Rows: []ui.Row{{Marked: true, Cells: []ui.Cell{{Text: "không hiện", Body: ui.Chip("riêng")}}}}}
	Run(t, render(t, ui.ListOf(l)), In("tr.marked td[data-label=A]", HasExactText("riêng")))
}

func TestSectionsFollowRights(t *testing.T) {
	t.Parallel()
	p := printer(t, i18n.Vi)
	items := ui.Nav(p, "mau", []ui.Section{ui.SectionTasks, ui.SectionDashboard}, ui.SectionTasks)
	if len(items) != 2 || !items[0].Phone || items[0].URL != "/c/mau" || items[1].URL != "/c/mau/nhiem-vu" || !items[1].Active || items[0].Active {
		t.Errorf("%+v", items)
	}
}

func BenchmarkListOf50Rows(b *testing.B) {
	l := sampleList(printer(b, i18n.Vi), "/c/mau/nhiem-vu", 50, 800)
	var buf bytes.Buffer
	for b.Loop() {
		buf.Reset()
		if err := ui.ListOf(l).Render(context.Background(), &buf); err != nil {
			b.Fatal(err)
		}
	}
	b.SetBytes(int64(buf.Len()))
}

func BenchmarkWholeListPage(b *testing.B) {
	p := printer(b, i18n.Vi)
	base := sampleBase(p, ui.SectionTasks, p.T("nav.tasks"))
	var buf bytes.Buffer
	for b.Loop() {
		buf.Reset()
		l := sampleList(p, "/c/mau/nhiem-vu", 50, 800)
		if err := in(base, ui.ListOf(l)).Render(context.Background(), &buf); err != nil {
			b.Fatal(err)
		}
	}
	b.SetBytes(int64(buf.Len()))
}
